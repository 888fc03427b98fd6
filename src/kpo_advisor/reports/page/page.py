"""The page, whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.reports.activities import WHICH_WHERE, barred_by, goes_to
from kpo_advisor.reports.blocks import BlockReport, Checklist, Citation, Gap, Heading, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.page.checklist import checklist
from kpo_advisor.reports.page.differences import Differences
from kpo_advisor.reports.page.evidence import BELOW, ELSEWHERE, LISTED, evidence
from kpo_advisor.reports.page.headline import headline, says_nothing_yet
from kpo_advisor.reports.page.length import MOST, MOST_WITH_ACTIVITIES, Brevity, lines
from kpo_advisor.reports.page.sourcing import Sourcing
from kpo_advisor.reports.page.sureness import how_sure, support
from kpo_advisor.reports.phrases import oddities, what_is_answered
from kpo_advisor.reports.pictures.leads import telling
from kpo_advisor.reports.pictures.scores import bar_in_short, score_bars
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.drawn.pictures import Bars

MEANS = {
    Standing.HELD_BACK: "Held back: not before that is mended.",
    Standing.EXCLUDED: "Ruled out: not as things stand.",
}


def page(
    given: Recommendation, rulebook: Rulebook, *, goes_on: bool = False, names_sources: bool = False
) -> BlockReport:
    """The page of a recommendation, made with this rulebook; with its sources below, where no command can show them.

    At 80 columns it takes at most 45 lines, 60 with activities, unless what must be in place takes more: reasons and
    forms are cut, requirements never. What is cut stands in full where the page `goes_on` as a document.
    """
    if says_nothing_yet(given):
        return BlockReport(given.profile.title, tuple(opening(given, rulebook)))
    cite = Citations(rulebook, most=3)
    head, plan = [*opening(given, rulebook), Gap(), _picture(given, cite)], [*_plan(given, rulebook, cite)]
    most = MOST_WITH_ACTIVITIES if given.plan else MOST
    before = [*checklist(given, rulebook, cite)]
    sourcing = Sourcing(given, rulebook, cite)

    def all_of_it(brevity: Brevity) -> tuple[Block, ...]:
        top = (*head, *(_what_bars_mean(given) if brevity < Brevity.TERSE else ()), *plan)
        bottom = (*before, *sourcing.blocks(brevity))
        last = (*evidence((*top, *bottom), given, rulebook),)
        room = most - lines((*top, *bottom, *last))
        return (*top, *Differences(given, rulebook, cite, brevity).blocks(room), *bottom)

    said = all_of_it(Brevity.WHOLE)
    for brevity in (Brevity.SHORT, Brevity.TERSE, Brevity.BARE):
        required = lines(block for block in before if isinstance(block, Checklist)) if brevity > Brevity.SHORT else 0
        if lines((*said, *evidence(said, given, rulebook))) <= most + required:
            break
        said = all_of_it(brevity)
    more = BELOW if goes_on else LISTED if names_sources else ELSEWHERE
    sources = cite.sources_of(said) if names_sources else ()
    return BlockReport(given.profile.title, (*said, *evidence(said, given, rulebook, more), *sources))


def opening(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """What every report begins with: the answer, how sure it is, and what it waits for or rests on."""
    yield Heading(given.profile.title, level=1)
    yield Paragraph(what_is_answered(given), FAINT)
    yield Gap()
    yield Paragraph(headline(given, rulebook), STRONG | (GOOD if given.recommended else WARN))
    yield Paragraph(how_sure(given, rulebook), GOOD if given.certainty is Certainty.CERTAIN else WARN)
    yield from support(given, rulebook)
    yield from oddities(given, rulebook, is_brief=True)


def scores_of_whole(given: Recommendation) -> Bars:
    """The scores; what is barred says why, and which activities bar the whole where not all do."""
    picture = score_bars(given)
    if not given.plan:
        return picture
    told = (
        replace(row, bar=f"as a whole {row.bar}{barred_by(given, ranked, bar_in_short(ranked))}") if row.bar else row
        for row, ranked in zip(picture.rows, given.ranking, strict=True)
    )
    return replace(picture, rows=tuple(told))


def _picture(given: Recommendation, cite: Citations) -> Bars:
    """The scores as they are now; what is barred says why, with its mark."""
    picture = scores_of_whole(given)
    rows = []
    for row, ranked in zip(picture.rows, given.ranking, strict=True):
        bar = bar_in_short(ranked)
        cited = cite.cited(bar) if bar else ()
        citation = next((part for part in cited if isinstance(part, Citation)), Citation(()))
        now = replace(row, low=row.score, high=row.score)
        rows.append(replace(now, sources=citation.marks, has_more=citation.has_more))
    return replace(picture, rows=tuple(rows))


def _what_bars_mean(given: Recommendation) -> Iterator[Block]:
    """What it means for an alternative to be held back or ruled out, where one is."""
    meant = [MEANS[standing] for standing in MEANS if any(row.standing == standing.word for row in given.ranking)]
    if meant:
        yield Paragraph(" ".join(meant), FAINT)


def _plan(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """Each activity: where it goes, how sure that is, and the reason that tells most."""
    if given.plan:
        yield Heading(WHICH_WHERE)
    for row in given.plan:
        because = [(f" {reason.because[0]}", *cite.cited(reason)) for reason in telling(row)[:1] if reason.because]
        yield goes_to(given, row, rulebook.titles, *chain.from_iterable(because))
