"""What is shown of a portfolio: the example, whole, in each format for people, and what is said of few or of bad ones.

To change the golden files, set KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.portfolios.placing import Placing
from kpo_advisor.portfolios.reading.sources import works_in
from kpo_advisor.portfolios.totals import Totals
from kpo_advisor.portfolios.work import Work
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.portfolio.picture import MOST_GROUPS, in_one_picture
from kpo_advisor.reports.portfolio.portfolio import portfolio
from kpo_advisor.text.lines import plain
from tests.packaged import rulebook
from tests.portfolios.placements import totals_of
from tests.reports.given import check_golden

if TYPE_CHECKING:
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.reports.blocks import BlockReport

EXAMPLE = "examples/portfolio.csv"
ROOT = Path(__file__).parent.parent.parent


@cache
def placements() -> tuple[Placement, ...]:
    placing = Placing(rulebook())
    works = [work for work in works_in([str(ROOT / EXAMPLE)], rulebook()) if isinstance(work, Work)]
    return tuple(replace(placing.placed(work), file=EXAMPLE) for work in works)


def report(*, is_brief: bool) -> BlockReport:
    return portfolio(placements(), totals_of(placements()), rulebook(), is_brief=is_brief)


def told(shown: tuple[Placement, ...], totals: Totals | None = None) -> str:
    blocks = portfolio(shown, totals or totals_of(shown), rulebook(), is_brief=True).blocks
    return " ".join(plain(to_terminal(blocks, 80)).split())


def test_on_a_terminal() -> None:
    check_golden("portfolio.txt", plain(to_terminal(report(is_brief=True).blocks, 80)))


def test_in_markdown() -> None:
    check_golden("portfolio.md", to_markdown([report(is_brief=False)]))


def test_as_a_page_of_html() -> None:
    check_golden("portfolio.html", to_html([report(is_brief=False)]))


def test_the_page_loads_nothing() -> None:
    page = to_html([report(is_brief=False)])
    assert "<script" not in page
    assert "http" not in page


def test_of_nothing_it_says_so() -> None:
    assert told(()) == "Portfolio No piece of work was read."


def test_what_could_not_be_read_is_counted_apart() -> None:
    totals = totals_of(placements())
    totals.rejected = 2
    assert "2 inputs could not be read, and are not counted here." in told(placements(), totals)


def test_what_is_not_shown_is_said_to_count() -> None:
    assert "11 more count in the totals" in told(placements()[:1], totals_of(placements()))


def test_of_a_quick_one_it_says_that_nothing_was_proved() -> None:
    blocks = portfolio(placements(), totals_of(placements()), rulebook(), is_brief=True, is_quick=True).blocks
    assert "Nothing was proved (--quick): more of them may be certain." in plain(to_terminal(blocks, 80))
    assert "--quick" not in told(placements())


def test_certain_for_all_is_said_where_it_is() -> None:
    certain = tuple(row for row in placements() if row.certainty.value == "certain")
    assert "Certain for all of them." in told(certain)


def test_homes_that_are_level_for_good_are_told_apart_from_what_is_open() -> None:
    level = replace(placements()[1], first=("bpo", "kpo"), recommended=None, lead=Fraction(0), next=None, open=())
    text = told((level, *placements()[:2]))
    assert "Certain for 1; open for 1, which a missing answer can still change; 1 is level, and no " in text
    assert "1 to one of several that are level" in text


def test_where_nothing_is_left_that_is_certain_and_said() -> None:
    gone = replace(placements()[0], first=(), recommended=None, certainty=Certainty.NONE, standing=None, lead=None)
    text = told((gone,))
    assert "1 nowhere, as everything is ruled out. Certain for all of them." in text
    assert "nothing left" in text


def test_groups_beyond_the_most_that_are_shown_share_a_row() -> None:
    first = placements()[0]
    many = [replace(first, group=f"Group {number}") for number in range(MOST_GROUPS + 2)]
    picture = in_one_picture(totals_of(many), rulebook())
    assert len(picture.rows) == MOST_GROUPS + 1
    assert picture.rows[-1].title == "2 more groups"
    assert [portion.whole for portion in picture.rows[-1].portions] == [2]


def test_shares_are_shown_where_some_are_told() -> None:
    alike = tuple(replace(row, share=Fraction(1)) for row in placements())
    assert "Share" in told(placements())
    assert "Share" not in told(alike)
