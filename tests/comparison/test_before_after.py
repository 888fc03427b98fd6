"""What lies between two profiles worked out, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import without_proof
from kpo_advisor.comparison.before_after import (
    BarChange,
    Becomes,
    ReasonChange,
    bars_between,
    reasons_between,
    rules_between,
)
from kpo_advisor.comparison.compared import Firing, compare
from kpo_advisor.comparison.what_if import what_if
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.profile import Profile
from tests.small_rulebooks.building import activity, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

GAIN = rule("gain", answered("q"), favours={"kpo": 3})
STRONG = rule("strong", answered("q"), favours={"kpo": 2})
LOSS = rule("loss", answered("q"), opposes={"kpo": 1})
OUT = rule("out", answered("r"), excludes=("bpo",))
YES, NO = Profile("yes", {"q": "yes", "r": "yes"}), Profile("no", {"q": "no", "r": "no"})


def book(*rules: Rule) -> Rulebook:
    """One criterion, of weight 2."""
    return rulebook([question("q"), question("r")], rules, [decision(weights={"c": 2})])


def fires_now(before: Status, after: Status) -> Becomes | None:
    return Becomes.FIRES if (before, after) == (Status.OFF, Status.FIRES) else None


def test_two_profiles_differ_by_the_rules_points_and_bars_between_them() -> None:
    rules = book(GAIN, LOSS, OUT)
    before, after = without_proof(NO, rules), without_proof(YES, rules)
    assert list(rules_between(before, after, fires_now)) == [(id, Becomes.FIRES, ()) for id in ("gain", "loss", "out")]
    # KPO: 2 * 3 for it, then 2 * 1 against it.
    assert list(reasons_between(before, after, ["kpo", "in-house"])) == [
        ReasonChange("kpo", "c", 0, 4, (), ("gain", "loss"))
    ]
    assert list(bars_between(before, after)) == [BarChange("bpo", "out", "excluded", is_new=True)]
    assert list(bars_between(after, before)) == [BarChange("bpo", "out", "excluded", is_new=False)]


def test_two_rulebooks_differ_by_the_rules_that_only_one_of_them_has() -> None:
    found = compare((YES, YES), book(GAIN, LOSS), book(LOSS, STRONG))
    assert (found.fires, found.stops) == ((Firing("strong", ()),), (Firing("gain", ()),))
    assert found.reasons == (ReasonChange("kpo", "c", 4, 2, ("gain", "loss"), ("strong", "loss")),)


def test_rules_that_no_longer_fire_come_in_the_order_of_the_old_rulebook() -> None:
    old = book(GAIN, STRONG)
    new = book(*(replace(each, when=answered("q", "no")) for each in (STRONG, GAIN)))
    assert [firing.rule for firing in compare((YES, YES), old, new).stops] == ["gain", "strong"]
    assert [firing.rule for firing in compare((NO, NO), old, new).fires] == ["strong", "gain"]


def test_a_rule_names_the_activities_in_which_something_else_became_of_it() -> None:
    parts = (activity("one", q="yes"), activity("other", q="no"))
    before = Profile("cut", activities=parts)
    after = Profile("cut", activities=(parts[0], replace(parts[1], answers={"q": None})))
    (change,) = what_if(before, after, book(GAIN)).rules
    assert (change.rule, change.change, change.activities) == ("gain", "opens", ("other",))
    assert compare((before, after), book(GAIN), book(GAIN)).fires == ()


def test_of_two_profiles_only_the_points_of_the_first_two_before_or_after_are_told() -> None:
    """BPO falls from the first of four to the last, and IN-HOUSE is the third before and after."""
    rules = book(
        rule("as-ever", favours={"kpo": 2}),
        rule("was", answered("q", "no"), favours={"bpo": 3}, opposes={"in-house": 1}),
        rule("is", answered("q"), opposes={"bpo": 3, "in-house": 2}),
    )
    found = what_if(Profile("p", {"q": "no"}), Profile("p", {"q": "yes"}), rules)
    assert [(row.alternative, row.points) for row in found.before.ranking][:2] == [("bpo", 6), ("kpo", 4)]
    assert found.after.ranking[0].alternative == "kpo"
    assert "in-house" not in {row.alternative for side in (found.before, found.after) for row in side.ranking[:2]}
    assert [(each.alternative, each.title, each.before, each.after) for each in found.points] == [("bpo", "c", 6, -6)]
