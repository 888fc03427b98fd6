"""`kpo-advisor init`: write a blank profile to fill in."""

from __future__ import annotations

from typing import Annotated

import typer

from kpo_advisor.cli.file_output import STDOUT, claimed
from kpo_advisor.cli.options import Rules


def init(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="The file to write; - is standard output.", callback=claimed)
    ] = STDOUT,
    rules: Rules = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
) -> None:
    """Write a blank profile to fill in. Every question is a comment, with its choices and what they mean."""
    from kpo_advisor.cli.file_output import check_new
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.cli.output import write
    from kpo_advisor.profiles.writing import blank_profile

    if not force:
        check_new(file)
    write(blank_profile(load_rules(rules)), file, is_new=not force)
