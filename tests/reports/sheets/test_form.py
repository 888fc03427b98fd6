"""The form: valid, readable by everybody, and with no script but its own, whatever is written in it."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape

import pytest

from kpo_advisor.reports.formats.html_style import DARK, LIGHT
from kpo_advisor.reports.formats.sheets.form_script import SCRIPT
from kpo_advisor.reports.formats.sheets.form_style import STYLE
from kpo_advisor.reports.formats.sheets.to_form import to_form
from kpo_advisor.reports.sheets.sheet import blank_sheet, who_answers
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.reports.given import NOT_TO_BE_WRITTEN, poisoned
from tests.reports.sheets.given import sheet
from tests.reports.validator import faults

NAMES = (("part-known", "head-of-housekeeping"), ("in-two-parts", "counsel"), ("nothing-left", "counsel"))
WRONG = {
    "a field without a label": ('<label class="written">', "<div>"),
    "a group without its legend": ("<legend>", "<p>"),
    "a description that is nowhere": ('id="q1-wrong"', 'id="wrong"'),
    "another script": ("</main>", "<script>1</script></main>"),
    "a handler": ("<h1>", '<h1 onclick="x">'),
    "called the same": ('id="q2"', 'id="q1"'),
}


def body(page: str) -> str:
    return page.partition("<body>")[2].partition("</main>")[0]


@pytest.mark.parametrize(("name", "who"), NAMES)
def test_a_form_is_valid_whatever_is_written_in_it(name: str, who: str) -> None:
    assert faults(to_form(sheet(name, who))) == []
    assert faults(to_form(poisoned(sheet(name, who)))) == []


def test_every_form_of_the_packaged_rulebook_is_valid() -> None:
    packaged = load_rulebook()
    for person in who_answers(packaged):
        assert faults(to_form(blank_sheet(person, packaged))) == []


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_the_validator_finds_what_is_wrong_with_a_form(change: tuple[str, str]) -> None:
    page = to_form(sheet("part-known", "head-of-housekeeping"))
    assert change[0] in page
    assert faults(page.replace(*change, 1)) != []


@pytest.mark.parametrize(("name", "who"), NAMES)
def test_no_text_becomes_part_of_the_page(name: str, who: str) -> None:
    page, hostile = to_form(sheet(name, who)), to_form(poisoned(sheet(name, who)))
    tags = r"<[^\s>]*"
    assert re.findall(tags, body(hostile)) == re.findall(tags, body(page))
    assert not set(hostile) & set(NOT_TO_BE_WRITTEN)
    assert page.partition("</main>")[2] == hostile.partition("</main>")[2]


def test_the_page_lets_only_its_own_script_and_style_run_and_sends_nothing() -> None:
    page = to_form(poisoned(sheet("part-known", "counsel")))
    script = page.partition("<script>")[2].partition("</script>")[0]
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert script == SCRIPT
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (script, style)]
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy == (
        f"default-src 'none'; script-src {hashes[0]}; style-src {hashes[1]}; base-uri 'none'; form-action 'none'"
    )
    assert "</" not in SCRIPT
    assert not re.search(r"fetch|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|eval|localStorage|https?:", SCRIPT)


def test_what_is_read_by_people_is_all_there_and_nothing_by_its_id() -> None:
    packaged = load_rulebook()
    for person in who_answers(packaged):
        asked = blank_sheet(person, packaged)
        shown = unescape(re.sub(r"<[^>]*>", "", body(to_form(asked))))
        for one in asked.asked:
            assert one.question.ask in shown
            for choice in one.question.choices:
                assert f"{choice.label}: {choice.means}" in shown
        assert [id for id in packaged.questions if "_" in id and id in shown] == []


def test_each_question_is_a_group_that_says_its_name_what_is_asked_and_what_is_wrong() -> None:
    page = to_form(sheet("part-known", "head-of-housekeeping"))
    begun = '<fieldset id="q1" data-question="kinds" data-activity="" data-kind="several" data-choices="2" '
    assert f'{begun}aria-describedby="q1-ask q1-way q1-wrong">\n<legend><h3>1. Special care</h3></legend>' in page
    assert '<p class="strong" id="q1-ask">Which kinds need special care?</p>' in page
    assert '<p class="problem bad" id="q1-wrong" role="alert" hidden></p>' in page
    assert '<p id="said" role="status"></p>' in page


def test_a_form_of_activities_says_for_which_each_question_is() -> None:
    page = to_form(sheet("in-two-parts", "counsel"))
    assert 'data-question="permit" data-activity="1"' in page
    assert "<h3>1. May linen leave (Staff uniforms)</h3>" in page
    assert 'data-question="consent" data-activity=""' in page


def test_choices_of_which_one_holds_have_no_perhaps_and_ticks_have() -> None:
    housekeeping = to_form(sheet("part-known", "head-of-housekeeping"))
    kinds, parts = housekeeping.partition('id="q2"')[::2]
    assert 'perhaps<span class="unseen"> uniforms &lt;tagged&gt;</span>' in kinds
    assert "data-may" not in parts.partition("<script>")[0]


def test_a_form_uses_no_colour_but_those_that_are_measured() -> None:
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) <= set(LIGHT) & set(DARK)
    assert re.findall(r"#[0-9a-f]{3,8}\b", STYLE) == []


def test_where_nothing_is_open_there_is_nothing_to_send_back() -> None:
    page = to_form(sheet("nothing-left", "counsel"))
    assert "there is nothing to fill in" in page
    assert "<button" not in page


def test_a_title_in_quotes_stands_in_the_head_of_the_file() -> None:
    asked = replace(sheet("part-known", "counsel"), title='A "b": #c\nd')
    (head,) = re.findall(r'data-head="([^"]*)"', to_form(asked))
    assert unescape(head) == 'title: "A \\"b\\": #c\\nd"\n'
