"""What can be done to an interview; each move gives a new one and leaves the old as it was.

Every answer is looked at anew: what applies, what contradicts itself, what is certain, what to ask next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.engine.truth import FALSE
from kpo_advisor.interview.applying import applies
from kpo_advisor.interview.closing import for_the_report
from kpo_advisor.interview.foresight import conditional_places, looked_ahead
from kpo_advisor.interview.numbering import put_on_table, with_next
from kpo_advisor.interview.options import StopWhen
from kpo_advisor.interview.order import needed_first, next_place
from kpo_advisor.interview.outlook import outlook_of
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Interview, Phase, Whereabouts, profile_of
from kpo_advisor.model.profile import Activity, Profile

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from kpo_advisor.interview.options import Options
    from kpo_advisor.interview.slots import Clash
    from kpo_advisor.model.questions import Answer


def begin(options: Options, given: Profile | None = None, left: Whereabouts | None = None) -> Interview:
    """A new interview, with the answers of a profile where one is given; its title is asked for if it has none.

    `left`: it goes on there. Places and contradictions that are none any more are passed over.
    """
    where = left if left is not None else Whereabouts()
    start = given if given is not None else Profile("")
    questions = options.rulebook.questions
    apart = {id for id in where.differing if id in questions and not questions[id].whole and start.activities}
    differing = frozenset(apart.union(*(activity.answers for activity in start.activities)))
    common = {id: answer for id, answer in start.answers.items() if id in differing and answer is not None}
    start = _handed_down(start, common)
    outlook = outlook_of(options.rulebook, start, differing)
    interview = Interview(
        options,
        outlook,
        replace(start, title="", answers=common, notes={}, weights={}, activities=(), file=None, outdated=()),
        title=start.title or None,
        answers=dict(start.answers),
        notes=dict(start.notes),
        weights=dict(start.weights),
        parts=start.activities,
        differing=differing,
        accepted=where.accepted & {clash.combination for clash in outlook.clashes},
        declined=where.declined,
        nears_end=where.nears_end,
    )
    places = set(interview.places())
    trail = tuple(place for place in filter(interview.answered, interview.places()) if place != where.at)
    queue = tuple(place for place in where.queue if place in places)
    asked = with_next(filter(questions.__contains__, where.asked), [place.question for place in trail])
    interview = replace(interview, skipped=where.skipped & places, trail=trail, queue=queue, asked=asked)
    interview = replace(interview, goes_on=where.goes_on and interview.can_end())
    if interview.title is None:
        return interview
    if where.at in places and not interview.clashes():
        section = questions[where.at.question].section
        return put_on_table(replace(interview, section=section), where.at)
    return ahead(interview)


def _handed_down(profile: Profile, common: Mapping[str, Answer]) -> Profile:
    """What the parts answer apart is not common too: those without an answer of their own get the common one."""
    return replace(
        profile, answers=without(profile.answers, common), activities=with_common(common, profile.activities)
    )


def with_common(common: Mapping[str, Answer], activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """The activities, with the common answers where they have none of their own."""
    return tuple(replace(activity, answers={**common, **activity.answers}) for activity in activities)


def without(answers: Mapping[str, Answer], questions: Container[str]) -> dict[str, Answer]:
    """The answers to all other questions."""
    return {id: answer for id, answer in answers.items() if id not in questions}


def about_others(places: Iterable[Slot], questions: Container[str]) -> tuple[Slot, ...]:
    """The places that are not about the questions."""
    return tuple(place for place in places if place.question not in questions)


def titled(interview: Interview, title: str) -> Interview:
    """The work has this title."""
    named = replace(interview, title=title)
    return ahead(named) if interview.phase is Phase.TITLE else named


def answered(interview: Interview, answer: Answer) -> Interview:
    """The place on the table has this answer; None: asked and not known."""
    place = on_table(interview)
    after = _with_answers(interview, place, {**_answers(interview, place), place.question: answer})
    if not interview.answered(place) and after.outlook.clashes.keys() == interview.outlook.clashes.keys():
        after = _still_settled(interview, after)
    return ahead(_left_behind(after, place))


def on_table(interview: Interview) -> Slot:
    """The place on the table. Raises ValueError where there is none."""
    if interview.at is None:
        raise ValueError("no question is on the table")
    return interview.at


def kept(interview: Interview) -> Interview:
    """The answer on the table stays as it is."""
    return ahead(_left_behind(interview, on_table(interview)))


def skipped(interview: Interview) -> Interview:
    """The place on the table stays unasked, and is not asked again by itself; an answer it had is taken out."""
    place = on_table(interview)
    if interview.answered(place):
        interview = unanswered(interview, place)
    interview = replace(interview, skipped=interview.skipped | {place})
    return ahead(_left_behind(interview, place))


def unanswered(interview: Interview, place: Slot) -> Interview:
    """The interview as it would be without the answer of a place."""
    return _with_answers(interview, place, without(_answers(interview, place), {place.question}))


def back(interview: Interview) -> Interview | None:
    """What was on the table before is on it again; None at the beginning."""
    places = {*interview.outlook.open, *filter(interview.answered, interview.places())} - {interview.at}
    trail = [place for place in interview.trail if place in places]
    if not trail:
        return None
    return put_on_table(replace(interview, trail=tuple(trail[:-1])), trail[-1])


def edited(interview: Interview, question: str) -> Interview:
    """The question is on the table, with its answer if it has one, in all parts where they differ."""
    places = [place for place in interview.places() if place.question == question]
    trail = interview.trail if interview.at is None else (*interview.trail, interview.at)
    queue = (*places[1:], *about_others(interview.queue, {question}))
    return put_on_table(replace(interview, queue=queue, trail=trail), places[0])


def noted(interview: Interview, question: str, note: str) -> Interview:
    """The question has one more note."""
    before = interview.notes.get(question)
    return replace(interview, notes={**interview.notes, question: f"{before} {note}" if before else note})


def accepted(interview: Interview, clash: Clash, question: str, note: str) -> Interview:
    """The contradiction stands, in all parts, with a note on one of its questions that says why."""
    stands = replace(interview, accepted=interview.accepted | {clash.combination})
    return ahead(noted(stands, question, note))


def asked_again(interview: Interview) -> Interview:
    """What is unknown or not settled is asked again, before anything else."""
    again = tuple(filter(interview.answered, interview.outlook.open))
    waiting = replace(interview, queue=(*again, *(place for place in interview.queue if place not in again)))
    return waiting if interview.phase is Phase.TITLE else ahead(waiting)


def left_standing(interview: Interview, clash: Clash) -> Interview:
    """The contradiction stands for now, in all parts, and nobody said why."""
    return ahead(replace(interview, accepted=interview.accepted | {clash.combination}))


def note_removed(interview: Interview, question: str) -> Interview:
    """The question has no note."""
    return replace(interview, notes={id: note for id, note in interview.notes.items() if id != question})


def gone_on(interview: Interview) -> Interview:
    """The end was offered, and the interview goes on for a fuller report: a few questions, and then the review."""
    return ahead(replace(interview, goes_on=True, queue=for_the_report(interview)))


def asked_about_conditions(interview: Interview) -> Interview:
    """The end was offered on conditions, and what these are about is asked next, and nothing else before."""
    return ahead(replace(interview, queue=conditional_places(interview)))


def declined(interview: Interview) -> Interview:
    """The end was offered on conditions, and the interview goes on; it is offered anew on fewer ones."""
    stop = interview.outlook.on_conditions
    count = {} if stop is None else {stop.alternative: len(stop.provisos)}
    outlook = replace(interview.outlook, on_conditions=None)
    return ahead(replace(interview, declined={**interview.declined, **count}, outlook=outlook, nears_end=False))


def reviewed(interview: Interview) -> Interview:
    """No more questions: all answers are looked through."""
    return replace(interview, phase=Phase.REVIEW, at=None, queue=())


def finished(interview: Interview) -> Interview:
    """The answers stand."""
    return replace(interview, phase=Phase.DONE, at=None, queue=())


def still_asked(interview: Interview) -> tuple[Slot, ...]:
    """What waits in the queue, without the questions that do not apply as things stand and have no answer."""
    return tuple(place for place in interview.queue if interview.answered(place) or applies(interview, place) != FALSE)


def _answers(interview: Interview, place: Slot) -> Mapping[str, Answer]:
    return interview.answers if place.part is None else interview.parts[place.part].answers


def _with_answers(interview: Interview, place: Slot, answers: Mapping[str, Answer]) -> Interview:
    skips = interview.skipped - {place}
    if place.part is None:
        return looked_at_anew(replace(interview, answers=answers, skipped=skips))
    parts = list(interview.parts)
    parts[place.part] = replace(parts[place.part], answers=answers)
    return looked_at_anew(replace(interview, parts=tuple(parts), skipped=skips))


def looked_at_anew(interview: Interview) -> Interview:
    """The interview with what follows from its answers."""
    outlook = outlook_of(interview.rulebook, profile_of(interview), interview.differing)
    accepted = interview.accepted & {clash.combination for clash in outlook.clashes}
    found = replace(interview, outlook=outlook, accepted=accepted)
    # Declining to stop holds as long as there is reason to; after an edit it may be offered anew.
    return replace(found, goes_on=found.goes_on and found.can_end())


def _still_settled(before: Interview, after: Interview) -> Interview:
    """What was proved of all answers to what is left holds after one of them, also where it is not found anew."""
    if before.outlook.stop is None or after.outlook.stop is not None:
        return after
    return replace(after, outlook=replace(after.outlook, stop=before.outlook.stop), goes_on=before.goes_on)


def _left_behind(interview: Interview, place: Slot) -> Interview:
    trail = (*(before for before in interview.trail if before != place), place)
    section = interview.section
    if place not in interview.trail:  # an edit of an earlier answer does not change the subject
        section = interview.rulebook.questions[place.question].section
    queue = tuple(waiting for waiting in interview.queue if waiting != place)
    return replace(interview, trail=trail, section=section, queue=queue)


def ahead(interview: Interview) -> Interview:
    """On to what comes next: a contradiction, what waits in the queue, the offer to stop, a question, the review."""
    if interview.clashes():
        return replace(interview, phase=Phase.CLASH, at=None)
    interview = replace(interview, queue=still_asked(interview))
    if interview.queue:
        return put_on_table(replace(interview, queue=interview.queue[1:]), interview.queue[0])
    stops = interview.options.stop is StopWhen.CERTAIN and interview.left() and interview.can_end()
    if stops and not needed_first(interview):
        return replace(interview, phase=Phase.REVIEW if interview.goes_on else Phase.OFFER, at=None)
    if interview.nears_end:
        interview = looked_ahead(interview)
        if interview.outlook.on_conditions is not None:
            return replace(interview, phase=Phase.OFFER, at=None)
    place = next_place(interview)
    if place is None:
        return replace(interview, phase=Phase.REVIEW, at=None)
    return put_on_table(interview, place)
