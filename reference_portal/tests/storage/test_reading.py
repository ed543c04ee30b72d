"""A transaction that only reads: it sees what is stored, changes nothing, and waits for no writer."""

import pytest
from reference_portal.tests.storage.made import SCHOOL
from sqlalchemy.exc import DBAPIError

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.refusals import StoreUnavailable


def test_it_sees_what_was_committed(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.accounts.add_agency(SCHOOL)
    with work.reading() as tx:
        assert tx.accounts.agencies() == (SCHOOL,)


def test_a_change_in_it_is_refused_by_the_database(work: SqlWork) -> None:
    with pytest.raises((DBAPIError, StoreUnavailable)), work.reading() as tx:
        tx.accounts.add_agency(SCHOOL)
    with work.begin() as tx:
        assert tx.accounts.agencies() == ()


def test_after_one_the_same_connection_can_be_written_on(work: SqlWork) -> None:
    with work.reading() as tx:
        tx.accounts.agencies()
    with work.begin() as tx:
        tx.accounts.add_agency(SCHOOL)
        assert tx.accounts.agencies() == (SCHOOL,)


def test_it_does_not_wait_for_a_writer_and_sees_nothing_of_what_is_under_way(work: SqlWork) -> None:
    with work.begin() as writer:
        writer.accounts.add_agency(SCHOOL)
        with work.reading() as tx:
            assert tx.accounts.agencies() == ()
