"""`kpo-advisor portfolio`: many pieces of work in one view."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.exits import COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Format, Output, Plain, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.finding import Finding
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.work import Rejected, Work


def portfolio(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Profiles, and folders of them.")],
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    plain: Plain = False,
) -> None:
    """Show where many pieces of work should be done. What goes where, how sure that is, and whom to ask what."""
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.cli.output import write_reports
    from kpo_advisor.portfolios.placing import Placing
    from kpo_advisor.portfolios.reading import works_in
    from kpo_advisor.portfolios.totals import Totals
    from kpo_advisor.reports.portfolio.portfolio import MOST_ROWS
    from kpo_advisor.reports.portfolio.portfolio import portfolio as report

    rulebook = load_rules(rules)
    faults: list[Finding] = []
    placing, totals = Placing(rulebook), Totals()
    shown: list[Placement] = []
    for work in _told(chain.from_iterable(works_in(path, rulebook) for path in paths), faults):
        placement = placing.placed(work)
        totals.add(placement)
        if len(shown) < MOST_ROWS:
            shown.append(placement)
    write_reports([report(shown, totals, rulebook, is_brief=form.is_brief)], form, output, is_plain=plain)
    if faults:
        raise typer.Exit(COULD_NOT)


def _told(works: Iterable[Work | Rejected], faults: list[Finding]) -> Iterator[Work]:
    from kpo_advisor.cli.failures import tell
    from kpo_advisor.portfolios.work import Work

    for work in works:
        if isinstance(work, Work):
            yield work
        else:
            tell((), work.findings)
            faults += work.findings
