"""A Markdown document under way: headings, bullets and tables, and the phrases that recur in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kpo_advisor.reports.changes import answer_in_words
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.layout import listed
from kpo_advisor.text.escape import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.recommendation import Advice, CitedBar, CitedFact, CitedReason, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook


class Cited(Protocol):
    """Anything that is said with its sources."""

    @property
    def facts(self) -> tuple[CitedFact, ...]:
        """The facts behind it."""

    @property
    def inferred(self) -> str | None:
        """What of it no document says, or None."""


class Sheet:
    """Collects the lines of one report. What is handed to it is Markdown: others' texts come in escaped."""

    def __init__(self, recommendation: Recommendation, rulebook: Rulebook) -> None:
        self.given = recommendation
        self.rulebook = rulebook
        self._cite = Citations(recommendation)
        self._lines: list[str] = []

    def heading(self, text: str, level: int = 2) -> None:
        """A heading, set off by empty lines."""
        self._block("#" * level + f" {text}")

    def paragraph(self, text: str) -> None:
        """A paragraph on one line."""
        self._block(text)

    def bullet(self, text: str, depth: int = 0) -> None:
        """A list item; the first after something else is set off by an empty line."""
        if not (self._lines and self._lines[-1].lstrip().startswith("- ")):
            self._block("  " * depth + f"- {text}")
        else:
            self._lines.append("  " * depth + f"- {text}")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> None:
        """A table; the columns named in `numbers` are set flush right."""
        self._block(_row(head))
        self._lines.append(_row(["---:" if name in numbers else "---" for name in head]))
        self._lines += [_row(row) for row in rows]

    def text(self) -> str:
        """The document; it ends with one line end."""
        return "\n".join(self._lines) + "\n"

    def marks(self, facts: Sequence[CitedFact]) -> str:
        """The marks of the facts' sources after a space, or nothing."""
        marks = self._cite.mark(facts)
        return f" {markdown(marks)}" if marks else ""

    def cited(self, said: Cited) -> str:
        """The marks of the sources and what is inferred, after a space, or nothing."""
        return self.marks(said.facts) + inferred(said)

    def titles(self, ids: Iterable[str], last: str = "and") -> str:
        """The titles of alternatives, options or topics as a list in words."""
        return listed([markdown(self.rulebook.titles[id]) for id in ids], last)

    def firsts(self) -> tuple[Ranked, ...]:
        """The recommended alternative, or those that share first place, or none."""
        wanted = (self.given.recommended,) if self.given.recommended else self.given.first
        return tuple(row for row in self.given.ranking if row.alternative in wanted)

    def sources(self) -> None:
        """The sources with their marks."""
        for source in filter(self._cite.marked, self.given.sources):
            about = markdown(f"{source.publisher}, {source.date}.")
            note = f" {markdown(source.note)}" if source.note else ""
            self.bullet(f"\\[{source.number}\\] {bold(source.title)}, {about}{note}")
            for letters, section in self._cite.sections(source):
                self.bullet(f"{source.number}{letters}: {markdown(section)}", 1)

    def remarks_by_topic(self, remarks: Sequence[Advice]) -> None:
        """Remarks under the titles of their topics, in the order of the rulebook."""
        for topic, title in self.rulebook.titles.items():
            here = [each for each in remarks if each.topic == topic]
            if here:
                self.heading(markdown(title), 3)
                for each in here:
                    self.remark(each)

    def remark(self, remark: Advice) -> None:
        """One remark: its text, whom it is for, its sources, and why."""
        text = markdown(f"Grade: {remark.text}." if remark.kind == "rates" else remark.text)
        if remark.status == "check":
            depends = f", depending on {markdown(', '.join(remark.questions))}" if remark.questions else ""
            text = f"Check whether this applies{depends}: {text}"
        why = f" {markdown(remark.because)}" if remark.because else ""
        self.bullet(f"{text}{self._whom(remark)}{why}{self.cited(remark)}")

    def reason(self, reason: CitedReason) -> None:
        """One reason: its points, its sentences, its sources, and the answers it rests on."""
        why = markdown(sentences(reason))
        self.bullet(f"{bold(reason.title)} ({reason.points:+d}): {why}{self.cited(reason)}")
        if reason.answers:
            answers = "; ".join(f"{id} = {answer_in_words(answer)}" for id, answer in reason.answers.items())
            self.bullet(f"Rests on {markdown(answers)}.", 1)

    def bars(self, bars: Iterable[CitedBar], depth: int = 0) -> None:
        """What holds back or excludes an alternative, and what would lift it."""
        for each in bars:
            word = "Excluded" if each.effect == "excludes" else "Held back"
            until = " until the opposite is shown" if each.for_now else ""
            self.bullet(f"{bold(word + until)}: {markdown(each.because)}{self.cited(each)}", depth)
            if each.cure:
                self.bullet(f"What would lift it: {markdown(each.cure)}", depth + 1)

    def _whom(self, remark: Advice) -> str:
        """The homes and activities a remark is for, where the result holds others too."""
        whom = []
        firsts = self.firsts()
        main = self.rulebook.main
        if remark.homes and (len(firsts) > 1 or any(main.alternative(each.alternative).made_of for each in firsts)):
            whom.append(self.titles(remark.homes, "or"))
        if 0 < len(remark.activities) < len(self.given.plan):
            whom.append(markdown(", ".join(remark.activities)))
        return f" (for {': '.join(whom)})" if whom else ""

    def _block(self, first: str) -> None:
        if self._lines:
            self._lines.append("")
        self._lines.append(first)


def bold(text: str) -> str:
    """Others' text, escaped and bold; nothing where nothing is left of it."""
    escaped = markdown(text)
    return f"**{escaped}**" if escaped else ""


def inferred(said: Cited) -> str:
    """What of it no document says, in italics after a space, or nothing."""
    if said.inferred is None:
        return ""
    word = "partly inferred" if any(fact.basis == "document" for fact in said.facts) else "inferred"
    return f" *({word}: {markdown(said.inferred)})*"


def sentences(reason: CitedReason) -> str:
    """The sentences of a reason, each once."""
    return " ".join(dict.fromkeys(each for each in reason.because if each))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
