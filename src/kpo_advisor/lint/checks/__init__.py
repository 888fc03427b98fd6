"""The checks, one a file that is called as its slug; the docstring of a file is its manual page."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from kpo_advisor.lint.check import Check
from kpo_advisor.text.docstrings import docstring


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check there is, in the order of the codes."""
    found = []
    for file in pkgutil.iter_modules(__path__, f"{__name__}."):
        check = import_module(file.name)
        on = getattr(check, "DEFAULT", True)
        found.append(Check(check.CODE, check.SLUG, check.SEVERITY, check.FAMILY, on, docstring(check), check.check))
    return tuple(sorted(found, key=lambda check: check.code))
