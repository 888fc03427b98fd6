"""Making text that others wrote safe to show: on a terminal, and in Markdown."""

from __future__ import annotations

import re

UNSEEN = (
    "\x7f-\x9f"  # DEL and C1: some terminals obey U+009B as they obey ESC [
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of the text around them
    "\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # take no room
    "\u2028\u2029"  # end a line for some readers only
    "\ud800-\udfff"  # halves of characters: they cannot be written as UTF-8
    "\U000e0000-\U000e007f"  # tags: hidden copies of ASCII
)
"""What shows as nothing or as something else, beyond ASCII control, as the inside of a character class."""

_BREAK = re.compile(r"\r\n|[\n\r]")
_HIDDEN = re.compile(f"[\x00-\x09\x0b-\x1f{UNSEEN}]")
_SPACES = re.compile(" {2,}")

_SPECIAL = re.compile(
    r"[\\`*\[\]<>|~${}@]"  # code, emphasis, links, HTML, table cells, strikethrough, formulas, addresses
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word, as in work_nature, it is only a character
    r"|(?<!\w)#"  # a heading at the start, the end of one after a space
    r"|&(?=[#A-Za-z0-9]|\Z)"  # a character reference
    r"|:(?=//)|(?<=www)\.",  # GFM makes links of addresses
    re.IGNORECASE,
)
_AT_START = re.compile(r"[-+=:]|\d{1,9}(?=[.)])")


def clean(text: str, *, keep_newlines: bool = False) -> str:
    r"""The text with everything that could steer a terminal or hide from a reader made visible.

    Control characters (ESC among them), marks that turn the direction of text, characters of no width
    and lone surrogates become escapes such as `\x1b` and `\u202e`. Line ends and tabs become one space
    each; with `keep_newlines`, line ends become `\n`. All other Unicode stays as it is.
    """
    if text.isprintable():  # then there is none of these; most texts end here
        return text
    text = _BREAK.sub("\n" if keep_newlines else " ", text.replace("\t", " "))
    return _HIDDEN.sub(_escape, text)


def markdown(text: str) -> str:
    """The text cleaned, on one line and escaped, so that CommonMark and GFM show it as it is.

    It may stand at the start of a block, in a heading, a list item, a table cell or emphasis. Spaces at
    its ends go, several become one; HTML would show them so anyway. What a host makes of shown text after
    it has read the Markdown (GitHub turns `@name` into a mention) no escape can prevent.
    """
    flat = _SPACES.sub(" ", clean(text)).strip()
    escaped = _SPECIAL.sub(r"\\\g<0>", flat)
    start = _AT_START.match(escaped)
    if start is None:
        return escaped
    at = 0 if start.group()[0] in "-+=:" else start.end()
    return f"{escaped[:at]}\\{escaped[at:]}"


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
