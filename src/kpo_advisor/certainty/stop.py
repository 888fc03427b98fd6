"""Whether asking on can still change the first place: when an interview may stop, and what was proved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.certainty.conditions.search import conditions_of
from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.truth import OPEN
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.solver.assumptions import Query, QueryInPart
from kpo_advisor.solver.atoms import alone, ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.sensitivity import Proviso
    from kpo_advisor.solver.assumptions import Premise
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.solver import Ticks


class Proof(StrEnum):
    """What was proved of the first place: that nothing at all can change it, or nothing that was left unasked."""

    NOTHING = "nothing"
    NOTHING_UNASKED = "nothing-unasked"


@dataclass(frozen=True, slots=True)
class Stop:
    """The alternative that stays first, and what was proved of it."""

    alternative: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class ConditionalStop:
    """The alternative that stays alone first however all else is answered, as long as the conditions hold."""

    alternative: str
    provisos: tuple[Proviso, ...]


def conditional_stop_of(examined: Examined, most: int, millions: int) -> ConditionalStop | None:
    """The first that few conditions make certain, the fewest and mildest, as the page tells them.

    None where it takes more than `most` of them, where it is certain as it is, and where it was not decided in so many
    `millions` of steps.
    """
    found = conditions_of(examined, most, or_enough=False, millions=millions)
    if found is None or not found.provisos or examined.main.recommended is None:
        return None
    return ConditionalStop(examined.main.recommended, found.provisos)


def stop_of(examined: Examined) -> Stop | None:
    """Why no further question need be asked, or None where that is not proved.

    A necessary winner is first however everything open is answered. Without one, questions that were asked and
    are not known stay unknown, those not asked range over all answers, plain, narrowed and unknown, and narrowed ones
    may be narrowed further: the first must be the first on what is then known, and no other may then be the
    necessary winner.
    """
    main, profile = examined.main, examined.profile
    if main.winner is not None:
        return Stop(main.winner, Proof.NOTHING)
    if len(main.first) != 1 or not Query.fits(examined.rulebook, examined.premises):
        return None
    (first,) = main.first
    unknown = tuple(_unknown(profile, premise) for premise in examined.premises)
    if first not in main.possible or not any(unknown):
        return None
    if _stays_first(examined, unknown, first) and _stays_possible(examined, unknown, first):
        return Stop(first, Proof.NOTHING_UNASKED)
    return None


def _unknown(profile: Profile, premise: Premise) -> frozenset[str]:
    """The open questions of a piece that were asked and not known, for the whole or for every activity in it."""
    own = [activity.answers.keys() for activity in profile.activities if activity.title in premise.activities]
    return frozenset(
        id
        for id in premise.open_questions.difference(premise.known)
        if id in profile.answers or (own and all(id in given for given in own))
    )


def _stays_first(examined: Examined, unknown: Sequence[frozenset[str]], first: str) -> bool:
    """Whether `first` alone leads on what is known, however what was not asked is answered or not."""
    left = [
        replace(premise, open_questions=premise.open_questions - gone)
        for premise, gone in zip(examined.premises, unknown, strict=True)
    ]
    query = QueryInPart(examined.rulebook, examined.profile, left)
    return query.solver.ask([alone(first, holds=False)], query.solver.assumed(query.completions())) is False


def _stays_possible(examined: Examined, unknown: Sequence[frozenset[str]], first: str) -> bool:
    """Whether `first` may still come first however what was not asked is answered: no other is then necessary.

    It is enough to find one way to answer the unknown with which it is first whatever the rest, and which no rest
    contradicts.
    """
    if _may_contradict(examined, unknown):
        return False
    # A solver that has learnt from other queries might hit on another way, and the same state must say the same.
    query = Query(examined.rulebook, examined.profile, examined.premises, fresh=True)
    base = query.solver.assumed(query.completions())
    way = query.solver.witness([alone(first)], base)
    if way is None:
        return False
    fixed = query.solver.assumed(_as_in(query, way, unknown), base)
    return query.solver.ask((), fixed) is True and query.solver.ask([alone(first, holds=False)], fixed) is False


def _may_contradict(examined: Examined, unknown: Sequence[frozenset[str]]) -> bool:
    """Whether an answer to what was not asked may contradict one to what is unknown."""
    program, is_part = program_of(examined.rulebook), bool(examined.profile.activities)
    nodes = dict(program.incompatible)
    for premise, asked in zip(examined.premises, unknown, strict=True):
        unasked = premise.open_questions.difference(premise.known, asked)
        true, false, *_ = masks_of(program, premise.known, is_part=is_part)
        for combination in examined.rulebook.incompatible:
            looked_at = set(questions_in(combination.when))
            between = not looked_at.isdisjoint(asked) and not looked_at.isdisjoint(unasked)
            if between and nodes[combination.id].value(true, false) == OPEN:
                return True
    return False


def _as_in(query: Query, way: Ticks, unknown: Sequence[frozenset[str]]) -> Iterator[Literal]:
    for piece, questions in enumerate(unknown, start=1):
        for id in sorted(questions):
            every = query.solver.encoding.choices(query.rulebook.questions[id])
            yield from ticks(piece, id, way.get((piece, id), ()), every)
