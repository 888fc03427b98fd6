"""All ways to answer what is open in a small profile, and the conditions of certainty found by trying every one.

Written from the definition and not from the search: every mild restriction is tried, in the order in which one is
preferred to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from hypothesis import assume

from kpo_advisor.model.conditions import Compare, tests
from kpo_advisor.model.questions import Kind, PerhapsTicked, is_plain
from kpo_advisor.solver.rankings import moving_rules
from tests.engine.brute_force import _applies, _clashes, completed, completions, members, work_out, work_out_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook

Said = frozenset[tuple[int, object]]
"""What a way says: of each open question that applies, by its place among them, the answers that it uses."""


@dataclass
class Asked:
    """An open question of some activities (none: of the whole work), and its answers: choices, ticks or ranges."""

    question: Question
    activities: tuple[str, ...]
    answers: tuple[object, ...]
    is_sure: bool = False

    def mild(self) -> list[tuple[object, ...]]:
        """The sets of answers that may be ruled out: half of the choices; ticks as long as none is required."""
        if self.question.kind is not Kind.MULTI:
            return [some for size in range(1, len(self.answers) // 2 + 1) for some in combinations(self.answers, size)]
        found = []
        for size in range(1, len(self.answers) + self.is_sure):
            for some in combinations(self.answers, size):
                left = set(self.answers) - set(some)
                if self.is_sure or len(left) > 1 or left <= self.question.exclusive:
                    found.append(some)
        return found


def asked_of(examined: Examined) -> list[Asked]:
    """The open questions in their order: a common unknown is one, then come those that activities have of their own."""
    found = []
    for id, question in examined.rulebook.questions.items():
        waiting = [each for each in examined.premises if id in each.open_questions]
        common = [each for each in waiting if id not in each.own]
        groups = [common] if common else []
        for group in [*groups, *([each] for each in waiting if id in each.own)]:
            given = group[0].known.get(id)
            titles = tuple(title for each in group for title in each.activities)
            is_sure = isinstance(given, PerhapsTicked) and bool(given.ticked)
            found.append(Asked(question, titles, _answers(examined.rulebook, question, given), is_sure))
    return found


def _answers(book: Rulebook, question: Question, given: Answer) -> tuple[object, ...]:
    if isinstance(given, PerhapsTicked):
        return tuple(choice for choice in question.choice_ids if choice in given.perhaps)
    if question.kind is Kind.MULTI:
        return question.choice_ids
    some = members(book, question, given)
    if question.kind is Kind.NUMBER:
        return tuple(dict.fromkeys(_range(book, question, value) for value in sorted(some)))  # type: ignore[type-var]
    return tuple(choice for choice in question.choice_ids if choice in some)


def _range(book: Rulebook, question: Question, answer: Answer) -> tuple[int, ...]:
    """For each mark at which anything that decides changes, whether a number lies below, on or above it."""
    rules = moving_rules(book, (book.main,))
    deciding = [each for rule in rules for each in rule.conditions]
    deciding += [each.only_if for each in book.questions.values() if each.only_if]
    deciding += [each.when for each in book.incompatible]
    found: list[int] = []
    for each in deciding:
        for test in tests(each):
            if isinstance(test, Compare) and test.question == question.id:
                side = (answer > test.constant) - (answer < test.constant)  # type: ignore[operator]
                told = {"at_least": [side >= 0], "at_most": [side > 0], "above": [side > 0], "below": [side >= 0]}
                found += told.get(test.comparison, [side])
    return tuple(found)


def sees_the_same_contradictions(examined: Examined) -> bool:
    """Whether what the given answers contradict is the same here; not where a question's `only_if` can never hold."""
    book = examined.rulebook
    for piece in examined.pieces:
        is_part = piece.activity is not None
        plain = {id: answer for id, answer in piece.answers.items() if is_plain(answer)}
        given = {each.id for each in book.incompatible if _clashes(book, each.when, plain, is_part)}
        if given != set(piece.assessment.violated):
            return False
    return True


MANY = 20_000
"""More ways than this are not listed: several activities that leave much open have millions."""


def ways(examined: Examined, asked: Sequence[Asked]) -> list[tuple[Said, frozenset[str]]]:
    """Every way to answer what is open, and what stands first under it; a case with too many is drawn anew."""
    book, profile = examined.rulebook, examined.profile
    found: list[tuple[Said, frozenset[str]]] = []
    for at, (pieces, first) in enumerate(_completions(book, profile)):
        assume(at < MANY)
        said = set[tuple[int, object]]()
        for place, each in enumerate(asked):
            for title in each.activities or (None,):
                answer = pieces[title].get(each.question.id)
                if answer is None or not _applies(book, each.question.id, pieces[title], title is not None):
                    continue
                used: tuple[object, ...] = answer if isinstance(answer, tuple) else (answer,)
                if each.question.kind is Kind.NUMBER:
                    used = (_range(book, each.question, answer),)
                said |= {(place, one) for one in used}
        found.append((frozenset(said), first))
    return found


def _completions(
    book: Rulebook, profile: Profile
) -> Iterator[tuple[Mapping[str | None, Mapping[str, Answer]], frozenset[str]]]:
    if not profile.activities:
        for answers in completions(book, profile.answers):
            yield {None: answers}, frozenset(work_out(book, answers, profile.weights)[book.main.id].first)
        return
    given = {
        each.title: {id: answer for id, answer in profile.answers_of(each).items() if is_plain(answer)}
        for each in profile.activities
    }
    for filled in completed(book, profile):
        pieces: dict[str | None, Mapping[str, Answer]] = {
            each.title: filled.answers_of(each) for each in filled.activities
        }
        clashing = any(
            _clashes(book, each.when, answers, True) and not _clashes(book, each.when, given[str(title)], True)
            for title, answers in pieces.items()
            for each in book.incompatible
        )
        if not clashing:
            yield pieces, frozenset(work_out_whole(book, filled).first)


def mildest(asked: Sequence[Asked], listed: Sequence[tuple[Said, frozenset[str]]], wanted: str) -> Said | None:
    """The mildest restriction of at most five questions with which the wanted one is always alone first."""
    escapes = [said for said, first in listed if first != {wanted}]
    stays = [said for said, first in listed if first == {wanted}]
    for size in range(6):
        fitting = []
        for chosen in combinations(range(len(asked)), size):
            for values in product(*(asked[at].mild() for at in chosen)):
                ruled_out = frozenset((at, one) for at, some in zip(chosen, values, strict=True) for one in some)
                hits_all = all(said & ruled_out for said in escapes)
                if hits_all and any(not said & ruled_out for said in stays):
                    places = sorted((at, asked[at].answers.index(one)) for at, one in ruled_out)
                    fitting.append((len(ruled_out), chosen, places, ruled_out))
        if fitting:
            return min(fitting)[3]
    return None
