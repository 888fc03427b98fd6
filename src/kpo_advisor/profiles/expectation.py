"""Reading what a worked case expects: the part of a profile that makes it a test case."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import Expectation
from kpo_advisor.model.reserved import NOTHING, bases
from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.profiles.fields import check_keys, describe, is_empty, read_ids, read_table, read_text
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Collection

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fields import Reporter

CERTAINTIES = ("certain", "provisional", "none")
_LISTS = ("acceptable", "excluded", "mentions")
KEYS = ("recommended", "acceptable", "excluded", "mentions", "certainty", "fails", "unreachable")


def mentionable(rulebook: Rulebook) -> dict[str, None]:
    """What a case may ask to be mentioned: rules, facts, and the bases that facts like `base.part` share."""
    return dict.fromkeys(chain(rulebook.rule_by_id, rulebook.facts, bases(rulebook.facts)))


def excludable(rulebook: Rulebook) -> dict[str, None]:
    """The alternatives of all ranked decisions."""
    return dict.fromkeys(alternative.id for decision in rulebook.ranked for alternative in decision.alternatives)


def read_expectation(node: Node, rulebook: Rulebook, report: Reporter) -> Expectation:
    """What a case expects; at least one thing that can be missed. Faults are noted."""
    check_keys(read_table(node, report, "{recommended: bpo}"), KEYS, report)
    if not isinstance(node, Table):
        return Expectation()
    main = {alternative.id: None for alternative in rulebook.main.alternatives}
    mentions = read_ids(node.get("mentions"), report, "rule or fact", mentionable(rulebook))
    fails = node.get("fails")
    expectation = Expectation(
        recommended=_word(node.get("recommended"), report, "alternative", [*main, NOTHING]),
        acceptable=read_ids(node.get("acceptable"), report, "alternative", main),
        excluded=read_ids(node.get("excluded"), report, "alternative", excludable(rulebook)),
        mentions=mentions,
        certainty=_word(node.get("certainty"), report, "certainty", CERTAINTIES),
        fails=None if fails is None else read_text(fails, report, "The reason for which a case fails"),
        unreachable=_unreachable(node.get("unreachable"), mentions, report),
    )
    _check_sense(node, expectation, report)
    return expectation


def _word(node: Node | None, report: Reporter, what: str, allowed: Collection[str]) -> str | None:
    if node is None:
        return None
    if not isinstance(node, Scalar) or node.value is None:
        message = f"One of {', '.join(allowed)} is wanted here, found {describe(node)}."
        report.fault(node, "wrong-kind", message, "Leave the key out if nothing is expected of it.")
    elif node.text not in allowed:
        report.unknown(node, what, node.text, allowed)
    else:
        return node.text
    return None


def _unreachable(node: Node | None, mentions: tuple[str, ...], report: Reporter) -> dict[str, str]:
    found: dict[str, str] = {}
    mentioned = dict.fromkeys(mentions)
    for entry in read_table(node, report, "{fact-id: why it cannot be mentioned}"):
        reason = read_text(entry.value, report, f"The reason why {quoted(entry.key.text)} cannot be mentioned")
        if entry.key.text not in mentioned:
            report.unknown(entry.key, "mention", entry.key.text, mentions, of=" of this case")
        elif reason is not None:
            found[entry.key.text] = reason
    return found


def _check_sense(node: Table, expectation: Expectation, report: Reporter) -> None:
    """Note a case that cannot be missed, or cannot be met."""
    expected = (
        expectation.recommended,
        expectation.acceptable,
        expectation.excluded,
        expectation.mentions,
        expectation.certainty,
    )
    if not any(expected) and all(_says_nothing(node, key) for key in KEYS[:5]):
        report.fault(node, "expects-nothing", f"A case expects at least one of {', '.join(KEYS[:5])}.")
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
