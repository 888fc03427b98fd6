"""`kpo-advisor interview`: ask until the first place is certain, then recommend."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.file_output import claimed
from kpo_advisor.cli.options import Plain, Rules
from kpo_advisor.cli.streams import is_terminal
from kpo_advisor.interview.options import Order, StopWhen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.cli.interview_end import Commands
    from kpo_advisor.cli.signals import Signals
    from kpo_advisor.interview.driver import Driver
    from kpo_advisor.interview.options import Options
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

PROFILE = "work-profile.yaml"


def interview(
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where the profile is written at the end.", callback=claimed
        ),
    ] = PROFILE,
    answers: Annotated[
        str | None,
        typer.Option("--answers", metavar="FILE", help="A profile whose answers are taken over; the rest is asked."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the draft of an interview left before.")] = False,
    order: Annotated[
        Order, typer.Option("--order", help="Ask what can change most, or in the order of the questionnaire.")
    ] = Order.ADAPTIVE,
    stop: Annotated[
        StopWhen, typer.Option("--stop", help="Offer to stop as soon as the first place is certain, or never.")
    ] = StopWhen.CERTAIN,
    rules: Rules = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a profile that exists.")] = False,
    plain: Plain = False,
) -> None:
    """Ask in a terminal, then recommend. It ends as soon as no answer can change the first place."""
    signals = None
    if is_terminal(sys.stdin, sys.stdout):
        from kpo_advisor.cli.signals import Signals

        signals = Signals()
    from kpo_advisor.cli.interview_end import Commands, written
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.errors import KpoAdvisorError
    from kpo_advisor.interview.draft import check_places, draft_of, locked
    from kpo_advisor.interview.options import Options

    rulebook = load_rules(rules)
    given = _given(answers, rulebook, output)
    if signals is None:
        raise _no_terminal(rulebook, given, answers)
    if resume and answers is not None:
        raise KpoAdvisorError("--resume goes on with the answers of the draft, and --answers begins with others.")
    check_places(output, Commands(output).resume(), is_resumed=resume, is_forced=force)
    options = (*_repeated("--order", order, Order.ADAPTIVE), *_repeated("--stop", stop, StopWhen.CERTAIN))
    commands = Commands(output, _repeated("--rules", rules, None), options)
    try:
        with locked(draft_of(output)):
            begun = _begun(Options(rulebook, order, stop), output, given, is_resumed=resume)
            driver = _held(begun, commands, signals, is_plain=plain)
            profile = written(driver, commands, is_forced=force)
            _show(profile, rulebook, commands, is_plain=plain)
    finally:
        signals.are_ignored()


def _given(answers: str | None, rulebook: Rulebook, output: str) -> Profile | None:
    if answers is None:
        return None
    from kpo_advisor.cli.loading import say_outdated
    from kpo_advisor.files.own_output import claim
    from kpo_advisor.interview.draft import draft_of, new_of
    from kpo_advisor.profiles.profile import load_profile

    claim(draft_of(output))
    claim(new_of(draft_of(output)))
    given = load_profile(answers, rulebook)
    say_outdated(given.outdated)
    return given


def _no_terminal(rulebook: Rulebook, given: Profile | None, answers: str | None) -> Exception:
    """What to say where nobody can be asked: which answers are missing, and how to give them."""
    from kpo_advisor.errors import KpoAdvisorError
    from kpo_advisor.interview.moves import begin
    from kpo_advisor.interview.options import Options

    state = begin(Options(rulebook), given)
    found = state.not_ruled_out(filter(state.can_matter, state.left()))
    missing = list(dict.fromkeys(place.question for place in found))
    open_now = "No unanswered question can change the first place any more."
    if missing:
        open_now = f"{len(missing)} unanswered questions can still change the first place: {', '.join(missing)}."
    example = missing[0] if missing else "QUESTION"
    file = "profile.yaml" if answers is None else shlex.quote(answers)
    blank = "" if answers is not None else f" (kpo-advisor init {file} makes a blank one)"
    return KpoAdvisorError(
        f"The interview needs a terminal, and nothing was asked or guessed. {open_now} Write the answers into "
        f"{file}{blank} and run: kpo-advisor recommend {file}; or give single ones with --set {example}=ANSWER."
    )


def _begun(options: Options, output: str, given: Profile | None, *, is_resumed: bool) -> Interview:
    from kpo_advisor.interview.draft import draft_of, load, save
    from kpo_advisor.interview.moves import begin

    if is_resumed:
        return begin(options, *load(draft_of(output), options.rulebook))
    begun = begin(options, given)
    if given is not None:
        save(begun, draft_of(output))
    return begun


def _held(begun: Interview, commands: Commands, signals: Signals, *, is_plain: bool) -> Driver:
    """The interview as it ended; where it is left before its end, how to go on is said, and the command ends."""
    from kpo_advisor.cli.exits import FINE, INTERRUPTED
    from kpo_advisor.cli.interview_end import say_how_to_go_on
    from kpo_advisor.cli.interview_screen import Terminal
    from kpo_advisor.interview.draft import draft_of, save
    from kpo_advisor.interview.driver import Driver

    terminal = Terminal(begun.rulebook, is_plain, signals)
    signals.are_handled_by(terminal.call_off)
    driver = Driver(begun, terminal, lambda interview: save(interview, draft_of(commands.output)))
    try:
        if driver.run():
            signals.are_handled_by(signals.end)
            return driver
        code = FINE
    except KeyboardInterrupt:
        code = INTERRUPTED
    signals.are_ignored()  # it is ending, and a closed terminal is told more than once
    say_how_to_go_on(driver, commands)
    raise typer.Exit(code)


def _show(profile: Profile, rulebook: Rulebook, commands: Commands, *, is_plain: bool) -> None:
    """Show the page, and by which commands it comes again."""
    from kpo_advisor.advice.recommend import recommend
    from kpo_advisor.cli.interview_screen import write_or_end
    from kpo_advisor.cli.output import terminal_lines
    from kpo_advisor.reports.page.page import page
    from kpo_advisor.text.lines import GAP, Line

    found = page(recommend(profile, rulebook), rulebook)
    more = [
        GAP,
        Line(f"The profile is in {commands.output}. The same result again: {commands.recommend()}"),
        Line(f"As a file to hand on: {commands.recommend('--format', 'markdown', '--output', 'report.md')}"),
    ]
    write_or_end([GAP, *terminal_lines([found], is_plain=is_plain), *more], is_plain=is_plain)


def _repeated(option: str, value: object, usual: object) -> Sequence[str]:
    """An option as it is typed again; nothing where it has its usual value."""
    return () if value == usual else (option, str(value))
