"""Hand-offs wait until somebody ticks them off, once."""

from datetime import timedelta
from functools import partial

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import DUE, EMPTY, FULL, NOW, at_once

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import HandOff, HandOffKind

COPY = HandOff("hand-off-1", EMPTY.reference, HandOffKind.CASE_NOTE, "Social care records", NOW)
OLDER = evolve(COPY, id="hand-off-2", created_at=NOW - timedelta(hours=1))
OTHER = evolve(COPY, id="hand-off-3", reference=FULL.reference, kind=HandOffKind.DOCUMENT, reason="The store is full.")


@pytest.fixture(autouse=True)
def _added(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(EMPTY, DUE, [], "draft-1")
        tx.contacts.add(FULL, DUE, [], "draft-2")
        for each in (COPY, OLDER, OTHER):
            tx.hand_offs.add(each)


def test_hand_offs_of_a_contact_come_oldest_first(work: SqlWork) -> None:
    with work.begin() as tx:
        assert tx.hand_offs.of_contact(EMPTY.reference) == (OLDER, COPY)


def test_a_hand_off_comes_back_by_its_id(work: SqlWork) -> None:
    with work.begin() as tx:
        assert (tx.hand_offs.get(COPY.id), tx.hand_offs.get("unknown")) == (COPY, None)


def test_a_ticked_hand_off_says_by_whom_and_waits_no_more(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.hand_offs.tick(COPY.id, "Olu Grant", NOW)
    with work.begin() as tx:
        ticked = tx.hand_offs.get(COPY.id)
        assert (ticked, tx.hand_offs.waiting()) == (evolve(COPY, done_by="Olu Grant", done_at=NOW), (OLDER, OTHER))


def test_of_two_who_tick_together_one_did_it(work: SqlWork) -> None:
    ticked: list[bool] = []

    def tick(by: str) -> None:
        with work.begin() as tx:
            ticked.append(tx.hand_offs.tick(COPY.id, by, NOW))

    outcomes = at_once(partial(tick, "Olu Grant"), partial(tick, "Mia Tran"))
    assert (outcomes, sorted(ticked)) == ([None, None], [False, True])


def test_an_unknown_hand_off_is_not_ticked(work: SqlWork) -> None:
    with work.begin() as tx:
        assert tx.hand_offs.tick("unknown", "Olu Grant", NOW) is False
