"""The mildest restrictions of open questions under which a provisional recommendation is certain."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpo_advisor.certainty.conditions.blanks import Removals, in_words, is_mild
from kpo_advisor.certainty.conditions.escapes import Escapes
from kpo_advisor.certainty.conditions.hitting_sets import HittingSets, Missed
from kpo_advisor.certainty.conditions.reasons import Reasons
from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.truth import TRUE
from kpo_advisor.model.sensitivity import Conditions, Mildness, Proviso
from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.effort import OF_CONDITIONS, OF_PROFILE, Effort

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.certainty.conditions.blanks import Blank, Reason
    from kpo_advisor.certainty.examined import Examined

MOST_BLANKS = 5
"""Open questions on which a recommendation may depend and still be called certain under conditions."""

NOTHING: Removals = frozenset()
OPEN = Conditions(Mildness.OPEN, ())


def conditions_of(
    examined: Examined, most: int = MOST_BLANKS, *, or_enough: bool = True, millions: int = OF_CONDITIONS
) -> Conditions | None:
    """The conditions under which what is recommended stands alone first, whatever else is answered.

    The mildest ones: of restrictions that take from a question of one choice at most half of its answers, and only
    forbid ticks, those of the fewest questions, then those that rule out the fewest answers, then those that come
    first in the questionnaire. *Enough* where they are not proved to be the smallest; `or_enough` False leaves these
    out, which take much longer to find. *Open* on a tie, where more than `most` questions would have to be restricted,
    where no restriction is mild, and where the effort does not suffice, `millions` of steps for the smallest ones. None
    where it is certain as it is, and where everything is excluded. Raises Disagreement where the engine does not
    confirm a way to answer that was found.
    """
    main = examined.main
    if main.winner is not None or not (main.first or main.possible):
        return None
    if main.recommended is None or not Query.fits(examined.rulebook, examined.premises):
        return OPEN
    search = _ConditionSearch(examined, most, millions)
    found = search.smallest()
    if found is not Missed.NOT_DECIDED:
        return OPEN if isinstance(found, Missed) else Conditions(Mildness.SMALLEST, tuple(search.told(found)))
    enough = search.enough() if or_enough else Missed.NOT_DECIDED
    return OPEN if isinstance(enough, Missed) else Conditions(Mildness.ENOUGH, tuple(search.told(enough)))


class _ConditionSearch:
    def __init__(self, examined: Examined, most: int, millions: int) -> None:
        self.examined = examined
        self.most = most
        self.effort = Effort(millions)
        self.escapes = Escapes(examined, self.effort)
        self.blanks = self.escapes.blanks
        self.reasons = Reasons(self.escapes)
        self.found: list[Reason] = []
        self.last = NOTHING

    def smallest(self) -> Removals | Missed:
        """The smallest mild restriction that lets nothing escape."""
        if not HittingSets.fits(self.blanks, self.most, self.effort):
            return Missed.NOT_DECIDED
        sets = HittingSets(self.blanks, self.most, self.effort)
        while not (is_enough := self._is_enough(sets)):
            found = Missed.NOT_DECIDED if is_enough is None else sets.smallest()
            if isinstance(found, Missed):
                return found
            self.last = found
        return self.last

    def _is_enough(self, sets: HittingSets) -> bool | None:
        """Whether the last restriction lets nothing escape; else the sets to come meet the reason."""
        way = self.escapes.escape(self.last)
        if way is False:
            stays = self.escapes.stay(self.last)
            if stays:
                return True
            clash = None if stays is None else self.escapes.clash(self.last)
            if clash is None:
                return None
            sets.forbid(clash)
            return False
        reason = self.reasons.of(way) if way else None
        if reason is None:
            return None
        self.found.append(reason)
        sets.add(reason)
        return False

    def enough(self) -> Removals | Missed:
        """A mild restriction that lets nothing escape, of which no part can be left out."""
        self.escapes.solver.effort = Effort(OF_PROFILE)
        found: Removals | None = self.last
        while found is not None and (way := self.escapes.escape(found)) is not False:
            reason = self.reasons.of(way) if way else None
            if reason is None:
                return Missed.NOT_DECIDED
            self.found.append(reason)
            found = meeting(self.found, self.blanks)
        if found is None:
            return Missed.NONE
        for part in [*_by_blank(found), *(frozenset({removal}) for removal in sorted(found, reverse=True))]:
            if part <= found and self.escapes.escape(found - part) is False:
                found -= part
        is_short = len({blank for blank, _ in found}) <= self.most
        return found if is_short and self.escapes.stay(found) else Missed.NONE

    def told(self, removals: Removals) -> Iterator[Proviso]:
        """The restriction in the words of the questionnaire, with what may come first without each part of it."""
        self.escapes.solver.effort = Effort(OF_PROFILE)
        rulebook, encoding = self.examined.rulebook, self.escapes.solver.encoding
        for part in reversed(_by_blank(removals)):
            at = min(blank for blank, _ in part)
            blank = self.blanks[at]
            question = rulebook.questions[blank.question]
            gone = {value for _, value in part}
            left = set(range(len(blank.values))) - gone
            choices = (*blank.made, *in_words(question, encoding, blank, left))
            yield Proviso(
                question.id,
                question.label,
                blank.activities,
                choices,
                in_words(question, encoding, blank, gone),
                tuple(person.label for person in question.who_knows),
                tuple(self._otherwise(removals - part)),
                not self._applies(blank),
            )

    def _otherwise(self, rest: Removals) -> Iterator[str]:
        for alternative in self.examined.main.possible:
            if alternative != self.escapes.recommended and self.escapes.escape(rest, alternative) is not False:
                yield alternative

    def _applies(self, blank: Blank) -> bool:
        """Whether a question applies to all its pieces, whatever is answered."""
        program, is_part = self.escapes.program, bool(self.examined.profile.activities)
        node = program.only_if.get(blank.question)
        known = (self.examined.premises[piece - 1].known for piece in blank.pieces)
        masks = (masks_of(program, answers, is_part=is_part) for answers in known)
        return node is None or all(node.value(true, false) == TRUE for true, false, *_ in masks)


def meeting(reasons: Sequence[Reason], blanks: Sequence[Blank]) -> Removals | None:
    """A mild set that meets all reasons, the parts that meet most of them first; None where that leads nowhere."""
    found: Removals = NOTHING
    while waiting := [reason for reason in reasons if not any(part <= found for part in reason)]:
        worth = Counter[Removals]()
        for reason in waiting:
            worth.update(part for part in reason if is_mild(found | part, blanks))
        if not worth:
            return None
        most = max(worth.values())
        found |= min((part for part in worth if worth[part] == most), key=sorted)
    return found


def _by_blank(removals: Removals) -> list[Removals]:
    """The removals of each blank, the last one of the questionnaire first."""
    blanks = sorted({blank for blank, _ in removals}, reverse=True)
    return [frozenset(removal for removal in removals if removal[0] == blank) for blank in blanks]
