"""What each field of what is published in JSON means, in words for the schemas and the documentation.

`EVERYWHERE` holds what a name means wherever it stands; `OF` what it means in one class of the schema, by that class's
published name. A test holds that every field has words and that no words are left over.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpo_advisor.reports.formats.contracts.field_words_of_explanations import OF_EXPLANATIONS
from kpo_advisor.reports.formats.contracts.field_words_of_several import OF_SEVERAL

EVERYWHERE: Mapping[str, str] = {
    "activity": "Title of the activity; null of what is common to all.",
    "activities": "Titles of the activities it concerns; empty where the work is not cut into activities.",
    "alternative": "Id of the alternative.",
    "because": "The sentence that says why.",
    "certainty": "certain: proved whatever is open; provisional; none: everything is excluded.",
    "column": "Column in the file, counted from 1 in characters; null where there is none.",
    "cure": "What would lift it; null where nothing is said.",
    "criterion": "Id of the criterion.",
    "decision": "Id of the decision.",
    "facts": "The facts that the sentence cites.",
    "file": "The file as it was given, <stdin> for standard input; null where it was not read from a file.",
    "first": "What comes first on what is known now; several on a tie, none where everything is excluded.",
    "homes": "The alternatives that it is said of; empty: all.",
    "id": "Its id in the rulebook.",
    "inferred": "Why it goes beyond the documents; null where a document states it.",
    "label": "The question's label, in a few words.",
    "line": "Line in the file, counted from 1; null where there is none.",
    "marks": "Its citation marks, such as 3h: the document's number and the section's letter; ours: of no document.",
    "name": "The rulebook's name.",
    "note": "What to mind when reading it; null where nothing is said.",
    "points": "Points, whole: the weights of criteria times their ratings, times the shares of activities.",
    "possible": "What may come first under some way to answer what is open; never misses one.",
    "question": "Id of the question.",
    "ranking": "The alternatives, the first one first.",
    "recommended": "Id of what is recommended; null on a tie and where everything is excluded.",
    "rule": "Id of the rule.",
    "rules": "Ids of the rules that give the rating.",
    "score": "Points as a part of what could be reached, from -100 to 100, to one decimal.",
    "section": "The section of the document; null where it is cited as a whole.",
    "title": "Its title.",
    "who": "Labels of the people who know the answer.",
    "who_knows": "Labels of the people who know the answer.",
}

_OF_RESULTS: Mapping[str, Mapping[str, str]] = {
    "BarGiven": {
        "effect": "excludes, or holds-back.",
        "label": "What it says, in a few words; null where the rule has none.",
        "for_now": "Whether it holds only until the opposite is shown.",
        "rule": "Id of the rule; null where it follows from other bars.",
    },
    "Change": {
        "after": "The answer that it would be.",
        "after_label": "That answer in words.",
        "before": "The answer that was given.",
        "before_label": "That answer in words.",
        "how": "What brings the change about; null where the answer may have been wrong.",
    },
    "Check": {
        "alternatives": "The alternatives that the rule bars, or moves.",
        "question": "Id of the open question that the rule waits for.",
        "would": "What the answer could come to, in words.",
        "effect": "excludes, holds-back or frees: lifts what holds until the opposite is shown.",
    },
    "CitedFact": {
        "basis": "document: it says so; inferred: concluded from what documents say.",
        "document": "Id of the document.",
        "see": "Ids of the contradictions that it is part of.",
    },
    "Contrast": {
        "differences": "What each criterion adds to the lead, largest first; they sum to the points.",
        "first": "Id of the one that is ahead.",
        "points": "The lead in points.",
        "score": "The lead as a difference of scores.",
        "second": "Id of the one it is compared with.",
    },
    "Difference": {
        "points": "What the criterion adds to the lead, below 0 where it speaks for the other.",
    },
    "FaultGiven": {
        "hint": "What to do about it; null where nothing is said.",
        "message": "What is wrong.",
        "path": "The way from the top of the file to the value: keys, and positions counted from 0.",
        "slug": "A stable name of the kind of fault.",
    },
    "Flip": {
        "changes": "The sets of changes of that size; some of them where there are many.",
        "held_back": "Whether with all of these it would be held back, and come first only since nothing is free.",
        "kind": "do: what the client can bring about; misjudged: if given answers were wrong.",
        "size": "The proved smallest number of changes; null where none was found.",
        "status": "found; never: no change does it; beyond: more changes than are looked for; not-decided.",
    },
    "Mainstay": {
        "answer": "The answer that was given.",
        "answer_label": "That answer in words.",
        "change": "The nearest other answer under which another comes first.",
        "would": "That change in words that follow the question's label.",
        "first_then": "What comes first then.",
    },
    "OpenQuestion": {
        "ask": "The question as it is put.",
        "asked": "Whether the answer is unknown or not settled; else the question was not asked.",
        "can_change_first": "false: proved that it cannot change the first place; true: not ruled out.",
        "narrowed": "The answer that is not settled yet; null where none was given.",
        "narrowed_label": "That answer in words.",
        "turns": "The answers that would change the first place by themselves.",
    },
    "OptionReason": {
        "status": "holds: the rule fires; check: that hangs on what is open.",
    },
    "Placed": {
        "ranking": "The alternatives of that decision, the first one first.",
        "taken": "Whether the decision is taken on what is known now.",
    },
    "PlanRow": {
        "activity": "Title of the activity.",
        "place": "Id of the place that is recommended for it; null where none is.",
        "share": "Its share of the work, a whole number.",
    },
    "ProfileSummary": {
        "activities": "The answers that each activity has of its own, by title and question; empty without activities.",
        "answered": "How many questions have a known answer.",
        "answers": "The answers that hold for all the work, by question, as a profile gives them.",
        "narrowed": "How many have an answer that is not settled.",
        "not_asked": "How many that apply were not asked.",
        "notes": "What the profile says of its answers, by question.",
        "title": "The profile's title.",
        "unknown": "How many were asked and are not known.",
        "weights": "The profile's own weights, by criterion.",
    },
    "Proviso": {
        "choices": "The answers that are left, of a multi question the ticks that may be made, of a number ranges.",
        "excluded": "The other answers, which must not come out.",
        "may_be_moot": "Whether other answers may make the question one that does not apply.",
        "otherwise": "What may come first if it turns out otherwise.",
    },
    "Ranked": {
        "bars": "Why it is held back or excluded.",
        "out_of": "The most points that could be reached.",
        "range": "The least and the most the score could be over all ways to answer what is open.",
        "rank": "Its place; equal ones share it.",
        "reasons": "What each criterion says for it and against it; the points sum to its points.",
        "requires": "What must be in place for it.",
        "standing": "eligible, held-back or excluded.",
    },
    "ReasonGiven": {
        "answers": "The given answers that the rules look at, by question.",
    },
    "Recommendation": {
        "advice": "What stays with the client, advice, examples and grades.",
        "checks": "What is open and could still bar, lift or move something.",
        "close": "Those of the same standing within the rulebook's close_call of it, best first.",
        "conditions": "What makes a provisional recommendation certain; empty where nothing mild and short does.",
        "conditions_are": "smallest: proved; enough: not proved so; open: none found; null where none are needed.",
        "contrast": "The lead over each other alternative, criterion by criterion.",
        "decisions": "The other ranked decisions, by id; one row for each activity.",
        "flips": "The smallest changes that would put another first.",
        "lead": "The score ahead of the next of the same standing; null without one.",
        "moves_most": "Id of the question that could move most; null where none can.",
        "open_questions": "The questions without a settled answer, those first that could move most.",
        "plan": "Which activity goes where; empty where the work is not cut into activities.",
        "profile": "The profile it is for.",
        "remarks": "What is particular about the result, such as close-call or by-elimination.",
        "rests_on": "The given answers whose nearest change puts another first, the most telling one first.",
        "rulebook": "The rulebook it was made with.",
        "schema": "The version of this contract.",
        "sources": "The documents that are cited.",
        "stability": "How far the weights can move before another is first; null without a first.",
        "suggestions": "The options of the other decisions with reasons, by decision.",
        "warnings": "What to mind of the profile, such as answers that contradict each other.",
    },
    "Remark": {
        "kind": "requires, keeps, advises, shows or rates.",
        "label": "What it says, in a few words; null where the rule has none.",
        "owner": "Label of the person who sees to what is required; null where nobody is named.",
        "questions": "Ids of the open questions that decide whether it holds.",
        "status": "holds: the rule fires; check: that hangs on what is open.",
        "text": "The sentence, or the grade.",
        "topic": "Id of the heading it belongs under.",
    },
    "Rival": {
        "activity": "Title of the activity inside which it could overtake; null for the work as a whole.",
    },
    "RulebookSummary": {
        "sha256": "The hash over the bytes of all its files.",
        "version": "Its version.",
    },
    "Source": {
        "date": "When it was published.",
        "number": "Its number in citation marks, from 1 in the order of the rulebook.",
        "publisher": "Who published it.",
        "sections": "The sections that are cited.",
    },
    "Stability": {
        "factor": "First place holds while no weight leaves its own divided or multiplied by this; null: no bound.",
        "half_to_double": "Whether it is alone first under any weights from half to double of its own.",
        "ranges": "For each criterion, the weights under which nothing gets ahead, all others as they are.",
        "rivals": "Those of the same standing; others cannot overtake by weights.",
        "ties": "For each rival the least change of weights that draws level, the least of all first.",
    },
    "Suggestion": {
        "option": "Id of the option.",
        "reasons": "Why it is suggested.",
        "status": "fits, check or withheld.",
        "withheld": "Why it is withheld, or may be.",
    },
    "Tie": {
        "moves": "The weights that move; none where it is level now.",
        "rival": "The one that draws level.",
        "total": "The sum of the moves, to hundredths.",
    },
    "Turn": {
        "answer": "The answer that would change the first place.",
        "label": "The answer in words.",
        "first": "What would come first then.",
    },
    "Unread": {
        "faults": "What is wrong with the file, in the order of its lines; a hundred at most, and how many more.",
        "schema": "The version of this contract.",
    },
    "WeightMove": {
        "to": "What the weight becomes, to hundredths.",
        "weight": "What the weight is.",
    },
    "WeightRange": {
        "high": "The most the weight may be, rounded down to hundredths; null: without end.",
        "high_ties": "Those that draw level at that end.",
        "low": "The least the weight may be, rounded up to hundredths.",
        "low_ties": "Those that draw level at that end.",
        "weight": "What the weight is.",
    },
}

OF: Mapping[str, Mapping[str, str]] = {**_OF_RESULTS, **OF_SEVERAL, **OF_EXPLANATIONS}


def words_of(kind: str, field: str) -> str:
    """What a field of a class of the schema means; KeyError where nothing is said."""
    own = OF.get(kind, {})
    return own[field] if field in own else EVERYWHERE[field]
