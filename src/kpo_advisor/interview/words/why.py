"""Why a question is asked, in at most four sentences: what it counts for, what it can move and bar, what is proved."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.certainty.decisive_answers import turns
from kpo_advisor.certainty.pivots import pivots
from kpo_advisor.interview.moves import unanswered
from kpo_advisor.interview.words.review import proved
from kpo_advisor.model.rulebook import OURS
from kpo_advisor.solver.effort import OF_TURNS, Effort
from kpo_advisor.text.lines import Line
from kpo_advisor.text.phrases import listed, quoted, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.certainty.stakes import Stake, Swing
    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

NAMED = 3
"""Criteria and answers that are named; the others are counted."""


def why(interview: Interview, place: Slot) -> Iterator[Line]:
    """What the question counts for and what its answer can still change, a sentence a paragraph."""
    is_answered = interview.answer(place) is not None
    if is_answered:
        interview = unanswered(interview, place)
    stakes = interview.outlook.stakes.get(place, ()) if interview.can_matter(place) else ()
    yield Line(_counts_for(interview.rulebook, place.question, stakes))
    if not stakes:
        yield Line(f"{proved('it')}; it can make the report fuller.")
        return
    subject = "Another answer" if is_answered else "An answer"
    swings = [swing for stake in stakes for swing in stake.swings]
    if swings:
        yield Line(_moves(interview, subject, swings))
    bars = list(dict.fromkeys(id for stake in stakes for id in stake.bars))
    if bars:
        yield Line(_bars(interview.rulebook, subject, [interview.rulebook.rule_by_id[id] for id in bars]))
    yield Line(_proof(interview, place))


def _counts_for(rulebook: Rulebook, question: str, stakes: Sequence[Stake]) -> str:
    looking = [rule for rule in rulebook.rules if question in rule.questions]
    titles = rulebook.criterion_titles()
    counts = Counter(titles[rule.criterion] for rule in looking if rule.criterion is not None)
    said = [f"counts for {_some([title for title, _ in counts.most_common()])}"] if counts else []
    gates = dict.fromkeys(id for stake in stakes for id in stake.gates)
    if gates:
        labels = [quoted(rulebook.questions[id].label) for id in gates]
        said.append(f"decides whether {listed(labels)} {'is' if len(labels) == 1 else 'are'} asked")
    if said:
        return f"The answer {' and '.join(said)}."
    return "It fills the report, and counts for no criterion." if looking else "No rule looks at the answer by itself."


def _some(criteria: Sequence[str]) -> str:
    """All of a few criteria, else the first and how many more."""
    if len(criteria) <= NAMED + 1:
        return listed(criteria)
    return f"{', '.join(criteria[:NAMED])} and {len(criteria) - NAMED} other criteria"


def _moves(interview: Interview, subject: str, swings: Sequence[Swing]) -> str:
    """How far the two that lead, of those that may still be first, can be moved against each other."""
    ranking = interview.outlook.examined.main.ranking
    rank = {row.alternative: number for number, row in enumerate(ranking)}
    swing = min(swings, key=lambda swing: (rank[swing.ahead], rank[swing.behind], -swing.width))
    ahead, behind = interview.rulebook.titles[swing.ahead], interview.rulebook.titles[swing.behind]
    ways = ((swing.gain, ahead), (swing.loss, behind))
    said = [f"{unsigned(Fraction(100 * way, ranking[0].out_of))} towards {title}" for way, title in ways if way]
    far = " or ".join(said)
    if swing.gain == swing.loss:
        far = f"{unsigned(Fraction(100 * swing.gain, ranking[0].out_of))} points either way"
    return f"{subject} can move the lead between {ahead} and {behind} by up to {far}, on the scale of -100 to 100."


def _bars(rulebook: Rulebook, subject: str, rules: Sequence[Rule]) -> str:
    """What bars hang on it: the first that rules out, else holds back, in full, with where that stands."""
    rule = next((rule for rule in rules if rule.excludes), rules[0])
    attribution = Attribution(rulebook)
    # Of alternatives with a reason each, the first one's.
    because = attribution.because(rule, rule.bars).rstrip(".").partition(". ")[0]
    source = _source(rulebook, attribution.evidence((rule, attribution.meant(rule, rule.bars)))[2])
    more = f" (the first of {len(rules)} such reasons)" if len(rules) > 1 else ""
    return f"{subject} could {_barring(rulebook, rule)}{more}: {because} ({source})."


def _barring(rulebook: Rulebook, rule: Rule) -> str:
    excluded = [exclusion.word for exclusion in rule.excludes]
    return " and ".join(
        f"{verb} {listed(list(map(rulebook.title_of, targets)))}"
        for verb, targets in (("rule out", excluded), ("hold back", rule.holds_back))
        if targets
    )


def _source(rulebook: Rulebook, marks: Sequence[str]) -> str:
    """The first document of some marks, by the beginning of its title."""
    known = {mark: document for (document, _), mark in rulebook.marks.items() if mark != OURS}
    document = next((known[mark] for mark in marks if mark in known), None)
    if document is None:
        return "a conclusion of this rulebook"
    title = rulebook.documents[document].title.partition(":")[0]
    return f'stated in "{title}"'


def _proof(interview: Interview, place: Slot) -> str:
    """What is proved of the question, and the answers that by themselves put another first."""
    examined = interview.outlook.examined
    can_change = pivots(examined, [place.question])[place.question]
    if can_change is False:
        return f"{proved('it')}, whatever the others are."
    effort = Effort(OF_TURNS)
    found = turns(examined, place.question, effort) if place.part is None else ()
    alone = "it has too many answers to try each by itself" if effort.fell_short else ""
    if found:
        first = found[0].first
        answers = [turn.label for turn in found if turn.first == first]
        titles = listed([interview.rulebook.titles[id] for id in first]) or "nothing"
        alone = f"by itself, {_any(answers, at_least=effort.fell_short)} puts {titles} first"
    if can_change is None:
        told = "Whether it can change the first place is not decided"
    else:
        told = "Proved: there is a way to answer the rest with which it decides who is first"
    return f"{told}; {alone}." if alone else f"{told}."


def _any(answers: Sequence[str], *, at_least: bool) -> str:
    """The answers as a subject; `at_least` these, where not all could be tried."""
    if len(answers) > NAMED:
        return f"any of {'at least ' if at_least else ''}{len(answers)} answers, such as {quoted(answers[0])},"
    return listed(list(map(quoted, answers)), "or")
