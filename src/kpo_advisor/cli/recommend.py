"""`kpo-advisor recommend`: rank the alternatives for one or more profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.exits import AMISS, COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Format, Output, Plain, Rules, Settings, Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Document


def recommend(
    profiles: Annotated[
        list[str], typer.Argument(metavar="PROFILE...", help="Profile files, YAML or JSON; - is standard input.")
    ],
    rules: Rules = None,
    form: Annotated[
        Format,
        typer.Option("--format", "-f", help="How to write the result; json of several profiles is one line each."),
    ] = Format.TEXT,
    output: Output = STDOUT,
    setting: Settings = None,
    weight: Weights = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 1 unless every recommendation is certain.")
    ] = False,
    plain: Plain = False,
) -> None:
    """Rank the four for a profile, with reasons. Each reason names its source."""
    from kpo_advisor.cli.loading import Changes, load_all, load_rules
    from kpo_advisor.model.assessment import Certainty

    rulebook = load_rules(rules)
    loaded, failed = load_all(profiles, rulebook, Changes(setting or (), weight or ()))
    found = _recommended(loaded, rulebook)
    if found:
        _write(found, rulebook, form, output, is_plain=plain, is_several=len(profiles) > 1)
    if failed:
        raise typer.Exit(COULD_NOT)
    if strict and any(result.certainty is not Certainty.CERTAIN for result in found):
        raise typer.Exit(AMISS)


def _recommended(profiles: Sequence[Profile], rulebook: Rulebook) -> list[Recommendation]:
    from kpo_advisor.advice.recommend import recommend as recommended

    return [recommended(profile, rulebook) for profile in profiles]


def _write(
    found: Sequence[Recommendation], rulebook: Rulebook, form: Format, output: str, *, is_plain: bool, is_several: bool
) -> None:
    from kpo_advisor.cli.output import write, write_reports

    if form is Format.JSON:
        from kpo_advisor.reports.formats.to_json import recommendation_json

        lines = [recommendation_json(given, indent=None if is_several else 2) + "\n" for given in found]
        write("".join(lines), output, is_json=True)
    else:
        from kpo_advisor.reports.recommendation import recommendation

        def documents(brief: bool) -> Sequence[Document]:
            return [recommendation(given, rulebook, is_brief=brief) for given in found]

        write_reports(documents, form, output, is_plain=is_plain)
