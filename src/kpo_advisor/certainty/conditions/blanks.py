"""The open questions of a profile as they may be restricted: which of their answers, and how many of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind, PerhapsTicked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.model.questions import Answer, Question
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
    tells apart, of a multi question the ticks, one by one. At most `most` of them may be ruled out: of a question of
    one choice half. Ticks may only be forbidden, so that of those which can stand together never one alone is left.
    """

    question: str
    pieces: tuple[int, ...]
    activities: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    most: int
    is_multi: bool
    exclusive: frozenset[int] = frozenset()


def blanks_of(rulebook: Rulebook, encoding: Encoding, premises: Sequence[Premise]) -> tuple[Blank, ...]:
    """The blanks of what is open, in the order of the questionnaire; those of narrowed answers hold what may be.

    A question of which some ticks are known and others are not settled has no blank: it is not restricted.
    """
    found = []
    for id, question in rulebook.questions.items():
        is_multi = question.kind is Kind.MULTI
        for pieces in _sharing(id, premises):
            narrowed = premises[pieces[0] - 1].known.get(id)
            if isinstance(narrowed, PerhapsTicked) and narrowed.ticked:
                continue
            values = _values(question, encoding, narrowed)
            titles = tuple(title for piece in pieces for title in premises[piece - 1].activities)
            exclusive = frozenset(at for at, (name, *_) in enumerate(values) if name in question.exclusive)
            most = len(values) // 2
            if is_multi:
                most = len(values) - (1 if exclusive else 2)
            found.append(Blank(id, pieces, titles, values, most, is_multi, exclusive))
    return tuple(found)


def is_mild(removals: Iterable[Removal], blanks: Sequence[Blank]) -> bool:
    """Whether no question loses more of its answers than it may."""
    lost: defaultdict[int, set[int]] = defaultdict(set)
    for at, value in removals:
        lost[at].add(value)
    return all(len(values) <= blanks[at].most and not _requires(blanks[at], values) for at, values in lost.items())


def requiring(blanks: Sequence[Blank]) -> Iterator[list[Removal]]:
    """The removals that would each leave one tick alone, and so require it."""
    for at, blank in enumerate(blanks):
        for kept in range(len(blank.values)):
            lost = [value for value in range(len(blank.values)) if value != kept]
            if len(lost) <= blank.most and _requires(blank, set(lost)):
                yield [(at, value) for value in lost]


def _requires(blank: Blank, lost: set[int]) -> bool:
    left = set(range(len(blank.values))) - lost
    return blank.is_multi and len(left) == 1 and left.isdisjoint(blank.exclusive)


def _sharing(id: str, premises: Sequence[Premise]) -> Iterator[tuple[int, ...]]:
    """The pieces to which a question is one unknown."""
    waiting = [at for at, premise in enumerate(premises, start=1) if id in premise.open_questions]
    common = tuple(at for at in waiting if id not in premises[at - 1].own)
    if common:
        yield common
    yield from ((at,) for at in waiting if at not in common)


def _values(question: Question, encoding: Encoding, narrowed: Answer) -> tuple[tuple[str, ...], ...]:
    """The answers that may be where this one is given, a narrowed one or None."""
    every = encoding.choices(question)
    may_be = every if narrowed is None else encoding.ticked(question.id, narrowed) or encoding.perhaps_ticked(narrowed)
    if question.kind is not Kind.NUMBER:
        return tuple((choice,) for choice in every if choice in may_be)
    ranges = ([every[place] for place in span if every[place] in may_be] for span in encoding.ranges(question.id))
    return tuple(tuple(names) for names in ranges if names)


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
