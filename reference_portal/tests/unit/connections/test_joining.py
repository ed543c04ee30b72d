"""Several searches of one source as one answer: every record once, and never "none" while a search is unanswered."""

from datetime import UTC, datetime, timedelta

from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.people import PersonName
from frontdoor_portal.connections.joining import join

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
EARLIER = NOW - timedelta(days=7)
ZAYNAB = PupilRecord("u-1", PersonName("Zaynab"))
ELLA = PupilRecord("u-2", PersonName("Ella", "Ashdown"))


def found(*pupils: PupilRecord, as_at: datetime = NOW) -> SourceAnswer[PupilRecord]:
    return SourceAnswer("One", SourceState.FOUND, NOW, pupils, as_at)


NONE: SourceAnswer[PupilRecord] = SourceAnswer("One", SourceState.NONE_FOUND, NOW, (), NOW)
SILENT: SourceAnswer[PupilRecord] = SourceAnswer("One", SourceState.DID_NOT_ANSWER, NOW, explanation="Too slow.")


def test_a_record_that_two_searches_find_is_shown_once_and_as_old_as_the_older_answer() -> None:
    assert join([found(ZAYNAB, ELLA), found(ELLA, as_at=EARLIER)]) == found(ZAYNAB, ELLA, as_at=EARLIER)


def test_none_is_said_only_when_every_search_says_so() -> None:
    assert (join([NONE, NONE]), join([NONE, SILENT]), join([SILENT, NONE])) == (NONE, SILENT, SILENT)


def test_what_one_search_found_is_shown_with_a_warning_that_the_other_did_not_answer() -> None:
    assert join([SILENT, found(ZAYNAB)]) == SourceAnswer(
        "One",
        SourceState.FOUND,
        NOW,
        (ZAYNAB,),
        NOW,
        "One answered only part of the search. There may be more than is shown.",
    )
