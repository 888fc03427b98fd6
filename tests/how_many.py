"""How many generated inputs a long test takes: all with `--hypothesis-profile=long`, a tenth without, or fewer.

Fewer where each takes long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

EXAMPLES: int = settings.default.max_examples  # type: ignore[union-attr]
"""How many examples each law is tried on: 100, in a long run 1000."""
LONG = 1000
"""The examples of a long run."""


def share(count: int, one_in: int = 10) -> int:
    """What this run takes of a count that is meant for a long run: one in so many without; at least 1."""
    return max(1, count * EXAMPLES // LONG if EXAMPLES >= LONG else count // one_in)


def some_of(things: Sequence[T], one_in: int = 10) -> Sequence[T]:
    """All of them in a long run, one in so many without."""
    return things[:: 1 if EXAMPLES >= LONG else one_in]
