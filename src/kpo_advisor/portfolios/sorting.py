"""Sorting a portfolio: more than fit into memory are put aside on the disk, in sorted runs that are merged."""

from __future__ import annotations

import pickle
from contextlib import ExitStack
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.portfolios.placement import Placement
from kpo_advisor.text.phrases import listed, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import IO

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.work import Rejected

    Key = Callable[[Placement], object]

KEYS = ("title", "group", "share", "home", "lead", "certainty")
AT_ONCE = 20_000
"""Pieces of work of one sorted run: all that are kept in memory."""
DOWN = "-"
"""Before a key, turns its order about."""


def sort_keys(names: Iterable[str], rulebook: Rulebook) -> list[tuple[Key, bool]]:
    """What the command line asks to sort by, each with whether its order is turned about.

    Titles, groups and homes come in their order, shares and leads with the largest first, what is open before what is
    certain. Raises KpoAdvisorError for what is no key.
    """
    homes = [home.id for home in rulebook.main.alternatives]
    by: tuple[Key, ...] = (
        lambda row: row.title.casefold(),
        lambda row: row.group.casefold(),
        lambda row: -row.share,
        lambda row: [homes.index(id) for id in row.first] or [len(homes)],
        lambda row: (row.lead is None, -(row.lead or 0)),
        lambda row: row.is_certain,
    )
    keys = dict(zip(KEYS, by, strict=True))
    found = []
    for name in names:
        key = keys.get(name.removeprefix(DOWN))
        if key is None:
            hint = did_you_mean(name, keys) or f"There are {listed(list(keys))}."
            raise KpoAdvisorError(f"{quoted(name)} is nothing to sort by. {hint}")
        found.append((key, name.startswith(DOWN)))
    return found


def in_order(
    rows: Iterable[Placement | Rejected], keys: Sequence[tuple[Key, bool]], at_once: int = AT_ONCE
) -> Iterator[Placement | Rejected]:
    """The rows by these keys, those that are alike in the order in which they came, and what cannot be read last.

    At most `at_once` are kept in memory.
    """

    def place(row: Placement | Rejected) -> tuple[object, ...]:
        if not isinstance(row, Placement):
            return (True,)
        return (False, *(_Turned(key(row)) if is_turned else key(row) for key, is_turned in keys))

    source = iter(rows)
    with ExitStack() as runs:
        aside: list[Iterator[Placement | Rejected]] = []
        while run := sorted(islice(source, at_once), key=place):
            if len(run) < at_once:
                aside.append(iter(run))
                break
            aside.append(_put_aside(run, runs.enter_context(TemporaryFile())))
        yield from merge(*aside, key=place)


def _put_aside(run: Sequence[Placement | Rejected], file: IO[bytes]) -> Iterator[Placement | Rejected]:
    for row in run:
        pickle.dump(row, file)
    file.seek(0)
    return (pickle.load(file) for _ in run)


@dataclass(frozen=True, slots=True)
class _Turned:
    """A key whose order is turned about."""

    key: Any

    def __lt__(self, other: _Turned) -> bool:
        return bool(other.key < self.key)
