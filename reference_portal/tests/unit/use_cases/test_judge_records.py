"""Records of two systems are linked where the evidence is enough, asked about where it is not, and never merged."""

from datetime import date

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import PRIVACY
from reference_portal.tests.unit.use_cases.scene import MANAGER, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_search_index import listed

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.matching import Doubt, Field, Level, Status
from frontdoor_portal.use_cases.access import store
from frontdoor_portal.use_cases.auditing.who_looked import who_looked_at_record
from frontdoor_portal.use_cases.linking.judge_records import Linked, judge_records, pairs_of_systems
from frontdoor_portal.use_cases.linking.links import LinkKind, MatchReview, RecordLink
from frontdoor_portal.use_cases.linking.review_matches import (
    ComparisonChanged,
    compare_records,
    match_queue,
    say_none,
    say_same,
    undo_link,
    view_link,
)
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, Stale

CARE, SCHOOLS = "framework_i", "capita_one"
BORN = date(2016, 2, 9)


def record(record_id: str, given: str = "Zaynab", family: str = "Nkemelu", born: date = BORN) -> PersonIdentity:
    return PersonIdentity(
        record_id, PersonName(given, family), birth_date=BirthDate(born), postcodes=(Postcode("WR5 2NP"),)
    )


CROWD = tuple(
    record(f"c-{number}", f"{first}a{number}", f"Crowd{number}{last}", date(2009, 1 + number % 12, 1 + number % 28))
    for number, (first, last) in enumerate((a, b) for a in "BCDFGHJKLM" for b in "npqrstvwxz")
)
"""A hundred others, so that a name is as rare as in a town."""


@pytest.fixture
def systems(front_door: FrontDoor) -> FrontDoor:
    """A front door where both systems list their people; the pupils are a crowd."""
    listed(front_door, CARE, record("p-1"))
    listed(front_door, SCHOOLS, *CROWD)
    return front_door


def hold(front_door: FrontDoor, source: str, *people: PersonIdentity) -> None:
    """Put more people into a list that was read already."""
    with front_door.office.work.begin() as tx:
        tx.people.put(source, people, 1)
        feed = tx.people.feed(source)
        assert feed is not None
        tx.people.save_feed(feed)


def drop(front_door: FrontDoor, source: str, record_id: str) -> None:
    with front_door.office.work.begin() as tx:
        tx.people.remove(source, [record_id])
        feed = tx.people.feed(source)
        assert feed is not None
        tx.people.save_feed(feed)


def judged(front_door: FrontDoor) -> Linked:
    return judge_records(front_door.office, CARE, SCHOOLS, lambda _: None)


def links(front_door: FrontDoor, record_id: str = "p-1") -> tuple[RecordLink, ...]:
    with front_door.office.work.reading() as tx:
        return tx.links.of(RecordKey(CARE, record_id), SCHOOLS)


def reviews(front_door: FrontDoor) -> tuple[MatchReview, ...]:
    return match_queue(front_door.office, OFFICER).waiting


def ids(review: MatchReview) -> list[str]:
    return [each.record_id for each in review.candidates]


def test_the_same_child_is_linked_with_who_when_why_and_on_what_evidence(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-1"))

    assert judged(systems) == Linked(judged=1, made=1)

    (link,) = links(systems)
    assert (link.kind, link.one, link.other) == (
        LinkKind.BY_ITSELF,
        RecordKey(CARE, "p-1"),
        RecordKey(SCHOOLS, "u-1"),
    )
    assert (link.made_by, link.made_at, link.reason, link.model) == (
        "portal",
        systems.clock(),
        "The evidence was enough",
        "default",
    )
    assert {each.field: each.level for each in link.evidence} == dict.fromkeys(
        (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.BIRTH_DATE, Field.ADDRESS), Level.SAME
    )


def test_judging_again_changes_nothing(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-1"))
    judged(systems)
    before = links(systems)

    assert judged(systems) == Linked(judged=1, kept=1)
    assert links(systems) == before


def test_both_records_stay_as_they_are(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-1"))
    judged(systems)

    with systems.office.work.reading() as tx:
        assert (tx.people.get(CARE, "p-1"), tx.people.get(SCHOOLS, "u-1")) == (record("p-1"), record("u-1"))


def test_a_twin_is_asked_about(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-2", "Amaka"))

    assert judged(systems) == Linked(judged=1, to_review=1)

    (review,) = reviews(systems)
    assert (review.status, review.doubts, ids(review)) == (Status.POSSIBLE, (Doubt.FIRST_NAMES,), ["u-2"])
    assert links(systems) == ()


def test_two_records_that_claim_the_same_pupil_are_both_asked_about(systems: FrontDoor) -> None:
    hold(systems, CARE, record("p-2"))
    hold(systems, SCHOOLS, record("u-1"))

    assert judged(systems) == Linked(judged=2, to_review=2)
    assert {each.one.record_id for each in reviews(systems)} == {"p-1", "p-2"}


def test_nobody_like_the_child_asks_nothing_of_anybody(systems: FrontDoor) -> None:
    assert (judged(systems), reviews(systems), links(systems)) == (Linked(judged=1), (), ())


def test_a_restricted_record_is_neither_judged_nor_a_candidate(systems: FrontDoor) -> None:
    hold(systems, CARE, PersonIdentity("p-9", PersonName("Zaynab", "Nkemelu"), restricted=True))
    hold(systems, SCHOOLS, PersonIdentity("u-9", PersonName("Zaynab", "Nkemelu"), restricted=True))

    assert (judged(systems), reviews(systems)) == (Linked(judged=1), ())


def test_a_link_that_the_evidence_does_not_carry_any_more_is_taken_back_and_kept_in_memory(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-1"))
    judged(systems)
    (made,) = links(systems)
    hold(systems, SCHOOLS, record("u-1", "Amaka"))

    assert judged(systems) == Linked(judged=1, taken_back=1, to_review=1)

    assert links(systems) == ()
    undone = view_link(systems.office, OFFICER, made.id)
    assert (undone.stands, undone.undone_by_name, undone.undone_at) == (False, "portal", systems.clock())


def test_a_review_that_waits_already_keeps_its_place(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-2", "Amaka"))
    judged(systems)
    (first,) = reviews(systems)
    systems.clock.pass_time(minutes=60)
    hold(systems, SCHOOLS, record("u-3", "Amara"))
    judged(systems)

    (again,) = reviews(systems)
    assert (again.id, again.raised_at, {*ids(again)}) == (first.id, first.raised_at, {"u-2", "u-3"})


def test_a_review_that_has_become_pointless_is_dropped(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-2", "Amaka"))
    judged(systems)
    drop(systems, SCHOOLS, "u-2")
    judged(systems)

    assert reviews(systems) == ()


@pytest.fixture
def asked(systems: FrontDoor) -> MatchReview:
    """A review of Zaynab's record and a twin's."""
    hold(systems, SCHOOLS, record("u-2", "Amaka"))
    judged(systems)
    return reviews(systems)[0]


def test_who_compares_sees_both_records_and_that_is_written_down_first(systems: FrontDoor, asked: MatchReview) -> None:
    compared = compare_records(systems.office, OFFICER, asked.id)

    assert (compared.one, compared.others) == (record("p-1"), {"u-2": record("u-2", "Amaka")})
    assert [
        (entry.actor_id, entry.action)
        for subject in (f"{CARE}/p-1", f"{SCHOOLS}/u-2")
        for entry in systems.audit(subject)
    ] == [(OFFICER.id, Action.VIEWED_RECORDS)] * 2


def test_a_link_by_a_person_stands_whatever_the_evidence_says(systems: FrontDoor, asked: MatchReview) -> None:
    say_same(
        systems.office,
        OFFICER,
        asked.id,
        "u-2",
        "Her mother says that Amaka is what she is called at school",
        shown=ids(asked),
    )

    assert judged(systems) == Linked(judged=1)
    (link,) = links(systems)
    assert (link.kind, link.other.record_id, link.made_by, link.made_by_name, link.reason) == (
        LinkKind.SAME,
        "u-2",
        OFFICER.id,
        OFFICER.name,
        "Her mother says that Amaka is what she is called at school",
    )
    assert reviews(systems) == ()


def test_records_that_a_person_kept_apart_are_not_asked_about_again(systems: FrontDoor, asked: MatchReview) -> None:
    say_none(systems.office, OFFICER, asked.id, "A twin", shown=ids(asked), of_the_system=False)

    assert (judged(systems), reviews(systems)) == (Linked(judged=1), ())
    hold(systems, SCHOOLS, record("u-1"))
    assert judged(systems) == Linked(judged=1, made=1)


def test_who_has_no_record_in_a_system_is_compared_with_none_of_it(systems: FrontDoor, asked: MatchReview) -> None:
    say_none(systems.office, OFFICER, asked.id, "Taught at home", shown=ids(asked), of_the_system=True)
    hold(systems, SCHOOLS, record("u-1"))

    assert (judged(systems), reviews(systems)) == (Linked(judged=1), ())


@pytest.mark.parametrize("record_of", [RecordKey(CARE, "p-1"), RecordKey(SCHOOLS, "u-2")])
def test_who_looked_tells_of_a_link_and_its_undoing_by_either_record(
    systems: FrontDoor, asked: MatchReview, record_of: RecordKey
) -> None:
    register_people(systems.office, PRIVACY)
    say_same(systems.office, OFFICER, asked.id, "u-2", "I asked the school", shown=ids(asked))
    (link,) = links(systems)
    view_link(systems.office, OFFICER, link.id)
    undo_link(systems.office, MANAGER, link.id, "A twin")

    told = who_looked_at_record(systems.office, PRIVACY, record_of.source, record_of.record_id, "Complaint")

    assert {(look.entry.actor_id, look.entry.action) for look in told.looks.items} >= {
        (OFFICER.id, Action.LINKED_RECORDS),
        (OFFICER.id, Action.VIEWED_RECORDS),
        (MANAGER.id, Action.UNLINKED_RECORDS),
    }


def test_what_a_person_undoes_is_compared_again(systems: FrontDoor, asked: MatchReview) -> None:
    say_none(systems.office, OFFICER, asked.id, "A twin", shown=ids(asked), of_the_system=False)
    (decision,) = links(systems)

    assert undo_link(systems.office, MANAGER, decision.id, "I mixed the files up")
    assert not undo_link(systems.office, OFFICER, decision.id, "Again")

    judged(systems)
    assert [ids(each) for each in reviews(systems)] == [["u-2"]]
    assert view_link(systems.office, OFFICER, decision.id).undone_by_name == MANAGER.name


def test_a_link_by_itself_that_a_person_undoes_is_not_made_again(systems: FrontDoor) -> None:
    hold(systems, SCHOOLS, record("u-1"))
    judged(systems)
    (made,) = links(systems)

    undo_link(systems.office, OFFICER, made.id, "Two cousins of one name")

    assert (judged(systems).made, [each.kind for each in links(systems)]) == (0, [LinkKind.NOT_SAME])


def test_the_second_to_decide_is_told(systems: FrontDoor, asked: MatchReview) -> None:
    say_same(systems.office, OFFICER, asked.id, "u-2", "I asked the school", shown=ids(asked))

    with pytest.raises(Stale, match="Somebody else has decided this"):
        say_none(systems.office, MANAGER, asked.id, "A twin", shown=ids(asked), of_the_system=False)


@pytest.mark.parametrize("of_the_system", [True, False])
def test_nobody_keeps_a_record_apart_that_they_were_not_shown(
    systems: FrontDoor, asked: MatchReview, *, of_the_system: bool
) -> None:
    hold(systems, SCHOOLS, record("u-3", "Amara"))
    judged(systems)

    with pytest.raises(ComparisonChanged):
        say_none(systems.office, OFFICER, asked.id, "A twin", shown=ids(asked), of_the_system=of_the_system)
    assert links(systems) == ()


def test_nobody_links_a_record_that_was_not_offered(systems: FrontDoor, asked: MatchReview) -> None:
    with pytest.raises(NotVisible):
        say_same(systems.office, OFFICER, asked.id, CROWD[0].id, "A guess", shown=ids(asked))
    assert links(systems) == ()


def test_matches_are_the_teams_to_see_and_decide(systems: FrontDoor, asked: MatchReview) -> None:
    for attempt in (
        lambda: match_queue(systems.office, TEACHER),
        lambda: compare_records(systems.office, TEACHER, asked.id),
        lambda: say_same(systems.office, TEACHER, asked.id, "u-2", "I know her", shown=ids(asked)),
        lambda: undo_link(systems.office, TEACHER, "any", "I know her"),
        lambda: view_link(systems.office, TEACHER, "any"),
    ):
        with pytest.raises(NotPermitted):
            attempt()


@pytest.mark.parametrize("level", [Sensitivity.SENSITIVE, Sensitivity.SEALED])
@pytest.mark.parametrize("hidden", [RecordKey(CARE, "p-1"), RecordKey(SCHOOLS, "u-2")])
def test_of_a_record_that_an_officer_may_not_see_nothing_is_listed_counted_or_compared(
    systems: FrontDoor, asked: MatchReview, hidden: RecordKey, level: Sensitivity
) -> None:
    with systems.office.work.begin() as tx:
        tx.access.set_level(store.Level(hidden, level, "Police operation", MANAGER.id, systems.clock()))

    queue = match_queue(systems.office, OFFICER)

    assert (queue.waiting, queue.total, queue.latest) == ((), 0, ())
    for attempt in (
        lambda: compare_records(systems.office, OFFICER, asked.id),
        lambda: say_same(systems.office, OFFICER, asked.id, "u-2", "I asked the school", shown=ids(asked)),
    ):
        with pytest.raises(NotVisible):
            attempt()


def test_systems_are_judged_once_both_were_read_to_their_end(front_door: FrontDoor) -> None:
    listed(front_door, CARE, record("p-1"))
    assert pairs_of_systems(front_door.office) == ()

    listed(front_door, SCHOOLS, *CROWD)
    assert [(one.name, other.name) for one, other in pairs_of_systems(front_door.office)] == [(CARE, SCHOOLS)]
