"""The report in Markdown says all it should, reads as intended, and lets no text act as markup.

The golden files are tests/golden/markdown-*.md. To write them anew after a wanted change, run the tests
with KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.text.escape import clean, markdown
from tests.reports import given
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN, PROFILES, check_golden, recommendation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

    from kpo_advisor.reports.citations import Cited

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = ("text", "text_special")
MARK = r"(?:\d+[a-z]*|ours)"
ELEMENTS = {"h1", "h2", "h3", "p", "ul", "li", "strong", "em", "table", "thead", "tbody", "tr", "th", "td"}


def report(profile: str) -> str:
    return to_markdown([given.report(profile)])


def tokens(document: str) -> Iterable[Token]:
    """All tokens of a document, those inside blocks after their block."""
    for block in READER.parse(document):
        yield block
        yield from block.children or ()


def structure(document: str) -> list[str]:
    """What a document is made of, without its words."""
    return [f"{each.type} {each.tag} {each.level}" for each in tokens(document) if each.type not in TEXT]


def words(document: str) -> str:
    """The words a reader sees, a block a line."""
    blocks = (
        "".join(each.content for each in block.children if each.type in TEXT)
        for block in READER.parse(document)
        if block.children
    )
    return "\n".join(blocks)


def section(document: str, title: str) -> str:
    """What stands under a heading of the second level."""
    return document.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_report_is_as_reviewed(profile: str) -> None:
    check_golden(f"markdown-{profile}.md", report(profile))


@pytest.mark.parametrize("profile", PROFILES)
def test_hostile_texts_leave_the_structure_as_it_is(profile: str) -> None:
    hostile = to_markdown([given.hostile_report(profile)])
    assert structure(hostile) == structure(report(profile))


@pytest.mark.parametrize("profile", PROFILES)
def test_hostile_texts_are_shown_whole_and_steer_nothing(profile: str) -> None:
    hostile = to_markdown([given.hostile_report(profile)])
    assert not set(hostile) & set(NOT_TO_BE_WRITTEN)
    shown = words(hostile)
    assert shown.count(re.sub(" {2,}", " ", clean(HOSTILE))) == hostile.count(markdown(HOSTILE)) > 20
    rendered = READER.render(hostile)
    assert set(re.findall(r"<(\w+)", rendered)) <= ELEMENTS


def test_the_answer_comes_first_and_says_how_certain_it_is() -> None:
    top = report("part-known").split("\n## ", 1)[0]
    assert "**Choose Your own staff.**" in top
    assert "Certain unless one of these turns out to be so:" in top
    assert "Certain: no answer to the 2 open questions can change it" in report("in-two-parts").split("\n## ", 1)[0]
    assert "**Nowhere as things stand: every home is ruled out.**" in report("nothing-left").split("\n## ", 1)[0]


def test_each_other_alternative_has_its_bars_and_cures_and_where_the_first_leads() -> None:
    barred = section(report("part-known"), "Ruled out or held back")
    told = "**A laundry is ruled out until the opposite is shown**: The contract keeps linen in the house. \\[ours\\]"
    assert told in barred
    assert "What would lift it: Ask the owner for an exception (clause_7)." in barred
    # 9 and 4 of 96 points: 9⅜ and 4⅙ of 100, which together are 13.5 as printed; of the two 9⅜ is rounded up
    why_not = section(report("in-two-parts"), "Why not A laundry")
    assert "Both leads on The work +9.4 and Means & ways +4.1." in why_not


def test_the_plan_says_where_each_activity_goes() -> None:
    plan = section(report("in-two-parts"), "Which activity goes where")
    assert "| A: Bed linen \\| towels | 3 of 4 | A laundry | In town | certain |" in plan
    assert "| B: Staff uniforms | 1 of 4 | Your own staff |  | certain |" in plan


@pytest.mark.parametrize("profile", PROFILES)
def test_all_that_is_inferred_about_what_comes_first_is_marked(profile: str) -> None:
    found = recommendation(profile)
    said: list[Cited] = [*found.advice]
    for row in found.ranking:
        said += row.bars
        if row.alternative in (found.recommended, *found.first):
            said += (*row.reasons, *row.requires)
    for option in (option for options in found.suggestions.values() for option in options):
        said += (*option.reasons, *option.withheld)
    for each in said:
        if each.inferred:
            assert f", ours\\] *({markdown(each.inferred)})*" in report(profile).replace("\\[ours", ", ours")


def test_every_mark_is_explained_under_sources() -> None:
    for profile in PROFILES:
        document = report(profile)
        explained = section(document, "Sources")
        marks = {
            mark for found in re.findall(rf"\\\[({MARK}(?:, {MARK})*)\\\]", document) for mark in found.split(", ")
        }
        assert marks
        for mark in marks:
            assert f"- \\[{mark}\\] " in explained, mark


def test_what_is_open_is_told_with_who_knows() -> None:
    document = report("part-known")
    matters = section(document, "Still open, and it matters")
    assert "- **Amount (not asked; ask: caretaker)**\n  - How much is it?\n" in matters
    asked = "- **Consent of the owner (not asked; ask: counsel)**\n  - Has the owner agreed to an exception?\n"
    assert f"{asked}  - Check before signing: an answer could free " in matters


@pytest.mark.parametrize("profile", PROFILES)
def test_it_ends_by_saying_that_it_is_no_legal_advice(profile: str) -> None:
    assert "no legal advice" in report(profile).splitlines()[-1]
