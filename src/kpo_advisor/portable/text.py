"""From bytes to text: UTF-8 only, without the characters that YAML's versions or terminals mistake."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import Finding, Position, Span, TreePath, UnreadableInput
from kpo_advisor.portable.limits import MAX_BYTES, MAX_NODES
from kpo_advisor.portable.most_faults import Kept

TOO_LARGE = f"The file is larger than {MAX_BYTES >> 20} MiB, the most that is read."
_BOM = b"\xef\xbb\xbf"
# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
OTHER_MARKS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"),
               (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))  # fmt: skip
"""What begins a file in another encoding, and its name."""

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character, which has no form in UTF-8."""

# All that YAML does not count as printable, and the line breaks that only version 1.1 knows.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|\r|\n")
_NAMES = {
    "\x00": "a NUL character",
    "\x85": "the line break U+0085, which YAML 1.2 takes for text",
    "\u2028": "the line separator U+2028, which YAML 1.2 takes for text",
    "\u2029": "the paragraph separator U+2029, which YAML 1.2 takes for text",
    "\ufeff": "a byte order mark in the middle of the text",
}


def decode(data: bytes, faults: TextFaults) -> str:
    """The text of a file in UTF-8. A byte order mark at the start is dropped: it changes no reading.

    Stops with `too-large`, `not-utf8` (with the place of the first bad byte) or `empty`.
    """
    if len(data) > MAX_BYTES:
        faults.stop("too-large", None, TOO_LARGE)
    for mark, name in OTHER_MARKS:
        if data.startswith(mark):
            faults.stop("not-utf8", spot(1, 1), f"The file is in {name}; only UTF-8 is read.", "Save it as UTF-8.")
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = span_at(data[: error.start].decode("utf-8"), error.start)
        byte = f": the byte 0x{data[error.start]:02X} does not belong here"
        why = "; it looks like UTF-16 or UTF-32" if 0 in data[:2] else byte
        faults.stop("not-utf8", place, f"The file is not in UTF-8{why}.", "Save it as UTF-8.")
    if not text.strip():
        faults.stop("empty", None, "The file is empty.")
    return text


def lines_of(data: bytes) -> list[str]:
    """The lines of a file as positions count them, without their ends; what is no UTF-8 is replaced."""
    return _LINE_BREAK.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))


def stop_at_too_many(faults: TextFaults, span: Span | None = None) -> NoReturn:
    """Stop with `too-many-values`."""
    faults.stop("too-many-values", span, f"The file holds too many keys and values; at most {MAX_NODES} are read.")


def check_characters(text: str, faults: TextFaults) -> None:
    """Note every line's first character that may not stand in YAML as it is; stop if there is one."""
    if _REFUSED.search(text) is None:
        return
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        match = _REFUSED.search(line)
        if match is not None:
            name = _NAMES.get(match.group(), f"the control character U+{ord(match.group()):04X}")
            hint = 'Take it out, or write it as an escape in "…".'
            faults.add("control-character", spot(number, match.start() + 1), f"The text holds {name}.", hint)
    faults.raise_if_any()


def spot(line: int, column: int) -> Span:
    """The span of one character; line and column from 1."""
    return Span(Position(line, column), Position(line, column + 1))


def span_at(text: str, index: int) -> Span:
    """The span of the character at `index`, counting lines by LF, CR LF and CR."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return spot(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


class TextFaults(Kept):
    """The faults of one file so far; past the bound they are only counted."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file: Final = file

    def add(self, code: str, span: Span | None, message: str, hint: str | None = None, path: TreePath = ()) -> None:
        """Note a fault and go on."""
        self.keep(Finding(code, Severity.ERROR, self.file, span, message, hint, path))

    def stop(
        self, code: str, span: Span | None, message: str, hint: str | None = None, path: TreePath = ()
    ) -> NoReturn:
        """Note a fault after which nothing more can be read, and raise all."""
        # The fault that ends the reading is worth more than one past the bound: it is always told.
        finding = Finding(code, Severity.ERROR, self.file, span, message, hint, path)
        raise UnreadableInput([*self.told(), finding])
