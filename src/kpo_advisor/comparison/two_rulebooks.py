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
from kpo_advisor.model.questions import Choice, Kind
from kpo_advisor.solver.atoms import fact
from kpo_advisor.solver.encoding import Encoding
from kpo_advisor.solver.program_size import extent
from kpo_advisor.solver.rankings import decision_facts, effect_fact, effects_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.solver.encoding import Cause
    from kpo_advisor.solver.rankings import RankingEffect

OLD, NEW = 0, 1
SIDES = (OLD, NEW)

Touched = tuple[str, str, str]
"""An effect without its step: what may come out differently on the two sides."""


class Joint:
    """What two rulebooks have in common and what not, as far as the ranking of one decision hangs on it.

    `name` says on each side under which id a question stands among the joint `questions`.
    """

    def __init__(self, old: Rulebook, new: Rulebook, decisions: tuple[Decision, Decision]) -> None:
        self.sides = (old, new)
        self.decisions = decisions
        self.common = {
            id: common
            for id, question in old.questions.items()
            if id in new.questions and (common := _common(question, new.questions[id])) is not None
        }
        self.name = tuple(
            {id: id if id in self.common else _apart(id, side) for id in self.sides[side].questions} for side in SIDES
        )
        self._split_what_differs()
        self.effects = tuple(self._effects(side) for side in SIDES)
        self.causes = tuple(dict.fromkeys(cause for side in SIDES for cause in self.effects[side]))
        self.weights = self._weights()

    @cached_property
    def touched(self) -> frozenset[Touched]:
        """The effects that hang on other causes on the two sides."""
        told = [{(cause, effect) for cause, found in side.items() for effect in found} for side in self.effects]
        return frozenset(effect[:3] for _, effect in told[OLD] ^ told[NEW])

    @property
    def is_one(self) -> bool:
        """Whether nothing that decides differs, so that both sides rank every joint profile alike."""
        alike = self.weights[OLD] == self.weights[NEW] and self._composed(OLD) == self._composed(NEW)
        return alike and not self.touched

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions of both sides."""
        found: dict[str, Question] = {}
        for side in SIDES:
            for id, question in self.sides[side].questions.items():
                name = self.name[side][id]
                if name not in found:
                    whole, only_if, otherwise = self._applies(id, side)
                    both = self.common.get(id, question)
                    found[name] = replace(both, id=name, only_if=only_if, otherwise=otherwise, whole=whole)
        return found

    @cached_property
    def incompatible(self) -> Mapping[str, Condition]:
        """The combinations of answers that cannot hold on either side."""
        stated = [(combination.when, side) for side in SIDES for combination in self.sides[side].incompatible]
        clashes = dict.fromkeys(self.on_side(when, side) for when, side in stated)
        return {str(number): when for number, when in enumerate(clashes)}

    @property
    def extent(self) -> int:
        """About how many atoms the program has; seldom fewer."""
        conditions = [condition for cause in self.causes for condition in cause if condition is not None]
        conditions += [question.only_if for question in self.questions.values() if question.only_if is not None]
        effects = [tuple(found) for side in SIDES for found in self.effects[side].values()]
        return extent(self.questions, (*conditions, *self.incompatible.values()), effects, self.decisions[:1])

    def on_side(self, condition: Condition, side: int) -> Condition:
        """A condition of one side as it is told of the joint questions."""
        match condition:
            case Not(part):
                return Not(self.on_side(part, side))
            case Every(parts):
                return Every(tuple(self.on_side(part, side) for part in parts))
            case Some(parts, count):
                return Some(tuple(self.on_side(part, side) for part in parts), count)
            case OneOf(question, choices) | NoneOf(question, choices):
                own = self.sides[side].questions[question]
                known = self.common.get(question, own).choice_ids
                # Nobody may give the implied answer by itself on both sides, and it counts all the same.
                kept = choices.intersection((*known, *filter(None, (own.otherwise,))))
                return type(condition)(self.name[side][question], kept)
            case Decided():
                raise ValueError("a condition on answers looks at a result")
        return replace(condition, question=self.name[side][condition.question])

    def answers(self, found: Mapping[str, Answer], side: int) -> dict[str, Answer]:
        """The known answers to one side's questions, from those to the joint questions."""
        return {
            id: self.taken(id, found[name], side) for id, name in self.name[side].items() if found.get(name) is not None
        }

    def taken(self, id: str, answer: Answer, side: int) -> Answer:
        """An answer that both sides take, as one of them does: as one choice or as one tick."""
        is_multi = self.sides[side].questions[id].kind is Kind.MULTI
        if isinstance(answer, str) and is_multi:
            return (answer,)
        return answer[0] if isinstance(answer, tuple) and not is_multi else answer

    def made_of(self, side: int) -> dict[str, frozenset[str]]:
        """The alternatives of one side, each with the homes it is made of."""
        return {alternative.id: frozenset(alternative.made_of) for alternative in self.decisions[side].alternatives}

    def _composed(self, side: int) -> tuple[object, ...]:
        """How the composites of one side come to their standings and ratings."""
        lends = {alternative.id: frozenset(alternative.lends) for alternative in self.decisions[side].alternatives}
        off_cut = set(self.off_cut(side)).intersection(self.weights[side]) if any(lends.values()) else None
        return self.made_of(side), lends, off_cut

    def off_cut(self, side: int) -> list[str]:
        """The criteria of one side on which composites have what homes lend them."""
        return [criterion.id for criterion in self.decisions[side].criteria if not criterion.is_on_cut]

    def _split_what_differs(self) -> None:
        """Give a question two ids where the sides disagree when it applies, until what is left applies alike."""
        while True:
            alike = [id for id in self.common if self.name[OLD][id] == self.name[NEW][id]]
            split = [id for id in alike if self._applies(id, OLD) != self._applies(id, NEW)]
            if not split:
                return
            for id in split:  # what applies only with these may now be split too
                for side in SIDES:
                    self.name[side][id] = _apart(id, side)

    def _applies(self, id: str, side: int) -> tuple[bool, Condition | None, str | None]:
        """Whether a question of one side is about the whole alone, on which answers it is asked, what is implied."""
        question = self.sides[side].questions[id]
        only_if = None if question.only_if is None else self.on_side(question.only_if, side)
        return question.whole, only_if, question.otherwise

    def _effects(self, side: int) -> dict[Cause, set[RankingEffect]]:
        """What the rules of one side do to its ranking, by what makes them do it."""
        rules = self.sides[side].rules
        found: dict[Cause, set[RankingEffect]] = defaultdict(set)
        for rule, effects in zip(rules, effects_of(rules, (self.decisions[side],)), strict=True):
            # Where the decision hangs on answers alone, a rule that looks at results comes too late for it.
            if effects and not rule.decisions:
                unless = None if rule.unless is None else self.on_side(rule.unless, side)
                found[self.on_side(rule.when, side), unless].update(effects)
        return found

    def _weights(self) -> list[dict[str, int]]:
        """The weights of the criteria that some rule rates on, in lowest terms where they are then the same."""
        own = []
        for side in SIDES:
            rated = {effect[1] for effects in self.effects[side].values() for effect in effects}
            criteria = [criterion for criterion in self.decisions[side].criteria if criterion.id in rated]
            own.append({criterion.id: criterion.weight for criterion in criteria})
        lowest = [{id: weight // gcd(*weights.values()) for id, weight in weights.items()} for weights in own]
        return lowest if lowest[OLD] == lowest[NEW] else own


def joint_encoding(joint: Joint) -> Encoding:
    """The facts of two rulebooks: the old one's for semantics.lp, and what of the new one is not as in the old."""
    facts = [*decision_facts(joint.decisions[:1]), *_effect_facts(joint), *_facts_of_new(joint)]
    facts += [fact("weight", id, weight) for id, weight in joint.weights[OLD].items()]
    return Encoding(joint.questions, joint.incompatible, joint.causes, facts=facts)


def _effect_facts(joint: Joint) -> Iterator[str]:
    for number, cause in enumerate(joint.causes):
        yield from (effect_fact(number, effect) for effect in sorted(joint.effects[OLD].get(cause, ())))
        for effect in sorted(joint.effects[NEW].get(cause, ())):
            if effect[:3] in joint.touched:
                yield effect_fact(number, effect, "_anew")


def _facts_of_new(joint: Joint) -> Iterator[str]:
    yield from (fact("touched", *touched) for touched in sorted(joint.touched))
    for alternative in joint.decisions[NEW].alternatives:
        yield fact("then_alternative", alternative.id)
        yield from (fact("then_made_of", alternative.id, home) for home in alternative.made_of)
        yield from (fact("then_lends", alternative.id, home) for home in alternative.lends)
    yield from (fact("then_off_cut", id) for id in joint.off_cut(NEW))
    old, new = joint.weights
    for id, weight in new.items():
        yield fact("then_weight", id, weight)
        if old.get(id) != weight:
            yield fact("reweighed", id)
    for id in joint.common:
        one, other = joint.name[OLD][id], joint.name[NEW][id]
        if one != other:  # it stands there twice, with one answer, since the sides disagree when it applies
            yield fact("tied", one, other)


def _apart(id: str, side: int) -> str:
    # No id of a question holds a space.
    return f"{id} {'new' if side else 'old'}"


def _common(old: Question, new: Question) -> Question | None:
    """The question with the answers that both take; None where there is none."""
    if old.kind is new.kind is Kind.NUMBER:
        low = [question.minimum for question in (old, new) if question.minimum is not None]
        high = [question.maximum for question in (old, new) if question.maximum is not None]
        if low and high and max(low) > min(high):
            return None
        return replace(new, minimum=max(low, default=None), maximum=min(high, default=None))
    both = [id for id in old.choice_ids if id in new.choice_ids]
    if not both:
        return None
    if old.kind is new.kind is Kind.YES_NO:
        return new
    most = [question.maximum_choices for question in (old, new) if question.maximum_choices is not None]
    return replace(
        new,
        # One tick is what a question that takes several has in common with one that takes a single choice.
        kind=Kind.MULTI if old.kind is new.kind is Kind.MULTI else Kind.CHOICE,
        choices=tuple(Choice(id, "") for id in both),
        maximum_choices=min(most, default=None),
        exclusive=(old.exclusive | new.exclusive).intersection(both),
    )
