"""The shapes of questions.yaml: people, questions with their choices, and answers that cannot both hold."""

# ruff: noqa: RUF012 - pydantic copies its defaults

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kpo_advisor.rulebooks.shapes import ConditionShape, KebabId, Label, Name, Number, Sentence, Shape, SnakeId


class PersonShape(Shape):
    """Somebody who knows answers or sees to it that something is in place."""

    id: KebabId
    label: Label


OldChoice = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*\.)?[a-z0-9][a-z0-9+-]*$", max_length=141)]
"""An old choice of the question, or `old_question.old-choice`."""


OldAnswer = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z0-9][a-z0-9+-]*$", max_length=141)]
"""`question.choice`, as an earlier version called them."""


class ChoiceShape(Shape):
    """A choice of a question."""

    label: Label | None = None
    means: Sentence
    example: Sentence | None = None
    group: Label | None = None
    formerly: list[OldChoice] = []
    also: list[Label] = []


class CanBecomeShape(Shape):
    """An answer the client can bring about."""

    to: str
    origins: list[str] = Field(alias="from", min_length=1)
    how: Sentence


class QuestionShape(Shape):
    """A question of the questionnaire."""

    id: SnakeId
    label: Label | None = None
    kind: Literal["scale", "choice", "multi", "yes_no", "number"]
    ask: Sentence
    help: Annotated[str, Field(max_length=1200)] | None = None
    who_knows: list[Name] = Field(min_length=1)
    role: Literal["gate", "score", "advice", "label"] = "score"
    scope: Literal["piece", "whole"] = "piece"
    actionable: Literal["yes", "partly", "no"] = "no"
    can_become: list[CanBecomeShape] = []
    only_if: ConditionShape | None = None
    asked_if: Sentence | None = None
    otherwise: str | None = None
    formerly: list[SnakeId] = []
    also_unknown: list[Label] = []
    choices: dict[KebabId, ChoiceShape] = {}
    max: Annotated[int, Field(ge=1, strict=True)] | None = None
    exclusive: list[str] = []
    unit: Name | None = None
    unit_of_one: Name | None = None
    minimum: Number | None = None
    maximum: Number | None = None


class SectionShape(Shape):
    """A section of the questionnaire."""

    id: KebabId
    title: Name
    questions: list[QuestionShape]


class IncompatibleShape(Shape):
    """Answers that cannot both hold."""

    id: KebabId
    when: ConditionShape
    because: Sentence


class QuestionsFile(Shape):
    """questions.yaml"""

    introduction: Annotated[str, Field(max_length=4000)] = ""
    people: list[PersonShape] = []
    sections: list[SectionShape] = []
    incompatible: list[IncompatibleShape] = []
    retired: dict[SnakeId, Sentence] = {}
    followed: dict[SnakeId, Annotated[list[OldAnswer], Field(min_length=1)]] = {}
