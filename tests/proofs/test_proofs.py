"""The laws of the packaged rulebook are proved, and what is not true is refuted with a profile that shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.errors import Disagreement
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import ALWAYS, Every, Some
from kpo_advisor.model.questions import Incompatible, Kind
from kpo_advisor.model.rulebook import Law
from kpo_advisor.proofs import laws
from kpo_advisor.proofs.laws import BOUND, FIRST_ONLY, MAIN_ONLY, OUT_OF_REACH
from kpo_advisor.solver.effort import MILLION, USUAL, Effort
from kpo_advisor.solver.profiles import Profiles
from kpo_advisor.solver.solver import Solver
from tests import packaged
from tests.engine.random_rulebooks import UP_TO, condition, pick, rulebooks, some_of
from tests.how_many import share
from tests.proofs.laws_by_hand import MOST_PROFILES, law, profiles_that_meet, proved, with_law
from tests.small_rulebooks.building import alternative, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

PACKAGED = packaged.rulebook()
LAWS = {each.id: each for each in PACKAGED.laws}
HOMES = ("bpo", "kpo", "in-house", "hybrid")


# --- the packaged rulebook -----------------------------------------------------------------------------


@pytest.mark.parametrize("id", LAWS)
def test_every_law_holds_and_speaks_of_some_profile(id: str) -> None:
    ruling = proved(PACKAGED, LAWS[id])
    assert ruling.holds
    assert not ruling.vacuous
    assert ruling.witness is None
    assert ruling.remark in (None, MAIN_ONLY)
    assert set(ruling.examples) == (set(LAWS[id].subjects) if LAWS[id].kind == "can_be_first" else set())


def test_the_rulebook_states_at_least_fifteen_laws() -> None:
    assert len(LAWS) >= 15


def test_each_of_the_four_is_shown_to_come_first() -> None:
    ruling = proved(PACKAGED, LAWS["every-home-can-come-first"])
    assert tuple(ruling.examples) == HOMES
    for id, answers in ruling.examples.items():
        found = assess(program_of(PACKAGED), answers)
        assert not found.open_questions
        assert id in found.decisions["model"].first


WITHOUT = {
    "credentialed-judgement-never-leads-to-bpo": (
        "credentialed-judgement-is-no-bpo",
        "expert-judgement-is-no-bpo",
        "judgement-without-procedure-is-no-bpo",
        "no-routine-part-for-bpo",
        "expert-judgement",
        "credential-needed",
    ),
    "judgement-without-procedure-never-leads-to-bpo": ("judgement-without-procedure-is-no-bpo", "expert-judgement"),
    "nobody-to-hire-keeps-own-staff-from-leading": ("nobody-to-hire",),
    "nobody-to-review-never-leads-to-kpo": ("no-review-layer",),
    "us-persons-terms-bar-everything-abroad": ("persons-terms-bar-abroad",),
    "core-that-cannot-be-split-off-leads-in-house": ("core-ip-not-yet-split",),
    "reserved-work-leads-in-house": ("own-people-only",),
}


@pytest.mark.parametrize("id", WITHOUT)
def test_a_law_whose_rules_are_taken_out_is_refuted_with_a_profile_that_the_engine_confirms(id: str) -> None:
    law = LAWS[id]
    mutated = replace(PACKAGED, rules=tuple(each for each in PACKAGED.rules if each.id not in WITHOUT[id]))
    ruling = proved(mutated, law)
    assert ruling.holds is False
    assert ruling.witness is not None
    assert breaks(mutated, law, ruling.witness)
    assert not breaks(PACKAGED, law, ruling.witness)
    assert proved(mutated, law) == ruling


def test_a_witness_is_the_same_whatever_was_asked_before() -> None:
    law = LAWS["nobody-to-review-never-leads-to-kpo"]
    rules = tuple(each for each in PACKAGED.rules if each.id != "no-review-layer")
    fresh, asked = replace(PACKAGED, rules=rules), replace(PACKAGED, rules=rules)
    effort = Effort(USUAL)
    for each in asked.laws:
        laws.prove(asked, each, effort)
    assert proved(fresh, law) == laws.prove(asked, law, effort)


def test_a_verdict_hangs_on_the_effort_that_is_given_and_not_on_what_was_asked_with_another() -> None:
    law = LAWS["every-home-can-come-first"]
    spent = Effort(USUAL)
    spent.spend(USUAL * MILLION)
    before = proved(PACKAGED, law)
    assert before.holds
    assert laws.prove(PACKAGED, law, spent).remark == BOUND
    assert proved(PACKAGED, law) == before


# --- on rulebooks of a few lines ------------------------------------------------------------------------


def test_a_law_of_another_rulebook_is_refused() -> None:
    book = rulebook([question("q")], [])
    with pytest.raises(ValueError, match="no law of the rulebook"):
        proved(book, law("never_first", "bpo"))


def test_a_law_that_speaks_of_no_profile_says_so() -> None:
    book = rulebook([question("q")], [], incompatible=[Incompatible("never", answered("q"), "No.")])
    ruling = with_law(book, law("excluded", "kpo", when=answered("q")))
    assert (ruling.holds, ruling.vacuous) == (True, True)


def test_a_question_that_opens_one_that_weighs_moves_the_ranking() -> None:
    book = rulebook(
        [question("q"), question("follow", only_if=answered("q")), question("idle")],
        [rule("a", answered("follow"), favours={"kpo": 1})],
    )
    moved = with_law(book, law("unmoved_by", "q"))
    assert moved.holds is False
    # Each answer is the plain one, under which the fewest tests hold, wherever that will do.
    assert moved.witness == {"q": "no", "idle": "yes"}
    assert moved.changed == {"q": "yes", "follow": "yes"}
    assert with_law(book, law("unmoved_by", "idle")).holds


def test_what_moves_only_points_is_proved_for_first_place_and_says_so() -> None:
    book = rulebook([question("q")], [rule("a", favours={"kpo": 3}), rule("b", answered("q"), favours={"bpo": 1})])
    ruling = with_law(book, law("unmoved_by", "q"))
    assert (ruling.holds, ruling.remark) == (True, FIRST_ONLY)


def test_what_a_later_alternative_needs_takes_it_out_as_well() -> None:
    place = decision("place", ["near", alternative("pair", ("bpo", "kpo"))], {"e": 1})
    book = rulebook([question("q")], [rule("no-kpo", answered("q"), excludes=("kpo",))], [decision(), place])
    assert with_law(book, law("excluded", "pair", when=answered("q"))).holds
    kept = with_law(book, law("not_excluded", "pair"))
    assert (kept.holds, kept.witness) == (False, {"q": "yes"})
    assert with_law(book, law("never_first", "pair", when=answered("q"))).holds
    assert with_law(book, law("can_be_first", "near", "pair")).examples == {"near": {"q": "no"}, "pair": {"q": "no"}}


def test_a_decision_that_hangs_on_results_is_out_of_reach_and_said_to_be() -> None:
    from kpo_advisor.model.conditions import Decided

    place = decision("place", ["near", "far"], {"e": 1})
    away = rule("away", Decided("model", frozenset({"kpo"})), excludes=("far",))
    book = rulebook([question("q")], [away], [decision(), place])
    ruling = with_law(book, law("not_excluded", "far"))
    assert (ruling.holds, ruling.remark) == (None, OUT_OF_REACH)


def test_a_search_that_reaches_its_bound_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    book = rulebook([question("q")], [rule("a", answered("q"), favours={"kpo": 1})])
    monkeypatch.setattr(Solver, "ask", lambda *_: None)
    for stated in (law("never_first", "kpo"), law("can_be_first", "kpo"), law("unmoved_by", "q")):
        ruling = with_law(book, stated)
        assert ruling.holds is None
        assert ruling.remark


# --- against the list of all profiles -------------------------------------------------------------------

KINDS = ("never_first", "only_first", "excluded", "not_excluded", "can_be_first", "unmoved_by")


@st.composite
def lawful(draw: DrawFn) -> tuple[Rulebook, Law]:
    """A random rulebook, and a law on alternatives of one of its decisions or on its questions."""
    book = draw(rulebooks())
    kind = pick(draw, KINDS)
    ranked = book.ranked
    about = ranked[0] if draw(UP_TO[2]) else pick(draw, ranked)
    ids = tuple(book.questions) if kind == "unmoved_by" else tuple(each.id for each in about.alternatives)
    subjects = some_of(draw, ids, 2) or ids[:1]
    when = condition(draw, list(book.questions.values())) if draw(UP_TO[1]) else ALWAYS
    return book, law(kind, *subjects, when=when)


@pytest.mark.long
@settings(max_examples=share(1000), suppress_health_check=list(HealthCheck))
@given(lawful())
def test_a_verdict_is_what_the_list_of_all_profiles_says(case: tuple[Rulebook, Law]) -> None:
    book, stated = case
    ruling = with_law(book, stated)
    if ruling.remark == OUT_OF_REACH:
        return
    listed = list(profiles_that_meet(book, stated))
    if len(listed) > MOST_PROFILES:
        return
    assert ruling.holds is not None
    if stated.kind == "unmoved_by":
        assert (ruling.holds is False) == first_moves(listed, set(stated.subjects), book)
    elif stated.kind == "can_be_first":
        able = {id for id in stated.subjects if any(id in firsts(book, found) for _, found in listed)}
        assert set(ruling.examples) == able
        assert ruling.holds == (able == set(stated.subjects))
    else:
        broken = [answers for answers, found in listed if shows(book, stated, found)]
        assert ruling.holds == (not broken)
        assert ruling.vacuous == (not listed)
        assert ruling.witness is None or shows(book, stated, assess(program_of(book), ruling.witness))


def first_moves(listed: list[tuple[dict[str, Answer], Assessment]], subjects: set[str], book: Rulebook) -> bool:
    main = book.main.id
    return any(
        set(one.decisions[main].first) != set(other.decisions[main].first)
        and all(answers[id] == others[id] for id in answers.keys() & others.keys() if id not in subjects)
        for number, (answers, one) in enumerate(listed)
        for others, other in listed[:number]
    )


def firsts(book: Rulebook, found: Assessment) -> set[str]:
    return {
        id
        for each in book.decisions
        if each.id in found.taken and each.alternatives
        for id in found.decisions[each.id].first
    }


def shows(book: Rulebook, stated: Law, found: Assessment) -> bool:
    """Whether a profile that meets the law's condition breaks the law."""
    rows = {
        row.alternative: row.standing is Standing.EXCLUDED for each in found.decisions.values() for row in each.ranking
    }
    if stated.kind == "excluded":
        return any(not rows[id] for id in stated.subjects)
    if stated.kind == "not_excluded":
        return any(rows[id] for id in stated.subjects)
    same = {
        each.id
        for one in book.decisions
        for each in one.alternatives
        if {a.id for a in one.alternatives} & set(stated.subjects)
    }
    wrong = set(stated.subjects) if stated.kind == "never_first" else same - set(stated.subjects)
    return bool(firsts(book, found) & wrong)


def breaks(book: Rulebook, stated: Law, answers: object) -> bool:
    """Whether a profile meets a law's condition, contradicts nothing and breaks the law, by the engine."""
    telling = replace(book, incompatible=(*book.incompatible, Incompatible("law", stated.when, "The law's condition.")))
    found = assess(program_of(telling), answers)  # type: ignore[arg-type]
    return found.violated == ("law",) and not found.open_questions and shows(book, stated, found)


def test_a_witness_counts_ticks_beside_the_plain_one_as_other_answers() -> None:
    """Two questions with both ticks each, or one other answer: the latter is the smaller profile."""
    both = [Every((answered(id, "a"), answered(id, "b"))) for id in ("m", "n")]
    book = rulebook(
        [question("s", Kind.CHOICE, "xy"), question("m", Kind.MULTI, "ab"), question("n", Kind.MULTI, "ab")],
        [
            rule("as-ever", favours={"bpo": 1}),
            rule("turns", Some((Every(tuple(both)), answered("s", "y")), 1), favours={"kpo": 3}),
        ],
    )
    law = Law("never", "Never KPO.", "never_first", ("kpo",), ALWAYS, None, ())
    found = proved(replace(book, laws=(law,)), law)
    assert found.witness == {"m": ("a",), "n": ("a",), "s": "y"}


def test_what_comes_first_in_another_decision_breaks_no_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that lies names a profile that keeps the law; that place has a first too makes it no breach."""
    book = rulebook(
        [question("q")],
        [rule("as-ever", favours={"bpo": 1}), rule("turns", answered("q"), favours={"kpo": 2})],
        [decision(), decision("place", ["near", "far"], {"d": 1})],
    )
    law = Law("only", "Only BPO.", "only_first", ("bpo",), ALWAYS, None, ())
    book = replace(book, laws=(law,))
    assert proved(book, law).witness == {"q": "yes"}
    monkeypatch.setattr(Profiles, "smallest", lambda *_: {1: {"q": "no"}})
    with pytest.raises(Disagreement, match="the law only"):
        proved(book, law)
