"""From where, in what form and for what price, what stays with the client, what to ask: a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.recommendation import Applies, Fit
from kpo_advisor.model.rules import PrintKind
from kpo_advisor.reports.blocks import Heading, Item, Run
from kpo_advisor.reports.page.checklist import only_for
from kpo_advisor.reports.page.parts import of_parts
from kpo_advisor.text.phrases import inside_a_sentence, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.recommendation import Advice, Placed, Recommendation, Suggestion
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block, Citation, Words

    Part = str | Run | Citation
    from kpo_advisor.reports.citations import Citations

MOST_FORMS = 3
"""Options that a line names."""
MOST_ADVICE = 2
"""Pieces of advice that a line tells of one topic."""


class Sourcing:
    """The lines of one recommendation, with marks from `cite`."""

    def __init__(self, given: Recommendation, rulebook: Rulebook, cite: Citations) -> None:
        self.given = given
        self.rulebook = rulebook
        self.cite = cite
        self._advice = [advice for advice in given.advice if advice.status is Applies.HOLDS]

    def blocks(self) -> Iterator[Block]:
        """The section."""
        found = [*self._decisions(), *self._kept(), *self._topics()]
        if found:
            yield Heading("How to go about it")
        yield from found

    def _decisions(self) -> Iterator[Block]:
        for decision in self.rulebook.decisions[1:]:
            label = decision.label or decision.title
            for placed in self.given.decisions.get(decision.id, ()):
                if placed.taken:
                    yield self._line(label, self._placed(placed))
            suggestions = [
                told for told in self.given.suggestions.get(decision.id, ()) if told.status is not Fit.WITHHELD
            ]
            if suggestions:
                yield self._line(label, self._forms(suggestions))

    def _line(self, label: str, words: Sequence[Part]) -> Item:
        return Item((Run(f"{label}: "), *words))

    def _placed(self, placed: Placed) -> Words:
        """What comes first, why, and what is out with the reason, those of one reason together."""
        titles = self.rulebook.titles
        chosen = (placed.recommended,) if placed.recommended else placed.first
        name = listed([titles[id] for id in chosen], "or") or "everything is ruled out"
        open_ = " for now" if placed.certainty is Certainty.PROVISIONAL and chosen else ""
        about = of_parts(self.given, placed.activities)
        bars = {row.title: bar for row in placed.ranking if row.alternative not in chosen for bar in row.bars[:1]}
        barred = f"; not {inside_a_sentence(listed(list(bars), 'or'))}" if bars else ""
        words: list[Part] = [f"{name}{open_}{about}{barred}", *self.cite.cited(*bars.values()), "."]
        reasons = [reason for row in placed.ranking if row.alternative in chosen for reason in row.reasons]
        telling = [reason for reason in reasons if reason.points > 0 and reason.because] if not open_ else []
        for reason in telling[:1]:
            words += [f" {reason.because[0]}", *self.cite.cited(reason)]
        return tuple(words)

    def _forms(self, suggestions: Sequence[Suggestion]) -> Words:
        """The best ones, the stated wish first; what is still to be checked says so."""
        words: list[Part] = []
        for number, suggestion in enumerate(suggestions[:MOST_FORMS]):
            check = " (check first)" if suggestion.status is Fit.CHECK else ""
            about = of_parts(self.given, suggestion.activities)
            words += [
                f"{'; ' if number else ''}{suggestion.title}{about}{check}",
                *self.cite.cited(*suggestion.reasons),
            ]
        more = len(suggestions) - MOST_FORMS
        words.append(f"; {more} more." if more > 0 else ".")
        return tuple(words)

    def _kept(self) -> Iterator[Block]:
        kept = [advice for advice in self._advice if advice.kind is PrintKind.KEEPS]
        if kept:
            yield self._line("You keep", self._said(kept, len(kept)))

    def _topics(self) -> Iterator[Block]:
        for decision in self.rulebook.decisions:
            for topic in decision.topics:
                told = [
                    advice for advice in self._advice if (advice.topic, advice.kind) == (topic.id, PrintKind.ADVISES)
                ]
                if topic.on_page == "yes" and told:
                    yield self._line(topic.title, self._said(told, MOST_ADVICE))

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
