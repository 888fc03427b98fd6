"""Asking for the shares of the parts. None, in place of what is asked for, is to go back."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.typed.line import Refused
from kpo_advisor.interview.typed.names import part_named
from kpo_advisor.interview.typed.shares import SHARES, in_whole_numbers, parts_of_whole, share_in_words, share_typed
from kpo_advisor.text.lines import Line

if TYPE_CHECKING:
    from kpo_advisor.interview.dialogues.talk import Talk
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.interview.typed.shares import Share

TOO_FINE = "Together the shares would be finer than can be kept; give a rounder one."
HUNDRED = 100
ALL = "all"
A_SOURCE = f"The number or the name of a part; or {ALL}: then each gives by its size."


def ask_share(talk: Talk, title: str, usual: Share | None) -> Share | None:
    """The share of a part; the usual one, where there is one, for Enter or where it is passed over."""
    talk.screen.say([Line(f"What share of the hours is {title}?")])
    offered = "" if usual is None else f" (Enter: {_offered(usual)})"
    while True:
        text = talk.ask(f"Share{offered}: ", SHARES)
        if text is Command.BACK:
            return None
        if usual is not None and (text is Command.SKIP or not text):
            return usual
        share = share_typed(str(text)) if text and text is not Command.SKIP else Refused((SHARES,))
        if not isinstance(share, Refused):
            return share
        talk.refuse(share.reasons)


def _offered(share: Share) -> str:
    return share_in_words(share) if isinstance(share, Fraction) else f"{share} of {HUNDRED}"


def ask_rest(talk: Talk, first: tuple[str, Share], rest: str) -> list[int] | None:
    """The shares of a part and of what is left beside it, which is what is missing to the whole or to a hundred."""
    title, share = first
    while True:
        of_rest = ask_share(talk, rest, _missing(share))
        if of_rest is None:
            return None
        if isinstance(share, int):
            known = [share, of_rest] if isinstance(of_rest, int) else in_whole_numbers([1 - of_rest, of_rest])
            if known is not None:
                return known
        elif of_rest in (1 - share, HUNDRED * (1 - share)):
            return in_whole_numbers([share, 1 - share])
        else:
            told = share_in_words(1 - share)
            talk.refuse((f"{title} leaves {told}. Enter takes that; b changes the share of {title}.",))


def _missing(share: Share) -> Share | None:
    """What is missing to the whole, or to a hundred: whoever says 60 means percent most often."""
    if isinstance(share, Fraction):
        return 1 - share
    return HUNDRED - share if share < HUNDRED else None


def ask_beside(talk: Talk, interview: Interview, title: str) -> list[int] | None:
    """The shares of the parts with one more beside them."""
    before = [part.share for part in interview.parts]
    alike = Fraction(1, len(before) + 1)
    while True:
        share = ask_share(talk, title, alike)
        if share is None:
            return None
        if isinstance(share, int):
            return [*before, share]
        shares = ask_source(talk, interview, share)
        if shares is not None:
            return shares


def ask_source(talk: Talk, interview: Interview, part: Fraction) -> list[int] | None:
    """The shares of the parts and of one more, a part of the whole, which is taken out of one of them or of all."""
    titles, whole = [known.title for known in interview.parts], parts_of_whole(interview.parts)
    usual = max(range(len(whole)), key=lambda at: (whole[at], at))
    offered = titles[usual] if whole[usual] > part else ALL
    rows = [f"{title}, {share_in_words(of)}" for title, of in zip(titles, whole, strict=True)]
    talk.screen.say(Line(row, f"  {at}  ") for at, row in enumerate(rows, start=1))
    while True:
        text = talk.ask(f"Out of which part is that taken (Enter: {offered}): ", A_SOURCE)
        if text is Command.BACK:
            return None
        by_itself = ALL if offered == ALL else str(usual + 1)
        left = _left(interview, part, by_itself if text is Command.SKIP or not text else str(text))
        shares = left if isinstance(left, Refused) else in_whole_numbers([*left, part])
        if isinstance(shares, list):
            return shares
        talk.refuse(shares.reasons if shares is not None else (TOO_FINE,))


def _left(interview: Interview, part: Fraction, name: str) -> list[Fraction] | Refused:
    """What is left of the parts where one more is taken out of the one that is named, or out of all."""
    whole = parts_of_whole(interview.parts)
    if name.casefold() == ALL:
        return [of * (1 - part) for of in whole]
    source = part_named(interview, name)
    if isinstance(source, Refused):
        return source
    if whole[source] <= part:
        title = interview.parts[source].title
        return Refused((f"{title} is {share_in_words(whole[source])}, and something of it must be left.",))
    return [of - part if at == source else of for at, of in enumerate(whole)]
