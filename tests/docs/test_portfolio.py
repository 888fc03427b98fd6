"""What docs/portfolio.md says of tables, JSON Lines and scripts is so."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys

from kpo_advisor.reports.formats.portfolio.as_csv import COLUMNS
from tests.docs.outputs import ROOT
from tests.packaged import rulebook
from tests.portfolios.reading.tables import faults, works

TEXT = (ROOT / "docs" / "portfolio.md").read_text(encoding="utf-8")
OWN_LIST = """Process,Department,Hours,Written down?,Skill
Invoices,Finance,120,yes,trained on the job
Contracts,Legal,30.5,?,degree or licence
Odds and ends,,1,,
"""


def portfolio(table: str, *options: str) -> str:
    command = [sys.executable, "-m", "kpo_advisor", "portfolio", "-", "--quick", *options]
    return subprocess.run(command, input=table, capture_output=True, encoding="utf-8", check=True, cwd=ROOT).stdout


def test_the_script_makes_a_table_of_a_firms_own_list() -> None:
    script = [sys.executable, str(ROOT / "docs" / "scripts" / "own_table.py")]
    table = subprocess.run(script, input=OWN_LIST, capture_output=True, encoding="utf-8", check=True).stdout
    first, second, third = works(table, rulebook())
    assert first.profile.answers == {"sop_test": "yes-written", "skill_level": "process-trained"}
    assert json.loads(portfolio(table, "-f", "jsonl").splitlines()[1])["share"] == 30.5
    assert third.profile.answers == {}
    assert [row["ref"] for row in csv.DictReader(io.StringIO(portfolio(table, "-f", "csv")))] == [
        "P-001",
        "P-002",
        "P-003",
    ]
    assert second.group == "Legal"


def test_a_word_that_the_script_does_not_know_is_told_with_its_line() -> None:
    script = [sys.executable, str(ROOT / "docs" / "scripts" / "own_table.py")]
    own = OWN_LIST.replace("yes", "now and then").replace("degree or licence", "degree or luck")
    table = subprocess.run(script, input=own, capture_output=True, encoding="utf-8", check=True).stdout
    told = [fault.split(";")[0] for fault in faults(table, rulebook())]
    assert told == [
        'table.csv:2:28: "now and then" is no choice of sop_test',
        'table.csv:3:36: "luck" is no choice of skill_level',
    ]


def test_the_line_of_json_is_read() -> None:
    (line,) = re.findall(r"```json\n(.*)\n```", TEXT)
    (found,) = [json.loads(row) for row in portfolio(line, "-f", "jsonl").splitlines()]
    assert (found["title"], found["group"], found["share"], found["further"]) == (
        "Invoices",
        "Finance",
        120,
        {"ref": "A-1"},
    )


def test_every_column_is_described() -> None:
    described = set(re.findall(r"`([a-z_]+)`", TEXT))
    assert set(COLUMNS) - described == set()


def test_what_is_said_of_cells_is_so() -> None:
    table = (
        "title,goals,work_nature,people_needed\n"
        "a,quality;faster-turnaround,rules-only|mostly-rules,2..5\n"
        "b,quality;faster-turnaround?,rules-only,12\n"
    )
    assert [len(work.profile.answers) for work in works(table, rulebook())] == [3, 3]
