"""The words of the offer to stop: what is proved of the first place, and on what that rests."""

from __future__ import annotations

from functools import partial
from itertools import filterfalse
from typing import TYPE_CHECKING

from kpo_advisor.advice.certainty_words import changes_of_first, exceptions, how_many_carry, unless
from kpo_advisor.certainty.rests_on import rests_on
from kpo_advisor.certainty.stop import Proof
from kpo_advisor.interview.closing import for_the_report
from kpo_advisor.interview.words.review import proved
from kpo_advisor.solver.effort import OF_TURNS, Effort
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import counted, cut, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview

MOST_PARTS = 2
"""Parts that are named; more are counted, since titles may be long."""


def offer(interview: Interview) -> Iterator[Line]:
    """The offer to stop: what is proved, on what that rests, and what more could be asked."""
    if interview.is_conditional:
        yield from _on_conditions(interview)
        return
    if interview.outlook.stop is not None:
        yield from certainty(interview)
        yield from _carried_by(interview)
    else:
        first = listed([interview.rulebook.titles[id] for id in interview.outlook.examined.main.first])
        now = f"On what is known, first is {first}." if first else "On what is known, everything is ruled out."
        yield Line(f"Nothing that is left to ask can change first place. {now}", tone=Tone.GOOD)
        yield Line(
            "It is not certain: what is unknown or skipped might change it, or nothing tells the first ones apart."
        )
    further = for_the_report(interview)
    if further:
        more = counted(len(further), "question")
        labels = listed([quoted(label) for label in _labels(interview, further)])
        yield Line(f"A fuller report would ask {more} on place and form, each of which can be skipped: {labels}.")
        yield Line("Stop here, or go on for a fuller report?")
    else:
        yield Line("No question left tells more of place or form.")


def _on_conditions(interview: Interview) -> Iterator[Line]:
    """What comes first unless something turns out otherwise, and that nothing else can change it."""
    stop = interview.outlook.on_conditions
    if stop is None:
        return
    title = interview.rulebook.titles[stop.alternative]
    yield Line(f"{title} comes first {unless(len(stop.provisos))}", tone=Tone.GOOD)
    for told in exceptions(stop.provisos, interview.rulebook, partial(_of_parts, interview)):
        yield Line(told, "  - ")
    yield Line(f"{proved(_what_is_open(interview))} otherwise.")
    these = "this" if len(stop.provisos) == 1 else "these"
    yield Line(f"The report would say so too. m asks just about {these}, s goes on with all that can matter.")


def _carried_by(interview: Interview) -> Iterator[Line]:
    """On which answers a first place rests that is certain for good, as the page says it."""
    stop, examined, effort = interview.outlook.stop, interview.outlook.examined, Effort(OF_TURNS)
    if stop is None or stop.proof is not Proof.NOTHING:
        return
    found = rests_on(examined, effort)
    if found or not effort.fell_short:
        yield Line(how_many_carry(found))
    for told in changes_of_first(found, interview.rulebook, partial(_of_parts, interview)):
        yield Line(told, "  - ")


def _of_parts(interview: Interview, titles: Sequence[str]) -> str:
    """` (Invoices)`: the parts that something is for; nothing where it is for all, or for the whole work."""
    if not 0 < len(titles) < len(interview.parts):
        return ""
    is_short = len(titles) <= MOST_PARTS
    return f" ({listed(list(map(cut, titles))) if is_short else f'{len(titles)} of {len(interview.parts)} parts'})"


def _labels(interview: Interview, places: Iterable[Slot]) -> list[str]:
    """What the questions of places are called, each once."""
    questions = interview.rulebook.questions
    return list(dict.fromkeys(questions[place.question].label for place in places))


def certainty(interview: Interview) -> Iterator[Line]:
    """That asking on cannot change the first place, and what was proved."""
    stop = interview.outlook.stop
    if stop is None:
        return
    title = interview.rulebook.titles[stop.alternative]
    if not interview.outlook.open:
        yield Line(f"Every question that applies is answered; first place is certain: {title}.", tone=Tone.GOOD)
        return
    if stop.proof is Proof.NOTHING_UNASKED:
        matter = filter(interview.outlook.stakes.__contains__, _unknown(interview))
        labels = listed([quoted(label) for label in _labels(interview, matter)])
        yield Line(f"Asking on cannot change first place: {title}.", tone=Tone.GOOD)
        yield Line(
            f"{proved(_what_is_left(interview))}, as long as what is unknown stays unknown: {labels}. "
            "Finding that out might, so the report calls it provisional and says what to find out."
        )
        return
    yield Line(f"First place is certain: {title}.", tone=Tone.GOOD)
    yield Line(f"{proved(_what_is_open(interview))}.")


def _what_is_left(interview: Interview) -> str:
    count = len(list(filterfalse(interview.answered, interview.outlook.open)))
    return f"the {count} questions left" if count != 1 else "the one question left"


def _what_is_open(interview: Interview) -> str:
    """The questions left, and those that were asked and are not known or not settled."""
    left = _what_is_left(interview)
    if not any(map(interview.answered, interview.outlook.open)):
        return left
    return f"{left} or to what is {'unknown' if _unknown(interview) else 'not settled'}"


def _unknown(interview: Interview) -> list[Slot]:
    asked = filter(interview.answered, interview.outlook.open)
    return [place for place in asked if interview.answer(place) is None]
