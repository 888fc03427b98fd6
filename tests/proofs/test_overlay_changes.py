"""What refutes a law is named: the fewest changes of an overlay without which it would hold, and no others."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpo_advisor.model.questions import Incompatible
from kpo_advisor.model.rulebook import SwitchedOff
from kpo_advisor.model.rules import Decision, Option, Printed, PrintKind
from kpo_advisor.proofs import overlay_changes
from kpo_advisor.proofs.laws import prove
from kpo_advisor.proofs.overlay_changes import ChangeKind, OverlayChange, refuting, without
from kpo_advisor.solver.effort import USUAL, Effort
from tests.engine.random_rulebooks import UP_TO, rulebooks, some_of
from tests.how_many import share
from tests.proofs.laws_by_hand import law
from tests.small_rulebooks.building import HOMES, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.rulebook import Law, Rulebook
    from kpo_advisor.model.rules import Rule

WHOLE = rule("whole", favours={"in-house": 2})
NEVER_KPO = law("never_first", "kpo")


def overlay(
    stated: Law, *added: Rule, off: Sequence[Rule] = (), weights: dict[str, int] | None = None, **more: Any
) -> tuple[Rulebook, list[OverlayChange]]:
    """A rulebook in which in-house comes first by itself, and what an overlay of it changes; weights from before."""
    base = rulebook([question("q"), question("m")], [WHOLE, *added], **more)
    switched_off = tuple(SwitchedOff(one, "Ours.") for one in off)
    changes = [OverlayChange(ChangeKind.ADDED, one.id) for one in added]
    changes += [OverlayChange(ChangeKind.SWITCHED_OFF, one.id) for one in off]
    changes += [OverlayChange(ChangeKind.WEIGHT, id, before) for id, before in (weights or {}).items()]
    changes += [OverlayChange(ChangeKind.COMBINATION, one.id) for one in base.incompatible]
    return replace(base, laws=(stated,), switched_off=switched_off), changes


def named(book: Rulebook, changes: Sequence[OverlayChange], effort: Effort | None = None) -> list[str] | None:
    """The ids of what refutes the only law of a rulebook."""
    (stated,) = book.laws
    effort = effort or Effort(USUAL)
    ruling = prove(book, stated, Effort(USUAL))
    assert ruling.holds is False
    found = refuting(book, stated, ruling, changes, effort)
    return None if found is None else [change.id for change in found]


# --- by hand --------------------------------------------------------------------------------------------


def test_the_rule_that_refutes_a_law_is_named_and_no_other() -> None:
    idle = rule("idle", answered("q"), favours={"bpo": 1})
    assert named(*overlay(NEVER_KPO, idle, rule("likes", answered("m"), favours={"kpo": 3}))) == ["likes"]


def test_where_each_of_two_rules_refutes_a_law_both_are_named() -> None:
    likes = rule("likes", answered("m"), favours={"kpo": 3})
    and_likes = rule("and-likes", answered("q"), favours={"kpo": 2})
    assert named(*overlay(NEVER_KPO, likes, and_likes)) == ["likes", "and-likes"]


def test_where_two_rules_refute_a_law_only_together_the_first_is_named() -> None:
    """One lifts kpo to 1 and one takes in-house from 2 to 1: a tie."""
    likes, dislikes = rule("likes", favours={"kpo": 1}), rule("dislikes", opposes={"in-house": 1})
    assert named(*overlay(NEVER_KPO, likes, dislikes)) == ["likes"]


def test_a_rule_that_is_switched_off_is_named() -> None:
    bar = rule("bar", excludes=("kpo",))
    likes = rule("likes", favours={"kpo": 3})
    book, changes = overlay(NEVER_KPO, off=[bar])
    book = replace(book, rules=(*book.rules, likes))  # the base has it too
    assert named(book, changes) == ["bar"]


def test_a_weight_is_named() -> None:
    """In-house has 2 points; kpo has 3 with the overlay's weight of 3, and 1 with the 1 from before."""
    likes = rule("likes", criterion="d", favours={"kpo": 1})
    book, changes = overlay(NEVER_KPO, weights={"d": 1}, decisions=[decision(weights={"c": 1, "d": 3})])
    assert named(replace(book, rules=(*book.rules, likes)), changes) == ["d"]


def test_a_combination_that_leaves_no_profile_is_named() -> None:
    likes = rule("likes", answered("m"), favours={"kpo": 3})
    book, changes = overlay(law("can_be_first", "kpo"), incompatible=[Incompatible("clash", answered("m"), "No.")])
    assert named(replace(book, rules=(*book.rules, likes)), changes) == ["clash"]


def test_a_law_that_some_profile_must_uphold_is_lost_by_a_bar() -> None:
    likes, bar = rule("likes", answered("m"), favours={"kpo": 3}), rule("bar", excludes=("kpo",))
    book, changes = overlay(law("can_be_first", "kpo"), rule("idle", favours={"bpo": 1}), bar)
    assert named(replace(book, rules=(*book.rules, likes)), changes) == ["bar"]


def test_what_makes_an_answer_count_is_named() -> None:
    turns = rule("turns", answered("q"), favours={"kpo": 3})
    assert named(*overlay(law("unmoved_by", "q"), rule("idle", answered("m"), favours={"bpo": 1}), turns)) == ["turns"]


def test_a_rule_that_suggests_is_named_for_what_is_never_suggested_and_for_nothing_else() -> None:
    forms = Decision("forms", "Forms", options=(Option("team", "team", "team"),))
    suggests = rule("suggests", answered("q"), suggests=(("forms", "team"),))
    likes = rule("likes", favours={"kpo": 3})
    decisions = [decision(), forms]
    assert named(*overlay(law("never_suggested", "team"), likes, suggests, decisions=decisions)) == ["suggests"]
    assert named(*overlay(NEVER_KPO, suggests, likes, decisions=decisions)) == ["likes"]


def test_a_law_that_the_extended_rulebook_does_not_uphold_is_not_the_overlays() -> None:
    stated = law("never_first", "in-house")
    assert named(*overlay(stated, rule("likes", answered("m"), favours={"kpo": 3}))) is None
    assert named(overlay(stated)[0], []) is None


def test_what_only_prints_refutes_nothing() -> None:
    prints = rule("prints", printed=(Printed(PrintKind.ADVISES, "topic", "Mind it."),))
    assert named(*overlay(law("never_first", "in-house"), prints)) is None


def test_past_a_bound_it_is_said_that_it_is_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    likes = [rule(f"likes-{at}", answered("qm"[at]), favours={"kpo": 3}) for at in range(2)]
    book, changes = overlay(NEVER_KPO, *likes)
    assert named(book, changes) == ["likes-0", "likes-1"]
    monkeypatch.setattr(overlay_changes, "MOST_PROOFS", 0)
    assert named(book, changes) == []
    monkeypatch.setattr(overlay_changes, "MOST_PROOFS", 60)
    monkeypatch.setattr(overlay_changes, "MOST_SETS", 2)
    assert named(book, changes) == []


def test_with_no_effort_left_nothing_is_claimed() -> None:
    effort = Effort(USUAL)
    effort.spend(effort.left)
    book, changes = overlay(NEVER_KPO, rule("likes", answered("m"), favours={"kpo": 3}))
    assert named(book, changes, effort) == []


# --- against every set of changes -----------------------------------------------------------------------


KINDS = ("never_first", "only_first", "excluded", "not_excluded", "can_be_first", "never_split")


@st.composite
def changed(draw: DrawFn) -> tuple[Rulebook, list[OverlayChange]]:
    """A random rulebook of which some rules, weights and combinations are an overlay's."""
    book = draw(rulebooks())
    ids = [one.id for one in book.rules if one.weighs]
    off = some_of(draw, ids, min(2, len(ids)))
    added = some_of(draw, [id for id in ids if id not in off], min(3, len(ids) - len(off)))
    taken = tuple(SwitchedOff(one, "Ours.") for one in book.rules if one.id in off)
    changes = [OverlayChange(ChangeKind.ADDED, id) for id in added]
    changes += [OverlayChange(ChangeKind.SWITCHED_OFF, one.what.id) for one in taken]
    changes += [OverlayChange(ChangeKind.WEIGHT, id, 1 + draw(UP_TO[5])) for id in some_of(draw, ("c", "d"), 1)]
    changes += [OverlayChange(ChangeKind.COMBINATION, one.id) for one in book.incompatible]
    rules = (WHOLE, *(one for one in book.rules if one.id not in off))
    return replace(book, rules=rules, switched_off=taken), changes


def refuted_by_the_overlay(book: Rulebook, changes: Sequence[OverlayChange]) -> Iterator[Rulebook]:
    """The rulebook with each law on one home that holds without all changes, and not with them."""
    for kind in KINDS:
        for home in (*HOMES, "hybrid")[: 3 if kind == "never_split" else 4]:
            lawful = replace(book, laws=(law(kind, home),))
            if holds(lawful, ()) is False and holds(lawful, changes):
                yield lawful


def holds(book: Rulebook, taken: Sequence[OverlayChange]) -> bool | None:
    """Whether the only law is proved without some changes; None where it cannot be."""
    return prove(without(book, frozenset(taken)), book.laws[0], Effort(USUAL), examples=False).holds


@pytest.mark.long
@settings(max_examples=share(200, 25), suppress_health_check=list(HealthCheck), deadline=None)
@given(changed())
def test_what_is_named_is_the_first_smallest_set_of_all_that_would_do(
    case: tuple[Rulebook, list[OverlayChange]],
) -> None:
    book, changes = case
    for lawful in refuted_by_the_overlay(book, changes):
        (stated,) = lawful.laws
        found = refuting(lawful, stated, prove(lawful, stated, Effort(USUAL)), changes, Effort(USUAL))
        every_set = (some for size in range(1, len(changes) + 1) for some in combinations(changes, size))
        assert found == next(taken for taken in every_set if holds(lawful, taken))
