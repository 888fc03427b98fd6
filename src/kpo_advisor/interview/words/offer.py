"""The words of the offer to stop: what is proved of the first place, and on what that rests."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpo_advisor.certainty.stop import Proof
from kpo_advisor.interview.words.review import proved
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    yield Line(f"A fuller report would ask: {_left_by_section(interview)}.")
    yield Line("Stop here, or go on for a fuller report?")


def _left_by_section(interview: Interview) -> str:
    counts = Counter(interview.rulebook.questions[place.question].section for place in interview.left())
    asked = [section for section in interview.rulebook.sections if section.id in counts]
    return ", ".join(f"{section.title} ({counts[section.id]})" for section in asked)


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
    unknown = [place.question for place in asked if interview.answer(place) is None]
    count = len(interview.outlook.open) - len(asked)
    left = f"the {count} questions left" if count != 1 else "the one question left"
    if stop.proof is Proof.NOTHING_UNASKED:
        questions = interview.rulebook.questions
        labels = listed([quoted(questions[id].label) for id in dict.fromkeys(unknown)])
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
