"""An address and a filter are the same thing said twice."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.domain.code_lists import code_list
from frontdoor.domain.contact import ContactKind, Status
from frontdoor.domain.triage import Outcome, Priority
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.web.fields import fields_of
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.triage.filter_query import (
    LISTED_DELIVERY_STATES,
    LISTED_STATUSES,
    ListQuery,
    Reader,
    list_address,
    read_list_query,
)

READER = Reader("officer-1", datetime(2026, 6, 4, 22, 30, tzinfo=UTC), frozenset({"neglect", "missing"}))
"""At 23:30 in London, British Summer Time: today there began at 23:00 UTC the day before."""

WITHOUT_HOLDER = st.builds(
    ContactFilter,
    statuses=st.frozensets(st.sampled_from(LISTED_STATUSES)),
    priorities=st.frozensets(st.sampled_from(Priority)),
    outcomes=st.frozensets(st.sampled_from(Outcome)),
    delivery_states=st.frozensets(st.sampled_from(LISTED_DELIVERY_STATES)),
    referral_source=st.sampled_from(["", *code_list("referral_source")]),
    category=st.sampled_from(["", *READER.categories]),
    kinds=st.frozensets(st.sampled_from(ContactKind)),
    answer_waits=st.booleans(),
    unread=st.booleans(),
    second_look=st.booleans(),
    second_look_due_before=st.sampled_from([None, READER.now]),
    overdue_at=st.sampled_from([None, READER.now]),
    received_from=st.sampled_from([None, READER.midnight]),
)
FILTERS = st.one_of(
    WITHOUT_HOLDER,
    WITHOUT_HOLDER.map(lambda made: evolve(made, holder_id=READER.officer_id)),
    WITHOUT_HOLDER.map(lambda made: evolve(made, unheld=True)),
)
QUERIES = st.builds(
    ListQuery, wanted=FILTERS, order=st.sampled_from(ContactOrder), page=st.integers(min_value=1, max_value=999_999)
)


def read(query: str) -> ListQuery:
    return read_list_query(fields_of(query.encode()), READER)


@given(QUERIES)
def test_every_list_has_an_address_that_reads_as_that_list(query: ListQuery) -> None:
    read_back = read(urlsplit(list_address(query, READER)).query)
    assert (read_back, read_back.understood) == (query, True)


@given(st.binary(max_size=300))
def test_no_address_breaks_the_list(encoded: bytes) -> None:
    try:
        query = read_list_query(fields_of(encoded), READER)
    except BadRequest:
        return
    assert read(urlsplit(list_address(query, READER)).query) == query


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["status", "priority", "outcome", "delivery", "source", "held", "order", "page", "name"]),
            st.sampled_from(["", "sent", "SENT", "any", "me", "2A", "0", "-1", "7", "٣", "9" * 30, "due", "draft"]),
        ),
        unique_by=lambda pair: pair[0],
    )
)
def test_almost_right_addresses_give_a_list_too(pairs: list[tuple[str, str]]) -> None:
    query = read("&".join(f"{name}={value}" for name, value in pairs))
    assert read(urlsplit(list_address(query, READER)).query) == query


def test_a_bare_address_lists_what_is_to_be_decided() -> None:
    assert read("") == ListQuery(ContactFilter(statuses=UNDECIDED), ContactOrder.PRIORITY, 1)


def test_today_begins_at_midnight_in_london() -> None:
    assert read("received=today").wanted == ContactFilter(received_from=datetime(2026, 6, 3, 23, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    "query",
    [
        "status=draft",
        "priority=huge",
        "source=99",
        "category=nkemelu",
        "held=officer-2",
        "page=0",
        "child=x",
        "order=x",
    ],
)
def test_what_the_list_does_not_know_is_left_out_and_told(query: str) -> None:
    read_query = read(query)
    assert (read_query, read_query.understood) == (ListQuery(ContactFilter()), False)


def test_a_single_value_sent_twice_is_refused() -> None:
    with pytest.raises(BadRequest):
        read("held=me&held=nobody")


@pytest.mark.parametrize(
    "wanted",
    [
        ContactFilter(agency_id="agency-school"),
        ContactFilter(sender_id="someone"),
        ContactFilter(holder_id="officer-2"),
        ContactFilter(holder_id="officer-1", unheld=True),
        ContactFilter(received_before=READER.now),
        ContactFilter(received_from=READER.midnight - timedelta(days=1)),
    ],
)
def test_a_filter_that_the_list_does_not_offer_has_no_address(wanted: ContactFilter) -> None:
    with pytest.raises(ValueError, match="holding area"):
        list_address(ListQuery(wanted), READER)


def test_an_address_is_readable() -> None:
    wanted = ContactFilter(statuses=frozenset({Status.SENT}), priorities=frozenset({Priority.URGENT}), unheld=True)
    assert list_address(ListQuery(wanted, ContactOrder.OLDEST, 2), READER) == (
        "/holding-area?status=sent&priority=urgent&held=nobody&order=oldest&page=2"
    )
