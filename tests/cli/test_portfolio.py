"""The command `portfolio`: what it reads, how it ends, and that its streams are the same whoever works on them."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from kpo_advisor.reports.formats.contracts.schema import portfolio_schema
from tests.cli.running import Done, run

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "portfolio.csv"
HEAD = "title,group,share,work_nature,ref\n"
GOOD = "Invoices,Finance,3,rules-only,A-1\n"
BAD = "Contracts,Legal,3,rulesonly,A-2\n"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """`kpo-advisor portfolio` with these arguments, and this on standard input."""

    def called(*arguments: str, stdin: str = "") -> Done:
        return run(monkeypatch, capfd, "portfolio", *map(str, arguments), stdin=stdin.encode())

    return called


def rows(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.out)))


def objects(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_table_on_standard_input_is_told_from_its_first_line(command: Callable[..., Done]) -> None:
    done = command("-", "--quick", stdin=HEAD + GOOD)
    assert done.code == 0
    assert "1 piece of work" in done.out


def test_json_lines_and_a_profile_on_standard_input_are_told_apart(command: Callable[..., Done]) -> None:
    lines = '{"title": "a", "answers": {}}\n{"title": "b", "answers": {}}\n'
    assert [row["title"] for row in rows(command("-", "--quick", "-f", "csv", stdin=lines))] == ["a", "b"]
    profile = '{\n"title": "a",\n"answers": {}}\n'
    assert [row["title"] for row in rows(command("-", "--quick", "-f", "csv", stdin=profile))] == ["a"]
    in_yaml = "title: c\nanswers: {}\n"
    assert [row["title"] for row in rows(command("-", "--quick", "-f", "csv", stdin=in_yaml))] == ["c"]


def test_nothing_on_standard_input_is_told(command: Callable[..., Done]) -> None:
    done = command("-", stdin=" \n")
    assert (done.code, done.err.splitlines()[0]) == (2, "<stdin>: The file is empty. [empty]")


def test_a_bad_record_is_told_with_its_place_and_the_others_are_answered(command: Callable[..., Done]) -> None:
    done = command("-", "--quick", "-f", "csv", stdin=HEAD + GOOD + BAD + GOOD)
    assert done.code == 2
    assert done.err.startswith('<stdin>:3:19: "rulesonly" is no choice of work_nature')
    assert done.err.endswith("1 input could not be read.\n")
    first, bad, last = rows(done)
    assert (first["title"], last["title"]) == ("Invoices", "Invoices")
    assert (bad["title"], bad["file"], bad["line"], bad["ref"]) == ("", "<stdin>", "3", "A-2")
    assert bad["fault"].startswith('"rulesonly" is no choice')


def test_in_json_lines_a_bad_record_is_an_object_with_its_faults_in_its_place(command: Callable[..., Done]) -> None:
    first, bad = objects(command("-", "--quick", "-f", "jsonl", stdin=HEAD + GOOD + BAD))
    assert (first["title"], first["share"], first["further"]) == ("Invoices", 3, {"ref": "A-1"})
    assert (bad["schema"], bad["line"], bad["further"]) == ("kpo-advisor/portfolio/1", 3, {"ref": "A-2"})
    assert [(fault["slug"], fault["line"], fault["column"]) for fault in bad["faults"]] == [("unknown-choice", 3, 19)]


def test_each_line_of_json_is_as_its_schema_says(command: Callable[..., Done]) -> None:
    validator = Draft202012Validator(portfolio_schema())
    found = [*objects(command(EXAMPLE, "-f", "jsonl")), *objects(command("-", "-f", "jsonl", stdin=HEAD + BAD))]
    assert [error.message for row in found for error in validator.iter_errors(row)] == []
    del found[0]["out"][0]["why"]
    assert len(list(validator.iter_errors(found[0]))) == 1


def test_with_stop_at_fault_nothing_is_read_after_the_first(command: Callable[..., Done]) -> None:
    done = command("-", "--quick", "-f", "csv", "--stop-at-fault", stdin=HEAD + GOOD + BAD + GOOD)
    assert done.code == 2
    assert [row["line"] for row in rows(done)] == ["2", "3"]


def test_a_folder_gives_its_profiles_with_the_folders_inside_as_groups(
    command: Callable[..., Done], tmp_path: Path
) -> None:
    (tmp_path / "legal").mkdir()
    (tmp_path / "a.yaml").write_text("answers: {work_nature: rules-only}\n", encoding="utf-8")
    (tmp_path / "legal" / "b.json").write_text('{"answers": {"work_nature": "even-mix"}}', encoding="utf-8")
    found = rows(command(tmp_path, tmp_path / "a.yaml", "--quick", "-f", "csv"))
    assert [(row["title"], row["group"]) for row in found] == [("a", ""), ("b", "legal")]


def test_a_missing_file_does_not_stop_the_others(command: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + GOOD, encoding="utf-8")
    done = command(tmp_path / "b.csv", tmp_path / "a.csv", "--quick", "-f", "csv")
    assert done.code == 2
    assert [row["title"] for row in rows(done)] == ["", "Invoices"]
    assert "There is no such file." in done.err


@pytest.mark.parametrize("form", ["text", "csv", "jsonl", "markdown", "html"])
def test_the_bytes_are_the_same_however_many_processes_work_on_them(command: Callable[..., Done], form: str) -> None:
    alone = command(EXAMPLE, "-f", form)
    assert command(EXAMPLE, "-f", form, "--jobs", "2") == alone


def test_a_bad_record_keeps_its_place_among_several_processes(command: Callable[..., Done]) -> None:
    table = HEAD + (GOOD * 120 + BAD) * 3
    found = rows(command("-", "--quick", "-f", "csv", "-j", "2", stdin=table))
    assert [int(row["line"]) for row in found] == list(range(2, 365))
    assert [at for at, row in enumerate(found) if row["fault"]] == [120, 241, 362]


def test_rows_come_in_the_order_of_the_input_unless_they_are_sorted(command: Callable[..., Done]) -> None:
    table = HEAD + "b,,1,rules-only,\na,,2,rules-only,\nc,,3,rules-only,\n"

    def titles(*sort: str) -> str:
        return "".join(row["title"] for row in rows(command("-", "--quick", "-f", "csv", *sort, stdin=table)))

    assert titles() == "bac"
    assert titles("--sort", "title") == "abc"
    assert titles("--sort", "share") == "cab"
    assert titles("--sort", "-title") == "cba"


def test_only_what_is_wanted_is_shown_and_counted(command: Callable[..., Done]) -> None:
    done = command(EXAMPLE, "--where", "group=legal", "--first", "in-house", "-f", "csv")
    assert [row["title"] for row in rows(done)] == ["Contract drafting"]
    assert "8 pieces of work" in command(EXAMPLE, "--open").out


HOSTILE = {
    "=1+1": "'=1+1",
    "+49 30": "'+49 30",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    " =1": "'=1",
    "＝1": "'＝1",
    "-5": "-5",
    "x\x1b[31m": "x\\x1b[31m",
    "a\nb": "a b",
}


@pytest.mark.parametrize(("given", "written"), HOSTILE.items(), ids=map(ascii, HOSTILE))
def test_no_spreadsheet_runs_a_cell_and_no_terminal_obeys_one(
    command: Callable[..., Done], given: str, written: str
) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([["title", "group", "work_nature", "ref"], [given, given, "rules-only", given]])
    (row,) = rows(command("-", "--quick", "-f", "csv", stdin=table.getvalue()))
    assert (row["title"], row["group"], row["ref"]) == (written, written, written)


def test_a_further_column_that_is_called_as_one_of_ours_is_told_apart(command: Callable[..., Done]) -> None:
    done = command("-", "--quick", "-f", "csv", stdin="title,work_nature,lead\nInvoices,rules-only,mine\n")
    (row,) = rows(done)
    assert row["given_lead"] == "mine"


def test_a_warning_is_told_once(command: Callable[..., Done]) -> None:
    table = "title,work_nature,volumes\n" + "Invoices,rules-only,9\n" * 3
    done = command("-", "--quick", "-f", "csv", stdin=table)
    assert (done.code, done.err.count("is carried through")) == (0, 1)


def test_the_header_that_questions_writes_has_a_column_for_each(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    done = run(monkeypatch, capfd, "questions", "--format", "csv")
    assert done.code == 0
    assert done.out == EXAMPLE.read_text(encoding="utf-8").splitlines()[0].removeprefix("ref,") + "\n"
    refused = run(monkeypatch, capfd, "questions", "--format", "csv", "--who", "counsel")
    assert (refused.code, refused.out) == (2, "")


def test_a_file_is_written_as_its_name_ends_and_only_when_all_is_done(
    command: Callable[..., Done], tmp_path: Path
) -> None:
    for name, begins in (("a.csv", "title,"), ("a.jsonl", '{"schema"'), ("a.md", "# Portfolio"), ("a.html", "<!DOC")):
        assert command(EXAMPLE, "--quick", "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert command("-", "--quick", "-o", tmp_path / "b.jsonl", "--where", "group=x", stdin=HEAD + GOOD).code == 0
    assert (tmp_path / "b.jsonl").read_bytes() == b""


def test_the_result_is_not_written_over_what_is_read(command: Callable[..., Done], tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(HEAD + GOOD, encoding="utf-8")
    done = command(table, "--quick", "-o", table)
    assert done.code == 2
    assert table.read_text(encoding="utf-8") == HEAD + GOOD


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to send")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_it_and_all_its_processes_without_a_word(tmp_path: Path, jobs: str) -> None:
    """Standard error stays open as long as any of them runs."""
    command = [sys.executable, "-m", "kpo_advisor", "portfolio", "-", "--quick", "-f", "csv", "-j", jobs]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write((HEAD + GOOD * 1000).encode())
        process.stdin.flush()
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, b"")


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    command = [sys.executable, "-m", "kpo_advisor", "portfolio", str(EXAMPLE), "--quick", "-f", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")


def test_a_line_of_a_stream_is_answered_before_the_next_one_comes() -> None:
    command = [sys.executable, "-m", "kpo_advisor", "portfolio", "-", "--quick", "-f", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for title in ("first", "second"):
            process.stdin.write(f'{{"title": "{title}", "answers": {{}}}}\n'.encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["title"] == title
        process.stdin.close()
        assert process.wait() == 0
