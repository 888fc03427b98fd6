"""The solver says what the engine says, and what a list of all completions says.

A few thousand checks; `python -m tests.solver.agreement 100000` makes more of the same.
"""

from __future__ import annotations

from tests.solver.agreement import (
    Tally,
    complete_on_packaged,
    complete_on_random_rulebooks,
    open_on_random_rulebooks,
)

HOMES = {"bpo", "kpo", "in-house", "hybrid"}


def test_on_complete_answers_the_solver_puts_first_what_the_engine_does_by_the_packaged_rulebook() -> None:
    tally = Tally()
    complete_on_packaged(1600, tally)
    assert tally.checks == {"packaged rulebook, complete": 1200, "packaged rulebook, complete, activities": 400}
    assert all(tally.seen[each] > 20 for each in (*HOMES, "tie", "excluded", "held back", "contradiction given"))


def test_on_complete_answers_the_solver_puts_first_what_the_engine_does_by_random_rulebooks() -> None:
    tally = Tally()
    complete_on_random_rulebooks(900, tally)
    assert tally.checks["random rulebook, complete"] >= 600
    assert tally.checks["random rulebook, complete, activities"] >= 300
    seen = (*HOMES, "tie", "excluded", "held back", "contradiction given", "question that does not apply answered")
    assert all(tally.seen[each] > 5 for each in seen)
    assert tally.seen["nothing left"]


def test_what_is_possible_certain_or_still_matters_is_what_the_list_of_all_completions_says() -> None:
    tally = Tally()
    open_on_random_rulebooks(900, tally)
    assert tally.checks["random rulebook, open"] >= 250
    assert tally.checks["random rulebook, open, activities"] >= 100
    seen = ("question that can change first place", "question that cannot", "winner", "no winner", "nothing left")
    assert all(tally.seen[each] for each in seen)
