"""Answers of several choices: one of these, all but these, ticks of which some are not settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.line import Refused, TypedAnswer
from kpo_advisor.model.questions import Among, Kind, PerhapsTicked
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence, Set

    from kpo_advisor.model.questions import Question


def one_of(
    question: Question, chosen: Collection[str], names: Sequence[str], between: Set[str], *, is_read: bool
) -> TypedAnswer | Refused:
    """One choice, or one of several, which are then parted by `or`."""
    if len(chosen) > 1 and ("and" in between or "or" not in between):
        instead = " or ".join(names)
        reason = "One choice is wanted here. Where it is not settled which, put or between them."
        return Refused((reason, f'Did you mean "{instead}"?'), instead=instead)
    if not chosen:
        return Refused(("Give a choice, by its number or its name.",))
    return _settled(question.in_order(chosen), is_read=is_read)


def all_but(question: Question, chosen: Collection[str]) -> TypedAnswer | Refused:
    """Any of the choices that are not chosen."""
    rest = [id for id in question.choice_ids if id not in chosen]
    if not rest:
        return Refused(("That leaves no choice.",))
    if question.kind is Kind.MULTI and len(rest) > 1:
        return TypedAnswer(PerhapsTicked((), tuple(rest)), is_read=True)
    if question.kind is Kind.MULTI:
        return TypedAnswer(tuple(rest), is_read=True)
    return _settled(rest, is_read=True)


def ticked(
    question: Question, certain: Collection[str], perhaps: Collection[str], *, is_read: bool
) -> TypedAnswer | Refused:
    """What is ticked, and what may be; of that which may be, one at least where nothing else is ticked."""
    sure, may = question.in_order(certain), question.in_order(perhaps)
    reason = _ruled_out(question, sure, may)
    if reason is not None:
        return Refused((reason,))
    return TypedAnswer(PerhapsTicked(sure, may) if may else sure, is_read=is_read or bool(may))


def _ruled_out(question: Question, sure: Sequence[str], may: Sequence[str]) -> str | None:
    """Why no answer can be so; None where one can."""
    label, most = question.label_of, question.maximum_choices
    if not (sure or may):
        return "Give a choice, by its number or its name."
    if not sure and len(may) == 1:
        return f"Nothing else is ticked, so that {label(may[0])} would hold. Leave out the ?, or say u for not known."
    together = [*sure, *may] if sure else []
    alone = next((id for id in together if id in question.exclusive and len(together) > 1), None)
    if alone is not None:
        others = listed([label(id) for id in together if id != alone])
        return f"{label(alone)} stands alone, and cannot hold together with {others}."
    if most is not None and len(sure) > most:
        return f"At most {counted(most, 'choice')} can be ticked here; these are {len(sure)}."
    if most is not None and may and len(sure) == most:
        return f"At most {counted(most, 'choice')} can be ticked here, so that nothing more can hold perhaps."
    return None


def _settled(choices: Sequence[str], *, is_read: bool) -> TypedAnswer:
    if len(choices) == 1:
        return TypedAnswer(choices[0], is_read=is_read)
    return TypedAnswer(Among(tuple(choices)), is_read=True)
