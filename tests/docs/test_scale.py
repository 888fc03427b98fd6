"""The recipes of docs/scale.md, run on a cluster of processes: whatever the partitions, the same comes of each row.

Skipped where Dask is not installed, unless KPO_ADVISOR_NEEDS_DASK=1 is in the environment.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor import rank_all
from kpo_advisor.portfolios.work import Rejected
from tests.docs.outputs import ROOT
from tests.packaged import rulebook
from tests.portfolios.reading.tables import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

needed = os.environ.get("KPO_ADVISOR_NEEDS_DASK") == "1"
installed = all(find_spec(name) for name in ("dask", "distributed", "pandas", "pyarrow"))
pytestmark = pytest.mark.skipif(
    not (installed or needed), reason="Dask is not installed (the extra scale); .ci/run-full installs it"
)

TABLE, IN_MEMORY = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"), re.S)
WRITTEN = "ref,title,work_nature,goals,people_needed"
OWN = [
    ["E-01", 'Two lines,\nand a "quote"', "rules-only|mostly-rules", "unit-cost;free-staff?", "2..5"],
    ["E-02", "A choice that is none", "rulesonly", "", ""],
    ["E-03", "Nothing known", "unknown", "", ""],
    ["E-04", "A number that is none", "rules-only", "unit-cost", "a few"],
]
"""Rows beside those of the example, of the columns that are told by WRITTEN."""


def rows() -> tuple[list[str], list[list[str]]]:
    """The titles of the columns, and the rows of the example and those above."""
    with (ROOT / "examples" / "portfolio.csv").open(encoding="utf-8", newline="") as file:
        titles, *found = csv.reader(file)
    own = [dict(zip(WRITTEN.split(","), row, strict=True)) for row in OWN]
    return titles, found + [[row.get(title, "") for title in titles] for row in own]


def as_csv(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([titles, *rows])
    return written.getvalue()


def run(*arguments: str, here: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=here, timeout=300)
    assert done.returncode == 0, done.stderr
    return done


def placed(source: str, here: Path, recipe: str = TABLE) -> list[dict[str, Any]]:
    """What the recipe writes of the table in a folder, a dictionary a row."""
    (here / "placed.py").write_text(recipe, encoding="utf-8")
    told = run("placed.py", source, "out", here=here).stderr
    assert "no question" not in told
    as_json = "import pandas; print(pandas.read_parquet('out').to_json(orient='records', double_precision=15))"
    found: list[dict[str, Any]] = json.loads(run("-c", as_json, here=here).stdout)
    return found


def expected() -> list[tuple[str, str, float | None, str]]:
    """Of each row what is found in one process: reference, what stands first, its score and how certain it is."""
    found: list[tuple[str, str, float | None, str]] = []
    titles, table = rows()
    for row, work in zip(table, read(as_csv(titles, table), rulebook()), strict=True):
        if isinstance(work, Rejected):
            found.append((row[0], "", None, ""))
        else:
            main = rank_all([work.profile], rulebook(), with_certainty=True)[0].main
            score = float(main[main.chosen[0]].score)
            found.append((row[0], ";".join(main.chosen), score, main.certainty.value))
    return found


def check(found: list[dict[str, Any]], *left_out: str) -> None:
    for row, (ref, first, score, certainty) in zip(found, expected()[: len(rows()[1]) - len(left_out)], strict=True):
        assert (row["ref"], row["first"], row["certainty"]) == (ref, first, certainty)
        assert row["score"] == (None if score is None else pytest.approx(score, abs=1e-9))
    assert [row["ref"] for row in found if row["fault"]] == [ref for ref in ("E-02", "E-04") if ref not in left_out]
    told = {row["ref"]: row["fault"] for row in found}
    assert told["E-02"].startswith('<row>: At answers.work_nature: "rulesonly" is no choice of work_nature')


@pytest.mark.parametrize("at_once", [3, 7], ids=["six files", "three files"])
def test_a_table_in_files_is_placed_as_in_one_process(at_once: int, tmp_path: Path) -> None:
    titles, table = rows()
    for at in range(0, len(table), at_once):
        (tmp_path / f"work-{at:02}.csv").write_text(as_csv(titles, table[at : at + at_once]), encoding="utf-8")
    check(placed("work-*.csv", tmp_path))


def test_a_column_store_with_types_is_placed_as_in_one_process(tmp_path: Path) -> None:
    titles, table = rows()
    (tmp_path / "work.csv").write_text(as_csv(titles, table[:-1]), encoding="utf-8")  # the last has a text for a number
    run(
        "-c",
        """
import pandas as pd
table = pd.read_csv("work.csv", dtype={"share": "float64"}, keep_default_na=False, na_values={"share": [""]})
table["work_nature"] = table["work_nature"].astype("category")
table["goals"] = table["goals"].astype("object").where(table["goals"] != "", None)
table.to_parquet("work.parquet", row_group_size=4)
""",
        here=tmp_path,
    )
    recipe = TABLE.replace("read_parquet(source)", "read_parquet(source, split_row_groups=True)")
    check(placed("work.parquet", tmp_path, recipe), "E-04")
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 4


def test_a_column_that_is_almost_a_question_is_told(tmp_path: Path) -> None:
    (tmp_path / "work.csv").write_text("ref,work_nature,goal\nA,rules-only,quality\n", encoding="utf-8")
    (tmp_path / "placed.py").write_text(TABLE, encoding="utf-8")
    told = run("placed.py", "work.csv", "out", here=tmp_path).stderr
    assert '<row>: The column "goal" is no question, and is carried through as it is. Did you mean "goals"?' in told


def test_the_command_says_the_same_of_each_row(tmp_path: Path) -> None:
    titles, table = rows()
    (tmp_path / "work.csv").write_text(as_csv(titles, table), encoding="utf-8")
    command = [sys.executable, "-m", "kpo_advisor", "portfolio", "work.csv", "-f", "csv"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert done.returncode == 2
    names = [(home.title, home.id) for home in rulebook().main.alternatives]
    said = {"certain": "certain", "open": "provisional", "": ""}
    shown = [
        (row["ref"], {id for title, id in names if title in row["goes_to"]}, said[row["how_sure"]])
        for row in csv.DictReader(io.StringIO(done.stdout))
    ]
    assert shown == [(ref, set(first.split(";")) - {""}, certainty) for ref, first, _, certainty in expected()]


def test_the_rulebook_is_sent_to_each_worker_once(tmp_path: Path) -> None:
    titles, table = rows()
    for at, row in enumerate(table):
        (tmp_path / f"work-{at:02}.csv").write_text(as_csv(titles, [row]), encoding="utf-8")
    recipe = TABLE.replace("import sys", "import os\nimport sys", 1)
    recipe = recipe.replace(
        "    return pd.concat(", "    texts['ref'] = f'{os.getpid()} {id(rulebook)}'\n    return pd.concat("
    )
    found = {row["ref"] for row in placed("work-*.csv", tmp_path, recipe)}
    assert {ref.count(" ") for ref in found} == {1}
    assert len(found) <= 2


def test_profiles_in_memory_are_ranked_as_in_one_process(tmp_path: Path) -> None:
    code = """
import sys
from dask.distributed import Client
from kpo_advisor import load_profile, load_rulebook, rank_all
IN_MEMORY
if __name__ == "__main__":
    rulebook = load_rulebook()
    profiles = [load_profile(path, rulebook) for path in sys.argv[1:]] * 3
    with Client(n_workers=2, threads_per_worker=1) as client:
        found = ranked(profiles, client, at_once=2)
    print(found == rank_all(profiles, rulebook, with_certainty=True), len(found))
"""
    (tmp_path / "ranked.py").write_text(code.replace("IN_MEMORY", IN_MEMORY), encoding="utf-8")
    paths = [str(ROOT / "examples" / f"{name}.yaml") for name in ("payroll", "half-empty", "activities")]
    assert run("ranked.py", *paths, here=tmp_path).stdout == "True 9\n"
