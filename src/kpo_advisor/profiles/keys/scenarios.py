"""What else may be so: the named scenarios of a profile, whose answers stand in place of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Scenario
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.fields import TITLE_MAX, Field, is_empty, list_of, or_nothing, read_table, record, text
from kpo_advisor.text.phrases import composed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fields import Schema

NAME_MAX = 60
"""Characters of a scenario's name."""
MOST = 20
"""Scenarios of one profile."""
KEYS = ("answers", "weights", "activities")
_EXAMPLE = "{with-a-reviewer: {answers: {}}}"


def scenarios_of(answers: Field, weights: Field, most_activities: int) -> Field:
    """Scenarios by name, in the order of the file: a mapping of some of the keys of a profile, each as there."""
    fields = {"title": text("The title of an activity", TITLE_MAX), "answers": or_nothing(answers)}
    required: Schema = {"required": ["title"]}
    activity = record(fields, lambda field: field, "{title: Invoices, answers: {}}", also=required)
    parts = {
        "answers": or_nothing(answers, "Answers in place of the profile's."),
        "weights": or_nothing(weights, "Weights in place of the profile's."),
        "activities": list_of("activities", most_activities, activity, "Each begins with a dash: - title: …"),
    }
    scenario = record(parts, lambda field: field, "{answers: {}}", also={"minProperties": 1})

    def read(node: Node, report: Reporter) -> dict[str, dict[str, Any]]:
        entries = read_table(node, report, _EXAMPLE)
        if len(entries) > MOST:
            report.fault(entries[MOST].key, "too-many", f"At most {MOST} scenarios are taken, found {len(entries)}.")
        found: dict[str, dict[str, Any]] = {}
        for entry in entries[:MOST]:
            name = text("The name of a scenario", NAME_MAX).read(entry.key, report)
            values = scenario.read(entry.value, report)
            if name is not None:
                found[name] = values
        return found

    def schema() -> Schema:
        names = {"pattern": r"\S", "maxLength": NAME_MAX}
        held = {"propertyNames": names, "maxProperties": MOST, "additionalProperties": scenario.schema()}
        return {"type": "object", **held}

    return Field(read, schema)


def scenarios(
    node: Node | None, found: Mapping[str, Mapping[str, Any]], titles: Collection[str], report: Reporter
) -> tuple[Scenario, ...]:
    """The scenarios by the values that were read; `titles` are those of the profile's activities.

    Noted are scenarios that change nothing, and activities that the profile does not list, or that are named twice.
    """
    tables = {entry.key.text: entry for entry in node.entries} if isinstance(node, Table) else {}
    made = []
    for name, values in found.items():
        entry = tables[name]
        if is_empty(entry.value) or (isinstance(entry.value, Table) and not entry.value.entries):
            hint = f"Give it one of {', '.join(KEYS)}."
            report.fault(entry.key, "changes-nothing", f"The scenario {quoted(name)} changes nothing.", hint)
        listing = entry.value.get("activities") if isinstance(entry.value, Table) else None
        own = _by_activity(listing, values.get("activities") or (), titles, report)
        made.append(Scenario(name, values.get("answers") or {}, values.get("weights") or {}, own))
    return tuple(made)


def _by_activity(
    listing: Node | None, found: Sequence[Mapping[str, Any]], titles: Collection[str], report: Reporter
) -> dict[str, Mapping[str, Any]]:
    """The answers by the title of an activity, as the profile writes it."""
    known = {composed(title): title for title in titles}
    answers: dict[str, Mapping[str, Any]] = {}
    for item, values in zip(listing.items if isinstance(listing, Listing) and found else (), found, strict=True):
        title = values.get("title")
        place = (item.get("title") if isinstance(item, Table) else None) or item
        if title is None:
            if isinstance(item, Table) and item.get("title") is None:
                report.fault(item, "missing-key", "Say which activity of the profile, by its title.")
        elif composed(title) not in known:
            report.unknown(place, "activity", title, list(titles), of=" of this profile")
        elif known[composed(title)] in answers:
            report.fault(place, "duplicate-title", f"The activity {quoted(title)} is here twice.", "Keep one of them.")
        else:
            answers[known[composed(title)]] = values.get("answers") or {}
    return answers


def under_scenario(profile: Profile, name: str) -> Profile:
    """The profile as one of its scenarios has it, and its title says so; `name` is as in the file, or as it is told.

    Raises UnreadableInput where the profile has no such scenario.
    """
    found = next((one for one in profile.scenarios if name in (one.name, one.called)), None)
    if found is not None:
        return replace(profile.under(found), title=f"{profile.title}: {found.called}")
    faults = Faults()
    report = Reporter(profile.file or profile.title, faults)
    report.unknown(Scalar(None, (), name, name, None), "scenario", name, [one.name for one in profile.scenarios])
    raise UnreadableInput(faults.told())
