"""What a check is, and finding all there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.finding import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kpo_advisor.lint.book import Book
    from kpo_advisor.lint.place import Place
    from kpo_advisor.model.finding import Severity


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
    run: Callable[[Book], Iterator[Finding]]

    @property
    def title(self) -> str:
        """The first sentence of the manual page."""
        return self.manual.partition("\n")[0]


def finding(  # noqa: PLR0913
    slug: str,
    severity: Severity,
    place: Place,
    message: str,
    *,
    hint: str | None = None,
    related: Iterable[Related] = (),
    witness: str | None = None,
) -> Finding:
    """A finding at a place; `witness` is the text of a profile that shows it."""
    node = place.node
    return Finding(slug, severity, place.file, node.span, message, hint, node.path, tuple(related), witness)


def related(place: Place, message: str) -> Related:
    """Another place that a finding is about, and what stands there."""
    return Related(place.file, place.node.span, message)
