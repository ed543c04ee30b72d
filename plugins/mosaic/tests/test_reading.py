"""What is read of people, on a mart in SQLite and on one in PostgreSQL."""

from datetime import date

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.failures import NotFound, RecordFault, RecordRejected, RestrictedRecord
from frontdoor.connectors.people import CaseStatus, Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.testing import families
from frontdoor_mosaic.connector import Mosaic

ELLA = PersonRecord(
    id="7000101",
    name=PersonName("Ella", "Ashdown"),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    address=Address(("14 Larkmead Rise", "Evesham"), Postcode("WR80 1AB")),
    nhs_numbers=(NhsNumber("9990010374"),),
    upns=(Upn("P885990118107"),),
    case_status=CaseStatus.OPEN,
)


def test_every_made_up_person_known_to_social_care_is_read_as_they_are(reader: Mosaic, call: Call) -> None:
    ids = {person.key: person.case_id or "" for person in families.people()}
    for person in families.people():
        if person.case_id is None:
            continue
        if person.restricted:
            expected = PersonRecord(person.case_id, person.name, restricted=True)
        else:
            expected = PersonRecord(
                id=person.case_id,
                name=person.name,
                other_names=person.other_names,
                birth_date=person.birth_date,
                sex=person.sex,
                address=person.address,
                nhs_numbers=person.nhs_numbers,
                upns=(person.upn, *person.former_upns) if person.upn else person.former_upns,
                case_status=person.case_status,
                do_not_disclose_address=person.do_not_disclose_address,
                duplicate_of=ids[person.duplicate_of] if person.duplicate_of else "",
            )
        assert reader.get_person(person.case_id, call).value == expected


@pytest.mark.parametrize(
    "query",
    [
        PersonQuery(given_name="ella", family_name="ASHD"),
        PersonQuery(family_name="Ashdown", date_of_birth=date(2014, 5, 17)),
        PersonQuery(nhs_number=NhsNumber("9990010374")),
        PersonQuery(upn=Upn("P885990118107")),
        PersonQuery(given_name="Ella", postcode=Postcode("WR80 1AB")),
    ],
)
def test_each_part_of_a_query_finds_the_person_it_fits(reader: Mosaic, call: Call, query: PersonQuery) -> None:
    assert reader.search_people(query, call).value == (ELLA,)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("llyr wyn", ["7000241", "7000242"]),
        ("LLŶR", ["7000241", "7000242"]),
        ("Lly\u0302r-Wy\u0302n", ["7000241", "7000242"]),
        ("obrennan ni", ["7000111", "7000112", "7000113"]),
        ("wisniewska", ["7000251", "7000252"]),
        ("الأحمد", ["7000261", "7000262"]),
        ("李", ["7000271", "7000272"]),
        ("Al-Ahmad", ["7000261", "7000262"]),
        ("Yeats", ["7000381"]),
    ],
)
def test_a_name_is_found_however_it_is_typed_and_by_a_former_one(
    reader: Mosaic, call: Call, typed: str, found: list[str]
) -> None:
    people = reader.search_people(PersonQuery(family_name=typed), call).value
    assert [person.id for person in people] == found


def test_a_stroke_is_no_letter_of_its_own(reader: Mosaic, call: Call) -> None:
    people = reader.search_people(PersonQuery(given_name="malgorzata"), call).value
    assert [person.id for person in people] == ["7000252"]


def test_a_query_that_fits_nobody_is_answered_with_none(reader: Mosaic, call: Call) -> None:
    query = PersonQuery(given_name="Ella", date_of_birth=date(1999, 1, 1))
    assert reader.search_people(query, call).value == ()


def test_a_search_brings_no_more_than_its_limit_the_lowest_ids_first(reader: Mosaic, call: Call) -> None:
    query = PersonQuery(family_name="Ashdown")
    whole = reader.search_people(query, call).value
    assert [person.id for person in whole] == ["7000101", "7000102", "7000103"]
    assert reader.search_people(evolve(query, limit=2), call).value == whole[:2]


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        (PersonQuery(), RecordFault("query", "nothing_asked")),
        (PersonQuery(family_name="%"), RecordFault("family_name", "name_without_letters")),
        (PersonQuery(given_name="' -", family_name="Ashdown"), RecordFault("given_name", "name_without_letters")),
        (PersonQuery(family_name="Ashdown", limit=0), RecordFault("limit", "must be 1 to 50")),
        (PersonQuery(family_name="Ashdown", limit=51), RecordFault("limit", "must be 1 to 50")),
    ],
)
def test_a_query_that_cannot_be_meant_is_refused(
    reader: Mosaic, call: Call, query: PersonQuery, fault: RecordFault
) -> None:
    with pytest.raises(RecordRejected) as refused:
        reader.search_people(query, call)
    assert refused.value.faults == (fault,)


def test_a_wildcard_of_sql_within_a_name_is_a_sign_like_any_other(reader: Mosaic, call: Call) -> None:
    assert reader.search_people(PersonQuery(family_name="A%hdown"), call).value == ()
    assert [each.id for each in reader.search_people(PersonQuery(family_name="As_hd"), call).value][:1] == ["7000101"]


@pytest.mark.parametrize(
    "person_id",
    ["79999999", "", "0", "x", "-1", "7000101;", "7000101\n", "07000101", "9" * 30, f"{'0' * 19}{'1' * 30}", "٧٠٠٠١٠١"],
)
def test_an_id_that_nobody_has_is_not_found(reader: Mosaic, call: Call, person_id: str) -> None:
    for ask in (reader.get_person, reader.get_relationships, reader.get_involvements, reader.get_warnings):
        with pytest.raises(NotFound):
            ask(person_id, call)


def test_what_belongs_to_a_restricted_person_is_refused(reader: Mosaic, call: Call) -> None:
    for ask in (reader.get_relationships, reader.get_involvements, reader.get_warnings):
        with pytest.raises(RestrictedRecord):
            ask("7000191", call)


def test_a_restricted_person_is_found_by_their_number_with_a_name_alone(reader: Mosaic, call: Call) -> None:
    found = reader.search_people(PersonQuery(nhs_number=NhsNumber("9990016291")), call).value
    assert found == (PersonRecord("7000191", PersonName("Imogen", "Mountford"), restricted=True),)


def test_family_is_read_with_what_they_are_to_the_child_and_whether_they_live_together(
    reader: Mosaic, call: Call
) -> None:
    rachel, darren, oliver = reader.get_relationships("7000101", call).value
    assert rachel == Relationship(
        person_id="7000103",
        name=PersonName("Rachel", "Ashdown"),
        relation="mother",
        parental_responsibility=True,
        same_household=True,
        birth_date=BirthDate(date(1989, 11, 30)),
    )
    assert (darren.relation, darren.same_household) == ("father", False)
    assert (oliver.relation, oliver.parental_responsibility) == ("brother", False)


def test_whoever_lives_at_the_address_belongs_to_the_household(reader: Mosaic, call: Call) -> None:
    # Mark and Dawn are both related to Tilly, and to each other by nothing that is recorded.
    assert reader.get_relationships("7000342", call).value[1:] == (
        Relationship(
            person_id="7000343",
            name=PersonName("Dawn", "Ivory"),
            relation="lives at the same address",
            same_household=True,
            birth_date=BirthDate(date(1982, 1, 6)),
        ),
    )


def test_a_record_that_was_replaced_is_no_further_member_of_the_household(reader: Mosaic, call: Call) -> None:
    assert [each.person_id for each in reader.get_relationships("7000211", call).value] == ["7000213"]


def test_no_fixed_address_is_shared_by_nobody(reader: Mosaic, call: Call) -> None:
    [kezia] = reader.get_relationships("7000161", call).value
    assert (kezia.person_id, kezia.same_household) == ("7000162", None)


def test_workers_are_read_with_their_teams_the_allocated_one_first(reader: Mosaic, call: Call) -> None:
    assert reader.get_involvements("7000101", call).value == (
        Involvement("Folake Adeyemi", "Allocated social worker", "Safeguarding Team North", since=date(2026, 2, 11)),
        Involvement("Tom Eastwood", "Team manager", "Safeguarding Team North", since=date(2026, 2, 11)),
    )


def test_a_person_without_workers_is_answered_with_none(reader: Mosaic, call: Call) -> None:
    assert reader.get_involvements("7000103", call).value == ()


def test_the_view_of_warnings_is_read_before_what_the_mart_itself_restricts(reader: Mosaic, call: Call) -> None:
    assert reader.get_warnings("7000224", call).value == (
        PersonWarning("Violence to workers", "Visit in pairs, not at home.", since=date(2026, 8, 17)),
    )
    assert reader.get_warnings("7000221", call).value == (PersonWarning("Do not disclose the address"),)
    assert reader.get_warnings("7000201", call).value == (PersonWarning("Do not disclose the telephone number"),)
    assert reader.get_warnings("7000101", call).value == ()


def test_no_telephone_number_leaves_the_mart(reader: Mosaic, call: Call) -> None:
    told = [
        ask(person.case_id, call)
        for person in families.people()
        if person.case_id and not person.restricted
        for ask in (reader.get_person, reader.get_relationships, reader.get_involvements, reader.get_warnings)
    ]
    assert [person.phone for person in families.people() if person.phone and person.phone in repr(told)] == []
