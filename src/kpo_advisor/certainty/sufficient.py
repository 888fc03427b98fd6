"""A subset-minimal set of answers that by itself makes the first certain.

Deletion-based minimisation (J. Marques-Silva and I. Lynce, *On improving MUS extraction algorithms*, 2011):
every answer is taken out in turn, and stays out where the first remains proved without it. The answers at
the gates are tried last, so that what is left is what a reader expects to matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import plain_answers
from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import alone
from kpo_advisor.solver.effort import OF_PROFILE, Effort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.assumptions import Premise


def sufficient(examined: Examined) -> tuple[str, ...] | None:
    """The questions whose given answers alone prove the winner, none of which can be left out.

    Of activities, a question stands for its answers in all of them. None: there is no winner, or it is not decided
    within the bound.
    """
    rulebook, premises = examined.rulebook, examined.premises
    if examined.main.winner is None or not Query.fits(rulebook, premises):
        return None
    kept = [id for id in rulebook.questions if any(id in premise.known for premise in premises)]
    roles = {"label": 0, "advice": 1, "score": 2, "gate": 3}
    order = sorted(kept, key=lambda id: roles[rulebook.questions[id].role])
    effort = Effort(OF_PROFILE)
    if _is_proved(examined, kept, effort) is not True:
        return None
    for id in order:
        without = [question for question in kept if question != id]
        if _is_proved(examined, without, effort):
            kept = without
    return None if effort.is_spent else tuple(kept)


def _is_proved(examined: Examined, kept: Sequence[str], effort: Effort) -> bool | None:
    """Whether the known answers to these questions make the winner certain; None where that is not decided."""
    premises = [_with_only(examined.rulebook, premise, kept) for premise in examined.premises]
    query = Query(examined.rulebook, examined.profile, premises, effort=effort)
    escapes = [alone(examined.main.winner or "", holds=False)]
    can_escape = query.solver.ask(escapes, query.solver.assumed(query.completions()))
    return None if can_escape is None else not can_escape


def _with_only(rulebook: Rulebook, premise: Premise, kept: Sequence[str]) -> Premise:
    dropped = frozenset(premise.known) - frozenset(kept)
    known = {id: answer for id, answer in premise.known.items() if id in kept}
    # What was dropped is open again, and so is every question that its answer had made pointless.
    free = frozenset(rulebook.questions) - frozenset(plain_answers(known)) if dropped else premise.open_questions
    return replace(premise, known=known, open_questions=free)
