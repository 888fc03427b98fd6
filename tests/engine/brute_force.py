"""A second reading of the semantics, naive and slow: two truth values, all completions listed.

Written from the design's section on semantics and not from the engine, so that the two can be held
against each other. On complete answers every condition is true or false, except that nobody can say
what a tie decided: what would need to know raises `Tied`, and that decision is not compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Compare, Decided, Every, NoneOf, Not, OneOf, Some, tests
from kpo_advisor.model.questions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision

Answers = dict[str, "Answer"]
ELIGIBLE, HELD_BACK, EXCLUDED = 0, 1, 2


class Tied(Exception):
    """A condition asks what a decision came to that ended in a tie."""


@dataclass
class Outcome:
    """One decision on complete answers."""

    points: dict[str, int]
    standing: dict[str, int]
    first: set[str]


def work_out(
    book: Rulebook, answers: Mapping[str, Answer], weights: Mapping[str, int], *, part: bool = False
) -> dict[str, Outcome]:
    """Each ranked decision that is taken; one that hangs on a tie is left out."""
    counting = {id: answers[id] for id in book.questions if _applies(book, id, answers, part) and id in answers}
    outcomes: dict[str, Outcome] = {}
    unclear: set[str] = set()
    for decision in book.decisions:
        if decision.kind != "ranked":
            continue
        try:
            if _holds(decision.when, counting, outcomes, unclear):
                outcomes[decision.id] = _rank(book, decision, counting, weights, outcomes, unclear, part)
        except Tied:
            unclear.add(decision.id)
    return outcomes


def work_out_whole(book: Rulebook, profile: Profile) -> Outcome:
    """The main decision for a complete profile with activities."""
    main = book.main
    parts = [
        work_out(book, {**profile.answers, **each.answers}, profile.weights, part=True)[main.id]
        for each in profile.activities
    ]
    shares = [each.share for each in profile.activities]
    whole = Outcome({}, {}, set())
    for alternative in main.alternatives:
        if not alternative.made_of:
            id = alternative.id
            whole.points[id] = sum(share * part.points[id] for share, part in zip(shares, parts, strict=True))
            whole.standing[id] = max(part.standing[id] for part in parts)
    if not all(part.first for part in parts):
        return whole
    agreed = set.intersection(*(part.first for part in parts))
    for alternative in main.alternatives:
        if alternative.made_of:
            winners = [min(part.first) for part in parts]
            whole.points[alternative.id] = sum(
                share * part.points[won] for share, part, won in zip(shares, parts, winners, strict=True)
            )
            worst = max(part.standing[won] for part, won in zip(parts, winners, strict=True))
            whole.standing[alternative.id] = EXCLUDED if agreed else worst
    whole.first = agreed or {each.id for each in main.alternatives if each.made_of}
    return whole


def completions(book: Rulebook, answers: Mapping[str, Answer], *, part: bool = False) -> Iterator[Answers]:
    """All ways to answer what is unknown; what the given answers violate by themselves is dropped."""
    already = {each.id for each in book.incompatible if _clashes(book, each.when, answers, part)}
    order = _in_order(book)
    for filled in _filled(book, order, dict(answers), part):
        if not any(_clashes(book, each.when, filled, part) for each in book.incompatible if each.id not in already):
            yield filled


def completed(book: Rulebook, profile: Profile) -> Iterator[Profile]:
    """All completions of a profile with activities. A common unknown is one unknown.

    Activities with the same known answers share their own unknowns too: they are one piece of work.
    Combinations that cannot both hold are left in: a profile's bounds must hold for these as well.
    """
    groups: dict[frozenset[tuple[str, object]], list[int]] = {}
    for number, each in enumerate(profile.activities):
        known = {id: answer for id, answer in profile.answers_of(each).items() if answer is not None}
        groups.setdefault(frozenset(known.items()), []).append(number)
    unknowns: list[tuple[str, list[int]]] = []
    for id in book.questions:
        own = [
            group
            for group in groups.values()
            if all(id in profile.activities[n].answers and profile.activities[n].answers[id] is None for n in group)
        ]
        unknowns += [(id, group) for group in own]
        if profile.answers.get(id) is None:
            unknowns.append((id, []))
    for values in product(*(_values(book, book.questions[id]) for id, _ in unknowns)):
        common = {id: answer for id, answer in profile.answers.items() if answer is not None}
        owned: list[Answers] = [
            {id: answer for id, answer in each.answers.items() if answer is not None} for each in profile.activities
        ]
        for (id, group), value in zip(unknowns, values, strict=True):
            if not group:
                common[id] = value
            for number in group:
                owned[number][id] = value
        activities = tuple(replace(each, answers=own) for each, own in zip(profile.activities, owned, strict=True))
        yield replace(profile, answers=common, activities=activities)


def _in_order(book: Rulebook) -> list[Question]:
    waiting, done = dict(book.questions), dict[str, "Question"]()
    while waiting:
        for id, question in list(waiting.items()):
            needed = (
                {}
                if question.only_if is None
                else {t.question for t in tests(question.only_if) if not isinstance(t, Decided)}
            )
            if done.keys() >= set(needed):
                done[id] = waiting.pop(id)
    return list(done.values())


def _filled(book: Rulebook, order: list[Question], answers: Answers, part: bool) -> Iterator[Answers]:
    if not order:
        yield answers
        return
    question, rest = order[0], order[1:]
    given = answers.get(question.id)
    if given is not None or not _applies(book, question.id, answers, part):
        yield from _filled(book, rest, answers, part)
        return
    for value in _values(book, question):
        yield from _filled(book, rest, {**answers, question.id: value}, part)


def _values(book: Rulebook, question: Question) -> list[Answer]:
    """Every answer, for a number one of each stretch between the constants it is compared with."""
    if question.kind is Kind.MULTI:
        most = question.maximum_choices or len(question.choice_ids)
        sets = [each for size in range(1, most + 1) for each in combinations(question.choice_ids, size)]
        return [each for each in sets if len(each) == 1 or question.exclusive.isdisjoint(each)]
    if question.kind is not Kind.NUMBER:
        return list(question.choice_ids)
    marks = sorted(
        {0, *(test.constant for each in _conditions(book) for test in tests(each) if isinstance(test, Compare))}
    )
    between = [Fraction(low + high) / 2 for low, high in zip(marks, marks[1:], strict=False)]
    return [Fraction(each) for each in sorted([*marks, *between, marks[-1] + 1])]


def _conditions(book: Rulebook) -> list[Condition]:
    found = [rule.when for rule in book.rules] + [rule.unless for rule in book.rules if rule.unless]
    found += [each.only_if for each in book.questions.values() if each.only_if]
    return found + [each.when for each in book.incompatible]


def _applies(book: Rulebook, id: str, answers: Mapping[str, Answer], part: bool) -> bool:
    question = book.questions[id]
    if part and question.whole:
        return False
    if question.only_if is None:
        return True
    looked_at = {test.question for test in tests(question.only_if) if not isinstance(test, Decided)}
    counting = {
        each: answers[each]
        for each in looked_at
        if answers.get(each) is not None and _applies(book, each, answers, part)
    }
    return _holds(question.only_if, counting, {}, set())


def _clashes(book: Rulebook, when: Condition, answers: Mapping[str, Answer], part: bool) -> bool:
    """Whether answers violate a combination, whatever else is answered: tested on what is given alone."""
    looked_at = {test.question for test in tests(when) if not isinstance(test, Decided)}
    if any(_applies(book, id, answers, part) and answers.get(id) is None for id in looked_at):
        return False
    counting = {id: answers[id] for id in looked_at if _applies(book, id, answers, part)}
    return _holds(when, counting, {}, set())


def _holds(
    condition: Condition, answers: Mapping[str, Answer], outcomes: Mapping[str, Outcome], unclear: set[str]
) -> bool:
    """Whether a condition holds; `answers` are those that count, so that a question without one fails its tests."""
    match condition:
        case Every(parts):
            return all([_holds(each, answers, outcomes, unclear) for each in parts])
        case Some(parts, count):
            return sum([_holds(each, answers, outcomes, unclear) for each in parts]) >= count
        case Not(inner):
            return not _holds(inner, answers, outcomes, unclear)
        case Decided(decision, alternatives):
            return _decided(decision, alternatives, outcomes, unclear)
        case Compare(question, comparison, constant):
            return question in answers and _compares(answers[question], comparison, constant)
        case OneOf(question, choices):
            return question in answers and bool(_ticked(answers[question]) & choices)
        case NoneOf(question, choices):
            return question in answers and not _ticked(answers[question]) & choices


def _decided(decision: str, alternatives: frozenset[str], outcomes: Mapping[str, Outcome], unclear: set[str]) -> bool:
    if decision in unclear:
        raise Tied
    first = outcomes[decision].first if decision in outcomes else set()
    if first & alternatives and first - alternatives:
        raise Tied
    return bool(first & alternatives)


def _compares(answer: Answer, comparison: str, constant: Fraction) -> bool:
    assert isinstance(answer, Fraction)
    return {
        "at_least": answer >= constant,
        "at_most": answer <= constant,
        "above": answer > constant,
        "below": answer < constant,
        "is": answer == constant,
    }[comparison]


def _ticked(answer: Answer) -> set[str]:
    return {answer} if isinstance(answer, str) else set(answer)  # type: ignore[arg-type]


def _rank(
    book: Rulebook,
    decision: Decision,
    answers: Answers,
    weights: Mapping[str, int],
    outcomes: Mapping[str, Outcome],
    unclear: set[str],
    part: bool,
) -> Outcome:
    own = {each.id for each in decision.alternatives}
    fired = []
    for rule in book.rules:
        named = {
            id.removesuffix("-whole")
            for id in (*dict(rule.favours), *dict(rule.opposes), *rule.holds_back, *rule.excludes)
        }
        if named & own and _holds(rule.when, answers, outcomes, unclear):
            if rule.unless is None or not _holds(rule.unless, answers, outcomes, unclear):
                fired.append(rule)
    result = Outcome({}, {}, set())
    for each in decision.alternatives:
        result.points[each.id] = 0
        for criterion in decision.criteria:
            mine = [rule for rule in fired if rule.criterion == criterion.id]
            best = max([dict(rule.favours).get(each.id, 0) for rule in mine], default=0)
            worst = max([dict(rule.opposes).get(each.id, 0) for rule in mine], default=0)
            result.points[each.id] += weights.get(criterion.id, criterion.weight) * (best - worst)
    barred = {id for rule in fired for id in rule.excludes}
    held = {id for rule in fired for id in rule.holds_back}
    for each in decision.alternatives:
        standing = HELD_BACK if each.id in held else ELIGIBLE
        if each.id in barred or each.id + "-whole" in barred:
            standing = EXCLUDED
        if each.made_of and len(set(each.made_of) - barred) < 2:
            standing = EXCLUDED
        if any(
            _is_out(outcomes, id, part and id in {a.id for a in book.main.alternatives if a.made_of})
            for id in each.needs
        ):
            standing = EXCLUDED
        result.standing[each.id] = standing
    if part and decision is book.main:
        for each in decision.alternatives:
            if each.made_of:
                del result.points[each.id], result.standing[each.id]
    result.first = _firsts(result)
    return result


def _is_out(outcomes: Mapping[str, Outcome], id: str, left_out: bool) -> bool:
    return left_out or any(each.standing.get(id) == EXCLUDED for each in outcomes.values())


def _firsts(result: Outcome) -> set[str]:
    left = {id: (standing, -result.points[id]) for id, standing in result.standing.items() if standing < EXCLUDED}
    return {id for id, key in left.items() if key == min(left.values())}
