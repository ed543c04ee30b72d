"""The type test knows every annotation that the connectors' records use, and takes every made-up record."""

from datetime import date, datetime

import pytest

from frontdoor.connectors.episodes import Episode
from frontdoor.connectors.people import Involvement, PersonRecord, Relationship
from frontdoor.connectors.pupils import Attendance, PupilRecord
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor_portal.connections.fitting import fitting


@pytest.mark.parametrize("record", [PersonRecord, Relationship, Involvement, Episode, PupilRecord, Attendance])
def test_every_record_of_the_contracts_has_a_test(record: type) -> None:
    assert fitting(record)(None) is False


def test_a_full_record_fits() -> None:
    full = PersonRecord(
        id="p-1",
        name=PersonName("Zaynab", "Nkemelu"),
        other_names=(PersonName("Zed", ""),),
        birth_date=BirthDate(date(2015, 2, 28)),
        sex=Sex.FEMALE,
        address=Address(("1 Larch Road",)),
        nhs_numbers=(NhsNumber.parse("999 000 0018"),),
        upns=(),
        duplicate_of="p-0",
    )
    assert fitting(PersonRecord)(full) is True


@pytest.mark.parametrize(
    ("annotation", "value"),
    [(date, datetime(2026, 1, 1)), (int, True), (tuple[Upn, ...], [])],  # noqa: DTZ001 - any time will do
)
def test_near_misses_do_not_fit(annotation: object, value: object) -> None:
    assert fitting(annotation)(value) is False


class Markup(str):
    """A text that templates show as it is, as those of some libraries are."""

    def __html__(self) -> str:
        return str(self)


def test_a_text_that_claims_to_be_safe_to_show_does_not_fit() -> None:
    name = PersonName("Zaynab", Markup("<script>"))

    assert (fitting(PersonName)(name), fitting(PersonName)(PersonName("Zaynab", "<script>"))) == (False, True)


def test_an_annotation_it_does_not_know_is_refused_rather_than_let_through() -> None:
    with pytest.raises(TypeError, match="No test for"):
        fitting(set[str])
