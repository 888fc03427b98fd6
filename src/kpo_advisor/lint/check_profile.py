"""What can be said about the answers of a profile that can be read: those that clash, and those that do not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.errors import Severity
from kpo_advisor.lint.codes import CLASH, IGNORED
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.finding import Finding
from kpo_advisor.portable.tree import key_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.finding import TreePath
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

COMMON: TreePath = ("answers",)


def check_answers(document: TextFile, profile: Profile, rulebook: Rulebook) -> Iterator[Finding]:
    """Combinations that cannot both hold, and answers to questions that do not apply given the others.

    A common answer that applies to one activity at least is not remarked upon.
    """
    program = program_of(rulebook)
    if not profile.activities:
        assessment = assess(program, profile.answers)
        yield from _clashes(document, [COMMON], assessment, rulebook)
        yield from _ignored(document, COMMON, set(assessment.ignored), rulebook)
        return
    everywhere = set(rulebook.questions)
    for index, activity in enumerate(profile.activities):
        own: TreePath = ("activities", index, "answers")
        assessment = assess(program, {**profile.answers, **activity.answers}, is_part=True)
        ignored = {id for id in assessment.ignored if not rulebook.questions[id].whole}
        yield from _clashes(document, [own, COMMON], assessment, rulebook)
        yield from _ignored(document, own, ignored & set(activity.answers), rulebook)
        everywhere &= ignored
    yield from _ignored(document, COMMON, everywhere, rulebook)


def _clashes(
    document: TextFile, tables: list[TreePath], assessment: Assessment, rulebook: Rulebook
) -> Iterator[Finding]:
    """`tables` are where answers to one piece of work stand, those that count most first."""
    combinations = {combination.id: combination for combination in rulebook.incompatible}
    for id in assessment.violated:
        questions = questions_in(combinations[id].when)
        places = (key_at(document.root, (*table, question)) for table in tables for question in questions)
        node = next((place for place in places if place is not None), document.root)
        message = f"The answers to {' and '.join(questions)} cannot both hold. {combinations[id].because}"
        yield Finding(CLASH, Severity.WARNING, document.file, node.span, message, "Change one of them.", node.path)


def _ignored(document: TextFile, table: TreePath, ids: set[str], rulebook: Rulebook) -> Iterator[Finding]:
    for id in rulebook.questions:
        node = key_at(document.root, (*table, id)) if id in ids else None
        if node is not None:
            message = f"{id} does not apply, given the other answers; this answer is not looked at."
            implied = rulebook.questions[id].otherwise
            message += f" It counts as answered by {implied}." if implied is not None else ""
            yield Finding(IGNORED, Severity.WARNING, document.file, node.span, message, None, node.path)
