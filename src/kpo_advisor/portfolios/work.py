"""One piece of work of a portfolio: as it was read, or why it could not be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work, and what a portfolio says of it besides.

    `line` counts from 1; None where the file holds one profile. `group` is empty where there is none. `share` is above
    0, in hours or whatever the portfolio counts in; 1 where it is not told. `further` are columns of the file's own,
    with their titles, in its order. `warnings` are what does not keep it from being read.
    """

    file: str
    line: int | None
    profile: Profile
    group: str = ""
    share: Fraction = Fraction(1)
    further: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece of work that cannot be read, or a file of them, from `line` on, with all its faults.

    `further` is as of a piece of work, as far as it could be read.
    """

    file: str
    line: int | None
    findings: tuple[Finding, ...]
    further: tuple[tuple[str, str], ...] = ()
