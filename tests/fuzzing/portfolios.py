"""Makers of inputs about many pieces of work: tables and JSON Lines, in a file of any name, spoilt."""

from __future__ import annotations

import csv
import io
import json
import random
from itertools import pairwise
from typing import TYPE_CHECKING

from kpo_advisor.model.finding import Finding
from kpo_advisor.portfolios.reading.header import OWN
from kpo_advisor.portfolios.reading.sources import works_in
from kpo_advisor.portfolios.running import placed
from kpo_advisor.portfolios.work import Rejected, Work
from kpo_advisor.reports.formats.portfolio.as_csv import PortfolioCsv
from kpo_advisor.reports.formats.portfolio.as_json import json_line
from tests.fuzzing import corpus
from tests.fuzzing.spoiling import spoilt
from tests.fuzzing.trees import NASTY
from tests.fuzzing.trial import Broken, Trial, check_finding

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook

MOST_PLACED = 50
"""Pieces of work of one input that are placed: thousands take long, and are no matter of reading."""
_SIGNS = ('"', '""', ",", ";", "\t", "\n", "\r", "|", "?", "..", "=", " ", "'", "\ufeff")
_PLAIN = ("", "", "", "unknown", "A title", "12", "0.5", "-1", "1,5", "1e3", "2..5", "5..2", "yes", "no", "=1+1", "é")
_OTHER = ("ref", "Ref", "TITLE", "work_natur", "title", "", "goes_to", "file")


def table(chance: random.Random, folder: Path) -> Trial:
    """A table parted by any of the signs, with cells that hold several answers, none or anything else."""
    rulebook = corpus.packaged() if chance.random() < 0.3 else corpus.small()
    titles = [*chance.sample(list(rulebook.questions), chance.randint(1, len(rulebook.questions))), *OWN]
    chance.shuffle(titles)
    if chance.random() < 0.3:
        titles.insert(chance.randint(0, len(titles)), chance.choice(_OTHER))
    written = io.StringIO()
    rows = csv.writer(written, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(("\n", "\r\n")))
    rows.writerow(titles)
    for _ in range(chance.choice((0, 1, 3, 10))):
        row = [_cell(rulebook.questions.get(title), chance) for title in titles]
        rows.writerow(row[: chance.randint(0, len(row))] if chance.random() < 0.1 else row)
    return _of_file(
        written.getvalue().encode("utf-8", "replace"), (".csv", ".tsv", ".tab", ".CSV"), rulebook, folder, chance
    )


def json_lines(chance: random.Random, folder: Path) -> Trial:
    """Profiles in JSON, a line each, some with what a portfolio says besides."""
    rulebook = corpus.packaged() if chance.random() < 0.3 else corpus.small()
    source = corpus.profiles() if rulebook is corpus.packaged() else (corpus.PROFILE,)
    lines = []
    for _ in range(chance.choice((1, 2, 5))):
        data = corpus.mutated(chance.choice(source), chance, as_json=True)
        try:
            found = json.loads(data)
        except (ValueError, RecursionError):
            lines.append(data.replace(b"\n", b" ") if chance.random() < 0.8 else data)
            continue
        if isinstance(found, dict) and chance.random() < 0.6:
            found[chance.choice(("group", "share", "ref", "title", "shares"))] = chance.choice(
                (*NASTY, *_PLAIN, 3, 1.5, None)
            )
        lines.append(json.dumps(found, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace"))
    return _of_file(b"\n".join(lines) + b"\n", (".jsonl", ".ndjson", ".JSONL"), rulebook, folder, chance)


def _cell(question: Question | None, chance: random.Random) -> str:
    known = list(question.choice_ids) if question else []
    if not known or chance.random() < 0.2:
        return chance.choice((*_PLAIN, *NASTY, *corpus.words()))
    held = chance.sample(known, min(len(known), chance.choice((1, 1, 1, 2, 3))))
    text = chance.choice((";", "|", "; ", "|")).join(choice + chance.choice(("", "", "?")) for choice in held)
    return text if chance.random() < 0.8 else text.replace(chance.choice(text), chance.choice(_SIGNS), 1)


def _of_file(data: bytes, endings: tuple[str, ...], rulebook: Rulebook, folder: Path, chance: random.Random) -> Trial:
    if chance.random() < 0.5:
        data = spoilt(data, chance)
    if chance.random() < 0.2:
        at = chance.randint(0, len(data))
        data = data[:at] + chance.choice(_SIGNS).encode() + data[at:]
    path = folder / f"{chance.choice(('work', 'é', '-'))}{chance.choice((*endings, *endings, '', '.txt'))}"
    if chance.random() < 0.02:
        # No link to a folder, which would be looked through, nor to what never ends: a table is read as it comes.
        path.mkdir() if chance.random() < 0.5 else path.symlink_to(chance.choice(("nowhere", path.name, "/dev/null")))
    else:
        path.write_bytes(data)

    def can_be_used(found: list[Work | Rejected]) -> None:
        _check_places(found)
        written = PortfolioCsv(rulebook.titles, [title for title, _ in found[0].further] if found else [])
        for row in placed(found[:MOST_PLACED], rulebook, is_quick=True):
            _check_written(json_line(row), written.line(row))

    # A record with faults takes a millisecond, and what is spoilt may be thousands of them.
    return Trial(lambda: list(works_in([str(path)], rulebook)), can_be_used, seconds=1 + len(data) / 40_000)


def _check_places(found: list[Work | Rejected]) -> None:
    """Each line is told once, in their order, and each fault of one has its place there."""
    lines = [row.line for row in found if row.line is not None]
    if not all(first < second for first, second in pairwise(lines)):
        raise Broken(f"lines out of order: {lines[:50]}")
    for row in found:
        findings: tuple[Finding, ...] = row.findings if isinstance(row, Rejected) else row.warnings
        if isinstance(row, Rejected) and not findings:
            raise Broken(f"refused without a finding: line {row.line}")
        for finding in findings:
            check_finding(finding)
            is_before = row.line is not None and finding.span is not None and finding.span.start.line < row.line
            if row.line is not None and isinstance(row, Rejected) and (finding.span is None or is_before):
                raise Broken(f"line {row.line}, and its fault elsewhere: {finding.one_line()[:500]}")


def _check_written(as_json: str, as_csv: str) -> None:
    if len(as_json.splitlines()) != 1 or not isinstance(json.loads(as_json), dict):
        raise Broken(f"not one line of JSON: {as_json[:500]}")
    if len(list(csv.reader(io.StringIO(as_csv, newline="")))) != 1:
        raise Broken(f"not one record of a table: {as_csv[:500]}")
    as_csv.encode()
