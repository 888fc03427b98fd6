"""`kpo-advisor merge`: several people's profiles of one piece of work as one."""

from __future__ import annotations

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Output, PeoplesProfiles, Rules


def merge(profiles: PeoplesProfiles, rules: Rules = None, output: Output = STDOUT) -> None:
    """Make one profile of several people's. Where they differ, it has the set of what they said, and who said it."""
    from kpo_advisor.cli.failures import say
    from kpo_advisor.cli.loading import load_rules, load_together
    from kpo_advisor.cli.output import write
    from kpo_advisor.profiles.writing import profile_yaml
    from kpo_advisor.several.merging import merged

    rulebook = load_rules(rules)
    found = merged(load_together(profiles, rulebook), rulebook)
    for sentence in found.told:
        say(sentence)
    write(profile_yaml(found.profile, rulebook), output)
