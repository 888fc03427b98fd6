"""Several people's answers against each other: first whether the differences matter, then which, and who says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.reports.blocks import BlockReport, Column, Gap, Grid, Heading, Item, Paragraph, Run
from kpo_advisor.reports.page.headline import IF_LIFTED, in_words
from kpo_advisor.reports.page.sureness import REMARKS
from kpo_advisor.reports.phrases import standing_in_words, warnings
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN
from kpo_advisor.text.phrases import inside_a_sentence, listed, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.several.combinations import Firsts
    from kpo_advisor.several.panel import Panel, PanelQuestion, PanelResult, Stand


MOST_NAMED = 4
"""Differences that the answer names."""


def panel(given: Panel, rulebook: Rulebook, *, is_brief: bool) -> BlockReport:
    """The whole report; a brief one says the same."""
    return BlockReport(given.title, tuple(_PanelReport(given, rulebook, is_brief=is_brief).blocks()))


class _PanelReport:
    def __init__(self, given: Panel, rulebook: Rulebook, *, is_brief: bool) -> None:
        self.given = given
        self.rulebook = rulebook
        self.is_brief = is_brief
        self.titles = rulebook.titles
        self.deciding = sorted(filter(_may_decide, given.differences), key=_by_what_is_settled)
        self.harmless = [topic for topic in given.differences if topic.decides is False]

    def blocks(self) -> Iterator[Block]:
        yield Heading(self.given.title, level=1)
        people = [_with_date(verdict) for verdict in self.given.people]
        yield Paragraph(f"Answered by {listed(people)}.", FAINT)
        yield Gap()
        yield from self._answer()
        yield from warnings(self.given.told, is_brief=self.is_brief)
        yield from self._decisive()
        yield from self._firsts()
        yield from self._others()
        yield from self._agreed()

    # ---- whether it matters --------------------------------------------------------------------------------

    def _answer(self) -> Iterator[Block]:
        first, homes = self.given.firsts, self._homes(self.given.firsts)
        if self.given.matters:
            proved = [_about(topic) for topic in self.deciding if topic.decides]
            rest = len(proved) - MOST_NAMED
            about = listed([*proved[:MOST_NAMED], f"{rest} more"] if rest > 1 else proved)
            yield Paragraph(
                f"The differences matter. {homes}: that hangs on who is right about {about}.", STRONG | WARN
            )
            yield Paragraph(self._what_to_settle(), WARN)
        elif self.given.matters is None:
            yield Paragraph("Whether the differences matter was not decided within the bound on effort.", STRONG | WARN)
            yield Paragraph(f"As far as it was: {inside_a_sentence(homes)}.", WARN)
        else:
            same = "The differences do not matter" if self.given.differences else "There are no differences"
            whoever = ", whoever is right where they differ" if self.given.differences else ""
            level = "; these are level" if len(first.possible) > 1 else ""
            held = IF_LIFTED if self.given.together.standing == Standing.HELD_BACK.word else ""
            yield Paragraph(f"{same}. {homes}{whoever}{level}{held}.", STRONG | GOOD)
            yield from self._how_sure(first) if first.only else ()
        thens = [stand.then for topic in self.deciding for stand in topic.positions]
        if any(topic.decides is None for topic in self.deciding) or any(then and then.only is None for then in thens):
            yield Paragraph(REMARKS[Notice.NOT_DECIDED], WARN)

    def _how_sure(self, first: Firsts) -> Iterator[Block]:
        if first.sure:
            yield Paragraph("Certain: nothing that nobody knows can change it either.", GOOD)
        elif first.sure is False:
            yield Paragraph("It is not certain yet: what nobody knows can still change it.", WARN)
        elif first.possible:
            yield Paragraph(REMARKS[Notice.NOT_DECIDED], WARN)

    def _homes(self, first: Firsts) -> str:
        """What to do, as the beginning of a sentence: all that may stand first."""
        told = [in_words(self.rulebook, id) for id in first.possible]
        told += ["nowhere, since every home is ruled out"] if first.or_nothing else []
        begin, *others = told or ["Nowhere as things stand: every home is ruled out"]
        return listed([sentence_case(begin), *map(inside_a_sentence, others)], "or")

    def _what_to_settle(self) -> str:
        these = "this one" if len(self.deciding) == 1 else f"these {len(self.deciding)}"
        if not self.harmless:
            return f"Settle {these} first."
        rest = "the other difference" if len(self.harmless) == 1 else f"the other {len(self.harmless)} differences"
        return f"Settle {these} first; {rest} cannot change what comes first."

    # ---- which differences do --------------------------------------------------------------------------------

    def _decisive(self) -> Iterator[Block]:
        if self.deciding:
            yield Heading("What is to be settled")
        for topic in self.deciding:
            yield Item((Run(_about(topic)), f" (ask {listed(topic.who_knows, 'or')})"))
            for stand in topic.positions:
                yield Item(f"{_said(stand)}: {self._then(stand)}.", lead="  - ", depth=1)
                for person, note in stand.notes.items():
                    yield Item(f"{person} notes: {note}", FAINT, lead="    ", depth=2)

    def _then(self, stand: Stand) -> str:
        """What stands first if an answer is right."""
        then = stand.then
        assert then is not None  # as it is told of every difference that may decide
        names = [self.titles[id] for id in then.possible] + (["nothing"] if then.or_nothing else [])
        if then.only:
            sure = ", and nothing that nobody knows can change it" if then.sure else ""
            return f"then {names[0]} is first, whoever is right elsewhere{sure}"
        if not names:
            return "then every home is ruled out"
        verb = "is" if len(names) > 1 else "may be"
        return f"then {listed(names, 'or')} {verb} first, which the other differences decide"

    # ---- by whom what is first -------------------------------------------------------------------------------

    def _firsts(self) -> Iterator[Block]:
        yield Heading("What is first by whose answers")
        columns = (Column("Answers of", gap=2), Column("answered", ">"), Column("first"))
        rows = [(verdict.person or "all together", *self._row(verdict)) for verdict in self.given.people]
        rows.append(("all together", *self._row(self.given.together)))
        yield Grid(columns, tuple(rows), totals=1, wraps=True)

    def _row(self, verdict: PanelResult) -> tuple[str, str]:
        first = listed([self.titles[id] for id in verdict.first], "or") or "nothing: every home is ruled out"
        if verdict.recommended and verdict.recommended not in verdict.first:
            first = self.titles[verdict.recommended]
        held = standing_in_words(verdict.standing or "")
        others = listed([self.titles[id] for id in verdict.possible if id not in verdict.first], "or")
        sure = "certain" if verdict.certainty is not Certainty.PROVISIONAL else "open"
        could = f"; {others} could still be" if sure == "open" and others else ""
        return str(verdict.answered), f"{first}{f' ({held})' if held and verdict.first else ''}, {sure}{could}"

    # ---- question by question --------------------------------------------------------------------------------

    def _others(self) -> Iterator[Block]:
        if self.harmless:
            yield Heading("Differences that cannot change what is first")
        for topic in self.harmless:
            told = "; ".join(_said(stand) for stand in topic.positions)
            yield Item((Run(_about(topic)), f": {told}."))

    def _agreed(self) -> Iterator[Block]:
        """The questions on which nobody differs: agreed, answered by one alone, known to nobody."""
        same = [topic for topic in self.given.topics if len(topic.positions) == 1]
        shared = [topic for topic in same if len(topic.positions[0].people) > 1]
        alone = [topic for topic in same if len(topic.positions[0].people) == 1]
        nobody = [topic for topic in self.given.topics if not topic.positions]
        if shared:
            yield Heading(f"What two or more agree on ({len(shared)})")
            columns = (Column("Question"), Column("Answer", most=34), Column("Given by"))
            yield Grid(columns, tuple(map(self._agreement, shared)), wraps=True)
        if alone:
            yield Heading(f"What one alone answered ({len(alone)})")
        for verdict in self.given.people:
            own = [topic for topic in alone if topic.positions[0].people == (verdict.person,)]
            told = "; ".join(f"{_about(topic)}: {topic.positions[0].label}{_unknown(topic)}" for topic in own)
            if told:
                yield Item((Run(str(verdict.person)), f": {told}."))
        if nobody:
            yield Heading(f"What nobody knows who was asked ({len(nobody)})")
            yield Paragraph(f"{listed([_about(topic) for topic in nobody])}.")

    def _agreement(self, topic: PanelQuestion) -> tuple[str, str, str]:
        (stand,) = topic.positions
        by = "all" if len(stand.people) == len(self.given.people) > 1 else listed(stand.people)
        return _about(topic), stand.label, f"{by}{_unknown(topic)}"


def _may_decide(topic: PanelQuestion) -> bool:
    return topic.decides is not False


def _by_what_is_settled(topic: PanelQuestion) -> int:
    """Those come first of which more answers, if right, leave one home alone first."""
    return -sum(stand.then is not None and stand.then.only is True for stand in topic.positions)


def _about(topic: PanelQuestion) -> str:
    return f"{topic.label} ({topic.activity})" if topic.activity else topic.label


def _said(stand: Stand) -> str:
    return f"{stand.label} ({listed(stand.people)})"


def _unknown(topic: PanelQuestion) -> str:
    """Who was asked and does not know, behind an answer."""
    if not topic.not_known:
        return ""
    return f" ({listed(topic.not_known)} {'does' if len(topic.not_known) == 1 else 'do'} not know)"


def _with_date(verdict: PanelResult) -> str:
    return f"{verdict.person} ({verdict.date})" if verdict.date else str(verdict.person)
