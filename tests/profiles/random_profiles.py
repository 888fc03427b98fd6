"""Profiles for the small rulebook, drawn at random, with texts that are hard to write down."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.profile import Activity, Expectation, Profile, Said, Scenario
from kpo_advisor.model.questions import Among, Answer, Between, Kind, Question
from kpo_advisor.profiles.expectation import alternatives_of, mentionable
from tests.engine.brute_force import narrowed_ticks
from tests.small_rulebooks.every_kind import RULEBOOK

Value = TypeVar("Value")
HOSTILE = [
    "no",
    "On",
    "y",
    "null",
    "~",
    "unknown",
    "12",
    "010",
    "1e3",
    "12:30",
    "2024-01-01",
    "0x1F",
    ".5",
    "=",
    "<<",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "?",
    "[a]",
    "{a: b}",
    "a, b",
    "'a'",
    '"a"',
    "back\\slash",
    " lead",
    "trail ",
    "two  spaces",
    "line\nbreak\n",
    "tab\there",
    "\r",
    "\x00",
    "\x07\x1b[31m",
    "\x7f\x85\x9f\xa0",
    "\u2028\u2029",
    "\ufeff",
    "\ufffe\uffff",
    "\u202egnp.exe",
    "\U0001f600",
    "\U000e0041",
    "日本語",
    "Größe: 3",
    "---",
    "...",
    "a" * 3000,
]


def texts(longest: int) -> st.SearchStrategy[str]:
    """Texts that are more than white space, awkward ones often."""
    awkward = st.sampled_from([text[:longest] for text in HOSTILE])
    mixed = st.lists(awkward | st.text(max_size=5), min_size=1, max_size=4).map(lambda parts: "".join(parts)[:longest])
    return st.one_of(awkward, st.text(min_size=1, max_size=longest), mixed).filter(lambda text: bool(text.strip()))


def decimals() -> st.SearchStrategy[Fraction]:
    return st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**9), st.integers(6, 20))


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    known: st.SearchStrategy[Answer]
    match question.kind:
        case Kind.NUMBER:
            known = decimals() | st.integers(0, 1000).map(Fraction)
        case Kind.MULTI:
            most = question.maximum_choices or len(question.choices)
            together = [id for id in question.choice_ids if id not in question.exclusive]
            several = st.sets(st.sampled_from(together), min_size=1, max_size=min(most, len(together)))
            alone = st.sampled_from([(id,) for id in question.choice_ids])
            known = alone | several.map(lambda ids: tuple(id for id in question.choice_ids if id in ids))
        case _:
            known = st.sampled_from(question.choice_ids)
    return st.none() | known | narrowed_answers_to(question)


def narrowed_answers_to(question: Question) -> st.SearchStrategy[Answer]:
    ids = question.choice_ids
    match question.kind:
        case Kind.NUMBER:
            ends = st.lists(decimals() | st.integers(0, 1000).map(Fraction), min_size=2, max_size=2, unique=True)
            return ends.map(lambda found: Between(min(found), max(found)))
        case Kind.MULTI:
            return st.sampled_from(list(narrowed_ticks(question)))
    several = st.sets(st.sampled_from(ids), min_size=2)
    return several.map(lambda found: Among(tuple(id for id in ids if id in found)))


def some_of(values: dict[str, st.SearchStrategy[Value]]) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries({}, optional=values)


def answers() -> st.SearchStrategy[dict[str, Answer]]:
    return some_of({id: answers_to(question) for id, question in RULEBOOK.questions.items()})


@st.composite
def said(draw: st.DrawFn) -> dict[str, tuple[Said, ...]]:
    asked = draw(st.lists(st.sampled_from(list(RULEBOOK.questions)), unique=True, max_size=2))
    persons, dates = texts(160), st.none() | st.dates().map(str)
    found: dict[str, tuple[Said, ...]] = {}
    for id in asked:
        one = st.builds(Said, persons, answers_to(RULEBOOK.questions[id]), dates)
        found[id] = tuple(draw(st.lists(one, min_size=1, max_size=2)))
    return found


def ids_of(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), unique=True).map(tuple)


@st.composite
def expectations(draw: st.DrawFn) -> Expectation:
    main = [alternative.id for alternative in RULEBOOK.main.alternatives]
    recommended = draw(st.none() | st.sampled_from([*main, "none"]))
    acceptable = draw(ids_of([id for id in main if id != recommended]))
    barred = [id for id in alternatives_of(*RULEBOOK.ranked) if id != recommended and id not in acceptable]
    mentions = draw(ids_of(list(mentionable(RULEBOOK))))
    return Expectation(
        recommended=recommended,
        acceptable=acceptable,
        excluded=draw(ids_of(barred)) if barred else (),
        mentions=mentions,
        certainty=draw(st.sampled_from([certainty.value for certainty in Certainty])),
        fails=draw(st.none() | texts(300)),
        unreachable=draw(some_of({id: texts(300) for id in mentions})),
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    titles = draw(st.lists(texts(160), unique=True, max_size=3))
    criteria = RULEBOOK.criterion_titles()
    weights = some_of({id: st.integers(1, 1000) for id in criteria})
    names = draw(st.lists(texts(60), unique=True, max_size=2))
    own = some_of({title: answers() for title in titles})
    shares = st.integers(1, 1_000_000)
    return Profile(
        title=draw(texts(160)),
        answers=draw(answers()),
        notes=draw(some_of({id: texts(4000) for id in RULEBOOK.questions})),
        weights=draw(weights),
        activities=tuple(Activity(title, draw(shares), draw(answers()), draw(said())) for title in titles),
        expect=draw(st.none() | expectations()),
        scenarios=tuple(Scenario(name, draw(answers()), draw(weights), draw(own)) for name in names),
        person=draw(st.none() | texts(160)),
        date=draw(st.none() | st.dates().map(str)),
        said=draw(said()),
    )


WORDS = [
    *["one_of", "between", "ticked", "perhaps"],
    *[
        "title",
        "answers",
        "notes",
        "weights",
        "activities",
        "expect",
        "scenarios",
        "share",
        "recommended",
        "acceptable",
    ],
    *["excluded", "mentions", "certainty", "fails", "unreachable", "unknown", "none", "yes", "no", "a|b", "1,5", ""],
    *RULEBOOK.questions,
    *(id for question in RULEBOOK.questions.values() for id in question.choice_ids),
    *["nature", "checking", "bpo", "hybrid", "offshore", "d1-litmus", "d1-rules", "far-away", "certain"],
    *["person", "date", "said", "answer", "counsel", "2026-03-05"],
]


def documents() -> st.SearchStrategy[object]:
    """Values as JSON has them, made of the words that profiles are made of; some are profiles, most are not."""
    words = st.sampled_from(WORDS)
    plain = words | st.none() | st.booleans() | st.integers(-2, 1002) | st.sampled_from([0.5, 2.0, -1.25, 1e20])
    nested = st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4), max_leaves=8
    )
    questions = st.sampled_from(list(RULEBOOK.questions))
    lists = st.lists(words, max_size=2) | st.lists(st.integers(-1, 3), max_size=2)
    narrowed = st.dictionaries(st.sampled_from(["one_of", "between", "ticked", "perhaps"]), lists | words, max_size=2)
    answers = st.none() | st.dictionaries(questions, lists | narrowed | plain, max_size=2)
    activity = st.fixed_dictionaries({"title": words}, optional={"share": plain, "answers": answers, "said": nested})
    activities = st.lists(activity, max_size=2)
    keys = {"title": words, "answers": answers, "activities": activities, "weights": nested}
    parts = st.fixed_dictionaries({}, optional={**keys, "answers": answers}) | nested
    scenarios = st.dictionaries(words, parts, max_size=2) | nested
    told = st.fixed_dictionaries({"person": words, "answer": lists | narrowed | plain}, optional={"date": words})
    said = st.dictionaries(questions, st.lists(told, max_size=2) | words, max_size=2)
    keys |= {"notes": nested, "expect": nested, "scenarios": scenarios, "person": words, "date": words, "said": said}
    profile = st.fixed_dictionaries({}, optional=keys)
    return nested | profile | st.fixed_dictionaries({"answers": answers})
