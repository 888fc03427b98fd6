"""What uses something that has an id: the rules that look at a question or cite a fact, and the like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Every, NoneOf, Not, OneOf, Some, decisions_in, questions_in, tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kpo_advisor.lookup.things import Thing
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Fact

    User = tuple["Usage", str, str]
    """How it is used, and the kind and the id of what uses it."""


class Usage(StrEnum):
    """In which way something is used."""

    LOOKS_AT = "looks-at"
    WEIGHS_UNDER = "weighs-under"
    FAVOURS = "favours"
    OPPOSES = "opposes"
    BARS = "bars"
    SUGGESTS = "suggests"
    WITHHOLDS = "withholds"
    PRINTS_FOR = "prints-for"
    PRINTS_UNDER = "prints-under"
    SPEAKS_OF = "speaks-of"
    CITES = "cites"
    STARTS_FROM = "starts-from"
    POINTS_TO = "points-to"
    IS_TREATED_BY = "is-treated-by"
    IS_KNOWN_BY = "is-known-by"
    IS_SEEN_TO_BY = "is-seen-to-by"


@dataclass(frozen=True, slots=True)
class Use:
    """Everything of one kind that uses a thing in one way; ids in the order of the rulebook."""

    how: Usage
    kind: str
    ids: tuple[str, ...]


def uses_of(rulebook: Rulebook, thing: Thing) -> tuple[Use, ...]:
    """What uses a thing: first what looks at it in its conditions, then the rest; empty where nothing does."""
    found: dict[tuple[Usage, str], dict[str, None]] = {}
    for how, kind, id in _users(rulebook, thing):
        found.setdefault((how, kind), {})[id] = None
    return tuple(Use(how, kind, tuple(ids)) for (how, kind), ids in found.items())


def facts_of(rulebook: Rulebook, thing: Thing) -> tuple[Fact, ...]:
    """The facts of a document or of a mark."""
    if thing.kind == "document":
        return tuple(fact for fact in rulebook.facts.values() if fact.document == thing.id)
    return rulebook.marked(thing.id)


def _users(rulebook: Rulebook, thing: Thing) -> Iterator[User]:
    looks = _looker(rulebook, thing)
    if looks is not None:
        for kind, id, conditions in _conditions(rulebook):
            if (kind, id) != (thing.kind, thing.id) and any(map(looks, conditions)):
                yield Usage.LOOKS_AT, kind, id
    match thing.kind:
        case "fact":
            yield from _citing(rulebook, {thing.id})
            yield from _starting_from(rulebook, thing.id)
        case "document" | "mark":
            yield from _citing(rulebook, {fact.id for fact in facts_of(rulebook, thing)})
        case "contradiction":
            yield from ((Usage.POINTS_TO, "fact", fact.id) for fact in rulebook.facts.values() if thing.id in fact.see)
        case "person":
            yield from _left_to(rulebook, thing.id)
        case "question" | "criterion" | "alternative" | "option" | "topic":
            yield from _moving(rulebook, thing)
    for clash in rulebook.contradictions:
        if thing.id in clash.treated_by and thing.kind not in ("section", "mark"):
            yield Usage.IS_TREATED_BY, "contradiction", clash.id


def _conditions(rulebook: Rulebook) -> Iterator[tuple[str, str, tuple[Condition, ...]]]:
    """All that has conditions: its kind, its id, and these."""
    for question in rulebook.questions.values():
        if question.only_if is not None:
            yield "question", question.id, (question.only_if,)
    yield from (("term", id, (condition,)) for id, condition in rulebook.terms.items())
    yield from (("combination", clash.id, (clash.when,)) for clash in rulebook.incompatible)
    yield from (("decision", decision.id, (decision.when,)) for decision in rulebook.decisions)
    yield from (("rule", rule.id, rule.conditions) for rule in rulebook.rules)
    yield from (("law", law.id, (law.when,)) for law in rulebook.laws)


def _looker(rulebook: Rulebook, thing: Thing) -> Callable[[Condition], bool] | None:
    """What tells whether a condition looks at a thing; None for what no condition looks at."""
    match thing.kind:
        case "question":
            return lambda condition: thing.id in questions_in(condition)
        case "choice":
            question, _, choice = thing.id.partition(".")
            return lambda condition: any(
                isinstance(test, OneOf | NoneOf) and test.question == question and choice in test.choices
                for test in tests(condition)
            )
        case "term":
            return lambda condition: _holds(condition, rulebook.terms[thing.id])
        case "decision":
            return lambda condition: thing.id in decisions_in(condition)
    return None


def _holds(condition: Condition, term: Condition) -> bool:
    """Whether a condition has a term in it; terms are written out by then, so what says the same counts as the term."""
    if condition == term:
        return True
    match condition:
        case Every(parts) | Some(parts):
            is_within = isinstance(condition, Every) and isinstance(term, Every) and {*term.parts} <= {*parts}
            return is_within or any(_holds(part, term) for part in parts)
        case Not(part):
            return _holds(part, term)
    return False


def _citing(rulebook: Rulebook, facts: set[str]) -> Iterator[User]:
    yield from ((Usage.CITES, "rule", rule.id) for rule in rulebook.rules if facts & {*rule.cites})
    yield from ((Usage.CITES, "law", law.id) for law in rulebook.laws if facts & {*law.cites})


def _starting_from(rulebook: Rulebook, id: str) -> Iterator[User]:
    yield from ((Usage.STARTS_FROM, "fact", fact.id) for fact in rulebook.facts.values() if id in fact.starts_from)


def _left_to(rulebook: Rulebook, id: str) -> Iterator[User]:
    for question in rulebook.questions.values():
        if any(person.id == id for person in question.who_knows):
            yield Usage.IS_KNOWN_BY, "question", question.id
    for rule in rulebook.rules:
        if rule.owner is not None and rule.owner.id == id:
            yield Usage.IS_SEEN_TO_BY, "rule", rule.id


def _moving(rulebook: Rulebook, thing: Thing) -> Iterator[User]:
    """The rules that do something to it or under it, and the laws about it."""
    ways: dict[Usage, Callable[..., bool]] = {
        Usage.WEIGHS_UNDER: lambda rule: rule.criterion == thing.id and thing.kind == "criterion",
        Usage.FAVOURS: lambda rule: thing.id in dict(rule.favours),
        Usage.OPPOSES: lambda rule: thing.id in dict(rule.opposes),
        Usage.BARS: lambda rule: thing.id in rule.bars,
        Usage.SUGGESTS: lambda rule: any(option == thing.id for _, option in rule.suggests),
        Usage.WITHHOLDS: lambda rule: any(option == thing.id for _, option in rule.withholds),
        Usage.PRINTS_FOR: lambda rule: thing.id in rule.printed_for,
        Usage.PRINTS_UNDER: lambda rule: thing.kind == "topic" and any(said.topic == thing.id for said in rule.printed),
    }
    for how, does in ways.items():
        yield from ((how, "rule", rule.id) for rule in rulebook.rules if does(rule))
    yield from ((Usage.SPEAKS_OF, "law", law.id) for law in rulebook.laws if thing.id in law.subjects)
