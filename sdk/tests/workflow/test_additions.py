"""What is added after sending: kept in order, never lost, never decided over, and read by whoever must look."""

import pytest
from attrs import evolve
from sdk.tests.workflow.people import (
    ADVISE,
    ASKED,
    DOCTOR,
    HEAD,
    MANAGER,
    NEWS,
    NOW,
    OFFICER,
    OTHER_OFFICER,
    POLICE,
    REFERRED,
    RULES,
    SENT,
    TAKEN,
    TEACHER,
    WITHDRAWN,
)

from frontdoor.domain.after_sending import Addition, AdditionReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.workflow import commands as ask
from frontdoor.workflow.decide import Change, decide
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.refusals import Refused

ADD = ask.AddInformation(TEACHER, "a2", AdditionReason.NEW_INFORMATION, " She has a bruise ")
ADDED = Addition("a2", AdditionReason.NEW_INFORMATION, "She has a bruise", TEACHER.id, TEACHER.name, NOW)
READ = ask.ReadInformation(OFFICER, ("a1",))


def faults_of(contact: Contact, command: ask.Command) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        decide(contact, command, NOW, RULES)
    return {fault.field: fault.message for fault in refused.value.faults}


def test_an_addition_comes_after_what_was_added_before() -> None:
    contact = evolve(TAKEN, additions=(NEWS,))

    assert decide(contact, ADD, NOW, RULES) == Change(
        evolve(contact, additions=(NEWS, ADDED)),
        (Event(EventKind.INFORMATION_ADDED, NOW, TEACHER.id, TEACHER.name, "new_information"),),
    )


@pytest.mark.parametrize("contact", [SENT, TAKEN, ASKED], ids=["sent", "taken", "asked"])
def test_what_comes_before_the_decision_is_told_apart(contact: Contact) -> None:
    assert decide(contact, ADD, NOW, RULES).contact.additions == (ADDED,)


def test_what_comes_after_the_decision_is_told_apart() -> None:
    assert decide(REFERRED, ADD, NOW, RULES).contact.additions == (evolve(ADDED, after_decision=True),)


def test_a_correction_names_the_question_and_leaves_the_answer() -> None:
    correct = evolve(ADD, reason=AdditionReason.CORRECTION, question_id="school")
    after = decide(TAKEN, correct, NOW, RULES).contact

    assert (after.additions[0].question_id, after.submission) == ("school", TAKEN.submission)


def test_an_addition_needs_words_and_a_correction_its_question() -> None:
    assert faults_of(TAKEN, evolve(ADD, text=" ", reason=AdditionReason.CORRECTION)) == {
        "text": "Enter what you want to add",
        "question_id": "Select the answer that you correct",
    }


def test_what_came_twice_is_added_once() -> None:
    once = decide(TAKEN, ADD, NOW, RULES).contact

    assert decide(once, ADD, NOW, RULES) == Change(once, ())


def test_the_same_page_does_not_overwrite_what_it_added() -> None:
    once = decide(TAKEN, ADD, NOW, RULES).contact

    assert faults_of(once, evolve(ADD, text="Something else")) == {
        "": "This was already added, and stands as it was first sent"
    }


@pytest.mark.parametrize("by", [DOCTOR, OFFICER, POLICE], ids=["another agency", "officer", "partner"])
def test_only_the_senders_side_adds(by: Professional) -> None:
    assert faults_of(TAKEN, evolve(ADD, by=by)) == {
        "": "Only whoever sent this contact, or the lead of their agency, can do this"
    }


def test_nothing_is_added_to_what_was_withdrawn() -> None:
    assert faults_of(WITHDRAWN, ADD) == {"": "This contact was withdrawn"}


def test_the_lead_adds_under_their_own_name() -> None:
    assert decide(TAKEN, evolve(ADD, by=HEAD), NOW, RULES).contact.additions[0].by == HEAD.name


def test_reading_keeps_who_read_it_and_when() -> None:
    contact = evolve(TAKEN, additions=(NEWS, ADDED))

    assert decide(contact, READ, NOW, RULES) == Change(
        evolve(contact, additions=(evolve(NEWS, read_by=OFFICER.name, read_at=NOW), ADDED)),
        (Event(EventKind.INFORMATION_READ, NOW, OFFICER.id, OFFICER.name),),
    )


def test_an_answer_is_read_like_an_addition() -> None:
    answered = decide(ASKED, ask.AnswerDetails(TEACHER, "q1", "Every day"), NOW, RULES).contact
    read = decide(answered, ask.ReadInformation(OFFICER, ("q1",)), NOW, RULES).contact

    assert (answered.unread, read.unread) == (("q1",), ())


WITH_NEWS_AFTER = evolve(
    decide(TAKEN, ADVISE, NOW, RULES).contact, additions=(evolve(NEWS, after_decision=True),), holder=None
)


@pytest.mark.parametrize(
    ("contact", "by", "refusal"),
    [
        (evolve(TAKEN, additions=(NEWS,)), OTHER_OFFICER, "Olu Grant has already taken this contact"),
        (evolve(SENT, additions=(NEWS,)), OFFICER, "Take this contact before you work on it"),
        (evolve(TAKEN, additions=(NEWS,)), TEACHER, "Your role does not allow this"),
        (WITH_NEWS_AFTER, OTHER_OFFICER, "Olu Grant, who decided this, or a manager reads what is new"),
        (WITH_NEWS_AFTER, POLICE, "Your role does not allow this"),
    ],
    ids=["another officer", "nobody took it", "sender", "another officer after the decision", "partner"],
)
def test_what_is_new_is_read_by_whoever_must_look(contact: Contact, by: Professional, refusal: str) -> None:
    assert faults_of(contact, evolve(READ, by=by)) == {"": refusal}


@pytest.mark.parametrize("by", [OFFICER, MANAGER], ids=["decider", "manager"])
def test_after_the_decision_its_decider_or_a_manager_reads(by: Professional) -> None:
    assert decide(WITH_NEWS_AFTER, evolve(READ, by=by), NOW, RULES).contact.unread == ()


def test_nothing_is_decided_over_what_nobody_read() -> None:
    assert faults_of(evolve(TAKEN, additions=(NEWS,)), ADVISE) == {
        "": "The sender added something: read it, and say that you have, before you decide"
    }


def test_what_was_withdrawn_with_news_in_it_is_still_read() -> None:
    assert decide(evolve(WITHDRAWN, additions=(NEWS,)), READ, NOW, RULES).contact.unread == ()


def test_a_question_keeps_what_it_is_about() -> None:
    asked = decide(TAKEN, ask.AskForDetails(OFFICER, "q2", "Which one?", "school"), NOW, RULES).contact

    assert asked.questions[0].about == "school"
