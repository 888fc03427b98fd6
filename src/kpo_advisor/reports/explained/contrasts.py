"""Why the first and not another: the differences by criterion, in parts of the score, with their reasons."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.rules import EffectKind
from kpo_advisor.reports.blocks import Heading, Item, Paragraph, Run
from kpo_advisor.reports.phrases import standing_in_words
from kpo_advisor.reports.pictures.scores import as_printed
from kpo_advisor.text.apportioning import apportioned
from kpo_advisor.text.lines import BAD, FAINT, STRONG, WARN
from kpo_advisor.text.phrases import listed, signed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.advice.explain import Contrasted
    from kpo_advisor.model.recommendation import CitedReason, Ranked
    from kpo_advisor.model.sensitivity import Contrast, Difference
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.citations import Citations

Parts = tuple[tuple["Difference", Fraction], ...]
"""Differences with what each adds to the lead, in tenths that sum to it as it is printed."""


class Contrasts:
    """The contrasts of one piece of work, whose alternatives are `ranking`."""

    def __init__(self, ranking: Sequence[Ranked], cite: Citations, level: int) -> None:
        self._by_id: Mapping[str, Ranked] = {row.alternative: row for row in ranking}
        self._cite = cite
        self._level = level

    def blocks(self, contrasts: Sequence[Contrasted]) -> Iterator[Block]:
        """Against the next best each difference with its reason, and for each other one a sentence."""
        for at, compared in enumerate(contrasts):
            contrast = compared.contrast
            first, second = self._by_id[contrast.first], self._by_id[contrast.second]
            if at == 0:
                yield Heading(f"Why {first.title} rather than {second.title}", level=self._level)
                yield Paragraph(_lead(first, second), STRONG)
                yield from self._differences(_parts(contrast, first, second), first, second)
                yield from _fewest(compared)
            else:
                if at == 1:
                    yield Heading("And the others", level=self._level)
                yield Item((Run(_lead(first, second)), *_in_one(_parts(contrast, first, second))))

    def in_short(self, contrasts: Sequence[Contrasted]) -> Iterator[Block]:
        """Against the next best in a sentence."""
        for compared in contrasts[:1]:
            contrast = compared.contrast
            first, second = self._by_id[contrast.first], self._by_id[contrast.second]
            yield Paragraph((Run(_lead(first, second)), *_in_one(_parts(contrast, first, second))))

    def bars(self) -> Iterator[Block]:
        """What holds back or rules out, and what would lift it."""
        barred = [row for row in self._by_id.values() if row.bars]
        if barred:
            yield Heading("Ruled out or held back", level=self._level)
        for row in barred:
            cures = set[str]()
            for bar in row.bars:
                verb = "ruled out" if bar.effect is EffectKind.EXCLUDES else "held back"
                until = " until the opposite is shown" if bar.for_now else ""
                words = Run(f"{row.title} is {verb}{until}"), f": {bar.because}", *self._cite.cited(bar)
                yield Item(words, BAD if bar.effect is EffectKind.EXCLUDES else WARN)
                if bar.cure and bar.cure not in cures:
                    yield Item(f"What would lift it: {bar.cure}", lead="    ", depth=1)
                    cures.add(bar.cure)
                if bar.rule:
                    yield Item(f"Rule {bar.rule}.", FAINT, lead="    ", depth=1)

    def _differences(self, parts: Parts, first: Ranked, second: Ranked) -> Iterator[Block]:
        for difference, part in parts:
            ahead, behind = (first, second) if difference.points > 0 else (second, first)
            found = _telling(difference.criterion, ahead, behind)
            lead = f"{signed(part):>6}  "
            if found is None:
                yield Item((Run(difference.title), "."), lead=lead)
                continue
            about, reason = found
            whose = "" if about is first else f"{'For' if about is ahead else 'Against'} {about.title}: "
            words = (Run(difference.title), f". {whose}{reason.because[0]}", *self._cite.cited(reason))
            yield Item(words, lead=lead)
            rules = f"{'Rule' if len(reason.rules) == 1 else 'Rules'} {listed(reason.rules)}."
            yield Item(rules, FAINT, lead="        ", depth=1)


def _lead(first: Ranked, second: Ranked) -> str:
    lead = as_printed(first.score) - as_printed(second.score)
    scores = f"{first.title} has {signed(first.score)} and {second.title} {signed(second.score)}"
    standing = standing_in_words(second.standing)
    if standing:
        return f"{scores}, {'and' if lead > 0 else 'but'} {second.title} is {standing}."
    if lead <= 0:
        return f"{scores} on what is known now; what is open decides."
    return f"{scores}: a lead of {unsigned(lead)}."


def _parts(contrast: Contrast, first: Ranked, second: Ranked) -> Parts:
    lead = as_printed(first.score) - as_printed(second.score)
    out_of = first.out_of or 1
    exact = [Fraction(100 * difference.points, out_of) for difference in contrast.differences]
    if not exact:
        return ()
    return tuple(zip(contrast.differences, apportioned(exact, lead), strict=True))


def _in_one(parts: Parts) -> tuple[str, ...]:
    if not parts:
        return (" They differ in no criterion.",)
    return (f" {listed([f'{difference.title} {signed(part)}' for difference, part in parts])}.",)


def _fewest(compared: Contrasted) -> Iterator[Block]:
    if compared.fewest and any(difference.points < 0 for difference in compared.contrast.differences):
        verb = "alone outweighs" if len(compared.fewest) == 1 else "together outweigh"
        yield Paragraph(f"{listed([one.title for one in compared.fewest])} {verb} all that is against it.", FAINT)


def _telling(criterion: str, ahead: Ranked, behind: Ranked) -> tuple[Ranked, CitedReason] | None:
    """The reason that sets two apart on a criterion: for the one ahead, or where both have that, against the other."""
    for_ahead, for_behind = _reason(criterion, ahead, 1), _reason(criterion, behind, 1)
    if for_ahead and for_ahead.points > (for_behind.points if for_behind else 0):
        return ahead, for_ahead
    against = _reason(criterion, behind, -1)
    return None if against is None else (behind, against)


def _reason(criterion: str, row: Ranked, sign: int) -> CitedReason | None:
    found = (reason for reason in row.reasons if reason.criterion == criterion and reason.points * sign > 0)
    return next((reason for reason in found if reason.because), None)
