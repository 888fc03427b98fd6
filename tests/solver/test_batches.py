"""Goals asked together get the answers that they get one by one."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from kpo_advisor import load_rulebook
from kpo_advisor.proofs.proofs import Proofs
from kpo_advisor.solver.batches import Goal, reachable
from kpo_advisor.solver.solver import Reply, Solver
from tests.engine.random_rulebooks import rulebooks
from tests.how_many import share

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook


def goals_of(proofs: Proofs, most: int) -> list[Goal]:
    """That each rule fires, or does not, or one without another, that a question is asked, and what can never be."""
    rules = proofs.rulebook.rules
    goals = [proofs.firing_goal(rule, holds) for rule in rules for holds in (True, False)]
    pairs = [(one, other) for one, other in combinations(rules[:most], 2)]
    for one, other in pairs:
        goals.append(Goal((proofs.fires(one), proofs.fires(other, False)), frozenset(one.questions)))
    asked = [question.only_if for question in proofs.rulebook.questions.values() if question.only_if is not None]
    goals += [proofs.holding_goal(condition) for condition in asked]
    return [*goals, Goal((("nothing(1)", True),), frozenset())]


def agree(proofs: Proofs, most: int) -> None:
    solver = proofs.firing.solver
    goals = goals_of(proofs, most)
    for shared in (proofs.firing.complete, proofs.firing.every):
        alone = tuple(solver.ask(goal.literals, shared) for goal in goals)
        assert reachable(solver, goals, shared) == alone
        assert False in alone


def counting(monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    """What is shown from now on."""
    solves: list[Reply] = []
    showing = Solver.showing

    def counted(*args: object) -> Reply:
        solves.append(showing(*args))  # type: ignore[arg-type]
        return solves[-1]

    monkeypatch.setattr(Solver, "showing", counted)
    return solves


def test_the_packaged_rulebooks_goals_are_met_together_as_they_are_alone() -> None:
    agree(Proofs(load_rulebook()), 30)


@pytest.mark.long
@settings(max_examples=share(300), suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_goals_are_met_together_as_they_are_alone(book: Rulebook) -> None:
    agree(Proofs(book), len(book.rules))


def test_many_goals_are_answered_by_few_solves(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs = Proofs(load_rulebook())
    solves = counting(monkeypatch)
    assert all(proofs.holding.values())
    assert len(solves) < len(proofs.holding) / 4


def test_nothing_is_met_where_what_is_shared_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs = Proofs(load_rulebook())
    first, *rules = proofs.rulebook.rules
    goals = [proofs.firing_goal(rule) for rule in rules]
    off_and_on = proofs.firing.solver.assumed([proofs.fires(first), proofs.fires(first, False)])
    solves = counting(monkeypatch)
    assert reachable(proofs.firing.solver, goals, off_and_on) == (False,) * len(goals)
    assert len(solves) == 1


def test_goals_that_reach_the_bound_are_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs = Proofs(load_rulebook())
    goals = [proofs.firing_goal(rule) for rule in proofs.rulebook.rules[:5]]
    monkeypatch.setattr(Solver, "showing", lambda *_: Reply(None))
    assert reachable(proofs.firing.solver, goals, proofs.firing.complete) == (None,) * 5
