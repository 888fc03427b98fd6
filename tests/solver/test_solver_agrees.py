"""The solver says what the engine says, and what a list of all completions says.

A few hundred checks, a few thousand in a long run; `python -m tests.solver.agreement 100000` makes more of the same.
"""

from __future__ import annotations

import pytest

from tests.how_many import share
from tests.solver.agreement import (
    Tally,
    complete_on_packaged,
    complete_on_random_rulebooks,
    open_on_random_rulebooks,
)

pytestmark = pytest.mark.long

FEW = 20
"""Lists of all completions take long, so only one in so many is made without a long run."""
HOMES = {"bpo", "kpo", "in-house", "hybrid"}


def test_on_complete_answers_the_solver_puts_first_what_the_engine_does_by_the_packaged_rulebook() -> None:
    tally = Tally()
    count = share(400)
    complete_on_packaged(4 * count, tally)
    assert tally.checks == {"packaged rulebook, complete": 3 * count, "packaged rulebook, complete, activities": count}
    assert all(
        tally.seen[each] >= share(20) for each in (*HOMES, "tie", "excluded", "held back", "contradiction given")
    )


def test_on_complete_answers_the_solver_puts_first_what_the_engine_does_by_random_rulebooks() -> None:
    tally = Tally()
    complete_on_random_rulebooks(share(9000, 20), tally)
    assert tally.checks["random rulebook, complete"] >= share(6000, 20)
    assert tally.checks["random rulebook, complete, activities"] >= share(3000, 20)
    seen = (
        *HOMES,
        "tie",
        "excluded",
        "held back",
        "contradiction given",
        "question that does not apply answered",
        "answer implied",
    )
    assert all(tally.seen[each] > 5 for each in seen)
    assert tally.seen["nothing left"]


def test_what_is_possible_certain_or_still_matters_is_what_the_list_of_all_completions_says() -> None:
    tally = Tally()
    open_on_random_rulebooks(share(12000, FEW), tally)
    assert tally.checks["random rulebook, open"] >= share(2500, FEW)
    assert tally.checks["random rulebook, open, activities"] >= share(1000, FEW)
    seen = (
        "question that can change first place",
        "question that cannot",
        "winner",
        "no winner",
        "nothing left",
        "answer implied",
    )
    assert all(tally.seen[each] for each in seen)
