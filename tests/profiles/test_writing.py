"""A profile that is written loads as the same profile, and a blank one loads as it is."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.conditions import ALWAYS, Answered, Compare, Condition, Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Activity, Expectation, Profile
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.portable.emit import number, scalar
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import doubts, plain
from kpo_advisor.profiles.expectation import mentionable
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.writing import WIDTH, blank_profile, profile_yaml
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.how_many import share
from tests.profiles.random_profiles import HOSTILE, profiles
from tests.small_rulebooks.every_kind import RULEBOOK


def loaded(text: str) -> Profile:
    faults = Faults()
    profile = read_profile(parse_document(text.encode(), "p.yaml"), RULEBOOK, faults)
    faults.raise_if_any()
    assert profile is not None
    return profile


@pytest.mark.long
@settings(max_examples=share(400))
@given(profiles())
def test_a_profile_that_is_written_loads_as_the_same_profile(profile: Profile) -> None:
    text = profile_yaml(profile, RULEBOOK)
    assert loaded(text) == profile
    assert profile_yaml(loaded(text), RULEBOOK) == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("in_list", [False, True])
def test_a_hostile_text_is_written_so_that_both_parsers_and_versions_read_it_back(
    text: str, in_list: bool, parser: str
) -> None:
    written = scalar(text, in_list=in_list)
    root = parse_document(f"[{written}]".encode() if in_list else f"k: {written}".encode(), "f.yaml", json=False).root
    assert plain(root) == ([text] if in_list else {"k": text})
    assert list(doubts(root, "f.yaml")) == []


@given(st.text(), st.booleans())
def test_any_text_is_written_on_one_line_that_reads_back(text: str, in_list: bool) -> None:
    written = scalar(text, in_list=in_list)
    assert len(written.splitlines()) == 1
    root = parse_document(f"- {written}\n- [{written}]\n".encode() if in_list else f"- {written}\n".encode(), "f").root
    assert plain(root) == ([text, [text]] if in_list else [text])
    assert list(doubts(root, "f")) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Accounts-payable intake", "Accounts-payable intake"),
        ("Löhne, 2. Teil (neu)", "Löhne, 2. Teil (neu)"),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("a: b", '"a: b"'),
        ("bell\x07", r'"bell\x07"'),
        ("a\u2028b", r'"a\u2028b"'),
        ("\U000e0041", r'"\U000e0041"'),
        ('say "a\\b"\n', r'"say \"a\\b\"\n"'),
        ("half \ud800", '"half \ufffd"'),
        ("", '""'),
    ],
)
def test_text_stands_plain_where_it_can_and_else_in_quotes_with_escapes(text: str, written: str) -> None:
    assert scalar(text) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(12), "12"),
        (Fraction(-3), "-3"),
        (Fraction(0), "0"),
        (Fraction(1, 5), "0.2"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(10**30), "1.e+30"),
        (Fraction(1, 10**30), "1.e-30"),
    ],
)
def test_a_number_is_written_in_decimals(value: Fraction, written: str) -> None:
    assert number(value) == written


@given(st.integers(-(10**30) + 1, 10**30 - 1), st.integers(0, 29), st.integers(-30, 30))
@example(1, 29, -30)
@example(10**30 - 1, 0, 30)
@example(-(10**30) + 1, 29, -30)
def test_every_number_that_can_be_read_is_written_exactly(digits: int, places: int, exponent: int) -> None:
    value = Fraction(digits, 10**places) * Fraction(10) ** exponent
    assert plain(parse_document(f"- {number(value)}".encode(), "f").root) == [value]


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(10**61), Fraction(1, 10**61)])
def test_a_number_that_no_decimal_holds_is_refused_rather_than_rounded(value: Fraction) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        number(value)


def test_a_written_profile_is_in_the_order_of_the_questionnaire_whatever_the_order_given() -> None:
    profile = Profile(
        "A title",
        answers={
            "people_needed": Fraction(1, 2),
            "review_build": "no",
            "goals": ("insight", "speed"),
            "on": "no",
        },
        notes={"goals": "the sponsor's words", "work_nature": "12:30"},
        weights={"distance": 2, "nature": 3},
        activities=(Activity("Keying", 2, {"work_nature": "rules-only"}), Activity("no", 1, {})),
        expect=Expectation(
            "bpo", ("hybrid",), ("offshore",), ("d1-litmus",), "certain", "why", {"d1-litmus": "not said"}
        ),
    )
    assert (
        profile_yaml(profile, RULEBOOK)
        == """\
title: A title
answers:
  goals: [insight, speed]
  review_build: no
  people_needed: 0.5
  "on": "no"
notes:
  work_nature: "12:30"
  goals: the sponsor's words
weights:
  nature: 3
  distance: 2
activities:
  - title: Keying
    share: 2
    answers:
      work_nature: rules-only
  - title: "no"
    share: 1
expect:
  recommended: bpo
  acceptable: [hybrid]
  excluded: [offshore]
  mentions: [d1-litmus]
  certainty: certain
  fails: why
  unreachable:
    d1-litmus: not said
"""
    )


def test_a_list_that_is_too_long_for_a_line_gets_a_line_an_item() -> None:
    mentions = tuple(mentionable(RULEBOOK))
    text = profile_yaml(Profile("t", expect=Expectation(mentions=mentions)), RULEBOOK)
    assert "  mentions:\n    - rules-suit-bpo\n    - no-review-layer\n" in text
    assert max(map(len, text.splitlines())) <= WIDTH


# --- the blank profile ---


@pytest.mark.parametrize("packaged", [False, True])
def test_a_blank_profile_shows_every_question_and_loads_without_answers(packaged: bool) -> None:
    rulebook = load_rulebook(packaged_rulebook(), cache=False) if packaged else RULEBOOK
    text = blank_profile(rulebook)
    faults = Faults()
    assert read_profile(parse_document(text.encode(), "blank.yaml"), rulebook, faults) == Profile("blank")
    assert max(map(len, text.splitlines())) <= WIDTH
    for question in rulebook.questions.values():
        assert re.search(rf'^  # "?{question.id}"?: ', text, re.MULTILINE), question.id
        assert all(f"  # - {choice.id}: " in text for choice in question.choices)
    assert text == blank_profile(rulebook)


def question_lines() -> list[str]:
    return [
        line
        for line in blank_profile(RULEBOOK).splitlines()
        if re.match(r"  # (\S+): ", line) and re.split(r'[ ":]+', line)[2] in RULEBOOK.questions
    ]


def test_the_line_of_a_question_names_its_choices() -> None:
    assert question_lines() == [
        "  # work_nature: rules-only | even-mix | judgement-only",
        "  # goals: [unit-cost | insight | quality | speed]",
        "  # data_types: [none | health | trade-secret]",
        "  # separable: clean-split | cannot-split",
        "  # review_capability: none | some | strong",
        "  # review_build: yes | no",
        "  # people_needed: a number of people, at least 0, at most 1000",
        "  # saving: a number",
        '  # "on": "no" | "2024" | "1e3" | off-hours',
    ]


@pytest.mark.parametrize("line", question_lines())
def test_a_line_whose_choices_were_all_kept_is_refused(line: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        loaded(blank_profile(RULEBOOK).replace(line, line.replace("# ", "", 1)))
    assert len(caught.value.findings) == 1


def test_a_line_that_keeps_one_choice_is_an_answer() -> None:
    text = blank_profile(RULEBOOK)
    text = text.replace("  # review_capability: none | some | strong", "  review_capability: some")
    text = text.replace("  # goals: [unit-cost | insight | quality | speed]", "  goals: [speed, insight]")
    assert loaded(text).answers == {"review_capability": "some", "goals": ("insight", "speed")}


def test_the_examples_at_the_end_can_be_used_as_they_stand() -> None:
    text = blank_profile(RULEBOOK)
    start = text.index("# notes:")
    tail = re.sub(r"^# (?=[a-z]+:$| )", "", text[start:], flags=re.MULTILINE)
    profile = loaded(text[:start] + tail)
    assert profile.notes == {"work_nature": "counted on the last ten pieces"}
    assert profile.activities == (
        Activity("The routine part", 2, {"work_nature": "rules-only"}),
        Activity("The expert part", 1, {"work_nature": "judgement-only"}),
    )
    assert profile.weights == {"nature": 3, "checking": 2, "distance": 1}


ABOVE, BELOW = Compare("saving", "above", Fraction(3)), Compare("saving", "below", Fraction(9))
SPEED = OneOf("goals", frozenset({"speed"}))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            OneOf("work_nature", frozenset({"even-mix", "rules-only"})),
            "work_nature is rules-only or even-mix",
        ),
        (SPEED, "goals has speed"),
        (OneOf("goals", frozenset()), "goals has nothing there is"),
        (
            NoneOf("data_types", frozenset({"trade-secret", "none"})),
            "data_types has none of none, trade-secret",
        ),
        (Compare("people_needed", "at_least", Fraction(1, 2)), "people_needed is at least 0.5"),
        (Answered("goals"), "goals is answered"),
        (Not(Answered("goals")), "not (goals is answered)"),
        (Decided("model", frozenset({"kpo", "bpo"})), "model comes out as bpo or kpo"),
        (Not(BELOW), "not (saving is below 9)"),
        (ALWAYS, "always"),
        (Some(()), "never"),
        (Every((ABOVE,)), "saving is above 3"),
        (
            Some((Every((ABOVE, BELOW)), SPEED)),
            "(saving is above 3 and saving is below 9); or goals has speed",
        ),
        (
            Some((SPEED, Some((BELOW, SPEED))), 2),
            "at least 2 of these hold: goals has speed; (saving is below 9; or goals has speed)",
        ),
    ],
)
def test_a_condition_is_told_in_words(condition: Condition, words: str) -> None:
    assert in_words(condition, RULEBOOK.questions) == words
