"""Interviews on paper: what is typed, what is said, and what comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.interview import moves
from kpo_advisor.interview.driver import Driver
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Interview, Phase
from kpo_advisor.interview.words.pages import ON_CONDITIONS
from kpo_advisor.interview.words.why import why
from kpo_advisor.model.profile import Activity
from tests.certainty.test_decisive_answers import BOOK as ONE_NUMBER
from tests.interview.paper import Paper, hold
from tests.packaged import rulebook

RULEBOOK = rulebook()
FIXED = Options(RULEBOOK, Order.FIXED, StopWhen.NEVER)

pytestmark = pytest.mark.usefixtures("outlooks_once")


def test_a_title_is_asked_for_first_and_must_be_given() -> None:
    held = hold(FIXED, "", "Payroll")
    assert "any words will do" in held.paper.text
    assert held.interview.title == "Payroll"


def test_the_end_of_the_input_leaves_the_interview_with_all_answers() -> None:
    held = hold(FIXED, "Payroll", "3", "1")
    assert not held.ended
    assert held.saved[-1] == held.interview
    assert list(held.profile.answers) == ["work_area", "client_region"]


def test_q_leaves_without_reading_on() -> None:
    held = hold(FIXED, "Payroll", "q", "1")
    assert not held.ended
    assert held.paper.lines == ["1"]


def test_a_page_has_the_question_its_choices_with_definitions_and_how_far_it_is() -> None:
    text = hold(FIXED, "Payroll", "e skill_level").paper.text
    assert "2. If you advertised this job" in text
    assert "   2  training in the process: schooling or a degree in any subject, then up to twelve weeks" in text
    assert "The work itself · 0 asked · at most 29 more" in text


def test_help_has_examples_and_who_would_know() -> None:
    text = hold(FIXED, "Payroll", "e skill_level", "?").paper.text
    assert "Ask what the main part of the work needs, not what today's staff happen to hold." in text
    assert "training in the process, for example: a claims clerk" in text
    assert "Who would know: hiring manager." in text


def test_why_names_what_the_question_feeds_what_it_can_change_and_the_document_behind_it() -> None:
    text = hold(FIXED, "Payroll", "e review_capability", "why").paper.text
    assert "The answer counts for Specifying and checking the work" in text
    assert "An answer can move the lead between BPO and KPO by up to 5.6 towards BPO or 1.9 towards KPO" in text
    assert "An answer could rule out KPO (the first of 3 such reasons): KPO needs somebody on your side" in text
    assert '(stated in "Knowledge Process Outsourcing (KPO)").' in text
    assert "Proved: there is a way to answer the rest with which it decides who is first; by itself, " in text


def test_the_question_is_not_shown_again_behind_what_was_asked_about_it_but_at_enter() -> None:
    ask = RULEBOOK.questions["skill_level"].ask
    for line in ("?", "??", "why", "? trade", "r", "l"):
        assert hold(FIXED, "Payroll", "e skill_level", line).paper.text.count(ask) == 1
        assert hold(FIXED, "Payroll", "e skill_level", line, "").paper.text.count(ask) == 2


def test_why_says_once_how_far_an_answer_can_move_the_lead_either_way() -> None:
    text = hold(FIXED, "Payroll", "e limits", "why").paper.text
    assert "An answer can move the lead between BPO and KPO by up to 7.4 points either way, on the scale" in text


def test_help_at_the_title_is_about_the_title_alone_and_the_keys_can_be_shown_by_themselves() -> None:
    helped = hold(FIXED, "?", "q").paper.text
    assert "A good title says what is done and for whom" in helped
    assert "One piece of work is what would go out as one order to one team" in helped
    assert "Where a question asks for a sign" not in helped
    keys = hold(FIXED, "??", "q").paper.text
    assert "b goes back, s passes this over, q saves and leaves." in keys
    assert "A good title" not in keys


def test_why_says_of_a_label_that_nothing_hangs_on_it() -> None:
    text = hold(FIXED, "Payroll", "e work_area", "why").paper.text
    assert "Proved: no answer to it can change the first place; it can make the report fuller." in text


def test_a_line_that_is_no_answer_is_explained_and_what_was_pasted_behind_it_is_dropped() -> None:
    held = hold(FIXED, "Payroll", "e skill_level", "proces-trained", "2")
    assert 'Did you mean "training in the process"? Enter takes it.' in held.paper.text
    assert held.paper.dropped == 1
    assert held.profile.answers == {"skill_level": "process-trained"}


def test_the_one_choice_that_a_word_is_about_is_offered_and_taken_by_enter() -> None:
    held = hold(FIXED, "Payroll", "e skill_level", "admission", "")
    assert 'Did you mean "licensed or fully qualified"? Enter takes it.' in held.paper.text
    assert "Understood as licensed or fully qualified." in held.paper.text
    assert held.profile.answers == {"skill_level": "credentialed"}
    assert hold(FIXED, "Payroll", "e skill_level", "admission", "2").profile.answers == {
        "skill_level": "process-trained"
    }


def test_a_note_is_kept_with_its_question() -> None:
    held = hold(FIXED, "Payroll", "e skill_level", "n see the advertisement", "n", "of March", "2")
    assert held.profile.notes == {"skill_level": "see the advertisement of March"}


def test_a_contradiction_is_pointed_out_with_both_answers_and_may_stand_with_a_reason() -> None:
    held = hold(
        FIXED,
        "Some work",
        "e hiring_barriers",
        "peak-too-large",
        "e demand_pattern",
        "steady",
        "unheard of",
        "n it ended in May",
    )
    assert "Two answers contradict each other. Steady hours stay within a fifth of their average" in held.paper.text
    assert "Barriers to own staff: peak too large" in held.paper.text
    assert '"unheard of" is not understood here;' in held.paper.text
    assert held.profile.notes == {"demand_pattern": "it ended in May"}
    assert held.interview.phase is Phase.QUESTION


def test_an_answer_that_becomes_pointless_is_told() -> None:
    lines = ("Some work", "e limits", "licensed-signer", "e signatory", "have", "e limits", "none")
    text = hold(FIXED, *lines).paper.text
    assert 'The answer to "Licensed signatory" is kept and not used: the question does not apply now.' in text


def test_the_ranking_and_all_answers_can_be_looked_at_any_time() -> None:
    text = hold(FIXED, "Some work", "e skill_level", "2", "l", "r").paper.text
    assert "(the ranking of 1 answers)" in text
    assert "   2  Skill the work needs: training in the process" in text


def test_a_part_is_named_with_its_share_and_brings_the_rest_with_it() -> None:
    lines = ("Some work", "e skill_level", "2", "p Legal review", "1", "", "4", "2", "", "credentialed")
    held = hold(FIXED, *lines)
    assert held.profile.activities == (
        Activity("Legal review", 1, {"skill_level": "process-trained"}),
        Activity("The rest", 4, {"skill_level": "credentialed"}),
    )


def test_a_part_with_a_bad_share_or_a_name_that_is_taken_is_asked_for_again() -> None:
    lines = ("Some work", "p Legal review", "a lot", "0", "2", "Legal review", "Keying", "1")
    held = hold(FIXED, *lines)
    assert [(each.title, each.share) for each in held.profile.activities] == [("Legal review", 2), ("Keying", 1)]


def test_d_sets_a_question_apart_and_puts_it_together_again() -> None:
    parts = ("Some work", "p Legal review", "1", "", "1")
    apart = hold(FIXED, *parts, "e skill_level", "d", "general", "credentialed")
    assert [dict(each.answers) for each in apart.profile.activities] == [
        {"skill_level": "general"},
        {"skill_level": "credentialed"},
    ]
    lines = ("e skill_level", "d", "general", "credentialed", "e skill_level", "d", "y", "general")
    together = hold(FIXED, *parts, *lines)
    assert together.profile.answers == {"skill_level": "general"}


def test_nothing_is_added_where_the_input_ends_while_a_part_is_named() -> None:
    held = hold(FIXED, "Some work", "p Legal review")
    assert not held.profile.activities


@pytest.mark.parametrize(("line", "reason"), [("d", "no parts yet"), ("x 1", "no parts yet"), ("e 99", "is no")])
def test_a_request_that_cannot_be_met_is_explained(line: str, reason: str) -> None:
    assert reason in hold(FIXED, "Some work", line).paper.text


def test_where_the_first_place_is_certain_the_proof_is_told_and_the_end_offered() -> None:
    text = little_known(at_conditions="s").text
    assert "Asking on cannot change first place: In-house." in text
    assert "as long as what is unknown stays unknown: " in text
    assert "First place is certain" not in text
    assert "Stop here, or go on for a fuller report?" in text


def test_after_the_offer_enter_goes_to_the_review_and_enter_again_ends() -> None:
    for at_conditions, offers in (("s", 2), ("", 1)):
        before, *screens = little_known(at_conditions).text.split("All answers")
        assert before.count("Enter stops") == offers
        assert all("\n> " not in screen for screen in screens)


@dataclass
class Unknowing(Paper):
    """After its lines, all that is asked is unknown, and all else is taken as it is but for an end on conditions."""

    at_conditions: str = ""

    def read(self, prompt: str) -> str | None:
        if not self.lines:
            self.lines = [{"> ": "u", ON_CONDITIONS: self.at_conditions}.get(prompt, "")]
        return super().read(prompt)


def little_known(at_conditions: str) -> Paper:
    """An interview to its end, in which two things are known that almost settle first place."""
    leading = ["Some work", "e core", "rivals-gain", "e separable", "cannot-split"]
    paper = Unknowing(leading, at_conditions=at_conditions)
    assert Driver(moves.begin(Options(RULEBOOK)), paper, list[Interview]().append).run()
    return paper


def test_a_draft_that_cannot_be_written_is_said_and_nothing_else_is_lost() -> None:
    def refuse(_: Interview) -> None:
        raise KpoAdvisorError("The draft cannot be written to x.draft: No space left on device.")

    paper = Paper(["Some work", "e skill_level", "2"])
    driver = Driver(moves.begin(FIXED), paper, refuse)
    assert not driver.run()
    assert "! The draft cannot be written to x.draft" in paper.text
    assert driver.interview.answers == {"skill_level": "process-trained"}


def test_why_of_an_answered_question_says_what_another_answer_could_do() -> None:
    text = hold(FIXED, "Some work", "e work_nature", "rules-only", "e work_nature", "why").paper.text
    assert "Another answer can move the lead between" in text
    assert "Another answer could rule out BPO" in text


def test_why_counts_answers_of_which_many_do_the_same() -> None:
    many = Options(ONE_NUMBER, Order.FIXED, StopWhen.NEVER)
    (*_, proof) = (line.text for line in why(moves.begin(many), Slot("n")))
    assert proof.endswith('by itself, any of at least 741 answers, such as "0", puts kpo first.')


def test_a_question_that_does_not_apply_says_so() -> None:
    text = hold(FIXED, "Some work", "e limits", "none", "e signatory").paper.text
    assert "It does not apply as things stand" in text


def test_a_question_of_which_it_is_open_whether_it_applies_says_on_what_it_hangs() -> None:
    text = hold(FIXED, "Some work", "e signatory").paper.text
    assert "   If a licensed person has to sign or supervise the work (not known yet): answer for that case." in text


def test_an_end_is_offered_also_where_nothing_left_can_matter_and_nothing_is_certain() -> None:
    held = hold(Options(RULEBOOK), "Some work", *["s"] * 40)
    assert "Nothing that is left to ask can change first place." in held.paper.text
    assert "It is not certain" in held.paper.text
    assert "A fuller report would ask" in held.paper.text


def test_the_number_of_questions_to_come_never_rises_without_an_edit() -> None:
    for answer in ("u", "s", "1", "2"):
        text = hold(Options(RULEBOOK), "Some work", *[answer] * 60).paper.text
        counts = [int(each) for each in re.findall(r"at most ([0-9]+) more", text.split("Stop here")[0])]
        assert counts == sorted(counts, reverse=True)
        assert counts


def test_taking_out_one_of_two_parts_says_what_becomes_of_the_other_and_asks() -> None:
    parts = ("Some work", "p Legal review", "1", "", "1", "e skill_level", "d", "general", "credentialed")
    kept = hold(FIXED, *parts, "x 1", "")
    assert "Legal review is then no part any more, and its own answers go: Skill the work needs." in kept.paper.text
    assert (
        "The rest is then the whole work: its name and its share go, "
        "and its own answers hold for all of it: Skill the work needs."
    ) in kept.paper.text
    assert len(kept.profile.activities) == 2
    taken = hold(FIXED, *parts, "x Legal", "y")
    assert not taken.profile.activities
    assert taken.profile.answers["skill_level"] == "credentialed"


def test_taking_out_one_of_three_parts_says_the_shares_of_the_others() -> None:
    three = ("Some work", "p Legal review", "20%", "", "", "p Keying", "10%", "")
    held = hold(FIXED, *three, "x 1", "yes")
    assert "The other parts keep their shares against each other: The rest 70 of 80 and Keying 10 of 80." in (
        held.paper.text
    )
    assert [(each.title, each.share) for each in held.profile.activities] == [("The rest", 70), ("Keying", 10)]


def test_a_note_can_be_taken_out_and_a_title_changed() -> None:
    held = hold(FIXED, "Some work", "e skill_level", "n wrong", "n -", "t Payroll")
    assert not held.profile.notes
    assert held.profile.title == "Payroll"


def test_a_key_is_no_title_no_note_and_no_name_of_a_part_but_in_quotes() -> None:
    held = hold(FIXED, "l", "Some work", "n", "r", "b", "p", "r", "b", "q")
    assert held.paper.text.count("is a key that does nothing here; ? is help. As text, put it in quotes.") == 3
    assert (held.profile.title, held.profile.notes, held.profile.activities) == ("Some work", {}, ())
    quoted = hold(FIXED, '"b"', "e skill_level", 'n "r"', "p", "'l'", "", "", "")
    assert (quoted.profile.title, quoted.profile.notes) == ("b", {"skill_level": "r"})
    assert [each.title for each in quoted.profile.activities] == ["l", "The rest"]


def test_notes_on_a_question_end_before_they_could_not_be_read_back() -> None:
    held = hold(FIXED, "Some work", "e skill_level", *["n " + "x" * 3000] * 5)
    assert "at most 10000 characters" in held.paper.text
    assert len(held.profile.notes["skill_level"]) <= 10_000


def test_an_older_note_explains_no_contradiction() -> None:
    lines = ("e hiring_barriers", "n see the plan", "peak-too-large", "e demand_pattern", "steady")
    assert hold(FIXED, "Some work", *lines).interview.phase is Phase.CLASH


# --- keys that are no letters ------------------------------------------------------------------------

KEYS = {
    "left": "\x1b[D",
    "up in the other mode": "\x1bOA",
    "Ctrl and right": "\x1b[1;5C",
    "Home": "\x1b[H",
    "Delete": "\x1b[3~",
    "F5": "\x1b[15~",
    "Alt-b": "\x1bb",
    "Escape": "\x1b",
    "Ctrl-A": "\x01",
    "a bell": "\x07",
    "Ctrl-H where Delete erases": "\x08",
    "a return in a paste": "\r",
    "Delete where Ctrl-H erases": "\x7f",
    "control in eight bits": "\x9b",
    "the marks of a paste": "\x1b[200~3\x1b[201~",
    "nothing": "\x00",
}
TO_THE_END = ("Payroll", "e core", "rivals-gain", "e separable", "cannot-split", *["s"] * 40, "", "")
SCRIPTS = {
    "notes and titles": ("Payroll", "e skill_level", "n", "as agreed", "t", "Wages", "2"),
    "a contradiction": (
        "Payroll",
        "e hiring_barriers",
        "peak-too-large",
        "e demand_pattern",
        "steady",
        "n as agreed in May",
    ),
    "parts": (
        "Payroll",
        "e skill_level",
        "2",
        "p",
        "Year end",
        "",
        "b",
        "b",
        "Year end",
        "1",
        "Year end",
        "Monthly",
        "12",
        "2",
        "general",
        "credentialed",
        "e skill_level",
        "d",
        "",
        "p",
        "Audits",
        "",
        "",
        "p",
        "Letters",
        "1/10",
        "",
        "",
        "x 2",
        "y",
    ),
    "an end": TO_THE_END,
}
PROMPTS = {
    "Title: ",
    "> ",
    "Note (Enter: none): ",
    "Title (Enter keeps it): ",
    "A number, or n REASON: ",
    "Name of the part that differs (Enter: none): ",
    "Share (Enter: 50%): ",
    "Share (Enter: 99 of 100): ",
    "Share (Enter: 1/3): ",
    "Share (Enter: 25%): ",
    "Out of which part is that taken (Enter: Monthly): ",
    "Name of what is left (Enter: The rest): ",
    "Numbers as 3,7 (Enter: none): ",
    "y does it, Enter does not: ",
    ON_CONDITIONS,
    "Enter stops, m goes on: ",
    "Enter shows the next, a number changes an answer: ",
    "Enter takes it so, a number changes that answer: ",
}


@dataclass
class KeysFirst(Paper):
    """Before every line, it is typed once with each of the keys in the middle of it."""

    prompts: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)

    def read(self, prompt: str) -> str | None:
        self.prompts.add(prompt)
        if not self.waiting and self.lines:
            line = self.lines.pop(0)
            at = len(line) // 2
            self.waiting = [*(f"{line[:at]}{keys}{line[at:]}" for keys in KEYS.values()), line]
        return self.waiting.pop(0) if self.waiting else None


def test_a_line_with_keys_that_are_no_letters_is_taken_at_no_prompt() -> None:
    prompts = set()
    for lines in SCRIPTS.values():
        options = Options(RULEBOOK) if lines is TO_THE_END else FIXED
        plain, saved = hold(options, *lines), list[Interview]()
        paper = KeysFirst(list(lines))
        driver = Driver(moves.begin(options), paper, saved.append)
        assert driver.run() == plain.ended
        assert (driver.interview, saved) == (plain.interview, plain.saved)
        read = len(lines) - len(paper.lines)
        assert paper.text.count("! Arrow and other control keys do nothing in a line;") == read * len(KEYS)
        assert paper.dropped == plain.paper.dropped + read * len(KEYS)
        prompts |= paper.prompts
    assert prompts == PROMPTS


def test_a_tab_is_a_space() -> None:
    held = hold(FIXED, "\tPay\troll", "\te\tskill_level", "\t", "n\tas\tagreed", "2\t")
    assert held.profile.title == "Pay roll"
    assert held.profile.notes == {"skill_level": "as agreed"}
    assert held.profile.answers == {"skill_level": "process-trained"}
