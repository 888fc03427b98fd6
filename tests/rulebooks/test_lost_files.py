"""Of a file that cannot be read its own faults are told, and nothing that only follows from what it may have named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.lint.open_rulebook import open_rulebook
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.rulebooks import layers as layers_module
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes, read_files
from kpo_advisor.rulebooks.layers import Layers
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.cli.running import run
from tests.how_many import share

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpo_advisor.model.finding import Finding

PACKAGED = read_files(packaged_rulebook())

BREAKAGES: dict[str, Callable[[bytes], bytes]] = {
    "a list that is not closed": lambda data: data + b"\nx: [1\n",
    "a tab": lambda data: data + b"\n\tx: 1\n",
    "not UTF-8": lambda data: data + b"\n# \xff\n",
    "empty": lambda _: b"",
    "another key at the top": lambda data: re.sub(rb"(?m)^([a-z_]+):", rb"\1s:", data, count=1),
    "a key twice": lambda data: data + re.findall(rb"(?m)^[a-z_]+:", data)[0] + b" x\n",
}


def faults_of(files: tuple[FileBytes, ...]) -> tuple[Finding, ...]:
    with pytest.raises(UnreadableInput) as error:
        assemble([files], "")
    return error.value.findings


def own_faults(file: FileBytes) -> tuple[Finding, ...]:
    return UnreadableInput(Layers([(file,)], Faults()).faults.told()).findings


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are whole are parsed once for all tests: otherwise these would take minutes."""
    for name in ("parse_document", "check_shape"):
        monkeypatch.setattr(layers_module, name, remembered(getattr(layers_module, name)))


KEPT: dict[object, object] = {}


def remembered(read: Callable[..., object]) -> Callable[..., object]:
    def reading(*given: object) -> object:
        key = (read.__name__, getattr(given[0], "data", given[0]), getattr(given[0], "file", given[1]))
        found = KEPT[key] if key in KEPT else read(*given)
        if found is not None and not getattr(found, "left_out", ()):
            KEPT[key] = found
        return found

    return reading


@pytest.mark.long
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("way", BREAKAGES)
def test_a_broken_file_of_the_packaged_rulebook_has_its_own_faults_and_no_others(way: str) -> None:
    """Each file in each way in the long run, and in one of the ways otherwise."""
    step = 1 if share(10) == 10 else len(BREAKAGES)
    for broken in PACKAGED[list(BREAKAGES).index(way) % step :: step]:
        lost = FileBytes(broken.relative, broken.shown, BREAKAGES[way](broken.data))
        others = (file for file in PACKAGED if file is not broken)
        assert faults_of((*others, lost)) == own_faults(lost), broken.relative


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> list[tuple[str, str]]:
    """File and kind of the faults, which reading and `lint` tell alike."""
    with pytest.raises(UnreadableInput) as error:
        load_rulebook(folder, cache=False)
    assert {*error.value.findings} == {*open_rulebook(folder).findings}
    return [(Path(finding.file).relative_to(folder).as_posix(), finding.slug) for finding in error.value.findings]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(packaged_rulebook(), tmp_path / "rules")
    return tmp_path / "rules"


COMMANDS = ["recommend p.yaml --rules rules", "test p.yaml --rules rules", "diff packaged rules", "lint rules"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["questions.yaml", "model/decision.yaml"])
def test_every_command_tells_one_fault_of_one_broken_file(
    name: str, command: str, copy: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copy.parent)
    Path("p.yaml").write_text("answers: {}\n", encoding="utf-8")
    (copy / name).write_text("x: [1\n", encoding="utf-8")
    done = run(monkeypatch, capfd, *command.split(), *(["-f", "concise"] if command.startswith("lint") else []))
    lines = [line for line in (done.out + done.err).splitlines() if line.startswith("rules/")]
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"rules/{name}:2:1: ")


def test_a_file_under_a_wrong_name_is_missed_nowhere_else(copy: Path) -> None:
    (copy / "terms.yaml").rename(copy / "term.yaml")
    assert {file for file, _ in told(copy)} == {"term.yaml"}


def test_a_question_of_a_wrong_kind_has_one_fault_whatever_tests_it(copy: Path) -> None:
    change(copy, "questions.yaml", "kind: scale\n", "kind: number\n")
    assert told(copy) == [("questions.yaml", "question-shape")]


def test_a_decision_that_lacks_its_criteria_has_one_fault_whatever_names_them(copy: Path) -> None:
    path = copy / "model/decision.yaml"
    path.write_text(
        re.sub(r"(?ms)^criteria:\n(?:[ #].*?\n|\n)*", "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert told(copy) == [("model/decision.yaml", "decision-shape")]


def test_a_word_is_no_second_fault_where_the_condition_around_it_cannot_be_read(copy: Path) -> None:
    change(copy, "terms.yaml", "when: { work_nature: { at_least: mostly-judgement } }", "when: { all: { flag: no } }")
    assert told(copy) == [("terms.yaml", "condition-shape")]
