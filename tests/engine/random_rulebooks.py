"""Random rulebooks and profiles, small enough that all completions can be listed.

Everything is drawn by position from plain lists, which is ten times faster than nested strategies and shrinks
as well.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from kpo_advisor.model.conditions import ALWAYS, Answered, Compare, Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Among, Between, Incompatible, Kind
from kpo_advisor.model.rules import Decision, Exclusion, Printed, PrintKind, Rule, Topic
from tests.engine.brute_force import narrowed_ticks
from tests.small_rulebooks.building import HOMES, alternative, decision, question, rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.conditions import Comparison, Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook

T = TypeVar("T")

THREE = ("a", "b", "c")
LENDING = (("bpo", "kpo"), ("bpo", "kpo"), ("kpo", "in-house"), HOMES, ())
COMPARISONS: tuple[Comparison, ...] = ("at_least", "at_most", "above", "below", "is")
CONSTANTS = (Fraction(1), Fraction(2))
NUMBERS = tuple(Fraction(n, 2) for n in range(7))
ADVICE = Decision("advice", "Advice", topics=(Topic("topic", "topic"),))
UP_TO = [st.integers(0, most) for most in range(32)]


def pick(draw: DrawFn, things: Sequence[T]) -> T:
    """One of them; the first is the simplest."""
    return things[draw(UP_TO[len(things) - 1])]


def some_of(draw: DrawFn, things: Sequence[T], most: int) -> tuple[T, ...]:
    """At most so many of them, each once."""
    left = list(things)
    return tuple(left.pop(draw(UP_TO[len(left) - 1])) for _ in range(draw(UP_TO[most])))


def seldom(draw: DrawFn, out_of: int) -> bool:
    """Once in so many times."""
    return draw(UP_TO[out_of - 1]) == out_of - 1


@st.composite
def rulebooks(draw: DrawFn) -> Rulebook:
    """A main decision with a composite, one that depends on it, and one that depends on both."""
    asked = _questions(draw)
    weights = (1, 2, 3, 4)
    composite = alternative("hybrid", lends=pick(draw, LENDING))
    model = decision(
        "model",
        (*HOMES, composite),
        weights={"c": pick(draw, weights), "d": pick(draw, weights)},
        cut=pick(draw, ("d", "d", "cd", "")),
    )
    when = _taken(draw, Decided("model", frozenset({"kpo", "hybrid"})), asked)
    needs = pick(draw, [("bpo", "kpo"), ("hybrid",)])
    place = decision("place", ["near", "far", alternative("pair", needs)], {"e": pick(draw, weights)}, when)
    when = _taken(draw, Decided("place", frozenset({"far"})), asked)
    last = decision("last", ["early", "late"], {"f": pick(draw, weights)}, when)
    rules = []
    for number in range(1 + draw(UP_TO[5])):
        home = pick(draw, [model, model, model, place, last])
        earlier: list[Decision] = {"model": [], "place": [model], "last": [model, place]}[home.id]
        rules.append(_rule(draw, f"r{number}", home, asked, earlier))
    printed = condition(draw, asked, [model, place])
    rules.append(Rule("printing", printed, printed=(Printed(PrintKind.ADVISES, "topic", "Mind it."),)))
    clashes = [Incompatible("clash", condition(draw, asked), "No.")] if seldom(draw, 3) else []
    return rulebook(asked, rules, [model, place, last, ADVICE], clashes, close_call=4)


def _taken(draw: DrawFn, result: Decided, asked: Sequence[Question]) -> Condition:
    """When a decision is taken: always, with a result, or with a result or some answers."""
    way = draw(UP_TO[2])
    return Some((result, condition(draw, asked, depth=1))) if way == 2 else result if way else ALWAYS


def _questions(draw: DrawFn) -> list[Question]:
    """Two to four questions of any kind; a later one may apply only under answers to earlier ones."""
    found: list[Question] = []
    for position in range(2 + draw(UP_TO[2])):
        kind = pick(draw, list(Kind))
        more: dict[str, object] = {}
        if kind is Kind.NUMBER:
            more["minimum"] = Fraction(0)
        elif kind is Kind.MULTI:
            more["exclusive"] = frozenset(pick(draw, [(), ("a",)]))
            more["maximum_choices"] = pick(draw, [None, 2])
        if found and seldom(draw, 2):
            more["only_if"] = condition(draw, found)
        choices = () if kind in (Kind.NUMBER, Kind.YES_NO) else THREE
        if "only_if" in more and kind is not Kind.NUMBER and seldom(draw, 2):
            more["otherwise"] = pick(draw, choices or ("yes", "no"))
        found.append(question(f"q{position}", kind, choices, whole=seldom(draw, 5), **more))
    return found


def condition(draw: DrawFn, asked: Sequence[Question], decided: Sequence[Decision] = (), depth: int = 2) -> Condition:
    """A condition over some questions and, where given, over earlier decisions."""
    how = draw(UP_TO[5]) if depth else 0
    if how <= 2:
        return _test(draw, asked, decided)
    if how == 3:
        return Not(condition(draw, asked, decided, depth - 1))
    parts = tuple(condition(draw, asked, decided, depth - 1) for _ in range(draw(UP_TO[3])))
    if how == 4 or not parts:
        return Every(parts)
    return Some(parts, 1 + draw(UP_TO[len(parts) - 1]))


def _test(draw: DrawFn, asked: Sequence[Question], decided: Sequence[Decision]) -> Condition:
    if decided and seldom(draw, 3):
        earlier = pick(draw, decided)
        ids = [each.id for each in earlier.alternatives]
        return Decided(earlier.id, frozenset((pick(draw, ids), pick(draw, ids))))
    about = pick(draw, asked)
    if seldom(draw, 8):
        return Answered(about.id)
    if about.kind is Kind.NUMBER:
        return Compare(about.id, pick(draw, COMPARISONS), pick(draw, CONSTANTS))
    choices = frozenset(some_of(draw, about.choice_ids, 2))
    if about.kind is Kind.MULTI and seldom(draw, 2):
        return NoneOf(about.id, choices)
    return OneOf(about.id, choices)


def _rule(draw: DrawFn, id: str, home: Decision, asked: Sequence[Question], earlier: Sequence[Decision]) -> Rule:
    ids = [each.id for each in home.alternatives]
    criterion = pick(draw, home.criteria)
    rated = [each.id for each in home.alternatives if criterion.is_on_cut or not each.made_of]
    strengths = [(each, 1 + draw(UP_TO[2])) for each in some_of(draw, rated, 2)]
    against = [(each, 1 + draw(UP_TO[2])) for each in some_of(draw, rated, 2)]
    bars = pick(draw, ["", "", "holds_back", "excludes"])
    wholes = ["bpo-whole", "kpo-whole"] if home.id == "model" else []
    return Rule(
        id,
        condition(draw, asked, earlier),
        condition(draw, asked, earlier) if seldom(draw, 3) else None,
        criterion.id,
        tuple(strengths),
        tuple(against),
        holds_back=some_of(draw, ids, 2) if bars == "holds_back" else (),
        excludes=tuple(map(Exclusion.of, some_of(draw, ids + wholes, 2))) if bars == "excludes" else (),
        because="Made up.",
    )


def known_answer(draw: DrawFn, asked: Question) -> Answer:
    """One of the known answers a question takes."""
    if asked.kind is Kind.NUMBER:
        return pick(draw, NUMBERS)
    if asked.kind is not Kind.MULTI:
        return pick(draw, asked.choice_ids)
    sizes = range(1, (asked.maximum_choices or len(asked.choice_ids)) + 1)
    ticks = [each for size in sizes for each in combinations(asked.choice_ids, size)]
    return pick(draw, [each for each in ticks if len(each) == 1 or asked.exclusive.isdisjoint(each)])


def narrowed_answer(draw: DrawFn, asked: Question) -> Answer:
    """One of the narrowed answers a question takes."""
    if asked.kind is Kind.NUMBER:
        low = draw(UP_TO[len(NUMBERS) - 2])
        return Between(NUMBERS[low], pick(draw, NUMBERS[low + 1 :]))
    ids = asked.choice_ids
    if asked.kind is not Kind.MULTI:
        return Among(pick(draw, [each for size in range(2, len(ids) + 1) for each in combinations(ids, size)]))
    return pick(draw, list(narrowed_ticks(asked)))


@st.composite
def known_answers(draw: DrawFn, book: Rulebook) -> dict[str, Answer]:
    """An answer to every question."""
    return {id: known_answer(draw, asked) for id, asked in book.questions.items()}


def _some_answers(draw: DrawFn, book: Rulebook, *, part: bool = False) -> dict[str, Answer]:
    """Answers to a part of the questions, some of them unknown; `part`: of an activity."""
    given: dict[str, Answer] = {}
    for id, asked in book.questions.items():
        how = pick(draw, ANSWERED)
        if how != "missing" and not (part and asked.whole):
            given[id] = answer_of(draw, asked, how)
    return given


ANSWERED = ("missing", "unknown", "known", "known", "narrowed")
"""How questions of a random profile are answered."""


def answer_of(draw: DrawFn, asked: Question, how: str) -> Answer:
    """An answer that is known, narrowed or unknown."""
    if how == "unknown":
        return None
    return known_answer(draw, asked) if how == "known" else narrowed_answer(draw, asked)


@st.composite
def cases(draw: DrawFn, *, known: bool = False, activities: bool | None = False) -> tuple[Rulebook, Profile]:
    """A rulebook with a profile for it, some with weights of their own.

    `known`: everything is answered. `activities` None: with one to three of them, or without.
    """
    book = draw(rulebooks())
    weights = {id: 1 + draw(UP_TO[4]) for id in some_of(draw, ["c", "d", "e"], 2)}
    parts = []
    for number in range(1 + draw(UP_TO[2]) if activities or (activities is None and seldom(draw, 2)) else 0):
        parts.append(Activity(f"activity {number}", 1 + draw(UP_TO[2]), _some_answers(draw, book, part=True)))
    answers = draw(known_answers(book)) if known else _some_answers(draw, book)
    return book, Profile("made up", answers, weights=weights, activities=tuple(parts))
