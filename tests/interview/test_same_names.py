"""A name is the same name however its accents were typed: in a profile, in --set, and in an interview."""

from __future__ import annotations

import json
from unicodedata import normalize

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.files.text_file import parse_document
from kpo_advisor.interview import moves
from kpo_advisor.interview.dialogues.add_activity import add_activity
from kpo_advisor.interview.dialogues.talk import Talk
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.typed.line import Refused
from kpo_advisor.interview.typed.names import part_named
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.settings import apply_settings
from kpo_advisor.text.suggest import did_you_mean
from tests.interview.paper import Paper

RULEBOOK = load_rulebook()
NAMES = ["Büro Zürich", "Café", "한글 검토", "Ångström", "ガイド", "Việt Nam"]
BOTH_WAYS = [pair for name in NAMES for pair in ((normalize("NFC", name), normalize("NFD", name)),)]
BOTH_WAYS += [(typed, kept) for kept, typed in BOTH_WAYS]


def _profile(*titles: str) -> Profile:
    return Profile("p", {}, activities=tuple(Activity(each, 1, {}) for each in titles))


@pytest.mark.parametrize(("kept", "typed"), BOTH_WAYS)
def test_a_setting_and_an_interview_find_the_part(kept: str, typed: str) -> None:
    assert kept != typed
    profile = _profile("B", kept)
    changed = apply_settings(profile, [f"{typed}/volume=low"], RULEBOOK)
    assert changed.activities == (Activity("B", 1, {}), Activity(kept, 1, {"volume": "low"}))
    assert part_named(moves.begin(Options(RULEBOOK), profile), typed) == 1


@pytest.mark.parametrize(("kept", "typed"), BOTH_WAYS)
def test_two_parts_that_look_the_same_are_refused_and_asked_for_again(kept: str, typed: str) -> None:
    data = json.dumps({"activities": [{"title": kept}, {"title": "B"}, {"title": typed}]}).encode()
    faults = Faults()
    assert read_profile(parse_document(data, "p.json"), RULEBOOK, faults) is None
    assert [(each.slug, each.path) for each in faults.findings] == [("duplicate-title", ("activities", 2, "title"))]
    paper = Paper([typed, ""])
    begun = moves.begin(Options(RULEBOOK), _profile("B", kept))
    assert add_activity(begun, "", Talk(paper)) == begun
    assert "! That name is taken." in paper.written


def test_upper_and_lower_case_stay_two_names() -> None:
    with pytest.raises(UnreadableInput, match='Did you mean "Café"'):
        apply_settings(_profile("Café", "B"), ["café/volume=low"], RULEBOOK)


@pytest.mark.parametrize("found", ["Caf\u00e9 B", "Cafe\u0301\u00a0B", "Caf\u00e9  B", " Cafe\u0301 B\u3000"])
def test_a_hint_never_names_what_looks_the_same(found: str) -> None:
    for allowed in ("Caf\u00e9 B", "Cafe\u0301 B", "Caf\u00e9\u2003B"):
        assert did_you_mean(found, [allowed]) is None
    assert did_you_mean(found, ["Cafe\u0301 B", "Caf\u00e9 C"]) == 'Did you mean "Caf\u00e9 C"?'


def test_a_part_whose_title_holds_what_no_line_keeps_is_named_as_it_is_shown() -> None:
    begun = moves.begin(Options(RULEBOOK), _profile("Year\u00a0end", "Soft\xadware", "A  B"))
    assert [part_named(begun, each) for each in ("Year end", r"Soft\xadware", "A B")] == [0, 1, 2]
    twice = moves.begin(Options(RULEBOOK), _profile("A  B", "A\u00a0B"))
    assert isinstance(part_named(twice, "A B"), Refused)
