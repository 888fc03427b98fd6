"""Decision rules, the facts they cite, and the decisions they bear on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS, decisions_in, questions_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Person

STRENGTHS = {"slight": 1, "clear": 2, "strong": 3}
"""What a rule's words weigh, in rating steps."""

WHOLE = "-whole"
"""`excludes: [kpo-whole]` bars kpo for the whole work and leaves it to a part of a composite."""


class EffectKind(StrEnum):
    """What a rule does to an alternative or an option; FREES lifts what holds until the opposite is shown."""

    FAVOURS = "favours"
    OPPOSES = "opposes"
    EXCLUDES = "excludes"
    HOLDS_BACK = "holds-back"
    FREES = "frees"
    SUGGESTS = "suggests"
    WITHHOLDS = "withholds"


class PrintKind(StrEnum):
    """What a printed effect is: a sentence, or a grade."""

    REQUIRES = "requires"
    KEEPS = "keeps"
    ADVISES = "advises"
    SHOWS = "shows"
    RATES = "rates"


@dataclass(frozen=True, slots=True)
class Printed:
    """A sentence a rule prints under a topic, or a grade it gives: then `text` is the grade."""

    kind: PrintKind
    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """That an alternative is excluded: altogether, or for the whole work only, so that a part may still have it."""

    alternative: str
    whole_only: bool = False

    @classmethod
    def of(cls, word: str) -> Exclusion:
        """What a rule file or a report says as `kpo` or `kpo-whole`."""
        return cls(word.removesuffix(WHOLE), word.endswith(WHOLE))

    @property
    def word(self) -> str:
        """`kpo` or `kpo-whole`."""
        return f"{self.alternative}{WHOLE if self.whole_only else ''}"


@dataclass(frozen=True, slots=True)
class ByAlternative:
    """Sentences that differ by alternative: pairs of an alternative and what is said of it, each alternative once."""

    texts: tuple[tuple[str, str], ...]


Said = str | ByAlternative | None
"""What a rule says of all alternatives alike, or of some by themselves; None for nothing."""


def said_of(said: Said, alternatives: Collection[str]) -> str | None:
    """What is said of the alternatives together, each sentence once and in the rule's order; None for nothing."""
    if isinstance(said, ByAlternative):
        return " ".join(dict.fromkeys(text for id, text in said.texts if id in alternatives)) or None
    return said


@dataclass(frozen=True)
class Rule:
    """A decision rule: if `when` and not `unless`, then its effects.

    `favours` and `opposes` map alternatives to strengths 1 … 3 on `criterion`. `printed_for` empty: printed
    whatever the result. `owner` sees to what it requires. `suggests` and `withholds` are pairs of a decision and an
    option; `wishes` are those of the suggested that the client asks for. `because` is why it holds, `inferred` what of
    it no document says; both may differ by alternative. `label` says in a few words what it asks for, or what bars.
    `formerly` are rules that are no more, of which it took the place, maybe with others.
    """

    id: str
    when: Condition = ALWAYS
    unless: Condition | None = None
    criterion: str | None = None
    favours: tuple[tuple[str, int], ...] = ()
    opposes: tuple[tuple[str, int], ...] = ()
    holds_back: tuple[str, ...] = ()
    excludes: tuple[Exclusion, ...] = ()
    cure: str | None = None
    printed_for: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    owner: Person | None = None
    suggests: tuple[tuple[str, str], ...] = ()
    withholds: tuple[tuple[str, str], ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    because: str | ByAlternative | None = None
    cites: tuple[str, ...] = ()
    inferred: str | ByAlternative | None = None
    label: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def weighs(self) -> bool:
        """Whether the rule can move a ranking."""
        return bool(self.touches)

    @property
    def prints(self) -> bool:
        """Whether the rule prints, suggests or withholds something."""
        return bool(self.printed or self.suggests or self.withholds)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """`when`, and `unless` where there is one."""
        return (self.when,) if self.unless is None else (self.when, self.unless)

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The questions it looks at, each once, in the order of its conditions."""
        return questions_in(*self.conditions)

    @cached_property
    def decisions(self) -> frozenset[str]:
        """The decisions whose results it looks at."""
        return decisions_in(*self.conditions)

    @cached_property
    def bars(self) -> tuple[str, ...]:
        """The alternatives it excludes, be it for the whole only, and then those it holds back, each once."""
        return tuple(dict.fromkeys((*(exclusion.alternative for exclusion in self.excludes), *self.holds_back)))

    def bears_on(self, main: Iterable[Alternative]) -> tuple[str, ...]:
        """The alternatives it weighs or bars, and where it prints those it is for: any home of the main decision."""
        homes = self.printed_for or tuple(home.id for home in main if not home.made_of)
        return tuple(dict.fromkeys((*sorted(self.touches), *(homes if self.prints else ()))))

    @cached_property
    def touches(self) -> frozenset[str]:
        """The alternatives it favours, opposes or bars."""
        return frozenset((*dict(self.favours), *dict(self.opposes), *self.bars))


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of what a document says, in the rulebook's own words; `basis` is document or inferred."""

    id: str
    document: str
    section: str | None
    says: str
    basis: str
    reason: str | None = None
    starts_from: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    set_aside: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source: what it is called, who published it and when, and what to mind when reading it.

    `interest`: what its authors gain by an answer, `the publisher sells both`; None where no interest is seen.
    """

    id: str
    title: str
    publisher: str
    date: str
    note: str | None = None
    interest: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A point of view of one decision; `weight` is 1 … 1000, `axis` says what it may tell apart."""

    id: str
    title: str
    axis: str
    weight: int
    rationale: str

    @property
    def is_on_cut(self) -> bool:
        """Whether it speaks for or against parting the work: on all others composites have what homes lend them."""
        return self.axis == "cut"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One answer to a decision.

    `made_of`: homes of which at least two must be left, or the alternative is excluded. `lends`: those of
    them that it is rated by off the cut axis, as long as they are left.
    `needs`: alternatives of earlier decisions all of which must be left.
    `in_words`: what it asks one to do, `Give it to a BPO provider`; of a later decision, words that follow those.
    """

    id: str
    title: str
    means: str
    made_of: tuple[str, ...] = ()
    lends: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    in_words: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a decision may suggest, with reasons for it."""

    id: str
    title: str
    means: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading under which rules print; `on_page`, yes or no: whether advice under it stands on the page too."""

    id: str
    title: str
    on_page: str = "no"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided: alternatives ranked by criteria, or options suggested, or topics printed, never two of these.

    `label`: a few words in place of the title, where there is little room.
    """

    id: str
    title: str
    alternatives: tuple[Alternative, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    when: Condition = ALWAYS
    options: tuple[Option, ...] = ()
    topics: tuple[Topic, ...] = ()
    label: str | None = None

    @property
    def offers(self) -> tuple[Alternative | Option | Topic, ...]:
        """What a rule may name of it."""
        return self.alternatives or self.options or self.topics

    def weights(self, own: Mapping[str, int]) -> tuple[int, ...]:
        """The weights of the criteria, in order, with a profile's own in place of the rulebook's."""
        return tuple(own.get(criterion.id, criterion.weight) for criterion in self.criteria)

    def alternative(self, id: str) -> Alternative:
        """The alternative of that id; KeyError where there is none."""
        return {alternative.id: alternative for alternative in self.alternatives}[id]
