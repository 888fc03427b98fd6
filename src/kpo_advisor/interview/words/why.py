"""Why a question is asked: what it feeds, and what its answer can still change, with the documents behind it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.certainty.decisive_answers import turns
from kpo_advisor.certainty.pivots import pivots
from kpo_advisor.interview.moves import unanswered
from kpo_advisor.interview.numbering import number_of
from kpo_advisor.interview.words.review import proved
from kpo_advisor.solver.effort import OF_TURNS, Effort
from kpo_advisor.text.lines import Line
from kpo_advisor.text.phrases import counted, listed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.certainty.stakes import Stake, Swing
    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

MOST_RULES = 4
"""Rules that are told in full; the others are counted."""


def why(interview: Interview, place: Slot) -> Iterator[Line]:
    """What the question feeds and what it can still change, in paragraphs."""
    rulebook = interview.rulebook
    yield Line(_feeds(rulebook, place.question))
    if interview.answer(place) is not None:
        yield Line("It is answered; this is what another answer could do, all else as it is.")
        interview = unanswered(interview, place)
    stakes = interview.outlook.stakes.get(place, ()) if interview.can_matter(place) else ()
    if not stakes:
        yield Line(f"{proved('it')}; it can make the report fuller.")
        return
    swings = _widest([swing for stake in stakes for swing in stake.swings])
    if swings:
        yield Line("Of a score of -100 to 100, the answer could move")
    for swing in swings:
        yield Line(_moves(interview, swing), "  - ")
    yield from _bars(rulebook, stakes)
    for gate in dict.fromkeys(id for stake in stakes for id in stake.gates):
        label = rulebook.questions[gate].label
        yield Line(f"It decides whether question {number_of(interview, gate)}, {label}, is asked.", "  - ")
    yield from _turning(interview, place)


def _feeds(rulebook: Rulebook, question: str) -> str:
    looking = [rule for rule in rulebook.rules if question in rule.questions]
    titles = rulebook.criterion_titles()
    criteria = Counter(titles[rule.criterion] for rule in looking if rule.criterion is not None)
    bars = sum(bool(rule.bars) for rule in looking)
    printing = sum(rule.prints for rule in looking)
    fed = [f"{title} ({counted(count, 'rule')})" for title, count in criteria.items()]
    fed += [counted(bars, "bar")] if bars else []
    fed += [counted(printing, "piece of advice", "pieces of advice")] if printing else []
    return f"It feeds {', '.join(fed)}." if fed else "No rule looks at the answer by itself."


def _widest(swings: Sequence[Swing]) -> list[Swing]:
    pairs: dict[tuple[str, str], Swing] = {}
    for swing in swings:
        pair = (swing.ahead, swing.behind)
        pairs[pair] = max(pairs.get(pair, swing), swing, key=lambda known: known.width)
    return sorted(pairs.values(), key=lambda swing: -swing.width)


def _moves(interview: Interview, swing: Swing) -> str:
    out_of = interview.outlook.examined.main.ranking[0].out_of
    titles = interview.rulebook.titles
    ahead, behind = titles[swing.ahead], titles[swing.behind]
    ways = [way for way in (("up", swing.gain), ("down", swing.loss)) if way[1]]
    said = [f"{way} by at most {unsigned(Fraction(100 * points, out_of))}" for way, points in ways]
    return f"{ahead} against {behind} {' or '.join(said)}"


def _bars(rulebook: Rulebook, stakes: Sequence[Stake]) -> Iterator[Line]:
    ids = list(dict.fromkeys(id for stake in stakes for id in stake.bars))
    attribution, told = Attribution(rulebook), list[str]()
    for id in ids[:MOST_RULES]:
        rule = rulebook.rule_by_id[id]
        because = attribution.because(rule, rule.bars)
        _, _, marks = attribution.evidence((rule, attribution.meant(rule, rule.bars)))
        told += marks
        yield Line(f"{_barring(rulebook, rule)}: {because} [{', '.join(marks)}]", "  - ")
    if len(ids) > MOST_RULES:
        yield Line(f"{counted(len(ids) - MOST_RULES, 'more bar')} could hang on it.", "  - ")
    for mark in rulebook.in_order(told):
        yield Line(_source(rulebook, mark), f"    {f'[{mark}]':<6} ")


def _barring(rulebook: Rulebook, rule: Rule) -> str:
    said = []
    excluded = [exclusion.word for exclusion in rule.excludes]
    for verb, targets in (("rule out", excluded), ("hold back", rule.holds_back)):
        if targets:
            said.append(f"{verb} {' and '.join(map(rulebook.title_of, targets))}")
    return f"An answer could {' and '.join(said)}"


def _source(rulebook: Rulebook, mark: str) -> str:
    """What a mark stands for, in words."""
    place = next((place for place, known in rulebook.marks.items() if known == mark), None)
    if place is None:
        return "a conclusion of the rulebook, which no document states"
    document, section = place
    title = rulebook.documents[document].title
    return f"{title}, {section}" if section else title


def _turning(interview: Interview, place: Slot) -> Iterator[Line]:
    """The answers that by themselves change the first, and whether any can together with others."""
    rulebook, outlook = interview.rulebook, interview.outlook
    if place.part is None:
        effort = Effort(OF_TURNS)
        for turn in turns(outlook.examined, place.question, effort):
            first = listed([rulebook.titles[id] for id in turn.first]) or "nothing"
            yield Line(f"With {turn.label}, all else as it is known now, first is {first}.", "  - ")
        if effort.fell_short:
            yield Line("It has too many answers to try each by itself.", "  - ")
    can_change = pivots(outlook.examined, [place.question])[place.question]
    if can_change is False:
        yield Line(f"{proved('it')}, whatever the others are.")
    elif can_change is None:
        yield Line("Whether it can change the first place together with other answers is not decided.")
    else:
        yield Line("Proved: there is a way to answer the rest with which this answer decides who is first.")
