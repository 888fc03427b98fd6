"""Smallest changes do what they say, and no smaller ones do; sufficient answers suffice, and none is too many.

Every claim is checked with the plain engine on the worked cases and the other examples.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor import recommend
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.sufficient import sufficient
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.model.conditions import Condition, NoneOf
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.sensitivity import Change
from kpo_advisor.solver.rankings import encoding_of
from kpo_advisor.solver.solver import Solver
from tests import packaged
from tests.small_rulebooks.building import activity, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.recommendation import Recommendation

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PROFILES = [*sorted((EXAMPLES / "cases").glob("*.yaml")), *sorted(EXAMPLES.glob("*.yaml"))]
AS_ONE = [path for path in PROFILES if "\nactivities:\n" not in path.read_text(encoding="utf-8")]
"""Those that are not cut into activities: changes of activities are counted by who shares them."""
RULEBOOK = packaged.rulebook()
PROGRAM = program_of(RULEBOOK)
KPO = ("kpo", "misjudged")


def _given(path: Path) -> tuple[Profile, Recommendation]:
    return packaged.profile(path), packaged.recommended(path)


@pytest.fixture(params=PROFILES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[Profile, Recommendation]:
    return _given(request.param)


@pytest.fixture(params=AS_ONE, ids=lambda path: path.stem)
def case_as_one(request: pytest.FixtureRequest) -> tuple[Profile, Recommendation]:
    return _given(request.param)


def _first(profile: Profile) -> tuple[str, ...]:
    return assess_profile(PROGRAM, profile, depth=Depth.RANKINGS).main.first


def _changed(profile: Profile, changes: tuple[Change, ...]) -> Profile:
    for change in changes:
        answer: Answer = change.after  # type: ignore[assignment]
        common = profile.answers
        if change.question in common:
            common = {**common, change.question: answer}
        activities = tuple(
            replace(each, answers={**each.answers, change.question: answer})
            if each.title in change.activities and change.question in each.answers
            else each
            for each in profile.activities
        )
        profile = replace(profile, answers=common, activities=activities)
    return profile


def _single_changes(profile: Profile) -> Iterator[Profile]:
    """Every other answer to one question: another choice or cell, or one tick more, less or other."""
    for id, given in profile.answers.items():
        question = RULEBOOK.questions[id]
        if given is None:
            continue
        if isinstance(given, tuple):
            single = [set(given) ^ {choice} for choice in question.choice_ids]
            swaps = [set(given) ^ {old, new} for old in given for new in question.choice_ids if new not in given]
            answers: list[Answer] = [
                tuple(choice for choice in question.choice_ids if choice in ticks)
                for ticks in (*single, *swaps)
                if ticks
                and len(ticks) <= (question.maximum_choices or len(question.choice_ids))
                and (len(ticks) == 1 or not ticks & question.exclusive)
            ]
        elif question.kind is Kind.NUMBER:
            answers = list(encoding_of(RULEBOOK).cells[id].samples.values())
        else:
            answers = list(question.choice_ids)
        for answer in answers:
            yield replace(profile, answers={**profile.answers, id: answer})


def test_every_change_that_is_told_puts_the_alternative_first(case: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case
    for flip in recommendation.flips:
        for changes in flip.changes:
            assert len(changes) == flip.size
            assert _first(_changed(profile, changes)) == (flip.alternative,)


def test_what_would_come_first_only_since_nothing_is_free_says_so(case: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case
    for flip in recommendation.flips:
        after = [
            assess_profile(PROGRAM, _changed(profile, changes), depth=Depth.RANKINGS).main for changes in flip.changes
        ]
        standings = {found[flip.alternative].standing.word for found in after}
        assert flip.held_back == (standings == {"held-back"})


def test_a_change_that_bars_what_is_first_leaves_the_other_held_back() -> None:
    """Nobody may go out as it is; without people inside, in-house is out too, and KPO first all the same."""
    book = rulebook(
        [question("people")],
        [
            rule("law-asks", holds_back=("bpo", "kpo", "hybrid")),
            rule("nobody-inside", answered("people", "no"), excludes=("in-house",)),
            rule("kpo-as-such", favours={"kpo": 2, "hybrid": 1}),
        ],
    )
    given = recommend(Profile("held", {"people": "yes"}), book)
    assert given.recommended == "in-house"
    (flip,) = (each for each in given.flips if (each.alternative, each.kind) == KPO)
    assert [[(change.question, change.after) for change in changes] for changes in flip.changes] == [[("people", "no")]]
    assert flip.held_back


def test_a_common_answer_counts_once_also_where_it_does_not_apply_to_the_first_activity() -> None:
    """KPO would do both parts if no licence were needed, and a licence matters to the second alone: one change."""
    book = rulebook(
        [question("judged"), question("licence", only_if=answered("judged"))],
        [
            rule("kpo-as-such", favours={"kpo": 1}),
            rule("licence-stays", answered("licence"), favours={"in-house": 3}),
        ],
    )
    parts = (activity("plain", judged="no"), activity("expert", judged="yes"))
    given = recommend(Profile("cut", {"licence": "yes"}, activities=parts), book)
    assert given.recommended == "hybrid"
    (flip,) = (each for each in given.flips if (each.alternative, each.kind) == KPO)
    licence = Change("licence", "licence", ("plain", "expert"), "yes", "yes", "no", "no", None)
    assert (flip.status, flip.size) == ("found", 1)
    assert (licence,) in flip.changes


@pytest.mark.parametrize(
    ("given", "keeps_inside", "after"),
    [(("a", "b"), answered("tags", "b"), ("a",)), (("a",), NoneOf("tags", frozenset("c")), ("a", "c"))],
)
def test_common_ticks_count_once_too_whether_one_more_is_needed_or_one_less(
    given: tuple[str, ...], keeps_inside: Condition, after: tuple[str, ...]
) -> None:
    book = rulebook(
        [question("judged"), question("tags", Kind.MULTI, "abc", only_if=answered("judged"))],
        [rule("kpo-as-such", favours={"kpo": 1}), rule("stays", keeps_inside, favours={"in-house": 3})],
    )
    parts = (activity("plain", judged="no"), activity("expert", judged="yes"))
    found = recommend(Profile("cut", {"tags": given}, activities=parts), book)
    assert found.recommended == "hybrid"
    (flip,) = (each for each in found.flips if (each.alternative, each.kind) == KPO)
    assert (flip.status, flip.size) == ("found", 1)
    assert (
        Change("tags", "tags", ("plain", "expert"), given, ", ".join(given), after, ", ".join(after), None),
    ) in flip.changes


def test_what_the_client_can_do_follows_the_questionnaire(case: tuple[Profile, Recommendation]) -> None:
    _, recommendation = case
    for flip in recommendation.flips:
        for change in (each for changes in flip.changes for each in changes if flip.kind == "do"):
            ways = RULEBOOK.questions[change.question].can_become
            assert any(each.to == change.after and change.before in each.origins for each in ways)
            assert change.how


def test_no_single_change_does_what_is_said_to_take_more(case_as_one: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case_as_one
    assert not profile.activities
    violated = set(assess_profile(PROGRAM, profile).pieces[0].assessment.violated)
    reached = {
        _first(changed)
        for changed in _single_changes(profile)
        if set(assess_profile(PROGRAM, changed, depth=Depth.RANKINGS).pieces[0].assessment.violated) <= violated
    }
    for flip in recommendation.flips:
        if flip.kind == "misjudged" and flip.status in ("found", "never"):
            assert ((flip.alternative,) in reached) == (flip.size == 1)


@pytest.mark.parametrize(("other", "recommended"), [({}, "bpo"), ({"goals": ("insight",)}, "bpo")])
def test_the_sufficient_answers_prove_the_winner_and_none_can_be_left_out(
    other: dict[str, Answer], recommended: str
) -> None:
    """The payroll answers every question, and its answers do not contradict each other, so it is certain."""
    profile, _ = _given(EXAMPLES / "payroll.yaml")
    profile = replace(profile, answers={**profile.answers, **other})
    assert _how_sure(profile) == (recommended, "certain")
    kept = sufficient(examine(profile, RULEBOOK))
    assert kept is not None
    assert _how_sure(_only(profile, kept)) == (recommended, "certain")
    for left_out in kept:
        assert _how_sure(_only(profile, [id for id in kept if id != left_out]))[1] != "certain"


def _how_sure(profile: Profile) -> tuple[str | None, str]:
    """What is recommended, and how certain it is."""
    found = recommend(profile, RULEBOOK, with_conditions=False, with_flips=False)
    return found.recommended, found.certainty


def _only(profile: Profile, kept: Collection[str]) -> Profile:
    return replace(profile, answers={id: profile.answers[id] for id in kept})


BOOK = rulebook(
    [question("q"), question("r")],
    [
        rule("as-ever", favours={"bpo": 1}),
        rule("one", answered("q"), favours={"kpo": 1}),
        rule("two", answered("r"), favours={"kpo": 2}),
    ],
)


def test_how_many_answers_it_takes_is_not_decided_where_the_search_reaches_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That some change puts KPO first is found; with how few is a query of its own, and that one is not decided."""
    profile = Profile("plain", {"q": "no", "r": "no"})
    (before,) = (each for each in recommend(profile, BOOK).flips if (each.alternative, each.kind) == KPO)
    assert (before.status, before.size) == ("found", 1)  # r alone: 2 against 1
    ask = Solver.ask

    def hard_with_few(self: Solver, literals: Any, shared: tuple[int, ...] = (), *more: Any) -> bool | None:
        limits = {self.literal(f"more_than({size})") for size in (1, 2)}
        return None if limits & {-each for each in shared} else ask(self, literals, shared, *more)

    monkeypatch.setattr(Solver, "ask", hard_with_few)
    (flip,) = (each for each in recommend(profile, BOOK).flips if (each.alternative, each.kind) == KPO)
    assert (flip.status, flip.size, flip.changes) == ("not-decided", None, ())


@pytest.mark.parametrize(("dropped", "kept"), [("label", "advice"), ("advice", "score"), ("score", "gate")])
def test_of_two_answers_either_of_which_is_enough_the_one_of_the_lesser_role_is_left_out(
    dropped: str, kept: str
) -> None:
    """The greater stands first in the questionnaire, so by its order alone it would be left out first."""
    book = rulebook(
        [question("greater", role=kept), question("lesser", role=dropped)],
        [
            rule("by-greater", answered("greater"), favours={"bpo": 3}, criterion="c"),
            rule("by-lesser", answered("lesser"), favours={"bpo": 3}, criterion="d"),
        ],
        [decision(weights={"c": 1, "d": 1})],
    )
    profile = Profile("sure", {"greater": "yes", "lesser": "yes"})
    assert sufficient(examine(profile, book)) == ("greater",)
