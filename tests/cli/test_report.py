"""`kpo-advisor report`: the format that is meant, what is refused, and notes that stay where they are."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from tests.cli.running import run
from tests.files.logos import png
from tests.small_rulebooks.on_disk import LAUNDRY, LAUNDRY_PROFILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

KNOWN = str(LAUNDRY_PROFILES / "part-known.yaml")
RULES = ("--rules", str(LAUNDRY))


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    monkeypatch.chdir(tmp_path)
    Path("logo.png").write_bytes(png(300, 90))
    return partial(run, monkeypatch, capfd, "report", *RULES)


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        ((), "<!DOCTYPE html>"),
        (("-f", "markdown"), "# "),
        (("-o", "a.html"), "<!DOCTYPE html>"),
        (("-o", "a.HTM"), "<!DOCTYPE html>"),
        (("-o", "a.md"), "# "),
        (("-o", "a.markdown"), "# "),
        (("-o", "a.docx"), "PK"),
        (("-o", "a.txt", "-f", "html"), "<!DOCTYPE html>"),
        (("-o", "a.md", "-f", "word"), "PK"),
    ],
)
def test_the_format_is_the_one_asked_for_else_that_of_the_files_ending_else_html(
    arguments: tuple[str, ...], begins: str, kpo: Callable[..., Done]
) -> None:
    done = kpo(KNOWN, *arguments)
    assert (done.code, done.err) == (0, "")
    written = Path(arguments[1]).read_bytes() if "-o" in arguments else done.out.encode()
    assert written.startswith(begins.encode())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-f", "word"), "Word needs a file: add --output FILE.docx."),
        (("-f", "word", "-o", "-"), "Word needs a file"),
        (("-o", "a.pdf"), "a.pdf does not say how to write it: end it in one of .html, .htm, .docx, .md, .markdown"),
        (("-o", "report"), "report does not say how to write it"),
        (("--date", "31.3.2026"), '"31.3.2026" is no date. Write it as 2026-03-31'),
        (("--date", "20260331"), "is no date"),
        (("--date", "2026-02-30"), "is no date"),
        (("--logo", "none.png"), "none.png"),
        (("--logo", KNOWN), "cannot be the logo: it is neither a PNG nor a JPEG."),
        (("--logo", "logo.png", "-f", "markdown"), "Markdown holds no logo."),
        (("--logo", "logo.png", "-o", "logo.png", "-f", "html"), "the result would be written over it"),
        (("--set", "no=1"), "no"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], told: str, kpo: Callable[..., Done]
) -> None:
    done = kpo(KNOWN, *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert [path.name for path in Path().iterdir()] == ["logo.png"]
    assert Path("logo.png").read_bytes() == png(300, 90)


def test_firm_date_and_logo_stand_above_the_title_and_nothing_does_unasked(kpo: Callable[..., Done]) -> None:
    named = ("--firm", " Wash & Sons ", "--date", "2026-03-01", "--logo", "logo.png")
    page = kpo(KNOWN, *named).out
    above = page.partition("<h1")[0]
    assert "<p>Wash &amp; Sons · 1 March 2026</p>" in above
    assert 'src="data:image/png;base64,' in above
    assert 'alt="Logo of Wash &amp; Sons" width="240" height="72"' in above
    assert "<header" not in kpo(KNOWN).out
    assert kpo(KNOWN, *named, "-o", "a.docx").code == 0
    found = docx.Document("a.docx")
    assert [paragraph.text for paragraph in found.paragraphs][1] == "Wash & Sons · 1 March 2026"
    assert len(found.inline_shapes) == 1


@pytest.mark.parametrize("form", ["html", "markdown", "word"])
def test_notes_are_told_and_without_notes_nowhere(form: str, kpo: Callable[..., Done]) -> None:
    """Also where two answers contradict each other, of which a note is the explanation."""
    note = "see photos"

    def written(*arguments: str) -> str:
        assert kpo(KNOWN, "-f", form, "-o", "out", *arguments).code == 0
        data = Path("out").read_bytes()
        if form != "word":
            return data.decode()
        found = docx.Document(io.BytesIO(data))
        return "".join(run.text or "" for run in found.element.iter(qn("w:t")))

    assert note in written()
    assert note not in written("--without-notes")


def test_answers_and_weights_can_be_set_as_in_recommend(kpo: Callable[..., Done]) -> None:
    assert "| Amount | 7 kg a day |" in kpo(KNOWN, "-f", "markdown", "--set", "kilos=7").out
    assert "| The work | 9 (the rulebook: 3) |" in kpo(KNOWN, "-f", "markdown", "--weight", "work=9").out


@pytest.mark.parametrize("ending", ["html", "md", "docx"])
def test_the_same_input_gives_the_same_bytes(ending: str, kpo: Callable[..., Done]) -> None:
    for name in ("one", "two"):
        assert kpo(KNOWN, "-o", f"{name}.{ending}").code == 0
    assert Path(f"one.{ending}").read_bytes() == Path(f"two.{ending}").read_bytes()
