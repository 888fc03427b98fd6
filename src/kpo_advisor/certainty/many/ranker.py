"""Ranking one profile after another: the bounds first, and the solver only for what they leave open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import proved, without_proof
from kpo_advisor.certainty.many.witnesses import witnesses_of
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.solver.assumptions import QueryOfMany
from kpo_advisor.solver.shared_solvers import start_afresh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RankedWork:
    """What is found of one profile: the main decision for all of the work, and each of its pieces by itself.

    With certainty asked for, the winner and what is possible are proved; else they are what the bounds tell: a winner
    is one, and nothing possible is missed. `undecided`: a query reached its bound. Plain data, which can be pickled.
    """

    main: DecisionResult
    pieces: tuple[Piece, ...]
    undecided: bool = False


class Ranker:
    """Ranks a stream of profiles under one rulebook, and keeps nothing of them.

    What is said of a profile hangs on none that came before it. `with_certainty` proves who wins and who may, which
    takes many times as long. `main_only` leaves out where the work is done from and all else that hangs on what comes
    first, and all that is printed, and takes half the time. Without a rulebook it is the packaged one. Threads may rank
    beside one another, each with solvers of its own; since one interpreter serves them all, that makes nothing faster.
    """

    def __init__(
        self, rulebook: Rulebook | None = None, *, with_certainty: bool = True, main_only: bool = False
    ) -> None:
        self.rulebook = _packaged() if rulebook is None else rulebook
        self.with_certainty = with_certainty
        self.main_only = main_only

    def rank(self, profile: Profile) -> RankedWork:
        """Rank one profile, each decision with its reasons."""
        depth = Depth.MAIN if self.main_only else Depth.ALL
        if not self.with_certainty:
            found = assess_profile(program_of(self.rulebook), profile, depth=depth)
            return RankedWork(found.main, found.pieces)
        bounded = without_proof(profile, self.rulebook, depth=depth)
        examined = proved(bounded, query_of=QueryOfMany, shown=self._shown(bounded), depth=depth)
        if examined.undecided:  # what was learnt from other profiles decides nothing of this one
            start_afresh()
            examined = proved(bounded, depth=depth)
        return RankedWork(examined.main, examined.pieces, examined.undecided)

    def _shown(self, bounded: Examined) -> frozenset[str]:
        """What is shown without the solver that it may come first; nothing of work that is cut into activities."""
        piece = bounded.pieces[0]
        if bounded.main.winner or piece.activity is not None or not piece.assessment.open_questions:
            return frozenset()
        return witnesses_of(self.rulebook).shown(piece, bounded.profile.weights, bounded.main.possible)


def rank_all(
    profiles: Iterable[Profile],
    rulebook: Rulebook | None = None,
    *,
    with_certainty: bool = False,
    main_only: bool = False,
) -> list[RankedWork]:
    """Rank all profiles, in their order; pure, and it, what it takes and what it gives can be pickled.

    Of a stream that does not fit into memory, a `Ranker` ranks one after another.
    """
    ranker = Ranker(rulebook, with_certainty=with_certainty, main_only=main_only)
    return [ranker.rank(profile) for profile in profiles]


@cache
def _packaged() -> Rulebook:
    return load_rulebook()
