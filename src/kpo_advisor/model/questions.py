"""The questionnaire: questions, their choices, and what an answer to them can be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.text.suggest import folded

if TYPE_CHECKING:
    from collections.abc import Container

    from typing_extensions import TypeIs

    from kpo_advisor.model.conditions import Condition

YES, NO = "yes", "no"

ONE_OF, BETWEEN, TICKED, PERHAPS = "one_of", "between", "ticked", "perhaps"
"""The keys under which a profile has narrowed answers."""


@dataclass(frozen=True, slots=True)
class Among:
    """One of these choices, two at least, in the order of the questionnaire; which of them is not settled."""

    choices: tuple[str, ...]

    @property
    def stated(self) -> dict[str, tuple[str, ...]]:
        """What a profile says, by key."""
        return {ONE_OF: self.choices}


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `low` to `high`, both included and `low` the smaller; which of them is not settled."""

    low: Fraction
    high: Fraction

    @property
    def stated(self) -> dict[str, tuple[Fraction, ...]]:
        """What a profile says, by key."""
        return {BETWEEN: (self.low, self.high)}


@dataclass(frozen=True, slots=True)
class PerhapsTicked:
    """Ticks of which some are not settled, both in the order of the questionnaire.

    The answer has all that is `ticked`, and any of `perhaps`, which is not empty, but never nothing at all: where
    nothing is `ticked`, there are two in `perhaps` at least, and the answer has one of them at least.
    """

    ticked: tuple[str, ...]
    perhaps: tuple[str, ...]

    @property
    def stated(self) -> dict[str, tuple[str, ...]]:
        """What a profile says, by key; nothing of what is ticked where nothing is."""
        return {TICKED: self.ticked, PERHAPS: self.perhaps} if self.ticked else {PERHAPS: self.perhaps}


Plain = str | Fraction | tuple[str, ...]
"""A choice id (`yes` or `no` for a yes_no question), a number, or the ticked choices."""

Narrowed = Among | Between | PerhapsTicked
"""A set of plain answers, one of which holds: more is known than nothing, and less than one answer."""

Answer = Plain | Narrowed | None
"""A plain answer, a narrowed one, or None: unknown."""


def admits(narrowed: Answer, answer: Plain) -> bool:
    """Whether a plain answer may be the one that holds where this is given, a narrowed one or None for any."""
    match narrowed:
        case Among(choices):
            return answer in choices
        case Between(low, high):
            return isinstance(answer, Fraction) and low <= answer <= high
        case PerhapsTicked(ticked, perhaps):
            return isinstance(answer, tuple) and set(ticked) <= set(answer) <= {*ticked, *perhaps}
    return narrowed is None or narrowed == answer


def is_plain(answer: Answer) -> TypeIs[Plain]:
    """Whether an answer is known, and is one answer."""
    return isinstance(answer, _PLAIN)


_PLAIN = (str, Fraction, tuple)


class Kind(StrEnum):
    """What sort of answer a question takes; `scale` orders its choices from least to most."""

    SCALE = "scale"
    CHOICE = "choice"
    MULTI = "multi"
    YES_NO = "yes_no"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who knows answers or sees to it that something is in place; `label` is how reports call them."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a question offers; `means` defines it by what can be observed, `label` names it in reports.

    `group` is what it has in common with other choices of a long list, in a word or two. `formerly` are the choices of
    which it took the place, each with its question. `also` are other words by which people mean it.
    """

    id: str
    means: str
    example: str | None = None
    label: str = ""
    group: str | None = None
    formerly: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()

    @property
    def explained(self) -> str:
        """What it means, with its example where there is one."""
        return f"{self.means}, e.g. {self.example}" if self.example else self.means


@dataclass(frozen=True, slots=True)
class CanBecome:
    """An answer the client can bring about: `to` from any of `origins`, and how."""

    to: str
    origins: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the questionnaire.

    `label` names it in reports, in a few words. `maximum_choices` bounds a multi answer, `exclusive` choices stand
    alone in it. `minimum` and `maximum` bound a number, in `unit`, which `unit_of_one` replaces for 1. `whole`
    questions are about splitting the work and are not asked once a profile lists activities. `only_if` None: always
    applicable; where it does not hold, the question counts as answered by the choice `otherwise`, or with None as not
    there. `asked_if` says the condition in a client's words. `formerly` are ids that it had. `also_unknown` are words
    by which people say that the answer is not known.
    """

    id: str
    section: str
    kind: Kind
    ask: str
    who_knows: tuple[Person, ...]
    label: str = ""
    role: str = "score"
    help: str | None = None
    whole: bool = False
    actionable: str = "no"
    can_become: tuple[CanBecome, ...] = ()
    only_if: Condition | None = None
    asked_if: str | None = None
    otherwise: str | None = None
    choices: tuple[Choice, ...] = ()
    maximum_choices: int | None = None
    exclusive: frozenset[str] = frozenset()
    formerly: tuple[str, ...] = ()
    unit: str | None = None
    unit_of_one: str | None = None
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    also_unknown: tuple[str, ...] = ()

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids that an answer may name, in the order of the questionnaire; empty for a number."""
        return (YES, NO) if self.kind is Kind.YES_NO else tuple(choice.id for choice in self.choices)

    def in_order(self, ids: Container[str]) -> tuple[str, ...]:
        """Those of its choices that are among the ids, in the order of the questionnaire."""
        return tuple(id for id in self.choice_ids if id in ids)

    @property
    def implied(self) -> Plain | None:
        """The answer that it counts as having where its `only_if` does not hold; None: none."""
        return (self.otherwise,) if self.otherwise is not None and self.kind is Kind.MULTI else self.otherwise

    def label_of(self, choice: str) -> str:
        """The label of one of its choices; yes and no are their own."""
        return next((offered.label for offered in self.choices if offered.id == choice), choice)

    def also_called(self, words: str) -> str | None:
        """The choice that is meant by other words than its id and its label; None where these are none's."""
        wanted = folded(words)
        return next((choice.id for choice in self.choices if wanted in map(folded, choice.also)), None)

    @property
    def else_counts_as(self) -> str:
        """What holds where its `only_if` does not, as a sentence; nothing where no answer is implied."""
        return "" if self.otherwise is None else f"Otherwise it counts as answered: {self.label_of(self.otherwise)}."

    @property
    def who(self) -> str:
        """Those who know the answer, in words: `finance, procurement`."""
        return ", ".join(person.label for person in self.who_knows)


@dataclass(frozen=True, slots=True)
class Followed:
    """An old question that was asked only where one of these was the answer, each a question and its choice of then."""

    question: str
    after: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A group of questions on one subject, in the order they are asked."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Incompatible:
    """Answers that cannot both hold."""

    id: str
    when: Condition
    because: str
