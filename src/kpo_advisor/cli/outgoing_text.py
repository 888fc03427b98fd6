r"""What may go out: nothing that a CI's runner obeys, and on a terminal only what its encoding has.

Runners read along with whatever a command writes. GitHub's, and those made after it, obey a line that begins
with `::` after white space; Azure's, TeamCity's and GitHub's older form obey `##name[` anywhere. A title or a
reason of a rulebook from a pull request must not be one of these. Both are broken up always: a container or a
file that is printed later is not told that a runner reads along, and the same result has the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

ASCII = str.maketrans(
    {"→": "->", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "·": "-"}
)
"""What the reports' and the packaged rulebook's own words use beyond ASCII."""

_COMMAND = re.compile(r"^([^\S\r\n]*:):", re.MULTILINE)
_MARKED = re.compile(r"(?<=#)#(?=\w*\[)")


def disarmed(text: str) -> str:
    r"""A result in which nothing is a command to a runner: `:\x3a` begins a line, and `#\u0023` marks none.

    JSON and YAML keep their data: there, lines do not begin so, and `\u0023` is an escape of both wherever the
    sign can stand. Markdown has none of both but in code.
    """
    return unmarked(_COMMAND.sub(r"\1\\x3a", text))


def unmarked(text: str) -> str:
    """The same for a result that consists of commands to GitHub's runner on purpose."""
    return _MARKED.sub(r"\\u0023", text)


def data_for(stream: TextIO | None, text: str, *, is_json: bool = False) -> bytes:
    """A text as the bytes that go to a stream: UTF-8, or on a terminal without Unicode what its encoding has.

    Typographic signs become ASCII there, and other characters escapes, those of JSON where it is JSON.
    """
    if stream is None or takes_unicode(stream) or not stream.isatty():
        return text.encode("utf-8", "backslashreplace")
    if is_json:
        from kpo_advisor.text.escape import in_ascii

        return in_ascii(text).encode(stream.encoding)
    return text.translate(ASCII).encode(stream.encoding, "backslashreplace")


def fitted(stream: TextIO, text: str) -> str:
    """A line as the terminal can show it."""
    if takes_unicode(stream):
        return text
    return text.translate(ASCII).encode(stream.encoding, "backslashreplace").decode(stream.encoding)


def takes_unicode(stream: TextIO) -> bool:
    """Whether a stream's encoding has all of Unicode."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").replace("_", "")
    return encoding.startswith("utf")
