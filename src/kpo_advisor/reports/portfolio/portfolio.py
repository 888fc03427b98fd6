"""The whole view of a portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import BlockReport, Column, Gap, Grid, Heading, Item, Paragraph
from kpo_advisor.reports.portfolio.rows import (
    SURE,
    ahead_by,
    goes_to,
    home_in_words,
    is_out,
    share_of,
    to_confirm,
)
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import counted, cut, figure, listed, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.totals import HomeTotal, Totals
    from kpo_advisor.reports.blocks import Block

TITLE = "Portfolio"
MOST_ROWS = 1_000
"""Pieces of work that are shown; all count in the totals."""
LONGEST_TITLE = 30
"""Characters of a title on a terminal."""
MOST_GROUPS, MOST_PEOPLE, MOST_QUESTIONS = 30, 12, 5


def portfolio(shown: Sequence[Placement], totals: Totals, rulebook: Rulebook, *, is_brief: bool) -> BlockReport:
    """The view: what it comes to, and a row for each piece of work; `shown` are the first MOST_ROWS of them.

    A brief one shortens titles.
    """
    return BlockReport(TITLE, tuple(_PortfolioReport(shown, totals, rulebook, is_brief=is_brief).blocks()))


class _PortfolioReport:
    def __init__(self, shown: Sequence[Placement], totals: Totals, rulebook: Rulebook, *, is_brief: bool) -> None:
        self.is_brief = is_brief
        self.shown = shown
        self.totals = totals
        self.rulebook = rulebook
        self.titles = rulebook.titles
        self.has_groups = any(totals.groups)
        self.has_shares = totals.share != totals.pieces

    def blocks(self) -> Iterator[Block]:
        yield Heading(TITLE, level=1)
        if not self.totals.pieces:
            yield Paragraph("No piece of work was read.", FAINT)
            return
        yield from self._answer()
        yield from self._homes()
        yield from self._groups()
        yield from self._whom_to_ask()
        yield from self._providers()
        yield from self._rows()

    def _answer(self) -> Iterator[Block]:
        totals = self.totals
        by_home = sorted(totals.homes.items(), key=lambda row: -row[1].pieces)
        told = [f"{total.pieces} to {home_in_words(first, self.titles)}" for first, total in by_home]
        yield Paragraph(f"{counted(totals.pieces, 'piece', 'pieces')} of work: {listed(told)}.", STRONG)
        yield Paragraph(f"{_certain(totals.certain, totals.pieces)}")

    def _rows(self) -> Iterator[Block]:
        yield Heading("What goes where")
        columns = [Column("Piece of work")]
        columns += [Column("Group", most=14)] if self.has_groups else []
        columns += [Column("Share", ">")] if self.has_shares else []
        columns += [Column("Goes to"), Column("Lead"), Column("How sure"), Column("From where")]
        columns += [Column("In what form"), Column("Out", most=60), Column("Confirm next", most=50)]
        yield Grid(tuple(columns), tuple(map(self._row, self.shown)), stay=1)
        left = self.totals.pieces - len(self.shown)
        if left > 0:
            yield Paragraph(f"{left} more are in the totals; --format csv has them all.", FAINT)

    def _row(self, placement: Placement) -> tuple[str, ...]:
        return (
            cut(placement.title, LONGEST_TITLE) if self.is_brief else placement.title,
            *((placement.group,) if self.has_groups else ()),
            *((share_of(placement),) if self.has_shares else ()),
            goes_to(placement, self.titles),
            ahead_by(placement),
            SURE[placement.certainty],
            self.titles[placement.place] if placement.place else "",
            self.titles[placement.form] if placement.form else "",
            is_out(placement.out, self.titles),
            to_confirm(placement.next),
        )

    def _homes(self) -> Iterator[Block]:
        rows = [self._total(home_in_words(first, self.titles), total) for first, total in self._by_home()]
        yield Gap()
        yield Grid(self._columns("Goes to"), tuple(rows))

    def _groups(self) -> Iterator[Block]:
        if self.has_groups:
            yield Heading("By group")
            for group, homes in list(self.totals.groups.items())[:MOST_GROUPS]:
                told = [f"{total.pieces} to {home_in_words(first, self.titles)}" for first, total in homes.items()]
                yield Item(f"{group or 'without a group'}: {listed(told)}.")

    def _by_home(self) -> list[tuple[tuple[str, ...], HomeTotal]]:
        return sorted(self.totals.homes.items(), key=lambda row: -row[1].pieces)

    def _columns(self, title: str) -> tuple[Column, ...]:
        share = (Column("Share", ">"),) if self.has_shares else ()
        return (Column(title), Column("Pieces", ">"), *share, Column("Certain", ">"))

    def _total(self, title: str, total: HomeTotal) -> tuple[str, ...]:
        share = (figure(total.share),) if self.has_shares else ()
        return (title, str(total.pieces), *share, str(total.certain))

    def _whom_to_ask(self) -> Iterator[Block]:
        people = sorted(self.totals.people.items(), key=lambda row: (-row[1].may_decide, -row[1].open))
        if not people:
            return
        yield Heading("Whom to ask")
        for who, total in people[:MOST_PEOPLE]:
            answers = counted(total.open, "answer")
            yield Item(f"{sentence_case(who)}: {answers} open, {total.may_decide} may decide something.")
        asked = sorted(self.totals.first_to_ask.items(), key=lambda row: -row[1])
        if asked:
            told = [f"{self.rulebook.questions[id].label} ({count})" for id, count in asked[:MOST_QUESTIONS]]
            yield Gap()
            yield Paragraph(f"What settles most, by the pieces that wait for it: {listed(told)}.")

    def _providers(self) -> Iterator[Block]:
        found = [(key, total) for key, total in self.totals.providers.items() if total.pieces > 1]
        if not found:
            return
        yield Heading("What one provider could take")
        rows = [
            self._total(f"{self.titles[home]}, {self.titles[place].lower()}", total) for (home, place), total in found
        ]
        yield Grid(self._columns("Provider"), tuple(rows))


def _certain(certain: int, pieces: int) -> str:
    if certain == pieces:
        return "Certain for all of them."
    return f"Certain for {certain}; for {pieces - certain} open answers can still change it."
