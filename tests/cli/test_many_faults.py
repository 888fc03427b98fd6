"""However many faults there are: a hundred of a file are told, the rest is counted, and the work grows no faster."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor.errors import Severity
from kpo_advisor.lint import suppression
from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.portable import faults as faults_module
from kpo_advisor.portable.limits import MAX_FAULTS
from kpo_advisor.profiles import fault_reporter as reporter
from kpo_advisor.rulebooks import shape_check
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.cli.running import run
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = "name: x\ntitle: x\nversion: '1'\nextends: ../small\n"

PROFILES: dict[str, Callable[[int], str]] = {
    "misspelt questions": lambda n: "answers:\n" + "".join(f"  work_natur{i}: x\n" for i in range(n)),
    "notes on nothing": lambda n: "notes:\n" + "".join(f"  nothing{i}: x\n" for i in range(n)),
    "unknown criteria": lambda n: "weights:\n" + "".join(f"  quality{i}: 2\n" for i in range(n)),
    "unknown keys": lambda n: "".join(f"answers{i}: x\n" for i in range(n)),
    "one tick again and again": lambda n: "answers:\n  goals:\n" + "  - speed\n" * (n + 1),
    "misspelt ticks": lambda n: "answers:\n  goals:\n" + "".join(f"  - sped{i}\n" for i in range(n)),
    "words read in two ways": lambda n: "title: x\nanswers: {goals: [speed]}\nnotes:\n  goals:\n" + "  - no\n" * n,
    "mentions of nothing": lambda n: "expect:\n  mentions:\n" + "".join(f"  - quality{i}\n" for i in range(n)),
    "reasons for nothing": lambda n: (
        "expect:\n  recommended: bpo\n  unreachable:\n" + "".join(f"    f{i}: x\n" for i in range(n))
    ),
}
RULES: dict[str, Callable[[int], dict[str, str]]] = {
    "unknown facts": lambda n: {"x.yaml": f"rules:\n{a_rule('x', cites=[f'base.{i}' for i in range(n)])}"},
    "rules without an effect": lambda n: {
        "x.yaml": "rules:\n" + "".join(f"- {{id: r{i}, inferred: x}}\n" for i in range(n))
    },
    "unknown keys": lambda n: {"x.yaml": "rules: []\n" + "".join(f"rule{i}: x\n" for i in range(n))},
    "missing keys": lambda n: {"x.yaml": "rules:\n" + "".join(f"- ide: r{i}\n" for i in range(n))},
    "unknown questions": lambda n: {
        "x.yaml": f"rules:\n{a_rule('x', when={'any': [{f'work_natur{i}': 'x'} for i in range(n)]})}"
    },
    "unknown rules switched off": lambda n: {
        "rulebook.yaml": HEADER + "switch_off:\n" + "".join(f"  rule{i}: x\n" for i in range(n))
    },
    "comments without a reason": lambda n: {"x.yaml": "rules: []\n" + "# kpo: ignore[KPO301]\n" * n},
    "comments that name nothing": lambda n: {
        "x.yaml": "rules: []\n" + "".join(f"# kpo: ignore[KPX{i}] why\n" for i in range(n))
    },
    "comments behind values": lambda n: {
        "x.yaml": "rules: []  # kpo: ignore[KPO301]\n"
        "criterion: quality\nnothing:\n" + "".join(f"  - a{i}  # kpo: ignore[KPX{i}] why\n" for i in range(n))
    },
}


def a_rule(id: str, **keys: object) -> str:
    return f"- {json.dumps({'id': id, 'because': 'x', 'inferred': 'x', 'excludes': ['bpo'], **keys})}\n"


def overlay(folder: Path, files: dict[str, str]) -> str:
    shutil.copytree(PLAIN, folder.parent / "small", dirs_exist_ok=True)
    (folder / "facts").mkdir(parents=True)
    for name, text in {"rulebook.yaml": HEADER, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def steps(work: Callable[[], Any]) -> int:
    """How many lines of Python a piece of work runs; each round of a loop is one at least."""
    count = 0

    def counting(_: object, event: str, __: object) -> Any:
        nonlocal count
        count += event == "line"
        return counting

    before = sys.gettrace()
    sys.settrace(counting)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def last_number(text: str) -> int:
    return int(re.findall(r"\d+", text)[0])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    load_rulebook()
    return tmp_path


@pytest.fixture
def without_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many hints are looked for has a test of its own; here they would only take time."""
    for module in (reporter, faults_module, shape_check, suppression):
        monkeypatch.setattr(module, "did_you_mean", lambda *_: None)


COMMANDS = [
    ["recommend", "p.yaml"],
    ["explain", "p.yaml"],
    ["what-if", "p.yaml", "--set", "goals=speed"],
    ["test", "p.yaml"],
    ["diff", "packaged", "packaged", "--profiles", "p.yaml"],
    ["interview", "--answers", "p.yaml"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=[each[0] for each in COMMANDS])
def test_every_command_tells_a_hundred_faults_of_a_file_and_how_many_more_there_are(
    command: list[str], here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "p.yaml").write_text(PROFILES["misspelt questions"](317))
    done = run(monkeypatch, capfd, *command)
    lines = done.err.splitlines()
    assert done.code == 2
    assert len([line for line in lines if "[unknown-question]" in line]) == MAX_FAULTS
    assert [line for line in lines if "[too-many-faults]" in line] == [
        "p.yaml:101:3: There are 217 more faults here; 100 are shown. [too-many-faults]"
    ]
    assert lines[-1] == "317 faults in 1 file."


@pytest.mark.parametrize("kind", PROFILES)
def test_whatever_is_wrong_so_often_is_told_a_hundred_times_and_counted(
    kind: str, here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "p.yaml").write_text(PROFILES[kind](1000))
    done = run(monkeypatch, capfd, "recommend", "p.yaml")
    told = done.err.splitlines()
    assert done.code == 2
    assert len(told) == MAX_FAULTS + 2
    assert last_number(told[-1]) >= 1000
    linted = run(monkeypatch, capfd, "lint", "p.yaml", "-f", "concise").out.splitlines()
    assert len(linted) == MAX_FAULTS + 2
    assert last_number(linted[-1]) == last_number(told[-1])


@pytest.mark.parametrize("kind", PROFILES)
@pytest.mark.usefixtures("without_hints")
def test_twice_as_many_faults_of_a_profile_are_twice_the_work(kind: str, here: Path) -> None:
    rulebook = load_rulebook()
    work = []
    for number in (300, 600):
        (here / "p.yaml").write_text(PROFILES[kind](number))
        work.append(steps(lambda: lint(find_targets(["p.yaml"]), Selection(), rulebook)))
    assert work[1] < 2.1 * work[0]


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.usefixtures("without_hints")
def test_twice_as_many_faults_of_a_rulebook_are_twice_the_work(kind: str, here: Path) -> None:
    checks = Selection(select=("KPO0",))
    work, shown = [], []
    for number in (0, 300, 600):
        folder = overlay(here / str(number), RULES[kind](number))
        work.append(steps(lambda folder=folder: shown.append(lint(find_targets([folder]), checks))))  # type: ignore[misc]
    assert work[2] - work[0] < 2.1 * (work[1] - work[0])
    assert MAX_FAULTS <= len([each for each in shown[2].findings if not each.more]) <= MAX_FAULTS + 2
    assert shown[2].kinds().total() >= 600


def test_a_hint_is_looked_for_only_where_it_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    for module in (reporter, faults_module):
        monkeypatch.setattr(module, "did_you_mean", lambda found, _: looked.append(found))
    (here / "p.yaml").write_text(PROFILES["misspelt questions"](5000))
    lint(find_targets(["p.yaml"]), Selection(), load_rulebook())
    assert len(looked) == MAX_FAULTS


def test_each_file_has_a_hundred_of_its_own(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    names = [f"{number}.yaml" for number in range(5)]
    for name in names:
        (here / name).write_text(PROFILES["notes on nothing"](130))
    done = run(monkeypatch, capfd, "recommend", *names, "0.yaml")
    assert done.err.count("[unknown-question]") == 5 * MAX_FAULTS
    assert done.err.count("There are 30 more faults here; 100 are shown.") == 5
    assert done.err.splitlines()[-1] == "650 faults in 5 files."


def test_so_many_settings_are_told_as_one_file_is(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.yaml", "b.yaml"):
        (here / name).write_text("answers: {work_nature: even-mix}\n")
    given = [word for number in range(1000) for word in ("--set", f"work_natur{number}=x")]
    done = run(monkeypatch, capfd, "recommend", "a.yaml", "b.yaml", *given)
    assert done.code == 2
    assert done.err.splitlines()[-2:] == [
        "--set: There are 900 more faults here; 100 are shown. [too-many-faults]",
        "1000 faults in 1 file.",
    ]


def test_the_worst_findings_are_told_and_what_is_not_told_counts_for_the_exit_code(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    comments = "# kpo: ignore[KPO301]\n" * 150
    (here / "p.yaml").write_text(comments + "answers:\n  work_natur: x\n")
    report = lint(find_targets(["p.yaml"]), Selection(), load_rulebook())
    assert [each.slug for each in report.findings if each.severity is Severity.ERROR] == ["unknown-question"]
    assert (len(report.findings), report.findings[-1].more) == (MAX_FAULTS + 1, 51)
    assert report.kinds() == {
        ("unknown-question", Severity.ERROR): 1,
        ("suppression-without-reason", Severity.WARNING): 150,
    }
    done = run(monkeypatch, capfd, "lint", "p.yaml", "-f", "concise", "--statistics")
    assert done.out.splitlines()[0].split()[:3] == ["150", "KPO090", "suppression-without-reason:"]
    assert (
        done.out.splitlines()[-1]
        == "151 findings (1 error, 150 warnings). Checked 1 profile against the packaged rulebook."
    )
    assert run(monkeypatch, capfd, "lint", "p.yaml", "--fail-level", "error").code == 1


def test_what_only_follows_from_an_unread_file_is_neither_told_nor_counted(here: Path) -> None:
    cites = [f"base.{number}" for number in range(250)]
    folder = overlay(here / "o", {"x.yaml": f"rules:\n{a_rule('x', cites=cites)}", "facts/f.yaml": "facts: ["})
    report = lint(find_targets([folder]), Selection(select=("KPO0",)))
    assert [(Path(each.file).name, each.slug) for each in report.findings] == [("f.yaml", "syntax")]
    assert report.kinds().total() == 1


@pytest.mark.parametrize("order", [("base", "overlay"), ("overlay", "base")])
def test_a_base_that_is_checked_twice_says_the_same_of_its_faults_in_any_order(
    order: tuple[str, str], here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rules = "".join(a_rule(f"x{number}", cites=["nothing"]) for number in range(130))
    overlay(here / "base", {"x.yaml": f"rules:\n{rules}"})
    folder = overlay(here / "overlay", {})
    header = Path(folder) / "rulebook.yaml"
    header.write_text(header.read_text(encoding="utf-8").replace("../small", "../base"), encoding="utf-8")
    monkeypatch.chdir(here)
    lines = run(monkeypatch, capfd, "lint", *order, "-f", "concise").out.splitlines()
    assert lines[-1].startswith("130 findings (130 errors).")
    assert lines[-2].endswith("There are 30 more faults here; 100 are shown.")
    assert all(line.startswith("base/x.yaml:") for line in lines[:-1])
