"""The sheet as a form: one page that asks for nothing and sends nothing, and gives the answers back as a file."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.condition_words import bounds_in_words
from kpo_advisor.portable.emit import number, scalar
from kpo_advisor.profiles.fields import TITLE_MAX
from kpo_advisor.reports.formats.html_style import style
from kpo_advisor.reports.formats.sheets.form_script import SCRIPT
from kpo_advisor.reports.formats.sheets.form_style import STYLE
from kpo_advisor.reports.questionnaire import choices
from kpo_advisor.reports.sheets import words
from kpo_advisor.text.escape import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.reports.sheets.sheet import Asked, Sheet

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<form id="sheet" autocomplete="off" data-file="{file}" data-head="{head}" data-activities="{activities}">
<h1>{title}</h1>
{opening}{questions}{back}</form>
</main>
{script}</body>
</html>
"""
BACK = """<section class="back" id="back" aria-labelledby="back-title" hidden>
<h2 id="back-title">Give it back</h2>
<label class="written">Who answers<input type="text" id="person" value="{person}" maxlength="{most}"></label>
<p><button type="button" id="save">Save the answers as a file</button></p>
<p id="said" role="status"></p>
<p class="faint">The page sends nothing: the answers stay here until you save them, and go where you send the file.</p>
<details>
<summary>Or copy the answers into a mail</summary>
<textarea id="copy" rows="8" readonly aria-label="The answers as text"></textarea>
</details>
</section>
"""
KINDS = {Kind.NUMBER: "number", Kind.MULTI: "several"}
"""How a question is read; any other takes one choice, or several of which one holds."""


def to_form(sheet: Sheet) -> str:
    """The sheet as a page of HTML with one script, which no text of others can add to; it ends with one line end."""
    looks = f"{style()}{STYLE}"
    head = "" if sheet.title is None else f"title: {scalar(sheet.title)}\n"
    activities = [f"  - title: {scalar(title)}\n    share: {share}\n" for title, share in sheet.activities]
    return PAGE.format(
        policy=f"default-src 'none'; script-src {_hash(SCRIPT)}; style-src {_hash(looks)}; base-uri 'none'; "
        "form-action 'none'",
        title=html(sheet.heading),
        style=looks,
        file=html(f"{sheet.person.id}.yaml"),
        head=_attribute(head),
        activities=_attribute(json.dumps(activities)),
        opening="".join(f"<p>{html(paragraph)}</p>\n" for paragraph in words.opening(sheet)),
        questions="".join(_questions(sheet)),
        back=_back(sheet) if sheet.asked else "",
        script=f"<script>{SCRIPT}</script>\n" if sheet.asked else "",
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"


def _attribute(text: str) -> str:
    """A text that the script reads, whole: line ends stay, where for readers they would be spaces."""
    return html(text.replace("\n", "\ue000")).replace("\ue000", "&#10;")


def _back(sheet: Sheet) -> str:
    needed = "This form needs its script to make the file; where scripts are blocked, answer on paper or in a mail."
    return f'<p id="needed" class="warn">{needed}</p>\n' + BACK.format(person=html(sheet.person.label), most=TITLE_MAX)


def _questions(sheet: Sheet) -> Iterator[str]:
    first = 1
    for title, group in ((words.DECIDING, sheet.deciding), (words.COMPLETING, sheet.completing)):
        if group:
            yield f"<h2>{html(title if sheet.title is not None else words.ALL)}</h2>\n"
        for position, asked in enumerate(group, start=first):
            yield _Question(asked, position, sheet).text()
        first += len(group)


class _Question:
    """One question of the form; `position` is its number on it, from which its parts have their ids."""

    def __init__(self, asked: Asked, position: int, sheet: Sheet) -> None:
        self.asked = asked
        self.question = asked.question
        self.position = position
        self.sheet = sheet

    def text(self) -> str:
        id = f"q{self.position}"
        name = f"{self.position}. {words.name_of(self.asked)}"
        return (
            f'<fieldset id="{id}" data-question="{html(scalar(self.question.id))}" '
            f'data-activity="{self._activity()}" data-kind="{KINDS.get(self.question.kind, "one")}"{self._bounds()} '
            f'aria-describedby="{id}-ask {id}-way {id}-wrong">\n'
            f"<legend><h3>{html(name)}</h3></legend>\n"
            f'<p class="strong" id="{id}-ask">{html(self.question.ask)}</p>\n{self._told()}'
            f'<p id="{id}-way">{html(self._way())}</p>\n'
            f'<ul class="choices">\n{"".join(self._choices())}</ul>\n'
            f'<p class="problem bad" id="{id}-wrong" role="alert" hidden></p>\n'
            '<p class="taken faint" role="status"></p>\n'
            f'<label class="written">{html(words.NOTE)}<textarea rows="2" maxlength="2000"></textarea></label>\n'
            "</fieldset>\n"
        )

    def _way(self) -> str:
        way = words.way_to_answer(self.question)
        return f'{way} Tick "perhaps" where that is not settled.' if self.question.kind is Kind.MULTI else way

    def _activity(self) -> str:
        titles = [title for title, _ in self.sheet.activities]
        return "" if self.asked.activity is None else str(titles.index(self.asked.activity))

    def _bounds(self) -> str:
        question = self.question
        if question.kind is Kind.MULTI and question.maximum_choices:
            return f' data-choices="{question.maximum_choices}"'
        ends = (("least", question.minimum), ("most", question.maximum))
        said = "".join(f' data-{name}="{number(bound)}"' for name, bound in ends if bound is not None)
        return f'{said} data-bounds="{html(", ".join(bounds_in_words(question)))}"' if said else ""

    def _told(self) -> str:
        question = self.question
        said = (question.help, words.only_if(question, self.sheet.rulebook), words.so_far(self.asked))
        told = "".join(f"<p>{html(text)}</p>\n" for text in said if text)
        return told + (f'<p class="faint">{html(self.asked.may_change)}</p>\n' if self.asked.may_change else "")

    def _choices(self) -> Iterator[str]:
        if self.question.kind is Kind.NUMBER:
            yield self._numbers()
        groups = {choice.id: choice.group for choice in self.question.choices}
        before = None
        for at, (id, means, example) in enumerate(choices(self.question)):
            group = groups.get(id)
            if group is not None and group != before:
                yield f'<li class="strong">{html(group)}</li>\n'
            before = group
            yield self._choice(at, id, means, example)
        yield f"<li>{_box('holds', 'data-unknown', html(words.UNKNOWN))}</li>\n"

    def _choice(self, at: int, id: str, means: str, example: str | None) -> str:
        """A box to tick; of several ticks, beside it one for what perhaps holds."""
        question = self.question
        label = html(question.label_of(id))
        said = f"<b>{label}</b>: {html(means)}" if means else f"<b>{label}</b>"
        said += f". <em>Example: {html(example)}</em>" if example else ""
        value = html(id if question.kind is Kind.YES_NO else scalar(id, in_list=True))
        given = f'value="{value}" data-name="{label}"{" data-alone" if id in question.exclusive else ""}'
        if question.kind is not Kind.MULTI:
            return f"<li>{_box('holds', f'data-holds {given}', said)}</li>\n"
        box = f"q{self.position}-{at}"
        holds = _box("holds", f'id="{box}" data-holds data-other="{box}-may" {given}', said)
        perhaps = f'perhaps<span class="unseen"> {label}</span>'
        may = _box("may", f'id="{box}-may" data-may data-other="{box}" {given}', perhaps)
        return f"<li>{holds}\n{may}</li>\n"

    def _numbers(self) -> str:
        unit = f" ({self.question.unit})" if self.question.unit else ""
        ends = (f"The number{unit}, or the least that it may be", "The most that it may be, where it is not settled")
        fields = (
            f'<label class="written">{html(end)}<input type="text" inputmode="decimal" maxlength="15" data-end></label>'
            for end in ends
        )
        return f'<li class="numbers">{"".join(fields)}</li>\n'


def _box(kind: str, given: str, said: str) -> str:
    return f'<label class="{kind}"><input type="checkbox" {given}> <span>{said}</span></label>'
