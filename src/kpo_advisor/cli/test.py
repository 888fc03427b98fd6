"""`kpo-advisor test`: hold a rulebook to its cases, and say which rules they reach."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.exits import AMISS, COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Format, Output, Plain, Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.profiles.profile_files import CaseFiles
    from kpo_advisor.proofs.cases import Tested
    from kpo_advisor.proofs.suggested_cases import Suggested

DEFAULT = "examples"


def test(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="Profiles, or folders to search for them; those with expect are cases.  [default: examples]",
            show_default=False,
        ),
    ] = None,
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Say which rules decided a case, and which fired in none.")
    ] = False,
    least: Annotated[
        int | None,
        typer.Option(
            "--min-coverage", metavar="N", min=0, max=100, help="End with 1 unless N percent of the rules fired."
        ),
    ] = None,
    suggest: Annotated[
        Path | None,
        typer.Option("--suggest", metavar="DIR", help="Write profiles that reach the missing rules, to be reviewed."),
    ] = None,
    plain: Plain = False,
) -> None:
    """Hold the rules to cases. These are profiles that say under expect what must come out."""
    from kpo_advisor.cli.failures import tell
    from kpo_advisor.cli.loading import load_rules, say_outdated
    from kpo_advisor.errors import KpoAdvisorError
    from kpo_advisor.profiles.profile_files import read_cases

    if suggest is not None:
        _keep_apart(suggest, output)
    wanted = paths or [DEFAULT]
    if not paths and not Path(DEFAULT).is_dir():
        raise KpoAdvisorError(f"There is no folder {DEFAULT} here; name the files or folders of the cases.")
    rulebook = load_rules(rules)
    found = read_cases(wanted, rulebook)
    tell(found.notes, found.findings)
    say_outdated(warning for _, case in found.cases for warning in case.outdated)
    if not found.cases and not found.findings:
        raise KpoAdvisorError(f"There is no case in {', '.join(wanted)}: a case is a profile with the key expect.")
    if found.cases:
        tested = _tested(found, rulebook, wants_coverage=coverage, least=least, suggest=suggest)
        _write(tested, form, output, is_plain=plain)
        if tested.has_failed and not found.findings:
            raise typer.Exit(AMISS)
    if found.findings:
        raise typer.Exit(COULD_NOT)


def _tested(
    found: CaseFiles, rulebook: Rulebook, *, wants_coverage: bool, least: int | None, suggest: Path | None
) -> Tested:
    from kpo_advisor.advice.recommend import recommendation_of
    from kpo_advisor.certainty.examined import examine
    from kpo_advisor.proofs.cases import Tested, judged
    from kpo_advisor.proofs.coverage import coverage, reached

    is_covered = wants_coverage or least is not None or suggest is not None
    cases, reaches = [], []
    for file, profile in found.cases:
        examined = examine(profile, rulebook)
        if profile.expect is not None:
            cases.append(judged(file, profile.expect, recommendation_of(examined, with_conditions=False)))
        if is_covered:
            reaches.append(reached(examined))
    covered = coverage(rulebook, reaches) if is_covered else None
    tested = Tested(rulebook, cases, covered, wants_coverage, least)
    if suggest is None or covered is None:
        return tested
    from kpo_advisor.proofs.suggested_cases import suggested

    with _told_if_it_cannot_be_written(suggest):
        suggest.mkdir(parents=True, exist_ok=True)
    searched = suggested(rulebook, [missing.rule for missing in covered.never])
    written, kept = _suggest(searched, rulebook, suggest)
    return replace(tested, search=searched, written=written, kept=kept)


def _suggest(search: Suggested, rulebook: Rulebook, folder: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Write the profiles, each named after its first rule: the new files, and those left as they were."""
    from kpo_advisor.files.atomic_write import put_new
    from kpo_advisor.reports.suggested import suggested_yaml

    written, kept = [], []
    for profile in search.found:
        path = folder / f"{profile.rules[0]}.yaml"
        text = suggested_yaml(profile, rulebook)
        with _told_if_it_cannot_be_written(path):
            try:
                put_new(str(path), text.encode())
                written.append(str(path))
            except FileExistsError:
                kept.append(str(path))
    return written, kept


def _keep_apart(suggest: Path, output: str) -> None:
    """Raise KpoAdvisorError where the result may be written over a profile that was just suggested."""
    import os

    from kpo_advisor.errors import KpoAdvisorError

    folder, name = os.path.split(os.path.realpath(output))
    if output != STDOUT and folder == os.path.realpath(suggest) and name.casefold().endswith(".yaml"):
        raise KpoAdvisorError(f"{output} may become one of the suggested profiles; choose another --output.")


@contextmanager
def _told_if_it_cannot_be_written(path: Path) -> Iterator[None]:
    from kpo_advisor.errors import cannot_be_written

    try:
        yield
    except (OSError, ValueError) as error:
        raise cannot_be_written("suggested profiles", path, error) from error


def _write(tested: Tested, form: Format, output: str, *, is_plain: bool) -> None:
    from kpo_advisor.cli.output import write, write_reports

    if form is Format.JSON:
        from kpo_advisor.reports.formats.rules_to_json import cases_json

        write(cases_json(tested) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.cases import cases

        write_reports([cases(tested, is_brief=form.is_brief)], form, output, is_plain=is_plain)
