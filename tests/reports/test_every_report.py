"""Every report, in every format for people: well formed, complete, and no text in it acts as markup or steers."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from kpo_advisor.advice.explain import explain
from kpo_advisor.advice.rule_outcomes import rule_by_piece
from kpo_advisor.certainty.examined import examine
from kpo_advisor.comparison.side_by_side import side_by_side
from kpo_advisor.comparison.what_if import what_if
from kpo_advisor.model.profile import Expectation
from kpo_advisor.portfolios.placing import Placing
from kpo_advisor.portfolios.work import Work
from kpo_advisor.profiles.profile import load_profile
from kpo_advisor.proofs import cases as worked_cases
from kpo_advisor.proofs.coverage import coverage, reached
from kpo_advisor.proofs.suggested_cases import Suggested
from kpo_advisor.reports import cases, diff, explanation, questionnaire, recommendation
from kpo_advisor.reports.blocks import Letterhead
from kpo_advisor.reports.compared import side_by_side as beside
from kpo_advisor.reports.compared import what_if as before_and_after
from kpo_advisor.reports.document.document import document as handed_over
from kpo_advisor.reports.drawn.pictures import Picture
from kpo_advisor.reports.explained.one_rule import one_rule
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.page.page import page as page_of
from kpo_advisor.reports.pictures.tables import table_of
from kpo_advisor.reports.portfolio.portfolio import portfolio
from kpo_advisor.reports.several import panel as several_people
from kpo_advisor.reports.sheets.on_paper import on_paper
from kpo_advisor.reports.sheets.sheet import sheet_of, who_answers
from kpo_advisor.reports.sheets.whom_to_ask import whom_to_ask
from kpo_advisor.several.panel import panel
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import cells, plain
from tests.portfolios.placements import totals_of
from tests.reports import given
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN, PROFILES, poisoned, rulebook
from tests.reports.test_diff import compared, hostile
from tests.reports.test_markdown import structure, words
from tests.small_rulebooks.on_disk import LAUNDRY_PROFILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpo_advisor.advice.explain import Explanation
    from kpo_advisor.comparison.side_by_side import SideBySide
    from kpo_advisor.comparison.what_if import WhatIf
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.reports.blocks import BlockReport
    from kpo_advisor.several.panel import Panel

T = TypeVar("T")


def profile(name: str) -> Profile:
    return load_profile(LAUNDRY_PROFILES / f"{name}.yaml", rulebook())


@cache
def explained(name: str) -> Explanation:
    return explain(profile(name), rulebook())


@cache
def changed() -> WhatIf:
    before = profile("in-two-parts")
    after = replace(before, answers={**before.answers, "own_machines": None}, weights={"work": 1})
    return what_if(before, after, rulebook())


@cache
def set_side_by_side() -> SideBySide:
    named = [(name, profile(name)) for name in PROFILES]
    light = replace(profile("part-known"), answers={"dirt": "light"}, weights={"work": 1})
    return side_by_side([*named, ("Light", light)], rulebook())


@cache
def panel_of(name: str) -> Panel:
    """Two people who differ in some answers, decisive ones among them, and one who knows nothing."""
    one = replace(profile(name), person="counsel", date="2026-03-05", notes={"dirt": "seen twice"})
    dirt = {"dirt": "heavy" if one.answers.get("dirt") == "light" else "light"}
    other = replace(one, person="finance", date=None, answers={**one.answers, **dirt, "own_machines": None})
    blank = replace(one, person="sponsor", answers=dict.fromkeys(one.answers), activities=())
    return panel([one, other, blank], rulebook())


@cache
def placements() -> tuple[Placement, ...]:
    """A piece of work of each profile, in two groups."""
    placing = Placing(rulebook())
    works = [
        Work(f"{name}.yaml", None, profile(name), f"Group {number % 2}", Fraction(number + 1))
        for number, name in enumerate(PROFILES)
    ]
    return tuple(map(placing.placed, works))


@cache
def outcomes() -> worked_cases.Tested:
    """A case of each outcome, with all that can differ."""
    expected = [
        Expectation(recommended="own"),
        Expectation(recommended="laundry", acceptable=("own",)),
        Expectation(
            "laundry", excluded=("own",), mentions=("count-first",), certainty="certain", unreachable={"x": "y"}
        ),
        Expectation(recommended="laundry", fails="The owner was not asked."),
        Expectation(recommended="own", fails="The owner was not asked."),
    ]
    found = [
        worked_cases.judged(f"{number}.yaml", expect, given.recommendation("part-known"))
        for number, expect in enumerate(expected)
    ]
    search = Suggested((), ("too-much",), ("lodge",))
    found_by = coverage(rulebook(), [reached(examine(profile("part-known"), rulebook()))])
    return worked_cases.Tested(rulebook(), found, found_by, True, 99, search, ("a.yaml",), ("b.yaml",))


def same(value: T) -> T:
    return value


def document(name: str, poison: Callable[[Any], Any] = same, *, is_brief: bool = False) -> BlockReport:
    """A report by its name, of data as they are or with a hostile text behind every text."""
    book = poison(rulebook())
    kind, _, of = name.partition(" of ")
    match kind:
        case "page" | "recommendation":
            told = poison(given.recommendation(of))
            return (
                page_of(told, book) if kind == "page" else recommendation.recommendation(told, book, is_brief=is_brief)
            )
        case "explanation" | "short explanation" | "what is open" | "criteria":
            return explanation.explanation(poison(explained(of)), book, is_brief=is_brief, excerpt=EXCERPTS[kind])
        case "rule":
            found = poison(rule_by_piece(profile("in-two-parts"), rulebook(), of))
            return one_rule("Laundry", of, found, book, is_brief=is_brief)
        case "side by side" | "what-if" | "panel" | "portfolio" | "sheet" | "whom to ask":
            return of_profiles(kind, of, poison, is_brief=is_brief)
        case "document":
            letterhead = Letterhead("Firm · 1 March 2026" if poison is same else HOSTILE)
            return handed_over(poison(given.recommendation(of)), profile(of), book, letterhead)
        case "diff":
            return diff.diff(compared() if poison is same else hostile(), is_brief=is_brief)
        case "cases":
            return cases.cases(poison(outcomes()), is_brief=is_brief)
    return questionnaire.questionnaire(book, by_who=of == "people", is_brief=is_brief)


def of_profiles(kind: str, of: str, poison: Callable[[Any], Any], *, is_brief: bool) -> BlockReport:
    if kind in ("sheet", "whom to ask"):
        return asked_of(kind, of, poison, is_brief=is_brief)
    if kind == "what-if":
        return before_and_after.what_if(poison(changed()), poison(rulebook()), is_brief=is_brief)
    if kind == "portfolio":
        rows = poison(placements())
        return portfolio(rows, totals_of(rows), poison(rulebook()), is_brief=is_brief)
    if kind == "panel":
        return several_people.panel(poison(panel_of(of)), poison(rulebook()), is_brief=is_brief)
    found = poison(set_side_by_side())
    return beside.side_by_side(found, poison(rulebook()), title=found.name, is_brief=is_brief)


def asked_of(kind: str, of: str, poison: Callable[[Any], Any], *, is_brief: bool) -> BlockReport:
    """The longest of all sheets, or who would get one."""
    book = rulebook()
    sheets = [sheet_of(person, given.recommendation(of), profile(of), book) for person in who_answers(book)]
    if kind == "sheet":
        return on_paper(poison(max(sheets, key=lambda sheet: len(sheet.asked))), is_brief=is_brief)
    asked = [poison(sheet) for sheet in sheets]
    return whom_to_ask(poison(profile(of)).title, ["--profile", poison(profile(of)).title], asked)


REPORTS = [
    *(f"{kind} of {name}" for kind in ("recommendation", "page", "explanation", "document") for name in PROFILES),
    *(f"{kind} of in-two-parts" for kind in ("short explanation", "what is open", "criteria")),
    "short explanation of part-known",
    "rule of silk-by-hand",
    "what-if",
    "side by side",
    "panel of part-known",
    "panel of in-two-parts",
    "portfolio",
    *(f"{kind} of {name}" for kind in ("sheet", "whom to ask") for name in ("part-known", "in-two-parts")),
    "whom to ask of nothing-left",
    "diff",
    "cases",
    "questionnaire",
    "questionnaire of people",
]
every_report = pytest.mark.parametrize("name", REPORTS)

EXCERPTS = {
    "explanation": explanation.Excerpt(is_whole=True),
    "short explanation": explanation.Excerpt(),
    "what is open": explanation.Excerpt(is_open=True),
    "criteria": explanation.Excerpt(tuple(criterion.id for criterion in rulebook().main.criteria)),
}

TO_BE_COPIED = re.compile("The profile:|What several know")
"""What stands below is copied, and stands as it is, however wide."""
VOID = {"meta"}  # the elements of drawings end themselves
ATTRIBUTES = {
    "html": {"lang"},
    "meta": {"charset", "name", "content"},
    "a": {"href", "title"},
    "header": {"class"},
    "nav": {"aria-label"},
    "h2": {"id"},
    "th": {"scope", "class"},
    "td": {"class"},
    "tr": {"class"},
    "p": {"class"},
    "li": {"id"},
    "ul": {"class"},
    "span": {"class", "style"},
    "details": {"open"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "table": {"class"},
    "svg": {"viewbox", "preserveaspectratio", "aria-hidden", "focusable"},
    "rect": {"class", "x", "y", "width", "height"},
    "path": {"class", "d"},
}
PLAIN_ELEMENTS = {
    *(
        "head",
        "title",
        "style",
        "body",
        "main",
        "article",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "strong",
        "em",
        "b",
    ),
    *("thead", "tbody", "tfoot", "pre", "code", "summary"),
}


class Read(HTMLParser):
    """A page as a browser reads it: its elements in order, and its words; it must be well formed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def untitled(page: Read) -> list[tuple[str, dict[str, str | None]]]:
    """The elements of a page, without the titles of its links, which are words that somebody wrote."""
    return [(tag, {name: value for name, value in given.items() if name != "title"}) for tag, given in page.elements]


@every_report
def test_the_page_is_well_formed_and_has_only_plain_elements(name: str) -> None:
    page = to_html([document(name)])
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    for tag, attributes in Read(page).elements:
        assert tag in PLAIN_ELEMENTS | set(ATTRIBUTES)
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        assert attributes.get("scope", "") in (("row", "col") if tag == "th" else ("",))


@every_report
def test_the_headings_begin_with_the_title_and_leave_no_level_out(name: str) -> None:
    levels = [int(tag[1]) for tag, _ in Read(to_html([document(name)])).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert 1 not in levels[1:]
    for before, after in pairwise(levels):
        assert after <= before + 1


@pytest.fixture
def _endless_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for all reasons however long their texts are, of which a page leaves out some."""
    for name in ("MOST", "MOST_WITH_ACTIVITIES"):
        monkeypatch.setattr(f"kpo_advisor.reports.page.page.{name}", 100_000)


@pytest.mark.usefixtures("_endless_page")
@every_report
def test_hostile_texts_change_nothing_in_the_page_but_its_words(name: str) -> None:
    page = to_html([document(name, poisoned)])
    assert untitled(Read(page)) == untitled(Read(to_html([document(name)])))
    assert not set(page) & set(NOT_TO_BE_WRITTEN)
    assert " ".join(clean(HOSTILE).split()) in Read(page).text


@pytest.mark.usefixtures("_endless_page")
@every_report
def test_hostile_texts_change_nothing_in_the_markdown_but_its_words(name: str) -> None:
    shown = to_markdown([document(name, poisoned)])
    assert structure(shown) == structure(to_markdown([document(name)]))
    assert not set(shown) & set(NOT_TO_BE_WRITTEN)
    assert re.sub(" {2,}", " ", clean(HOSTILE)) in words(shown)


@every_report
def test_hostile_texts_steer_no_terminal(name: str) -> None:
    shown = plain(to_terminal(document(name, poisoned, is_brief=True).blocks, 80))
    assert not set(shown) & set(NOT_TO_BE_WRITTEN)


@every_report
@pytest.mark.parametrize("width", [40, 57, 100])
def test_no_line_on_a_terminal_is_wider_than_it(name: str, width: int) -> None:
    blocks = document(name, is_brief=True).blocks
    text = TO_BE_COPIED.split(plain(to_terminal(blocks, width)))[0]
    assert max(cells(line) for line in text.splitlines()) <= width


@every_report
def test_what_a_page_says_the_markdown_says_too(name: str) -> None:
    """But for how lists, boxes and pictures look; both are made of the same blocks."""
    report = document(name)
    page, shown = Read(to_html([report])).text, words(to_markdown([report]))
    pictures = [table_of(block) for block in report.blocks if isinstance(block, Picture)]
    titles = {word for table in pictures for column in table.columns for word in column.title.split()}
    for said in set(re.findall(r"\w{4,}", shown)) - titles:
        assert said in page


def test_every_mark_leads_to_its_source_in_the_same_report() -> None:
    reports = [document(f"recommendation of {name}") for name in PROFILES]
    elements = Read(to_html(reports)).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {attributes["href"] for tag, attributes in elements if tag == "a"}
    assert {link and link[:4] for link in links} == {"#r1-", "#r2-", "#r3-"}
    assert links <= {f"#{id}" for id in ids}
