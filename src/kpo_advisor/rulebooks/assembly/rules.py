"""From rule files to rules, checking that every id exists and every rule says what it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.reserved import bases, of_rule
from kpo_advisor.model.rules import STRENGTHS, Exclusion, Printed, PrintKind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
    from kpo_advisor.rulebooks.layers import Layers, Part
    from kpo_advisor.rulebooks.shapes import RuleShape


class RuleReader:
    """Reads rules against decisions, facts and conditions; faults are noted at their place."""

    def __init__(
        self, layers: Layers, decisions: tuple[Decision, ...], facts: Iterable[str], reader: ConditionReader
    ) -> None:
        self.layers = layers
        self.faults = layers.faults
        self.decisions = decisions
        self.facts = dict.fromkeys(sorted(facts))
        self.mentionable = {*self.facts, *bases(self.facts)}
        self.conditions = reader
        self.order = {decision.id: number for number, decision in enumerate(decisions)}
        self.criterion_home = {each.id: decision for decision in decisions for each in decision.criteria}
        ranked = [decision for decision in decisions if decision.alternatives]
        self.home = {each.id: decision for decision in ranked for each in decision.alternatives}
        self.topics = {topic.id: None for decision in decisions for topic in decision.topics}
        self.options = {
            decision.id: {option.id: None for option in decision.options} for decision in decisions if decision.options
        }
        self.main = {each.id: None for each in ranked[0].alternatives} if ranked else {}

    def read(self) -> tuple[Rule, ...]:
        """All rules, in the order of files and lines."""
        rules = []
        for part, index, shape in self.layers.each("rules", "rules"):
            node = part.node("rules", index, "id")
            self.faults.reserved(part.file, node, "rule", shape.id, of_rule(shape.id, self.mentionable))
            if self.layers.claim("rule", shape.id, part, node):
                rules.append(self._rule(part, index, shape))
        return tuple(rules)

    def _rule(self, part: Part, index: int, shape: RuleShape) -> Rule:
        rule = Rule(
            id=shape.id,
            when=self._condition(part, index, shape, "when") or ALWAYS,
            unless=self._condition(part, index, shape, "unless"),
            criterion=self._criterion(part, index, shape),
            favours=tuple((id, STRENGTHS[word]) for id, word in shape.favours.items()),
            opposes=tuple((id, STRENGTHS[word]) for id, word in shape.opposes.items()),
            holds_back=tuple(shape.holds_back),
            excludes=tuple(Exclusion.of(word) for word in shape.excludes),
            cure=shape.cure,
            printed_for=tuple(shape.printed_for),
            printed=self._printed(part, index, shape),
            suggests=self._options(part, index, shape, "suggests"),
            withholds=self._options(part, index, shape, "withholds"),
            because=shape.because,
            cites=tuple(shape.cites),
            inferred=shape.inferred,
        )
        self._check_targets(part, index, shape)
        self._check_words(part, index, rule)
        self._check_stage(part, index, rule)
        return rule

    def _condition(self, part: Part, index: int, shape: RuleShape, key: str) -> Condition | None:
        if getattr(shape, key) is None:
            return None
        return self.conditions.read_after(part.node("rules", index, key), part.file, self.order)

    def _criterion(self, part: Part, index: int, shape: RuleShape) -> str | None:
        if not (shape.favours or shape.opposes):
            return None
        criterion: str | None = shape.criterion or part.shape.criterion
        if criterion is None:
            self._fault(
                part,
                index,
                "id",
                "no-criterion",
                "A rule that favours or opposes needs a criterion, here or at the head of the file.",
            )
        elif criterion not in self.criterion_home:
            where = part.node("rules", index, "criterion") if shape.criterion else part.node("criterion")
            self.faults.unknown(part.file, where, "criterion", criterion, self.criterion_home)
            return None
        return criterion

    def _printed(self, part: Part, index: int, shape: RuleShape) -> tuple[Printed, ...]:
        sentences = [kind for kind in PrintKind if kind is not PrintKind.RATES]
        texts = [(kind, getattr(shape, kind)) for kind in sentences if getattr(shape, kind)]
        topic: str | None = shape.topic or part.shape.topic
        if texts and topic is None:
            self._fault(
                part,
                index,
                texts[0][0].value,
                "no-topic",
                "A printed effect needs a topic, here or at the head of the file.",
            )
        elif texts and topic not in self.topics:
            where = part.node("rules", index, "topic") if shape.topic else part.node("topic")
            self.faults.unknown(part.file, where, "topic", str(topic), self.topics)
        for id in shape.rates:
            if id not in self.topics:
                self.faults.unknown(part.file, part.node("rules", index, "rates"), "topic", id, self.topics)
        grades = [Printed(PrintKind.RATES, id, grade) for id, grade in shape.rates.items()]
        return (*(Printed(kind, topic or "", text) for kind, text in texts), *grades)

    def _options(self, part: Part, index: int, shape: RuleShape, key: str) -> tuple[tuple[str, str], ...]:
        found = []
        for decision, options in getattr(shape, key).items():
            if decision not in self.options:
                self.faults.unknown(
                    part.file, part.node("rules", index, key), "decision with options", decision, self.options
                )
                continue
            for position, option in enumerate(options):
                if option in self.options[decision]:
                    found.append((decision, option))
                else:
                    node = part.node("rules", index, key, decision, position)
                    self.faults.unknown(part.file, node, f"option of {decision}", option, self.options[decision])
        return tuple(found)

    def _check_targets(self, part: Part, index: int, shape: RuleShape) -> None:
        criterion = shape.criterion or part.shape.criterion
        decision = self.criterion_home.get(criterion)
        own: dict[str, object] = {each.id: None for each in decision.alternatives} if decision else {**self.home}
        for key in ("favours", "opposes"):
            for id in getattr(shape, key):
                if id not in own:
                    what = f"alternative of {decision.id}" if decision else "alternative"
                    self.faults.unknown(part.file, part.node("rules", index, key, id), what, id, own)
        wholes = {Exclusion(id, whole_only=True).word: None for id in self.main}
        for key in ("holds_back", "excludes"):
            known: dict[str, object] = {**self.home, **(wholes if key == "excludes" else {})}
            for position, id in enumerate(getattr(shape, key)):
                if id not in known:
                    self.faults.unknown(part.file, part.node("rules", index, key, position), "alternative", id, known)
        for position, id in enumerate(shape.printed_for):
            if id not in self.main:
                self.faults.unknown(part.file, part.node("rules", index, "for", position), "alternative", id, self.main)
        for position, id in enumerate(shape.cites):
            if id not in self.facts:
                self.faults.unknown(part.file, part.node("rules", index, "cites", position), "fact", id, self.facts)

    def _check_words(self, part: Part, index: int, rule: Rule) -> None:
        opposed = dict(rule.opposes)
        for id in dict(rule.favours):
            if id in opposed:
                self._fault(part, index, "opposes", "favours-and-opposes", f"The rule both favours and opposes {id}.")
        if not (rule.weighs or rule.printed or rule.suggests or rule.withholds):
            self._fault(part, index, "id", "no-effect", f"The rule {rule.id} has no effect.")
        if (rule.weighs or rule.suggests or rule.withholds) and not rule.because:
            self._fault(
                part,
                index,
                "id",
                "no-because",
                f"The rule {rule.id} weighs, suggests or withholds and does not say why (because).",
            )
        if not (rule.cites or rule.inferred):
            self._fault(
                part,
                index,
                "id",
                "no-source",
                f"The rule {rule.id} neither cites a fact nor says why it is inferred.",
            )
        if rule.printed_for and not (rule.printed or rule.suggests):
            self._fault(
                part,
                index,
                "for",
                "for-nothing",
                "`for` limits what is printed or suggested, and this rule does neither.",
            )
        if rule.cure and not rule.bars:
            self._fault(
                part,
                index,
                "cure",
                "cure-for-nothing",
                "A cure goes with excludes or holds_back, and this rule has neither.",
            )

    def _check_stage(self, part: Part, index: int, rule: Rule) -> None:
        if not rule.decisions:
            return
        latest = max(self.order[id] for id in rule.decisions)
        homes = {self.home[id].id for id in rule.touches if id in self.home}
        homes |= {id for id, _ in (*rule.suggests, *rule.withholds)}
        for id in sorted(homes):
            if self.order[id] <= latest:
                self._fault(
                    part,
                    index,
                    "when",
                    "decided-too-early",
                    f"The rule bears on {id}, which is not decided after what it tests.",
                )

    def _fault(self, part: Part, index: int, key: str, code: str, message: str) -> None:
        self.faults.add(part.file, part.node("rules", index, key), code, message)
