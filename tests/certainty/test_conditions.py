"""Under the conditions that are told it is certain, and no milder ones do: by hand, and against all restrictions."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.advice.recommend import recommend
from kpo_advisor.certainty.conditions import escapes, search
from kpo_advisor.certainty.conditions.blanks import Blank
from kpo_advisor.certainty.conditions.hitting_sets import HittingSets
from kpo_advisor.certainty.conditions.search import conditions_of
from kpo_advisor.certainty.examined import examine
from kpo_advisor.engine.first_place import first_of
from kpo_advisor.engine.program import program_of
from kpo_advisor.errors import Disagreement
from kpo_advisor.model.conditions import Compare, Every, Not
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Among, Between, Incompatible, Kind, PerhapsTicked
from kpo_advisor.solver.effort import OF_CONDITIONS, Effort
from tests.certainty.listed_ways import asked_of, mildest, sees_the_same_contradictions, ways
from tests.engine.random_rulebooks import UP_TO, cases, condition, pick
from tests.small_rulebooks.building import activity, answered, number, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.profile import Activity
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.model.sensitivity import Conditions

CASES = Path(__file__).parents[2] / "examples" / "cases"
LEAD = rule("lead", favours={"bpo": 1})
"""What puts BPO first where nothing else speaks."""
FOUR = ("a", "b", "c", "d")
FREE = ("none", "x", "y", "z")


def kpo_if(condition: Condition, name: str = "kpo") -> Rule:
    return rule(name, condition, favours={"kpo": 2})


def conditions(
    asked: Iterable[Question],
    rules: Iterable[Rule],
    *activities: Activity,
    clashes: Iterable[Incompatible] = (),
    millions: int = OF_CONDITIONS,
    **answers: Answer,
) -> Conditions | None:
    book = rulebook(asked, [LEAD, *rules], incompatible=clashes)
    return conditions_of(examine(Profile("P", answers, activities=activities), book), millions=millions)


def told(found: Conditions | None) -> list[str]:
    """`question answers that are left | those that are ruled out | what may be first otherwise`."""
    assert found is not None
    rows = [(each.question, each.choices, each.excluded, each.otherwise) for each in found.provisos]
    return [f"{id} {' '.join(left)} | {' '.join(gone)} | {' '.join(first)}" for id, left, gone, first in rows]


def test_what_would_put_another_first_must_not_be() -> None:
    found = conditions([question("q")], [kpo_if(answered("q"))])
    assert found is not None
    assert found.mildness == "smallest"
    assert told(found) == ["q no | yes | kpo"]
    assert not found.provisos[0].may_be_moot


def test_there_are_none_where_it_is_certain_and_where_everything_is_excluded() -> None:
    assert conditions([question("q")], []) is None
    barred = rule("all", excludes=["bpo", "kpo", "in-house", "hybrid"])
    assert conditions([question("q")], [barred]) is None


def test_on_a_tie_it_is_open_and_the_question_that_could_move_most_is_told() -> None:
    level = [LEAD, rule("level", favours={"kpo": 1})]
    rules = [rule("some", answered("small"), favours={"kpo": 2}), rule("more", answered("large"), favours={"kpo": 3})]
    book = rulebook([question("small"), question("large")], [*level, *rules])
    found = recommend(Profile("P"), book)
    assert (found.recommended, found.conditions_are, found.conditions) == (None, "open", ())
    assert found.moves_most == "large"


def test_half_of_the_choices_may_be_ruled_out_and_no_more() -> None:
    scale = question("scale", Kind.SCALE, FOUR)
    assert told(conditions([scale], [kpo_if(answered("scale", "a", "d"))])) == ["scale b c | a d | kpo"]
    assert conditions([scale], [kpo_if(answered("scale", "a", "b", "d"))]) == search.OPEN


def test_ticks_may_be_forbidden() -> None:
    ticks = question("ticks", Kind.MULTI, FREE, exclusive=frozenset({"none"}))
    assert told(conditions([ticks], [kpo_if(answered("ticks", "x"))])) == ["ticks none y z | x | kpo"]
    assert told(conditions([ticks], [kpo_if(answered("ticks", "x", "y", "z"))])) == ["ticks none | x y z | kpo"]


def test_no_tick_may_be_required() -> None:
    ticks = question("ticks", Kind.MULTI, FREE, exclusive=frozenset({"none"}))
    assert conditions([ticks], [kpo_if(Not(answered("ticks", "x")))]) == search.OPEN
    pair = question("pair", Kind.MULTI, ("x", "y"))
    assert conditions([pair], [kpo_if(answered("pair", "x"))]) == search.OPEN
    assert told(conditions([pair, question("q")], [kpo_if(answered("q"))])) == ["q no | yes | kpo"]


def test_of_a_narrowed_answer_only_what_may_hold_counts() -> None:
    scale = question("scale", Kind.SCALE, FOUR)
    rules = [kpo_if(answered("scale", "a", "d"))]
    assert told(conditions([scale], rules, scale=Among(("a", "b")))) == ["scale b | a | kpo"]
    assert conditions([scale], [kpo_if(answered("scale", "a", "b"))], scale=Among(("a", "b", "c"))) == search.OPEN


def test_ticks_that_are_made_stay_and_those_that_perhaps_are_may_be_forbidden() -> None:
    ticks = question("ticks", Kind.MULTI, FREE, exclusive=frozenset({"none"}))
    given = PerhapsTicked(("x",), ("y", "z"))
    assert told(conditions([ticks], [kpo_if(answered("ticks", "y", "z"))], ticks=given)) == ["ticks x | y z | kpo"]
    assert conditions([ticks], [kpo_if(Not(answered("ticks", "y")))], ticks=given) == search.OPEN


def test_a_number_may_lose_half_of_the_ranges_that_rules_tell_apart() -> None:
    size = number("size")
    assert told(conditions([size], [kpo_if(Compare("size", "at_least", Fraction(5)))])) == [
        "size below 5 | at least 5 | kpo"
    ]
    two = [kpo_if(Compare("size", "above", Fraction(9))), rule("r", Compare("size", "below", Fraction(5)))]
    assert told(conditions([size], [*two, rule("s", Compare("size", "at_most", Fraction(7)), favours={"bpo": 1})])) == [
        "size at most 9 | above 9 | kpo"
    ]


def test_the_fewest_questions_come_before_the_fewest_answers() -> None:
    """Ruling out two choices of one question does as much as one of each of the two others."""
    asked = [question("one"), question("two"), question("wide", Kind.CHOICE, FOUR)]
    rules = [
        kpo_if(Every((answered("one"), answered("wide", "a"))), "first"),
        kpo_if(Every((answered("two"), answered("wide", "b"))), "second"),
    ]
    assert told(conditions(asked, rules)) == ["wide c d | a b | kpo"]


def test_of_restrictions_of_one_size_the_one_first_in_the_questionnaire_is_told() -> None:
    asked = [question("one"), question("two")]
    assert told(conditions(asked, [kpo_if(Every((answered("two"), answered("one"))))])) == ["one no | yes | kpo"]


def test_the_fewest_answers_come_before_the_order_of_the_questionnaire() -> None:
    asked = [question("wide", Kind.CHOICE, FOUR), question("narrow", Kind.CHOICE, FOUR)]
    both = Every((answered("wide", "a", "b"), answered("narrow", "d")))
    assert told(conditions(asked, [kpo_if(both)])) == ["narrow a b c | d | kpo"]


def test_more_than_five_questions_are_too_many() -> None:
    asked = [question(f"q{at}") for at in range(6)]
    rules = [kpo_if(answered(each.id), each.id) for each in asked]
    assert len(told(conditions(asked[:5], rules[:5]))) == 5
    assert conditions(asked, rules) == search.OPEN


def test_fewer_are_too_many_where_fewer_are_wanted() -> None:
    asked = [question(f"q{at}") for at in range(4)]
    examined = examine(Profile("P"), rulebook(asked, [LEAD, *(kpo_if(answered(each.id), each.id) for each in asked)]))
    assert len(told(conditions_of(examined, 4))) == 4
    assert conditions_of(examined, 3) == search.OPEN


def test_a_question_that_may_turn_out_not_to_apply_says_so() -> None:
    asked = [question("gate"), question("follow", Kind.CHOICE, FOUR, only_if=answered("gate"))]
    found = conditions(asked, [kpo_if(answered("follow", "a")), rule("fine", answered("gate"), favours={"bpo": 1})])
    assert told(found) == ["gate no | yes | kpo"]  # as few answers as of the follow-up, and asked before it
    found = conditions(asked, [kpo_if(answered("follow", "a"))], gate="yes")
    assert told(found) == ["follow b c d | a | kpo"]
    assert not found.provisos[0].may_be_moot  # type: ignore[union-attr]
    wide = [
        replace(asked[0], kind=Kind.CHOICE, choices=asked[1].choices),
        replace(asked[1], only_if=Not(answered("gate", "d"))),
    ]
    found = conditions(wide, [kpo_if(answered("follow", "a"))])
    assert told(found) == ["follow b c d | a | kpo"]
    assert found.provisos[0].may_be_moot  # type: ignore[union-attr]


def test_what_contradicts_other_answers_need_not_be_ruled_out() -> None:
    clash = Incompatible("clash", Every((answered("one"), answered("two"))), "No.")
    asked = [question("one"), question("two"), question("three")]
    rules = [kpo_if(Every((answered("one"), answered("two"))), "never"), kpo_if(answered("three"), "may")]
    assert told(conditions(asked, rules, clashes=[clash])) == ["three no | yes | kpo"]


def test_a_restriction_that_leaves_no_way_to_answer_is_none() -> None:
    """One question must have its first answer, so that the other may not: ruling that out would leave nothing."""
    clashes = [Incompatible("no", answered("one", "no"), "No.")]
    asked = [question("one"), question("two")]
    rules = [kpo_if(Every((answered("one"), answered("two"))))]
    assert told(conditions(asked, rules, clashes=clashes)) == ["two no | yes | kpo"]


def test_what_may_come_first_otherwise_is_told_while_the_other_conditions_hold() -> None:
    asked = [question("one"), question("two")]
    rules = [kpo_if(answered("one")), rule("home", answered("two"), favours={"in-house": 2})]
    assert told(conditions(asked, rules)) == ["one no | yes | kpo", "two no | yes | in-house"]


def test_where_all_would_be_excluded_otherwise_nothing_may_come_first() -> None:
    bars = rule("all", answered("q"), excludes=["bpo", "kpo", "in-house", "hybrid"])
    assert told(conditions([question("q")], [bars])) == ["q no | yes | "]


def test_a_shared_question_of_activities_is_restricted_in_all_of_them_and_an_own_one_in_its_own() -> None:
    rules = [kpo_if(answered("q"))]
    parts = (activity("one", size="small"), activity("two", size="large"))
    asked = [question("q"), question("size", Kind.CHOICE, ("small", "large"))]
    found = conditions(asked, rules, *parts)
    assert told(found) == ["q no | yes | kpo"]
    assert found.provisos[0].activities == ("one", "two")  # type: ignore[union-attr]
    parts = (activity("one", size="small", q=None), activity("two", size="large", q="no"))
    found = conditions(asked, rules, *parts)
    assert told(found) == ["q no | yes | hybrid"]
    assert found.provisos[0].activities == ("one",)  # type: ignore[union-attr]


def test_past_the_bound_conditions_that_are_enough_are_told() -> None:
    asked = [question("one"), question("two"), question("wide", Kind.CHOICE, FOUR)]
    rules = [
        kpo_if(Every((answered("one"), answered("wide", "a"))), "first"),
        kpo_if(Every((answered("two"), answered("wide", "b"))), "second"),
    ]
    found = conditions(asked, rules, millions=0)
    assert found is not None
    assert found.mildness == "enough"
    assert 1 <= len(found.provisos) <= 2
    examined = examine(Profile("P"), rulebook(asked, [LEAD, *rules]))
    assert conditions_of(examined, or_enough=False, millions=0) == search.OPEN


def test_what_would_have_too_many_answers_to_count_is_not_laid_out() -> None:
    """Two thousand ranges, of which a thousand may be ruled out: two million atoms of 75 steps, 150 million in all."""
    values = tuple((str(at),) for at in range(2_000))
    large = Blank("n", (1,), (), values, 1_000, is_multi=False)
    assert not HittingSets.fits([large], 5, Effort(10))
    assert HittingSets.fits([large], 5, Effort(150))


def test_where_no_effort_is_left_at_all_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "OF_PROFILE", 0)
    assert conditions([question("q")], [kpo_if(answered("q"))], millions=0) == search.OPEN


def test_what_the_engine_does_not_confirm_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escapes, "first_of", lambda *_, **__: ("hybrid",))
    with pytest.raises(Disagreement, match="whether bpo stands alone first"):
        conditions([question("q")], [kpo_if(answered("q"))])


def test_they_are_left_out_where_they_are_not_wanted() -> None:
    book = rulebook([question("q")], [LEAD, kpo_if(answered("q"))])
    found = recommend(Profile("P"), book, with_conditions=False)
    assert (found.conditions, found.conditions_are) == ((), None)


def drawn_within(drawn: random.Random, asked: Question, narrowed: object, left: tuple[str, ...]) -> Answer:
    """One answer that may hold, of the choices that are left; of ticks one alone where nothing is known of them."""
    if asked.kind is Kind.NUMBER:
        may = (narrowed.low, narrowed.high) if isinstance(narrowed, Between) else (1, 30)
        return Fraction(drawn.randint(int(may[0]), int(may[1])))
    if isinstance(narrowed, PerhapsTicked):
        ticked = {*narrowed.ticked, *(id for id in narrowed.perhaps if id in left and drawn.random() < 0.5)}
        return tuple(id for id in asked.choice_ids if id in ticked) or (narrowed.perhaps[0],)
    if isinstance(narrowed, Among):
        left = tuple(id for id in left if id in narrowed.choices)
    choice = drawn.choice(left)
    return (choice,) if asked.kind is Kind.MULTI else choice


@pytest.mark.parametrize("name", ["v09-university-helpdesk", "v16-patent-landscape"])
def test_within_the_conditions_of_a_worked_case_every_way_to_answer_that_is_tried_gives_it(name: str) -> None:
    book = load_rulebook()
    profile = load_profile(CASES / f"{name}.yaml", book)
    found = recommend(profile, book)
    assert found.conditions_are == "smallest"
    left = {each.question: each.choices for each in found.conditions}
    drawn = random.Random(1)
    clashes = dict(program_of(book).incompatible)
    assert clashes
    for _ in range(300):
        answers = dict(profile.answers)
        for each in found.open_questions:
            asked = book.questions[each.question]
            answers[asked.id] = drawn_within(drawn, asked, each.narrowed, left.get(asked.id, asked.choice_ids))
        if not examine(Profile("P", answers), book).pieces[0].assessment.violated:
            assert first_of(program_of(book), answers, profile.weights) == (found.recommended,)


@st.composite
def leaning(draw: DrawFn) -> tuple[Rulebook, Profile]:
    """A case with a first for now, and more that may speak against it."""
    book, profile = draw(cases(activities=None))
    asked = list(book.questions.values())
    lead = rule("lead", favours={pick(draw, ["kpo", "bpo"]): 1 + draw(UP_TO[2])}, criterion="c")
    more = [lead]
    on_cut = {criterion.id for criterion in book.main.criteria if criterion.is_on_cut}
    for at in range(1 + draw(UP_TO[2])):
        home = pick(draw, ["kpo", "bpo", "in-house", "hybrid"])
        effects: list[dict[str, object]] = [
            {"favours": {home: 1 + draw(UP_TO[2])}, "criterion": "d"},
            {"opposes": {home: 1 + draw(UP_TO[2])}, "criterion": "c"},
            {"holds_back": (home,)},
            {"excludes": (home,)},
        ]
        # No rule rates a composite off the cut axis.
        if home == "hybrid":
            effects = [effect for effect in effects if effect.get("criterion") in (None, *on_cut)]
        more.append(rule(f"more-{at}", condition(draw, asked), **pick(draw, effects)))
    return replace(book, rules=(*book.rules, *more)), profile


@given(case=leaning())
def test_they_are_the_mildest_of_all_restrictions(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    examined = examine(profile, book)
    found = conditions_of(examined)
    recommended = examined.main.recommended
    if found is None or recommended is None or not sees_the_same_contradictions(examined):
        return
    asked = asked_of(examined)
    listed = ways(examined, asked)
    wanted = mildest(asked, listed, recommended)
    if wanted is None:
        assert found.mildness == "open"
        return
    assert found.mildness == "smallest"
    told = []
    for at, each in enumerate(asked):
        gone = [each.answers.index(one) for place, one in wanted if place == at]
        if gone:
            told.append((each.question.id, each.activities, len(gone)))
    assert [(each.question, each.activities) for each in found.provisos] == [each[:2] for each in told]
    for proviso in found.provisos:
        at = next(
            at
            for at, one in enumerate(asked)
            if (one.question.id, one.activities) == (proviso.question, proviso.activities)
        )
        if asked[at].question.kind != "number":
            assert set(proviso.excluded) == {one for place, one in wanted if place == at}
        rest = {removal for removal in wanted if removal[0] != at}
        firsts = [first for said, first in listed if not said & rest and first != {recommended}]
        assert set(proviso.otherwise) == set().union(*firsts) - {recommended}


@given(case=leaning())
def test_past_the_bound_they_are_enough_and_none_of_them_can_be_left_out(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    examined = examine(profile, book)
    found = conditions_of(examined, millions=0)
    if found is None or found.mildness == "open" or not sees_the_same_contradictions(examined):
        return
    assert found.mildness == "enough"
    asked = asked_of(examined)
    gone = {
        (at, one)
        for proviso in found.provisos
        for at, each in enumerate(asked)
        if (each.question.id, each.activities) == (proviso.question, proviso.activities)
        for one in each.answers
        if one in proviso.excluded
    }
    if len(gone) < sum(len(proviso.excluded) for proviso in found.provisos):
        return  # a number's ranges are told in words
    listed = ways(examined, asked)
    recommended = {examined.main.recommended}
    inside = [first for said, first in listed if not said & gone]
    assert inside
    assert all(first == recommended for first in inside)
    for at in {at for at, _ in gone}:
        rest = {removal for removal in gone if removal[0] != at}
        assert any(first != recommended for said, first in listed if not said & rest)
