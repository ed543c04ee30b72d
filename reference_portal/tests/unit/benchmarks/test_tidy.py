"""The cleaning that every method we are compared with gets."""

from datetime import date

import pytest
from reference_portal.tests.unit.benchmarks.people import person

from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import PersonName, Sex
from frontdoor_benchmarks.linkage.tidy import tidy, words


@pytest.mark.parametrize(
    ("written", "levelled"),
    [
        ("O'Brien-Smith", "obrien smith"),
        ("OBRIEN SMITH", "obrien smith"),
        ("Mc Donald", "mcdonald"),
        ("Mac Leod", "macleod"),
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("  Ashdown  DO NOT USE ", "ashdown"),
        ("Ashdown (ADOPTED)", "ashdown"),
        ("Тарас", "тарас"),
        ("", ""),
    ],
)
def test_a_name_is_levelled(written: str, levelled: str) -> None:
    assert words(written) == levelled


def test_a_record_is_read_as_parts() -> None:
    known_as = PersonName("Ellie May", "Frost")
    record = tidy(person("S1", "ELLA ROSE", "Ash-Down", other_names=(known_as,), sex=Sex.UNKNOWN))

    assert (record.first, record.middle, record.family, record.sex) == ("ella", "rose", "ash down", "")
    assert record.names == (("ella", "ash down"), ("ellie", "frost"))


def test_placeholders_are_not_known() -> None:
    record = tidy(person("S1", born=date(1900, 1, 1), postcodes=(Postcode("ZZ99 3VZ"), Postcode("WR80 2NP"))))

    assert (record.born, record.postcodes) == (None, ("WR80 2NP",))


def test_a_name_of_one_part_is_no_pair() -> None:
    assert tidy(person("S1", "Ella", "")).names == ()
