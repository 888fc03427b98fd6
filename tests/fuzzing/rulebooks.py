"""Makers of inputs that are folders: rulebooks, overlays, what the linter looks at, its settings."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.lint.configuration import read_configuration
from kpo_advisor.lint.formats import as_json as json_format
from kpo_advisor.lint.formats.github import github
from kpo_advisor.lint.formats.gitlab import gitlab
from kpo_advisor.lint.formats.sarif import sarif
from kpo_advisor.lint.formats.text import rows
from kpo_advisor.lint.linting import Report, lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.profiles.profile_files import read_cases
from kpo_advisor.rulebooks.cache.plain_form import as_json, from_json
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.fuzzing import corpus
from tests.fuzzing.places import something_odd, write
from tests.fuzzing.spoiling import spoilt
from tests.fuzzing.trees import NASTY
from tests.fuzzing.trial import Broken, Trial, check_finding
from tests.small_rulebooks.on_disk import LAUNDRY, PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WITHOUT_PROOFS = Selection(("KPO0", "KPO1", "KPO3"))
EVERYTHING = Selection(("ALL",))
_EXTENDS = (
    "../base",
    "../base/",
    "../base/../base",
    "packaged",
    "..",
    ".",
    "",
    "/",
    "../over",
    "no",
    "../bse",
    "../" * 30 + "etc",
)
_COMMENTS = (
    *(
        "# kpo: ignore[KPO102] it is used elsewhere",
        "# kpo: ignore[KPO102]",
        "# kpo: ignore",
        "# kpo: ignore[] x",
        "#kpo:ignore[KPO1]",
    ),
    *(
        "# kpo: ignore[KPO102, KPO3, no-such] x",
        "# kpo: ignore[[KPO102]] x",
        "# kpo: ignore[KPO102",
        "# KPO: ignore[KPO102] x",
    ),
    *(
        "# kpo: ignore[long-sentence] \u202e",
        "## kpo: ignore[KPO999] x",
        "# kpo: ignore[KPO001] x",
        "# kpo: ignore[ALL] x",
    ),
)


def rulebook(chance: random.Random, folder: Path) -> Trial:
    """A rulebook of several files, one to three of them spoilt; at times with things in it that are no files."""
    files = dict(chance.choice((corpus.small_files(), corpus.files_of(PLAIN), corpus.files_of(LAUNDRY))))
    is_packaged = chance.random() < 0.03
    if is_packaged:
        files = dict(corpus.files_of(corpus.ROOT / "rules"))
    write(folder / "book", _spoilt_files(files, chance))
    while chance.random() < 0.1:
        something_odd(folder / "book", chance)
    return _of_rulebook(folder / "book", 3.0 if is_packaged else 1.0)


def overlay(chance: random.Random, folder: Path) -> Trial:
    """A rulebook that extends another: the packaged one, a small one, itself, or what is none."""
    write(folder / "base", corpus.files_of(PLAIN))
    extends = "packaged" if (is_packaged := chance.random() < 0.05) else chance.choice(_EXTENDS)
    header = f'name: own\ntitle: Ours\nversion: "1"\nextends: "{extends}"\n'.encode()
    files = dict(corpus.files_of(corpus.OVERLAY)) if is_packaged else {}
    more = corpus.files_of(PLAIN)
    files |= {f"more/{name}": more[name] for name in chance.sample(sorted(more), chance.randint(0, 3))}
    files["rulebook.yaml"] = files.get("rulebook.yaml", header)
    write(folder / "over", _spoilt_files(files, chance))
    while chance.random() < 0.1:
        something_odd(folder / chance.choice(("over", "base")), chance)
    return _of_rulebook(folder / "over", 3.0)


def linted(chance: random.Random, folder: Path) -> Trial:
    """A small rulebook and a profile, with comments that suppress, checked without proofs and told in all formats."""
    files = {name: _commented(data, chance) for name, data in corpus.files_of(PLAIN).items()}
    write(folder / "book", _spoilt_files(files, chance) if chance.random() < 0.6 else files)
    (folder / "p.yaml").write_bytes(corpus.mutated(_commented(corpus.PROFILE, chance), chance))
    return _of_lint((folder / "book", folder / "p.yaml"), WITHOUT_PROOFS, 2.0)


def proved(chance: random.Random, folder: Path) -> Trial:
    """A small rulebook with one file spoilt, checked with every proof."""
    files = dict(corpus.files_of(PLAIN))
    name = chance.choice(sorted(files))
    files[name] = corpus.mutated(files[name], chance) if chance.random() < 0.7 else spoilt(files[name], chance)
    write(folder, files)
    return _of_lint((folder,), EVERYTHING, 20.0)


def looked_through(chance: random.Random, folder: Path) -> Trial:
    """A folder of profiles and whatever else, as `test` and `lint` look through it."""
    for number in range(chance.randint(0, 3)):
        name = f"{chance.choice(('', 'a/', 'a/b/', '.c/'))}{number}{chance.choice(('.yaml', '.json', '.YML', '.txt'))}"
        write(folder, {name: corpus.mutated(corpus.PROFILE, chance, as_json=name.endswith("json"))})
    while chance.random() < 0.6:
        something_odd(folder, chance)

    def read() -> Any:
        try:
            targets: object = find_targets([str(folder)])
        except KpoAdvisorError as error:
            targets = str(error)
        found = read_cases([str(folder)], corpus.small())
        for finding in found.findings:
            check_finding(finding)
        return found, targets

    return Trial(read, seconds=2.0)


def configured(chance: random.Random, folder: Path) -> Trial:
    """A pyproject.toml with a table for the linter, here or above."""
    keys = ("paths", "select", "ignore", "fail-level", "rules", "fail_level", "select-", "x")
    values = (
        '["rules"]',
        '["KPO2", "no"]',
        "[]",
        '"warning"',
        '"../rules"',
        "[1]",
        "{}",
        "1",
        "nan",
        "2020-01-01",
        '"\\u0000"',
        "[[]]",
    )
    lines = [f"[{chance.choice(('tool.kpo-advisor.lint', 'tool.kpo-advisor.lint', 'tool.kpo-advisor', '[tool]'))}]"]
    for _ in range(chance.randint(0, 4)):
        value = chance.choice((*values, f"'{chance.choice(NASTY)}'", "[" * 400))
        lines.append(f"{chance.choice(keys)} = {value}")
    data = "\n".join(lines).encode()
    (folder / "below").mkdir()
    (folder / chance.choice(("", "below")) / "pyproject.toml").write_bytes(
        spoilt(data, chance) if chance.random() < 0.6 else data
    )
    (folder / ".git").mkdir()

    def read() -> Any:
        found = read_configuration(folder / "below")
        return found, Selection(found.select, found.ignore)

    return Trial(read)


def _spoilt_files(files: Mapping[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """The files, one to three of them changed, at times left out or under another name."""
    found = dict(files)
    for name in chance.sample(sorted(found), min(len(found), chance.randint(1, 3))):
        found[name] = corpus.mutated(found[name], chance)
        if chance.random() < 0.05:
            data = found.pop(name)
            if chance.random() < 0.5:
                found[chance.choice((name.upper(), name.replace(".yaml", ".yml"), f"{name}.json", f"sub/{name}"))] = (
                    data
                )
    return found


def _commented(data: bytes, chance: random.Random) -> bytes:
    """The data with comments that suppress, at ends of lines and on lines of their own."""
    lines = data.decode().split("\n")
    for _ in range(chance.choice((0, 1, 3, 200))):
        at = chance.randrange(len(lines))
        comment = chance.choice(_COMMENTS)
        if chance.random() < 0.5:
            lines[at] += f" {comment}"
        else:
            lines.insert(at, comment)
    return "\n".join(lines).encode()


def _of_rulebook(folder: Path, seconds: float) -> Trial:
    def comes_back_from_a_copy(found: dict[str, Any]) -> None:
        if _contents(from_json(as_json(Rulebook(**found)))) != found:
            raise Broken("compiled, it is another rulebook")

    return Trial(lambda: _contents(load_rulebook(folder, cache=False)), comes_back_from_a_copy, seconds)


def _contents(rulebook: Rulebook) -> dict[str, Any]:
    return {name: getattr(rulebook, name) for name in rulebook.__dataclass_fields__}


def _of_lint(paths: Sequence[Path], selection: Selection, seconds: float) -> Trial:
    def read() -> Report:
        return lint(find_targets([str(path) for path in paths]), selection, corpus.small())

    def can_be_told(report: Report) -> None:
        for finding in report.findings:
            check_finding(finding)
        for write_out in (rows, json_format.as_json, github, gitlab, sarif):
            if not write_out(report) and write_out is not github:
                raise Broken(f"{write_out.__name__} says nothing")

    return Trial(read, can_be_told, seconds)
