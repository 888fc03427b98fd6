"""Ranking one profile after another: the bounds first, and the solver only for what they leave open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import examine, proved, without_proof
from kpo_advisor.certainty.many.witnesses import witnesses_of
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.solver.assumptions import QueryOfMany

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
    takes many times as long. Without a rulebook it is the packaged one. Threads may rank beside one another, each with
    solvers of its own; since one interpreter serves them all, that makes nothing faster.
    """

    def __init__(self, rulebook: Rulebook | None = None, *, with_certainty: bool = True) -> None:
        self.rulebook = _packaged() if rulebook is None else rulebook
        self.with_certainty = with_certainty

    def rank(self, profile: Profile) -> RankedWork:
        """Rank one profile, each decision with its reasons."""
        if not self.with_certainty:
            found = assess_profile(program_of(self.rulebook), profile)
            return RankedWork(found.main, found.pieces)
        bounded = without_proof(profile, self.rulebook)
        examined = proved(bounded, query_of=QueryOfMany, shown=self._shown(bounded))
        if examined.undecided:  # what was learnt from other profiles decides nothing of this one
            examined = examine(profile, self.rulebook)
        return RankedWork(examined.main, examined.pieces, examined.undecided)

    def _shown(self, bounded: Examined) -> frozenset[str]:
        """What is shown without the solver that it may come first; nothing of work that is cut into activities."""
        piece = bounded.pieces[0]
        if bounded.main.winner or piece.activity is not None or not piece.assessment.open_questions:
            return frozenset()
        return witnesses_of(self.rulebook).shown(piece, bounded.profile.weights, bounded.main.possible)


def rank_all(
    profiles: Iterable[Profile], rulebook: Rulebook | None = None, *, with_certainty: bool = False
) -> list[RankedWork]:
    """Rank all profiles, in their order; pure, and it, what it takes and what it gives can be pickled.

    Of a stream that does not fit into memory, a `Ranker` ranks one after another.
    """
    ranker = Ranker(rulebook, with_certainty=with_certainty)
    return [ranker.rank(profile) for profile in profiles]


@cache
def _packaged() -> Rulebook:
    return load_rulebook()
