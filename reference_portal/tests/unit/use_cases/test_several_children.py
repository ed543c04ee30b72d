"""One form about several children: a contact for each, and all of them kept as closely as the closest."""

from datetime import date

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.scene import OTHER_OFFICER, TEACHER, FrontDoor

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, Child, PersonName, Sex
from frontdoor.domain.triage import Priority
from frontdoor.forms import Concept, RawAnswers, RawItem
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.holding_area import holding_area, my_contacts
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.use_cases.notices import receipt_notice
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.send_draft import NotReadyToSend, Sending, reference_sent_from, send_draft
from frontdoor_portal.use_cases.view_contact import SentTogether, view_contact

ADDRESS = {"line_1": "1 Larch Road", "line_2": "", "town": "Exampleton", "postcode": "WR5 2NP"}
BROTHER: RawItem = {
    "other_child_name": {"given": "Ade", "family": "Nkemelu"},
    "other_child_born": {"day": "3", "month": "5", "year": "2019"},
    "other_child_sex": "M",
    "other_child_lives": "same_address",
    "other_child_nhs_number": "999 001 0374",
}
TWIN: RawItem = {
    "other_child_name": {"given": "Amara", "family": "Nkemelu"},
    "other_child_born": {"day": "29", "month": "2", "year": "2016"},
    "other_child_sex": "F",
    "other_child_lives": "not_known",
}

UNBORN: RawItem = {
    "other_child_stage": "unborn",
    "other_child_expected": {"day": "3", "month": "2", "year": "2027"},
    "other_child_mother": "Ify Nkemelu, born 8 August 1994",
    "other_child_lives": "same_address",
}


def answers(front_door: FrontDoor, *others: RawItem) -> RawAnswers:
    return {**front_door.answers({Concept.ADDRESS: ADDRESS}), "how_many_children": "several", "other_children": others}


def contacts_of(front_door: FrontDoor, first: Reference) -> list[Contact]:
    contact = front_door.contact(first)
    return [contact, *(front_door.contact(each) for each in contact.submission.together)]


@pytest.fixture
def sent(front_door: FrontDoor) -> Reference:
    return send_draft(front_door.office, TEACHER, front_door.draft(answers(front_door, BROTHER, TWIN)))


def test_each_child_has_a_contact_of_their_own(front_door: FrontDoor, sent: Reference) -> None:
    address = Address(("1 Larch Road", "Exampleton"), Postcode("WR5 2NP"))
    leap_day = BirthDate(date(2016, 2, 29))
    assert [each.child for each in contacts_of(front_door, sent)] == [
        Child(PersonName("Zaynab", "Nkemelu"), birth_date=leap_day, sex=Sex.FEMALE, address=address),
        Child(
            PersonName("Ade", "Nkemelu"),
            birth_date=BirthDate(date(2019, 5, 3)),
            sex=Sex.MALE,
            address=address,
            nhs_number=NhsNumber.parse("999 001 0374"),
        ),
        Child(
            PersonName("Amara", "Nkemelu"),
            birth_date=leap_day,
            sex=Sex.FEMALE,
            address=Address(note="Address not known"),
        ),
    ]


def test_a_further_child_may_be_unborn(front_door: FrontDoor) -> None:
    sent = send_draft(front_door.office, TEACHER, front_door.draft(answers(front_door, UNBORN)))
    assert contacts_of(front_door, sent)[1].child == Child(
        PersonName(),
        birth_date=BirthDate(date(2027, 2, 3), BirthDateKind.EXPECTED),
        address=Address(("1 Larch Road", "Exampleton"), Postcode("WR5 2NP")),
    )


def test_each_contact_names_the_others_and_which_child_it_is_about(front_door: FrontDoor, sent: Reference) -> None:
    contacts = contacts_of(front_door, sent)
    references = [each.reference for each in contacts]
    assert [(each.submission.child_number, set(each.submission.together)) for each in contacts] == [
        (number, set(references) - {reference}) for number, reference in enumerate(references)
    ]


def test_all_else_is_the_same_for_each(front_door: FrontDoor, sent: Reference) -> None:
    found = {
        (each.category, each.sender_priority, each.received_at, str(each.submission.answers))
        for each in contacts_of(front_door, sent)
    }
    assert [(category, priority) for category, priority, *_ in found] == [("neglect", Priority.STANDARD)]


def test_the_sender_is_told_of_each(front_door: FrontDoor, sent: Reference) -> None:
    assert front_door.queued() == [receipt_notice(each) for each in contacts_of(front_door, sent)]


def test_sent_again_it_answers_with_the_same_first_reference(front_door: FrontDoor) -> None:
    draft_id = front_door.draft(answers(front_door, BROTHER))
    first = send_draft(front_door.office, TEACHER, draft_id)
    again = send_draft(front_door.office, TEACHER, draft_id)
    assert (again, reference_sent_from(front_door.office, TEACHER, draft_id)) == (first, first)
    assert my_contacts(front_door.office, TEACHER).total == 2


def test_the_page_of_each_leads_to_the_others(front_door: FrontDoor, sent: Reference) -> None:
    first, brother, twin = contacts_of(front_door, sent)
    assert view_contact(front_door.office, TEACHER, brother.reference).together == (
        SentTogether(first.reference, first.child.name),
        SentTogether(twin.reference, twin.child.name),
    )


def test_one_number_for_two_children_is_asked_about_before_it_is_sent(front_door: FrontDoor) -> None:
    twin = {**TWIN, "other_child_nhs_number": "9990010374"}
    draft_id = front_door.draft(answers(front_door, BROTHER, twin))
    with pytest.raises(NotReadyToSend) as refused:
        send_draft(front_door.office, TEACHER, draft_id)
    assert [(fault.part, fault.message) for fault in refused.value.faults] == [
        (
            "2-other_child_nhs_number",
            "Child 2: this is another child’s number too. Check both, or leave one blank",
        )
    ]


def test_one_number_for_several_children_goes_as_nobodys_in_an_urgent_concern(front_door: FrontDoor) -> None:
    twin = {**TWIN, "other_child_nhs_number": "9990010374"}
    typed = {
        **front_door.answers({Concept.URGENCY: "urgent", Concept.NHS_NUMBER: "999 001 0374"}),
        "how_many_children": "several",
        "other_children": (BROTHER, twin, {**UNBORN, "other_child_nhs_number": "999 000 0018"}),
    }
    contacts = contacts_of(
        front_door, send_draft(front_door.office, TEACHER, front_door.draft(typed), Sending(incomplete=True))
    )
    told = {"as_typed": "999 001 0374 (given for more than one child)"}
    sent, together = contacts[0].submission.answers, contacts[0].submission.answers["other_children"]
    assert [each.child.nhs_number for each in contacts] == [None] * 4
    assert sent["nhs_number"] == told
    assert [each.get("other_child_nhs_number") for each in together] == [told, told, None]


def test_a_number_that_one_child_alone_has_stays_theirs_beside_one_given_twice(front_door: FrontDoor) -> None:
    twin = {**TWIN, "other_child_nhs_number": "9990010374"}
    typed = {
        **front_door.answers({Concept.URGENCY: "urgent", Concept.NHS_NUMBER: "999 000 0018"}),
        "how_many_children": "several",
        "other_children": (BROTHER, twin),
    }
    contacts = contacts_of(
        front_door, send_draft(front_door.office, TEACHER, front_door.draft(typed), Sending(incomplete=True))
    )
    assert [each.child.nhs_number for each in contacts] == [NhsNumber.parse("999 000 0018"), None, None]


def test_what_was_sent_with_a_sealed_childs_is_kept_as_closely(front_door: FrontDoor, sent: Reference) -> None:
    register_people(front_door.office, DUTY)
    first, brother, twin = (each.reference for each in contacts_of(front_door, sent))
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, twin.value))
    for reference in (first, brother, twin):
        with pytest.raises(NotVisible):
            view_contact(front_door.office, OTHER_OFFICER, reference)
        assert view_contact(front_door.office, DUTY, reference).contact.reference == reference
    listed = [
        holding_area(front_door.office, by, ContactFilter(), ContactOrder.NEWEST).total for by in (OTHER_OFFICER, DUTY)
    ]
    assert (listed, my_contacts(front_door.office, TEACHER).total) == ([0, 3], 3)
