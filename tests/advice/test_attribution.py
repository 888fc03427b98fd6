"""Sentences come with the facts behind them, and facts with their documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor import Profile, load_profile, load_rulebook, recommend
from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.model.profile import Activity
from kpo_advisor.model.rulebook import OURS
from kpo_advisor.model.rules import ByAlternative, Document, Fact
from tests.small_rulebooks.building import alternative, answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Ranked
    from kpo_advisor.model.rules import Rule, Said
    from kpo_advisor.reports.citations import Cited

FACTS = {
    "a-first": Fact("a-first", "a", "One", "Says so.", "document"),
    "a-second": Fact("a-second", "a", "One", "Says so too.", "document"),
    "b-unused": Fact("b-unused", "b", None, "Says nothing.", "document"),
    "c-ours": Fact("c-ours", "c", None, "Follows.", "inferred", starts_from=("a-second",)),
}
DOCUMENTS = {id: Document(id, id.upper(), "Nobody", "undated") for id in "abc"}
ONE = replace(rule("one", answered("q"), favours={"bpo": 2}), cites=("a-first", "c-ours"), inferred="Ours.")
TWO = replace(rule("two", answered("p"), favours={"bpo": 2}), cites=("c-ours",), inferred="Ours.")
WEAK = replace(rule("weak", favours={"bpo": 1}), cites=("b-unused",), inferred=None)
BOOK = replace(rulebook([question("q"), question("p")], [ONE, TWO, WEAK]), facts=FACTS, documents=DOCUMENTS)
GIVEN = recommend(Profile("cited", {"q": "yes", "p": "yes"}), BOOK)


def test_a_reason_cites_the_facts_of_its_strongest_rules_each_once_and_says_once_what_is_inferred() -> None:
    (reason,) = next(row for row in GIVEN.ranking if row.alternative == "bpo").reasons
    assert reason.rules == ("one", "two")
    assert reason.because == ("because of one", "because of two")
    assert [fact.id for fact in reason.facts] == ["a-first", "c-ours"]
    assert reason.inferred == "Ours."
    assert reason.answers == {"q": "yes", "p": "yes"}


def test_the_sources_are_the_documents_of_what_was_cited_numbered_as_the_rulebook_lists_them() -> None:
    """Of b only a weaker rule speaks, which no reason names; a-second is what c-ours starts from."""
    assert [(source.number, source.id, source.sections, source.marks) for source in GIVEN.sources] == [
        (1, "a", ("One",), ("1a",)),
        (3, "c", (), ()),
    ]


def test_a_bar_that_follows_from_others_names_them() -> None:
    book = rulebook([], [rule("out", excludes=("bpo", "kpo"), cure="Wait.")])
    rows = {row.alternative: row for row in recommend(Profile("barred"), book).ranking}
    (own,) = rows["kpo"].bars
    assert (own.rule, own.effect, own.because, own.cure) == ("out", "excludes", "because of out", "Wait.")
    (follows,) = rows["hybrid"].bars
    assert (follows.rule, follows.effect, follows.cure) == (None, "excludes", None)
    assert (follows.facts, follows.inferred, follows.marks) == ((), None, ())
    assert follows.because == "bpo and kpo are ruled out, so this split is not possible."


HANDS, EXPERTS = "Hands do it.", "Experts do it."
SAID = ByAlternative((("bpo", HANDS), ("kpo", EXPERTS)))
BY_HOME = replace(
    rule("by-home", favours={"bpo": 1, "kpo": 1}),
    because=SAID,
    inferred=ByAlternative((("bpo", "The document speaks of KPO."),)),
    cites=("a-first", "c-ours"),
)


def told(*rules: Rule) -> dict[str, Ranked]:
    book = replace(rulebook([], rules), facts=FACTS, documents=DOCUMENTS)
    return {row.alternative: row for row in recommend(Profile("cited"), book).ranking}


def test_of_each_alternative_is_told_what_the_rule_says_of_it_and_only_there_what_it_infers() -> None:
    """c-ours is what the rule infers of BPO, so it stands behind nothing that is said of KPO."""
    rows = told(BY_HOME)
    (of_bpo,), (of_kpo,) = rows["bpo"].reasons, rows["kpo"].reasons
    assert (of_bpo.because, of_bpo.inferred, of_bpo.marks) == (
        (HANDS,),
        "The document speaks of KPO.",
        ("1a", "ours"),
    )
    assert (of_kpo.because, of_kpo.inferred, of_kpo.marks) == ((EXPERTS,), None, ("1a",))
    assert [fact.id for fact in of_kpo.facts] == ["a-first", "c-ours"]


@pytest.mark.parametrize(
    ("cites", "inferred", "marks"),
    [
        (("a-first",), None, ("1a",)),
        (("a-second", "b-unused", "a-first"), None, ("1a", "2")),
        (("a-first",), "Ours.", ("1a", "ours")),
        (("a-first", "c-ours"), None, ("1a", "ours")),
        (("a-first", "c-ours"), ByAlternative((("kpo", "Ours."),)), ("1a",)),
        (("c-ours",), ByAlternative((("kpo", "Ours."),)), ("ours",)),
        (("c-ours",), None, ("ours",)),
        ((), "Ours.", ("ours",)),
    ],
)
def test_a_mark_names_who_states_it_and_ours_what_goes_beyond(
    cites: tuple[str, ...], inferred: Said, marks: tuple[str, ...]
) -> None:
    one = replace(rule("one", favours={"bpo": 1, "kpo": 1}), cites=cites, inferred=inferred)
    (reason,) = told(one)["bpo"].reasons
    assert reason.marks == marks


def test_a_reason_of_two_rules_has_the_marks_of_both_and_is_ours_where_one_is() -> None:
    stated = replace(rule("stated", favours={"kpo": 1}), cites=("b-unused",), inferred=None)
    rows = told(BY_HOME, stated)
    assert rows["kpo"].reasons[0].marks == ("1a", "2")
    ours = replace(stated, inferred="Ours.")
    assert told(BY_HOME, ours)["kpo"].reasons[0].marks == ("1a", "2", "ours")


def test_a_bar_is_told_in_the_words_for_what_it_bars() -> None:
    barring = replace(
        rule("bars", excludes=("bpo", "kpo-whole")),
        because=BY_HOME.because,
        inferred=BY_HOME.inferred,
        cites=("a-first",),
    )
    rows = told(barring)
    (of_bpo,), (of_kpo,) = rows["bpo"].bars, rows["kpo"].bars
    assert (of_bpo.because, of_bpo.inferred, of_bpo.marks) == (HANDS, "The document speaks of KPO.", ("1a", "ours"))
    assert (of_kpo.because, of_kpo.inferred, of_kpo.marks) == (EXPERTS, None, ("1a",))


def test_an_open_check_is_told_in_the_words_for_what_it_could_bar() -> None:
    barring = replace(
        rule("bars", answered("q"), excludes=("kpo-whole",)), because=BY_HOME.because, inferred=BY_HOME.inferred
    )
    book = replace(rulebook([question("q")], [barring]), facts={**FACTS, "fact": FACTS["a-first"]}, documents=DOCUMENTS)
    (check,) = recommend(Profile("open"), book).checks
    assert (check.because, check.inferred, check.marks) == (EXPERTS, None, ("1a",))


def test_of_work_in_parts_the_whole_is_told_what_the_rule_says_of_the_homes_that_the_parts_have() -> None:
    """One part is at BPO and one stays inside, so what the rule says for KPO and against in-house is not told."""
    by_home = replace(
        BY_HOME,
        opposes=(("in-house", 1),),
        because=ByAlternative((*SAID.texts, ("in-house", "Nobody is there."))),
        inferred=ByAlternative((("kpo", "Ours."), ("in-house", "Ours."))),
    )
    out = rule("out", answered("q"), favours={"bpo": 3}, criterion="d")
    inside = rule("inside", answered("p"), favours={"in-house": 3}, criterion="d")
    book = replace(
        rulebook([question("q"), question("p")], [by_home, out, inside], [decision(weights={"c": 1, "d": 1})]),
        facts={**FACTS, "fact": FACTS["b-unused"]},
        documents=DOCUMENTS,
    )
    parts = (Activity("one", 1, {"q": "yes", "p": "no"}), Activity("other", 1, {"q": "no", "p": "yes"}))
    found = recommend(Profile("cut", {}, activities=parts), book)
    assert [row.recommended for row in found.plan] == ["bpo", "in-house"]
    for_it, against_it = next(row for row in found.ranking if row.alternative == "hybrid").reasons[:2]
    if for_it.points < 0:
        for_it, against_it = against_it, for_it
    assert (for_it.because, for_it.inferred, for_it.marks) == ((HANDS,), None, ("1a",))
    assert (against_it.because, against_it.inferred, against_it.marks) == (("Nobody is there.",), "Ours.", ("1a", OURS))


def test_of_a_composite_without_a_sentence_of_its_own_is_told_that_of_the_homes_that_are_barred_with_it() -> None:
    barring = replace(rule("bars", excludes=("bpo", "hybrid")), because=SAID, cites=("a-first",))
    assert told(barring)["hybrid"].bars[0].because == HANDS


LENT = decision(alternatives=("bpo", "kpo", "in-house", alternative("hybrid", lends=("bpo", "kpo"))))


def hybrid_of(*rules: Rule) -> Ranked:
    book = replace(rulebook([], rules, [LENT]), facts={**FACTS, "fact": FACTS["b-unused"]}, documents=DOCUMENTS)
    return next(row for row in recommend(Profile("cited"), book).ranking if row.alternative == "hybrid")


def test_of_a_composite_is_told_what_the_rule_says_of_the_home_it_has_the_reason_from_and_not_of_another() -> None:
    """BPO is favoured more strongly, so what KPO would lend is less; barred, BPO lends nothing."""
    stronger = replace(BY_HOME, favours=(("bpo", 3), ("kpo", 2)))
    (of_bpo,) = hybrid_of(stronger).reasons
    assert (of_bpo.points, of_bpo.because, of_bpo.inferred) == (2, (HANDS,), "The document speaks of KPO.")
    (of_kpo,) = hybrid_of(stronger, rule("bars", excludes=("bpo",))).reasons
    assert (of_kpo.points, of_kpo.because, of_kpo.inferred, of_kpo.marks) == (1, (EXPERTS,), None, ("1a",))
    (of_both,) = hybrid_of(replace(BY_HOME, favours=(("bpo", 2), ("kpo", 2)))).reasons
    assert (of_both.points, of_both.because) == (1, (f"{HANDS} {EXPERTS}",))


def test_of_work_in_parts_a_rule_is_told_of_the_part_where_it_holds_and_not_of_the_home_of_another() -> None:
    """One part is at BPO, where the rule holds; the other is at KPO for reasons of its own."""
    by_home = replace(BY_HOME, when=answered("q"), favours=(("bpo", 2), ("kpo", 1)))
    expert = rule("expert", answered("p"), favours={"kpo": 3})
    book = replace(
        rulebook([question("q"), question("p")], [by_home, expert]),
        facts={**FACTS, "fact": FACTS["b-unused"]},
        documents=DOCUMENTS,
    )
    parts = (Activity("one", 1, {"q": "yes", "p": "no"}), Activity("other", 1, {"q": "no", "p": "yes"}))
    found = recommend(Profile("cut", {}, activities=parts), book)
    assert [row.recommended for row in found.plan] == ["bpo", "kpo"]
    (reason,) = next(row for row in found.ranking if row.alternative == "hybrid").reasons
    assert dict(zip(reason.rules, reason.because, strict=True)) == {"by-home": HANDS, "expert": "because of expert"}


@pytest.mark.parametrize(
    ("weighing", "homes"),
    [
        ({"favours": {"hybrid": 1}}, (("kpo", EXPERTS), ("in-house", "Own."))),
        ({"favours": {"hybrid": 1, "kpo": 1}}, (("kpo", EXPERTS),)),
        ({"excludes": ("hybrid",)}, (("in-house", "Own."), ("kpo", EXPERTS))),
        ({"excludes": ("hybrid",), "holds_back": ("kpo",)}, (("kpo", EXPERTS),)),
    ],
)
def test_a_composite_that_is_named_without_a_sentence_has_those_of_its_homes_and_what_they_infer(
    weighing: dict[str, Any], homes: tuple[tuple[str, str], ...]
) -> None:
    """Those of the homes that the rule bears on, where there are any, and else of all that it speaks of."""
    said = ByAlternative((*homes, *(() if len(homes) > 1 else (("in-house", "Own."),))))
    why = ByAlternative(tuple((home, f"Ours of {home}.") for home, _ in said.texts))
    row = told(replace(rule("names", **weighing), because=said, inferred=why, cites=("a-first",)))["hybrid"]
    because = [*(text for reason in row.reasons for text in reason.because), *(bar.because for bar in row.bars)]
    inferred = [*(reason.inferred for reason in row.reasons), *(bar.inferred for bar in row.bars)]
    assert because == [" ".join(text for _, text in homes)]
    assert inferred == [" ".join(f"Ours of {home}." for home, _ in homes)]


def test_of_a_rule_as_a_whole_each_alternative_is_named_with_what_is_said_of_it() -> None:
    attribution = Attribution(BOOK)
    assert attribution.told(BY_HOME.because, None) == f"bpo: {HANDS} kpo: {EXPERTS}"
    assert attribution.told("For all.", None) == "For all."
    assert attribution.told(None, None) is None
    assert attribution.evidence((BY_HOME, None))[1:] == ("bpo: The document speaks of KPO.", ("1a", "ours"))


HOMES = ("bpo", "kpo", "in-house")
SENTENCES = st.one_of(
    st.none(),
    st.just("For all."),
    st.lists(st.sampled_from(HOMES), min_size=1, unique=True).map(
        lambda homes: ByAlternative(tuple((home, f"For {home}.") for home in homes))
    ),
)
CITED = st.lists(st.sampled_from(sorted(FACTS)), unique=True).map(tuple)


def inferred_of(rule: Rule, home: str) -> str | None:
    """What a rule infers of a home, written down anew."""
    return dict(rule.inferred.texts).get(home) if isinstance(rule.inferred, ByAlternative) else rule.inferred


@given(st.lists(st.tuples(CITED, SENTENCES), min_size=1, max_size=3))
def test_whatever_rules_cite_and_infer_marks_are_of_documents_that_state_it_and_ours_is_said_where_it_is_so(
    parts: list[tuple[tuple[str, ...], Said]],
) -> None:
    rules = [
        replace(rule(f"r{number}", favours=dict.fromkeys(HOMES, 1)), cites=cites, inferred=inferred)
        for number, (cites, inferred) in enumerate(parts)
    ]
    rows = told(*rules)
    for home in HOMES:
        (reason,) = rows[home].reasons
        stated = {BOOK.mark_of(FACTS[id]) for one in rules for id in one.cites if FACTS[id].basis == "document"}
        why = [text for one in rules if (text := inferred_of(one, home)) is not None]
        silent = [one for one in rules if one.inferred is None and "c-ours" in one.cites]
        bare = [one for one in rules if set(one.cites) <= {"c-ours"}]
        assert set(reason.marks) - {OURS} == stated
        assert (OURS in reason.marks) == bool(why or silent or bare)
        assert reason.inferred == (" ".join(dict.fromkeys(why)) or None)
        assert reason.marks


def test_whatever_the_packaged_rulebook_says_of_a_case_has_a_mark_and_is_ours_where_it_infers() -> None:
    book = load_rulebook()
    for path in ("examples/activities.yaml", "examples/half-empty.yaml", "examples/payroll.yaml"):
        found = recommend(load_profile(Path(__file__).parents[2] / path, book), book)
        rankings = [*found.ranking, *(row for plan in found.plan for row in plan.ranking)]
        rankings += [row for placed in found.decisions.values() for one in placed for row in one.ranking]
        options = [option for options in found.suggestions.values() for option in options]
        said: list[Cited] = [
            *(reason for row in rankings for reason in row.reasons),
            *(bar for row in rankings for bar in row.bars if bar.rule is not None),
            *(remark for row in rankings for remark in row.requires),
            *(reason for option in options for reason in (*option.reasons, *option.withheld)),
            *found.advice,
            *found.checks,
        ]
        assert len(said) > 50
        for one in said:
            stated = {book.mark_of(book.facts[fact.id]) for fact in one.facts} - {OURS}
            assert set(one.marks) - {OURS} == stated
            assert OURS in one.marks if one.inferred or not stated else one.marks
