"""Others' text is shown as it was written: it steers no terminal, and is no Markdown and no HTML."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from unicodedata import category, name

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kpo_advisor.portable.emit import scalar, visible
from kpo_advisor.text.escape import as_block, clean, escaped, html, markdown, markdown_run
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

CHARACTERS = "\\`*_{}[]()<>#+-.!|~$&:=@'\"^ \t\n\r\x1b\u202e\u00a0\u3000\ud800aé漢"
SNIPPETS = (
    "1. x", "7) x", "12)", "+ x", "- x", "- [ ] ", "    ", "---", "===", ":-", "  \n", "\\\n", "```", "__", "**b**",
    "~~s~~", "&amp;", "&#35;", "<b>", "</b>", "<!--", "-->", "http://x.y", "www.x.y", "a@b.c", "[l](u)", "![i](u)",
    "[l]: u", "| a | b |", "|---|", "work_nature", "Z9",
)  # fmt: skip
PIECES = st.sampled_from([*CHARACTERS, *SNIPPETS])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)

FRAMES = {
    "a paragraph": "{}",
    "a heading": "## {}",
    "a list item": "- {}",
    "the end of emphasis": "**Title: {}** more",
    "emphasis": "- **{}** (id)",
    "italics": "said *({})*",
    "a table cell": "| head | two |\n| --- | --- |\n| {} | x |",
    "the last cell": "| head | two |\n| --- | --- |\n| x | {} |",
    "behind words": "Said: {}",
    "a line below words": "Said\n{}",
    "before words": "{} \\[1a\\]",
}


def shown(document: str) -> str:
    """All the text a reader sees; an element that shows none stands as its name in brackets."""
    found = []
    for block in READER.parse(document):
        for token in block.children or ():
            if token.type in ("text", "text_special"):
                found.append(token.content)
            elif token.type not in ("strong_open", "strong_close", "em_open", "em_close"):
                found.append(f"<{token.type} {token.content}>")
        if block.type in ("html_block", "code_block", "fence", "hr"):
            found.append(f"<{block.type} {block.content}>")
        if block.type in ("th_close", "td_close"):
            found.append("/")
    return "".join(found)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("plain – “text”, 漢字, é, 😀, ½", "plain – “text”, 漢字, é, 😀, ½"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x00\x07\x08\x7f", r"\x00\x07\x08\x7f"),
        ("\x85\x9b2J", r"\x85\x9b2J"),
        ("a\u202eb\u2066c\u200fd\u061c", r"a\u202eb\u2066c\u200fd\u061c"),
        ("zero\u200bwidth\ufeff\u2060", r"zero\u200bwidth\ufeff\u2060"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("half \ud800", r"half \ud800"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("a\nb\r\nc\rd\te", "a b c d e"),
        ("[bold]not mine to judge[/bold]", "[bold]not mine to judge[/bold]"),
    ],
)
def test_what_could_steer_or_hide_becomes_visible_and_the_rest_stays(written: str, seen: str) -> None:
    assert clean(written) == seen


VISIBLE_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Signs that stand before or over numbers: formats by category, and drawn (Unicode: Prepended_Concatenation_Mark)."""
UNASSIGNED = (0x2065, *range(0xFFF0, 0xFFF9), *range(0x13439, 0x13440), *range(0xE0000, 0xE1000))
"""What Unicode lets a reader ignore, or takes for formats, some of it only in later versions than Python knows."""
LIKE_NOTHING = (
    "VARIATION SELECTOR", "GRAPHEME JOINER", "VOWEL INHERENT", "CHOSEONG FILLER", "JUNGSEONG FILLER", "HANGUL FILLER",
    "SCRIPT FILLER", "PATTERN BLANK", "NULL NOTEHEAD",
)  # fmt: skip
"""What stands in the names of other characters that take no room, or a room with nothing in it."""


@cache
def hiding() -> frozenset[str]:
    """All characters that Unicode lets a reader ignore, that format others, or that are blanks by another name."""
    found = set(UNASSIGNED)
    for code in range(0x110000):
        kind = category(chr(code))
        called = name(chr(code), "") if kind in ("Mn", "Lo", "So") else ""
        if kind in ("Cc", "Cf", "Cs", "Zl", "Zp") or any(each in called for each in LIKE_NOTHING):
            found.add(code)
    return frozenset(map(chr, found - VISIBLE_FORMATS))


def test_all_that_hides_is_shown_and_nothing_else_is_changed() -> None:
    changed = {each for each in map(chr, range(0x110000)) if clean(each) != each}
    assert sorted(changed ^ hiding()) == []


def test_what_hides_reaches_no_yaml_and_no_json_raw() -> None:
    hidden = "".join(each for each in sorted(hiding()) if category(each) != "Cs")
    as_json = escaped(json.dumps(hidden, ensure_ascii=False))
    assert hiding().isdisjoint(scalar(hidden) + visible(hidden) + as_json)
    same = json.loads(as_json) == hidden
    assert same  # without pytest's comparison of two long texts


IN_NEED = [
    "می‌خواهم خانه‌ها را بفروشم، سال ۱۳۹۹ ه‍.ش.",
    "हिन्दी में क्‍ष और क्‌ष",
    "ශ්‍රී ලංකා ක්‍රියාව",
    "അവന്‍ പറഞ്ഞു",
    "ᠨ᠎ᠠ ᠭ᠋ᠠ",
    "👨🏽‍👩🏾‍👧🏿‍👦🏻 👩🏽‍⚕️ 🏳️‍🌈 🏴‍☠️ ❤️‍🔥 🙂‍↔️",
    "API\u200cها و \u06a9\u200c و 5\u200cها",
    "1️⃣ #️⃣ *️⃣ ☎️ ©️ ↔️",
]


@pytest.mark.parametrize("text", IN_NEED)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert clean(text) == text
    assert shown(markdown(text)) == text
    assert escaped(json.dumps(text, ensure_ascii=False)) == f'"{text}"'
    assert scalar(text) == f'"{text}"'
    assert visible(text) == text


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Auf\u200clage, Auf\xadlage", r"Auf\u200clage, Auf\xadlage"),
        ("a\u200db c\u200c", r"a\u200db c\u200c"),
        ("\u06cc\u200c\u200c\u062e", "\u06cc\u200c\\u200c\u062e"),
        ("\u06cc \u200cx", "\u06cc \\u200cx"),
        ("\u06cc\u200d\u200d\u200d", "\u06cc\u200d\\u200d\\u200d"),
        ("\U0001f468\u200d\u200d\U0001f469", "\U0001f468\\u200d\\u200d\U0001f469"),
        ("\U0001f468\u200d", "\U0001f468\\u200d"),
        ("1\ufe0f a\ufe0f \u260e\ufe0f\ufe0f", "1\\ufe0f a\\ufe0f \u260e\ufe0f\\ufe0f"),
        ("\u260e\ufe0e", "\u260e\\ufe0e"),
        ("\U0001f3f4\U000e0067\U000e007f", "\U0001f3f4\\U000e0067\\U000e007f"),
        ("a\u180eb \u1820\u180b\u180b", "a\\u180eb \u1820\u180b\\u180b"),
        ("\u845b\U000e0100", "\u845b\\U000e0100"),
    ],
)
def test_elsewhere_a_joiner_or_a_selector_is_shown(written: str, seen: str) -> None:
    assert clean(written) == seen


@pytest.mark.parametrize("base", ["x", "☺", "葛", "ی", "ᠠ", "☺️"])
@pytest.mark.parametrize("first", [0xFE00, 0xE0100, 0x180B, 0x200B, 0xE0020])
def test_a_message_in_hidden_characters_is_shown_whatever_it_hangs_on(base: str, first: int) -> None:
    bits = [1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0]
    assert clean(base + "".join(chr(first + bit) for bit in bits)).count("\\") >= len(bits) - 1


def test_line_ends_can_be_kept() -> None:
    assert clean("a\nb\r\nc\rd\te\x1b", keep_newlines=True) == "a\nb\nc\nd e\\x1b"


@given(TEXTS)
def test_a_clean_text_can_be_written_shows_whole_and_is_clean_already(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("frame", FRAMES)
@given(text=TEXTS)
def test_markdown_shows_a_text_as_it_is_wherever_it_stands(frame: str, text: str) -> None:
    expected = re.sub(" {2,}", " ", clean(text)).strip()
    if not expected:
        return
    document = FRAMES[frame].format(markdown(text))
    alone = shown(FRAMES[frame].format("Xx"))
    assert shown(document) == alone.replace("Xx", expected)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_hostile_text_is_only_text(frame: str) -> None:
    document = FRAMES[frame].format(markdown(HOSTILE))
    assert not set(document) & set(NOT_TO_BE_WRITTEN)
    assert shown(document) == shown(FRAMES[frame].format("Xx")).replace("Xx", clean(HOSTILE))
    assert "<script" not in READER.render(document)


@pytest.mark.parametrize(
    "text", ["Ask for SOC 2 (or ISO 27001).", "R & D at 90 %", "work_nature", "a-b; C#, 3.5 + 2 = 5.5!"]
)
def test_ordinary_prose_is_left_alone(text: str) -> None:
    assert markdown(text) == text


@pytest.mark.parametrize(
    ("written", "escaped"),
    [(":-", r"\:-"), ("[x] done", r"\[x\] done"), ("1. Stains", r"1\. Stains"), ("&amp; R&D;", r"\&amp; R\&D;")],
)
def test_what_some_readers_take_for_a_table_a_box_a_list_or_a_sign_is_escaped(written: str, escaped: str) -> None:
    assert markdown(written) == escaped


@pytest.mark.parametrize("address", ["http://x.y", "https://x.y", "www.x.y", "a@b.c"])
def test_an_address_is_broken_up_so_that_it_makes_no_link(address: str) -> None:
    assert markdown(address) != address
    assert markdown(address).replace("\\", "") == address


@given(st.text())
def test_html_shows_a_text_as_it_is_and_takes_none_of_it_for_markup(text: str) -> None:
    written = html(text)
    assert unescape(written) == clean(text)
    assert not set(written) & set("<>\"'")
    assert "::" not in written
    assert "##" not in written


def test_runs_of_one_block_keep_the_spaces_between_them() -> None:
    assert markdown_run(" 1. a*b ") == r" 1. a\*b "
    assert as_block(f"{markdown_run('1')}{markdown_run('. a  ')}") == r"1\. a"
