"""Where one piece of work of a portfolio goes, in short: what a row of the portfolio says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.finding import FaultGiven

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

SCHEMA = "kpo-advisor/portfolio/1"


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An alternative that may not come first; `standing` is held-back or excluded, `why` a few words, or empty."""

    alternative: str
    standing: str
    why: str


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """An open question: `label` names it, and `who` knows the answer.

    `may_decide`: its answer may change what stands first; false is proved, true is a bound.
    """

    question: str
    label: str
    who: str
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """What a portfolio says of one piece of work; field names are a contract.

    `recommended`, `certainty` and `lead` are as in its recommendation. `first` is what is recommended, else all that
    stand first on what is known now. `standing` is that of what stands
    first, None where nothing does. `out` are the alternatives that are not eligible. `place` is from where the work is
    done, None where that is not decided; `places` are those that are not ruled out, by the home of a provider to which
    the work or a part of it goes. `form` is the form of engagement that fits best, None where none does. `next` is the
    open question whose answer may move most, None where none can; `open` are all open ones, in the order of the
    questionnaire. `file`, `line`, `group`, `share` and `further` are as in the portfolio.
    """

    schema: str
    file: str
    line: int | None
    title: str
    group: str
    share: Fraction
    recommended: str | None
    first: tuple[str, ...]
    certainty: Certainty
    lead: Fraction | None
    standing: str | None
    out: tuple[RuledOut, ...]
    place: str | None
    places: Mapping[str, tuple[str, ...]]
    form: str | None
    next: ToConfirm | None
    open: tuple[ToConfirm, ...]
    further: Mapping[str, str]

    @property
    def is_certain(self) -> bool:
        """Whether it is proved what comes of it, be it that nothing is left."""
        return self.certainty is not Certainty.PROVISIONAL

    @property
    def is_open(self) -> bool:
        """Whether some open answer may change it; not of homes that are level for good."""
        return not self.is_certain and self.next is not None


@dataclass(frozen=True, slots=True)
class UnreadWork:
    """What stands in place of a piece of work that could not be read; field names are a contract."""

    schema: str
    file: str
    line: int | None
    faults: tuple[FaultGiven, ...]
    further: Mapping[str, str]
