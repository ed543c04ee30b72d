"""What real tables hold: odd names, nothing at all, dates as text, rows twice, another version of the dataset."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.failures import ContractMismatch, RecordFault, RecordRejected, Unavailable
from frontdoor.connectors.people import Involvement, PersonRecord
from frontdoor.domain.identifiers import NhsNumber
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor_ssd import mapping
from frontdoor_ssd.connector import SafeguardingData

from .conftest import CALL

Change = Callable[..., None]

ADD = (
    "INSERT INTO ssd_person (pers_person_id, pers_forename, pers_surname, pers_sex, pers_gender, pers_dob)"
    " VALUES (:id, :given, :family, :sex, :gender, :born)"
)
NOBODY = {"given": None, "family": None, "sex": None, "gender": None, "born": None}


def names(ssd: SafeguardingData, query: PersonQuery) -> list[PersonName]:
    return [each.name for each in ssd.search_people(query, CALL).value]


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Róisín", "O'Brien-Ní Dhómhnaill"),
        ("Zaynab", ""),
        ("Anne", "V" * 150),
        ("O", "O"),
        ("Siân", "ŵyn"),
        ("Łucja", "Żółć"),
        ("ليلى", "الأحمد"),
        ("小明", "李"),
        ("Zoe\u0308", "Made-Up"),
        ("Baby", "Unknown"),
        ("Null", "None"),
        ("1e5", "True"),
        ("<script>", "{{7*7}}"),
        ("x';-- ", "%s"),
        ("=1+1", "O%"),
        ("O_", "[a-z]"),
    ],
)
def test_a_child_of_any_name_is_found_by_it(ssd: SafeguardingData, change: Change, given: str, family: str) -> None:
    change(ADD, **{**NOBODY, "id": "odd", "given": given, "family": family or None, "born": "2015-03-04 00:00:00"})
    query = PersonQuery(given_name=given, family_name=family, date_of_birth=date(2015, 3, 4))

    assert names(ssd, query) == [PersonName(given.strip(), family)]


def test_a_composed_and_a_taken_apart_letter_are_one_name(ssd: SafeguardingData, change: Change) -> None:
    change(ADD, **{**NOBODY, "id": "apart", "given": "Zoe\u0308", "family": "E\u0301mile"})
    change(ADD, **{**NOBODY, "id": "composed", "given": "Zo\u00eb", "family": "\u00c9mile"})

    for typed in ("Zo\u00eb", "Zoe\u0308", "zoe"):
        found = ssd.search_people(PersonQuery(given_name=typed, family_name="emile"), CALL).value
        assert sorted(each.id for each in found) == ["apart", "composed"]


def test_signs_that_turn_writing_around_are_taken_out_of_a_name(ssd: SafeguardingData, change: Change) -> None:
    change(ADD, **{**NOBODY, "id": "turned", "given": " A\u202eda\u200b ", "family": "\u00a0Made  Up\t"})

    assert ssd.get_person("turned", CALL).value.name == PersonName("Ada", "Made Up")


def test_a_row_of_nothing_is_a_record_of_nothing(ssd: SafeguardingData, change: Change) -> None:
    change(ADD, **NOBODY, id="bare")
    change("INSERT INTO ssd_address (addr_table_id, addr_person_id) VALUES ('bare', 'bare')")
    change("INSERT INTO ssd_involvements (invo_involvements_id, invo_person_id) VALUES ('bare', 'bare')")
    change("INSERT INTO ssd_linked_identifiers (link_table_id, link_person_id) VALUES ('bare', 'bare')")
    change("INSERT INTO ssd_family (fami_table_id, fami_person_id) VALUES ('bare', 'bare')")

    assert ssd.get_person("bare", CALL).value == PersonRecord("bare", PersonName(), plans=(), legal_statuses=())
    assert ssd.get_relationships("bare", CALL).value == ()
    assert ssd.get_involvements("bare", CALL).value == (Involvement("Not named in the dataset", "", ""),)


def test_placeholders_of_the_published_scripts_are_nothing(ssd: SafeguardingData, change: Change) -> None:
    change(ADD, **{**NOBODY, "id": "ph", "given": "SSD_PH", "family": "SSD_PH", "born": "1900-01-01 00:00:00"})

    assert ssd.get_person("ph", CALL).value == PersonRecord("ph", PersonName(), plans=(), legal_statuses=())


@pytest.mark.parametrize("unknown", ["SSD_PH", "ssd_ph", "", " "])
def test_strangers_whose_family_is_not_known_are_no_family(ssd: SafeguardingData, change: Change, unknown: str) -> None:
    for number in ("one", "other"):
        change(ADD, **{**NOBODY, "id": number, "given": number, "family": "Made-Up"})
        row = "INSERT INTO ssd_family (fami_table_id, fami_family_id, fami_person_id) VALUES (:id, :family, :id)"
        change(row, id=number, family=unknown)
    mothers = "INSERT INTO ssd_mother (moth_table_id, moth_person_id, moth_childs_person_id) VALUES ('m', :none, 'one')"
    change(mothers, none=unknown)

    assert ssd.get_relationships("one", CALL).value == ()


@pytest.mark.parametrize(
    ("sex", "gender", "meant"),
    [
        ("F", None, Sex.FEMALE),
        ("Male", "F", Sex.MALE),
        (None, "m", Sex.MALE),
        ("X", "09", Sex.UNKNOWN),
        (None, None, Sex.UNKNOWN),
    ],
)
def test_sex_is_what_the_code_says_and_an_unknown_code_is_unknown(
    ssd: SafeguardingData, change: Change, sex: str | None, gender: str | None, meant: Sex
) -> None:
    change(ADD, **{**NOBODY, "id": "coded", "sex": sex, "gender": gender})

    assert ssd.get_person("coded", CALL).value.sex is meant


def test_a_birthday_ahead_of_the_dataset_is_a_due_date(ssd: SafeguardingData, change: Change) -> None:
    change(ADD, **{**NOBODY, "id": "due", "born": "2027-02-01 00:00:00"})

    assert ssd.get_person("due", CALL).value.birth_date == BirthDate(date(2027, 2, 1), BirthDateKind.EXPECTED)


@pytest.mark.parametrize("written", ["2015-03-04", "2015-03-04 00:00:00.000", "04/03/2015", "04/03/2015 00:00"])
def test_a_birthday_may_be_text(ssd: SafeguardingData, change: Change, written: str) -> None:
    make_dates_text(change)
    change(ADD, **{**NOBODY, "id": "written", "family": "Made-Up", "born": written})

    (found,) = ssd.search_people(PersonQuery(family_name="Made-Up", date_of_birth=date(2015, 3, 4)), CALL).value
    assert found.birth_date == BirthDate(date(2015, 3, 4))


@pytest.mark.parametrize("written", ["2/13/2015", "31/02/2015", "about 5", "", "0000-00-00", "20150304"])
def test_a_text_that_is_no_date_is_not_guessed(ssd: SafeguardingData, change: Change, written: str) -> None:
    make_dates_text(change)
    change(ADD, **{**NOBODY, "id": "written", "born": written})

    assert ssd.get_person("written", CALL).value.birth_date is None


@pytest.mark.parametrize(
    ("json", "postcode", "address"),
    [
        ("14 Larkmead Rise", "Dublin 4", Address(("14 Larkmead Rise", "Dublin 4"))),
        ('{"FLAT": "2", "BUILDING": "9", "HOUSE": "9", "STREET": "Quay"}', "nopostcode", Address(("2", "9 Quay"))),
        ('{"STREET": null, "TOWN": 7}', "XXXX", Address(("7",))),
        ("[1]", "", Address(("[1]",))),
        ('{"STREET": ["not", {"a": "text"}]', None, Address(('{"STREET": ["not", {"a": "text"}]',))),
    ],
)
def test_an_address_is_read_as_far_as_it_can_be(
    ssd: SafeguardingData, change: Change, json: str, postcode: str | None, address: Address
) -> None:
    change(
        "UPDATE ssd_address SET addr_address_json = :json, addr_address_postcode = :postcode"
        " WHERE addr_person_id = '7000101'",
        json=json,
        postcode=postcode,
    )

    assert ssd.get_person("7000101", CALL).value.address == address


def test_an_address_that_ended_is_not_where_somebody_lives(ssd: SafeguardingData, change: Change) -> None:
    change("UPDATE ssd_address SET addr_address_end_date = '2026-01-01 00:00:00' WHERE addr_person_id = '7000101'")

    assert ssd.get_person("7000101", CALL).value.address == Address()


def test_two_different_rows_of_one_id_are_not_shown_as_one_child(ssd: SafeguardingData, change: Change) -> None:
    make_dates_text(change)
    for name in ("Ella", "Emma"):
        change(ADD, **{**NOBODY, "id": "twice", "given": name, "family": "Made-Up"})

    for ask in (
        lambda: ssd.get_person("twice", CALL),
        lambda: ssd.search_people(PersonQuery(family_name="Made-Up"), CALL),
        lambda: ssd.list_changed_people("", 1000, CALL),
    ):
        with pytest.raises(ContractMismatch, match="two different rows with one id"):
            ask()


def test_one_row_twice_is_one_child(ssd: SafeguardingData, change: Change) -> None:
    make_dates_text(change)
    for _ in range(2):
        change(ADD, **{**NOBODY, "id": "twice", "given": "Ella", "family": "Made-Up"})

    assert names(ssd, PersonQuery(family_name="Made-Up")) == [PersonName("Ella", "Made-Up")]


def test_a_row_without_an_id_is_not_passed_over(ssd: SafeguardingData, change: Change) -> None:
    make_dates_text(change)
    change(ADD, **{**NOBODY, "id": None, "given": "Ella", "family": "Made-Up"})

    with pytest.raises(ContractMismatch, match="without an id"):
        ssd.search_people(PersonQuery(family_name="Made-Up"), CALL)
    with pytest.raises(ContractMismatch, match="without an id"):
        ssd.list_changed_people("", 1000, CALL)


def test_the_first_version_without_names_is_searched_by_number(ssd: SafeguardingData, change: Change) -> None:
    change("ALTER TABLE ssd_person DROP COLUMN pers_forename")
    change("ALTER TABLE ssd_person DROP COLUMN pers_surname")
    change("ALTER TABLE ssd_person RENAME COLUMN pers_single_unique_id TO pers_common_child_id")

    found = ssd.search_people(PersonQuery(nhs_number=NhsNumber("9990010374")), CALL).value
    assert [(each.id, each.name) for each in found] == [("7000101", PersonName())]
    with pytest.raises(RecordRejected) as refused:
        ssd.search_people(PersonQuery(family_name="Ashdown"), CALL)
    assert refused.value.faults == (RecordFault("family_name", "this dataset holds no names"),)


@pytest.mark.parametrize("table", ["ssd_mother", "ssd_linked_identifiers", "ssd_cin_episodes", "ssd_department"])
def test_a_table_that_came_later_may_be_missing(ssd: SafeguardingData, change: Change, table: str) -> None:
    change(f"DROP TABLE {table}")

    ssd.check()
    assert ssd.get_person("7000101", CALL).value.name == PersonName("Ella", "Ashdown")
    assert len(ssd.get_relationships("7000101", CALL).value) == 3
    assert len(ssd.get_involvements("7000101", CALL).value) == 2


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TABLE ssd_family", "ssd_family has no fami_family_id, fami_person_id"),
        ("ALTER TABLE ssd_person RENAME COLUMN pers_dob TO pers_born", "ssd_person has no pers_dob"),
        ("ALTER TABLE ssd_person DROP COLUMN pers_restricted", "ssd_person has no pers_restricted"),
    ],
)
def test_what_an_answer_cannot_do_without_is_named(
    ssd: SafeguardingData, change: Change, statement: str, said: str
) -> None:
    change(statement)

    with pytest.raises(ContractMismatch) as mismatch:
        ssd.check()
    assert str(mismatch.value) == said


def test_tables_that_change_under_a_connector_are_not_believed(ssd: SafeguardingData, change: Change) -> None:
    ssd.check()
    change("ALTER TABLE ssd_person RENAME COLUMN pers_dob TO pers_born")

    with pytest.raises(ContractMismatch):
        ssd.get_person("7000101", CALL)


@pytest.mark.parametrize("statement", ["DELETE FROM ssd_refresh", "UPDATE ssd_refresh SET finished_at = NULL"])
def test_while_the_dataset_is_loaded_nobody_is_said_to_be_unknown(
    ssd: SafeguardingData, change: Change, statement: str
) -> None:
    change(statement)

    with pytest.raises(Unavailable, match="it is being loaded"):
        ssd.search_people(PersonQuery(family_name="Nobody"), CALL)


def test_an_empty_dataset_does_not_say_that_nobody_is_known(ssd: SafeguardingData, change: Change) -> None:
    change("DELETE FROM ssd_person")

    for ask in (
        lambda: ssd.search_people(PersonQuery(family_name="Ashdown"), CALL),
        lambda: ssd.get_person("7000101", CALL),
        lambda: ssd.list_changed_people("", 1000, CALL),
    ):
        with pytest.raises(Unavailable, match="is empty: it is being loaded"):
            ask()


def test_a_time_of_the_load_that_is_none_is_not_made_up(
    connect: Callable[..., SafeguardingData], change: Change
) -> None:
    change("CREATE TABLE ssd_load (ended VARCHAR(30))")
    change("INSERT INTO ssd_load VALUES ('last night')")

    with pytest.raises(ContractMismatch, match=r"ssd_load\.ended is not a time"):
        connect(refreshed="ssd_load.ended").check()


@given(st.one_of(st.none(), st.text(), st.integers(), st.dates(), st.datetimes(), st.binary()))
def test_whatever_a_column_holds_is_text_and_a_date_or_none(value: object) -> None:
    said, day = mapping.text(value), mapping.day(value)

    assert said == said.strip()
    assert "\x00" not in said
    assert day is None or type(day) is date


def make_dates_text(change: Change) -> None:
    """Make `ssd_person` anew, as a table that was copied without its types and its key."""
    change("DROP TABLE ssd_person")
    change(
        "CREATE TABLE ssd_person (pers_person_id VARCHAR(48), pers_forename VARCHAR(200), pers_surname VARCHAR(200),"
        " pers_sex VARCHAR(20), pers_gender VARCHAR(20), pers_dob VARCHAR(30), pers_restricted VARCHAR(1))"
    )
    change(ADD, **{**NOBODY, "id": "first", "given": "Somebody", "family": "Else"})
