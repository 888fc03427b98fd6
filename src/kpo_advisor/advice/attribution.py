"""Putting rules, reasons and bars into words: their sentences, the answers behind them, their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.recommendation import Advice, CitedBar, CitedFact, CitedReason, Ranked, Source
from kpo_advisor.model.rules import EffectKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.model.assessment import AlternativeResult, Bar, Reason
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

EFFECTS = {Standing.HELD_BACK: EffectKind.HOLDS_BACK, Standing.EXCLUDED: EffectKind.EXCLUDES}


class Attribution:
    """The words of one rulebook, and which of its facts have been used so far."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._used: dict[str, None] = {}
        self._criteria = rulebook.criterion_titles()

    def facts(self, rules: Iterable[Rule]) -> tuple[CitedFact, ...]:
        """The facts that rules cite, each once, in the order of the citations."""
        found = []
        for id in dict.fromkeys(id for rule in rules for id in rule.cites):
            fact = self.rulebook.facts[id]
            self._used[id] = None
            self._used.update(dict.fromkeys(row for row in fact.starts_from if row in self.rulebook.facts))
            found.append(CitedFact(id, fact.document, fact.section, fact.basis, fact.see))
        return tuple(found)

    def reason(self, reason: Reason, answers: Mapping[str, Answer]) -> CitedReason:
        """A reason with its sentences; rules that say the same in the same words are told once."""
        rules = [self.rulebook.rule_by_id[id] for id in reason.rules]
        asked = [id for rule in rules for id in questions_in(rule.when) if answers.get(id) is not None]
        why = dict.fromkeys(rule.inferred for rule in rules if rule.inferred)
        return CitedReason(
            criterion=reason.criterion,
            title=self._criteria[reason.criterion],
            points=reason.points,
            rules=reason.rules,
            because=tuple(rule.because or "" for rule in rules),
            answers={id: answers[id] for id in dict.fromkeys(asked)},
            facts=self.facts(rules),
            inferred=" ".join(why) or None,
        )

    def bar(self, bar: Bar) -> CitedBar:
        """A bar with its sentence, its cure and its sources."""
        effect = EFFECTS[bar.standing]
        if bar.rule is None:
            return CitedBar(None, effect, bar.for_now, self._follows(bar), None, (), None)
        rule = self.rulebook.rule_by_id[bar.rule]
        facts = self.facts([rule])
        return CitedBar(rule.id, effect, bar.for_now, rule.because or "", rule.cure, facts, rule.inferred)

    def ranked(
        self, result: AlternativeResult, answers: Mapping[str, Answer], requires: Sequence[Advice] = ()
    ) -> Ranked:
        """One row of a ranking."""
        return Ranked(
            alternative=result.alternative,
            title=self.rulebook.titles[result.alternative],
            rank=result.rank,
            standing=result.standing.word,
            score=result.score,
            points=result.points,
            out_of=result.out_of,
            range=result.range,
            reasons=tuple(self.reason(reason, answers) for reason in result.reasons),
            bars=tuple(self.bar(bar) for bar in result.bars),
            requires=tuple(requires),
        )

    def sources(self) -> tuple[Source, ...]:
        """The documents behind all that was told so far, numbered in the order of the rulebook."""
        used = [fact for id, fact in self.rulebook.facts.items() if id in self._used]
        found = []
        for number, (id, document) in enumerate(self.rulebook.documents.items(), start=1):
            sections = dict.fromkeys(fact.section for fact in used if fact.document == id)
            if sections:
                about = (document.title, document.publisher, document.date, document.note)
                found.append(Source(number, id, *about, tuple(filter(None, sections))))
        return tuple(found)

    def _follows(self, bar: Bar) -> str:
        names = [self.rulebook.titles[id] for id in bar.follows_from]
        if bar.all_alike:
            return f"All activities can have the same home ({' or '.join(names)}), so there is nothing to cut."
        verb = "is" if len(names) == 1 else "are"
        return f"{' and '.join(names)} {verb} ruled out, which leaves too few homes for its parts."
