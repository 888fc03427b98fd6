"""Coverage by cases: against ranking again by a rulebook without the rule, and by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, event, given, settings

from kpo_advisor.certainty.examined import examine
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.proofs.coverage import coverage, reached
from tests.engine.random_rulebooks import cases
from tests.small_rulebooks.building import answered, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

ASKED = [question("p"), question("q")]
law = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _first(book: Rulebook, profile: Profile) -> tuple[str, ...]:
    return assess_profile(program_of(book), profile).main.first


def _without(book: Rulebook, id: str) -> Rulebook:
    return replace(book, rules=tuple(each for each in book.rules if each.id != id))


@law
@given(cases(activities=None))
def test_a_rule_is_decisive_exactly_if_a_rulebook_without_it_puts_something_else_first(
    case: tuple[Rulebook, Profile],
) -> None:
    book, profile = case
    found = reached(examine(profile, book))
    first = _first(book, profile)
    assert found.decisive == {each.id for each in book.rules if _first(_without(book, each.id), profile) != first}
    assert found.decisive <= found.fired
    event(f"decisive: {min(len(found.decisive), 3)}, activities: {bool(profile.activities)}")


def test_a_rule_that_says_what_another_says_is_not_decisive() -> None:
    alone = rule("alone", answered("p"), favours={"bpo": 1})
    twin = replace(alone, id="twin")
    profile = Profile("made up", {"p": "yes", "q": "no"})
    assert reached(examine(profile, rulebook(ASKED, [alone]))).decisive == {"alone"}
    assert reached(examine(profile, rulebook(ASKED, [alone, twin]))).decisive == frozenset()


def test_a_rule_that_is_open_has_not_fired_and_one_that_waits_for_its_unless_has() -> None:
    waiting = replace(rule("waiting", answered("p"), favours={"bpo": 1}), unless=answered("q"))
    book = rulebook(ASKED, [waiting, rule("open", answered("q"), favours={"kpo": 1})])
    found = reached(examine(Profile("made up", {"p": "yes"}), book))
    assert found.fired == {"waiting"}
    assert found.still_open == {"open"}


def test_cases_and_their_activities_are_counted_once_each() -> None:
    book = rulebook(
        ASKED,
        [
            rule("on p", answered("p"), favours={"bpo": 1}),
            rule("on q", answered("q"), favours={"kpo": 1}),
            rule("never", answered("q", "no"), favours={"kpo": 1}),
        ],
    )
    parts = (Activity("one", 1, {"p": "yes"}), Activity("two", 1, {"p": "yes"}))
    profiles = [Profile("a", {"q": "yes"}, activities=parts), Profile("b", {"p": "yes"})]
    found = coverage(book, [reached(examine(profile, book)) for profile in profiles])
    assert found.cases == 2
    assert [(each.rule, each.fired) for each in found.rules] == [("on p", 2), ("on q", 1), ("never", 0)]
    assert [each.rule for each in found.never] == ["never"]
    assert found.percent == Fraction(200, 3)


def test_without_rules_there_is_nothing_left_to_cover() -> None:
    book = rulebook(ASKED, [])
    assert coverage(book, [reached(examine(Profile("a", {}), book))]).percent == 100


def test_of_a_rulebook_that_extends_another_its_own_rules_alone_are_counted() -> None:
    given = rule("given", answered("p"), favours={"bpo": 1})
    own = [rule("own", answered("p"), favours={"kpo": 1}), rule("own-too", answered("q"), favours={"kpo": 1})]
    book = replace(rulebook(ASKED, [given, *own]), inherited=frozenset({"given"}))
    found = coverage(book, [reached(examine(Profile("made up", {"p": "yes", "q": "no"}), book))])
    assert ([row.rule for row in found.rules], found.inherited) == (["own", "own-too"], 1)
    assert [row.rule for row in found.never] == ["own-too"]
    assert found.percent == 50
