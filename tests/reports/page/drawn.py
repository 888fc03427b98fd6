"""Clients drawn at random, with what is not known, what is not settled, and work in several activities."""

from __future__ import annotations

import json
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

from kpo_advisor import profile_from
from tests.engine.plain_profiles import Drawn, written
from tests.engine.second_engine import Book
from tests.packaged import rulebook
from tests.proofs.coherent_profiles import Profiles
from tests.reports.page.printed import TOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor import Profile
    from kpo_advisor.model.questions import Answer

Plain = dict[str, Any]


def clients(count: int, seed: int = 1) -> Iterator[Plain]:
    """Profiles as mappings: in turn cases that were changed here and there, and clients whose answers hang together."""
    book = Book(TOP / "rules")
    changed = Drawn(book.questions, book.decisions, TOP / "examples", seed)
    coherent = Coherent(seed)
    found = (json.loads(written(book.questions, plain)) for plain in changed)
    yield from islice((plain for pair in zip(found, coherent, strict=False) for plain in pair), count)


def read(plain: Mapping[str, Any]) -> Profile:
    """The profile of a mapping."""
    return profile_from(plain, rulebook())


class Coherent:
    """Clients whose answers contradict each other nowhere, as far as they know them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.profiles = Profiles(rulebook(), seed)

    def __iter__(self) -> Iterator[Plain]:
        while True:
            gaps = self.random.choice((0.0, 0.0, 0.1, 0.3))
            answers = {
                id: self._told(self.profiles.answer(id)) for id in rulebook().questions if self.random.random() >= gaps
            }
            yield {"title": "A client", "answers": answers}

    def _told(self, answer: Answer) -> Any:
        if self.random.random() < 0.05:
            return "unknown"
        return [*answer] if isinstance(answer, tuple) else answer if isinstance(answer, str) else float(answer)  # type: ignore[arg-type]
