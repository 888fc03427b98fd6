"""The draft of an earlier state of a rulebook: what fits is brought over, and what does not is listed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.interview import moves
from kpo_advisor.interview.drafts.draft import load
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import profile_of
from tests.interview.terminal import ASKS, RULEBOOK, SURE, Window, Work

if TYPE_CHECKING:
    from pathlib import Path

ALL_FITS = """\
title: Payroll
answers:
  skill_level: general
  work_nature: mostly-rules
interview:
  rulebook: kpo-advisor
  version: '1.0'
  sha256: 0000
  at: core_to_moat
  skipped:
    - volume
"""
SOME_DOES_NOT = """\
title: Payroll
answers:
  skill_level: general
  moon_phase: full
  data_types: [health, gossip]
notes:
  moon_phase: as the almanac has it
weights:
  luck: 4
activities:
  - title: Year end
    share: 1
    answers: {work_nature: magic}
  - title: Monthly runs
    share: 11
    answers: {work_nature: rules-only}
interview:
  rulebook: kpo-advisor
  version: '1.0'
  sha256: 0000
  queue:
    - 1/moon_phase
    - 1/work_nature
"""


def drafted(text: str, folder: Path) -> str:
    path = folder / "work.yaml.draft"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_all_of_an_older_draft_that_fits_is_brought_over(tmp_path: Path) -> None:
    draft = load(drafted(ALL_FITS, tmp_path), RULEBOOK)
    assert draft.begun_with == "kpo-advisor 1.0"
    assert draft.left_out == ()
    assert draft.profile.answers == {"skill_level": "general", "work_nature": "mostly-rules"}
    assert draft.left.skipped == {Slot("volume")}


def test_of_an_older_draft_what_does_not_fit_is_listed_in_words(tmp_path: Path) -> None:
    draft = load(drafted(SOME_DOES_NOT, tmp_path), RULEBOOK)
    assert draft.left_out == (
        "Moon phase: full (it is not asked any more).",
        "Sensitive data: health, gossip (there is no such choice any more).",
        "Note on moon phase: as the almanac has it (it is not asked any more).",
        "Weight of luck: 4 (it is no criterion any more).",
        "Rules or judgement: magic (there is no such choice any more).",
    )
    assert draft.profile.answers == {"skill_level": "general"}
    assert not draft.profile.notes
    assert [dict(activity.answers) for activity in draft.profile.activities] == [{}, {"work_nature": "rules-only"}]
    interview = moves.begin(Options(RULEBOOK), draft.profile, draft.left)
    assert interview.at == Slot("work_nature", 0)


def test_places_of_an_older_draft_are_read_by_the_ids_of_today(tmp_path: Path) -> None:
    old, (now, *_) = next((old, now) for old, now in RULEBOOK.old_ids.successors.items() if len(now) == 1)
    draft = load(drafted(ALL_FITS.replace("at: core_to_moat", f"at: {old}"), tmp_path), RULEBOOK)
    assert draft.left.at == Slot(now)


def test_what_nothing_took_the_place_of_is_listed_with_the_reason(tmp_path: Path) -> None:
    old, why = next(iter(RULEBOOK.old_ids.retired.items()))
    text = ALL_FITS.replace("  skill_level:", f"  {old}: unknown\n  skill_level:")
    (told,) = load(drafted(text, tmp_path), RULEBOOK).left_out
    assert why.removesuffix(".") in told


def test_answers_by_old_ids_stand_under_those_of_today(tmp_path: Path) -> None:
    ids = RULEBOOK.old_ids
    (old, choice), (now, chosen) = next(
        pair for pair in ids.choices.items() if len(ids.successors.get(pair[0][0], ())) == 1
    )
    text = ALL_FITS.replace("  skill_level: general\n", f"  {old}: {choice}\n")
    draft = load(drafted(text, tmp_path), RULEBOOK)
    assert draft.left_out == ()
    assert draft.profile.answers[now] in (chosen, (chosen,))


def test_an_older_draft_that_is_no_profile_is_refused_with_its_faults(tmp_path: Path) -> None:
    with pytest.raises(KpoAdvisorError):
        load(drafted(ALL_FITS.replace("title: Payroll", "title: [a, b"), tmp_path), RULEBOOK)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of a Unix")
class TestInTheTerminal:
    def test_one_that_fits_is_gone_on_with_at_once(self, work: Work) -> None:
        work.draft.write_text(ALL_FITS, encoding="utf-8")
        window = work.interview("--resume")
        assert "The draft was begun with kpo-advisor 1.0, this is kpo-advisor 2.0. All of it\nfits." in window.shown
        assert window.question == "core"
        window.type("u")
        asked = window.question
        window.type("q")
        again = Window(*window.command("Go on with"))
        assert again.question == asked
        assert "was begun with" not in again.shown
        again.close()

    @pytest.mark.parametrize(("typed", "code"), [("\r", 0), ("n\r", 0), ("q\r", 0), ("\x04", 0), ("\x03", 130)])
    def test_one_of_which_some_does_not_fit_stays_as_it_is_unless_it_is_to_go(
        self, typed: str, code: int, work: Work
    ) -> None:
        work.draft.write_text(SOME_DOES_NOT, encoding="utf-8")
        window = work.interview("--resume")
        assert window.prompt == SURE
        assert "  - Moon phase: full (it is not asked any more)." in window.shown
        window.press(typed)
        assert window.code == code
        assert "The draft is as it was." in window.shown
        assert work.draft.read_text(encoding="utf-8") == SOME_DOES_NOT
        assert work.files() == {work.draft.name}

    def test_one_of_which_some_does_not_fit_is_gone_on_with_where_that_is_wanted(self, work: Work) -> None:
        work.draft.write_text(SOME_DOES_NOT, encoding="utf-8")
        window = work.interview("--resume")
        window.type("y")
        assert window.prompt == ASKS
        assert (window.question, window.part) == ("work_nature", "Year end")
        window.type("even-mix")
        window.type("q")
        draft = load(str(work.draft), RULEBOOK)
        assert draft.begun_with == ""
        interview = moves.begin(Options(RULEBOOK), draft.profile, draft.left)
        assert profile_of(interview).activities[0].answers["work_nature"] == "even-mix"
