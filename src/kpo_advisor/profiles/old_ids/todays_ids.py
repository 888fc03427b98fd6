"""A profile's answers and notes under today's ids, put so before they are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.old_ids import OLD_ID
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.old_ids.joining import TWICE, Joining
from kpo_advisor.profiles.old_ids.renewing import Renewing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node


def with_todays_ids(profile: Table, rulebook: Rulebook, report: Reporter) -> Table:
    """A profile with today's ids under answers, notes, and the answers of activities and scenarios."""
    if not rulebook.old_ids:
        return profile
    entries, common = [], profile.get("answers")
    for entry in profile.entries:
        value = entry.value
        if entry.key.text == "answers":
            value = todays_answers(value, rulebook, report)
        elif entry.key.text == "notes":
            value = _notes(value, rulebook, report)
        elif entry.key.text == "activities":
            value = _activities(value, rulebook, report, common)
        elif entry.key.text == "scenarios" and isinstance(value, Table):
            found = (replace(own, value=_scenario(own.value, rulebook, report, common)) for own in value.entries)
            value = replace(value, entries=tuple(found))
        entries.append(replace(entry, value=value))
    return replace(profile, entries=tuple(entries))


def _scenario(scenario: Node, rulebook: Rulebook, report: Reporter, common: Node | None) -> Node:
    """A scenario whose answers and those of whose activities stand in place of the profile's."""
    if not isinstance(scenario, Table):
        return scenario
    entries = []
    for entry in scenario.entries:
        value = entry.value
        if entry.key.text == "answers":
            value = todays_answers(value, rulebook, report, common)
        elif entry.key.text == "activities":
            value = _activities(value, rulebook, report, common)
        entries.append(replace(entry, value=value))
    return replace(scenario, entries=tuple(entries))


def todays_answers(answers: Node, rulebook: Rulebook, report: Reporter, common: Node | None = None) -> Node:
    """Answers by question under today's ids; what is no mapping stays as it is.

    Several answers to one question are a fault, unless all stand under old ids and say the same, or other questions of
    old became ticks of it or followed it. Where an activity answers only some of these, `common` answers the others.
    """
    if not isinstance(answers, Table):
        return answers
    inherited = tuple(entry for entry in _entries(common) if answers.entry(entry.key.text) is None)
    renewing = Renewing(rulebook, report, (*inherited, *answers.entries))
    silent = Renewing(rulebook, Reporter(report.file, Faults()), (*inherited, *answers.entries))
    beside = silent.by_question(inherited)
    found = renewing.by_question(answers.entries).items()
    joining = Joining(renewing)
    entries = (joining.one(given, beside.get(id, ())) for id, given in found)
    return replace(answers, entries=tuple(entry for entry in entries if entry is not None))


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Table) else ()


def _activities(listing: Node, rulebook: Rulebook, report: Reporter, common: Node | None) -> Node:
    if not isinstance(listing, Listing):
        return listing
    return replace(listing, items=tuple(_activity(item, rulebook, report, common) for item in listing.items))


def _activity(item: Node, rulebook: Rulebook, report: Reporter, common: Node | None) -> Node:
    entry = item.entry("answers") if isinstance(item, Table) else None
    if entry is None or not isinstance(item, Table):
        return item
    renewed = replace(entry, value=todays_answers(entry.value, rulebook, report, common))
    return replace(item, entries=tuple(renewed if own is entry else own for own in item.entries))


def _notes(notes: Node, rulebook: Rulebook, report: Reporter) -> Node:
    """The notes by today's ids; those on several questions that became one follow upon each other."""
    if not isinstance(notes, Table):
        return notes
    ids, found = rulebook.old_ids, dict[str, list[tuple[str, Entry]]]()
    for entry in notes.entries:
        old, told = entry.key.text, ids.told(entry.key.text)
        if told:
            report.warn(entry.key, OLD_ID, told)
        if old not in ids.retired:
            now = ids.successors.get(old, (old,))[0]
            renewed = replace(entry, key=replace(entry.key, text=now, value=now))
            found.setdefault(now, []).append((ids.renamed.get(old, old), renewed))
    return replace(notes, entries=tuple(_note(now, several, report) for now, several in found.items()))


def _note(now: str, several: Sequence[tuple[str, Entry]], report: Reporter) -> Entry:
    """The notes on one question as one; of those on the question itself, by whatever id, there is one alone."""
    entries = [entry for _, entry in several]
    values = [entry.value for entry in entries]
    if sum(asked == now for asked, _ in several) > 1:
        report.fault(entries[-1].key, TWICE, f"There are several notes on {now}.", "Make one of them.")
    texts = [value for value in values if isinstance(value, Scalar) and isinstance(value.value, str)]
    if len(values) == 1 or len(texts) < len(values):
        return next((entry for entry in entries if entry.value not in texts), entries[0])
    text = "\n".join(value.text for value in texts)
    return replace(entries[0], value=replace(texts[0], text=text, value=text))
