"""What a mart holds beside the plain cases: what is over, junk, unclear or marked, and how it is told."""

from datetime import date
from typing import Any

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.failures import ContractMismatch, RestrictedRecord
from frontdoor.connectors.people import CaseStatus, PersonWarning
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.simulator import Simulator

ELLA, RACHEL = 7000101, 7000103


def change(simulator: Simulator, *statements: str) -> None:
    """Change the live system and let the mart hold it."""
    for statement in statements:
        simulator.store.change(statement)
    simulator.catch_up()


def insert(simulator: Simulator, table: str, **values: Any) -> None:
    simulator.store.insert(table, values)
    simulator.catch_up()


def test_what_has_ended_is_not_told(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    tables = ("DM_ADDRESSES", "DM_PERSONAL_RELATIONSHIPS", "DM_ALLOCATED_WORKERS", "DM_PROF_RELATIONSHIPS")
    change(simulator, *(f"UPDATE {table} SET END_DATE = '2020-01-01' WHERE PERSON_ID = {ELLA}" for table in tables))

    assert connector.get_person("7000101", call).value.address == Address()
    assert connector.get_relationships("7000101", call).value == ()
    assert connector.get_involvements("7000101", call).value == ()
    assert connector.search_people(PersonQuery(given_name="Ella", postcode=Postcode("WR80 1AB")), call).value == ()


def test_what_will_end_is_still_told(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    change(simulator, f"UPDATE DM_ALLOCATED_WORKERS SET END_DATE = '2099-01-01' WHERE PERSON_ID = {ELLA}")
    assert connector.get_involvements("7000101", call).value[0].worker == "Folake Adeyemi"


def test_a_move_that_is_planned_has_not_been_made(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    planned = {"REF_ADDRESSES_PEOPLE_ID": 999_001, "REF_ADDRESS_ID": 999_001, "PERSON_ID": ELLA}
    insert(
        simulator,
        "DM_ADDRESSES",
        **planned,
        ADDRESS="1 Next Place",
        POST_CODE="WR80 9ZZ",
        IS_DISPLAY_ADDRESS="Y",
        START_DATE="2099-01-01",
    )
    known = connector.get_person("7000101", call).value.address
    assert (known.lines[0], known.postcode) == ("14 Larkmead Rise", Postcode("WR80 1AB"))
    assert connector.search_people(PersonQuery(given_name="Ella", postcode=Postcode("WR80 9ZZ")), call).value == ()


def test_whoever_has_a_whole_name_alone_is_found_by_any_part_of_it(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    parts = "FIRST_NAME = NULL, LAST_NAME = '', FULL_NAME = 'Ashdown, Ella'"
    change(simulator, f"UPDATE DM_PERSONS SET {parts} WHERE PERSON_ID = {ELLA}")
    for query in (PersonQuery("Ella", "Ashdown"), PersonQuery(family_name="ash"), PersonQuery(given_name="Élla")):
        assert "7000101" in [each.id for each in connector.search_people(query, call).value]
    assert connector.search_people(PersonQuery("Xena", "Ashdown"), call).value == ()


@pytest.mark.parametrize("mark", ["Y", "y", "1", "R"])
def test_anything_but_a_clear_no_closes_a_record(
    simulator: Simulator, connector: Mosaic, call: Call, mark: str
) -> None:
    change(simulator, f"UPDATE DM_PERSONS SET RESTRICTED = '{mark}' WHERE PERSON_ID = {ELLA}")
    assert connector.get_person("7000101", call).value.restricted
    with pytest.raises(RestrictedRecord):
        connector.get_involvements("7000101", call)


@pytest.mark.parametrize("mark", ["'N'", "'n'", "''", "NULL"])
def test_a_clear_no_leaves_a_record_open(simulator: Simulator, connector: Mosaic, call: Call, mark: str) -> None:
    change(simulator, f"UPDATE DM_PERSONS SET RESTRICTED = {mark} WHERE PERSON_ID = {ELLA}")
    assert not connector.get_person("7000101", call).value.restricted


def test_of_a_restricted_relative_only_the_name_and_the_relation_are_told(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    change(simulator, f"UPDATE DM_PERSONS SET RESTRICTED = 'Y' WHERE PERSON_ID = {RACHEL}")
    rachel = connector.get_relationships("7000101", call).value[0]
    assert (str(rachel.name), rachel.relation) == ("Rachel Ashdown", "mother")
    assert (rachel.birth_date, rachel.same_household) == (None, None)


@pytest.mark.parametrize(
    ("written", "postcode", "told"),
    [
        ("NO FIXED ABODE", None, Address(note="No fixed address")),
        ("not found", "WR80 1AB", Address(postcode=Postcode("WR80 1AB"), note="Address not found")),
        ("UNKNOWN, Evesham", None, Address(("Evesham",), note="Address not known")),
        ("1 Mill Lane, Evesham, WR80 1AB", "wr801ab", Address(("1 Mill Lane", "Evesham"), Postcode("WR80 1AB"))),
        ("Flat 1, 2 Mill Lane\nEvesham", None, Address(("Flat 1, 2 Mill Lane", "Evesham"))),
        ("1 Rue du Moulin", "35000", Address(("1 Rue du Moulin", "35000"))),
        ("", None, Address()),
    ],
)
def test_an_address_is_read_from_its_one_text(
    simulator: Simulator, connector: Mosaic, call: Call, written: str, postcode: str | None, told: Address
) -> None:
    simulator.store.change(
        "UPDATE DM_ADDRESSES SET ADDRESS = ?, POST_CODE = ? WHERE PERSON_ID = ?", written, postcode, ELLA
    )
    simulator.catch_up()
    assert connector.get_person("7000101", call).value.address == told


def test_a_second_current_address_that_is_confidential_is_hidden_as_well(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    insert(
        simulator,
        "DM_ADDRESSES",
        REF_ADDRESSES_PEOPLE_ID=999_001,
        REF_ADDRESS_ID=999_001,
        PERSON_ID=ELLA,
        ADDRESS="1 Hidden Place",
        ADDRESS_TYPE="CONFIDENT",
        IS_DISPLAY_ADDRESS="N",
    )
    ella = connector.get_person("7000101", call).value
    assert (ella.address.lines[0], ella.do_not_disclose_address) == ("14 Larkmead Rise", True)


def test_a_pair_of_relations_is_told_by_its_first_half(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    change(
        simulator,
        "UPDATE DM_PERSONAL_REL_TYPES SET DESCRIPTION = 'Mother : Child' WHERE DESCRIPTION = 'Mother'",
        "UPDATE DM_PERSONAL_REL_TYPES SET DESCRIPTION = 'Foster Carer : Child' WHERE DESCRIPTION = 'Foster carer'",
    )
    assert connector.get_relationships("7000101", call).value[0].relation == "mother"
    assert "foster carer" in [each.relation for each in connector.get_relationships("7000281", call).value]


def test_of_records_that_mark_each_other_as_duplicates_the_older_is_kept(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    [mark] = simulator.store.rows(
        "SELECT PERSONAL_REL_TYPE_ID FROM DM_PERSONAL_REL_TYPES WHERE DESCRIPTION='Duplicate'"
    )
    insert(
        simulator,
        "DM_PERSONAL_RELATIONSHIPS",
        PERSONAL_RELATIONSHIP_ID=999_001,
        PERSON_ID=7000211,
        OTHER_PERSON_ID=7000212,
        PERSONAL_REL_TYPE_ID=mark[0],
    )
    assert connector.get_person("7000211", call).value.duplicate_of == ""
    assert connector.get_person("7000212", call).value.duplicate_of == "7000211"


def test_a_worker_whose_allocation_is_a_relationship_as_well_is_told_once(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    [worker] = simulator.store.rows("SELECT WORKER_ID FROM DM_WORKERS WHERE FULL_NAME = 'Folake Adeyemi'")
    insert(
        simulator,
        "DM_PROF_RELATIONSHIPS",
        PROF_RELATIONSHIP_ID=999_001,
        PERSON_ID=ELLA,
        WORKER_ID=worker[0],
        PROF_REL_TYPE_CODE="ALLWKR",
    )
    assert [each.worker for each in connector.get_involvements("7000101", call).value] == [
        "Folake Adeyemi",
        "Tom Eastwood",
    ]


def test_a_child_protection_plan_and_a_death_are_told_among_the_warnings(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    simulator.store.change("UPDATE DM_PERSONS SET DATE_OF_DEATH = '2026-01-02' WHERE PERSON_ID = ?", ELLA)
    for number, ended in ((1, None), (2, "2020-01-01")):
        simulator.store.insert(
            "DM_REGISTRATIONS",
            {
                "REGISTRATION_ID": number,
                "PERSON_ID": ELLA,
                "IS_CHILD_PROTECTION_PLAN": "Y",
                "REGISTRATION_START_DATE": "2019-05-06",
                "DEREGISTRATION_DATE": ended,
            },
        )
    simulator.catch_up()
    assert connector.get_warnings("7000101", call).value == (
        PersonWarning("Child protection plan", since=date(2019, 5, 6)),
        PersonWarning("Recorded as having died", since=date(2026, 1, 2)),
    )


def test_a_warning_that_has_ended_is_not_told(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    change(simulator, "UPDATE V_PERSON_WARNINGS SET END_DATE = '2026-01-01'")
    assert connector.get_warnings("7000224", call).value == ()


def test_a_case_is_open_with_a_step_in_hand_closed_with_steps_that_are_done_and_else_not_known(
    connector: Mosaic, call: Call
) -> None:
    def status(person: str) -> CaseStatus:
        return connector.get_person(person, call).value.case_status

    assert (status("7000132"), status("7000111"), status("7000103")) == (
        CaseStatus.OPEN,  # Chloe has a step in hand and no worker
        CaseStatus.CLOSED,
        CaseStatus.NOT_KNOWN,
    )


def test_a_hostel_is_no_household(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    for number in range(20):
        simulator.store.insert("DM_PERSONS", {"PERSON_ID": 100 + number, "FULL_NAME": "Guest", "RESTRICTED": "N"})
        [place] = simulator.store.rows("SELECT REF_ADDRESS_ID FROM DM_ADDRESSES WHERE PERSON_ID = ?", RACHEL)
        simulator.store.insert(
            "DM_ADDRESSES",
            {
                "REF_ADDRESSES_PEOPLE_ID": 999_100 + number,
                "REF_ADDRESS_ID": place[0],
                "PERSON_ID": 100 + number,
                "ADDRESS": "14 Larkmead Rise\nEvesham",
            },
        )
    simulator.catch_up()
    assert len(connector.get_relationships("7000101", call).value) == 3


def test_more_rows_than_a_person_can_have_are_a_fault_of_the_mart(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    rows = [(10_000 + number, ELLA, 1, RACHEL) for number in range(501)]
    columns = ("PERSONAL_RELATIONSHIP_ID", "PERSON_ID", "PERSONAL_REL_TYPE_ID", "OTHER_PERSON_ID")
    simulator.store.insert_many("DM_PERSONAL_RELATIONSHIPS", columns, rows)
    simulator.store.insert("DM_PERSONAL_REL_TYPES", {"PERSONAL_REL_TYPE_ID": 1, "DESCRIPTION": "Aunt"})
    simulator.catch_up()
    with pytest.raises(ContractMismatch, match="Mosaic has more than 500 rows on one person"):
        connector.get_relationships("7000101", call)


def test_a_row_whose_counterpart_the_mart_lacks_is_told_as_far_as_it_is_known(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    # To leave it out would read as "no family, no worker".
    change(
        simulator,
        "DELETE FROM DM_WORKERS",
        "DELETE FROM DM_PERSONAL_REL_TYPES WHERE DESCRIPTION = 'Mother'",
        "UPDATE DM_PERSONAL_RELATIONSHIPS SET PERSONAL_REL_TYPE_ID = NULL WHERE OTHER_PERSON_ID = 7000104",
        "DELETE FROM DM_PERSONS WHERE PERSON_ID = 7000102",
    )
    family = connector.get_relationships("7000101", call).value
    assert [(str(each.name), each.relation) for each in family] == [
        ("Rachel Ashdown", "related"),
        ("Darren Pike", "related"),
        ("", "brother"),
    ]
    workers = connector.get_involvements("7000101", call).value
    assert [(each.worker, each.role) for each in workers] == [("", "Allocated social worker"), ("", "Team manager")]
