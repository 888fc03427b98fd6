"""What an id stands for."""

from __future__ import annotations

import pytest

from kpo_advisor.lookup.things import choice_of, things_in
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.small_rulebooks.on_disk import LAUNDRY, PLAIN


def kinds(rulebook: str, id: str) -> list[str]:
    path = {"laundry": LAUNDRY, "plain": PLAIN}[rulebook]
    return [thing.kind for thing in things_in(load_rulebook(path)).get(id, ())]


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("dirt", ["question"]),
        ("house", ["section"]),
        ("own", ["alternative", "document"]),
        ("caretaker", ["person"]),
        ("1", ["mark"]),
        ("ours", ["mark"]),
        ("nothing-of-the-kind", []),
    ],
)
def test_an_id_stands_for_what_the_rulebook_has_under_it(id: str, expected: list[str]) -> None:
    assert kinds("laundry", id) == expected


@pytest.mark.parametrize("typed", ["dirt.heavy", "dirt=heavy"])
def test_a_choice_is_named_with_its_question(typed: str) -> None:
    choice = choice_of(load_rulebook(LAUNDRY), typed)
    assert choice is not None
    assert (choice.kind, choice.id) == ("choice", "dirt.heavy")


@pytest.mark.parametrize("typed", ["dirt", "dirt.", ".heavy", "dirt.clean-as-snow", "nothing.heavy"])
def test_what_names_no_choice_is_none(typed: str) -> None:
    assert choice_of(load_rulebook(LAUNDRY), typed) is None
