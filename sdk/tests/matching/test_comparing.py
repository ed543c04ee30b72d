"""How alike two values are, in levels that a person can check."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sdk.tests.matching.people import BORN, record

from frontdoor.domain.people import BirthDateKind, Sex
from frontdoor.matching import Field, Level, Prepared
from frontdoor.matching.comparing import LEVELS, compare


def level(field: Field, one: Prepared, other: Prepared) -> Level:
    return compare(one, other)[tuple(Field).index(field)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Zaynab", "ZAYNAB", Level.SAME),
        ("Mary Jane", "Maryjane", Level.SAME),
        ("Katherine Zaynab", "Zaynab", Level.ANOTHER),
        ("Mohammed Bilal", "Bilal", Level.SAME),
        ("Mohammed Bilal", "Mohammed", Level.ANOTHER),
        ("Katherine", "Katie", Level.NICKNAME),
        ("Omar", "Cumar", Level.NICKNAME),
        ("Mo", "Mohammed Bilal", Level.ANOTHER),
        ("Sanvi", "Saanvi", Level.NICKNAME),
        ("Mia", "Mya", Level.TYPO),
        ("Oliver", "Olvier", Level.TYPO),
        ("Mia", "Mio", Level.TYPO),
        ("Alexandriana", "Alexandrina", Level.TYPO),
        ("Shayne", "Shaun", Level.SOUND),
        ("Z", "Zaynab", Level.SHORT),
        ("Zay", "Zaynab", Level.SHORT),
        ("Martha", "Martin", Level.NEAR),
        ("Zaynab", "Oliver", Level.DIFFERENT),
        ("Al", "Bo", Level.DIFFERENT),
        ("", "Zaynab", Level.MISSING),
        ("Not known", "Zaynab", Level.MISSING),
    ],
)
def test_given_names(one: str, other: str, expected: Level) -> None:
    assert level(Field.GIVEN_NAME, record(one), record(other)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ada Rose", "Ada Grace Rose", Level.SAME),
        ("Ada Rose", "Ada Rsoe", Level.SAME),
        ("Ada R", "Ada Rose", Level.SHORT),
        ("Ada Rose", "Ada Grace", Level.DIFFERENT),
        ("Ada Rose", "Ada", Level.MISSING),
        ("Rose Ada", "Ada", Level.MISSING),
        ("Mohammed Bilal", "Mohammed Bilal", Level.MISSING),
    ],
)
def test_middle_names(one: str, other: str, expected: Level) -> None:
    assert level(Field.MIDDLE_NAMES, record(one), record(other)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Nkemelu", "nkemelu", Level.SAME),
        ("Smith-Jones", "Smith Jones", Level.SAME),
        ("Smith-Jones", "SmithJones", Level.SAME),
        ("Smith-Jones", "Jones", Level.PART),
        ("Smith-Jones", "Jonse", Level.PART),
        ("Nkemelo-Adeyemi", "Nkemelu", Level.PART),
        ("Nkemelu", "Nkemelo", Level.TYPO),
        ("Chowdhury", "Choudhry", Level.TYPO),
        ("Hussain", "Xuseen", Level.SOUND),
        ("Nkemelu", "Smith", Level.DIFFERENT),
        ("", "Smith", Level.MISSING),
    ],
)
def test_family_names(one: str, other: str, expected: Level) -> None:
    assert level(Field.FAMILY_NAME, record(family=one), record(family=other)) is expected


@pytest.mark.parametrize("field", [Field.GIVEN_NAME, Field.FAMILY_NAME])
def test_a_child_is_known_by_what_another_name_on_record_says(field: Field) -> None:
    other = record("Amaka", "Adeyemi", others=(("Zaynab", "Nkemelu"),))

    assert level(field, other, record()) is Level.KNOWN_AS


def test_a_middle_name_of_another_name_on_record_is_one_of_the_childs() -> None:
    other = record("Amaka", others=(("Ada Zaynab", "Nkemelu"),))

    assert level(Field.GIVEN_NAME, other, record()) is Level.ANOTHER


def test_a_fathers_name_may_stand_for_a_family_name_that_nobody_has() -> None:
    assert level(Field.FAMILY_NAME, record("Warsame Hamza", "Ali"), record("Warsame", "Hamza")) is Level.ANOTHER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Zaynab", "Nkemelu"), ("Nkemelu", "Zaynab")),
        (("Zaynab", "Nkemelu"), ("Nkemelo", "Zaynab")),
        (("Leo Jun", "Choi"), ("Choi", "Leo Jun")),
        (("Camila", "Alves Santos"), ("AlvesSantos", "Camila")),
        (("Alex", "Li"), ("Lee", "Alex")),
    ],
)
def test_names_the_other_way_round_are_told_as_such(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert compare(record(*one), record(*other))[:3] == (Level.SWAPPED, Level.MISSING, Level.SWAPPED)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BORN, BORN, Level.SAME),
        (date(2016, 2, 3), date(2016, 3, 2), Level.SWAPPED),
        (BORN, date(2015, 2, 28), Level.NEAR),
        (BORN, date(2016, 2, 26), Level.NEAR),
        (BORN, date(2016, 2, 13), Level.PART),
        (BORN, date(2004, 2, 28), Level.PART),
        (date(2016, 12, 1), date(2016, 11, 2), Level.DIFFERENT),
        (BORN, date(2010, 9, 17), Level.DIFFERENT),
        (BORN, date(1900, 1, 1), Level.MISSING),
        (BORN, None, Level.MISSING),
    ],
)
def test_dates_of_birth(one: date, other: date | None, expected: Level) -> None:
    assert level(Field.BIRTH_DATE, record(born=one), record(born=other)) is expected


@pytest.mark.parametrize("kind", [BirthDateKind.ESTIMATED, BirthDateKind.EXPECTED])
@pytest.mark.parametrize(("other", "expected"), [(date(2016, 11, 3), Level.NEAR), (date(2019, 1, 1), Level.DIFFERENT)])
def test_a_date_that_is_not_certain_is_near_within_a_year(kind: BirthDateKind, other: date, expected: Level) -> None:
    assert level(Field.BIRTH_DATE, record(kind=kind), record(born=other)) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [(Sex.FEMALE, Level.SAME), (Sex.MALE, Level.DIFFERENT), (Sex.UNKNOWN, Level.MISSING)],
)
def test_sexes(other: Sex, expected: Level) -> None:
    assert level(Field.SEX, record(), record(sex=other)) is expected


@pytest.mark.parametrize(
    ("postcodes", "address", "expected"),
    [
        (("WR5 2NP",), "", Level.SAME),
        (("WR1 1AA", "WR5 2NP"), "", Level.SAME),
        (("WR5 2NP",), "1 Larch Rd", Level.HOUSE),
        (("WR5 2NP",), "Flat 2, 1 Lrach Road, Exampleton", Level.HOUSE),
        (("WR5 2NP",), "17 Larch Road, Exampleton", Level.STREET),
        (("WR5 2NP",), "1 Quarry Hill, Exampleton", Level.STREET),
        (("DY1 1AA", "WR5 2NP"), "17 Quarry Hill, Exampleton", Level.SAME),
        (("DY1 1AA",), "1 Larch Road, Exampelton", Level.PART),
        (("DY1 1AA",), "1 Quarry Road, Exampleton", Level.DIFFERENT),
        (("WR5 9ZZ",), "", Level.NEAR),
        (("DY1 1AA",), "", Level.DIFFERENT),
        ((), "", Level.MISSING),
        (("ZZ99 3VZ",), "", Level.MISSING),
    ],
)
def test_addresses(postcodes: tuple[str, ...], address: str, expected: Level) -> None:
    here = record(address="1 Larch Road, Exampleton")

    assert level(Field.ADDRESS, here, record(postcodes=postcodes, address=address)) is expected


NUMBERS = ("9990000018", "9990000026")


@pytest.mark.parametrize(
    ("other", "expected"), [(NUMBERS[0], Level.SAME), (NUMBERS[1], Level.DIFFERENT), ("", Level.MISSING)]
)
def test_numbers(other: str, expected: Level) -> None:
    assert level(Field.NHS_NUMBER, record(nhs=NUMBERS[0]), record(nhs=other)) is expected


words = some.sampled_from(["Zaynab", "Zainab", "Nkemelu", "Leo Jun", "Mohammed Ali", "O'Brien", "", "李", "Not known"])
records = some.builds(
    record,
    words,
    words,
    some.none() | some.dates(date(1900, 1, 1), date(2027, 1, 1)),
    kind=some.sampled_from(BirthDateKind),
    sex=some.sampled_from(Sex),
    postcodes=some.sampled_from([(), ("WR5 2NP",), ("WR5 9ZZ", "DY1 1AA")]),
    others=some.sampled_from([(), (("Zaynab", "Adeyemi"),)]),
    address=some.sampled_from(["", "1 Larch Road"]),
)


@given(records, records)
def test_the_order_of_two_records_makes_no_difference(one: Prepared, other: Prepared) -> None:
    assert compare(one, other) == compare(other, one)


@given(records)
def test_a_record_is_like_itself_in_all_that_it_tells(one: Prepared) -> None:
    assert {*compare(one, one)} <= {Level.SAME, Level.HOUSE, Level.MISSING, Level.NEAR, Level.PART, Level.SWAPPED}


@given(records, records)
def test_each_field_has_its_own_levels(one: Prepared, other: Prepared) -> None:
    for field, found in zip(Field, compare(one, other), strict=True):
        assert found is Level.MISSING or found in LEVELS[field]
