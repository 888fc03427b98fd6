"""`kpo-advisor compare`: a profile and its scenarios, or several profiles, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Format, NoPager, Output, Plain, Rules
from kpo_advisor.errors import KpoAdvisorError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

AS_IT_STANDS = "as it stands"
"""How the profile itself is called beside its scenarios."""


def compare(
    profiles: Annotated[
        list[str],
        typer.Argument(
            metavar="PROFILE...", help="A profile with scenarios, or several profiles; - is standard input."
        ),
    ],
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    plain: Plain = False,
    no_pager: NoPager = False,
) -> None:
    """Set scenarios or profiles side by side. What comes first in each, and what moved it."""
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.cli.output import write, write_reports
    from kpo_advisor.comparison.side_by_side import side_by_side

    rulebook = load_rules(rules)
    loaded = _loaded(profiles, rulebook)
    title = loaded[0].title if len(loaded) == 1 else "Side by side"
    found = side_by_side(_named(loaded), rulebook)
    if form is Format.JSON:
        from kpo_advisor.reports.formats.to_json import to_json

        write(to_json(found) + "\n", output, is_json=True)
        return
    from kpo_advisor.reports.compared.side_by_side import side_by_side as report

    reports = [report(found, rulebook, title=title, is_brief=form.is_brief)]
    write_reports(reports, form, output, is_plain=plain, pages=not no_pager)


def _loaded(paths: Sequence[str], rulebook: Rulebook) -> list[Profile]:
    """The profiles of all paths, each once. Raises UnreadableInput with the faults of all files.

    Raises KpoAdvisorError where there is one alone, without scenarios.
    """
    from kpo_advisor.cli.failures import say
    from kpo_advisor.cli.loading import load_together

    loaded = load_together(paths, rulebook)
    if len(loaded) == 1 and not loaded[0].scenarios:
        raise KpoAdvisorError(
            "There is nothing to compare: name several profiles, or give this one scenarios, as in\n"
            "scenarios: {with-a-reviewer: {answers: {review_capability: strong}}}"
        )
    for profile in loaded if len(loaded) > 1 else ():
        if profile.scenarios:
            say(f"The scenarios of {profile.file} are left out; compare it alone to see them.")
    return loaded


def _named(loaded: Sequence[Profile]) -> list[tuple[str, Profile]]:
    """Each profile by its title, by its file too where several have one title; alone, with its scenarios."""
    from kpo_advisor.comparison.side_by_side import scenarios_of

    if len(loaded) == 1:
        return scenarios_of(loaded[0], AS_IT_STANDS)
    titles = [profile.title for profile in loaded]
    return [
        (f"{profile.title} ({profile.file})" if titles.count(profile.title) > 1 else profile.title, profile)
        for profile in loaded
    ]
