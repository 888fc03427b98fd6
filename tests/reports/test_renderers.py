"""One document with every kind of block, as each renderer shows it.

The golden files are tests/golden/blocks.*; to write them anew after a wanted change, run the tests with
KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kpo_advisor.reports.blocks import (
    BlockReport,
    Citation,
    Code,
    Column,
    Fold,
    Gap,
    Grid,
    Heading,
    Item,
    Paragraph,
    Run,
    Tick,
)
from kpo_advisor.reports.drawn.pictures import (
    Activities,
    ActivityRow,
    BarRow,
    Bars,
    HeatMap,
    HeatRow,
    Portion,
    PortionRow,
    Portions,
    Shares,
    SpanRow,
    Spans,
    Step,
    TurnRow,
    Turns,
    Waterfall,
)
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_markdown import MOST_CHARACTERS, to_markdown
from kpo_advisor.reports.formats.to_terminal import to_paper, to_terminal
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN, Tone, plain
from tests.reports.given import check_golden

NAMES = ("Where it goes", "Second", "Third")
LONG = "one kind of work, so that there is nothing to part and nothing that could be given to two homes at once"
SECOND = BarRow("The second", Fraction(-25), Fraction(-25), Fraction(-25))
EVERY_BLOCK = BlockReport(
    "Every block",
    (
        Heading("Every block", level=1),
        Paragraph("What stands at the head & is <faint>.", FAINT),
        Gap(),
        Paragraph("Recommended: the first", STRONG | GOOD),
        Paragraph("said of it", STRONG, lead="Before:  "),
        Heading("Lists"),
        Item("A warning.", WARN, lead="! "),
        Item((Run("Work"), ". A reason", " ", Citation(("1a", "2")), Run(" (inferred)", FAINT)), lead=f"{'+9.5':>6}  "),
        Item("What would lift it: nothing.", lead="    ", depth=1),
        Item("more of that", lead="      ", depth=2),
        Item("# 1. no heading, *no* emphasis"),
        Heading("Of a group", level=3),
        Item("A book. 2019.", lead="[1]  ", anchor="1"),
        Item("its first section", FAINT, lead="      a  ", depth=1, anchor="1a"),
        Heading("Which?", lead="  1. ", level=3),
        Tick((Run("yes"), ": it is so"), lead="     ( ) "),
        Heading("Tables"),
        Bars(
            "",
            "The first is ahead.",
            (
                BarRow("The first", Fraction(50), Fraction(25), Fraction(75)),
                replace(SECOND, bar=f"held back: {LONG}", tone=WARN, sources=("1a",), has_more=True),
                BarRow("The third", Fraction(0), Fraction(0), Fraction(0)),
            ),
        ),
        Waterfall(
            "First against second",
            "The first is 75.0 ahead.",
            Step("The second", Fraction(-25)),
            (
                Step("Cost", Fraction(80)),
                Step("Skill", Fraction(15)),
                Step("Demand", Fraction(-20)),
            ),
            Step("The first", Fraction(50)),
        ),
        Shares(
            "What each score is made of",
            "Cost speaks for the first, and demand against all.",
            ("The first", "The second"),
            (("Cost", (Fraction(70), Fraction(0))), ("Demand", (Fraction(-20), Fraction(-25)))),
            (Fraction(50), Fraction(-25)),
        ),
        HeatMap(
            "Criteria by alternatives",
            "From -3 to 3.",
            ("The first", "The second"),
            (HeatRow("Cost", 3, (Fraction(2), Fraction(0))), HeatRow("Demand", 2, (Fraction(-3, 2), Fraction(-3)))),
        ),
        Spans(
            "How far the weights may move",
            "The first stays first within these.",
            (
                SpanRow("Cost", Fraction(3), Fraction(1, 2), None, "the second, below"),
                SpanRow("Demand", Fraction(2), Fraction(0), Fraction(9, 4), "the second, above"),
            ),
        ),
        Turns(
            "Which answers would turn it",
            "One would.",
            (TurnRow("Pieces a day", "between 5 and 9", "below 5", "The second"),),
        ),
        Activities(
            "Which activity goes where",
            "Two go to the first.",
            (
                ActivityRow("Washing", 3, "The first", "Onshore", "certain"),
                ActivityRow("Ironing", 1, "The second", "", "open"),
            ),
        ),
        Portions(
            "Where it goes",
            "How many are certain, of how many.",
            ("The first", "The second"),
            (
                PortionRow("Washing", (Portion(1, 4), Portion(0, 0))),
                PortionRow("Ironing", (Portion(2, 2), Portion(0, 1))),
            ),
            PortionRow("All", (Portion(3, 6), Portion(0, 1))),
        ),
        Grid(
            (Column("Criterion", gap=0), Column("weight", ">", width=6, gap=0), *(Column(name, ">") for name in NAMES)),
            (("Cost | price", "2", "+3   +6", ".", "-1   -2"), ("Points of 6", "", "+6", "0", "-2")),
            totals=1,
            stay=2,
        ),
        Grid(
            (Column("Holds for", gap=0), Column("from", ">"), Column("else first")),
            (("Cost", "0.5", "below, the second, which is told at such length that it goes on in the next line"),),
            lead="  ",
            wraps=True,
        ),
        Fold("The profile", ((Code("title: ```` it\nanswers: {}\n"),), (Paragraph("And so on."),))),
    ),
)


def test_on_a_terminal() -> None:
    check_golden("blocks-80.txt", plain(to_terminal(EVERY_BLOCK.blocks, 80)))


def test_on_a_narrow_terminal_with_ascii_only() -> None:
    check_golden("blocks-40.txt", plain(to_terminal(EVERY_BLOCK.blocks, 40, ascii_only=True)))


def test_on_paper() -> None:
    shown = plain(to_paper(EVERY_BLOCK.blocks, 60))
    assert "\n\n\nLists\n=====\n! A warning.\n" in shown
    assert {line.tone for line in to_paper(EVERY_BLOCK.blocks, 60)} == {Tone.PLAIN}


def test_in_markdown() -> None:
    check_golden("blocks.md", to_markdown([EVERY_BLOCK]))


def test_in_html() -> None:
    check_golden("blocks.html", to_html([EVERY_BLOCK]))


def test_two_documents_make_one_page_and_two_articles() -> None:
    page = to_html([EVERY_BLOCK, BlockReport("Another", (Paragraph("Short."),))])
    assert "<title>Every block; Another</title>" in page
    assert page.count("<article>") == page.count("<h1>") == 2
    assert '<li id="r1-1a">' in page


def test_a_mark_leads_to_its_source_also_where_that_is_folded() -> None:
    source = Item("A book. 2019.", lead="[1]  ", anchor="1")
    page = to_html([BlockReport("Folded", (Paragraph(("So it is.", Citation(("1",)))), Fold("All", ((source,),))))])
    assert '<a href="#r1-1" title="A book. 2019.">1</a>' in page


@pytest.mark.parametrize("count", [2, 3])
def test_what_would_make_a_comment_too_long_is_counted_in_markdown_and_whole_elsewhere(count: int) -> None:
    part = (Paragraph("x" * (MOST_CHARACTERS // 2)),)
    blocks = (Fold("All of it", (part,) * count, "change"),)
    shown = to_markdown([BlockReport("Long", blocks)])
    assert ("1 change more; `--format json` has all." in shown) is (count == 3)
    assert to_html([BlockReport("Long", blocks)]).count("<p>") == count
