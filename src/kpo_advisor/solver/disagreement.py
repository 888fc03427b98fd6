"""Where the plain engine does not confirm what the solver found: a bug, told so that it can be reported."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.errors import Disagreement
from kpo_advisor.model.questions import is_plain
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.emit import flow, flow_table, number, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook


def disagreement(what: str, rulebook: Rulebook, *answers: Mapping[str, Answer]) -> Disagreement:
    """What to raise: `what` the solver found, and what it takes to look for the bug; `answers` of each piece."""
    return _raised(what, _given(rulebook, answers))


def disagreement_of_two(
    what: str, old: tuple[Rulebook, Mapping[str, Answer]], new: tuple[Rulebook, Mapping[str, Answer]]
) -> Disagreement:
    """What to raise where two rulebooks are compared, each with the answers to its own questions."""
    sides = (f"{name}: {_given(book, (answers,))}" for name, (book, answers) in (("old", old), ("new", new)))
    return _raised(what, "; ".join(sides))


def _raised(what: str, given: str) -> Disagreement:
    return Disagreement(
        f"The engine does not confirm what the solver found: {what}. This is a fault of the advisor, not of what "
        "you gave: nothing was decided by it, and no result that rests on it is shown. Please report it, with "
        f"{given}."
    )


def _given(rulebook: Rulebook, pieces: Sequence[Mapping[str, Answer]]) -> str:
    book = f"{rulebook.name} {rulebook.version} (sha256 {rulebook.sha256})"
    return f"the rulebook {book} and the profile {_flow(pieces)}"


def _flow(pieces: Sequence[Mapping[str, Answer]]) -> str:
    told = [f"answers: {{{', '.join(f'{id}: {_answer(piece[id])}' for id in sorted(piece))}}}" for piece in pieces]
    if len(told) == 1:
        return f"{{{told[0]}}}"
    parts = ", ".join(f"{{title: part {at}, {answers}}}" for at, answers in enumerate(told, start=1))
    return f"{{activities: [{parts}]}}"


def _answer(answer: Answer) -> str:
    if answer is None:
        return UNKNOWN
    if isinstance(answer, tuple):
        return flow(answer)
    if not is_plain(answer):
        return flow_table(answer.stated)
    return number(answer) if isinstance(answer, Fraction) else scalar(answer, in_list=True)
