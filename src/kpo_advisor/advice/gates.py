"""Gates for scripts: what a recommendation has to be like, and in which of these it fails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.model.reserved_ids import NOTHING
from kpo_advisor.text.apportioning import as_printed
from kpo_advisor.text.phrases import listed, quoted, unsigned
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook

_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3})?")
_NO_ANSWER = "nothing can be recommended"


class Shortfall(StrEnum):
    """What a recommendation may fall short by.

    PROVISIONAL: it is not certain. CLOSE: another shares the first place, or is so near that it is too close to call.
    HELD_BACK: what comes first is held back. A recommendation of nothing, where all is excluded, has the first and the
    last.
    """

    PROVISIONAL = "provisional"
    CLOSE = "close"
    HELD_BACK = "held-back"


@dataclass(frozen=True, slots=True)
class Gates:
    """What is asked of a recommendation; nothing by default.

    `homes` are those that may be recommended, `none` among them for no recommendation; empty: all. `least_lead` is
    held against the lead as it is printed, to one decimal; where nothing else has the same standing, there is no lead
    to fall short of.
    """

    strict: bool = False
    fail_on: frozenset[Shortfall] = frozenset()
    homes: tuple[str, ...] = ()
    least_lead: Fraction | None = None


def gates_of(
    rulebook: Rulebook, *, strict: bool, fail_on: Sequence[str], expect: Sequence[str], min_lead: str | None
) -> Gates:
    """The gates that texts name, several by commas. Raises KpoAdvisorError for what is no such thing."""
    short = _named("--fail-on", fail_on, [*Shortfall])
    homes = _named("--expect", expect, [*(home.id for home in rulebook.main.alternatives), NOTHING])
    if min_lead is not None and not _NUMBER.fullmatch(min_lead):
        raise KpoAdvisorError(f"--min-lead takes a number such as 5 or 2.5, found {quoted(min_lead)}.")
    lead = None if min_lead is None else Fraction(min_lead)
    return Gates(strict, frozenset(map(Shortfall, short)), homes, lead)


def _named(option: str, texts: Iterable[str], allowed: Collection[str]) -> tuple[str, ...]:
    words = [word.strip() for text in texts for word in text.split(",")]
    for word in words:
        if word not in allowed:
            hint = did_you_mean(word, allowed)
            known = f"{option} takes {listed([*allowed], 'or')}, several parted by commas; found {quoted(word)}."
            raise KpoAdvisorError(f"{known} {hint}" if hint else known)
    return tuple(dict.fromkeys(words))


def failures(given: Recommendation, gates: Gates) -> Iterator[tuple[str, str]]:
    """The gates that a recommendation fails, each as it was asked for, with the reason in words."""
    titles = {row.alternative: row.title for row in given.ranking}
    chosen = _NO_ANSWER if given.recommended is None else f"{titles[given.recommended]} is recommended"
    if len(given.first) > 1:
        chosen = _level(given, titles)
    if gates.strict and given.certainty is not Certainty.CERTAIN:
        yield "--strict", _not_certain(given, titles)
    for short in Shortfall:
        reason = _reason(short, given, titles) if short in gates.fail_on else None
        if reason:
            yield f"--fail-on {short}", reason
    if gates.homes and (given.recommended or NOTHING) not in gates.homes:
        yield f"--expect {','.join(gates.homes)}", chosen
    if gates.least_lead is not None and not _leads_by(gates.least_lead, given):
        told = chosen if given.lead is None else f"the lead is {unsigned(given.lead)}"
        yield f"--min-lead {float(gates.least_lead):g}", told


def _reason(short: Shortfall, given: Recommendation, titles: dict[str, str]) -> str | None:
    """Why a recommendation falls short by that; None where it does not."""
    if short is Shortfall.PROVISIONAL:
        return None if given.certainty is Certainty.CERTAIN else _not_certain(given, titles)
    if short is Shortfall.CLOSE:
        if len(given.first) > 1:
            return _level(given, titles)
        near = [titles[id] for id in given.close]
        return f"{listed(near)} {'is' if len(near) == 1 else 'are'} too close to call" if near else None
    if not given.first:
        return _NO_ANSWER
    return "what comes first is held back" if Standing.of(given.ranking[0].standing) is Standing.HELD_BACK else None


def _level(given: Recommendation, titles: dict[str, str]) -> str:
    return f"{listed([titles[id] for id in given.first])} share the first place"


def _not_certain(given: Recommendation, titles: dict[str, str]) -> str:
    if given.certainty is Certainty.NONE:
        return _NO_ANSWER
    if len(given.possible) < 2:
        return "that it stays first is not proved"
    return f"first may be {listed([titles[id] for id in given.possible], 'or')}"


def _leads_by(least: Fraction, given: Recommendation) -> bool:
    if given.recommended is None:
        return False
    return given.lead is None or as_printed(given.lead) >= least
