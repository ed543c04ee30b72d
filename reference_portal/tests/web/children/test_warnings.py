"""Warnings stand first, with their age; a system that cannot be asked is never taken for one without any."""

from datetime import date

import pytest
from attrs import evolve
from reference_portal.tests.fakes import TwoSystems
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.test_child_page import PUPIL_SECOND, opened
from reference_portal.tests.web.filling_in import PERSON, parsed, two_systems

from frontdoor.connectors.people import PersonWarning
from frontdoor.domain.facts import SourceState


def block(systems: TwoSystems) -> str:
    """The block of warnings, in words."""
    inside = opened(systems).text.partition('aria-labelledby="warnings"')[2].partition("</section>")[0]
    return words(inside.partition(">")[2])


def test_each_warning_says_since_when_and_when_it_is_looked_at_again() -> None:
    systems = two_systems()
    systems.warnings = (
        PersonWarning("Risk to workers", "Do not visit alone", date(2025, 1, 7), date(2026, 9, 1)),
        PersonWarning("Do not share the address"),
    )
    assert block(systems) == (
        "Warnings Risk to workers Do not visit alone Since 7 January 2025. Review is due on 1 September 2026 "
        "Do not share the address Framework-i, as at 4 June 2026 at 2:15am"
    )


@pytest.mark.parametrize(
    ("review_on", "said"),
    [(date(2026, 6, 3), "Review was due on 3 June 2026"), (date(2026, 6, 4), "Review is due on 4 June 2026")],
)
def test_a_review_that_is_past_says_that_the_warning_may_be_old(review_on: date, said: str) -> None:
    systems = two_systems()
    systems.warnings = (PersonWarning("Risk to workers", review_on=review_on),)
    assert block(systems) == f"Warnings Risk to workers {said} Framework-i, as at 4 June 2026 at 2:15am"


def test_they_are_the_first_block_of_the_page() -> None:
    systems = two_systems()
    systems.warnings = (PersonWarning("Risk to workers"),)
    headings = parsed(opened(systems)).xpath("//main//h2/text()")
    assert headings[:2] == ["Warnings", "Already open to a social worker"]


def test_none_is_said_where_the_system_says_so() -> None:
    assert block(two_systems()) == (
        "Warnings Framework-i answered: there is no warning. Framework-i, as at 4 June 2026 at 2:15am"
    )


def test_a_system_that_cannot_be_asked_is_said_to_be_one() -> None:
    systems = two_systems()
    systems.warnings_state = SourceState.SWITCHED_OFF
    assert block(systems) == (
        "Warnings Framework-i cannot be asked for warnings from here. There may be some: call the front door on "
        "01632 960100 ."
    )


def test_a_system_that_did_not_answer_is_never_taken_for_one_without_warnings() -> None:
    systems = two_systems()
    systems.warnings_state, systems.explanation = SourceState.DID_NOT_ANSWER, "It took too long."
    assert block(systems) == "Warnings Framework-i : did not answer. It took too long. Asked 4 June 2026 at 9:32am"


def test_a_restricted_record_shows_no_warning() -> None:
    systems = two_systems(people=(evolve(PERSON, restricted=True),))
    systems.warnings = (PersonWarning("Risk to workers"),)
    assert "Risk to workers" not in opened(systems).text


def test_a_record_of_education_has_no_block_of_warnings() -> None:
    assert parsed(opened(two_systems(), PUPIL_SECOND)).xpath("//section[@aria-labelledby='warnings']") == []
