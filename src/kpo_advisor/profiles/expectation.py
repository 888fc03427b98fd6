"""What a worked case expects: the part of a profile that makes it a test case."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.profile import Expectation
from kpo_advisor.model.reserved_ids import NOTHING, bases
from kpo_advisor.portable.tree import Listing, Table
from kpo_advisor.profiles.fields import Field, ids, is_empty, read_table, record, text, word
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fault_reporter import Reporter
    from kpo_advisor.profiles.fields import Schema

_LISTS = ("acceptable", "excluded", "mentions")


def mentionable(rulebook: Rulebook) -> dict[str, None]:
    """What a case may ask to be mentioned: rules, facts, and the bases that facts like `base.part` share."""
    return dict.fromkeys(chain(rulebook.rule_by_id, rulebook.facts, bases(rulebook.facts)))


def alternatives_of(*decisions: Decision) -> dict[str, None]:
    """The ids of all alternatives of some decisions."""
    return dict.fromkeys(alternative.id for decision in decisions for alternative in decision.alternatives)


def _reasons(mentions: Collection[str]) -> Field:
    """Why mentions cannot be brought about, by mention; whether the case has them is not looked at here."""

    def read(node: Node, report: Reporter) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for entry in read_table(node, report, "{fact-id: why it cannot be mentioned}"):
            reason = text(f"The reason why {quoted(entry.key.text)} cannot be mentioned")
            found[entry.key.text] = reason.read(entry.value, report)
        return found

    def schema() -> Schema:
        return {
            "type": ["object", "null"],
            "description": "Mentions that no answer can bring about, each with the reason.",
            "propertyNames": {"enum": list(mentions)},
            "additionalProperties": text("").schema(),
        }

    return Field(read, schema)


_FIELDS: dict[str, Callable[[Rulebook], Field]] = {
    "recommended": lambda rulebook: word("alternative", [*alternatives_of(rulebook.main), NOTHING]),
    "acceptable": lambda rulebook: ids("alternative", alternatives_of(rulebook.main)),
    "excluded": lambda rulebook: ids("alternative", alternatives_of(*rulebook.ranked)),
    "mentions": lambda rulebook: ids("rule or fact", mentionable(rulebook)),
    "certainty": lambda _: word("certainty", tuple(Certainty)),
    "fails": lambda _: text("The reason for which a case fails", means="Why the case is known to fail."),
    "unreachable": lambda rulebook: _reasons(mentionable(rulebook)),
}
KEYS = tuple(_FIELDS)
_EXPECTED = KEYS[:5]
"""The keys of what can be missed, one of which a case needs."""


def expected(rulebook: Rulebook) -> Field:
    """What a case may expect."""
    return record(_FIELDS, lambda field: field(rulebook), "{recommended: bpo}", also={"minProperties": 1})


def expectation(node: Table, values: dict[str, Any], report: Reporter) -> Expectation:
    """What a case expects by the values that were read. Noted are cases that cannot be missed, or cannot be met."""
    found = Expectation(**values)
    reasons = node.get("unreachable")
    for entry in reasons.entries if isinstance(reasons, Table) else ():
        if entry.key.text not in found.mentions:
            report.unknown(entry.key, "mention", entry.key.text, found.mentions, of=" of this case")
    _check_sense(node, found, report)
    return found


def _check_sense(node: Table, expectation: Expectation, report: Reporter) -> None:
    """Note a case that cannot be missed, or cannot be met."""
    expected = [getattr(expectation, key) for key in _EXPECTED]
    if not any(expected) and all(_says_nothing(node, key) for key in _EXPECTED):
        report.fault(node, "expects-nothing", f"A case expects at least one of {', '.join(_EXPECTED)}.")
    excluded = frozenset(expectation.excluded)
    for key, first in (("recommended", (expectation.recommended,)), ("acceptable", expectation.acceptable)):
        for id in first:
            if id in excluded:
                where = node.get(key) or node
                report.fault(where, "expects-both", f"{id} is expected first ({key}) and excluded; it cannot be both.")
    if expectation.recommended is not None and expectation.recommended in expectation.acceptable:
        message = f"{expectation.recommended} is both recommended and acceptable."
        report.fault(node.get("acceptable") or node, "expects-both", message)


def _says_nothing(table: Table, key: str) -> bool:
    """Whether a key is missing, or has no ids; an empty word is told where words are read."""
    node = table.get(key)
    return node is None or (key in _LISTS and (is_empty(node) or (isinstance(node, Listing) and not node.items)))
