"""What is proved about rulebooks is what listing all profiles finds, and faults put into the packaged one are found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings

from kpo_advisor import load_profile
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Standing, Status
from kpo_advisor.model.conditions import ALWAYS, Every, NoneOf, Not, OneOf, Some, decisions_in, questions_in
from kpo_advisor.model.questions import Incompatible
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.proofs.conditions import always_lifted, impossible_conditions
from kpo_advisor.proofs.proofs import Left, Proofs, proofs_of
from kpo_advisor.proofs.rules import always_firing, covered_rules, opposing_rules
from kpo_advisor.proofs.unused import (
    clashing_combinations,
    everything_excluded,
    idle_criteria,
    idle_questions,
    never_first,
)
from kpo_advisor.solver.rankings import effects_of
from kpo_advisor.solver.solver import Reply, Solver
from tests import packaged
from tests.engine import brute_force
from tests.engine.random_rulebooks import rulebooks
from tests.how_many import share
from tests.small_rulebooks.building import alternative, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

PACKAGED = packaged.rulebook()
MOST_PROFILES = 700
"""Rulebooks with more profiles, answered in part or in full, are left to others: listing them all takes too long."""


# --- small rulebooks: the proofs and the list of all profiles --------------------------------------------


@dataclass
class Listed:
    """What is found in the list of all profiles that contradict nothing.

    Of those answered in full: which conditions hold, which rules fire or do not, what is first. Of all: which rules
    fire at least for now, which of them change a rating or a standing, which criteria change what is first,
    and which questions make a rule fire or not.
    """

    complete: int = 0
    holding: set[tuple[str, str]] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    nothing_left: bool = False
    ever_firing: set[str] = field(default_factory=set)
    mattering: set[str] = field(default_factory=set)
    deciding: set[str] = field(default_factory=set)
    turning: set[str] = field(default_factory=set)


def listed(book: Rulebook) -> Listed:
    found = Listed()
    without = {each.id: replace(book, rules=tuple(r for r in book.rules if r is not each)) for each in book.rules}
    plain = {each.id for each in book.rules if not each.decisions}
    seen: dict[object, frozenset[str]] = {}
    for answers in profiles_of(book):
        now = assess(program_of(book), answers)
        if now.violated:
            continue
        firing = frozenset(id for id, status in now.statuses.items() if status >= Status.FOR_NOW)
        found.ever_firing |= firing
        for id in firing - found.mattering:
            compared = comparable(book, now, [book.rule_by_id[id]])
            if ratings(book, now, compared) != ratings(book, assess(program_of(without[id]), answers), compared):
                found.mattering.add(id)
        for id in set(book.criterion_titles()) - found.deciding:
            compared = comparable(book, now, [each for each in book.rules if each.criterion == id])
            if firsts(now, compared) != firsts(assess(program_of(book), answers, {id: 0}), compared):
                found.deciding.add(id)
        # A question left open may leave a result open, and with it the rules that look at results;
        # this is no use of it.
        for id in book.questions:
            others = tuple((other, answer) for other, answer in answers.items() if other != id)
            for kind, rules in (("any", firing & plain), *([] if now.open_questions else [("complete", firing)])):
                if seen.setdefault((kind, id, others), rules) != rules:
                    found.turning.add(id)
        if not now.open_questions:
            note_complete(book, answers, now, found)
    return found


def note_complete(book: Rulebook, answers: Mapping[str, Answer], now: Assessment, found: Listed) -> None:
    found.complete += 1
    # What a question that does not apply is answered counts for nothing, or as what it implies.
    known = brute_force.Known(brute_force._counting(book, book.questions, answers, part=False))
    for key, condition in conditions_of(book).items():
        if not decisions_in(condition) and brute_force._holds(condition, known):
            found.holding.add(key)
    found.silent |= {each.id for each in book.rules if now.statuses.get(each.id) is not Status.FIRES}
    main = now.decisions[book.main.id]
    found.first |= set(main.first)
    found.nothing_left |= all(row.standing is Standing.EXCLUDED for row in main.ranking)


def profiles_of(book: Rulebook) -> Iterator[dict[str, Answer]]:
    """Every way to answer the questions or to leave them open."""
    values = {id: [None, *brute_force._values(book, each)] for id, each in book.questions.items()}
    assume(prod(len(each) for each in values.values()) <= MOST_PROFILES)
    for answers in product(*values.values()):
        yield dict(zip(values, answers, strict=True))


def conditions_of(book: Rulebook) -> dict[tuple[str, str], Condition]:
    """What must be able to hold; of an `unless`, together with the rule's `when`."""
    found = {(id, "only_if"): each.only_if for id, each in book.questions.items() if each.only_if is not None}
    for each in book.rules:
        found[each.id, "when"] = each.when
        if each.unless is not None:
            found[each.id, "unless"] = Every((each.when, each.unless))
    return found


def comparable(book: Rulebook, now: Assessment, changed: Sequence[Rule]) -> list[str]:
    """The decisions in which a change of these rules may show; they weigh in the first of them or later.

    How sure an earlier result is may hang on rules that change nothing else, and rules that look at the result
    hang on how sure it is: no change, as the proofs understand it. So where something is not sure, decisions with
    such rules are left out, unless nothing before them changes.
    """
    ids = [each.id for each in book.decisions if each.id in now.decisions]
    if all(now.statuses.get(each.id, Status.FIRES) is Status.FIRES for each in book.rules if each.weighs):
        return ids
    touched = [each.id for each in book.decisions if any(effects_of(changed, (each,)))]
    looking = [each for each in book.rules if each.decisions]
    hanging = {each.id for each in book.decisions if any(effects_of(looking, (each,)))}
    return [id for id in ids if id not in hanging or id in touched[:1]]


def ratings(book: Rulebook, found: Assessment, compared: Iterable[str]) -> object:
    """The strength of each reason, each standing, and which homes are left for a part."""
    homes = {home for each in book.main.alternatives for home in each.made_of}
    return {
        (id, row.alternative): (
            row.standing,
            {(reason.criterion, reason.points) for reason in row.reasons},
            row.alternative in homes and row.left_for_parts[0],
        )
        for id in compared
        for row in found.decisions[id].ranking
    }


def firsts(found: Assessment, compared: Iterable[str]) -> object:
    return {id: set(found.decisions[id].first) for id in compared}


def hang_on_answers_alone(book: Rulebook) -> bool:
    """Whether no rule that weighs looks at a result; what one may come out as is not part of the proofs."""
    return not any(each.weighs and each.decisions for each in book.rules)


many = settings(max_examples=share(300), suppress_health_check=list(HealthCheck))


@pytest.mark.long
@many
@given(rulebooks())
def test_the_proofs_say_what_the_list_of_all_profiles_says(book: Rulebook) -> None:
    found = listed(book)
    proofs = Proofs(book)
    assert proofs.any_profile_at_all == bool(found.complete)
    if not found.complete:
        assert clashing_combinations(proofs) == ("clash",)
        assert not [*impossible_conditions(proofs), *always_firing(proofs), *covered_rules(proofs)]
        assert not [*never_first(proofs), *idle_criteria(proofs), *always_lifted(proofs)]
        return
    assert clashing_combinations(proofs) == ()
    main = {each.id for each in book.main.alternatives}
    assert {each.alternative for each in never_first(proofs)} == main - found.first
    assert (everything_excluded(proofs) is not None) == found.nothing_left
    conditions_agree(book, proofs, found)
    rules_agree(book, proofs, found)
    questions_agree(book, proofs, found)


def conditions_agree(book: Rulebook, proofs: Proofs, found: Listed) -> None:
    proved = {(each.id, each.key): each for each in impossible_conditions(proofs) if each.kind in ("rule", "question")}
    assert not proved.keys() & found.holding
    for key, condition in conditions_of(book).items():
        # Of a rule whose `when` never holds, nothing is said about what would lift it, unless that never holds anyway.
        if not decisions_in(condition) and key not in found.holding:
            assert key in proved or ((key[0], "when") in proved and key[1] == "unless")
    for each in proved.values():
        assert each.clash
        assert set(each.ruled_out_by) <= {"clash"}


def rules_agree(book: Rulebook, proofs: Proofs, found: Listed) -> None:
    weighing = {each.id for each in book.rules if each.weighs}
    firing = {each.rule for each in always_firing(proofs)}
    covered = {each.rule: each for each in covered_rules(proofs)}
    criteria = {each.criterion for each in idle_criteria(proofs)}
    assert not firing & found.silent
    assert not covered.keys() & found.mattering
    assert not criteria & found.deciding
    plain = {each.id for each in book.rules if not each.decisions}
    assert firing & plain == (weighing - found.silent) & plain
    assert proofs.never_firing & plain == plain - found.ever_firing
    if hang_on_answers_alone(book):
        assert covered.keys() == (weighing & found.ever_firing) - found.mattering
        assert criteria == set(book.criterion_titles()) - found.deciding
    lifted = {each.rule for each in always_lifted(proofs)}
    assert lifted & plain == {id for id in plain - found.ever_firing if (id, "when") in found.holding}


def questions_agree(book: Rulebook, proofs: Proofs, found: Listed) -> None:
    idle = {each.question for each in idle_questions(proofs)}
    assert not idle & found.turning
    looked_at = {id for each in book.incompatible for id in questions_in(each.when)}
    looked_at |= {id for each in book.questions.values() if each.only_if for id in questions_in(each.only_if)}
    if not any(each.decisions for each in book.rules):
        assert idle - looked_at == set(book.questions) - found.turning - looked_at


# --- what the proofs say beside ----------------------------------------------------------------------------


def test_a_rule_is_covered_by_the_fewest_that_fire_whenever_it_does() -> None:
    rules = [
        rule("weak", answered("q"), favours={"bpo": 1}),
        rule("other-home", answered("q"), favours={"kpo": 3}),
        rule("first-half", Every((answered("q"), answered("p"))), favours={"bpo": 2}),
        rule("second-half", Every((answered("q"), answered("p", "no"))), favours={"bpo": 2}),
        rule("until-known", answered("q"), unless=answered("p", "yes", "no"), favours={"bpo": 2}),
    ]
    proofs = Proofs(rulebook([question("q"), question("p")], rules))
    (found,) = covered_rules(proofs)
    assert (found.rule, found.by) == ("weak", ("first-half", "second-half", "until-known"))
    # The last one counts while `p` is unknown, and alone then.
    assert next(covered_rules(Proofs(replace(proofs.rulebook, rules=tuple(rules[:-1])))), None) is None


def test_a_bar_on_a_composite_is_covered_by_bars_on_its_homes() -> None:
    rules = [
        rule("no-hybrid", answered("q"), excludes=("hybrid",)),
        rule("no-bpo", answered("q"), excludes=("bpo",)),
        rule("no-kpo", answered("q"), excludes=("kpo",)),
    ]
    (found,) = covered_rules(Proofs(rulebook([question("q")], rules)))
    assert (found.rule, found.by) == ("no-hybrid", ("no-bpo", "no-kpo"))


def test_a_bar_on_the_whole_stands_in_for_no_full_one_and_not_where_a_later_alternative_needs_the_home() -> None:
    rules = [
        rule("no-kpo", answered("q"), excludes=("kpo",)),
        rule("no-kpo-whole", answered("q"), excludes=("kpo-whole",)),
    ]
    later = decision("split", ["none", alternative("pair", ("bpo", "kpo"))], {"e": 1})
    proofs = Proofs(rulebook([question("q")], rules, [decision(), later]))
    assert [(each.rule, each.by) for each in covered_rules(proofs)] == [("no-kpo-whole", ("no-kpo",))]


def test_the_parts_that_clash_are_named_and_the_combination_that_keeps_them_apart() -> None:
    asked = [question("a"), question("b"), question("c", only_if=answered("b"))]
    rules = [
        rule("by-itself", Every((answered("a"), answered("b", "no"), answered("c"))), favours={"bpo": 1}),
        rule("by-a-combination", Every((answered("c"), answered("b"), answered("a"))), favours={"bpo": 2}),
    ]
    clash = Incompatible("clash", Every((answered("a"), answered("c"))), "No.")
    found = list(impossible_conditions(Proofs(rulebook(asked, rules, incompatible=[clash]))))
    assert [(each.id, each.clash, each.ruled_out_by) for each in found] == [
        ("by-itself", (answered("b", "no"), answered("c")), ()),
        ("by-a-combination", (answered("c"), answered("a")), ("clash",)),
    ]


def test_two_combinations_do_not_make_each_other_impossible() -> None:
    twins = [Incompatible(id, answered("q"), "No.") for id in ("one", "other")]
    assert not list(impossible_conditions(Proofs(rulebook([question("q")], [], incompatible=twins))))


def test_a_question_is_idle_though_another_may_not_be_asked() -> None:
    asked = [question("opens"), question("opened", only_if=answered("opens")), question("idle")]
    always = NoneOf("idle", frozenset())
    rules = [rule("looks-in-vain", Not(Every((answered("opened"), always))), favours={"bpo": 1})]
    (found,) = idle_questions(Proofs(rulebook(asked, rules)))
    assert (found.question, found.rules) == ("idle", ("looks-in-vain",))


def test_nothing_is_found_where_a_query_reaches_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solver, "ask", lambda *_: None)
    monkeypatch.setattr(Solver, "showing", lambda *_: Reply(None))
    proofs = Proofs(replace(PACKAGED, rules=(*PACKAGED.rules, rule("never", NEVER, holds_back=("bpo",)))))
    for find in (impossible_conditions, always_lifted, always_firing, covered_rules, never_first, idle_criteria):
        assert not list(find(proofs))
    assert everything_excluded(proofs) is None
    assert not list(opposing_rules(proofs))


def test_a_question_is_idle_only_where_all_its_rules_were_asked_about() -> None:
    """Effort that ends between two rules of a question leaves it undecided, whatever the first of them came to."""
    asks = answered("q")
    rules = [rule("never-mind", Some((asks, ALWAYS), 1)), rule("minds", Not(asks), favours={"bpo": 1})]
    book = rulebook([question("q"), question("r")], rules)
    assert [each.question for each in idle_questions(Proofs(book))] == ["r"]
    proofs = Proofs(book)
    assert proofs.fits and proofs.two_worlds.solver.size and not proofs.never_firing
    proofs.effort.left = 1  # enough for one question
    assert [each.question for each in idle_questions(proofs)] == ["r"]
    assert proofs.left[Left.QUESTION] == 1


# --- the packaged rulebook -----------------------------------------------------------------------------------

NEVER = Every((answered("limits", "none"), answered("signatory", "have")))


def test_the_packaged_rulebook_holds_nothing_impossible_and_nothing_idle() -> None:
    proofs = proofs_of(PACKAGED)
    for find in (impossible_conditions, always_lifted, never_first, idle_questions, idle_criteria):
        assert list(find(proofs)) == []
    assert clashing_combinations(proofs) == ()


def with_rules(*rules: object, **changes: object) -> Rulebook:
    return replace(PACKAGED, rules=(*PACKAGED.rules, *rules), **changes)  # type: ignore[arg-type]


def confirmed(book: Rulebook, witness: Profile | None, folder: Path) -> Assessment:
    """The engine's word on a witness, after it was written to a file and read again."""
    assert witness is not None
    file = folder / "witness.yaml"
    file.write_text(profile_yaml(witness, book), encoding="utf-8")
    assert load_profile(file, book) == witness
    found = assess(program_of(book), witness.answers)
    assert (found.open_questions, found.ignored, found.violated) == ((), (), ())
    return found


def test_a_condition_that_cannot_hold_is_found_in_a_rule_that_only_prints_and_looks_at_a_result() -> None:
    fits = PACKAGED.rule_by_id["provider-quality-process"]
    for when in (NEVER, Every((NEVER, Not(Some((answered("volume", "high-varied"),)))))):
        book = with_rules(replace(fits, id="seeded", when=when))
        (found,) = impossible_conditions(Proofs(book))
        assert (found.kind, found.id, found.key, set(found.clash)) == ("rule", "seeded", "when", set(NEVER.parts))


def test_a_rule_that_always_fires_is_found_with_a_profile_in_which_it_does(tmp_path: Path) -> None:
    goals = PACKAGED.questions["volume"].choice_ids
    book = with_rules(rule("seeded", answered("volume", *goals), favours={"bpo": 1}, criterion="cost"))
    found = {each.rule: each for each in always_firing(Proofs(book))}
    assert found.keys() - {each.rule for each in always_firing(proofs_of(PACKAGED))} == {"seeded"}
    assert confirmed(book, found["seeded"].witness, tmp_path).statuses["seeded"] is Status.FIRES


def test_a_rule_that_another_covers_is_found_with_it_and_a_profile_in_which_both_fire(tmp_path: Path) -> None:
    book = with_rules(
        rule(
            "seeded",
            Every((answered("cost_gap", "costs-more"), answered("volume", "high-varied"))),
            opposes={"kpo": 2},
            criterion="cost",
        )
    )
    before = {each.rule for each in covered_rules(proofs_of(PACKAGED))}
    found = {each.rule: each for each in covered_rules(Proofs(book))}
    assert found.keys() - before == {"seeded"}
    assert found["seeded"].by == ("outside-is-dearer-than-own-experts",)
    statuses = confirmed(book, found["seeded"].witness, tmp_path).statuses
    assert statuses["seeded"] is statuses["outside-is-dearer-than-own-experts"] is Status.FIRES


def test_an_alternative_that_lost_its_reasons_is_found_with_what_comes_before_it(tmp_path: Path) -> None:
    rules = tuple(replace(each, favours=tuple(x for x in each.favours if x[0] != "hybrid")) for each in PACKAGED.rules)
    rules = tuple(replace(each, holds_back=("hybrid", *each.holds_back)) if each.holds_back else each for each in rules)
    against = (
        rule(f"against-{each.id}", ALWAYS, opposes={"hybrid": 3}, criterion=each.id) for each in PACKAGED.main.criteria
    )
    book = replace(PACKAGED, rules=(*rules, *against, rule("seeded", ALWAYS, holds_back=("hybrid",))))
    alone = tuple(replace(each, lends=()) for each in PACKAGED.main.alternatives)
    book = replace(book, decisions=(replace(PACKAGED.main, alternatives=alone), *PACKAGED.decisions[1:]))
    (found,) = never_first(Proofs(book))
    assert found.alternative == "hybrid"
    assert found.behind
    result = confirmed(book, found.witness, tmp_path).decisions["model"]
    assert result["hybrid"].standing is Standing.HELD_BACK
    assert all(result[id].rank < result["hybrid"].rank for id in found.behind)


def test_a_question_and_a_criterion_that_lost_their_rules_are_found() -> None:
    rules = tuple(
        each
        for each in PACKAGED.rules
        if each.criterion != "own-wish"
        and "client_region" not in questions_in(Every((each.when, each.unless or ALWAYS)))
    )
    proofs = Proofs(replace(PACKAGED, rules=rules))
    assert "client_region" in {each.question for each in idle_questions(proofs)}
    assert [(each.criterion, each.rules) for each in idle_criteria(proofs)] == [("own-wish", ())]


def test_a_criterion_whose_rules_rate_all_alike_is_found_with_a_profile_in_which_one_fires(tmp_path: Path) -> None:
    alike = tuple((each.id, 2) for each in PACKAGED.main.alternatives)
    rules = tuple(
        replace(each, favours=alike, opposes=()) if each.criterion == "focus" else each for each in PACKAGED.rules
    )
    book = replace(PACKAGED, rules=rules)
    (found,) = idle_criteria(Proofs(book))
    assert found.criterion == "focus"
    statuses = confirmed(book, found.witness, tmp_path).statuses
    assert statuses[found.rules[0]] is Status.FIRES


def test_pairs_that_pull_both_ways_are_shown_with_a_profile_in_which_both_fire(tmp_path: Path) -> None:
    rules = tuple(each for each in PACKAGED.rules if each.criterion in ("checking", "purpose"))
    book = replace(PACKAGED, rules=rules)
    pairs = list(opposing_rules(Proofs(book)))
    assert pairs
    for each in pairs:
        statuses = confirmed(book, each.witness, tmp_path).statuses
        assert statuses[each.favouring] is statuses[each.opposing] is Status.FIRES


def test_a_profile_that_leaves_nothing_is_shown(tmp_path: Path) -> None:
    assert everything_excluded(proofs_of(PACKAGED)) is None
    book = with_rules(rule("seeded", OneOf("hiring_barriers", frozenset({"scarce"})), excludes=("in-house",)))
    found = confirmed(book, everything_excluded(Proofs(book)), tmp_path)
    assert all(row.standing is Standing.EXCLUDED for row in found.decisions["model"].ranking)


def test_findings_and_witnesses_are_the_same_whatever_was_asked_before() -> None:
    fresh, asked = Proofs(PACKAGED), Proofs(PACKAGED)
    for find in (idle_criteria, impossible_conditions, never_first, opposing_rules):
        list(find(asked))
    assert list(covered_rules(asked)) == list(covered_rules(fresh))
    assert list(always_firing(asked)) == list(always_firing(fresh))
