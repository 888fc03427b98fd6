"""A second engine, held to the first: written from docs/method.md and docs/rulebook.md alone, on plain dicts of YAML.

It shares no line with the package, neither with its engine nor with its reading, so a mistake has to be
made twice to go unseen. It ranks on what is known now: scores, standings, every ranked decision, and the
plan of activities. Only what the packaged rulebook uses is spoken here. The long run, which prints what it met:

    python -m tests.engine.second_engine 2000
"""

# ruff: noqa: T201 - a command of its own prints what it counted

from __future__ import annotations

import sys
from collections import Counter
from fractions import Fraction
from itertools import combinations
from operator import ge, gt, le, lt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from kpo_advisor import load_rulebook
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.files.text_file import parse_document
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import read_profile
from tests.engine.plain_profiles import Drawn, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.assessment import DecisionResult

Plain = dict[str, Any]
Truth = bool | None
"""True, false, or open."""

TOP = Path(__file__).resolve().parents[2]
ORDERS = {"at_least": ge, "at_most": le, "above": gt, "below": lt}
STRENGTHS = {"slight": 1, "clear": 2, "strong": 3}
ELIGIBLE, HELD_BACK, EXCLUDED = range(3)


def every(truths: Sequence[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True


def turned(truth: Truth) -> Truth:
    return None if truth is None else not truth


def some(truths: Sequence[Truth], count: int = 1) -> Truth:
    """Whether at least so many hold."""
    sure, open_ = truths.count(True), truths.count(None)
    return True if sure >= count else None if sure + open_ >= count else False


def agreed(truths: Sequence[bool]) -> Truth:
    """What a test comes to under each answer that may hold; open where it differs."""
    return truths[0] if len(set(truths)) == 1 else None


class Book:
    """The files of one rulebook as YAML gives them, every scalar a text."""

    def __init__(self, folder: Path) -> None:
        files = [yaml.load(path.read_bytes(), yaml.BaseLoader) for path in sorted(folder.rglob("*.yaml"))]
        tables = [table for table in files if isinstance(table, dict)]
        sections = [section for table in tables for section in table.get("sections", ())]
        self.questions = {question["id"]: question for section in sections for question in section["questions"]}
        self.terms = {term["id"]: term["when"] for table in tables for term in table.get("terms", ())}
        found = {table["decision"]: table for table in tables if "decision" in table}
        order = next(table["decisions"] for table in tables if "decisions" in table)
        self.decisions = [found[id] for id in order if found[id]["kind"] == "ranked"]
        self.rules = [
            {"criterion": table.get("criterion"), **rule} for table in tables for rule in table.get("rules", ())
        ]


class Piece:
    """One set of answers: what holds, and how the alternatives of a decision stand."""

    def __init__(self, book: Book, answers: Plain, weights: Plain, *, is_part: bool) -> None:
        self.book, self.answers, self.weights, self.is_part = book, answers, weights, is_part
        self.firing = [
            rule
            for rule in book.rules
            if rule.keys() & {"favours", "opposes", "excludes", "holds_back"}
            and self.holds(rule.get("when", {})) is True
            and (self.holds(rule["unless"]) is not True if "unless" in rule else True)
        ]

    def holds(self, condition: Plain) -> Truth:
        return every([self._entry(key, wanted) for key, wanted in condition.items()])

    def _entry(self, key: str, wanted: Any) -> Truth:
        match key:
            case "term":
                return every([self.holds(self.book.terms[id]) for id in _listed(wanted)])
            case "all":
                return every([self.holds(part) for part in wanted])
            case "any":
                return some([self.holds(part) for part in wanted])
            case "not":
                return turned(self.holds(wanted))
            case "at_least_n":
                return some([self.holds(part) for part in wanted["of"]], int(wanted["count"]))
            case "answered":
                return every([self._is_answered(id) for id in _listed(wanted)])
            case _:
                return self._on_question(key, wanted)

    def _on_question(self, id: str, wanted: Any) -> Truth:
        applies, told = self.applies(id), self._answered(id, wanted, self.answers.get(id, "unknown"))
        if not self._implies(id):
            return every([applies, *told])
        other = self._answered(id, wanted, self.book.questions[id]["otherwise"])
        if applies is None:
            return every([one if one is two else None for one, two in zip(told, other, strict=True)])
        return every(told if applies else other)

    def _implies(self, id: str) -> bool:
        """Whether it counts as answered where it does not apply."""
        question = self.book.questions[id]
        return "otherwise" in question and not (self.is_part and question.get("scope") == "whole")

    def applies(self, id: str) -> Truth:
        question = self.book.questions[id]
        if self.is_part and question.get("scope") == "whole":
            return False
        return self.holds(question["only_if"]) if "only_if" in question else True

    def _answered(self, id: str, wanted: Any, answer: Any) -> list[Truth]:
        """What each test on a question comes to under an answer."""
        tests: list[tuple[str, Any]] = [*wanted.items()] if isinstance(wanted, dict) else [("one_of", wanted)]
        # All of several choices are as many tests.
        singly = [(key, value) for key, value in tests if key != "all_of"]
        singly += [("one_of", choice) for key, value in tests if key == "all_of" for choice in value]
        if answer == "unknown":
            return [None for _ in singly]
        may_be = self._members(answer)
        return [agreed([self._tested(id, given, key, value) for given in may_be]) for key, value in singly]

    def _is_answered(self, id: str) -> Truth:
        applies, given = self.applies(id), self.answers.get(id, "unknown") != "unknown"
        if applies is False:
            return self._implies(id)
        return True if given and (applies or self._implies(id)) else None

    def _members(self, answer: Any) -> list[list[str]]:
        """Every plain answer that may hold, as a list; of numbers in quarters, each eighth."""
        if not isinstance(answer, dict):
            return [_listed(answer)]
        if "one_of" in answer:
            return [[choice] for choice in answer["one_of"]]
        if "between" in answer:
            low, high = map(Fraction, answer["between"])
            return [[str(low + Fraction(at, 8))] for at in range(int(8 * (high - low)) + 1)]
        ticked = answer.get("ticked", [])
        some_more = (
            each for size in range(len(answer["perhaps"]) + 1) for each in combinations(answer["perhaps"], size)
        )
        return [given for more in some_more if (given := [*ticked, *more])]

    def _tested(self, id: str, given: list[str], key: str, value: Any) -> bool:
        match key:
            case "one_of":
                return any(choice in given for choice in _listed(value))
            case "none_of" | "not":
                return not any(choice in given for choice in _listed(value))
            case _:
                return bool(ORDERS[key](self._place(id, given[0]), self._place(id, value)))

    def _place(self, id: str, value: str) -> Fraction:
        """Where an answer stands: a number by itself, a choice by its place on the scale."""
        question = self.book.questions[id]
        return Fraction(value) if question["kind"] == "number" else Fraction([*question["choices"]].index(value))

    def points(self, decision: Plain, alternative: str) -> int:
        return sum(
            self.weight(decision, criterion) * self._rating(decision, criterion, alternative)
            for criterion in decision["criteria"]
        )

    def _rating(self, decision: Plain, criterion: str, alternative: str) -> int:
        """By its rules; of a composite, off the cut axis, from the homes that lend and are left, one step lower."""
        lends = decision["alternatives"][alternative].get("lends", ())
        if not lends or decision["criteria"][criterion]["axis"] == "cut":
            favour, oppose = (self._strongest(effect, criterion, alternative) for effect in ("favours", "opposes"))
            return favour - oppose
        left = [home for home in lends if not self.is_barred(home)]
        favours = [max(self._strongest("favours", criterion, home) - 1, 0) for home in left]
        opposes = [max(self._strongest("opposes", criterion, home) - 1, 0) for home in left]
        return max(favours) - min(opposes) if left else 0

    def _strongest(self, effect: str, criterion: str, alternative: str) -> int:
        rules = [rule for rule in self.firing if rule["criterion"] == criterion and alternative in rule.get(effect, {})]
        return max((STRENGTHS[rule[effect][alternative]] for rule in rules), default=0)

    def weight(self, decision: Plain, criterion: str) -> int:
        return int(self.weights.get(criterion, decision["criteria"][criterion]["weight"]))

    def out_of(self, decision: Plain) -> int:
        return 3 * sum(self.weight(decision, criterion) for criterion in decision["criteria"])

    def is_barred(self, alternative: str, effect: str = "excludes") -> bool:
        """By a rule, wholly: neither alone nor as a part of a hybrid."""
        return any(alternative in rule.get(effect, ()) for rule in self.firing)

    def standing(self, alternative: str, told: Plain) -> int:
        parts = [id for id in told.get("made_of", ()) if not self.is_barred(id)]
        too_few = "made_of" in told and len(parts) < 2
        lacking = any(self.is_barred(id) for id in told.get("needs", ()))
        if too_few or lacking or self.is_barred(alternative) or self.is_barred(f"{alternative}-whole"):
            return EXCLUDED
        return HELD_BACK if self.is_barred(alternative, "holds_back") else ELIGIBLE

    def table(self, decision: Plain) -> dict[str, tuple[int, int]]:
        """Standing and points of every alternative; of a part, of the homes alone."""
        return {
            id: (self.standing(id, told), self.points(decision, id))
            for id, told in decision["alternatives"].items()
            if not (self.is_part and "made_of" in told)
        }


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def first_of(table: dict[str, tuple[int, int]]) -> set[str]:
    """The best standing, then the most points; none where all are excluded."""
    best = min((standing, -points) for standing, points in table.values())
    return {id for id, (standing, points) in table.items() if (standing, -points) == best and standing < EXCLUDED}


def ranks(table: dict[str, tuple[int, int]], first: set[str] | None = None) -> dict[str, int]:
    """Equal ones share a rank; the next has as many before it as there are. What is `first` comes before all."""
    keys = {id: (id not in (first or ()), standing, -points) for id, (standing, points) in table.items()}
    return {id: 1 + sum(other < key for other in keys.values()) for id, key in keys.items()}


class Work:
    """One profile: of activities, the whole put together from them."""

    def __init__(self, book: Book, profile: Plain) -> None:
        common, weights = profile.get("answers", {}), profile.get("weights", {})
        self.main = book.decisions[0]
        activities = profile.get("activities", [])
        self.shares = [int(activity.get("share", 1)) for activity in activities]
        self.pieces = [
            Piece(book, {**common, **activity["answers"]}, weights, is_part=True) for activity in activities
        ] or [Piece(book, common, weights, is_part=False)]
        self.tables = [piece.table(self.main) for piece in self.pieces]
        self.firsts = [first_of(table) for table in self.tables]
        self.whole = self._together() if activities else self.tables[0]
        self.out_of = self.pieces[0].out_of(self.main) * (sum(self.shares) or 1)
        self.first = self._agreed() if activities else self.firsts[0]

    def _hybrid(self) -> str:
        return str(next(id for id, told in self.main["alternatives"].items() if "made_of" in told))

    def _agreed(self) -> set[str]:
        """What is first in every activity, else hybrid; nothing where an activity has no first."""
        return (set.intersection(*self.firsts) or {self._hybrid()}) if all(self.firsts) else set()

    def _together(self) -> dict[str, tuple[int, int]]:
        """Shares weigh the points, the standing is the worst; hybrid has each activity's own first."""
        homes = {id: [table[id] for table in self.tables] for id in self.tables[0]}
        if all(self.firsts):
            own = [table[min(first)] for table, first in zip(self.tables, self.firsts, strict=True)]
        else:
            own = [min(table.values(), key=lambda each: (each[0], -each[1])) for table in self.tables]
        hybrid = self._hybrid()
        together = {id: self._summed(rows) for id, rows in {**homes, hybrid: own}.items()}
        if set.intersection(*self.firsts):
            together[hybrid] = (EXCLUDED, together[hybrid][1])
        return together

    def _summed(self, rows: list[tuple[int, int]]) -> tuple[int, int]:
        points = sum(share * row[1] for share, row in zip(self.shares, rows, strict=True))
        return max(standing for standing, _ in rows), points


def told(result: DecisionResult) -> dict[str, tuple[int, int, int, Fraction]]:
    """What the first engine says of a decision: rank, standing, points and score of each alternative."""
    return {row.alternative: (row.rank, int(row.standing), row.points, row.score) for row in result.ranking}


def expected(
    table: dict[str, tuple[int, int]], out_of: int, first: set[str] | None = None
) -> dict[str, tuple[int, int, int, Fraction]]:
    """The same by this engine."""
    return {id: (rank, *table[id], Fraction(100 * table[id][1], out_of)) for id, rank in ranks(table, first).items()}


def hold(count: int, seed: int = 1, rules: Path = TOP / "rules") -> Counter[str]:
    """Hold the engines to each other on so many profiles; what was met, so that no run is empty by chance."""
    book, rulebook = Book(rules), load_rulebook(rules, cache=False)
    program, met = program_of(rulebook), Counter[str]()
    for _, profile in zip(range(count), Drawn(book.questions, book.decisions, TOP / "examples", seed), strict=False):
        text = written(book.questions, profile)
        faults = Faults()
        read = read_profile(parse_document(text.encode(), "drawn.json", json=True), rulebook, faults)
        assert read is not None, (faults.findings, text)
        first, second = assess_profile(program, read), Work(book, profile)
        assert told(first.main) == expected(second.whole, second.out_of, second.first), text
        assert set(first.main.first) == second.first, text
        for assessed, piece in zip((each.assessment for each in first.pieces), second.pieces, strict=True):
            for decision in book.decisions:
                table = piece.table(decision)
                assert told(assessed.decisions[decision["decision"]]) == expected(table, piece.out_of(decision)), text
                assert set(assessed.decisions[decision["decision"]].first) == first_of(table), text
                met["alternatives"] += len(table)
        note(met, second, profile)
    return met


def note(met: Counter[str], work: Work, profile: Plain) -> None:
    first = work.first
    met["profiles"] += 1
    met["first: " + ("a tie" if len(first) > 1 else min(first, default="nothing left"))] += 1
    met["activities"] += "activities" in profile
    met["parts with other homes"] += len(work.pieces) > 1 and not set.intersection(*work.firsts)
    met["own weights"] += "weights" in profile
    met["narrowed answers"] += any(
        isinstance(answer, dict) for piece in work.pieces for answer in piece.answers.values()
    )
    met["unknowns"] += any("unknown" in piece.answers.values() for piece in work.pieces)
    met["questions that do not apply"] += any(
        piece.applies(id) is False for piece in work.pieces for id in piece.answers
    )
    implying = [id for id, question in work.pieces[0].book.questions.items() if "otherwise" in question]
    met["answers implied"] += any(piece.applies(id) is False for piece in work.pieces for id in implying)
    met["answers that may be implied"] += any(
        piece.applies(id) is None and id in piece.answers for piece in work.pieces for id in implying
    )


def main(count: int) -> None:
    """Make the long run and print what it met."""
    for what, number in sorted(hold(count).items()):
        print(f"  {number:8,d}  {what}")
    print("The engines agree.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
