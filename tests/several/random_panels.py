"""Random rulebooks with the answers of several people, few enough that all combinations can be listed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from kpo_advisor.model.profile import Activity, Profile
from tests.engine.random_rulebooks import UP_TO, answer_of, pick, rulebooks, seldom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.panel import Panel, PanelQuestion

HOW = ("known", "known", "known", "missing", "unknown", "narrowed")
MOST_COMBINATIONS = 300
Held = tuple["Answer", ...]
"""One answer of those that were given to each topic on which people differ."""


def _answers(draw: DrawFn, book: Rulebook, *, part: bool = False) -> dict[str, Answer]:
    given: dict[str, Answer] = {}
    for id, asked in book.questions.items():
        how = pick(draw, HOW)
        if how != "missing" and not (part and asked.whole):
            given[id] = answer_of(draw, asked, how)
    return given


@st.composite
def panels(draw: DrawFn, *, most: int = 4) -> tuple[Rulebook, list[Profile]]:
    """A rulebook and the profiles of two people or more, some with activities, which some of them list."""
    book = draw(rulebooks())
    titles = [f"activity {number}" for number in range(draw(UP_TO[2]) if seldom(draw, 2) else 0)]
    shares = [1 + draw(UP_TO[2]) for _ in titles]
    weights = {"c": 1 + draw(UP_TO[3])} if seldom(draw, 2) else {}
    profiles = []
    for number in range(2 + draw(UP_TO[most - 2])):
        listing = list(zip(titles, shares, strict=True)) if number == 0 or not seldom(draw, 3) else []
        parts = [Activity(title, share, _answers(draw, book, part=True)) for title, share in listing]
        own = weights if seldom(draw, 2) else {}
        told = Profile("Made up", _answers(draw, book), weights=own, activities=tuple(parts))
        profiles.append(replace(told, person=f"person {number}", file=f"{number}.yaml"))
    return book, profiles


def held_in(found: Panel) -> Iterator[Held]:
    """All combinations of what was said where people differ."""
    return product(*([stand.answer for stand in topic.positions] for topic in found.differences))


def with_held(merged: Profile, topics: tuple[PanelQuestion, ...], held: Held) -> Profile:
    """The merged profile where these answers are right."""
    for topic, answer in zip(topics, held, strict=True):
        if topic.activity is None:
            merged = replace(merged, answers={**merged.answers, topic.question: answer})
            continue
        parts = tuple(
            replace(part, answers={**part.answers, topic.question: answer}) if part.title == topic.activity else part
            for part in merged.activities
        )
        merged = replace(merged, activities=parts)
    return merged
