"""Random profiles as plain dicts, for the second engine, and as the text that the package reads."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Plain = dict[str, Any]


class Drawn:
    """Random profiles as dicts: worked cases, changed here and there, some cut into activities, many with gaps."""

    def __init__(self, questions: Plain, decisions: list[Plain], examples: Path, seed: int) -> None:
        self.questions, self.decisions, self.random = questions, decisions, random.Random(seed)
        cases = [yaml.load(path.read_bytes(), yaml.BaseLoader) for path in sorted(examples.glob("cases/*.yaml"))]
        self.starts = [
            {**case["answers"], **part["answers"]}
            for case in cases
            for part in case.get("activities", [{"answers": {}}])
        ]

    def __iter__(self) -> Iterator[Plain]:
        while True:
            profile: Plain = {"title": "drawn", "answers": self._answers()}
            if self.random.random() < 0.3:
                names = [*self.decisions[0]["criteria"], *self.decisions[1]["criteria"]]
                profile["weights"] = {name: self.random.randint(1, 9) for name in self.random.sample(names, 4)}
            if self.random.random() < 0.25:
                count = self.random.randint(1, 3)
                profile["activities"] = [
                    {"title": f"part {number}", "share": str(self.random.randint(1, 9)), "answers": self._answers()}
                    for number in range(count)
                ]
            yield profile

    def _answers(self) -> Plain:
        start, wild = self.random.choice(self.starts), self.random.choice((0.0, 0.02, 0.05, 0.1, 0.3, 1.0))
        gaps = self.random.choice((0.0, 0.0, 0.1, 0.3, 0.9))
        vague = self.random.choice((0.0, 0.0, 0.05, 0.2))
        answers: Plain = {}
        for id, question in self.questions.items():
            if self.random.random() < gaps:
                if self.random.random() < 0.5:
                    answers[id] = "unknown"
            elif self.random.random() < vague:
                answers[id] = self._narrowed(question)
            elif self.random.random() < wild:
                answers[id] = self._answer(question)
            elif id in start:
                answers[id] = start[id]
        return answers

    def _answer(self, question: Plain) -> Any:
        match question["kind"]:
            case "number":
                return str(self.random.randint(0, 12) / 4)
            case "yes_no":
                return self.random.choice(["yes", "no"])
            case "multi":
                choices = [*question["choices"]]
                ticks = self.random.sample(choices, self.random.randint(1, int(question.get("max", 3))))
                alone = [tick for tick in ticks if tick in question.get("exclusive", ())]
                return alone[:1] or ticks
            case _:
                return self.random.choice([*question["choices"]])

    def _narrowed(self, question: Plain) -> Any:
        match question["kind"]:
            case "number":
                low = self.random.randint(0, 12)
                return {"between": [str(low / 4), str((low + self.random.randint(1, 8)) / 4)]}
            case "yes_no":
                return {"one_of": ["yes", "no"]}
            case "multi":
                alone = question.get("exclusive", ())
                free = [id for id in question["choices"] if id not in alone]
                most = min(int(question.get("max", 3)), len(free))
                count = self.random.randint(0, most - 1)
                drawn = self.random.sample(free, self.random.randint(count + 1, len(free)))
                ticked, perhaps = drawn[:count], [*drawn[count:], *(() if count else alone)]
                if not ticked and len(perhaps) < 2:
                    return perhaps
                return {**({"ticked": ticked} if ticked else {}), "perhaps": perhaps}
        choices = [*question["choices"]]
        return {"one_of": self.random.sample(choices, self.random.randint(2, len(choices)))}


def written(questions: Plain, profile: Plain) -> str:
    """The profile as JSON, with numbers where numbers stand."""

    def answered(answers: Plain) -> Plain:
        return {
            id: numbered(answer) if questions[id]["kind"] == "number" and answer != "unknown" else answer
            for id, answer in answers.items()
        }

    def numbered(answer: Any) -> Any:
        return {"between": [*map(float, answer["between"])]} if isinstance(answer, dict) else float(answer)

    parts = [
        {**part, "share": int(part["share"]), "answers": answered(part["answers"])}
        for part in profile.get("activities", [])
    ]
    cut = {"activities": parts} if parts else {}
    return json.dumps({**profile, "answers": answered(profile["answers"]), **cut})
