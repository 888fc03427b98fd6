"""No file a user gives ends in a crash, a hang or a traceback; each gets a message and exit code 2."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

BAD = {
    "brackets": b"[" * 50_000,
    "nested maps": b"{a: " * 12_500,
    "nested block maps": b"".join(b" " * n + b"a:\n" for n in range(300)),
    "alias bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nanswers: [*b, *b]\n",
    "merge bomb": b"a: &a {x: 1}\nanswers: {<<: [*a, *a]}\n",
    "duplicate key": b"title: A\ntitle: B\n",
    "tab": b"answers:\n\twork_nature: rules-only\n",
    "a word read differently": b"title: NO\n",
    "on": b"notes: {work_nature: on}\n",
    "octal": b"answers: {people_needed: 010}\n",
    "exponent": b"answers: {people_needed: 1e3}\n",
    "sexagesimal": b"answers: {people_needed: 12:30}\n",
    "date": b"title: 2026-13-45\n",
    "tag": b"title: !!python/object:os.system x\n",
    "nul": b"title: a\x00b\n",
    "invalid utf-8": b"title: \xff\xfe\xfa\n",
    "utf-16": "title: A\n".encode("utf-16"),
    "empty": b"",
    "two documents": b"title: A\n---\ntitle: B\n",
    "long integer": b"answers: {people_needed: " + b"9" * 100_000 + b"}\n",
    "not a number": b"answers: {people_needed: .nan}\n",
    "a list": b"- title: A\n",
    "a text": b"hello\n",
    "negative people": b"answers: {people_needed: -1}\n",
    "unclosed quote": b'title: "A\n',
    "answers as a list": b"answers: [work_nature]\n",
    "choice as a list": b"answers: {work_nature: [rules-only]}\n",
    "exclusive with others": b"answers: {data_types: [none, health]}\n",
    "activities without answers": b"activities: [{title: A}, {title: A}]\n",
    "truncated": b"title: A\nanswers: {work_nature: rules-only, ",
}
BAD_JSON = {
    "duplicate key": b'{"title": "A", "title": "B"}',
    "nan": b'{"answers": {"people_needed": NaN}}',
    "deep": b"[" * 100_000,
    "truncated": b'{"title": ',
    "long integer": b'{"answers": {"people_needed": ' + b"9" * 100_000 + b"}}",
}


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


def _assert_refused(done: Done) -> None:
    assert done.code == 2
    assert done.out == ""
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert all(len(line) < 2000 for line in done.err.splitlines())


@pytest.mark.parametrize("libyaml", [True, False], ids=["with libyaml", "without libyaml"])
@pytest.mark.parametrize("name", BAD)
def test_bad_yaml_is_refused_with_a_place(
    kpo: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, libyaml: bool
) -> None:
    import yaml

    from kpo_advisor.portable import yaml_events

    if not libyaml:
        monkeypatch.setattr(yaml_events, "loader_class", lambda: yaml.Loader)
    path = tmp_path / "bad.yaml"
    path.write_bytes(BAD[name])
    done = kpo("recommend", str(path))
    _assert_refused(done)
    assert "bad.yaml" in done.err


@pytest.mark.parametrize("name", BAD_JSON)
def test_bad_json_is_refused(kpo: Callable[..., Done], tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(BAD_JSON[name])
    _assert_refused(kpo("recommend", str(path)))


def test_a_folder_a_missing_file_and_a_device_are_refused(kpo: Callable[..., Done], tmp_path: Path) -> None:
    _assert_refused(kpo("recommend", str(tmp_path)))
    _assert_refused(kpo("recommend", str(tmp_path / "missing.yaml")))
    _assert_refused(kpo("recommend", os.devnull))


def test_a_faulty_rulebook_is_refused_with_all_faults_of_all_files(kpo: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("name: Bad Name\ntitle: T\nversion: '1'\n", encoding="utf-8")
    (tmp_path / "questions.yaml").write_text("sections: [{id: a, titel: T, questions: []}]\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text("rules:\n  - id: r\n    favors: {bpo: slight}\n", encoding="utf-8")
    done = kpo("recommend", "-", "--rules", str(tmp_path), stdin=b"title: A\n")
    _assert_refused(done)
    for name in ("rulebook.yaml:1", "questions.yaml:1", "rules.yaml:3"):
        assert name in done.err
    assert 'Did you mean "favours"?' in done.err
    assert 'Did you mean "title"?' in done.err


def test_an_overlay_with_a_taken_id_says_how_to_change_a_rule(kpo: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(
        "name: firm\ntitle: Firm\nversion: '1'\nextends: packaged\nswitch_off: {no-such-rule: because}\n",
        encoding="utf-8",
    )
    (tmp_path / "extra.yaml").write_text(
        "criterion: cost\nrules:\n  - id: no-review-layer\n    favours: {bpo: slight}\n"
        "    because: B.\n    inferred: I.\n",
        encoding="utf-8",
    )
    done = kpo("recommend", "-", "--rules", str(tmp_path), stdin=b"title: A\n")
    _assert_refused(done)
    assert "switch it off" in done.err
    assert "no-such-rule" in done.err
