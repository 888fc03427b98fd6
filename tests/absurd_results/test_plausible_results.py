"""What came out as any practitioner would expect comes out so still."""

from __future__ import annotations

import pytest

from tests.absurd_results.pages import PROFILES, page

FIRST = {
    "02": ("bpo", "first-line support round the clock"),
    "03": ("bpo", "payables by the book"),
    "04": ("bpo", "a backlog to key"),
    "05": ("bpo", "medical transcription"),
    "06": ("kpo", "equity research"),
    "07": ("kpo", "contract review"),
    "08": ("kpo", "actuarial models"),
    "09": ("kpo", "patent searches"),
    "11": ("bpo", "medical coding by a code book"),
    "12": ("kpo", "a market study"),
    "17": ("in-house", "the chief executive's strategy office"),
    "18": ("in-house", "research that is the core"),
    "21": ("bpo", "content moderation"),
    "24": ("in-house", "a saving too small to pay for checking"),
    "27": ("bpo", "recruitment"),
    "28": ("kpo", "copy editing"),
}


@pytest.mark.parametrize(("number", "home"), [(number, home) for number, (home, _) in FIRST.items()])
def test_plain_work_goes_where_everybody_sends_it(number: str, home: str) -> None:
    assert page(number).first == home


def test_all_the_profiles_are_there() -> None:
    assert sorted(path.name[:2] for path in PROFILES.glob("*.yaml")) == [f"{number:02}" for number in range(1, 46)]
