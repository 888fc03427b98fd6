"""The pieces a recommendation is about: the whole work, or its activities, each with its assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.engine.activities import Whole
    from kpo_advisor.model.assessment import Assessment, DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work: `activity` None where the profile is not cut into activities.

    `homes` are the alternatives whose printed effects apply: the recommended one or, of a composite,
    the homes of its parts.
    """

    activity: str | None
    share: int
    answers: Mapping[str, Answer]
    assessment: Assessment
    homes: frozenset[str]


def pieces_of(rulebook: Rulebook, profile: Profile, whole: Whole) -> tuple[Piece, ...]:
    """The pieces of a profile, in its order."""
    if not whole.parts:
        homes = _homes(rulebook, whole.piece)
        return (Piece(None, 1, profile.answers, whole.piece, homes),)
    return tuple(
        Piece(activity.title, activity.share, profile.answers_of(activity), part, _homes(rulebook, part))
        for activity, part in zip(profile.activities, whole.parts, strict=True)
    )


def chosen(result: DecisionResult) -> tuple[str, ...]:
    """What stands first: the proved winner, else the first on what is known now, several on a tie."""
    return (result.winner,) if result.winner else result.first


def parts_of(rulebook: Rulebook, alternative: str, assessment: Assessment) -> frozenset[str]:
    """The homes of an alternative of the main decision: itself or, of a composite, those of its parts.

    A later decision whose alternatives need homes (the split) says which; without it, all homes that
    are left.
    """
    made_of = rulebook.main.alternative(alternative).made_of
    if not made_of:
        return frozenset((alternative,))
    for decision in rulebook.decisions[1:]:
        needing = {each.id: frozenset(each.needs) for each in decision.alternatives if each.needs}
        if needing and decision.id in assessment.taken and decision.id in assessment.decisions:
            picked = [needing[id] for id in chosen(assessment.decisions[decision.id]) if id in needing]
            if picked:
                return frozenset().union(*picked)
    ranking = assessment.decisions[rulebook.main.id]
    left = {each.alternative for each in ranking.ranking if each.left_for_parts[View.NOW]}
    return frozenset(made_of) & left


def _homes(rulebook: Rulebook, assessment: Assessment) -> frozenset[str]:
    first = chosen(assessment.decisions[rulebook.main.id])
    return frozenset().union(*(parts_of(rulebook, each, assessment) for each in first))
