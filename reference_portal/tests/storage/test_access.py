"""Relationships, levels, broken glasses and reviews go in and come out alike on both databases."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SCHOOL, person
from reference_portal.tests.storage.made import at_once

from frontdoor.access import (
    BreakGlass,
    BreakGlassReason,
    RecordKey,
    RelationshipKind,
    Review,
    ReviewOutcome,
    ReviewRule,
    Sensitivity,
    TheirRelationship,
    Way,
)
from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Postcode
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level, ReviewScan
from frontdoor_portal.use_cases.auditing.sealing import seal_latest
from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.models import Account, Action, AuditEntry, Standing

NOW = datetime(2026, 6, 4, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
RECORD, OTHER = RecordKey("framework_i", "1"), RecordKey("capita_one", "1")
TEACHER = person()
PRIVACY = person(Role.PRIVACY_OFFICER, COUNCIL, "Owen Bell")


@pytest.fixture(autouse=True)
def _people(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.accounts.add_agency(SCHOOL)
        tx.accounts.add_agency(COUNCIL)
        for each in (TEACHER, PRIVACY):
            tx.accounts.add_account(Account(each, "hash"))


def relationship(number: int, record: RecordKey = RECORD, who: str = TEACHER.id) -> TheirRelationship:
    begins = NOW + number * HOUR
    kind = RelationshipKind.SELF_CLAIMED
    return TheirRelationship(
        f"r-{number}", who, SCHOOL.id, kind, record, begins, begins + HOUR, "Class teacher", TEACHER.id
    )


def test_relationships_are_found_by_person_or_agency_and_record_newest_first(work: SqlWork) -> None:
    own, newer, teams, elsewhere = (
        relationship(1),
        relationship(2),
        relationship(3, who=""),
        relationship(4, record=OTHER),
    )
    somebody_elses = relationship(5, who="somebody else")
    with work.begin() as tx:
        for each in (own, newer, teams, elsewhere, somebody_elses):
            tx.access.relate(each)

    with work.reading() as tx:
        assert tx.access.relationships_of(TEACHER.id, SCHOOL.id, (RECORD,)) == (teams, newer, own)
        assert tx.access.relationships_of(TEACHER.id, COUNCIL.id, (RECORD,)) == ()
        assert tx.access.relationships_of(TEACHER.id, SCHOOL.id, ()) == ()
        assert tx.access.relationships_with(RECORD) == (somebody_elses, teams, newer, own)
        assert tx.access.relationships_held_by(TEACHER.id) == (elsewhere, newer, own)
        assert (tx.access.relationship("r-1"), tx.access.relationship("r-9")) == (own, None)


def test_an_ended_relationship_stays_with_who_ended_it(work: SqlWork) -> None:
    ended = relationship(0).ended(NOW + timedelta(minutes=5), "manager")
    with work.begin() as tx:
        tx.access.relate(relationship(0))
        tx.access.end_relationship(ended)

    with work.reading() as tx:
        assert tx.access.relationship("r-0") == ended


def test_a_level_takes_the_place_of_the_one_before_and_belongs_to_one_record(work: SqlWork) -> None:
    sealed = Level(RECORD, Sensitivity.SEALED, "They had to flee", "manager", NOW)
    contact = evolve(sealed, record=RecordKey(FRONT_DOOR, "FD-2222-2222"))
    with work.begin() as tx:
        tx.access.set_level(evolve(sealed, level=Sensitivity.SENSITIVE))
        tx.access.set_level(sealed)
        tx.access.set_level(contact)

    with work.reading() as tx:
        assert tx.access.levels_of((RECORD, OTHER)) == {RECORD: sealed}
        assert tx.access.levels_of(()) == {}
        assert tx.access.sealed_contacts() == (contact.record,)


def test_the_closer_of_two_linked_records_decides_for_both(work: SqlWork) -> None:
    sealed = Level(RECORD, Sensitivity.SEALED, "They had to flee", "manager", NOW)
    with work.begin() as tx:
        tx.access.set_level(sealed)
        tx.access.set_level(evolve(sealed, record=OTHER, level=Sensitivity.SENSITIVE))
        tx.links.add(RecordLink("l-1", LinkKind.SAME, OTHER, RECORD, NOW, "officer", "Olu Grant", "The mother"))

    with work.reading() as tx:
        assert tx.access.levels_of((RECORD, OTHER)) == {RECORD: sealed, OTHER: evolve(sealed, record=OTHER)}


def test_a_broken_glass_is_its_owners_until_it_is_ended(work: SqlWork) -> None:
    reason = BreakGlassReason.MISSING_CHILD
    glass = BreakGlass("g-1", TEACHER.id, SCHOOL.id, RECORD, reason, "Missing since noon", NOW, NOW + HOUR)
    newer = evolve(glass, id="g-2", from_at=NOW + HOUR, until=NOW + 2 * HOUR)
    ended = glass.ended(NOW + timedelta(minutes=5))
    with work.begin() as tx:
        tx.access.add_glass(glass)
        tx.access.add_glass(newer)
        tx.access.end_glass(ended)

    with work.reading() as tx:
        assert tx.access.glasses_broken_by(TEACHER.id) == (newer, ended)
        assert tx.access.glasses_broken_by(PRIVACY.id) == ()
        assert (tx.access.glass("g-1"), tx.access.glass("g-9")) == (ended, None)


def test_what_a_contact_is_about_is_kept_once(work: SqlWork) -> None:
    with work.begin() as tx:
        for _ in range(2):
            tx.access.tie("draft-1", RECORD)
        tx.access.tie("FD-2222-2222", RECORD)
        tx.access.tie("FD-2222-2222", OTHER)

    with work.reading() as tx:
        assert tx.access.records_of("FD-2222-2222") == (OTHER, RECORD)
        assert tx.access.subjects_of((RECORD, OTHER)) == ("FD-2222-2222", "draft-1")
        assert tx.access.subjects_of(()) == ()


def review(number: int, rule: ReviewRule = ReviewRule.CANARY) -> Review:
    happened = NOW + number * HOUR
    return Review(f"AR-{number}", rule, TEACHER.id, RECORD, f"row-{number}", happened, happened + HOUR, "role")


def test_a_review_is_queued_once_for_each_rule_and_thing(work: SqlWork) -> None:
    with work.begin() as tx:
        added = [
            tx.reviews.add_review(review(1)),
            tx.reviews.add_review(evolve(review(1), id="AR-again")),
            tx.reviews.add_review(evolve(review(1, ReviewRule.VOLUME), id="AR-other")),
        ]

    assert added == [True, False, True]


def test_undecided_reviews_come_first_due_first_and_leave_with_their_outcome(work: SqlWork) -> None:
    decided = evolve(
        review(1), outcome=ReviewOutcome.TRAINING, note="Spoke with them", reviewer_id=PRIVACY.id, reviewed_at=NOW
    )
    with work.begin() as tx:
        for number in (2, 1, 3):
            tx.reviews.add_review(review(number))
        first = tx.reviews.decide_review(decided)
        second = tx.reviews.decide_review(evolve(decided, outcome=ReviewOutcome.JUSTIFIED))
        tx.reviews.mark_escalated("AR-2", NOW)

    assert (first, second) == (True, False)
    with work.reading() as tx:
        assert tx.reviews.undecided_reviews() == (evolve(review(2), escalated_at=NOW), review(3))
        assert (tx.reviews.review("AR-1"), tx.reviews.review("AR-9")) == (decided, None)
        assert [each.id for each in tx.reviews.reviews_of(TEACHER.id)] == ["AR-3", "AR-2", "AR-1"]


def test_of_two_reviewers_at_once_one_decides(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.reviews.add_review(review(1))

    taken: list[str] = []

    def decide(reviewer: str) -> None:
        decided = evolve(review(1), outcome=ReviewOutcome.JUSTIFIED, reviewer_id=reviewer, reviewed_at=NOW)
        with work.begin() as tx:
            if tx.reviews.decide_review(decided):
                taken.append(reviewer)

    assert at_once(partial(decide, "one"), partial(decide, "two")) == [None, None]
    with work.reading() as tx:
        kept = tx.reviews.review("AR-1")
    assert kept is not None
    assert taken == [kept.reviewer_id]


def test_looks_are_the_views_and_signs_of_the_audit_in_order(work: SqlWork) -> None:
    rows = (
        AuditEntry(NOW, TEACHER.id, Action.VIEWED_CHILD, str(RECORD), "Concern", "role"),
        AuditEntry(NOW, TEACHER.id, Action.NOTED_SIGNS, str(RECORD), detail="colleague,same_surname"),
        AuditEntry(NOW, TEACHER.id, Action.SEARCHED, "children"),
        AuditEntry(NOW + HOUR, PRIVACY.id, Action.VIEWED_CHILD, str(OTHER), detail="named_professional"),
        AuditEntry(NOW, "operator", Action.VIEWED_CHILD, str(OTHER)),
        AuditEntry(NOW, TEACHER.id, Action.REFUSED_CHILD, str(OTHER), detail="none"),
        AuditEntry(NOW, PRIVACY.id, Action.VIEWED_RECORDS, str(RECORD), detail="a/1=b/2"),
    )
    with work.begin() as tx:
        for row in rows:
            tx.audit.add(row)

    with work.reading() as tx:
        unsealed = tx.reviews.looks_after(0, 10)
    seal_latest(work)

    assert unsealed == ()
    with work.reading() as tx:
        found = tx.reviews.looks_after(0, 10)
        looks = [look for _, look in found]
        assert [(each.viewer_id, each.record, each.way, each.basis, sorted(each.signs)) for each in looks] == [
            (TEACHER.id, str(RECORD), Way.OPENED, "role", []),
            (TEACHER.id, str(RECORD), Way.OPENED, "", ["colleague", "same_surname"]),
            (PRIVACY.id, str(OTHER), Way.OPENED, "named_professional", []),
            (TEACHER.id, str(OTHER), Way.REFUSED, "none", []),
            (PRIVACY.id, str(RECORD), Way.COMPARED, "", []),
        ]
        assert [each.agency_kind for each in looks[1:3]] == [SCHOOL.kind, COUNCIL.kind]
        assert tx.reviews.looks_after(found[0][0], 1) == found[1:2]
        assert tx.reviews.looks_lately(TEACHER.id, NOW - HOUR, found[1][0]) == (looks[0],)
        assert tx.reviews.looks_lately(TEACHER.id, NOW, found[1][0]) == ()


def test_what_the_scan_and_the_operator_leave_is_kept(work: SqlWork) -> None:
    with work.begin() as tx:
        before = tx.reviews.scan()
        tx.reviews.save_scan(ReviewScan(5, b"key"))
        tx.reviews.save_scan(ReviewScan(9, b"key"))
        for _ in range(2):
            tx.reviews.add_canary(RECORD)
        tx.reviews.add_canary(OTHER)
        tx.reviews.remove_canary(OTHER)
        tx.reviews.set_own_postcodes(TEACHER.id, [Postcode("WR80 9ZZ")])
        tx.reviews.set_own_postcodes(TEACHER.id, [Postcode("WR80 1AB"), Postcode("WR80 1AB")])

    assert before is None
    with work.reading() as tx:
        assert tx.reviews.scan() == ReviewScan(9, b"key")
        assert tx.reviews.canaries() == {RECORD}
        assert tx.reviews.own_postcodes(TEACHER.id) == (Postcode("WR80 1AB"),)


def test_people_are_found_by_role_while_their_account_is_open_and_names_by_agency(work: SqlWork) -> None:
    with work.reading() as tx:
        assert tx.reviews.people_with_role(Role.PRIVACY_OFFICER) == (PRIVACY.id,)
        assert tx.reviews.names_at(SCHOOL.id) == (TEACHER.name,)
        assert tx.reviews.names_of({TEACHER.id, "nobody"}) == {TEACHER.id: TEACHER.name}
    with work.begin() as tx:
        tx.joining.set_standing(PRIVACY.id, Standing.CLOSED)
        assert tx.reviews.people_with_role(Role.PRIVACY_OFFICER) == ()
