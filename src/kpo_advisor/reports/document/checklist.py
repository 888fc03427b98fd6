"""What has to be in place, as boxes to tick, and what else to mind, topic by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Applies
from kpo_advisor.reports.blocks import Heading, Run, Tick
from kpo_advisor.reports.details import Details
from kpo_advisor.reports.page.checklist import required
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.citations import Citations
    from kpo_advisor.reports.page.checklist import Requirement


def checklist(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """A section: everything that what comes first requires, topic by topic, each with who sees to it and why."""
    for behind, requirements in required(given, rulebook, Applies.HOLDS):
        yield Heading(f"Checklist: what must be in place{behind}")
        for topic, title in rulebook.titles.items():
            here = [requirement for requirement in requirements if requirement.advice.topic == topic]
            if here:
                yield Heading(title, level=3)
            for requirement in here:
                yield _box(cite, requirement)


def _box(cite: Citations, requirement: Requirement) -> Tick:
    remark = requirement.advice
    owner = (" ", Run(f"{sentence_case(remark.owner)}.")) if remark.owner else ()
    because = (Run(f" {remark.because}", FAINT),) if remark.because else ()
    return Tick((f"{remark.text}{requirement.only_for}", *owner, *because, *cite.cited(remark)))


def advice(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """A section a topic: what to check, to ask and to mind."""
    holding = [remark for remark in given.advice if remark.status is Applies.HOLDS]
    yield from Details(given, rulebook, cite, is_brief=False).remarks("Advice", holding)
