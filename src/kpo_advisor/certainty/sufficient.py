"""A subset-minimal set of answers that by itself makes the first certain.

Deletion-based minimisation (J. Marques-Silva and I. Lynce, *On improving MUS extraction algorithms*, 2011):
every answer is taken out in turn, and stays out where the first remains proved without it. The answers at
the gates are tried last, so that what is left is what a reader expects to matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.solver.assumptions import Asking, alone
from kpo_advisor.solver.effort import OF_PROFILE, Effort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.assumptions import Asked


def sufficient(rulebook: Rulebook, profile: Profile, asked: Sequence[Asked], winner: str) -> tuple[str, ...] | None:
    """The questions whose given answers alone prove the winner, none of which can be left out.

    Of activities, a question stands for its answers in all of them. None: not decided within the bound.
    """
    if not Asking.fits(rulebook, asked):
        return None
    kept = [id for id in rulebook.questions if any(id in each.known for each in asked)]
    roles = {"label": 0, "advice": 1, "score": 2, "gate": 3}
    order = sorted(kept, key=lambda id: (roles[rulebook.questions[id].role], kept.index(id)))
    effort = Effort(OF_PROFILE)

    def is_proved(some: Sequence[str]) -> bool | None:
        return _proved(rulebook, profile, [_with_only(rulebook, each, some) for each in asked], winner, effort)

    if is_proved(kept) is not True:
        return None
    for id in order:
        without = [each for each in kept if each != id]
        if is_proved(without):
            kept = without
    return None if effort.is_spent else tuple(kept)


def _proved(rulebook: Rulebook, profile: Profile, asked: Sequence[Asked], winner: str, effort: Effort) -> bool | None:
    """Whether the known answers make the winner certain; None where that is not decided."""
    asking = Asking(rulebook, profile, asked, effort=effort)
    escapes = asking.solver.ask([alone(winner, holds=False)], asking.solver.assumed(asking.completions()))
    return None if escapes is None else not escapes


def _with_only(rulebook: Rulebook, asked: Asked, kept: Sequence[str]) -> Asked:
    dropped = frozenset(asked.known) - frozenset(kept)
    known = {id: answer for id, answer in asked.known.items() if id in kept}
    # What was dropped is open again, and so is every question that its answer had made pointless.
    free = frozenset(rulebook.questions) - frozenset(known) if dropped else asked.open_questions
    return replace(asked, known=known, open_questions=free)
