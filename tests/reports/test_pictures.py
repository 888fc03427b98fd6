"""Pictures say what the recommendation says: their numbers are its numbers, and they add up as printed."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.profiles.profile import load_profile, profile_from
from kpo_advisor.reports.blocks import BlockReport, Letterhead
from kpo_advisor.reports.document.document import document
from kpo_advisor.reports.drawn.pictures import Picture
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.pictures.plan import plan
from kpo_advisor.reports.pictures.ratings import heat_map
from kpo_advisor.reports.pictures.scores import contributions, lead, score_bars
from kpo_advisor.reports.pictures.section import in_pictures
from kpo_advisor.reports.pictures.turning_points import answers_that_turn, weights_that_turn
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.text.lines import plain
from kpo_advisor.text.phrases import signed
from tests.reports import given
from tests.reports.given import NOT_TO_BE_WRITTEN, PROFILES, poisoned
from tests.reports.test_renderers import EVERY_BLOCK

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.drawn.pictures import Pictured

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ("payroll", "activities", "half-empty")


@cache
def rulebook() -> Rulebook:
    return load_rulebook(ROOT / "rules")


@cache
def example(name: str) -> tuple[Recommendation, Rulebook]:
    if name in PROFILES:
        return given.recommendation(name), given.rulebook()
    return recommend(load_profile(ROOT / "examples" / f"{name}.yaml", rulebook()), rulebook()), rulebook()


def handed_over(name: str) -> BlockReport:
    """The document about an example, with a line above it."""
    found, book = example(name)
    profile = load_profile(ROOT / "examples" / f"{name}.yaml", book)
    return document(found, profile, book, Letterhead("Nord & Süd"))


every_example = pytest.mark.parametrize("name", [*PROFILES, *EXAMPLES])


def pictures(name: str) -> list[Pictured]:
    found, book = example(name)
    drawn = (
        score_bars(found, "For and against"),
        contributions(found, book),
        lead(found),
        answers_that_turn(found, book),
        weights_that_turn(found, book),
        heat_map(found, book),
        plan(found, book),
    )
    return [picture for picture in drawn if picture is not None]


@every_example
def test_what_the_criteria_add_sums_to_each_score_as_printed(name: str) -> None:
    found, book = example(name)
    shares = contributions(found, book)
    assert shares is not None
    for at, row in enumerate(found.ranking):
        assert sum(parts[at] for _, parts in shares.rows) == shares.totals[at]
        assert signed(shares.totals[at]) == signed(row.score)


@every_example
def test_the_steps_lead_from_the_next_best_to_the_first_as_printed(name: str) -> None:
    found, _ = example(name)
    steps = lead(found)
    if steps is None:
        assert found.recommended is None or len(found.ranking) == 1
        return
    scores = {row.title: row.score for row in found.ranking}
    assert [signed(end.score) for end in (steps.rival, steps.first)] == [
        signed(scores[steps.rival.title]),
        signed(scores[steps.first.title]),
    ]
    assert steps.rival.score + sum(step.score for step in steps.steps) == steps.first.score
    assert steps.rival.title == next(row.title for row in found.ranking if row.alternative != found.recommended)


@every_example
def test_the_bars_are_the_ranking_and_what_is_barred_says_why(name: str) -> None:
    found, _ = example(name)
    bars = score_bars(found)
    assert [row.title for row in bars.rows] == [row.title for row in found.ranking]
    for drawn, row in zip(bars.rows, found.ranking, strict=True):
        assert bool(drawn.bar) is (row.standing != "eligible")
        assert drawn.score == Fraction(signed(row.score))
        label = drawn.bar.partition(": ")[2]
        assert label in {bar.label for bar in row.bars} if label else not any(bar.label for bar in row.bars)


def test_where_nothing_was_answered_there_is_nothing_to_see() -> None:
    nothing = recommend(profile_from({"title": "Nothing", "answers": {}}, given.rulebook()), given.rulebook())
    assert contributions(nothing, given.rulebook()) is None
    assert heat_map(nothing, given.rulebook()) is None
    assert lead(nothing) is None
    shown = [block.title for block in in_pictures(nothing, given.rulebook()) if isinstance(block, Picture)]
    assert shown == ["Which answers would turn it"]


def test_a_rating_times_its_weight_makes_the_points_of_the_criterion() -> None:
    found, book = example("payroll")
    ratings = heat_map(found, book)
    assert ratings is not None
    for at, row in enumerate(found.ranking):
        assert sum(each.weight * each.ratings[at] for each in ratings.rows) == row.points
    assert max(abs(value) for each in ratings.rows for value in each.ratings) <= 3


def test_of_activities_the_ratings_are_averages() -> None:
    found, book = example("activities")
    ratings = heat_map(found, book)
    assert ratings is not None
    shares = sum(row.share for row in found.plan)
    for at, row in enumerate(found.ranking):
        assert sum(each.weight * each.ratings[at] for each in ratings.rows) * shares == row.points


def test_every_answer_that_it_rests_on_is_in_the_picture_of_what_would_turn_it() -> None:
    found, book = example("payroll")
    turns = answers_that_turn(found, book)
    assert turns is not None
    assert [(row.question, row.now) for row in turns.rows] == [
        (stay.label, stay.answer_label) for stay in found.rests_on
    ]
    assert "4 answers that were given" in turns.says


def test_the_plan_has_each_activity_with_its_share_and_home() -> None:
    rows = plan(*example("activities"))
    assert rows is not None
    assert [(row.title, row.share, row.home) for row in rows.rows] == [
        ("A: Registering claims", 6, "BPO"),
        ("B: Assessing doubtful claims", 3, "In-house"),
        ("C: Yearly study of losses", 1, "KPO"),
    ]
    assert plan(*example("payroll")) is None


@every_example
@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_picture_is_wider_than_the_terminal(name: str, width: int) -> None:
    for line in plain(to_terminal(pictures(name), width)).splitlines():
        assert len(line) <= width


@every_example
def test_the_page_has_four_alternatives_in_at_most_seven_lines(name: str) -> None:
    found, _ = example(name)
    assert len(to_terminal([score_bars(found)], 80)) <= len(found.ranking) + 3


def test_on_a_terminal_bars_against_end_where_bars_for_begin() -> None:
    # Payroll: BPO, in-house and hybrid speak for, KPO against.
    found, _ = example("payroll")
    head, *rows = plain(to_terminal([score_bars(found)], 80)).splitlines()
    zero = head.index("0")
    for row in (row for row in rows if "|" in row):
        assert row[zero] == "|"
        assert ("█" in row[:zero]) is (" -" in row[zero:])
        assert ("█" in row[zero:]) is (" +" in row[zero:])


NUMBER = re.compile(r"[+-]?\d+\.\d")


@every_example
def test_every_format_tells_the_same_numbers(name: str) -> None:
    for picture in pictures(name):
        document = BlockReport("One", (picture,))
        page = re.sub(r"<svg.*?</svg>|<style>.*?</style>", " ", to_html([document]), flags=re.DOTALL)
        told = sorted(NUMBER.findall(to_markdown([document]).replace("\\", "")))
        assert sorted(NUMBER.findall(page)) == told


RECT = re.compile(r'<rect class="([\w-]+)" x="([\d.]+)" y="1.5" width="([\d.]+)"')


def drawn(picture: Pictured) -> list[tuple[str, Fraction, Fraction]]:
    """The bars of a picture on the page: what kind each is, and where it begins and ends, 0 to 1."""
    found = RECT.findall(to_html([BlockReport("One", (picture,))]))
    return [(kind, Fraction(x) / 1000, (Fraction(x) + Fraction(width)) / 1000) for kind, x, width in found]


def near(place: Fraction, value: Fraction, low: Fraction, high: Fraction) -> bool:
    """Whether a place on a scale is that of a value, to a thousandth of the scale."""
    return abs(place - (value - low) / (high - low)) <= Fraction(1, 1000)


def test_each_bar_is_drawn_from_nothing_to_its_score() -> None:
    found, _ = example("payroll")
    picture = score_bars(found)
    ends = [end for row in picture.rows for end in (row.score, row.low, row.high)]
    bars = drawn(picture)
    assert len(bars) == 4
    for row, (kind, left, right) in zip(picture.rows, bars, strict=True):
        assert (kind == "for") is (row.score > 0)
        start, end = (left, right) if row.score > 0 else (right, left)
        assert near(start, Fraction(0), min(ends), max(ends))
        assert near(end, row.score, min(ends), max(ends))


def test_each_step_is_drawn_from_where_the_one_before_ends() -> None:
    found, _ = example("payroll")
    picture = lead(found)
    assert picture is not None
    reached = [*accumulate((step.score for step in picture.steps), initial=picture.rival.score)]
    low, high = Fraction(0), max(reached)
    first, *steps, last = drawn(picture)
    assert first[0] == last[0] == "sum"
    assert near(first[2], picture.rival.score, low, high)
    assert near(last[2], picture.first.score, low, high)
    for step, before, (kind, left, right) in zip(picture.steps, reached[:-1], steps, strict=True):
        assert kind == ("for" if step.score > 0 else "against")
        start, end = (left, right) if step.score > 0 else (right, left)
        assert near(start, before, low, high)
        assert near(end, before + step.score, low, high)


def test_each_share_is_drawn_on_one_scale_for_all_alternatives() -> None:
    found, book = example("payroll")
    picture = contributions(found, book)
    assert picture is not None
    shares = [share for _, row in picture.rows for share in row]
    bars = drawn(picture)
    said = [share for share in shares if share]
    assert len(bars) == len(said)
    for share, (_, left, right) in zip(said, bars, strict=True):
        assert near(right if share > 0 else left, share, min(shares), max(shares))


def test_each_rating_is_as_deep_in_colour_as_it_is_strong() -> None:
    page = to_html([EVERY_BLOCK])  # it has ratings of 2, 0, -1.5 and -3
    cells = re.findall(r'<td(?: class="([\w-]+)")?>([-+]?\d(?:\.\d)?)</td>', page.split("From -3 to 3.")[1])
    assert cells[:6] == [("", "3"), ("for-2", "+2"), ("", "0"), ("", "2"), ("against-2", "-1.5"), ("against-3", "-3")]


@every_example
def test_hostile_texts_in_pictures_steer_no_terminal_and_are_no_markdown(name: str) -> None:
    hostile = [poisoned(picture) for picture in pictures(name)]
    for width in (40, 80):
        assert not set(plain(to_terminal(hostile, width))) & set(NOT_TO_BE_WRITTEN)
    shown = to_markdown([BlockReport("One", tuple(hostile))])
    assert not set(shown) & set(NOT_TO_BE_WRITTEN)
    assert "<script" not in shown.replace("\\<script", "")
