"""Decisions of people that cannot all be true link nobody, and are asked about until one is undone."""

from collections.abc import Callable, Mapping

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.scene import MANAGER, OFFICER, FrontDoor
from reference_portal.tests.unit.use_cases.test_judge_records import (
    CARE,
    CROWD,
    SCHOOLS,
    hold,
    ids,
    judged,
    links,
    record,
    reviews,
)
from reference_portal.tests.unit.use_cases.test_search_index import listed

from frontdoor.access import RecordKey
from frontdoor.matching import Doubt
from frontdoor_portal.use_cases.linking.judge_records import Linked
from frontdoor_portal.use_cases.linking.links import LinkKind, MatchReview, RecordLink
from frontdoor_portal.use_cases.linking.review_matches import (
    AlreadyDecided,
    compare_records,
    say_none,
    say_same,
    undo_link,
)


@pytest.fixture
def systems(front_door: FrontDoor) -> FrontDoor:
    """A front door where both systems list their people; the pupils are a crowd."""
    listed(front_door, CARE, record("p-1"))
    listed(front_door, SCHOOLS, *CROWD)
    return front_door


@pytest.fixture
def asked(systems: FrontDoor) -> MatchReview:
    """A review of Zaynab's record and a twin's."""
    hold(systems, SCHOOLS, record("u-2", "Amaka"))
    judged(systems)
    return reviews(systems)[0]


def decided(front_door: FrontDoor, one: str, other: str, kind: LinkKind = LinkKind.SAME) -> RecordLink:
    """A colleague's decision, stored as where two decide at the same moment."""
    link = RecordLink(
        f"{kind}-{one}-{other}",
        kind,
        RecordKey(CARE, one),
        RecordKey(SCHOOLS, other),
        front_door.clock(),
        MANAGER.id,
        MANAGER.name,
        "I asked",
    )
    with front_door.office.work.begin() as tx:
        tx.links.add(link)
    return link


def test_decisions_that_contradict_link_nobody_and_are_asked_about(systems: FrontDoor, asked: MatchReview) -> None:
    say_same(systems.office, OFFICER, asked.id, "u-2", "I asked the school", shown=ids(asked))
    (same,) = links(systems)
    with systems.office.work.begin() as tx:
        tx.links.add(evolve(same, id="another", kind=LinkKind.NOT_SAME, made_by_name="Pat Lowe"))

    judged(systems)

    (review,) = reviews(systems)
    assert review.doubts == (Doubt.CONTRADICTING_DECISIONS,)


def test_two_records_that_people_linked_to_one_pupil_are_asked_about_until_one_decision_is_undone(
    systems: FrontDoor,
) -> None:
    hold(systems, CARE, record("p-2", "Amaka"))
    hold(systems, SCHOOLS, record("u-1"))
    first, second = decided(systems, "p-1", "u-1"), decided(systems, "p-2", "u-1")

    assert judged(systems) == Linked(judged=2, to_review=2)
    assert {each.one.record_id: each.doubts for each in reviews(systems)} == dict.fromkeys(
        ("p-1", "p-2"), (Doubt.CONTRADICTING_DECISIONS,)
    )
    assert compare_records(systems.office, OFFICER, reviews(systems)[0].id).contradicting == (first, second)

    undo_link(systems.office, OFFICER, second.id, "That is her twin")

    assert reviews(systems) == ()
    judged(systems)
    assert links(systems) == (first,)
    assert [each.one.record_id for each in reviews(systems)] == ["p-2"]
    assert links(systems, "p-2") == ()


@pytest.mark.parametrize("other", ["u-1", ""])
def test_a_record_that_is_the_childs_and_is_not_or_no_record_at_all_is_asked_about(
    systems: FrontDoor, other: str
) -> None:
    hold(systems, SCHOOLS, record("u-1"))
    decided(systems, "p-1", "u-1")
    decided(systems, "p-1", other, LinkKind.NOT_SAME)

    assert judged(systems) == Linked(judged=1, to_review=1)
    (review,) = reviews(systems)
    assert (review.doubts, ids(review)) == ((Doubt.CONTRADICTING_DECISIONS,), ["u-1"])


def test_what_contradicts_is_asked_about_though_the_record_is_gone(systems: FrontDoor) -> None:
    decided(systems, "p-1", "u-gone")
    decided(systems, "p-1", "", LinkKind.NOT_SAME)
    judged(systems)

    (review,) = reviews(systems)
    assert (review.doubts, ids(review)) == ((Doubt.CONTRADICTING_DECISIONS,), ["u-gone"])


def test_a_pupil_whom_a_person_gave_to_one_record_is_not_linked_with_another_by_itself(systems: FrontDoor) -> None:
    hold(systems, CARE, record("p-2", "Amaka"))
    hold(systems, SCHOOLS, record("u-1", "Amaka"))
    decided(systems, "p-1", "u-1")

    assert judged(systems) == Linked(judged=2, to_review=1)
    assert links(systems, "p-2") == ()
    assert [(each.one.record_id, each.doubts) for each in reviews(systems)] == [("p-2", (Doubt.ANOTHER_AS_GOOD,))]


SAY: Mapping[str, Callable[[FrontDoor, MatchReview], None]] = {
    "u-2": lambda door, asked: say_same(door.office, OFFICER, asked.id, "u-2", "I asked", shown=ids(asked)),
    "none": lambda door, asked: say_none(door.office, OFFICER, asked.id, "No", shown=ids(asked), of_the_system=False),
    "none at all": lambda door, asked: say_none(
        door.office, OFFICER, asked.id, "No", shown=ids(asked), of_the_system=True
    ),
}


@pytest.mark.parametrize(
    ("standing", "say"),
    [
        (("p-2", "u-2", LinkKind.SAME), "u-2"),
        (("p-1", "u-7", LinkKind.SAME), "u-2"),
        (("p-1", "", LinkKind.NOT_SAME), "u-2"),
        (("p-1", "u-2", LinkKind.NOT_SAME), "u-2"),
        (("p-1", "u-2", LinkKind.SAME), "none"),
        (("p-1", "u-2", LinkKind.SAME), "none at all"),
    ],
)
def test_a_decision_that_contradicts_one_that_stands_is_refused(
    systems: FrontDoor, asked: MatchReview, standing: tuple[str, str, LinkKind], say: str
) -> None:
    stands = decided(systems, *standing)
    before = (links(systems), links(systems, "p-2"))

    with pytest.raises(AlreadyDecided) as refused:
        SAY[say](systems, asked)

    assert refused.value.standing == (stands,)
    assert (links(systems), links(systems, "p-2")) == before
    assert ids(reviews(systems)[0]) == ["u-2"]
