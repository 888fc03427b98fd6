"""What a check is, and what checks use alike: the proofs, and how findings, conditions and witnesses are told."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from kpo_advisor.model.finding import Finding, Related
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.proofs.proofs import proofs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kpo_advisor.lint.located_rulebook import LocatedRulebook
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.finding import Severity
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.proofs.proofs import Proofs
    from kpo_advisor.rulebooks.location import Location

LONGEST = 160
"""Characters of one condition in a message; the whole of it stands in the file."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a rulebook.

    `code` (KPO and three digits) and `slug` are stable. `family` is references, meaning or evidence.
    A check that is not `on` runs only where it is selected. `manual` is its page, in Markdown.
    """

    code: str
    slug: str
    severity: Severity
    family: str
    on: bool
    manual: str
    run: Callable[[LocatedRulebook], Iterator[Finding]]

    @property
    def title(self) -> str:
        """The first sentence of the manual page."""
        return self.manual.partition("\n")[0]


def finding(  # noqa: PLR0913
    slug: str,
    severity: Severity,
    place: Location,
    message: str,
    *,
    hint: str | None = None,
    related: Iterable[Related] = (),
    witness: str | None = None,
) -> Finding:
    """A finding at a place; `witness` is the text of a profile that shows it."""
    node = place.node
    return Finding(slug, severity, place.file, node.span, message, hint, node.path, tuple(related), witness)


def related(place: Location, message: str) -> Related:
    """Another place that a finding is about, and what stands there."""
    return Related(place.file, place.node.span, message)


def proofs(book: LocatedRulebook) -> Proofs:
    """The proofs about a rulebook, made once for all checks."""
    return proofs_of(book.rulebook, book.effort)


def words(book: LocatedRulebook, condition: Condition) -> str:
    """A condition as a message says it."""
    return shorten(in_words(condition, book.rulebook.questions), LONGEST, placeholder=" …")


def text_of(book: LocatedRulebook, witness: Profile | None) -> str | None:
    """A witness as a profile file, ready to run."""
    return None if witness is None else profile_yaml(witness, book.rulebook)
