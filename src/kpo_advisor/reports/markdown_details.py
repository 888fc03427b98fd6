"""Of the Markdown report: what it takes, what is suggested, what to check and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.sheet import bold
from kpo_advisor.text.escape import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.recommendation import Advice, Check, OpenQuestion, Suggestion
    from kpo_advisor.reports.sheet import Sheet

KEEPS = "keeps"
STATUSES = {"fits": "", "check": " (check first)", "withheld": " (left out)"}


def write_details(sheet: Sheet) -> None:
    """All sections, each left out where it would be empty."""
    required = _required(sheet)
    if required:
        sheet.heading("What must be in place")
        sheet.remarks_by_topic(required)
    kept = [each for each in sheet.given.advice if each.kind == KEEPS]
    if kept:
        sheet.heading("What stays with you")
        for each in kept:
            sheet.remark(each)
    for decision, suggestions in sheet.given.suggestions.items():
        if suggestions:
            sheet.heading(markdown(sheet.rulebook.decision_by_id[decision].title))
            for suggestion in suggestions:
                _suggestion(sheet, suggestion)
    _checks(sheet)
    _open_questions(sheet)
    advice = [each for each in sheet.given.advice if each.kind != KEEPS]
    if advice:
        sheet.heading("Advice")
        sheet.remarks_by_topic(advice)


def _required(sheet: Sheet) -> list[Advice]:
    """The safeguards that go with what comes first, each once."""
    rows = (each for first in sheet.firsts() for each in first.requires)
    return list({(each.rule, each.topic, each.text): each for each in rows}.values())


def _suggestion(sheet: Sheet, suggestion: Suggestion) -> None:
    sheet.bullet(f"{bold(suggestion.title)}{STATUSES[suggestion.status]}")
    for reason in suggestion.reasons:
        sheet.bullet(f"{markdown(reason.because)}{sheet.cited(reason)}", 1)
    for reason in suggestion.withheld:
        word = "Left out" if reason.status == "holds" else "Left out if this holds"
        sheet.bullet(f"{word}: {markdown(reason.because)}{sheet.cited(reason)}", 1)


def _checks(sheet: Sheet) -> None:
    if not sheet.given.checks:
        return
    sheet.heading("Check before signing")
    by_question: dict[str, list[Check]] = {}
    for each in sheet.given.checks:
        by_question.setdefault(each.question, []).append(each)
    for id, checks in by_question.items():
        question = sheet.rulebook.questions[id]
        sheet.bullet(f"{bold(question.ask)} ({markdown(id)}; who knows: {markdown(', '.join(question.who_knows))})")
        for check in checks:
            _check(sheet, check)


def _check(sheet: Sheet, check: Check) -> None:
    part = 0 < len(check.activities) < len(sheet.given.plan)
    where = f" ({markdown(', '.join(check.activities))})" if part else ""
    cure = f" What would lift it: {markdown(check.cure)}" if check.cure else ""
    told = f"An answer could {markdown(check.would)}{where}: {markdown(check.because)}"
    sheet.bullet(f"{told}{sheet.marks(check.facts)}{cure}", 1)


def _open_questions(sheet: Sheet) -> None:
    still_open = sheet.given.open_questions
    if not still_open:
        return
    sheet.heading("What is open")
    _listed(sheet, "These could still change first place:", [each for each in still_open if each.can_change_first])
    others = [each for each in still_open if not each.can_change_first]
    _listed(sheet, "It is proved that these cannot change first place:", others)


def _listed(sheet: Sheet, head: str, questions: Sequence[OpenQuestion]) -> None:
    if questions:
        sheet.paragraph(head)
    for each in questions:
        asked = "asked, not known" if each.asked else "not asked"
        who = markdown(", ".join(each.who_knows))
        sheet.bullet(f"{markdown(each.ask)} ({markdown(each.question)}; {asked}; who knows: {who})")
