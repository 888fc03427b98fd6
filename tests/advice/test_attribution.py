"""Sentences come with the facts behind them, and facts with their documents."""

from __future__ import annotations

from dataclasses import replace

from kpo_advisor import Profile, recommend
from kpo_advisor.model.rules import Document, Fact
from tests.small_rulebooks.building import answered, question, rule, rulebook

FACTS = {
    "a-first": Fact("a-first", "a", "One", "Says so.", "document"),
    "a-second": Fact("a-second", "a", "One", "Says so too.", "document"),
    "b-unused": Fact("b-unused", "b", None, "Says nothing.", "document"),
    "c-ours": Fact("c-ours", "c", None, "Follows.", "inferred", starts_from=("a-second",)),
}
DOCUMENTS = {id: Document(id, id.upper(), "Nobody", "undated") for id in "abc"}
ONE = replace(rule("one", answered("q"), favours={"bpo": 2}), cites=("a-first", "c-ours"), inferred="Ours.")
TWO = replace(rule("two", answered("p"), favours={"bpo": 2}), cites=("c-ours",), inferred="Ours.")
WEAK = replace(rule("weak", favours={"bpo": 1}), cites=("b-unused",), inferred=None)
BOOK = replace(rulebook([question("q"), question("p")], [ONE, TWO, WEAK]), facts=FACTS, documents=DOCUMENTS)
GIVEN = recommend(Profile("cited", {"q": "yes", "p": "yes"}), BOOK)


def test_a_reason_cites_the_facts_of_its_strongest_rules_each_once_and_says_once_what_is_inferred() -> None:
    (reason,) = next(row for row in GIVEN.ranking if row.alternative == "bpo").reasons
    assert reason.rules == ("one", "two")
    assert reason.because == ("because of one", "because of two")
    assert [fact.id for fact in reason.facts] == ["a-first", "c-ours"]
    assert reason.inferred == "Ours."
    assert reason.answers == {"q": "yes", "p": "yes"}


def test_the_sources_are_the_documents_of_what_was_cited_numbered_as_the_rulebook_lists_them() -> None:
    """Of b only a weaker rule speaks, which no reason names; a-second is what c-ours starts from."""
    assert [(source.number, source.id, source.sections) for source in GIVEN.sources] == [
        (1, "a", ("One",)),
        (3, "c", ()),
    ]


def test_a_bar_that_follows_from_others_names_them() -> None:
    book = rulebook([], [rule("out", excludes=("bpo", "kpo"), cure="Wait.")])
    rows = {row.alternative: row for row in recommend(Profile("barred"), book).ranking}
    (own,) = rows["kpo"].bars
    assert (own.rule, own.effect, own.because, own.cure) == ("out", "excludes", "because of out", "Wait.")
    (follows,) = rows["hybrid"].bars
    assert (follows.rule, follows.effect, follows.cure) == (None, "excludes", None)
    assert follows.because == "bpo and kpo are ruled out, which leaves too few homes for its parts."
