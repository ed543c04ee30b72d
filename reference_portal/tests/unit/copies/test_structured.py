"""The copy as data keeps its schema in every kind of contact."""

from datetime import UTC, date, datetime

import jsonschema_rs
import pytest
from attrs import evolve
from reference_portal.tests.unit.copies.made import REFERENCE, said

from frontdoor.domain.contact import ContactKind, Status
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address, Adult, Child, PersonName
from frontdoor.domain.triage import Outcome
from frontdoor_portal.copies import schema, structured
from frontdoor_portal.use_cases.sent_copy import SentContact, SentFile, StandsNow


def test_an_adult_is_no_child() -> None:
    address = Address(("1 Larch Road",), Postcode("WR5 2NP"))
    adult = Adult(PersonName("Edith", "Marlow"), date(1948, 2, 29), "", address, "By her neighbour")
    copy = said("A fall")
    contacts = (SentContact(REFERENCE, Child(), 0, adult),)
    data = structured(evolve(copy, sent=evolve(copy.sent, kind=ContactKind.ADULT_CONCERN, contacts=contacts)))
    jsonschema_rs.validate(schema(), data)
    assert data["sent"]["contacts"][0] == {
        "reference": str(REFERENCE),
        "child_number": 0,
        "child": None,
        "adult": {
            "given_name": "Edith",
            "family_name": "Marlow",
            "birth_date": "1948-02-29",
            "age_in_words": "",
            "address": {"lines": ["1 Larch Road"], "postcode": "WR5 2NP", "note": ""},
            "safe_contact": "By her neighbour",
        },
    }


def test_how_to_reach_the_sender_goes_along() -> None:
    data = structured(said("A fall"))
    jsonschema_rs.validate(schema(), data)
    assert data["sent"]["sender"] == {
        "name": "Asha Bello",
        "job_title": "Teacher",
        "agency": "Hollybush Primary School",
        "phone": "01632 960123",
        "preferred_times": "After 3:30pm",
        "reply_address": "Hollybush Primary School\n1 Larch Road",
        "referral_source": "2A",
    }


def test_files_are_named_with_their_size_and_hash() -> None:
    copy = said("A fall")
    data = structured(evolve(copy, sent=evolve(copy.sent, files=(SentFile("letter.pdf", 12, "0" * 64),))))
    jsonschema_rs.validate(schema(), data)
    assert data["sent"]["files"] == [{"name": "letter.pdf", "size": 12, "sha256": "0" * 64}]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("status", [each for each in Status if each is not Status.DRAFT])
def test_every_status_and_outcome_is_in_the_schema(status: Status, outcome: Outcome) -> None:
    now = StandsNow(REFERENCE, status, datetime(2026, 6, 5, tzinfo=UTC), outcome, "2", "Thank you")
    jsonschema_rs.validate(schema(), structured(evolve(said("A fall"), now=(now,))))


@pytest.mark.parametrize("kind", ContactKind)
def test_a_copy_is_what_its_schema_says_for_each_kind(kind: ContactKind) -> None:
    copy = said("A fall")
    jsonschema_rs.validate(schema(), structured(evolve(copy, sent=evolve(copy.sent, kind=kind))))


def test_a_time_is_told_in_utc_whatever_zone_it_was_kept_in() -> None:
    assert structured(said("A fall"))["sent"]["received_at"] == "2026-06-04T08:32:00Z"
