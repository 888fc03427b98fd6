"""Decide where a piece of work should be done: BPO, KPO, in-house or a hybrid of them.

A profile of answers about the work is checked against a rulebook of YAML rules. The alternatives come
back ranked, each with its reasons, bars and safeguards, and each reason with its source:

    from kpo_advisor import load_profile

    from kpo_advisor import load_rulebook

    from kpo_advisor import recommend

Importing this package loads nothing else; each name is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it for type checkers; loading that would leave more time for an interrupt

if TYPE_CHECKING:
    from kpo_advisor.advice.recommend import recommend
    from kpo_advisor.profiles.profile import load_profile
    from kpo_advisor.rulebooks.loading import load_rulebook

__all__ = ["__version__", "load_profile", "load_rulebook", "recommend"]

__version__ = "0.1.0"

_HOMES = {
    "load_profile": "kpo_advisor.profiles.profile",
    "load_rulebook": "kpo_advisor.rulebooks.loading",
    "recommend": "kpo_advisor.advice.recommend",
}

if not TYPE_CHECKING:  # or a checker would let every misspelt name pass

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value  # so that this function is asked once a name
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
