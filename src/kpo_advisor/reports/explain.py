"""An explanation as text for a terminal: matrix, contrasts, stability and rules, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.changes import flips_in_words, turns_in_words
from kpo_advisor.reports.layout import FAINT, GOOD, STRONG, WARN, Page, listed, signed
from kpo_advisor.reports.matrix_table import write_matrix
from kpo_advisor.reports.rule_words import answers_in_words, effects_in_words, miss_in_words
from kpo_advisor.reports.stability_words import stability_sentences, write_ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.advice.explain import Contrasted, Explanation, PieceExplained
    from kpo_advisor.advice.rule_outcomes import RuleOutcome
    from kpo_advisor.model.recommendation import Difference, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.stability import Stability
    from kpo_advisor.reports.layout import Line

FIRED, OPEN, MISSED = ("fires", "for-now"), ("open",), ("missed",)


def explanation_lines(explanation: Explanation, rulebook: Rulebook, width: int) -> list[Line]:
    """The whole explanation as lines of at most `width` columns (40 to 100)."""
    return _Report(explanation, rulebook, width).lines()


class _Report:
    def __init__(self, explanation: Explanation, rulebook: Rulebook, width: int) -> None:
        self.given = explanation
        self.rulebook = rulebook
        self.page = Page(width)
        self.titles = rulebook.titles

    def lines(self) -> list[Line]:
        self._head()
        for piece in self.given.pieces:
            self._piece(piece)
        self._flips()
        self._open_questions()
        return self.page.lines

    def _head(self) -> None:
        given, page = self.given.recommendation, self.page
        page.write(given.profile.title, style=FAINT)
        page.blank()
        colour = GOOD if given.recommended else WARN
        page.write(verdict(given, self.titles), style=f"{STRONG} {colour}")
        if given.certainty != "none":
            page.write(f"{given.certainty.capitalize()}.", style=GOOD if given.certainty == "certain" else WARN)
        if given.profile.weights:
            own = ", ".join(f"{id} {weight}" for id, weight in given.profile.weights.items())
            page.write(f"Weights of this profile in place of the rulebook's: {own}.", style=FAINT)
        for warning in given.warnings:
            page.write(warning, indent="! ", style=WARN)
        self._sufficient()
        if given.plan:
            self._plan()

    def _sufficient(self) -> None:
        enough = self.given.sufficient
        if enough is None:
            return
        self.page.heading("What makes it certain")
        told = f"The answers to {listed(enough)} do" if len(enough) > 1 else f"The answer to {enough[0]} does"
        none = "No answer is needed: it is first whatever the answers are."
        self.page.write(f"{told} by themselves; none of them can be left out." if enough else none)

    def _plan(self) -> None:
        given, page = self.given.recommendation, self.page
        page.heading("The activities together")
        for row in given.plan:
            home = listed([self.titles[id] for id in row.first], "or") or "everything is ruled out"
            page.write(f"{row.activity} (share {row.share}): {home}", indent="- ")
        scores = ", ".join(f"{row.title} {signed(row.score)}" for row in given.ranking)
        page.write(f"Scores of the whole: {scores}.", style=FAINT)
        if self.given.stability is not None:
            page.heading("If the weights were different: would every activity keep its home?")
            self._stability(self.given.stability, "Every activity keeps its home")

    def _piece(self, piece: PieceExplained) -> None:
        page = self.page
        if piece.activity is not None:
            page.heading(f"Activity: {piece.activity}")
        page.heading("Criteria by alternatives")
        write_matrix(page, piece.matrix)
        self._contrasts(piece.contrasts)
        if piece.stability is not None:
            page.heading("If the weights were different")
            self._stability(piece.stability, f"{self.titles[piece.stability.alternative]} stays first")
        self._rules("Rules that fired", piece.rules, FIRED)
        self._rules("Rules that are open", piece.rules, OPEN)
        self._rules("Rules that one other answer would make fire", piece.rules, MISSED)
        if piece.activity is not None and piece.open_questions:
            page.heading("Open here")
            page.write(", ".join(piece.open_questions))

    def _stability(self, stability: Stability, holds: str) -> None:
        for sentence in stability_sentences(stability, holds, self.titles):
            self.page.write(sentence)
        write_ranges(self.page, stability, self.titles)

    def _contrasts(self, contrasts: Sequence[Contrasted]) -> None:
        for number, each in enumerate(contrasts):
            contrast = each.contrast
            first, second = self.titles[contrast.first], self.titles[contrast.second]
            if number == 0:
                self.page.heading(f"Why {first} and not the others, in points")
            ahead = [one for one in contrast.differences if one.points > 0]
            behind = [one for one in reversed(contrast.differences) if one.points < 0]
            gain, loss = sum(one.points for one in ahead), sum(one.points for one in behind)
            parts = f"{gain:+d} for it, {loss:+d} against, " if gain and loss else ""
            self.page.write(f"Over {second}: {parts}{contrast.points:+d} in all.", style=STRONG)
            if ahead:
                self.page.write(f"For it: {_differences(ahead)}.", indent="  ")
            if behind:
                self.page.write(f"Against it: {_differences(behind)}.", indent="  ")
            self._fewest(each, behind)

    def _fewest(self, compared: Contrasted, behind: Sequence[Difference]) -> None:
        if not compared.fewest:
            decides = "The points do not put it ahead; standing or open answers decide."
            self.page.write(decides, indent="  ", style=FAINT)
        elif behind:
            names = listed([each.title for each in compared.fewest])
            verb = "alone outweighs" if len(compared.fewest) == 1 else "together outweigh"
            self.page.write(f"{names} {verb} all that is against it.", indent="  ")

    def _rules(self, title: str, rules: Sequence[RuleOutcome], statuses: Sequence[str]) -> None:
        told = [each for each in rules if each.status in statuses]
        if not told:
            return
        self.page.heading(f"{title} ({len(told)})")
        for decision in (*self.rulebook.decisions, None):
            here = [each for each in told if each.decision == (decision.id if decision else None)]
            if here:
                self.page.write(decision.title if decision else "Other", style=STRONG)
            for each in here:
                self._rule(each)

    def _rule(self, rule: RuleOutcome) -> None:
        effects = effects_in_words(self.rulebook, rule.effects, rule.homes)
        self.page.write(f"{rule.rule}: {effects or 'does nothing by itself'}.", indent="- ")
        if rule.because:
            self.page.write(rule.because, indent="    ")
        if rule.status in FIRED and rule.answers:
            self.page.write(f"Given {answers_in_words(rule.answers)}.", indent="    ", style=FAINT)
        if rule.status == "for-now":
            self.page.write(f"For now; {listed(rule.questions)} may lift it.", indent="    ", style=WARN)
        if rule.status == "open":
            self.page.write(f"Open on {listed(self._open_on(rule))}.", indent="    ", style=WARN)
        for number, miss in enumerate(rule.misses):
            word = "or if" if number else "It would fire if"
            self.page.write(f"{word} {miss_in_words(miss)}.", indent="    ", style=FAINT)

    def _open_on(self, rule: RuleOutcome) -> list[str]:
        results = [self.rulebook.decision_by_id[id].title for id in rule.results]
        return [*rule.questions, *(f'the result of "{title}"' for title in results)]

    def _flips(self) -> None:
        flips = self.given.recommendation.flips
        if flips:
            self.page.heading("What would change the first place")
        for depth, paragraph in flips_in_words(flips, self.titles):
            self.page.write(paragraph, indent=("- ", "  ", "    ")[depth], style=STRONG if depth == 0 else "")

    def _open_questions(self) -> None:
        questions = self.given.recommendation.open_questions
        if questions:
            self.page.heading(f"Open questions ({len(questions)})")
        for each in questions:
            asked = "asked, not known" if each.asked else "not asked"
            can = "can change the first place" if each.can_change_first else "cannot change the first place"
            self.page.write(f"{each.question} ({asked}): {can}.", indent="- ")
            for turn in turns_in_words(each.turns, self.titles):
                self.page.write(turn, indent="    ")


def verdict(given: Recommendation, titles: Mapping[str, str]) -> str:
    """What a recommendation comes to, without how certain it is."""
    if given.recommended:
        return f"Recommended: {titles[given.recommended]}"
    if given.first:
        return f"No single recommendation: {listed([titles[id] for id in given.first])} stand level"
    return "No recommendation: everything is ruled out"


def _differences(differences: Iterable[Difference]) -> str:
    return listed([f"{each.title} {each.points:+d}" for each in differences])
