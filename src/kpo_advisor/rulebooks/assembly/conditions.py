"""Reading conditions: from the YAML mapping to the tree that is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from kpo_advisor.model.conditions import (
    Compare,
    Condition,
    Decided,
    Every,
    NoneOf,
    Not,
    OneOf,
    Some,
)
from kpo_advisor.model.old_ids import OldIds
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.reserved_ids import CONDITION_WORDS
from kpo_advisor.portable.tree import Listing, Scalar, Table, yes_no_text
from kpo_advisor.rulebooks.assembly.condition_size import TOO_DEEP, Extent
from kpo_advisor.rulebooks.assembly.old_ids import OLD_ID, by_question, renewed
from kpo_advisor.rulebooks.layers import LISTED
from kpo_advisor.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kpo_advisor.model.conditions import Comparison
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.faults import FileFaults
    from kpo_advisor.portable.tree import Entry, Node
    from kpo_advisor.rulebooks.location import Location

COMPARISONS = ("at_least", "at_most", "above", "below")
OPERATORS = (*COMPARISONS, "all_of", "none_of", "not")
NEVER = Some((), 1)
_CONDITIONS = ("when", "unless", "only_if")
"""Keys of conditions in the files."""


class ConditionReader:
    """Reads conditions against a questionnaire, terms and decisions; faults go to those of the file.

    `waiting` takes the terms there are: each is read when it is first used, or by `read_terms`.
    """

    def __init__(self, questions: Mapping[str, Question], decisions: Mapping[str, tuple[str, ...]]) -> None:
        self.questions = questions
        self.old_ids = OldIds.of(questions)
        self.decisions = decisions
        self.terms: dict[str, Condition] = {}
        self.words = (*questions, *CONDITION_WORDS)
        self.extent = Extent()
        self.waiting: dict[str, tuple[Node, FileFaults]] = {}
        self._under_way: list[str] = []
        self._whole: set[tuple[str, tuple[str | int, ...]]] = set()

    def read_terms(self) -> None:
        """Read all terms that nothing has used yet."""
        for id in list(self.waiting):
            self.term(id)

    def read(self, node: Node, faults: FileFaults, decided: Collection[str] = ()) -> Condition:
        """The condition a node holds; what cannot be read is noted and stands as never true.

        Only results of the decisions that are `decided` may be tested.
        """
        with self.extent.of_condition():
            return self._read(node, faults, decided)

    def read_at(self, place: Location, key: str, decided: Collection[str] = ()) -> Condition | None:
        """The condition under a key of a record, or None where there is none."""
        if getattr(place.shape, key) is None:
            return None
        return self.read(place.at(key).node, place.part.faults, decided)

    def term(self, id: str) -> Condition:
        """What a term stands for."""
        if id not in self.terms:
            self._under_way.append(id)
            with self.extent.of_term(id):
                self.terms[id] = self._read(*self.waiting[id], ())
            self._under_way.pop()
        return self.terms[id]

    def circle(self, id: str) -> str | None:
        """The way from a term back to itself, where it is being read just now."""
        way = self._under_way
        return " → ".join([*way[way.index(id) :], id]) if id in way else None

    def has_judged(self, doubt: Finding) -> bool:
        """Whether it is known that a word is not taken as yes or no: the condition around it, if any, could be read."""
        path = doubt.path
        end = next((at for at, step in enumerate(path, start=1) if step in _CONDITIONS), None)
        return end is None or (doubt.file, path[:end]) in self._whole

    def _read(self, node: Node, faults: FileFaults, decided: Collection[str]) -> Condition:
        before = faults.among.count
        condition = _Reading(self, faults, decided).read(node)
        if faults.among.count == before:
            self._whole.add((faults.file, node.path))
        return condition


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reading one condition, or one term."""

    reader: ConditionReader
    faults: FileFaults
    decided: Collection[str]

    def read(self, node: Node) -> Condition:
        if not isinstance(node, Table):
            return self._never(node, "A condition is a mapping, such as {skill_level: credentialed}.")
        if not self.reader.extent.enter():
            return self._never(node, TOO_DEEP, "condition-too-large")
        parts = tuple(self._entry(entry) for entry in node.entries)
        self.reader.extent.leave()
        return parts[0] if len(parts) == 1 else Every(parts)

    def _entry(self, entry: Entry) -> Condition:
        word, value = entry.key.text, entry.value
        match word:
            case "term":
                return _every([self._term_used(term) for term in _items(value)])
            case "all":
                return Every(self._conditions(value))
            case "any":
                return Some(self._conditions(value))
            case "not":
                return Not(self.read(value))
            case "at_least_n":
                return self._at_least_n(value)
            case "decided":
                return self._decided(value)
        return self._on_question(entry)

    def _on_question(self, entry: Entry) -> Condition:
        word, value = entry.key.text, entry.value
        question = self.reader.questions.get(word)
        if question is None and word in self.reader.old_ids.successors:
            return self._on_old_question(entry)
        what = "question" if question is None else f"choice of {word}"
        if question is None or what in self.faults.among.lost:
            self.faults.unknown(entry.key, what, word, self.reader.words)
            return NEVER
        return self._test(question, value)

    def _on_old_question(self, entry: Entry) -> Condition:
        """A test on a question of old; a plain one may name choices that belong to several of today."""
        word, ids = entry.key.text, self.reader.old_ids
        self.faults.warn(entry.key, OLD_ID, ids.told(word) or "")
        if isinstance(entry.value, Table):
            if word in ids.renamed:
                return self._test(self.reader.questions[ids.renamed[word]], entry.value)
            message = f"{word} is no question any more; test what asks it now: {listed(ids.successors[word])}."
            return self._never(entry.key, message)
        found = by_question(ids, word, entry.value, self.faults)
        tests = tuple(self._test(self.reader.questions[id], node) for id, node in found.items())
        return tests[0] if len(tests) == 1 else Some(tests)

    def _conditions(self, node: Node) -> tuple[Condition, ...]:
        if isinstance(node, Listing) and node.items:
            return tuple(self.read(item) for item in node.items)
        return (self._never(node, "Here a list of conditions is wanted, each starting with a dash."),)

    def _at_least_n(self, node: Node) -> Condition:
        count, of = (node.get("count"), node.get("of")) if isinstance(node, Table) else (None, None)
        if not (isinstance(count, Scalar) and type(count.value) is int and of is not None):
            return self._never(node, "at_least_n takes {count: a whole number, of: a list of conditions}.")
        parts = self._conditions(of)
        if not 1 <= count.value <= len(parts):
            self.faults.add(count, "condition-shape", f"The count must be from 1 to {len(parts)}, found {count.value}.")
        return Some(parts, count.value)

    def _decided(self, node: Node) -> Condition:
        if not isinstance(node, Table) or not node.entries:
            return self._never(node, "decided takes a mapping of decisions, such as {model: [kpo, hybrid]}.")
        return _every([part for part in map(self._came_out, node.entries) if part is not None])

    def _came_out(self, entry: Entry) -> Decided | None:
        decision, decisions = entry.key.text, self.reader.decisions
        if decision not in decisions:
            self.faults.unknown(entry.key, "decision", decision, decisions)
        elif decision in self.decided:
            return Decided(decision, self._ids(entry.value, decisions[decision], f"alternative of {decision}"))
        elif LISTED not in self.faults.among.lost:
            message = f"{quoted(decision)} is not decided yet where this is tested."
            self.faults.add(entry.key, "decided-too-early", message)
        return None

    def _term_used(self, node: Node) -> Condition:
        if not isinstance(node, Scalar) or node.text not in self.reader.waiting:
            self.faults.unknown(node, "term", _found(node), self.reader.waiting)
            return NEVER
        circle = self.reader.circle(node.text)
        if circle is not None:
            return self._never(node, f"Terms go round in a circle: {circle}.", "term-cycle")
        condition = self.reader.term(node.text)
        too_large = self.reader.extent.add_term(node.text)
        return self._never(node, too_large, "condition-too-large") if too_large else condition

    def _never(self, node: Node, message: str, code: str = "condition-shape") -> Condition:
        self.faults.add(node, code, message)
        return NEVER

    def _test(self, question: Question, node: Node) -> Condition:
        self.reader.extent.add_test()
        if isinstance(node, Table):
            if not node.entries:
                self.faults.add(node, "condition-shape", f"A test is missing for {question.id}.")
            return _every([self._operator(question, entry) for entry in node.entries])
        if question.kind is Kind.NUMBER:
            return self._compare(question, "is", node)
        return OneOf(question.id, self._choices(question, node))

    def _operator(self, question: Question, entry: Entry) -> Condition:
        word = entry.key.text
        if word not in OPERATORS:
            self.faults.unknown(entry.key, "comparison", word, OPERATORS)
            return NEVER
        if word in COMPARISONS:
            if question.kind is Kind.NUMBER:
                return self._compare(question, cast("Comparison", word), entry.value)
            return self._on_scale(question, word, entry)
        if question.kind is Kind.NUMBER:
            message = f"{question.id} is a number; compare it with {', '.join(COMPARISONS)}."
            return self._never(entry.key, message, "comparison-kind")
        choices = self._choices(question, entry.value)
        if question.kind is not Kind.MULTI:
            if word == "all_of":
                message = f"all_of is for questions with several ticks; {question.id} takes one."
                self.faults.add(entry.key, "comparison-kind", message)
            return OneOf(question.id, frozenset(question.choice_ids) - choices)
        if word == "all_of":
            return Every(tuple(OneOf(question.id, frozenset((choice,))) for choice in sorted(choices)))
        return NoneOf(question.id, choices)

    def _on_scale(self, question: Question, word: str, entry: Entry) -> Condition:
        if question.kind is not Kind.SCALE:
            message = f"{word} needs a scale or a number; {question.id} is of kind {question.kind}."
            return self._never(entry.key, message, "comparison-kind")
        ids = question.choice_ids
        found = sorted(ids.index(choice) for choice in self._choices(question, entry.value))
        if len(found) != 1:
            if found:
                self.faults.add(entry.value, "condition-shape", f"{word} takes one choice of {question.id}.")
            return NEVER
        at = found[0]
        span = {"at_least": ids[at:], "at_most": ids[: at + 1], "above": ids[at + 1 :], "below": ids[:at]}[word]
        return OneOf(question.id, frozenset(span))

    def _compare(self, question: Question, comparison: Comparison, node: Node) -> Condition:
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            message = f"{question.id} is compared with a number, found {quoted(_found(node))}."
            return self._never(node, message, "not-a-number")
        return Compare(question.id, comparison, Fraction(value))

    def _choices(self, question: Question, node: Node) -> frozenset[str]:
        yes_no = question.kind is Kind.YES_NO
        node = renewed(self.reader.old_ids, question.id, node, self.faults)
        return self._ids(node, question.choice_ids, f"choice of {question.id}", yes_no=yes_no)

    def _ids(self, node: Node, allowed: tuple[str, ...], what: str, *, yes_no: bool = False) -> frozenset[str]:
        found = []
        known = frozenset(allowed)
        for item in _items(node):
            text = yes_no_text(item) if yes_no else None
            if text is not None:
                self.faults.among.settle(self.faults.file, item)
            elif isinstance(item, Scalar) and isinstance(item.value, str):
                text = item.text
            if text in known:
                found.append(text)
            else:
                self.faults.unknown(item, what, _found(item), allowed)
        return frozenset(found)


def _items(node: Node) -> Iterable[Node]:
    return node.items if isinstance(node, Listing) else (node,)


def _found(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "a list or mapping"


def _every(parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else Every(tuple(parts)) if parts else NEVER
