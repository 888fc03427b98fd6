"""The scores: as bars, as what the criteria add to each, and as the way from the next best to the first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.rules import EffectKind
from kpo_advisor.reports.drawn.pictures import BarRow, Bars, Shares, Step, Waterfall
from kpo_advisor.reports.phrases import standing_in_words
from kpo_advisor.reports.pictures.leads import lead_of, parts_of_lead, parts_of_score, points_of, rival_of
from kpo_advisor.text.apportioning import as_printed
from kpo_advisor.text.lines import FAINT, WARN, Tone
from kpo_advisor.text.phrases import listed, signed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.recommendation import CitedBar, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook

TONES = {Standing.ELIGIBLE.word: Tone.PLAIN, Standing.HELD_BACK.word: WARN, Standing.EXCLUDED.word: FAINT}

TELLING = 3
"""Steps that the sentence below a waterfall names."""


def score_bars(given: Recommendation, title: str = "") -> Bars:
    """For and against each alternative, in the order of the ranking; what is barred says why."""
    rows = []
    for row in given.ranking:
        score, low, high = map(as_printed, (row.score, *row.range))
        rows.append(BarRow(row.title, score, low, high, barred(row), TONES[row.standing]))
    return Bars(title, "Scores from -100 to 100.", tuple(rows))


def barred(row: Ranked) -> str:
    """`held back: ` and why in a few words, of what weighs most; empty where the alternative may come first."""
    standing, bar = standing_in_words(row.standing), bar_in_short(row)
    return f"{standing}: {bar.label}" if bar else standing


def bar_in_short(row: Ranked) -> CitedBar | None:
    """Of what gives an alternative its standing, the first that is said in a few words; None where none is."""
    effect = EffectKind.EXCLUDES if row.standing == Standing.EXCLUDED.word else EffectKind.HOLDS_BACK
    return next((bar for bar in row.bars if bar.effect is effect and bar.label), None)


def contributions(given: Recommendation, rulebook: Rulebook) -> Shares | None:
    """What each criterion adds to each score; those that say nothing are left out. None where all do."""
    points = {row.alternative: points_of(row) for row in given.ranking}
    said = [criterion for criterion in rulebook.main.criteria if any(criterion.id in each for each in points.values())]
    if not said:
        return None
    columns = []
    for row in given.ranking:
        parts = parts_of_score(row)
        nothing = Fraction()
        columns.append([parts.get((one.id, True), nothing) + parts.get((one.id, False), nothing) for one in said])
    titles = tuple(row.title for row in given.ranking)
    rows = tuple((criterion.title, shares) for criterion, *shares in zip(said, *columns, strict=True))
    says = "What each criterion adds to a score or takes from it; each column sums to the score below it."
    return Shares("What each score is made of", says, titles, _tupled(rows), tuple(map(_score, given.ranking)))


def lead(given: Recommendation) -> Waterfall | None:
    """From the score of the next best to that of the recommended one; None without both.

    What adds most comes first, what takes most last.
    """
    rows = {row.alternative: row for row in given.ranking}
    if given.recommended is None or not given.contrast:
        return None
    first = rows[given.recommended]
    rival = rival_of(first, given.ranking) or next(row for row in given.ranking if row is not first)
    contrast = next(told for told in given.contrast if told.second == rival.alternative)
    parts = parts_of_lead(contrast, first, rival)
    steps = tuple(Step(part.title, part.shown) for part in parts)
    ends = Step(rival.title, _score(rival)), Step(first.title, _score(first))
    title = f"{first.title} against {rival.title}"
    return Waterfall(title, _difference(first, rival, lead_of(first, rival), steps), ends[0], steps, ends[1])


def _difference(first: Ranked, rival: Ranked, ahead: Fraction, steps: Iterable[Step]) -> str:
    word = "ahead of" if ahead >= 0 else "behind"
    told = f"{first.title} is {unsigned(ahead)} {word} {rival.title}."
    best = [f"{step.title} ({signed(step.score)})" for step in steps if step.score > 0][:TELLING]
    return f"{told} Most for it: {listed(best)}." if best else told


def _score(row: Ranked) -> Fraction:
    return as_printed(row.score)


def _tupled(rows: Iterable[tuple[str, list[Fraction]]]) -> tuple[tuple[str, tuple[Fraction, ...]], ...]:
    return tuple((title, tuple(shares)) for title, shares in rows)
