"""Questions, rules and conditions as facts: what is told of them, and what cannot be."""

from __future__ import annotations

import pytest

from kpo_advisor.model.conditions import Decided
from kpo_advisor.model.rules import Alternative
from kpo_advisor.proofs.proofs import Proofs
from kpo_advisor.proofs.rules import covered_rules
from kpo_advisor.solver.encoding import Encoding
from tests.small_rulebooks.building import answered, decision, question, rule, rulebook

ASKED = {"q": question("q")}
ON_A_RESULT = Decided("model", frozenset({"bpo"}))


def test_a_condition_on_results_is_told_only_where_results_are_guessed() -> None:
    assert "guessed(1)." in Encoding(ASKED, {}, [(ON_A_RESULT, None)], guesses=True).lines
    with pytest.raises(ValueError, match="results"):
        Encoding(ASKED, {}, [(ON_A_RESULT, None)])


def test_a_condition_that_stands_twice_is_told_once() -> None:
    yes = answered("q")
    lines = Encoding(ASKED, {"never": yes}, [(yes, None), (answered("q", "no"), yes)], [yes]).lines
    assert [line for line in lines if line.startswith(("incompatible", "when", "unless", "in("))] == [
        'in(1,("yes")).',
        'incompatible("never",1).',
        "when(0,1).",
        'in(2,("no")).',
        "when(1,2).",
        "unless(1,1).",
    ]


def test_a_composite_of_a_later_decision_needs_two_homes_as_that_of_the_main_one_does() -> None:
    """Where near is excluded, far alone is left of what both is made of, so that excluding both says nothing more."""
    both = Alternative("both", "both", "both", made_of=("near", "far"))
    later = decision("place", ["near", "far", both], {"d": 1})
    bars = [rule("bars-near", answered("q"), excludes=["near"]), rule("bars-both", answered("q"), excludes=["both"])]
    proofs = Proofs(rulebook([question("q")], bars, [decision(), later]))
    assert [(covered.rule, covered.by) for covered in covered_rules(proofs)] == [("bars-both", ("bars-near",))]
