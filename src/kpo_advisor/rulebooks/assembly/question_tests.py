"""Reading tests on the answer to one question: on choices, on a place on a scale, on a number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from kpo_advisor.model.conditions import Compare, Condition, Every, NoneOf, OneOf, Some
from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.tree import Listing, Scalar, Table, yes_no_text
from kpo_advisor.rulebooks.assembly.old_ids import renewed
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.conditions import Comparison
    from kpo_advisor.model.old_ids import OldIds
    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.faults import FileFaults
    from kpo_advisor.portable.tree import Entry, Node

COMPARISONS = ("at_least", "at_most", "above", "below")
OPERATORS = (*COMPARISONS, "all_of", "none_of", "not")
NEVER = Some((), 1)


@dataclass(frozen=True, slots=True)
class TestReader:
    """Reads tests on questions; faults go to those of the file."""

    old_ids: OldIds
    faults: FileFaults

    def test(self, question: Question, node: Node) -> Condition:
        """The test that a value stands for: choices, a number, or a mapping of comparisons that must all hold."""
        if isinstance(node, Table):
            if not node.entries:
                self.faults.add(node, "condition-shape", f"A test is missing for {question.id}.")
            return every([self._operator(question, entry) for entry in node.entries])
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
            return self.never(entry.key, message, "comparison-kind")
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
            return self.never(entry.key, message, "comparison-kind")
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
            message = f"{question.id} is compared with a number, found {quoted(found_in(node))}."
            return self.never(node, message, "not-a-number")
        return Compare(question.id, comparison, Fraction(value))

    def _choices(self, question: Question, node: Node) -> frozenset[str]:
        yes_no = question.kind is Kind.YES_NO
        node = renewed(self.old_ids, question.id, node, self.faults)
        return self.ids(node, question.choice_ids, f"choice of {question.id}", yes_no=yes_no)

    def ids(self, node: Node, allowed: tuple[str, ...], what: str, *, yes_no: bool = False) -> frozenset[str]:
        """The ids that a node names, one or several in a list, of those that are allowed."""
        found = []
        known = frozenset(allowed)
        for item in items(node):
            text = yes_no_text(item) if yes_no else None
            if text is not None:
                self.faults.among.settle(self.faults.file, item)
            elif isinstance(item, Scalar) and isinstance(item.value, str):
                text = item.text
            if text in known:
                found.append(text)
            else:
                self.faults.unknown(item, what, found_in(item), allowed)
        return frozenset(found)

    def never(self, node: Node, message: str, code: str = "condition-shape") -> Condition:
        """Note what cannot be read; it stands as never true."""
        self.faults.add(node, code, message)
        return NEVER


def items(node: Node) -> Iterable[Node]:
    """The items of a list, or the one by itself."""
    return node.items if isinstance(node, Listing) else (node,)


def found_in(node: Node) -> str:
    """What stands in a node, for messages."""
    return node.text if isinstance(node, Scalar) else "a list or mapping"


def every(parts: Sequence[Condition]) -> Condition:
    """All of the parts hold; never where there are none."""
    return parts[0] if len(parts) == 1 else Every(tuple(parts)) if parts else NEVER
