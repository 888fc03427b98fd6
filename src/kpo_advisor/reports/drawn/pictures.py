"""Pictures as plain data, without the format that they are drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.text.lines import Tone
from kpo_advisor.text.phrases import in_brackets

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, told in words too: `says` is what it comes to, beside the table that it is for who does not see it.

    Texts show the title above it and what it says below, where it has a title; without one, the picture alone.
    Scores and what they are made of are whole tenths that sum as printed.
    """

    title: str
    says: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """An alternative: its score is -100 to 100, could be from `low` to `high`, and `bar` says what bars it, if so.

    `sources` are the marks of where that is said, `has_more` of them stand in the report in full.
    """

    title: str
    score: Fraction
    low: Fraction
    high: Fraction
    bar: str = ""
    tone: Tone = Tone.PLAIN
    sources: tuple[str, ...] = ()
    has_more: bool = False

    @property
    def told(self) -> str:
        """What bars it, with its marks."""
        return f"{self.bar} {in_brackets(self.sources, has_more=self.has_more)}" if self.sources else self.bar


@dataclass(frozen=True, slots=True)
class Bars(Picture):
    """Scores drawn on one scale, below nothing to the left of a line and above it to the right."""

    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What one criterion adds to a lead, of -100 to 100."""

    title: str
    score: Fraction


@dataclass(frozen=True, slots=True)
class Waterfall(Picture):
    """From the score of one alternative, its rival, to that of another: the steps sum to the difference."""

    rival: Step
    steps: tuple[Step, ...]
    first: Step


@dataclass(frozen=True, slots=True)
class Shares(Picture):
    """What each criterion adds to the score of each alternative; the columns sum to the `totals`."""

    alternatives: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fraction, ...]], ...]
    totals: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A criterion: its weight, and how it rates each alternative, from -3 to 3."""

    title: str
    weight: int
    ratings: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class HeatMap(Picture):
    """How each criterion rates each alternative."""

    alternatives: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A criterion: its weight, and from where to where (None: without end) it may be; `note` says what is beyond."""

    title: str
    weight: Fraction
    low: Fraction
    high: Fraction | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spans(Picture):
    """How far each weight may move, alone, before another comes first."""

    rows: tuple[SpanRow, ...]


@dataclass(frozen=True, slots=True)
class TurnRow:
    """An answer, as given or open, another one in its place, and what comes first then."""

    question: str
    now: str
    otherwise: str
    first: str


@dataclass(frozen=True, slots=True)
class Turns(Picture):
    """Which answers would put another first."""

    rows: tuple[TurnRow, ...]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity: its share of the whole, where it goes, and how sure that is in a few words."""

    title: str
    share: int
    home: str
    place: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Activities(Picture):
    """Which activity goes where; the bars are their shares."""

    rows: tuple[ActivityRow, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """How many of something there are, and of how many of these something is certain."""

    certain: int
    whole: int

    @property
    def told(self) -> str:
        """`3 of 12`; nothing where there are none."""
        return f"{self.certain} of {self.whole}" if self.whole else ""


@dataclass(frozen=True, slots=True)
class PortionRow:
    """A group, and what of it goes to each home."""

    title: str
    portions: tuple[Portion, ...]


@dataclass(frozen=True, slots=True)
class Portions(Picture):
    """How much of each group goes to each home, and how much of all; without groups there are no rows."""

    homes: tuple[str, ...]
    rows: tuple[PortionRow, ...]
    total: PortionRow


Pictured = Bars | Waterfall | Shares | HeatMap | Spans | Turns | Activities | Portions
