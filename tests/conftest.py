"""What holds for every test: the same terminal and the same generated examples everywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

SMOKE = (
    "cli/test_bad_input.py",
    "cli/test_explain.py",
    "cli/test_lint.py",
    "cli/test_recommend.py",
    "cli/test_streams.py",
    "cli/test_terminal.py",
    "interview/test_terminal.py",
    "lint/test_cases.py",
    "reading/test_hostile_input.py",
    "reading/test_schemas.py",
    "reading/test_yaml_tree.py",
    "reasoning/test_solver_agrees.py",
    "test_layers.py",
    "test_worked_cases.py",
)
"""The tests that show whether a version of a dependency will do."""

# Rich and Typer ask these whether to colour and how wide to print, some of them at import; lint what CI it runs in.
for _variable in (
    "CI_PROJECT_DIR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "GITHUB_WORKSPACE",
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are run with the lowest versions of all dependencies too."""
    here = Path(__file__).parent
    chosen = [here / name for name in SMOKE]
    for item in items:
        if any(item.path.is_relative_to(path) for path in chosen):
            item.add_marker(pytest.mark.smoke)
