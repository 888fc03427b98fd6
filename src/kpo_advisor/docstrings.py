"""Docstrings that are shown to people: what a command does, and the page of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def docstring(documented: ModuleType | Callable[..., object]) -> str:
    """The docstring of a module or function without its indentation.

    Python run with -OO drops docstrings; they are then read from the source. Empty where there is neither.
    """
    import inspect

    if documented.__doc__ is not None:
        return inspect.cleandoc(documented.__doc__)
    import ast

    try:
        parsed = ast.parse(inspect.getsource(documented))
    except OSError:  # installed without its source
        return ""
    node = parsed if inspect.ismodule(documented) else parsed.body[0]
    assert isinstance(node, ast.Module | ast.FunctionDef)
    return ast.get_docstring(node) or ""
