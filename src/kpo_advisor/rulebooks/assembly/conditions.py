"""Reading conditions: from the YAML mapping to the tree that is evaluated."""

from __future__ import annotations

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
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.reserved import CONDITION_WORDS
from kpo_advisor.portable.tree import Listing, Scalar, Table, yes_no_text
from kpo_advisor.rulebooks.assembly.extent import TOO_DEEP, Extent
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.model.conditions import Comparison
    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.faults import Faults
    from kpo_advisor.portable.tree import Entry, Node

COMPARISONS = ("at_least", "at_most", "above", "below")
OPERATORS = (*COMPARISONS, "all_of", "none_of", "not")
NEVER = Some((), 1)


class ConditionReader:
    """Reads conditions against a questionnaire, terms and decisions; faults go to `faults`."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        decisions: Mapping[str, tuple[str, ...]],
        faults: Faults,
    ) -> None:
        self.questions = questions
        self.decisions = decisions
        self.faults = faults
        self.terms: dict[str, Condition] = {}
        self._words = (*questions, *CONDITION_WORDS)
        self._waiting: dict[str, tuple[str, Node]] = {}
        self._under_way: list[str] = []
        self._testable: tuple[str, ...] = ()
        self._extent = Extent()

    def announce_term(self, id: str, file: str, node: Node) -> None:
        """Make a term known; it is read when it is first used, or by `read_terms`."""
        self._waiting[id] = (file, node)

    def read_terms(self) -> None:
        """Read all announced terms that nothing has used yet."""
        for id in list(self._waiting):
            self._term(id)

    def read(self, node: Node, file: str) -> Condition:
        """The condition a node holds; what cannot be read is noted and stands as never true.

        Tests on earlier results (`decided`) are noted as faults: only rules and decisions may look at them.
        """
        return self.read_after(node, file, ())

    def read_after(self, node: Node, file: str, decided: Iterable[str]) -> Condition:
        """The same where the results of these decisions may be tested."""
        outer, self._testable = self._testable, tuple(decided)
        with self._extent.of_condition():
            condition = self._read(node, file)
        self._testable = outer
        return condition

    def _read(self, node: Node, file: str) -> Condition:
        if not isinstance(node, Table):
            return self._never(
                file, node, "condition-shape", "A condition is a mapping, such as {skill_level: credentialed}."
            )
        if not self._extent.enter():
            return self._never(file, node, "condition-too-large", TOO_DEEP)
        parts = tuple(self._entry(entry, file) for entry in node.entries)
        self._extent.leave()
        return parts[0] if len(parts) == 1 else Every(parts)

    def _entry(self, entry: Entry, file: str) -> Condition:
        word, value = entry.key.text, entry.value
        match word:
            case "term":
                return _every([self._term_used(each, file) for each in _items(value)])
            case "all":
                return Every(self._conditions(value, file))
            case "any":
                return Some(self._conditions(value, file))
            case "not":
                return Not(self._read(value, file))
            case "at_least_n":
                return self._at_least_n(value, file)
            case "decided":
                return self._decided(value, file)
        question = self.questions.get(word)
        if question is None:
            self.faults.unknown(file, entry.key, "question", word, self._words)
            return NEVER
        return self._test(question, value, file)

    def _conditions(self, node: Node, file: str) -> tuple[Condition, ...]:
        if isinstance(node, Listing) and node.items:
            return tuple(self._read(item, file) for item in node.items)
        self.faults.add(
            file, node, "condition-shape", "Here a list of conditions is wanted, each starting with a dash."
        )
        return (NEVER,)

    def _at_least_n(self, node: Node, file: str) -> Condition:
        count = node.get("count") if isinstance(node, Table) else None
        of = node.get("of") if isinstance(node, Table) else None
        if not (isinstance(count, Scalar) and type(count.value) is int and of is not None):
            return self._never(
                file, node, "condition-shape", "at_least_n takes {count: a whole number, of: a list of conditions}."
            )
        parts = self._conditions(of, file)
        if not 1 <= count.value <= len(parts):
            self.faults.add(
                file,
                count,
                "condition-shape",
                f"The count must be from 1 to {len(parts)}, found {count.value}.",
            )
        return Some(parts, count.value)

    def _decided(self, node: Node, file: str) -> Condition:
        if not isinstance(node, Table) or not node.entries:
            return self._never(
                file, node, "condition-shape", "decided takes a mapping of decisions, such as {model: [kpo, hybrid]}."
            )
        parts = []
        for entry in node.entries:
            known = self.decisions.get(entry.key.text)
            if known is None:
                self.faults.unknown(file, entry.key, "decision", entry.key.text, self.decisions)
                continue
            if entry.key.text not in self._testable:
                message = f"{quoted(entry.key.text)} is not decided yet where this is tested."
                self.faults.add(file, entry.key, "decided-too-early", message)
                continue
            parts.append(
                Decided(entry.key.text, self._ids(entry.value, known, f"alternative of {entry.key.text}", file))
            )
        return _every(parts)

    def _term_used(self, node: Node, file: str) -> Condition:
        if not isinstance(node, Scalar) or node.text not in self._waiting:
            found = node.text if isinstance(node, Scalar) else "a list or mapping"
            self.faults.unknown(file, node, "term", found, self._waiting)
            return NEVER
        if node.text in self._under_way:
            loop = " → ".join([*self._under_way[self._under_way.index(node.text) :], node.text])
            return self._never(file, node, "term-cycle", f"Terms go round in a circle: {loop}.")
        condition = self._term(node.text)
        too_large = self._extent.add_term(node.text)
        return self._never(file, node, "condition-too-large", too_large) if too_large else condition

    def _never(self, file: str, node: Node, code: str, message: str) -> Condition:
        self.faults.add(file, node, code, message)
        return NEVER

    def _term(self, id: str) -> Condition:
        if id not in self.terms:
            file, node = self._waiting[id]
            self._under_way.append(id)
            outer, self._testable = self._testable, ()
            with self._extent.of_term(id):
                condition = self._read(node, file)
            self._testable = outer
            self._under_way.pop()
            self.terms[id] = condition
        return self.terms[id]

    def _test(self, question: Question, node: Node, file: str) -> Condition:
        self._extent.add_test()
        if isinstance(node, Table):
            if not node.entries:
                self.faults.add(file, node, "condition-shape", f"A test is missing for {question.id}.")
            return _every([self._operator(question, entry, file) for entry in node.entries])
        if question.kind is Kind.NUMBER:
            return self._compare(question, "is", node, file)
        return OneOf(question.id, self._choices(question, node, file))

    def _operator(self, question: Question, entry: Entry, file: str) -> Condition:
        word = entry.key.text
        if word not in OPERATORS:
            self.faults.unknown(file, entry.key, "comparison", word, OPERATORS)
            return NEVER
        if word in COMPARISONS:
            if question.kind is Kind.NUMBER:
                return self._compare(question, cast("Comparison", word), entry.value, file)
            return self._on_scale(question, word, entry, file)
        if question.kind is Kind.NUMBER:
            return self._never(
                file,
                entry.key,
                "comparison-kind",
                f"{question.id} is a number; compare it with {', '.join(COMPARISONS)}.",
            )
        choices = self._choices(question, entry.value, file)
        if question.kind is not Kind.MULTI:
            if word == "all_of":
                self.faults.add(
                    file,
                    entry.key,
                    "comparison-kind",
                    f"all_of is for questions with several ticks; {question.id} takes one.",
                )
            return OneOf(question.id, frozenset(question.choice_ids) - choices)
        if word == "all_of":
            return Every(tuple(OneOf(question.id, frozenset((choice,))) for choice in sorted(choices)))
        return NoneOf(question.id, choices)

    def _on_scale(self, question: Question, word: str, entry: Entry, file: str) -> Condition:
        if question.kind is not Kind.SCALE:
            return self._never(
                file,
                entry.key,
                "comparison-kind",
                f"{word} needs a scale or a number; {question.id} is of kind {question.kind}.",
            )
        ids = question.choice_ids
        found = sorted(ids.index(choice) for choice in self._choices(question, entry.value, file))
        if len(found) != 1:
            if found:
                self.faults.add(file, entry.value, "condition-shape", f"{word} takes one choice of {question.id}.")
            return NEVER
        at = found[0]
        span = {"at_least": ids[at:], "at_most": ids[: at + 1], "above": ids[at + 1 :], "below": ids[:at]}[word]
        return OneOf(question.id, frozenset(span))

    def _compare(self, question: Question, comparison: Comparison, node: Node, file: str) -> Condition:
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return self._never(
                file, node, "not-a-number", f"{question.id} is compared with a number, found {quoted(_found(node))}."
            )
        return Compare(question.id, comparison, Fraction(value))

    def _choices(self, question: Question, node: Node, file: str) -> frozenset[str]:
        return self._ids(
            node, question.choice_ids, f"choice of {question.id}", file, yes_no=question.kind is Kind.YES_NO
        )

    def _ids(
        self, node: Node, allowed: tuple[str, ...], what: str, file: str, *, yes_no: bool = False
    ) -> frozenset[str]:
        found = []
        known = frozenset(allowed)
        for item in _items(node):
            text = yes_no_text(item) if yes_no else None
            if text is not None:
                self.faults.settle(file, item)
            elif isinstance(item, Scalar) and isinstance(item.value, str):
                text = item.text
            if text in known:
                found.append(text)
            else:
                self.faults.unknown(file, item, what, _found(item), allowed)
        return frozenset(found)


def _items(node: Node) -> Iterable[Node]:
    return node.items if isinstance(node, Listing) else (node,)


def _found(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "a list or mapping"


def _every(parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else Every(tuple(parts)) if parts else NEVER
