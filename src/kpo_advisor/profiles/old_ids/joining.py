"""Several answers to one question of today as one: what old questions said of it apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import ONE_OF, PERHAPS, TICKED, Kind
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table, scalars
from kpo_advisor.profiles.old_ids.given import entry_of, is_own, is_unknown, listing, scalar, table
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.old_ids.given import Given
    from kpo_advisor.profiles.old_ids.renewing import Renewing

TWICE = "answered-twice"


class Joining:
    """Joins the answers of one mapping."""

    def __init__(self, renewing: Renewing) -> None:
        self.questions = renewing.rulebook.questions
        self.ids = renewing.rulebook.old_ids
        self.renewing = renewing

    def one(self, given: Sequence[Given], beside: Sequence[Given]) -> Entry | None:
        """The answers to one question as one, None where they say nothing of it; that they cannot be is a fault.

        `beside` are those that an activity inherits.
        """
        question = self.questions.get(given[0].key.text)
        if question is None:
            return entry_of(given[0])
        own = [answer for answer in given if is_own(answer, question)]
        if question.kind is Kind.MULTI and not own:
            return self._ticks(question, [*given, *(other for other in beside if not is_own(other, question))])
        if question.kind is not Kind.MULTI:
            return self._followed(question, given, beside) or self._kept(question, given, own)
        told = [answer for answer in given if answer in own or any(True for _ in self._leaves(answer, question))]
        return self._kept(question, told, own)

    def _kept(self, question: Question, given: Sequence[Given], own: Sequence[Given]) -> Entry:
        """Of several answers the one that all of them are, or all their ticks; that there is neither is a fault."""
        are_old = all(answer.is_old for answer in given)
        known = [answer for answer in given if not (are_old and is_unknown(answer.value))] or given[:1]
        ticks = {tick.text: tick for answer in known for tick in self._leaves(answer, question)}
        is_sum = question.kind is Kind.MULTI and len(own) < 2 and not any(is_unknown(tick) for tick in ticks.values())
        if len(known) == 1 or (are_old and len(ticks) == 1):
            return entry_of(known[0])
        if is_sum and not any(isinstance(answer.value, Table) for answer in known):
            return Entry(known[0].key, listing(known[0], ticks.values()))
        message = f"{question.id} is answered by {listed([answer.by for answer in known])}."
        self.renewing.report.fault(known[-1].key, TWICE, message, "Keep one of them.")
        return entry_of(known[0])

    def _leaves(self, answer: Given, question: Question) -> Iterator[Scalar]:
        """The choices in an answer, but for exclusive ones that only say that no tick comes from it."""
        for leaf in scalars(answer.value) if answer.value is not None else ():
            if leaf.text not in question.exclusive or is_own(answer, question):
                yield leaf

    def _ticks(self, question: Question, given: Sequence[Given]) -> Entry | None:
        """The ticks that answers to old questions became: made, not made, or perhaps where one of these is open."""
        known = [answer for answer in given if not is_unknown(answer.value)]
        if not known:
            return entry_of(given[0])
        made, perhaps, may_be_none = dict[str, Scalar](), dict[str, Scalar](), True
        for answer in known:
            parts = _settled(answer.value)
            if parts is None:
                return entry_of(answer)
            sure, either = ({leaf.text: leaf for leaf in leaves} for leaves in parts)
            says_none = either.keys() & question.exclusive if either else True
            may_be_none = may_be_none and sure.keys() <= question.exclusive and bool(says_none)
            made, perhaps = made | sure, perhaps | either
        answered = [answer.by for answer in known]
        for old in self.ids.became_ticks(question.id):
            if old not in answered and self.renewing.was_asked(old):
                perhaps |= {id: scalar(known[0], id) for id in sorted(self.ids.ticks(old, question.id))}
        named = [*(id for id in (*made, *perhaps) if id in question.exclusive), *sorted(question.exclusive)]
        ticks = {id: leaf for id, leaf in made.items() if id not in question.exclusive}
        others = {id: leaf for id, leaf in perhaps.items() if id not in question.exclusive and id not in ticks}
        none = {id: scalar(known[0], id) for id in named[:1]}
        if ticks:
            is_full = len(ticks) == question.maximum_choices
            return _said(known[0], ticks, {} if is_full else others)
        if may_be_none and not none:
            return Entry(known[0].key, scalar(known[0], UNKNOWN)) if others else None
        return _said(known[0], {}, none | others if may_be_none else others)

    def _followed(self, question: Question, given: Sequence[Given], beside: Sequence[Given]) -> Entry | None:
        """The answer to a question with those that followed it in place of the choices that they followed.

        None where there are no such answers, or others besides.
        """
        own = next((answer for answer in (*given, *beside) if is_own(answer, question)), None)
        followers = [answer for answer in (*given, *beside) if self._after(answer, question)]
        if own is None or not followers or any(answer is not own and answer not in followers for answer in given):
            return None
        found = _possible(own, question.choice_ids)
        if found is None:
            return entry_of(own)
        for answer in followers:
            said = _possible(answer, sorted(self.ids.ticks(answer.by, question.id)))
            if said is None:
                return entry_of(answer)
            after = self._after(answer, question)
            found = {id: leaf for id, leaf in found.items() if id not in after} | said
        if found.keys() == set(question.choice_ids):
            return Entry(given[0].key, scalar(own, UNKNOWN))
        return Entry(given[0].key, table(own, {ONE_OF: found}) if len(found) > 1 else next(iter(found.values())))

    def _after(self, answer: Given, question: Question) -> Collection[str]:
        """The choices of a question after which alone an answer to another was asked."""
        found = (self.ids.now(*chosen) for chosen in self.ids.followed.get(answer.by, ()))
        return {now[1] for now in found if now is not None and now[0] == question.id}


def _said(beside: Given, ticks: Mapping[str, Scalar], others: Mapping[str, Scalar]) -> Entry:
    """Ticks, and others that are perhaps made; of one alone it is sure that it is."""
    if ticks and others:
        return Entry(beside.key, table(beside, {TICKED: ticks, PERHAPS: others}))
    is_open = len(others) > 1
    items = {**ticks, **others}.values()
    return Entry(beside.key, table(beside, {PERHAPS: others}) if is_open else listing(beside, items))


def _settled(value: Node | None) -> tuple[Sequence[Scalar], Sequence[Scalar]] | None:
    """The choices that an answer to an old question names for sure, and those of which some hold; None: it is none."""
    if isinstance(value, Table):
        lists = {entry.key.text: tuple(scalars(entry.value)) for entry in value.entries}
        if not lists or not lists.keys() <= {ONE_OF, TICKED, PERHAPS}:
            return None
        sure, either = lists.get(TICKED, ()), (*lists.get(ONE_OF, ()), *lists.get(PERHAPS, ()))
        is_one = not sure and len({leaf.text for leaf in either}) == 1
        return (either, ()) if is_one else (sure, either)
    leaves = tuple(scalars(value)) if value is not None else ()
    is_none = isinstance(value, Listing) and not leaves
    is_twice = len({leaf.text for leaf in leaves}) < len(leaves)
    return None if is_none or is_twice or any(map(is_unknown, leaves)) else (leaves, ())


def _possible(answer: Given, choices: Iterable[str]) -> dict[str, Scalar] | None:
    """The choices of which an answer is one, of these where it is unknown; None where it is no answer."""
    value = answer.value
    if is_unknown(value):
        return {id: scalar(answer, id) for id in choices}
    if isinstance(value, Scalar):
        return {value.text: value}
    either = value.get(ONE_OF) if isinstance(value, Table) and len(value.entries) == 1 else None
    return {leaf.text: leaf for leaf in scalars(either)} if either is not None else None
