"""The packaged rulebook accounts for every fact, treats every contradiction, and says what it infers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.rules import ByAlternative, PrintKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

FACTS_BY_DOCUMENT = {"d0": 21, "d1": 39, "d2": 235, "d3": 26, "d4": 67, "i": 68}
"""How many facts the five documents and the inferred group hold; counted by hand."""

LONGEST_SENTENCE = 180


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def test_every_fact_of_every_document_is_in_the_rulebook(rulebook: Rulebook) -> None:
    assert Counter(fact.document for fact in rulebook.facts.values()) == FACTS_BY_DOCUMENT


def test_every_fact_is_cited_by_a_rule_or_set_aside_with_a_reason(rulebook: Rulebook) -> None:
    cited = {id for rule in rulebook.rules for id in rule.cites}
    aside = {fact.id for fact in rulebook.facts.values() if fact.set_aside}
    assert sorted(set(rulebook.facts) - cited - aside) == []
    assert sorted(cited & aside) == []


def test_what_no_document_says_stands_under_no_document(rulebook: Rulebook) -> None:
    for fact in rulebook.facts.values():
        assert (fact.basis == "inferred") == (fact.document == "i"), fact.id


def test_a_grade_is_named_by_a_fact_that_its_rule_cites(rulebook: Rulebook) -> None:
    graded = Counter[str]()
    for rule in rulebook.rules:
        said = [rulebook.facts[id].says for id in rule.cites]
        for printed in rule.printed:
            if printed.kind is PrintKind.RATES:
                assert any(f"risk {printed.text.upper()}:" in text for text in said), rule.id
                graded[printed.text] += 1
    assert graded == {"low-medium": 2, "medium-low": 2, "medium": 3, "medium-high": 3}


def test_every_contradiction_is_treated_in_places_that_exist(rulebook: Rulebook) -> None:
    known = {
        *rulebook.rule_by_id,
        *rulebook.questions,
        *rulebook.facts,
        *rulebook.decision_by_id,
        *rulebook.titles,
        *rulebook.criterion_titles(),
        *rulebook.terms,
    }
    assert [each.id for each in rulebook.contradictions] == [f"X{number:02}" for number in range(1, 37)]
    for each in rulebook.contradictions:
        assert set(each.treated_by) <= known, each.id


def test_a_rule_that_rests_on_inferred_facts_alone_says_so(rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        bases = {rulebook.facts[id].basis for id in rule.cites}
        if "document" not in bases:
            assert rule.inferred, rule.id


def test_a_bar_or_a_hold_says_that_its_grading_is_inferred_and_what_would_lift_it(rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        if rule.excludes or rule.holds_back:
            assert rule.inferred, rule.id
            assert rule.cure, rule.id


OF_THE_KIND_OF_WORK = ("kind-of-work", "skill-level", "measures")
TELLING = ("work_nature", "sop_test", "separable", "skill_level", "acceptance")


def test_the_kind_of_work_never_argues_for_a_provider_over_own_staff_that_is_there(rulebook: Rulebook) -> None:
    """Own staff can do either kind; whatever makes it the one kind or the other credits in-house no less."""
    program = program_of(rulebook)
    choices = [rulebook.questions[id].choice_ids for id in TELLING]
    for chosen in product(*choices):
        answers: dict[str, Answer] = {**dict(zip(TELLING, chosen, strict=True)), "hiring_barriers": ("none",)}
        ranking = assess(program, answers, depth=Depth.RANKINGS).decisions["model"]
        points = {home: ranking[home].by_criterion for home in ("bpo", "kpo", "in-house")}
        for criterion in OF_THE_KIND_OF_WORK:
            found = {home: of_home.get(criterion, 0) for home, of_home in points.items()}
            assert found["in-house"] == max(found.values()), (criterion, chosen)


def test_the_field_of_work_is_tested_by_no_rule_that_weighs(rulebook: Rulebook) -> None:
    from kpo_advisor.model.conditions import questions_in

    for rule in rulebook.rules:
        if rule.weighs:
            looked_at = {*questions_in(rule.when), *(questions_in(rule.unless) if rule.unless else ())}
            assert "work_area" not in looked_at, rule.id


def sentences(rule: Rule) -> Iterator[str]:
    """All that a rule says to a client."""
    yield from (printed.text for printed in rule.printed)
    for said in (rule.because, rule.cure):
        if isinstance(said, ByAlternative):
            yield from dict(said.texts).values()
        elif said:
            yield said


def test_no_price_saving_or_target_figure_is_printed(rulebook: Rulebook) -> None:
    figure = re.compile(r"[$€£]\s?\d|\d\s?(%|percent|per cent)|\d+\s?(USD|EUR|GBP)")
    for rule in rulebook.rules:
        for text in sentences(rule):
            assert not figure.search(text), rule.id


def test_sentences_are_short_enough_for_a_terminal(rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        for text in sentences(rule):
            assert len(text) <= LONGEST_SENTENCE, rule.id


def test_every_choice_is_defined_and_every_question_says_who_knows(rulebook: Rulebook) -> None:
    for question in rulebook.questions.values():
        assert question.who_knows, question.id
        if question.kind in (Kind.SCALE, Kind.CHOICE, Kind.MULTI):
            assert all(choice.means for choice in question.choices), question.id


def test_each_criterion_holds_at_most_a_sixth_of_the_weight(rulebook: Rulebook) -> None:
    weights = [each.weight for each in rulebook.main.criteria]
    assert max(weights) * 6 <= sum(weights)
