"""A rulebook: the questionnaire, the decisions, the rules and what they cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.old_ids import OldIds
from kpo_advisor.model.rules import Exclusion
from kpo_advisor.text.phrases import lettered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.questions import Followed, Incompatible, Person, Question, Section
    from kpo_advisor.model.rules import Decision, Document, Fact, Rule


OURS = "ours"
"""The mark of what no document states."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where the documents disagree, and how the rulebook treats it; `treated_by` names the places."""

    id: str
    topic: str
    one_side: str
    other_side: str | None
    treatment: str
    treated_by: tuple[str, ...]


LAW_KINDS = (
    "never_first",
    "only_first",
    "excluded",
    "not_excluded",
    "can_be_first",
    "unmoved_by",
    "never_suggested",
    "never_split",
)
"""What a law says: docs/method.md tells what each means."""


@dataclass(frozen=True, slots=True)
class Law:
    """What must hold for every profile in which `when` holds.

    `kind` is one of LAW_KINDS. `subjects` are alternatives of one or more ranked decisions; for `unmoved_by`
    questions, for `never_suggested` options, for `never_split` homes that composites are made of.
    """

    id: str
    says: str
    kind: str
    subjects: tuple[str, ...]
    when: Condition
    inferred: str | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A rule or law that an overlay took out, and why."""

    what: Rule | Law
    reason: str


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Everything the engine needs, checked: every id that is used exists.

    Compared and hashed by identity. `sha256` is over the names and bytes of all files, in the order
    of their names, the rulebook that is extended first. `close_call` is in score points (−100 … 100).
    `outdated` are warnings of old ids in the rulebook's own conditions. `retired` has by the id of an old question why
    nothing took its place, `followed` the old questions that were asked only after some answers. `meanings` has by the
    id of a term what it means. `inherited` are the rules that stand in the rulebooks that it extends.
    """

    name: str
    title: str
    version: str
    sha256: str
    close_call: int
    people: Mapping[str, Person]
    introduction: str
    sections: tuple[Section, ...]
    incompatible: tuple[Incompatible, ...]
    terms: Mapping[str, Condition]
    decisions: tuple[Decision, ...]
    rules: tuple[Rule, ...]
    facts: Mapping[str, Fact]
    documents: Mapping[str, Document]
    contradictions: tuple[Contradiction, ...] = ()
    laws: tuple[Law, ...] = ()
    switched_off: tuple[SwitchedOff, ...] = ()
    outdated: tuple[Finding, ...] = ()
    retired: Mapping[str, str] = field(default_factory=dict)
    followed: tuple[Followed, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    inherited: frozenset[str] = frozenset()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order of the questionnaire."""
        return {question.id: question for section in self.sections for question in section.questions}

    @cached_property
    def old_ids(self) -> OldIds:
        """What took the place of questions and choices that are no more."""
        return OldIds.of(self.questions, self.retired, self.followed)

    @property
    def own_rules(self) -> tuple[Rule, ...]:
        """The rules that stand in the rulebook itself; all of one that extends none."""
        return tuple(rule for rule in self.rules if rule.id not in self.inherited)

    @cached_property
    def rule_by_id(self) -> Mapping[str, Rule]:
        """All rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def suggesting(self) -> Mapping[tuple[str, str], tuple[Rule, ...]]:
        """The rules that suggest each option, by its decision and its id, in their order."""
        return _by_option((key, rule) for rule in self.rules for key in rule.suggests)

    @cached_property
    def withholding(self) -> Mapping[tuple[str, str], tuple[Rule, ...]]:
        """The rules that withhold each option, in the same way."""
        return _by_option((key, rule) for rule in self.rules for key in rule.withholds)

    @cached_property
    def decision_by_id(self) -> Mapping[str, Decision]:
        """All decisions by id, in the order in which they are taken."""
        return {decision.id: decision for decision in self.decisions}

    @cached_property
    def ranked(self) -> tuple[Decision, ...]:
        """The decisions that rank alternatives, the main one first."""
        return tuple(decision for decision in self.decisions if decision.alternatives)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every alternative, option and topic by id."""
        return {offer.id: offer.title for decision in self.decisions for offer in decision.offers}

    def title_of(self, target: str) -> str:
        """The title of what a rule names: as in `titles`, or of an alternative that is excluded for the whole work."""
        exclusion = Exclusion.of(target)
        return self.titles[exclusion.alternative] + (" for the whole work" if exclusion.whole_only else "")

    @cached_property
    def marks(self) -> Mapping[tuple[str, str | None], str]:
        """The mark of each section of each document, and with None of a document as a whole, in the rulebook's order.

        `3h` is the eighth section of the third document, `3` all of it. A mark is the same whatever is told.
        """
        sections: dict[str, dict[str | None, None]] = {id: {None: None} for id in self.documents}
        for fact in self.facts.values():
            sections[fact.document][fact.section or None] = None
        return {
            (id, section): f"{number}{lettered(at)}"
            for number, id in enumerate(sections, start=1)
            for at, section in enumerate(sections[id])
        }

    def mark_of(self, fact: Fact) -> str:
        """The mark of where a document states the fact; `ours` where none does."""
        return self.marks[fact.document, fact.section or None] if fact.basis == "document" else OURS

    def marked(self, mark: str) -> tuple[Fact, ...]:
        """The facts that a mark stands for: of a number alone, all of its document; empty for what is no mark."""
        for id in self.documents:
            if self.marks.get((id, None)) == mark:
                return tuple(fact for fact in self.facts.values() if fact.document == id)
        return tuple(fact for fact in self.facts.values() if self.mark_of(fact) == mark)

    def in_order(self, marks: Iterable[str]) -> tuple[str, ...]:
        """Marks each once, in the order of documents and sections; `ours` is the last."""
        return tuple(sorted(self._order_of_marks.keys() & marks, key=self._order_of_marks.__getitem__))

    @cached_property
    def _order_of_marks(self) -> Mapping[str, int]:
        return {mark: number for number, mark in enumerate((*self.marks.values(), OURS))}

    def with_gates(self, questions: Iterable[str]) -> frozenset[str]:
        """The questions, and those that decide whether one of them is asked."""
        found: set[str] = set()
        waiting = list(questions)
        while waiting:
            id = waiting.pop()
            if id not in found:
                found.add(id)
                waiting += questions_in(self.questions[id].only_if)
        return frozenset(found)

    @property
    def main(self) -> Decision:
        """The first decision: the one that is ranked for the user."""
        return self.decisions[0]

    def criterion_titles(self) -> Mapping[str, str]:
        """The title of every criterion by id."""
        return {criterion.id: criterion.title for decision in self.decisions for criterion in decision.criteria}


def _by_option(pairs: Iterable[tuple[tuple[str, str], Rule]]) -> dict[tuple[str, str], tuple[Rule, ...]]:
    found: dict[tuple[str, str], tuple[Rule, ...]] = {}
    for key, rule in pairs:
        if rule not in found.get(key, ()):
            found[key] = (*found.get(key, ()), rule)
    return found
