"""Makers of inputs about one piece of work: profiles, what they expect, numbers, settings, drafts."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.files.text_file import parse_document
from kpo_advisor.interview import moves
from kpo_advisor.interview.drafts import draft
from kpo_advisor.interview.options import Options, StopWhen
from kpo_advisor.interview.state import profile_of
from kpo_advisor.model.profile import Profile
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import load_profile, read_profile
from kpo_advisor.profiles.settings import apply_settings, parse_weights
from kpo_advisor.profiles.writing import profile_yaml
from tests.fuzzing import corpus
from tests.fuzzing.places import ENDINGS, put_odd
from tests.fuzzing.spoiling import spoilt
from tests.fuzzing.trees import NASTY
from tests.fuzzing.trial import Broken, Trial

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.model.rulebook import Rulebook

MOST_OF_AN_ARGUMENT = 10_000
"""Characters: all arguments together have a bound of the system, of about two megabytes."""
MOST_PARTS = 3
"""Activities of a profile for which a recommendation is made: many take long, and are no matter of reading."""

_DIGITS = (
    *"0123456789",
    *".-+eE_,'%: x",
    "00",
    "1e",
    "0x",
    "0o",
    ".5",
    "１",
    "٣",
    "½",
    "e-30",
    "e+31",
    "999999999",
    "inf",
    "nan",
    "/",
    "=",
)


def profile(chance: random.Random, folder: Path) -> Trial:
    """A profile in YAML or JSON, under any name, or something that is no file in its place."""
    is_packaged = chance.random() < 0.2
    ending = chance.choice(ENDINGS)
    as_json = ending.casefold() == ".json" or (not ending and chance.random() < 0.5)
    data = corpus.mutated(chance.choice(corpus.profiles()) if is_packaged else corpus.PROFILE, chance, as_json=as_json)
    path = folder / f"{chance.choice(('profile', 'p' * 200, 'é', ' ', '１', '~'))}{ending}"
    if chance.random() < 0.02:
        put_odd(path, chance, by_hand=True)
    else:
        path.write_bytes(data)
    return _of_profile(path, corpus.packaged() if is_packaged else corpus.small(), chance)


def expectation(chance: random.Random, folder: Path) -> Trial:
    """A profile whose `expect` is put together from the words of the field."""
    keys = ("recommended", "acceptable", "excluded", "mentions", "certainty", "fails", "unreachable")
    values = ("bpo", "kpo", "hybrid", "none", "offshore", "d1-rules", "d1-litmus", "far-away", "certain", "provisional")

    def value(depth: int) -> Any:
        kind = chance.random()
        if kind < 0.5 or depth > 2:
            return chance.choice(values)
        if kind < 0.75:
            return [value(depth + 1) for _ in range(chance.choice((0, 1, 2, 3, 40)))]
        if kind < 0.9:
            return {chance.choice((*values, *keys)): value(depth + 1) for _ in range(chance.randint(0, 3))}
        return chance.choice((*NASTY, None, True, 0, 1.5, *corpus.words()))

    expect = {chance.choice((*keys, *keys, *values)): value(0) for _ in range(chance.randint(0, 6))}
    path = folder / chance.choice(("case.yaml", "case.json"))
    path.write_text(json.dumps({"title": "A", "expect": expect}, ensure_ascii=chance.random() < 0.5), encoding="utf-8")
    return _of_profile(path, corpus.small(), chance)


def number(chance: random.Random, folder: Path) -> Trial:
    """A number in some form, as an answer in YAML or JSON, as a share, a weight, and in settings."""
    text = "".join(chance.choice(_DIGITS) for _ in range(chance.choice((1, 2, 3, 5, 8, 40))))
    form = chance.choice(
        ("answers: {{people_needed: {}}}", 'answers: {{people_needed: "{}"}}', "answers:\n  saving: {}")
    )
    form = chance.choice((form, "weights: {{nature: {}}}", "activities: [{{title: A, share: {}}}]", "title: {}"))
    form = chance.choice((form, form, '{{"answers": {{"saving": {}}}}}', '{{"weights": {{"nature": {}}}}}'))
    path = folder / ("n.json" if form.startswith("{{") else "n.yaml")
    path.write_text(form.format(text) + "\n", encoding="utf-8")
    if chance.random() < 0.5:
        return _of_profile(path, corpus.small(), chance)
    name = chance.choice(("--set people_needed=", "--set saving=", "--weight nature="))
    return _of_settings(folder, [f"{name}{text}"])


def setting(chance: random.Random, folder: Path) -> Trial:
    """Texts for --set and --weight, which change a profile with two activities."""
    good = (
        *("work_nature=rules-only", "goals=speed,quality", "people_needed=12.5", "saving=", "review_build=yes"),
        *("one/people_needed=3", "2/goals=insight", "two/work_nature=unknown", "on=1e3", "separable=clean-split"),
        *("nature=7", "checking=1000", "distance=1"),
    )
    texts = []
    for _ in range(chance.choice((1, 1, 2, 3, 200))):
        text = chance.choice(good)
        if chance.random() < 0.7:
            text = spoilt(text.encode(), chance).decode("utf-8", chance.choice(("replace", "surrogateescape")))
        if chance.random() < 0.2:
            text = text.replace(chance.choice(("=", "/", ",", "o")), chance.choice((*NASTY, "==", "//", ",,", "")), 3)
        texts.append(f"{chance.choice(('--set', '--set', '--weight'))} {text[:MOST_OF_AN_ARGUMENT]}")
    return _of_settings(folder, texts)


def saved_draft(chance: random.Random, folder: Path) -> Trial:
    """The draft of an interview, with which it is to go on."""
    data, is_packaged = chance.choice(corpus.drafts())
    path = folder / "work.yaml.draft"
    if chance.random() < 0.02:
        put_odd(path, chance, by_hand=True)
    else:
        path.write_bytes(corpus.mutated(data, chance))
    options = Options(corpus.packaged() if is_packaged else corpus.small(), stop=StopWhen.NEVER)

    def goes_on(found: draft.Draft) -> None:
        if len(found.profile.activities) > MOST_PARTS:
            return
        interview = moves.begin(options, found.profile, found.left)
        again = folder / "again.yaml.draft"
        draft.save(interview, str(again))
        if draft.load(str(again), options.rulebook).profile != profile_of(interview):
            raise Broken("the draft is saved as another profile")
        again.unlink()

    return Trial(lambda: draft.load(str(path), options.rulebook), goes_on)


def _of_profile(path: Path, rulebook: Rulebook, chance: random.Random) -> Trial:
    is_assessed, is_recommended = chance.random() < 0.2, chance.random() < 0.01

    def can_be_used(profile: Profile) -> None:
        _check_written(profile, rulebook)
        if is_assessed:
            for answers in (profile.answers, *(profile.answers_of(each) for each in profile.activities[:MOST_PARTS])):
                assess(program_of(rulebook), answers, profile.weights)
        if is_recommended and len(profile.activities) <= MOST_PARTS:
            recommend(profile, rulebook)

    return Trial(lambda: load_profile(path, rulebook), can_be_used)


def _check_written(profile: Profile, rulebook: Rulebook) -> None:
    text = profile_yaml(profile, rulebook)
    faults = Faults()
    again = read_profile(parse_document(text.encode(), "written.yaml"), rulebook, faults)
    if again != profile:
        what = faults.findings[0].one_line() if faults.findings else "as another profile"
        raise Broken(f"written and not read back: {what[:500]}")


def _of_settings(folder: Path, texts: list[str]) -> Trial:
    (folder / "settings.json").write_text(json.dumps(texts), encoding="utf-8")
    rulebook = corpus.small()
    before = read_profile(parse_document(corpus.PROFILE, "p.yaml"), rulebook, Faults())
    assert before is not None
    settings = [text.removeprefix("--set ") for text in texts if text.startswith("--set ")]
    weights = [text.removeprefix("--weight ") for text in texts if text.startswith("--weight ")]

    def read() -> tuple[Profile, dict[str, int]]:
        return apply_settings(before, settings, rulebook), parse_weights(weights, rulebook)

    def can_be_written(found: tuple[Profile, dict[str, int]]) -> None:
        _check_written(found[0], rulebook)

    return Trial(read, can_be_written)
