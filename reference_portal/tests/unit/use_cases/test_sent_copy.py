"""What was sent, once for every kind of copy: who may take it, what it holds, and that it stays what it was."""

from io import BytesIO
from typing import Any

import jsonschema_rs
import pytest
from attrs import evolve
from pypdf import PdfReader
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.scene import (
    COLLEAGUE,
    DOCTOR,
    FORM,
    HEAD,
    OFFICER,
    OTHER_OFFICER,
    TEACHER,
    FrontDoor,
)
from reference_portal.tests.unit.use_cases.test_several_children import BROTHER, TWIN, answers, contacts_of

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor_portal.copies import pdf_of, schema, structured
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.reading_submission import AnsweredItem, AnsweredQuestion, SectionNotAnswered
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.sent_copy import SentContact, SentCopy, StandsNow, TakenCopy, sent_copy_of, take_copy
from frontdoor_portal.use_cases.view_contact import view_contact


@pytest.fixture
def sent(front_door: FrontDoor) -> Reference:
    """The first of three contacts that one form became."""
    return send_draft(front_door.office, TEACHER, front_door.draft(answers(front_door, BROTHER, TWIN)))


def taken(front_door: FrontDoor, reference: Reference, by: Professional = TEACHER) -> TakenCopy:
    return take_copy(front_door.office, by, reference, "pdf")


def question(copy: SentCopy, question_id: str) -> AnsweredQuestion:
    return next(each for section in copy.sections for each in section.questions if each.question_id == question_id)


def exports(front_door: FrontDoor, reference: Reference) -> list[tuple[str, str, str]]:
    entries = front_door.audit(reference)
    return [(each.actor_id, each.purpose, each.detail) for each in entries if each.action is Action.EXPORTED_CONTACT]


def test_it_is_the_whole_form_once_whichever_of_its_contacts_is_asked_for(
    front_door: FrontDoor, sent: Reference
) -> None:
    contacts = contacts_of(front_door, sent)
    copies = [taken(front_door, each.reference) for each in contacts]
    assert [copy.sent for copy in copies] == [copies[0].sent] * 3
    assert copies[0].sent.contacts == tuple(
        SentContact(each.reference, each.child, number) for number, each in enumerate(contacts)
    )


def test_the_receipt_reads_what_the_copies_read(front_door: FrontDoor, sent: Reference) -> None:
    assert view_contact(front_door.office, TEACHER, sent).sent == taken(front_door, sent).sent


def test_a_group_is_told_item_by_item_and_in_one_text_for_other_systems(front_door: FrontDoor, sent: Reference) -> None:
    children = question(taken(front_door, sent).sent, "other_children")
    assert [(item.title, [each.answer for each in item.answers]) for item in children.items] == [
        ("Child 1", ["Ade Nkemelu", "3 May 2019", "Male", "999 001 0374", "At the same address"]),
        ("Child 2", ["Amara Nkemelu", "29 February 2016", "Female", "I do not know"]),
    ]
    assert children.answer.startswith("Child 1\nName: Ade Nkemelu\nDate of birth: 3 May 2019\nSex: Male\n")


def test_what_was_asked_and_left_blank_is_named_of_whom_it_was_asked(front_door: FrontDoor, sent: Reference) -> None:
    contact = front_door.contact(sent)
    given = {key: value for key, value in contact.submission.answers.items() if key != "date_of_birth"}
    before = taken(front_door, sent).sent.not_answered
    blank = _stored(front_door, contact, given).not_answered
    assert {section.title: set(section.questions) for section in blank}["The child"] == {
        "What is the child’s date of birth?",
        *next(section.questions for section in before if section.title == "The child"),
    }
    assert "Child 2: NHS number" in next(section.questions for section in before if section.title == "The child")


def _stored(front_door: FrontDoor, contact: Contact, given: dict[str, Any]) -> SentCopy:
    changed = evolve(contact, submission=evolve(contact.submission, answers=given))
    return sent_copy_of(front_door.office, changed, (changed,))


@pytest.mark.parametrize(
    ("by", "why"),
    [(TEACHER, "Own concern"), (HEAD, "Lead of the sender’s agency"), (OFFICER, "Triage at the front door")],
)
def test_each_contact_of_the_form_is_written_down_as_exported(
    front_door: FrontDoor, sent: Reference, by: Professional, why: str
) -> None:
    taken(front_door, sent, by)
    found = [exports(front_door, each.reference) for each in contacts_of(front_door, sent)]
    assert found == [[(by.id, why, "pdf")]] * 3


@pytest.mark.parametrize("by", [COLLEAGUE, DOCTOR])
def test_a_contact_of_somebody_else_is_not_there(front_door: FrontDoor, sent: Reference, by: Professional) -> None:
    with pytest.raises(NotVisible):
        taken(front_door, sent, by)
    assert exports(front_door, sent) == []


def test_none_is_there_of_a_form_with_a_sealed_child(front_door: FrontDoor, sent: Reference) -> None:
    register_people(front_door.office, DUTY)
    twin = contacts_of(front_door, sent)[2].reference
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, twin.value))
    with pytest.raises(NotVisible):
        taken(front_door, sent, OTHER_OFFICER)
    assert taken(front_door, sent, DUTY).asked_for == sent


def test_what_was_sent_stays_the_same_when_it_is_decided_and_only_now_changes(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.REFERRAL)
    decided = taken(front_door, reference)
    fresh = evolve(front_door.contact(reference), decision=None, status=Status.SENT)
    assert decided.sent == sent_copy_of(front_door.office, fresh, (fresh,))
    assert decided.now == (
        StandsNow(reference, Status.DECIDED, front_door.clock.at, Outcome.REFERRAL, "4", "Thank you"),
    )


def test_an_old_contact_is_told_in_the_version_it_was_sent_in(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    newer = evolve(FORM, version="2030-01", sections=())
    office = evolve(front_door.office, forms={FORM.id: newer})
    copy = take_copy(office, TEACHER, reference, "pdf").sent
    assert (copy.form_version, question(copy, "child_name").question) == (FORM.version, "What is the child’s name?")


def test_a_version_that_is_gone_is_told_as_stored_on_paper_and_as_data(front_door: FrontDoor, sent: Reference) -> None:
    copy = take_copy(evolve(front_door.office, form_versions={}), TEACHER, sent, "pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf_of(copy))).pages)
    jsonschema_rs.validate(schema(), structured(copy))
    assert "This form version is no longer installed" in text
    assert question(copy.sent, "other_children").items[0] == AnsweredItem(
        "1",
        (
            AnsweredQuestion("other_child_name", "other_child_name", "Ade\nNkemelu"),
            AnsweredQuestion("other_child_born", "other_child_born", "2019-05-03"),
            AnsweredQuestion("other_child_sex", "other_child_sex", "M"),
            AnsweredQuestion("other_child_nhs_number", "other_child_nhs_number", "9990010374"),
            AnsweredQuestion("other_child_lives", "other_child_lives", "same_address"),
        ),
    )


def test_the_data_keeps_its_schema_and_holds_every_stored_answer(front_door: FrontDoor, sent: Reference) -> None:
    data = structured(taken(front_door, sent))
    jsonschema_rs.validate(schema(), data)
    given = {each["id"]: each["answer"] for section in data["sent"]["sections"] for each in section["questions"]}
    assert given == dict(front_door.contact(sent).submission.answers)


def test_the_data_of_a_decided_contact_keeps_its_schema(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    data = structured(taken(front_door, reference))
    jsonschema_rs.validate(schema(), data)
    assert data["now"] == [
        {
            "reference": str(reference),
            "status": "decided",
            "decision": {
                "outcome": "referral",
                "level_of_need": "4",
                "message": "Thank you",
                "decided_at": "2026-06-04T08:32:00Z",
            },
        }
    ]


def test_an_items_answers_are_typed_and_in_words(front_door: FrontDoor, sent: Reference) -> None:
    data = structured(taken(front_door, sent))
    [children] = [
        each for section in data["sent"]["sections"] for each in section["questions"] if each["id"] == "other_children"
    ]
    assert children["items"][0]["questions"][1] == {
        "id": "other_child_born",
        "label": "Date of birth",
        "answer": {"date": "2019-05-03"},
        "in_words": "3 May 2019",
    }


def test_the_paper_holds_every_answer(front_door: FrontDoor, sent: Reference) -> None:
    copy = taken(front_door, sent)
    pages = PdfReader(BytesIO(pdf_of(copy))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    wanted = [each.answer for section in copy.sent.sections for each in section.questions if not each.items]
    wanted += [
        each.answer
        for section in copy.sent.sections
        for group in section.questions
        for item in group.items
        for each in item.answers
    ]
    assert [answer for answer in wanted if "".join(answer.split()) not in text] == []


def test_nothing_left_blank_is_listed_where_the_form_cannot_say(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    copy = take_copy(evolve(front_door.office, form_versions={}), TEACHER, reference, "json").sent
    nothing: tuple[SectionNotAnswered, ...] = ()
    assert (copy.not_answered, copy.form_title) == (nothing, "")
