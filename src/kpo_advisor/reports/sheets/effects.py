"""What the answer to an open question may change, in one sentence: what comes first, what is barred, the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Applies, Certainty
from kpo_advisor.model.rules import EffectKind, Exclusion
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook

BARRED = {
    EffectKind.EXCLUDES: "{} may be ruled out",
    EffectKind.HOLDS_BACK: "{} may be held back",
    EffectKind.FREES: "what stands against {} may be lifted",
}


def may_change(given: Recommendation, rulebook: Rulebook, question: str) -> str:
    """What the answer to an open question may change.

    It names what may come first, and what may be barred, but not with which answers: whoever answers shall say how
    things are.
    """
    first, bars = _first(given, rulebook, question), list(_bars(given, rulebook, question))
    if first is None:
        return f"It cannot change {_stays(given)}, but {'; '.join(bars) or _rest(given)}."
    return f"{'; '.join([first, *bars])}."


def completes(given: Recommendation, rulebook: Rulebook, question: str) -> bool:
    """Whether anything but the first place may depend on an open question.

    Where it is not certain which activity goes where, that may depend on any.
    """
    if _is_plan_open(given):
        return True
    unsettled = {
        id
        for rows in given.decisions.values()
        for row in rows
        if row.taken and row.certainty is Certainty.PROVISIONAL
        for id in row.possible
    }
    waiting = _open_rules(given)
    looking = (rule for rule in rulebook.rules if question in rule.questions)
    return any(rule.id in waiting or not rule.touches.isdisjoint(unsettled) for rule in looking)


def _is_plan_open(given: Recommendation) -> bool:
    return any(row.certainty is Certainty.PROVISIONAL for row in given.plan)


def _stays(given: Recommendation) -> str:
    return "what comes first for the whole" if given.plan else "what comes first"


def _rest(given: Recommendation) -> str:
    where = "where an activity goes, " if _is_plan_open(given) else ""
    return f"{where}what must be in place or how to go about it may depend on it"


def _first(given: Recommendation, rulebook: Rulebook, question: str) -> str | None:
    """What the answer may put first, by itself or as one of the conditions; None where it cannot."""
    row = next(row for row in given.open_questions if row.question == question)
    if not row.can_change_first:
        return None
    now = dict.fromkeys([given.recommended] if given.recommended else given.first)
    firsts = [turn.first for turn in row.turns]
    firsts += [proviso.otherwise for proviso in given.conditions if proviso.question == question]
    others = dict.fromkeys(id for first in firsts for id in first if id not in now)
    titles = [rulebook.titles[id] for id in others]
    if titles:
        before = listed([rulebook.titles[id] for id in now]) or "nothing"
        return f"Depending on the answer, {listed(titles, 'or')} may come first in place of {before}"
    if firsts and len(now) > 1:
        return f"The answer may settle which of {listed([rulebook.titles[id] for id in now])} comes first"
    if firsts:
        return "Depending on the answer, nothing may be left to come first"
    return "Together with other answers it may change what comes first"


def _bars(given: Recommendation, rulebook: Rulebook, question: str) -> Iterator[str]:
    """What may be ruled out, held back or freed."""
    found: dict[EffectKind, dict[str, None]] = {}
    for check in given.checks:
        if check.question == question:
            found.setdefault(check.effect, {}).update(dict.fromkeys(check.alternatives))
    for effect, said in BARRED.items():
        targets = found.get(effect, {})
        homes = [target for target in targets if not (_is_part(target) and Exclusion.of(target).alternative in targets)]
        if homes:
            yield said.format(listed([rulebook.title_of(target) for target in homes]))


def _is_part(target: str) -> bool:
    return Exclusion.of(target).whole_only


def _open_rules(given: Recommendation) -> set[str]:
    """The rules that bar something, or are printed, only if an open question turns out so."""
    told = [*given.advice, *(advice for row in given.ranking for advice in row.requires)]
    found = {check.rule for check in given.checks}
    found |= {advice.rule for advice in told if advice.status is Applies.CHECK}
    for suggestion in (suggestion for suggestions in given.suggestions.values() for suggestion in suggestions):
        reasons = (*suggestion.reasons, *suggestion.withheld)
        found |= {reason.rule for reason in reasons if reason.status is Applies.CHECK}
    return found
