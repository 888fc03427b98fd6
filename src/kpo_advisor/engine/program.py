"""A rulebook made ready for evaluation: tests as bits, rules as nodes and flat effects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.settled import QuestionMasks
from kpo_advisor.engine.truth import Answering, Bits, DecidedTests, Node, decided_tests
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import Decided, questions_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision, Rule

Cell = tuple[int, int]
"""A criterion and an alternative, by their position in the decision."""


@dataclass(frozen=True, slots=True)
class RuleNode:
    """A rule's conditions; `stage` is the number of decisions that must be taken before it is evaluated.

    `weighs` is whether it can move a ranking; the others only print. `is_flat`: it needs some tests of answers to hold
    and some to fail, and nothing else.
    """

    id: str
    when: Node
    unless: Node | None
    stage: int
    weighs: bool

    @property
    def is_flat(self) -> bool:
        """Whether masks of tests of answers say all there is to say of it."""
        return not (self.stage or self.when.count or self.when.inner or self.unless)


@dataclass(frozen=True, eq=False, slots=True)
class RuleGroup:
    """Rules on one criterion, or else on the same questions, that are not flat: each with its bit, and their tests.

    Compared by identity.
    """

    tests: int
    rules: tuple[tuple[int, RuleNode], ...]


Stage = tuple[RuleGroup, ...]
"""The rules that are looked at once so many decisions are taken."""


class Depth(Enum):
    """How far a piece of work is worked out: the main decision, all rankings, or what is printed besides."""

    MAIN = "main"
    RANKINGS = "rankings"
    ALL = "all"

    def reaches(self, rule: Rule, main: Decision) -> bool:
        """Whether it takes a rule to go so far."""
        if self is Depth.MAIN:
            return any(alternative.id in rule.touches for alternative in main.alternatives)
        return self is Depth.ALL or rule.weighs


@dataclass(frozen=True, slots=True)
class Weighing:
    """What one rule does to one decision, all of it on one criterion; `index` is its position among all rules.

    `whole` are alternatives that are barred for the whole work only.
    """

    index: int
    id: str
    favours: tuple[tuple[Cell, int], ...]
    opposes: tuple[tuple[Cell, int], ...]
    standings: tuple[tuple[int, Standing], ...]
    whole: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lending:
    """A composite, the homes that lend to it, and the criteria on which they do, all by their positions."""

    composite: int
    homes: tuple[int, ...]
    criteria: frozenset[int]


@dataclass(frozen=True, eq=False, slots=True)
class RankedDecision:
    """A decision of kind ranked: its rules, and which alternatives depend on others.

    `rules` is the mask of them, `rating` are for each criterion its rules and the mask of these, `barring` and
    `barred_by` the rules that bar something. `made_of` and `needs` hold positions, the latter as pairs of a decision
    and an alternative id. Compared by identity.
    """

    decision: Decision
    rules: int
    weighings: tuple[Weighing, ...]
    rating: tuple[tuple[int, tuple[Weighing, ...]], ...]
    barring: tuple[tuple[int, Weighing], ...]
    barred_by: int
    made_of: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[tuple[str, str], ...], ...]
    lendings: tuple[Lending, ...]
    usual_weights: tuple[int, ...]

    def weights(self, own: Mapping[str, int]) -> tuple[int, ...]:
        """The weights of the criteria, with a profile's own in place of the rulebook's."""
        return self.decision.weights(own) if own else self.usual_weights


@dataclass(frozen=True, slots=True)
class Program:
    """Everything the engine evaluates; one for each rulebook, shared by all profiles.

    `order` are the questions, each after those that its `only_if` looks at, and `position` their places in the
    questionnaire. `ids` are those of the rules. By how far it goes, `flat` are the flat rules that it takes, and
    `stages` the others. `on_answers` is the mask of the tests on answers; the others look at results.
    """

    rulebook: Rulebook
    bits: Bits
    order: tuple[QuestionMasks, ...]
    position: Mapping[str, int]
    answering: Mapping[str, Answering]
    only_if: Mapping[str, Node]
    rules: tuple[RuleNode, ...]
    ids: tuple[str, ...]
    flat: Mapping[Depth, int]
    stages: Mapping[Depth, tuple[Stage, ...]]
    when: Mapping[str, Node]
    decided: Mapping[str, DecidedTests]
    ranked: Mapping[str, RankedDecision]
    incompatible: tuple[tuple[str, Node], ...]
    on_answers: int


@lru_cache(maxsize=16)
def program_of(rulebook: Rulebook) -> Program:
    """The program of a rulebook, made once."""
    bits = Bits()
    questions = rulebook.questions
    only_if = {id: bits.node(question.only_if) for id, question in questions.items() if question.only_if is not None}
    stages = {decision.id: number + 1 for number, decision in enumerate(rulebook.decisions)}
    rules = tuple(_rule_node(rule, bits, stages) for rule in rulebook.rules)
    incompatible = tuple((combination.id, bits.node(combination.when)) for combination in rulebook.incompatible)
    when = {decision.id: bits.node(decision.when) for decision in rulebook.decisions}
    answering = {id: Answering(question, bits) for id, question in questions.items()}
    needs = [(1 << at, rule.when.holding, rule.when.failing) for at, rule in enumerate(rules) if rule.is_flat]
    order = _in_order(rulebook)
    return Program(
        rulebook,
        bits,
        tuple(QuestionMasks(question, answering[question.id], only_if.get(question.id), needs) for question in order),
        {id: number for number, id in enumerate(questions)},
        answering,
        only_if,
        rules,
        tuple(rule.id for rule in rules),
        {depth: _flat(rulebook, rules, depth) for depth in Depth},
        {depth: _stages(rulebook, rules, depth) for depth in Depth},
        when,
        {decision.id: decided_tests(bits, decision.id) for decision in rulebook.decisions},
        {decision.id: _ranked(decision, rulebook) for decision in rulebook.ranked},
        incompatible,
        sum(1 << position for test, position in bits.index.items() if not isinstance(test, Decided)),
    )


def _flat(rulebook: Rulebook, rules: tuple[RuleNode, ...], depth: Depth) -> int:
    told = enumerate(zip(rulebook.rules, rules, strict=True))
    return sum(1 << at for at, (rule, node) in told if node.is_flat and depth.reaches(rule, rulebook.main))


def _stages(rulebook: Rulebook, rules: tuple[RuleNode, ...], depth: Depth) -> tuple[Stage, ...]:
    found: list[dict[str, list[tuple[int, RuleNode]]]] = [{} for _ in range(len(rulebook.decisions) + 1)]
    for at, (rule, node) in enumerate(zip(rulebook.rules, rules, strict=True)):
        if not node.is_flat and depth.reaches(rule, rulebook.main):
            subject = rule.criterion or ",".join(sorted(rule.questions))
            found[node.stage].setdefault(subject, []).append((1 << at, node))
    return tuple(tuple(map(_group, stage.values())) for stage in found)


def _group(rules: list[tuple[int, RuleNode]]) -> RuleGroup:
    tests = 0
    for _, rule in rules:
        tests |= rule.when.tests | (rule.unless.tests if rule.unless else 0)
    return RuleGroup(tests, tuple(rules))


def _in_order(rulebook: Rulebook) -> tuple[Question, ...]:
    """The questions, each after those that its `only_if` looks at."""
    done: dict[str, Question] = {}

    def add(question: Question) -> None:
        if question.id in done:
            return
        for id in questions_in(question.only_if):
            add(rulebook.questions[id])
        done[question.id] = question

    for question in rulebook.questions.values():
        add(question)
    return tuple(done.values())


def _rule_node(rule: Rule, bits: Bits, stages: Mapping[str, int]) -> RuleNode:
    unless = None if rule.unless is None else bits.node(rule.unless)
    stage = max((stages[id] for id in rule.decisions), default=0)
    return RuleNode(rule.id, bits.node(rule.when), unless, stage, rule.weighs)


def _ranked(decision: Decision, rulebook: Rulebook) -> RankedDecision:
    position = {alternative.id: number for number, alternative in enumerate(decision.alternatives)}
    criteria = {criterion.id: number for number, criterion in enumerate(decision.criteria)}
    made = (_weighing(index, rule, position, criteria) for index, rule in enumerate(rulebook.rules))
    weighings = tuple(weighing for weighing in made if weighing)
    barring = tuple((1 << rule.index, rule) for rule in weighings if rule.standings or rule.whole)
    decided_by = {offer.id: other.id for other in rulebook.decisions for offer in other.offers}
    return RankedDecision(
        decision,
        sum(1 << rule.index for rule in weighings),
        weighings,
        tuple(_rating(weighings, number) for number in criteria.values()),
        barring,
        sum(bit for bit, _ in barring),
        tuple(tuple(position[id] for id in alternative.made_of) for alternative in decision.alternatives),
        tuple(tuple((decided_by[id], id) for id in alternative.needs) for alternative in decision.alternatives),
        _lendings(decision),
        decision.weights({}),
    )


def _rating(weighings: tuple[Weighing, ...], criterion: int) -> tuple[int, tuple[Weighing, ...]]:
    """The rules that say something on a criterion, and the mask of these."""
    found = tuple(rule for rule in weighings if any(at == criterion for (at, _), _ in rule.favours + rule.opposes))
    return sum(1 << rule.index for rule in found), found


def _lendings(decision: Decision) -> tuple[Lending, ...]:
    """The composites of a decision that homes lend to."""
    position = {alternative.id: number for number, alternative in enumerate(decision.alternatives)}
    criteria = frozenset(number for number, criterion in enumerate(decision.criteria) if not criterion.is_on_cut)
    return tuple(
        Lending(position[alternative.id], tuple(position[id] for id in alternative.lends), criteria)
        for alternative in decision.alternatives
        if alternative.lends
    )


def _weighing(index: int, rule: Rule, position: Mapping[str, int], criteria: Mapping[str, int]) -> Weighing | None:
    criterion = criteria.get(rule.criterion or "")
    favours, opposes = (
        () if criterion is None else tuple(((criterion, position[id]), strength) for id, strength in effects)
        for effects in (rule.favours, rule.opposes)
    )
    standings = [(position[id], Standing.HELD_BACK) for id in rule.holds_back if id in position]
    excluded = [(position[bar.alternative], bar.whole_only) for bar in rule.excludes if bar.alternative in position]
    standings += [(at, Standing.EXCLUDED) for at, whole_only in excluded if not whole_only]
    whole = tuple(at for at, whole_only in excluded if whole_only)
    if not (favours or opposes or standings or whole):
        return None
    return Weighing(index, rule.id, favours, opposes, tuple(standings), whole)
