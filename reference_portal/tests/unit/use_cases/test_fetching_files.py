"""Fetching a file of a contact: its copy for all who may see it, and the original for an officer who says why."""

import pytest
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.files_scene import add
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, DOCTOR, HEAD, OFFICER, TEACHER, FrontDoor

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.attachments.checking import check_files
from frontdoor_portal.use_cases.attachments.fetching import OriginalReason, fetch_from_contact, fetch_original
from frontdoor_portal.use_cases.attachments.models import Attachment
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.send_draft import send_draft


def sent_photo(door: FrontDoor) -> tuple[Reference, Attachment]:
    """A contact with a photo that was checked."""
    draft = door.draft()
    file = add(door, draft, "a.jpg", made.picture())
    reference = send_draft(door.office, TEACHER, draft)
    check_files(door.office)
    return reference, file


@pytest.mark.parametrize("by", [TEACHER, HEAD, OFFICER])
def test_whoever_may_see_the_contact_fetches_the_copy_and_that_is_written(door: FrontDoor, by: Professional) -> None:
    reference, file = sent_photo(door)
    fetched = fetch_from_contact(door.office, by, reference, file.id)
    assert made.place_in(b"".join(fetched.chunks)) == {}
    last = door.audit(reference)[-1]
    assert (last.action, last.actor_id, last.detail, bool(last.purpose)) == (Action.VIEWED_FILE, by.id, file.id, True)


@pytest.mark.parametrize("by", [COLLEAGUE, DOCTOR])
def test_to_others_a_file_is_as_if_it_were_not_there(door: FrontDoor, by: Professional) -> None:
    reference, file = sent_photo(door)
    for file_id in (file.id, "nothing"):
        with pytest.raises(NotVisible):
            fetch_from_contact(door.office, by, reference, file_id)


def test_a_file_is_fetched_from_its_own_contact_only(door: FrontDoor) -> None:
    reference, _ = sent_photo(door)
    door.clock.pass_time(minutes=5)
    _, other = sent_photo(door)
    with pytest.raises(NotVisible):
        fetch_from_contact(door.office, OFFICER, reference, other.id)


def test_a_sealed_contact_hides_its_files_too(door: FrontDoor) -> None:
    reference, file = sent_photo(door)
    register_people(door.office, DUTY)
    keep(door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, reference.value))
    with pytest.raises(NotVisible):
        fetch_from_contact(door.office, OFFICER, reference, file.id)
    with pytest.raises(NotVisible):
        fetch_original(door.office, OFFICER, reference, file.id, OriginalReason.EVIDENCE)


def test_an_officer_gets_the_original_with_a_reason_that_is_kept(door: FrontDoor) -> None:
    reference, file = sent_photo(door)
    fetched = fetch_original(door.office, OFFICER, reference, file.id, OriginalReason.WHERE_AND_WHEN)
    assert b"".join(fetched.chunks) == made.picture()
    last = door.audit(reference)[-1]
    assert (last.action, last.purpose, last.detail) == (Action.VIEWED_ORIGINAL, "where_and_when", file.id)


@pytest.mark.parametrize("by", [TEACHER, HEAD])
def test_nobody_but_an_officer_gets_the_original(door: FrontDoor, by: Professional) -> None:
    reference, file = sent_photo(door)
    with pytest.raises(NotPermitted):
        fetch_original(door.office, by, reference, file.id, OriginalReason.EVIDENCE)


def test_a_file_without_a_copy_has_no_sealed_original(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft)
    reference = send_draft(door.office, TEACHER, draft)
    check_files(door.office)
    with pytest.raises(NotVisible):
        fetch_original(door.office, OFFICER, reference, file.id, OriginalReason.EVIDENCE)
