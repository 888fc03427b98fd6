"""How the result came about, in a few sentences, with what it takes to get the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Column, Grid, Heading, Item, Paragraph
from kpo_advisor.text.lines import FAINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

RANKS = (
    "Rules that the answers set off speak for or against an alternative under a criterion: slightly, clearly or "
    "strongly. Under each criterion only the strongest for it and the strongest against it count, so saying the same "
    "thing twice adds nothing. The sum over all criteria, by their weights, is the score: 100 would be all for it, "
    "-100 all against it. What is held back stands below what is not, and what is ruled out stands last, whatever "
    "their scores are."
)
CERTAIN = (
    "Certain means proved: no answer to a question that is still open, alone or together with others, puts anything "
    "else first. It does not mean that the given answers are right, or that the rules are; what rests on single "
    "answers and on the weights is said above."
)
HYBRID = "{title} is rated by what it is made of, one step lower, since only a part of the work goes there."


def method(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """A section: what the alternatives are, how it ranks, what certain means, the weights, and the rulebook."""
    yield Heading("The method")
    for alternative in rulebook.main.alternatives:
        yield Item(f"{alternative.title}: {alternative.means}")
    yield Paragraph(RANKS)
    for alternative in rulebook.main.alternatives:
        if alternative.made_of:
            yield Paragraph(HYBRID.format(title=alternative.title))
    yield Paragraph(CERTAIN)
    yield Heading("What each criterion weighs", level=3)
    yield _weights(given, rulebook)
    book = given.rulebook
    yield Paragraph(f"Rulebook {book.name} {book.version}, sha256 {book.sha256}.", FAINT)


def _weights(given: Recommendation, rulebook: Rulebook) -> Grid:
    own = given.profile.weights
    rows = tuple(
        (criterion.title, f"{weight} (the rulebook: {criterion.weight})" if weight != criterion.weight else str(weight))
        for criterion in rulebook.main.criteria
        for weight in (own.get(criterion.id, criterion.weight),)
    )
    return Grid((Column("Criterion"), Column("Weight", ">")), rows)
