"""What is said of an answer or a weight that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.condition_words import answer_label

if TYPE_CHECKING:
    from kpo_advisor.comparison.changes import AnswerChange, Stated, WeightChange
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook


def answer_change(change: AnswerChange, rulebook: Rulebook) -> str:
    """`Your own checking: strong -> none`; an activity that says nothing has what all have."""
    question = rulebook.questions[change.question]
    where = f"{change.activity} / " if change.activity else ""
    without = "as for all activities" if change.activity else "not asked"
    before, after = (_said(said, question, without) for said in (change.before, change.after))
    return f"{where}{change.label}: {before} -> {after}"


def weight_change(change: WeightChange) -> str:
    """`weight of Cost: 3 -> 6`."""
    return f"weight of {change.title}: {change.before} -> {change.after}"


def _said(said: Stated, question: Question, without: str) -> str:
    return answer_label(question, said.answer) if said.given else without
