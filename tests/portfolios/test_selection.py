"""Which pieces of work are wanted."""

from __future__ import annotations

import re

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Among
from kpo_advisor.portfolios.selection import wishes_of
from kpo_advisor.portfolios.work import Work
from tests.packaged import rulebook
from tests.portfolios.placements import placement

ANSWERS = {"work_nature": "rules-only", "goals": ("unit-cost", "quality"), "limits": None}
PART = Activity("Part", 1, {"work_nature": "even-mix"})
WORK = Work("table.csv", 2, Profile("Invoices", ANSWERS, activities=(PART,)), "Finance", further=(("ref", "A-1"),))
OPEN = Work("table.csv", 3, Profile("Contracts", {"work_nature": Among(("rules-only", "even-mix"))}))


def takes(condition: str, work: Work = WORK) -> bool:
    return wishes_of([condition], [], rulebook(), is_open=False).take(work)


@pytest.mark.parametrize(
    ("condition", "is_taken"),
    [
        ("work_nature=rules-only", True),
        ("work_nature=even-mix", True),  # in an activity
        ("work_nature=judgement-only", False),
        ("work_nature=judgement-only|rules-only", True),
        ("goals=quality", True),
        ("goals=quality;unit-cost", True),
        ("goals=quality;insight", False),
        ("limits=unknown", True),
        ("signatory=", True),
        ("goals=unknown", False),
        ("group=finance", True),
        ("group=legal|finance", True),
        ("title=Invoices", True),
        ("ref=A-1", True),
        ("ref=A-2", False),
    ],
)
def test_a_condition_looks_at_answers_group_title_and_further_columns(condition: str, is_taken: bool) -> None:
    assert takes(condition) is is_taken


def test_an_answer_that_is_not_settled_is_taken_for_what_it_may_be() -> None:
    assert takes("work_nature=even-mix", OPEN)
    assert not takes("work_nature=judgement-only", OPEN)


def test_all_conditions_must_hold() -> None:
    wishes = wishes_of(["group=finance", "ref=A-2"], [], rulebook(), is_open=False)
    assert not wishes.take(WORK)


def test_a_home_is_named_by_its_id_or_its_title() -> None:
    for name in ("in-house", "In-house", "IN-HOUSE"):
        wishes = wishes_of([], [name], rulebook(), is_open=False)
        assert wishes.keep(placement(first=("in-house", "bpo")))
        assert not wishes.keep(placement(first=("bpo",)))


def test_open_leaves_out_what_is_certain() -> None:
    wishes = wishes_of([], [], rulebook(), is_open=True)
    assert wishes.keep(placement(certainty=Certainty.PROVISIONAL))
    assert not wishes.keep(placement(certainty=Certainty.CERTAIN))


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("finance", '"finance" is no condition: --where is given as column=value.'),
        ("work_natur=rules-only", 'Did you mean "work_nature"?'),
    ],
)
def test_what_is_no_condition_is_refused(condition: str, message: str) -> None:
    with pytest.raises(KpoAdvisorError, match=re.escape(message)):
        takes(condition)


def test_what_is_no_answer_is_refused_as_in_a_profile() -> None:
    with pytest.raises(UnreadableInput, match='"rulesonly" is no choice of work_nature'):
        takes("work_nature=rulesonly")


def test_what_is_no_home_is_refused_with_those_there_are() -> None:
    with pytest.raises(KpoAdvisorError, match=re.escape('"moon" is no home. There are bpo, kpo, in-house and hybrid.')):
        wishes_of([], ["moon"], rulebook(), is_open=False)
