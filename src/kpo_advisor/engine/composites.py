"""What a composite (hybrid) is worth: off the cut axis, what the homes that lend to it have, one step lower.

Only homes that are left for a part lend. Of what speaks for them it has the most, of what speaks against them the
least, each one step lower since only a part of the work is theirs; so barring a home never helps a composite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.engine.program import Cell, Lending

Side = tuple["Cell", bool]
"""A criterion and an alternative, and whether what is said is against it."""


def lent(
    lendings: Iterable[Lending], strengths: Mapping[Side, int], is_left: Sequence[bool]
) -> Iterator[tuple[Side, int, list[Side]]]:
    """What composites have of the homes that are left, above 0: where, how strong, and where it is from.

    `strengths` are those of the strongest rules.
    """
    for lending in lendings:
        homes = [home for home in lending.homes if is_left[home]]
        if not homes:
            continue
        for criterion in sorted({cell[0] for cell, _ in strengths} & lending.criteria):
            for against, pick in ((False, max), (True, min)):
                found = [strengths.get(((criterion, home), against), 0) for home in homes]
                strength = pick(found)
                if strength > 1:
                    origins = [
                        ((criterion, home), against) for home, own in zip(homes, found, strict=True) if own == strength
                    ]
                    yield ((criterion, lending.composite), against), strength - 1, origins
