"""`kpo-advisor merge`: several people's profiles of one piece of work as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Answers, Output, PeoplesProfiles, Rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook


def merge(profiles: PeoplesProfiles, answers: Answers = None, rules: Rules = None, output: Output = STDOUT) -> None:
    """Make one profile of several people's. Where they differ, it has the set of what they said, and who said it."""
    from kpo_advisor.cli.failures import say
    from kpo_advisor.cli.loading import load_rules, load_together
    from kpo_advisor.cli.output import write
    from kpo_advisor.profiles.writing import profile_yaml
    from kpo_advisor.several.merging import merged

    rulebook = load_rules(rules)
    if answers:
        write(profile_yaml(_filled(profiles, answers, rulebook), rulebook), output)
        return
    found = merged(load_together(profiles, rulebook), rulebook)
    for sentence in found.told:
        say(sentence)
    write(profile_yaml(found.profile, rulebook), output)


def _filled(profiles: Sequence[str], answers: Sequence[str], rulebook: Rulebook) -> Profile:
    """The one profile with the answers of sheets. Raises KpoAdvisorError where there are several."""
    from kpo_advisor.cli.loading import Changes, load_one
    from kpo_advisor.errors import KpoAdvisorError

    if len(profiles) > 1:
        raise KpoAdvisorError("--answers fills in one profile. Merge the others first, or leave --answers out.")
    _, filled = load_one(profiles[0], rulebook, Changes((), (), None, answers))
    return filled
