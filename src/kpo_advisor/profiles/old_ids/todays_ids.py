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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node

    Kinds = Mapping[str, Callable[[Node], Node]]


def with_todays_ids(profile: Table, rulebook: Rulebook, report: Reporter) -> Table:
    """A profile with today's ids under answers, what was said and notes, and those of activities and scenarios."""
    if not rulebook.old_ids:
        return profile
    common = profile.get("answers")
    kinds: Kinds = {
        "answers": lambda node: todays_answers(node, rulebook, report),
        "notes": lambda node: _notes(node, rulebook, report),
        "said": lambda node: _said(node, rulebook, report),
        "activities": lambda node: _activities(node, rulebook, report, common),
        "scenarios": lambda node: _scenarios(node, rulebook, report, common),
    }
    return _renewed(profile, kinds)


def _renewed(table: Table, kinds: Kinds) -> Table:
    """A mapping with the values under these keys renewed, each in its way."""
    entries = (
        replace(entry, value=kinds[entry.key.text](entry.value)) if entry.key.text in kinds else entry
        for entry in table.entries
    )
    return replace(table, entries=tuple(entries))


def _scenarios(scenarios: Node, rulebook: Rulebook, report: Reporter, common: Node | None) -> Node:
    """Scenarios, whose answers and those of whose activities stand in place of the profile's."""
    if not isinstance(scenarios, Table):
        return scenarios
    kinds: Kinds = {
        "answers": lambda node: todays_answers(node, rulebook, report, common),
        "activities": lambda node: _activities(node, rulebook, report, common),
    }
    found = (
        replace(entry, value=_renewed(entry.value, kinds)) if isinstance(entry.value, Table) else entry
        for entry in scenarios.entries
    )
    return replace(scenarios, entries=tuple(found))


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
    if not isinstance(item, Table):
        return item
    kinds: Kinds = {
        "answers": lambda node: todays_answers(node, rulebook, report, common),
        "said": lambda node: _said(node, rulebook, report),
    }
    return _renewed(item, kinds)


def _said(said: Node, rulebook: Rulebook, report: Reporter) -> Node:
    """What people said by today's ids; what is no list of mappings with an answer stays as it is."""
    if not isinstance(said, Table):
        return said
    found: dict[str, tuple[Entry, list[Node]]] = {}
    for entry in said.entries:
        items = entry.value.items if isinstance(entry.value, Listing) else ()
        if not items:
            found.setdefault(entry.key.text, (entry, []))
        for item in items:
            for key, renewed in _said_by_one(entry.key, item, rulebook, report):
                found.setdefault(key.text, (replace(entry, key=key), []))[1].append(renewed)
    return replace(said, entries=tuple(_with_items(entry, items) for entry, items in found.values()))


def _said_by_one(key: Scalar, item: Node, rulebook: Rulebook, report: Reporter) -> Iterator[tuple[Scalar, Node]]:
    """What one person said under today's question; the answer is taken by itself, as there is nothing beside it."""
    answer = item.entry("answer") if isinstance(item, Table) else None
    if answer is None or not isinstance(item, Table):
        yield key, item
        return
    answers = todays_answers(Table(None, item.path, (Entry(key, answer.value),)), rulebook, report)
    for renewed in _entries(answers):
        own = tuple(replace(held, value=renewed.value) if held is answer else held for held in item.entries)
        yield renewed.key, replace(item, entries=own)


def _with_items(entry: Entry, items: Sequence[Node]) -> Entry:
    if not isinstance(entry.value, Listing) or not items:
        return entry
    return replace(entry, value=replace(entry.value, items=tuple(items)))


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
