"""Settings from the command line: `question=answer`, `activity/question=answer` and `criterion=weight`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import BETWEEN, ONE_OF, PERHAPS, TICKED, Kind
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.scalars import read_plain
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table, scalars
from kpo_advisor.profiles.answers import read_answer
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.fields import whole_number
from kpo_advisor.profiles.old_ids.todays_ids import todays_answers
from kpo_advisor.profiles.profile import MAX_WEIGHT
from kpo_advisor.text.phrases import composed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.finding import Span, TreePath
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node

SET, WEIGHT = "--set", "--weight"
"""How settings are called in findings, in place of a file."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """A setting that has been read; `activity` is a list position, None for the common answers."""

    activity: int | None
    question: str
    forget: bool
    answer: Answer


def apply_settings(profile: Profile, settings: Iterable[str], rulebook: Rulebook) -> Profile:
    """The profile with some answers changed.

    `question=answer` sets a common answer, `activity/question=answer` one of an activity, which is named
    by its title or by its number from 1 (a title that is such a number comes first). Several ticks are
    parted by commas, and so are choices of which one holds; `2..5` is a number between these, and a tick with a `?`
    behind it holds perhaps. `unknown` is asked and not known, and nothing after `=` forgets the answer: it counts
    as not asked, or for an activity, the common answer holds again. An activity's own answer stays where
    the common one is set. The order of the settings never matters: two that set the same answer differently
    are a fault. Raises UnreadableInput with the faults of all settings.
    """
    faults = Faults()
    found: dict[tuple[int | None, str], _Setting] = {}
    for text in settings:
        report = Reporter(SET, faults, text)
        earlier = faults.count
        read = list(_read(text, profile, rulebook, report))
        for setting in read if faults.count == earlier else ():
            before = found.setdefault((setting.activity, setting.question), setting)
            if before != setting:
                message = f"Another {SET} gives {setting.question} a different answer."
                report.fault(text_node(text), "set-twice", message, "Keep one of them.")
    faults.raise_if_any()
    activities = tuple(
        replace(activity, answers=_changed(activity.answers, found.values(), number, rulebook))
        for number, activity in enumerate(profile.activities)
    )
    answers = _changed(profile.answers, found.values(), None, rulebook)
    return replace(profile, answers=answers, activities=activities, outdated=(*profile.outdated, *faults.warnings))


def parse_weights(settings: Iterable[str], rulebook: Rulebook) -> dict[str, int]:
    """Weights, whole numbers from 1 to 1000, from `criterion=weight`; in the order of the rulebook.

    Raises UnreadableInput with the faults of all settings.
    """
    faults = Faults()
    criteria = rulebook.criterion_titles()
    found: dict[str, int] = {}
    for text in settings:
        report = Reporter(WEIGHT, faults, text)
        name, equals, number = (part.strip() for part in text.rpartition("="))
        if not equals:
            report.fault(text_node(text), "setting-shape", "A weight is given as criterion=number.")
        elif name not in criteria:
            report.unknown(text_node(name), "criterion", name, criteria)
        else:
            weight = whole_number(f"The weight of {name}", MAX_WEIGHT).read(number_node(number), report)
            if weight is not None and found.setdefault(name, weight) != weight:
                message = f"Another {WEIGHT} gives {name} a different weight."
                report.fault(text_node(text), "set-twice", message, "Keep one of them.")
    faults.raise_if_any()
    return {id: found[id] for id in criteria if id in found}


def _read(text: str, profile: Profile, rulebook: Rulebook, report: Reporter) -> Iterator[_Setting]:
    """A setting; several where the choices of an old question went to several."""
    # From the right: answers and question ids hold neither = nor /, titles of activities may.
    target, equals, answer = text.rpartition("=")
    title, slash, name = target.rpartition("/")
    name, answer = name.strip(), answer.strip()
    if not equals:
        report.fault(text_node(text), "setting-shape", "A setting is given as question=answer.")
        return
    activity = _activity(title, profile, report) if slash else None
    for id, given in _todays(name, answer, rulebook, report):
        question = rulebook.questions.get(id)
        if question is None:
            report.unknown(text_node(id), "question", id, rulebook.questions)
            continue
        if slash and question.whole:
            message = f"{id} is about splitting the work, and the activities are the split."
            report.fault(text_node(id), "whole-question", message, "It has no answer for one activity.")
        read = answer_in(question, given, report) if given else None
        yield _Setting(activity, id, forget=not given, answer=read)


def _todays(name: str, answer: str, rulebook: Rulebook, report: Reporter) -> list[tuple[str, str]]:
    """The question and the answer that are given, both as they are called today; several ticks parted by commas."""
    if not rulebook.old_ids:
        return [(name, answer)]
    parts = [part.strip() for part in answer.split(",")]
    value: Node = Listing(None, (), tuple(map(text_node, parts))) if len(parts) > 1 else text_node(answer or UNKNOWN)
    if "?" in answer:
        ticked, perhaps = _ticks(parts)
        value = set_node({TICKED: ticked, PERHAPS: perhaps})
    now = todays_answers(Table(None, (), (Entry(text_node(name), value),)), rulebook, report)
    assert isinstance(now, Table)  # as it was
    return [(entry.key.text, _spelled(entry.value) if answer else "") for entry in now.entries]


def _spelled(value: Node) -> str:
    """An answer as a setting spells it."""
    if not isinstance(value, Table):
        return ",".join(leaf.text for leaf in scalars(value))
    marks = {PERHAPS: "?"}
    return ",".join(
        leaf.text + marks.get(entry.key.text, "") for entry in value.entries for leaf in scalars(entry.value)
    )


def answer_in(question: Question, text: str, report: Reporter) -> Answer:
    """The answer that a text gives, spelled as in `apply_settings`; None for unknown, and with faults noted."""
    return read_answer(question, _node(question, text), report)


def _node(question: Question, text: str) -> Node:
    """What a profile would have in place of the text."""
    parts = [part.strip() for part in text.split(",")]
    match question.kind:
        case Kind.NUMBER:
            ends = text.split("..")
            return (
                number_node(text) if len(ends) == 1 else set_node({BETWEEN: [number_node(end.strip()) for end in ends]})
            )
        case Kind.MULTI if "?" in text:
            return perhaps_node(*_ticks(parts))
        case Kind.MULTI if len(parts) > 1:
            return Listing(None, (), tuple(map(text_node, parts)))
        case kind if kind is not Kind.MULTI and len(parts) > 1:
            return set_node({ONE_OF: [text_node(part) for part in parts]})
    return text_node(text)


def _ticks(parts: Iterable[str]) -> tuple[list[Scalar], list[Scalar]]:
    """What is ticked, and what is perhaps, which ends in a question mark."""
    ticked, perhaps = list[Scalar](), list[Scalar]()
    for part in parts:
        if part.endswith("?"):
            perhaps.append(text_node(part[:-1].strip()))
        else:
            ticked.append(text_node(part))
    return ticked, perhaps


def _activity(title: str, profile: Profile, report: Reporter) -> int | None:
    """The list position of an activity; None, with a fault, where there is none."""
    titles = [activity.title for activity in profile.activities]
    named = [*map(composed, titles), *map(str, range(1, len(titles) + 1))]
    if composed(title) in named:
        return named.index(composed(title)) % len(titles)
    if titles:
        report.unknown(text_node(title), "activity", title, titles)
    else:
        message = f"The profile lists no activities, so there is none called {quoted(title)}."
        report.fault(text_node(title), "unknown-activity", message, "Write question=answer.")
    return None


def _changed(
    answers: Mapping[str, Answer], settings: Iterable[_Setting], activity: int | None, rulebook: Rulebook
) -> dict[str, Answer]:
    """The answers of one activity, or the common ones, after the settings for them."""
    changed = dict(answers)
    for setting in settings:
        if setting.activity == activity:
            if setting.forget:
                changed.pop(setting.question, None)
            else:
                changed[setting.question] = setting.answer
    return {id: changed[id] for id in rulebook.questions if id in changed}


def text_node(text: str, span: Span | None = None, path: TreePath = ()) -> Scalar:
    """What is typed, in an option or in a cell, as the text that a file would have in its place."""
    return Scalar(span, path, text, text, None)


def number_node(text: str, span: Span | None = None, path: TreePath = ()) -> Scalar:
    """A number as YAML reads it; anything else stays text, so that it is refused as one."""
    reading = read_plain(text)
    is_number = reading.fault is None and reading.value is not None and not isinstance(reading.value, bool | str)
    return Scalar(span, path, text, reading.value if is_number else text, None)


def set_node(lists: Mapping[str, Sequence[Node]], span: Span | None = None, path: TreePath = ()) -> Table:
    """An answer that is not settled, by the words of a profile for what it may be."""
    entries = (Entry(text_node(key, span, path), Listing(span, path, tuple(held))) for key, held in lists.items())
    return Table(span, path, tuple(entries))


def perhaps_node(
    ticked: Sequence[Node], perhaps: Sequence[Node], span: Span | None = None, path: TreePath = ()
) -> Table:
    """Ticks of which some are not settled; nothing is said of what is ticked where nothing is."""
    return set_node({TICKED: ticked, PERHAPS: perhaps} if ticked else {PERHAPS: perhaps}, span, path)
