"""The answer in one sentence, its place included where that is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.reports.activities import home_of
from kpo_advisor.text.apportioning import as_printed
from kpo_advisor.text.phrases import inside_a_sentence, listed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import PlanRow, Recommendation
    from kpo_advisor.model.rulebook import Rulebook

MOST_NAMED = 3
"""Activities that the answer names."""
IF_LIFTED = ", but only once what holds it back is lifted"
"""What is said of an alternative that is held back and comes first all the same."""


def headline(given: Recommendation, rulebook: Rulebook) -> str:
    """What to do, in one sentence; of a tie or a close call, the homes that are level."""
    if given.recommended is None:
        return _no_single(given, rulebook)
    told = in_words(rulebook, given.recommended)
    rows = {row.alternative: row for row in given.ranking}
    if rows[given.recommended].standing != Standing.ELIGIBLE.word:
        return f"{told}{IF_LIFTED}."
    if given.close:
        others = [inside_a_sentence(in_words(rulebook, id)) for id in given.close]
        apart = unsigned(as_printed(rows[given.recommended].score) - as_printed(rows[given.close[0]].score))
        lead = f", {apart} apart" if len(others) == 1 else ""
        count = "two" if len(others) == 1 else str(len(others) + 1)
        return f"{listed([told, *others], 'or')}: the {count} are too close to call{lead} on a scale of -100 to 100."
    if is_open(given):
        told = f"For now, {inside_a_sentence(told)}"
    return f"{told}{''.join(_decided_too(given, rulebook))}."


def says_nothing_yet(given: Recommendation) -> bool:
    """Whether nothing that was answered speaks for or against anything, so that there is nothing to act on."""
    return len(given.first) > 1 and not any(row.reasons for row in given.ranking)


def is_open(given: Recommendation) -> bool:
    """Whether first place can still change in more ways than a few conditions name."""
    return given.certainty is Certainty.PROVISIONAL and not given.conditions


def in_words(rulebook: Rulebook, alternative: str) -> str:
    """What an alternative of the main decision asks one to do."""
    found = rulebook.main.alternative(alternative)
    return found.in_words or f"Choose {found.title}"


def _no_single(given: Recommendation, rulebook: Rulebook) -> str:
    if not given.first:
        return "Nowhere as things stand: every home is ruled out."
    if says_nothing_yet(given):
        return "No recommendation yet: nothing that was answered speaks for or against anything."
    first, *others = (in_words(rulebook, id) for id in given.first)
    told = listed([first, *map(inside_a_sentence, others)], "or")
    return f"{told}: the {'two' if len(others) == 1 else str(len(others) + 1)} are level."


def _decided_too(given: Recommendation, rulebook: Rulebook) -> Iterator[str]:
    """What later decisions add, where they come out the same for the whole work and are certain."""
    if rulebook.main.alternative(given.recommended or "").made_of and given.plan:
        yield f": {_shares(given, rulebook)}"
    for id, results in given.decisions.items():
        decision = rulebook.decision_by_id[id]
        taken = [placed for placed in results if placed.taken]
        if len(taken) != 1 or len(results) != 1:
            continue
        (placed,) = taken
        if placed.recommended and placed.certainty is Certainty.CERTAIN:
            words = decision.alternative(placed.recommended).in_words
            if words:
                yield f"{': ' if decision.alternative(placed.recommended).needs else ', '}{words}"


def _shares(given: Recommendation, rulebook: Rulebook) -> str:
    """Which activities go where; of many, how much of the work."""
    by_home: dict[str, list[PlanRow]] = {}
    for row in given.plan:
        by_home.setdefault(home_of(row, rulebook.titles), []).append(row)
    if len(given.plan) <= MOST_NAMED:
        return "; ".join(f"{listed([row.activity for row in rows])} to {home}" for home, rows in by_home.items())
    total = sum(row.share for row in given.plan)
    shares = {home: f"{sum(row.share for row in rows)}/{total}" for home, rows in by_home.items()}
    return listed([f"{share} of the work to {home}" for home, share in shares.items()])
