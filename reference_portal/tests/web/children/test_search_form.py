"""The search form: every fault at its field, everything typed kept."""

from datetime import date

import pytest
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading, words
from reference_portal.tests.web.filling_in import NHS, SEARCH, UPN

from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Postcode
from frontdoor_portal.use_cases.find_child import ChildQuery
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.web.children.search_form import FIELDS, read_search
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

TODAY = date(2026, 6, 4)


BORN_LATER = "Date of birth must be today or in the past. If the child is not born yet, select that below"
NOWHERE = "Enter a full UK postcode, like WR5 2NP, or leave it empty if there is none"
WRONG_UPN = "A UPN has a letter, 11 digits and a last digit or letter, like A123456789012"
ENOUGH = {"given_name": "Ella", "family_name": "Quillfeather"}


def fields(**values: str) -> Fields:
    typed = {name: (values.get(name.replace("-", "__"), ""),) for name in FIELDS}
    return Fields({**typed, "purpose": (values.get("purpose", "concern"),)})


def test_every_field_is_read_as_people_type_it() -> None:
    read = read_search(
        fields(
            given_name=" Ella ",
            family_name="O\u200bNeill",
            date_of_birth__day="17",
            date_of_birth__month="may",
            date_of_birth__year="2014",
            postcode="wr801ab",
            nhs_number="999-001-0374",
            upn="p885990118107",
        ),
        TODAY,
        test_numbers=True,
    )
    assert read.query == ChildQuery("Ella", "ONeill", date(2014, 5, 17), Postcode("WR80 1AB"), NHS, UPN)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"date_of_birth__day": "31"}, Fault("date_of_birth-month", "Date of birth must include a month and a year")),
        (
            {"date_of_birth__day": "31", "date_of_birth__month": "2", "date_of_birth__year": "2015"},
            Fault("date_of_birth-day", "Date of birth must be a real date"),
        ),
        (
            {"date_of_birth__day": "1", "date_of_birth__month": "1", "date_of_birth__year": "2030"},
            Fault(
                "date_of_birth-year",
                "Date of birth must be today or in the past. If the child is not born yet, select that below",
            ),
        ),
        (
            {"postcode": "nowhere"},
            Fault("postcode", NOWHERE),
        ),
        ({"nhs_number": "12"}, Fault("nhs_number", "An NHS number has 10 digits, like 999 123 4567")),
        (
            {"upn": "A1"},
            Fault("upn", WRONG_UPN),
        ),
        ({"given_name": "x" * 201}, Fault("given_name", "Given name must be 200 characters or less")),
        ({"purpose": ""}, Fault("purpose", "Select why you are looking for the child")),
        ({"purpose": "other"}, Fault("purpose_details", "Enter why you are looking for the child")),
        (
            {"purpose_details": "x" * 201},
            Fault("purpose_details", "The reason must be 200 characters or less"),
        ),
    ],
    ids=lambda value: value.field if isinstance(value, Fault) else "",
)
def test_a_fault_stands_at_its_field(typed: dict[str, str], fault: Fault) -> None:
    read = read_search(fields(**{**ENOUGH, **typed}), TODAY, test_numbers=True)
    assert (read.faults, read.query) == ((fault,), None)


def test_a_purpose_of_no_list_is_refused() -> None:
    with pytest.raises(BadRequest):
        read_search(fields(purpose="curious"), TODAY, test_numbers=True)


def test_a_faulty_search_keeps_everything_that_was_typed(browser: Browser) -> None:
    typed = {**SEARCH, "given_name": "Zoë", "postcode": "nowhere", "date_of_birth-day": "3", "purpose_details": "Visit"}
    page = browser.send("/children", typed)
    kept = [f'value="{typed[name]}"' in page.text for name in ("given_name", "family_name", "postcode")]
    assert (page.status_code, kept) == (400, [True, True, True])


def test_a_name_alone_is_too_little_to_search(browser: Browser) -> None:
    page = browser.send("/children", {**SEARCH, "given_name": ""})
    assert error_summary(page) == [("given_name", "Enter one more detail, such as the date of birth or postcode")]


NO_PURPOSE = ("purpose", "Select why you are looking for the child")
WRONG_POSTCODE = ("postcode", NOWHERE)
ONE_MORE = ("given_name", "Enter one more detail, such as the date of birth or postcode")


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({}, [("given_name", "Enter the child’s name, NHS number or UPN")]),
        ({"given_name": "E"}, [("given_name", "Enter at least two letters of the child’s name")]),
        ({"postcode": "nowhere"}, [("given_name", "Enter the child’s name, NHS number or UPN"), WRONG_POSTCODE]),
        ({"given_name": "Ella", "postcode": "nowhere"}, [WRONG_POSTCODE]),
        (
            {"upn": "A1"},
            [ONE_MORE, ("upn", WRONG_UPN)],
        ),
    ],
    ids=["nothing", "one letter", "a wrong postcode alone", "one wrong postcode short of enough", "a wrong number"],
)
def test_too_little_to_search_is_told_with_everything_else_that_is_wrong(
    browser: Browser, typed: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    page = browser.send("/children", {**dict.fromkeys(SEARCH, ""), **typed})
    assert error_summary(page) == [*faults, NO_PURPOSE]


def test_an_unknown_field_is_refused(browser: Browser) -> None:
    assert browser.send("/children", {**SEARCH, "limit": "1000"}).status_code == 400


def test_a_search_in_the_address_is_not_possible(browser: Browser) -> None:
    page = browser.get("/children?given_name=Zephyrine&family_name=Quillfeather")
    assert "Zephyrine" not in page.text


def test_who_reads_figures_alone_may_not_search(portal: TestPortal) -> None:
    senior = portal.client(person(Role.SENIOR_MANAGER))
    assert senior.get("/children").status_code == 403


def test_who_searches_too_often_is_told_when_to_go_on_and_what_happens(portal: TestPortal) -> None:
    with portal.office.work.begin() as tx:
        for _ in range(200):
            tx.audit.add(AuditEntry(portal.clock(), person().id, Action.SEARCHED, "children", "Concern"))

    answer = portal.client(person()).send("/children", {**SEARCH})

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
    assert heading(answer) == "You have searched too often"
    assert "This is told to the council’s privacy officer." in words(answer.text)
