"""Making text that others wrote safe to show: on a terminal, in Markdown, HTML, JSON and Word."""

from __future__ import annotations

import re

UNSEEN = (
    "\x7f-\x9f"  # DEL and C1: some terminals obey U+009B as they obey ESC [
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # up to here, what Unicode lets a reader ignore: it takes no room, or turns the text
    "\ufff9-\ufffb\U00013430-\U0001343f"  # format the text around them
    "\u2800\U00016fe4\U0001d159"  # blanks that are no white space
    "\u2028\u2029"  # end a line for some readers only
    "\ud800-\udfff"  # halves of characters: they cannot be written as UTF-8
)
"""What shows as nothing or as something else, beyond ASCII control, as the inside of a character class."""

_EMOJI = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_MONGOLIAN = "\u1820-\u1878\u1880-\u18aa"
_JOINED = (  # the letters, marks and digits of scripts whose shapes depend on what is beside them
    "\u0620-\u06dc\u06df-\u070d\u0710-\u08e1\u08e3-\u0dff"  # Arabic, Syriac, N'Ko, Mandaic; Devanagari to Sinhala
    f"\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff{_MONGOLIAN}"  # Myanmar, Khmer
    "\u1b00-\u1bff\ua840-\ua877\ua8e0-\ua8ff\ua980-\ua9ff\ufb50-\ufdff\ufe70-\ufefc"  # Balinese to Javanese; Arabic
    "\U00010a00-\U00010fff\U00011000-\U00011fff\U0001e900-\U0001e95f"  # Manichaean, Brahmi and its heirs, Adlam
)
_NEEDED = (
    f"(?<=[{_EMOJI}])\ufe0f|(?<=[#*0-9])\ufe0f(?=\u20e3)"  # shown as a picture; a key cap
    f"|(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])"  # families, professions, flags
    f"|(?<=[{_JOINED}])[\u200c\u200d]"  # a joined or an unjoined shape ends words too
    f"|(?<=\\w)\u200c(?=[{_JOINED}])"  # Persian puts its endings behind words of other scripts
    f"|(?<=[{_MONGOLIAN}])[\u180b-\u180f]"
)

_BREAK = re.compile(r"\r\n|[\n\r]")
_HIDDEN = re.compile(f"[\x00-\x09\x0b-\x1f{UNSEEN}]")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SPACES = re.compile(" {2,}")

_SPECIAL = re.compile(
    r"[\\`*\[\]<>|~${}@]"  # code, emphasis, links, HTML, table cells, strikethrough, formulas, addresses
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word, as in work_nature, it is only a character
    r"|(?<!\w)#"  # a heading at the start, the end of one after a space
    r"|&(?=[#A-Za-z0-9]|\Z)"  # a character reference
    r"|:(?=//)|(?<=www)\.",  # GFM makes links of addresses
    re.IGNORECASE,
)
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_AT_START = re.compile(r"[-+](?=[\s-]|$)|[=:]|\d{1,9}(?=[.)])")


def clean(text: str, *, keep_newlines: bool = False) -> str:
    r"""The text with everything that could steer a terminal or hide from a reader made visible.

    Control characters (ESC among them), marks that turn the direction of text, characters of no width
    and lone surrogates become escapes such as `\x1b` and `\u202e`. Line ends and tabs become one space
    each; with `keep_newlines`, line ends become `\n`. All other Unicode stays as it is, and so do joiners
    and selectors where a script or an emoji needs them.
    """
    if text.isascii() and text.isprintable():  # then there is none of these; most texts end here
        return text
    text = _BREAK.sub("\n" if keep_newlines else " ", text.replace("\t", " "))
    return _HIDDEN.sub(as_escape, text)


def is_needed(match: re.Match[str]) -> bool:
    """Whether the one character matched, of UNSEEN, says something to a reader where it stands.

    True for the joiners U+200C and U+200D behind a letter of a script that joins its letters, for U+200C between
    another letter and one of those, for U+200D and the selector U+FE0F within emoji, and for one Mongolian selector
    behind a letter of that script. Each clings to a character that is seen, one to each, so that no text can be
    hidden in them.
    """
    # Compiled where it is asked, as few texts ask: that takes as long as all else here.
    return re.compile(_NEEDED).match(match.string, match.start()) is not None


def escaped(text: str) -> str:
    """A JSON text with what its reader would not see, or could not be written as UTF-8, as JSON escapes."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSEEN.sub(lambda match: match.group() if is_needed(match) else _json_escape(match), text)


def in_ascii(text: str) -> str:
    """A JSON text with everything beyond ASCII as JSON escapes, so that its data stay the same."""
    return _BEYOND_ASCII.sub(_json_escape, text)


def markdown(text: str) -> str:
    """The text cleaned, on one line and escaped, so that CommonMark and GFM show it as it is.

    It may stand at the start of a block, in a heading, a list item, a table cell or emphasis. Spaces at
    its ends go, several become one; HTML would show them so anyway. What a host makes of shown text after
    it has read the Markdown (GitHub turns `@name` into a mention) no escape can prevent.
    """
    return as_block(markdown_run(text))


def markdown_run(text: str) -> str:
    """The same for words between others of one block; spaces at its ends stay."""
    return _SPECIAL.sub(r"\\\g<0>", _SPACES.sub(" ", clean(text)))


def as_block(escaped: str) -> str:
    """Escaped runs, joined, as they may stand at the start of a block."""
    block = _SPACES.sub(" ", escaped).strip()
    start = _AT_START.match(block)
    if start is None:
        return block
    at = 0 if start.group()[0] in "-+=:" else start.end()
    return f"{block[:at]}\\{block[at:]}"


def html(text: str) -> str:
    """The text cleaned and with character references, so that HTML shows it as it is, between tags or in quotes.

    No runner of a CI obeys it either: a sign repeated as in their commands is a reference.
    """
    return clean(text).translate(_REFERENCES).replace("::", ":&#58;").replace("##", "#&#35;")


def word(text: str) -> str:
    """The text cleaned, and without the two signs that are left and that XML, of which a .docx is made, cannot hold."""
    return _NOT_IN_XML.sub(as_escape, clean(text))


def as_escape(match: re.Match[str]) -> str:
    r"""The one character matched as an escape such as `\u202e`, or as it is where it `is_needed`."""
    if is_needed(match):
        return match.group()
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(match: re.Match[str]) -> str:
    import json

    return json.dumps(match.group())[1:-1]
