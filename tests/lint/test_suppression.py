"""Comments suppress findings where they stand, with a reason, and are told when they suppress nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from kpo_advisor.lint.linting import Report

HEADER = 'name: case\ntitle: A case\nversion: "1"\nextends: {extends}\n'
TERM = "  - id: odd-work{comment}\n    means: odd\n    when: {{ work_nature: even-mix }}\n"


def checked(folder: Path, terms: str, *select: str) -> Report:
    header = HEADER.format(extends=Path(os.path.relpath(PLAIN, folder)).as_posix())
    (folder / "rulebook.yaml").write_text(header, encoding="utf-8")
    (folder / "terms.yaml").write_text(terms, encoding="utf-8")
    return lint(find_targets([str(folder)]), Selection(select or ("KPO0", "KPO102")))


def codes(report: Report) -> list[tuple[int, str]]:
    return [(each.span.start.line if each.span else 0, code_of(each.slug)) for each in report.findings]


@pytest.mark.parametrize("name", ["KPO102", "unused-term", "KPO301, KPO102"])
@pytest.mark.parametrize(
    "terms",
    [
        "terms:\n" + TERM.format(comment="  # kpo: ignore[NAME] An overlay uses it."),
        "terms:\n  # kpo: ignore[NAME] An overlay uses it.\n" + TERM.format(comment=""),
        "terms:\n  # kpo: ignore[NAME] An overlay uses it.\n\n  # More.\n" + TERM.format(comment=" # even"),
        "terms:\r\n  #kpo:ignore[NAME] An overlay uses it.\r\n" + TERM.format(comment=""),
    ],
)
def test_a_comment_on_the_line_or_above_it_suppresses(tmp_path: Path, name: str, terms: str) -> None:
    report = checked(tmp_path, terms.replace("NAME", name))
    assert codes(report) == []
    assert report.suppressed == 1


@pytest.mark.parametrize(
    "comment_line",
    [
        "    # kpo: ignore[KPO301] Another code.\n",
        "# kpo ignore[KPO102] Not the form.\n",
        "# akpo: ignore[KPO102] Not the form.\n",
    ],
)
def test_any_other_comment_suppresses_nothing(tmp_path: Path, comment_line: str) -> None:
    report = checked(tmp_path, "terms:\n" + comment_line + TERM.format(comment=""))
    assert (3, "KPO102") in codes(report)


def test_a_comment_after_a_value_is_about_its_own_line_only(tmp_path: Path) -> None:
    first = "  - id: used\n    means: used\n    when: { work_nature: even-mix } # kpo: ignore[KPO102] Mine.\n"
    report = checked(tmp_path, "terms:\n" + first + TERM.format(comment=""))
    assert codes(report) == [(2, "KPO102"), (4, "KPO091"), (5, "KPO102")]


def test_text_that_looks_like_a_comment_is_text(tmp_path: Path) -> None:
    term = "  - id: odd-work\n    means: |\n      a # kpo: ignore[KPO999] b\n"
    report = checked(tmp_path, "terms:\n" + term + "    when: { work_nature: even-mix }\n")
    assert codes(report) == [(2, "KPO102")]


def test_a_comment_without_a_reason_suppresses_and_is_told(tmp_path: Path) -> None:
    report = checked(tmp_path, "terms:\n" + TERM.format(comment=" # kpo: ignore[KPO102]"))
    assert codes(report) == [(2, "KPO090")]


def test_a_comment_without_a_code_suppresses_nothing_and_is_told(tmp_path: Path) -> None:
    report = checked(tmp_path, "terms:\n" + TERM.format(comment=" # kpo: ignore because I say so"))
    assert codes(report) == [(2, "KPO102"), (2, "KPO092")]


def test_a_suppression_is_not_called_unused_where_its_check_did_not_run(tmp_path: Path) -> None:
    terms = "terms:\n" + TERM.format(comment=" # kpo: ignore[KPO301] No fact here.")
    assert (2, "KPO091") not in codes(checked(tmp_path, terms, "KPO0", "KPO102"))
    assert (2, "KPO091") in codes(checked(tmp_path, terms, "KPO0", "KPO301"))


def test_what_stops_a_file_from_being_read_cannot_be_suppressed(tmp_path: Path) -> None:
    terms = "terms:\n" + TERM.format(comment="").replace("means: odd", "means: NO # kpo: ignore[KPO014] It is Norway.")
    assert codes(checked(tmp_path, terms)) == [(3, "KPO014")]


def test_what_an_extended_rulebook_suppresses_stays_so_in_an_overlay(tmp_path: Path) -> None:
    """And what it does not need to suppress any more is its own matter."""
    base, overlay = tmp_path / "base", tmp_path / "overlay"
    base.mkdir()
    overlay.mkdir()
    checked(base, "terms:\n" + TERM.format(comment=" # kpo: ignore[KPO301] No fact here."))
    rule = (
        "rules:\n  - id: always # kpo: ignore[KPO202] It breaks ties.\n    criterion: hours\n"
        "    favours: { bpo: slight }\n    because: Ties.\n    inferred: Ties.\n"
    )
    (base / "rules.yaml").write_text(rule, encoding="utf-8")
    (overlay / "rulebook.yaml").write_text(HEADER.format(extends="../base"), encoding="utf-8")
    report = lint(find_targets([str(overlay)]), Selection(("KPO0", "KPO202", "KPO301")))
    assert codes(report) == []
    assert report.suppressed == 1
    assert codes(lint(find_targets([str(base)]), Selection(("KPO0", "KPO202", "KPO301")))) == [(2, "KPO091")]


def test_a_name_of_any_length_is_shown_in_part(tmp_path: Path) -> None:
    name = "KPO102ore[" * 2000
    report = checked(tmp_path, "terms:\n" + TERM.format(comment=f"  # kpo: ignore[{name}] A reason."), "KPO0")
    assert report.findings
    assert max(len(finding.message) for finding in report.findings) < 200
