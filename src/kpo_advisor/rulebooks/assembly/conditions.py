"""Reading conditions: from the YAML mapping to the tree that is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Answered, Condition, Decided, Every, NoneOf, Not, Some
from kpo_advisor.model.old_ids import OLD_ID
from kpo_advisor.model.reserved_ids import CONDITION_WORDS
from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.rulebooks.assembly.condition_size import TOO_DEEP, Extent
from kpo_advisor.rulebooks.assembly.old_ids import by_question
from kpo_advisor.rulebooks.assembly.question_tests import NEVER, TestReader, every, found_in, items
from kpo_advisor.rulebooks.layers import LISTED
from kpo_advisor.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kpo_advisor.model.finding import Finding, TreePath
    from kpo_advisor.model.old_ids import OldIds
    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.faults import FileFaults
    from kpo_advisor.portable.tree import Entry, Node
    from kpo_advisor.rulebooks.location import Location

_CONDITIONS = ("when", "unless", "only_if")
"""Keys of conditions in the files."""


class ConditionReader:
    """Reads conditions against a questionnaire, terms and decisions; faults go to those of the file.

    `waiting` takes the terms there are: each is read when it is first used, or by `read_terms`.
    """

    def __init__(
        self, questions: Mapping[str, Question], decisions: Mapping[str, tuple[str, ...]], old_ids: OldIds
    ) -> None:
        self.questions = questions
        self.old_ids = old_ids
        self.decisions = decisions
        self.terms: dict[str, Condition] = {}
        self.words = (*questions, *CONDITION_WORDS)
        self.extent = Extent()
        self.waiting: dict[str, tuple[Node, FileFaults]] = {}
        self._under_way: list[str] = []
        self._whole: set[tuple[str, TreePath]] = set()

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

    @property
    def tests(self) -> TestReader:
        return TestReader(self.reader.old_ids, self.faults)

    def read(self, node: Node) -> Condition:
        if not isinstance(node, Table):
            return self.tests.never(node, "A condition is a mapping, such as {skill_level: credentialed}.")
        if not self.reader.extent.enter():
            return self.tests.never(node, TOO_DEEP, "condition-too-large")
        parts = tuple(self._entry(entry) for entry in node.entries)
        self.reader.extent.leave()
        return parts[0] if len(parts) == 1 else Every(parts)

    def _entry(self, entry: Entry) -> Condition:
        word, value = entry.key.text, entry.value
        match word:
            case "term":
                return every([self._term_used(term) for term in items(value)])
            case "answered":
                return self._all_answered(value)
            case "decided":
                return self._decided(value)
            case "all" | "any" | "not" | "at_least_n":
                return self._combined(word, value)
        return self._on_question(entry)

    def _on_question(self, entry: Entry) -> Condition:
        word, value = entry.key.text, entry.value
        question = self.reader.questions.get(word)
        if word in self.reader.old_ids.retired:
            return self._on_retired(entry.key)
        if question is None and word in self.reader.old_ids.successors:
            return self._on_old_question(entry)
        what = "question" if question is None else f"choice of {word}"
        if question is None or what in self.faults.among.lost:
            self.faults.unknown(entry.key, what, word, self.reader.words)
            return NEVER
        return self._test(question, value)

    def _combined(self, word: str, node: Node) -> Condition:
        match word:
            case "all":
                return Every(self._conditions(node))
            case "any":
                return Some(self._conditions(node))
            case "not":
                return Not(self.read(node))
        return self._at_least_n(node)

    def _on_old_question(self, entry: Entry) -> Condition:
        """A test on a question of old; a plain one may name choices that belong to several of today."""
        word, ids = entry.key.text, self.reader.old_ids
        self.faults.warn(entry.key, OLD_ID, ids.told(word) or "")
        if isinstance(entry.value, Table):
            if word in ids.renamed:
                return self._test(self.reader.questions[ids.renamed[word]], entry.value)
            message = f"{word} is no question any more; test what asks it now: {listed(ids.successors[word])}."
            return self.tests.never(entry.key, message)
        found, without = by_question(ids, word, entry.value, self.faults)
        tests: list[Condition] = [self._test(self.reader.questions[id], node) for id, node in found.items()]
        for id in without:
            self.reader.extent.add_test()
            tests.append(NoneOf(id, ids.ticks(word, id) - self.reader.questions[id].exclusive))
        return tests[0] if len(tests) == 1 else Some(tuple(tests))

    def _on_retired(self, key: Node) -> Condition:
        id = found_in(key)
        message = f"{id} is no question any more, and nothing took its place: {self.reader.old_ids.retired[id]}"
        return self.tests.never(key, message, "unknown-question")

    def _conditions(self, node: Node) -> tuple[Condition, ...]:
        if isinstance(node, Listing) and node.items:
            return tuple(self.read(item) for item in node.items)
        return (self.tests.never(node, "Here a list of conditions is wanted, each starting with a dash."),)

    def _at_least_n(self, node: Node) -> Condition:
        count, of = (node.get("count"), node.get("of")) if isinstance(node, Table) else (None, None)
        if not (isinstance(count, Scalar) and type(count.value) is int and of is not None):
            return self.tests.never(node, "at_least_n takes {count: a whole number, of: a list of conditions}.")
        parts = self._conditions(of)
        if not 1 <= count.value <= len(parts):
            self.faults.add(count, "condition-shape", f"The count must be from 1 to {len(parts)}, found {count.value}.")
        return Some(parts, count.value)

    def _all_answered(self, node: Node) -> Condition:
        if isinstance(node, Listing) and not node.items:
            return self.tests.never(node, "Here a question is wanted, or a list of them.")
        return every([self._answered(question) for question in items(node)])

    def _answered(self, node: Node) -> Condition:
        self.reader.extent.add_test()
        questions, ids, id = self.reader.questions, self.reader.old_ids, found_in(node)
        if id in ids.retired:
            return self._on_retired(node)
        if isinstance(node, Scalar) and id not in questions and id in ids.successors:
            self.faults.warn(node, OLD_ID, ids.told(id) or "")
            if id not in ids.renamed:
                message = f"{id} is no question any more; name what asks it now: {listed(ids.successors[id])}."
                return self.tests.never(node, message)
            id = ids.renamed[id]
        if isinstance(node, Scalar) and id in questions:
            return Answered(id)
        self.faults.unknown(node, "question", id, questions)
        return NEVER

    def _decided(self, node: Node) -> Condition:
        if not isinstance(node, Table) or not node.entries:
            return self.tests.never(node, "decided takes a mapping of decisions, such as {model: [kpo, hybrid]}.")
        return every([part for part in map(self._came_out, node.entries) if part is not None])

    def _came_out(self, entry: Entry) -> Decided | None:
        decision, decisions = entry.key.text, self.reader.decisions
        if decision not in decisions:
            self.faults.unknown(entry.key, "decision", decision, decisions)
        elif decision in self.decided:
            return Decided(decision, self.tests.ids(entry.value, decisions[decision], f"alternative of {decision}"))
        elif LISTED not in self.faults.among.lost:
            message = f"{quoted(decision)} is not decided yet where this is tested."
            self.faults.add(entry.key, "decided-too-early", message)
        return None

    def _term_used(self, node: Node) -> Condition:
        if not isinstance(node, Scalar) or node.text not in self.reader.waiting:
            self.faults.unknown(node, "term", found_in(node), self.reader.waiting)
            return NEVER
        circle = self.reader.circle(node.text)
        if circle is not None:
            return self.tests.never(node, f"Terms go round in a circle: {circle}.", "term-cycle")
        condition = self.reader.term(node.text)
        too_large = self.reader.extent.add_term(node.text)
        return self.tests.never(node, too_large, "condition-too-large") if too_large else condition

    def _test(self, question: Question, node: Node) -> Condition:
        self.reader.extent.add_test()
        return self.tests.test(question, node)
