"""Asking clingo about all completions of a profile: one program for each rulebook, weights and number of pieces.

Every query is one call with assumptions on a program that is grounded once. Effort is bounded by
conflicts, never by time, so the same question gets the same answer everywhere; a query that reaches the
bound, or comes when the effort that it belongs to is spent, is not decided (None), never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kpo_advisor.solver.atoms import ans, fact
from kpo_advisor.solver.effort import GROUNDING, USUAL, Effort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias, TypeVar

    import clingo

    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.encoding import Encoding

    Found = TypeVar("Found")
    Reader: TypeAlias = Callable[[clingo.Control, "Assumed"], Found | None]

MOST_CONFLICTS = 20_000
"""Conflicts of one query, unless it says otherwise."""

HARD = 1_000
"""Conflicts of a query after which the next one starts with an open mind."""

LOOKED_AT = 10
"""Steps to see whether a way that was found meets one more goal."""

MOST_PIECES = 6
"""Activities with different answers that are reasoned about together."""

SHORT_QUESTIONS = "--configuration=frumpy"
"""The preset of clasp that takes least where thousands of questions are asked that are all easy."""

MOST_CHANGES = 6
"""Answers changed at once, when the smallest change is looked for."""

Assumed = tuple[int, ...]
"""Literals as the solver numbers them, made once where many queries share them."""

IMPOSSIBLE: Assumed = (1, -1)
"""Assumptions that cannot be met: an atom is to hold that never can."""

Ticks = dict[tuple[int, str], tuple[str, ...]]
"""For each piece and question the ticked choices, as they stand in the facts."""

Sets = list[frozenset[tuple[int, str]]]
"""Sets of changed answers, each by its piece and question."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with the goals that hold in the way found, or with assumptions that cannot be met together."""

    answer: bool | None
    goals: frozenset[int] = frozenset()
    core: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a program is laid out: worlds of pieces, and whether the pieces are activities.

    `plain`: answers other than the plain ones are counted. `narrowing`: answers may be narrowed. `changes`: given
    answers may be changed; without, the program is smaller, and is searched in a way that suits many short questions.
    """

    pieces: int
    worlds: int = 1
    activities: bool = False
    plain: bool = False
    narrowing: bool = False
    changes: bool = True

    @property
    def size(self) -> int:
        """How many pieces there are in all worlds."""
        return self.pieces * self.worlds


class Solver:
    """A grounded program and what can be asked of it; not safe to share between threads.

    `further` are rules and facts beside the semantics and the encoding, the weights of the main decision among them.
    `queries` counts what it was asked. Its work counts towards an `effort`; where that does not admit a program of
    about `extent` atoms for each piece, it is not even laid out, and nothing that is asked is decided.
    """

    def __init__(
        self, encoding: Encoding, layout: Layout, further: Iterable[str], effort: Effort | None = None, extent: int = 0
    ) -> None:
        self.encoding = encoding
        self.pieces = range(1, layout.size + 1)
        self.queries = 0
        self.size = 0
        self._was_hard = False
        self.effort = Effort(USUAL) if effort is None else effort
        self._literals: dict[str, int | None] = {}
        self._control: clingo.Control | None = None
        if self.effort.admits(extent * layout.size):
            self._lay_out(layout, further)

    def _lay_out(self, layout: Layout, further: Iterable[str]) -> None:
        facts = [fact("world", world) for world in range(1, layout.worlds + 1)]
        facts += [fact("piece", piece, (piece - 1) // layout.pieces + 1) for piece in self.pieces]
        facts += [fact("plain", id, choice) for id, choice in self.encoding.plain.items()] if layout.plain else []
        facts += [fact("activities") if layout.activities else "activities :- #false."]
        facts += [fact("narrowing") if layout.narrowing else "narrowing :- #false."]
        facts += [fact("changes") if layout.changes else "changes :- #false."]
        program = [text_of("solver/semantics.lp"), *further, *self.encoding.lines, *facts]
        options = () if layout.changes else (SHORT_QUESTIONS,)
        self._control = grounded(program, {"most": MOST_CHANGES}, *options)
        self.size = len(self._control.symbolic_atoms)
        self.effort.spend(self.size * GROUNDING)

    @property
    def is_done(self) -> bool:
        """Whether nothing more will be decided, the effort being spent or the program too large for it."""
        return self._control is None or self.effort.is_spent

    def literal(self, atom: str) -> int | None:
        """The solver's literal of an atom, or None where the atom can never hold."""
        # Looked up one by one: most of the atoms are never asked about, and there are many.
        if self._control is None:
            return 1
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
            for id, question in self.encoding.questions.items()
            for choice in self.encoding.choices(question)
            if (number := self.literal(ans(piece, id, choice)[0])) is not None
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

        def answer(control: clingo.Control, assumptions: Assumed) -> bool | None:
            found = control.solve(assumptions=assumptions)
            return None if found.unknown or found.interrupted else bool(found.satisfiable)

        return self._solved(answer, False, self.assumed(literals, shared), conflicts)

    def showing(
        self, wanted: Iterable[int], shared: Assumed, goals: Mapping[int, Assumed], conflicts: int = MOST_CONFLICTS
    ) -> Reply:
        """What `ask` says of the wanted, which of the goals the way found meets too, and else what clashes."""

        def reply(control: clingo.Control, assumptions: Assumed) -> Reply:
            with control.solve(assumptions=assumptions, yield_=True) as handle:
                model = handle.model()
                if model is not None:
                    return Reply(True, frozenset(at for at, goal in goals.items() if all(map(model.is_true, goal))))
                found = handle.get()
                if found.unknown or found.interrupted:
                    return Reply(None)
                return Reply(False, core=frozenset(handle.core()))

        shown = self._solved(reply, Reply(False), shared, conflicts, wanted) or Reply(None)
        self.effort.spend(LOOKED_AT * len(goals) if shown.answer else 0)
        return shown

    def witness(
        self, literals: Iterable[Literal], shared: Assumed = (), conflicts: int = MOST_CONFLICTS
    ) -> Ticks | None:
        """The answers of one way to meet the assumptions; None where there is none or it is not decided."""

        def answers(control: clingo.Control, assumptions: Assumed) -> Ticks | None:
            with control.solve(assumptions=assumptions, yield_=True) as handle:
                model = handle.model()
                return None if model is None else self._ticks(model)

        return self._solved(answers, None, self.assumed(literals, shared), conflicts)

    def sets(self, literals: Iterable[Literal], shared: Assumed, most: int) -> Sets | None:
        """Every set of changes with which the assumptions can be met; None beyond `most`, or not decided."""

        def changes(control: clingo.Control, assumptions: Assumed) -> Sets | None:
            solve = control.configuration.solve
            solve.project, solve.models = "show", most + 1  # type: ignore[union-attr]
            found = set()
            try:
                with control.solve(assumptions=assumptions, yield_=True) as handle:
                    for model in handle:
                        shown = [change.arguments for change in model.symbols(shown=True)]
                        found.add(frozenset((piece.number, question.string) for piece, question in shown))
                    exhausted = handle.get().exhausted
            finally:
                solve.project, solve.models = "no", 1  # type: ignore[union-attr]
            self.effort.spend(self.size * len(found))
            return sorted(found, key=sorted) if exhausted and len(found) <= most else None

        return self._solved(changes, Sets(), self.assumed(literals, shared), MOST_CONFLICTS)

    def _solved(
        self, read: Reader[Found], impossible: Found | None, shared: Assumed, conflicts: int, wanted: Iterable[int] = ()
    ) -> Found | None:
        """What is read of one query, its bound set and its work counted; None where the effort admits nothing more."""
        grant = self.effort.grant(self.size, conflicts)
        control = self._control
        if control is None or grant is None:
            return None
        self.queries += 1
        # What was too hard for one query would be tried first in the next: it would look for that, not what is asked.
        control.configuration.solver.forget_on_step = "varScores" if self._was_hard else "no"  # type: ignore[union-attr]
        control.configuration.solve.solve_limit = f"{grant.conflicts},umax"  # type: ignore[union-attr]
        if shared == IMPOSSIBLE:
            return impossible
        assumptions = (*shared, *wanted)
        found = read(control, assumptions)
        taken = conflicts_of(control)
        self._was_hard = taken >= min(HARD, grant.conflicts)
        self.effort.spend_query(self.size, len(assumptions), taken, grant)
        return found

    def _ticks(self, model: clingo.Model) -> Ticks:
        found: dict[tuple[int, str], list[str]] = {}
        for literal, key, choice in self._answers:
            if model.is_true(literal):
                found.setdefault(key, []).append(choice)
        return {key: tuple(sorted(choices)) for key, choices in sorted(found.items())}


def grounded(program: Iterable[str], constants: Mapping[str, int], *options: str) -> clingo.Control:
    """A program laid out for queries with assumptions, in pieces of text."""
    import clingo

    named = [word for name, number in constants.items() for word in ("-c", f"{name}={number}")]
    # With equivalence preprocessing, clasp 3.4.2 finds sums met that are not where some of their literals are the same
    # (tests/solver/test_solver.py has one). Without it nothing takes longer.
    control = clingo.Control(["--warn=none", "--seed=1", "--eq=0", *options, *named])
    control.add("base", [], "\n".join(program))
    control.ground([("base", [])])
    return control


def conflicts_of(control: clingo.Control) -> int:
    """How many conflicts the last query took.

    `control.statistics` would build a tree of a hundred numbers, which takes a third of a small query; where clingo
    is made as its versions so far are, the one number is looked up by what that tree is built with.
    """
    import clingo

    made_of: Any = clingo
    told: Any
    try:
        call, library = made_of._internal._c_call, made_of._internal._lib
        found = call("clingo_statistics_t*", library.clingo_control_statistics, control._rep)
        told = made_of.statistics.StatisticsMap(found, call("uint64_t", library.clingo_statistics_root, found))
    except AttributeError:
        told = control.statistics
    return int(told["solving"]["solvers"]["conflicts"])


def text_of(*names: str) -> str:
    """The rules in files such as `solver/semantics.lp`, one file after another."""
    folder = files("kpo_advisor")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)
