"""A profile worked out: what the engine finds, with what exact reasoning proves of the main decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.certainty.winner import prove_winner
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.pieces import piece_of
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.solver.assumptions import Query, premises_of
from kpo_advisor.solver.effort import OF_PROFILE, Effort
from kpo_advisor.solver.shared_solvers import start_afresh
from kpo_advisor.solver.solver import MOST_CONFLICTS

if TYPE_CHECKING:
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.assumptions import Premise


@dataclass(frozen=True, slots=True)
class Examined:
    """All that is worked out of a profile under a rulebook before it is put into words.

    `main` is the main decision for all of the work, with its exact winner and possible firsts; the `pieces`,
    each resting on its own, are all of the work or its activities, in their order. `premises` are what
    the solver is told of them. `undecided`: a query reached its bound.
    """

    rulebook: Rulebook
    profile: Profile
    main: DecisionResult
    pieces: tuple[Piece, ...]
    premises: tuple[Premise, ...]
    undecided: bool = False


def examine(
    profile: Profile,
    rulebook: Rulebook,
    conflicts: int = MOST_CONFLICTS,
    apart: frozenset[str] = frozenset(),
    *,
    afresh: bool = True,
) -> Examined:
    """Work out a profile; what else is to be proved of it comes before the next profile is examined.

    `conflicts` bounds the effort of each query; `apart` as in `premises_of`. `afresh` False takes a part
    of the time, and which hard queries are decided may then hang on what was asked before.
    """
    if afresh:
        start_afresh()
    return proved(without_proof(profile, rulebook, apart), conflicts)


def proved(
    bounded: Examined,
    conflicts: int = MOST_CONFLICTS,
    query_of: type[Query] = Query,
    shown: frozenset[str] = frozenset(),
    depth: Depth = Depth.ALL,
) -> Examined:
    """What the bounds leave open, proved as far as each query's `conflicts` and the effort for one profile go.

    Of the alternatives that are `shown` it is known that they may come first; `depth` as for `assess`.
    """
    rulebook, profile, effort = bounded.rulebook, bounded.profile, Effort(OF_PROFILE)
    query = query_of(rulebook, profile, bounded.premises, effort=effort)
    whole = prove_winner(query, bounded.main, conflicts, shown)
    undecided = whole.undecided
    pieces = []
    for activity, piece in zip(profile.activities or (None,), bounded.pieces, strict=True):
        before, own = piece.assessment.decisions[rulebook.main.id], whole
        if activity is not None:
            premise = next(premise for premise in bounded.premises if premise.known == piece.known)
            own = prove_winner(query_of(rulebook, profile, [premise], effort=effort), before, conflicts)
            undecided = undecided or own.undecided
        is_moved = own.result != before
        moved = piece_of(program_of(rulebook), profile, activity, own.result, depth=depth) if is_moved else piece
        pieces.append(moved)
    return replace(bounded, main=whole.result, pieces=tuple(pieces), undecided=undecided)


def without_proof(
    profile: Profile, rulebook: Rulebook, apart: frozenset[str] = frozenset(), depth: Depth = Depth.ALL
) -> Examined:
    """What the engine finds by its bounds alone; nothing is asked of the solver."""
    whole = assess_profile(program_of(rulebook), profile, depth=depth)
    return Examined(rulebook, profile, whole.main, whole.pieces, premises_of(whole.pieces, apart))
