"""What a panel says at its limits: alike activities, too many of them, and an engine that does not confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kpo_advisor.errors import Disagreement
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Kind
from kpo_advisor.reports.several.panel import panel as report
from kpo_advisor.several import combinations
from kpo_advisor.several.panel import panel
from kpo_advisor.several.voices import MOST_PEOPLE
from kpo_advisor.solver.solver import MOST_PIECES
from tests.small_rulebooks.building import answered, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Answer

CHOICES = tuple(f"c{number}" for number in range(MOST_PIECES + 1))
BOOK = rulebook(
    [question("care"), question("kind", Kind.CHOICE, CHOICES)],
    [rule("base", favours={"bpo": 1}), rule("care", answered("care"), favours={"kpo": 2})],
)


def person(name: str, *activities: Activity, **answers: Answer) -> Profile:
    return Profile("Work", answers, person=name, activities=activities)


def test_activities_with_the_same_answers_and_differences_have_each_their_first() -> None:
    parts = (Activity("One", 1, {}), Activity("Other", 2, {}))
    found = panel([person("a", *parts, care="yes"), person("b", care="no")], BOOK)
    assert found.firsts_in.keys() == {"One", "Other"}
    assert found.firsts_in["One"] == found.firsts_in["Other"] == found.firsts
    assert found.firsts.possible == ("bpo", "kpo")
    (topic,) = found.differences
    assert (topic.decides, topic.moves) == (True, {"One": True, "Other": True})


def test_of_more_activities_than_are_reasoned_about_together_nothing_is_claimed() -> None:
    parts = [Activity(choice, 1, {"kind": choice, "care": "yes"}) for choice in CHOICES]
    others = [Activity(choice, 1, {"kind": choice, "care": "no"}) for choice in CHOICES]
    found = panel([person("a", *parts), person("b", *others)], BOOK)
    assert (found.matters, found.firsts.only, found.firsts.sure) == (None, None, None)
    assert {topic.decides for topic in found.differences} == {None}
    told = str(report(found, BOOK, is_brief=True).blocks)
    assert "Whether the differences matter was not decided within the bound on effort." in told


def test_where_the_engine_does_not_confirm_a_difference_that_decides_it_is_told_as_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(combinations, "first_of", lambda *_, **__: ("bpo",))
    with pytest.raises(Disagreement, match="two mixtures of what people said"):
        panel([person("a", care="yes"), person("b", care="no")], BOOK)


def test_more_people_than_a_panel_has_are_refused() -> None:
    people = [person(f"person {number}", care="yes") for number in range(MOST_PEOPLE + 1)]
    assert panel(people[:-1], BOOK).matters is False
    with pytest.raises(UnreadableInput, match="profiles of 13 people; at most 12 are taken at once"):
        panel(people, BOOK)
