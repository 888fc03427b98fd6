"""A mark is a document's number and a section's letter, as the rulebook lists them, and leads to its facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor.model.rules import Document, Fact
from tests.small_rulebooks.building import rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook


def stated(id: str, document: str, section: str | None = None) -> Fact:
    return Fact(id, document, section, "So it is.", "document")


def inferred(id: str, document: str, section: str | None = None) -> Fact:
    return Fact(id, document, section, "It follows.", "inferred")


def book(*facts: Fact, documents: str = "abc") -> Rulebook:
    """A rulebook of these facts, whose documents are called by letters."""
    sources = {id: Document(id, id.upper(), "Nobody", "undated") for id in documents}
    return replace(rulebook([], []), facts={fact.id: fact for fact in facts}, documents=sources)


HOURS, COST, MORE_HOURS = stated("hours", "b", "Hours"), stated("cost", "b", "Cost"), stated("more", "b", "Hours")
WHOLE, OURS_IN_B, OURS = stated("whole", "b"), inferred("ours-b", "b", "Cost"), inferred("ours", "c")
BOOK = book(OURS_IN_B, HOURS, stated("first", "a", "One"), COST, MORE_HOURS, WHOLE, OURS)
"""Of b the section on cost comes first, since a fact of it does, though that one is inferred."""


@pytest.mark.parametrize(
    ("fact", "mark"),
    [(HOURS, "2b"), (MORE_HOURS, "2b"), (COST, "2a"), (WHOLE, "2"), (OURS_IN_B, "ours"), (OURS, "ours")],
)
def test_a_stated_fact_has_the_mark_of_its_section_and_an_inferred_one_never_a_documents(fact: Fact, mark: str) -> None:
    assert BOOK.mark_of(fact) == mark


@pytest.mark.parametrize(
    ("mark", "facts"),
    [
        ("2b", ["hours", "more"]),
        ("2a", ["cost"]),
        ("2", ["ours-b", "hours", "cost", "more", "whole"]),
        ("3", ["ours"]),
        ("ours", ["ours-b", "ours"]),
        ("2c", []),
        ("4", []),
        ("", []),
        ("b", []),
    ],
)
def test_a_mark_stands_for_the_facts_of_its_section_and_a_number_for_all_of_its_document(
    mark: str, facts: list[str]
) -> None:
    assert [fact.id for fact in BOOK.marked(mark)] == facts


def test_marks_are_in_the_order_of_documents_and_sections_each_once_and_ours_is_the_last() -> None:
    assert BOOK.in_order(["ours", "2b", "1a", "2", "2b", "2a", "unheard-of"]) == ("1a", "2", "2a", "2b", "ours")


def test_a_document_of_which_no_fact_is_told_keeps_its_number() -> None:
    assert book(HOURS).mark_of(HOURS) == "2a"


def test_the_letters_go_on_after_z() -> None:
    facts = [stated(f"f{at}", "a", f"section {at}") for at in range(1, 704)]
    found = book(*facts, documents="a")
    wanted = {1: "1a", 2: "1b", 26: "1z", 27: "1aa", 53: "1ba", 702: "1zz", 703: "1aaa"}
    assert {at: found.mark_of(facts[at - 1]) for at in wanted} == wanted


FACTS = st.lists(
    st.builds(
        Fact,
        st.uuids().map(str),
        st.sampled_from("abc"),
        st.sampled_from([None, "", "one", "two", "three"]),
        st.just("So it is."),
        st.sampled_from(["document", "inferred"]),
    ),
    unique_by=lambda fact: fact.id,
)


@given(FACTS)
def test_marks_and_facts_lead_to_each_other(facts: list[Fact]) -> None:
    found = book(*facts)
    marks = list(found.marks.values())
    assert len(marks) == len(set(marks))
    for fact in facts:
        mark = found.mark_of(fact)
        assert fact in found.marked(mark)
        assert (mark == "ours") == (fact.basis == "inferred")
    for (document, section), mark in found.marks.items():
        told = [fact for fact in found.marked(mark) if fact.basis == "document"]
        if section is not None:
            assert {(fact.document, fact.section) for fact in told} <= {(document, section)}
        else:
            assert {fact.document for fact in told} <= {document}


@given(FACTS, st.lists(st.integers(0, 30)))
def test_what_is_not_cited_moves_no_mark(facts: list[Fact], set_aside: list[int]) -> None:
    """Facts that come later in the rulebook leave the marks of the earlier ones as they are."""
    for cut in set_aside:
        fewer, all_of_them = book(*facts[:cut]), book(*facts)
        for fact in facts[:cut]:
            assert fewer.mark_of(fact) == all_of_them.mark_of(fact)
