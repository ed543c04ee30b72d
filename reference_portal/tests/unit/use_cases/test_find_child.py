"""Looking for a child: written down first, never browsing, and what was seen is the searcher's alone."""

from datetime import date
from typing import Any

import pytest
from attrs import define, evolve
from reference_portal.tests.fakes import TwoSystems, person
from reference_portal.tests.relating import works_with
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, TEACHER, FrontDoor, Interrupted

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.search import Age
from frontdoor_portal.use_cases.find_child import ChildQuery, find_child, refuse_browsing
from frontdoor_portal.use_cases.models import Action, AuditEntry, Sighting
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission
from frontdoor_portal.use_cases.ports import Work
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotPermitted, TooLittleToSearch

BORN = BirthDate(date(2016, 2, 29))
ZAYNAB = PersonRecord("p-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN)
PUPIL = PupilRecord("p-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN)
WANTED = ChildQuery(given_name="Zaynab", family_name="Nkemelu")

ABOUT_5 = Age.about(5, date(2026, 6, 4))
NHS, UPN, POSTCODE = NhsNumber.parse("999 000 0018"), Upn.parse("A885200010001"), Postcode("WR5 2NP")
ENOUGH = [
    ChildQuery(nhs_number=NHS, upn=UPN),
    ChildQuery(nhs_number=NHS, postcode=POSTCODE),
    ChildQuery(upn=UPN, date_of_birth=BORN.on),
    ChildQuery(given_name="Zaynab", nhs_number=NHS),
    ChildQuery(family_name="Nkemelu", case_id="1002"),
    ChildQuery(family_name="Nkemelu", due=BORN.on),
    WANTED,
    ChildQuery(given_name="Zaynab", date_of_birth=BORN.on),
    ChildQuery(family_name="Nkemelu", date_of_birth=BORN.on),
    ChildQuery(given_name="Zaynab", postcode=POSTCODE),
    ChildQuery(family_name="Nkemelu", postcode=POSTCODE),
]
TOO_LITTLE = [
    (ChildQuery(), "Enter the child’s name, NHS number or UPN"),
    (ChildQuery(date_of_birth=BORN.on, postcode=POSTCODE), "Enter the child’s name, NHS number or UPN"),
    (ChildQuery(nhs_number=NHS), "Enter one more detail, such as the date of birth or postcode"),
    (ChildQuery(upn=UPN), "Enter one more detail, such as the date of birth or postcode"),
    (ChildQuery(case_id="1002"), "Enter one more detail, such as the date of birth or postcode"),
    (ChildQuery(given_name="Zaynab", age=ABOUT_5), "Enter one more detail, such as the date of birth or postcode"),
    (ChildQuery(due=BORN.on, postcode=POSTCODE), "Enter the child’s name, NHS number or UPN"),
    (ChildQuery("Unknown", "N/K", BORN.on, POSTCODE), "Enter at least two letters of the child’s name"),
    (ChildQuery(given_name="Zaynab"), "Enter one more detail, such as the date of birth or postcode"),
    (ChildQuery(family_name="Nkemelu"), "Enter one more detail, such as the date of birth or postcode"),
    (ChildQuery("%", "%"), "Enter at least two letters of the child’s name"),
    (ChildQuery("*", "-", BORN.on, POSTCODE), "Enter at least two letters of the child’s name"),
    (ChildQuery("E", "A"), "Enter at least two letters of the child’s name"),
    (ChildQuery("\u200b\u202e", "'_"), "Enter at least two letters of the child’s name"),
    (ChildQuery("E", "Nkemelu"), "Enter one more detail, such as the date of birth or postcode"),
]


@pytest.fixture(autouse=True)
def _the_teacher_works_with_the_child(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, (("framework_i", "p-1"), ("capita_one", "p-1")))


@define
class Watching(TwoSystems):
    """Systems that look, while they are asked, at what the audit already holds."""

    work: Any = None
    audited: tuple[AuditEntry, ...] = ()

    def search_both(self, people_like: Any, pupils_like: Any, call: Call, *, but: Any = ()) -> Any:
        work: Work = self.work
        with work.begin() as tx:
            self.audited = tx.audit.of_subject("children")
        return super().search_both(people_like, pupils_like, call, but=but)


def test_a_search_is_written_down_before_any_system_is_asked_without_what_was_typed(front_door: FrontDoor) -> None:
    watching = Watching(work=front_door.office.work)
    everything = ChildQuery("Zaynab", "Nkemelu", BORN.on, POSTCODE, NHS, UPN)

    find_child(evolve(front_door.office, gateway=watching), TEACHER, everything, "Concern")

    detail = "given_name,family_name,date_of_birth,postcode,nhs_number,upn"
    entry = AuditEntry(front_door.clock(), TEACHER.id, Action.SEARCHED, "children", "Concern", detail)
    assert watching.audited == (entry,)


def test_a_search_that_cannot_be_written_down_asks_nobody(front_door: FrontDoor) -> None:
    failing = Interrupted(front_door.office.work, "audit", "add", RuntimeError("disk full"))

    with pytest.raises(RuntimeError, match="disk full"):
        find_child(evolve(front_door.office, work=failing), TEACHER, WANTED, "Concern")
    assert front_door.systems.calls == []


@pytest.mark.parametrize("query", ENOUGH)
def test_two_details_are_enough_where_one_is_a_name_or_a_number(query: ChildQuery) -> None:
    refuse_browsing(query)


@pytest.mark.parametrize(("query", "message"), TOO_LITTLE)
def test_less_would_browse_and_is_neither_asked_nor_written_down(
    front_door: FrontDoor, query: ChildQuery, message: str
) -> None:
    with pytest.raises(TooLittleToSearch, match=message):
        find_child(front_door.office, TEACHER, query, "Concern")
    assert (front_door.systems.calls, front_door.audit("children")) == ([], [])


def test_every_source_answers_and_each_record_gets_a_token_of_its_own(front_door: FrontDoor) -> None:
    front_door.systems.people, front_door.systems.pupils = (ZAYNAB,), (PUPIL,)

    found = find_child(front_door.office, TEACHER, WANTED, "Concern")

    (people,), (pupils,) = found.people, found.pupils
    assert (people.items, pupils.items) == ((ZAYNAB,), (PUPIL,))
    # Both systems call it p-1: they are two records all the same.
    assert set(found.tokens) == {("Framework-i", "p-1"), ("Capita ONE", "p-1")}
    assert len(set(found.tokens.values())) == 2
    assert front_door.systems.calls == [Call(TEACHER.id, "Concern")] * 2


def test_a_sighting_is_kept_for_the_searcher_alone(front_door: FrontDoor) -> None:
    front_door.systems.people = (ZAYNAB,)
    token = find_child(front_door.office, TEACHER, WANTED, "Concern").tokens["Framework-i", "p-1"]

    with front_door.office.work.begin() as tx:
        seen = tx.sightings.get(token, TEACHER.id)
        assert tx.sightings.get(token, COLLEAGUE.id) is None

    assert seen is not None
    known, typed = Identity.of_person(ZAYNAB).to_data(), Identity(PersonName("Zaynab", "Nkemelu")).to_data()
    assert seen == Sighting(token, TEACHER.id, "framework_i", "p-1", True, known, seen.expires_at, typed)
    assert (seen.expires_at - front_door.clock()).total_seconds() == 12 * 60 * 60


@pytest.mark.parametrize("state", [state for state in SourceState if state is not SourceState.FOUND])
def test_a_source_that_found_nothing_or_did_not_answer_hides_no_other(
    front_door: FrontDoor, state: SourceState
) -> None:
    front_door.systems.pupils = (PUPIL,)
    front_door.systems.care_state = state

    found = find_child(front_door.office, TEACHER, WANTED, "Concern")

    (people,), (pupils,) = found.people, found.pupils
    assert (people.state, pupils.state) == (state, SourceState.FOUND)
    assert set(found.tokens) == {("Capita ONE", "p-1")}


@pytest.mark.parametrize("role", [role for role in Role if Permission.FIND_CHILDREN not in PERMISSIONS[role]])
def test_who_may_not_find_children_asks_nobody(front_door: FrontDoor, role: Role) -> None:
    with pytest.raises(NotPermitted):
        find_child(front_door.office, person(role), WANTED, "Curiosity")
    assert (front_door.systems.calls, front_door.audit("children")) == ([], [])


def test_signs_that_are_no_letters_never_reach_a_system() -> None:
    assert ChildQuery("%", "Nkemelu", BORN.on).people_like() == (
        PersonQuery(family_name="Nkemelu", date_of_birth=BORN.on),
    )


def test_a_name_of_one_chinese_sign_is_a_name() -> None:
    assert ChildQuery("伟", "李").people_like() == (PersonQuery(given_name="伟", family_name="李"),)


def test_a_number_on_a_record_of_another_name_comes_to_light(front_door: FrontDoor) -> None:
    front_door.systems.people = (PersonRecord("p-9", PersonName("Ella", "Ashdown"), nhs_numbers=(NHS,)),)

    found = find_child(front_door.office, TEACHER, ChildQuery("Zoe", "Newname", nhs_number=NHS), "Concern")

    assert [person.id for answer in found.people for person in answer.items] == ["p-9"]
