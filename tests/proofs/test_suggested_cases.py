"""Profiles that reach rules: each does, and only what cannot be reached is called impossible."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from kpo_advisor import load_rulebook
from kpo_advisor.certainty.examined import examine
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import ALWAYS, Decided, Every, Not, Some
from kpo_advisor.proofs.coverage import reached
from kpo_advisor.proofs.suggested_cases import suggested
from tests.engine.random_rulebooks import cases
from tests.small_rulebooks.building import HOMES, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

ASKED = [question("p"), question("q"), question("gated", only_if=answered("p"))]
law = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@law
@given(cases(known=True))
def test_what_fires_in_a_complete_profile_is_reached_and_every_profile_reaches_what_it_says(
    case: tuple[Rulebook, Profile],
) -> None:
    book, profile = case
    found = suggested(book, [each.id for each in book.rules])
    for each in found.found:
        assert set(each.rules) <= reached(examine(each.profile, book)).fired
    told = [id for each in found.found for id in each.rules] + [*found.impossible, *found.not_found]
    assert sorted(told) == sorted(each.id for each in book.rules)
    assessment = assess(program_of(book), profile.answers)
    if not assessment.violated:
        fired = {id for id, status in assessment.statuses.items() if status is Status.FIRES}
        assert fired.isdisjoint(found.impossible)


def test_a_rule_that_contradicts_itself_is_proved_to_be_out_of_reach() -> None:
    never = rule("never", Every((answered("p", "no"), answered("gated"))), favours={"bpo": 1})
    found = suggested(rulebook(ASKED, [never]), ["never"])
    assert (found.found, found.impossible, found.not_found) == ((), ("never",), ())


def test_a_rule_that_holds_only_until_its_unless_is_shown_gets_a_profile_that_leaves_that_open() -> None:
    waiting = replace(rule("waiting", answered("p"), excludes=("bpo",)), unless=answered("q", "yes", "no"))
    (found,) = suggested(rulebook(ASKED, [waiting]), ["waiting"]).found
    assert found.profile.answers["p"] == "yes"
    assert "q" not in found.profile.answers


def test_a_rule_on_a_result_gets_a_profile_with_that_result_and_no_tie() -> None:
    later = decision("place", ["near", "far"], {"d": 1}, when=Decided("model", frozenset(HOMES)))
    book = rulebook(
        ASKED,
        [
            rule("out", answered("p"), favours={"bpo": 1}),
            rule("close", answered("q"), favours={"near": 1}, criterion="d"),
            rule("told", Decided("place", frozenset({"near"}))),
        ],
        decisions=[decision(), later],
    )
    (found,) = suggested(book, ["told"]).found
    assert (found.profile.answers["p"], found.profile.answers["q"]) == ("yes", "yes")


def test_a_rule_on_the_opposite_of_a_result_gets_a_profile_with_another() -> None:
    rules = [rule("in", answered("p"), favours={"in-house": 1}), rule("out", answered("p", "no"), favours={"bpo": 1})]
    of_bpo = Decided("model", frozenset({"bpo"}))
    for told in (rule("told", Not(of_bpo)), replace(rule("told", ALWAYS), unless=of_bpo)):
        (found,) = suggested(rulebook(ASKED, [*rules, told]), ["told"]).found
        assert found.profile.answers["p"] == "yes"


def test_that_the_opposite_of_a_result_is_out_of_reach_is_not_proved() -> None:
    """What is not to be first may be level with something else."""
    told = rule("told", Not(Decided("model", frozenset(HOMES))))
    found = suggested(rulebook(ASKED, [told]), ["told"])
    assert (found.found, found.impossible, found.not_found) == ((), (), ("told",))


def test_a_rule_on_a_result_of_a_decision_that_answers_may_take_gets_a_profile_of_either_way() -> None:
    for taken, answer in ((answered("q"), "yes"), (answered("q", "no"), "no")):
        when = Some((Decided("model", frozenset({"kpo"})), taken))
        later = decision("place", ["near", "far"], {"d": 1}, when=when)
        rules = [
            rule("in", ALWAYS, favours={"in-house": 1}),
            rule("close", answered("p"), favours={"near": 1}, criterion="d"),
            rule("told", Decided("place", frozenset({"near"}))),
        ]
        (found,) = suggested(rulebook(ASKED, rules, decisions=[decision(), later]), ["told"]).found
        assert (found.profile.answers["p"], found.profile.answers["q"]) == ("yes", answer)


def test_a_rule_that_looks_at_a_result_in_another_way_is_not_looked_for() -> None:
    nested = Some((Decided("model", frozenset({"bpo"})), ALWAYS))
    found = suggested(rulebook(ASKED, [rule("told", nested)]), ["told"])
    assert (found.found, found.impossible, found.not_found) == ((), (), ("told",))


def test_a_profile_serves_for_all_rules_that_fire_in_it_and_holds_no_answer_that_does_not_count() -> None:
    book = rulebook(
        ASKED, [rule("one", answered("p", "no"), favours={"bpo": 1}), rule("always", ALWAYS, favours={"kpo": 1})]
    )
    (found,) = suggested(book, ["one", "always"]).found
    assert found.rules == ("one", "always")
    assert "gated" not in found.profile.answers


def test_some_profile_reaches_every_rule_of_the_packaged_rulebook() -> None:
    book = load_rulebook()
    found = suggested(book, [each.id for each in book.rules])
    assert found.impossible == ()
    assert found.not_found == ()
