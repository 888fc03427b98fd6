"""Of the Markdown report: why the first comes first, why not each other, and the other ranked decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.layout import listed, signed
from kpo_advisor.reports.sheet import bold, sentences
from kpo_advisor.text.escape import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.recommendation import CitedReason, Contrast, Difference, Placed, Ranked
    from kpo_advisor.reports.sheet import Sheet

MOST_DIFFERENCES = 3
"""Criteria named for each side of a contrast."""


def write_reasons(sheet: Sheet) -> None:
    """The reasons of the main decision, then those of the other ranked decisions."""
    firsts = sheet.firsts()
    for row in firsts:
        _why(sheet, row)
    others = [row for row in sheet.given.ranking if row not in firsts]
    if others:
        sheet.heading("Why not the others" if firsts else "What rules each of them out")
    contrasts = {each.second: each for each in sheet.given.contrast}
    for row in others:
        _why_not(sheet, row, contrasts.get(row.alternative))
    for decision, placed in sheet.given.decisions.items():
        if placed:
            sheet.heading(markdown(sheet.rulebook.decision_by_id[decision].title))
        for each in placed:
            _placed(sheet, each)


def _why(sheet: Sheet, row: Ranked) -> None:
    sheet.heading(f"Why {markdown(row.title)}")
    sheet.paragraph(f"It has {row.points} of {row.out_of} points, which is a score of {signed(row.score)}.")
    for reason in _in_favour(row):
        sheet.reason(reason)
    against = sorted((each for each in row.reasons if each.points < 0), key=lambda each: each.points)
    if against or row.bars:
        sheet.paragraph("Against it:")
    sheet.bars(row.bars)
    for reason in against:
        sheet.reason(reason)


def _why_not(sheet: Sheet, row: Ranked, contrast: Contrast | None) -> None:
    sheet.heading(markdown(row.title), 3)
    sheet.bars(row.bars)
    if contrast is not None:
        sheet.bullet(_lead(contrast, sheet.titles([contrast.first])))
        ahead = [each for each in contrast.differences if each.points > 0]
        behind = [each for each in reversed(contrast.differences) if each.points < 0]
        for title, differences in ((sheet.titles([contrast.first]), ahead), (markdown(row.title), behind)):
            if differences:
                sheet.bullet(f"{title} leads on {_most(differences)}.")
    elif not row.bars:
        sheet.bullet(f"Its score is {signed(row.score)}.")


def _lead(contrast: Contrast, first: str) -> str:
    points = signed(abs(contrast.score)).lstrip("+")
    if contrast.score < 0:
        return f"On what is known now it scores {points} more than {first}; standings or open answers decide."
    return f"It scores {points} less than {first}." if contrast.score else f"It scores as much as {first}."


def _most(differences: Sequence[Difference]) -> str:
    named = [f"{markdown(each.title)} ({abs(each.points):+d})" for each in differences[:MOST_DIFFERENCES]]
    more = len(differences) - len(named)
    return listed([*named, f"{more} more"] if more else named)


def _placed(sheet: Sheet, placed: Placed) -> None:
    activities = f"{markdown(', '.join(placed.activities))}: " if placed.activities else ""
    if not placed.taken:
        sheet.paragraph(f"{activities}**Not needed for this result.** Should work go out after all, mind this:")
        for row in placed.ranking:
            if row.bars:
                sheet.bullet(f"{bold(row.title)}:")
                sheet.bars(row.bars, 1)
        return
    chosen = (placed.recommended,) if placed.recommended else placed.first
    verdict = sheet.titles(chosen, "or") or "everything is ruled out"
    unsure = "" if placed.certainty != "provisional" else f" Provisional: {_possible(sheet, placed)}."
    sheet.paragraph(f"{activities}**{verdict}.**{unsure}")
    for row in placed.ranking:
        _place(sheet, placed, row, is_chosen=row.alternative in chosen)


def _place(sheet: Sheet, placed: Placed, row: Ranked, *, is_chosen: bool) -> None:
    means = sheet.rulebook.decision_by_id[placed.decision].alternative(row.alternative).means
    told = f" {markdown(means)}" if is_chosen else ""
    sheet.bullet(f"{bold(row.title)} ({row.standing.replace('-', ' ')}, {signed(row.score)}).{told}")
    sheet.bars(row.bars, 1)
    for reason in _in_favour(row) if is_chosen else ():
        sheet.bullet(f"{markdown(sentences(reason))}{sheet.cited(reason)}", 1)


def _possible(sheet: Sheet, placed: Placed) -> str:
    return f"{sheet.titles(placed.possible, 'or')} can come first" if placed.possible else "it is still open"


def _in_favour(row: Ranked) -> list[CitedReason]:
    return sorted((each for each in row.reasons if each.points > 0), key=lambda each: -each.points)
