"""Checks are chosen by code, by the beginning of a code, or by name; the longer word wins."""

from __future__ import annotations

import pytest

from kpo_advisor.errors import KpoAdvisorError, Severity
from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.manual import explain
from kpo_advisor.lint.selection import Selection, words
from kpo_advisor.model.finding import Finding

EVERY = {check.code for check in all_checks()}
OFF = {check.code for check in all_checks() if not check.on}


def chosen(*select: str, ignore: tuple[str, ...] = ()) -> set[str]:
    return {check.code for check in Selection(select, ignore).checks()}


def test_without_a_choice_all_run_that_are_on() -> None:
    assert chosen() == EVERY - OFF


def test_all_is_really_all() -> None:
    assert chosen("ALL") == chosen("all") == EVERY


def test_a_beginning_chooses_a_family_and_a_code_or_name_one_check() -> None:
    assert chosen("KPO3") == {code for code in EVERY if code.startswith("KPO3")}
    assert chosen("KPO301") == chosen("kpo301") == chosen("uncited-fact") == {"KPO301"}


def test_the_longer_word_wins() -> None:
    assert chosen("KPO3", ignore=("KPO301",)) == chosen("KPO3") - {"KPO301"}
    assert chosen("KPO301", ignore=("KPO3",)) == {"KPO301"}
    assert chosen("KPO301", ignore=("KPO301",)) == set()
    assert chosen(ignore=("KPO",)) == set()


def test_faults_of_reading_are_always_wanted_and_its_warnings_are_chosen() -> None:
    fault = Finding("duplicate-key", Severity.ERROR, "a.yaml", None, "Twice.")
    warning = Finding("answer-ignored", Severity.WARNING, "a.yaml", None, "Not looked at.")
    narrow = Selection(("KPO3",), ("KPO012",))
    assert narrow.wants(fault)
    assert not narrow.wants(warning)
    assert Selection().wants(warning)


@pytest.mark.parametrize("word", ["KPO4", "uncited-facts", "KPO3011", "", "E501"])
def test_a_word_that_names_no_check_is_refused(word: str) -> None:
    with pytest.raises(KpoAdvisorError, match="is no code or name of a check"):
        Selection((word,))


def test_words_may_be_parted_by_commas() -> None:
    assert words(["KPO1, KPO2", "", "uncited-fact,"]) == ("KPO1", "KPO2", "uncited-fact")


def test_a_word_of_any_length_is_shown_in_part() -> None:
    for refuse in (lambda: Selection(("x" * 20_000,)), lambda: explain("x" * 20_000)):
        with pytest.raises(KpoAdvisorError) as error:
            refuse()
        assert len(str(error.value)) < 300
