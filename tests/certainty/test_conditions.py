"""Under the conditions that are told it is certain, and no milder ones do: by hand, and against all restrictions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor.certainty.conditions.search import conditions_of
from kpo_advisor.certainty.examined import examine
from tests.certainty.listed_ways import asked_of, mildest, sees_the_same_contradictions, ways
from tests.engine.random_rulebooks import UP_TO, cases, condition, pick
from tests.small_rulebooks.building import rule

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook


@st.composite
def leaning(draw: DrawFn) -> tuple[Rulebook, Profile]:
    """A case with a first for now, and more that may speak against it."""
    book, profile = draw(cases(activities=None))
    asked = list(book.questions.values())
    lead = rule("lead", favours={pick(draw, ["kpo", "bpo"]): 1 + draw(UP_TO[2])}, criterion="c")
    more = [lead]
    for number in range(1 + draw(UP_TO[2])):
        home = pick(draw, ["kpo", "bpo", "in-house", "hybrid"])
        effects: list[dict[str, object]] = [
            {"favours": {home: 1 + draw(UP_TO[2])}, "criterion": "d"},
            {"opposes": {home: 1 + draw(UP_TO[2])}, "criterion": "c"},
            {"holds_back": (home,)},
            {"excludes": (home,)},
        ]
        more.append(rule(f"more-{number}", condition(draw, asked), **pick(draw, effects)))
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
