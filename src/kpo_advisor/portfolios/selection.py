"""Which pieces of work of a portfolio are wanted: by what was said of them, and by what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.questions import admits, is_plain
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portfolios.reading.cells import EITHER, cell_node
from kpo_advisor.portfolios.reading.header import GROUP, TITLE
from kpo_advisor.profiles.answers import read_answer
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.text.phrases import listed, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.work import Work

WHERE = "--where"
"""How a condition is called in findings, in place of a file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a piece of work must have in some column: one of the texts or, of a question, one of the answers, perhaps.

    Of an answer None in `answers`, it must be open: unknown or not asked. Blanks around a text, and upper and lower
    case, do not count.
    """

    column: str
    texts: tuple[str, ...] = ()
    answers: tuple[Answer, ...] | None = None

    def takes(self, work: Work) -> bool:
        """Whether a piece of work has it; of one with activities, whether one of these has."""
        if self.answers is None:
            further = dict(work.further)
            told = {TITLE: work.profile.title, GROUP: work.group}.get(self.column, further.get(self.column, ""))
            return told.strip().casefold() in self.texts
        profile = work.profile
        sets = [profile.answers, *(profile.answers_of(activity) for activity in profile.activities)]
        return any(self._is_among(answers.get(self.column)) for answers in sets)

    def _is_among(self, given: Answer) -> bool:
        return any(_may_be(given, wanted) for wanted in self.answers or ())


def _may_be(given: Answer, wanted: Answer) -> bool:
    if given is None or wanted is None:
        return given is None and wanted is None
    if isinstance(wanted, tuple) and isinstance(given, tuple):
        return set(wanted) <= set(given)
    return is_plain(wanted) and admits(given, wanted)


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that is asked of a piece of work to be shown; `first` empty: whatever stands first."""

    where: tuple[Wanted, ...] = ()
    first: frozenset[str] = frozenset()
    is_open: bool = False

    def take(self, work: Work) -> bool:
        """Whether it is worth placing a piece of work."""
        return all(wanted.takes(work) for wanted in self.where)

    def keep(self, placement: Placement) -> bool:
        """Whether a piece of work is shown and counted, now that it is placed."""
        is_there = not self.first or not self.first.isdisjoint(placement.first)
        return is_there and not (self.is_open and placement.is_certain)


def wishes_of(where: Iterable[str], first: Iterable[str], rulebook: Rulebook, *, is_open: bool) -> Wishes:
    """What the command line asks for. Raises KpoAdvisorError for what is no condition and no home."""
    wanted = tuple(_wanted(text, rulebook) for text in where)
    return Wishes(wanted, frozenset(_home(name, rulebook) for name in first), is_open)


def _wanted(text: str, rulebook: Rulebook) -> Wanted:
    column, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not column:
        raise KpoAdvisorError(f"{quoted(text)} is no condition: {WHERE} is given as column=value.")
    question = rulebook.questions.get(column)
    values = [part.strip() for part in value.split(EITHER)]
    if question is not None:
        return Wanted(column, answers=tuple(_answer(question, part, text) for part in values))
    hint = did_you_mean(column, [TITLE, GROUP, *rulebook.questions])
    if hint is not None and column not in (TITLE, GROUP):
        raise KpoAdvisorError(f"{quoted(column)} is no column of a portfolio. {hint}")
    return Wanted(column, texts=tuple(part.casefold() for part in values))


def _answer(question: Question, text: str, told: str) -> Answer:
    """What is wanted of a question; nothing, or `unknown`, is that it is open. Raises UnreadableInput."""
    if not text:
        return None
    faults = Faults()
    answer = read_answer(question, cell_node(question.kind, text, None), Reporter(WHERE, faults, told))
    faults.raise_if_any()
    return answer


def _home(name: str, rulebook: Rulebook) -> str:
    homes: Sequence[tuple[str, str]] = [(home.id, home.title) for home in rulebook.main.alternatives]
    found = next((id for id, title in homes if name.strip().casefold() in (id, title.casefold())), None)
    if found is None:
        ids = [id for id, _ in homes]
        raise KpoAdvisorError(f"{quoted(name)} is no home. {did_you_mean(name, ids) or f'There are {listed(ids)}.'}")
    return found
