"""How closely a child is kept: what a level reaches, and who may take it back."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.relating import proven, works_with
from reference_portal.tests.unit.use_cases.access_scene import (
    CARE,
    DUTY,
    PRIVACY,
    SCHOOL_RECORD,
    WHY,
    ZAYNAB,
    counted,
    keep,
    known_to_both,
    search,
    sent_about,
    token_of,
)
from reference_portal.tests.unit.use_cases.scene import (
    MANAGER,
    OFFICER,
    TEACHER,
    FrontDoor,
    Interrupted,
)

from frontdoor.access import RecordKey, RelationshipKind, Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.glass import break_the_glass
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.access.managing import AccessRefused, set_level
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.refusals import NotVisible, Stale
from frontdoor_portal.use_cases.view_child import PupilView, view_child


@pytest.fixture(autouse=True)
def _everybody(front_door: FrontDoor) -> None:
    register_people(front_door.office, PRIVACY, DUTY)
    known_to_both(front_door)


def test_sealing_reaches_the_record_of_the_other_system_and_the_contacts(front_door: FrontDoor) -> None:
    reference = sent_about(front_door, token_of(front_door, TEACHER))
    token = token_of(front_door, MANAGER)

    done = set_level(front_door.office, MANAGER, token, "sealed", "The family had to flee")

    assert (done.records, done.contacts, done.unanswered) == ((CARE, SCHOOL_RECORD), 1, ())
    assert search(front_door, MANAGER).tokens == {}
    with front_door.office.work.reading() as tx:
        assert tx.access.sealed_contacts() == (RecordKey(FRONT_DOOR, reference.value),)


@pytest.mark.parametrize("times", [1, 2])
def test_a_sealing_that_meets_another_change_of_a_contact_is_tried_again(front_door: FrontDoor, times: int) -> None:
    reference = sent_about(front_door, token_of(front_door, TEACHER))
    token = token_of(front_door, MANAGER)
    busy = Interrupted(front_door.office.work, "access", "set_level", Stale(), times=times)

    done = set_level(evolve(front_door.office, work=busy), MANAGER, token, "sealed", "The family had to flee")

    with front_door.office.work.reading() as tx:
        sealed = tx.access.sealed_contacts()
    assert (busy.times, done.contacts, sealed) == (0, 1, (RecordKey(FRONT_DOOR, reference.value),))


def test_a_sealing_whose_contacts_keep_changing_is_left_to_the_manager(front_door: FrontDoor) -> None:
    sent_about(front_door, token_of(front_door, TEACHER))
    token = token_of(front_door, MANAGER)
    busy = Interrupted(front_door.office.work, "access", "set_level", Stale(), times=3)

    with pytest.raises(Stale):
        set_level(evolve(front_door.office, work=busy), MANAGER, token, "sealed", "The family had to flee")

    with front_door.office.work.reading() as tx:
        assert (busy.times, tx.access.sealed_contacts()) == (0, ())


def test_why_a_child_is_sealed_stands_with_the_level_and_not_in_the_audit(front_door: FrontDoor) -> None:
    set_level(front_door.office, MANAGER, token_of(front_door, MANAGER), "sealed", "The family had to flee")

    with front_door.office.work.reading() as tx:
        assert tx.access.levels_of((CARE,))[CARE].reason == "The family had to flee"
    written = [each for each in front_door.audit(CARE) if each.action is Action.LEVEL_SET]
    assert [(each.purpose, each.detail) for each in written] == [("How closely the child is kept", "normal,sealed")]


def test_lists_ask_the_database_no_more_questions_the_more_contacts_are_sealed(front_door: FrontDoor) -> None:
    references = [sent_about(front_door, token_of(front_door, TEACHER)) for _ in range(3)]
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, references[0].value))
    one, for_one = counted(front_door, lambda: hidden_from(front_door, OFFICER))
    keep(front_door, Sensitivity.SEALED, *(RecordKey(FRONT_DOOR, each.value) for each in references[1:]))
    every, for_every = counted(front_door, lambda: hidden_from(front_door, OFFICER))

    assert (one, every) == ({references[0]}, set(references))
    assert for_one == for_every


def hidden_from(front_door: FrontDoor, by: Professional) -> frozenset[Reference]:
    with front_door.office.work.reading() as tx:
        return hidden_contacts(front_door.office, tx, by)


def test_sealing_says_which_system_did_not_answer(front_door: FrontDoor) -> None:
    token = token_of(front_door, MANAGER)
    front_door.systems.education_state = SourceState.DID_NOT_ANSWER

    done = set_level(front_door.office, MANAGER, token, "sealed", "The family had to flee")

    assert (done.records, done.unanswered) == ((CARE,), ("Capita ONE",))


def test_only_a_duty_manager_with_a_broken_glass_unseals(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SEALED, CARE)
    token = token_of(front_door, DUTY)
    with pytest.raises(NotVisible):
        set_level(front_door.office, DUTY, token, "normal", "The order has ended")
    break_the_glass(front_door.office, proven(front_door.office, DUTY), token, "other", WHY)

    set_level(front_door.office, DUTY, token, "normal", "The order has ended")

    assert search(front_door, MANAGER).people[0].items == (ZAYNAB,)


def test_unsealing_with_a_broken_glass_is_put_before_the_privacy_officer(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SEALED, CARE)
    token = token_of(front_door, DUTY)
    break_the_glass(front_door.office, proven(front_door.office, DUTY), token, "other", WHY)

    set_level(front_door.office, DUTY, token, "sensitive", "The order has ended")

    with front_door.office.work.reading() as tx:
        reviews = tx.reviews.undecided_reviews()
    assert sorted((each.rule.value, each.viewer_id, each.record, each.detail) for each in reviews) == [
        ("break_glass", DUTY.id, CARE, "other"),
        ("unsealed", DUTY.id, CARE, "break_glass"),
    ]


@pytest.mark.parametrize("by", [MANAGER, DUTY])
def test_a_broken_glass_opens_no_sensitive_record_up(front_door: FrontDoor, by: Professional) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    token = token_of(front_door, by)
    break_the_glass(front_door.office, proven(front_door.office, by), token, "other", WHY)

    with pytest.raises(AccessRefused) as refused:
        set_level(front_door.office, by, token, "normal", "The order has ended")

    assert (refused.value.fault, levels(front_door, CARE)) == ("level", ["sensitive"])


def test_a_broken_glass_opens_no_record_up_by_the_one_beside_it(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    token = token_of(front_door, MANAGER, "Capita ONE")
    break_the_glass(front_door.office, proven(front_door.office, MANAGER), token, "other", WHY)

    set_level(front_door.office, MANAGER, token, "normal", "The order has ended")

    assert levels(front_door, CARE, SCHOOL_RECORD) == ["sensitive", "normal"]


def test_whoever_fears_for_a_family_seals_it_under_a_broken_glass_too(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    token = token_of(front_door, MANAGER)
    break_the_glass(front_door.office, proven(front_door.office, MANAGER), token, "other", WHY)

    set_level(front_door.office, MANAGER, token, "sealed", "The family had to flee")

    assert levels(front_door, CARE) == ["sealed"]


def test_a_hidden_address_stays_hidden_where_the_record_that_hides_it_is_sealed(front_door: FrontDoor) -> None:
    front_door.systems.people = (evolve(ZAYNAB, do_not_disclose_address=True),)
    works_with(front_door.office, TEACHER, [("capita_one", "u-1")], RelationshipKind.SUBMITTED_REFERRAL)
    keep(front_door, Sensitivity.SEALED, CARE)

    view = view_child(front_door.office, TEACHER, token_of(front_door, TEACHER, "Capita ONE"), "Concern")

    assert isinstance(view, PupilView)
    assert [(each.answer.items, each.hides_address) for each in view.beside] == [((), True)]


@pytest.mark.parametrize("kind", [LinkKind.SAME, LinkKind.BY_ITSELF])
def test_a_record_that_is_linked_later_is_kept_as_closely(front_door: FrontDoor, kind: LinkKind) -> None:
    keep(front_door, Sensitivity.SEALED, CARE)
    assert search(front_door, MANAGER).pupils[0].items != ()

    linked(front_door, kind)

    assert search(front_door, MANAGER).pupils[0].items == ()


@pytest.mark.parametrize("kind", [LinkKind.NOT_SAME, LinkKind.SAME])
def test_a_link_that_does_not_stand_carries_no_level(front_door: FrontDoor, kind: LinkKind) -> None:
    keep(front_door, Sensitivity.SEALED, CARE)

    linked(front_door, kind)
    if kind is LinkKind.SAME:
        with front_door.office.work.begin() as tx:
            tx.links.undo("link-1", front_door.clock(), "Olu Grant", "Two children")

    assert search(front_door, MANAGER).pupils[0].items != ()


def test_sealing_reaches_a_linked_record_that_did_not_come_up(front_door: FrontDoor) -> None:
    token = token_of(front_door, MANAGER)
    linked(front_door, LinkKind.SAME)
    front_door.systems.pupils = ()

    done = set_level(front_door.office, MANAGER, token, "sealed", "The family had to flee")

    assert done.records == (CARE, SCHOOL_RECORD)


def levels(front_door: FrontDoor, *records: RecordKey) -> list[str]:
    with front_door.office.work.reading() as tx:
        found = tx.access.levels_of(records)
    return [found[each].level.value for each in records]


def linked(front_door: FrontDoor, kind: LinkKind) -> None:
    made = front_door.clock(), "id-of-an-officer", "Olu Grant", "Their mother said so"
    with front_door.office.work.begin() as tx:
        tx.links.add(RecordLink("link-1", kind, CARE, SCHOOL_RECORD, *made))
