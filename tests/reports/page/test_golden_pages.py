"""Eleven pages to read, one of them in each format.

The golden files are tests/golden/page-*. To write them anew after a wanted change, run the tests with
KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

import pytest

from kpo_advisor import Profile
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.page.page import page
from tests.packaged import rulebook
from tests.reports import given
from tests.reports.given import check_golden
from tests.reports.page.printed import FILES, Printed, named, of, printed

PAGES = {
    "payroll": "examples/payroll",
    "activities": "examples/activities",
    "half-empty": "examples/half-empty",
    "waiting": "cases/v01-multi-country-payroll",
    "experts": "cases/w18-reading-smears-for-a-new-screening-programme",
    "in-house": "cases/v24-military-vehicle-drawings",
    "divided": "cases/v43-drug-safety-as-one",
    "close": "profiles/26-pharmacovigilance",
    "tie": "profiles/32-law-forbids-offshore",
}


def shown(name: str) -> Printed:
    return printed(next(path for path in FILES if named(path) == PAGES[name]))


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_to_read_are_as_they_were(name: str) -> None:
    check_golden(f"page-{name}.txt", text_of(shown(name)))


def test_the_pages_to_read_are_of_all_kinds() -> None:
    recommended = {name: shown(name).given.recommended for name in PAGES}
    assert recommended["payroll"] == "bpo"
    assert recommended["experts"] == "kpo"
    assert recommended["in-house"] == "in-house"
    assert recommended["divided"] == recommended["activities"] == "hybrid"
    assert recommended["tie"] is None
    assert not shown("divided").given.plan
    assert shown("activities").given.plan
    assert shown("waiting").given.conditions
    assert not shown("half-empty").given.conditions
    assert shown("close").given.close


def test_the_page_of_somebody_who_answered_nothing_is_as_it_was() -> None:
    check_golden("page-unanswered.txt", text_of(of(Profile("A new piece of work", {}))))


def test_the_page_where_nothing_is_left_is_as_it_was() -> None:
    """No answers to the packaged questionnaire rule out every home, so a smaller rulebook has to."""
    found = given.recommendation("nothing-left")
    assert Notice.ALL_EXCLUDED in found.remarks
    lines = to_terminal(page(found, given.rulebook()).blocks, 80)
    check_golden("page-nothing-left.txt", "".join(f"{line.text}\n" for line in lines))


def test_the_page_in_other_formats_is_as_it_was() -> None:
    report = page(shown("payroll").given, rulebook())
    check_golden("page-payroll.md", to_markdown([report]))
    check_golden("page-payroll.html", to_html([report]))


def text_of(page: Printed) -> str:
    return "".join(f"{line}\n" for line in page.lines)
