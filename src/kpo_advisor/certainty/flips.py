"""The smallest changes of given answers that put another alternative first, proved smallest.

On what is known now: what is unknown stays so. Two kinds are kept apart: what the client can *do*, along
`can_become` of the questionnaire, and what would follow if answers were *misjudged*: any other choice, and of
several ticks one more, one less or one other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.sensitivity import MOST_SHOWN, Change, Flip, FlipKind, FlipStatus
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import allowed, alone, ans, change, changed, changing, complete, more_than, ticks
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.solver import MOST_CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.solver.assumptions import Premise
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.solver import Assumed

MOST_SETS = 300
"""Smallest sets that are listed before one of them is picked step by step."""


def flips(examined: Examined) -> tuple[Flip, ...]:
    """For every alternative but the recommended one, and for both kinds, the smallest changes that put it first.

    `status` is found; never (proved: no change of this kind does it); beyond (more than MOST_CHANGES
    answers would have to change); or not-decided. No flips where nothing is recommended, or where more
    activities differ than are reasoned about together. Raises Disagreement where the engine does not confirm one.
    """
    rulebook, recommended = examined.rulebook, examined.main.recommended
    if recommended is None or not Query.fits(rulebook, examined.premises):
        return ()
    query = Query(rulebook, examined.profile, examined.premises)
    others = [alternative.id for alternative in rulebook.main.alternatives if alternative.id != recommended]
    found = (_Changes(query, kind).flip(other) for other in others for kind in FlipKind)
    return tuple(_confirmed(examined, flip) for flip in found)


def changed_profile(profile: Profile, changes: Sequence[Change]) -> Profile:
    """A profile with some of its answers changed, each for the activities that the change is for."""

    def changed(answers: Mapping[str, Answer], activity: str | None) -> dict[str, Answer]:
        here = (change for change in changes if (activity in change.activities if activity else not change.activities))
        return {**answers, **{change.question: cast("Answer", change.after) for change in here}}

    activities = tuple(replace(part, answers=changed(part.answers, part.title)) for part in profile.activities)
    return replace(profile, answers=changed(profile.answers, None), activities=activities)


def _confirmed(examined: Examined, flip: Flip) -> Flip:
    """The flip, with whether all that it shows leaves the alternative held back."""
    standings = [_standing_with(examined, flip.alternative, changes) for changes in flip.changes]
    return replace(flip, held_back=bool(standings) and set(standings) == {Standing.HELD_BACK})


def _standing_with(examined: Examined, alternative: str, changes: Sequence[Change]) -> Standing:
    """How the alternative stands with these changes; Disagreement unless the engine puts it first, alone."""
    after = changed_profile(examined.profile, changes)
    whole = assess_profile(program_of(examined.rulebook), after, depth=Depth.MAIN)
    if whole.main.first != (alternative,):
        answers = (piece.answers for piece in whole.pieces)
        raise disagreement(f"answers that put {alternative} first", examined.rulebook, *answers)
    return whole.main[alternative].standing


class _Changes:
    """Looks for changes of one kind."""

    def __init__(self, query: Query, kind: FlipKind) -> None:
        self.premises: Sequence[Premise] = query.premises
        self.kind = kind
        self.solver = query.solver
        self.questions = query.rulebook.questions
        self.known = [(at, id) for at, premise in enumerate(self.premises, start=1) for id in premise.plain]
        base = [complete(False), changing(), *query.given(), *query.sharing_known()]
        for at, id in self.known:
            base += self._allowances(at, id)
        self.base = self.solver.assumed(base)

    def flip(self, alternative: str) -> Flip:
        """The smallest changes that put an alternative first, alone."""
        goal = self.solver.assumed([alone(alternative)], self.base)
        reachable = self.solver.ask((), goal)
        if reachable is not True:
            status = FlipStatus.NEVER if reachable is False else FlipStatus.NOT_DECIDED
            return Flip(alternative, self.kind, status, None, ())
        for size in range(1, MOST_CHANGES + 1):
            within = self.solver.assumed([more_than(size, False)], goal)
            answer = self.solver.ask((), within)
            if answer is None:
                return Flip(alternative, self.kind, FlipStatus.NOT_DECIDED, None, ())
            if answer:
                return Flip(alternative, self.kind, FlipStatus.FOUND, size, tuple(self._shown(goal, within)))
        return Flip(alternative, self.kind, FlipStatus.BEYOND, None, ())

    def _shown(self, goal: Assumed, within: Assumed) -> Iterator[tuple[Change, ...]]:
        """The first few of the smallest sets, in the order of pieces and questions, each with canonical answers."""
        sets = self.solver.sets((), within, MOST_SETS)
        if sets is None:
            sets = [self._first_set(within)]
        ids = list(self.questions)
        found = sorted(sorted((ids.index(id), at) for at, id in chosen) for chosen in sets)
        for places in found[:MOST_SHOWN]:
            yield self._answers(goal, [(at, ids[number]) for number, at in places])

    def _first_set(self, within: Assumed) -> frozenset[tuple[int, str]]:
        """The set that comes first when each question in turn is left unchanged unless that is impossible."""
        fixed = within
        chosen = set()
        for at, premise in enumerate(self.premises, start=1):
            for id in self.questions:
                unchanged = change(at, id, False)
                if id in premise.plain and self.solver.literal(unchanged[0]) is not None:
                    if self.solver.ask([unchanged], fixed):
                        fixed = self.solver.assumed([unchanged], fixed)
                    else:
                        chosen.add((at, id))
        return frozenset(chosen)

    def _answers(self, goal: Assumed, chosen: Sequence[tuple[int, str]]) -> tuple[Change, ...]:
        """The changed answers of a set: of each question in turn, the nearest to what was given."""
        unchanged = [change(at, id, False) for at, id in self.known if (at, id) not in chosen]
        fixed = self.solver.assumed(unchanged, goal)
        changes = []
        for at, id in chosen:
            ticked = self._nearest(at, id, fixed)
            question, encoding = self.questions[id], self.solver.encoding
            fixed = self.solver.assumed(ticks(at, id, ticked, encoding.choices(question)), fixed)
            before, after = self.premises[at - 1].plain[id], encoding.answer(id, ticked)
            steps = question.can_become if self.kind is FlipKind.DO else ()
            how = next((step.how for step in steps if step.to == after and before in step.origins), None)
            changes.append(_change(question, self._activities(at, id), before, after, how))
        return tuple(changes)

    def _nearest(self, at: int, id: str, fixed: Assumed) -> tuple[str, ...]:
        question, encoding = self.questions[id], self.solver.encoding
        given = encoding.ticked(id, self.premises[at - 1].known[id])
        every = encoding.choices(question)
        if question.kind is Kind.MULTI:
            return self._nearest_ticks(at, id, fixed, given, every)
        place = every.index(given[0])
        for choice in sorted(every, key=lambda choice: (abs(every.index(choice) - place), every.index(choice))):
            if choice not in given and self.solver.ask([ans(at, id, choice)], fixed):
                return (choice,)
        return given

    def _nearest_ticks(
        self, at: int, id: str, fixed: Assumed, given: Sequence[str], every: Sequence[str]
    ) -> tuple[str, ...]:
        """The first ticks that do, in the order of the questionnaire: one more or less, then one other."""
        single = [(choice,) for choice in every]
        swaps = [(old, new) for old in every if old in given for new in every if new not in given]
        for toggled in (*single, *swaps):
            ticked = tuple(choice for choice in every if (choice in given) != (choice in toggled))
            if ticked and self.solver.ask(ticks(at, id, ticked, every), fixed):
                return ticked
        return tuple(given)

    def _allowances(self, at: int, id: str) -> Iterator[Literal]:
        """The choices that a given answer may become."""
        question = self.questions[id]
        given = self.solver.encoding.ticked(id, self.premises[at - 1].known[id])
        targets = {step.to for step in question.can_become if set(given) & set(step.origins)}
        if self.kind is FlipKind.DO and not targets:
            yield changed(at, id, False)
        for choice in self.solver.encoding.choices(question):
            yield allowed(at, id, choice, self.kind is FlipKind.MISJUDGED or choice in targets)

    def _activities(self, at: int, id: str) -> tuple[str, ...]:
        """The activities whose answer changes, all that share it; empty for the whole work."""
        premise = self.premises[at - 1]
        if id in premise.own:
            return premise.activities
        return tuple(title for other in self.premises if id not in other.own for title in other.activities)


def _change(question: Question, activities: tuple[str, ...], before: Answer, after: Answer, how: str | None) -> Change:
    was, would_be = answer_label(question, before), answer_label(question, after)
    return Change(question.id, question.label, activities, before, was, after, would_be, how)
