"""The words of the offer to stop: what is proved of the first place, and on what that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.certainty.stop import Proof
from kpo_advisor.interview.closing import for_the_report
from kpo_advisor.interview.words.review import proved
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import counted, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview


def offer(interview: Interview) -> Iterator[Line]:
    """The offer to stop: what is proved, on what that rests, and what more could be asked."""
    if interview.outlook.stop is not None:
        yield from certainty(interview)
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
    asked = list(filter(interview.answered, interview.outlook.open))
    unknown = [place for place in asked if interview.answer(place) is None]
    count = len(interview.outlook.open) - len(asked)
    left = f"the {count} questions left" if count != 1 else "the one question left"
    if stop.proof is Proof.NOTHING_UNASKED:
        matter = filter(interview.outlook.stakes.__contains__, unknown)
        labels = listed([quoted(label) for label in _labels(interview, matter)])
        yield Line(f"Asking on cannot change first place: {title}.", tone=Tone.GOOD)
        yield Line(
            f"{proved(left)}, as long as what is unknown stays unknown: {labels}. "
            "Finding that out might, so the report calls it provisional and says what to find out."
        )
        return
    yield Line(f"First place is certain: {title}.", tone=Tone.GOOD)
    if asked:
        left += " or to what is unknown" if unknown else " or to what is not settled"
    yield Line(f"{proved(left)}.")
