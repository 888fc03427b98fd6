"""The events of a YAML text, from libyaml where PyYAML has it, else from PyYAML's own parser.

The two parsers differ in the faults they find and in their words. What is accepted, and what is said about
the rest, is made the same here: tabs are refused outside quoted text, block text and comments (the one parser
takes them as spaces, the other does not), a limit of the parser's own on nesting never hides ours, and
`yaml_syntax` words the faults.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any, NoReturn

from kpo_advisor.portable.text import SURROGATE, span_at
from kpo_advisor.portable.yaml_syntax import Problem, bad_escape, explain, is_of_nesting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.portable.text import TextFaults

_LINE_BREAK = re.compile(r"[\r\n]")
_COMMENT = re.compile(r"(?:^|[ \t])#")
_HEADER = re.compile(r"[|>][-+0-9]*(#)?[^\r\n]*")
_INDENTED_BY_TAB = re.compile(r"[ \r\n]*+\t")
_ESCAPE = re.compile(r"\\(u[dD][89a-fA-F]|U0000[dD][89a-fA-F]|.)", re.DOTALL)


def loader_class() -> Any:
    """PyYAML's fast loader where it was built with libyaml, else its own; used for events only."""
    import yaml

    return yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def events(text: str, faults: TextFaults) -> Iterator[Any]:
    """PyYAML's event objects, one by one; stops with `syntax`, `tab` and the like where the text goes wrong.

    The characters of the text have been checked.
    """
    import yaml

    loader = loader_class()(text)
    tabs = _Tabs(text, faults)
    given = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            tabs.stop_before(event.start_mark.index)
            if getattr(event, "style", None):
                _check_quoted(event, text, tabs, faults)
                tabs.pass_over(event.end_mark.index)
            yield event
            given += 1
    except yaml.MarkedYAMLError as error:
        problem = _problem(error, len(text))
        if is_of_nesting(problem) and problem.at < len(text):
            # libyaml 0.2.6 has a limit of its own and reads ahead of what it gives, so that it may stop on brackets
            # that have not come out yet. Cut off before that place, the text gives what is still missing.
            yield from itertools.islice(events(text[: problem.at], faults), given, None)
        _stop_at(problem, text, tabs, faults)
    except (ValueError, OverflowError):
        # PyYAML's own parser gives escapes beyond Unicode to chr(); libyaml has words for them.
        bad_escape(loader.index, text, faults)
    finally:
        loader.dispose()


def _check_quoted(event: Any, text: str, tabs: _Tabs, faults: TextFaults) -> None:
    """Stop at what only one of the parsers takes in quoted text and block text."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.style == '"' and SURROGATE.search(event.value):
        # PyYAML's own parser takes the escape of half a character.
        escapes = _ESCAPE.finditer(text, start, end)
        bad_escape(next(escape.start() for escape in escapes if len(escape.group(1)) > 1), text, faults)
    if event.style in ("|", ">") and event.anchor is None and event.tag is None:
        header = _HEADER.match(text, start)
        tabs.stop_before(header.end() if header else start)
        if header and header.group(1):
            # libyaml takes a comment that no space parts from the mark.
            explain(Problem("expected a comment or a line break", "", header.start(1), header.start(1)), text, faults)
        if header and (tab := _INDENTED_BY_TAB.match(text, header.end(), end)):
            # libyaml takes no text that begins with a tab.
            tabs.stop_at(tab.end() - 1)


def _problem(error: Any, length: int) -> Problem:
    at = min(length if error.problem_mark is None else error.problem_mark.index, length)
    begin = at if error.context_mark is None else error.context_mark.index
    return Problem(error.problem or "", error.context or "", at, begin)


def _stop_at(problem: Problem, text: str, tabs: _Tabs, faults: TextFaults) -> NoReturn:
    tabs.stop_before(problem.begin if "quoted scalar" in problem.context else problem.at)
    if text[problem.at : problem.at + 1] == "\t" or "tab char" in problem.words:
        tabs.stop_at(problem.at)
    explain(problem, text, faults)


class _Tabs:
    """Watches for the first tab outside quoted text, block text and comments."""

    def __init__(self, text: str, faults: TextFaults) -> None:
        self._text = text
        self._faults = faults
        self._passed = 0
        self._next = text.find("\t")

    def pass_over(self, end: int) -> None:
        """Text in quotes, a block of text or a comment ends at `end`; the tabs in it are fine."""
        self._passed = end
        if -1 < self._next < end:
            self._next = self._text.find("\t", end)

    def stop_before(self, index: int) -> None:
        """Stop at a tab before `index`, unless it stands in a comment."""
        while -1 < self._next < index:
            before = _LINE_BREAK.split(self._text[self._passed : self._next])[-1]
            if not _COMMENT.search(before):
                self.stop_at(self._next)
            end_of_line = _LINE_BREAK.search(self._text, self._next)
            self.pass_over(end_of_line.end() if end_of_line else len(self._text))

    def stop_at(self, index: int) -> NoReturn:
        """Stop with the fault of a tab."""
        message = "A tab stands where only spaces may."
        hint = 'Use spaces to indent and to part words; in text, write the tab as \\t in "…".'
        self._faults.stop("tab", span_at(self._text, index), message, hint)
