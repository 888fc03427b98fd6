"""How what forces an escape can always be answered on without a contradiction, whatever mild restriction there is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.truth import OPEN
from kpo_advisor.model.conditions import Every, OneOf, questions_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.certainty.conditions.blanks import Blank
    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.conditions import Condition


class Contradictions:
    """The combinations of answers that may still come to contradict each other."""

    def __init__(self, examined: Examined, blanks: Sequence[Blank]) -> None:
        self.blanks = blanks
        self.questions = examined.rulebook.questions
        self._open: list[tuple[int, Condition]] = []
        program, is_part = program_of(examined.rulebook), bool(examined.profile.activities)
        nodes = dict(program.incompatible)
        for piece, premise in enumerate(examined.premises, start=1):
            true, false, *_ = masks_of(program, premise.known, is_part=is_part)
            for combination in examined.rulebook.incompatible:
                if nodes[combination.id].value(true, false) == OPEN:
                    self._open.append((piece, combination.when))

    def avoid(self, left: dict[int, set[int]], told: Mapping[int, set[int]], given: Mapping[int, set[int]]) -> set[int]:
        """The blanks that have to be answered as in an escape, so that no other answers contradict each other.

        Of the blanks that force the escape, `left` are the answers any one of which does, `told` the ticks all of which
        do; `given` are the answers of the escape itself. A contradiction is avoided by what forces the escape, or by
        a question that has another answer in every mild restriction, or else by taking answers out of `left`.
        """
        fixed: set[int] = set()
        while True:
            narrowed = dict(left)
            deciding = self._unavoided(narrowed, {**told, **{at: given.get(at, set()) for at in fixed}}, given)
            if deciding is None:
                left.update(narrowed)
                return fixed
            fixed |= deciding

    def _unavoided(
        self, left: dict[int, set[int]], told: Mapping[int, set[int]], given: Mapping[int, set[int]]
    ) -> set[int] | None:
        """The blanks that decide a contradiction which is not avoided."""
        elsewhere: defaultdict[int, set[int]] = defaultdict(set)
        for piece, condition in self._open:
            deciding = set(self._deciding(condition))
            hits = dict(self._hits(piece, condition))
            now = {**left, **told}
            if deciding <= told.keys() or any(at in now and not now[at] & hit for at, hit in hits.items()):
                continue
            spare = next((at for at in hits if at not in now and self._is_spare(at, elsewhere[at] | hits[at])), None)
            if spare is not None:
                elsewhere[spare] |= hits[spare]
                continue
            narrower = (at for at in hits if at not in told and (at in left or self.blanks[at].is_multi))
            narrowed = next((at for at in narrower if given.get(at, set()) - hits[at]), None)
            if narrowed is None:
                return deciding
            left[narrowed] = left.get(narrowed, set(range(len(self.blanks[narrowed].values)))) - hits[narrowed]
        return None

    def _is_spare(self, at: int, hit: set[int]) -> bool:
        """Whether every mild restriction leaves another answer than these."""
        blank = self.blanks[at]
        return not blank.is_multi and len(blank.values) - blank.most > len(hit)

    def _hits(self, piece: int, condition: Condition) -> Iterator[tuple[int, set[int]]]:
        """The blanks on each of which all of a contradiction hangs, with the answers that meet their part of it."""
        for test in condition.parts if isinstance(condition, Every) else (condition,):
            for at, blank in enumerate(self.blanks):
                is_asked = blank.question == getattr(test, "question", None) and piece in blank.pieces
                if isinstance(test, OneOf) and is_asked and not blank.made:
                    hit = {value for value, choices in enumerate(blank.values) if not test.choices.isdisjoint(choices)}
                    yield at, hit

    def _deciding(self, condition: Condition) -> Iterator[int]:
        """The blanks of a contradiction's questions, and of those that decide whether they apply."""
        waiting = list(questions_in(condition))
        for id in waiting:
            waiting += [gate for gate in questions_in(self.questions[id].only_if) if gate not in waiting]
        yield from (at for at, blank in enumerate(self.blanks) if blank.question in waiting)
