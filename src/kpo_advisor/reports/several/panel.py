"""Several people's answers against each other: first whether the differences matter, then which, and who says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.reports.blocks import BlockReport, Column, Gap, Grid, Heading, Item, Paragraph, Run
from kpo_advisor.reports.page.headline import IF_LIFTED, in_words
from kpo_advisor.reports.page.sureness import REMARKS
from kpo_advisor.reports.phrases import standing_in_words, warnings
from kpo_advisor.reports.several.topics import (
    is_of_one,
    is_open,
    is_shared,
    may_decide,
    named,
    not_by_others,
    who_does_not_know,
    with_people,
)
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN
from kpo_advisor.text.phrases import counted, inside_a_sentence, listed, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        self.deciding = sorted(filter(may_decide, given.differences), key=self._order)
        self.harmless = [topic for topic in given.differences if not may_decide(topic)]
        self.shared, self.alone = ([*filter(told, given.topics)] for told in (is_shared, is_of_one))
        self.nobodys = [topic for topic in given.topics if not topic.positions]

    def _order(self, topic: PanelQuestion) -> tuple[bool, int, int]:
        """What can decide about all of the work comes first, then what settles or rules out more."""
        thens = [stand.then for stand in topic.positions if stand.then is not None]
        gone = sum(len(self.given.firsts.possible) - len(then.possible) for then in thens)
        return topic.decides is False, -sum(then.only is True for then in thens), -gone

    def blocks(self) -> Iterator[Block]:
        yield Heading(self.given.title, level=1)
        people = [_with_date(verdict) for verdict in self.given.people]
        yield Paragraph(f"Answered by {listed(people)}. {self._counts()}", FAINT)
        yield Gap()
        yield from self._answer()
        yield from warnings(self.given.told, is_brief=self.is_brief)
        yield from self._decisive()
        yield from self._firsts()
        yield from self._others()
        yield from self._agreed()

    # ---- whether it matters --------------------------------------------------------------------------------

    def _counts(self) -> str:
        """`Of 25 questions they agree on 4 and differ on 8; one alone answered 13.`"""
        open_still = len(self.nobodys)
        unknown = f", and {open_still} {'is' if open_still == 1 else 'are'} known to nobody" if open_still else ""
        told = f"they agree on {len(self.shared)} and differ on {len(self.given.differences)}"
        return (
            f"Of {counted(len(self.given.topics), 'question')} {told}; one alone answered {len(self.alone)}{unknown}."
        )

    def _answer(self) -> Iterator[Block]:
        homes = self._homes(self.given.firsts)
        if self.given.matters:
            yield Paragraph(f"The differences matter. {self._hangs_on(homes)}.", STRONG | WARN)
            yield Paragraph(f"{self._what_to_settle()} {self._by_themselves()}", WARN)
        elif self.given.matters is None:
            yield Paragraph("Whether the differences matter was not decided within the bound on effort.", STRONG | WARN)
            yield Paragraph(f"As far as it was: {inside_a_sentence(homes)}.", WARN)
        else:
            same = "The differences do not matter" if self.given.differences else "There are no differences"
            yield Paragraph(f"{same}. {homes}{self._whoever_is_right()}.", STRONG | GOOD)
            yield from self._how_sure(self.given.firsts)
        if any(is_open(topic) for topic in self.deciding):
            yield Paragraph(REMARKS[Notice.NOT_DECIDED], WARN)

    def _hangs_on(self, homes: str) -> str:
        """On which differences what is first hangs, for all of the work or else for activities of it."""
        whole = [named(topic) for topic in self.deciding if topic.decides]
        if whole:
            return f"{homes}: that hangs on who is right about {_first_few(whole)}"
        moving = [topic for topic in self.deciding if True in topic.moves.values()]
        moved = dict.fromkeys(title for topic in moving for title, decides in topic.moves.items() if decides)
        about = _first_few([named(topic) for topic in moving])
        return f"{homes}, whoever is right; but who does {listed(list(moved))} hangs on who is right about {about}"

    def _whoever_is_right(self) -> str:
        whoever = ", whoever is right where they differ" if self.given.differences else ""
        level = "; these are level" if len(self.given.firsts.possible) > 1 else ""
        held = IF_LIFTED if self.given.together.standing == Standing.HELD_BACK.word else ""
        return f"{whoever}{level}{held}"

    def _how_sure(self, first: Firsts) -> Iterator[Block]:
        if first.only is False:
            return
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

    def _by_themselves(self) -> str:
        """`By their own answers alone, 2 come to KPO and 1 to In-house.`"""
        found: dict[str, int] = {}
        for verdict in self.given.people:
            names = [self.titles[verdict.recommended]] if verdict.recommended else map(self.titles.get, verdict.first)
            home = " or ".join(filter(None, names)) or "nothing"
            found[home] = found.get(home, 0) + 1
        told = [f"{count} to {home}" for home, count in sorted(found.items(), key=lambda pair: -pair[1])]
        verb = "come" if max(found.values()) > 1 else "comes"
        first, *others = told
        return f"By their own answers alone, {listed([first.replace(' to ', f' {verb} to ', 1), *others])}."

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
            yield Item((Run(named(topic)), f" (ask {listed(topic.who_knows, 'or')}{who_does_not_know(topic)})"))
            for stand in topic.positions:
                yield Item(f"{with_people(stand, topic)}: {self._thens(stand, topic)}.", lead="  - ", depth=1)
                for person, note in stand.notes.items():
                    yield Item(f"{person} notes: {note}", FAINT, lead="    ", depth=2)

    def _thens(self, stand: Stand, topic: PanelQuestion) -> str:
        """What stands first if an answer is right, in all of the work and in activities."""
        others = [other for other in self.deciding if other is not topic]
        told = []
        if stand.then is not None:
            hangs = any(other.decides is not False for other in others)
            told.append(self._then(stand.then, self.given.firsts, hangs=hangs))
        for title, then in stand.then_in.items():
            hangs = any(title in other.moves for other in others)
            told.append(self._then(then, self.given.firsts_in[title], f" for {title}", hangs=hangs))
        return "; ".join(told)

    def _then(self, then: Firsts, at_most: Firsts, where: str = "", *, hangs: bool) -> str:
        """`at_most` is what may stand first whoever is right; `hangs`: other differences can decide it too."""
        if then.only:
            sure = ", and nothing that nobody knows can change it" if then.sure else ""
            return f"then {self.titles[then.possible[0]]} is first{where}, whoever is right elsewhere{sure}"
        if not then.possible:
            return f"then every home is ruled out{where}"
        names = [self.titles[id] for id in then.possible] + (["nothing"] if then.or_nothing else [])
        if not hangs and then.only is False and len(then.possible) > 1:
            return f"then {listed(names)} are level{where}"
        if then.possible == at_most.possible and then.or_nothing == at_most.or_nothing:
            return f"leaves it open{where}"
        if not hangs or then.only is None:
            return f"then {listed(names, 'or')} may be first{where}"
        verb = "is" if len(names) > 1 else "may be"
        return f"then {listed(names, 'or')} {verb} first{where}, which the other differences decide"

    # ---- by whom what is first -------------------------------------------------------------------------------

    def _firsts(self) -> Iterator[Block]:
        yield Heading("What is first by whose answers")
        columns = (Column("Answers of"), Column("Answered", ">"), Column("First"))
        rows = [(verdict.person or "all together", *self._row(verdict)) for verdict in self.given.people]
        rows.append(("all together", *self._row(self.given.together)))
        yield Grid(columns, tuple(rows), totals=1, wraps=True)
        if self.given.firsts_in:
            yield Heading("Which activity goes where, whoever is right")
            found = tuple((title, self._names(first)) for title, first in self.given.firsts_in.items())
            yield Grid((Column("Activity", most=50), Column("First")), found, wraps=True)

    def _names(self, first: Firsts) -> str:
        names = [self.titles[id] for id in first.possible] + (["nowhere"] if first.or_nothing else [])
        sure = ", certain" if first.sure else ", open" if first.only and first.sure is False else ""
        return f"{listed(names, 'or')}{sure}"

    def _row(self, verdict: PanelResult) -> tuple[str, str]:
        first = listed([self.titles[id] for id in verdict.first], "or") or "nothing: every home is ruled out"
        first += " (level)" if len(verdict.first) > 1 and not verdict.recommended else ""
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
            told = "; ".join(with_people(stand, topic) for stand in topic.positions)
            yield Item((Run(named(topic)), f": {told}{who_does_not_know(topic)}."))

    def _agreed(self) -> Iterator[Block]:
        """The questions on which nobody differs: agreed, answered by one alone, known to nobody."""
        if self.shared:
            yield Heading(f"What two or more agree on ({len(self.shared)})")
        columns = (Column("Question"), Column("Answer, and who gave it"))
        for activity in dict.fromkeys(topic.activity for topic in self.shared):
            if activity:
                yield Heading(activity, level=3)
            rows = (self._agreement(topic) for topic in self.shared if topic.activity == activity)
            yield Grid(columns, tuple(rows), wraps=True)
        if self.alone:
            yield Heading(f"What one alone answered ({len(self.alone)})")
        for verdict in self.given.people:
            own = [topic for topic in self.alone if topic.positions[0].people == (verdict.person,)]
            told = "; ".join(f"{named(topic)}: {topic.positions[0].label}{not_by_others(topic)}" for topic in own)
            if told:
                yield Item((Run(str(verdict.person)), f": {told}."))
        if self.nobodys:
            yield Heading(f"What nobody knows who was asked ({len(self.nobodys)})")
            yield Paragraph(f"{listed([named(topic) for topic in self.nobodys])}.")

    def _agreement(self, topic: PanelQuestion) -> tuple[str, str]:
        (stand,) = topic.positions
        is_by_all = {verdict.person for verdict in self.given.people} == set(stand.people)
        by = "all" if is_by_all else listed(stand.people)
        return topic.label, f"{stand.label} ({by}{who_does_not_know(topic)})"


def _first_few(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], f"{rest} more"] if rest > 1 else names)


def _with_date(verdict: PanelResult) -> str:
    return f"{verdict.person} ({verdict.date})" if verdict.date else str(verdict.person)
