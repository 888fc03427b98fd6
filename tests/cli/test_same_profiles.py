"""`lint`, `test` and `diff --profiles` look at the same files below a folder."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

FAULTY = {
    "a.yaml": "answers: {work_natur: rules-only}\n",
    "B.YML": "expect: {recommended: bpoo}\nanswers: {work_natur: rules-only}\n",
    "c.json": '{"\\u0061nswers": {"work_natur": "rules-only"}}',
    "deep/d.yaml": "title: x\ranswers:\r  work_natur: rules-only\r",
    "deep/e.yaml": "answers: [",
}
OTHERS = {
    "venv/pyvenv.cfg": "home = x\n",
    "venv/a.yaml": FAULTY["a.yaml"],
    "node_modules/a/a.yaml": FAULTY["a.yaml"],
    "chart/values.yaml": "answers: {{ .Values.answers }}\n",
    "i18n/de.json": '{"answers": "Antworten"}',
    "list.yaml": "- answers: {a: b}\n",
}
GOOD = "title: Good\nanswers: {}\nexpect: {certainty: provisional}\n"
COMMANDS = {
    "lint": ["lint", ".", "-f", "concise"],
    "test": ["test", "."],
    "diff": ["diff", "packaged", "packaged", "--profiles", "."],
}


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    monkeypatch.chdir(tmp_path)
    for name, text in {**FAULTY, **OTHERS}.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text.encode())
    return partial(run, monkeypatch, capfd)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_faulty_profiles_are_told_and_no_other_file_is(kpo: Callable[..., Done], command: str) -> None:
    done = kpo(*COMMANDS[command])
    told = re.findall(r"^(\S+?):(?:\d+:\d+:)? .*$", done.out + done.err, re.MULTILINE)
    assert {name for name in told if "." in name} == set(FAULTY)
    assert done.code == (1 if command == "lint" else 2)


def test_files_of_other_programs_do_not_fail_a_commit(kpo: Callable[..., Done]) -> None:
    for name in FAULTY:
        Path(name).unlink()
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    assert [kpo(*arguments).code for arguments in COMMANDS.values()] == [0, 0, 0]
    Path("good.yaml").unlink()
    assert "holds neither a rulebook nor a profile" in kpo("lint", ".").err


def test_one_profile_in_several_spellings_counts_once(kpo: Callable[..., Done]) -> None:
    for name in FAULTY:
        Path(name).unlink()
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    Path("linked.yaml").symlink_to("good.yaml")
    spellings = ["./deep/../good.yaml", "good.yaml", ".", "linked.yaml", str(Path("good.yaml").absolute())]
    assert "passed  ./deep/../good.yaml\n\n1 case: 1 passed.\n" in kpo("test", *spellings).out
    options = [word for path in spellings for word in ("--profiles", path)]
    found = json.loads(kpo("diff", "packaged", "packaged", *options, "-f", "json").out)
    assert [each["file"] for each in found["profiles"]] == ["./deep/../good.yaml"]
    assert kpo("lint", *spellings).out == "No findings. Checked 1 profile against the packaged rulebook.\n"


def only(files: dict[str, str]) -> None:
    for name in FAULTY:
        Path(name).unlink()
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "files",
    [
        {"questions.yaml": "{}\n"},
        {"laws.yml": "- one\n", "rulebook.d/x.yaml": "a: b\n"},
        {"rulebook.yml": "- name: x\n  hosts: all\n"},
        {"Rulebook.yaml": "# events\n- name: x\n  sources: {{ y }}\n"},
        {"schema.yaml": "title: Survey\nproperties:\n  answers: {type: object}\n---\nb: 1\n"},
    ],
)
def test_files_that_are_called_as_ours_or_look_alike_fail_nothing(
    kpo: Callable[..., Done], files: dict[str, str]
) -> None:
    only({"good.yaml": GOOD, **files})
    for folder in (".", str(Path.cwd())):
        commands = [[folder if word == "." else word for word in words] for words in COMMANDS.values()]
        assert [kpo(*words).code for words in commands] == [0, 0, 0]
    assert kpo("lint", ".", "-f", "concise").out == "No findings. Checked 1 profile against the packaged rulebook.\n"
    assert kpo("lint", "good.yaml").code == 0


@pytest.mark.parametrize("names", [["terms.yaml"], ["terms.yaml", "Decision.yml", "laws.json"]])
def test_profiles_that_are_called_like_files_of_a_rulebook_are_profiles(
    kpo: Callable[..., Done], names: list[str]
) -> None:
    text = '{"title": "J", "answers": {}, "expect": {"certainty": "provisional"}}'
    only({f"cases/{name}": text if name.endswith("json") else GOOD for name in names})
    number = len(names)
    assert f"Checked {number} profile" in kpo("lint", "cases").out
    assert f"{number} case" in kpo("test", "cases").out.splitlines()[-1]
    assert kpo("diff", "packaged", "packaged", "--profiles", "cases").code == 0


def test_two_files_that_only_rulebooks_have_are_meant_as_one_and_hide_no_profile(kpo: Callable[..., Done]) -> None:
    only({"book/terms.yaml": "terms: []\n", "book/questions.yaml": "sections: []\n", "book/p.yaml": GOOD})
    Path("book/q.yaml").write_text(FAULTY["a.yaml"], encoding="utf-8")
    done = kpo("lint", "book", "-f", "concise")
    assert done.code == 1
    assert "KPO025" in done.out
    assert "book/q.yaml:1:11: " in done.out
    assert "book/q.yaml" in kpo("test", "book").err


@pytest.mark.parametrize("name", ["rulebook.yml", "terms.yaml"])
def test_a_foreign_file_that_is_all_there_is_may_be_meant_as_a_rulebook(kpo: Callable[..., Done], name: str) -> None:
    only({f"book/{name}": "- name: x\n"})
    assert kpo("lint", "book").code == 1
