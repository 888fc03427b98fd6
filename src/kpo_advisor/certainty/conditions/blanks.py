"""The open questions of a profile as they may be restricted: which of their answers, and how many of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.assumptions import Premise
    from kpo_advisor.solver.encoding import Encoding

Removal = tuple[int, int]
"""That an answer is ruled out: the position of a blank, and that of the answer in it."""

Removals = frozenset[Removal]

Reason = frozenset[Removals]
"""Sets of answers, each to one question, of which one must be ruled out as a whole."""


@dataclass(frozen=True, slots=True)
class Blank:
    """An open question that is one unknown of some pieces, numbered from 1.

    `values` are its answers, each as the choices of the facts that it stands for: of a number the ranges that nothing
    tells apart, of a multi question the ticks, one by one. At most `most` of them may be ruled out: half of the answers
    to a question of one choice, all ticks but one.
    """

    question: str
    pieces: tuple[int, ...]
    activities: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    most: int
    is_multi: bool


def blanks_of(rulebook: Rulebook, encoding: Encoding, premises: Sequence[Premise]) -> tuple[Blank, ...]:
    """The blanks of what is open, in the order of the questionnaire."""
    found = []
    for id, question in rulebook.questions.items():
        values = _values(question, encoding)
        is_multi = question.kind is Kind.MULTI
        for pieces in _sharing(id, premises):
            titles = tuple(title for piece in pieces for title in premises[piece - 1].activities)
            most = len(values) - 1 if is_multi else len(values) // 2
            found.append(Blank(id, pieces, titles, values, most, is_multi))
    return tuple(found)


def is_mild(removals: Iterable[Removal], blanks: Sequence[Blank]) -> bool:
    """Whether no question loses more of its answers than it may."""
    lost = Counter(at for at, _ in removals)
    return all(count <= blanks[at].most for at, count in lost.items())


def _sharing(id: str, premises: Sequence[Premise]) -> Iterator[tuple[int, ...]]:
    """The pieces to which a question is one unknown."""
    waiting = [at for at, premise in enumerate(premises, start=1) if id in premise.open_questions]
    common = tuple(at for at in waiting if id not in premises[at - 1].own)
    if common:
        yield common
    yield from ((at,) for at in waiting if at not in common)


def _values(question: Question, encoding: Encoding) -> tuple[tuple[str, ...], ...]:
    if question.kind is not Kind.NUMBER:
        return tuple((choice,) for choice in question.choice_ids)
    names = encoding.cells[question.id].names
    return tuple(tuple(names[place] for place in span) for span in encoding.ranges(question.id))


def in_words(question: Question, encoding: Encoding, blank: Blank, values: Iterable[int]) -> tuple[str, ...]:
    """Answers as a profile gives them; of a number, ranges such as `above 2 and at most 5`."""
    chosen = sorted(values)
    if question.kind is not Kind.NUMBER:
        return tuple(blank.values[at][0] for at in chosen)
    cells = encoding.cells[question.id]
    starts = [at for at in chosen if at - 1 not in chosen]
    ends = [at for at in chosen if at + 1 not in chosen]
    return tuple(
        cells.words(int(blank.values[first][0]), int(blank.values[last][-1]))
        for first, last in zip(starts, ends, strict=True)
    )
