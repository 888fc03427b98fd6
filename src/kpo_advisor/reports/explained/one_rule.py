"""What became of one rule: whether it fires, why, given which answers, and what would change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.condition_words import in_labels
from kpo_advisor.reports.blocks import BlockReport, Heading, Item, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.explained.rule_words import RuleWords
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.advice.rule_outcomes import RuleByPiece
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

STATES = {
    "fires": ("It fires.", GOOD),
    "for-now": ("It fires for now, until the opposite is shown.", WARN),
    "open": ("It is open: it depends on what has no answer yet.", WARN),
    "missed": ("It does not fire.", STRONG),
    "off": ("It does not fire, and no other answer to a single question would make it.", STRONG),
}


def one_rule(title: str, rule: str, found: Sequence[RuleByPiece], rulebook: Rulebook, *, is_brief: bool) -> BlockReport:
    """A report on one rule, piece by piece."""
    return BlockReport(title, tuple(_blocks(title, rule, found, rulebook, Citations(rulebook, is_brief=is_brief))))


def _blocks(
    title: str, rule: str, found: Sequence[RuleByPiece], rulebook: Rulebook, cite: Citations
) -> Iterator[Block]:
    words = RuleWords(rulebook, cite)
    asked = rulebook.rule_by_id[rule]
    yield Heading(title, level=1)
    yield Heading(f"Rule {rule}")
    yield words.does(found[0].outcome)
    yield Item(f"When: {in_labels(asked.when, rulebook.questions)}.", FAINT)
    if asked.unless is not None:
        yield Item(f"Unless: {in_labels(asked.unless, rulebook.questions)}.", FAINT)
    for one in found:
        if one.activity is not None:
            yield Heading(f"Activity: {one.activity}")
        yield Paragraph(*STATES[one.outcome.status])
        if one.outcome.answers:
            yield Item(f"Given {words.given(one.outcome)}.")
        yield from words.waits(one.outcome)
        yield from words.would("It would fire", one.outcome.misses)
        yield from words.would("It would not fire", one.stops)
    yield from cite.sources()
