"""What the fields mean that only `panel`, `compare` and `portfolio` write, by published class."""

from __future__ import annotations

from collections.abc import Mapping

OF_SEVERAL: Mapping[str, Mapping[str, str]] = {
    "AnswerChange": {
        "after": "What the other says, as a profile gives it: unknown where it was asked; null where nothing is said.",
        "before": "What the first says, in the same way.",
    },
    "Firsts": {
        "only": "Whether the one possible stands first alone, whoever is right; null: not decided within the bound.",
        "or_nothing": "Whether everything may be excluded; null: not decided within the bound.",
        "possible": "What may come first, whoever is right where they differ, in the order of the decision.",
        "sure": "Whether that also holds however what nobody knows is answered; null: not decided within the bound.",
    },
    "LeadMoved": {
        "after": "The lead there, as a difference of scores.",
        "before": "The lead with the first, as a difference of scores.",
        "leader": "Id of the one whose lead is told.",
        "parts": "The criteria that moved the lead, the most first; the parts sum to what lies between both leads.",
        "rival": "Id of the one that the lead is over.",
    },
    "Moved": {
        "alternative": "Id of the one of which the reason that did most speaks; null where no reason moved it so.",
        "reason": "The reason that did most; null where none did.",
        "score": "By how much the criterion moved the lead, as a part of the score.",
        "shift": "What became of that reason: new, gone, more or less; null where there is none.",
    },
    "Panel": {
        "firsts": "What may come first, whoever is right where they differ.",
        "firsts_in": "The same of each activity, by title.",
        "matters": "Whether what comes first hangs on who is right; null: not decided within the bound.",
        "people": "What each person's own answers come to.",
        "schema": "The version of this contract.",
        "title": "The work's title.",
        "together": "What all answers together come to: a difference is an answer that is not settled.",
        "told": "What was left aside of the profiles, in sentences.",
        "topics": "The questions and who says what.",
    },
    "PanelQuestion": {
        "decides": "Whether it can decide what comes first; null: not decided within the bound.",
        "moves": "Of the activities in which it can decide what comes first, by title, the same.",
        "not_known": "People who were asked and do not know.",
        "positions": "The different answers, each with the people who gave it.",
        "silent": "People who were not asked.",
        "unsure": "People whose answer is not settled.",
    },
    "PanelResult": {
        "answered": "How many questions have a plain answer, in some activity at least.",
        "date": "When the answers were given, as 2026-03-05; null where it is not told.",
        "person": "Whose answers they are; null for all together.",
        "standing": "That of what comes first: eligible, held-back or excluded; null where nothing does.",
    },
    "Placement": {
        "first": "What is proved to stay first, else what comes first on what is known now: several on a tie.",
        "form": "Id of the form of engagement that fits best; null where none does.",
        "further": "What is carried through, by the title of its column.",
        "group": "The group it belongs to; empty where there is none.",
        "lead": "By how much it is ahead of the next of its standing, in parts of the score; null without one.",
        "next": "The open question to confirm next; null where none can change what comes first.",
        "open": "All open questions, in the order of the questionnaire.",
        "out": "The alternatives that are not eligible.",
        "place": "Id of the place it is done from; null where that is not decided or differs between its parts.",
        "places": "By the home of a provider that takes a part at least, the places that are not ruled out.",
        "schema": "The version of this contract.",
        "share": "Its share, in hours or whatever the portfolio counts in; 1 where none is told.",
        "standing": "That of what comes first; null where everything is excluded.",
        "title": "What the work is called.",
    },
    "RuledOut": {
        "standing": "Whether it is held back or excluded.",
        "why": "Why, in a few words; empty where no rule has such.",
    },
    "Side": {
        "answers": "The answers that differ from the first's, in the order of the questionnaire.",
        "lead": "What moved the lead; null where one of both has fewer than two alternatives.",
        "name": "What it is called: a title, or a scenario's name.",
        "new": "Titles of activities that only this one lists.",
        "no_longer": "Titles of activities that only the first lists.",
        "recommendation": "What comes of it.",
        "weights": "The weights that differ from the first's.",
    },
    "SideBySide": {
        "first": "What comes of the first.",
        "name": "What the first is called.",
        "others": "The others, each against the first.",
        "schema": "The version of this contract.",
    },
    "Stand": {
        "answer": "The answer, as a profile gives it.",
        "label": "The answer in words.",
        "notes": "What they noted on it, by person.",
        "people": "Who gave it.",
        "then": "What may come first if it is right; null where the question cannot decide that.",
        "then_in": "The same of each activity in which it can, by title.",
    },
    "WeightChange": {
        "after": "The other's weight.",
        "before": "The first's weight.",
    },
    "ToConfirm": {
        "may_decide": "Whether its answer may change what comes first; false is proved.",
        "who": "Who knows the answer.",
    },
    "UnreadWork": {
        "faults": "What is wrong, in the order of the file.",
        "further": "What is carried through, by the title of its column, as far as it could be read.",
        "schema": "The version of this contract.",
    },
}
