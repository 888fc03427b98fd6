"""The recommendation as Markdown, fit to be pasted into a document or a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.changes import flips_in_words
from kpo_advisor.reports.layout import signed
from kpo_advisor.reports.markdown_details import write_details
from kpo_advisor.reports.markdown_reasons import write_reasons
from kpo_advisor.reports.sheet import Sheet, bold
from kpo_advisor.reports.stability_words import stability_sentences
from kpo_advisor.reports.text import DISCLAIMER, REMARKS
from kpo_advisor.text.escape import markdown

if TYPE_CHECKING:
    from fractions import Fraction

    from kpo_advisor.model.recommendation import PlanRow, Recommendation
    from kpo_advisor.model.rulebook import Rulebook


MOST_REASONS = 3
"""Reasons given for the home of one activity."""


def recommendation_markdown(recommendation: Recommendation, rulebook: Rulebook) -> str:
    """The whole report: the answer first, then why, what it takes, what is open, and the sources.

    `rulebook` is the one the recommendation was made with. Everything that a profile or a rulebook says
    is escaped: it reads as it was written, and none of it acts as Markdown or HTML.
    """
    sheet = Sheet(recommendation, rulebook)
    sheet.heading(f"{markdown(recommendation.profile.title)}: {markdown(rulebook.main.title)}", 1)
    _answer(sheet)
    _ranking(sheet)
    _plan(sheet)
    write_reasons(sheet)
    _flips(sheet)
    _weights(sheet)
    write_details(sheet)
    _notes(sheet)
    if recommendation.sources:
        sheet.heading("Sources")
        sheet.sources()
    _colophon(sheet)
    return sheet.text()


def _notes(sheet: Sheet) -> None:
    if sheet.given.profile.notes:
        sheet.heading("Notes on the answers")
        for id, note in sheet.given.profile.notes.items():
            sheet.bullet(f"{bold(id)}: {markdown(note)}")


def _flips(sheet: Sheet) -> None:
    if sheet.given.flips:
        sheet.heading("What would change the first place")
        for depth, words in flips_in_words(sheet.given.flips, sheet.rulebook.titles):
            sheet.bullet(bold(words) if depth == 0 else markdown(words), depth)


def _weights(sheet: Sheet) -> None:
    given = sheet.given
    if given.stability is None or given.recommended is None:
        return
    sheet.heading("How much hangs on the weights")
    titles = sheet.rulebook.titles
    holds = "Every activity keeps its home" if given.plan else f"{titles[given.recommended]} stays first"
    for sentence in stability_sentences(given.stability, holds, titles):
        sheet.paragraph(markdown(sentence))


def _answer(sheet: Sheet) -> None:
    given, main = sheet.given, sheet.rulebook.main
    firsts = sheet.firsts()
    if given.recommended:
        means = markdown(main.alternative(given.recommended).means)
        sheet.paragraph(f"**Recommended: {sheet.titles([given.recommended])}.** {means}")
    elif firsts:
        sheet.paragraph(f"**No single recommendation: {sheet.titles(given.first)} stand level.**")
    else:
        sheet.paragraph("**No recommendation: everything is ruled out.**")
    sheet.paragraph(_certainty(sheet))
    for remark in given.remarks:
        sheet.bullet(REMARKS[remark].format(close_call=sheet.rulebook.close_call))
    for warning in given.warnings:
        sheet.bullet(f"**Warning:** {markdown(warning)}")


def _certainty(sheet: Sheet) -> str:
    given = sheet.given
    still_open = len(given.open_questions)
    questions = "1 open question" if still_open == 1 else f"{still_open} open questions"
    if not still_open:
        settled = "Every question that applies is answered."
        return f"**Certain.** {settled}" if given.certainty == "certain" else settled
    if given.certainty == "certain":
        return f"**Certain.** It is proved that no answer to the {questions} can change first place."
    if given.certainty == "none":
        return f"No answer to the {questions} can lift all the bars."
    can = sum(each.can_change_first for each in given.open_questions)
    return (
        f"**Provisional:** this is what comes first on what is known now. {can} of {questions} could still change it; "
        f"not ruled out as first: {sheet.titles(given.possible, 'or')}."
    )


def _ranking(sheet: Sheet) -> None:
    sheet.heading("Ranking")
    sheet.table(
        ("Rank", "Alternative", "Standing", "Score", "Could be"),
        [
            (str(row.rank), markdown(row.title), row.standing.replace("-", " "), signed(row.score), _span(row.range))
            for row in sheet.given.ranking
        ],
        numbers=("Rank", "Score"),
    )
    sheet.paragraph(
        "Scores run from -100 to 100. “Could be” bounds the score over all ways to answer what is open. "
        "What is held back or excluded ranks last, whatever its score."
    )


def _span(bounds: tuple[Fraction, Fraction]) -> str:
    low, high = bounds
    return signed(low) if low == high else f"{signed(low)} to {signed(high)}"


def _plan(sheet: Sheet) -> None:
    plan = sheet.given.plan
    if not plan:
        return
    sheet.heading("Plan: which activity goes where")
    total = sum(row.share for row in plan)
    sheet.table(
        ("Activity", "Share", "Goes to", "Place", "Certainty"),
        [_plan_cells(sheet, row, total) for row in plan],
    )
    for row in plan:
        sheet.heading(markdown(row.activity), 3)
        _why_there(sheet, row)


def _why_there(sheet: Sheet, row: PlanRow) -> None:
    """The strongest reasons for an activity's home, and what bars the others."""
    reasons = [
        each for home in row.ranking if home.alternative in row.first for each in home.reasons if each.points > 0
    ]
    for reason in sorted(reasons, key=lambda each: -each.points)[:MOST_REASONS]:
        sheet.reason(reason)
    for home in row.ranking:
        if home.bars:
            sheet.bullet(f"{bold(home.title)}:")
            sheet.bars(home.bars, 1)


def _plan_cells(sheet: Sheet, row: PlanRow, total: int) -> tuple[str, ...]:
    home = sheet.titles(row.first, "or") or "nowhere: everything is ruled out"
    place = sheet.titles([row.place]) if row.place else ""
    return markdown(row.activity), f"{row.share} of {total}", home, place, row.certainty


def _colophon(sheet: Sheet) -> None:
    given = sheet.given
    sheet.heading("About this report")
    counts = f"{given.profile.answered} answered, {given.profile.unknown} unknown, {given.profile.not_asked} not asked"
    sheet.bullet(f"Questions: {counts}.")
    if given.profile.weights:
        criteria = sheet.rulebook.criterion_titles()
        own = ", ".join(f"{criteria[id]} {weight}" for id, weight in given.profile.weights.items())
        sheet.bullet(f"Weights of this profile in place of the rulebook's: {markdown(own)}.")
    book = given.rulebook
    sheet.bullet(f"Rulebook: {markdown(f'{book.name} {book.version}')}, sha256 {markdown(book.sha256)}.")
    sheet.paragraph(f"**{DISCLAIMER}**")
