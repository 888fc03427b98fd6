"""An explanation: matrix, contrasts, weights and rules, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.model.sensitivity import Mildness
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.reports.blocks import BlockReport, Column, Gap, Grid, Heading, Item, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.phrases import (
    answers_in_words,
    asked_or_not,
    effects_in_words,
    flips,
    in_activities,
    oddities,
    ranges,
    rules_by_decision,
    stability,
    turns_in_words,
    verdict,
)
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN
from kpo_advisor.text.phrases import listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.advice.explain import Contrasted, Explanation, PieceExplained
    from kpo_advisor.advice.matrix import Cell, Matrix
    from kpo_advisor.advice.rule_outcomes import RuleOutcome
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Difference, Proviso
    from kpo_advisor.model.stability import Stability
    from kpo_advisor.reports.blocks import Block

MOST_MAINSTAYS = 3
"""Answers that it rests on that are told in words."""

FIRED, OPEN, MISSED = ("fires", "for-now"), "open", "missed"


def explanation(given: Explanation, rulebook: Rulebook, *, is_brief: bool) -> BlockReport:
    """The whole explanation; a brief one says the same, with headings that fit a terminal."""
    title = given.recommendation.profile.title
    return BlockReport(title, tuple(_ExplanationReport(given, rulebook, is_brief=is_brief).blocks()))


class _ExplanationReport:
    def __init__(self, given: Explanation, rulebook: Rulebook, *, is_brief: bool) -> None:
        self.given = given
        self.rulebook = rulebook
        self.is_brief = is_brief
        self.titles = rulebook.titles
        self.cite = Citations(rulebook, is_brief=is_brief)

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        yield from self._sufficient()
        yield from _conditions(self.given.recommendation, self.rulebook)
        yield from _rests_on(self.given.recommendation, self.titles)
        yield from self._plan()
        for piece in self.given.pieces:
            yield from self._piece(piece)
        yield from flips(self.given.recommendation, self.titles)
        yield from self._open_questions()
        yield from self.cite.sources()

    def _head(self) -> Iterator[Block]:
        given = self.given.recommendation
        yield Heading(given.profile.title, level=1)
        yield Gap()
        yield Paragraph(verdict(given, self.titles), STRONG | (GOOD if given.recommended else WARN))
        if given.certainty is not Certainty.NONE:
            yield Paragraph(f"{given.certainty.capitalize()}.", GOOD if given.certainty is Certainty.CERTAIN else WARN)
        yield from oddities(given, is_brief=self.is_brief)

    def _sufficient(self) -> Iterator[Block]:
        enough = self.given.sufficient
        if enough is None:
            return
        yield Heading("What makes it certain")
        labels = self._labels(enough)
        told = f"The answers to {listed(labels)} do" if len(enough) > 1 else f"The answer to {''.join(labels)} does"
        none = "No answer is needed: it is first whatever the answers are."
        yield Paragraph(f"{told} by themselves; none of them can be left out." if enough else none)

    def _plan(self) -> Iterator[Block]:
        given = self.given.recommendation
        if not given.plan:
            return
        yield Heading("The activities together")
        for row in given.plan:
            home = listed([self.titles[id] for id in row.first], "or") or "everything is ruled out"
            yield Item(f"{row.activity} (share {row.share}): {home}")
        scores = ", ".join(f"{row.title} {signed(row.score)}" for row in given.ranking)
        yield Paragraph(f"Scores of the whole: {scores}.", FAINT)
        if self.given.stability is not None:
            yield Heading("If the weights were different: would the plan stay the same?")
            yield from self._stability(self.given.stability, "The plan stays the same")

    def _piece(self, piece: PieceExplained) -> Iterator[Block]:
        if piece.activity is not None:
            yield Heading(f"Activity: {piece.activity}")
        level = 2 if self.is_brief or piece.activity is None else 3
        yield Heading("Criteria by alternatives", level=level)
        yield _matrix(piece.matrix)
        yield Paragraph("Each cell: the rating (-3 to 3), then the points: weight times rating.", FAINT)
        yield from self._contrasts(piece.contrasts, level)
        if piece.stability is not None:
            yield Heading("If the weights were different", level=level)
            yield from self._stability(piece.stability, f"{self.titles[piece.stability.alternative]} stays first")
        yield from self._rules("Rules that fired", [rule for rule in piece.rules if rule.status in FIRED], level)
        yield from self._rules("Rules that are open", [rule for rule in piece.rules if rule.status == OPEN], level)
        missed = [rule for rule in piece.rules if rule.status == MISSED]
        yield from self._rules("Rules that one other answer would make fire", missed, level)
        if piece.activity is not None and piece.open_questions:
            yield Heading("Open here", level=level)
            yield Paragraph(", ".join(self._labels(piece.open_questions)))

    def _stability(self, found: Stability, holds: str) -> Iterator[Block]:
        yield from stability(found, holds, self.titles)
        yield from ranges(found, self.titles)

    def _contrasts(self, contrasts: Sequence[Contrasted], level: int) -> Iterator[Block]:
        if contrasts:
            first = self.titles[contrasts[0].contrast.first]
            yield Heading(f"Why {first} and not the others, in points", level=level)
        for compared in contrasts:
            contrast = compared.contrast
            ahead = [criterion for criterion in contrast.differences if criterion.points > 0]
            behind = [criterion for criterion in reversed(contrast.differences) if criterion.points < 0]
            gain, loss = _points(ahead), _points(behind)
            parts = f"{gain:+d} for it, {loss:+d} against, " if gain and loss else ""
            yield Paragraph(f"Over {self.titles[contrast.second]}: {parts}{contrast.points:+d} in all.", STRONG)
            if ahead:
                yield Item(f"For it: {_differences(ahead)}.", lead="  ")
            if behind:
                yield Item(f"Against it: {_differences(behind)}.", lead="  ")
            yield from self._fewest(compared, behind)

    def _fewest(self, compared: Contrasted, behind: Sequence[Difference]) -> Iterator[Block]:
        if not compared.fewest:
            yield Item("The points do not put it ahead; standing or open answers decide.", FAINT, lead="  ")
        elif behind:
            names = listed([criterion.title for criterion in compared.fewest])
            verb = "alone outweighs" if len(compared.fewest) == 1 else "together outweigh"
            yield Item(f"{names} {verb} all that is against it.", lead="  ")

    def _rules(self, title: str, rules: Sequence[RuleOutcome], level: int) -> Iterator[Block]:
        return rules_by_decision(self.rulebook, title, rules, self._rule, level)

    def _rule(self, rule: RuleOutcome) -> Iterator[Block]:
        does, marks = effects_in_words(self.rulebook, rule.effects, rule.homes), self.cite.cited(rule)
        yield Item((f"{rule.rule}: {does}.", *(() if rule.because else marks)))
        if rule.because:
            yield Item((rule.because, *marks), lead="    ", depth=1)
        if rule.status in FIRED and rule.answers:
            yield Item(f"Given {answers_in_words(rule.answers, self.rulebook.questions)}.", FAINT, lead="    ", depth=1)
        labels = self._labels(rule.questions)
        if rule.status == "for-now":
            yield Item(f"For now; {listed(labels)} may lift it.", WARN, lead="    ", depth=1)
        if rule.status == OPEN:
            results = [f'the result of "{self.rulebook.decision_by_id[id].title}"' for id in rule.results]
            yield Item(f"Open on {listed([*labels, *results])}.", WARN, lead="    ", depth=1)
        for number, miss in enumerate(rule.misses):
            word = "or if" if number else "It would fire if"
            question = self.rulebook.questions[miss.question]
            told = f"{word} {question.label} {miss.would} (now {answer_label(question, miss.given)})."
            yield Item(told, FAINT, lead="    ", depth=1)

    def _labels(self, questions: Iterable[str]) -> list[str]:
        return [self.rulebook.questions[id].label for id in questions]

    def _open_questions(self) -> Iterator[Block]:
        questions = self.given.recommendation.open_questions
        if questions:
            yield Heading(f"Open questions ({len(questions)})")
        for question in questions:
            asked = asked_or_not(question)
            can = "can change the first place" if question.can_change_first else "cannot change the first place"
            yield Item(f"{question.label} ({asked}): {can}.")
            for turn in turns_in_words(question.turns, self.titles):
                yield Item(turn, lead="    ", depth=1)


def _rests_on(given: Recommendation, titles: Mapping[str, str]) -> Iterator[Block]:
    """A section: the answers that the recommended one rests on, at most MOST_MAINSTAYS of them in words."""
    if given.recommended is None or not given.profile.answered:
        return
    yield Heading("What it rests on")
    for mainstay in given.rests_on[:MOST_MAINSTAYS]:
        first = _names_first(mainstay.first_then, titles)
        about = f"{mainstay.label}{in_activities(mainstay.activities)}"
        yield Item(f"{first} if {about} {mainstay.would} (now {mainstay.answer_label}).")
    more = len(given.rests_on) - MOST_MAINSTAYS
    if more > 0:
        yield Paragraph(f"And {more} more that {'carries' if more == 1 else 'carry'} less.", FAINT)
    if not given.rests_on and Notice.NOT_DECIDED not in given.remarks:
        yield Paragraph("No single answer, changed by one step, puts another first.", GOOD)


def _conditions(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """A section: under which answers to open questions a provisional recommendation is certain."""
    if given.conditions_are is None:
        return
    yield Heading("What would make it certain")
    if given.conditions_are is Mildness.OPEN:
        most = rulebook.questions[given.moves_most].label if given.moves_most else None
        moves = f" The question that could move most: {most}." if most else ""
        yield Paragraph(f"No few mild conditions do: it is open.{moves}", WARN)
        return
    yield Paragraph("It is certain, whatever else is answered, if:")
    for proviso in given.conditions:
        told, who = _proviso(proviso, rulebook.questions[proviso.question]), listed(proviso.who, "or")
        else_first = listed([rulebook.titles[id] for id in proviso.otherwise], "or")
        otherwise = f"else {else_first} may be first" if else_first else "else nothing may be left"
        yield Item(f"{told}; {otherwise}. Who knows: {who}.")
    told = "These are enough; whether fewer are was not decided within the bound on effort."
    if given.conditions_are is Mildness.SMALLEST:
        told = "No fewer questions, and no milder answers, do."
    yield Paragraph(told, FAINT)


def _proviso(proviso: Proviso, question: Question) -> str:
    """What a question must come to, told by the answers that are fewer: those left, or those ruled out."""
    about = f"{proviso.label}{in_activities(proviso.activities)}"
    applies = ", where it applies," if proviso.may_be_moot else ""
    is_exception = len(proviso.excluded) < len(proviso.choices)
    verbs = ("has none of", "has nothing but") if question.kind is Kind.MULTI else ("is not", "is")
    answers = map(question.label_of, proviso.excluded if is_exception else proviso.choices)
    return f"{about}{applies} {verbs[not is_exception]} {listed([*answers], 'or')}"


def _names_first(first: Sequence[str], titles: Mapping[str, str]) -> str:
    names = listed([titles[id] for id in first])
    return f"{names} would be tied" if len(first) > 1 else f"{names or 'Nothing'} would be first"


def _matrix(matrix: Matrix) -> Grid:
    """A cell is the rating and the points; a dot where nothing speaks for or against."""
    totals = matrix.totals
    alternatives = (Column(total.title, ">", most=18) for total in totals)
    rows = [(row.title, str(row.weight), *map(_cell, row.cells)) for row in matrix.rows]
    points = [f"{total.points:+d}" if total.points else "0" for total in totals]
    rows += [
        (f"Points of {matrix.out_of}", "", *points),
        ("Score", "", *(signed(total.score) for total in totals)),
        ("Standing", "", *(total.standing.replace("-", " ") for total in totals)),
        ("Rank", "", *(str(total.rank) for total in totals)),
    ]
    columns = (Column("Criterion", gap=0), Column("weight", ">", width=6, gap=0), *alternatives)
    return Grid(columns, tuple(rows), totals=4, stay=2)


def _cell(cell: Cell) -> str:
    if not cell.favours and not cell.opposes:
        return "."
    return f"{cell.rating:+d} {cell.points:>+4d}" if cell.rating else f"0 {0:>4}"


def _points(differences: Iterable[Difference]) -> int:
    return sum(criterion.points for criterion in differences)


def _differences(differences: Iterable[Difference]) -> str:
    return listed([f"{criterion.title} {criterion.points:+d}" for criterion in differences])
