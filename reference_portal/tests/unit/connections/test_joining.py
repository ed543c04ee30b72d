"""Several searches of one source as one answer: every record once, and never "none" while a search is unanswered."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState, Unanswered, state_of
from frontdoor.domain.people import PersonName
from frontdoor_portal.connections.joining import join
from frontdoor_portal.use_cases.access.showing import only

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
EARLIER = NOW - timedelta(days=7)
ZAYNAB = PupilRecord("u-1", PersonName("Zaynab"))
ELLA = PupilRecord("u-2", PersonName("Ella", "Ashdown"))


LAST_MONTH = NOW - timedelta(days=30)


def found(*pupils: PupilRecord, as_at: datetime = NOW) -> SourceAnswer[PupilRecord]:
    """An answer with these records, or with none; that of last month is an old copy."""
    return SourceAnswer("One", state_of(pupils, as_at, NOW - timedelta(days=9)), NOW, pupils, as_at)


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
        Unanswered(SourceState.DID_NOT_ANSWER, "Too slow."),
    )


def test_none_of_two_searches_is_an_old_copy_where_one_of_them_is() -> None:
    old = found(as_at=LAST_MONTH)
    assert (join([NONE, old]), join([found(ZAYNAB), old]).state) == (old, SourceState.STALE_COPY)


def test_where_nothing_of_a_part_may_be_shown_the_answer_is_that_of_the_other_part() -> None:
    assert only(join([SILENT, found(ZAYNAB)]), lambda _: False) == SILENT


LOST = (SourceState.DID_NOT_ANSWER, SourceState.NOT_ALLOWED, SourceState.SWITCHED_OFF)
RECORDS = [PupilRecord(f"u-{number}", PersonName("Zaynab")) for number in range(4)]
parts: st.SearchStrategy[SourceAnswer[PupilRecord]] = st.one_of(
    st.builds(
        lambda pupils, as_at: found(*pupils, as_at=as_at),
        st.lists(st.sampled_from(RECORDS), unique_by=lambda each: each.id),
        st.sampled_from([NOW, EARLIER, LAST_MONTH]),
    ),
    st.builds(lambda state: SourceAnswer("One", state, NOW, explanation=f"It {state}."), st.sampled_from(LOST)),
)


@given(st.lists(parts, min_size=1, max_size=4), st.sets(st.sampled_from([each.id for each in RECORDS])))
def test_an_answer_without_some_records_is_that_of_a_source_that_never_had_them(
    answers: list[SourceAnswer[PupilRecord]], hidden: set[str]
) -> None:
    def never_had(answer: SourceAnswer[PupilRecord]) -> SourceAnswer[PupilRecord]:
        if not answer.items:
            return answer
        left = tuple(each for each in answer.items if each.id not in hidden)
        return found(*left, as_at=answer.as_at or NOW)

    assert only(join(answers), lambda each: each.id not in hidden) == join([never_had(each) for each in answers])
