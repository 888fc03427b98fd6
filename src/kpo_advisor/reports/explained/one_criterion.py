"""What one criterion says of every alternative, and all its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Heading, Item, Paragraph
from kpo_advisor.reports.explained.table import NOTHING, parts_of
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import figure, listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.advice.explain import PieceExplained
    from kpo_advisor.model.rules import Criterion
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.explained.rule_words import RuleWords


def one_criterion(
    piece: PieceExplained, criterion: Criterion, words: RuleWords, titles: Mapping[str, str], level: int
) -> Iterator[Block]:
    """One criterion in one piece of work: its weight, what it adds to each score, and its rules."""
    at = [row.criterion for row in piece.matrix.rows].index(criterion.id)
    row = piece.matrix.rows[at]
    yield Heading(criterion.title, level=level)
    yield Paragraph(f"Weight {row.weight}. {criterion.rationale}", FAINT)
    for total, cell, parts in zip(piece.matrix.totals, row.cells, parts_of(piece.matrix), strict=True):
        shown = signed(parts[at]) if cell.favours or cell.opposes else NOTHING
        yield Item(f"{total.title}, of {signed(total.score)}", lead=f"{shown:>6}  ")
        if cell.rules:
            rules = f"By {'rule' if len(cell.rules) == 1 else 'rules'} {listed(cell.rules)}."
            yield Item(rules, FAINT, lead="        ", depth=1)
    yield from _range(piece, criterion.id, titles)
    rules_of_it = [rule for rule in piece.rules if rule.criterion == criterion.id]
    if not rules_of_it:
        yield Paragraph("No rule of it fires, is open, or would fire with one other answer.")
    yield from words.together(rules_of_it, level + 1)


def _range(piece: PieceExplained, criterion: str, titles: Mapping[str, str]) -> Iterator[Block]:
    """Between which weights the first place holds, others as they are."""
    spans = piece.stability.ranges if piece.stability is not None and piece.stability.rivals else ()
    for span in spans:
        if span.criterion != criterion:
            continue
        low, high = span.inward
        first = titles[piece.stability.alternative] if piece.stability is not None else ""
        if not span.low_ties and span.high is None:
            yield Paragraph(f"Its weight alone changes nothing: {first} stays first with any.", STRONG)
        else:
            upper = "" if high is None else f" up to {figure(high)}"
            yield Paragraph(f"{first} stays first with a weight from {figure(low)}{upper}, others as they are.", STRONG)
