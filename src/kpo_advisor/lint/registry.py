"""Finding all checks there are."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from kpo_advisor.lint import checks
from kpo_advisor.lint.check import Check
from kpo_advisor.text.docstrings import docstring


@cache
def all_checks() -> tuple[Check, ...]:
    """Every module of the package `checks`, in the order of the codes."""
    found = []
    for each in pkgutil.iter_modules(checks.__path__):
        module = import_module(f"{checks.__name__}.{each.name}")
        if not hasattr(module, "CODE"):  # what several checks share
            continue
        on = getattr(module, "DEFAULT", True)
        page = docstring(module)
        found.append(Check(module.CODE, module.SLUG, module.SEVERITY, module.FAMILY, on, page, module.check))
    return tuple(sorted(found, key=lambda check: check.code))
