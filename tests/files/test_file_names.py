"""Which names count, in every spelling, and which look as if they did."""

from __future__ import annotations

import pytest

from kpo_advisor.files.file_names import PROFILES, counts, is_header, looks_read, stem_of


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.YAML", "a.Yml", "a b.yAmL", "a.bak.yaml", "yml.yml"])
def test_the_case_of_an_ending_does_not_matter(name: str) -> None:
    assert counts(name)
    assert not looks_read(name)


@pytest.mark.parametrize("name", [".a.yaml", ".yaml", "a.json", "a", "yaml", "a.yaml.bak", "a.yaml~", "ayaml"])
def test_hidden_files_and_other_endings_do_not_count_in_a_rulebook(name: str) -> None:
    assert not counts(name)


def test_profiles_may_be_json() -> None:
    assert [name for name in ("a.json", "b.JSON", "c.Yaml", ".d.json", "e.jsonl") if counts(name, PROFILES)] == [
        "a.json",
        "b.JSON",
        "c.Yaml",
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("a.json", "a.JSON", "a.yaml ", "a.yml.", "a.yaml.txt", "a.YML.TXT", "a.yaml\u00a0", "a.yaml .txt", "a.ymal"),
        *("a.yaml\u200b", "a.yaml\xad", "a.ya\u2060ml", "a.\u034fyml"),
    ],
)
def test_what_is_easily_taken_for_a_file_of_a_rulebook_looks_like_one(name: str) -> None:
    assert looks_read(name)


def test_full_width_letters_look_like_others() -> None:
    assert looks_read("a\uff0eyaml")
    assert looks_read("a.\uff59\uff4d\uff4c")


@pytest.mark.parametrize(
    "name", ["a.yaml.bak", "a.yaml~", "a.yaml.orig", "a.yaml.j2", "README.md", "notes.txt", "a.toml", ".a.json", "json"]
)
def test_copies_put_aside_and_other_files_do_not_look_like_one(name: str) -> None:
    assert not looks_read(name)


def test_the_header_may_be_written_in_any_case_and_with_either_ending() -> None:
    names = ("rulebook.yaml", "rulebook.yml", "Rulebook.YAML", "rulebook.json", "rulebooks.yaml", ".rulebook.yaml")
    assert [name for name in names if is_header(name)] == ["rulebook.yaml", "rulebook.yml", "Rulebook.YAML"]


def test_what_a_file_is_called_does_not_depend_on_case_or_ending() -> None:
    assert {stem_of(name) for name in ("questions.yaml", "Questions.YML", "QUESTIONS.yml")} == {"questions"}
    assert stem_of("a.yaml.yml") == "a.yaml"
