"""The privacy officer's queue: what comes into it, who may decide, what follows, and what is late."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.relating import proven, works_with
from reference_portal.tests.unit.use_cases.access_scene import (
    CARE,
    OTHER_PRIVACY,
    PRIVACY,
    SENIOR,
    WHY,
    known_to_both,
    token_of,
)
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_access import SAID, held, notices

from frontdoor.access import RecordKey, Review, ReviewRefused, ReviewRule, ReviewSettings
from frontdoor.connectors.people import Relationship
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address, PersonName
from frontdoor_portal.use_cases.access.claim import claim
from frontdoor_portal.use_cases.access.glass import break_the_glass, broken_glass_of, my_access
from frontdoor_portal.use_cases.access.operating import set_canary, set_own_postcodes
from frontdoor_portal.use_cases.access.reviewing import (
    decide,
    escalate_overdue,
    open_review_page,
    review_queue,
)
from frontdoor_portal.use_cases.access.scanning import scan_looks
from frontdoor_portal.use_cases.auditing.sealing import seal_latest
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.view_child import view_child

NO_SAMPLE = ReviewSettings(sample=0)
NOTE = "Their manager confirms it"


@pytest.fixture(autouse=True)
def _everybody(front_door: FrontDoor) -> None:
    register_people(front_door.office, PRIVACY, OTHER_PRIVACY, SENIOR)
    known_to_both(front_door)


def waiting(front_door: FrontDoor) -> list[Review]:
    with front_door.office.work.reading() as tx:
        return list(tx.reviews.undecided_reviews())


def look(front_door: FrontDoor, by: Professional) -> None:
    view_child(front_door.office, by, token_of(front_door, by), "Concern")


def rules(front_door: FrontDoor) -> list[ReviewRule]:
    scan_looks(front_door.office, NO_SAMPLE)
    return [each.rule for each in waiting(front_door)]


def test_a_look_by_role_is_queued_once_however_often_the_audit_is_read(front_door: FrontDoor) -> None:
    look(front_door, OFFICER)

    assert (scan_looks(front_door.office, NO_SAMPLE), scan_looks(front_door.office, NO_SAMPLE)) == (1, 0)
    (review,) = waiting(front_door)
    assert (review.rule, review.viewer_id, review.record, review.detail) == (
        ReviewRule.NO_CASE_LINK,
        OFFICER.id,
        CARE,
        "role",
    )


def test_a_look_with_a_relationship_is_not_queued(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    look(front_door, TEACHER)

    assert rules(front_door) == []


def test_a_name_like_the_viewers_in_the_record_is_queued_and_the_audit_holds_the_code_alone(
    front_door: FrontDoor,
) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    front_door.systems.relationships = (Relationship("p-3", PersonName("Tunde", "Bello"), "stepfather"),)
    look(front_door, TEACHER)

    assert rules(front_door) == [ReviewRule.SAME_SURNAME]
    assert [each.detail for each in front_door.audit(CARE) if each.action is Action.NOTED_SIGNS] == ["same_surname"]


def test_a_colleague_in_the_record_is_queued(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    given, family = COLLEAGUE.name.split()
    front_door.systems.relationships = (Relationship("p-3", PersonName(given, family), "father"),)
    look(front_door, TEACHER)

    assert rules(front_door) == [ReviewRule.COLLEAGUE]


def test_a_neighbours_record_is_queued_where_the_operator_entered_where_the_viewer_lives(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    (record,) = front_door.systems.people
    front_door.systems.people = (evolve(record, address=Address(("7 Canary Lane",), Postcode("WR80 1AB"))),)
    set_own_postcodes(front_door.office, TEACHER.email, [Postcode("WR80 1AB")])
    look(front_door, TEACHER)

    assert rules(front_door) == [ReviewRule.SAME_ADDRESS]


def test_a_canary_is_queued_and_told_at_once(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    set_canary(front_door.office, CARE, there=True)
    look(front_door, TEACHER)

    assert rules(front_door) == [ReviewRule.CANARY]
    assert {to for _, to, _ in notices(front_door)} == {PRIVACY.id, OTHER_PRIVACY.id}


def test_a_canary_of_which_somebody_is_shown_little_is_queued(front_door: FrontDoor) -> None:
    set_canary(front_door.office, CARE, there=True)
    front_door.clock.pass_time(hours=14)
    look(front_door, TEACHER)

    assert [each.action for each in front_door.audit(CARE)] == [Action.REFUSED_CHILD]
    assert rules(front_door) == [ReviewRule.CANARY]


def test_a_canary_that_is_compared_at_night_is_queued_for_both_reasons(front_door: FrontDoor) -> None:
    set_canary(front_door.office, CARE, there=True)
    front_door.clock.pass_time(hours=14)
    with front_door.office.work.begin() as tx:
        tx.audit.add(AuditEntry(front_door.clock(), OFFICER.id, Action.VIEWED_RECORDS, str(CARE), "Compare"))

    assert {*rules(front_door)} == {ReviewRule.CANARY, ReviewRule.OUT_OF_HOURS}


def test_a_neighbours_record_beside_the_one_that_was_opened_is_queued(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    (pupil,) = front_door.systems.pupils
    front_door.systems.pupils = (evolve(pupil, address=Address(("7 Canary Lane",), Postcode("WR80 1AB"))),)
    set_own_postcodes(front_door.office, TEACHER.email, [Postcode("WR80 1AB")])
    look(front_door, TEACHER)

    assert rules(front_door) == [ReviewRule.SAME_ADDRESS]


def test_a_canary_that_was_taken_back_is_none(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    set_canary(front_door.office, CARE, there=True)
    set_canary(front_door.office, CARE, there=False)
    look(front_door, TEACHER)

    assert rules(front_door) == []


def test_a_look_at_night_is_queued(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    front_door.clock.pass_time(hours=14)
    look(front_door, TEACHER)

    assert rules(front_door) == [ReviewRule.OUT_OF_HOURS]


def test_many_children_in_an_hour_are_queued_once(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        for number in range(30):
            record = str(RecordKey("framework_i", f"x-{number}"))
            entry = AuditEntry(front_door.clock(), TEACHER.id, Action.VIEWED_CHILD, record, "", "named_professional")
            tx.audit.add(entry)

    assert rules(front_door) == [ReviewRule.VOLUME]


def test_the_same_childs_record_beside_is_no_second_look(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    look(front_door, TEACHER)
    seal_latest(front_door.office.work)
    with front_door.office.work.reading() as tx:
        written = [entry.action for entry in tx.audit.of_subject("capita_one/u-1")]
        looks = [each.record for _, each in tx.reviews.looks_after(0, 10)]

    assert (written, looks) == ([Action.VIEWED_BESIDE], ["framework_i/p-1"])


def test_every_look_is_drawn_where_the_share_is_one(front_door: FrontDoor) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1")])
    look(front_door, TEACHER)

    scan_looks(front_door.office, ReviewSettings(sample=1))

    assert [each.rule for each in waiting(front_door)] == [ReviewRule.SAMPLE]


def broken(front_door: FrontDoor) -> Review:
    break_the_glass(
        front_door.office, proven(front_door.office, TEACHER), token_of(front_door, TEACHER), "medical_emergency", WHY
    )
    (review,) = waiting(front_door)
    return review


def test_a_reviewer_reads_who_and_why_and_no_record(front_door: FrontDoor) -> None:
    review = broken(front_door)

    queue = review_queue(front_door.office, PRIVACY)
    page = open_review_page(front_door.office, PRIVACY, review.id)

    assert (queue.reviews, queue.names, queue.overdue) == ((review,), {TEACHER.id: TEACHER.name}, frozenset())
    assert (page.viewer, page.glass and page.glass.explanation, page.claim, page.may_decide) == (
        TEACHER,
        WHY,
        None,
        True,
    )
    assert [each.action for each in front_door.audit(review.id)] == [Action.VIEWED_REVIEW]


@pytest.mark.parametrize("outcome", ["justified", "not_justified", "training"])
def test_an_outcome_is_told_to_whoever_broke_the_glass_and_ends_what_was_not_justified(
    front_door: FrontDoor, outcome: str
) -> None:
    review = broken(front_door)
    front_door.clock.pass_time(minutes=5)

    decide(front_door.office, PRIVACY, review.id, outcome, NOTE)

    assert ("access_reviewed", TEACHER.id, review.id) in notices(front_door)
    assert (broken_glass_of(front_door.office, TEACHER) is None) == (outcome == "not_justified")
    ((_, mine),) = my_access(front_door.office, TEACHER).glasses
    assert mine is not None
    assert (mine.outcome, waiting(front_door)) == (outcome, [])
    assert [each.detail for each in front_door.audit(review.id)] == [f"break_glass,{outcome}"]


def test_a_claim_that_was_not_justified_ends(front_door: FrontDoor) -> None:
    claim(front_door.office, TEACHER, token_of(front_door, TEACHER), SAID)
    front_door.clock.pass_time(minutes=5)
    (review,) = waiting(front_door)

    decide(front_door.office, PRIVACY, review.id, "not_justified", NOTE)

    assert held(front_door) == []


def test_a_review_of_what_its_viewer_does_not_know_of_tells_them_nothing(front_door: FrontDoor) -> None:
    look(front_door, OFFICER)
    scan_looks(front_door.office, NO_SAMPLE)
    (review,) = waiting(front_door)

    decide(front_door.office, PRIVACY, review.id, "training", NOTE)

    assert notices(front_door) == []


def test_nobody_decides_twice(front_door: FrontDoor) -> None:
    review = broken(front_door)
    decide(front_door.office, PRIVACY, review.id, "justified", NOTE)

    with pytest.raises(ReviewRefused, match="already"):
        decide(front_door.office, OTHER_PRIVACY, review.id, "training", NOTE)


def test_what_a_privacy_officer_did_themselves_is_neither_listed_nor_opened_nor_decided_by_them(
    front_door: FrontDoor,
) -> None:
    with front_door.office.work.begin() as tx:
        own = Review("AR-OWN", ReviewRule.CANARY, PRIVACY.id, CARE, "1", front_door.clock(), front_door.clock())
        tx.reviews.add_review(own)

    assert review_queue(front_door.office, PRIVACY).reviews == ()
    assert review_queue(front_door.office, OTHER_PRIVACY).reviews == (own,)
    with pytest.raises(NotVisible):
        open_review_page(front_door.office, PRIVACY, own.id)
    with pytest.raises(NotVisible):
        decide(front_door.office, PRIVACY, own.id, "justified", NOTE)


@pytest.mark.parametrize("by", [TEACHER, OFFICER, SENIOR])
def test_the_queue_is_for_privacy_officers_alone(front_door: FrontDoor, by: Professional) -> None:
    review = broken(front_door)

    for act in (
        lambda: review_queue(front_door.office, by),
        lambda: open_review_page(front_door.office, by, review.id),
        lambda: decide(front_door.office, by, review.id, "justified", NOTE),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_review_without_an_outcome_is_told_of_once_when_its_day_is_over(front_door: FrontDoor) -> None:
    review = broken(front_door)
    front_door.clock.pass_time(hours=23, minutes=59)
    in_time = escalate_overdue(front_door.office)
    front_door.clock.at += timedelta(minutes=1)

    assert (in_time, escalate_overdue(front_door.office), escalate_overdue(front_door.office)) == (0, 1, 0)
    late = {to for kind, to, about in notices(front_door) if (kind, about) == ("access_review_overdue", review.id)}
    assert late == {PRIVACY.id, OTHER_PRIVACY.id, SENIOR.id}
    assert review_queue(front_door.office, PRIVACY).overdue == {review.id}
