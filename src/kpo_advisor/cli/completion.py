"""What a shell completes where ids are typed: from the rulebook of `--rules`, else from the packaged one.

These run between two keys, so they read nothing but a short list of ids, where one is kept already.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kpo_advisor.model.reserved_ids import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.cli.ids import Ids

UNKNOWN = "unknown"
WEIGHTS = range(1, 5)
"""Weights that are offered; any up to 1000 may be typed."""


def settings(ctx: typer.Context, incomplete: str) -> list[str]:
    """`QUESTION=` and its choices, one after the other as they are typed; behind an activity's title too."""
    head, equals, answer = incomplete.partition("=")
    title, slash, question = head.rpartition("/")
    known = _known(ctx)
    if equals:
        done, comma, _ = answer.rpartition(",")
        return [f"{head}={done}{comma}{choice}" for choice in _choices(known, question, done.split(","))]
    begun = _beginning(known.questions, question)
    if len(begun) == 1:  # a shell would put a space behind a question that stands alone
        return [f"{title}{slash}{begun[0]}={choice}" for choice in ("", *_choices(known, begun[0], ()))]
    return [f"{title}{slash}{id}=" for id in begun]


def weights(ctx: typer.Context, incomplete: str) -> list[str]:
    """`CRITERION=`, and a few weights once it is clear which."""
    criterion, equals, _ = incomplete.partition("=")
    begun = [criterion] if equals else _beginning(_known(ctx).criteria, criterion)
    if len(begun) == 1:
        return [f"{begun[0]}={weight}" for weight in WEIGHTS]
    return [f"{id}=" for id in begun]


def sections(ctx: typer.Context, incomplete: str) -> list[str]:
    """Sections of the questionnaire."""
    return _beginning(_known(ctx).sections, incomplete)


def people(ctx: typer.Context, incomplete: str) -> list[str]:
    """Those who know the answer to a question."""
    return _beginning(_known(ctx).people, incomplete)


def homes(ctx: typer.Context, incomplete: str) -> list[str]:
    """Where the work may be done."""
    return _beginning(_known(ctx).homes, incomplete)


def sort_keys(incomplete: str) -> list[str]:
    """What a portfolio is sorted by."""
    from kpo_advisor.portfolios.sorting import KEYS

    return _beginning(KEYS, incomplete)


def criteria(ctx: typer.Context, incomplete: str) -> list[str]:
    """Criteria of all decisions."""
    return _beginning(_known(ctx).criteria, incomplete)


def expected(ctx: typer.Context, incomplete: str) -> list[str]:
    """What a recommendation may be, behind a comma too."""
    return _several((*_known(ctx).homes, NOTHING), incomplete)


def shortfalls(incomplete: str) -> list[str]:
    """What a recommendation may fall short by, behind a comma too."""
    from kpo_advisor.advice.gates import Shortfall

    return _several(list(Shortfall), incomplete)


def rules(ctx: typer.Context, incomplete: str) -> list[str]:
    """Rules."""
    return _beginning(_known(ctx).rules, incomplete)


def shown(ctx: typer.Context, incomplete: str) -> list[str]:
    """All that has an id; choices behind their question, as there are so many."""
    known = _known(ctx)
    return _beginning(known.shown, incomplete) + (_beginning(known.choices, incomplete) if "." in incomplete else [])


def checks(incomplete: str) -> list[str]:
    """Codes and names of findings, or ALL."""
    from kpo_advisor.cli.ids import codes

    return _beginning((*codes(), "ALL"), incomplete)


def several_checks(incomplete: str) -> list[str]:
    """The same behind a comma too."""
    return _several(checks(""), incomplete)


def _known(ctx: typer.Context) -> Ids:
    from kpo_advisor.cli.ids import ids_of

    given = ctx.params.get("rules")
    return ids_of(Path(given) if given else None)


def _several(words: Iterable[str], incomplete: str) -> list[str]:
    """The words that go on what is typed behind its last comma, but for those before it."""
    done, comma, begun = incomplete.rpartition(",")
    return [f"{done}{comma}{word}" for word in _beginning(words, begun) if word not in done.split(",")]


def _beginning(words: Iterable[str], begun: str) -> list[str]:
    return [word for word in words if word.startswith(begun)]


def _choices(known: Ids, question: str, done: Iterable[str]) -> Iterator[str]:
    """The choices of a question that are not typed yet, and whether none is at all that it may be unknown."""
    taken = {*done} - {""}
    offered = (id.removeprefix(f"{question}.") for id in _beginning(known.choices, f"{question}."))
    yield from (choice for choice in offered if choice not in taken)
    if not taken and question in known.questions:
        yield UNKNOWN
