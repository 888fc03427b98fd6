"""From rule files to rules, checking that every id exists and every rule says what it must."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.reserved_ids import bases, of_rule
from kpo_advisor.model.rules import STRENGTHS, ByAlternative, Exclusion, Printed, PrintKind, Rule
from kpo_advisor.rulebooks.assembly.decisions import OFFER
from kpo_advisor.rulebooks.assembly.from_shape import made
from kpo_advisor.rulebooks.assembly.old_ids import check_old_rules
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.questions import Person
    from kpo_advisor.model.rules import Alternative, Decision, Option
    from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location


class RuleReader:
    """Reads rules against decisions, facts and conditions; faults are noted at their place."""

    def __init__(
        self,
        layers: Layers,
        decisions: tuple[Decision, ...],
        facts: Iterable[str],
        people: Mapping[str, Person],
        reader: ConditionReader,
    ) -> None:
        self.layers = layers
        self.people = people
        self.facts = dict.fromkeys(sorted(facts))
        self.mentionable = {*self.facts, *bases(self.facts)}
        self.conditions = reader
        self.unsure = {id for what, id in layers.twice if what in ("criterion", OFFER)}
        self.order = {decision.id: number for number, decision in enumerate(decisions)}
        self.criterion_home = {criterion.id: decision for decision in decisions for criterion in decision.criteria}
        self.off_cut = {
            criterion.id for decision in decisions for criterion in decision.criteria if not criterion.is_on_cut
        } - self.unsure
        self.home = {home.id: decision for decision in decisions for home in decision.alternatives}
        self.composites = {home.id for decision in decisions for home in decision.alternatives if home.made_of}
        self.topics = {topic.id: None for decision in decisions for topic in decision.topics}
        self.options = {decision.id: _ids(decision.options) for decision in decisions if decision.options}
        self.alternatives = next((decision.alternatives for decision in decisions if decision.alternatives), ())
        self.main = _ids(self.alternatives)
        self.made_of = {home.id: home.made_of for decision in decisions for home in decision.alternatives}
        self.bars = {**self.home, **{Exclusion(id, whole_only=True).word: None for id in self.main}}

    def read(self) -> tuple[Rule, ...]:
        """All rules, in the order of files and lines."""
        rules = []
        places = list(self.layers.records("rules", "rules"))
        check_old_rules(places)
        for place in places:
            id = place.shape.id
            place.at("id").reserved("rule", id, of_rule(id, self.mentionable))
            is_new, rule = self.layers.claim("rule", id, place.at("id")), self._rule(place)
            if is_new:
                rules.append(rule)
        return tuple(rules)

    def _rule(self, place: Location) -> Rule:
        shape, wishes = place.shape, self._options(place, "wishes")
        rule = made(
            Rule,
            shape,
            when=self.conditions.read_at(place, "when", self.order) or ALWAYS,
            unless=self.conditions.read_at(place, "unless", self.order),
            criterion=self._criterion(place),
            favours=tuple((id, STRENGTHS[word]) for id, word in shape.favours.items()),
            opposes=tuple((id, STRENGTHS[word]) for id, word in shape.opposes.items()),
            excludes=tuple(map(Exclusion.of, shape.excludes)),
            printed=self._printed(place),
            owner=self.people.get(shape.owner or ""),
            suggests=tuple(dict.fromkeys((*self._options(place, "suggests"), *wishes))),
            wishes=wishes,
            withholds=self._options(place, "withholds"),
            because=_said(shape.because),
            inferred=_said(shape.inferred),
        )
        self._check_targets(place)
        _check_words(place, rule)
        self._check_said(place, rule)
        self._check_stage(place, rule)
        return rule

    def _criterion(self, place: Location) -> str | None:
        shape = place.shape
        weighs = bool(shape.favours or shape.opposes)
        criterion: str | None = shape.criterion or place.part.shape.criterion
        if criterion is not None and criterion not in self.criterion_home:
            place.own_or_head("criterion").unknown("criterion", criterion, self.criterion_home)
        elif criterion is None and weighs:
            message = "A rule that favours or opposes needs a criterion, here or at the head of the file."
            place.at("id").fault("no-criterion", message)
        return criterion if weighs else None

    def _printed(self, place: Location) -> tuple[Printed, ...]:
        shape = place.shape
        sentences = [kind for kind in PrintKind if kind is not PrintKind.RATES]
        texts = [(kind, getattr(shape, kind)) for kind in sentences if getattr(shape, kind)]
        topic: str | None = shape.topic or place.part.shape.topic
        if texts and topic is None:
            message = "A printed effect needs a topic, here or at the head of the file."
            place.at(texts[0][0].value).fault("no-topic", message)
        elif texts and topic not in self.topics:
            place.own_or_head("topic").unknown("topic", str(topic), self.topics)
        for id in shape.rates:
            if id not in self.topics:
                place.at("rates").unknown("topic", id, self.topics)
        grades = [Printed(PrintKind.RATES, id, grade) for id, grade in shape.rates.items()]
        return (*(Printed(kind, topic or "", text) for kind, text in texts), *grades)

    def _options(self, place: Location, key: str) -> tuple[tuple[str, str], ...]:
        """The pairs of a decision and an option under a key."""
        found = getattr(place.shape, key)
        for decision, options in found.items():
            if decision in self.options:
                place.at(key).refers(decision, options, f"option of {decision}", self.options[decision])
            else:
                place.at(key).unknown("decision with options", decision, self.options)
        return tuple((decision, option) for decision, options in found.items() for option in options)

    def _check_targets(self, place: Location) -> None:
        shape = place.shape
        criterion = shape.criterion or place.part.shape.criterion
        decision = None if criterion in self.unsure else self.criterion_home.get(criterion)
        own: Mapping[str, object] = _ids(decision.alternatives) if decision else self.home
        what = f"alternative of {decision.id}" if decision else "alternative"
        place.refers("favours", shape.favours, what, own)
        place.refers("opposes", shape.opposes, what, own)
        self._check_composites(place)
        place.refers("holds_back", shape.holds_back, "alternative", self.home)
        place.refers("excludes", shape.excludes, "alternative", self.bars)
        place.refers("for", shape.printed_for, "alternative", self.main)
        place.refers("cites", shape.cites, "fact", self.facts)
        if shape.owner is not None and shape.owner not in self.people:
            place.at("owner").unknown("person", shape.owner, self.people)

    def _check_said(self, place: Location, rule: Rule) -> None:
        """That what is said by alternative is said of those the rule bears on, and why of each, or of its homes."""
        bears_on, is_known = rule.bears_on(self.alternatives), True
        for key, said in (("because", rule.because), ("inferred", rule.inferred)):
            for id in dict(said.texts) if isinstance(said, ByAlternative) else ():
                is_known &= id in bears_on
                if id not in self.home:
                    place.at(key, id).unknown("alternative", id, self.home)
                elif id not in bears_on:
                    place.at(key, id).unknown(f"alternative of the rule {rule.id}", id, bears_on)
        if is_known and isinstance(rule.because, ByAlternative):  # else it may be what is missing, mistyped
            needed = rule.touches | frozenset(bears_on if rule.suggests or rule.withholds else ())
            given = dict(rule.because.texts).keys()
            missing = [id for id in sorted(needed & self.made_of.keys()) if given.isdisjoint((id, *self.made_of[id]))]
            if missing:
                message = f"The rule {rule.id} does not say why of {listed(missing)} (because)."
                place.at("because").fault("no-because", message)

    def _check_composites(self, place: Location) -> None:
        """That no rule rates a composite off the cut axis, where it has what its homes lend it."""
        shape = place.shape
        id = shape.criterion or place.part.shape.criterion
        if id not in self.off_cut:
            return
        for key in ("favours", "opposes"):
            for alternative in sorted(self.composites.intersection(getattr(shape, key))):
                message = (
                    f"{alternative} is made of other homes, and {id} is no criterion of the axis cut: "
                    f"there it has what its homes lend it. Name these."
                )
                place.at(key, alternative).fault("composite-off-cut", message)

    def _check_stage(self, place: Location, rule: Rule) -> None:
        """That what a rule bears on is decided after what it tests."""
        if not rule.decisions:
            return
        latest = max(self.order[id] for id in rule.decisions)
        homes = {self.home[id].id for id in rule.touches - self.unsure if id in self.home}
        homes |= {id for id, _ in (*rule.suggests, *rule.withholds) if id in self.options}
        for id in sorted(homes):
            if self.order[id] <= latest:
                message = f"The rule bears on {id}, which is not decided after what it tests."
                place.at("when").fault("decided-too-early", message)


def _check_words(place: Location, rule: Rule) -> None:
    """That a rule has an effect, and says what goes with it and nothing else."""
    offers = rule.suggests or rule.withholds
    opposed = dict(rule.opposes)
    for id in dict(rule.favours):
        if id in opposed:
            place.at("opposes").fault("favours-and-opposes", f"The rule both favours and opposes {id}.")
    if not (rule.weighs or rule.printed or offers):
        place.at("id").fault("no-effect", f"The rule {rule.id} has no effect.")
    if (rule.weighs or offers) and not rule.because:
        message = f"The rule {rule.id} weighs, suggests or withholds and does not say why (because)."
        place.at("id").fault("no-because", message)
    if not (rule.cites or rule.inferred):
        place.at("id").fault("no-source", f"The rule {rule.id} neither cites a fact nor says why it is inferred.")
    if rule.printed_for and not (rule.printed or rule.suggests):
        place.at("for").fault("for-nothing", "`for` limits what is printed or suggested, and this rule does neither.")
    if place.shape.owner and not place.shape.requires:
        place.at("owner").fault(
            "owner-for-nothing", "An owner sees to what a rule requires, and this rule requires nothing."
        )
    if rule.cure and not rule.bars:
        message = "A cure goes with excludes or holds_back, and this rule has neither."
        place.at("cure").fault("cure-for-nothing", message)


def _said(shape: str | Mapping[str, str] | None) -> str | ByAlternative | None:
    return ByAlternative(tuple(shape.items())) if isinstance(shape, Mapping) else shape


def _ids(offers: Iterable[Alternative | Option]) -> dict[str, object]:
    return {offer.id: None for offer in offers}
