"""Where engine and solver disagree, a command says so and what to send, and shows nothing that rests on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.certainty import flips
from kpo_advisor.comparison import effect_on_first as effect
from kpo_advisor.engine import activities, assess
from kpo_advisor.errors import Disagreement
from kpo_advisor.model.questions import Kind
from kpo_advisor.proofs import laws
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.solver import profiles
from kpo_advisor.solver.effort import USUAL, Effort
from tests.cli.running import run
from tests.small_rulebooks.building import answered, question, rule, rulebook
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from kpo_advisor.engine.activities import Assessed
    from kpo_advisor.model.assessment import Assessment

CASES = Path(__file__).parent.parent / "lint" / "cases"


def nothing_first(*arguments: object, **options: object) -> Assessment:
    """The engine, but for lying that nothing is ever first or out: it confirms no witness."""
    found = assess.assess(*arguments, **options)  # type: ignore[arg-type]
    decisions = {id: replace(each, first=(), ranking=()) for id, each in found.decisions.items()}
    return replace(found, decisions=decisions)


def clashing(*arguments: object, **options: object) -> Assessment:
    """The engine, but for lying that every profile contradicts itself."""
    return replace(assess.assess(*arguments, **options), violated=("made-up",))  # type: ignore[arg-type]


def nothing_leads(*arguments: object, **options: object) -> Assessed:
    """The engine, but for lying that nothing comes first."""
    whole = activities.assess_profile(*arguments, **options)  # type: ignore[arg-type]
    return replace(whole, main=replace(whole.main, first=()))


def always_bpo(*arguments: object, **options: object) -> Assessed:
    """The engine, but for lying that the same is always first."""
    whole = activities.assess_profile(*arguments, **options)  # type: ignore[arg-type]
    (piece,) = whole.pieces
    decisions = {id: replace(each, first=("bpo",)) for id, each in piece.assessment.decisions.items()}
    return replace(whole, pieces=(replace(piece, assessment=replace(piece.assessment, decisions=decisions)),))


@pytest.mark.parametrize(
    ("case", "lie", "what"),
    [
        ("KPO207/bad", nothing_first, "the law simple-work-goes-out"),
        ("KPO207/bad", clashing, "the law simple-work-goes-out"),
        ("KPO208/bad", clashing, "fire together"),
        ("KPO209/bad", clashing, "Everything is excluded"),
        ("KPO206/bad", clashing, "makes no difference"),
    ],
)
def test_lint_tells_a_disagreement_and_what_to_send(
    case: str,
    lie: object,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(profiles, "assess", lie)
    done = run(monkeypatch, capfd, "lint", str(CASES / case), "--select", "ALL", "--format", "concise")
    assert done.code == 2
    assert done.out == "", "no finding is shown that may rest on it"
    assert done.err.startswith("Error: The engine does not confirm what the solver found: ")
    assert what in done.err
    assert "a fault of the advisor, not of what you gave: nothing was decided by it" in done.err
    assert load_rulebook(CASES / case, cache=False).sha256 in done.err
    assert "profile {answers: {" in done.err
    assert done.err.count("\n") == 1, "one line, and no traceback"


@pytest.mark.parametrize(
    ("case", "law"), [("KPO207/good", "either-can-be-first"), ("KPO207/bad", "staff-never-counts")]
)
def test_no_example_of_a_law_is_given_that_the_engine_does_not_confirm(
    case: str, law: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load_rulebook(CASES / case, cache=False)
    (asked,) = (each for each in book.laws if each.id == law)
    assert laws.prove(book, asked, Effort(USUAL)).holds is (law == "either-can-be-first"), "the engine does not lie yet"
    monkeypatch.setattr(profiles, "assess", nothing_first)
    with pytest.raises(Disagreement, match=f"the law {law}"):
        laws.prove(book, asked, Effort(USUAL))


@pytest.mark.parametrize(("profile", "pieces"), [("payroll", "{answers: {"), ("activities", "{activities: [{title: ")])
def test_recommend_tells_a_disagreement_and_shows_no_recommendation(
    profile: str, pieces: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(flips, "assess_profile", nothing_leads)
    path = CASES.parents[2] / "examples" / f"{profile}.yaml"
    done = run(monkeypatch, capfd, "recommend", str(path), "--full")
    assert (done.code, done.out) == (2, "")
    assert "what the solver found: answers that put " in done.err
    assert f"the profile {pieces}" in done.err
    assert load_rulebook().sha256 in done.err
    assert done.err.count("\n") == 1


def test_diff_tells_a_disagreement_with_both_rulebooks(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(effect, "assess_profile", always_bpo)
    old, new = PLAIN, CASES / "KPO206" / "bad"
    done = run(monkeypatch, capfd, "diff", str(old), str(new))
    assert (done.code, done.out) == (2, "")
    assert "a profile whose first place changes" in done.err
    assert all(load_rulebook(each, cache=False).sha256 in done.err for each in (old, new))
    assert done.err.count("\n") == 1


def test_a_disagreement_about_two_rulebooks_tells_what_each_side_was_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The question has no answer in common, so each side has its own; it is in both witnesses, which are complete."""
    monkeypatch.setattr(effect, "assess_profile", always_bpo)
    always = rule("as-ever", favours={"bpo": 1})
    old = rulebook([question("q", Kind.CHOICE, ["round"])], [always])
    new = rulebook(
        [question("q", Kind.CHOICE, ["square"])], [always, rule("turns", answered("q", "square"), favours={"kpo": 3})]
    )
    with pytest.raises(Disagreement) as told:
        effect.effect(old, new)
    before, after = str(told.value).split("; new: ")
    assert before.endswith("and the profile {answers: {q: round}}")
    assert after.endswith("and the profile {answers: {q: square}}.")
    assert ", with old: the rulebook " in before
