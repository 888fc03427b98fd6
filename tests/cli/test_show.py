"""`kpo-advisor show`: what stands behind ids, in every format.

The golden files are tests/golden/show-*. To write them anew after a wanted change, run the tests with
KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor.lookup.things import things_in
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.cli.hostile import HOSTILE, write_hostile
from tests.cli.running import run
from tests.reports.given import check_golden
from tests.small_rulebooks.on_disk import LAUNDRY, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done

EVERY_KIND = (
    "dirt",
    "own",
    "dirt.heavy",
    "delicate",
    "heavy-stains",
    "h-stains",
    "1a",
    "ours",
    "care",
    "linen",
    "place",
)


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    monkeypatch.setenv("COLUMNS", "80")
    return partial(run, monkeypatch, capfd)


def _json(kpo: Callable[..., Done], *arguments: str) -> list[dict[str, Any]]:
    done = kpo("show", *arguments, "--format", "json")
    assert (done.code, done.err) == (0, "")
    data = json.loads(done.out)
    assert data["schema"] == "kpo-advisor/show/1"
    found: list[dict[str, Any]] = data["found"]
    return found


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_every_kind_of_thing_is_shown_as_reviewed(kpo: Callable[..., Done], form: str, ending: str) -> None:
    done = kpo("show", *EVERY_KIND, "--rules", str(LAUNDRY), "--format", form)
    assert (done.code, done.err) == (0, "")
    rulebook = load_rulebook(LAUNDRY)
    check_golden(f"show.{ending}", done.out.replace(rulebook.sha256, "SHA256"))


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("rules", [LAUNDRY, PLAIN], ids=["laundry", "plain"])
def test_all_ids_of_a_rulebook_can_be_shown(kpo: Callable[..., Done], rules: Path, form: str) -> None:
    done = kpo("show", *things_in(load_rulebook(rules)), "--rules", str(rules), "--format", form)
    assert (done.code, done.err) == (0, "")


def test_all_ids_of_the_packaged_rulebook_can_be_shown(kpo: Callable[..., Done]) -> None:
    done = kpo("show", *things_in(load_rulebook()))
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 80


def test_an_id_of_two_kinds_shows_both(kpo: Callable[..., Done]) -> None:
    assert [one["kind"] for one in _json(kpo, "own", "--rules", str(LAUNDRY))] == ["alternative", "document"]
    assert [one["kind"] for one in _json(kpo, "core")] == ["question", "criterion"]


def test_a_mark_shows_the_facts_of_its_section_and_the_rules_that_cite_them(kpo: Callable[..., Done]) -> None:
    (found,) = _json(kpo, "3h")
    rulebook = load_rulebook()
    facts = [fact for fact in rulebook.facts.values() if rulebook.mark_of(fact) == "3h"]
    assert found["facts"] == [fact.id for fact in facts] != []
    cited = [rule.id for rule in rulebook.rules if {*rule.cites} & {*found["facts"]}]
    assert [use["ids"] for use in found["uses"] if use["kind"] == "rule"] == [cited]
    text = " ".join(kpo("show", "[3h]").out.split())
    assert all(fact.says in text for fact in facts)


def test_a_rule_shows_the_sentences_of_its_facts(kpo: Callable[..., Done]) -> None:
    rulebook = load_rulebook()
    text = " ".join(kpo("show", "skill-missing-inside").out.split())
    assert rulebook.facts["d1-experienced-access"].says in text
    assert "Favours KPO (clear)." in text


def test_a_choice_is_shown_with_either_sign(kpo: Callable[..., Done]) -> None:
    with_dot, with_equals = kpo("show", "work_nature.even-mix"), kpo("show", "work_nature=even-mix")
    assert with_dot.out == with_equals.out != ""


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (["work_natur"], ['Nothing has the id "work_natur". Did you mean "work_nature"?']),
        (["work_nature.even-mx"], ['work_nature has no choice "even-mx". Did you mean "work_nature.even-mix"?']),
        (["zzz", "work_nature", "X5"], ['"zzz".', 'Nothing has the id "X5". Did you mean "X05"?']),
        ([""], ['Nothing has the id "".']),
        (["[]"], ['Nothing has the id "[]".']),
        (["\x1b[31m\u202e"], ["Nothing has the id"]),
        (["a" * 10_000], ["Nothing has the id"]),
    ],
)
def test_all_unknown_ids_are_told_with_what_they_may_have_meant(
    kpo: Callable[..., Done], ids: list[str], told: list[str]
) -> None:
    done = kpo("show", *ids)
    assert (done.code, done.out) == (2, "")
    assert all(part in done.err for part in told)
    assert not {"\x1b", "\u202e"} & {*done.err}
    assert "Traceback" not in done.err


def test_an_old_id_says_what_took_its_place(kpo: Callable[..., Done]) -> None:
    old = next(iter(load_rulebook().old_ids.successors))
    done = kpo("show", old)
    assert done.code == 2
    assert "is an old id" in done.err


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_hostile_rulebooks_cannot_steer_what_reads_them(kpo: Callable[..., Done], tmp_path: Path, form: str) -> None:
    write_hostile(tmp_path)
    book = str(tmp_path / "book")
    done = kpo("show", *EVERY_KIND, "--rules", book, "--format", form)
    assert done.code == 0
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & {*done.out}
    assert "<img src=x>" not in done.out or form != "html"
    assert not any(line.startswith("::") for line in done.out.splitlines())
    assert HOSTILE not in done.out


def test_the_same_ids_give_the_same_bytes_to_a_file_as_well(kpo: Callable[..., Done], tmp_path: Path) -> None:
    target = tmp_path / "shown.txt"
    printed = kpo("show", "core", "X05").out
    assert kpo("show", "core", "X05", "--output", str(target)).out == ""
    assert target.read_text(encoding="utf-8") == printed == kpo("show", "core", "X05", "core").out


def test_no_level_of_headings_is_skipped_on_a_page_of_what_is_shown(kpo: Callable[..., Done]) -> None:
    for ids in (["1a"], ["dirt", "1a"]):
        done = kpo("show", *ids, "--rules", str(LAUNDRY), "--format", "html")
        levels = [int(level) for level in re.findall("<h([1-6])", done.out)]
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))
