"""What can be read can be written and read again: the same profile, whatever its texts are made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.interview.drafts.draft import draft_text
from kpo_advisor.interview.moves import begin
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import load_profile, read_profile
from kpo_advisor.profiles.writing import profile_yaml
from tests.small_rulebooks.every_kind import RULEBOOK

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.model.profile import Profile

QUESTION, OTHER = list(RULEBOOK.questions)[:2]

# White space and controls, what shows as nothing or turns the text, what joins, halves, what is no character.
ODD = [
    *map(chr, (*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x34F, 0x61C, 0x115F, 0x1680, 0x17B4, 0x180B, 0x180E)),
    *map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070), 0x2800, 0x3000, 0x3164)),
    *map(chr, (0xD800, 0xDFFF, 0xE000, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, *range(0xFFF0, 0x10000), 0x1BCA0, 0x1D173)),
    *map(chr, (0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF, 0xF0000, 0x10FFFF)),
    *("a", "\u0301", "\u0915", "\u094d", "\u0646", "\u1820", "\U0001f468", "\u2764", "\r\n", "\\", '"', "'", "#", ": "),
]
TEXTS = st.lists(st.sampled_from(ODD), min_size=1, max_size=5).map("".join)


def read(data: bytes, name: str) -> Profile | None:
    try:
        document = parse_document(data, name)
    except UnreadableInput:
        return None
    return read_profile(document, RULEBOOK, Faults())


def texts_in(title: str, note: str, part: str, *, as_escapes: bool) -> bytes:
    profile = {"title": title, "notes": {QUESTION: note}, "activities": [{"title": part}, {"title": f"{part}x"}]}
    expect = {"mentions": [next(iter(RULEBOOK.facts))], "fails": note}
    return json.dumps({**profile, "expect": expect}, ensure_ascii=as_escapes).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", ["p.json", "p.yaml"])
@given(title=TEXTS, note=TEXTS, part=TEXTS, as_escapes=st.booleans())
def test_what_is_read_is_written_so_that_it_is_read_again(
    name: str, title: str, note: str, part: str, as_escapes: bool
) -> None:
    profile = read(texts_in(title, note, part, as_escapes=as_escapes), name)
    if profile is None:
        return
    draft = draft_text(begin(Options(RULEBOOK, Order.ADAPTIVE, StopWhen.CERTAIN), profile))
    assert read(profile_yaml(profile, RULEBOOK).encode(), "again.yaml") == profile
    assert read(draft.encode(), "draft.yaml") == profile


@pytest.mark.parametrize("odd", [text for text in ODD if not "\ud800" <= text <= "\udfff"])
def test_each_odd_character_is_kept_or_refused_wherever_it_stands(odd: str) -> None:
    for text in (odd, odd * 3, f"a{odd}", f"{odd}a", f"a{odd}b"):
        profile = read(texts_in(text, text, text, as_escapes=True), "p.json")
        assert (profile is None) == (not text.strip())
        if profile is not None:
            assert (profile.title, profile.notes, profile.activities[0].title) == (text, {QUESTION: text}, text)
            assert read(profile_yaml(profile, RULEBOOK).encode(), "again.yaml") == profile


@pytest.mark.parametrize("name", ["\u200b", "\ufeff", "a" * 200, "\x1b[31m", " x ", "\u3000", "a\nb", "\x1c"])
def test_a_profile_with_the_name_of_its_file_is_written_so_that_it_is_read_again(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.yaml"
    file.write_text(f"answers: {{{OTHER}: unknown}}\n")
    profile = load_profile(file, RULEBOOK)
    assert profile.title
    assert read(profile_yaml(profile, RULEBOOK).encode(), "again.yaml") == profile


@pytest.mark.parametrize(
    "nothing", ["", "~", "null", "{}", "# {title: a}", "{title: }", "{title: ~}", '{title: ""}', "{share: 2}"]
)
@pytest.mark.parametrize("others", [[], ["{title: a}"], ["{title: a}", "{title: b}"]])
def test_an_activity_that_says_nothing_is_refused(nothing: str, others: list[str]) -> None:
    for at in range(len(others) + 1):
        items = [*others[:at], nothing, *others[at:]]
        faults = Faults()
        data = "activities:\n" + "".join(f"  - {item}\n" for item in items)
        assert read_profile(parse_document(data.encode(), "p.yaml"), RULEBOOK, faults) is None
        assert [(each.span.start.line if each.span else 0) for each in faults.findings] == [at + 2]


def nodes(depth: int) -> st.SearchStrategy[object]:
    """Whatever may stand somewhere in a profile, also where it makes no sense there."""
    leaves = st.sampled_from([None, True, 0, 2, "", " ", "\u200b", "a", "b", "unknown", "rules-only", "bpo", 1.5])
    keys = st.sampled_from(["title", "share", "answers", "notes", "activities", "expect", QUESTION, OTHER, "a"])
    if not depth:
        return leaves
    inner = nodes(depth - 1)
    return leaves | st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)


@given(
    activities=st.lists(nodes(2), max_size=3),
    rest=st.dictionaries(st.sampled_from(["title", "notes", "answers"]), nodes(2)),
)
def test_whatever_an_activity_is_made_of_is_refused_or_reads_back(
    activities: list[object], rest: dict[str, object]
) -> None:
    profile = read(json.dumps({"activities": activities, **rest}).encode(), "p.json")
    if profile is not None:
        assert read(profile_yaml(profile, RULEBOOK).encode(), "again.yaml") == profile
