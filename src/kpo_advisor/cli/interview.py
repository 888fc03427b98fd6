"""`kpo-advisor interview`: ask until the first place is certain, then recommend."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.file_output import claimed
from kpo_advisor.cli.options import Plain, Rules
from kpo_advisor.cli.streams import is_terminal
from kpo_advisor.interview.options import Order, StopWhen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.cli.interview_commands import Commands
    from kpo_advisor.cli.interview_end import Ending
    from kpo_advisor.cli.interview_start import Start
    from kpo_advisor.cli.signals import Signals
    from kpo_advisor.interview.options import Options
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook


def _claimed(context: typer.Context, output: str | None) -> str | None:
    return None if output is None else claimed(context, output)


def interview(
    profile: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROFILE]",
            help="A profile to go on with; at the end it is replaced, after asking, or left where --output is another.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where the profile is written at the end; without, to the profile given, or to "
            "work-profile.yaml, or where that is there already to a file named after the title.",
            callback=_claimed,
        ),
    ] = None,
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Answers that are taken over: a sheet that came back, put into the profile given (repeatable), or "
            "without one a profile to begin with.",
        ),
    ] = None,
    unknowns: Annotated[
        bool, typer.Option("--unknowns", help="Ask again first what is unknown, or not settled, in the answers there.")
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on with the draft of an interview left before; the only one in the folder."),
    ] = False,
    order: Annotated[
        Order, typer.Option("--order", help="Ask what can change most, or in the order of the questionnaire.")
    ] = Order.ADAPTIVE,
    stop: Annotated[
        StopWhen, typer.Option("--stop", help="Offer to stop as soon as the first place is certain, or never.")
    ] = StopWhen.CERTAIN,
    rules: Rules = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a profile that exists, without asking.")] = False,
    plain: Plain = False,
) -> None:
    """Ask in a terminal, then recommend. It ends as soon as no answer can change the first place."""
    signals = None
    if is_terminal(sys.stdin, sys.stdout):
        from kpo_advisor.cli.signals import Signals

        signals = Signals()
    from kpo_advisor.cli.interview_commands import Commands
    from kpo_advisor.cli.interview_start import given_by, no_terminal, start_of
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.interview.drafts.draft import draft_of
    from kpo_advisor.interview.drafts.lock import locked
    from kpo_advisor.interview.options import Options

    start = start_of(profile, output, answers or (), is_resumed=resume, asks_again=unknowns, is_forced=force)
    rulebook = load_rules(rules)
    given = given_by(start, rulebook)
    if signals is None:
        raise no_terminal(rulebook, given, start.source)
    repeated = (*_repeated("--order", order, Order.ADAPTIVE), *_repeated("--stop", stop, StopWhen.CERTAIN))
    commands = Commands(start.output, _repeated("--rules", rules, None), repeated)
    start.check(commands)
    try:
        with locked(draft_of(start.output), commands.another()):
            ending = _led(start, given, Options(rulebook, order, stop), commands, signals, is_plain=plain)
            shown = replace(commands, output=ending.output)
            _show(ending.written(), ending.told, rulebook, shown, is_plain=plain)
    finally:
        signals.are_ignored()


def _led(
    start: Start, given: Profile | None, options: Options, commands: Commands, signals: Signals, *, is_plain: bool
) -> Ending:
    """The interview at its end, when the profile may be written; where it is left before, the command ends."""
    from kpo_advisor.cli.exits import FINE, INTERRUPTED
    from kpo_advisor.cli.interview_end import Ending, say_how_to_go_on
    from kpo_advisor.cli.interview_screen import Terminal
    from kpo_advisor.cli.interview_start import begun

    terminal, ending, code = Terminal(options.rulebook, is_plain, signals), None, FINE
    signals.are_handled_by(terminal.call_off)
    try:
        beginning = begun(start, given, options, commands, terminal)
        ending = Ending.of(beginning, start, commands, terminal) if beginning is not None else None
        if ending is not None and ending.driver.run() and ending.is_wanted(terminal):
            signals.are_handled_by(signals.end)
            return ending.named()
    except KeyboardInterrupt:
        code = INTERRUPTED
    signals.are_ignored()  # it is ending, and a closed terminal is told more than once
    say_how_to_go_on(ending, commands)
    raise typer.Exit(code)


def _show(profile: Profile, told: str, rulebook: Rulebook, commands: Commands, *, is_plain: bool) -> None:
    """Show the page, where the profile is, by which commands the page comes again, each on its own line.

    The answer is said last once more: the head of the page has left a small screen by then.
    """
    from kpo_advisor.advice.recommend import recommend
    from kpo_advisor.cli.interview_screen import write_or_end
    from kpo_advisor.cli.output import terminal_lines, width
    from kpo_advisor.reports.page.headline import headline
    from kpo_advisor.reports.page.page import page
    from kpo_advisor.text.escape import clean
    from kpo_advisor.text.lines import GAP, STRONG, Line, readable, wrapped
    from kpo_advisor.text.phrases import inside_a_sentence

    recommended = recommend(profile, rulebook, with_flips=False)
    found = page(recommended, rulebook)
    answer = wrapped(f"The answer: {clean(inside_a_sentence(headline(recommended, rulebook)))}", readable(width()))
    more = [
        *(GAP, Line(clean(told))),
        *(Line("The same result again:"), Line(clean(commands.recommend()))),
        *(Line("As a document to hand on:"), Line(clean(commands.report()))),
        *(GAP, *(Line(line, tone=STRONG) for line in answer)),
    ]
    write_or_end([GAP, *terminal_lines([found], is_plain=is_plain), *more], is_plain=is_plain)


def _repeated(option: str, value: object, usual: object) -> Sequence[str]:
    """An option as it is typed again; nothing where it has its usual value."""
    return () if value == usual else (option, str(value))
