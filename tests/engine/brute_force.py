"""A second reading of the semantics, naive and slow: two truth values, all completions listed.

Written from the design's section on semantics and not from the engine, so that the two can be held
against each other. On complete answers every condition is true or false, except that nobody can say
what a tie decided: what would need to know raises `Tied`, and that decision is not compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Answered, Compare, Decided, Every, NoneOf, Not, OneOf, Some, tests
from kpo_advisor.model.questions import Among, Between, Kind, PerhapsTicked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Alternative, Criterion, Decision, Rule

Answers = dict[str, "Answer"]
ELIGIBLE, HELD_BACK, EXCLUDED = 0, 1, 2


class Tied(Exception):
    """A condition asks what a decision came to that ended in a tie."""


@dataclass
class Outcome:
    """One decision on complete answers; what is `gone` is not left for a part either."""

    points: dict[str, int]
    standing: dict[str, int]
    first: set[str]
    gone: set[str] = field(default_factory=set)
    """What no part of a whole may have either, and nothing that needs it."""


@dataclass
class Known:
    """What conditions look at: the answers that count, and what was decided; `unclear` hang on a tie."""

    answers: Answers
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)


def work_out(
    book: Rulebook, answers: Mapping[str, Answer], weights: Mapping[str, int], *, part: bool = False
) -> dict[str, Outcome]:
    """Each ranked decision that is taken; one that hangs on a tie is left out."""
    known = Known(_counting(book, book.questions, answers, part))
    for decision in book.decisions:
        if not decision.alternatives:
            continue
        try:
            if _holds(decision.when, known):
                known.outcomes[decision.id] = _rank(book, decision, known, weights, part)
        except Tied:
            known.unclear.add(decision.id)
    return known.outcomes


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
    """All ways to answer what is unknown or narrowed; what the plain answers violate by themselves is dropped."""
    plain = {id: answer for id, answer in answers.items() if _is_plain(answer)}
    already = {each.id for each in book.incompatible if _clashes(book, each.when, plain, part)}
    order = _in_order(book)
    for filled in _filled(book, order, dict(answers), part):
        if not any(_clashes(book, each.when, filled, part) for each in book.incompatible if each.id not in already):
            yield filled


def members(book: Rulebook, question: Question, given: Answer) -> list[Answer]:
    """Every plain answer that may be the one that was given narrowed, or any where None was given."""
    match given:
        case None:
            return _values(book, question)
        case Among(choices):
            return list(choices)
        case Between(low, high):
            ends = sorted({low, high, *(each for each in _marks(book) if low < each < high)})
            return [*ends, *((one + other) / 2 for one, other in pairwise(ends))]
        case PerhapsTicked(ticked, perhaps):
            may_be = [set(each) for each in _values(book, question) if isinstance(each, tuple)]
            held = [each for each in may_be if each.issuperset(ticked) and each.issubset({*ticked, *perhaps})]
            return [tuple(id for id in question.choice_ids if id in each) for each in held]
    return [given]


def in_part(book: Rulebook, question: Question, given: Answer) -> list[Answer]:
    """Every answer that says as much as was given or more, narrowed ones too, and None where None was given."""
    plain = members(book, question, given)
    found: list[Answer] = [*plain]
    if question.kind is Kind.NUMBER:
        ends = sorted(each for each in plain if isinstance(each, Fraction))
        found += [Between(low, high) for low, high in combinations(ends, 2)]
    elif question.kind is Kind.MULTI:
        sure, may_be = tuple[str, ...](), question.choice_ids
        if isinstance(given, PerhapsTicked):
            sure, may_be = given.ticked, (*given.ticked, *given.perhaps)
        for each in narrowed_ticks(question):
            if set(sure) <= set(each.ticked) and set(each.ticked) | set(each.perhaps) <= set(may_be):
                found.append(each)
    else:
        ids = [each for each in plain if isinstance(each, str)]
        found += [Among(some) for size in range(2, len(ids) + 1) for some in combinations(ids, size)]
    return [*found, None] if given is None else found


def narrowed_ticks(question: Question) -> Iterator[PerhapsTicked]:
    """Every narrowed answer of a question that takes several."""
    ids, most = question.choice_ids, question.maximum_choices or len(question.choice_ids)
    for ticked in (each for size in range(most) for each in combinations(ids, size)):
        left = [id for id in ids if id not in ticked]
        for perhaps in (each for size in range(1, len(left) + 1) for each in combinations(left, size)):
            together = question.exclusive.isdisjoint((*ticked, *perhaps))
            if len(perhaps) > 1 if not ticked else together:
                yield PerhapsTicked(ticked, perhaps)


def _is_plain(answer: Answer) -> bool:
    return isinstance(answer, str | Fraction | tuple)


def completed(
    book: Rulebook,
    profile: Profile,
    ways: Callable[[Rulebook, Question, Answer], list[Answer]] = members,
) -> Iterator[Profile]:
    """All completions of a profile with activities. A common unknown is one unknown.

    `ways` says what may stand in place of what is open.

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
            if all(
                id in profile.activities[n].answers and not _is_plain(profile.activities[n].answers[id]) for n in group
            )
        ]
        unknowns += [(id, group) for group in own]
        if not _is_plain(profile.answers.get(id)):
            unknowns.append((id, []))

    def given(id: str, group: list[int]) -> Answer:
        return profile.activities[group[0]].answers[id] if group else profile.answers.get(id)

    for values in product(*(ways(book, book.questions[id], given(id, group)) for id, group in unknowns)):
        common: Answers = {id: answer for id, answer in profile.answers.items() if _is_plain(answer)}
        owned: list[Answers] = [
            {id: answer for id, answer in each.answers.items() if _is_plain(answer)} for each in profile.activities
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
    if _is_plain(given) or not _applies(book, question.id, answers, part):
        yield from _filled(book, rest, answers, part)
        return
    for value in members(book, question, given):
        yield from _filled(book, rest, {**answers, question.id: value}, part)


def _values(book: Rulebook, question: Question) -> list[Answer]:
    """Every answer, for a number one of each stretch between the constants it is compared with."""
    if question.kind is Kind.MULTI:
        most = question.maximum_choices or len(question.choice_ids)
        sets = [each for size in range(1, most + 1) for each in combinations(question.choice_ids, size)]
        return [each for each in sets if len(each) == 1 or question.exclusive.isdisjoint(each)]
    if question.kind is not Kind.NUMBER:
        return list(question.choice_ids)
    marks = sorted({Fraction(0), *_marks(book)})
    between = [(low + high) / 2 for low, high in pairwise(marks)]
    return [*sorted([*marks, *between]), marks[-1] + 1]


def _marks(book: Rulebook) -> list[Fraction]:
    return [test.constant for each in _conditions(book) for test in tests(each) if isinstance(test, Compare)]


def _conditions(book: Rulebook) -> list[Condition]:
    found = [rule.when for rule in book.rules] + [rule.unless for rule in book.rules if rule.unless]
    found += [each.only_if for each in book.questions.values() if each.only_if]
    found += [decision.when for decision in book.decisions]
    return found + [each.when for each in book.incompatible]


def _applies(book: Rulebook, id: str, answers: Mapping[str, Answer], part: bool) -> bool:
    question = book.questions[id]
    if part and question.whole:
        return False
    if question.only_if is None:
        return True
    looked_at = {test.question for test in tests(question.only_if) if not isinstance(test, Decided)}
    return _holds(question.only_if, Known(_counting(book, looked_at, answers, part)))


def _counting(book: Rulebook, ids: Iterable[str], answers: Mapping[str, Answer], part: bool) -> Answers:
    """The answers that count: those to questions that apply, and what one is taken to be answered where it does not."""
    found: Answers = {}
    for id in ids:
        if _applies(book, id, answers, part):
            if answers.get(id) is not None:
                found[id] = answers[id]
        elif book.questions[id].otherwise is not None and not (part and book.questions[id].whole):
            told = book.questions[id].otherwise
            found[id] = (told,) if book.questions[id].kind is Kind.MULTI and told else told
    return found


def _clashes(book: Rulebook, when: Condition, answers: Mapping[str, Answer], part: bool) -> bool:
    """Whether answers violate a combination, whatever else is answered: tested on what is given alone."""
    looked_at = {test.question for test in tests(when) if not isinstance(test, Decided)}
    if any(_applies(book, id, answers, part) and answers.get(id) is None for id in looked_at):
        return False
    return _holds(when, Known(_counting(book, looked_at, answers, part)))


def _holds(condition: Condition, known: Known) -> bool:
    """Whether a condition holds; a question without an answer that counts fails its tests."""
    answers = known.answers
    match condition:
        case Every(parts):
            return all(_holds(each, known) for each in parts)
        case Some(parts, count):
            return sum(_holds(each, known) for each in parts) >= count
        case Not(inner):
            return not _holds(inner, known)
        case Decided(decision, alternatives):
            return _decided(decision, alternatives, known)
        case Compare(question, comparison, constant):
            return question in answers and _compares(answers[question], comparison, constant)
        case OneOf(question, choices):
            return question in answers and bool(_ticked(answers[question]) & choices)
        case Answered(question):
            return question in answers
        case NoneOf(question, choices):
            return question in answers and not _ticked(answers[question]) & choices


def _decided(decision: str, alternatives: frozenset[str], known: Known) -> bool:
    if decision in known.unclear:
        raise Tied
    first = known.outcomes[decision].first if decision in known.outcomes else set()
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


def _rank(book: Rulebook, decision: Decision, known: Known, weights: Mapping[str, int], part: bool) -> Outcome:
    own = {each.id for each in decision.alternatives}
    fired = [rule for rule in book.rules if _bears_on(rule, own) and _fires(rule, known)]
    composites = {each.id for each in book.main.alternatives if each.made_of}
    result = Outcome({}, {}, set())
    for each in decision.alternatives:
        if part and each.id in composites:
            continue
        result.points[each.id] = sum(
            weights.get(criterion.id, criterion.weight) * _rating(criterion, each, fired)
            for criterion in decision.criteria
        )
        # A part of a whole has one home: what needs a composite is out for it.
        needs_out = [id for id in each.needs if _is_out(known, id) or (part and id in composites)]
        result.standing[each.id] = EXCLUDED if needs_out else _standing(each, fired)
        if _is_gone(each, fired):
            result.gone.add(each.id)
    left = {id: (standing, -result.points[id]) for id, standing in result.standing.items() if standing < EXCLUDED}
    result.first = {id for id, key in left.items() if key == min(left.values())}
    return result


def _bears_on(rule: Rule, alternatives: set[str]) -> bool:
    named = (*dict(rule.favours), *dict(rule.opposes), *rule.holds_back, *(each.word for each in rule.excludes))
    return not alternatives.isdisjoint(id.removesuffix("-whole") for id in named)


def _fires(rule: Rule, known: Known) -> bool:
    return _holds(rule.when, known) and (rule.unless is None or not _holds(rule.unless, known))


def _rating(criterion: Criterion, alternative: Alternative, fired: list[Rule]) -> int:
    mine = [rule for rule in fired if rule.criterion == criterion.id]

    def best(id: str) -> int:
        return max([dict(rule.favours).get(id, 0) for rule in mine], default=0)

    def worst(id: str) -> int:
        return max([dict(rule.opposes).get(id, 0) for rule in mine], default=0)

    if not alternative.lends or criterion.axis == "cut":
        return best(alternative.id) - worst(alternative.id)
    barred = {each.word for rule in fired for each in rule.excludes}
    homes = [id for id in alternative.lends if id not in barred]
    if not homes:
        return 0
    return max(max(best(id) - 1, 0) for id in homes) - min(max(worst(id) - 1, 0) for id in homes)


def _standing(alternative: Alternative, fired: list[Rule]) -> int:
    barred = {each.word for rule in fired for each in rule.excludes}
    if f"{alternative.id}-whole" in barred or _is_gone(alternative, fired):
        return EXCLUDED
    return HELD_BACK if any(alternative.id in rule.holds_back for rule in fired) else ELIGIBLE


def _is_gone(alternative: Alternative, fired: list[Rule]) -> bool:
    barred = {each.word for rule in fired for each in rule.excludes}
    too_few = bool(alternative.made_of) and len(set(alternative.made_of) - barred) < 2
    return too_few or alternative.id in barred


def _is_out(known: Known, alternative: str) -> bool:
    return any(alternative in each.gone for each in known.outcomes.values())
