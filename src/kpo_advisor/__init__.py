"""Decide where a piece of work should be done: BPO, KPO, in-house or a hybrid of them.

A profile of answers about the work is checked against a rulebook of YAML rules. The alternatives come
back ranked, each with its reasons, bars and safeguards, and each reason with its source:

    from kpo_advisor import load_profile, load_rulebook, recommend

    rulebook = load_rulebook()
    recommendation = recommend(load_profile("work.yaml", rulebook), rulebook)

Importing this package loads nothing else; each name is loaded when it is first used. docs/api.md shows them all.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it for type checkers; loading that would leave more time for an interrupt

if TYPE_CHECKING:
    from kpo_advisor.advice.explain import Explanation, explain
    from kpo_advisor.advice.recommend import recommend
    from kpo_advisor.certainty.many.ranker import RankedWork, Ranker, rank_all
    from kpo_advisor.comparison.side_by_side import SideBySide, scenarios_of, side_by_side
    from kpo_advisor.comparison.what_if import WhatIf, what_if
    from kpo_advisor.errors import Disagreement, KpoAdvisorError
    from kpo_advisor.model.finding import Finding, UnreadableInput
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.reading.rows import RowReader
    from kpo_advisor.profiles.profile import load_profile, profile_from
    from kpo_advisor.reports.formats.to_json import to_json
    from kpo_advisor.rulebooks.loading import load_rulebook
    from kpo_advisor.several.panel import Panel, panel

__all__ = [
    "Disagreement",
    "Explanation",
    "Finding",
    "KpoAdvisorError",
    "Panel",
    "Profile",
    "RankedWork",
    "Ranker",
    "Recommendation",
    "RowReader",
    "Rulebook",
    "SideBySide",
    "UnreadableInput",
    "WhatIf",
    "__version__",
    "explain",
    "load_profile",
    "load_rulebook",
    "panel",
    "profile_from",
    "rank_all",
    "recommend",
    "scenarios_of",
    "side_by_side",
    "to_json",
    "what_if",
]

__version__ = "0.1.0"

_HOMES = {
    "advice.explain": ("Explanation", "explain"),
    "advice.recommend": ("recommend",),
    "certainty.many.ranker": ("RankedWork", "Ranker", "rank_all"),
    "comparison.side_by_side": ("SideBySide", "scenarios_of", "side_by_side"),
    "comparison.what_if": ("WhatIf", "what_if"),
    "errors": ("Disagreement", "KpoAdvisorError"),
    "model.finding": ("Finding", "UnreadableInput"),
    "model.profile": ("Profile",),
    "model.recommendation": ("Recommendation",),
    "model.rulebook": ("Rulebook",),
    "portfolios.reading.rows": ("RowReader",),
    "profiles.profile": ("load_profile", "profile_from"),
    "reports.formats.to_json": ("to_json",),
    "rulebooks.loading": ("load_rulebook",),
    "several.panel": ("Panel", "panel"),
}

if not TYPE_CHECKING:  # or a checker would let every misspelt name pass

    def __getattr__(name: str) -> object:
        home = next((home for home, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value  # so that this function is asked once a name
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
