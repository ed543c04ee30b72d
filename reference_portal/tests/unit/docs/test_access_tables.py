"""What the documents say of relationships and levels is what the rules do."""

from reference_portal.tests.unit.docs.pages import rows_under
from reference_portal.tests.unit.docs.test_tables import PERMISSIONS_PAGE

from frontdoor.access import LASTS, RelationshipKind, Sensitivity
from frontdoor.access.restrictions import OPENED_BY


def test_each_relationship_lasts_and_opens_what_the_page_says() -> None:
    assert rows_under(PERMISSIONS_PAGE, "Which relationship opens what") == [
        [
            f"`{kind.value}`",
            f"{LASTS[kind].days} days",
            *("yes" if kind in OPENED_BY[level] else "–" for level in Sensitivity),
        ]
        for kind in RelationshipKind
    ]
