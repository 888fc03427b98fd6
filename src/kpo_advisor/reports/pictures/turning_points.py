"""What would put another first: answers, given or open, and weights."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports.drawn.pictures import SpanRow, Spans, TurnRow, Turns
from kpo_advisor.reports.phrases import asked_or_not, in_activities, rivals_in_words, what_holds
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.stability import WeightRange


def answers_that_turn(given: Recommendation, rulebook: Rulebook) -> Turns | None:
    """Given answers whose nearest other one would put another first, then open ones that would; None without any."""
    titles = rulebook.titles
    rows = [
        TurnRow(
            f"{stay.label}{in_activities(stay.activities)}",
            stay.answer_label,
            stay.would.removeprefix("is "),
            _names(stay.first_then, titles),
        )
        for stay in given.rests_on
    ]
    rests = len(rows)
    for question in given.open_questions:
        now = asked_or_not(question)
        rows += [TurnRow(question.label, now, turn.label, _names(turn.first, titles)) for turn in question.turns]
    if not rows:
        return None
    told = [counted(rests, "answer that was given", "answers that were given")] if rests else []
    told += (
        [counted(len(rows) - rests, "answer that is still open", "answers that are still open")] if rows[rests:] else []
    )
    says = f"Each of these, alone, would change what comes first: {listed(told)}."
    return Turns("Which answers would turn it", says, tuple(rows))


def weights_that_turn(given: Recommendation, rulebook: Rulebook) -> Spans | None:
    """The criteria whose weight, alone, could put another first; None where none could or nothing is recommended."""
    found = given.stability
    if found is None or given.recommended is None:
        return None
    bounded = [span for span in found.ranges if span.is_bounded]
    if not bounded:
        return None
    titles = rulebook.titles
    rows = tuple(_row(span, titles) for span in bounded)
    free = len(found.ranges) - len(bounded)
    others = f" Of {counted(free, 'more criterion', 'more criteria')}, any weight will do." if free else ""
    says = f"{what_holds(given, titles)} while a weight stays within its range and the others stay as they are.{others}"
    return Spans("Which weights would turn it", says, rows)


def _row(span: WeightRange, titles: Mapping[str, str]) -> SpanRow:
    low, high = span.inward
    return SpanRow(span.title, Fraction(span.weight), low, high, "; ".join(_ends(span, titles)))


def _ends(span: WeightRange, titles: Mapping[str, str]) -> Iterator[str]:
    if span.low_ties:
        yield f"below it {rivals_in_words(span.low_ties, titles)}"
    if span.high_ties:
        yield f"above it {rivals_in_words(span.high_ties, titles)}"


def _names(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    return listed([titles[id] for id in ids]) or "nothing"
