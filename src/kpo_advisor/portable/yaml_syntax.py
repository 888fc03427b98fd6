"""Faults of YAML syntax in our own words, the same whichever of PyYAML's two parsers found them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from kpo_advisor.portable.limits import MAX_DEPTH
from kpo_advisor.portable.text import span_at

if TYPE_CHECKING:
    from kpo_advisor.portable.text import TextFaults


@dataclass(frozen=True, slots=True)
class Problem:
    """What a parser says: its words, what it was reading, and where in the text it stopped, and that begins."""

    words: str
    context: str
    at: int
    begin: int


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a problem is told. `begins` points to where the unfinished thing begins, not to where it broke."""

    message: str
    hint: str | None = None
    code: str = "syntax"
    begins: bool = False


_OF_ESCAPES = ("unknown escape", "hexdecimal number", "hexadecimal number", "invalid Unicode character")
_MISFITS = ("expected <block end>", "'-' indicator", "did not find expected key")
_OF_NESTING = ("exceeded max", "nesting", "recursion")
_QUOTE_IT = "If it is text, write it in quotes."

_WORDINGS = {
    ("mapping values are not allowed",): _Wording(
        "A colon that makes a key is not allowed here.",
        'Write text that holds ": " in quotes, and check the indentation of this line and the one above.',
    ),
    ("could not find expected ':'",): _Wording(
        "A key is expected here, but no colon follows it.",
        "Write key: value; or indent the line more if it goes on with the text above.",
        begins=True,
    ),
    _OF_NESTING: _Wording(
        f"Lists and mappings are nested too deep here; at most {MAX_DEPTH} levels are read.", code="too-deep"
    ),
    ("undefined tag handle", "scanning a tag", "parsing a tag"): _Wording(
        "Tags (words that begin with !) are not taken.", _QUOTE_IT, code="tag", begins=True
    ),
    ("a directive", "a %YAML directive", "a %TAG directive", "YAML document", "duplicate %"): _Wording(
        "Directives (lines that begin with %) are not taken.", "Leave it out.", code="directive"
    ),
    ("alphabetic or numeric character",): _Wording(
        "Text that begins with & or * has to be in quotes.", "Anchors and aliases are not taken: write the value out."
    ),
    ("unexpected end of stream",): _Wording(
        "The quoted text that begins here is never closed.", "Add the closing quote.", begins=True
    ),
    ("unexpected document separator", "unexpected document indicator"): _Wording(
        "The quoted text that begins here is not closed before the document ends.",
        "Add the closing quote.",
        begins=True,
    ),
    ("',' or ']'",): _Wording(
        "The list opened with [ needs a comma or its closing ] here.",
        "Write text that holds any of , ? [ ] { } in quotes.",
    ),
    ("',' or '}'",): _Wording(
        "The mapping opened with { needs a comma or its closing } here.",
        "Write text that holds any of , ? [ ] { } in quotes.",
    ),
    ("chomping or indent", "indentation indicator", "comment or line break", "comment or a line break"): _Wording(
        "Only + or -, a digit from 1 to 9 and a comment may follow | or > on its line.",
        "Begin the text on the next line, indented.",
    ),
    ("sequence entries are not allowed",): _Wording(
        "A list entry (- …) is not allowed here.", "Begin the list on a line of its own, indented."
    ),
    ("mapping keys are not allowed",): _Wording("A key marked with ? is not allowed here.", _QUOTE_IT),
    _MISFITS: _Wording(
        "This line does not fit the lines above it.", "Check its indentation, and that the quotes above are closed."
    ),
    ("<document start>",): _Wording(
        "There is more text after the end of the value.", "A file holds one mapping; check the indentation."
    ),
    ("unexpected ':'",): _Wording(
        "This colon needs a space after it.", "Write key: value, or the text in quotes if the colon belongs to it."
    ),
    ("node content",): _Wording("A value is expected here.", _QUOTE_IT),
}
"""By marks; the first of which one mark is in the parser's words is taken."""


def is_of_nesting(problem: Problem) -> bool:
    """Whether the parser stopped at a limit of its own on nesting."""
    return any(mark in problem.words for mark in _OF_NESTING)


def explain(problem: Problem, text: str, faults: TextFaults) -> NoReturn:
    """Stop with the fault in our words, at its place."""
    if "quoted scalar" in problem.context and any(mark in problem.words for mark in _OF_ESCAPES):
        bad_escape(problem.at, text, faults)
    if any(mark in problem.words for mark in (*_MISFITS, "node content")) and text[problem.at : problem.at + 1] == ":":
        message = "There is no key before this colon."
        faults.stop("syntax", span_at(text, problem.at), message, _QUOTE_IT)
    for marks, wording in _WORDINGS.items():
        if any(mark in problem.words or mark in problem.context for mark in marks):
            at = problem.begin if wording.begins else problem.at
            faults.stop(wording.code, span_at(text, at), wording.message, wording.hint)
    message = "This is not YAML that can be read."
    if "cannot start any token" in problem.words:
        message = f"Text cannot begin with {text[problem.at : problem.at + 1]} here."
    faults.stop("syntax", span_at(text, problem.at), message, _QUOTE_IT)


def bad_escape(at: int, text: str, faults: TextFaults) -> NoReturn:
    """Stop at an escape that stands for no character; `at` is in it, or at its backslash."""
    begin = max(text.rfind("\\", 0, at + 1), 0)
    message = r"This escape after \ stands for no character."
    faults.stop("syntax", span_at(text, begin), message, r"Write \\ for a backslash, or use single quotes.")
