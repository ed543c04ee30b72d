"""Links come back as they were made, are undone once, and a review waits once for each record and system."""

from datetime import timedelta
from functools import partial

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import NOW, at_once

from frontdoor.access import RecordKey
from frontdoor.matching import Doubt, Field, FieldEvidence, Level, Status
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.linking.links import LinkKind, MatchReview, RecordLink, ReviewCandidate

ONE, OTHER = RecordKey("mosaic", "p-1"), RecordKey("capita_one", "u-1")
EVIDENCE = (FieldEvidence(Field.GIVEN_NAME, Level.NICKNAME, 3.7), FieldEvidence(Field.UPN, Level.DIFFERENT, -5.1))
LINK = RecordLink(
    "link-1", LinkKind.BY_ITSELF, ONE, OTHER, NOW, "portal", "The portal", "Enough", 17.25, EVIDENCE, "default"
)
LATER = evolve(LINK, id="link-2", kind=LinkKind.NOT_SAME, other=RecordKey("capita_one", ""), made_at=NOW + timedelta(1))
ELSEWHERE = evolve(LINK, id="link-3", one=RecordKey("framework_i", "p-1"), other=RecordKey("schools", "u-1"))
REVIEW = MatchReview(
    "review-1",
    ONE,
    "capita_one",
    Status.SEVERAL,
    (Doubt.FIRST_NAMES, Doubt.ANOTHER_AS_GOOD),
    (ReviewCandidate("u-1", 12.5, EVIDENCE), ReviewCandidate("u-2", 9.0, ())),
    NOW,
)


@pytest.fixture(autouse=True)
def _added(work: SqlWork) -> None:
    with work.begin() as tx:
        for each in (LATER, LINK, ELSEWHERE):
            tx.links.add(each)


def test_a_link_comes_back_by_its_id_and_by_either_record(work: SqlWork) -> None:
    with work.reading() as tx:
        assert (tx.links.get("link-1"), tx.links.get("unknown")) == (LINK, None)
        assert tx.links.of(ONE, "capita_one") == (LINK, LATER)
        assert tx.links.to(OTHER) == (LINK,)
        assert tx.links.latest(2) == (LATER, LINK)


def test_what_is_undone_stands_no_more_and_is_kept(work: SqlWork) -> None:
    with work.begin() as tx:
        assert tx.links.undo("link-1", NOW, "Olu Grant", "A mistake")
    with work.reading() as tx:
        assert (tx.links.of(ONE, "capita_one"), tx.links.to(OTHER)) == ((LATER,), ())
        assert tx.links.get("link-1") == evolve(
            LINK, undone_at=NOW, undone_by_name="Olu Grant", undone_reason="A mistake"
        )


def test_of_two_who_undo_together_one_did_it(work: SqlWork) -> None:
    undone: list[bool] = []

    def undo(by: str) -> None:
        with work.begin() as tx:
            undone.append(tx.links.undo("link-1", NOW, by, "A mistake"))

    outcomes = at_once(partial(undo, "Olu Grant"), partial(undo, "Mia Tran"))
    assert (outcomes, sorted(undone)) == ([None, None], [False, True])


def test_a_review_comes_back_and_is_replaced_in_its_place(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.links.put_review(REVIEW)
    with work.begin() as tx:
        changed = evolve(REVIEW, id="review-2", status=Status.POSSIBLE, candidates=(), raised_at=NOW + timedelta(1))
        tx.links.put_review(changed)
        tx.links.put_review(evolve(REVIEW, id="review-3", other_source="schools", raised_at=NOW - timedelta(1)))
    with work.reading() as tx:
        kept = evolve(changed, id="review-1", raised_at=NOW)
        assert tx.links.review("review-1") == kept
        assert [each.id for each in tx.links.reviews()] == ["review-3", "review-1"]


def test_a_dropped_review_is_gone_and_the_other_systems_stay(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.links.put_review(REVIEW)
        tx.links.put_review(evolve(REVIEW, id="review-3", other_source="schools"))
        tx.links.drop_review(ONE, "capita_one")
    with work.reading() as tx:
        assert (tx.links.review("review-1"), [each.id for each in tx.links.reviews()]) == (None, ["review-3"])


def test_what_waits_is_found_by_its_record_and_the_other_system(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.links.put_review(REVIEW)
    with work.reading() as tx:
        found = [
            tx.links.review_of(*asked)
            for asked in ((ONE, "capita_one"), (ONE, "schools"), (RecordKey("framework_i", "p-1"), "capita_one"))
        ]
    assert found == [REVIEW, None, None]
