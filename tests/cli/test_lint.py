"""`kpo-advisor lint` as a shell sees it: what it checks, what it prints, and how it ends."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.cli.running import run
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

ROOT = Path(__file__).parent.parent.parent
BROKEN = "terms:\n  - id: rule-work\n    means: NO\n    when: { work_nature: rules-only }\n"
UNUSED = "\n  - id: odd-work\n    means: odd\n    when: { work_nature: even-mix }\n"


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    """`kpo-advisor lint` in a folder with a copy of the small rulebook in `rules`."""
    shutil.copytree(PLAIN, tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    return partial(run, monkeypatch, capfd, "lint")


def spoil(text: str = BROKEN) -> None:
    Path("rules/terms.yaml").write_text(text, encoding="utf-8")


def add_unused_term() -> None:
    terms = Path("rules/terms.yaml")
    terms.write_text(terms.read_text(encoding="utf-8").rstrip() + UNUSED, encoding="utf-8")


def test_the_packaged_rulebook_and_the_examples_have_no_finding(kpo: Callable[..., Done]) -> None:
    done = kpo(str(packaged_rulebook()), str(ROOT / "examples"))
    assert (done.code, done.err) == (0, "")
    # What is suppressed is meant so, with its reason; the overlay holds the packaged rulebook's once more.
    assert done.out.startswith("No findings. 2 findings suppressed. Checked 2 rulebooks (")


def test_without_a_path_the_rules_here_are_checked(kpo: Callable[..., Done]) -> None:
    spoil()
    done = kpo()
    assert done.code == 1
    assert "--> rules/terms.yaml:3:12\n" in done.out


def test_without_a_path_and_without_rules_the_packaged_rulebook_is(kpo: Callable[..., Done]) -> None:
    shutil.rmtree("rules")
    assert kpo("--select", "KPO1").out == "No findings. Checked the packaged rulebook.\n"


@pytest.mark.parametrize(
    ("folder", "named"), [("rules", "./"), ("rules/model", "../"), ("rules/facts/deeper", "../../"), (".", "rules/")]
)
def test_without_a_path_the_rulebook_that_one_stands_in_is_checked(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, folder: str, named: str
) -> None:
    Path(folder).mkdir(exist_ok=True)
    spoil()
    monkeypatch.chdir(folder)
    done = kpo("-f", "concise")
    assert done.code == 1
    assert done.out.endswith(f"1 finding (1 error). Checked the rulebook in {named}.\n")


def test_a_rulebook_above_the_repository_is_not_the_one_that_one_stands_in(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil()
    for folder in (Path("rules/clone"), Path("rules/clone/.git")):
        folder.mkdir()
    monkeypatch.chdir("rules/clone")
    assert kpo("--select", "KPO1").out == "No findings. Checked the packaged rulebook.\n"


def test_several_rulebooks_are_named_up_to_three(kpo: Callable[..., Done]) -> None:
    for number in range(4):
        shutil.copytree("rules", f"b{number}/rules")
    some = kpo("b0/rules", "b1", "--select", "KPO1")
    assert some.out == "No findings. Checked 2 rulebooks (b0/rules/, b1/rules/).\n"
    every = kpo(".", "--select", "KPO1")
    assert every.out == "No findings. Checked 5 rulebooks (b0/rules/, b1/rules/, b2/rules/, …).\n"


def test_json_names_what_was_checked(kpo: Callable[..., Done]) -> None:
    Path("p.yaml").write_text("answers: { work_nature: rules-only }\n", encoding="utf-8")

    def named(*arguments: str) -> list[object]:
        found = json.loads(kpo(*arguments, "-f", "json", "--select", "KPO0").out)
        return [found["checked"], found["rulebooks"], found["against"]]

    assert named("rules", "./p.yaml") == [{"rulebooks": 1, "profiles": 1}, ["rules"], "packaged"]
    assert named("p.yaml", "--rules", "rules") == [{"rulebooks": 0, "profiles": 1}, [], "rules"]
    shutil.move("rules", "packaged")
    assert named() == [{"rulebooks": 1, "profiles": 0}, ["packaged"], None]
    assert named("packaged") == [{"rulebooks": 1, "profiles": 0}, ["./packaged"], None]


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif"])
def test_a_format_without_room_for_what_was_checked_has_it_on_stderr(kpo: Callable[..., Done], form: str) -> None:
    assert kpo("rules", "-f", form, "--select", "KPO1").err == "No findings. Checked the rulebook in rules/.\n"


@pytest.mark.parametrize("order", [["rules", "ov"], ["ov", "rules"], ["."]])
@pytest.mark.parametrize("text", [BROKEN, BROKEN.replace("NO", "n") + "  - {id: b, means: b, when: {all: [x]}}\n"])
def test_a_fault_of_a_rulebook_is_told_once_beside_one_that_extends_it(
    kpo: Callable[..., Done], order: list[str], text: str
) -> None:
    Path("ov").mkdir()
    Path("ov/rulebook.yaml").write_text('name: f\ntitle: f\nversion: "1"\nextends: ../rules\n', encoding="utf-8")
    spoil(text)
    alone = kpo("rules", "-f", "concise").out.splitlines()[:-1]
    assert alone
    assert kpo(*order, "-f", "concise").out.splitlines()[:-1] == alone


def test_one_rulebook_and_one_profile_in_several_spellings_are_checked_once(kpo: Callable[..., Done]) -> None:
    add_unused_term()
    Path("p.yaml").write_text("answers: { work_nature: rules-onyl }\n", encoding="utf-8")
    Path("linked").symlink_to("rules")
    here = str(Path.cwd())
    rulebook = ["rules/../rules", "rules", f"{here}/rules", "linked", "linked/terms.yaml", "."]
    done = kpo(*rulebook, "./p.yaml", f"{here}/p.yaml", "p.yaml", "--rules", "rules", "-f", "json")
    found = json.loads(done.out)
    assert found["checked"] == {"rulebooks": 1, "profiles": 1}
    assert found["rulebooks"] == ["rules/../rules"]
    assert [each["file"] for each in found["findings"]] == ["p.yaml", "rules/../rules/terms.yaml"]


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "gitlab", "sarif"])
def test_the_exit_code_is_the_same_in_every_format(kpo: Callable[..., Done], form: str) -> None:
    assert kpo("--format", form).code == 0
    add_unused_term()
    assert kpo("--format", form).code == 1
    assert kpo("--format", form, "--fail-level", "error").code == 0
    spoil()
    assert kpo("--format", form, "--fail-level", "error").code == 1
    assert kpo("--format", form, "missing").code == 2


def test_under_github_actions_the_format_is_githubs(kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    add_unused_term()
    expected = "::warning file=rules/terms.yaml,line=5,endLine=5,col=9,endColumn=17,title=KPO102 unused-term::"
    assert kpo("--select", "KPO102").out.startswith(expected)
    assert kpo("--select", "KPO102", "--format", "concise").out.startswith("rules/terms.yaml:5:9: warning KPO102")


def test_the_output_goes_to_a_file(kpo: Callable[..., Done]) -> None:
    spoil()
    done = kpo("--format", "json", "--output", "found.json")
    assert (done.code, done.out, done.err) == (1, "", "")
    found = json.loads(Path("found.json").read_text(encoding="utf-8"))
    assert found["statistics"] == {"KPO014": 1}
    assert found["findings"][0]["file"] == "rules/terms.yaml"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-folder"], "There is no file or folder no-such-folder."),
        ([""], "There is no file or folder without a name."),
        (["."], "neither a rulebook nor a profile"),
        (["a\x00b"], "There is no file or folder a\\x00b."),
        (["a" * 5000], "No file can be called"),
        (["--select", "KPO9"], 'Error: "KPO9" is no code or name of a check.'),
        (["--ignore", "uncited"], 'Did you mean "uncited-fact"?'),
        (["--explain", "KPO998"], '"KPO998" is no code or name of a check.'),
        (["rules", "--output", "no/such/folder"], "cannot be written"),
    ],
)
def test_what_cannot_be_checked_ends_with_2_and_says_why(
    kpo: Callable[..., Done], arguments: list[str], said: str
) -> None:
    if arguments == ["."]:
        shutil.rmtree("rules")
    done = kpo(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_file_of_a_rulebook_stands_for_the_whole(kpo: Callable[..., Done]) -> None:
    done = kpo("rules/terms.yaml", "rules/model/rules.yaml", "rules", "--select", "KPO1")
    assert done.out == "No findings. Checked the rulebook in rules/.\n"


def test_a_folder_without_a_rulebook_yaml_that_was_meant_as_one_is_told(kpo: Callable[..., Done]) -> None:
    Path("rules/rulebook.yaml").unlink()
    done = kpo("rules")
    assert done.code == 1
    assert "KPO025" in done.out


@pytest.mark.parametrize("name", ["rulebook.yaml", "Rulebook.YML", "terms.yaml"])
def test_a_folder_that_is_called_like_a_file_of_a_rulebook_makes_none(kpo: Callable[..., Done], name: str) -> None:
    Path("prof/sub", name).mkdir(parents=True)
    Path("prof/sub/payroll.yaml").write_text("answers: { work_nature: rules-only }\n", encoding="utf-8")
    for path in ("prof", "prof/sub", "prof/sub/payroll.yaml"):
        done = kpo(path, "--rules", "rules", "--select", "KPO0,KPO1")
        assert (done.code, done.out) == (0, "No findings. Checked 1 profile against the rulebook in rules/.\n"), path


@pytest.mark.parametrize(
    ("folder", "header"), [(".", "rules/rulebook.yaml"), ("rules", "./rulebook.yaml"), ("rules", "Rulebook.YML")]
)
def test_without_a_path_what_is_meant_as_a_rulebook_is_not_passed_over_for_the_packaged_one(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, folder: str, header: str
) -> None:
    Path("rules/rulebook.yaml").unlink()
    monkeypatch.chdir(folder)
    if header == "Rulebook.YML":
        Path(header).mkdir()
    done, named = kpo("-f", "concise"), kpo("rules" if folder == "." else ".", "-f", "concise")
    assert done == named
    assert done.code == 1
    assert "KPO025" in done.out


def test_a_profile_is_checked_against_the_rules_given(kpo: Callable[..., Done]) -> None:
    Path("p.yaml").write_text("answers: { work_nature: rules-onyl }\n", encoding="utf-8")
    done = kpo("p.yaml", "--rules", "rules", "-f", "concise")
    assert done.code == 1
    assert "p.yaml:1:25: error KPO052 unknown-choice: " in done.out
    assert 'Did you mean "rules-only"?' in done.out


def test_a_rulebook_with_faults_is_reported_where_profiles_are_to_be_held_against_it(kpo: Callable[..., Done]) -> None:
    Path("p.yaml").write_text("answers: { work_nature: rules-onyl }\n", encoding="utf-8")
    spoil()
    done = kpo("p.yaml", "rules", "--rules", "./rules", "-f", "concise")
    assert done.code == 1
    assert done.out.startswith("rules/terms.yaml:3:12: error KPO014")
    assert done.out.endswith("Checked the rulebook in rules/.\n")
    assert done.err == "Profiles are not checked: rules, which they are for, has faults.\n"
    alone = kpo("p.yaml", "--rules", "rules")
    assert (alone.code, alone.out) == (2, "")
    assert "rules/terms.yaml:3:12" in alone.err
    Path("loop").symlink_to("loop")
    assert kpo("p.yaml", "rules", "--rules", "loop").code == 2


def test_a_folder_is_searched_for_profiles_and_rulebooks(kpo: Callable[..., Done]) -> None:
    Path("p.yaml").write_text("title: A\nanswers: { work_nature: rules-only }\n", encoding="utf-8")
    Path("q.json").write_text('{"activities": [{"title": "A", "answers": {}}], "answers": {}}', encoding="utf-8")
    Path("other.yaml").write_text("jobs: [build]\n", encoding="utf-8")
    done = kpo(".", "--rules", "rules", "--select", "KPO0,KPO1")
    assert done.out == "No findings. Checked the rulebook in rules/ and 2 profiles against it.\n"


def test_a_profile_on_standard_input(kpo: Callable[..., Done]) -> None:
    done = kpo("-", "--rules", "rules", "-f", "concise", stdin=b"answers: [\n")
    assert done.code == 1
    assert done.out.startswith("<stdin>:")


def test_statistics_are_counted_by_code(kpo: Callable[..., Done]) -> None:
    add_unused_term()
    done = kpo("--statistics", "--select", "KPO102")
    assert done.out.splitlines()[0].split()[:3] == ["1", "KPO102", "unused-term:"]
    beside = kpo("--statistics", "--select", "KPO102", "--format", "sarif")
    assert json.loads(beside.out)["version"] == "2.1.0"
    assert "KPO102  unused-term" in beside.err


def test_settings_are_read_from_the_nearest_pyproject(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_unused_term()
    settings = Path("pyproject.toml")
    settings.write_text('[tool.kpo-advisor.lint]\npaths = ["rules"]\nignore = ["KPO102"]\n', encoding="utf-8")
    assert kpo().code == 0
    assert kpo("--ignore", "KPO301").code == 1  # what is given counts in place of what is set
    settings.write_text('[tool.kpo-advisor.lint]\npaths = ["rules"]\nfail-level = "error"\n', encoding="utf-8")
    Path("deeper").mkdir()
    monkeypatch.chdir("deeper")
    done = kpo("--select", "KPO102")
    assert done.code == 0
    assert "unused-term" in done.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.kpo-advisor.lint]\nselekt = []\n", 'Did you mean "select"?'),
        ("[tool.kpo-advisor.lint]\nselect = 3\n", "is a list of texts"),
        ("[tool.kpo-advisor.lint]\nfail-level = 3\n", "is a text"),
        ('[tool.kpo-advisor.lint]\nfail-level = "never"\n', 'found "never"'),
        ('[tool.kpo-advisor.lint]\nselect = ["KPO9"]\n', "is no code or name of a check"),
        ("[tool.kpo-advisor]\nlint = 3\n", "must be a table"),
        ('[tool.kpo-advisor.lint]\npaths = ["../key.yaml"]\n', 'pyproject.toml: paths has "../key.yaml"'),
        ("[tool\n", "cannot be read as TOML"),
        ("a = " + "[" * 100_000, "cannot be read as TOML"),
    ],
)
def test_settings_that_are_wrong_end_with_2(kpo: Callable[..., Done], text: str, said: str) -> None:
    Path("pyproject.toml").write_text(text, encoding="utf-8")
    done = kpo()
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_explain_prints_a_page(kpo: Callable[..., Done]) -> None:
    done = kpo("--explain", "KPO301")
    assert done.code == 0
    assert done.out.startswith("# KPO301 uncited-fact\n")


def test_an_overlay_whose_base_is_missing_is_told_at_extends(kpo: Callable[..., Done]) -> None:
    spoil("terms:\n  - id: NO\n")
    header = Path("rules/rulebook.yaml")
    header.write_text(header.read_text(encoding="utf-8") + "extends: nowhere\n", encoding="utf-8")
    done = kpo("-f", "concise")
    assert done.code == 1
    assert "rules/rulebook.yaml:7:10: error KPO025 no-rulebook" in done.out
    assert "rules/terms.yaml:2:" in done.out


def test_the_faults_of_other_files_do_not_follow_from_one_that_cannot_be_read(kpo: Callable[..., Done]) -> None:
    Path("rules/questions.yaml").write_text("sections: [\n", encoding="utf-8")
    Path("rules/facts/d1.yaml").write_text("documents: {}\n", encoding="utf-8")
    out = kpo("-f", "concise").out.splitlines()[:-1]
    assert {line.split(":")[0] for line in out} == {"rules/questions.yaml", "rules/facts/d1.yaml"}
