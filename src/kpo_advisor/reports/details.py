"""Of the recommendation, what follows its reasons: what is open, what must be in place, suggestions, the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Applies, Certainty, Fit, Standing
from kpo_advisor.model.rules import EffectKind, Exclusion, PrintKind
from kpo_advisor.reports.activities import of_parts
from kpo_advisor.reports.blocks import Heading, Item, Paragraph, Run
from kpo_advisor.reports.page.checklist import may_be_required, once, only_for, required
from kpo_advisor.reports.phrases import asked_or_not, turns_in_words
from kpo_advisor.text.lines import FAINT, STRONG, WARN
from kpo_advisor.text.phrases import listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.recommendation import Advice, OpenCheck, OptionReason, Placed, Recommendation, Suggestion
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import OpenQuestion
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.citations import Citations
    from kpo_advisor.text.lines import Tone

EFFECTS = {EffectKind.EXCLUDES: "exclude", EffectKind.HOLDS_BACK: "hold back", EffectKind.FREES: "free"}
MOST_QUESTIONS = 10
"""Open questions told in full by a brief report; the rest are named."""


class Details:
    """All sections, each left out where it would be empty; the sources are those marked before and here."""

    def __init__(self, given: Recommendation, rulebook: Rulebook, cite: Citations, *, is_brief: bool) -> None:
        self.given = given
        self.rulebook = rulebook
        self.cite = cite
        self.is_brief = is_brief
        self.titles = rulebook.titles

    def blocks(self) -> Iterator[Block]:
        """The sections."""
        yield from self.open_questions()
        for behind, requirements in required(self.given, self.rulebook, Applies.HOLDS):
            told = [(requirement.advice, requirement.only_for) for requirement in requirements]
            yield from self._by_topic(f"What must be in place{behind}", told)
        yield from self.decisions()
        yield from self.remarks("Advice", [remark for remark in self.given.advice if remark.status is Applies.HOLDS])
        yield from self.may_also_apply()
        yield from self._notes()
        yield from self._sources()

    def decisions(self) -> Iterator[Block]:
        """A section a decision that is not the main one: what comes first, or what is suggested."""
        for decision, results in self.given.decisions.items():
            if results:
                yield Heading(self.rulebook.decision_by_id[decision].title)
            for placed in results:
                yield from self._placed(placed)
        for decision, suggestions in self.given.suggestions.items():
            yield from self._suggestions(self.rulebook.decision_by_id[decision].title, suggestions)

    def remarks(self, title: str, remarks: Sequence[Advice]) -> Iterator[Block]:
        """Remarks under the titles of their topics, in the order of the rulebook."""
        yield from self._by_topic(title, [(remark, only_for(self.given, self.rulebook, remark)) for remark in remarks])

    def _by_topic(self, title: str, remarks: Sequence[tuple[Advice, str]]) -> Iterator[Block]:
        """Each remark, and in brackets for what alone it is."""
        if remarks:
            yield Heading(title)
        for topic, name in self.titles.items():
            here = [(remark, only) for remark, only in remarks if remark.topic == topic]
            if here:
                yield Heading(name, level=3)
            for remark, only in here:
                yield self._remark(remark, only)

    def _remark(self, remark: Advice, only: str) -> Item:
        text = remark.text if remark.kind is not PrintKind.RATES else f"{self.titles[remark.topic]}: {remark.text}."
        text += only
        if remark.owner:
            text += f" Owner: {remark.owner}."
        if remark.because and not self.is_brief:
            text += f" {remark.because}"
        return Item((text, *self.cite.cited(remark)))

    def _named(self, suggestion: Suggestion) -> str:
        return suggestion.title + of_parts(self.given, suggestion.activities)

    def _placed(self, placed: Placed) -> Iterator[Block]:
        chosen = (placed.recommended,) if placed.recommended else placed.first
        about = of_parts(self.given, placed.activities)
        if not placed.taken:
            chosen = ()
            verdict = f"Not needed for this result{about}; should work go out after all:"
        else:
            verdict = " or ".join(self.titles[id] for id in chosen) or "Everything is ruled out"
            verdict += f"{about}{self._unsure(placed)}"
        yield Paragraph(verdict, STRONG)
        for row in placed.ranking:
            if row.alternative in chosen:
                means = self.rulebook.decision_by_id[placed.decision].alternative(row.alternative).means
                yield Paragraph(means, lead="  ")
                for reason in row.reasons:
                    if reason.points > 0:
                        yield Item((" ".join(reason.because), *self.cite.cited(reason)), lead="  + ")
            for bar in row.bars:
                verb = "is ruled out" if bar.effect is EffectKind.EXCLUDES else "is held back"
                cure = f" What to do: {bar.cure}" if bar.cure else ""
                yield Item((f"{row.title} {verb}: {bar.because}{cure}", *self.cite.cited(bar)), WARN, lead="  - ")
        eligible = [row for row in placed.ranking if row.standing == Standing.ELIGIBLE.word]
        if len(eligible) > 1 and placed.taken:
            scores = ", ".join(f"{row.title} {signed(row.score)}" for row in eligible)
            yield Paragraph(f"Scores: {scores}.", FAINT, lead="  ")

    def _unsure(self, placed: Placed) -> str:
        if placed.certainty is not Certainty.PROVISIONAL:
            return ""
        possible = "" if self.is_brief else ": " + " or ".join(self.titles[id] for id in placed.possible)
        return f" (provisional{possible})"

    def _suggestions(self, title: str, suggestions: Sequence[Suggestion]) -> Iterator[Block]:
        if suggestions:
            yield Heading(title)
        of = {status: [told for told in suggestions if told.status is status] for status in Fit}
        for suggestion in (*of[Fit.FITS], *of[Fit.CHECK]):
            yield from self._suggestion(suggestion)
        if self.is_brief:
            yield from self._against("Check first", WARN, of[Fit.CHECK])
            yield from self._against("Left out", FAINT, of[Fit.WITHHELD])
        else:
            for suggestion in of[Fit.WITHHELD]:
                yield Item((Run(self._named(suggestion)), " is left out."))
                yield from self._why_left_out(suggestion)

    def _suggestion(self, suggestion: Suggestion) -> Iterator[Block]:
        if self.is_brief:
            why = " ".join(reason.because for reason in suggestion.reasons)
            yield Item((f"{self._named(suggestion)}. {why}", *self.cite.cited(*suggestion.reasons)))
            return
        yield Item((Run(self._named(suggestion)), "." if suggestion.status is Fit.FITS else ": check first."))
        for reason in suggestion.reasons:
            yield Item((reason.because, *self.cite.cited(reason)), depth=1)
        yield from self._why_left_out(suggestion)

    def _against(self, word: str, tone: Tone, suggestions: Sequence[Suggestion]) -> Iterator[Block]:
        """The options that something speaks against, those of one reason together."""
        titles: dict[str, list[str]] = {}
        reasons: dict[str, OptionReason] = {}
        for suggestion in suggestions:
            sure = [reason for reason in suggestion.withheld if reason.status is Applies.HOLDS]
            reason = (*sure, *suggestion.withheld)[0]
            name = suggestion.title if suggestion.status is Fit.CHECK else self._named(suggestion)
            titles.setdefault(reason.because, []).append(name)
            reasons.setdefault(reason.because, reason)
        for because, reason in reasons.items():
            told = f"{word}: {', '.join(titles[because])}. {because}"
            yield Item((told, *self.cite.cited(reason)), tone)

    def _why_left_out(self, suggestion: Suggestion) -> Iterator[Block]:
        for reason in suggestion.withheld:
            word = "Left out" if reason.status is Applies.HOLDS else "Left out if this holds"
            yield Item((f"{word}: {reason.because}", *self.cite.cited(reason)), depth=1)

    def open_questions(self) -> Iterator[Block]:
        """Sections: what is still open and matters, and what is open and does not."""
        still_open = self.given.open_questions
        checks: dict[str, list[OpenCheck]] = {}
        for check in self.given.checks:
            checks.setdefault(check.question, []).append(check)
        mattering = [question for question in still_open if question.can_change_first or question.question in checks]
        idle = [question for question in still_open if question not in mattering]
        if mattering:
            yield Heading("Still open, and it matters")
        shown = mattering[:MOST_QUESTIONS] if self.is_brief else mattering
        for question in shown:
            yield from self._open_question(question, checks.get(question.question, ()))
        rest = [question.label for question in mattering[len(shown) :]]
        if rest:
            yield Paragraph(f"Open too, and it may matter: {', '.join(rest)}.")
        if self.is_brief and not mattering:
            return
        if self.is_brief and idle:
            labels = ", ".join(question.label for question in idle)
            yield Paragraph(f"Open, and it cannot change the first place: {labels}.")
        elif idle:
            yield Heading("Open, and it cannot change the first place")
            for question in idle:
                yield Item((*_asked(question), f" {question.ask}"))

    def _open_question(self, question: OpenQuestion, checks: Sequence[OpenCheck]) -> Iterator[Block]:
        yield Item("".join(_asked(question)), STRONG)
        yield Item(question.ask, lead="    ", depth=1)
        if checks:
            would = ", or ".join(self._would(checks))
            yield Item(f"Check before signing: an answer could {would}.", WARN, lead="    ", depth=1)
        for check in () if self.is_brief else checks:
            where = of_parts(self.given, check.activities)
            cure = f" What to do: {check.cure}" if check.cure else ""
            told = f"An answer could {check.would}{where}: {check.because}"
            yield Item((told, *self.cite.cited(check), cure), depth=2)
        for turn in turns_in_words(question.turns, self.titles):
            yield Item(turn, lead="    ", depth=1)
        if question.can_change_first and not question.turns:
            only = "It could change the first place only together with other answers."
            yield Item(only, lead="    ", depth=1)

    def _would(self, checks: Sequence[OpenCheck]) -> Iterator[str]:
        """What an answer could do, by effect: `exclude BPO and KPO`."""
        touched: dict[EffectKind, dict[str, None]] = {}
        for check in checks:
            homes = [self.titles[Exclusion.of(id).alternative] for id in check.alternatives]
            touched.setdefault(check.effect, {}).update(dict.fromkeys(homes))
        for effect, titles in touched.items():
            yield f"{EFFECTS[effect]} {listed(list(titles))}"

    def may_also_apply(self) -> Iterator[Block]:
        """A section: what may be required or advised too, and on what that depends."""
        advice = [remark for remark in self.given.advice if remark.status is Applies.CHECK]
        remarks = once([*may_be_required(self.given, self.rulebook), *advice])
        if remarks:
            yield Heading("May also apply, depending on what is open")
        for remark in remarks:
            depends = ", ".join(self._labels(remark.questions)) or "what is still provisional above"
            yield Item((remark.text, *self.cite.cited(remark), f" Depends on {depends}."))

    def _notes(self) -> Iterator[Block]:
        if self.given.profile.notes:
            yield Heading("Notes on the answers")
        for id, note in self.given.profile.notes.items():
            yield Item((Run(self.rulebook.questions[id].label), f": {note}"))

    def _labels(self, questions: Sequence[str]) -> list[str]:
        return [self.rulebook.questions[id].label for id in questions]

    def _sources(self) -> Iterator[Block]:
        yield from self.cite.sources()
        book = self.given.rulebook
        digest = f"{book.sha256[:16]}…" if self.is_brief else book.sha256
        yield Paragraph(f"Rulebook {book.name} {book.version}, sha256 {digest}", FAINT)


def _asked(question: OpenQuestion) -> tuple[str, str]:
    return question.label, f" ({asked_or_not(question)}; ask: {', '.join(question.who_knows)})"
