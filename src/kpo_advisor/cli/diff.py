"""`kpo-advisor diff`: what differs between two rulebooks, and what that does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.exits import AMISS, COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Format, Output, Plain

if TYPE_CHECKING:
    from kpo_advisor.comparison.diff import Side


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="Folder of the old rulebook, REV:PATH for a revision in git, or the word packaged."
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new one, given in the same way.")],
    profiles: Annotated[
        list[str] | None,
        typer.Option(
            "--profiles", metavar="PATH", help="Say what changes for this profile, or those in this folder. Repeatable."
        ),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="How to write it; markdown fits a pull request.")
    ] = Format.TEXT,
    output: Output = STDOUT,
    plain: Plain = False,
) -> None:
    """Show and prove what a change of rules does. Two rulebooks are compared, and the first place of all profiles.

    Exits with 0 without differences, 1 with differences, 2 if it could not compare.
    """
    from kpo_advisor.cli.failures import tell
    from kpo_advisor.cli.loading import say_outdated
    from kpo_advisor.cli.output import write, write_reports
    from kpo_advisor.comparison.diff import diff as compared
    from kpo_advisor.errors import KpoAdvisorError
    from kpo_advisor.profiles.profile_files import read_pairs

    before, after = _sides(old, new)
    read = read_pairs(profiles or (), before.rulebook, after.rulebook)
    tell(read.notes, read.findings)
    # Of the new rulebook, old ids are what is compared.
    say_outdated(warning for pair in read.pairs if pair.before for warning in pair.before.outdated)
    if profiles and not read.pairs and not read.findings:
        raise KpoAdvisorError(f"There is no profile in {', '.join(profiles)}.")
    found = compared(before, after, read.pairs)
    if form is Format.JSON:
        from kpo_advisor.reports.formats.rules_to_json import diff_json

        write(diff_json(found) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.diff import diff as report

        write_reports([report(found, is_brief=form.is_brief)], form, output, is_plain=plain)
    if read.findings:
        raise typer.Exit(COULD_NOT)
    if found.differs:
        raise typer.Exit(AMISS)


def _sides(old: str, new: str) -> tuple[Side, Side]:
    """Both rulebooks. Raises UnreadableInput with the faults of both."""
    from kpo_advisor.cli.loading import faults_in, readable
    from kpo_advisor.comparison.diff import Side
    from kpo_advisor.model.finding import UnreadableInput
    from kpo_advisor.rulebooks.revision import load_rulebook_or_revision

    books = readable((old, new), load_rulebook_or_revision)
    before, after = books[old], books[new]
    if isinstance(before, UnreadableInput) or isinstance(after, UnreadableInput):
        raise UnreadableInput(faults_in(books))
    return Side(old, before), Side(new, after)
