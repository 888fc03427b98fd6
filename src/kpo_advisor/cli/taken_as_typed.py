"""Text is taken as it is typed, without that by which typer turns it into other kinds.

Typer turns what is typed by pydantic, which takes as long to load as a whole small program, and does so for text and
for what is left out too, where there is nothing to turn. Here those are handed on at once; everything else is left to
typer. It keeps what turns a value in an attribute that is not published: where there is none of that name, in an older
or a later typer, nothing is done here and a command only starts later.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from typer.core import TyperCommand, TyperGroup

TURNED_BY = "_runtime_param"


class CommandOfText(TyperCommand):
    """A command that takes text as it is typed."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All that it takes, its --help among that."""
        return _taken_as_typed(super().get_params(ctx))


class GroupOfText(TyperGroup):
    """The same for what several commands have in common."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All that it takes, its --help among that."""
        return _taken_as_typed(super().get_params(ctx))


def _taken_as_typed(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if getattr(parameter, TURNED_BY, parameter) is None:
            setattr(parameter, TURNED_BY, _AsTyped())
    return parameters


class _AsTyped:
    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command gets it: text, texts, nothing, or a default as they are, and else as by typer."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        described = param.type_descriptor
        if described.parameter_info.parser is None:
            kind = described.annotation
            if kind is str and isinstance(value, str):
                return value
            if kind == list[str] and isinstance(value, list | tuple):
                return list(value)
            if isinstance(kind, type) and issubclass(kind, Enum) and isinstance(value, kind):
                return value
        setattr(param, TURNED_BY, None)
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)
