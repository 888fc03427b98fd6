"""What can be done to an interview; each move gives a new one and leaves the old as it was.

Every answer is looked at anew: what applies, what contradicts itself, what is certain, what to ask next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.interview.options import StopWhen
from kpo_advisor.interview.order import next_place, section_of
from kpo_advisor.interview.outlook import outlook_of
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Interview, Phase, Whereabouts, profile_of
from kpo_advisor.model.profile import Activity, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kpo_advisor.interview.options import Manner
    from kpo_advisor.interview.slots import Clash
    from kpo_advisor.model.questions import Answer


def begin(manner: Manner, given: Profile | None = None, left: Whereabouts | None = None) -> Interview:
    """A new interview, with the answers of a profile where one is given; its title is asked for if it has none.

    `left`: it goes on there. Places and contradictions that are none any more are passed over.
    """
    where = left if left is not None else Whereabouts()
    start = given if given is not None else Profile("")
    questions = manner.rulebook.questions
    apart = {id for id in where.differing if id in questions and not questions[id].whole} if start.activities else set()
    differing = frozenset(apart | {id for each in start.activities for id in each.answers})
    start = _handed_down(start, differing)
    outlook = outlook_of(manner.rulebook, start, differing)
    interview = Interview(
        manner,
        outlook,
        title=start.title or None,
        answers=dict(start.answers),
        notes=dict(start.notes),
        weights=dict(start.weights),
        parts=start.activities,
        differing=differing,
        accepted=where.accepted & {each.combination for each in outlook.clashes},
    )
    places = set(interview.places())
    trail = tuple(each for each in interview.places() if interview.answered(each) and each != where.at)
    queue = tuple(each for each in where.queue if each in places)
    interview = replace(interview, skipped=where.skipped & places, trail=trail, queue=queue)
    if interview.title is None:
        return interview
    if where.at in places and not interview.clashes():
        section = section_of(manner.rulebook)[where.at.question]
        return replace(interview, at=where.at, section=section, phase=Phase.QUESTION)
    return _ahead(interview)


def _handed_down(profile: Profile, differing: frozenset[str]) -> Profile:
    """What the parts answer apart is not common too: those without an answer of their own get the common one."""
    common = {id: each for id, each in profile.answers.items() if id in differing and each is not None}
    return replace(
        profile,
        answers={id: each for id, each in profile.answers.items() if id not in common},
        activities=tuple(replace(each, answers={**common, **each.answers}) for each in profile.activities),
    )


def titled(interview: Interview, title: str) -> Interview:
    """The work has this title."""
    named = replace(interview, title=title)
    return _ahead(named) if interview.phase is Phase.TITLE else named


def answered(interview: Interview, answer: Answer) -> Interview:
    """The place on the table has this answer; None: asked and not known."""
    place = _on_table(interview)
    after = _looked_at_anew(_with_answer(interview, place, answer))
    if not interview.answered(place) and after.outlook.clashes.keys() == interview.outlook.clashes.keys():
        after = _still_settled(interview, after)
    return _ahead(_left_behind(after, place))


def kept(interview: Interview) -> Interview:
    """The answer on the table stays as it is."""
    return _ahead(_left_behind(interview, _on_table(interview)))


def skipped(interview: Interview) -> Interview:
    """The place on the table stays unasked, and is not asked again by itself; an answer it had is taken out."""
    place = _on_table(interview)
    if interview.answered(place):
        interview = unanswered(interview, place)
    interview = replace(interview, skipped=interview.skipped | {place})
    return _ahead(_left_behind(interview, place))


def unanswered(interview: Interview, place: Slot) -> Interview:
    """The interview as it would be without the answer of a place."""
    return _looked_at_anew(_without_answer(interview, place))


def back(interview: Interview) -> Interview | None:
    """What was on the table before is on it again; None at the beginning."""
    places = set(interview.outlook.open) | {each for each in interview.places() if interview.answered(each)}
    trail = [each for each in interview.trail if each in places and each != interview.at]
    if not trail:
        return None
    return replace(interview, at=trail[-1], trail=tuple(trail[:-1]), phase=Phase.QUESTION)


def edited(interview: Interview, question: str) -> Interview:
    """The question is on the table, with its answer if it has one, in all parts where they differ."""
    places = [each for each in interview.places() if each.question == question]
    trail = interview.trail if interview.at is None else (*interview.trail, interview.at)
    return replace(
        interview,
        at=places[0],
        queue=(*places[1:], *(each for each in interview.queue if each.question != question)),
        trail=trail,
        phase=Phase.QUESTION,
    )


def noted(interview: Interview, question: str, note: str) -> Interview:
    """The question has one more note."""
    before = interview.notes.get(question)
    return replace(interview, notes={**interview.notes, question: f"{before} {note}" if before else note})


def accepted(interview: Interview, clash: Clash, question: str, note: str) -> Interview:
    """The contradiction stands, in all parts, with a note on one of its questions that says why."""
    stands = replace(interview, accepted=interview.accepted | {clash.combination})
    return _ahead(noted(stands, question, note))


def note_removed(interview: Interview, question: str) -> Interview:
    """The question has no note."""
    return replace(interview, notes={id: note for id, note in interview.notes.items() if id != question})


def gone_on(interview: Interview) -> Interview:
    """The end was offered, and the interview goes on for a fuller report."""
    return _ahead(replace(interview, goes_on=True))


def reviewed(interview: Interview) -> Interview:
    """No more questions: all answers are looked through."""
    return replace(interview, phase=Phase.REVIEW, at=None, queue=())


def finished(interview: Interview) -> Interview:
    """The answers stand."""
    return replace(interview, phase=Phase.DONE, at=None, queue=())


def part_added(interview: Interview, title: str, share: int) -> Interview:
    """The work has one more part, which has the common answers."""
    added = replace(interview, parts=(*interview.parts, Activity(title, share, {})))
    return _stays(_looked_at_anew(added))


def part_removed(interview: Interview, part: int) -> Interview:
    """The part is one no longer, and its own answers go with it; what no part answers apart is common again."""
    parts = tuple(each for at, each in enumerate(interview.parts) if at != part)
    answers = dict(interview.answers)
    if len(parts) == 1:
        # What is left is the whole work.
        answers, parts = {**answers, **parts[0].answers}, ()
    differing = interview.differing if parts else frozenset()

    def kept(places: Iterable[Slot]) -> Iterator[Slot]:
        for each in places:
            if each.part != part:
                yield _after(each, part, is_last=not parts)

    left = replace(
        interview,
        parts=parts,
        answers=answers,
        differing=differing,
        skipped=frozenset(kept(interview.skipped)),
        queue=tuple(dict.fromkeys(kept(interview.queue))),
        trail=tuple(dict.fromkeys(kept(interview.trail))),
    )
    return _ahead(_looked_at_anew(left))


def _after(place: Slot, removed: int, *, is_last: bool) -> Slot:
    """What a place of another part, or of all, is called after a part was taken out."""
    if place.part is None:
        return place
    return Slot(place.question, None if is_last else place.part - (place.part > removed))


def set_apart(interview: Interview, questions: Iterable[str]) -> Interview:
    """The parts answer these questions each for itself, beginning with the common answer; they are asked next."""
    chosen = [id for id in interview.rulebook.questions if id in set(questions)]
    common = {id: interview.answers[id] for id in chosen if id in interview.answers}
    apart = replace(
        interview,
        answers={id: each for id, each in interview.answers.items() if id not in common},
        parts=tuple(replace(each, answers={**common, **each.answers}) for each in interview.parts),
        differing=interview.differing | set(chosen),
    )
    apart = _looked_at_anew(apart)
    queue = [Slot(id, part) for id in chosen for part in range(len(apart.parts))]
    queue += [each for each in interview.queue if each.question not in chosen]
    return _ahead(replace(apart, queue=tuple(queue)))


def put_together(interview: Interview, question: str) -> Interview:
    """The parts have one answer to the question again, which is asked next; own ones that are not alike go."""
    own = [each.answers.get(question) for each in interview.parts]
    alike = {question: own[0]} if own[0] is not None and all(each == own[0] for each in own) else {}
    parts = tuple(
        replace(each, answers={id: answer for id, answer in each.answers.items() if id != question})
        for each in interview.parts
    )
    together = replace(
        interview,
        answers={**interview.answers, **alike},
        parts=parts,
        differing=interview.differing - {question},
        queue=tuple(each for each in interview.queue if each.question != question),
    )
    return replace(_looked_at_anew(together), at=Slot(question), phase=Phase.QUESTION)


def _on_table(interview: Interview) -> Slot:
    if interview.at is None:
        raise ValueError("no question is on the table")
    return interview.at


def _with_answer(interview: Interview, place: Slot, answer: Answer) -> Interview:
    return _replaced(interview, place, {**_answers(interview, place), place.question: answer})


def _without_answer(interview: Interview, place: Slot) -> Interview:
    left = {id: answer for id, answer in _answers(interview, place).items() if id != place.question}
    return _replaced(interview, place, left)


def _answers(interview: Interview, place: Slot) -> Mapping[str, Answer]:
    return interview.answers if place.part is None else interview.parts[place.part].answers


def _replaced(interview: Interview, place: Slot, answers: Mapping[str, Answer]) -> Interview:
    skips = interview.skipped - {place}
    if place.part is None:
        return replace(interview, answers=answers, skipped=skips)
    parts = list(interview.parts)
    parts[place.part] = replace(parts[place.part], answers=answers)
    return replace(interview, parts=tuple(parts), skipped=skips)


def _looked_at_anew(interview: Interview) -> Interview:
    outlook = outlook_of(interview.rulebook, profile_of(interview), interview.differing)
    found = replace(
        interview, outlook=outlook, accepted=interview.accepted & {each.combination for each in outlook.clashes}
    )
    # Declining to stop holds as long as there is reason to; after an edit it may be offered anew.
    return replace(found, goes_on=found.goes_on and found.can_end())


def _still_settled(before: Interview, after: Interview) -> Interview:
    """What was proved of all answers to what is left holds after one of them, also where it is not found anew."""
    if before.outlook.stop is None or after.outlook.stop is not None:
        return after
    return replace(after, outlook=replace(after.outlook, stop=before.outlook.stop), goes_on=before.goes_on)


def _left_behind(interview: Interview, place: Slot) -> Interview:
    trail = (*(each for each in interview.trail if each != place), place)
    section = interview.section
    if place not in interview.trail:  # an edit of an earlier answer does not change the subject
        section = section_of(interview.rulebook)[place.question]
    return replace(
        interview, trail=trail, section=section, queue=tuple(each for each in interview.queue if each != place)
    )


def _stays(interview: Interview) -> Interview:
    """The same page, where it still is one: the place is there, and the end may be offered as before."""
    gone = interview.phase is Phase.QUESTION and interview.at not in set(interview.places())
    return _ahead(interview) if gone or interview.phase is Phase.OFFER else interview


def _ahead(interview: Interview) -> Interview:
    """On to what comes next: a contradiction, what waits in the queue, the offer to stop, a question, the review."""
    if interview.clashes():
        return replace(interview, phase=Phase.CLASH, at=None)
    if interview.queue:
        return replace(interview, phase=Phase.QUESTION, at=interview.queue[0], queue=interview.queue[1:])
    stops = interview.manner.stop is StopWhen.CERTAIN and not interview.goes_on
    if stops and interview.left() and interview.can_end():
        return replace(interview, phase=Phase.OFFER, at=None)
    place = next_place(interview)
    if place is None:
        return replace(interview, phase=Phase.REVIEW, at=None)
    return replace(interview, phase=Phase.QUESTION, at=place)
