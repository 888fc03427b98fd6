"""Rules in an explanation: what each does and why first, then, faint, its id and the answers that it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.reports.blocks import Heading, Item
from kpo_advisor.reports.phrases import answers_in_words, effects_in_words, rules_by_decision
from kpo_advisor.text.lines import FAINT, WARN
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.advice.rule_outcomes import RuleOutcome
    from kpo_advisor.certainty.near_misses import Miss
    from kpo_advisor.comparison.what_if import RuleChange
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.citations import Citations

FIRED, OPEN, MISSED = ("fires", "for-now"), ("open",), ("missed",)
GROUPS = {
    "Rules that fired": FIRED,
    "Rules that are open": OPEN,
    "Rules that one other answer would make fire": MISSED,
}


class RuleWords:
    """Tells rules of one rulebook."""

    def __init__(self, rulebook: Rulebook, cite: Citations) -> None:
        self._rulebook = rulebook
        self._cite = cite

    def by_decision(self, rules: Sequence[RuleOutcome], level: int) -> Iterator[Block]:
        """Sections: what fired, what is open, and what nearly fired, each by the decisions it bears on."""
        for title, statuses in GROUPS.items():
            here = [rule for rule in rules if rule.status in statuses]
            yield from rules_by_decision(self._rulebook, title, here, self.told, level)

    def together(self, rules: Sequence[RuleOutcome], level: int) -> Iterator[Block]:
        """The same sections, each as one list."""
        for title, statuses in GROUPS.items():
            here = [rule for rule in rules if rule.status in statuses]
            if here:
                yield Heading(f"{title} ({len(here)})", level=level)
            for rule in here:
                yield from self.told(rule)

    def told(self, rule: RuleOutcome) -> Iterator[Block]:
        """One rule: what it does and why, and what it hangs on."""
        yield self.does(rule)
        given = f" Given {self.given(rule)}." if rule.status in FIRED and rule.answers else ""
        yield Item(f"Rule {rule.rule}.{given}", FAINT, lead="    ", depth=1)
        yield from self.waits(rule)
        yield from self.would("It would fire", rule.misses)

    def does(self, rule: RuleOutcome) -> Item:
        """What a rule does, and why."""
        return Item((does_and_why(self._rulebook, rule), *self._cite.cited(rule)))

    def given(self, rule: RuleOutcome) -> str:
        """The answers that a rule looks at, in words."""
        return answers_in_words(rule.answers, self._rulebook.questions)

    def waits(self, rule: RuleOutcome) -> Iterator[Block]:
        """What is open of a rule."""
        labels = [self._rulebook.questions[id].label for id in rule.questions]
        if rule.status == "for-now":
            yield Item(f"For now: {listed(labels)} may lift it.", WARN, lead="    ", depth=1)
        if rule.status in OPEN:
            results = [f'the result of "{self._rulebook.decision_by_id[id].title}"' for id in rule.results]
            yield Item(f"Open on {listed([*labels, *results])}.", WARN, lead="    ", depth=1)

    def would(self, told: str, misses: Sequence[Miss]) -> Iterator[Block]:
        """The single other answers under which something would be otherwise: `It would fire if …`."""
        for number, miss in enumerate(misses):
            question = self._rulebook.questions[miss.question]
            beginning = "or if" if number else f"{told} if"
            now = answer_label(question, miss.given)
            words = f"{beginning} {question.label} {_came(miss.would)} (now {now})."
            yield Item(words, FAINT, lead="    ", depth=1)


def does_and_why(rulebook: Rulebook, rule: RuleOutcome | RuleChange) -> str:
    """What a rule does, and why, and what it prints: `Favours BPO (strong): You want a lower cost per item.`"""
    does = effects_in_words(rulebook, rule.effects, rule.homes)
    printed = (printed.text for printed in rulebook.rule_by_id[rule.rule].printed)
    said = " ".join(dict.fromkeys(text for text in (rule.because, *printed) if text))
    return f"{does[:1].upper()}{does[1:]}{f': {said}' if said else '.'}"


def counts(rules: Sequence[RuleOutcome]) -> str:
    """`125 rules fired, 2 are open and 40 would fire with one other answer`."""
    fired, waiting, missed = (sum(rule.status in statuses for rule in rules) for statuses in GROUPS.values())
    verb = "is" if waiting == 1 else "are"
    return f"{counted(fired, 'rule')} fired, {waiting} {verb} open and {missed} would fire with one other answer"


def _came(would: str) -> str:
    """What another answer would be, behind `if` and the label of its question: ticks come with or without some."""
    return f"came {would}" if would.startswith("with") else would
