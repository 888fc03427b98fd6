"""What uses a thing, counted by hand in a small rulebook."""

from __future__ import annotations

from kpo_advisor.lookup.found import look_up
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.small_rulebooks.on_disk import LAUNDRY

RULEBOOK = load_rulebook(LAUNDRY)


def uses(*asked: str) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(use.how, use.kind): use.ids for found in look_up(RULEBOOK, asked) for use in found.uses}


def test_rules_terms_and_questions_look_at_a_question() -> None:
    found = uses("kinds")
    assert found["looks-at", "term"] == ("delicate",)
    assert "silk-by-hand" in found["looks-at", "rule"]
    assert uses("own_machines")["looks-at", "question"] == ("kilos",)
    assert uses("permit")["looks-at", "question"] == ("consent",)


def test_a_choice_is_used_by_what_tests_it_and_not_by_what_tests_another() -> None:
    assert uses("permit.forbidden")["looks-at", "question"] == ("consent",)
    assert ("looks-at", "question") not in uses("permit.free")
    assert "heavy-stains" in uses("dirt.heavy")["looks-at", "rule"]
    assert "heavy-stains" not in uses("dirt.light").get(("looks-at", "rule"), ())


def test_every_rule_that_cites_a_fact_uses_the_fact_its_document_and_its_mark() -> None:
    for fact in RULEBOOK.facts.values():
        citing = tuple(rule.id for rule in RULEBOOK.rules if fact.id in rule.cites)
        assert uses(fact.id).get(("cites", "rule"), ()) == citing
        assert {*citing} <= {*uses(f"{RULEBOOK.mark_of(fact)}").get(("cites", "rule"), ())}
        assert {*citing} <= {*uses(fact.document).get(("cites", "rule"), ())}


def test_every_question_of_a_rule_is_used_by_it_in_the_packaged_rulebook() -> None:
    packaged = load_rulebook()
    for rule in packaged.rules[::7]:
        for question in rule.questions:
            (found,) = [one for one in look_up(packaged, [question]) if one.thing.kind == "question"]
            looking = next(use for use in found.uses if (use.how, use.kind) == ("looks-at", "rule"))
            assert rule.id in looking.ids


def test_a_term_is_found_within_the_conditions_that_have_it() -> None:
    """Terms are written out in what uses them: `delicate` is silk or uniforms, and so it is where it stands."""
    expected = tuple(rule.id for rule in RULEBOOK.rules if RULEBOOK.terms["delicate"] in (rule.when, rule.unless))
    assert expected
    assert {*expected} <= {*uses("delicate")["looks-at", "rule"]}
