"""What holds for every test: the same terminal and the same generated examples everywhere."""

from __future__ import annotations

import os

from hypothesis import settings

# Rich and Typer ask these whether to colour and how wide to print, some of them at import.
for _variable in (
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "LINES",
    "NO_COLOR",
    "PY_COLORS",
    "TERMINAL_WIDTH",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
):
    os.environ.pop(_variable, None)

# The same tree gives the same result on every machine, so the examples are derived from the test
# itself. To look for new ones: pytest --hypothesis-profile=search
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("repeatable")
