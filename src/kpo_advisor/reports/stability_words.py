"""Stability in words and figures; what is rounded is rounded so that what is said still holds."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from kpo_advisor.reports.layout import FAINT, cells, listed, padded
from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.model.stability import Rival, Stability, Tie, WeightRange
    from kpo_advisor.reports.layout import Page

DIGITS = 100
"""Weights are shown in hundredths."""


def inward(span: WeightRange) -> tuple[Fraction, Fraction | None]:
    """A range in hundredths, rounded to the side where first place holds; its own weight stays inside."""
    high = None if span.high is None else Fraction(floor(span.high * DIGITS), DIGITS)
    return Fraction(ceil(span.low * DIGITS), DIGITS), high


def figure(value: Fraction) -> str:
    """A number to the nearest hundredth, without zeros at its end."""
    hundredths = round(value * DIGITS)
    return f"{hundredths // DIGITS}.{hundredths % DIGITS:02}".rstrip("0").rstrip(".")


def stability_sentences(stability: Stability, holds: str, titles: Mapping[str, str]) -> list[str]:
    """What holds under other weights, and the smallest change that makes a tie.

    `holds` is what they are about, up to the condition: `KPO stays first`, `every activity keeps its home`.
    """
    if not stability.rivals:
        return ["No weights can change this: nothing else has its standing."]
    found = [_factor(stability, holds)]
    nearest = stability.nearest
    if nearest is not None:
        found.append(_tie(nearest, titles))
    return found


def write_ranges(page: Page, stability: Stability, titles: Mapping[str, str]) -> None:
    """The range of each weight, one a line; the criteria whose weight does not matter are only named."""
    bounded = [each for each in stability.ranges if each.low_ties or each.high is not None]
    free = [each.title for each in stability.ranges if each not in bounded]
    if bounded:
        _table(page, bounded, titles)
    if bounded and free:
        page.write(f"Any weight at all, others as they are: {listed(free)}.", indent="  ", style=FAINT)


def _factor(stability: Stability, holds: str) -> str:
    factor = stability.factor
    if factor is None:
        return f"{holds} under any weights above 0: no criterion speaks for another against it."
    if stability.half_to_double:
        told = f"{holds} under any weights from half to double of their own"
        return f"{told}, and as long as none moves by more than a factor of {figure(factor)}, all at once."
    if factor > 1:
        return f"{holds} as long as no weight moves by more than a factor of {figure(factor)}, all at once."
    return "Small changes of several weights at once can change this."


def _tie(tie: Tie, titles: Mapping[str, str]) -> str:
    rival = _name(tie.rival, titles)
    if not tie.moves:
        return f"{rival} is level now."
    if all(move.to == 0 for move in tie.moves):
        gone = listed([move.title for move in tie.moves])
        return f"The smallest change that makes a tie, with {rival}: {gone} would have to count for nothing."
    moves = listed([f"{move.title} from {move.weight} to {figure(move.to)}" for move in tie.moves])
    return f"The smallest change that makes a tie, with {rival}: {moves}; {figure(tie.total)} in all."


def _name(rival: Rival, titles: Mapping[str, str]) -> str:
    return titles[rival.alternative] + (f" in {rival.activity}" if rival.activity else "")


def _table(page: Page, spans: Sequence[WeightRange], titles: Mapping[str, str]) -> None:
    rows = []
    for each in spans:
        low, high = inward(each)
        ends = [f"below, {_names(each.low_ties, titles)}"] if each.low_ties else []
        ends += [f"above, {_names(each.high_ties, titles)}"] if each.high_ties else []
        to = "any" if high is None else figure(high)
        rows.append((clean(each.title), str(each.weight), figure(low), to, "; ".join(ends)))
    head = ("First place holds for", "weight", "from", "to", "else first")
    name = min(max(cells(row[0]) for row in (head, *rows)), page.width - 32)
    widths = [max(len(row[at]) for row in (head, *rows)) for at in (1, 2, 3)]
    for number, row in enumerate((head, *rows)):
        figures = "".join(f"  {row[at]:>{widths[at - 1]}}" for at in (1, 2, 3))
        indent = f"  {padded(row[0], name)}{figures}  "
        page.write(row[4], indent=indent, style="" if number else FAINT)


def _names(rivals: Iterable[Rival], titles: Mapping[str, str]) -> str:
    return listed([_name(each, titles) for each in dict.fromkeys(rivals)])
