"""A copy that is old says so as its state, on every surface: what is not in it may be there by now."""

from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import TwoSystems, person
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, records
from reference_portal.tests.web.children.test_results import answers_to
from reference_portal.tests.web.filling_in import PERSON, PUPIL, STREET, portal_with, two_systems

from frontdoor.domain.facts import SourceState
from frontdoor.domain.people import Address, PersonName

STALE = SourceState.STALE_COPY
SAYS_NONE = (
    "none found",
    "None found",
    "none is recorded",
    "there is no warning",
    "No worker is recorded",
    "No family member is recorded",
    "No record here",
    "no record that matches",
)
NOT_NONE = "None in a copy of 4 June 2026, which is old. This does not mean there is none."
MAY_MISS = "This is from a copy of 4 June 2026, which is old. Newer records and changes may be missing."


def page_of(systems: TwoSystems, which: int, **later: Any) -> str:
    """The single view of one record, where the systems are as `later` says when it is opened."""
    with portal_with(systems) as portal:
        browser = portal.client(person())
        record = records(browser)[which]
        for name, value in later.items():
            setattr(systems, name, value)
        return words(browser.get(record).text)


def test_a_search_in_an_old_copy_never_says_none() -> None:
    asked = "Asked 4 June 2026 at 9:32am; its records are as at 4 June 2026 at 2:15am"
    assert answers_to(two_systems(people=(), care_state=STALE, education_state=STALE)) == [
        f"Framework-i: old copy. {NOT_NONE} {asked}",
        f"Capita ONE: old copy. {MAY_MISS} {asked}",
    ]


NOBODY: Mapping[str, Any] = {"relationships": (), "involvements": (), "warnings": ()}


@pytest.mark.parametrize(
    ("which", "nobody"),
    [(PERSON_FIRST, {**NOBODY, "pupils": ()}), (PUPIL_SECOND, {"people": ()})],
    ids=["social care", "education"],
)
def test_nothing_on_the_view_says_none_of_an_old_copy(which: int, nobody: Mapping[str, Any]) -> None:
    page = page_of(two_systems(), which, care_state=STALE, education_state=STALE, **nobody)
    assert ([each for each in SAYS_NONE if each in page], NOT_NONE in page, MAY_MISS in page) == ([], True, True)


def test_that_no_record_is_like_the_child_is_not_said_by_an_old_copy() -> None:
    stranger = evolve(PUPIL, id="pupil-8", name=PersonName("Orla", "Fenn"), birth_date=None, upn=None)
    page = page_of(two_systems(), PERSON_FIRST, answers_anybody=True, pupils=(stranger,), education_state=STALE)
    assert ("No record here" in page, "Capita ONE : old copy." in page) == (False, True)


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_what_an_old_copy_has_is_shown_and_called_old(which: int) -> None:
    page = page_of(two_systems(), which, care_state=STALE, education_state=STALE)
    assert (page.count(MAY_MISS) >= 4, "This is very likely the same child" in page) == (True, True)


def test_an_old_copy_of_social_care_cannot_say_that_an_address_may_be_shown() -> None:
    elsewhere = evolve(PERSON, address=Address(), do_not_disclose_address=False)
    pages = [page_of(two_systems(people=(elsewhere,)), PUPIL_SECOND, care_state=state) for state in (None, STALE)]
    assert [STREET in page for page in pages] == [True, False]
