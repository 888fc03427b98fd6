"""What a check is, and what it remarks on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kpo_advisor.errors import Severity
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.model.finding import Finding, Related
from kpo_advisor.model.profile import Profile
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.rulebooks.location import Location

_OWN_ONLY = ("references", "evidence")
"""Families whose findings in an extended rulebook are that rulebook's own matter."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say about a place, and what to do.

    `related` are other places that it is about, each with what stands there; `witness` is a profile that shows it.
    """

    place: Location
    message: str
    hint: str | None = None
    related: Sequence[tuple[Location, str]] = ()
    witness: Profile | None = None


Remarks = Iterator[Remark]


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
    run: Callable[[LocatedRulebook], Remarks]

    @property
    def title(self) -> str:
        """The first sentence of the manual page."""
        return self.manual.partition("\n")[0]

    def findings(self, book: LocatedRulebook) -> Iterator[Finding]:
        """What it finds in a rulebook, and of what that extends, where it is this rulebook's matter."""
        for remark in self.run(book):
            file, node = remark.place.file, remark.place.node
            if self.family in _OWN_ONLY and remark.place.part.layer != book.top:
                continue
            related = tuple(Related(place.file, place.node.span, message) for place, message in remark.related)
            shown = None if remark.witness is None else profile_yaml(remark.witness, book.rulebook)
            texts = remark.message, remark.hint
            yield Finding(self.slug, self.severity, file, node.span, *texts, node.path, related, shown)
