"""The form in a real Chromium: filled in and saved as people do, what it saves reads back as what was ticked.

Skipped where there is no Chromium, unless KPO_ADVISOR_NEEDS_CHROMIUM=1 is in the environment.
"""

from __future__ import annotations

import json
import os
import re
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.model.questions import Among, Between, PerhapsTicked
from kpo_advisor.profiles.filled_in import filled_in
from kpo_advisor.reports.formats.sheets.to_form import to_form
from kpo_advisor.reports.sheets.sheet import blank_sheet, person_called
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.reports.browser import Browser, found
from tests.reports.given import HOSTILE, poisoned, rulebook
from tests.reports.sheets.given import profile, read, sheet
from tests.reports.test_in_a_browser import LAPTOP, PHONE, overflowing
from tests.small_rulebooks.every_kind import RULEBOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

PROGRAM = found()
needed = os.environ.get("KPO_ADVISOR_NEEDS_CHROMIUM") == "1"
pytestmark = pytest.mark.skipif(PROGRAM is None and not needed, reason="there is no Chromium; .ci/run-full needs one")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("form")


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Browser]:
    assert PROGRAM is not None, "KPO_ADVISOR_NEEDS_CHROMIUM is set, and there is no Chromium"
    with Browser(PROGRAM, folder) as started:
        started.save_in(folder / "saved")
        yield started


class Form:
    """A form that is open in the browser."""

    def __init__(self, browser: Browser, folder: Path, page: str, width: int = LAPTOP) -> None:
        self.browser = browser
        self.saved = folder / "saved"
        browser.open(page, width)

    def tick(self, question: str, choice: str, kind: str = "holds", activity: str = "") -> None:
        boxes = f'fieldset[data-question={json.dumps(question)}][data-activity="{activity}"] input[data-{kind}]'
        self.browser.value(
            f"[...document.querySelectorAll({json.dumps(boxes)})]"
            f".find(box => box.value === {json.dumps(choice)} || {json.dumps(kind)} === 'unknown').click()"
        )

    def write(self, selector: str, text: str) -> None:
        changed = "['input', 'change'].forEach(kind => field.dispatchEvent(new Event(kind, {bubbles: true})))"
        self.browser.value(
            f"(field => {{ field.value = {json.dumps(text)}; {changed}; }})"
            f"(document.querySelector({json.dumps(selector)}))"
        )

    def save(self, name: str) -> str:
        """What the saved file says."""
        (self.saved / name).unlink(missing_ok=True)
        self.browser.value("document.getElementById('save').click()")
        assert self.said.startswith("Saved ")
        end = time.monotonic() + 20
        while time.monotonic() < end:
            text = (self.saved / name).read_text(encoding="utf-8") if (self.saved / name).exists() else ""
            if text.endswith("\n"):  # all of it has been written
                return text
        raise AssertionError([*self.saved.iterdir()])

    @property
    def said(self) -> str:
        return str(self.browser.value("document.getElementById('said').textContent"))

    def problem(self, at: int) -> str:
        return str(self.browser.value(f"document.getElementById('q{at}-wrong').textContent"))


def form_of(browser: Browser, folder: Path, who: str, book: Rulebook = RULEBOOK) -> Form:
    return Form(browser, folder, to_form(blank_sheet(person_called(who, book), book)))


def test_what_is_ticked_comes_back_for_the_activity_it_is_for(browser: Browser, folder: Path) -> None:
    form = Form(browser, folder, to_form(sheet("in-two-parts", "counsel")))
    form.tick("permit", "forbidden", activity="1")
    form.tick("consent", "", kind="unknown")
    form.write("textarea", "clause 7:\n\"no\" — # 'x' \\ 😀 é\u2028\u202e")
    text = form.save("counsel.yaml")
    assert browser.said == []
    came_back = read(text, rulebook())
    assert (came_back.title, came_back.person) == ("Grand Hotel", "counsel")
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", came_back.date or "")
    before = profile("in-two-parts")
    after = filled_in(before, [came_back], rulebook())
    assert after.answers == {**before.answers, "consent": None}
    assert [activity.answers["permit"] for activity in after.activities] == ["free", "forbidden"]
    assert after.notes == {"permit": "clause 7:\n\"no\" — # 'x' \\ 😀 é\u2028\u202e"}


def test_every_kind_of_answer_comes_back(browser: Browser, folder: Path) -> None:
    leader = form_of(browser, folder, "team-leader")
    leader.tick("work_nature", "rules-only")
    leader.tick("work_nature", "judgement-only")
    taken = leader.browser.value("document.querySelector('.taken').textContent")
    assert taken == 'Taken as not settled: "rules only" or "judgement only".'
    leader.tick("separable", "cannot-split")
    leader.write("input[data-end]", " 007.50 ")
    assert read(leader.save("team-leader.yaml"), RULEBOOK).answers == {
        "work_nature": Among(("rules-only", "judgement-only")),
        "separable": "cannot-split",
        "people_needed": Fraction("7.5"),
    }
    leader.write("label + label input[data-end]", "12")
    assert read(leader.save("team-leader.yaml"), RULEBOOK).answers["people_needed"] == Between(
        Fraction("7.5"), Fraction(12)
    )
    sponsor = form_of(browser, folder, "sponsor")
    sponsor.tick("goals", "unit-cost")
    sponsor.tick("goals", "quality", kind="may")
    assert read(sponsor.save("sponsor.yaml"), RULEBOOK).answers == {
        "goals": PerhapsTicked(("unit-cost",), ("quality",))
    }
    sponsor.tick("goals", "quality")
    assert read(sponsor.save("sponsor.yaml"), RULEBOOK).answers == {"goals": ("unit-cost", "quality")}
    sponsor.tick("goals", "unit-cost", kind="may")
    sponsor.tick("goals", "quality", kind="may")
    assert read(sponsor.save("sponsor.yaml"), RULEBOOK).answers == {
        "goals": PerhapsTicked((), ("unit-cost", "quality"))
    }
    anyone = form_of(browser, folder, "anyone")
    anyone.tick('"on"', '"no"')
    assert read(anyone.save("anyone.yaml"), RULEBOOK).answers == {"on": "no"}
    head = form_of(browser, folder, "head-of-the-function")
    head.tick("review_build", "yes")
    head.tick("review_capability", "", kind="unknown")
    assert read(head.save("head-of-the-function.yaml"), RULEBOOK).answers == {
        "review_capability": None,
        "review_build": "yes",
    }


def test_what_does_not_go_together_is_said_at_its_place_and_nothing_is_saved(browser: Browser, folder: Path) -> None:
    form = form_of(browser, folder, "security-officer")
    form.tick("data_types", "none")
    form.tick("data_types", "health")
    assert form.problem(1) == '"none" stands alone: take away the others.'
    form.browser.value("document.getElementById('save').click()")
    assert form.said == "Not saved: something does not go together, and it is marked above."
    assert form.browser.value("document.activeElement.closest('fieldset').id") == "q1"
    form.tick("data_types", "none")
    assert form.problem(1) == ""
    form.tick("data_types", "", kind="unknown")
    assert form.problem(1) == "Either you know something of it, or you do not: take away one."
    form.tick("data_types", "", kind="unknown")
    form.tick("data_types", "health")
    form.tick("data_types", "trade-secret", kind="may")
    assert form.problem(1) == '"trade secret" perhaps holds: tick also what else may hold, or that you do not know.'
    sponsor = form_of(browser, folder, "sponsor")
    for goal in ("unit-cost", "insight", "quality"):
        sponsor.tick("goals", goal)
    sponsor.tick("goals", "speed", kind="may")
    assert sponsor.problem(1) == '3 hold, so nothing more can: take away "perhaps".'
    sponsor.tick("goals", "speed")
    assert sponsor.problem(1) == "Tick up to 3; there are 4 now."


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        ("2,5", "", "Write digits, with a point before decimals and nothing between thousands."),
        ("1e3", "", "Write digits"),
        ("many", "", "Write digits"),
        ("-1", "", "The number is at least 0, at most 1000."),
        ("1001", "", "The number is at least 0, at most 1000."),
        ("5", "2", "Begin with the least that it may be."),
        ("", "12", "Write also the least that it may be; where it is settled, write the number there alone."),
    ],
)
def test_what_is_no_number_is_said(least: str, most: str, told: str, browser: Browser, folder: Path) -> None:
    form = form_of(browser, folder, "team-leader")
    form.write("input[data-end]", least)
    form.write("label + label input[data-end]", most)
    assert form.problem(3).startswith(told)
    form.browser.value("document.getElementById('save').click()")
    assert form.said == "Not saved: something does not go together, and it is marked above."


def test_nothing_is_saved_where_nothing_is_answered(browser: Browser, folder: Path) -> None:
    form = form_of(browser, folder, "sponsor")
    browser.value("document.getElementById('save').click()")
    assert form.said == "Nothing is answered yet, so there is nothing to save."


def test_the_same_text_can_be_copied(browser: Browser, folder: Path) -> None:
    form = form_of(browser, folder, "sponsor")
    form.tick("goals", "insight")
    form.write("#person", 'The "sponsor": #1')
    copied = str(browser.value("document.getElementById('copy').value"))
    assert copied == form.save("sponsor.yaml")
    came_back: Profile = read(copied, RULEBOOK)
    assert (came_back.person, came_back.answers) == ('The "sponsor": #1', {"goals": ("insight",)})


def test_every_answer_of_the_packaged_rulebook_comes_back(browser: Browser, folder: Path) -> None:
    packaged = load_rulebook()
    for who in ("counsel", "team-leader", "procurement", "anyone"):
        form = form_of(browser, folder, who, packaged)
        for at in range(2):
            browser.value(
                "document.querySelectorAll('fieldset').forEach(part => { const box = "
                f"part.querySelectorAll('input[data-holds]')[{at + 1}]; if (box) box.click(); }})"
            )
            came_back = read(form.save(f"{who}.yaml"), packaged)
            asked = [question for question in packaged.questions.values() if question.choices]
            for question in (one for one in asked if who in [person.id for person in one.who_knows]):
                ticked = question.choice_ids[1 : at + 2]
                expected = ticked if question.kind == "multi" else Among(ticked) if at else ticked[0]
                assert came_back.answers.get(question.id) == expected


@pytest.mark.parametrize("width", [320, PHONE, LAPTOP])
def test_nothing_is_wider_than_a_phone_and_hostile_texts_do_nothing(width: int, browser: Browser, folder: Path) -> None:
    for asked in (sheet("in-two-parts", "counsel"), poisoned(sheet("part-known", "head-of-housekeeping"))):
        form = Form(browser, folder, to_form(asked), width)
        assert overflowing(browser) == []
        assert browser.said == []
        boxes = "[...document.querySelectorAll('.choices label')]"
        assert browser.value(f"Math.min(...{boxes}.map(box => box.getBoundingClientRect().height))") >= 24
        if HOSTILE in asked.heading:
            form.tick("kinds", "silk")
            assert "kinds: [silk]" in form.save(f"{asked.person.id}.yaml")


def test_a_form_says_without_its_script_that_it_needs_it(browser: Browser) -> None:
    page = to_form(sheet("part-known", "counsel"))
    browser.open(page.replace("'use strict';", "'use strict'; // changed"), LAPTOP)
    assert browser.value("document.getElementById('needed').offsetHeight") > 0
    assert browser.value("document.getElementById('back').offsetHeight") == 0
    assert any("Content Security Policy" in said for said in browser.said), "a script that was changed does not run"
