"""Who sees which contact, role by role; and that it is written down either way."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SCHOOL, SURGERY, person
from reference_portal.tests.unit.use_cases.scene import (
    COLLEAGUE,
    DOCTOR,
    DOCTORS_LEAD,
    FORM,
    HEAD,
    OFFICER,
    TEACHER,
    FrontDoor,
)

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor.domain.identifiers import Reference
from frontdoor.forms import FormDefinition
from frontdoor.workflow.deadlines import deadlines_of
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.holding_area import holding_area, my_contacts
from frontdoor_portal.use_cases.models import Action, AuditEntry, ContactFilter, ContactOrder
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission, may, may_see
from frontdoor_portal.use_cases.reading_submission import (
    AnsweredItem,
    AnsweredQuestion,
    AnsweredSection,
    answered_sections,
)
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import visible_contact
from frontdoor_portal.use_cases.view_contact import view_contact

P = Permission
NOT_SENT = Reference.parse("FD-2222-2222")


def test_the_whole_table_of_permissions() -> None:
    sends = {P.FIND_CHILDREN, P.SEND_CONCERNS, P.REQUEST_INFORMATION}
    everything_in_triage = {
        P.FIND_CHILDREN,
        P.SEND_CONCERNS,
        P.REQUEST_INFORMATION,
        P.SEE_EVERY_CONTACT,
        P.TRIAGE,
        P.SEE_FIGURES,
        P.REVIEW_MATCHES,
    }
    assert {
        Role.PROFESSIONAL: sends,
        Role.AGENCY_LEAD: {
            P.FIND_CHILDREN,
            P.SEND_CONCERNS,
            P.REQUEST_INFORMATION,
            P.SEE_AGENCY_CONTACTS,
            P.SEE_AGENCY_LOG,
            P.RESET_FACTORS,
            P.TAKE_OVER_DRAFTS,
            P.KEEP_PEOPLE,
        },
        Role.SCREENING_OFFICER: everything_in_triage,
        Role.TEAM_MANAGER: everything_in_triage | {P.RESET_FACTORS, P.SET_ACCESS, P.KEEP_PEOPLE},
        Role.DUTY_MANAGER: {
            P.FIND_CHILDREN,
            P.SEND_CONCERNS,
            P.REQUEST_INFORMATION,
            P.SEE_EVERY_CONTACT,
            P.TRIAGE,
            P.SET_ACCESS,
            P.TAKE_CLOSED_DRAFTS,
        },
        Role.MASH_PARTNER: sends | {P.SEE_EVERY_CONTACT},
        Role.SOCIAL_WORKER: sends,
        Role.SENIOR_MANAGER: {P.SEE_FIGURES},
        Role.PRIVACY_OFFICER: {P.SEE_WHO_LOOKED, P.REVIEW_ACCESS},
        Role.ADMINISTRATOR: {P.RESET_FACTORS, P.KEEP_PEOPLE, P.KEEP_AGENCIES, P.CHANGE_FORMS},
    } == PERMISSIONS


def test_roles_add_up_and_nobody_without_a_role_may_anything() -> None:
    both = evolve(TEACHER, roles=frozenset({Role.PROFESSIONAL, Role.SENIOR_MANAGER}))
    nobody = evolve(TEACHER, roles=frozenset())

    assert {each for each in P if may(both, each)} == {
        P.FIND_CHILDREN,
        P.SEND_CONCERNS,
        P.REQUEST_INFORMATION,
        P.SEE_FIGURES,
    }
    assert {each for each in P if may(nobody, each)} == set()


SEES_OF_THE_SENDERS_AGENCY = {
    Role.AGENCY_LEAD,
    Role.SCREENING_OFFICER,
    Role.TEAM_MANAGER,
    Role.DUTY_MANAGER,
    Role.MASH_PARTNER,
}
SEES_OF_ANY_AGENCY = SEES_OF_THE_SENDERS_AGENCY - {Role.AGENCY_LEAD}


def test_each_role_in_each_agency_sees_what_it_may(front_door: FrontDoor) -> None:
    contact = front_door.contact(front_door.sent())

    seen = {
        (role, agency.id)
        for role in Role
        for agency in (SCHOOL, SURGERY, COUNCIL)
        if may_see(person(role, agency, "Somebody Else"), contact)
    }

    assert seen == {
        *((role, SCHOOL.id) for role in SEES_OF_THE_SENDERS_AGENCY),
        *((role, agency.id) for role in SEES_OF_ANY_AGENCY for agency in (SURGERY, COUNCIL)),
    }


@pytest.mark.parametrize("role", Role)
def test_an_author_sees_their_own_whatever_their_role_became(front_door: FrontDoor, role: Role) -> None:
    contact = front_door.contact(front_door.sent())

    assert may_see(evolve(TEACHER, roles=frozenset({role})), contact)


def test_an_author_who_moved_to_another_agency_still_sees_what_they_sent(front_door: FrontDoor) -> None:
    contact = front_door.contact(front_door.sent())
    moved = evolve(TEACHER, agency=SURGERY)

    assert may_see(moved, contact)


@pytest.mark.parametrize("by", [TEACHER, HEAD, OFFICER], ids=["author", "lead", "officer"])
def test_who_may_see_a_contact_gets_it(front_door: FrontDoor, by: Professional) -> None:
    reference = front_door.sent()

    assert visible_contact(front_door.office, by, reference) == front_door.contact(reference)


@pytest.mark.parametrize("by", [COLLEAGUE, DOCTOR, DOCTORS_LEAD], ids=["colleague", "other agency", "its lead"])
def test_who_may_not_is_written_down(front_door: FrontDoor, by: Professional) -> None:
    reference = front_door.sent()

    with pytest.raises(NotVisible):
        visible_contact(front_door.office, by, reference)

    refused = AuditEntry(front_door.clock(), by.id, Action.REFUSED_CONTACT, str(reference))
    assert front_door.audit(reference)[1:] == [refused]


def test_a_contact_that_is_not_there_and_one_that_is_not_theirs_look_the_same(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    refusals = []
    for each in (reference, NOT_SENT):
        with pytest.raises(NotVisible) as refused:
            visible_contact(front_door.office, DOCTOR, each)
        refusals.append((type(refused.value), refused.value.args))

    assert refusals == [(NotVisible, (str(reference),)), (NotVisible, (str(NOT_SENT),))]
    assert front_door.audit(NOT_SENT) == []


def test_a_view_is_written_down_and_holds_everything(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    view = view_contact(front_door.office, TEACHER, reference)

    contact, rules = front_door.contact(reference), front_door.office.rules
    assert (view.contact, view.deadlines) == (contact, deadlines_of(contact, rules.clocks, rules.calendar))
    assert ([event.kind for event in view.timeline], view.hand_offs) == ([EventKind.SENT], ())
    answered = [question.question_id for section in view.sections for question in section.questions]
    assert sorted(answered) == sorted(contact.submission.answers)
    viewed = AuditEntry(front_door.clock(), TEACHER.id, Action.VIEWED_CONTACT, str(reference), "Own concern")
    assert front_door.audit(reference)[1:] == [viewed]


@pytest.mark.parametrize(
    ("installed", "title"),
    [
        ({}, "This form version is no longer installed"),
        (
            {(FORM.id, FORM.version): FORM},
            "The form version installed here is not the one these answers were given in",
        ),
    ],
    ids=["gone", "not what it was"],
)
def test_what_was_sent_is_shown_as_stored_where_its_form_cannot_show_it(
    front_door: FrontDoor, installed: dict[tuple[str, str], FormDefinition], title: str
) -> None:
    reference = front_door.sent()
    stored = {
        "child_name": {"given": "Zaynab", "family": "Nkemelu"},
        "date_of_birth": {"date": "2016-02-29"},
        "expected": {"approximate": "in the summer"},
        "when": {"as_typed": "31 June"},
        "categories": ["neglect", "harm"],
        "sex": "F",
        "address": {"line_1": "1 Larch Road", "line_2": "", "town": "Exampleton", "postcode": ""},
        "nhs_number": {"text": "9990000018", "verified": True},
        "upn": {"text": "A1", "verified": False},
        "children": 3,
        "household": [{"person_name": {"given": "Ife", "family": "Nkemelu"}, "lives": "yes"}],
    }
    contact = front_door.contact(reference)
    sent = evolve(contact, submission=evolve(contact.submission, answers=stored))

    sections = answered_sections(evolve(front_door.office, form_versions=installed), sent)

    shown = {
        "child_name": "Zaynab\nNkemelu",
        "date_of_birth": "2016-02-29",
        "expected": "in the summer",
        "when": "31 June",
        "categories": "neglect\nharm",
        "sex": "F",
        "address": "1 Larch Road\nExampleton",
        "nhs_number": "9990000018",
        "upn": "A1 (not checked)",
        "children": "3",
    }
    assert sections == (
        AnsweredSection(
            title,
            (
                *(AnsweredQuestion(question, question, answer) for question, answer in shown.items()),
                AnsweredQuestion(
                    "household",
                    "household",
                    "1\nperson_name: Ife\nNkemelu\nlives: yes",
                    (
                        AnsweredItem(
                            "1",
                            (
                                AnsweredQuestion("person_name", "person_name", "Ife\nNkemelu"),
                                AnsweredQuestion("lives", "lives", "yes"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(("by", "for_team"), [(TEACHER, False), (HEAD, False), (OFFICER, True)])
def test_internal_notes_are_for_the_team(front_door: FrontDoor, by: Professional, for_team: bool) -> None:
    assert view_contact(front_door.office, by, front_door.sent()).for_team is for_team


@pytest.mark.parametrize("role", [role for role in Role if P.SEE_EVERY_CONTACT not in PERMISSIONS[role]])
def test_the_holding_area_is_closed_to_everybody_else(front_door: FrontDoor, role: Role) -> None:
    with pytest.raises(NotPermitted):
        holding_area(front_door.office, person(role), ContactFilter(), ContactOrder.NEWEST)
    assert front_door.audit("holding_area") == []


def test_the_holding_area_lists_what_was_sent_and_is_written_down(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    listed = holding_area(front_door.office, OFFICER, ContactFilter(), ContactOrder.NEWEST)

    (line,) = listed.items
    assert (line.reference, line.child_initials, listed.total) == (reference, "Z.N.", 1)
    assert front_door.audit("holding_area") == [
        AuditEntry(front_door.clock(), OFFICER.id, Action.LISTED_CONTACTS, "holding_area", "Triage at the front door")
    ]


@pytest.mark.parametrize(
    ("by", "agency", "sees"),
    [
        (TEACHER, SCHOOL, True),
        (COLLEAGUE, SCHOOL, False),
        (HEAD, SCHOOL, True),
        (DOCTORS_LEAD, SURGERY, False),
        (OFFICER, COUNCIL, False),
    ],
    ids=["author", "colleague", "lead", "another lead", "officer"],
)
def test_ones_own_list_is_what_one_sent_or_ones_agency_for_its_lead(
    front_door: FrontDoor, by: Professional, agency: Agency, sees: bool
) -> None:
    reference = front_door.sent()
    assert by.agency == agency

    listed = my_contacts(front_door.office, by)

    assert [line.reference for line in listed.items] == [reference] * sees
    purpose = "Lead of the sender’s agency" if by in (HEAD, DOCTORS_LEAD) else "Own concern"
    assert front_door.audit("my_contacts") == [
        AuditEntry(front_door.clock(), by.id, Action.LISTED_CONTACTS, "my_contacts", purpose)
    ]


@pytest.mark.parametrize(
    ("by", "purpose"),
    [(TEACHER, "Own concern"), (HEAD, "Lead of the sender’s agency"), (OFFICER, "Triage at the front door")],
    ids=["author", "lead", "officer"],
)
def test_a_view_is_written_down_with_the_part_its_reader_has_in_it(
    front_door: FrontDoor, by: Professional, purpose: str
) -> None:
    reference = front_door.sent()

    view_contact(front_door.office, by, reference)

    assert front_door.audit(reference)[-1].purpose == purpose
