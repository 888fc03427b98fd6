"""What the fields mean that only `explain` and `what-if` write, by published class."""

from __future__ import annotations

from collections.abc import Mapping

OF_EXPLANATIONS: Mapping[str, Mapping[str, str]] = {
    "Cell": {
        "favours": "The strength of the strongest rule that speaks for it, from 0 to 3.",
        "opposes": "The strength of the strongest rule that speaks against it, from 0 to 3.",
        "points": "The criterion's weight times the rating.",
        "rating": "What favours it less what opposes it, from -3 to 3.",
    },
    "Contrasted": {
        "differences": "What each criterion adds to the lead, largest first; they sum to the points.",
        "fewest": "Ids of the fewest criteria that by themselves outweigh all that speaks against the first.",
        "first": "Id of the one that is ahead.",
        "points": "The lead in points.",
        "score": "The lead as a difference of scores.",
        "second": "Id of the one it is compared with.",
    },
    "CriterionRow": {
        "axis": "Id of the axis that it belongs to, such as sourcing.",
        "cells": "What it gives each alternative, in the order of the totals.",
        "weight": "The weight that counts: the profile's own where it has one.",
    },
    "Explanation": {
        "pieces": "What is behind it: the work as a whole, or each activity.",
        "recommendation": "The recommendation, as recommend writes it.",
        "schema": "The version of this contract.",
        "stability": "How far the weights can move before another is first; null without a first.",
        "sufficient": "Ids of the questions whose answers alone make it certain, none of which can be left out; null "
        "where it is not certain, or where that was not decided within the bound.",
    },
    "Matrix": {
        "out_of": "The most points that could be reached.",
        "rows": "The criteria, in the order of the decision.",
        "totals": "The alternatives, the first one first.",
    },
    "Miss": {
        "answers": "The answers in its place with which the rule would fire.",
        "given": "The answer that was given.",
        "would": "These answers in words that follow the question's label.",
    },
    "PieceExplained": {
        "activity": "Title of the activity; null of the work as a whole.",
        "contrasts": "The lead over each other alternative, criterion by criterion.",
        "matrix": "Every criterion by every alternative.",
        "open_questions": "Ids of the questions without a settled answer that apply or may apply.",
        "recommended": "Id of what is recommended for it; null on a tie and where everything is excluded.",
        "rules": "The rules that fire, are open, or would fire with one other answer, in the order of the rulebook.",
        "share": "Its share of the work, a whole number.",
        "stability": "How far the weights can move before another is first; null without a first.",
    },
    "PointsChange": {
        "after": "The points that the criterion gives it after.",
        "before": "The points that it gave before.",
    },
    "RankChange": {
        "after": "Where it stands after.",
        "before": "Where it stood before.",
    },
    "RankHeld": {
        "rank": "Its place; equal ones share it.",
        "standing": "eligible, held-back or excluded.",
    },
    "RuleChange": {
        "activities": "Titles of the activities in which it is so; empty where the work is not cut into activities.",
        "because": "The sentence that says why; null where the rule has none.",
        "change": "fires, stops, opens (may hold now), closes (may hold no longer), for-now (until the opposite is "
        "shown) or for-good.",
        "decision": "Id of the first decision that the rule bears on; null where it has no effect.",
        "effects": "What the rule does, what weighs first.",
    },
    "RuleEffect": {
        "kind": "favours, opposes, excludes, holds-back, suggests or withholds; of what is printed requires, keeps, "
        "advises, shows or rates.",
        "strength": "How strong it is, from 1 to 3; null of what neither favours nor opposes.",
        "target": "Id of the alternative, option or topic; kpo-whole: kpo for the whole of the work.",
    },
    "RuleOutcome": {
        "answers": "The given answers that it looks at, by question.",
        "because": "The sentence that says why; null where the rule has none.",
        "criterion": "Id of its criterion; null where it weighs nothing.",
        "decision": "Id of the first decision that it bears on; null where it has no effect.",
        "effects": "What it does, what weighs first.",
        "misses": "The answers any one of which keeps it from firing; only where it is missed.",
        "questions": "Ids of the open questions that it depends on.",
        "results": "Ids of the earlier decisions that it looks at.",
        "status": "fires; for-now: until the opposite is shown; open; missed: one other answer would make it fire.",
        "unless": "What lifts it, in words; null where nothing does.",
        "when": "Its condition in words.",
    },
    "Total": {
        "points": "Its points over all criteria.",
        "rank": "Its place; equal ones share it.",
        "standing": "eligible, held-back or excluded.",
    },
    "WhatIf": {
        "after": "The recommendation with the changes.",
        "answers": "The answers that differ, in the order of the questionnaire.",
        "before": "The recommendation without them.",
        "points": "What criteria give the first two alternatives, before or after, where it differs.",
        "ranking": "Where each alternative stands before and after, in the order after.",
        "rules": "The rules of which something else becomes, in the order of the rulebook.",
        "schema": "The version of this contract.",
        "weights": "The weights that differ.",
    },
}
