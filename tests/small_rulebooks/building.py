"""Small rulebooks in a few lines: questions q, rules and decisions as short calls."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.conditions import ALWAYS, Condition, OneOf
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Choice, Incompatible, Kind, Person, Question, Section
from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.model.rules import Alternative, Criterion, Decision, Document, Exclusion, Fact, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.engine.activities import Assessed
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.questions import Answer

ANYONE = Person("anyone", "anyone")
HOMES = ("bpo", "kpo", "in-house")


def question(id: str, kind: Kind = Kind.YES_NO, choices: Iterable[str] = (), **more: Any) -> Question:
    offered = tuple(Choice(each, each, label=each) for each in choices)
    return Question(id, "all", kind, id, (ANYONE,), **{"label": id, "choices": offered, **more})


def number(id: str, **more: Any) -> Question:
    return question(id, Kind.NUMBER, minimum=Fraction(0), **more)


def answered(question: str, *choices: str) -> OneOf:
    return OneOf(question, frozenset(choices or ("yes",)))


def rule(id: str, when: Condition = ALWAYS, **effects: Any) -> Rule:
    """A rule; `favours` and `opposes` may be mappings, and the criterion is c unless named."""
    if "excludes" in effects:
        effects["excludes"] = tuple(Exclusion.of(word) for word in effects["excludes"])
    weighs = effects.keys() & {"favours", "opposes"}
    for key in weighs:
        effects[key] = tuple(dict(effects[key]).items())
    if weighs:
        effects.setdefault("criterion", "c")
    return Rule(id, when, because=f"because of {id}", inferred="made up", cites=("fact",), **effects)


def decision(
    id: str = "model",
    alternatives: Iterable[Alternative | str] = (*HOMES, "hybrid"),
    weights: Mapping[str, int] | None = None,
    when: Condition = ALWAYS,
    cut: Iterable[str] = (),
) -> Decision:
    """A ranked decision; an alternative called hybrid is made of the homes. Criteria in `cut` are on the cut axis."""
    weights = {"c": 1} if weights is None else weights
    found = [each if isinstance(each, Alternative) else alternative(each) for each in alternatives]
    ids = [each.id for each in found]
    return Decision(
        id,
        id,
        tuple(replace(each, made_of=tuple(home for home in each.made_of if home in ids)) for each in found),
        tuple(
            Criterion(each, each, "cut" if each in cut else "sourcing", weight, "made up")
            for each, weight in weights.items()
        ),
        when,
    )


def alternative(id: str, needs: tuple[str, ...] = (), lends: tuple[str, ...] = ()) -> Alternative:
    return Alternative(id, id, id, HOMES if id == "hybrid" else (), lends, needs)


def rulebook(
    questions: Iterable[Question],
    rules: Iterable[Rule],
    decisions: Iterable[Decision] | None = None,
    incompatible: Iterable[Incompatible] = (),
    close_call: int = 0,
) -> Rulebook:
    fact = Fact("fact", "paper", None, "Something.", "document")
    return Rulebook(
        name="made-up",
        title="Made up",
        version="1",
        sha256="0" * 64,
        close_call=close_call,
        people={ANYONE.id: ANYONE},
        introduction="",
        sections=(Section("all", "All", tuple(questions)),),
        incompatible=tuple(incompatible),
        terms={},
        decisions=tuple(decisions) if decisions is not None else (decision(),),
        rules=tuple(rules),
        facts={"fact": fact},
        documents={"paper": Document("paper", "Paper", "Nobody", "undated")},
    )


def assessed(book: Rulebook, answers: Mapping[str, Answer] | None = None, **weights: int) -> Assessment:
    return assess(program_of(book), answers or {}, weights)


def whole_of(
    book: Rulebook, *activities: Activity, answers: Mapping[str, Answer] | None = None, **weights: int
) -> Assessed:
    profile = Profile("made up", answers or {}, weights=weights, activities=activities)
    return assess_profile(program_of(book), profile)


def assessments(whole: Assessed) -> list[Assessment]:
    return [piece.assessment for piece in whole.pieces]


def activity(title: str, share: int = 1, **answers: Answer) -> Activity:
    return Activity(title, share, answers)
