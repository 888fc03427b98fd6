"""What a sheet asks one person: of a profile, what is open and can still matter; without one, all that they know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.questions import is_plain
from kpo_advisor.reports.sheets.effects import completes, may_change
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Person, Question
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on a sheet: for the whole work, or for an activity, whose title it has.

    `for_others`: it is for the activities that have no answer of their own. `may_change` says in one sentence what the
    answer could change, nothing where that was not worked out. `so_far` is what is known of the answer: None nothing,
    else a set of answers; `is_unknown`: it was asked before, and nobody knew.
    """

    question: Question
    activity: str | None = None
    for_others: bool = False
    may_change: str = ""
    so_far: Answer = None
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person is asked about a piece of work.

    `deciding` may change what comes first, what moves most first; `completing` cannot, but the rest of the report may
    depend on it. Without a profile (`title` None) all stands in `deciding`, in the questionnaire's order.
    `left_out` are open questions of this person on which nothing depends any more. `activities` are those of the
    profile, each with its share.
    """

    person: Person
    rulebook: Rulebook
    title: str | None
    activities: tuple[tuple[str, int], ...]
    deciding: tuple[Asked, ...]
    completing: tuple[Asked, ...] = ()
    left_out: int = 0

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that is asked, in its order."""
        return self.deciding + self.completing

    @property
    def heading(self) -> str:
        """What the sheet is called: `Questions for counsel: Quarterly reports`."""
        about = f": {self.title}" if self.title is not None else ""
        return f"Questions for {self.person.label}{about}"


def person_called(name: str, rulebook: Rulebook) -> Person:
    """The one of the rulebook's people of this id or label. Raises KpoAdvisorError where there is none."""
    known = who_answers(rulebook)
    for person in rulebook.people.values():
        if name.casefold() in (person.id.casefold(), person.label.casefold()):
            if person in known:
                return person
            raise KpoAdvisorError(f"The questionnaire has no question that {person.label} could answer.")
    names = [name for person in known for name in (person.id, person.label)]
    hint = did_you_mean(name, names) or f"There are {', '.join(person.id for person in known)}."
    raise KpoAdvisorError(f"Nobody called {quoted(name)} answers questions. {hint}")


def who_answers(rulebook: Rulebook) -> tuple[Person, ...]:
    """Those who know the answer to some question, in the order of the rulebook's people."""
    knowing = {person for question in rulebook.questions.values() for person in question.who_knows}
    return tuple(person for person in rulebook.people.values() if person in knowing)


def blank_sheet(person: Person, rulebook: Rulebook) -> Sheet:
    """All that somebody knows, whatever the work is."""
    asked = tuple(Asked(question) for question in rulebook.questions.values() if person in question.who_knows)
    return Sheet(person, rulebook, None, (), asked)


def sheet_of(person: Person, given: Recommendation, profile: Profile, rulebook: Rulebook) -> Sheet:
    """What somebody knows of what is still open in a profile, as far as something depends on it."""
    mine = [open for open in given.open_questions if person in rulebook.questions[open.question].who_knows]
    deciding = [open.question for open in mine if open.can_change_first]
    others = [open.question for open in mine if not open.can_change_first]
    completing = [id for id in others if completes(given, rulebook, id)]

    def asked(ids: Iterable[str]) -> tuple[Asked, ...]:
        return tuple(
            one for id in ids for one in _asked(rulebook.questions[id], profile, may_change(given, rulebook, id))
        )

    activities = tuple((activity.title, activity.share) for activity in profile.activities)
    return Sheet(
        person, rulebook, profile.title, activities, asked(deciding), asked(completing), len(others) - len(completing)
    )


def _asked(question: Question, profile: Profile, says: str) -> Iterator[Asked]:
    """A question once for the whole, or for all activities without an answer of their own, and once for each other."""
    own = [activity for activity in profile.activities if question.id in activity.answers]
    if (not own or len(own) < len(profile.activities)) and not is_plain(profile.answers.get(question.id)):
        is_unknown = question.id in profile.answers
        yield Asked(question, None, bool(own), says, profile.answers.get(question.id), is_unknown)
    for activity in own:
        if not is_plain(activity.answers[question.id]):
            yield Asked(question, activity.title, False, says, activity.answers[question.id], True)
