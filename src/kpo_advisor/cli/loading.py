"""Loading what a command is about: the rulebook, and profiles with what the command line changes in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kpo_advisor.model.finding import Finding, UnreadableInput
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Changes:
    """What the command line changes in every profile, as it was given.

    They are `--set`, `--weight`, `--scenario` and, under `sheets`, `--answers`.
    """

    settings: Sequence[str]
    weights: Sequence[str]
    scenario: str | None = None
    sheets: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.settings or self.weights or self.sheets or self.scenario is not None)


def load_rules(rules: Path | None) -> Rulebook:
    """The rulebook of `--rules`, else the packaged one; says so where the working folder is another."""
    from kpo_advisor.cli.failures import say
    from kpo_advisor.rulebooks.loading import load_rulebook

    if rules is None and _is_other_rulebook():
        say("The packaged rulebook is used; for the one in this folder add --rules .")
    rulebook = load_rulebook(rules)
    say_outdated(rulebook.outdated)
    return rulebook


def say_outdated(warnings: Iterable[Finding]) -> None:
    """Say where old ids stand in what was read, with what took their place."""
    from kpo_advisor.cli.failures import say

    for warning in dict.fromkeys(warnings):
        say(f"Warning: {warning.one_line()}")


def _is_other_rulebook() -> bool:
    from pathlib import Path

    from kpo_advisor.files.walk import header_in
    from kpo_advisor.rulebooks.packaged import packaged_rulebook

    try:
        return header_in(Path()) is not None and not Path().samefile(packaged_rulebook())
    except OSError:  # of a folder that cannot be looked into, nothing is known
        return False


def load_all(paths: Sequence[str], rulebook: Rulebook, changes: Changes) -> dict[str, Profile | UnreadableInput]:
    """The profile of each path, changed, or why it could not be read, which is shown too.

    A path that comes twice is read once, since it may be a pipe.
    Raises UnreadableInput for a fault in the weights, which concerns them all.
    """
    from kpo_advisor.cli.failures import tell
    from kpo_advisor.model.finding import UnreadableInput
    from kpo_advisor.profiles.profile import load_profile

    changed = _changing(changes, rulebook)
    found = readable(paths, lambda path: changed(load_profile(path, rulebook)))
    tell((), faults_in(found))
    say_outdated(
        warning for read in found.values() if not isinstance(read, UnreadableInput) for warning in read.outdated
    )
    return found


def load_together(paths: Sequence[str], rulebook: Rulebook) -> list[Profile]:
    """The profiles of all paths, in their order; says so where a path comes again, which counts once.

    Raises UnreadableInput with the faults of all of them.
    """
    from kpo_advisor.cli.failures import say

    for path in dict.fromkeys(path for path in paths if paths.count(path) > 1):
        say(f"{path} is named several times; it counts once.")
    read = _all_read(paths, rulebook)
    say_outdated(warning for profile in read for warning in profile.outdated)
    return read


def _all_read(paths: Sequence[str], rulebook: Rulebook) -> list[Profile]:
    from kpo_advisor.model.finding import UnreadableInput
    from kpo_advisor.profiles.profile import load_profile

    found = readable(paths, lambda path: load_profile(path, rulebook))
    faults = faults_in(found)
    if faults:
        raise UnreadableInput(faults)
    return [profile for profile in found.values() if not isinstance(profile, UnreadableInput)]


def readable(names: Sequence[str], read: Callable[[str], Read]) -> dict[str, Read | UnreadableInput]:
    """What is read, by its name, or why it could not be."""
    from kpo_advisor.model.finding import UnreadableInput

    found: dict[str, Read | UnreadableInput] = {}
    for name in dict.fromkeys(names):
        try:
            found[name] = read(name)
        except UnreadableInput as error:
            found[name] = error
    return found


def faults_in(found: Mapping[str, object]) -> tuple[Finding, ...]:
    """The faults of all that could not be read, each once."""
    from kpo_advisor.model.finding import UnreadableInput

    failed = [error for error in found.values() if isinstance(error, UnreadableInput)]
    return tuple(dict.fromkeys(finding for error in failed for finding in error.findings))


def load_one(path: str, rulebook: Rulebook, changes: Changes) -> tuple[Profile, Profile]:
    """The profile of a path as it is, and as it is with the changes. Raises UnreadableInput with the faults."""
    from kpo_advisor.profiles.profile import load_profile

    changed = _changing(changes, rulebook)
    before = load_profile(path, rulebook)
    after = changed(before)
    say_outdated(after.outdated)
    return before, after


def _changing(changes: Changes, rulebook: Rulebook) -> Callable[[Profile], Profile]:
    """What makes the changes in a profile."""
    if not changes:
        return lambda profile: profile
    from kpo_advisor.profiles.keys.scenarios import under_scenario
    from kpo_advisor.profiles.settings import apply_settings, parse_weights

    weights = parse_weights(changes.weights, rulebook)
    fill = _filling(changes.sheets, rulebook)

    def changed(profile: Profile) -> Profile:
        profile = fill(profile)
        if changes.scenario is not None:
            profile = under_scenario(profile, changes.scenario)
        answered = apply_settings(profile, changes.settings, rulebook) if changes.settings else profile
        return replace(answered, weights={**answered.weights, **weights})

    return changed


def _filling(paths: Sequence[str], rulebook: Rulebook) -> Callable[[Profile], Profile]:
    """What puts the answers of sheets into a profile; says what else they hold, and where one is about another work.

    Raises UnreadableInput with the faults of all sheets.
    """
    from pathlib import PurePath

    from kpo_advisor.cli.failures import say
    from kpo_advisor.profiles.filled_in import filled_in, left_out
    from kpo_advisor.text.phrases import quoted

    sheets = _all_read(paths, rulebook)
    for sentence in left_out(sheets):
        say(sentence)

    def filled(profile: Profile) -> Profile:
        for sheet in sheets:
            if sheet.title not in (profile.title, PurePath(sheet.file or "").stem):
                say(f"Warning: {sheet.file} is about {quoted(sheet.title)}, the profile about {quoted(profile.title)}.")
        return filled_in(profile, sheets, rulebook) if sheets else profile

    return filled
