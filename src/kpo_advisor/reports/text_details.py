"""The second half of the text: what must be in place, place and suggestions, what is open, the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rules import Exclusion
from kpo_advisor.reports.changes import turns_in_words
from kpo_advisor.reports.layout import FAINT, STRONG, WARN, listed, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.recommendation import Advice, OpenQuestion, Placed, Recommendation, Suggestion
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.citations import Citations
    from kpo_advisor.reports.layout import Page

EFFECTS = {"excludes": "exclude", "holds-back": "hold back", "frees": "free"}
MOST_QUESTIONS = 10
"""Open questions told in full; the rest are named."""


class Details:
    """Writes the sections after the reasons onto a page."""

    def __init__(self, recommendation: Recommendation, rulebook: Rulebook, page: Page, cite: Citations) -> None:
        self.given = recommendation
        self.rulebook = rulebook
        self.page = page
        self.cite = cite
        self.titles = rulebook.titles

    def write(self) -> None:
        """All sections, each left out where it would be empty."""
        self._open_questions()
        self._remarks("What must be in place", self._required())
        for decision, placed in self.given.decisions.items():
            self._decision(decision, placed)
        for decision, suggestions in self.given.suggestions.items():
            self._suggestions(self.rulebook.decision_by_id[decision].title, suggestions)
        self._remarks("Advice", [each for each in self.given.advice if each.status == "holds"])
        self._may_also_apply()
        self._notes()
        self._sources()

    def _notes(self) -> None:
        if self.given.profile.notes:
            self.page.heading("Notes on the answers")
        for id, note in self.given.profile.notes.items():
            self.page.write(f"{id}: {note}", indent="- ")

    def _required(self) -> list[Advice]:
        first = [each for each in self.given.ranking if each.alternative in (self.given.recommended, *self.given.first)]
        if self.given.recommended:
            first = [each for each in first if each.alternative == self.given.recommended]
        found = {
            (each.rule, each.topic, each.text): each for row in first for each in row.requires if each.status == "holds"
        }
        return list(found.values())

    def _remarks(self, title: str, remarks: Sequence[Advice]) -> None:
        if not remarks:
            return
        self.page.heading(title)
        topics = [each for each in self.titles if any(remark.topic == each for remark in remarks)]
        for topic in topics:
            self.page.write(self.titles[topic], style=STRONG)
            for remark in remarks:
                if remark.topic == topic:
                    self._remark(remark)

    def _remark(self, remark: Advice) -> None:
        homes = f" ({', '.join(self.titles[id] for id in remark.homes)} only)" if self._for_a_part(remark) else ""
        text = remark.text if remark.kind != "rates" else f"Graded {remark.text.replace('-', ' to ')}."
        activities = f" [{', '.join(remark.activities)}]" if self._for_some_activities(remark) else ""
        inferred = " (inferred)" if remark.inferred else ""
        marks = self.cite.mark(remark.facts)
        self.page.write(f"{text}{homes}{activities} {marks}{inferred}", indent="- ")

    def _for_a_part(self, remark: Advice) -> bool:
        first = self.given.recommended
        return bool(remark.homes) and first is not None and bool(self.rulebook.main.alternative(first).made_of)

    def _for_some_activities(self, remark: Advice) -> bool:
        return 0 < len(remark.activities) < len(self.given.plan)

    def _decision(self, decision: str, placed: Sequence[Placed]) -> None:
        if not placed:
            return
        self.page.heading(self.rulebook.decision_by_id[decision].title)
        for each in placed:
            names = [self.titles[id] for id in ([each.recommended] if each.recommended else each.first)]
            parts = f"{', '.join(each.activities)}: " if each.activities else ""
            verdict = " or ".join(names) or "everything is ruled out"
            certain = "" if each.certainty != "provisional" else " (provisional)"
            if not each.taken:
                verdict, certain = "not needed for this result; should work go out after all:", ""
            self.page.write(f"{parts}{verdict}{certain}", style=STRONG)
            self._decision_reasons(each)

    def _decision_reasons(self, placed: Placed) -> None:
        chosen = set[str]()
        if placed.taken:
            chosen = {placed.recommended} if placed.recommended else set(placed.first)
        for row in placed.ranking:
            if row.alternative in chosen:
                self.page.write(self._means(placed.decision, row.alternative), indent="  ")
                for reason in row.reasons:
                    if reason.points > 0:
                        self.page.write(f"{' '.join(reason.because)} {self.cite.mark(reason.facts)}", indent="  + ")
            for bar in row.bars:
                verb = "is ruled out" if bar.effect == "excludes" else "is held back"
                cure = f" Unless: {bar.cure}" if bar.cure else ""
                marks = self.cite.mark(bar.facts)
                self.page.write(f"{row.title} {verb}: {bar.because}{cure} {marks}", indent="  - ", style=WARN)
        others = [f"{row.title} {signed(row.score)}" for row in placed.ranking if row.standing == "eligible"]
        if len(others) > 1 and placed.taken:
            self.page.write(f"Scores: {', '.join(others)}.", indent="  ", style=FAINT)

    def _means(self, decision: str, alternative: str) -> str:
        return self.rulebook.decision_by_id[decision].alternative(alternative).means

    def _suggestions(self, title: str, suggestions: Sequence[Suggestion]) -> None:
        if not suggestions:
            return
        self.page.heading(title)
        for each in suggestions:
            if each.status == "withheld":
                continue
            why = " ".join(reason.because for reason in each.reasons)
            facts = [fact for reason in each.reasons for fact in reason.facts]
            unless = f" Check first: {each.withheld[0].because}" if each.withheld else ""
            inferred = " (partly inferred)" if any(reason.inferred for reason in each.reasons) else ""
            self.page.write(f"{each.title}. {why} {self.cite.mark(facts)}{inferred}{unless}", indent="- ")
        self._withheld(suggestions)

    def _withheld(self, suggestions: Sequence[Suggestion]) -> None:
        reasons: dict[str, list[str]] = {}
        for each in suggestions:
            if each.status == "withheld":
                because = next(reason.because for reason in each.withheld if reason.status == "holds")
                reasons.setdefault(because, []).append(each.title)
        for because, titles in reasons.items():
            self.page.write(f"Left out: {', '.join(titles)}. {because}", indent="- ", style=FAINT)

    def _open_questions(self) -> None:
        mattering = [each for each in self.given.open_questions if each.can_change_first or self._checks(each.question)]
        if not mattering:
            return
        self.page.heading("Still open, and it matters")
        for each in mattering[:MOST_QUESTIONS]:
            self._open_question(each)
        rest = [each.question for each in mattering[MOST_QUESTIONS:]]
        if rest:
            self.page.write(f"Open too, and it may matter: {', '.join(rest)}.")
        idle = [each.question for each in self.given.open_questions if each not in mattering]
        if idle:
            self.page.write(f"Open, and it cannot change the first place: {', '.join(idle)}.")

    def _open_question(self, question: OpenQuestion) -> None:
        asked = "asked, not known" if question.asked else "not asked"
        self.page.write(
            f"{question.question} ({asked}; ask: {', '.join(question.who_knows)})", indent="- ", style=STRONG
        )
        self.page.write(question.ask, indent="    ")
        would = self._checks(question.question)
        if would:
            self.page.write(f"Check before signing: an answer could {', or '.join(would)}.", indent="    ", style=WARN)
        for turn in turns_in_words(question.turns, self.titles):
            self.page.write(turn, indent="    ")
        if question.can_change_first and not question.turns:
            self.page.write("It could change the first place only together with other answers.", indent="    ")

    def _checks(self, question: str) -> list[str]:
        """What an answer could do, by effect: `exclude BPO and KPO`."""
        touched: dict[str, dict[str, None]] = {}
        for each in self.given.checks:
            if each.question == question:
                touched.setdefault(each.effect, {}).update(dict.fromkeys(each.alternatives))
        found = []
        for effect, alternatives in touched.items():
            homes = dict.fromkeys(self.titles[Exclusion.of(id).alternative] for id in alternatives)
            found.append(f"{EFFECTS[effect]} {listed(list(homes))}")
        return found

    def _may_also_apply(self) -> None:
        first = next((each for each in self.given.ranking if each.alternative == self.given.recommended), None)
        rows = [*(first.requires if first else ()), *self.given.advice]
        remarks = list({(each.rule, each.topic, each.text): each for each in rows if each.status == "check"}.values())
        if not remarks:
            return
        self.page.heading("May also apply, depending on what is open")
        for remark in remarks:
            depends = ", ".join(remark.questions) or "what is still provisional above"
            self.page.write(f"{remark.text} {self.cite.mark(remark.facts)} Depends on {depends}.", indent="- ")

    def _sources(self) -> None:
        if not self.given.sources:
            return
        self.page.heading("Sources")
        for source in filter(self.cite.marked, self.given.sources):
            number = f"[{source.number}]"
            date = "" if source.date == "no date" else f" {source.date.capitalize()}."
            self.page.write(f"{source.title}. {source.publisher}.{date}", indent=f"{number:<5}")
            if source.note:
                self.page.write(source.note, indent="     ", style=FAINT)
            for letter, section in self.cite.sections(source):
                self.page.write(section, indent=f"     {letter:>2}  ", style=FAINT)
        book = self.given.rulebook
        self.page.write(f"Rulebook {book.name} {book.version}, sha256 {book.sha256[:16]}…", style=FAINT)
