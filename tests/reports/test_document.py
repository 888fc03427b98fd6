"""The document to hand over: the page first, every section in its place, every answer in words, figures that add up."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from kpo_advisor.model.profile import Activity, Profile, Said
from kpo_advisor.profiles.profile import load_profile
from kpo_advisor.reports.blocks import BlockReport, Grid, Heading, Item, Letterhead, text_of
from kpo_advisor.reports.document.answers import answers
from kpo_advisor.reports.document.document import document
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.page.page import page
from tests.reports.given import PROFILES, check_golden, recommendation, rulebook
from tests.reports.test_markdown import MARK, section
from tests.small_rulebooks.on_disk import LAUNDRY_PROFILES


def profile(name: str) -> Profile:
    return load_profile(LAUNDRY_PROFILES / f"{name}.yaml", rulebook())


def made(name: str, letterhead: Letterhead | None = None) -> BlockReport:
    return document(recommendation(name), profile(name), rulebook(), letterhead or Letterhead())


@pytest.mark.parametrize("name", PROFILES)
def test_the_page_comes_first_as_it_is_but_for_where_more_is_to_be_found(name: str) -> None:
    first = page(recommendation(name), rulebook()).blocks
    assert made(name).blocks[: len(first) - 1] == first[:-1]
    assert not re.search(r"--\w", to_markdown([made(name)]))


def test_it_is_as_reviewed() -> None:
    check_golden("document-part-known.md", to_markdown([made("part-known")]))


@pytest.mark.parametrize("name", PROFILES)
def test_the_sections_stand_in_the_order_in_which_they_are_read(name: str) -> None:
    after = len(page(recommendation(name), rulebook()).blocks)
    titles = [text_of(block.words) for block in made(name).blocks[after:] if isinstance(block, Heading)]
    wanted = ["Reasons for and against", "Checklist", "The answers", "The method", "Sources"]
    found = [title for title in titles if title.startswith(tuple(wanted))]
    order = [next(at for at, start in enumerate(wanted) if title.startswith(start)) for title in found]
    assert order == sorted(order)
    assert {"The answers", "The method", "Sources"} <= set(titles)


@pytest.mark.parametrize("name", PROFILES)
def test_there_is_one_title_and_no_level_of_headings_is_left_out(name: str) -> None:
    levels = [block.level for block in made(name).blocks if isinstance(block, Heading)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("name", PROFILES)
def test_every_mark_is_explained_under_sources(name: str) -> None:
    text = to_markdown([made(name)])
    explained = section(text, "Sources")
    found = re.findall(rf"\\\[({MARK}(?:, {MARK})*)\\\]", text)
    assert found
    for mark in {mark for marks in found for mark in marks.split(", ")}:
        assert f"- \\[{mark}\\] " in explained, mark


def test_the_parts_of_a_score_sum_to_it_as_printed() -> None:
    for name in PROFILES:
        blocks = made(name).blocks
        starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 3]
        checked = 0
        for at in starts:
            title = re.fullmatch(r".*: ([-+]?[\d.]+)(, held back|, ruled out)?", text_of(blocks[at].words))  # type: ignore[union-attr]
            parts = []
            for block in blocks[at + 1 :]:
                if isinstance(block, Heading):
                    break
                if isinstance(block, Item) and re.fullmatch(r"[-+]?[\d.]+ ", block.lead):
                    parts.append(Fraction(block.lead.strip()))
            if title and parts:
                assert sum(parts) == Fraction(title[1])
                checked += 1
        assert checked


def rows(given: Profile, name: str) -> dict[str, tuple[str, ...]]:
    tables = [block for block in answers(recommendation(name), given, rulebook()) if isinstance(block, Grid)]
    return {row[0]: row[1:] for table in tables for row in table.rows}


def test_every_question_is_told_with_its_answer_in_words_and_its_note() -> None:
    given = profile("part-known")
    told = rows(given, "part-known")
    assert len(told) == len(rulebook().questions)
    for id, note in given.notes.items():
        assert told[rulebook().questions[id].label][-1] == note


def test_what_is_not_known_and_what_was_not_asked_are_told_apart() -> None:
    still_open = {question.question: question.asked for question in recommendation("part-known").open_questions}
    told = rows(profile("part-known"), "part-known")
    assert set(still_open.values()) == {True, False}
    for id, asked in still_open.items():
        answer = told[rulebook().questions[id].label][0]
        assert answer == ("asked and not known" if asked else "not asked") or answer.startswith("not settled")


def test_an_answer_that_an_activity_has_of_its_own_stands_beside_that_of_the_others() -> None:
    given = profile("in-two-parts")
    one, other = given.activities
    own = next(id for id in one.answers)
    only_one = replace(given, activities=(one, Activity(other.title, other.share, {})))
    label = rulebook().questions[own].label
    told = rows(only_one, "in-two-parts")
    assert f"{label} ({one.title})" in told
    assert f"{label} (other activities)" in told


def test_who_gave_an_answer_and_when_stands_beside_it_where_the_profile_says_so() -> None:
    given = profile("part-known")
    one, other = (rulebook().questions[id] for id in list(given.answers)[:2])
    first, last = one.choice_ids[0], one.choice_ids[-1]
    said = {
        one.id: (Said("counsel", first, "2026-03-05"), Said("finance", last), Said("sponsor", last)),
        other.id: (Said("counsel", None), Said("finance", None)),
    }
    told = rows(replace(given, said=said), "part-known")
    labels = one.label_of(first), one.label_of(last)
    assert f"{labels[0]}: counsel (2026-03-05); {labels[1]}: finance and sponsor" in told[one.label]
    assert "counsel and finance" in told[other.label]


def test_without_a_firm_and_a_date_nothing_stands_above_the_title() -> None:
    assert isinstance(made("part-known").blocks[0], Heading)
    headed = to_markdown([made("part-known", Letterhead("Firm & Sons · 31 March 2026"))])
    assert headed.startswith("Firm & Sons · 31 March 2026\n\n# ")
    assert '<header class="letterhead">\n<p>Firm &amp; Sons' in to_html([made("part-known", Letterhead("Firm & Sons"))])
