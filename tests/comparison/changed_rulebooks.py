"""Random changes of small rulebooks: pairs of an old and a new one, and all the profiles that both take."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from kpo_advisor.model.conditions import Answered, Every, NoneOf, Not, OneOf, Some, questions_in
from kpo_advisor.model.questions import Choice, Incompatible, Kind, Section
from tests.engine.random_rulebooks import NUMBERS, UP_TO, condition, pick, rulebooks, seldom
from tests.engine.random_rulebooks import _rule as random_rule
from tests.small_rulebooks.building import HOMES, alternative, question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Alternative, Decision, Rule

Answers = dict[str, "Answer"]


@st.composite
def changed(draw: DrawFn) -> tuple[Rulebook, Rulebook]:
    """A random rulebook, and the same after one to three changes; now and then the other way round."""
    old = new = draw(rulebooks())
    for _ in range(1 + draw(UP_TO[2])):
        new = pick(draw, CHANGES)(draw, new)
    return (new, old) if seldom(draw, 3) else (old, new)


def _drop_rule(draw: DrawFn, book: Rulebook) -> Rulebook:
    gone = pick(draw, [None, *book.rules])
    return replace(book, rules=tuple(each for each in book.rules if each is not gone))


def _add_rule(draw: DrawFn, book: Rulebook) -> Rulebook:
    return replace(book, rules=(*book.rules, random_rule(draw, "added", book.main, list(book.questions.values()), [])))


def _other_effects(draw: DrawFn, book: Rulebook) -> Rulebook:
    rule = pick(draw, book.rules)
    fresh = random_rule(draw, rule.id, book.main, list(book.questions.values()), [])
    told = replace(fresh, when=rule.when, unless=rule.unless, criterion=rule.criterion)
    return _off_cut(_with_rule(book, rule, told if rule.criterion in ("c", "d") else rule))


def _other_condition(draw: DrawFn, book: Rulebook) -> Rulebook:
    rule, asked = pick(draw, book.rules), list(book.questions.values())
    if seldom(draw, 2):
        return _with_rule(book, rule, replace(rule, unless=condition(draw, asked) if seldom(draw, 2) else None))
    when: Condition = condition(draw, asked)
    if seldom(draw, 3):  # said in other words
        when = Not(Not(rule.when))
    return _with_rule(book, rule, replace(rule, when=when))


def _other_criterion(draw: DrawFn, book: Rulebook) -> Rulebook:
    rule = pick(draw, book.rules)
    if rule.criterion not in ("c", "d"):
        return book
    return _off_cut(_with_rule(book, rule, replace(rule, criterion="c" if rule.criterion == "d" else "d")))


def _other_lending(draw: DrawFn, book: Rulebook) -> Rulebook:
    if seldom(draw, 2):
        axis = pick(draw, ("cut", "nature"))
        criteria = (replace(book.main.criteria[0], axis=axis), *book.main.criteria[1:])
        return _off_cut(_with_main(book, criteria=criteria))
    lends = pick(draw, (("bpo", "in-house"), ("kpo", "bpo"), ()))
    return _with_main(
        book,
        alternatives=tuple(replace(each, lends=lends) if each.made_of else each for each in book.main.alternatives),
    )


def _off_cut(book: Rulebook) -> Rulebook:
    """Without what rules say of hybrid on criteria where it has what its homes lend it."""
    own = {criterion.id for criterion in book.main.criteria if not criterion.is_on_cut}

    def without(rule: Rule) -> Rule:
        if rule.criterion not in own:
            return rule
        favours, opposes = (
            tuple((id, strength) for id, strength in effects if id != "hybrid")
            for effects in (rule.favours, rule.opposes)
        )
        return replace(rule, favours=favours, opposes=opposes)

    return replace(book, rules=tuple(map(without, book.rules)))


def _other_weight(draw: DrawFn, book: Rulebook) -> Rulebook:
    factor, added = pick(draw, [(1, 1), (1, 2), (2, 0), (1, 0)]), pick(draw, ["c", "d", "e"])
    return _with_main(
        book,
        criteria=tuple(
            replace(each, weight=each.weight * factor[0] + (factor[1] if each.id == added else 0))
            for each in book.main.criteria
        ),
    )


def _other_alternatives(draw: DrawFn, book: Rulebook) -> Rulebook:
    known = book.main.alternatives
    if seldom(draw, 2):
        return _with_main(book, alternatives=(*known, alternative("new")) if "new" not in book.titles else known)
    if seldom(draw, 2):
        homes = pick(draw, [("bpo", "kpo"), HOMES])
        return _with_main(
            book, alternatives=tuple(replace(each, made_of=homes) if each.made_of else each for each in known)
        )
    return _with_main(book, alternatives=tuple(each for each in known if each.id != "in-house"))


def _drop_choice(draw: DrawFn, book: Rulebook) -> Rulebook:
    asked = [each for each in book.questions.values() if len(each.choices) > 1]
    if not asked:
        return book
    about = pick(draw, asked)
    gone = pick(draw, about.choice_ids)
    left = tuple(each for each in about.choices if each.id != gone)
    return _everywhere(
        _with_question(book, replace(about, choices=left, exclusive=about.exclusive - {gone})), about.id, gone
    )


def _add_choice(draw: DrawFn, book: Rulebook) -> Rulebook:
    asked = [each for each in book.questions.values() if each.choices and "new" not in each.choice_ids]
    if not asked:
        return book
    about = pick(draw, asked)
    return _with_question(book, replace(about, choices=(Choice("new", "New."), *about.choices)))


def _other_limits(draw: DrawFn, book: Rulebook) -> Rulebook:
    about = pick(draw, list(book.questions.values()))
    if about.kind is Kind.NUMBER:
        return _with_question(book, replace(about, maximum=pick(draw, [Fraction(2), Fraction(3, 2), Fraction(1, 2)])))
    if about.kind is Kind.MULTI:
        limits = {"maximum_choices": pick(draw, [None, 1, 2]), "exclusive": frozenset(about.choice_ids[:1])}
        return _with_question(book, replace(about, **limits))  # type: ignore[arg-type]
    if about.kind is Kind.YES_NO:
        return book
    return _with_question(book, replace(about, kind=pick(draw, [Kind.SCALE, Kind.CHOICE, Kind.MULTI])))


def _other_kind(draw: DrawFn, book: Rulebook) -> Rulebook:
    """A number where choices were, and the other way round: the conditions on it go."""
    about = pick(draw, list(book.questions.values()))
    fresh = question(about.id, Kind.NUMBER if about.kind is not Kind.NUMBER else Kind.CHOICE, ("a", "b"))
    if fresh.kind is Kind.NUMBER:
        fresh = replace(fresh, choices=(), minimum=Fraction(0))
    return _with_question(_everywhere(book, about.id, None), fresh)


def _other_only_if(draw: DrawFn, book: Rulebook) -> Rulebook:
    asked = list(book.questions.values())
    about = pick(draw, asked)
    earlier = asked[: asked.index(about)]
    if seldom(draw, 4) or not earlier:
        return _with_question(book, replace(about, whole=not about.whole))
    if any(about.id in questions_in(each.only_if) for each in asked if each.only_if) and seldom(draw, 2):
        return book
    return _with_question(book, replace(about, only_if=condition(draw, earlier) if seldom(draw, 2) else None))


def _add_question(draw: DrawFn, book: Rulebook) -> Rulebook:
    if "added" in book.questions:
        return book
    section = book.sections[0]
    fresh = question("added", pick(draw, [Kind.YES_NO, Kind.CHOICE]), ("a", "b"))
    fresh = replace(fresh, choices=() if fresh.kind is Kind.YES_NO else fresh.choices)
    return _add_rule(draw, replace(book, sections=(Section("all", "All", (*section.questions, fresh)),)))


def _drop_question(draw: DrawFn, book: Rulebook) -> Rulebook:
    about = pick(draw, list(book.questions.values()))
    if len(book.questions) == 1:
        return book
    left = tuple(each for each in book.questions.values() if each is not about)
    emptied = _everywhere(book, about.id, None)
    kept = {each.id for each in left}
    return replace(
        emptied,
        sections=(Section("all", "All", tuple(each for each in emptied.questions.values() if each.id in kept)),),
    )


def _add_clash(draw: DrawFn, book: Rulebook) -> Rulebook:
    clash = Incompatible("more", condition(draw, list(book.questions.values())), "No.")
    return replace(book, incompatible=(clash,) if seldom(draw, 3) else (*book.incompatible, clash))


CHANGES = (
    _drop_rule, _add_rule, _other_effects, _other_condition, _other_weight, _other_criterion, _other_only_if,
    _drop_choice, _add_choice, _other_limits, _other_kind, _add_question, _drop_question, _add_clash,
    _other_alternatives, _other_lending,
)  # fmt: skip


def _with_rule(book: Rulebook, rule: Rule, instead: Rule) -> Rulebook:
    return replace(book, rules=tuple(instead if each is rule else each for each in book.rules))


def _with_main(book: Rulebook, **other: object) -> Rulebook:
    main: Decision = replace(book.main, **other)  # type: ignore[arg-type]
    ids = {each.id for each in main.alternatives}

    def kept(rule: Rule) -> Rule:
        gone = {each.id for each in book.main.alternatives} - ids
        gone |= {f"{id}-whole" for id in gone}
        return replace(
            rule,
            favours=tuple(each for each in rule.favours if each[0] not in gone),
            opposes=tuple(each for each in rule.opposes if each[0] not in gone),
            holds_back=tuple(each for each in rule.holds_back if each not in gone),
            excludes=tuple(each for each in rule.excludes if each.word not in gone),
        )

    def composed(alternative: Alternative) -> Alternative:
        homes = tuple(id for id in alternative.made_of if id in ids)
        return replace(alternative, made_of=homes, lends=tuple(id for id in alternative.lends if id in homes))

    main = replace(main, alternatives=tuple(map(composed, main.alternatives)))
    return replace(book, decisions=(main, *book.decisions[1:]), rules=tuple(map(kept, book.rules)))


def _with_question(book: Rulebook, about: Question) -> Rulebook:
    asked = tuple(about if each.id == about.id else each for each in book.questions.values())
    return replace(book, sections=(Section("all", "All", asked),))


def _everywhere(book: Rulebook, about: str, gone: str | None) -> Rulebook:
    """The rulebook without a choice, or with all tests on a question gone."""

    def kept(condition: Condition) -> Condition:
        match condition:
            case Not(part):
                return Not(kept(part))
            case Every(parts):
                return Every(tuple(map(kept, parts)))
            case Some(parts, count):
                return Some(tuple(map(kept, parts)), count)
        if getattr(condition, "question", None) != about:
            return condition
        if gone is None:
            return Every(())
        if isinstance(condition, Answered):
            return condition
        assert isinstance(condition, OneOf | NoneOf)
        return type(condition)(about, condition.choices - {gone})

    return replace(
        book,
        sections=(
            Section(
                "all",
                "All",
                tuple(
                    each if each.only_if is None else replace(each, only_if=kept(each.only_if))
                    for each in book.questions.values()
                ),
            ),
        ),
        rules=tuple(
            replace(each, when=kept(each.when), unless=None if each.unless is None else kept(each.unless))
            for each in book.rules
        ),
        incompatible=tuple(replace(each, when=kept(each.when)) for each in book.incompatible),
    )


# --- all joint profiles ---------------------------------------------------------------------------------


def joint_profiles(old: Rulebook, new: Rulebook, most: int) -> list[tuple[Answers, Answers]] | None:
    """All pairs of answers, None for unknown, that agree where both rulebooks take an answer; None beyond `most`."""
    ids = dict.fromkeys((*old.questions, *new.questions))
    values = [list(_pairs(old.questions.get(id), new.questions.get(id))) for id in ids]
    count = 1
    for each in values:
        count *= len(each)
    if count > most:
        return None
    found = []
    for chosen in product(*values):
        sides: tuple[Answers, Answers] = ({}, {})
        for id, pair in zip(ids, chosen, strict=True):
            for side, book in enumerate((old, new)):
                if id in book.questions:
                    sides[side][id] = pair[side]
        found.append(sides)
    return found


def _pairs(old: Question | None, new: Question | None) -> Iterator[tuple[Answer, Answer]]:
    if old is None or new is None:
        for each in (None, *_values(old or new)):  # type: ignore[arg-type]
            yield each, each
        return
    both = [(one, other) for one in _values(old) for other in _values(new) if _ticks(one) == _ticks(other)]
    if both:
        yield from ((None, None), *both)
    else:
        yield from product((None, *_values(old)), (None, *_values(new)))


def _ticks(answer: Answer) -> Answer:
    return (answer,) if isinstance(answer, str) else answer


def _values(asked: Question) -> list[Answer]:
    if asked.kind is Kind.NUMBER:
        return [each for each in NUMBERS if asked.maximum is None or each <= asked.maximum]
    if asked.kind is not Kind.MULTI:
        return list(asked.choice_ids)
    sizes = range(1, (asked.maximum_choices or len(asked.choice_ids)) + 1)
    ticks = [frozenset(each) for size in sizes for each in combinations(asked.choice_ids, size)]
    left = [each for each in ticks if len(each) == 1 or asked.exclusive.isdisjoint(each)]
    return [tuple(sorted(each)) for each in left]
