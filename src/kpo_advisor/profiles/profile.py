"""A profile, the answers about one piece of work: its fields, reading it against a questionnaire, its JSON Schema."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpo_advisor.files.text_file import STDIN_NAME, parse_document, read_document
from kpo_advisor.model.old_ids import OLD_ID
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Listing, Table
from kpo_advisor.profiles.answers import answers_to
from kpo_advisor.profiles.fault_reporter import Reporter, describe
from kpo_advisor.profiles.fields import TITLE_MAX, Field, is_empty, list_of, or_nothing, record, text, whole_number
from kpo_advisor.profiles.keys.said import DATE, PERSON, said_of
from kpo_advisor.profiles.keys.scenarios import scenarios, scenarios_of
from kpo_advisor.profiles.old_ids.todays_ids import with_todays_ids
from kpo_advisor.text.phrases import composed, quoted

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.profile import Expectation, Scenario
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Criterion
    from kpo_advisor.portable.tree import Entry, Node
    from kpo_advisor.profiles.fields import Schema

MAX_WEIGHT = 1000
MAX_SHARE = 1_000_000
MOST_ACTIVITIES = 200
MAPPING_NAME = "<mapping>"
"""How a profile that comes from no file is called in findings."""
_NAMELESS = (STDIN_NAME, MAPPING_NAME, "/dev/", "/proc/")
"""What the names of files begin with that are no names, such as /dev/fd/63 for `<(command)`."""
UNTITLED = "untitled"
"""The title of a profile that gives none, from standard input, a pipe without a name or a mapping."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _answers(rulebook: Rulebook) -> Field:
    """Answers by question; as they stand in several places, JSON Schema has them once."""
    return Field(answers_to(rulebook).read, lambda: {"$ref": "#/$defs/answers"})


def _notes(rulebook: Rulebook) -> Field:
    def note(question: Question) -> Field:
        return text(f"The note on {question.id}", means=question.ask)

    old = {id: {"deprecated": True} for id in (*rulebook.old_ids.successors, *rulebook.old_ids.retired)}
    return record(rulebook.questions, note, '{work_nature: "as the manual has it"}', what="question", old=old)


def _weights(rulebook: Rulebook) -> Field:
    criteria = {criterion.id: criterion for decision in rulebook.ranked for criterion in decision.criteria}

    def weight(criterion: Criterion) -> Field:
        means = f"{criterion.title}: {criterion.rationale}"
        return whole_number(f"The weight of {criterion.id}", MAX_WEIGHT, criterion.weight, means)

    return record(criteria, weight, "{quality: 3}", what="criterion")


def _activities(rulebook: Rulebook) -> Field:
    share = "Its share of the hours, against the shares of the others."
    fields = {
        "title": text("The title of an activity", TITLE_MAX, "What the part is called; no two parts alike."),
        "share": whole_number("The share of an activity", MAX_SHARE, means=share),
        "answers": or_nothing(_answers(rulebook)),
        "said": or_nothing(said_of(rulebook)),
    }
    example = "{title: Invoices, share: 2, answers: {}}"
    activity = record(fields, lambda field: field, example, also={"required": ["title"]})
    return list_of("activities", MOST_ACTIVITIES, activity, "Each begins with a dash: - title: …")


def _scenarios(rulebook: Rulebook) -> Field:
    return scenarios_of(_answers(rulebook), _weights(rulebook), MOST_ACTIVITIES)


def _expected(rulebook: Rulebook) -> Field:
    from kpo_advisor.profiles.expectation import expected

    return expected(rulebook)


_TITLE = text("The title", TITLE_MAX)
_ANYTHING = Field(lambda node, report: None, lambda: {"type": "object"})
_FIELDS: dict[str, tuple[Callable[[Rulebook], Field], str]] = {
    "title": (lambda _: _TITLE, "What the work is called in results; the name of the file by default."),
    "person": (lambda _: PERSON, "Who gave the answers, where several people do so in files of their own."),
    "date": (lambda _: DATE, "When they were given."),
    "answers": (_answers, "Answers by question; what is left out was not asked."),
    "said": (said_of, "Who said what, by question, where several people answered; the answers alone count."),
    "notes": (_notes, "Why answers are what they are, by question."),
    "weights": (_weights, "Weights of criteria, in place of the rulebook's."),
    "activities": (_activities, "Parts with answers of their own; the common answers hold for the rest."),
    "expect": (_expected, "What a worked case expects; makes the profile a test case."),
    "scenarios": (_scenarios, "What else may be so, by name: answers in place of those above; see compare."),
    "interview": (lambda _: _ANYTHING, "Where the draft of an interview stands; written by the interview alone."),
}
KEYS = tuple(_FIELDS)


def _fields(rulebook: Rulebook) -> Field:
    return record(_FIELDS, lambda field: or_nothing(field[0](rulebook), field[1]), "{answers: {}}")


def profile_schema(rulebook: Rulebook) -> Schema:
    """The JSON Schema (2020-12) of a profile for this rulebook: its questions, choices, criteria and ids.

    It is for editors: completion, hover texts and a first check. Whatever the loader takes, it takes; the loader
    refuses more (combinations, what YAML's versions read differently).
    """
    return {
        "$schema": DIALECT,
        "title": f"A profile for {rulebook.title}, version {rulebook.version}",
        **_fields(rulebook).schema(),
        "$defs": {"answers": answers_to(rulebook).schema()},
    }


def load_profile(path: str | os.PathLike[str], rulebook: Rulebook, *, name: str | None = None) -> Profile:
    """Read the profile at a path, or from standard input for `-`, and check it against the rulebook.

    `name` stands in findings in place of the path. A pipe is read to its end. A profile without a title has the
    name of its file.
    Raises UnreadableInput with every fault.
    """
    return profile_in(read_document(path, name=name, by_hand=True), rulebook)


def profile_from(mapping: Mapping[str, object], rulebook: Rulebook, *, name: str = MAPPING_NAME) -> Profile:
    """The profile that a mapping holds, with the keys, checks and messages of a file in JSON.

    Values are what `json.dumps` takes: texts, numbers, True and False, lists, tuples and dicts. `name` stands in
    findings where a file would, and `path` in each says where in the mapping.
    Raises UnreadableInput with every fault; TypeError, ValueError or RecursionError, as `json.dumps` does, for what
    has no form in JSON.
    """
    import json

    return profile_in(parse_document(json.dumps(dict(mapping)).encode(), name, json=True), rulebook)


def profile_in(document: TextFile, rulebook: Rulebook) -> Profile:
    """The profile that a document holds. Raises UnreadableInput with every fault."""
    faults = Faults()
    profile = read_profile(document, rulebook, faults)
    faults.raise_if_any()
    assert profile is not None  # only faults keep a profile from being read
    return profile


def read_profile(document: TextFile, rulebook: Rulebook, faults: Faults) -> Profile | None:
    """The profile a document holds, or None where it has a fault; faults and warnings go to `faults`."""
    before, warned = faults.count, len(faults.warnings)
    report = Reporter(document.file, faults)
    profile = _profile(document, rulebook, report)
    faults.doubts(document.root, document.file)
    outdated = dict.fromkeys(warning for warning in faults.warnings[warned:] if warning.slug == OLD_ID)
    return replace(profile, outdated=tuple(outdated)) if faults.count == before else None


def _profile(document: TextFile, rulebook: Rulebook, report: Reporter) -> Profile:
    root = document.root
    if not isinstance(root, Table):
        report.fault(root, "wrong-kind", f"A profile is a mapping with the key answers, found {describe(root)}.")
        return Profile(UNTITLED)
    in_place = replace(root, entries=tuple(_in_place(root, rulebook, report)))
    current = with_todays_ids(in_place, rulebook, report)
    values = _fields(rulebook).read(current, report)
    activities = _read_activities(current, values.get("activities") or (), rulebook, report)
    return Profile(
        title=values.get("title") or _title_from(document.file),
        answers=values.get("answers") or {},
        notes=values.get("notes") or {},
        weights=values.get("weights") or {},
        activities=activities,
        expect=_expectation(root.get("expect"), values.get("expect"), report),
        scenarios=_read_scenarios(current, values.get("scenarios") or {}, activities, report),
        person=values.get("person"),
        date=values.get("date"),
        said=values.get("said") or {},
        file=document.file,
    )


def _read_scenarios(
    root: Table, found: dict[str, Any], activities: Sequence[Activity], report: Reporter
) -> tuple[Scenario, ...]:
    titles = [activity.title for activity in activities]
    return scenarios(root.get("scenarios"), found, titles, report) if found else ()


def _expectation(node: Node | None, values: dict[str, Any] | None, report: Reporter) -> Expectation | None:
    if values is None or not isinstance(node, Table):
        return None
    from kpo_advisor.profiles.expectation import expectation

    return expectation(node, values, report)


def _in_place(root: Table, rulebook: Rulebook, report: Reporter) -> Iterator[Entry]:
    """The entries of a profile but for questions, whose place is told."""
    for entry in root.entries:
        if entry.key.text in rulebook.questions and entry.key.text not in KEYS:
            message = f"{quoted(entry.key.text)} is a question; its answer belongs under answers."
            report.fault(entry.key, "unknown-key", message, "Put it below answers, indented.")
        else:
            yield entry


def _title_from(file: str) -> str:
    stem = "" if file.startswith(_NAMELESS) else PurePath(file).stem.strip()
    return stem[:TITLE_MAX] or UNTITLED


def _read_activities(
    root: Table, found: Sequence[dict[str, Any]], rulebook: Rulebook, report: Reporter
) -> tuple[Activity, ...]:
    listing = root.get("activities")
    items = listing.items if isinstance(listing, Listing) and found else ()
    taken: set[str] = set()
    activities: list[Activity] = []
    for item, values in zip(items, found, strict=True):
        if "title" not in values and (is_empty(item) or isinstance(item, Table)):
            hint = "Or leave the dash out." if is_empty(item) else None
            report.fault(item, "missing-key", "An activity needs a title.", hint)
        title = values.get("title") or ""
        if title and composed(title) in taken:
            node = item.get("title") if isinstance(item, Table) else None
            message = f"The title {quoted(title)} is taken by an activity above."
            report.fault(node or item, "duplicate-title", message, "Give each activity a title of its own.")
        taken.add(composed(title))
        held = (values.get("answers") or {}, values.get("said") or {})
        activities.append(Activity(title, values.get("share") or 1, *held))
    for table in (root, *items) if items else ():
        _warn_of_whole(table, rulebook, report)
    for table in (root, *items):
        _warn_of_said_alone(table, rulebook, report)
    return tuple(activities)


def _warn_of_said_alone(table: Node, rulebook: Rulebook, report: Reporter) -> None:
    """What people said counts through the answer that is made of it: where none stands beside it, it does not."""
    answers, said = (table.get(key) if isinstance(table, Table) else None for key in ("answers", "said"))
    answered = {entry.key.text for entry in answers.entries} if isinstance(answers, Table) else set()
    for entry in said.entries if isinstance(said, Table) else ():
        if entry.key.text in rulebook.questions and entry.key.text not in answered:
            message = f"{entry.key.text} has no answer under answers beside it; what was said to it is not looked at."
            report.warn(entry.key, "answer-ignored", message)


def _warn_of_whole(table: Node, rulebook: Rulebook, report: Reporter) -> None:
    """Where activities are listed they are the split: answers about splitting are not looked at."""
    answers = table.get("answers") if isinstance(table, Table) else None
    for entry in answers.entries if isinstance(answers, Table) else ():
        question = rulebook.questions.get(entry.key.text)
        if question is not None and question.whole:
            message = f"{question.id} is about splitting the work, and the activities are the split"
            report.warn(entry.key, "answer-ignored", f"{message}; this answer is not looked at.")
