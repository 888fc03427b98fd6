"""An interrupt ends the command quietly with 130, whenever it comes."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of a Unix")

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PAYROLL = str(EXAMPLES / "payroll.yaml")
HALF_EMPTY = str(EXAMPLES / "half-empty.yaml")
"""Of which it takes the solver to say who is first for certain."""
COMMAND = [sys.executable, "-m", "kpo_advisor"]
MORE_THAN_A_PIPE_HOLDS = 1 << 20

INTERRUPTED_WHERE_IT_LOADS = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

module = sys.argv.pop(1)
sys.meta_path.insert(0, Interrupting())
from kpo_advisor.__main__ import main
sys.exit(main())
"""
INTERRUPTS_ITSELF = """
import os, signal, sys
from kpo_advisor.__main__ import main

sys.argv[1:] = ["--version"]
os.kill(os.getpid(), signal.SIGINT)
sys.exit(main())
"""


@pytest.mark.parametrize(
    "module",
    [
        "typer",
        "kpo_advisor.cli.app",
        "kpo_advisor.cli.recommend",
        "kpo_advisor.rulebooks.loading",
        "yaml",
        "kpo_advisor.advice.recommend",
        "clingo",
        "kpo_advisor.reports.page.page",
    ],
)
def test_an_interrupt_while_a_module_is_loaded_is_no_traceback(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED_WHERE_IT_LOADS, module, "recommend", HALF_EMPTY]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_an_interrupt_while_standard_input_is_read_is_no_traceback() -> None:
    with subprocess.Popen(
        [*COMMAND, "recommend", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        assert command.stdin is not None
        command.stdin.write(b"#" * MORE_THAN_A_PIPE_HOLDS)  # done only once most of it has been read
        command.send_signal(signal.SIGINT)
        out, told = command.communicate(timeout=60)
    assert (command.returncode, out, told) == (130, b"", b"")


def test_an_interrupt_that_a_shell_ignores_in_the_background_is_ignored() -> None:
    ignoring = subprocess.run(
        ["sh", "-c", 'trap "" INT; "$@" & wait $!', "sh", sys.executable, "-c", INTERRUPTS_ITSELF],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ignoring.returncode == 0
    assert ignoring.stdout.startswith(b"kpo-advisor ")
