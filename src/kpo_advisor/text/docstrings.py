"""Docstrings that are shown to people: what a command does, the page of a check, the words of a schema."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def docstring(documented: ModuleType | Callable[..., object]) -> str:
    """The docstring of a module, a function or a class without its indentation.

    Python run with -OO drops docstrings; they are then read from the source. Empty where there is neither.
    """
    import inspect

    # Data classes without one are given one, their signature.
    if sys.flags.optimize < 2 and documented.__doc__ is not None:
        return inspect.cleandoc(documented.__doc__)
    import ast

    try:
        parsed = ast.parse(inspect.getsource(documented))
    except OSError:  # installed without its source
        return ""
    node = parsed if inspect.ismodule(documented) else parsed.body[0]
    assert isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    return ast.get_docstring(node) or ""
