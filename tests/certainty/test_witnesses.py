"""What complete sets of answers show may come first indeed may, and the solver is asked for nothing that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from kpo_advisor import Ranker
from kpo_advisor.certainty.examined import examine, without_proof
from kpo_advisor.certainty.many.witnesses import witnesses_of
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Among, Incompatible
from kpo_advisor.solver.solver import Solver
from tests.engine.random_rulebooks import cases
from tests.how_many import EXAMPLES
from tests.packaged import rulebook
from tests.small_rulebooks.building import answered, decision, question, rule
from tests.small_rulebooks.building import rulebook as book_of

if TYPE_CHECKING:
    import pytest

    from kpo_advisor.model.rulebook import Rulebook

BOOK = book_of(
    [question("q"), question("r")],
    [rule("yes", answered("q"), favours={"kpo": 2}), rule("no", answered("q", "no"), favours={"bpo": 2})],
    [decision()],
)


def shown(book: Rulebook, profile: Profile) -> frozenset[str]:
    found = without_proof(profile, book)
    return witnesses_of(book).shown(found.pieces[0], profile.weights, found.main.possible)


@given(cases(activities=None))
@settings(max_examples=EXAMPLES)
def test_with_them_the_same_is_proved_as_by_the_solver_alone(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    alone, found = examine(profile, book), Ranker(book).rank(profile)
    assert (found.main, found.undecided) == (alone.main, alone.undecided)


def test_what_may_come_first_of_work_of_which_nothing_is_known_is_shown_without_the_solver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty = Profile("Nothing is known")
    possible = examine(empty, rulebook()).main.possible
    monkeypatch.delattr(Solver, "ask")
    assert Ranker(rulebook()).rank(empty).main.possible == possible
    assert len(possible) > 1


def test_each_alternative_is_shown_by_an_answer_that_suits_it_and_none_against_what_is_known() -> None:
    assert shown(BOOK, Profile("made up")) == {"bpo", "kpo"}
    assert shown(BOOK, Profile("made up", {"q": "yes"})) == {"kpo"}


def test_nothing_is_shown_by_answers_that_contradict_each_other() -> None:
    clash = Incompatible("clash", answered("q"), "Made up.")
    book = book_of(list(BOOK.questions.values()), BOOK.rules, [decision()], incompatible=[clash])
    assert shown(book, Profile("made up")) == {"bpo"}


def test_nothing_is_shown_of_an_answer_that_is_narrowed() -> None:
    assert shown(BOOK, Profile("made up", {"r": Among(("yes", "no"))})) == frozenset()
