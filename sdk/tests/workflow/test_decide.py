"""What each command does, who may give it and what it must contain."""

from datetime import timedelta

import pytest
from attrs import evolve
from sdk.tests.workflow.people import (
    ADMINISTRATOR,
    ADVISE,
    ASKED,
    DRAFT,
    HEAD,
    HELD,
    MANAGER,
    NOT_THEIRS,
    NOW,
    OFFICER,
    OPEN_QUESTION,
    OTHER_OFFICER,
    POLICE,
    REFER,
    REFERRED,
    RULES,
    SENT,
    SENT_AT,
    SOUND,
    TAKEN,
    TEACHER,
    event,
    faults_of,
)

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact, ContactKind, Status, Submission
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.triage import Decision, DetailsQuestion, Holder, Outcome, Priority, PriorityChange
from frontdoor.workflow import commands as ask
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.decide import LONGEST_TEXT, Change, Rules, decide
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.refusals import CommandFault, HeldByAnother, Refused

LATE = SENT_AT + timedelta(hours=24, seconds=1)


def test_sending_puts_the_contact_before_the_front_door() -> None:
    assert decide(DRAFT, ask.Send(TEACHER), NOW, RULES) == Change(
        evolve(DRAFT, status=Status.SENT), (event(EventKind.SENT, TEACHER),)
    )


def test_the_timeline_says_that_an_urgent_concern_came_incomplete() -> None:
    incomplete = evolve(DRAFT, submission=Submission("cause_for_concern", "1", {}, urgent_and_incomplete=True))

    change = decide(incomplete, ask.Send(TEACHER), NOW, RULES)

    assert change.events == (event(EventKind.SENT, TEACHER, "Sent before every question was answered"),)


def test_only_the_author_sends() -> None:
    assert faults_of(DRAFT, ask.Send(HEAD)) == {"": "Only its author can send this"}


def test_taking_makes_an_officer_the_holder() -> None:
    taken = evolve(SENT, status=Status.BEING_LOOKED_AT, holder=Holder(OFFICER.id, OFFICER.name, NOW))

    assert decide(SENT, ask.Take(OFFICER), NOW, RULES) == Change(taken, (event(EventKind.TAKEN, OFFICER),))


@pytest.mark.parametrize("contact", [TAKEN, ASKED], ids=["taken", "asked"])
def test_taking_what_one_holds_changes_nothing(contact: Contact) -> None:
    assert decide(contact, ask.Take(OFFICER), NOW, RULES) == Change(contact, ())


@pytest.mark.parametrize("by", [OTHER_OFFICER, MANAGER], ids=["officer", "manager"])
def test_whoever_comes_second_is_told_who_has_it(by: Professional) -> None:
    with pytest.raises(HeldByAnother) as refused:
        decide(TAKEN, ask.Take(by), NOW, RULES)

    assert refused.value.holder_name == OFFICER.name


def test_a_question_stays_open_when_its_contact_is_released_and_taken_again() -> None:
    released = decide(ASKED, ask.Release(OFFICER), NOW, RULES).contact
    taken = decide(released, ask.Take(OTHER_OFFICER), NOW, RULES).contact

    assert (released, taken) == (
        evolve(ASKED, holder=None),
        evolve(ASKED, holder=Holder(OTHER_OFFICER.id, OTHER_OFFICER.name, NOW)),
    )


def test_a_manager_releases_what_another_holds() -> None:
    assert decide(TAKEN, ask.Release(MANAGER), NOW, RULES) == Change(SENT, (event(EventKind.RELEASED, MANAGER),))


def test_the_portal_puts_back_what_its_holder_can_no_longer_work_on() -> None:
    put_back = Event(EventKind.RELEASED, NOW, detail="Olu Grant can no longer work on it")
    assert decide(TAKEN, ask.Release(None), NOW, RULES) == Change(SENT, (put_back,))


def test_the_portal_puts_nothing_back_that_nobody_holds() -> None:
    unheld = decide(ASKED, ask.Release(OFFICER), NOW, RULES).contact
    assert decide(unheld, ask.Release(None), NOW, RULES) == Change(unheld, ())


@pytest.mark.parametrize(
    "command",
    [ask.Release(OTHER_OFFICER), ask.AskForDetails(OTHER_OFFICER, "q", "Why?"), evolve(REFER, by=OTHER_OFFICER)],
    ids=["release", "ask", "decide"],
)
def test_only_the_holder_and_managers_work_on_a_contact(command: ask.Command) -> None:
    with pytest.raises(HeldByAnother) as refused:
        decide(TAKEN, command, NOW, RULES)

    assert refused.value.faults == (CommandFault("", "Olu Grant has already taken this contact"),)


@pytest.mark.parametrize("command", [ask.Take, ask.Release, ask.AskForDetails, ask.Prioritise, ask.Decide])
@pytest.mark.parametrize("by", [TEACHER, POLICE, ADMINISTRATOR], ids=["sender", "partner", "administrator"])
def test_triage_is_the_front_door_teams(command: type[ask.Command], by: Professional) -> None:
    given = SOUND[command]
    assert not isinstance(given, ask.HandToPerson | ask.RecordTicket | ask.DoubtDelivery)

    assert faults_of(TAKEN, evolve(given, by=by)) == {"": NOT_THEIRS}


def test_the_first_priority_is_kept_when_triage_sets_another() -> None:
    change = decide(SENT, ask.Prioritise(OFFICER, Priority.URGENT, " No food at home "), NOW, RULES)

    stored = evolve(SENT, priority_changes=(PriorityChange(Priority.URGENT, "No food at home", OFFICER.name, NOW),))
    assert change == Change(stored, (event(EventKind.PRIORITISED, OFFICER, "standard to urgent: No food at home"),))
    assert (stored.sender_priority, stored.priority) == (Priority.STANDARD, Priority.URGENT)


def test_every_fault_of_a_priority_is_told_at_once() -> None:
    assert faults_of(SENT, ask.Prioritise(OFFICER, Priority.STANDARD, " ")) == {
        "reason": "Say why the priority changes",
        "to": "The priority is already standard",
    }


def test_a_question_waits_for_the_sender() -> None:
    change = decide(TAKEN, ask.AskForDetails(OFFICER, "q1", " Which days? "), NOW, RULES)

    question = DetailsQuestion("q1", "Which days?", OFFICER.name, NOW)
    asked = evolve(TAKEN, status=Status.MORE_INFORMATION_ASKED, questions=(question,))
    assert change == Change(asked, (event(EventKind.DETAILS_ASKED, OFFICER, "Which days?"),))


def test_words_are_kept_without_control_characters() -> None:
    told = "Seen at\x0b home\x1b[2J\x00\r\nby\tme\x85\uffff"
    command = evolve(REFER, rationale=told, internal_note="\x01", team=" Assess\x00ment 1\n")
    decision = decide(TAKEN, command, NOW, RULES).contact.decision

    assert decision is not None
    assert (decision.rationale, decision.internal_note) == ("Seen at home[2J\nby\tme", "")
    assert decision.team == "Assessment 1"
    assert faults_of(TAKEN, ask.AskForDetails(OFFICER, "q1", "\x01")) == {"text": "Enter the question for the sender"}


def test_a_question_without_words_is_refused() -> None:
    assert faults_of(TAKEN, ask.AskForDetails(OFFICER, "q1", "\n")) == {"text": "Enter the question for the sender"}


@pytest.mark.parametrize(
    "command",
    [ask.AskForDetails(OFFICER, "q1", "Which weeks?"), ask.AskForDetails(MANAGER, "q1", "Which days?")],
    ids=["other words", "somebody else"],
)
def test_a_question_that_was_asked_is_not_overwritten(command: ask.AskForDetails) -> None:
    assert faults_of(ASKED, command) == {"": "This question was already sent, and stands as it was first asked"}


def test_a_referral_waits_for_delivery() -> None:
    assert decide(TAKEN, REFER, NOW, RULES) == Change(REFERRED, (event(EventKind.DECIDED, OFFICER, "referral"),))


def test_a_decision_that_opens_no_episode_keeps_neither_record_nor_team() -> None:
    command = evolve(REFER, outcome=Outcome.EARLY_HELP, level_of_need="3", internal_note=" Call first ")

    assert decide(ASKED, command, NOW, RULES).contact == evolve(
        ASKED,
        status=Status.DECIDED,
        decision=Decision(
            outcome=Outcome.EARLY_HELP,
            level_of_need="3",
            rationale="Significant harm",
            message_to_sender="Thank you",
            decided_by=OFFICER.name,
            decider_id=OFFICER.id,
            decider_role="screening_officer",
            decided_at=NOW,
            internal_note="Call first",
        ),
    )


def test_every_fault_of_a_decision_is_told_at_once_by_field() -> None:
    command = ask.Decide(
        by=OFFICER,
        outcome=Outcome.REFERRAL,
        level_of_need="9",
        rationale=" ",
        message_to_sender="x" * (LONGEST_TEXT + 1),
        internal_note="x" * (LONGEST_TEXT + 1),
    )
    with pytest.raises(Refused) as refused:
        decide(TAKEN, command, LATE, RULES)

    assert {fault.field: fault.message for fault in refused.value.faults} == {
        "rationale": "Enter the reason for this decision",
        "message_to_sender": "Use 20,000 characters or fewer",
        "reason_late": "Say why this decision is late",
        "team": "Choose the team that will take the referral",
        "level_of_need": "Choose a level of need",
        "record": "Confirm whose record this belongs to",
        "internal_note": "Use 20,000 characters or fewer",
    }


def test_a_decision_at_the_last_second_needs_no_reason_for_lateness() -> None:
    on_time = decide(TAKEN, evolve(ADVISE, reason_late="Busy"), LATE - timedelta(seconds=1), RULES)

    assert on_time.contact.decision is not None
    assert on_time.contact.decision.reason_late == ""


def test_a_late_decision_says_why() -> None:
    late = decide(TAKEN, evolve(ADVISE, reason_late=" Busy "), LATE, RULES)

    assert late.contact.decision is not None
    assert late.contact.decision.reason_late == "Busy"


@pytest.mark.parametrize(("asked_hours_late", "reason"), [(-1, ""), (1, "Busy")], ids=["in time", "late already"])
def test_waiting_for_an_answer_is_no_lateness_where_the_clock_pauses(asked_hours_late: int, reason: str) -> None:
    rules = Rules(clocks=ClockPolicy(pause_while_waiting=True))
    asked = evolve(ASKED, questions=(evolve(OPEN_QUESTION, asked_at=LATE + timedelta(hours=asked_hours_late)),))

    change = decide(asked, evolve(ADVISE, reason_late="Busy"), LATE + timedelta(hours=4), rules)

    decision = change.contact.decision

    assert decision is not None
    assert decision.reason_late == reason


@pytest.mark.parametrize("outcome", KINDS[ContactKind.CAUSE_FOR_CONCERN].outcomes)
def test_an_outcome_that_a_manager_signs_is_refused_to_officers(outcome: Outcome) -> None:
    rules = Rules(manager_decides=frozenset({outcome}))
    command = evolve(REFER, outcome=outcome)

    assert faults_of(TAKEN, command, rules) == {"": NOT_THEIRS}
    signed = decide(TAKEN, evolve(command, by=MANAGER), NOW, rules).contact.decision
    assert signed is not None
    assert (signed.outcome, signed.decided_by, signed.decider_role) == (outcome, MANAGER.name, "team_manager")


def test_whoever_is_both_officer_and_manager_decides_as_manager() -> None:
    both = evolve(OFFICER, roles=frozenset({Role.SCREENING_OFFICER, Role.TEAM_MANAGER}))

    decision = decide(TAKEN, evolve(ADVISE, by=both), NOW, RULES).contact.decision

    assert decision is not None
    assert decision.decider_role == "team_manager"


def test_a_holder_who_works_on_is_the_holder_still() -> None:
    assert decide(TAKEN, SOUND[ask.AskForDetails], NOW, RULES).contact.holder == HELD
