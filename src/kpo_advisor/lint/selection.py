"""Which findings are wanted: by code, by the beginning of a code, or by slug."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.codes import code_of, known, no_check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.lint.check import Check
    from kpo_advisor.model.finding import Finding

ALL = "ALL"
NOT_DECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Selection:
    """What was selected (everything that is on, where nothing was) less what is ignored.

    The longer word wins: selecting KPO2 and ignoring KPO203 leaves KPO203 out; ignoring KPO2 and selecting
    KPO203 leaves only that one of them in.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise KpoAdvisorError for words that name no check."""
        for word in (*self.select, *self.ignore):
            if not _is_known(word):
                raise no_check(word)

    def checks(self) -> tuple[Check, ...]:
        """The checks that are to run."""
        return tuple(check for check in all_checks() if self.wants_slug(check.slug, is_on=check.on))

    def wants(self, finding: Finding) -> bool:
        """Whether a finding is shown. What stops a file from being read always is.

        So is what was not decided, unless that is ignored by its own name: a check that could not look everywhere must
        not look like one that found nothing.
        """
        return self.wants_kind(finding.slug, finding.severity)

    def wants_kind(self, slug: str, severity: Severity) -> bool:
        """Whether findings of this kind are shown."""
        code = code_of(slug)
        if slug == NOT_DECIDED:
            return _best(self.ignore, slug) <= len(code)
        is_fault = severity is Severity.ERROR and code.startswith("KPO0")
        return is_fault or self.wants_slug(slug, is_on=True)

    def wants_slug(self, slug: str, *, is_on: bool) -> bool:
        """Whether findings of a slug are wanted; `is_on`: also where nothing was selected."""
        chosen = _best(self.select, slug) if self.select else int(is_on)
        return chosen > 0 and chosen > _best(self.ignore, slug)


def words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of settings such as `KPO2,uncited-fact`."""
    return tuple(filter(None, map(str.strip, ",".join(texts).split(","))))


def _best(chosen: Iterable[str], slug: str) -> int:
    """How closely the words name a slug: 0 not at all, 1 by ALL, more by longer words."""
    return max((_closeness(word, slug) for word in chosen), default=0)


def _closeness(word: str, slug: str) -> int:
    code = code_of(slug)
    if word == slug:
        return len(code) + 1
    if word.upper() == ALL:
        return 1
    return len(word) + 1 if code.startswith(word.upper()) else 0


def _is_known(word: str) -> bool:
    codes, beginning = known(), word.upper()
    if beginning == ALL or word in codes.values():
        return True
    return beginning.startswith("KPO") and any(code.startswith(beginning) for code in codes)
