"""YAML text to a tree, in one pass over the parser's events, with every limit checked on the way.

Never a composer or constructor: they follow aliases and merge keys, and recurse as deep as the file likes.
Refused besides what `scalars` refuses: anchors, aliases, merge keys, tags, directives, keys that are not
text, keys that come twice, and further documents. After such a fault the reading goes on, to find them all;
after a fault of syntax, or past a limit on depth or number, it ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kpo_advisor.model.finding import Position, Span
from kpo_advisor.portable.limits import MAX_DEPTH, MAX_NODES, MAX_TEXT
from kpo_advisor.portable.scalars import Reading, read_plain
from kpo_advisor.portable.text import check_characters, spot, stop_at_too_many
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table
from kpo_advisor.portable.yaml_events import events
from kpo_advisor.portable.yaml_syntax import Problem, explain
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from kpo_advisor.model.finding import TreePath
    from kpo_advisor.portable.text import TextFaults
    from kpo_advisor.portable.tree import Node

# What may stand before a document: blank lines, comments and directives.
_PROLOGUE = re.compile(r"(?:(?:[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*)(?:\r\n|\r|\n|\Z))*+")
_FLOW_INDICATORS = frozenset(",[]{}")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def read_yaml(text: str, faults: TextFaults) -> Node:
    """The tree of a YAML text. Raises UnreadableInput with all faults."""
    check_characters(text, faults)
    text = _without_directives(text, faults)
    builder = _YamlBuilder(text, faults)
    for event in events(text, faults):
        builder.take(event)
    faults.raise_if_any()
    root = builder.root
    if root is None or (isinstance(root, Scalar) and root.value is None and root.text == ""):
        faults.stop("empty", None, "The file holds no value.")
    return root


def _without_directives(text: str, faults: TextFaults) -> str:
    """Note the directives, and make comments of them, so that the rest can be read and keeps its places."""
    match = _PROLOGUE.match(text)
    prologue = match.group() if match else ""
    if "%" not in prologue:
        return text
    lines: list[str] = []
    for number, (line, line_break) in enumerate(_LINE.findall(prologue), start=1):
        if line.startswith("%"):
            message = f"Directives such as {quoted(line.split()[0])} are not taken."
            faults.add("directive", spot(number, 1), message, "Leave it out.")
        lines.append(f"{'#' if line.startswith('%') else line[:1]}{line[1:]}{line_break}")
    return "".join(lines) + text[len(prologue) :]


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun and not ended."""

    path: TreePath
    start: Position
    is_mapping: bool
    is_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    first_places: dict[str, Position] = field(default_factory=dict)
    key: Scalar | None = None

    def path_of_next(self) -> TreePath:
        """The path of what comes next; a key has the path of the mapping until it is known."""
        if not self.is_mapping:
            return (*self.path, len(self.items))
        return self.path if self.key is None else self.key.path

    def expects_key(self) -> bool:
        return self.is_mapping and self.key is None


class _YamlBuilder:
    """Builds the tree from events, on a stack of its own."""

    def __init__(self, text: str, faults: TextFaults) -> None:
        self.root: Node | None = None
        self._text = text
        self._faults = faults
        self._stack: list[_Open] = []
        self._nodes = 0

    def take(self, event: Any) -> None:
        """Take the next event of PyYAML."""
        # Not by a table of methods in the builder: the tree of a file would live on in that circle.
        match type(event).__name__:
            case "ScalarEvent":
                self._take_scalar(event)
            case "MappingStartEvent" | "SequenceStartEvent":
                self._take_start(event)
            case "MappingEndEvent" | "SequenceEndEvent":
                self._take_end(event)
            case "AliasEvent":
                self._take_alias(event)
            case "DocumentStartEvent":
                self._take_document(event)

    def _take_document(self, event: Any) -> None:
        if self.root is not None:
            message = "A second document begins here; a file holds one."
            self._faults.stop("several-documents", _span(event), message, "Put it into a file of its own.")

    def _take_scalar(self, event: Any) -> None:
        self._count(event)
        self._check_properties(event)
        text: str = event.value
        if len(text) > MAX_TEXT:
            self._fault(event, "too-long", f"This text has {len(text)} characters; at most {MAX_TEXT} are read.")
        reading = Reading(text) if event.style or len(text) > MAX_TEXT else read_plain(text)
        if not event.style and self._stack and self._stack[-1].is_flow:
            self._check_plain_in_brackets(event)
        if self._stack and self._stack[-1].expects_key():
            self._take_key(event, text, reading)
            return
        if reading.fault is not None:
            self._fault(event, reading.fault.code, reading.fault.message, reading.fault.hint)
        span = _span(event) if event.value or event.style else self._place_of_nothing(event)
        self._attach(Scalar(span, self._path(), text, reading.value, reading.doubt))

    def _take_key(self, event: Any, text: str, reading: Reading) -> None:
        mapping = self._stack[-1]
        span, path = _span(event), (*mapping.path, text)
        mapping.key = Scalar(span, path, text, text, None)
        if not event.style and text == "<<":
            self._faults.add("merge-key", span, "Merge keys (<<) are not taken.", "Write the entries out.", path)
        elif reading.fault is not None:
            self._faults.add(reading.fault.code, span, reading.fault.message, "Write the key in quotes.", path)
        elif reading.doubt is not None:
            self._faults.add("reads-differently", span, reading.doubt, None, path)
        elif not isinstance(reading.value, str):
            found = f"{quoted(text)} is read as a value" if text else "there is none before this colon"
            message = f"A key has to be text, and {found}."
            self._faults.add("key-not-text", span, message, "Write the key in quotes.", path)
        elif text in mapping.first_places:
            first = mapping.first_places[text]
            place = f"line {first.line}, column {first.column}"
            message = f"The key {quoted(text)} is here twice; it is already in {place}."
            self._faults.add("duplicate-key", span, message, "Keep one of them.", path)
        else:
            mapping.first_places[text] = span.start

    def _check_plain_in_brackets(self, event: Any) -> None:
        """Stop at what only one of the two parsers takes.

        PyYAML's own ends the text at a question mark, libyaml and YAML 1.2 do not; libyaml wants a space
        after the colon of an unquoted key, PyYAML's own does not.
        """
        end = event.end_mark.index
        behind = self._text[end : end + 2]
        if "?" in event.value:
            bracket = "}" if self._stack[-1].is_mapping else "]"
            at = self._text.index("?", event.start_mark.index)
            explain(Problem(f"expected ',' or '{bracket}'", "", at, at), self._text, self._faults)
        if event.value and behind[:1] == ":" and behind[1:] in _FLOW_INDICATORS:
            explain(Problem("found unexpected ':'", "", end, end), self._text, self._faults)

    def _place_of_nothing(self, event: Any) -> Span:
        """A value that is not written stands behind its key; the parsers place it here and there."""
        key = self._stack[-1].key if self._stack else None
        return _span(event) if key is None or key.span is None else Span(key.span.end, key.span.end)

    def _take_alias(self, event: Any) -> None:
        self._count(event)
        message = f"The alias {quoted(f'*{event.anchor}')} is not taken."
        self._fault(event, "alias", message, "Write the value out, or the text in quotes.")
        self._attach(Scalar(_span(event), self._path(), "", None, None))

    def _take_start(self, event: Any) -> None:
        self._count(event)
        self._check_properties(event)
        if len(self._stack) >= MAX_DEPTH:
            message = f"Lists and mappings are nested too deep here; at most {MAX_DEPTH} levels are read."
            self._faults.stop("too-deep", _span(event), message, None, self._path())
        if self._stack and self._stack[-1].expects_key():
            message = "A list or mapping cannot be a key; a key has to be text."
            self._fault(event, "key-not-text", message, "Write the key in quotes.")
        is_mapping = type(event).__name__ == "MappingStartEvent"
        self._stack.append(_Open(self._path(), _span(event).start, is_mapping, bool(event.flow_style)))

    def _take_end(self, event: Any) -> None:
        done = self._stack.pop()
        if done.is_mapping:
            self._attach(Table(_whole(done, event), done.path, tuple(done.entries)))
        else:
            self._attach(Listing(_whole(done, event), done.path, tuple(done.items)))

    def _attach(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.expects_key():
            # The fault was noted where it began; a stand-in keeps keys and values in step.
            parent.key = Scalar(node.span, node.path, "", "", None)
        elif parent.key is None:
            parent.items.append(node)
        else:
            parent.entries.append(Entry(parent.key, node))
            parent.key = None

    def _path(self) -> TreePath:
        return self._stack[-1].path_of_next() if self._stack else ()

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            stop_at_too_many(self._faults, _span(event))

    def _check_properties(self, event: Any) -> None:
        hint = "Leave it out, or write the text in quotes."
        if event.anchor is not None:
            self._fault(event, "anchor", f"The anchor {quoted(f'&{event.anchor}')} is not taken.", hint)
        if event.tag is not None:
            self._fault(event, "tag", "Tags (words that begin with !) are not taken.", hint)

    def _fault(self, event: Any, code: str, message: str, hint: str | None = None) -> None:
        self._faults.add(code, _span(event), message, hint, self._path())


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(Position(start.line + 1, start.column + 1), Position(end.line + 1, end.column + 1))


def _whole(done: _Open, event: Any) -> Span:
    """From the first character to the last; the parsers end an indented block only at what follows it."""
    if done.is_flow and event.end_mark.index > event.start_mark.index:
        return Span(done.start, _span(event).end)
    last = done.entries[-1].value if done.entries else done.items[-1] if done.items else None
    return Span(done.start, last.span.end if last is not None and last.span is not None else done.start)
