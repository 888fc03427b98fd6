"""Changing what a YAML text says rather than its bytes: most often it can still be parsed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TEXT = "tag:yaml.org,2002:str"
MOST_NODES = 60_000
# fmt: off
NASTY = (
    "", " ", "~", "null", "no", "On", "y", "unknown", "none", "packaged", "true", "010", "0x1F", "1e3", "1e999",
    "-0", ".nan", "-.inf",
    "99999999999999999999", "1" * 40, "0." + "3" * 40, "1_000", "12:30", "2024-02-30", "50%", "１２", "1,5", "0.5.",
    "a|b", "a, b",
    "=", "<<", "- a", "a: b", "#a", "&a", "*a", "!a", "%a", "@a", "`a`", "?", "[a]", "{a: b}", "'a'", '"a"',
    "back\\slash", "..", "../..",
    "/", "a/b", "a-whole", "term", "any", "all", "not", "decided", "x\x00y", "\x07\x1b[31m", "\x7f\x85\x9f\xa0",
    "\u2028\u2029", "\ufeff",
    "\ufffe\uffff", "\u202egnp", "\U0001f600", "\U000e0041", "\ufe0f\U000e0100", "\u00ad\u034f\u3164", "e\u0301",
    "é", "日本語", "می\u200cخواهم",
    "::error::x", "##vso[x]", "<b>x</b>", "a" * 161, "b" * 4001, "c" * 65_537, "KPO102", "line\nbreak\n",
    "tab\there", "\r",
)
# fmt: on


@dataclass(slots=True)
class Slot:
    """A place in a tree: the list that a node stands in, and where; `half` is 0 for a key and 1 for a value."""

    items: list[object]
    index: int
    half: int | None

    @property
    def node(self) -> Node:
        found = self.items[self.index]
        return found if self.half is None else found[self.half]  # type: ignore[return-value,index]

    def put(self, node: Node) -> None:
        if self.half is None:
            self.items[self.index] = node
        else:
            pair = list(self.items[self.index])  # type: ignore[call-overload]
            pair[self.half] = node
            self.items[self.index] = tuple(pair)


def changed(data: bytes, chance: random.Random, words: Sequence[str], *, as_json: bool) -> bytes:
    """The data after one to five changes to its tree, as YAML in some style or as JSON."""
    root = yaml.compose(data.decode("utf-8"), Loader=LOADER)
    if root is None:
        return data
    top: list[object] = [root]
    for _ in range(chance.randint(1, 5)):
        slots = list(_slots(top))
        if not slots or len(slots) > MOST_NODES:
            break
        chance.choice(_CHANGES)(chance.choice(slots), slots, chance, words)
    if as_json:
        return _json(top[0], chance.random() < 0.5).encode("utf-8", "surrogatepass")
    if chance.random() < 0.2:
        _restyle(top[0], chance)
    width = chance.choice((20, 80, 10**6))
    text: bytes = yaml.serialize(
        top[0], Dumper=DUMPER, encoding="utf-8", allow_unicode=chance.random() < 0.7, width=width
    )
    return text


def _slots(top: list[object]) -> Iterator[Slot]:
    """Every place, each node's inside once, however often it is referred to."""
    seen: set[int] = set()
    waiting = [Slot(top, 0, None)]
    while waiting:
        slot = waiting.pop()
        yield slot
        node = slot.node
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, SequenceNode):
            waiting += [Slot(node.value, index, None) for index in range(len(node.value))]
        elif isinstance(node, MappingNode):
            waiting += [Slot(node.value, index, half) for index in range(len(node.value)) for half in (0, 1)]


def _scalar(text: str, chance: random.Random) -> ScalarNode:
    """The text in quotes, or as it stands, when it may be a number, a date or a yes."""
    if chance.random() < 0.3:
        return ScalarNode(TEXT, text, style=chance.choice(("'", '"')))
    return ScalarNode(_RESOLVER.resolve(ScalarNode, text, (True, False)), text)


_RESOLVER: Any = yaml.resolver.Resolver()


def _nasty(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    slot.put(_scalar(chance.choice(NASTY), chance))


def _word(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    """A word of the field, where words stand."""
    if isinstance(slot.node, ScalarNode) or chance.random() < 0.1:
        slot.put(_scalar(chance.choice(words), chance))


def _misspell(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    node = slot.node
    if isinstance(node, ScalarNode) and len(node.value) > 1:
        at = chance.randrange(len(node.value) - 1)
        text = node.value[:at] + node.value[at + 1] + node.value[at] + node.value[at + 2 :]
        slot.put(ScalarNode(node.tag, chance.choice((text, text.upper(), text[:at], text + "s")), style=node.style))


def _take_out(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    if len(slot.items) > 1:
        del slot.items[slot.index]


def _again(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    """The item or entry twice and more: a duplicate, or a very long list."""
    times = chance.choice((1, 1, 1, 2, 30, 1000, 20_000))
    entry = slot.items[slot.index]
    if times > 2 and isinstance(entry, tuple):  # many keys that differ
        key, value = entry
        text = key.value if isinstance(key, ScalarNode) else "x"
        slot.items += [(ScalarNode(TEXT, f"{text}{number}"), value) for number in range(times)]
    elif not (times > 2 and len(slot.items) > 100):
        slot.items[slot.index : slot.index] = [entry] * times


def _splice(slot: Slot, slots: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    """A node of elsewhere: as an alias of it, or as a copy."""
    other = chance.choice(slots).node
    slot.put(other if chance.random() < 0.2 else _copy(other, [500]))


def _swap(slot: Slot, slots: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    other = chance.choice(slots)
    here, there = slot.node, other.node
    slot.put(_copy(there, [500]))
    other.put(_copy(here, [500]))


def _deepen(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    node = slot.node
    for _level in range(chance.choice((1, 1, 2, 30, 45))):
        key = ScalarNode(TEXT, chance.choice(words))
        node = chance.choice(
            (SequenceNode("tag:yaml.org,2002:seq", [node]), MappingNode("tag:yaml.org,2002:map", [(key, node)]))
        )
    slot.put(node)


def _empty(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    slot.put(chance.choice((SequenceNode("tag:yaml.org,2002:seq", []), MappingNode("tag:yaml.org,2002:map", []))))


def _retag(slot: Slot, _: Sequence[Slot], chance: random.Random, words: Sequence[str]) -> None:
    node = slot.node
    if isinstance(node, ScalarNode):
        tag = chance.choice((TEXT, "tag:yaml.org,2002:int", "tag:yaml.org,2002:binary", "!x", "tag:yaml.org,2002:bool"))
        slot.put(ScalarNode(tag, node.value, style=chance.choice((None, "'", '"', "|", ">"))))


_CHANGES: tuple[Callable[[Slot, Sequence[Slot], random.Random, Sequence[str]], None], ...] = (
    *(_word,) * 6,
    *(_nasty,) * 3,
    *(_misspell,) * 3,
    *(_take_out,) * 3,
    *(_again, _splice, _swap) * 2,
    *(_deepen, _empty, _retag),
)


def _copy(node: Node, left: list[int]) -> Node:
    """A copy of the node and of the first nodes below it, as many as are left; cycles end so too."""
    left[0] -= 1
    if isinstance(node, ScalarNode) or left[0] <= 0:
        return node if isinstance(node, ScalarNode) else ScalarNode(TEXT, "x")
    if isinstance(node, SequenceNode):
        return SequenceNode(node.tag, [_copy(each, left) for each in node.value[: max(1, left[0])]])
    pairs = node.value[: max(1, left[0])]
    return MappingNode(node.tag, [(_copy(key, left), _copy(value, left)) for key, value in pairs])


def _restyle(root: object, chance: random.Random) -> None:
    for slot in list(_slots([root])):
        if isinstance(slot.node, SequenceNode | MappingNode):
            slot.node.flow_style = chance.random() < 0.5


def _json(node: object, ascii_only: bool, depth: int = 0) -> str:
    if depth > 100:  # an alias of what it stands in
        return '"…"'
    if isinstance(node, SequenceNode):
        return f"[{', '.join(_json(each, ascii_only, depth + 1) for each in node.value)}]"
    if isinstance(node, MappingNode):
        pairs = (f"{_json_key(key, ascii_only)}: {_json(value, ascii_only, depth + 1)}" for key, value in node.value)
        return "{" + ", ".join(pairs) + "}"
    assert isinstance(node, ScalarNode)
    plain = node.style is None and node.tag != TEXT
    return node.value if plain and node.value else json.dumps(node.value, ensure_ascii=ascii_only)


def _json_key(node: Node, ascii_only: bool) -> str:
    return json.dumps(node.value if isinstance(node, ScalarNode) else "x", ensure_ascii=ascii_only)
