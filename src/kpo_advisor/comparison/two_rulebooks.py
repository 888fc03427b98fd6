"""Two rulebooks over one set of answers, as facts for semantics.lp and effect.lp.

A *joint profile* is one file that both rulebooks take. A question of both ranges over the answers that both
accept: the choices of both, the fewer ticks (one, where the other side takes one choice), the narrower bounds;
numbers are cut by the constants of both. A question of one rulebook alone is answered there and not known to the
other, and so, on each side by itself, is one that has no answer in common with the other side's. Whether a
question applies is for each side to say; where neither says that it does not, they see one answer or one
unknown. What contradicts itself on either side is left out.

What does not differ is told once: rules count by what they look at and what they do to the ranking, not by
their names; ratings and bars that no changed rule touches are those of the old side; weights that are a multiple
of the others rank alike.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from math import gcd
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.questions import Choice, Incompatible, Kind, Section
from kpo_advisor.model.rules import Rule
from kpo_advisor.solver.encoding import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision

OLD, NEW = 0, 1
SIDES = (OLD, NEW)

Cause = tuple["Condition", "Condition | None"]
"""What makes a rule fire: its `when` and its `unless`."""

Effect = tuple[str, str, str, int]
"""What a rule does: favours or opposes, with criterion, alternative and step; or a kind of bar, with alternative."""

Touched = tuple[str, str, str]
"""An effect without its step: what may come out differently on the two sides."""


class Joint:
    """What two rulebooks have in common and what not, as far as the ranking of one decision hangs on it.

    `name` says on each side under which id a question stands in `book`, the rulebook that the facts are made of.
    """

    def __init__(self, old: Rulebook, new: Rulebook, decisions: tuple[Decision, Decision]) -> None:
        self.sides = (old, new)
        self.decisions = decisions
        self.common = {
            id: common
            for id, question in old.questions.items()
            if id in new.questions and (common := _common(question, new.questions[id])) is not None
        }
        self.name = self._names()
        self.effects = tuple(self._effects(side) for side in SIDES)
        self.causes = tuple(dict.fromkeys(cause for side in SIDES for cause in self.effects[side]))
        self.weights = self._weights()

    @cached_property
    def touched(self) -> frozenset[Touched]:
        """The effects that hang on other causes on the two sides."""
        told = [{(cause, each) for cause, found in side.items() for each in found} for side in self.effects]
        return frozenset(each[:3] for _, each in told[OLD] ^ told[NEW])

    @property
    def is_one(self) -> bool:
        """Whether nothing that decides differs, so that both sides rank every joint profile alike."""
        return not self.touched and self.weights[OLD] == self.weights[NEW] and self._made_of(OLD) == self._made_of(NEW)

    @cached_property
    def book(self) -> Rulebook:
        """The questions of both sides, with a rule without effects for every cause."""
        decision = self.decisions[OLD]
        clashes = dict.fromkeys(
            self.on_side(each.when, side) for side in SIDES for each in self.sides[side].incompatible
        )
        criteria = tuple(
            replace(each, weight=self.weights[OLD][each.id])
            for each in decision.criteria
            if each.id in self.weights[OLD]
        )
        return replace(
            self.sides[OLD],
            sections=(Section("joint", "", tuple(self._questions())),),
            incompatible=tuple(Incompatible(str(at), when, "") for at, when in enumerate(clashes)),
            terms={},
            laws=(),
            decisions=(replace(decision, criteria=criteria),),
            rules=tuple(Rule(str(at), when, unless) for at, (when, unless) in enumerate(self.causes)),
        )

    def tied(self) -> Iterator[tuple[str, str]]:
        """The questions that stand in `book` twice and have one answer, since the sides disagree when they apply."""
        for id in self.common:
            if self.name[OLD][id] != self.name[NEW][id]:
                yield self.name[OLD][id], self.name[NEW][id]

    def on_side(self, condition: Condition, side: int) -> Condition:
        """A condition of one side as it stands in `book`."""
        return self._renamed(condition, self.name[side], side)

    def answers(self, found: Mapping[str, Answer], side: int) -> dict[str, Answer]:
        """The known answers to one side's questions, from those to the questions of `book`."""
        return {
            id: self.taken(id, found[name], side) for id, name in self.name[side].items() if found.get(name) is not None
        }

    def taken(self, id: str, answer: Answer, side: int) -> Answer:
        """An answer that both sides take, as one of them does: as one choice or as one tick."""
        is_multi = self.sides[side].questions[id].kind is Kind.MULTI
        if isinstance(answer, str) and is_multi:
            return (answer,)
        return answer[0] if isinstance(answer, tuple) and not is_multi else answer

    def made_of(self, side: int) -> dict[str, tuple[str, ...]]:
        """The alternatives of one side in their order, each with the homes it is made of."""
        return {each.id: each.made_of for each in self.decisions[side].alternatives}

    def _made_of(self, side: int) -> dict[str, frozenset[str]]:
        return {id: frozenset(homes) for id, homes in self.made_of(side).items()}

    def _names(self) -> tuple[dict[str, str], dict[str, str]]:
        """One id for what applies alike, two where the sides disagree when it does or what an answer is."""
        names = tuple(
            {id: id if id in self.common else _apart(id, side) for id in self.sides[side].questions} for side in SIDES
        )
        while True:
            split = [id for id in self.common if names[OLD][id] == names[NEW][id] and self._disagree(id, names)]
            if not split:
                return names[OLD], names[NEW]
            for id in split:  # what applies only with these may now be split too
                for side in SIDES:
                    names[side][id] = _apart(id, side)

    def _disagree(self, id: str, names: tuple[dict[str, str], ...]) -> bool:
        old, new = (self.sides[side].questions[id] for side in SIDES)
        conditions = [
            None if each.only_if is None else self._renamed(each.only_if, names[side], side)
            for side, each in ((OLD, old), (NEW, new))
        ]
        return old.whole != new.whole or conditions[OLD] != conditions[NEW]

    def _renamed(self, condition: Condition, names: Mapping[str, str], side: int) -> Condition:
        match condition:
            case Not(part):
                return Not(self._renamed(part, names, side))
            case Every(parts):
                return Every(tuple(self._renamed(part, names, side) for part in parts))
            case Some(parts, count):
                return Some(tuple(self._renamed(part, names, side) for part in parts), count)
            case OneOf(question, choices) | NoneOf(question, choices):
                known = self.common.get(question, self.sides[side].questions[question]).choice_ids
                return type(condition)(names[question], choices.intersection(known))
            case Decided():
                raise ValueError("a condition on answers looks at a result")
        return replace(condition, question=names[condition.question])

    def _questions(self) -> Iterator[Question]:
        told: set[str] = set()
        for side in SIDES:
            for id, question in self.sides[side].questions.items():
                name = self.name[side][id]
                if name not in told:
                    told.add(name)
                    only_if = None if question.only_if is None else self.on_side(question.only_if, side)
                    yield replace(self.common.get(id, question), id=name, only_if=only_if, whole=question.whole)

    def _effects(self, side: int) -> dict[Cause, set[Effect]]:
        """What the rules of one side do to its ranking, by what makes them do it."""
        criteria = {each.id for each in self.decisions[side].criteria}
        found: dict[Cause, set[Effect]] = defaultdict(set)
        for rule in self.sides[side].rules:
            effects = set(_weighing(rule, set(self.made_of(side)), criteria))
            # Where the decision hangs on answers alone, a rule that looks at results comes too late for it.
            if effects and not rule.decisions:
                unless = None if rule.unless is None else self.on_side(rule.unless, side)
                found[self.on_side(rule.when, side), unless] |= effects
        return found

    def _weights(self) -> tuple[dict[str, int], dict[str, int]]:
        """The weights of the criteria that some rule rates on, in lowest terms where they are then the same."""
        own = []
        for side in SIDES:
            rated = {each[1] for effects in self.effects[side].values() for each in effects}
            own.append({each.id: each.weight for each in self.decisions[side].criteria if each.id in rated})
        lowest = [{id: weight // gcd(*each.values()) for id, weight in each.items()} for each in own]
        old, new = lowest if lowest[OLD] == lowest[NEW] else own
        return old, new


class JointEncoding(Encoding):
    """The facts of two rulebooks: the old one's for semantics.lp, and what of the new one is not as in the old."""

    def __init__(self, joint: Joint) -> None:
        self.joint = joint
        super().__init__(joint.book)
        self._prepare(joint.book.rules)
        self._encode_new()

    def _rule(self, number: int, rule: Rule) -> None:
        super()._rule(number, rule)
        cause = self.joint.causes[number]
        for side, mark in ((OLD, ""), (NEW, "_anew")):
            for kind, criterion, alternative, step in sorted(self.joint.effects[side].get(cause, ())):
                if side == OLD or (kind, criterion, alternative) in self.joint.touched:
                    cell = f'"{criterion}","{alternative}",{step}' if criterion else f'"{alternative}"'
                    self.lines.append(f"{kind}{mark}({number},{cell}).")

    def _encode_new(self) -> None:
        say = self.lines.append
        for kind, criterion, alternative in sorted(self.joint.touched):
            say(f'touched({kind},"{criterion}","{alternative}").')
        for id, homes in self.joint.made_of(NEW).items():
            say(f'then_alternative("{id}").')
            for home in homes:
                say(f'then_made_of("{id}","{home}").')
        old, new = self.joint.weights
        for id, weight in new.items():
            say(f'then_weight("{id}",{weight}).')
            if old.get(id) != weight:
                say(f'reweighed("{id}").')
        for one, other in self.joint.tied():
            say(f'tied("{one}","{other}").')


def _apart(id: str, side: int) -> str:
    # No id of a question holds a space.
    return f"{id} {'new' if side else 'old'}"


def _common(old: Question, new: Question) -> Question | None:
    """The question with the answers that both take; None where there is none."""
    if old.kind is new.kind is Kind.NUMBER:
        low = [each.minimum for each in (old, new) if each.minimum is not None]
        high = [each.maximum for each in (old, new) if each.maximum is not None]
        if low and high and max(low) > min(high):
            return None
        return replace(new, minimum=max(low, default=None), maximum=min(high, default=None))
    both = [id for id in old.choice_ids if id in new.choice_ids]
    if not both:
        return None
    if old.kind is new.kind is Kind.YES_NO:
        return new
    most = [each.maximum_choices for each in (old, new) if each.maximum_choices is not None]
    return replace(
        new,
        # One tick is what a question that takes several has in common with one that takes a single choice.
        kind=Kind.MULTI if old.kind is new.kind is Kind.MULTI else Kind.CHOICE,
        choices=tuple(Choice(id, "") for id in both),
        maximum_choices=min(most, default=None),
        exclusive=(old.exclusive | new.exclusive).intersection(both),
    )


def _weighing(rule: Rule, alternatives: set[str], criteria: set[str]) -> Iterator[Effect]:
    """The effects of a rule on the alternatives of one decision; of a strength, every step up to it."""
    if rule.criterion in criteria:
        for kind, effects in (("favours", rule.favours), ("opposes", rule.opposes)):
            for id, strength in effects:
                if id in alternatives:
                    yield from ((kind, rule.criterion or "", id, step) for step in range(1, strength + 1))
    yield from (("holds_back", "", id, 0) for id in rule.holds_back if id in alternatives)
    for exclusion in rule.excludes:
        if exclusion.alternative in alternatives:
            yield "excludes_whole" if exclusion.whole_only else "excludes", "", exclusion.alternative, 0
