"""What follows from the answers so far: what is open, what is at stake, what is proved and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stakes import stakes_of
from kpo_advisor.certainty.stop import stop_of
from kpo_advisor.interview.slots import Clash, Slot
from kpo_advisor.model.conditions import questions_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.certainty.stakes import Stake
    from kpo_advisor.certainty.stop import ConditionalStop, Stop
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook


QUICK = 1_000
"""Conflicts of a query between two questions; what is not decided within them may still be at the next answer."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the answers come to.

    `open` are the places without a known answer whose question applies or may apply, `stakes` what each of
    them can still move in each piece (none: proved that it cannot change the first place). `ignored` have an
    answer that is not used. `clashes` maps each contradiction to the questions it looks at. `on_conditions` is not
    looked for, as that takes long, and added by whoever does; `none_within`: there are none of so many conditions.
    """

    examined: Examined
    open: tuple[Slot, ...]
    stakes: Mapping[Slot, tuple[Stake, ...]]
    ignored: frozenset[Slot]
    clashes: Mapping[Clash, frozenset[str]]
    stop: Stop | None
    on_conditions: ConditionalStop | None = None
    none_within: int = 0


def outlook_of(rulebook: Rulebook, profile: Profile, differing: frozenset[str]) -> Outlook:
    """The outlook of a profile whose activities answer the differing questions each for itself."""
    examined = examine(profile, rulebook, QUICK, differing, afresh=False)
    pieces = examined.pieces
    alike = not profile.activities

    def places(of: Sequence[Sequence[str]]) -> Iterator[Slot]:
        for id in rulebook.questions:
            if alike or id not in differing:
                if any(id in ids for ids in of):
                    yield Slot(id)
            else:
                yield from (Slot(id, part) for part, ids in enumerate(of) if id in ids)

    stakes = [
        stakes_of(rulebook, profile.weights, piece, _possible(rulebook, piece, examined.main)) for piece in pieces
    ]
    return Outlook(
        examined=examined,
        open=tuple(places([piece.assessment.open_questions for piece in pieces])),
        stakes={place: _stakes(place, stakes) for place in places([tuple(of_piece) for of_piece in stakes])},
        ignored=frozenset(places([piece.assessment.ignored for piece in pieces])),
        clashes=_clashes(rulebook, pieces, alike=alike),
        stop=stop_of(examined),
    )


def _possible(rulebook: Rulebook, piece: Piece, main: DecisionResult) -> tuple[str, ...]:
    """What may stand first in a piece; nothing where that is settled, for the piece or for the whole."""
    if main.winner is not None:
        return ()
    result = piece.assessment.decisions[rulebook.main.id]
    return () if result.winner is not None else result.possible


def _stakes(place: Slot, stakes: Sequence[Mapping[str, Stake]]) -> tuple[Stake, ...]:
    of = stakes if place.part is None else [stakes[place.part]]
    return tuple(of_piece[place.question] for of_piece in of if place.question in of_piece)


def _clashes(rulebook: Rulebook, pieces: Sequence[Piece], *, alike: bool) -> dict[Clash, frozenset[str]]:
    conditions = {combination.id: combination.when for combination in rulebook.incompatible}
    return {
        Clash(id, None if alike else part): frozenset(questions_in(conditions[id]))
        for part, piece in enumerate(pieces)
        for id in piece.assessment.violated
    }
