"""No command writes its result over a file that it has read, by whatever name; and none over what is not its own."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and shells of a Unix")

CASE = "title: My work\nanswers: {work_nature: rules-only}\nexpect: {certainty: provisional}\n"
FILES = {
    "p.yaml": CASE,
    "cases/one.yaml": CASE,
    "base/rulebook.yaml": 'name: base\ntitle: Base\nversion: "1"\nextends: packaged\n',
    "book/rulebook.yaml": 'name: firm\ntitle: Firm\nversion: "1"\nextends: ../base\n',
    "pyproject.toml": "[tool.kpo-advisor.lint]\nignore = []\n",
    "../elsewhere": "nothing that is read\n",
}
READ = {
    "p.yaml": [
        "recommend p.yaml",
        "recommend cases/one.yaml p.yaml -f json",
        "explain p.yaml",
        "report p.yaml --format word",
        "what-if p.yaml --set review_capability=strong",
        "panel p.yaml cases/one.yaml",
        "merge cases/one.yaml p.yaml",
        "test p.yaml --coverage",
        "diff packaged book --profiles p.yaml",
        "lint p.yaml",
        "lint . -f json",
    ],
    "cases/one.yaml": ["test cases", "test .", "diff packaged base --profiles cases", "lint cases"],
    "book/rulebook.yaml": ["lint book", "lint book/rulebook.yaml", "diff packaged book", "init --rules book --force"],
    "base/rulebook.yaml": [
        "lint book",
        "recommend cases/one.yaml --rules book",
        "test cases --rules book",
        "diff book packaged",
        "schema profile --rules book",
        "questions --rules base",
    ],
    "pyproject.toml": ["lint p.yaml"],
}


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    work = tmp_path / "work"
    for name, text in FILES.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(work)
    return partial(run, monkeypatch, capfd)


def everything() -> dict[str, str]:
    return {name: Path(name).read_text(encoding="utf-8") for name in FILES}


@pytest.mark.parametrize(
    ("command", "read"), [(command, name) for name, commands in READ.items() for command in commands]
)
def test_what_is_read_is_not_written_over(command: str, read: str, kpo: Callable[..., Done]) -> None:
    done = kpo(*command.split(), *([read] if command.startswith("init") else ["--output", read]))
    assert (done.code, done.out) == (2, "")
    assert "the result would be written over it. Write it to another file." in done.err
    assert done.err.count("\n") == 1
    assert everything() == FILES


@pytest.mark.parametrize("command", ["recommend -", "what-if - --weight purpose=2", "lint -"])
def test_standard_input_is_read_too(command: str, kpo: Callable[..., Done]) -> None:
    del kpo  # its files are what is wanted
    line = f"{sys.executable} -m kpo_advisor {command} -o p.yaml < p.yaml"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "<stdin> is read, and p.yaml is the same file" in done.stderr
    assert everything() == FILES


def symbolic(name: str) -> None:
    Path(name).symlink_to("p.yaml")


def chained(name: str) -> None:
    Path("between").symlink_to("p.yaml")
    Path(name).symlink_to("between")


def hard(name: str) -> None:
    Path(name).hardlink_to("p.yaml")


@pytest.mark.parametrize("link", [symbolic, chained, hard])
@pytest.mark.parametrize("turned", [False, True], ids=["written by the link", "read by the link"])
def test_links_are_the_file_that_they_lead_to(
    link: Callable[[str], None], turned: bool, kpo: Callable[..., Done]
) -> None:
    link("other.yaml")
    read, written = ("other.yaml", "p.yaml") if turned else ("p.yaml", "other.yaml")
    done = kpo("explain", read, "-o", written)
    assert done.code == 2
    assert done.err.startswith(f"Error: {read} is read, and {written} is the same file: ")
    assert everything() == FILES


@pytest.mark.parametrize("spelling", ["./p.yaml", "cases/../p.yaml", "{}/p.yaml", ".//p.yaml"])
def test_every_spelling_of_a_name_is_the_same_file(spelling: str, kpo: Callable[..., Done]) -> None:
    assert kpo("recommend", "p.yaml", "-o", spelling.format(Path.cwd())).code == 2
    assert kpo("recommend", spelling.format(Path.cwd()), "-o", "p.yaml").code == 2
    assert everything() == FILES


def test_a_name_that_differs_in_case_only_is_told_by_the_file_system(kpo: Callable[..., Done]) -> None:
    is_same = Path("P.YAML").exists()
    assert kpo("recommend", "p.yaml", "-o", "P.YAML").code == (2 if is_same else 0)
    assert everything() == FILES


def test_standard_output_that_is_added_to_what_is_read_is_refused(kpo: Callable[..., Done]) -> None:
    del kpo
    line = f"{sys.executable} -m kpo_advisor recommend p.yaml >> p.yaml"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "p.yaml is read, and standard output is the same file" in done.stderr
    assert everything() == FILES


def test_a_report_of_yesterday_in_a_folder_that_is_searched_is_no_input(kpo: Callable[..., Done]) -> None:
    for command in ("test cases -f json -o cases/found.json", "lint cases -f sarif -o cases/found.json"):
        assert [kpo(*command.split()).code for _ in range(2)] == [0, 0]


def test_a_command_forgets_what_the_one_before_it_wrote(kpo: Callable[..., Done]) -> None:
    assert kpo("init", "new.yaml").code == 0
    assert kpo("recommend", "p.yaml", "-o", "new.yaml").code == 0
    assert kpo("init", "new.yaml", "--force").code == 0
    assert kpo("recommend", "new.yaml").code == 0


def test_a_result_is_not_written_over_a_profile_that_was_just_suggested(kpo: Callable[..., Done]) -> None:
    done = kpo("test", "cases", "--suggest", "new", "-o", "./new/any.yaml")
    assert (done.code, Path("new").exists()) == (2, False)
    assert "may become one of the suggested profiles" in done.err


def test_a_blank_profile_is_made_only_where_nothing_came_to_be_meanwhile(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpo_advisor.profiles import writing

    def slowly(_: object) -> str:
        Path("new.yaml").write_text("by hand\n", encoding="utf-8")
        return "blank\n"

    monkeypatch.setattr(writing, "blank_profile", slowly)
    done = kpo("init", "new.yaml")
    assert done.code == 2
    assert "new.yaml exists already" in done.err
    assert Path("new.yaml").read_text(encoding="utf-8") == "by hand\n"


def test_a_report_that_does_not_fit_on_the_disk_leaves_that_of_yesterday(kpo: Callable[..., Done]) -> None:
    del kpo
    Path("report.md").write_text("of yesterday\n", encoding="utf-8")
    names = set(Path().iterdir())
    command = f"{sys.executable} -m kpo_advisor"
    line = f"ulimit -f 2; {command} recommend p.yaml --full -f markdown -o report.md; {command} init new.yaml"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("cannot be written to ") == 2
    assert Path("report.md").read_text(encoding="utf-8") == "of yesterday\n"
    assert set(Path().iterdir()) == names


@pytest.mark.parametrize("output", ["/dev/stdout", "/dev/fd/1", ">(cat)", "pipe"])
def test_streams_and_pipes_are_written_to(output: str, kpo: Callable[..., Done]) -> None:
    del kpo
    os.mkfifo("pipe")
    command = f"{sys.executable} -m kpo_advisor questions"
    begin = "cat pipe & " if output == "pipe" else ""
    line = f"echo before > out; {{ {begin} {command} -o {output}; echo $?; wait; }} >> out; {command} > wanted"
    subprocess.run(["bash", "-c", line], capture_output=True, check=True)
    wanted, out = Path("wanted").read_text(encoding="utf-8"), Path("out").read_text(encoding="utf-8")
    assert out.startswith("before\n")
    assert out.replace("\n0\n", "\n") == f"before\n{wanted}"


def test_who_reads_a_pipe_with_a_name_may_leave(kpo: Callable[..., Done]) -> None:
    del kpo
    command = f"{sys.executable} -m kpo_advisor test cases --coverage -f json"
    line = f"{command} -o >(exec true); echo $?"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize("output", ["book/rulebook.yaml", "base/RULES.YML", "link.yaml"])
@pytest.mark.parametrize(
    "command",
    [
        "schema rulebook",
        "schema recommendation --rules book",
        "lint book --explain KPO201",
        "lint base --rules book",
        "questions",
        "recommend no-such.yaml",
    ],
)
def test_a_file_of_a_rulebook_is_no_place_for_a_result_whether_or_not_it_is_read(
    kpo: Callable[..., Done], command: str, output: str
) -> None:
    Path("base/RULES.YML").write_text("rules: []\n", encoding="utf-8")
    Path("link.yaml").symlink_to("book/rulebook.yaml")
    before = Path(output).read_bytes()
    done = kpo(*command.split(), "-o", output)
    assert done.code == 2
    assert f"{output} is a file of a rulebook" in done.err
    assert Path(output).read_bytes() == before
    assert kpo("schema", "rulebook", "-o", "book/schema.json").code == 0
