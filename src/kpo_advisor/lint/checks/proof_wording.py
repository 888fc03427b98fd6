"""What the checks by proof share: the proofs themselves, and how conditions and witnesses are told."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.proofs.profiles import proofs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.lint.book import Book
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.proofs.profiles import Proofs

LONGEST = 160
"""Characters of one condition in a message; the whole of it stands in the file."""


def proofs(book: Book) -> Proofs:
    """The proofs about a rulebook, made once for all checks."""
    return proofs_of(book.rulebook, book.effort)


def words(book: Book, condition: Condition) -> str:
    """A condition as a message says it."""
    return shorten(in_words(condition, book.rulebook.questions), LONGEST, placeholder=" …")


def listed(ids: Iterable[str]) -> str:
    """Ids as a message lists them."""
    *before, last = ids
    return f"{', '.join(before)} and {last}" if before else last


def text_of(book: Book, witness: Profile | None) -> str | None:
    """A witness as a profile file, ready to run."""
    return None if witness is None else profile_yaml(witness, book.rulebook)
