"""The profiles that once came out absurdly, and what the packaged rulebook makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from kpo_advisor import profile_from, recommend
from kpo_advisor.model.assessment import Fit
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.recommendation import recommendation
from tests.packaged import recommended, rulebook

if TYPE_CHECKING:
    from kpo_advisor import Recommendation
    from kpo_advisor.model.recommendation import Ranked

PROFILES = Path(__file__).parent / "profiles"


@dataclass(frozen=True)
class Page:
    """What comes out for one profile, and what its reader sees."""

    given: Recommendation = field(repr=False)

    @property
    def first(self) -> str | None:
        """The one home in first place; None on a tie."""
        return self.given.recommended

    @property
    def place(self) -> tuple[str, ...]:
        """The places in front, as long as a place has to be found; none else."""
        return tuple(
            place for decided in self.given.decisions.get("place", ()) if decided.taken for place in decided.first
        )

    @cached_property
    def text(self) -> str:
        """The whole page in one line, so that a sentence is found wherever its lines break."""
        return " ".join(to_markdown([recommendation(self.given, rulebook(), is_brief=False)]).split())

    def home(self, alternative: str) -> Ranked:
        """How a home stands."""
        return next(home for home in self.given.ranking if home.alternative == alternative)

    def leads(self, alternative: str) -> bool:
        """Whether a home is in first place, alone or with others."""
        return alternative in self.given.first

    def fits(self, decision: str) -> set[str]:
        """The options that are offered without a check to make first."""
        return {option.option for option in self.given.suggestions.get(decision, ()) if option.status is Fit.FITS}

    def offered(self, decision: str) -> set[str]:
        """The options that are offered, be it after a check."""
        return {
            option.option for option in self.given.suggestions.get(decision, ()) if option.status is not Fit.WITHHELD
        }

    def reasons(self, alternative: str) -> str:
        """Why a home gains points, as one text."""
        return " ".join(
            sentence for reason in self.home(alternative).reasons if reason.points > 0 for sentence in reason.because
        )

    def against(self, alternative: str) -> str:
        """Why a home loses points or its standing, as one text."""
        home = self.home(alternative)
        losses = [sentence for reason in home.reasons if reason.points < 0 for sentence in reason.because]
        return " ".join([*losses, *(bar.because for bar in home.bars)])

    def in_place(self) -> str:
        """What must be in place for the home in front, and the other advice, as one text."""
        front = [home for home in self.given.ranking if home.alternative in self.given.first]
        return " ".join(
            [advice.text for home in front for advice in home.requires] + [a.text for a in self.given.advice]
        )


@cache
def page(number: str) -> Page:
    """What comes out for the profile of this number."""
    return Page(recommended(_path(number)))


def _path(number: str) -> Path:
    (path,) = PROFILES.glob(f"{number}-*.yaml")
    return path


def changed(number: str, **answers: object) -> Page:
    """The same with some answers changed, or taken away by None; what could change it is not looked for."""
    profile = yaml.safe_load(_path(number).read_bytes())
    given = {**profile["answers"], **answers}
    profile["answers"] = {question: answer for question, answer in given.items() if answer is not None}
    return Page(recommend(profile_from(profile, rulebook()), rulebook(), with_conditions=False, with_flips=False))
