"""Every check has a manual page, `lint --explain` prints it, and docs/checks holds it as it is now."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.lint import checks, codes
from kpo_advisor.lint.check import Check
from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.manual import FAMILIES, HEADINGS, contents, explain
from tests.lint.pages import FOLDER, pages

SOURCE = Path(codes.__file__).parent.parent
EACH = pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.code)
FIRST_DIGIT = {"references": "1", "meaning": "2", "evidence": "3"}


@EACH
def test_a_page_has_all_headings_in_order_and_yaml_for_bad_and_good(check: Check) -> None:
    assert tuple(re.findall(r"^## (.*)$", check.manual, re.M)) == HEADINGS
    bad, good = check.manual.partition("## Bad")[2].split("## Good")
    assert "```yaml" in bad
    assert "```yaml" in good


@EACH
def test_a_code_says_which_family_a_check_is_of(check: Check) -> None:
    assert re.fullmatch(rf"KPO{FIRST_DIGIT[check.family]}\d\d", check.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.slug)
    assert check.family in FAMILIES


def test_no_code_and_no_slug_is_given_twice() -> None:
    every = [(fault.code, fault.slug) for fault in codes.FAULTS] + [(each.code, each.slug) for each in all_checks()]
    assert [code for code, count in Counter(code for code, _ in every).items() if count > 1] == []
    assert [slug for slug, count in Counter(slug for _, slug in every).items() if count > 1] == []
    assert codes.OTHER not in {code for code, _ in every}


def test_every_code_that_the_reader_uses_has_a_number() -> None:
    call = re.compile(
        r'(?:\.add|\.stop|\.warn|\.fault|_fault|Fault|Finding)\((?:[^()"]|\([^()]*\))*?"([a-z0-9]+(?:-[a-z0-9]+)+)"'
    )
    rooms = ("portable", "files", "rulebooks", "profiles")
    readers = [path for room in rooms for path in sorted((SOURCE / room).rglob("*.py"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in readers)
    used = set(call.findall(text)) - {"set-twice", "setting-shape", "whole-question", "unknown-activity"}
    assert len(used) > 40
    assert {slug for slug in used if codes.code_of(slug) == codes.OTHER} == set()


@EACH
def test_explain_prints_the_page_by_code_and_by_name(check: Check) -> None:
    assert explain(check.code) == explain(check.slug) == explain(check.code.lower())
    assert check.manual.partition("\n")[0] in explain(check.code)


def test_explain_knows_the_faults_of_the_reader() -> None:
    assert explain("KPO012") == "# KPO012 duplicate-key\n\nA key comes twice in one mapping.\n"


def test_explain_all_lists_every_code() -> None:
    for code, slug in codes.known().items():
        assert f"{code} {slug}" in contents()
    assert explain("all") == contents()


def test_explain_of_a_misspelt_check_says_what_was_meant() -> None:
    with pytest.raises(KpoAdvisorError, match='Did you mean "uncited-fact"'):
        explain("uncited-facts")


def test_the_pages_in_the_documentation_are_what_the_docstrings_say() -> None:
    on_disk = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()}
    assert on_disk == pages(), "stale: run `python -m tests.lint.pages`"


def test_the_file_of_a_check_is_called_as_its_slug_and_no_other_file_is_beside_it() -> None:
    files = {path.stem for path in Path(checks.__file__).parent.glob("*.py")}
    assert files - {"__init__"} == {check.slug.replace("-", "_") for check in all_checks()}
