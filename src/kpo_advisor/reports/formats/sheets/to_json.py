"""Sheets as JSON, in the ways of the questionnaire: what each person is asked, and what the answers may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpo_advisor.reports.formats.rules_to_json import book_fields, question_fields
from kpo_advisor.reports.formats.to_json import written
from kpo_advisor.reports.questionnaire import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.reports.sheets.sheet import Asked, Sheet

SHEETS = "kpo-advisor/sheets/1"


def sheets_json(sheets: Sequence[Sheet]) -> str:
    """The sheets of one profile, or without a profile, where `title` is null; each person with what is asked.

    `number` is that of the questionnaire. `may_change` is a sentence, and null without a profile.
    """
    first = sheets[0]
    found = {
        "schema": SHEETS,
        "rulebook": book_fields(first.rulebook),
        "title": first.title,
        "people": [_person(sheet) for sheet in sheets if sheet.asked or len(sheets) == 1],
    }
    return written(found)


def _person(sheet: Sheet) -> dict[str, Any]:
    return {
        "id": sheet.person.id,
        "label": sheet.person.label,
        "can_change_first": [_asked(asked, sheet) for asked in sheet.deciding],
        "others": [_asked(asked, sheet) for asked in sheet.completing],
        "left_out": sheet.left_out,
    }


def _asked(asked: Asked, sheet: Sheet) -> dict[str, Any]:
    position = numbered(sheet.rulebook)[asked.question.id]
    return {
        **question_fields(asked.question, position, sheet.rulebook),
        "activity": asked.activity,
        "may_change": asked.may_change or None,
        "so_far": asked.so_far,
        "asked_before": asked.is_unknown or asked.so_far is not None,
    }
