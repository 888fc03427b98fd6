"""Naming the parts of a work that differ: their titles, their shares, and which answers they give apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview import parts as split
from kpo_advisor.interview.typed.commands import NAMES
from kpo_advisor.interview.typed.line import Refused, flat, number_in
from kpo_advisor.interview.typed.names import numbers_named
from kpo_advisor.interview.words.pages import parts_named
from kpo_advisor.profiles.fields import TITLE_MAX
from kpo_advisor.profiles.profile import MAX_SHARE, MOST_ACTIVITIES
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import composed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpo_advisor.interview.state import Interview

    Read = Callable[[str], str]
    Say = Callable[[Iterable[Line]], None]

REST = "The rest"


def add_activity(interview: Interview, title: str, read: Read, say: Say) -> Interview:
    """The interview with one part more, named in dialogue; the first one brings the rest of the work with it.

    Whatever `read` raises at the end of the input goes through, and nothing is added then.
    """
    if len(interview.parts) >= MOST_ACTIVITIES:
        say([Line(f"There can be {MOST_ACTIVITIES} parts at most.", "! ", Tone.WARN)])
        return interview
    taken = [composed(part.title) for part in interview.parts]
    name = _title(title or read("Name of the part that differs (Enter: none): "), taken, read, say)
    if name is None:
        return interview
    share = _share(name, read, say)
    added = split.part_added(interview, name, share)
    if not interview.parts:
        rest = _title(read(f"Name of what is left (Enter: {REST}): ") or REST, [composed(name)], read, say) or REST
        added = split.part_added(added, rest, _share(rest, read, say))
    say(parts_named(added))
    return ask_apart(added, read, say)


def ask_apart(interview: Interview, read: Read, say: Say) -> Interview:
    """The interview with the answers set apart that differ between the parts."""
    common = (place for place in interview.places() if place.part is None)
    if not any(map(interview.answered, common)):
        say([Line("At a question whose answer differs between the parts, type d.")])
        return interview
    while True:
        say([Line("Which of the answers so far differ between the parts? They have the numbers of their questions.")])
        found = numbers_named(interview, flat(read("Numbers as 3,7 (Enter: none): ")))
        if not isinstance(found, Refused):
            break
        say([Line(reason, "! ", Tone.WARN) for reason in found.reasons])
    say([Line("At a question still to come whose answer differs between the parts, type d.")])
    return split.set_apart(interview, found) if found else interview


def _title(text: str, taken: Iterable[str], read: Read, say: Say) -> str | None:
    while True:
        title = flat(text)
        if not title:
            return None
        if composed(title) in taken:
            reason = "That name is taken."
        elif title.casefold() in NAMES or title.isdigit():
            reason = f"{title} is no name; Enter goes back."
        elif len(title) > TITLE_MAX:
            reason = f"A name has at most {TITLE_MAX} characters."
        else:
            return title
        say([Line(reason, "! ", Tone.WARN)])
        text = read("Another name (Enter: none): ")


def _share(name: str, read: Read, say: Say) -> int:
    say([Line(f"The share of the hours of {name}: a whole number, against those of the other parts.")])
    while True:
        share = number_in(flat(read("Share (Enter: 1): ")) or "1", MAX_SHARE)
        if share:
            return share
        say([Line(f"A whole number from 1 to {MAX_SHARE} is wanted.", "! ", Tone.WARN)])
