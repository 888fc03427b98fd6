"""Who gave the answers: the person and the day of a profile, and who said what where several people answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import Said
from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.profiles.answers import read_answer
from kpo_advisor.profiles.fields import TITLE_MAX, Field, day, list_of, record, text
from kpo_advisor.text.phrases import composed, quoted

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fault_reporter import Reporter

MOST_SAID = 200
"""Answers of several people to one question."""

PERSON = text("The person", TITLE_MAX)
DATE = day("The date")
_NEEDED = ("person", "answer")


def said_of(rulebook: Rulebook) -> Field:
    """Who said what, by question: each a list of persons with their answers, and the date where it is told."""
    old = {id: {"deprecated": True} for id in (*rulebook.old_ids.successors, *rulebook.old_ids.retired)}
    example = "{work_nature: [{person: counsel, answer: rules-only}]}"
    return record(rulebook.questions, _by_persons, example, what="question", old=old)


def _by_persons(question: Question) -> Field:
    answer = Field(partial(read_answer, question), lambda: {"$ref": f"#/$defs/answers/properties/{question.id}"})
    fields = {"person": PERSON, "answer": answer, "date": DATE}
    example = "{person: counsel, answer: unknown}"
    one = record(fields, lambda field: field, example, also={"required": list(_NEEDED)})

    def read(node: Node, report: Reporter) -> Said:
        found = one.read(node, report)
        for key in _NEEDED:
            if isinstance(node, Table) and node.entry(key) is None:
                message = f"What somebody said to {question.id} has the key {key}."
                report.fault(node, "missing-key", message, f"Such as {example}.")
        return Said(found.get("person") or "", found.get("answer"), found.get("date"))

    listed = list_of("answers", MOST_SAID, Field(read, one.schema), "Each begins with a dash: - person: …")

    def read_all(node: Node, report: Reporter) -> tuple[Said, ...]:
        found = tuple(listed.read(node, report))
        _warn_of_repeated(node, question, report)
        return found

    return Field(read_all, listed.schema)


def _warn_of_repeated(node: Node, question: Question, report: Reporter) -> None:
    """A warning at each person of whom an answer to the question stands above already.

    No fault: two old questions that are one today may both have been answered by one person.
    """
    taken: set[str] = set()
    for item in node.items if isinstance(node, Listing) else ():
        person = item.get("person") if isinstance(item, Table) else None
        if isinstance(person, Scalar) and person.text.strip():
            if composed(person.text) in taken:
                message = f"An answer of {quoted(person.text)} to {question.id} stands above already"
                report.warn(person, "duplicate-person", f"{message}; they count once, with all that may be so by both.")
            taken.add(composed(person.text))
