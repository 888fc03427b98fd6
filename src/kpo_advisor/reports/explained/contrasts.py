"""Why the first and not another: the differences by criterion, in parts of the score, with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Heading, Item, Paragraph, Run
from kpo_advisor.reports.phrases import bar_in_words, standing_in_words, tone_of
from kpo_advisor.reports.pictures.leads import lead_of, of_whom, parts_of_lead, rival_of
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import listed, signed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.advice.explain import Contrasted
    from kpo_advisor.model.recommendation import Ranked
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.citations import Citations
    from kpo_advisor.reports.pictures.leads import Part


class Contrasts:
    """The contrasts of one piece of work, whose alternatives are `ranking`."""

    def __init__(self, ranking: Sequence[Ranked], cite: Citations, level: int) -> None:
        self._by_id: Mapping[str, Ranked] = {row.alternative: row for row in ranking}
        self._cite = cite
        self._level = level

    def blocks(self, contrasts: Sequence[Contrasted]) -> Iterator[Block]:
        """Against the next best each difference with its reason, and for each other one a sentence."""
        for at, compared in enumerate(self._next_first(contrasts)):
            contrast = compared.contrast
            first, second = self._by_id[contrast.first], self._by_id[contrast.second]
            if at == 0:
                yield Heading(f"Why {first.title} rather than {second.title}", level=self._level)
                yield Paragraph(_lead(first, second), STRONG)
                yield from self._differences(parts_of_lead(contrast, first, second), first)
                yield from _fewest(compared)
            else:
                if at == 1:
                    yield Heading("And the others", level=self._level)
                yield Item((Run(_lead(first, second)), *_in_one(parts_of_lead(contrast, first, second))))

    def in_short(self, contrasts: Sequence[Contrasted]) -> Iterator[Block]:
        """Against the next best in a sentence."""
        for compared in self._next_first(contrasts)[:1]:
            contrast = compared.contrast
            first, second = self._by_id[contrast.first], self._by_id[contrast.second]
            yield Paragraph((Run(_lead(first, second)), *_in_one(parts_of_lead(contrast, first, second))))

    def _next_first(self, contrasts: Sequence[Contrasted]) -> list[Contrasted]:
        """The next best at the head, then the others in the order of the ranking."""
        if not contrasts:
            return []
        rival = rival_of(self._by_id[contrasts[0].contrast.first], [*self._by_id.values()])
        return sorted(contrasts, key=lambda told: rival is None or told.contrast.second != rival.alternative)

    def bars(self) -> Iterator[Block]:
        """What holds back or rules out, and what would lift it."""
        barred = [row for row in self._by_id.values() if row.bars]
        if barred:
            yield Heading("Ruled out or held back", level=self._level)
        for row in barred:
            cures = set[str]()
            for bar in row.bars:
                yield Item(bar_in_words([row.title], bar, self._cite), tone_of(bar))
                if bar.cure and bar.cure not in cures:
                    yield Item(f"What would lift it: {bar.cure}", lead="    ", depth=1)
                    cures.add(bar.cure)
                if bar.rule:
                    yield Item(f"Rule {bar.rule}.", FAINT, lead="    ", depth=1)

    def _differences(self, parts: Sequence[Part], first: Ranked) -> Iterator[Block]:
        for part in parts:
            lead = f"{signed(part.shown):>6}  "
            reason = part.reason
            if reason is None or not reason.because:
                yield Item((Run(part.title), "."), lead=lead)
                continue
            words = (Run(part.title), f". {of_whom(part, first)}{reason.because[0]}", *self._cite.cited(reason))
            yield Item(words, lead=lead)
            rules = f"{'Rule' if len(reason.rules) == 1 else 'Rules'} {listed(reason.rules)}."
            yield Item(rules, FAINT, lead="        ", depth=1)


def _lead(first: Ranked, second: Ranked) -> str:
    lead = lead_of(first, second)
    scores = f"{first.title} has {signed(first.score)} and {second.title} {signed(second.score)}"
    standing = standing_in_words(second.standing)
    if standing:
        return f"{scores}, {'and' if lead > 0 else 'but'} {second.title} is {standing}."
    if lead <= 0:
        return f"{scores} on what is known now; what is open decides."
    return f"{scores}: a lead of {unsigned(lead)}."


def _in_one(parts: Sequence[Part]) -> tuple[str, ...]:
    if not parts:
        return (" They differ in no criterion.",)
    return (f" {listed([f'{part.title} {signed(part.shown)}' for part in parts])}.",)


def _fewest(compared: Contrasted) -> Iterator[Block]:
    if compared.fewest and any(difference.points < 0 for difference in compared.contrast.differences):
        verb = "alone outweighs" if len(compared.fewest) == 1 else "together outweigh"
        yield Paragraph(f"{listed([one.title for one in compared.fewest])} {verb} all that is against it.", FAINT)
