"""Laws on what is suggested and where parts go are proved, and refuted with a profile that shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.errors import Disagreement
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import ALWAYS, Decided, Not
from kpo_advisor.model.rules import Decision, Option
from kpo_advisor.proofs.laws import OUT_OF_REACH
from kpo_advisor.solver.profiles import Profiles
from tests.engine.random_rulebooks import UP_TO, condition, rulebooks, seldom, some_of
from tests.how_many import share
from tests.proofs.laws_by_hand import MOST_PROFILES, law, profiles_that_meet, with_law
from tests.small_rulebooks.building import HOMES, alternative, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Law, Rulebook
    from kpo_advisor.model.rules import Rule

HYBRID = Decided("model", frozenset({"hybrid"}))
TEAM, PIECES = ("forms", "team"), ("forms", "pieces")
NOT_M = Not(answered("m"))


def forms(when: Condition = ALWAYS) -> Decision:
    return Decision("forms", "Forms", when=when, options=tuple(Option(id, id, id) for id in ("team", "pieces")))


def split(when: Condition = HYBRID) -> Decision:
    ways = [alternative("both-out", ("bpo", "kpo")), alternative("half-out", ("in-house", "kpo"))]
    return decision("split", ways, {"e": 1}, when)


# --- where parts go -------------------------------------------------------------------------------------

CUT = rule("cut", answered("q"), favours={"hybrid": 3})
WHOLE = rule("whole", favours={"in-house": 1})
STAYS = rule("stays", answered("m"), criterion="e", favours={"half-out": 1})
OUT = rule("out", NOT_M, criterion="e", favours={"both-out": 1})


def in_parts(*rules: Rule) -> Rulebook:
    return rulebook([question("q"), question("m")], [CUT, WHOLE, *rules], [decision(), split()])


def test_a_part_goes_where_the_split_that_comes_first_sends_it() -> None:
    book = in_parts(STAYS, OUT)
    assert with_law(book, law("never_split", "bpo", when=answered("m"))).holds
    refuted = with_law(book, law("never_split", "bpo"))
    assert (refuted.holds, refuted.witness) == (False, {"q": "yes", "m": "no"})
    assert with_law(book, law("never_split", "in-house", when=NOT_M)).holds
    assert with_law(book, law("never_split", "in-house")).witness == {"q": "yes", "m": "yes"}


def test_where_two_splits_tie_a_part_may_go_where_either_sends_it() -> None:
    """Without `out` both ways come first where m is no."""
    refuted = with_law(in_parts(STAYS), law("never_split", "in-house", when=NOT_M))
    assert (refuted.holds, refuted.witness) == (False, {"q": "yes", "m": "no"})


def test_a_law_on_several_homes_is_broken_by_a_part_at_any_of_them() -> None:
    book = in_parts(STAYS, OUT)
    assert with_law(book, law("never_split", "bpo", "kpo", when=answered("m"))).holds is False
    assert with_law(book, law("never_split", "bpo", when=answered("m"))).holds


def test_where_the_whole_stays_in_one_home_there_are_no_parts() -> None:
    kept = with_law(in_parts(STAYS, OUT), law("never_split", *HOMES, when=Not(answered("q"))))
    assert (kept.holds, kept.vacuous) == (True, False)


def test_where_hybrid_ties_with_a_home_there_may_be_parts() -> None:
    level = rule("level", Not(answered("q")), favours={"hybrid": 1})
    assert with_law(in_parts(STAYS, OUT, level), law("never_split", "kpo", when=Not(answered("q")))).holds is False


def test_without_a_decision_on_the_split_parts_go_wherever_a_home_is_left() -> None:
    cut = rule("cut", favours={"hybrid": 3})
    barred = rulebook([question("q")], [cut, rule("bar", answered("q"), excludes=("bpo",))])
    assert with_law(barred, law("never_split", "bpo", when=answered("q"))).holds
    assert with_law(barred, law("never_split", "bpo")).witness == {"q": "no"}
    whole_only = rulebook([question("q")], [cut, rule("bar", answered("q"), excludes=("bpo-whole",))])
    assert with_law(whole_only, law("never_split", "bpo", when=answered("q"))).witness == {"q": "yes"}


def test_a_split_that_hangs_on_results_is_out_of_reach_and_said_to_be() -> None:
    turned = rule("turned", Decided("model", frozenset({"kpo"})), criterion="e", favours={"half-out": 1})
    ruling = with_law(in_parts(turned), law("never_split", "bpo"))
    assert (ruling.holds, ruling.remark) == (None, OUT_OF_REACH)


# --- what is suggested ----------------------------------------------------------------------------------


def offering(*rules: Rule, when: Condition = ALWAYS) -> Rulebook:
    asked = [question("q"), question("m")]
    return rulebook(asked, [rule("to-kpo", answered("q"), favours={"kpo": 2}), *rules], [decision(), forms(when)])


def test_an_option_is_suggested_where_a_rule_suggests_it_and_none_withholds_it() -> None:
    suggests = rule("suggests", answered("m"), suggests=(TEAM,))
    withholds = rule("withholds", answered("q"), withholds=(TEAM,))
    assert with_law(offering(suggests), law("never_suggested", "team", when=NOT_M)).holds
    assert with_law(offering(suggests), law("never_suggested", "team")).witness == {"q": "no", "m": "yes"}
    assert with_law(offering(suggests, withholds), law("never_suggested", "team", when=answered("q"))).holds
    assert with_law(offering(suggests, withholds), law("never_suggested", "team")).witness == {"q": "no", "m": "yes"}
    assert with_law(offering(suggests), law("never_suggested", "pieces")).holds


def test_an_option_of_a_decision_that_is_not_taken_is_not_suggested() -> None:
    book = offering(rule("suggests", suggests=(TEAM,)), when=Decided("model", frozenset({"kpo"})))
    bpo = rule("to-bpo", Not(answered("q")), favours={"bpo": 1})
    taken_for_kpo_alone = replace(book, rules=(*book.rules, bpo))
    assert with_law(taken_for_kpo_alone, law("never_suggested", "team", when=Not(answered("q")))).holds
    assert with_law(book, law("never_suggested", "team", when=answered("q"))).witness == {"q": "yes", "m": "yes"}


def test_a_decision_that_hangs_on_a_tie_may_be_taken() -> None:
    """Where q is no all homes tie for first, kpo among them."""
    book = offering(rule("suggests", suggests=(TEAM,)), when=Decided("model", frozenset({"kpo"})))
    assert with_law(book, law("never_suggested", "team", when=Not(answered("q")))).holds is False


def test_a_rule_that_looks_at_a_result_suggests_only_where_the_result_is_sure() -> None:
    """A tie leaves open whether it is kpo, and a reason that is open suggests nothing."""
    book = offering(rule("suggests", Decided("model", frozenset({"kpo"})), suggests=(TEAM,)))
    assert with_law(book, law("never_suggested", "team", when=Not(answered("q")))).holds
    assert with_law(book, law("never_suggested", "team")).witness == {"q": "yes", "m": "yes"}


def test_a_rule_for_one_home_suggests_where_the_work_or_a_part_of_it_is_there() -> None:
    book = rulebook(
        [question("q"), question("m")],
        [CUT, STAYS, OUT, rule("home", favours={"bpo": 1}), rule("suggests", printed_for=("kpo",), suggests=(TEAM,))],
        [decision(), split(), forms()],
    )
    assert with_law(book, law("never_suggested", "team", when=Not(answered("q")))).holds  # bpo does it all
    assert with_law(book, law("never_suggested", "team")).witness == {"q": "yes", "m": "no"}


def test_a_rule_for_hybrid_suggests_where_hybrid_comes_first() -> None:
    home, suggests = rule("home", favours={"bpo": 1}), rule("suggests", printed_for=("hybrid",), suggests=(TEAM,))
    book = rulebook([question("q")], [CUT, home, suggests], [decision(), forms()])
    assert with_law(book, law("never_suggested", "team", when=Not(answered("q")))).holds
    assert with_law(book, law("never_suggested", "team")).witness == {"q": "yes"}


def test_suggestions_that_hang_on_what_the_solver_does_not_rank_are_out_of_reach() -> None:
    away = rule("away", Decided("model", frozenset({"kpo"})), excludes=("far",))
    told = rule("suggests", Decided("place", frozenset({"far"})), suggests=(TEAM,))
    book = rulebook([question("q")], [away, told], [decision(), decision("place", ["near", "far"], {"e": 1}), forms()])
    ruling = with_law(book, law("never_suggested", "team"))
    assert (ruling.holds, ruling.remark) == (None, OUT_OF_REACH)
    assert with_law(book, law("never_suggested", "pieces")).holds  # no rule about it looks at the place


@pytest.mark.parametrize(("kind", "subject"), [("never_split", "bpo"), ("never_suggested", "team")])
def test_a_witness_that_the_engine_does_not_confirm_is_a_disagreement(
    kind: str, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A solver that lies names a profile in which bpo alone comes first and nothing is suggested."""
    book = rulebook(
        [question("q"), question("m")],
        [CUT, rule("home", favours={"bpo": 1}), rule("suggests", answered("q"), suggests=(TEAM,))],
        [decision(), split(), forms()],
    )
    assert with_law(book, law(kind, subject)).holds is False
    monkeypatch.setattr(Profiles, "smallest", lambda *_: {1: {"q": "no", "m": "no"}})
    with pytest.raises(Disagreement, match="the law law"):
        with_law(book, law(kind, subject))


# --- against the list of all profiles -------------------------------------------------------------------


@st.composite
def offered(draw: DrawFn) -> tuple[Rulebook, Law]:
    """A random rulebook with options, some with a split, and a law on what is suggested or where parts go."""
    book = draw(rulebooks())
    model, place, *rest = book.decisions
    if draw(UP_TO[2]):
        needs = (("bpo", "kpo"), ("in-house", "bpo"), ("in-house", "kpo"))
        ways = tuple(replace(way, needs=homes) for way, homes in zip(place.alternatives, needs, strict=True))
        place = replace(place, alternatives=ways)
    asked = list(book.questions.values())
    when = condition(draw, asked, [model, place]) if seldom(draw, 2) else ALWAYS
    rules = []
    for number in range(1 + draw(UP_TO[3])):
        pairs = some_of(draw, (TEAM, PIECES), 2) or (TEAM,)
        effect = {"withholds" if number and seldom(draw, 3) else "suggests": pairs}
        unless = condition(draw, asked, [model, place]) if seldom(draw, 3) else None
        homes = some_of(draw, (*HOMES, "hybrid"), 2) if seldom(draw, 2) else ()
        fires_when = condition(draw, asked, [model, place])
        rules.append(rule(f"o{number}", fires_when, unless=unless, printed_for=homes, **effect))
    decisions = (model, place, *rest, forms(when))
    book = replace(book, decisions=decisions, rules=(*book.rules, *rules))
    about = ("never_split", HOMES) if seldom(draw, 2) else ("never_suggested", ("team", "pieces"))
    premise = condition(draw, asked) if draw(UP_TO[1]) else ALWAYS
    return book, law(about[0], *(some_of(draw, about[1], 2) or about[1][:1]), when=premise)


@pytest.mark.long
@settings(max_examples=share(1000), suppress_health_check=list(HealthCheck))
@given(offered())
def test_a_verdict_is_what_the_list_of_all_profiles_says(case: tuple[Rulebook, Law]) -> None:
    book, stated = case
    ruling = with_law(book, stated)
    if ruling.remark == OUT_OF_REACH:
        return
    listed = list(profiles_that_meet(book, stated))
    if len(listed) > MOST_PROFILES:
        return
    found = parts_of if stated.kind == "never_split" else suggested_of
    broken = [answers for answers, result in listed if found(book, result) & set(stated.subjects)]
    assert ruling.holds == (not broken)
    assert ruling.vacuous == (not listed)
    if ruling.witness is not None:
        assert found(book, assess(program_of(book), ruling.witness)) & set(stated.subjects)


def parts_of(book: Rulebook, found: Assessment) -> set[str]:
    """The homes of the parts, by docs/method.md, where hybrid is among the first."""
    if "hybrid" not in found.decisions["model"].first:
        return set()
    place = found.decisions["place"]
    needs = {way.id: way.needs for way in book.decision_by_id["place"].alternatives}
    if "place" in found.taken:
        picked = {home for way in place.first for home in needs[way]}
        if picked:
            return picked
    barred = {
        bar.alternative
        for fired in book.rules
        if found.status(fired.id) >= Status.FOR_NOW
        for bar in fired.excludes
        if not bar.whole_only
    }
    return set(HOMES) - barred


def suggested_of(book: Rulebook, found: Assessment) -> set[str]:
    """The options that some rule suggests for a result or a home of the work, and that no such rule withholds."""
    if "forms" not in found.taken:
        return set()
    homes = parts_of(book, found) | set(found.decisions["model"].first)
    speaking = [
        told
        for told in book.rules
        if found.status(told.id) >= Status.FOR_NOW and (not told.printed_for or homes & set(told.printed_for))
    ]
    suggested = {option for told in speaking for _, option in told.suggests}
    return suggested - {option for told in speaking for _, option in told.withholds}
