"""How an interview begins: with nothing, with a profile that is there, or where a draft was left."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.interview import moves
from kpo_advisor.interview.dialogues.talk import Leaving, Talk
from kpo_advisor.interview.drafts.draft import check_places, draft_of, drafts_in, load, new_of, save
from kpo_advisor.interview.drafts.opened import check_replaceable, fingerprint_of, loses_comments
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.state import profile_of
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.cli.interview_commands import Commands
    from kpo_advisor.interview.dialogues.talk import Screen
    from kpo_advisor.interview.drafts.draft import Draft
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

PROFILE = "work-profile.yaml"


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line asks for.

    `source` is the profile that is read, if one is, `sheets` those whose answers are put into it, and `output` where
    the profile goes at the end. `replaces`: it goes to where it was read. `takes_all`: also what no question is about
    is taken over. `asks_again`: what is unknown is asked again first. `is_named_later`: nobody said where it goes, so
    that it is called after its title where there is another profile already.
    """

    output: str
    source: str | None = None
    sheets: tuple[str, ...] = ()
    replaces: bool = False
    takes_all: bool = False
    is_resumed: bool = False
    asks_again: bool = False
    is_forced: bool = False
    is_named_later: bool = False

    @property
    def gives_way(self) -> bool:
        """Whether another profile is there, beside which this one gets a name of its own."""
        return self.is_named_later and not self.is_forced and os.path.lexists(self.output)

    def check(self, commands: Commands) -> None:
        """Raise KpoAdvisorError where the profile or its draft cannot be written to their places, or may not be."""
        check_places(self.output, commands.resume(), commands.another(), is_resumed=self.is_resumed)
        if self.replaces:
            check_replaceable(self.output)
        elif not self.is_resumed:
            self.check_new(commands)

    def check_new(self, commands: Commands) -> None:
        """Raise KpoAdvisorError where a file is there that nobody said may be written over."""
        if os.path.lexists(self.output) and not (self.is_forced or self.gives_way):
            raise KpoAdvisorError(
                f"{self.output} exists already. Go on with what is in it: {commands.open()}; or choose another "
                "--output, or write over it with --force."
            )


@dataclass(frozen=True, slots=True)
class Beginning:
    """An interview as it begins; `opened` is the fingerprint of the file that it is to replace, empty if there is none.

    `unchanged` is the profile of that file, as it is written if nothing is changed; None where that is not known.
    """

    interview: Interview
    opened: str = ""
    unchanged: Profile | None = None


def start_of(
    profile: str | None,
    output: str | None,
    answers: Sequence[str],
    *,
    is_resumed: bool,
    asks_again: bool,
    is_forced: bool,
) -> Start:
    """What is asked for. Raises KpoAdvisorError for what does not go together, or where no one draft is meant."""
    if is_resumed:
        if answers:
            raise KpoAdvisorError("--resume goes on with the answers of the draft, and --answers begins with others.")
        if profile is not None and output is not None:
            raise KpoAdvisorError(f"--resume goes on with the draft of {output}; leave out {profile}.")
        given = output or profile or _only_draft()
        later = given == PROFILE
        return Start(given, is_resumed=True, asks_again=asks_again, is_forced=is_forced, is_named_later=later)
    if profile == "-":
        raise KpoAdvisorError("The interview talks on the terminal; give a file to go on with.")
    if profile is None and len(answers) > 1:
        raise KpoAdvisorError("Name the profile that these answers are put into, before --answers.")
    if asks_again and profile is None and not answers:
        raise KpoAdvisorError("--unknowns asks again what a profile leaves unknown: name the profile before it.")
    source, sheets = (profile, tuple(answers)) if profile is not None else (next(iter(answers), None), ())
    return Start(
        output or profile or PROFILE,
        source,
        sheets,
        replaces=profile is not None and output is None,
        takes_all=profile is not None,
        asks_again=asks_again,
        is_forced=is_forced,
        is_named_later=output is None and profile is None,
    )


def _only_draft() -> str:
    """The profile whose draft is the only one in the folder."""
    found = drafts_in(os.curdir)
    if len(found) == 1:
        return found[0]
    if not found:
        raise KpoAdvisorError(
            "There is no draft to go on with in this folder. Name the profile that the interview was for: "
            "kpo-advisor interview --resume --output FILE"
        )
    commands = "; ".join(shlex.join(("kpo-advisor", "interview", "--resume", "--output", name)) for name in found)
    raise KpoAdvisorError(f"There are {len(found)} drafts in this folder. Go on with one of them: {commands}")


def given_by(start: Start, rulebook: Rulebook) -> Profile | None:
    """The profile whose answers are taken over, if there is one, with those of sheets, which are told.

    Raises UnreadableInput with every fault.
    """
    if start.source is None:
        return None
    from kpo_advisor.cli.failures import say
    from kpo_advisor.cli.loading import Changes, load_one
    from kpo_advisor.files.own_output import claim

    claim(draft_of(start.output))
    claim(new_of(draft_of(start.output)))
    before, given = load_one(start.source, rulebook, Changes((), (), sheets=start.sheets))
    if start.sheets:
        say(_taken_over(start.sheets, before, given, rulebook))
    return given if start.takes_all else replace(given, expect=None)


def _taken_over(sheets: Sequence[str], before: Profile, after: Profile, rulebook: Rulebook) -> str:
    """Which questions have the answers of sheets now, as a sentence."""
    answers = [(before.answers, after.answers)]
    answers += [(old.answers, now.answers) for old, now in zip(before.activities, after.activities, strict=True)]
    new = {id for old, now in answers for id in now if id not in old or old[id] != now[id]}
    labels = [question.label for id, question in rulebook.questions.items() if id in new]
    return f"Taken over from {listed(sheets)}: {listed(labels) if labels else 'nothing that was not there already'}."


def begun(
    start: Start, given: Profile | None, options: Options, commands: Commands, screen: Screen
) -> Beginning | None:
    """The interview as it begins; None where it is left already, since not all of a draft fits.

    Raises KpoAdvisorError where a draft cannot be read or gone on with.
    """
    found = _resumed(start, options, commands, screen) if start.is_resumed else _opened(start, given, options)
    if found is None:
        return None
    if start.gives_way and not found.opened:
        screen.say([Line(f"{start.output} is there already: this profile will be a file named after its title.")])
    if found.opened and loses_comments(start.output):
        screen.say(_comments_are_lost(start.output, commands))
    if not start.asks_again:
        return found
    again = moves.asked_again(found.interview)
    if again.queue == found.interview.queue:
        screen.say([Line("Nothing that was answered is unknown.")])
    return replace(found, interview=again)


def _opened(start: Start, given: Profile | None, options: Options) -> Beginning:
    interview = moves.begin(options, given)
    if start.replaces:
        is_as_read = given is not None and not given.outdated and not start.sheets
        unchanged = profile_of(interview) if is_as_read else None
        return Beginning(interview, fingerprint_of(start.output), unchanged)
    if given is not None:
        save(interview, draft_of(start.output))
    return Beginning(interview)


def _resumed(start: Start, options: Options, commands: Commands, screen: Screen) -> Beginning | None:
    draft = load(draft_of(start.output), options.rulebook)
    if not draft.opened:
        start.check_new(commands)
    if draft.begun_with and not _goes_on(draft, options.rulebook, screen):
        return None
    return Beginning(moves.begin(options, draft.profile, draft.left), draft.opened)


def _goes_on(draft: Draft, rulebook: Rulebook, screen: Screen) -> bool:
    """Say what of an older draft does not fit; whether the interview goes on without it."""
    here = f"The draft was begun with {draft.begun_with}, this is {rulebook.name} {rulebook.version}."
    if not draft.left_out:
        screen.say([Line(f"{here} All of it fits.")])
        return True
    screen.say([Line(f"{here} This does not fit:", tone=Tone.WARN)])
    screen.say(Line(what, "  - ") for what in draft.left_out)
    try:
        return Talk(screen).is_sure(["Going on leaves this out of the draft; it is asked anew where it matters."])
    except Leaving:
        return False


def _comments_are_lost(output: str, commands: Commands) -> list[Line]:
    lost = f"{output} has comments, and they are lost where it is replaced at the end."
    return [Line(f"{lost} To keep them, write another file:", "! ", Tone.WARN), Line(commands.elsewhere(output), "  ")]


def no_terminal(rulebook: Rulebook, given: Profile | None, source: str | None) -> Exception:
    """What to say where nobody can be asked: which answers are missing, and how to give them."""
    state = moves.begin(Options(rulebook), given)
    found = state.not_ruled_out(filter(state.can_matter, state.left()))
    missing = list(dict.fromkeys(place.question for place in found))
    open_now = "No unanswered question can change the first place any more."
    if missing:
        open_now = f"{len(missing)} unanswered questions can still change the first place: {', '.join(missing)}."
    example = missing[0] if missing else "QUESTION"
    file = "profile.yaml" if source is None else shlex.quote(source)
    blank = "" if source is not None else f" (kpo-advisor init {file} makes a blank one)"
    return KpoAdvisorError(
        f"The interview needs a terminal, and nothing was asked or guessed. {open_now} Write the answers into "
        f"{file}{blank} and run: kpo-advisor recommend {file}; or give single ones with --set {example}=ANSWER."
    )
