"""Every check finds what it must where it must, in the bad cases on disk, and nothing in the good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from tests.lint.cases_on_disk import CASES, Expected, cases_of, expected_in
from tests.small_rulebooks.on_disk import PLAIN

BESIDE = {"KPO211": ("KPO201",)}
"""What is selected beside the code itself: what is not decided must have been asked."""


def found_in(case: Path, *select: str) -> list[Expected]:
    report = lint(find_targets([str(case)]), Selection(select))
    return sorted(
        (Path(each.file).relative_to(case).as_posix(), each.span.start.line if each.span else 0, code_of(each.slug))
        for each in report.findings
    )


def name(case: Path) -> str:
    return case.relative_to(CASES).as_posix()


@pytest.mark.parametrize("case", cases_of("bad"), ids=name)
def test_a_bad_case_has_the_findings_it_expects_and_no_other(case: Path) -> None:
    expected = expected_in(case)
    code = case.parent.name
    assert code in {each[2] for each in expected}
    # A suppression is judged only where what it names is looked for.
    assert found_in(case, *BESIDE.get(code, ("KPO102",) if code < "KPO1" else ()), code) == expected


@pytest.mark.parametrize("case", cases_of("good"), ids=name)
def test_a_good_case_has_no_finding(case: Path) -> None:
    assert expected_in(case) == []
    assert found_in(case, *BESIDE.get(case.parent.name, ()), case.parent.name) == []


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.code)
@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_check_has_a_good_and_a_bad_case(check: object, kind: str) -> None:
    code = getattr(check, "code", "")
    assert [case for case in cases_of(kind) if case.parent.name == code]


def test_every_folder_of_cases_belongs_to_a_code_that_exists() -> None:
    from kpo_advisor.lint.codes import known

    assert {each.name for each in CASES.iterdir()} <= set(known())


def test_the_small_rulebook_that_the_cases_extend_has_no_finding() -> None:
    assert lint(find_targets([str(PLAIN)]), Selection()).findings == ()
