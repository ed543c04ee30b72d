"""What is read of the made-up families, on both databases."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from frontdoor.connectors.asking import Answer, PersonQuery
from frontdoor.connectors.failures import NotFound, RecordFault, RecordRejected, RestrictedRecord
from frontdoor.connectors.people import CaseStatus, Involvement, LegalStatus, PersonRecord, Plan, PlanKind, Relationship
from frontdoor.domain.identifiers import NhsNumber, Postcode
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.testing.families import person
from frontdoor_ssd.connector import SafeguardingData

from .conftest import CALL, LOADED

ELLA = person("ashdown.ella")


def ids(ssd: SafeguardingData, query: PersonQuery) -> list[str]:
    return [each.id for each in ssd.search_people(query, CALL).value]


def test_a_record_has_all_that_the_dataset_says_as_of_its_load(ssd: SafeguardingData) -> None:
    assert ssd.get_person("7000101", CALL) == Answer(
        PersonRecord(
            id="7000101",
            name=PersonName("Ella", "Ashdown"),
            birth_date=BirthDate(date(2014, 5, 17)),
            sex=Sex.FEMALE,
            address=Address(("14 Larkmead Rise", "Evesham"), Postcode("WR80 1AB")),
            nhs_numbers=ELLA.nhs_numbers,
            upns=(ELLA.upn,) if ELLA.upn else (),
            case_status=CaseStatus.OPEN,
            plans=(Plan(PlanKind.CHILD_PROTECTION, date(2026, 3, 4)),),
            legal_statuses=(),
        ),
        LOADED,
    )


def test_of_a_child_in_care_the_legal_status_is_told_and_since_when(ssd: SafeguardingData) -> None:
    found = ssd.get_person(str(person("carter_twins.jayden").case_id), CALL).value

    assert (found.plans, found.legal_statuses) == (
        (Plan(PlanKind.LOOKED_AFTER),),
        (LegalStatus("V2", date(2026, 6, 15)),),
    )


def test_what_has_ended_is_not_in_force(ssd: SafeguardingData, change: Callable[..., None]) -> None:
    number = str(person("carter_twins.jayden").case_id)
    change(
        f"UPDATE ssd_cla_episodes SET clae_cla_episode_ceased = '2026-07-01 00:00:00' WHERE clae_person_id = '{number}'"
    )
    change(
        "UPDATE ssd_legal_status SET lega_legal_status_end_date = '2026-07-01 00:00:00'"
        f" WHERE lega_person_id = '{number}'"
    )

    found = ssd.get_person(number, CALL).value

    assert (found.plans, found.legal_statuses) == ((), ())


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("ssd_cin_plans", (None, ())),
        ("ssd_cp_plans", (None, ())),
        ("ssd_cla_episodes", (None, ())),
        ("ssd_legal_status", ((), None)),
    ],
)
def test_without_a_table_nobody_says_that_there_is_none(
    ssd: SafeguardingData, change: Callable[..., None], table: str, told: tuple[object, object]
) -> None:
    change(f"DROP TABLE {table}")

    found = ssd.get_person(str(person("ashdown.rachel").case_id), CALL).value

    assert (found.plans, found.legal_statuses) == told


def test_an_unborn_child_has_a_due_date(ssd: SafeguardingData) -> None:
    unborn = person("smith_unborn.unborn")

    found = ssd.get_person(str(unborn.case_id), CALL).value

    assert found.birth_date == BirthDate(unborn.birth_date.on, BirthDateKind.EXPECTED)


def test_a_confidential_address_is_not_there_and_is_said_to_be_hidden(ssd: SafeguardingData) -> None:
    found = ssd.get_person(str(person("hidden_address.isla").case_id), CALL).value

    assert (found.address, found.do_not_disclose_address) == (Address(), True)


def test_one_hidden_address_of_two_is_said_to_be_there(ssd: SafeguardingData, change: Callable[..., None]) -> None:
    change(
        "INSERT INTO ssd_address (addr_table_id, addr_person_id, addr_address_start_date, addr_address_postcode)"
        " VALUES ('second', '7000101', '2020-01-01 00:00:00', 'CON')"
    )

    found = ssd.get_person("7000101", CALL).value

    assert (found.address.postcode, found.do_not_disclose_address) == (Postcode("WR80 1AB"), True)


def test_a_move_that_is_planned_has_not_been_made(ssd: SafeguardingData, change: Callable[..., None]) -> None:
    change(
        "INSERT INTO ssd_address (addr_table_id, addr_person_id, addr_address_start_date, addr_address_postcode)"
        " VALUES ('planned', '7000101', '2099-01-01 00:00:00', 'WR80 9ZZ')"
    )

    assert ssd.get_person("7000101", CALL).value.address.postcode == Postcode("WR80 1AB")
    assert ssd.search_people(PersonQuery(given_name="Ella", postcode=Postcode("WR80 9ZZ")), CALL).value == ()


def test_a_restricted_record_has_a_name_and_nothing_else(ssd: SafeguardingData) -> None:
    imogen = person("restricted.imogen")

    found = ssd.get_person(str(imogen.case_id), CALL).value

    assert found == PersonRecord(str(imogen.case_id), imogen.name, restricted=True)


@pytest.mark.parametrize("operation", ["get_relationships", "get_involvements"])
def test_what_belongs_to_a_restricted_record_is_refused(ssd: SafeguardingData, operation: str) -> None:
    with pytest.raises(RestrictedRecord):
        getattr(ssd, operation)(person("restricted.imogen").case_id, CALL)


def test_a_setting_may_close_single_records(connect: Callable[..., SafeguardingData]) -> None:
    ssd = connect(restricted_ids=["7000101"])

    assert ssd.get_person("7000101", CALL).value == PersonRecord("7000101", ELLA.name, restricted=True)


def test_what_stands_in_the_councils_column_closes_a_record_unless_it_says_no(
    ssd: SafeguardingData, change: Callable[..., None]
) -> None:
    change("UPDATE ssd_person SET pers_restricted = '?' WHERE pers_person_id = '7000101'")

    assert ssd.get_person("7000101", CALL).value.restricted


@pytest.mark.parametrize(
    "query",
    [
        PersonQuery(given_name="ella", family_name="ASHDOWN"),
        PersonQuery(family_name="Ash", date_of_birth=date(2014, 5, 17)),
        PersonQuery(given_name="Ella", postcode=Postcode("WR80 1AB")),
        PersonQuery(nhs_number=ELLA.nhs_numbers[0]),
        PersonQuery(upn=ELLA.upn),
    ],
    ids=["name", "beginning and birthday", "name and postcode", "NHS number", "UPN"],
)
def test_a_child_is_found_by(ssd: SafeguardingData, query: PersonQuery) -> None:
    assert ids(ssd, query) == ["7000101"]


@pytest.mark.parametrize(
    "typed", ["obrennan ni dhomhnaill", "O’Brennan-Ní Dhómhnaill", "o'brennan-ni\u0301 dho\u0301mhnaill"]
)
def test_a_name_is_found_however_it_is_typed(ssd: SafeguardingData, typed: str) -> None:
    assert ids(ssd, PersonQuery(given_name="Saoirse", family_name=typed)) == ["7000111"]


def test_a_second_nhs_number_finds_the_child_too(ssd: SafeguardingData) -> None:
    two = person("two_nhs_numbers.megan")

    assert [ids(ssd, PersonQuery(nhs_number=number)) for number in two.nhs_numbers] == [[two.case_id], [two.case_id]]


def test_every_part_of_a_query_must_fit(ssd: SafeguardingData) -> None:
    assert (
        ids(
            ssd, PersonQuery(family_name="Ashdown", nhs_number=NhsNumber("9990010749"), date_of_birth=date(2014, 5, 17))
        )
        == []
    )


def test_no_more_are_answered_with_than_were_asked_for(ssd: SafeguardingData) -> None:
    assert len(ids(ssd, PersonQuery(family_name="Smith", limit=2))) == 2


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        (PersonQuery(), RecordFault("query", "nothing_asked")),
        (PersonQuery(family_name="’-"), RecordFault("family_name", "name_without_letters")),
    ],
)
def test_a_search_that_could_only_answer_wrongly_is_refused(
    ssd: SafeguardingData, query: PersonQuery, fault: RecordFault
) -> None:
    with pytest.raises(RecordRejected) as refused:
        ssd.search_people(query, CALL)

    assert refused.value.faults == (fault,)


def test_relatives_are_mothers_by_that_name_and_others_of_the_same_family(ssd: SafeguardingData) -> None:
    assert ssd.get_relationships("7000101", CALL).value == (
        Relationship("7000103", PersonName("Rachel", "Ashdown"), "mother", birth_date=BirthDate(date(1989, 11, 30))),
        Relationship("7000102", PersonName("Oliver", "Ashdown"), "same family", birth_date=BirthDate(date(2018, 1, 9))),
        Relationship("7000104", PersonName("Darren", "Pike"), "same family", birth_date=BirthDate(date(1987, 4, 2))),
    )


def test_a_mother_is_told_of_her_children(ssd: SafeguardingData) -> None:
    told = {each.person_id: each.relation for each in ssd.get_relationships("7000103", CALL).value}

    assert told == {"7000101": "child", "7000102": "child", "7000104": "same family"}


def test_a_restricted_relative_has_a_name_and_nothing_else(ssd: SafeguardingData, change: Callable[..., None]) -> None:
    change("UPDATE ssd_person SET pers_restricted = 'Y' WHERE pers_person_id = '7000102'")

    assert ssd.get_relationships("7000101", CALL).value[1] == Relationship(
        "7000102", PersonName("Oliver", "Ashdown"), "same family"
    )


def test_a_relative_who_is_not_in_the_dataset_is_told_without_a_name(
    ssd: SafeguardingData, change: Callable[..., None]
) -> None:
    change("DELETE FROM ssd_person WHERE pers_person_id = '7000104'")

    assert ssd.get_relationships("7000101", CALL).value[-1] == Relationship(
        "7000104", PersonName(family="Not named in the dataset"), "same family"
    )


def test_involvements_are_those_in_force_the_allocated_worker_first(
    ssd: SafeguardingData, change: Callable[..., None]
) -> None:
    change(
        "UPDATE ssd_involvements SET invo_involvement_start_date = '2020-01-01 00:00:00'"
        " WHERE invo_professional_role_id = 'Allocated Case Worker'"
    )
    change(
        "INSERT INTO ssd_involvements (invo_involvements_id, invo_person_id, invo_professional_id,"
        " invo_professional_role_id, invo_involvement_end_date)"
        " VALUES ('ended', '7000101', 'adeyemi', 'Duty worker', '2026-01-01 00:00:00')"
    )

    north = "Safeguarding Team North"
    assert ssd.get_involvements("7000101", CALL).value == (
        Involvement("Folake Adeyemi", "Allocated Case Worker", north, since=date(2020, 1, 1)),
        Involvement("Tom Eastwood", "Team manager", north, since=date(2026, 2, 11)),
    )


@pytest.mark.parametrize("operation", ["get_person", "get_relationships", "get_involvements"])
def test_nobody_of_that_id_is_not_found(ssd: SafeguardingData, operation: str) -> None:
    with pytest.raises(NotFound):
        getattr(ssd, operation)("7999999", CALL)


@pytest.mark.parametrize(
    ("settings", "as_at"),
    [
        ({"refreshed": "", "copied_at": "2026-07-01T04:00:00+01:00"}, datetime(2026, 7, 1, 3, tzinfo=UTC)),
        ({}, LOADED),
    ],
    ids=["a copy", "a load"],
)
def test_an_answer_is_as_old_as_the_dataset(
    connect: Callable[..., SafeguardingData], settings: dict[str, object], as_at: datetime
) -> None:
    assert connect(**settings).get_person("7000101", CALL).as_at == as_at


def test_a_live_dataset_is_as_of_now(connect: Callable[..., SafeguardingData]) -> None:
    before = datetime.now(UTC)

    assert before <= connect(refreshed="", live=True).get_person("7000101", CALL).as_at <= datetime.now(UTC)


def test_a_time_without_a_zone_is_the_councils_own(
    connect: Callable[..., SafeguardingData], change: Callable[..., None]
) -> None:
    change("CREATE TABLE ssd_load (ended VARCHAR(30))")
    change("INSERT INTO ssd_load VALUES ('2026-07-01 02:15:00')")

    answer = connect(refreshed="ssd_load.ended").get_person("7000101", CALL)

    assert answer.as_at == datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
