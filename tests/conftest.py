"""What holds for every test: the same terminal and the same generated examples everywhere."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import settings

from kpo_advisor.portable import yaml_events
from tests import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

SMOKE = (
    "cli/test_bad_input.py",
    "cli/test_lint.py",
    "cli/test_streams.py",
    "cli/test_terminal.py",
    "interview/test_terminal.py",
    "lint/test_cases.py",
    "portable/test_hostile_input.py",
    "portable/test_yaml_tree.py",
    "profiles/test_schema.py",
    "reports/test_word.py",
    "solver/test_encoding.py",
    "solver/test_solver.py",
    "test_layers.py",
    "worked_cases/test_examples.py",
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
# itself. Tests marked `long` take all of theirs with --hypothesis-profile=long, and a tenth or fewer without; for
# new ones: --hypothesis-profile=search
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("long", settings.get_profile("repeatable"), max_examples=1000)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("repeatable")

# As in cli/app.py: thousands of tests are kept to the end, and each search for cyclic garbage would go over them.
gc.set_threshold(200_000)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Keep results in a folder of this run, before xdist starts its processes, which inherit the name."""
    if kept.FOLDER not in os.environ:
        folder = TemporaryDirectory(prefix="kpo-advisor-tests-")
        os.environ[kept.FOLDER] = folder.name
        session.config.add_cleanup(folder.cleanup)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are run with the lowest versions of all dependencies too."""
    here = Path(__file__).parent
    chosen = [here / name for name in SMOKE]
    missing = [str(path) for path in chosen if not path.exists()]
    assert not missing, f"tests/conftest.py names as smoke what is not there: {missing}"
    for item in items:
        if any(item.path.is_relative_to(path) for path in chosen):
            item.add_marker(pytest.mark.smoke)


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Runs a test once with libyaml's events and once with those of PyYAML's own parser."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    loader = yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader
    monkeypatch.setattr(yaml_events, "loader_class", lambda: loader)
    yield request.param
