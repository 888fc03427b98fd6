"""Putting rules, reasons and bars into words: their sentences, the answers behind them, their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.recommendation import Advice, CitedBar, CitedFact, CitedReason, Ranked, Source
from kpo_advisor.model.rulebook import OURS
from kpo_advisor.model.rules import ByAlternative, EffectKind, said_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kpo_advisor.model.assessment import AlternativeResult, Bar, Reason
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule, Said

    Evidence = tuple[tuple[CitedFact, ...], str | None, tuple[str, ...]]
    """The facts behind what is told, what of it is inferred, and its marks."""

EFFECTS = {Standing.HELD_BACK: EffectKind.HOLDS_BACK, Standing.EXCLUDED: EffectKind.EXCLUDES}


class Attribution:
    """The words of one rulebook, and which of its facts have been used so far."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._used: dict[str, None] = {}
        self._criteria = rulebook.criterion_titles()
        self._made_of = {home.id: home.made_of for decision in rulebook.ranked for home in decision.alternatives}

    def _facts(self, rules: Iterable[Rule]) -> tuple[CitedFact, ...]:
        """The facts that rules cite, each once, in the order of the citations."""
        found = []
        for id in dict.fromkeys(id for rule in rules for id in rule.cites):
            fact = self.rulebook.facts[id]
            self._used[id] = None
            self._used.update(dict.fromkeys(row for row in fact.starts_from if row in self.rulebook.facts))
            found.append(CitedFact(id, fact.document, fact.section, fact.basis, fact.see))
        return tuple(found)

    def evidence(self, *told: tuple[Rule, Collection[str] | None]) -> Evidence:
        """What stands behind what is told of rules: what each says of some alternatives, or with None of all.

        The marks are those of the sections that state it. `ours` is among them where a rule infers some of it, where
        no document states any of it, and where a rule rests on an inferred fact and does not say of what.
        """
        why: dict[str, None] = {}
        marks: list[str] = []
        for rule, alternatives in told:
            inferred = self.told(rule.inferred, alternatives)
            cited = [self.rulebook.mark_of(self.rulebook.facts[id]) for id in rule.cites]
            stated = [mark for mark in cited if mark != OURS]
            marks += stated
            if inferred or not stated or (rule.inferred is None and OURS in cited):
                marks.append(OURS)
            if inferred:
                why[inferred] = None
        return self._facts(rule for rule, _ in told), " ".join(why) or None, self.rulebook.in_order(marks)

    def because(self, rule: Rule, alternatives: Collection[str]) -> str:
        """Why a rule does what it does to alternatives that it names."""
        return said_of(rule.because, self.meant(rule, alternatives)) or ""

    def meant(self, rule: Rule, alternatives: Collection[str]) -> tuple[str, ...]:
        """The alternatives whose sentences tell why of some: these or, of composites without any, also their homes.

        Of the homes these are the ones that the rule bears on itself, and all only where it says nothing of those.
        """
        if rule.because is None or said_of(rule.because, alternatives):
            return tuple(alternatives)
        homes = [home for id in alternatives for home in self._made_of[id]]
        touched = [home for home in homes if home in rule.touches]
        return (*alternatives, *(touched if said_of(rule.because, touched) else homes))

    def told(self, said: Said, alternatives: Collection[str] | None) -> str | None:
        """What a rule says of some alternatives, or with None of all, each by its title where that differs."""
        if alternatives is None and isinstance(said, ByAlternative):
            return " ".join(f"{self.rulebook.titles[id]}: {text}" for id, text in said.texts)
        return said_of(said, alternatives or ())

    def reason(self, alternative: str, reason: Reason, answers: Mapping[str, Answer]) -> CitedReason:
        """A reason for or against an alternative, with its sentences and its sources.

        What a composite has of homes is told as of these.
        """
        rules = [self.rulebook.rule_by_id[id] for id in reason.rules]
        asked = [id for rule in rules for id in questions_in(rule.when) if answers.get(id) is not None]
        meant = [reason.homes_of(rule.id) or self.meant(rule, (alternative,)) for rule in rules]
        facts, inferred, marks = self.evidence(*zip(rules, meant, strict=True))
        return CitedReason(
            criterion=reason.criterion,
            title=self._criteria[reason.criterion],
            points=reason.points,
            rules=reason.rules,
            because=tuple(said_of(rule.because, homes) or "" for rule, homes in zip(rules, meant, strict=True)),
            answers={id: answers[id] for id in dict.fromkeys(asked)},
            facts=facts,
            inferred=inferred,
            marks=marks,
        )

    def bar(self, alternative: str, bar: Bar) -> CitedBar:
        """What bars an alternative, with its sentence, its cure and its sources."""
        effect = EFFECTS[bar.standing]
        if bar.rule is None:
            return CitedBar(None, effect, bar.for_now, self._follows(bar), None, (), None, ())
        rule = self.rulebook.rule_by_id[bar.rule]
        because, evidence = self.because(rule, (alternative,)), self.evidence((rule, self.meant(rule, (alternative,))))
        return CitedBar(rule.id, effect, bar.for_now, because, rule.cure, *evidence, rule.label)

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
            reasons=tuple(self.reason(result.alternative, reason, answers) for reason in result.reasons),
            bars=tuple(self.bar(result.alternative, bar) for bar in result.bars),
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
                named = tuple(filter(None, sections))
                marks = tuple(self.rulebook.marks[id, section] for section in named)
                found.append(Source(number, id, *about, named, marks))
        return tuple(found)

    def _follows(self, bar: Bar) -> str:
        names = [self.rulebook.titles[id] for id in bar.follows_from]
        if bar.all_alike:
            return f"All activities can go to the same place ({' or '.join(names)}), so there is nothing to cut."
        verb = "is" if len(names) == 1 else "are"
        return f"{' and '.join(names)} {verb} ruled out, so this split is not possible."
