"""From where, in what form and for what price, what stays with the client, what to ask: a line each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Applies, Certainty, Fit
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.rules import PrintKind
from kpo_advisor.reports.activities import of_parts
from kpo_advisor.reports.blocks import Heading, Item, Run
from kpo_advisor.reports.page.checklist import only_for
from kpo_advisor.reports.page.length import Brevity
from kpo_advisor.text.phrases import inside_a_sentence, listed, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.model.recommendation import Advice, Placed, Recommendation, Suggestion
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Alternative, Decision
    from kpo_advisor.reports.blocks import Block, Citation, Words

    Part = str | Run | Citation
    from kpo_advisor.reports.citations import Citations

MOST, SHORT = 3, 1
"""Options that a line names, and pieces of advice of one topic; where there is little room."""

MOST_CUTS = 2
"""Ways to cut the work that a line names where they are level."""
OPEN = "Open"
"""What is said where more are level than a line names."""
KEPT = 2
"""Of what stays with the client, how much is named where there is little room."""


class Sourcing:
    """The lines of one recommendation, with marks from `cite`."""

    def __init__(self, given: Recommendation, rulebook: Rulebook, cite: Citations) -> None:
        self.given = given
        self.rulebook = rulebook
        self.cite = cite
        self._advice = [advice for advice in given.advice if advice.status is Applies.HOLDS]

    def blocks(self, brevity: Brevity = Brevity.WHOLE) -> Iterator[Block]:
        """The section; a short one names fewer options and less advice, and leaves out why a place comes first."""
        is_short = brevity >= Brevity.SHORT
        topics = self._topics(SHORT if is_short else MOST, SHORT if brevity is Brevity.BARE else None)
        found = [*self._decisions(is_short), *self._kept(is_short), *topics]
        if found:
            yield Heading(self._heading())
        yield from found

    def _heading(self) -> str:
        """Of a close call it names the home that is ahead, for which places and forms were found."""
        ahead = self.given.recommended
        with_ = f", with {self.rulebook.titles[ahead]}" if self.given.close and ahead is not None else ""
        return f"How to go about it{with_}"

    def _decisions(self, is_short: bool) -> Iterator[Block]:
        """The results of later decisions, and the options that fit; those of one label share a line."""
        found: dict[str, list[Words]] = {}
        for decision in self.rulebook.decisions[1:]:
            said = found.setdefault(decision.label or decision.title, [])
            taken = [placed for placed in self.given.decisions.get(decision.id, ()) if placed.taken]
            said += [self._placed(decision, placed, is_short) for placed in _joined(taken)]
            options = self.given.suggestions.get(decision.id, ())
            fitting = [suggestion for suggestion in options if suggestion.status is not Fit.WITHHELD]
            if fitting:
                said.append(self._forms(fitting, SHORT if is_short else MOST))
        for label, told in found.items():
            if told:
                yield self._line(label, [part for number, words in enumerate(told) for part in _after(number, words)])

    def _line(self, label: str, words: Sequence[Part]) -> Item:
        return Item((Run(f"{label}: "), *words))

    def _placed(self, decision: Decision, placed: Placed, is_short: bool) -> Words:
        """What comes first, why, and what is out with the reason, those of one reason together."""
        chosen = (placed.recommended,) if placed.recommended else placed.first
        name = _names([decision.alternative(id) for id in chosen])
        is_open = placed.certainty is Certainty.PROVISIONAL and chosen
        open_ = ", as far as is known" if is_open and name != OPEN else ""
        about = of_parts(self.given, placed.activities)
        bars = {row.title: bar for row in placed.ranking if row.alternative not in chosen for bar in row.bars[:1]}
        barred = f"; not {listed([inside_a_sentence(title) for title in bars], 'or')}" if bars else ""
        words: list[Part] = [f"{name}{open_}{about}{barred}", *self.cite.cited(*bars.values()), "."]
        reasons = [reason for row in placed.ranking if row.alternative in chosen for reason in row.reasons]
        telling = [reason for reason in reasons if reason.points > 0 and reason.because]
        for reason in () if is_open or is_short else telling[:1]:
            words += [f" {reason.because[0]}", *self.cite.cited(reason)]
        return tuple(words)

    def _forms(self, suggestions: Sequence[Suggestion], most: int) -> Words:
        """The one to take, of activities one for each, then the others, which would do too."""
        best = _best(suggestions)
        others = [suggestion for suggestion in suggestions if suggestion not in best]
        told = others if len(suggestions) == 2 else others[: max(0, most - len(best))]
        more = len(others) - len(told)
        words: list[Part] = [*self._form("", best[0])]
        for suggestion in best[1:]:
            words += self._form("; ", suggestion)
        for number, suggestion in enumerate(told):
            is_last = number == len(others) - 1
            words += self._form((" or " if is_last else ", ") if number else "; else ", suggestion)
        rest = f" or {more} more" if told else f"; else one of {more} more" if more > 1 else "; else one more"
        words.append(f"{rest if more else ''}.")
        return tuple(words)

    def _form(self, before: str, suggestion: Suggestion) -> tuple[Part, ...]:
        """One option, and for which activities; what is still to be checked says so."""
        check = f" ({self._first_to_check(suggestion)})" if suggestion.status is Fit.CHECK else ""
        about = of_parts(self.given, suggestion.activities)
        return f"{before}{suggestion.title}{about}{check}", *self.cite.cited(*suggestion.reasons)

    def _first_to_check(self, suggestion: Suggestion) -> str:
        """`check Saving outside first`: the first open question on which an option hangs."""
        found = [
            reason.rule for reason in (*suggestion.reasons, *suggestion.withheld) if reason.status is Applies.CHECK
        ]
        rules = [self.rulebook.rule_by_id[id] for id in found]
        asked = {id for rule in rules for id in questions_in(rule.when, rule.unless)}
        labels = [question.label for question in self.given.open_questions if question.question in asked]
        return f"check {labels[0]} first" if labels else "check first"

    def _kept(self, is_short: bool) -> Iterator[Block]:
        kept = [advice for advice in self._advice if advice.kind is PrintKind.KEEPS]
        if kept:
            yield self._line("You keep", self._said(kept, KEPT if is_short else len(kept)))

    def _topics(self, most: int, longest: int | None) -> Iterator[Block]:
        """A line a topic; none for one that has more advice than the longest that is told."""
        for decision in self.rulebook.decisions:
            for topic in decision.topics:
                told = [
                    advice for advice in self._advice if (advice.topic, advice.kind) == (topic.id, PrintKind.ADVISES)
                ]
                if topic.on_page == "yes" and 0 < len(told) <= (longest or len(told)):
                    yield self._line(topic.title, self._said(told, most))

    def _said(self, told: Sequence[Advice], most: int) -> Words:
        """In a few words each, where the rules have such; how many are left out."""
        words: list[Part] = []
        for number, advice in enumerate(told[:most]):
            said = advice.label or inside_a_sentence(advice.text.rstrip("."))
            only = only_for(self.given, self.rulebook, advice)
            words += [f"{'; ' if number else ''}{said}{only}", *self.cite.cited(advice)]
        more = len(told) - most
        words.append(f"; {more} more." if more > 0 else ".")
        return tuple(words)


def _after(number: int, words: Words) -> Words:
    """Words that follow others on a line."""
    return (" " if number else "", *((words,) if isinstance(words, str) else words))


def _best(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """The first that there is, of activities the first for each."""
    found: list[Suggestion] = []
    served: set[str] = set()
    for suggestion in suggestions:
        if not found or not served.issuperset(suggestion.activities):
            found.append(suggestion)
            served.update(suggestion.activities)
    return found


def _names(alternatives: Sequence[Alternative]) -> str:
    """What comes first, of alternatives that say which part goes where by that; too many that are level are open."""
    if not alternatives:
        return "everything is ruled out"
    told = [alternative.in_words for alternative in alternatives if alternative.needs and alternative.in_words]
    if len(alternatives) > (MOST_CUTS if told else MOST):
        return OPEN
    return sentence_case("; or ".join(told)) or listed([alternative.title for alternative in alternatives], "or")


def _joined(results: Iterable[Placed]) -> Iterator[Placed]:
    """Results with what comes out alike in several activities told once."""
    found: dict[tuple[object, ...], Placed] = {}
    for placed in results:
        barred = tuple(row.alternative for row in placed.ranking if row.bars)
        key = (placed.recommended, placed.first, placed.certainty, barred)
        alike = found.get(key)
        found[key] = placed if alike is None else replace(alike, activities=alike.activities + placed.activities)
    yield from found.values()
