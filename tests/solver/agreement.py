"""The solver held against the engine, and against lists of all completions.

A check is one profile: what the solver says of every alternative, or of every open question, is what
the engine or the list says. The long run, which prints how many checks of each kind it made:

    python -m tests.solver.agreement 100000
"""

# ruff: noqa: T201 - a command of its own prints what it counted

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.certainty.examined import without_proof
from kpo_advisor.certainty.pivots import pivots
from kpo_advisor.certainty.winner import prove_winner
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import Every, Some, questions_in
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Kind, is_plain
from kpo_advisor.model.rules import Exclusion, Rule
from kpo_advisor.solver.assumptions import Query, QueryInPart, QueryOfMany
from kpo_advisor.solver.atoms import alone, outcome
from kpo_advisor.solver.rankings import encoding_of
from tests.engine import brute_force
from tests.engine.brute_force import completed, in_part
from tests.engine.random_rulebooks import ANSWERED, UP_TO, answer_of, condition, pick, rulebooks, some_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hypothesis.strategies import DataObject, DrawFn

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.engine.activities import Assessed
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.questions import Answer, Question, Section
    from kpo_advisor.model.rulebook import Rulebook

MOST_COMPLETIONS = 400
"""Profiles with more completions than this are left to others: listing them all takes too long."""

MOST_IN_PART = 1000
"""Profiles with more ways to be answered in part are left to others."""

PROFILES_A_RULEBOOK = 6
WITH_THE_SAME_WEIGHTS = 400
"""Profiles on the packaged rulebook before the weights change, since each set of weights is grounded anew."""

NEVER = Some((), 1)


@dataclass
class Tally:
    """What was compared: checks by kind, and what came of them, so that no run is empty by chance."""

    checks: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)

    def noted(self, kind: str, whole: Assessed | Examined) -> None:
        """One more check, and what the engine found in it."""
        self.checks[kind] += 1
        first = whole.main.first
        self.seen["tie" if len(first) > 1 else first[0] if first else "nothing left"] += 1
        for piece in (each.assessment for each in whole.pieces):
            self.seen["question that does not apply answered"] += bool(piece.ignored)
            self.seen["contradiction given"] += bool(piece.violated)
            for row in piece.decisions[whole.main.decision].ranking:
                self.seen["held back"] += row.standing is Standing.HELD_BACK
                self.seen["excluded"] += row.standing is Standing.EXCLUDED
                self.seen["composite out by its homes"] += any(bar.follows_from for bar in row.bars)


# --- complete profiles: the solver and the engine ----------------------------------------------------


def check_complete(rulebook: Rulebook, profile: Profile) -> Examined:
    """On a complete profile exactly what the engine puts first can be first, and nothing else can."""
    whole = without_proof(profile, rulebook)
    assert not any(premise.open_questions for premise in whole.premises), "the profile is not complete"
    query = Query(rulebook, profile, whole.premises)
    base = query.solver.assumed(query.completions())
    for alternative in rulebook.main.alternatives:
        is_first = alternative.id in whole.main.first
        said = [query.solver.ask([outcome(alternative.id, holds)], base) for holds in (True, False)]
        assert said == [is_first, not is_first], (alternative.id, whole.main.first, profile)
    return whole


# --- open profiles: the solver and the list of completions -------------------------------------------


@dataclass(frozen=True)
class Completion:
    """One way to answer what is open: the answers that count, by activity and question, and what stands first."""

    answers: Mapping[tuple[int, str], Answer]
    first: frozenset[str]


def completions_of(rulebook: Rulebook, profile: Profile, whole: Assessed | Examined) -> list[Completion] | None:
    """All completions that contradict no more than the given answers do; None where there are too many.

    What they contradict, and which answers count, is the engine's word on complete answers; what stands
    first is the naive reading's. Both see only what the main decision hangs on, which is quicker.
    """
    ids = {each.id for each in rulebook.main.alternatives}
    rules = [each for each in rulebook.rules if ids.issuperset(dict(each.favours).keys() | dict(each.opposes).keys())]
    rules = [each for each in rules if ids.issuperset(each.bars)]
    clashing = replace(rulebook, rules=(), decisions=(rulebook.main,))
    # A clash that never holds, for the numbers it compares with: the naive reading drops completions by other rules.
    never = [replace(each, when=Every((each.when, NEVER))) for each in rulebook.incompatible]
    ranking = replace(clashing, rules=tuple(each for each in rules if each.weighs), incompatible=tuple(never))
    given = [set(piece.assessment.violated) for piece in whole.pieces]
    found = []
    for number, each in enumerate(_filled(ranking, profile, whole)):
        if number == MOST_COMPLETIONS:
            return None
        then = assess_profile(program_of(clashing), each)
        parts = [piece.assessment for piece in then.pieces]
        if all(set(part.violated) <= before for part, before in zip(parts, given, strict=True)):
            found.append(_completion(ranking, each, parts))
    return found


def _filled(rulebook: Rulebook, profile: Profile, whole: Assessed | Examined) -> Iterator[Profile]:
    if not profile.activities:
        known = {id: answer for id, answer in profile.answers.items() if answer is not None}
        for answers in brute_force.completions(rulebook, known):
            yield replace(profile, answers=answers)
        return
    open_ones = {id for piece in whole.pieces for id in piece.assessment.open_questions}
    # Every unanswered question is filled in here, so those that apply to no activity get one answer first.
    named = open_ones.union(*(each.answers for each in profile.activities))
    spare = {id: _any(each) for id, each in rulebook.questions.items() if id not in named}
    common = replace(profile, answers={**spare, **{id: a for id, a in profile.answers.items() if a is not None}})
    yield from islice(brute_force.completed(rulebook, common), MOST_COMPLETIONS + 1)


def _any(question: Question) -> Answer:
    if question.kind is Kind.NUMBER:
        return Fraction(0)
    return (question.choice_ids[0],) if question.kind is Kind.MULTI else question.choice_ids[0]


def _completion(rulebook: Rulebook, profile: Profile, parts: Sequence[Assessment]) -> Completion:
    if profile.activities:
        first = brute_force.work_out_whole(rulebook, profile).first
        pieces = [profile.answers_of(each) for each in profile.activities]
    else:
        first = brute_force.work_out(rulebook, profile.answers, profile.weights)[rulebook.main.id].first
        pieces = [profile.answers]
    answers = {
        (number, id): answer
        for number, (piece, part) in enumerate(zip(pieces, parts, strict=True))
        for id, answer in piece.items()
        if id not in part.ignored
    }
    return Completion(answers, frozenset(first))


def check_possible(rulebook: Rulebook, profile: Profile, completions: Sequence[Completion]) -> str:
    """What can be first, and what is alone first whatever is answered, is what the list says; returns what it is."""
    whole = without_proof(profile, rulebook)
    proved = prove_winner(Query(rulebook, profile, whole.premises), whole.main)
    firsts = {each.first for each in completions}
    possible = frozenset[str]().union(*firsts)
    winner = next(iter(possible)) if firsts == {possible} and len(possible) == 1 else None
    if not completions:
        # Anything could be claimed of all of no completions, so nothing is: the engine's bound is kept.
        assert proved.result == whole.main, profile
        assert proved.undecided == (whole.main.winner is None), profile
        return "no completion at all"
    assert not proved.undecided
    assert prove_winner(QueryOfMany(rulebook, profile, whole.premises), whole.main) == proved, profile
    assert set(proved.result.possible) == possible, profile
    assert proved.result.winner == winner, profile
    return "winner" if winner else "no winner"


def check_pivots(rulebook: Rulebook, profile: Profile, completions: Sequence[Completion]) -> list[bool]:
    """A question can change first place exactly if two completions say so; returns for each whether it can."""
    examined = without_proof(profile, rulebook)
    questions = sorted({id for premise in examined.premises for id in premise.open_questions})
    found = pivots(examined, questions)
    if not completions:
        assert set(found.values()) <= {None}, profile
        return []
    listed = {id: changes_first(completions, id, rulebook) for id in questions}
    assert found == listed, profile
    return list(listed.values())


def check_in_part(rulebook: Rulebook, profile: Profile, partly: Sequence[Profile]) -> str:
    """An alternative is alone first whatever is answered in part exactly if the engine says so of each such profile."""
    whole = without_proof(profile, rulebook)
    query = QueryInPart(rulebook, profile, whole.premises)
    base = query.solver.assumed(query.completions())
    given = [set(piece.assessment.violated) for piece in whole.pieces]
    firsts = set()
    for each in partly:
        then = assess_profile(program_of(rulebook), each, depth=Depth.RANKINGS)
        parts = [piece.assessment for piece in then.pieces]
        if all(set(part.violated) <= before for part, before in zip(parts, given, strict=True)):
            firsts.add(frozenset(then.main.first))
    for alternative in rulebook.main.alternatives:
        said = [query.solver.ask([atom], base) for atom in (outcome(alternative.id), alone(alternative.id, False))]
        is_first = any(alternative.id in first for first in firsts)
        assert said == [is_first, bool(firsts - {frozenset((alternative.id,))})], (alternative.id, firsts, profile)
    return "first in any case" if len(firsts) == 1 else "first in part"


def in_part_of(rulebook: Rulebook, profile: Profile) -> list[Profile] | None:
    """All ways to answer what is open, in part too; None where there are too many."""
    ranked = {each.id for each in rulebook.main.alternatives}
    asked = {id for each in rulebook.rules if not ranked.isdisjoint(each.touches) for id in each.questions}
    asked |= {id for each in rulebook.incompatible for id in questions_in(each.when)}
    asked = set(rulebook.with_gates(sorted(asked)))
    looked_at = replace(rulebook, sections=tuple(_only(each, asked) for each in rulebook.sections))
    titled = profile.activities or (Activity("all", 1, {}),)
    parts = list(islice(completed(looked_at, replace(profile, activities=titled), in_part), MOST_IN_PART + 1))
    if len(parts) > MOST_IN_PART:
        return None
    return parts if profile.activities else [replace(each, activities=()) for each in parts]


def _only(section: Section, questions: set[str]) -> Section:
    return replace(section, questions=tuple(each for each in section.questions if each.id in questions))


def changes_first(completions: Sequence[Completion], question: str, rulebook: Rulebook) -> bool:
    """Whether two completions that answer alike all that counts in both, but for the question, differ in the first."""
    always = {id for id, each in rulebook.questions.items() if each.only_if is None and id != question}
    alike: dict[frozenset[tuple[tuple[int, str], Answer]], list[Completion]] = {}
    for each in completions:
        key = frozenset((at, answer) for at, answer in each.answers.items() if at[1] in always)
        alike.setdefault(key, []).append(each)
    return any(
        one.first != other.first and _agree(one, other, question)
        for group in alike.values()
        for number, one in enumerate(group)
        for other in group[:number]
    )


def _agree(one: Completion, other: Completion, question: str) -> bool:
    both = one.answers.keys() & other.answers.keys()
    return all(one.answers[at] == other.answers[at] for at in both if at[1] != question)


# --- where the profiles come from ---------------------------------------------------------------------


def on_random_rulebooks(count: int, check: Callable[[Rulebook, DataObject], None]) -> None:
    """Run a check on so many random rulebooks, the same ones each time."""

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(barred_rulebooks(), st.data())
    def each(rulebook: Rulebook, data: DataObject) -> None:
        check(rulebook, data)

    each()


@st.composite
def barred_rulebooks(draw: DrawFn) -> Rulebook:
    """Random rulebooks, some with more bars, so that now and then nothing is left."""
    book = draw(rulebooks())
    ids = [each.id for each in book.main.alternatives]
    wholes = ["bpo-whole", "kpo-whole", "in-house-whole"]
    asked = list(book.questions.values())
    more = []
    for number in range(draw(UP_TO[3])):
        held, barred = some_of(draw, ids, 2), tuple(map(Exclusion.of, some_of(draw, ids + wholes, 3)))
        more.append(Rule(f"bar{number}", condition(draw, asked), holds_back=held, excludes=barred, because="Made up."))
    return replace(book, rules=(*book.rules, *more))


@st.composite
def profiles(draw: DrawFn, rulebook: Rulebook, *, known: bool = False, activities: bool = False) -> Profile:
    """A profile for a random rulebook; `known`: everything is answered. Some have weights of their own."""
    weights = {id: 1 + draw(UP_TO[4]) for id in some_of(draw, ("c", "d", "e"), 2)}
    parts = []
    for number in range(1 + draw(UP_TO[2]) if activities else 0):
        own = {id: answer for id, answer in _answers(draw, rulebook).items() if is_plain(answer) or not known}
        parts.append(Activity(f"activity {number}", 1 + draw(UP_TO[2]), own))
    return Profile("made up", _answers(draw, rulebook, known=known), weights=weights, activities=tuple(parts))


def _answers(draw: DrawFn, rulebook: Rulebook, *, known: bool = False) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for id, question in rulebook.questions.items():
        how = "known" if known else pick(draw, ANSWERED)
        if how != "missing":
            found[id] = answer_of(draw, question, how)
    return found


def implies(rulebook: Rulebook, whole: Assessed | Examined) -> bool:
    """Whether a question that does not apply counts as answered in some piece."""
    implying = {id for id, each in rulebook.questions.items() if each.otherwise is not None}
    assessments = [(piece.known.keys(), piece.assessment) for piece in whole.pieces]
    return any(implying - (known - {*found.ignored}) - {*found.open_questions} for known, found in assessments)


def complete_on_random_rulebooks(count: int, tally: Tally) -> None:
    """Complete profiles, whole and in activities, on random rulebooks."""

    def check(rulebook: Rulebook, data: DataObject) -> None:
        for number in range(PROFILES_A_RULEBOOK):
            cut = number % 3 == 2
            profile = data.draw(profiles(rulebook, known=True, activities=cut))
            whole = check_complete(rulebook, profile)
            tally.noted("random rulebook, complete" + (", activities" if cut else ""), whole)
            tally.seen["answer implied"] += implies(rulebook, whole)

    on_random_rulebooks(-(-count // PROFILES_A_RULEBOOK), check)


def open_on_random_rulebooks(count: int, tally: Tally) -> None:
    """Profiles with unknowns, whole and in activities, on random rulebooks."""

    def check(rulebook: Rulebook, data: DataObject) -> None:
        for number in range(PROFILES_A_RULEBOOK // 2):
            cut = number % 3 == 2
            profile = data.draw(profiles(rulebook, activities=cut))
            whole = without_proof(profile, rulebook)
            completions = completions_of(rulebook, profile, whole)
            if completions is None:
                tally.seen["too many completions"] += 1
                continue
            tally.seen[check_possible(rulebook, profile, completions)] += 1
            tally.seen["narrowed answer"] += any(len(each.plain) < len(each.known) for each in whole.premises)
            partly = in_part_of(rulebook, profile)
            if partly is not None:
                tally.seen[check_in_part(rulebook, profile, partly)] += 1
                tally.checks["random rulebook, in part" + (", activities" if cut else "")] += 1
            tally.noted("random rulebook, open" + (", activities" if cut else ""), whole)
            tally.seen["answer implied"] += implies(rulebook, whole)
            for can_change in check_pivots(rulebook, profile, completions):
                tally.seen["question that can change first place" if can_change else "question that cannot"] += 1
            tally.checks["random rulebook, pivots" + (", activities" if cut else "")] += 1

    on_random_rulebooks(-(-count // PROFILES_A_RULEBOOK), check)


class RandomProfiles:
    """Complete random profiles for a rulebook, the same ones for a seed.

    Each starts from a worked case or from nothing, has what is missing filled with plain answers (those
    under which the fewest tests hold) and then some or all of its answers drawn. Answers that are all
    drawn meet so many bars that hardly anything but in-house is ever first.
    """

    def __init__(self, rulebook: Rulebook, cases: Sequence[Profile], seed: int) -> None:
        self.rulebook = rulebook
        self.random = random.Random(seed)
        encoding = encoding_of(rulebook)
        plain = {id: encoding.answer(id, [choice]) for id, choice in encoding.plain.items()}
        starts = [each.answers_of(part) for each in cases for part in each.activities] or []
        starts += [each.answers for each in cases if not each.activities]
        known = [{id: answer for id, answer in each.items() if is_plain(answer)} for each in starts]
        self.starts = [plain, *({**plain, **each} for each in known)]

    def weights(self) -> dict[str, int]:
        """Weights for a while: the rulebook's, or some of one's own."""
        criteria = [each.id for each in self.rulebook.main.criteria]
        named = self.random.sample(criteria, self.random.choice((0, 1, len(criteria))))
        return {id: self.random.choice((1, 2, 3, 5, 1000)) for id in named}

    def draw(self, weights: Mapping[str, int], *, activities: bool = False) -> Profile:
        """The next profile: for every question an answer, in every other one only to those that apply."""
        parts = []
        for number in range(self.random.randint(1, 3) if activities else 0):
            own = self._answers()
            asked = self.random.sample(sorted(own), self.random.randint(0, len(own)))
            parts.append(Activity(f"activity {number}", self.random.randint(1, 3), {id: own[id] for id in asked}))
        complete = Profile("made up", self._answers(), weights=weights, activities=tuple(parts))
        if activities or self.random.random() < 0.5:
            return complete
        ignored = assess_profile(program_of(self.rulebook), complete).pieces[0].assessment.ignored
        return replace(complete, answers={id: each for id, each in complete.answers.items() if id not in ignored})

    def _answers(self) -> dict[str, Answer]:
        start = self.random.choice(self.starts)
        wildness = self.random.choice((0.05, 0.1, 0.2, 0.4, 1.0))
        return {
            id: self._answer(question) if self.random.random() < wildness else start[id]
            for id, question in self.rulebook.questions.items()
        }

    def _answer(self, question: Question) -> Answer:
        if question.kind is Kind.NUMBER:
            return Fraction(self.random.randint(0, 12), 4)
        if question.kind is not Kind.MULTI:
            return self.random.choice(question.choice_ids)
        most = min(question.maximum_choices or 4, len(question.choice_ids))
        ticked = self.random.sample(question.choice_ids, self.random.randint(1, most))
        alone = question.exclusive.intersection(ticked)
        return tuple(sorted(alone)[:1] if alone else sorted(ticked, key=question.choice_ids.index))


def complete_on_packaged(count: int, tally: Tally, seed: int = 1) -> None:
    """Complete random profiles on the packaged rulebook, one in four of them in activities."""
    rulebook, cases = packaged()
    drawn = RandomProfiles(rulebook, cases, seed)
    weights: Mapping[str, int] = {}
    for number in range(count):
        if number % WITH_THE_SAME_WEIGHTS == 0 and number:
            weights = drawn.weights()
        cut = number % 4 == 3
        kind = "packaged rulebook, complete" + (", activities" if cut else "")
        tally.noted(kind, check_complete(rulebook, drawn.draw(weights, activities=cut)))


def packaged() -> tuple[Rulebook, list[Profile]]:
    """The packaged rulebook and its worked cases."""
    rulebook = load_rulebook()
    folder = Path(__file__).parent.parent.parent / "examples" / "cases"
    return rulebook, [load_profile(each, rulebook) for each in sorted(folder.glob("*.yaml"))]


def main(count: int) -> None:
    """Make about so many checks, seven in ten of them on the packaged rulebook, and print the counts."""
    tally = Tally()
    complete_on_packaged(count * 7 // 10, tally)
    complete_on_random_rulebooks(count * 2 // 10, tally)
    open_on_random_rulebooks(count // 10, tally)
    for title, counts in (("checks", tally.checks), ("what came up", tally.seen)):
        print(f"{title}:")
        for kind, number in sorted(counts.items()):
            print(f"  {number:8,d}  {kind}")
    print(f"All {tally.checks.total():,d} checks agree.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
