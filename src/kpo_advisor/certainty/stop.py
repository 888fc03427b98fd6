"""Whether asking on can still change the first place: when an interview may stop, and what was proved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.solver.assumptions import Asking, alone, ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.assumptions import Asked
    from kpo_advisor.solver.solver import Literal, Ticks


class Proof(StrEnum):
    """What was proved of the first place: that nothing at all can change it, or nothing that was left unasked."""

    NOTHING = "nothing"
    NOTHING_UNASKED = "nothing-unasked"


@dataclass(frozen=True, slots=True)
class Stop:
    """The alternative that stays first, and what was proved of it."""

    alternative: str
    proof: Proof


def stop_of(rulebook: Rulebook, profile: Profile, asked: Sequence[Asked], result: DecisionResult) -> Stop | None:
    """Why no further question need be asked, or None where that is not proved.

    `result` is the main decision with its exact winner and possible firsts, as `settle` gives it. A necessary
    winner is first however everything open is answered. Without one, questions that were asked and are not
    known stay unknown, and those not asked range over their answers and unknown: the first must be the first
    on what is then known, and no other may then be the necessary winner.
    """
    if result.winner is not None:
        return Stop(result.winner, Proof.NOTHING)
    if len(result.first) != 1 or not Asking.fits(rulebook, asked):
        return None
    (first,) = result.first
    unknown = tuple(_unknown(profile, each) for each in asked)
    if first not in result.possible or not any(unknown):
        return None
    if not _stays_first(rulebook, profile, asked, unknown, first):
        return None
    return Stop(first, Proof.NOTHING_UNASKED) if _stays_possible(rulebook, profile, asked, unknown, first) else None


def _unknown(profile: Profile, asked: Asked) -> frozenset[str]:
    """The open questions of a piece that were asked, for the whole or for every activity that it stands for."""
    own = [each.answers.keys() for each in profile.activities if each.title in asked.activities]
    return frozenset(
        id for id in asked.open_questions if id in profile.answers or (own and all(id in each for each in own))
    )


def _stays_first(
    rulebook: Rulebook, profile: Profile, asked: Sequence[Asked], unknown: Sequence[frozenset[str]], first: str
) -> bool:
    """Whether `first` alone leads on what is known, however what was not asked is answered or not."""
    left = [replace(each, open_questions=each.open_questions - gone) for each, gone in zip(asked, unknown, strict=True)]
    asking = Asking(rulebook, profile, left)
    return asking.solver.ask([alone(first, holds=False)], asking.solver.assumed(asking.in_part())) is False


def _stays_possible(
    rulebook: Rulebook, profile: Profile, asked: Sequence[Asked], unknown: Sequence[frozenset[str]], first: str
) -> bool:
    """Whether `first` may still come first however what was not asked is answered: no other is then necessary.

    It is enough to find one way to answer the unknown with which it is first whatever the rest.
    """
    # A solver that has learnt from other queries might hit on another way, and the same state must say the same.
    asking = Asking(rulebook, profile, asked, fresh=True)
    base = asking.solver.assumed(asking.completions())
    way = asking.solver.witness([alone(first)], base)
    if way is None:
        return False
    fixed = asking.solver.assumed(_as_in(asking, way, unknown), base)
    return asking.solver.ask((), fixed) is True and asking.solver.ask([alone(first, holds=False)], fixed) is False


def _as_in(asking: Asking, way: Ticks, unknown: Sequence[frozenset[str]]) -> Iterator[Literal]:
    for piece, questions in enumerate(unknown, start=1):
        for id in sorted(questions):
            every = asking.solver.encoding.choices(asking.rulebook.questions[id])
            yield from ticks(piece, id, way.get((piece, id), ()), every)
