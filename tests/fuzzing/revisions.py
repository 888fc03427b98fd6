"""Makers of inputs for `REV:PATH`: odd texts against a small repository, and trees that no work tree could hold."""

from __future__ import annotations

import os
import random
import subprocess
from contextlib import chdir
from functools import cache
from typing import TYPE_CHECKING, Any

from kpo_advisor.rulebooks.revision import load_rulebook_or_revision
from tests.fuzzing import corpus
from tests.fuzzing.spoiling import spoilt
from tests.fuzzing.trees import NASTY
from tests.fuzzing.trial import Trial
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.model.rulebook import Rulebook

_GOOD = (
    "HEAD:book",
    "HEAD:",
    "HEAD:./book",
    "HEAD~1:book",
    "main:book/model",
    "HEAD^{/first}:book",
    "v1:over",
    "HEAD:over/../book",
)
_ODD = (
    "--output=x:book",
    "^HEAD:book",
    "HEAD..HEAD:book",
    "@{-1}:book",
    "HEAD^{tree}:book",
    ":book",
    ":0:book",
    ":/first:book",
    "HEAD:/book",
)
_MODES = ("100644", "100755", "120000", "160000", "040000", "100664")
# fmt: off
_NAMES = (
    "a.yaml", "a.YAML", "a.yml", "a.json", ".yaml", "..", ".", ".git", "a\nb.yaml", "a\tb.yaml", "\u202ea.yaml",
    "-a.yaml", '"a".yaml',
    "a" * 300 + ".yaml", "é.yaml", "e\u0301.yaml", "\udcff.yaml", "rulebook.yaml", "decision.yaml", "con.yaml",
    "a:b.yaml", "a\\b.yaml",
)
# fmt: on
SECONDS = 2.0
"""git is started several times."""


def named(chance: random.Random, folder: Path) -> Trial:
    """A text that may name a revision and a folder in it."""
    repository = _repository()
    text = chance.choice((*_GOOD, *_ODD))
    if chance.random() < 0.7:
        text = spoilt(text.encode(), chance).decode("utf-8", chance.choice(("replace", "surrogateescape")))
    if chance.random() < 0.1:
        text = chance.choice(NASTY) + chance.choice((":", "")) + chance.choice(NASTY)
    if len(text) > 5000:  # what one argument of a command may hold has a bound of its own
        text = text[:5000]
    (folder / "text").write_bytes(os.fsencode(text.encode("utf-8", "surrogateescape")))
    return Trial(lambda: _load(repository, text), seconds=SECONDS)


def tree(chance: random.Random, folder: Path) -> Trial:
    """A tree object put together by hand: links, submodules, odd names, wrong modes, and objects that are lacking."""
    repository = _repository()
    entries: dict[str, tuple[str, str]] = {}
    for _ in range(chance.randint(1, 4)):
        name, mode = chance.choice(_NAMES), chance.choice(_MODES)
        content = corpus.mutated(chance.choice(sorted(corpus.files_of(PLAIN).values())), chance)
        entries[name] = (mode, _blob(repository, content[: 1 << 20]) if chance.random() < 0.8 else "1" * 40)
    entries.setdefault("rulebook.yaml", ("100644", _blob(repository, corpus.files_of(PLAIN)["rulebook.yaml"])))
    for name in ("model", "facts"):
        entries[name] = ("040000", _git(repository, "rev-parse", f"HEAD:book/{name}").decode().strip())
    kinds = {"160000": "commit", "040000": "tree"}
    listing = b"".join(
        f"{mode} {kinds.get(mode, 'blob')} {object_id}\t".encode() + os.fsencode(name) + b"\0"
        for name, (mode, object_id) in entries.items()
    )
    (folder / "tree").write_bytes(listing)
    made = _git(repository, "mktree", "-z", "--missing", given=listing, check=False).decode().strip()
    return Trial(lambda: _load(repository, f"{made or 'HEAD'}:"), seconds=SECONDS)


def _load(repository: Path, text: str) -> dict[str, Any]:
    with chdir(repository):
        found: Rulebook = load_rulebook_or_revision(text)
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


@cache
def _repository() -> Path:
    """A repository of two commits, made once in a process; it goes with the process."""
    import atexit
    import tempfile
    from pathlib import Path

    from tests.fuzzing.places import write

    temporary = tempfile.TemporaryDirectory(prefix="kpo-fuzzing-git-")
    atexit.register(temporary.cleanup)
    top = Path(temporary.name)
    _git(top, "init", "-q", "-b", "main", ".")
    write(top / "book", corpus.files_of(PLAIN))
    (top / "over").mkdir()
    for number, extends in enumerate(("../book", "packaged")):
        header = f'name: own\ntitle: Ours\nversion: "{number}"\nextends: {extends}\n'
        (top / "over" / "rulebook.yaml").write_bytes(header.encode())
        _git(top, "add", "-A")
        _git(top, "commit", "-q", "-m", "first")
    _git(top, "tag", "v1")
    return top


def _blob(repository: Path, content: bytes) -> str:
    return _git(repository, "hash-object", "-w", "--stdin", given=content).decode().strip()


def _git(folder: Path, *arguments: str, given: bytes = b"", check: bool = True) -> bytes:
    settings = ("user.name=Someone", "user.email=someone@example.org", "core.autocrlf=false", "gc.auto=0")
    options = [part for setting in settings for part in ("-c", setting)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**clean, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *options, *arguments], cwd=folder, input=given, capture_output=True, env=environment, check=check
    )
    return done.stdout
