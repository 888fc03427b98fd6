"""Why the first beats the others, criterion by criterion, and in as few criteria as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.sensitivity import Contrast, Difference

if TYPE_CHECKING:
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.rules import Decision


def contrasts(decision: Decision, result: DecisionResult, recommended: str | None) -> tuple[Contrast, ...]:
    """The lead of the recommended one over each other, in the order of the ranking; none without it.

    The differences come largest first, equal ones in the order of the criteria.
    """
    if recommended is None:
        return ()
    first = result[recommended]
    own = first.by_criterion
    found = []
    for other in result.ranking:
        if other.alternative == recommended:
            continue
        others = other.by_criterion
        differences = [
            Difference(criterion.id, criterion.title, own.get(criterion.id, 0) - others.get(criterion.id, 0))
            for criterion in decision.criteria
        ]
        ordered = tuple(sorted((one for one in differences if one.points), key=lambda one: -one.points))
        lead = first.points - other.points
        found.append(Contrast(recommended, other.alternative, lead, first.score - other.score, ordered))
    return tuple(found)


def fewest(contrast: Contrast) -> tuple[Difference, ...]:
    """The fewest criteria for the first that together outweigh all that are against it; largest first.

    They are taken by falling size, equal ones in the order of the contrast, until their sum is above that
    of all against. No fewer can do: any k criteria sum to at most the k largest, and for a smaller k those
    did not reach. Where nothing is against it, the largest one alone. Empty where even all of them do not
    outweigh those against: on a tie, or where the standing or the open answers and not the points decide.
    """
    against = -sum(difference.points for difference in contrast.differences if difference.points < 0)
    taken: list[Difference] = []
    speaking_for = [difference for difference in contrast.differences if difference.points > 0]
    for difference in sorted(speaking_for, key=lambda difference: -difference.points):
        taken.append(difference)
        if sum(one.points for one in taken) > against:
            return tuple(taken)
    return ()
