"""Which files below a folder are profiles, for all commands: ours with their faults, and nobody else's."""

from __future__ import annotations

import gc
import json
import os
from pathlib import Path

import pytest

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.portable.limits import MAX_BYTES, MAX_KEPT_BYTES
from kpo_advisor.portable.tree import Table
from kpo_advisor.profiles.search import Searched, search

PROFILE = "title: Work\nanswers: {work_nature: rules-only}\n"
BIG = {"entries": [{"answers": number, "text": "expect" * 20} for number in range(MAX_BYTES // 140)]}

OURS = {
    "plain.yaml": PROFILE.encode(),
    "mark.yaml": b"\xef\xbb\xbf" + PROFILE.encode(),
    "mac.yml": PROFILE.replace("\n", "\r").encode(),
    "upper.YAML": b"activities:\n  - title: A\n",
    "ask.yaml": b"? answers\n: {work_nature: rules-only}\n",
    "quoted.yaml": b"'answers': {}\n",
    "spelt.json": b'{"\\u0061nswers": {"work_nature": "rules-only"}}',
    "spelt.yaml": b'"\\x61nswers": {}\n',
    "late.JSON": b'{"title": "A", "notes": {"a": "b"}, "activities": [1, {"title": "B"}]}',
    "only-expect.yaml": b"expect: {recommended: bpo}\n",
    "misspelt-expectation.yaml": b"title: A\nexpect: {recomended: bpo}\n",
    "nothing-answered.yaml": b"title: A\nanswers:\n",
    "blank.yaml": b"# As init writes it.\nanswers:\n",
    "noted.yaml": b"notes: {a: b}\nactivities:\n",
    "listed.yaml": b"answers:\n  - work_nature: rules-only\n",
}

BROKEN = {
    "bracket.yaml": b"title: A\nanswers:\n  goals: [insight\n",
    "tab.yaml": b"title: A\nanswers:\n\twork_nature: rules-only\n",
    "title.yaml": b"title: A: B\nanswers:\n  work_nature: rules-only\n",
    "indented.yaml": b"  title: [\n  answers:\n    a: b\n",
    "slipped.yaml": b"title: A\n  answers:\n  work_nature: rules-only\n",
    "twice.yaml": b"answers: {}\nanswers: {}\n",
    "anchor.yaml": b"answers: &a\n  work_nature: rules-only\n",
    "tag.yaml": b"answers: !x {work_nature: rules-only}\n",
    "comment.yaml": b"answers: # ours\n  a: [\n",
    "documents.yaml": b"---\nanswers: {}\n---\nanswers: {}\n",
    "flow.yaml": b"{title: A, answers: {a: [}}\n",
    "ask.yaml": b"? answers\n: {a: [\n",
    "cut.json": b'{"title": "A", "answers": ',
    "comma.json": b'{"title": "}{", "answers": {"work_nature": "rules-only",}}',
    "spelt.json": b'{"\\u0061ctivities": [{]}',
    "expected.yaml": b"expect: {recommended: [}\n",
    "utf16.yaml": PROFILE.encode("utf-16"),
    "utf16-bare.yaml": PROFILE.encode("utf-16-le"),
    "utf32.yaml": PROFILE.encode("utf-32"),
    "utf16.json": '{"answers": {}}'.encode("utf-16"),
    "latin.yaml": "title: Büro\nanswers: {}\n".encode("latin-1"),
    "control.yaml": b"title: \x07\nanswers: {}\n",
    "flow-below.yaml": b"# ours\n\n{title: A, answers: {work_natur: x}\n",
    "flow-begun.yaml": b"--- {title: A, answers: {work_natur: x}\n",
    "apostrophe.yaml": b"{title: the firms' own, it's: [], answers: {a: x}\n",
    "flow-comment.yaml": b"{title: A, # it's {\n answers: {a: x}\n",
    "tabs.yaml": b"title: A\n\tanswers:\n\t\ta: x\n",
    "far.yaml": b"title: 'A'\n\n        # ours\n        activities:\n          - title: B\n",
    "anchored.yaml": b"title: A\n&k answers: {a: b}\n",
    "tagged.yaml": b"!!str answers:\n  a: b\n",
    "doubly.yaml": b"title: A\n!!str &k activities: [{title: B}]\n",
    "braces.yaml": b'title: "Costs {{2024}}"\nanswers: {a: b}\nbad: [\n',
    "percent.yaml": b"title: A\nnotes: {a: 'from {% 3 %} on'}\nanswers: {a: [}\n",
    "open-quote.yaml": b'title: A\nanswers: "work_nature: rules-only\n',
    "open-single.yaml": b"activities: 'one\n  two\n",
    "colon.json": b'{"title": "t", "answers" {"a": "x"}}',
    "slashes.json": b'// ours: {\n{"title": "t",\n "answers": {"a": "x"}}',
    "stars.json": b'/* it\'s ours {\n */ {"title": "t", "activities": [{"title": "B"}]}',
    "within.json": b'{"title": "t", // it\'s {\n "answers": {"a": "x"}}',
    "no-brace.json": b'"title": "t",\n  "answers": {"a": "x"}}',
    "large.yaml": PROFILE.encode() + b"# " + b"x" * MAX_BYTES,
}

FOREIGN = {
    "de.json": b'{"answers": "Antworten", "title": "Titel", "expect": "erwarten"}',
    "chart.yaml": b"answers: {{ .Values.answers }}\n",
    "template.yaml": b"{{- if .Values.on }}\nanswers:\n  a: {{ .Values.a }}\n{{- end }}\n",
    "jinja.yml": b"title: A\nanswers:\n{% for a in b %}\n  a: 1\n{% endfor %}\n",
    "survey.yaml": b"survey:\n  answers: {one: two}\n",
    "choices.json": b'{"title": "A", "answers": ["one", "two"], "activities": []}',
    "package-lock.json": b'{"name": "a", "lockfileVersion": 3, "packages": {"": {"dependencies": {"expect": "29"}}}}',
    "package.json": b'{"name": "expect", "activities": "none", "expect": {"status": 200}}',
    "status.yaml": b"expect: {status: 200}\n",
    "fixture.json": b'{"id": 3, "answers": null}',
    "headline.yaml": b"title: A\nnotes: {a: b}\n",
    "request.yaml": b"title: Get\nrequest: {url: x}\nexpect: {status: 200}\n",
    "objects.yaml": b"kind: A\n---\nkind: B\nspec: {answers: {a: b}}\n",
    "compose.yaml": b"x-answers: &answers {a: b}\nservices:\n  a: {<<: *answers, expect: 1}\n",
    "stack.yaml": b"Resources:\n  A: !GetAtt expect.answers\n",
    "comments.json": b'// answers\n{"compilerOptions": {"expect": {}}}',
    "nested.json": b'{"a": {"answers": {}},}',
    "schema.yaml": b"title: Survey\nproperties:\n  answers: {type: object}\n---\nb: 1\n",
    "schema-tag.yaml": b"title: Survey\nproperties: # all\n  answers:\n    type: !Ref object\n",
    "schema-anchor.yaml": b"title: Survey\nproperties: &p\n    activities: {type: object}\nmore: {<<: *p}\n",
    "schema.json": b'{"title": "Survey", /* all */ "properties": {"answers": {"type": "object"}}}',
    "item.yaml": b"title: Survey\nitems:\n- x: !a b\n  answers: {a: b}\n",
    "block.yaml": b"title: A\nabout: |\n  answers:\n    one\nmore: !x y\n",
    "http.yaml": b"title: HTTP test\nexpect:\n  status: !int 200\nrequest: {url: x}\n",
    "http-flow.yaml": b"{title: Get, expect: {status: !int 200}, request: {url: x}}\n",
    "reference.yaml": b"answers: !Ref Answers\nactivities: !Sub 'a'\n",
    "graph.json": b"query {\n  answers { id }\n}\n",
    "quoted-template.yaml": b"answers:\n  a: '{{ x }}'\n{{- end }}\n",
    "half-quoted.yaml": b"answers:\n  a: it's {{ x }} isn't\n{% if a %}\n",
    "empty.yaml": b"",
    "latin.yaml": "büro: expect\n".encode("latin-1"),
    "noise.yaml": bytes(range(256)) * 4,
    "list.yaml": b"- answers: {a: b}\n",
    "text.yaml": b"one expects answers:\n  and more\n of it: [\n",
    "large.json": b'{"entries": [' + b'"answers",' * (MAX_BYTES // 9) + b"0]}",
    "many.json": json.dumps(BIG).encode()[: MAX_BYTES - 1],
}


def found_in(folder: Path, files: dict[str, bytes]) -> Searched:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return search([str(folder)])


@pytest.mark.parametrize("name", OURS)
def test_a_profile_is_found_however_it_is_written(name: str, tmp_path: Path) -> None:
    found = found_in(tmp_path, {name: OURS[name]})
    assert [document.file for document in found.profiles] == [str(tmp_path / name)]
    assert found.findings == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_profile_that_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    found = found_in(tmp_path, {name: BROKEN[name]})
    assert found.profiles == []
    assert {finding.file for finding in found.findings} == {str(tmp_path / name)}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_program_is_passed_over(name: str, tmp_path: Path) -> None:
    assert found_in(tmp_path, {name: FOREIGN[name]}) == Searched()


@pytest.mark.parametrize("name", ["de.json", "chart.yaml", "empty.yaml"])
def test_a_file_that_is_given_is_a_profile_whatever_it_holds(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(FOREIGN[name])
    found = search([str(tmp_path), str(file), str(file)])
    assert [document.file for document in found.profiles] + [each.file for each in found.findings[:1]] == [str(file)]


def test_environments_dependencies_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    passed = ("venv/share", "conda", "node_modules/a", "lib/site-packages/a", ".tox/a", "__pypackages__/a")
    for name in passed:
        for folder in (tmp_path / name, tmp_path / name / "rules"):
            folder.mkdir(parents=True)
            (folder / "p.yaml").write_text(PROFILE, encoding="utf-8")
        (tmp_path / name / "rules" / "rulebook.yaml").touch()
    (tmp_path / "venv" / "pyvenv.cfg").touch()
    (tmp_path / "conda" / "conda-meta").mkdir()
    assert search([str(tmp_path)]) == Searched()
    assert len(search([str(tmp_path / "venv" / "share")]).profiles) == 1  # what is given is looked at


def test_an_environment_at_the_top_hides_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "pyvenv.cfg").touch()
    assert len(found_in(tmp_path, {"p.yaml": PROFILE.encode()}).profiles) == 1


def test_rulebooks_are_found_and_their_files_are_no_profiles(tmp_path: Path) -> None:
    for name in ("b", "a/deeper"):
        (tmp_path / name / "model").mkdir(parents=True)
        (tmp_path / name / "Rulebook.YML").touch()
        (tmp_path / name / "model" / "p.yaml").write_text(PROFILE, encoding="utf-8")
    found = search([str(tmp_path)])
    assert (found.rulebooks, found.profiles) == ([tmp_path / "a" / "deeper", tmp_path / "b"], [])


def test_one_file_in_several_spellings_is_the_first_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "p.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "cases" / "q.yaml").symlink_to("p.yaml")
    (tmp_path / "linked").symlink_to("cases")
    spellings = ["cases/../cases/p.yaml", "linked/p.yaml", "cases", str(tmp_path / "cases"), "linked", "./cases/q.yaml"]
    assert [document.file for document in search(spellings).profiles] == spellings[:1]
    assert [document.file for document in search(reversed(spellings)).profiles] == ["./cases/q.yaml"]


def test_a_linked_folder_elsewhere_is_noted_and_one_that_is_looked_at_anyway_is_not(tmp_path: Path) -> None:
    (tmp_path / "top" / "a").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "top" / "again").symlink_to("a")
    assert search([str(tmp_path / "top")]) == Searched()
    link = tmp_path / "top" / "there"
    link.symlink_to("../other")
    assert search([str(tmp_path / "top")]) == Searched(
        notes=[f"{link} is a link to a folder outside of {tmp_path / 'top'} and is not followed."]
    )


@pytest.mark.parametrize(
    "target",
    ["../p.yaml", "gone.json", "gone/p.yaml", ".config/z.yaml", ".git/annex/S.json", "link.yaml", "/etc/hostname"],
)
def test_a_link_to_a_file_elsewhere_or_to_nothing_is_mentioned_and_not_read(tmp_path: Path, target: str) -> None:
    for name in ("p.yaml", "top/.config/z.yaml", "top/.git/annex/S.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PROFILE, encoding="utf-8")
    link = tmp_path / "top" / "link.yaml"
    link.symlink_to(target)
    said = f"Links that lead out of what is looked at, or nowhere, are not followed: {link}."
    assert search([str(tmp_path / "top")]) == Searched(notes=[said])


def test_of_many_links_that_lead_out_few_are_named(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.json").symlink_to(".git/annex/x")
    (note,) = search([str(tmp_path)]).notes
    assert note.endswith("/3.json, " + str(tmp_path / "4.json") + ", 3 more.")


@pytest.mark.parametrize("name", ["rulebook.yml", "Rulebook.YAML", "rulebook.yaml"])
@pytest.mark.parametrize(
    "text",
    [
        "- name: x\n  hosts: all\n",
        "# Events\n---\n\n- name: x\n  sources: {{ sources }}\n",
        "---\n-\n  name: !vault x\n",
        "[one, two]\n",
        "See the manual.\n",
    ],
)
def test_a_rulebook_of_another_program_is_none_and_hides_no_profile(tmp_path: Path, name: str, text: str) -> None:
    for folder in (tmp_path, tmp_path / "inner"):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = found_in(tmp_path, {"p.yaml": PROFILE.encode(), "inner/p.yaml": PROFILE.encode()})
    assert (found.rulebooks, len(found.profiles), found.findings) == ([], 2, [])


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "name: [\n", "name: x\n- y\n", "{}"])
def test_a_rulebook_with_faults_is_one(tmp_path: Path, text: str) -> None:
    found = found_in(tmp_path, {"rulebook.yaml": text.encode(), "p.yaml": PROFILE.encode()})
    assert (found.rulebooks, found.profiles) == ([tmp_path], [])


def test_a_rulebook_that_is_a_link_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "top").mkdir()
    (tmp_path / "list.yaml").write_text("- a\n", encoding="utf-8")
    (tmp_path / "top" / "rulebook.yaml").symlink_to("../list.yaml")
    assert search([str(tmp_path / "top")]).rulebooks == [tmp_path / "top"]


def test_what_is_met_comes_in_the_order_of_names_after_what_was_given_before(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    files = ["b.yaml", "deep/a.yaml", "a.yaml", "z.yaml"]
    found = found_in(tmp_path, dict.fromkeys(files, PROFILE.encode()))
    names = [os.path.relpath(document.file, tmp_path) for document in found.profiles]
    assert names == ["a.yaml", "b.yaml", "z.yaml", "deep/a.yaml"]


@pytest.mark.parametrize("name", ["cut.yaml", "cut.json"])
def test_a_profile_that_is_cut_off_anywhere_after_its_key_is_found_or_told(name: str, tmp_path: Path) -> None:
    answers = {"goals": ["insight", "quality"], "work_nature": "even-mix"}
    as_json = json.dumps({"title": 'Büro: a {b} "c" d\'s', "answers": answers}, ensure_ascii=False)
    as_yaml = "title: \"Büro: a {b} 'c' d\"\nanswers:\n  goals: [insight, quality]\n  work_nature: 'even-mix' # [\n"
    data = (as_json if name.endswith("json") else as_yaml).encode()
    file = tmp_path / name
    # In YAML, `answers: goals` before that is a text.
    for end in range(data.index(b'"goals' if name.endswith("json") else b" [insight"), len(data) + 1):
        file.write_bytes(data[:end])
        found = search([str(tmp_path)])
        assert found.profiles or found.findings, data[:end]


def test_of_many_files_only_the_first_trees_are_kept_and_all_read_the_same(tmp_path: Path) -> None:
    long = "".join(f"  work_nature{number}: x\n" for number in range(MAX_KEPT_BYTES // 30))
    texts = [PROFILE, *(f"title: T{number}\nanswers:\n{long}" for number in range(4))]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    found = search([str(tmp_path)]).profiles
    assert [profile.data.decode() for profile in found] == texts
    assert [profile.root is not None for profile in found] == [True, True, False, False, False]
    for profile in found:
        assert profile.document() == parse_document(profile.data, profile.file)


def test_profiles_of_too_many_bytes_are_told_once_and_those_after_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = PROFILE.encode() + b"bad: [\n"
    files = {"a.yaml": PROFILE.encode(), "b.yaml": broken, "c.yaml": PROFILE.encode(), "d.yaml": PROFILE.encode()}
    exactly = sum(map(len, files.values()))
    monkeypatch.setattr("kpo_advisor.profiles.search.MAX_SEARCHED_BYTES", exactly)
    found = found_in(tmp_path, {**files, "foreign.yaml": b"# answers\n" * exactly})
    assert ([each.file[-6:] for each in found.profiles], len(found.texts)) == (["a.yaml", "c.yaml", "d.yaml"], 1)
    assert "too-many-files" not in {finding.slug for finding in found.findings}
    monkeypatch.setattr("kpo_advisor.profiles.search.MAX_SEARCHED_BYTES", exactly - len(PROFILE) - 1)
    found = search([str(tmp_path), str(tmp_path / "d.yaml")])
    assert ([each.file[-6:] for each in found.profiles], len(found.texts)) == (["a.yaml"], 1)
    assert [(each.file[-6:], each.slug) for each in found.findings[1:]] == [("c.yaml", "too-many-files")]


def test_a_tree_goes_when_nobody_needs_it_any_more() -> None:
    gc.collect()
    gc.disable()
    before = _tables()
    try:
        for text in (PROFILE.encode(), b'{"answers": {"work_nature": "rules-only"}}'):
            document = parse_document(text, "f")
            assert isinstance(document.root, Table)
            del document
            assert _tables() == before
    finally:
        gc.enable()


def _tables() -> int:
    return sum(isinstance(held, Table) for held in gc.get_objects())
