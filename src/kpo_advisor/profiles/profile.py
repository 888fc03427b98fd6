"""Loading a profile: the answers about one piece of work, checked against a rulebook's questionnaire."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from kpo_advisor.files.source import STDIN_NAME, parse_document, read_document
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Listing, Table
from kpo_advisor.profiles.answers import read_answers
from kpo_advisor.profiles.fields import (
    TITLE_MAX,
    Reporter,
    check_keys,
    describe,
    is_empty,
    read_table,
    read_text,
    read_whole_number,
)
from kpo_advisor.text.phrases import composed, quoted

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from kpo_advisor.files.source import Document
    from kpo_advisor.model.profile import Expectation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node

KEYS = ("title", "answers", "notes", "weights", "activities", "expect", "interview")
"""`interview` is where the draft of an interview says how it goes on; nothing else looks at it."""
ACTIVITY_KEYS = ("title", "share", "answers")
MAX_WEIGHT = 1000
MAX_SHARE = 1_000_000
MOST_ACTIVITIES = 200
MAPPING_NAME = "<mapping>"
"""How a profile that comes from no file is called in findings."""
_NAMELESS = (STDIN_NAME, MAPPING_NAME, "/dev/", "/proc/")
"""What the names of files begin with that are no names, such as /dev/fd/63 for `<(command)`."""
UNTITLED = "untitled"
"""The title of a profile that gives none, from standard input, a pipe without a name or a mapping."""


def load_profile(path: str | os.PathLike[str], rulebook: Rulebook, *, name: str | None = None) -> Profile:
    """Read the profile at a path, or from standard input for `-`, and check it against the rulebook.

    `name` stands in findings in place of the path. A pipe is read to its end. A profile without a title has the
    name of its file.
    Raises UnreadableInput with every fault.
    """
    return _checked(read_document(path, name=name, by_hand=True), rulebook)


def profile_from(mapping: Mapping[str, object], rulebook: Rulebook, *, name: str = MAPPING_NAME) -> Profile:
    """The profile that a mapping holds, with the keys, checks and messages of a file in JSON.

    Values are what `json.dumps` takes: texts, numbers, True and False, lists, tuples and dicts. `name` stands in
    findings where a file would, and `path` in each says where in the mapping.
    Raises UnreadableInput with every fault; TypeError and ValueError for what has no form in JSON.
    """
    import json

    return _checked(parse_document(json.dumps(dict(mapping)).encode(), name, json=True), rulebook)


def _checked(document: Document, rulebook: Rulebook) -> Profile:
    faults = Faults()
    profile = read_profile(document, rulebook, faults)
    faults.raise_if_any()
    assert profile is not None  # only faults keep a profile from being read
    return profile


def read_profile(document: Document, rulebook: Rulebook, faults: Faults) -> Profile | None:
    """The profile a document holds, or None where it has a fault; faults and warnings go to `faults`."""
    before = faults.count
    report = Reporter(document.file, faults)
    profile = _profile(document, rulebook, report)
    faults.doubts(document.root, document.file)
    return profile if faults.count == before else None


def _profile(document: Document, rulebook: Rulebook, report: Reporter) -> Profile:
    root = document.root
    if not isinstance(root, Table):
        report.fault(root, "wrong-kind", f"A profile is a mapping with the key answers, found {describe(root)}.")
        return Profile(UNTITLED)
    _check_top(root, rulebook, report)
    activities = _activities(root.get("activities"), rulebook, report)
    if activities:
        _warn_of_whole(root, rulebook, report)
    return Profile(
        title=_title(root.get("title"), document.file, report),
        answers=read_answers(root.get("answers"), rulebook.questions, report),
        notes=_notes(root.get("notes"), rulebook, report),
        weights=_weights(root.get("weights"), rulebook, report),
        activities=activities,
        expect=_expect(root.get("expect"), rulebook, report),
        file=document.file,
    )


def _check_top(root: Table, rulebook: Rulebook, report: Reporter) -> None:
    for entry in root.entries:
        if entry.key.text in rulebook.questions and entry.key.text not in KEYS:
            message = f"{quoted(entry.key.text)} is a question; its answer belongs under answers."
            report.fault(entry.key, "unknown-key", message, "Put it below answers, indented.")
        else:
            check_keys((entry,), KEYS, report)


def _title(node: Node | None, file: str, report: Reporter) -> str:
    if node is not None and not is_empty(node):
        return read_text(node, report, "The title", TITLE_MAX) or UNTITLED
    stem = "" if file.startswith(_NAMELESS) else PurePath(file).stem.strip()
    return stem[:TITLE_MAX] or UNTITLED


def _notes(node: Node | None, rulebook: Rulebook, report: Reporter) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in read_table(node, report, '{work_nature: "as the manual has it"}'):
        id = entry.key.text
        if id not in rulebook.questions:
            report.unknown(entry.key, "question", id, rulebook.questions)
            continue
        note = read_text(entry.value, report, f"The note on {id}")
        if note is not None:
            found[id] = note
    return {id: found[id] for id in rulebook.questions if id in found}


def _weights(node: Node | None, rulebook: Rulebook, report: Reporter) -> dict[str, int]:
    criteria = rulebook.criterion_titles()
    found: dict[str, int] = {}
    for entry in read_table(node, report, "{quality: 3}"):
        id = entry.key.text
        if id not in criteria:
            report.unknown(entry.key, "criterion", id, criteria)
            continue
        weight = read_whole_number(entry.value, report, f"The weight of {id}", MAX_WEIGHT)
        if weight is not None:
            found[id] = weight
    return {id: found[id] for id in criteria if id in found}


def _activities(node: Node | None, rulebook: Rulebook, report: Reporter) -> tuple[Activity, ...]:
    if node is None or is_empty(node):
        return ()
    if not isinstance(node, Listing) or not 1 <= len(node.items) <= MOST_ACTIVITIES:
        message = f"activities is a list of 1 to {MOST_ACTIVITIES} activities, found {describe(node)}."
        report.fault(node, "wrong-kind", message, "Each begins with a dash: - title: …")
        return ()
    activities: list[Activity] = []
    taken: set[str] = set()
    for item in node.items:
        activity = _activity(item, rulebook, report)
        if activity.title and composed(activity.title) in taken:
            title = item.get("title") if isinstance(item, Table) else None
            message = f"The title {quoted(activity.title)} is taken by an activity above."
            report.fault(title or item, "duplicate-title", message, "Give each activity a title of its own.")
        taken.add(composed(activity.title))
        activities.append(activity)
    return tuple(activities)


def _activity(node: Node, rulebook: Rulebook, report: Reporter) -> Activity:
    check_keys(read_table(node, report, "{title: Invoices, share: 2, answers: {}}"), ACTIVITY_KEYS, report)
    if not isinstance(node, Table):
        if is_empty(node):
            report.fault(node, "missing-key", "An activity needs a title.", "Or leave the dash out.")
        return Activity("", 1, {})
    _warn_of_whole(node, rulebook, report)
    title, share = node.get("title"), node.get("share")
    if title is None:
        report.fault(node, "missing-key", "An activity needs a title.")
    return Activity(
        title=(read_text(title, report, "The title of an activity", TITLE_MAX) if title else None) or "",
        share=(read_whole_number(share, report, "The share of an activity", MAX_SHARE) if share else None) or 1,
        answers=read_answers(node.get("answers"), rulebook.questions, report),
    )


def _warn_of_whole(table: Table, rulebook: Rulebook, report: Reporter) -> None:
    """Where activities are listed they are the split: answers about splitting are not looked at."""
    answers = table.get("answers")
    for entry in answers.entries if isinstance(answers, Table) else ():
        question = rulebook.questions.get(entry.key.text)
        if question is not None and question.whole:
            message = f"{question.id} is about splitting the work, and the activities are the split"
            report.warn(entry.key, "answer-ignored", f"{message}; this answer is not looked at.")


def _expect(node: Node | None, rulebook: Rulebook, report: Reporter) -> Expectation | None:
    if node is None or is_empty(node):
        return None
    from kpo_advisor.profiles.expectation import read_expectation

    return read_expectation(node, rulebook, report)
