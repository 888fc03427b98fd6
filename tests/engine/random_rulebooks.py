"""Random rulebooks and profiles, small enough that all completions can be listed.

More examples than the usual hundred: `KPO_ADVISOR_EXAMPLES=5000 pytest tests/engine`.
"""

from __future__ import annotations

import os
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import settings, strategies as st

from kpo_advisor.model.conditions import ALWAYS, Compare, Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Incompatible, Kind
from kpo_advisor.model.rules import Decision, Printed, PrintKind, Rule
from tests.engine.building import alternative, decision, question, rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from kpo_advisor.model.conditions import Comparison, Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook

EXAMPLES = int(os.environ.get("KPO_ADVISOR_EXAMPLES", "0")) or settings.default.max_examples  # type: ignore[union-attr]
"""How many examples each law is tried on."""

THREE = ("a", "b", "c")
COMPARISONS: tuple[Comparison, ...] = ("at_least", "at_most", "above", "below", "is")
HALVES = [Fraction(n, 2) for n in range(7)]
ADVICE = Decision("advice", "Advice", "topics", (alternative("topic"),))


def questions() -> SearchStrategy[list[Question]]:
    """Two to four questions of any kind; a later one may apply only under answers to earlier ones."""
    return _questions()


@st.composite
def _questions(draw: DrawFn) -> list[Question]:
    found: list[Question] = []
    for position in range(draw(st.integers(2, 4))):
        kind = draw(st.sampled_from(list(Kind)))
        only_if = draw(st.none() | conditions(found)) if found else None
        whole = draw(st.integers(0, 4)) == 0
        more: dict[str, object] = {"only_if": only_if, "whole": whole}
        if kind is Kind.NUMBER:
            more["minimum"] = Fraction(0)
        elif kind is Kind.MULTI:
            more["exclusive"] = frozenset(draw(st.sampled_from([(), ("a",)])))
            more["maximum_choices"] = draw(st.sampled_from([None, 2]))
        choices = () if kind in (Kind.NUMBER, Kind.YES_NO) else THREE
        found.append(question(f"q{position}", kind, choices, **more))
    return found


def conditions(asked: Sequence[Question], decided: Sequence[Decision] = ()) -> SearchStrategy[Condition]:
    """Conditions over some questions and, where given, over earlier decisions."""
    tests = [_tests_on(each) for each in asked]
    tests += [
        st.frozensets(st.sampled_from([each.id for each in earlier.alternatives]), min_size=1).map(
            lambda ids, id=earlier.id: Decided(id, ids)  # type: ignore[misc]
        )
        for earlier in decided
    ]
    return st.recursive(st.one_of(tests), _joined, max_leaves=4)


def _tests_on(asked: Question) -> SearchStrategy[Condition]:
    if asked.kind is Kind.NUMBER:
        return st.builds(Compare, st.just(asked.id), st.sampled_from(COMPARISONS), st.sampled_from([Fraction(1), Fraction(2)]))
    some = st.frozensets(st.sampled_from(asked.choice_ids), max_size=2)
    kinds: list[SearchStrategy[Condition]] = [st.builds(OneOf, st.just(asked.id), some)]
    if asked.kind is Kind.MULTI:
        kinds.append(st.builds(NoneOf, st.just(asked.id), some))
    return st.one_of(kinds)


def _joined(inner: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    parts = st.lists(inner, max_size=3).map(tuple)
    some = parts.filter(bool).flatmap(lambda each: st.builds(Some, st.just(each), st.integers(1, len(each))))
    return st.one_of(st.builds(Every, parts), some, st.builds(Not, inner))


@st.composite
def rulebooks(draw: DrawFn) -> Rulebook:
    """A main decision with a composite, one that depends on it, and one that depends on both."""
    asked = draw(_questions())
    weights = st.integers(1, 4)
    model = decision("model", weights={"c": draw(weights), "d": draw(weights)})
    when = draw(st.sampled_from([ALWAYS, Decided("model", frozenset({"kpo", "hybrid"}))]))
    places = ["near", "far", alternative("pair", draw(st.sampled_from([("bpo", "kpo"), ("hybrid",)])))]
    place = decision("place", places, {"e": draw(weights)}, when)
    when = draw(st.sampled_from([ALWAYS, Decided("place", frozenset({"far"}))]))
    last = decision("last", ["early", "late"], {"f": draw(weights)}, when)
    rules = []
    for number in range(draw(st.integers(1, 6))):
        home = draw(st.sampled_from([model, model, model, place, last]))
        earlier = {"model": [], "place": [model], "last": [model, place]}[home.id]
        rules.append(_rule(draw, f"r{number}", home, conditions(asked, earlier)))
    rules.append(
        Rule("printing", draw(conditions(asked, [model, place])), printed=(Printed(PrintKind.ADVISES, "topic", "x"),))
    )
    clash = draw(st.none() | conditions(asked))
    incompatible = [Incompatible("clash", clash, "They cannot both hold.")] if clash else []
    return rulebook(asked, rules, [model, place, last, ADVICE], incompatible, close_call=4)


def _rule(draw: DrawFn, id: str, home: Decision, when: SearchStrategy[Condition]) -> Rule:
    ids = [each.id for each in home.alternatives]
    strengths = st.dictionaries(st.sampled_from(ids), st.integers(1, 3), max_size=3).map(lambda each: tuple(each.items()))
    wholes = ["bpo-whole", "kpo-whole"] if home.id == "model" else []
    barred = st.lists(st.sampled_from(ids + wholes), max_size=2, unique=True).map(tuple)
    bars = draw(st.sampled_from(["", "", "holds_back", "excludes"]))
    return Rule(
        id,
        draw(when),
        draw(st.none() | when),
        draw(st.sampled_from([each.id for each in home.criteria])),
        draw(strengths),
        draw(strengths),
        holds_back=tuple(each for each in draw(barred) if each in ids) if bars == "holds_back" else (),
        excludes=draw(barred) if bars == "excludes" else (),
        because="Made up.",
    )


def answers_to(asked: Question) -> SearchStrategy[Answer]:
    """The known answers a question takes."""
    if asked.kind is Kind.NUMBER:
        return st.sampled_from(HALVES)
    if asked.kind is not Kind.MULTI:
        return st.sampled_from(asked.choice_ids)
    ticks = st.lists(st.sampled_from(asked.choice_ids), min_size=1, max_size=asked.maximum_choices, unique=True)
    return ticks.filter(lambda each: len(each) == 1 or asked.exclusive.isdisjoint(each)).map(tuple)


@st.composite
def some_answers(draw: DrawFn, book: Rulebook, *, known: bool = False, part: bool = False) -> dict[str, Answer]:
    """Answers to a part of the questions, some of them unknown; `known`: to all, none unknown."""
    given: dict[str, Answer] = {}
    for id, asked in book.questions.items():
        if part and asked.whole:
            continue
        how = "known" if known else draw(st.sampled_from(["known", "known", "unknown", "missing"]))
        if how == "known":
            given[id] = draw(answers_to(asked))
        elif how == "unknown":
            given[id] = None
    return given


@st.composite
def profiles(draw: DrawFn, book: Rulebook, *, known: bool = False, activities: bool = False) -> Profile:
    """A profile for a rulebook, some with weights of their own; with `activities`, one to three of them."""
    weights = draw(st.dictionaries(st.sampled_from(["c", "d", "e"]), st.integers(1, 5), max_size=2))
    parts = []
    for number in range(draw(st.integers(1, 3)) if activities else 0):
        own = draw(some_answers(book, part=True))
        if known:
            own = {id: answer for id, answer in own.items() if answer is not None}
        parts.append(Activity(f"activity {number}", draw(st.integers(1, 3)), own))
    return Profile("made up", draw(some_answers(book, known=known)), weights=weights, activities=tuple(parts))


@st.composite
def cases(draw: DrawFn, *, known: bool = False, activities: bool | None = False) -> tuple[Rulebook, Profile]:
    """A rulebook with a profile for it; `activities` None: with or without."""
    book = draw(rulebooks())
    cut = draw(st.booleans()) if activities is None else activities
    return book, draw(profiles(book, known=known, activities=cut))
