"""Whatever becomes of standard input, output and error, a command ends, with its code and without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of a Unix")

REPOSITORY = Path(__file__).parent.parent.parent
PAYROLL = "examples/payroll.yaml"


def _shell(line: str) -> subprocess.CompletedProcess[str]:
    command = f"set -o pipefail; {line.replace('KPO', f'{sys.executable} -m kpo_advisor')}"
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, cwd=REPOSITORY, timeout=60
    )


@pytest.mark.parametrize(
    "asked", ["--help", "--version", "what-if -h", "lint --explain ALL", f"recommend {PAYROLL}", "init"]
)
class TestWhatIsPrinted:
    def test_on_a_full_disk_ends_with_two_and_the_reason(self, asked: str) -> None:
        done = _shell(f"KPO {asked} >/dev/full")
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "No space left on device" in done.stderr

    def test_into_a_pipe_that_nobody_reads_ends_quietly_with_zero(self, asked: str) -> None:
        done = _shell(f"KPO {asked} | true")
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("target", [">/dev/full", ">&-", ""])
@pytest.mark.parametrize("asked", ["recommend --nonsense", "recommend no-such.yaml"])
def test_a_wrong_call_ends_with_two_also_where_its_message_cannot_be_written(asked: str, target: str) -> None:
    assert _shell(f"KPO {asked} {target and '2' + target}").returncode == 2


@pytest.mark.parametrize("asked", ["--help", "lint --explain KPO201", "recommend -"])
@pytest.mark.parametrize("closed", ["<&-", "<&- >&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_a_command_without_some_of_its_streams_ends(asked: str, closed: str) -> None:
    done = _shell(f"KPO {asked} {closed}")
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_completion_that_has_no_place_is_refused_with_the_place() -> None:
    done = _shell("HOME=/dev/null/x KPO --install-completion bash")
    assert done.returncode == 2
    assert "/dev/null/x" in done.stderr
    assert "Traceback" not in done.stderr


def test_completion_that_meets_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_bytes(b"# caf\xe9\n")
    done = _shell(f"HOME={tmp_path} KPO --install-completion bash")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / ".bashrc").read_bytes() == b"# caf\xe9\n"


def _completed(**beside: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "_KPO_ADVISOR_COMPLETE": "complete_bash", **beside}
    command = [sys.executable, "-m", "kpo_advisor"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("beside", [{}, {"COMP_WORDS": "kpo-advisor re", "COMP_CWORD": "x"}])
def test_completion_that_is_asked_for_oddly_completes_nothing_and_says_nothing(beside: dict[str, str]) -> None:
    done = _completed(**beside)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_completion_that_a_shell_asks_for_is_given() -> None:
    done = _completed(COMP_WORDS="kpo-advisor re", COMP_CWORD="1")
    assert (done.returncode, done.stdout.split()) == (0, ["recommend", "report"])
