"""`kpo-advisor portfolio`: many pieces of work in one view."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.completion import homes, settings, sort_keys
from kpo_advisor.cli.exits import COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Format, Output, Plain, Rules, by_ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.cli.progress import Progress
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.work import Rejected, Work


class PortfolioFormat(StrEnum):
    """How a portfolio is written: for people, or a line a piece of work, as they come."""

    TEXT = "text"
    CSV = "csv"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


def portfolio(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Profiles, folders of them, tables (.csv, .tsv), JSON Lines (.jsonl); - is standard input.",
        ),
    ],
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="COLUMN=VALUE",
            autocompletion=settings,
            help="Only work with this answer, group, title or further column; a|b: either. Repeatable.",
        ),
    ] = None,
    first: Annotated[
        list[str] | None,
        typer.Option(
            "--first", metavar="HOME", autocompletion=homes, help="Only work where this home comes first. Repeatable."
        ),
    ] = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only work of which first place is not certain.")] = False,
    sort: Annotated[
        list[str] | None,
        typer.Option(
            "--sort",
            metavar="KEY",
            autocompletion=sort_keys,
            help="Sort by title, group, share, home, lead or certainty; -KEY turns the order about. Repeatable.",
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Prove nothing: what is called certain is so, and more may be.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes to work with; 0: one for each core.")
    ] = 1,
    stop_at_fault: Annotated[
        bool, typer.Option("--stop-at-fault", help="Stop at the first piece of work that cannot be read.")
    ] = False,
    form: Annotated[
        PortfolioFormat | None,
        typer.Option("--format", "-f", help="How to write it; by default as the file's name ends, else text."),
    ] = None,
    output: Output = STDOUT,
    rules: Rules = None,
    plain: Plain = False,
) -> None:
    """Show where many pieces of work should be done. What goes where, how sure that is, and whom to ask what."""
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.cli.progress import Progress
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.reading.sources import works_in
    from kpo_advisor.portfolios.running import placed
    from kpo_advisor.portfolios.selection import wishes_of
    from kpo_advisor.portfolios.sorting import in_order
    from kpo_advisor.portfolios.sorting import sort_keys as keys_of
    from kpo_advisor.portfolios.work import Work

    form = form or by_ending(output, PortfolioFormat) or PortfolioFormat.TEXT
    rulebook = load_rules(rules)
    wishes = wishes_of(where or (), first or (), rulebook, is_open=is_open)
    keys = keys_of(sort or (), rulebook)
    progress = Progress("pieces of work")
    intake = _Intake(progress, stops=stop_at_fault)
    works = intake.told(progress.counted(works_in(paths, rulebook)))
    wanted = (work for work in works if not isinstance(work, Work) or wishes.take(work))
    rows = placed(wanted, rulebook, jobs or _cores(), is_quick=quick)
    kept = (row for row in rows if not isinstance(row, Placement) or wishes.keep(row))
    ordered = in_order(kept, keys) if keys else kept
    if form in (PortfolioFormat.CSV, PortfolioFormat.JSONL):
        _write_lines(ordered, rulebook, form, output)
    else:
        _write_report(ordered, rulebook, Format(form.value), output, is_plain=plain, is_quick=quick)
    if intake.rejected:
        from kpo_advisor.cli.failures import say
        from kpo_advisor.text.phrases import counted

        say(f"{counted(intake.rejected, 'input')} could not be read.")
        raise typer.Exit(COULD_NOT)


def _cores() -> int:
    import os

    return os.cpu_count() or 1


class _Intake:
    """Tells of what is read: faults as they come, and each warning once."""

    def __init__(self, progress: Progress, *, stops: bool) -> None:
        self._progress = progress
        self._stops = stops
        self._warned: set[tuple[str, str]] = set()
        self.rejected = 0

    def told(self, works: Iterable[Work | Rejected]) -> Iterator[Work | Rejected]:
        """The pieces of work, as they are; what comes after a fault that stops is not read."""
        from kpo_advisor.portfolios.work import Work

        for work in works:
            if isinstance(work, Work):
                self._warn(work)
                yield work
                continue
            self._tell(work)
            yield work
            if self._stops:
                return

    def _tell(self, rejected: Rejected) -> None:
        from kpo_advisor.cli.failures import say

        self.rejected += 1
        self._progress.clear()
        for finding in sorted(rejected.findings, key=lambda finding: finding.place):
            say(finding.one_line())

    def _warn(self, work: Work) -> None:
        for warning in work.warnings:
            told = (warning.file, warning.message)
            if told not in self._warned:
                from kpo_advisor.cli.loading import say_outdated

                self._warned.add(told)
                self._progress.clear()
                say_outdated([warning])


def _write_lines(rows: Iterable[Placement | Rejected], rulebook: Rulebook, form: PortfolioFormat, output: str) -> None:
    if form is PortfolioFormat.CSV:
        _write_csv(rows, rulebook, output)
        return
    from kpo_advisor.cli.streamed_output import line_writer
    from kpo_advisor.reports.formats.portfolio.as_json import json_line

    with line_writer(output, is_json=True) as put:
        for row in rows:
            put(json_line(row))


def _write_csv(rows: Iterable[Placement | Rejected], rulebook: Rulebook, output: str) -> None:
    """The first row says what is carried through."""
    from itertools import chain, islice

    from kpo_advisor.cli.streamed_output import line_writer
    from kpo_advisor.reports.formats.portfolio.as_csv import PortfolioCsv

    source = iter(rows)
    head = list(islice(source, 1))
    table = PortfolioCsv(rulebook.titles, list(dict(head[0].further)) if head else [])
    with line_writer(output) as put:
        put(table.header())
        for row in chain(head, source):
            put(table.line(row))


def _write_report(
    rows: Iterable[Placement | Rejected],
    rulebook: Rulebook,
    form: Format,
    output: str,
    *,
    is_plain: bool,
    is_quick: bool,
) -> None:
    from kpo_advisor.cli.output import write_reports
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.totals import Totals
    from kpo_advisor.reports.portfolio.portfolio import MOST_ROWS
    from kpo_advisor.reports.portfolio.portfolio import portfolio as report

    totals = Totals()
    shown: list[Placement] = []
    for row in rows:
        if isinstance(row, Placement):
            totals.add(row)
            shown += [row] if len(shown) < MOST_ROWS else []
        else:
            totals.rejected += 1
    blocks = report(shown, totals, rulebook, is_brief=form.is_brief, is_quick=is_quick)
    write_reports([blocks], form, output, is_plain=is_plain)
