"""What an officer gets by a contact: never a record that nobody else brought them to, and no word of a sealed one."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.relating import proven, works_with
from reference_portal.tests.unit.use_cases.access_scene import (
    CARE,
    DUTY,
    PRIVACY,
    WHY,
    keep,
    known_to_both,
    sent_about,
    token_of,
)
from reference_portal.tests.unit.use_cases.scene import FORM, MANAGER, OFFICER, TEACHER, TEAM, FrontDoor

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor_portal.use_cases.access.glass import break_the_glass
from frontdoor_portal.use_cases.access.recording import remember_record
from frontdoor_portal.use_cases.access.reviewing import open_review_page
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.view_child import LittleView, PersonView, view_child
from frontdoor_portal.use_cases.view_contact import view_contact


@pytest.fixture(autouse=True)
def _everybody(front_door: FrontDoor) -> None:
    register_people(front_door.office, PRIVACY, DUTY)
    known_to_both(front_door)


def confirm(front_door: FrontDoor, by: Professional, reference: Reference) -> None:
    """Decide a contact, with the number of Zaynab's record typed."""
    decide_contact(
        front_door.office,
        by,
        reference,
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="Significant harm",
        message_to_sender="Thank you",
        record=ChosenRecord("p-1", ""),
        team=TEAM,
    )


def sent_by(front_door: FrontDoor, by: Professional) -> Reference:
    """A concern of an officer's own, about the record they found."""
    draft = start_draft(front_door.office, by, FORM.id, token_of(front_door, by))
    with front_door.office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers=front_door.answers()))
    return send_draft(front_door.office, by, draft.id)


def held(front_door: FrontDoor) -> list[tuple[str, str]]:
    with front_door.office.work.reading() as tx:
        found = tx.access.relationships_with(CARE)
    now = front_door.clock()
    return sorted((each.professional_id, each.kind.value) for each in found if each.is_in_force(now))


def reviews(front_door: FrontDoor) -> list[tuple[str, str, RecordKey, str]]:
    with front_door.office.work.reading() as tx:
        waiting = tx.reviews.undecided_reviews()
    return [(each.rule.value, each.viewer_id, each.record, each.detail) for each in waiting]


def sealed_contacts(front_door: FrontDoor) -> tuple[RecordKey, ...]:
    with front_door.office.work.reading() as tx:
        return tx.access.sealed_contacts()


def seen(front_door: FrontDoor, by: Professional) -> type:
    return type(view_child(front_door.office, by, token_of(front_door, by), "Concern"))


def test_taking_what_somebody_else_sent_opens_a_sensitive_record(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    take_contact(front_door.office, OFFICER, sent_about(front_door, token_of(front_door, TEACHER)))

    assert seen(front_door, OFFICER) is PersonView


def test_taking_what_one_sent_oneself_opens_none(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    take_contact(front_door.office, OFFICER, sent_by(front_door, OFFICER))

    assert (seen(front_door, OFFICER), held(front_door)) == (LittleView, [(OFFICER.id, "submitted_referral")])


def test_deciding_what_one_sent_oneself_opens_none_and_is_reviewed(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    reference = sent_by(front_door, OFFICER)
    take_contact(front_door.office, OFFICER, reference)

    confirm(front_door, OFFICER, reference)

    assert (seen(front_door, OFFICER), reviews(front_door)) == (
        LittleView,
        [("unseen_record", OFFICER.id, CARE, "restricted")],
    )


def test_a_record_that_is_not_the_officers_to_see_is_kept_and_opens_to_nobody(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    keep(front_door, Sensitivity.SENSITIVE, CARE)

    confirm(front_door, OFFICER, reference)

    assert (seen(front_door, OFFICER), held(front_door)) == (LittleView, [])
    with front_door.office.work.reading() as tx:
        assert tx.access.records_of(str(reference)) == (CARE,)


def test_it_is_put_before_the_privacy_officer_at_once_with_the_contact(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    keep(front_door, Sensitivity.SENSITIVE, CARE)

    confirm(front_door, OFFICER, reference)

    with front_door.office.work.reading() as tx:
        (review,) = tx.reviews.undecided_reviews()
    told = [each.payload for each in front_door.queued() if each.payload.get("kind") == NoticeKind.ACCESS_TO_REVIEW]
    assert [(each["to"], each["reference"]) for each in told] == [(PRIVACY.id, review.id)]
    assert open_review_page(front_door.office, PRIVACY, review.id).reference == str(reference)


def test_a_manager_who_decides_what_a_sender_found_is_shown_its_record(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    reference = sent_about(front_door, token_of(front_door, TEACHER))
    take_contact(front_door.office, OFFICER, reference)

    confirm(front_door, MANAGER, reference)

    assert (seen(front_door, MANAGER), reviews(front_door)) == (PersonView, [])


def test_what_is_confirmed_under_a_broken_glass_outlasts_it_by_nothing(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    break_the_glass(front_door.office, proven(front_door.office, OFFICER), token_of(front_door, OFFICER), "other", WHY)

    confirm(front_door, OFFICER, reference)

    assert (held(front_door), sorted(rule for rule, *_ in reviews(front_door))) == (
        [],
        ["break_glass", "unseen_record"],
    )


def test_the_number_of_a_sealed_record_takes_no_contact_from_its_officer(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    keep(front_door, Sensitivity.SEALED, CARE)

    confirm(front_door, OFFICER, reference)

    assert view_contact(front_door.office, OFFICER, reference).contact.reference == reference
    assert (sealed_contacts(front_door), reviews(front_door)) == (
        (),
        [("unseen_record", OFFICER.id, CARE, "sealed")],
    )


@pytest.mark.parametrize("level", [Sensitivity.SENSITIVE, Sensitivity.SEALED])
def test_an_officer_cannot_tell_by_the_contact_how_closely_a_record_is_kept(
    front_door: FrontDoor, level: Sensitivity
) -> None:
    reference = front_door.taken()
    keep(front_door, level, CARE)
    before = [each.kind.value for each in view_contact(front_door.office, OFFICER, reference).timeline]

    confirm(front_door, OFFICER, reference)

    after = [each.kind.value for each in view_contact(front_door.office, OFFICER, reference).timeline]
    assert after == [*before, "decided"]


def test_a_contact_is_sealed_with_its_child_by_whoever_may_know_of_both(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    keep(front_door, Sensitivity.SEALED, CARE)

    confirm(front_door, DUTY, reference)

    assert sealed_contacts(front_door) == (RecordKey(FRONT_DOOR, reference.value),)


def test_an_officer_who_was_let_in_seals_the_contact_by_confirming(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    works_with(front_door.office, OFFICER, [("framework_i", "p-1")])
    keep(front_door, Sensitivity.SEALED, CARE)

    confirm(front_door, OFFICER, reference)

    assert (sealed_contacts(front_door), reviews(front_door)) == ((RecordKey(FRONT_DOOR, reference.value),), [])


def test_the_same_officer_is_asked_about_each_record_that_they_choose_for_a_contact(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    keep(front_door, Sensitivity.SENSITIVE, CARE, RecordKey("framework_i", "p-2"))
    confirm(front_door, OFFICER, reference)
    contact = front_door.contact(reference)

    with front_door.office.work.begin() as tx:
        chosen = ChosenRecord("p-2", "offered", system="framework_i")
        assert contact.decision is not None
        decision = evolve(contact.decision, record=chosen)
        remember_record(front_door.office, tx, OFFICER, evolve(contact, decision=decision))

    # Both were queued at the same moment, so that either may come first.
    assert sorted(record.record_id for _, _, record, _ in reviews(front_door)) == ["p-1", "p-2"]
