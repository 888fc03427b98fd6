"""Why this rather than the next best: the differences by criterion, which sum to the lead as it is printed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from textwrap import shorten
from typing import TYPE_CHECKING

from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.reports.activities import barred_by
from kpo_advisor.reports.blocks import Heading, Item, Paragraph, Run
from kpo_advisor.reports.page.length import Brevity, lines
from kpo_advisor.reports.phrases import bar_in_words
from kpo_advisor.reports.pictures.leads import Part, lead_of, of_whom, parts_of_lead, parts_of_score, rival_of
from kpo_advisor.reports.pictures.scores import bar_in_short
from kpo_advisor.text.lines import FAINT, WARN
from kpo_advisor.text.phrases import listed, signed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.recommendation import CitedReason, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.citations import Citations

LEAST = 2
"""Differences that are told also where a page has no room."""
MOST_NAMED = 5
"""Of the differences that are summed up, how many are named."""
OWN_WORDS = 60
"""Characters of a note or an answer that stand beside a reason; a longer note is left for the full report."""


class Differences:
    """The reasons of one recommendation, with marks from `cite`, as many as there is room for."""

    def __init__(self, given: Recommendation, rulebook: Rulebook, cite: Citations, brevity: Brevity) -> None:
        self._is_terse = brevity >= Brevity.TERSE
        self._is_bare = brevity is Brevity.BARE
        self.given = given
        self.rulebook = rulebook
        self.cite = cite
        self._seen = Counter(id for row in given.ranking for reason in row.reasons for id in reason.answers)
        self.first = next((row for row in given.ranking if row.alternative == given.recommended), None)

    @property
    def _wants_cures(self) -> bool:
        """Whether what would lift a bar is what the client needs to know: nothing that is free of bars comes first."""
        first = [row for row in self.given.ranking if row.alternative in self.given.first]
        return not first or (any(row.bars for row in first) and not self._is_bare)

    def blocks(self, room: int) -> Iterator[Block]:
        """The section, in about `room` lines, and a line for each further alternative."""
        first = self.first
        if first is None:
            yield from self._without_a_first()
            return
        others = [row for row in self.given.ranking if row is not first]
        rival = rival_of(first, self.given.ranking)
        further = [*self._further([row for row in others if row is not rival])]
        if rival is None:
            title, parts = f"Why {first.title} ({signed(first.score)})", self._own(first)
        else:
            lead = lead_of(first, rival)
            title, parts = f"Why {first.title} rather than {rival.title} ({signed(lead)})", self._over(first, rival)
        yield Heading(title)
        if not parts:
            yield Paragraph("Nothing that was answered speaks for it by itself; the others are out.")
        against = self._also_against(first, {part.criterion for part in parts if part.shown < 0})
        left = room - lines((Heading(title), *against, *further)) - 1
        yield from self._told(parts, first, left, least=1 if self._is_terse else LEAST)
        yield from against
        yield from further

    def _over(self, first: Ranked, rival: Ranked) -> list[Part]:
        """The differences to another, largest first; below 0 where the other leads."""
        contrast = next(told for told in self.given.contrast if told.second == rival.alternative)
        return list(parts_of_lead(contrast, first, rival))

    def _own(self, first: Ranked) -> list[Part]:
        """What speaks for and against it, where nothing else has its standing."""
        shown = parts_of_score(first)
        found = [
            Part(reason.criterion, reason.title, shown[reason.criterion, reason.points > 0], first, reason)
            for reason in first.reasons
        ]
        return sorted(found, key=lambda part: -part.shown)

    def _told(self, parts: Sequence[Part], first: Ranked, room: int, *, least: int) -> Iterator[Block]:
        """The heaviest parts in sentences, for and against in their order; the rest summed up in a line."""
        most = max(parts, key=lambda part: part.shown, default=None)  # told in any case: the heading asks why
        heaviest = sorted(parts, key=lambda part: (part is not most, -abs(part.shown)))
        sentences = [self._part(part, first) for part in heaviest]
        kept = len(parts)
        while kept > least and lines((*sentences[:kept], *_summed_up(heaviest[kept:]))) > room:
            kept -= 1
        told = zip(heaviest[:kept], sentences, strict=False)
        yield from (sentence for _, sentence in sorted(told, key=lambda pair: parts.index(pair[0])))
        yield from _summed_up(heaviest[kept:])

    def _part(self, part: Part, first: Ranked) -> Item:
        lead = f"{signed(part.shown):>6}  "
        if part.reason is None:
            return Item(f"{part.title}.", lead=lead)
        said = f"{of_whom(part, first)}{part.reason.because[0] if part.reason.because else f'{part.title}.'}"
        own = self._own_words(part.reason)
        return Item((said, *self.cite.cited(part.reason), *((Run(f" {own}", FAINT),) if own else ())), lead=lead)

    def _own_words(self, reason: CitedReason) -> str:
        """The client's note or answer behind a reason: of the answers it looks at, that which fewest others look at."""
        if not reason.answers or self._is_terse:
            return ""
        id = min(reason.answers, key=lambda id: self._seen[id])
        note, question = self.given.profile.notes.get(id, ""), self.rulebook.questions[id]
        answer = f"{question.label}: {answer_label(question, reason.answers[id])}"
        return f"(You: {note if 0 < len(note) <= OWN_WORDS else _shortened(answer)})"

    def _also_against(self, first: Ranked, told: set[str]) -> list[Block]:
        """What speaks against it and is no difference to the next best: against that it speaks as much."""
        reasons = [reason for reason in first.reasons if reason.points < 0 and reason.criterion not in told]
        found: list[Block] = []
        for reason in sorted(reasons, key=lambda reason: reason.points)[: 1 if self._is_bare else None]:
            said = reason.because[0] if reason.because else f"{reason.title}."
            points = signed(Fraction(100 * reason.points, first.out_of))
            found.append(Item((f"Against it, as against the other ({points}): {said}", *self.cite.cited(reason))))
        return found

    def _further(self, rows: Sequence[Ranked]) -> Iterator[Block]:
        """A line for each that is neither first nor next: how far behind it is, or its bar, told once for all.

        A bar that the picture tells in a few words is not told again.
        """
        barred: dict[tuple[str, str], list[Ranked]] = {}
        for row in rows:
            if row.bars and (bar_in_short(row) is None or self._wants_cures):
                barred.setdefault((row.standing, row.bars[0].because), []).append(row)
            elif self.first is not None and not row.bars and not self._is_bare:
                yield self._behind_by(row, self.first)
        told: set[str] = set()
        for alike in barred.values():
            yield self._barred(alike)
            cures = dict.fromkeys(bar.cure for row in alike for bar in row.bars if bar.cure)
            if self._wants_cures:
                yield from (
                    Item(f"What would lift it: {cure}", depth=1, lead="  - ") for cure in cures if cure not in told
                )
            told.update(cures)

    def _behind_by(self, row: Ranked, first: Ranked) -> Item:
        behind = lead_of(first, row)
        parts = [part for part in self._over(first, row) if part.shown > 0][:2]
        mainly = f", mainly on {listed([part.title for part in parts])}" if parts else ""
        if behind < 0:
            return Item((Run(row.title), f" is {unsigned(behind)} ahead on what is known now."))
        return Item((Run(row.title), f" is {unsigned(behind)} behind{mainly}."))

    def _barred(self, alike: Sequence[Ranked]) -> Item:
        bar = alike[0].bars[0]
        return Item(
            bar_in_words([row.title for row in alike], bar, self.cite, barred_by(self.given, alike[0], bar)), WARN
        )

    def _without_a_first(self) -> Iterator[Block]:
        """Of a tie what speaks for and against each; where all is ruled out, the bars and what would lift them."""
        given = self.given
        for row in given.ranking:
            if row.alternative in given.first and row.reasons:
                yield Heading(f"For and against {row.title} ({signed(row.score)})")
                yield from self._told(self._own(row), row, 0, least=1)
        barred = [*self._further([row for row in given.ranking if row.bars])]
        if barred and not given.first:
            yield Heading("What stands against each, and what would lift it")
        yield from barred


def _summed_up(parts: Sequence[Part]) -> Iterator[Block]:
    """A line for parts that are not told one by one, if there are any."""
    if parts:
        names = ", ".join(f"{part.title} {signed(part.shown)}" for part in parts[:MOST_NAMED])
        names += ", …" if len(parts) > MOST_NAMED else "."
        total = sum((part.shown for part in parts), Fraction())
        yield Item(f"from {len(parts)} more: {names}", FAINT, lead=f"{signed(total):>6}  ")


def _shortened(words: str) -> str:
    """The first words of an answer, as many as can be read beside a reason."""
    return shorten(words, OWN_WORDS, placeholder=" …") if len(words) > OWN_WORDS else words
