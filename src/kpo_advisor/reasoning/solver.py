"""Asking clingo about all completions of a profile: one program for each rulebook, weights and number of pieces.

Every query is one call with assumptions on a program that is grounded once. Effort is bounded by
conflicts, never by time, so the same question gets the same answer everywhere; a query that reaches the
bound is not decided (None), never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kpo_advisor.reasoning.encoding import Encoding, weight_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import clingo

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

MOST_CONFLICTS = 20_000
MOST_PIECES = 6
"""Activities with different answers that are reasoned about together."""

MOST_CHANGES = 6
"""Answers changed at once, when the smallest change is looked for."""

MOST_QUERIES = 5_000
"""Queries to one solver: what it has learnt from many slows it down, more than grounding another one takes."""

Literal = tuple[str, bool]
"""An atom, and whether it is to hold."""

Assumed = tuple[int, ...]
"""Literals as the solver numbers them, made once where many queries share them."""

IMPOSSIBLE: Assumed = (1, -1)
"""Assumptions that cannot be met: an atom is to hold that never can."""

Ticks = dict[tuple[int, str], tuple[str, ...]]
"""For each piece and question the ticked choices, as they stand in the facts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with the goals that hold in the way found, or with assumptions that cannot be met together."""

    answer: bool | None
    goals: frozenset[int] = frozenset()
    core: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sketch:
    """How a program is laid out: worlds of pieces, and whether the pieces are activities.

    `later` is a decision that is ranked beside the main one, of one whole piece. `plain`: answers other than
    the plain ones are counted.
    """

    pieces: int
    worlds: int = 1
    activities: bool = False
    later: str | None = None
    plain: bool = False


class Solver:
    """A grounded program and what can be asked of it; not safe to share between threads.

    `queries` counts what it was asked. `encoding` stands in for the rulebook's usual facts, and `further` are
    rules beside the semantics.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        weights: Mapping[str, int],
        sketch: Sketch,
        encoding: Encoding | None = None,
        further: str = "",
    ) -> None:
        import clingo

        self.encoding = encoding_of(rulebook, sketch.later) if encoding is None else encoding
        self.sketch = sketch
        self.pieces = range(1, sketch.pieces * sketch.worlds + 1)
        self.queries = 0
        self._control = clingo.Control(["--warn=none", "--seed=1", "-c", f"most={MOST_CHANGES}"])
        layout = [f"world({world})." for world in range(1, sketch.worlds + 1)]
        layout += [f"piece({at},{(at - 1) // sketch.pieces + 1})." for at in self.pieces]
        layout += [f'plain("{id}","{choice}").' for id, choice in self.encoding.plain.items()] if sketch.plain else []
        layout += ["activities."] if sketch.activities else ["activities :- #false."]
        facts = [*self.encoding.lines, *weight_lines(rulebook, weights), *layout]
        self._control.add("base", [], "\n".join([text_of("semantics.lp"), further, *facts]))
        self._control.ground([("base", [])])
        self._literals: dict[str, int | None] = {}

    def literal(self, atom: str) -> int | None:
        """The solver's literal of an atom, or None where the atom can never hold."""
        # Looked up one by one: most of the atoms are never asked about, and there are many.
        if atom not in self._literals:
            from clingo import parse_term

            found = self._control.symbolic_atoms[parse_term(atom)]
            self._literals[atom] = None if found is None else found.literal
        return self._literals[atom]

    @cached_property
    def _answers(self) -> list[tuple[int, tuple[int, str], str]]:
        return [
            (number, (piece, id), choice)
            for piece in self.pieces
            for id, question in self.encoding.rulebook.questions.items()
            for choice in self.encoding.choices(question)
            if (number := self.literal(f'ans({piece},"{id}","{choice}")')) is not None
        ]

    def assumed(self, literals: Iterable[Literal], shared: Assumed = ()) -> Assumed:
        """The literals as assumptions, after those that are shared with other queries."""
        found = list(shared)
        for atom, holds in literals:
            number = self.literal(atom)
            if number is not None:
                found.append(number if holds else -number)
            elif holds:
                return IMPOSSIBLE
        return tuple(found)

    def ask(self, literals: Iterable[Literal], shared: Assumed = (), conflicts: int = MOST_CONFLICTS) -> bool | None:
        """Whether some completion meets the assumptions; None where the bound on conflicts is reached."""
        assumptions = self.assumed(literals, shared)
        if _contradict(assumptions):
            return False
        self._limit(conflicts)
        found = self._control.solve(assumptions=assumptions)
        return None if found.unknown or found.interrupted else bool(found.satisfiable)

    def showing(self, wanted: Iterable[int], shared: Assumed, goals: Mapping[int, Assumed]) -> Shown:
        """What `ask` says of the wanted, which of the goals the way found meets too, and else what clashes."""
        if _contradict(shared):
            return Shown(False)
        self._limit(MOST_CONFLICTS)
        with self._control.solve(assumptions=(*shared, *wanted), yield_=True) as handle:
            model = handle.model()
            if model is not None:
                return Shown(True, frozenset(at for at, goal in goals.items() if all(map(model.is_true, goal))))
            found = handle.get()
            if found.unknown or found.interrupted:
                return Shown(None)
            return Shown(False, core=frozenset(handle.core()))

    def _limit(self, conflicts: int) -> None:
        self.queries += 1
        self._control.configuration.solve.solve_limit = f"{conflicts},umax"  # type: ignore[union-attr]

    def witness(
        self, literals: Iterable[Literal], shared: Assumed = (), conflicts: int = MOST_CONFLICTS
    ) -> Ticks | None:
        """The answers of one way to meet the assumptions; None where there is none or it is not decided."""
        assumptions = self.assumed(literals, shared)
        if _contradict(assumptions):
            return None
        self._limit(conflicts)
        with self._control.solve(assumptions=assumptions, yield_=True) as handle:
            model = handle.model()
            return None if model is None else self._ticks(model)

    def sets(self, literals: Iterable[Literal], shared: Assumed, most: int) -> list[frozenset[tuple[int, str]]] | None:
        """Every set of changes with which the assumptions can be met; None beyond `most`, or not decided."""
        assumptions = self.assumed(literals, shared)
        if _contradict(assumptions):
            return []
        self._limit(MOST_CONFLICTS)
        solve = self._control.configuration.solve
        solve.project, solve.models = "show", most + 1  # type: ignore[union-attr]
        found = set()
        try:
            with self._control.solve(assumptions=assumptions, yield_=True) as handle:
                for model in handle:
                    shown = model.symbols(shown=True)
                    found.add(frozenset((each.arguments[0].number, each.arguments[1].string) for each in shown))
                exhausted = handle.get().exhausted
        finally:
            solve.project, solve.models = "no", 1  # type: ignore[union-attr]
        return sorted(found, key=sorted) if exhausted and len(found) <= most else None

    def _ticks(self, model: clingo.Model) -> Ticks:
        found: dict[tuple[int, str], list[str]] = {}
        for literal, key, choice in self._answers:
            if model.is_true(literal):
                found.setdefault(key, []).append(choice)
        return {key: tuple(sorted(choices)) for key, choices in sorted(found.items())}

    def answered(self, piece: int, answers: Mapping[str, Answer], open_questions: Iterable[str]) -> Iterator[Literal]:
        """Assumptions that fix a piece's known answers; those of the open questions stay free."""
        still_open = set(open_questions)
        for id, question in self.encoding.rulebook.questions.items():
            ticked = self.encoding.ticked(id, answers.get(id))
            if id in still_open:
                continue
            yield f'has({piece},"{id}")', bool(ticked)
            if ticked:
                for choice in self.encoding.choices(question):
                    yield f'ans({piece},"{id}","{choice}")', choice in ticked


def text_of(*names: str) -> str:
    """The rules in files of this package, one file after another."""
    folder = files("kpo_advisor.reasoning")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def _contradict(assumptions: Assumed) -> bool:
    return assumptions == IMPOSSIBLE


@lru_cache(maxsize=16)
def _encoding(rulebook: Rulebook, later: str | None) -> Encoding:
    return Encoding(rulebook, later)


def encoding_of(rulebook: Rulebook, later: str | None = None) -> Encoding:
    """The facts of a rulebook, made once; `later` as in a sketch."""
    return _encoding(rulebook, later)


@dataclass(slots=True, eq=False)
class _Kept:
    solver: Solver | None = None


@lru_cache(maxsize=16)
def _kept(rulebook: Rulebook, weights: tuple[tuple[str, int], ...], sketch: Sketch) -> _Kept:
    return _Kept()


def solver_of(rulebook: Rulebook, weights: Mapping[str, int], sketch: Sketch) -> Solver:
    """The solver of a rulebook, weights and layout, grounded once and anew after many queries."""
    kept = _kept(rulebook, tuple(sorted(weights.items())), sketch)
    if kept.solver is None or kept.solver.queries >= MOST_QUERIES:
        kept.solver = Solver(rulebook, weights, sketch)
    return kept.solver
