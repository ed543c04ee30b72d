"""Files whose bytes are gone: said to be lost after an hour, told to their sender, and taken again."""

from pathlib import Path

import pytest
from reference_portal.tests.attachments.rooms import Scanner
from reference_portal.tests.unit.use_cases.files_scene import add
from reference_portal.tests.unit.use_cases.scene import OFFICER, TEACHER, FrontDoor

from frontdoor_portal.use_cases.attachments.checking import check_files
from frontdoor_portal.use_cases.attachments.fetching import files_of_draft
from frontdoor_portal.use_cases.attachments.models import FileState, NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.ports import FileRoom
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.view_contact import view_contact


def look(door: FrontDoor, minutes: int) -> None:
    """Check files for so long, as the worker does."""
    for _ in range(minutes):
        check_files(door.office)
        door.clock.pass_time(minutes=1)
    check_files(door.office)


def of_draft(door: FrontDoor, draft: str) -> list[FileState]:
    return [each.state for each in files_of_draft(door.office, TEACHER, draft)]


@pytest.mark.parametrize(("minutes", "state"), [(59, FileState.CHECKING), (60, FileState.UNREADABLE)])
def test_a_file_without_bytes_is_lost_after_an_hour(
    door: FrontDoor, room: FileRoom, minutes: int, state: FileState
) -> None:
    draft = door.draft()
    room.storage.delete(add(door, draft).original.key)
    look(door, minutes)
    assert of_draft(door, draft) == [state]


def test_a_scanner_that_is_down_loses_no_file(door: FrontDoor, scanner: Scanner) -> None:
    draft = door.draft()
    add(door, draft)
    scanner.trouble = "The scanner cannot be reached"
    look(door, 120)
    assert of_draft(door, draft) == [FileState.CHECKING]


def test_the_sender_of_a_contact_is_told_once_of_a_file_that_is_lost(door: FrontDoor, room: FileRoom) -> None:
    draft = door.draft()
    file = add(door, draft)
    reference = send_draft(door.office, TEACHER, draft)
    room.storage.delete(file.original.key)
    look(door, 190)
    assert door.queued_kinds() == ["receipt", "file_refused"]
    assert [each.state for each in view_contact(door.office, OFFICER, reference).files] == [FileState.UNREADABLE]


def test_a_file_that_is_lost_may_be_added_again_and_is_replaced(door: FrontDoor, room: FileRoom) -> None:
    draft = door.draft()
    lost = add(door, draft)
    room.storage.delete(lost.original.key)
    look(door, 60)
    new = add(door, draft)
    assert [each.id for each in files_of_draft(door.office, TEACHER, draft)] == [new.id]
    told = [(each.action, each.detail) for each in door.audit(draft)][-2:]
    assert told == [(Action.REMOVED_FILE, lost.id), (Action.ADDED_FILE, new.id)]


def test_a_file_that_waits_for_its_check_is_not_taken_twice(door: FrontDoor) -> None:
    draft = door.draft()
    add(door, draft)
    with pytest.raises(NotTaken) as refused:
        add(door, draft)
    assert refused.value.why is Unwanted.SAME


def test_bytes_that_come_back_are_checked_after_all(door: FrontDoor, room: FileRoom, tmp_path: Path) -> None:
    draft = door.draft()
    key = add(door, draft).original.key
    place = tmp_path / "files" / key[:2] / key
    kept = place.read_bytes()
    room.storage.delete(key)
    look(door, 60)
    place.write_bytes(kept)
    look(door, 60)
    assert of_draft(door, draft) == [FileState.CLEAN]
