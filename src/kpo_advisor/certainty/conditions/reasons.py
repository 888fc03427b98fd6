"""Why a way to answer what is open escapes: what any restriction has to rule out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kpo_advisor.certainty.conditions.contradictions import Contradictions
from kpo_advisor.solver.atoms import ans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.certainty.conditions.blanks import Reason
    from kpo_advisor.certainty.conditions.escapes import Answers, Escapes

Unit = tuple[int, int, bool]
"""Part of a way: the position of a blank, that of one of its answers, and whether it is not given."""

Units = Mapping[Unit, list[int]]


class Reasons:
    """The reasons of escapes."""

    def __init__(self, escapes: Escapes) -> None:
        self.escapes = escapes
        self.solver, self.blanks = escapes.solver, escapes.blanks
        self.contradictions = Contradictions(escapes.examined, escapes.blanks)

    def of(self, way: Answers) -> Reason | None:
        """Why a way escapes: sets of answers, one of which any restriction must rule out as a whole; None: not decided.

        What forces the escape, whatever else is answered, is made smaller by leaving out one thing after another. Of a
        question of one choice that is which answers it does not have: as long as one of the others is left, it can be
        given. Of ticks it is also which there are. Where nothing can be ruled out, nothing helps.
        """
        units = self._told(way)
        core: Sequence[Unit] | None = self._forcing(units, list(units))
        if core is None:
            return None
        for at in dict.fromkeys(at for at, _, _ in core):
            core = self._without(units, core, [unit for unit in core if unit[0] == at])
        for unit in sorted(core, key=lambda unit: unit[2]):
            if unit in core:
                core = self._without(units, core, [unit])
        return self._parts(units, core)

    def _parts(self, units: Units, core: Sequence[Unit]) -> Reason:
        """What has to be ruled out so that a core forces nothing."""
        left: dict[int, set[int]] = {}
        told: dict[int, set[int]] = {}
        for at in dict.fromkeys(at for at, _, _ in core):
            ticks = [(blank, value, False) for blank, value, is_missing in core if blank == at and not is_missing]
            missing = {value for blank, value, is_missing in core if blank == at and is_missing}
            if self.blanks[at].made and not ticks:
                continue  # what is missing need not be made, whatever is ruled out
            if len(ticks) > 1:
                told[at] = {value for _, value, _ in ticks}
            else:
                every = set(range(len(self.blanks[at].values))) - missing
                left[at] = set(self._alike(units, core, ticks[0])) if ticks else every
        given: dict[int, set[int]] = {}
        for at, value, is_missing in units:
            if not is_missing:
                given.setdefault(at, set()).add(value)
        fixed = self.contradictions.avoid(left, told, given)
        told = {**told, **{at: given[at] for at in fixed if at in given}}
        parts = [frozenset({(at, value)}) for at, values in told.items() for value in values]
        return frozenset([*parts, *(frozenset((at, value) for value in left[at]) for at in left if at not in fixed)])

    def _alike(self, units: Units, core: Sequence[Unit], tick: Unit) -> Iterator[int]:
        """The tick that forces an escape, and those in place of which it would as well."""
        at, _, _ = tick
        blank = self.blanks[at]
        yield tick[1]
        for value, (choice,) in enumerate(blank.values):
            if value != tick[1]:
                rest = [unit for unit in core if unit not in (tick, (at, value, True))]
                there = [self.solver.literal(ans(piece, blank.question, choice)[0]) for piece in blank.pieces]
                more = [literal for literal in there if literal is not None]
                if self._forcing({**units, (at, value, False): more}, [*rest, (at, value, False)]) is not None:
                    yield value

    def _without(self, units: Units, core: Sequence[Unit], some: Sequence[Unit]) -> Sequence[Unit]:
        """A core that is smaller by some units at least; the same where they are needed."""
        smaller = self._forcing(units, [unit for unit in core if unit not in some])
        return core if smaller is None else smaller

    def _forcing(self, units: Units, some: Sequence[Unit]) -> list[Unit] | None:
        """Those of some units that force an escape together; None where they do not, or it is not decided."""
        reply = self.solver.showing([literal for unit in some for literal in units[unit]], self.escapes.staying, {})
        return None if reply.answer is not False else [unit for unit in some if not reply.core.isdisjoint(units[unit])]

    def _told(self, way: Answers) -> dict[Unit, list[int]]:
        """What a way says of the open questions that apply, each with its literals."""
        encoding = self.solver.encoding
        found: dict[Unit, list[int]] = {}
        for at, blank in enumerate(self.blanks):
            for piece in blank.pieces:
                ticked = encoding.ticked(blank.question, way[piece - 1].get(blank.question))
                for value, choices in enumerate(blank.values) if ticked else ():
                    is_missing = not set(choices) & set(ticked)
                    for choice in choices if is_missing or blank.is_multi else ():
                        number = self.solver.literal(ans(piece, blank.question, choice)[0])
                        if number is not None:
                            found.setdefault((at, value, is_missing), []).append(-number if is_missing else number)
                    if not is_missing:
                        found.setdefault((at, value, False), [])
        return found
