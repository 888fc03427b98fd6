"""The recommendation as text for a terminal: the answer first, then why, then what to do about it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports import layout
from kpo_advisor.reports.changes import flips_in_words
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.layout import BAD, FAINT, GOOD, STRONG, WARN, Page, bar, listed, padded, signed
from kpo_advisor.reports.stability_words import stability_sentences
from kpo_advisor.reports.text_details import Details

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.recommendation import CitedReason, Contrast, PlanRow, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.layout import Line

DISCLAIMER = "This supports a decision; it is no legal advice. Have counsel check terms, law and licences."

LEGEND = "(inferred): no document says it, or not all of it; the rulebook gives the reason for concluding it."

REMARKS = {
    "tie": "Several stand first with equal scores; the answers do not tell them apart.",
    "close-call": "Too close to call: the score of the next one is within {close_call}. Treat both as candidates.",
    "certain-by-completion": "It is not the first on what is known now, but every way to answer what is open makes it "
    "first.",
    "by-elimination": "By elimination: on what is known now everything else is ruled out.",
    "best-of-a-poor-set": "The best of a poor set: more speaks against every eligible alternative than for it.",
    "all-held-back": "Nothing is eligible; this is the best of those held back. Read first what would lift it.",
    "not-decided": "Not all of this could be decided within the bound on effort; what is not proved is not claimed.",
    "all-excluded": "Everything is ruled out. Below stand the bars, and what would lift them.",
}
STANDING_STYLES = {"eligible": "", "held-back": WARN, "excluded": FAINT}


def recommendation_lines(
    recommendation: Recommendation, rulebook: Rulebook, width: int, *, ascii_only: bool = False
) -> list[Line]:
    """The whole report as lines of at most `width` columns (40 to 100)."""
    return _Report(recommendation, rulebook, width, ascii_only).lines()


def ranking_lines(
    recommendation: Recommendation, rulebook: Rulebook, width: int, *, ascii_only: bool = False
) -> list[Line]:
    """The head of the report alone: the answer so far, how certain it is, and the ranking."""
    return _Report(recommendation, rulebook, width, ascii_only).head()


class _Report:
    def __init__(self, recommendation: Recommendation, rulebook: Rulebook, width: int, ascii_only: bool) -> None:
        self.given = recommendation
        self.rulebook = rulebook
        self.page = Page(width)
        self.cite = Citations(recommendation)
        self.filled = "#" if ascii_only else "█"
        self.titles = rulebook.titles

    def head(self) -> list[Line]:
        self._answer()
        self._ranking()
        return self.page.lines

    def lines(self) -> list[Line]:
        self.head()
        self._plan()
        self._why_first()
        self._why_not()
        self._barred()
        self._flips()
        self._weights()
        Details(self.given, self.rulebook, self.page, self.cite).write()
        self.page.blank()
        self.page.write(LEGEND, style=FAINT)
        self.page.write(DISCLAIMER, style=STRONG)
        self.page.blank()
        self.page.write(f"{self._headline()}. {self.given.certainty.capitalize()}.", style=STRONG)
        return self.page.lines

    def _answer(self) -> None:
        given, page = self.given, self.page
        page.write(given.profile.title, style=FAINT)
        page.write(self._basis(), style=FAINT)
        page.blank()
        page.write(self._headline(), style=f"{STRONG} {GOOD if given.recommended else WARN}")
        if given.recommended:
            page.write(self.rulebook.main.alternative(given.recommended).means)
        page.write(self._certainty(), style=GOOD if given.certainty == "certain" else WARN)
        for remark in given.remarks:
            page.write(REMARKS[remark].format(close_call=self.rulebook.close_call), style=WARN)
        if given.profile.weights:
            own = ", ".join(f"{id} {weight}" for id, weight in given.profile.weights.items())
            page.write(f"Weights of this profile in place of the rulebook's: {own}.", style=FAINT)
        for warning in given.warnings:
            page.write(warning, indent="! ", style=WARN)

    def _basis(self) -> str:
        counts = self.given.profile
        asked = f", {counts.unknown} asked and not known" if counts.unknown else ""
        missing = f", {counts.not_asked} not asked" if counts.not_asked else ""
        return f"{self.rulebook.title}. {_count(counts.answered, 'question')} answered{asked}{missing}."

    def _headline(self) -> str:
        given = self.given
        if given.recommended:
            return f"Recommended: {self.titles[given.recommended]}"
        if given.first and not any(row.reasons for row in given.ranking):
            return "No recommendation yet: nothing that was answered speaks for or against anything"
        if given.first:
            return f"No single recommendation: {listed([self.titles[id] for id in given.first])} stand level"
        return "No recommendation: everything is ruled out"

    def _certainty(self) -> str:
        given = self.given
        still_open = len(given.open_questions)
        if given.certainty == "certain":
            if not still_open:
                return "Certain: every question that applies is answered, so nothing open can change the first place."
            questions = _count(still_open, "open question")
            return f"Certain: proved that no answer to the {questions} can change the first place."
        if given.certainty == "none":
            return "No answer to an open question can lift all the bars."
        can = sum(each.can_change_first for each in given.open_questions)
        possible = listed([self.titles[id] for id in given.possible], "or")
        if not still_open:
            return "All questions that apply are answered."
        questions = _count(still_open, "open question")
        if not given.first:
            return f"Provisional: {can} of {questions} could still lift that; could be first: {possible}."
        return (
            f"Provisional: first on what is known now. {can} of {questions} could still change that; "
            f"not ruled out as first: {possible}."
        )

    def _ranking(self) -> None:
        page = self.page
        page.heading("Ranking")
        name = max(layout.cells(each.title) for each in self.given.ranking) + 2
        wide = page.width >= 70 and any(low != high for low, high in (each.range for each in self.given.ranking))
        room = max(4, min(30, page.width - name - (42 if wide else 24)))
        head = padded("", name + 4) + padded("", room) + "  score"
        page.row(head + ("   could be" if wide else ""), FAINT)
        for each in self.given.ranking:
            low, high = each.range
            drawn = bar(each.score, room, self.filled)
            row = f"{each.rank:>2}  {padded(each.title, name)}{drawn} {signed(each.score):>6}"
            if wide:
                spread = "" if low == high else f"{signed(low)} to {signed(high)}"
                row += f"   {spread:<16}"
            if each.standing != "eligible":
                row = f"{row}  {each.standing.replace('-', ' ')}"
            page.row(row, STANDING_STYLES[each.standing])
        page.write("Scores run from -100 to 100; excluded and held-back alternatives rank last.", style=FAINT)

    def _plan(self) -> None:
        if not self.given.plan:
            return
        self.page.heading("Plan: which activity goes where")
        total = sum(row.share for row in self.given.plan)
        for row in self.given.plan:
            self._plan_row(row, total)

    def _plan_row(self, row: PlanRow, total: int) -> None:
        home = listed([self.titles[id] for id in row.first], "or") or "no home: everything is ruled out"
        place = f", {self.titles[row.place].lower()}" if row.place else ""
        self.page.write(
            f"{row.activity} ({row.share} of {total}): {home}{place}. {row.certainty.capitalize()}.",
            indent="- ",
        )
        for reason in _telling(row):
            self.page.write(f"{_first_sentence(reason)} {self._cited(reason)}", indent="    ")

    def _why_first(self) -> None:
        first = next((each for each in self.given.ranking if each.alternative == self.given.recommended), None)
        if first is None:
            return
        self.page.heading(f"Why {first.title}")
        if self.given.plan:
            self._why_the_plan(first)
            return
        self._reasons(_for(first.reasons))
        against = _against(first.reasons)
        if against:
            self.page.write("Against it:", style=STRONG)
            self._reasons(against)

    def _why_the_plan(self, first: Ranked) -> None:
        """The activities' own reasons stand with the plan; here only what they add up to."""
        homes = {row.first for row in self.given.plan}
        self.page.write(
            "The activities have different homes." if len(homes) > 1 else "All activities have the same home."
        )
        for word, reasons in (("For it", _for(first.reasons)), ("Against it", _against(first.reasons))):
            if reasons:
                told = ", ".join(f"{each.title} {self._share(each.points)}" for each in reasons)
                self.page.write(f"{word}, over all activities: {told}.", indent="  ")

    def _reasons(self, reasons: Sequence[CitedReason]) -> None:
        for reason in reasons:
            self.page.write(
                f"{reason.title}. {_told(reason)} {self._cited(reason)}", indent=f"{self._share(reason.points):>6}  "
            )

    def _share(self, points: int) -> str:
        """Points as what they add to the score, so that a reader can add them up."""
        return signed(Fraction(100 * points, self.given.ranking[0].out_of))

    def _why_not(self) -> None:
        for contrast in self.given.contrast:
            row = next(each for each in self.given.ranking if each.alternative == contrast.second)
            if row.standing == "eligible":
                self.page.heading(f"Why not {row.title}")
                self._lead(contrast)
        if self.given.recommended is None:
            for row in self.given.ranking:
                if row.alternative in self.given.first and row.reasons:
                    self.page.heading(f"For and against {row.title}")
                    self._reasons((*_for(row.reasons), *_against(row.reasons)))

    def _lead(self, contrast: Contrast) -> None:
        first, second = self.titles[contrast.first], self.titles[contrast.second]
        points = signed(abs(contrast.score))
        if contrast.score < 0:
            self.page.write(
                f"On what is known now it is {points.lstrip('+')} points ahead; "
                "the standings or the open answers decide."
            )
        else:
            self.page.write(f"It is {points.lstrip('+')} points behind.")
        ahead = [f"{each.title} {self._share(each.points)}" for each in contrast.differences if each.points > 0]
        behind = [
            f"{each.title} {self._share(-each.points)}" for each in reversed(contrast.differences) if each.points < 0
        ]
        if ahead:
            self.page.write(f"{first} leads on {listed(ahead)}.", indent="  ")
        if behind:
            self.page.write(f"{second} leads on {listed(behind)}.", indent="  ")

    def _barred(self) -> None:
        barred = [each for each in self.given.ranking if each.bars]
        if not barred:
            return
        self.page.heading("Ruled out or held back")
        for each in barred:
            self._bars(each)

    def _bars(self, row: Ranked) -> None:
        cures: set[str] = set()
        for given in row.bars:
            verb = "ruled out" if given.effect == "excludes" else "held back"
            until = " until the opposite is shown" if given.for_now else ""
            marks = self.cite.mark(given.facts)
            note = f" {marks}" if marks else ""
            note += " (grading inferred)" if given.inferred else ""
            self.page.write(
                f"{row.title} is {verb}{until}: {given.because}{note}",
                indent="- ",
                style=BAD if verb == "ruled out" else WARN,
            )
            if given.cure and given.cure not in cures:
                self.page.write(f"What would lift it: {given.cure}", indent="    ")
                cures.add(given.cure)
            if given.rule:
                self.page.write(f"Rule: {given.rule}", indent="    ", style=FAINT)

    def _flips(self) -> None:
        if not self.given.flips:
            return
        self.page.heading("What would change the first place")
        for depth, paragraph in flips_in_words(self.given.flips, self.titles):
            self.page.write(paragraph, indent=("- ", "  ", "    ")[depth], style=STRONG if depth == 0 else "")

    def _weights(self) -> None:
        if self.given.stability is None or self.given.recommended is None:
            return
        self.page.heading("How much hangs on the weights")
        holds = (
            "Every activity keeps its home" if self.given.plan else f"{self.titles[self.given.recommended]} stays first"
        )
        for sentence in stability_sentences(self.given.stability, holds, self.titles):
            self.page.write(sentence)

    def _cited(self, reason: CitedReason) -> str:
        return cited(self.cite, reason)


def cited(cite: Citations, given: CitedReason) -> str:
    """The marks of the sources, and how far it is inferred."""
    marks = cite.mark(given.facts)
    if not given.inferred:
        return marks
    word = "partly inferred" if any(fact.basis == "document" for fact in given.facts) else "inferred"
    return f"{marks} ({word})" if marks else f"({word})"


def _for(reasons: Sequence[CitedReason]) -> list[CitedReason]:
    return sorted((each for each in reasons if each.points > 0), key=lambda each: -each.points)


def _against(reasons: Sequence[CitedReason]) -> list[CitedReason]:
    return sorted((each for each in reasons if each.points < 0), key=lambda each: each.points)


def _telling(row: PlanRow) -> list[CitedReason]:
    """The three reasons for an activity's home that most set it apart from the next one."""
    top = row.ranking[0]
    other: dict[str, int] = {}
    for reason in row.ranking[1].reasons if len(row.ranking) > 1 else ():
        other[reason.criterion] = other.get(reason.criterion, 0) + reason.points
    ordered = sorted(_for(top.reasons), key=lambda each: other.get(each.criterion, 0) - each.points)
    return ordered[:3]


def _told(reason: CitedReason) -> str:
    return " ".join(dict.fromkeys(reason.because))


def _first_sentence(reason: CitedReason) -> str:
    return reason.because[0] if reason.because else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
