"""The whole view of a portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portfolios.totals import HomeTotal
from kpo_advisor.reports.activities import homes_in_words
from kpo_advisor.reports.blocks import BlockReport, Column, Gap, Grid, Heading, Item, Paragraph, Run
from kpo_advisor.reports.portfolio.picture import in_one_picture
from kpo_advisor.reports.portfolio.rows import (
    ahead_by,
    goes_to,
    how_sure,
    out_with_why,
    share_of,
    to_confirm,
)
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN
from kpo_advisor.text.phrases import counted, figure, inside_a_sentence, listed, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.totals import Totals
    from kpo_advisor.reports.blocks import Block

TITLE = "Portfolio"
MOST_ROWS = 1_000
"""Pieces of work that are shown; all count in the totals."""
MOST_HOMES, MOST_QUESTIONS = 12, 5


def portfolio(
    shown: Sequence[Placement], totals: Totals, rulebook: Rulebook, *, is_brief: bool, is_quick: bool = False
) -> BlockReport:
    """The view: what it comes to, and a row for each piece of work; `shown` are the first MOST_ROWS of them.

    A brief one has a narrow table, and says below what does not fit into it; of a quick one nothing is proved.
    """
    report = _PortfolioReport(shown, totals, rulebook, is_brief=is_brief, is_quick=is_quick)
    return BlockReport(TITLE, tuple(report.blocks()))


class _PortfolioReport:
    def __init__(
        self, shown: Sequence[Placement], totals: Totals, rulebook: Rulebook, *, is_brief: bool, is_quick: bool
    ) -> None:
        self.is_brief = is_brief
        self.is_quick = is_quick
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
        yield from self._whom_to_ask()
        yield from self._providers()
        yield from self._rows()

    def _answer(self) -> Iterator[Block]:
        totals = self.totals
        alone = {first[0]: total.pieces for first, total in totals.homes.items() if len(first) == 1}
        told = [f"{alone[home.id]} to {home.title}" for home in self.rulebook.main.alternatives if home.id in alone]
        level = sum(total.pieces for first, total in totals.homes.items() if len(first) > 1)
        told += [f"{level} to one of several that are level"] if level else []
        nowhere = totals.homes.get(())
        told += [f"{nowhere.pieces} nowhere, as everything is ruled out"] if nowhere else []
        yield Paragraph(f"{counted(totals.pieces, 'piece', 'pieces')} of work: {listed(told)}.", STRONG)
        yield Paragraph(_certain(totals), GOOD if totals.certain == totals.pieces else WARN)
        if self.is_quick and totals.certain < totals.pieces:
            yield Paragraph("Nothing was proved (--quick): more of them may be certain.", FAINT)
        if totals.rejected:
            are = "is" if totals.rejected == 1 else "are"
            told_apart = f"{counted(totals.rejected, 'input')} could not be read, and {are} not counted here."
            yield Paragraph(told_apart, WARN)

    def _rows(self) -> Iterator[Block]:
        yield Heading("What goes where")
        columns = [Column("Piece of work")]
        columns += [Column("Group", most=14)] if self.has_groups else []
        columns += [Column("Share")] if self.has_shares else []
        columns += [Column("Goes to"), Column("Lead"), Column("How sure"), Column("From where")]
        if self.is_brief:
            yield Grid(tuple(columns), tuple(map(self._main_cells, self.shown)))
            yield Heading("In what form, what to confirm next, and what is out")
            yield from (Item((Run(row.title), f": {self._details(row)}.")) for row in self.shown)
        else:
            columns += [Column("Confirm next"), Column("In what form"), Column("Out")]
            yield Grid(tuple(columns), tuple((*self._main_cells(row), *self._further(row)) for row in self.shown))
        left = self.totals.pieces - len(self.shown)
        if left > 0:
            yield Paragraph(f"{left:,} more count in the totals; --format csv and jsonl have them all.", FAINT)

    def _main_cells(self, placement: Placement) -> tuple[str, ...]:
        return (
            placement.title,
            *((placement.group,) if self.has_groups else ()),
            *((share_of(placement),) if self.has_shares else ()),
            goes_to(placement, self.titles),
            ahead_by(placement),
            how_sure(placement),
            self.titles[placement.place] if placement.place else "",
        )

    def _further(self, placement: Placement) -> tuple[str, str, str]:
        out = "; ".join(out_with_why(placement.out, self.titles))
        return to_confirm(placement.next), self._form(placement), out

    def _form(self, placement: Placement) -> str:
        return self.titles[placement.form] if placement.form else ""

    def _details(self, placement: Placement) -> str:
        """The same in a sentence, without what there is nothing to say of."""
        next_, out = to_confirm(placement.next), listed(out_with_why(placement.out, self.titles), "or")
        told = [inside_a_sentence(self._form(placement)), next_ and f"confirm {next_}", out and f"not {out}"]
        return "; ".join(filter(None, told)) or "nothing to confirm"

    def _homes(self) -> Iterator[Block]:
        yield in_one_picture(self.totals, self.rulebook)
        if self.has_shares:
            ordered = sorted(self.totals.homes.items(), key=lambda row: -row[1].share)
            rows = [self._total(homes_in_words(first, self.titles), total) for first, total in ordered[:MOST_HOMES]]
            whole = HomeTotal(self.totals.pieces, self.totals.share, self.totals.certain)
            yield Gap()
            yield Grid(self._columns("Goes to"), (*rows, self._total("All", whole)), totals=1)

    def _columns(self, title: str) -> tuple[Column, ...]:
        share = (Column("Share", ">"),) if self.has_shares else ()
        return (Column(title), Column("Pieces", ">"), *share, Column("Certain", ">"))

    def _total(self, title: str, total: HomeTotal) -> tuple[str, ...]:
        share = (figure(total.share),) if self.has_shares else ()
        return (title, str(total.pieces), *share, str(total.certain))

    def _whom_to_ask(self) -> Iterator[Block]:
        people = sorted(self.totals.people.items(), key=lambda row: (-row[1].may_decide, -row[1].open))
        asking = [(who, total) for who, total in people if total.may_decide]
        if not asking:
            return
        yield Heading("Whom to ask")
        for who, total in asking:
            answers = counted(total.open, "answer")
            yield Item(f"{sentence_case(who)}: {answers} open, {total.may_decide} may decide something.")
        asked = sorted(self.totals.first_to_ask.items(), key=lambda row: -row[1])[:MOST_QUESTIONS]
        questions = self.rulebook.questions
        told = [f"{questions[id].label} ({questions[id].who_knows[0].label}, {count})" for id, count in asked]
        if told:
            yield Gap()
            yield Paragraph(f"What settles most, by the pieces that wait for it: {listed(told)}.")

    def _providers(self) -> Iterator[Block]:
        order = [alternative.id for decision in self.rulebook.ranked for alternative in decision.alternatives]
        rows = []
        for (home, place), total in sorted(self.totals.providers.items(), key=lambda row: [*map(order.index, row[0])]):
            if total.pieces > 1:
                rows.append(self._total(f"{self.titles[home]}, {self.titles[place].lower()}", total))
        if rows:
            yield Heading("What one provider could take")
            yield Grid(self._columns("Provider"), tuple(rows))
            yield Paragraph("All that its place is not ruled out for; of work in parts, that a part goes there.", FAINT)


def _certain(totals: Totals) -> str:
    """For how many it is certain, of how many it is open, and how many are level for good."""
    if totals.certain == totals.pieces:
        return "Certain for all of them."
    told = [f"Certain for {totals.certain}"]
    told += [f"open for {totals.open}, which a missing answer can still change"] if totals.open else []
    level = totals.pieces - totals.certain - totals.open
    told += [f"{level} {'is' if level == 1 else 'are'} level, and no open answer settles that"] if level else []
    return f"{'; '.join(told)}."
