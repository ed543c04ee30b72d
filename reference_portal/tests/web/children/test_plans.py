"""Under what plan and legal status a child is, with the source and since when; what is not told is never none."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import TwoSystems
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.test_child_page import opened
from reference_portal.tests.web.filling_in import PERSON, parsed, two_systems

from frontdoor.connectors.people import LegalStatus, Plan, PlanKind

SINCE = date(2026, 3, 4)
PROTECTED, IN_CARE = Plan(PlanKind.CHILD_PROTECTION, SINCE), Plan(PlanKind.LOOKED_AFTER)


def systems(**told: Any) -> TwoSystems:
    return two_systems(people=(evolve(PERSON, **told),))


def told_of(made: TwoSystems) -> list[str]:
    """The two rows of the card of social care."""
    rows = parsed(opened(made)).xpath("//div[contains(@class, 'govuk-summary-list__row')]")
    said = {words(row[0].text_content()): words(row[1].text_content()) for row in rows if len(row) > 1}
    return [said["Plan"], said["Legal status"]]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, ["Not told by this source", "Not told by this source"]),
        ({"plans": (), "legal_statuses": ()}, ["None in force", "None in force"]),
        (
            {"plans": (PROTECTED, IN_CARE), "legal_statuses": (LegalStatus("C2", SINCE),)},
            [
                "Child protection plan, since 4 March 2026 Looked after by the council",
                "Full care order (C2), since 4 March 2026",
            ],
        ),
        (
            {"plans": (), "legal_statuses": (LegalStatus("Wardship"), LegalStatus("E1"))},
            ["None in force", "Wardship Placement order granted (E1)"],
        ),
    ],
)
def test_the_card_says_what_the_source_tells_or_that_it_does_not(told: dict[str, Any], said: list[str]) -> None:
    assert told_of(systems(**told)) == said


def test_the_chronology_has_their_days() -> None:
    page = words(opened(systems(plans=(PROTECTED, IN_CARE), legal_statuses=(LegalStatus("C2", SINCE),))).text)
    source = "Framework-i, as at 4 June 2026 at 2:15am"
    assert [
        f"4 March 2026 : {text} {source}" in page
        for text in ("Child protection plan began", "Legal status: Full care order (C2)")
    ] == [True, True]
