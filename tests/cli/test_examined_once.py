"""No command works out a profile under a rulebook twice."""

from __future__ import annotations

from functools import partial
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.certainty import examined
from kpo_advisor.interview import moves
from kpo_advisor.interview.options import Options
from tests.cli.running import run
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kpo_advisor.certainty.examined import Examined
    from tests.cli.running import Done


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the profiles that are worked out, one each time."""
    titles = []
    without_proof = examined.without_proof

    def counting(*arguments: object) -> Examined:
        found = without_proof(*arguments)  # type: ignore[arg-type]
        titles.append(found.profile.title)
        return found

    monkeypatch.setattr(examined, "without_proof", counting)
    return titles


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Two cases, of which one is cut into activities, and much of both is open."""
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "one.yaml").write_text(
        "title: one\nanswers: {work_nature: rules-only, secrets: unknown}\nexpect: {recommended: bpo}\n"
    )
    (folder / "two.yaml").write_text(
        "title: two\nanswers: {own_staff: free}\nexpect: {recommended: in-house}\n"
        "activities:\n"
        "  - {title: a, share: 1, answers: {work_nature: judgement-only}}\n"
        "  - {title: b, share: 1, answers: {secrets: 'yes'}}\n"
    )
    return folder


@pytest.mark.parametrize("command", ["recommend", "explain"])
@pytest.mark.parametrize("name", ["one", "two"])
def test_a_profile_is_worked_out_once(
    command: str, name: str, kpo: Callable[..., Done], worked_out: list[str], cases: Path
) -> None:
    assert kpo(command, str(cases / f"{name}.yaml"), "--rules", str(PLAIN)).code == 0
    assert worked_out == [name]


def test_before_and_after_are_worked_out_once_each(
    kpo: Callable[..., Done], worked_out: list[str], cases: Path
) -> None:
    done = kpo("what-if", str(cases / "one.yaml"), "--rules", str(PLAIN), "--set", "work_nature=judgement-only")
    assert done.code == 0
    assert worked_out == ["one", "one"]


def test_cases_are_worked_out_once_also_for_their_coverage(
    kpo: Callable[..., Done], worked_out: list[str], cases: Path
) -> None:
    assert kpo("test", str(cases), "--rules", str(PLAIN), "--coverage").code in (0, 1)
    assert worked_out == ["one", "two"]


def test_a_suggested_case_is_worked_out_once(
    kpo: Callable[..., Done], worked_out: list[str], cases: Path, tmp_path: Path
) -> None:
    kpo("test", str(cases / "one.yaml"), "--rules", str(PLAIN), "--suggest", str(tmp_path / "more"))
    assert len(worked_out) == 1 + len(list((tmp_path / "more").iterdir())) > 1


def test_each_of_two_rulebooks_works_out_a_profile_once(
    kpo: Callable[..., Done], worked_out: list[str], cases: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    copytree(PLAIN, other)
    rules = other / "advice" / "decision.yaml"
    rules.write_text(rules.read_text() + "\n")
    assert kpo("diff", str(PLAIN), str(other), "--profiles", str(cases)).code == 0
    assert worked_out == ["one", "one", "two", "two"]


def test_a_step_of_an_interview_works_it_out_once(worked_out: list[str]) -> None:
    interview = moves.titled(moves.begin(Options(load_rulebook(PLAIN))), "work")
    del worked_out[:]
    moves.answered(interview, None)
    assert len(worked_out) == 1
