"""What stands behind ids as JSON: the fields of each thing in the words of the rule files, and what uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpo_advisor.comparison.rulebook_words import in_fields
from kpo_advisor.lookup.found import SCHEMA
from kpo_advisor.lookup.uses import facts_of
from kpo_advisor.reports.formats.to_json import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.lookup.found import Found
    from kpo_advisor.lookup.things import Thing
    from kpo_advisor.model.rulebook import Rulebook


def show_json(found: Sequence[Found], rulebook: Rulebook) -> str:
    """All that was looked up. `fields` are texts as in the rule files; of a choice and a mark, see their own."""
    all_fields = in_fields(rulebook)
    things = [
        {
            "asked": one.asked,
            "kind": one.thing.kind,
            "id": one.thing.id,
            "mark": _mark(one.thing, rulebook),
            "fields": _fields(one.thing, rulebook) or all_fields[one.thing.kind][one.thing.id],
            "facts": [fact.id for fact in facts_of(rulebook, one.thing)]
            if one.thing.kind in ("document", "mark")
            else [],
            "uses": [{"how": use.how, "kind": use.kind, "ids": use.ids} for use in one.uses],
        }
        for one in found
    ]
    book = {"name": rulebook.name, "version": rulebook.version, "sha256": rulebook.sha256}
    return written({"schema": SCHEMA, "rulebook": book, "found": things})


def _mark(thing: Thing, rulebook: Rulebook) -> str | None:
    """The mark under which reports name it as a source."""
    match thing.kind:
        case "fact":
            return rulebook.mark_of(rulebook.facts[thing.id])
        case "document":
            return rulebook.marks[thing.id, None]
        case "mark":
            return thing.id
    return None


def _fields(thing: Thing, rulebook: Rulebook) -> dict[str, Any]:
    """Those of what has none in the comparison of rulebooks: choices and marks."""
    if thing.kind == "choice":
        question, _, id = thing.id.partition(".")
        asked = rulebook.questions[question]
        choice = next((choice for choice in asked.choices if choice.id == id), None)
        found = {"question": question, "label": asked.label_of(id)}
        return {**found, "means": choice.means, "example": choice.example} if choice else found
    if thing.kind == "mark":
        place = next((place for place, mark in rulebook.marks.items() if mark == thing.id), (None, None))
        return {"document": place[0], "section": place[1]}
    return {}
