"""The draft of an interview: a profile with a note on where it stands, written anew after every answer.

A draft can be read as any profile. It is written beside its place and moved there in one step, so that a
kill leaves the one before or the new one, never half; only its owner may read it. It is not made through a link,
which somebody else may have put there.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING
from unicodedata import normalize

from kpo_advisor.errors import KpoAdvisorError, cannot_be_written
from kpo_advisor.files.atomic_write import put_private
from kpo_advisor.files.file_names import names_in
from kpo_advisor.files.text_file import read_document
from kpo_advisor.interview.drafts.lock import locked
from kpo_advisor.interview.drafts.older import fitting
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Phase, Whereabouts, profile_of
from kpo_advisor.model.reserved_ids import DEVICES, FILES
from kpo_advisor.portable.emit import scalar
from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.profiles.profile import profile_in
from kpo_advisor.profiles.writing import profile_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft holds: the profile so far, and where the interview was left.

    `opened` is the sha256 of the file that the interview opened, to replace it at its end; empty where there is none.
    `begun_with` names the state of the rulebook with which it was begun, where that was another; `left_out` says in
    words what of its answers this state of the rulebook has no place for.
    """

    profile: Profile
    left: Whereabouts
    opened: str = ""
    begun_with: str = ""
    left_out: tuple[str, ...] = ()


ENDING = ".draft"
MOST_NAMES = 10_000
"""Names of a folder that are looked through for drafts."""
LONGEST_NAME = 60
"""Characters of a title that name a file."""


def draft_of(output: str) -> str:
    """The path of the draft of an interview whose profile goes to `output`."""
    return f"{output}{ENDING}"


def new_of(path: str) -> str:
    """Where a draft is written before it is moved to its place."""
    return f"{path}.new"


def another_output(output: str) -> str:
    """A name beside that of a profile at which there is neither a profile nor a draft: `work-2.yaml` of `work.yaml`."""
    stem, suffix = os.path.splitext(output)  # noqa: PTH122  pathlib raises for what is no name of a file
    numbered = (f"{stem}-{number}{suffix}" for number in count(2))
    return next(name for name in numbered if not _is_taken(name))


def named_after(title: str, otherwise: str) -> str:
    """A name for the profile of a work at which there is nothing: `payroll-of-a-chain.yaml`.

    Of a title without Latin letters, or whose name would mean something else, it is another one beside `otherwise`.
    """
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    stem = "-".join(re.findall("[a-z0-9]+", plain))[:LONGEST_NAME].rstrip("-")
    name = f"{stem}.yaml"
    if not stem or stem in DEVICES | FILES:
        return another_output(otherwise)
    return another_output(name) if _is_taken(name) else name


def _is_taken(name: str) -> bool:
    return os.path.lexists(name) or os.path.lexists(draft_of(name))


def check_places(output: str, resume: str, another: str, *, is_resumed: bool) -> None:
    """Raise KpoAdvisorError where the profile or its draft cannot be written to their places.

    `resume` is the command to go on with a draft that is there, `another` the one for another piece of work.
    """
    draft = draft_of(output)
    # Not pathlib's is_dir and is_symlink: they raise for names that are too long and in folders that are closed.
    if os.path.isdir(output):  # noqa: PTH112
        raise KpoAdvisorError(f"{output} is a folder; give a file as --output.")
    if output.startswith("-") and output != "-":
        raise KpoAdvisorError(f"{output} reads as an option in other commands; give it as --output=./{output}.")
    if output == "-":
        raise KpoAdvisorError("The interview talks on standard output; give a file as --output.")
    if PurePath(output).suffix.casefold() == ".json":
        raise KpoAdvisorError(f"{output} would be read as JSON, and an interview writes YAML; give --output FILE.yaml.")
    if is_resumed and not os.path.lexists(draft):
        raise KpoAdvisorError(f"There is no draft to go on with: {draft} is missing. Name its profile as --output.")
    if os.path.islink(draft):  # noqa: PTH114
        raise KpoAdvisorError(f"{draft} is a link, and a draft is none. Take it away, or choose another --output.")
    if not is_resumed and os.path.lexists(draft):
        with locked(draft, another):  # what is open elsewhere is neither gone on with nor deleted
            raise KpoAdvisorError(
                f"{draft} holds the answers of an interview. Go on with it: {resume}; "
                f"or for another piece of work: {another}; or delete it."
            )


def drafts_in(folder: str) -> list[str]:
    """The profiles whose drafts lie in a folder, by name: of files that end so, those that are drafts of interviews.

    Where there is but one such file, it is not looked into.
    """
    found = [name for name in names_in(folder, MOST_NAMES) if name.endswith(ENDING) and name != ENDING]
    found = [name for name in found if os.path.isfile(os.path.join(folder, name))]  # noqa: PTH113, PTH118
    if len(found) > 1:
        found = list(filter(_is_draft, found))
    return sorted(name.removesuffix(ENDING) for name in found)


def _is_draft(path: str) -> bool:
    try:
        root = read_document(path).root
    except KpoAdvisorError:
        return False
    return isinstance(root, Table) and isinstance(root.get("interview"), Table)


def save(interview: Interview, path: str, opened: str = "") -> None:
    """Write the draft in one step. Raises KpoAdvisorError where that cannot be done; the draft before then stays."""
    try:
        put_private(path, draft_text(interview, opened).encode(), new_of(path))
    except (OSError, ValueError) as error:
        raise cannot_be_written("draft", path, error) from error


def draft_text(interview: Interview, opened: str = "") -> str:
    """The profile so far, and under `interview` what else it takes to go on; `opened` as in Draft."""
    rulebook = interview.rulebook
    lines = [
        "interview:",
        f"  rulebook: {scalar(rulebook.name)}",
        f"  version: {scalar(rulebook.version)}",
        f"  sha256: {scalar(rulebook.sha256)}",
    ]
    lines += [f"  opened: {scalar(opened)}"] if opened else []
    if interview.phase is Phase.QUESTION and interview.at is not None:
        lines.append(f"  at: {scalar(_named(interview.at))}")
    lines += _list("queue", map(_named, interview.queue))
    lines += _list("skipped", map(_named, filter(interview.skipped.__contains__, interview.places())))
    lines += _list("apart", [id for id in rulebook.questions if id in interview.differing])
    lines += _list("accepted", sorted(interview.accepted))
    lines += _list("asked", interview.asked)
    lines += ["  goes_on: true"] if interview.goes_on else []
    lines += ["  nears_end: true"] if interview.is_conditional else []
    counts = [f"    {scalar(first)}: {count}" for first, count in sorted(interview.declined.items())]
    lines += ["  declined:", *counts] if counts else []
    return profile_yaml(profile_of(interview), rulebook) + "\n".join(lines) + "\n"


def load(path: str, rulebook: Rulebook) -> Draft:
    """What a draft holds; of one that was begun with an earlier state of this rulebook, what fits.

    Raises KpoAdvisorError for the draft of another rulebook, which it names, and UnreadableInput with every
    fault; the file stays as it is in any case.
    """
    document = read_document(path)
    noted = document.root.get("interview") if isinstance(document.root, Table) else None
    if not isinstance(noted, Table):
        raise KpoAdvisorError(f"{path} is no draft of an interview. To begin with its answers, give it as the profile.")
    left, opened = _whereabouts(noted, rulebook), _text(noted.get("opened"))
    name, version, sha256 = (_text(noted.get(key)) for key in ("rulebook", "version", "sha256"))
    if sha256 == rulebook.sha256:
        return Draft(profile_in(document, rulebook), left, opened)
    if name != rulebook.name:
        raise KpoAdvisorError(
            f"{path} was begun with another rulebook: {name} {version}; this is {rulebook.name} {rulebook.version}. "
            "Its answers are kept. Go on with that rulebook (--rules), or begin anew with them: give the draft as the "
            "profile, and another --output."
        )
    begun_with = f"{name} {version}" if version != rulebook.version else f"an earlier state of {name} {version}"
    profile, left_out = fitting(document, rulebook)
    return Draft(profile, left, opened, begun_with, left_out)


def _whereabouts(noted: Table, rulebook: Rulebook) -> Whereabouts:
    """Where an interview was left, by the ids of today."""
    now = rulebook.old_ids.successors

    def places(node: Node | None) -> Iterator[Slot]:
        for place in map(_place, _texts(node)):
            yield from (Slot(question, place.part) for question in now.get(place.question, (place.question,)))

    at = noted.get("at")
    return Whereabouts(
        at=next(places(at), None) if _text(at) else None,
        queue=tuple(places(noted.get("queue"))),
        skipped=frozenset(places(noted.get("skipped"))),
        differing=frozenset(place.question for place in places(noted.get("apart"))),
        accepted=frozenset(_texts(noted.get("accepted"))),
        asked=tuple(place.question for place in places(noted.get("asked"))),
        goes_on=_text(noted.get("goes_on")) == "true",
        nears_end=_text(noted.get("nears_end")) == "true",
        declined=dict(_counts(noted.get("declined"))),
    )


def _counts(node: Node | None) -> Iterator[tuple[str, int]]:
    """The numbers of a mapping, by its keys; what is none is passed over."""
    for entry in node.entries if isinstance(node, Table) else ():
        count = _text(entry.value)
        if count.isascii() and count.isdigit():
            yield entry.key.text, int(count[:6])


def _list(key: str, names: Iterable[str]) -> list[str]:
    lines = [f"    - {scalar(name)}" for name in names]
    return [f"  {key}:", *lines] if lines else []


def _named(place: Slot) -> str:
    return place.question if place.part is None else f"{place.part + 1}/{place.question}"


def _place(name: str) -> Slot:
    part, slash, question = name.rpartition("/")
    if not slash or not (part.isascii() and part.isdigit()):
        return Slot(name)
    return Slot(question, int(part[:6]) - 1)


def _texts(node: Node | None) -> list[str]:
    """The texts of a list, or the one that stands alone."""
    return list(map(_text, node.items)) if isinstance(node, Listing) else [_text(node)] if node else []


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
