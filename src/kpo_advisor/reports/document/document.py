"""The document to hand over: the page first, then the reasons, what to see to, the answers, and where all is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import BlockReport, Gap, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.details import Details
from kpo_advisor.reports.document.answers import answers
from kpo_advisor.reports.document.checklist import advice, checklist
from kpo_advisor.reports.document.method import method
from kpo_advisor.reports.document.reasons import reasons
from kpo_advisor.reports.page.page import page
from kpo_advisor.reports.phrases import flips, other_weights
from kpo_advisor.reports.pictures.section import in_pictures
from kpo_advisor.reports.recommendation import DISCLAIMER
from kpo_advisor.text.lines import STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block, Letterhead


def document(given: Recommendation, profile: Profile, rulebook: Rulebook, letterhead: Letterhead) -> BlockReport:
    """The document about one recommendation.

    `profile` is the one it was made for, with `rulebook`. The letterhead may be an empty one.
    """
    return BlockReport(given.profile.title, tuple(_blocks(given, profile, rulebook, letterhead)))


def _blocks(given: Recommendation, profile: Profile, rulebook: Rulebook, letterhead: Letterhead) -> Iterator[Block]:
    cite = Citations(rulebook)
    details = Details(given, rulebook, cite, is_brief=False)
    if letterhead.line or letterhead.logo:
        yield letterhead
    yield from page(given, rulebook, goes_on=True).blocks
    yield from in_pictures(given, rulebook)
    yield from flips(given, rulebook.titles)
    yield from other_weights(given, rulebook.titles)
    yield from reasons(given, rulebook, cite)
    yield from details.open_questions()
    yield from checklist(given, rulebook, cite)
    yield from details.decisions()
    yield from advice(given, rulebook, cite)
    yield from details.may_also_apply()
    yield from answers(given, profile, rulebook)
    yield from method(given, rulebook)
    yield from cite.sources()
    yield Gap()
    yield Paragraph(DISCLAIMER, STRONG)
