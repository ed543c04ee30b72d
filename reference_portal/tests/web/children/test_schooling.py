"""Absence, support and how an education record came about: shown on its half, conflicts field by field."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.test_child_page import opened
from reference_portal.tests.web.filling_in import PERSON, PUPIL, two_systems

from frontdoor.connectors.pupils import (
    FieldConflict,
    Intake,
    IntakeState,
    KeyContact,
    MissingEducation,
    SenInvolvement,
    Suspension,
)
from frontdoor.domain.agency import Role
from frontdoor_portal.web.children.schooling import Arrival, arrival_of, schooling_rows

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")
HIDDEN = "Not shown here. Ask the front door"


@pytest.mark.parametrize(
    ("facts", "row"),
    [
        (
            {"suspensions": (Suspension(date(2026, 3, 3), date(2026, 3, 5), 6, ("PP", "DB")),)},
            (
                "Suspended",
                "3 March 2026 to 5 March 2026, 6 sessions: physical assault against a pupil, "
                "persistent or general disruptive behaviour",
            ),
        ),
        (
            {"suspensions": (Suspension(date(2026, 3, 3), sessions=1), Suspension(date(2026, 5, 1), permanent=True))},
            ("Suspended", "3 March 2026, 1 session\nPermanently excluded from 1 May 2026"),
        ),
        ({"suspensions": (Suspension(date(2026, 3, 3), reasons=("ZZ",)),)}, ("Suspended", "3 March 2026: ZZ")),
        (
            {"missing_education": MissingEducation(date(2026, 5, 2), "No school named yet")},
            ("Missing education", "On no school’s roll since 2 May 2026: No school named yet"),
        ),
        (
            {"missing_education": MissingEducation(None, home_educated=True)},
            ("Missing education", "Taught at home"),
        ),
        (
            {
                "sen": (
                    SenInvolvement(
                        "Assessment", date(2026, 1, 12), "Speech", KeyContact("Ann Lee", "SEN officer", "01632 960444")
                    ),
                )
            },
            (
                "Council’s work on special needs",
                "Assessment since 12 January 2026. Main need: Speech. Led by Ann Lee, SEN officer, 01632 960444",
            ),
        ),
    ],
)
def test_each_fact_is_told_in_words(facts: dict[str, Any], row: tuple[str, str]) -> None:
    assert schooling_rows(evolve(PUPIL, **facts)) == (row,)


def test_what_the_source_does_not_say_is_left_out() -> None:
    assert schooling_rows(PUPIL) == ()


def test_what_the_source_was_never_told_of_is_said_and_not_shown_as_none() -> None:
    never = "No file has come: whether there are any is not known"
    notes = {"suspensions": never, "sen": never, "missing_education": never, "name.given": "May have been cut"}
    page = opened(two_systems(pupils=(evolve(PUPIL, notes=notes),)), reader=OFFICER)
    text = words(page.text.partition('aria-labelledby="other-systems"')[2].partition("</section>")[0])
    assert (
        f"Note on suspensions {never} Note on the council’s work on special needs {never} "
        f"Note on missing education {never} Note on given name May have been cut"
    ) in text


CONFLICT = Intake(
    IntakeState.CONFLICT,
    date(2026, 6, 1),
    (FieldConflict("family_name", "Quillfeather", "Quill"), FieldConflict("address", "", "9 Refuge Lane")),
)


def test_the_facts_stand_on_the_education_half() -> None:
    pupil = evolve(PUPIL, missing_education=MissingEducation(date(2026, 5, 2)), intake=CONFLICT)
    page = opened(two_systems(pupils=(pupil,)), reader=OFFICER)
    text = words(page.text.partition('aria-labelledby="other-systems"')[2].partition("</section>")[0])
    assert "Missing education On no school’s roll since 2 May 2026" in text
    assert "The latest file differs from this record (1 June 2026)." in text
    assert "Family name Quillfeather Quill Address Nothing 9 Refuge Lane" in text


def test_a_conflict_gives_no_address_away() -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    pupil = evolve(PUPIL, intake=CONFLICT)
    page = opened(two_systems(people=(hidden,), pupils=(pupil,)))
    assert "9 Refuge Lane" not in page.text
    assert arrival_of(CONFLICT, shows_address=False) == Arrival(
        "The latest file differs from this record (1 June 2026).",
        (("Family name", "Quillfeather", "Quill"), ("Address", HIDDEN, HIDDEN)),
    )


@pytest.mark.parametrize(
    ("intake", "arrival"),
    [
        (None, None),
        (
            Intake(IntakeState.AUTOMATCHED),
            Arrival("The latest file was matched to this record automatically, and agrees with it."),
        ),
        (
            Intake(IntakeState.UNMATCHED, date(2026, 6, 1)),
            Arrival("The latest file was matched to no record: nobody has confirmed whose it is (1 June 2026)."),
        ),
        (
            Intake(IntakeState.CONFLICT, conflicts=(FieldConflict("former_upn", "", "A885200010001"),)),
            Arrival("The latest file differs from this record.", (("Former UPN", "Nothing", "A885200010001"),)),
        ),
    ],
)
def test_how_the_record_came_about_is_told_in_words(intake: Intake | None, arrival: Arrival | None) -> None:
    assert arrival_of(intake, shows_address=True) == arrival
