"""What speaks for and against every alternative, with the answers it rests on and where it is said."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports.activities import home_of, of_parts
from kpo_advisor.reports.blocks import Heading, Item, Paragraph, Run
from kpo_advisor.reports.phrases import answers_in_words, bar_in_words, standing_in_words, tone_of
from kpo_advisor.reports.pictures.leads import parts_of_score
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.recommendation import CitedBar, CitedReason, PlanRow, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.citations import Citations

MEANS = "The figure before a reason is its part of the score, which runs from -100 to 100."


def reasons(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """A section: every alternative with its reasons and what they rest on.

    Where activities are listed, a section each, and what reasons rest on only for the homes that come first there:
    for all it would be a book.
    """
    told = _Reasons(rulebook, cite)
    if not given.plan:
        yield Heading("Reasons for and against")
        yield Paragraph(MEANS)
        for row in given.ranking:
            yield from told.of(row, in_full=True)
        return
    for activity in given.plan:
        yield Heading(f"Reasons for and against: {activity.activity}{of_parts(given, [activity.activity])}")
        yield Paragraph(_goes_to(activity, rulebook))
        for row in activity.ranking:
            yield from told.of(row, in_full=row.alternative in activity.first)


def _goes_to(activity: PlanRow, rulebook: Rulebook) -> str:
    return f"It goes to {home_of(activity, rulebook.titles)}. {MEANS}"


class _Reasons:
    def __init__(self, rulebook: Rulebook, cite: Citations) -> None:
        self.rulebook = rulebook
        self.cite = cite
        self._places = {mark: place for place, mark in rulebook.marks.items()}

    def of(self, row: Ranked, *, in_full: bool) -> Iterator[Block]:
        is_composite = bool(self.rulebook.main.alternative(row.alternative).made_of)
        standing = standing_in_words(row.standing)
        yield Heading(f"{row.title}: {signed(row.score)}{f', {standing}' if standing else ''}", level=3)
        for bar in row.bars:
            yield from self._bar(row, bar)
        parts = parts_of_score(row)
        speaking = [(reason, parts[reason.criterion, reason.points > 0]) for reason in row.reasons if reason.points]
        for_it = sorted((told for told in speaking if told[0].points > 0), key=lambda told: -told[0].points)
        against = sorted((told for told in speaking if told[0].points < 0), key=lambda told: told[0].points)
        for heading, here in (("For it:", for_it), ("Against it:", against)):
            if here:
                yield Paragraph(heading, STRONG)
            for reason, part in here:
                yield self._reason(reason, part)
                if in_full and not is_composite:  # else told with what it is made of
                    yield from self._behind(reason)
        if not speaking:
            yield Paragraph("Nothing that is known speaks for it or against it.")

    def _reason(self, reason: CitedReason, part: Fraction) -> Item:
        because = " ".join(dict.fromkeys(reason.because))
        return Item((Run(reason.title), f". {because}", *self.cite.cited(reason)), lead=f"{signed(part)} ")

    def _behind(self, reason: CitedReason) -> Iterator[Block]:
        """The answers that a reason rests on, and where it is said."""
        if reason.answers:
            yield Item(f"You said: {answers_in_words(reason.answers, self.rulebook.questions)}.", FAINT, depth=1)
        yield from self._said_in(reason.marks, reason.inferred)

    def _bar(self, row: Ranked, bar: CitedBar) -> Iterator[Block]:
        yield Item(bar_in_words([row.title], bar, self.cite), tone_of(bar))
        if bar.cure:
            yield Item(f"What would lift it: {bar.cure}", depth=1)
        yield from self._said_in(bar.marks, bar.inferred)

    def _said_in(self, marks: Sequence[str], inferred: str | None) -> Iterator[Block]:
        """The documents and their sections, and what of it the rulebook adds."""
        sections: dict[str, list[str]] = {}
        for mark in marks:
            if mark in self._places:
                document, section = self._places[mark]
                sections.setdefault(document, []).append(section or "")
        for document, places in sections.items():
            where = "; ".join(filter(None, places))
            title = self.rulebook.documents[document].title
            yield Item(f"{title}{f': {where}' if where else ''}.", FAINT, depth=1)
        if inferred:
            yield Item(f"Our conclusion: {inferred}", FAINT, depth=1)
