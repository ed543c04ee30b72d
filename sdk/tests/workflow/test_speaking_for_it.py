"""Answering what was asked and withdrawing: who speaks for a contact, and what it takes."""

import pytest
from attrs import evolve
from sdk.tests.workflow.people import (
    ASKED,
    DOCTOR,
    HEAD,
    NOW,
    OFFICER,
    OPEN_QUESTION,
    RULES,
    SCHOOL,
    SURGERY,
    TAKEN,
    TEACHER,
    event,
    faults_of,
    someone,
)

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.triage import DetailsQuestion
from frontdoor.workflow import commands as ask
from frontdoor.workflow.decide import Change, decide
from frontdoor.workflow.events import EventKind


def answered(contact: Contact, by: Professional = TEACHER) -> Contact:
    return decide(contact, ask.AnswerDetails(by, "q1", " Every day "), NOW, RULES).contact


def test_the_lead_of_the_senders_agency_may_answer() -> None:
    question = evolve(OPEN_QUESTION, answer="Every day", answered_by=HEAD.name, answered_at=NOW)

    assert answered(ASKED, HEAD) == evolve(TAKEN, questions=(question,))


def test_what_nobody_holds_any_more_waits_to_be_taken_once_it_is_answered() -> None:
    assert answered(evolve(ASKED, holder=None)).status is Status.SENT


def test_the_contact_waits_until_the_last_question_is_answered() -> None:
    second = DetailsQuestion("q2", "Who collects her?", OFFICER.name, NOW)

    assert answered(evolve(ASKED, questions=(OPEN_QUESTION, second))).status is Status.MORE_INFORMATION_ASKED


SPEAKING = pytest.mark.parametrize(
    "command",
    [ask.AnswerDetails(TEACHER, "q1", "Yes"), ask.Withdraw(TEACHER, WithdrawalReason.DUPLICATE)],
    ids=["answer", "withdraw"],
)


def at_school(*roles: Role) -> Professional:
    """Somebody else of the sender's agency."""
    return someone("Femi Okoro", SCHOOL, *roles)


@SPEAKING
@pytest.mark.parametrize(
    "by",
    [
        DOCTOR,
        OFFICER,
        someone("Ada Finch", SURGERY, Role.AGENCY_LEAD),
        at_school(Role.PROFESSIONAL),
        at_school(Role.MASH_PARTNER),
        at_school(Role.SOCIAL_WORKER),
        at_school(Role.SCREENING_OFFICER),
        at_school(Role.TEAM_MANAGER, Role.AGENCY_LEAD),
    ],
    ids=[
        "another agency",
        "front door",
        "another agency's lead",
        "colleague",
        "partner",
        "worker",
        "officer",
        "manager who leads",
    ],
)
def test_nobody_but_the_sender_and_their_lead_speaks_for_it(
    command: ask.AnswerDetails | ask.Withdraw, by: Professional
) -> None:
    assert faults_of(ASKED, evolve(command, by=by)) == {
        "": "Only whoever sent this contact, or the lead of their agency, can do this"
    }


@SPEAKING
@pytest.mark.parametrize(
    "by",
    [
        evolve(TEACHER, roles=frozenset({Role.SCREENING_OFFICER})),
        evolve(TEACHER, roles=frozenset({Role.MASH_PARTNER})),
        at_school(Role.MASH_PARTNER, Role.AGENCY_LEAD),
    ],
    ids=["an officer who sent it", "a partner who sent it", "a partner who leads"],
)
def test_whoever_sent_it_speaks_for_it_whatever_else_they_are(
    command: ask.AnswerDetails | ask.Withdraw, by: Professional
) -> None:
    kinds = {ask.AnswerDetails: EventKind.DETAILS_ANSWERED, ask.Withdraw: EventKind.WITHDRAWN}

    assert [each.kind for each in decide(ASKED, evolve(command, by=by), NOW, RULES).events] == [kinds[type(command)]]


@pytest.mark.parametrize("question_id", ["q1", "never asked"])
def test_only_an_open_question_is_answered(question_id: str) -> None:
    open_too = DetailsQuestion("q2", "Who collects her?", OFFICER.name, NOW)
    done = evolve(OPEN_QUESTION, answer="Yes", answered_by=TEACHER.name, answered_at=NOW)
    contact = evolve(ASKED, questions=(done, open_too))

    assert faults_of(contact, ask.AnswerDetails(TEACHER, question_id, "No")) == {
        "": "This question has already been answered"
    }


def test_an_answer_and_a_withdrawal_need_words() -> None:
    found = faults_of(ASKED, ask.AnswerDetails(TEACHER, "q1", "")) | faults_of(
        ASKED, ask.Withdraw(TEACHER, WithdrawalReason.OTHER, " ")
    )

    assert found == {"answer": "Enter your answer", "details": "Say why you are withdrawing this"}


def test_a_withdrawn_contact_is_held_by_nobody() -> None:
    change = decide(TAKEN, ask.Withdraw(HEAD, WithdrawalReason.DUPLICATE, " Sent twice "), NOW, RULES)

    gone = evolve(
        TAKEN,
        status=Status.WITHDRAWN,
        withdrawn_as=WithdrawalReason.DUPLICATE,
        withdrawn_reason="Sent twice",
        holder=None,
    )
    assert change == Change(gone, (event(EventKind.WITHDRAWN, HEAD, "duplicate: Sent twice"),))
