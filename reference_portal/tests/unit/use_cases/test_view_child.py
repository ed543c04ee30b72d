"""The single view: from either system, judged beside the other, and honest where one is silent."""

from datetime import date
from typing import Any

import pytest
from attrs import define, evolve
from reference_portal.tests.fakes import TwoSystems, person
from reference_portal.tests.relating import works_with
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, TEACHER, FrontDoor

from frontdoor.connectors.asking import Call
from frontdoor.connectors.people import Involvement, PersonRecord, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.single_view import MatchStatus
from frontdoor_portal.use_cases.find_child import ChildQuery, find_child
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.view_child import PersonView, PupilView, view_child

BORN = BirthDate(date(2016, 2, 29))
UPN = Upn.parse("A885200010001")
ZAYNAB = PersonRecord("p-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN, sex=Sex.FEMALE, upns=(UPN,))
PUPIL = PupilRecord("u-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN, sex=Sex.FEMALE, upn=UPN)
MOTHER = Relationship("p-2", PersonName("Ngozi", "Nkemelu"), "mother")
WORKER = Involvement("Olu Grant", "Allocated social worker", "Assessment 1")
SILENT = [SourceState.DID_NOT_ANSWER, SourceState.NOT_ALLOWED, SourceState.SWITCHED_OFF]
BASIS = "named_professional"
WANTED = ChildQuery(given_name="Zaynab", family_name="Nkemelu")


@pytest.fixture(autouse=True)
def _the_teacher_works_with_the_child(front_door: FrontDoor) -> None:
    works_with(
        front_door.office,
        TEACHER,
        (
            ("framework_i", "p-1"),
            ("framework_i", "p-3"),
            ("framework_i", "p-9"),
            ("capita_one", "u-1"),
            ("capita_one", "u-2"),
        ),
    )


def tokens(front_door: FrontDoor) -> dict[str, str]:
    """The teacher finds the child; the token of each system's record, by the system's title."""
    found = find_child(front_door.office, TEACHER, WANTED, "Concern")
    return {source: token for (source, _), token in found.tokens.items()}


@pytest.fixture
def found(front_door: FrontDoor) -> dict[str, str]:
    systems = front_door.systems
    systems.people, systems.pupils = (ZAYNAB,), (PUPIL,)
    systems.relationships, systems.involvements = (MOTHER,), (WORKER,)
    return tokens(front_door)


def from_care(front_door: FrontDoor, token: str) -> PersonView:
    view = view_child(front_door.office, TEACHER, token, "Concern")
    assert isinstance(view, PersonView)
    return view


def from_education(front_door: FrontDoor, token: str) -> PupilView:
    view = view_child(front_door.office, TEACHER, token, "Concern")
    assert isinstance(view, PupilView)
    return view


def test_from_a_record_of_case_management(front_door: FrontDoor, found: dict[str, str]) -> None:
    view = from_care(front_door, found["Framework-i"])

    assert (view.person.items, view.relationships.items, view.involvements.items) == ((ZAYNAB,), (MOTHER,), (WORKER,))
    (beside,) = view.beside
    assert (beside.answer.source, beside.answer.items) == ("Capita ONE", (PUPIL,))
    assert beside.match is not None
    assert beside.match.status is MatchStatus.MATCH


def test_from_a_record_of_education(front_door: FrontDoor, found: dict[str, str]) -> None:
    view = from_education(front_door, found["Capita ONE"])

    assert view.pupil.items == (PUPIL,)
    (beside,) = view.beside
    assert (beside.answer.source, beside.answer.items) == ("Framework-i", (ZAYNAB,))
    assert beside.match is not None
    assert beside.match.status is MatchStatus.MATCH


@pytest.mark.parametrize("state", SILENT)
def test_where_education_is_silent_nothing_is_judged(
    front_door: FrontDoor, found: dict[str, str], state: SourceState
) -> None:
    front_door.systems.education_state = state

    view = from_care(front_door, found["Framework-i"])

    assert [(each.answer.state, each.match) for each in view.beside] == [(state, None)]
    assert view.person.items == (ZAYNAB,)


@pytest.mark.parametrize("state", SILENT)
def test_where_case_management_is_silent_pupils_are_shown_unjudged(
    front_door: FrontDoor, found: dict[str, str], state: SourceState
) -> None:
    front_door.systems.care_state = state

    view = from_care(front_door, found["Framework-i"])

    assert view.person.state is state
    assert [(each.answer.items, each.match) for each in view.beside] == [((PUPIL,), None)]


@pytest.mark.parametrize("state", SILENT)
def test_from_education_a_silent_case_management_is_not_judged(
    front_door: FrontDoor, found: dict[str, str], state: SourceState
) -> None:
    front_door.systems.care_state = state

    view = from_education(front_door, found["Capita ONE"])

    assert [(each.answer.state, each.match) for each in view.beside] == [(state, None)]


def test_a_source_that_found_nothing_says_so(front_door: FrontDoor, found: dict[str, str]) -> None:
    front_door.systems.pupils = ()

    (beside,) = from_care(front_door, found["Framework-i"]).beside

    assert beside.answer.state is SourceState.NONE_FOUND
    assert beside.match is not None
    assert (beside.match.status, beside.match.candidates) == (MatchStatus.NONE, ())


def test_a_twin_beside_the_child_is_a_question_for_a_person(front_door: FrontDoor, found: dict[str, str]) -> None:
    twin = evolve(PUPIL, id="u-2", name=PersonName("Zara", "Nkemelu"), upn=None)
    front_door.systems.pupils = (twin, PUPIL)

    (beside,) = from_care(front_door, found["Framework-i"]).beside

    assert beside.match is not None
    assert beside.match.status is MatchStatus.SEVERAL
    assert [(each.record.id, each.is_match) for each in beside.match.candidates] == [("u-1", True), ("u-2", False)]


@pytest.mark.parametrize(
    "record",
    [
        evolve(ZAYNAB, birth_date=None, upns=()),
        evolve(ZAYNAB, birth_date=BirthDate(date(2026, 9, 1), BirthDateKind.EXPECTED), upns=()),
        PersonRecord("p-1", PersonName("Zaynab", "Nkemelu"), restricted=True),
    ],
    ids=["no date of birth", "unborn", "restricted"],
)
def test_nobody_is_asked_for_the_child_by_name_alone(front_door: FrontDoor, record: PersonRecord) -> None:
    front_door.systems.people, front_door.systems.pupils = (record,), (PUPIL,)
    token = tokens(front_door)["Framework-i"]
    front_door.systems.calls.clear()

    view = from_care(front_door, token)

    assert view.beside == ()
    assert front_door.systems.calls == [Call(TEACHER.id, "Concern")]


@define
class Watching(TwoSystems):
    """Systems that look, while they are asked, at what the audit already holds of the record."""

    work: Any = None
    audited: tuple[AuditEntry, ...] = ()

    def ask_about_person(self, source: str, person_id: str, *asked: Any, **more: Any) -> Any:
        with self.work.begin() as tx:
            self.audited = tx.audit.of_subject(f"{source}/{person_id}")
        return super().ask_about_person(source, person_id, *asked, **more)


def test_a_view_is_written_down_before_any_system_is_asked(front_door: FrontDoor, found: dict[str, str]) -> None:
    watching = Watching(people=(ZAYNAB,), work=front_door.office.work)

    view_child(evolve(front_door.office, gateway=watching), TEACHER, found["Framework-i"], "Concern")

    entry = AuditEntry(front_door.clock(), TEACHER.id, Action.VIEWED_CHILD, "framework_i/p-1", "Concern", BASIS)
    assert watching.audited == (entry,)


@pytest.mark.parametrize(
    ("opened", "subject", "others"),
    [
        ("Framework-i", "framework_i/p-1", ["capita_one/u-1", "capita_one/u-2"]),
        ("Capita ONE", "capita_one/u-1", ["framework_i/p-1", "framework_i/p-3"]),
    ],
)
@pytest.mark.parametrize("alone", [False, True], ids=["whole view", "the other system alone"])
def test_each_record_that_is_shown_beside_is_written_down_by_its_own_number(
    front_door: FrontDoor, found: dict[str, str], opened: str, subject: str, others: list[str], alone: bool
) -> None:
    systems = front_door.systems
    systems.pupils = (*systems.pupils, evolve(PUPIL, id="u-2", name=PersonName("Zara", "Nkemelu"), upn=None))
    systems.people = (*systems.people, evolve(ZAYNAB, id="p-3", name=PersonName("Zara", "Nkemelu"), upns=()))
    systems.answers_anybody = True
    only_from = others[0].partition("/")[0] if alone else ""

    view_child(front_door.office, TEACHER, found[opened], "Concern", only_from)

    entry = AuditEntry(front_door.clock(), TEACHER.id, Action.VIEWED_BESIDE, "", "Concern", subject)
    with front_door.office.work.reading() as tx:
        written = [tx.audit.of_subject(each) for each in others]
    assert written == [(evolve(entry, subject=each),) for each in others]


def test_of_a_record_beside_that_is_not_shown_nothing_is_written(front_door: FrontDoor, found: dict[str, str]) -> None:
    stranger = evolve(PUPIL, name=PersonName("Orla", "Fenn"), birth_date=None, upn=None)
    front_door.systems.pupils, front_door.systems.answers_anybody = (stranger,), True

    from_care(front_door, found["Framework-i"])

    with front_door.office.work.reading() as tx:
        assert tx.audit.of_subject("capita_one/u-1") == ()


@pytest.mark.parametrize("token", ["theirs", "made up"])
def test_a_record_that_came_up_in_no_search_of_ones_own_is_not_there(
    front_door: FrontDoor, found: dict[str, str], token: str
) -> None:
    front_door.systems.calls.clear()

    with pytest.raises(NotVisible):
        view_child(front_door.office, COLLEAGUE, found["Framework-i"] if token == "theirs" else token, "Curiosity")
    assert (front_door.systems.calls, front_door.audit("framework_i/p-1")) == ([], [])


def test_a_record_found_too_long_ago_is_looked_for_again(front_door: FrontDoor, found: dict[str, str]) -> None:
    front_door.clock.pass_time(hours=12)

    with pytest.raises(NotVisible):
        view_child(front_door.office, TEACHER, found["Framework-i"], "Concern")


@pytest.mark.parametrize("role", [role for role in Role if Permission.FIND_CHILDREN not in PERMISSIONS[role]])
def test_whose_role_changed_since_the_search_sees_nothing(
    front_door: FrontDoor, found: dict[str, str], role: Role
) -> None:
    now = evolve(TEACHER, roles=person(role).roles)

    with pytest.raises(NotPermitted):
        view_child(front_door.office, now, found["Framework-i"], "Concern")
    assert front_door.audit("framework_i/p-1") == []


def test_a_child_who_changed_names_is_found_by_the_number_both_systems_hold(front_door: FrontDoor) -> None:
    renamed = evolve(PUPIL, name=PersonName("Zee", "Okafor"), birth_date=None)
    front_door.systems.people, front_door.systems.pupils = (ZAYNAB,), (renamed,)
    both = ChildQuery("Zaynab", "Nkemelu", upn=UPN)
    token = find_child(front_door.office, TEACHER, both, "Concern").tokens["Framework-i", "p-1"]

    (beside,) = from_care(front_door, token).beside

    assert beside.match is not None
    assert [(each.record, each.is_match) for each in beside.match.candidates] == [(renamed, False)]
