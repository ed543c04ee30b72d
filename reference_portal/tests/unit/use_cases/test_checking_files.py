"""Checking files: nobody fetches what was not checked, and a scanner that is down or missing holds up nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import Scanner
from reference_portal.tests.unit.use_cases.files_scene import add, room_of, states
from reference_portal.tests.unit.use_cases.scene import OFFICER, TEACHER, FrontDoor

from frontdoor_portal.use_cases.attachments.checking import Checked, check_files, file_status
from frontdoor_portal.use_cases.attachments.fetching import (
    NotChecked,
    fetch_from_contact,
    fetch_from_draft,
    files_of_draft,
)
from frontdoor_portal.use_cases.attachments.models import FileState
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.view_contact import view_contact


def test_nobody_fetches_what_was_not_checked_yet(door: FrontDoor) -> None:
    """ASVS V5.4.3."""
    draft = door.draft()
    file = add(door, draft)
    with pytest.raises(NotChecked):
        fetch_from_draft(door.office, TEACHER, draft, file.id)
    last = door.audit(draft)[-1]
    assert (last.action, last.detail) == (Action.VIEWED_FILE, f"{file.id} checking")
    reference = send_draft(door.office, TEACHER, draft)
    with pytest.raises(NotChecked):
        fetch_from_contact(door.office, OFFICER, reference, file.id)


def test_64_what_the_scanner_finds_nobody_ever_fetches_and_its_sender_is_told(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft, data=made.EICAR)
    reference = send_draft(door.office, TEACHER, draft)
    assert check_files(door.office) == Checked(settled=1)
    assert view_contact(door.office, TEACHER, reference).files == (
        evolve(
            file,
            reference=reference,
            state=FileState.INFECTED,
            finding="Eicar-Test",
            checks=1,
            next_check_at=door.clock() + timedelta(minutes=5),
            checked_at=door.clock(),
        ),
    )
    assert door.queued_kinds() == ["receipt", "file_refused"]
    with pytest.raises(NotChecked):
        fetch_from_contact(door.office, OFFICER, reference, file.id)


def test_of_a_file_of_a_draft_nobody_is_emailed(door: FrontDoor) -> None:
    add(door, door.draft(), data=made.EICAR)
    check_files(door.office)
    assert door.queued_kinds() == []


def test_it_is_the_original_that_is_scanned(door: FrontDoor, scanner: Scanner) -> None:
    add(door, door.draft(), "a.jpg", made.picture())
    check_files(door.office)
    assert scanner.seen == [made.picture()]


def test_f34_a_scanner_that_is_down_is_asked_again_later(door: FrontDoor, scanner: Scanner) -> None:
    scanner.trouble = "The scanner cannot be reached"
    draft = door.draft()
    add(door, draft)
    reference = send_draft(door.office, TEACHER, draft)
    first, at_once = check_files(door.office), check_files(door.office)
    door.clock.pass_time(seconds=5)
    second = check_files(door.office)
    scanner.trouble = ""
    door.clock.pass_time(seconds=9)
    too_early = check_files(door.office)
    door.clock.pass_time(seconds=1)
    down = Checked(put_off=1, trouble="The scanner cannot be reached")
    assert (first, at_once, second, too_early, check_files(door.office)) == (
        down,
        Checked(),
        down,
        Checked(),
        Checked(settled=1),
    )
    assert states(door, reference) == [FileState.CLEAN]


def test_f34_a_worker_that_was_killed_leaves_the_check_to_the_next(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft)
    with door.office.work.begin() as tx:
        tx.attachments.claim(file, door.clock() + timedelta(minutes=5))
    while_held = check_files(door.office)
    door.clock.pass_time(minutes=5)
    assert (while_held, check_files(door.office)) == (Checked(), Checked(settled=1))


def test_f34_a_file_that_waits_too_long_is_told(door: FrontDoor, scanner: Scanner) -> None:
    scanner.trouble = "The scanner cannot be reached"
    add(door, door.draft())
    door.clock.pass_time(minutes=15)
    in_time = file_status(door.office)
    door.clock.pass_time(seconds=1)
    late = file_status(door.office)
    assert (in_time.late, late.late, late.scanner) == (False, True, door.office.files.scanner.health(door.clock()))  # type: ignore[union-attr]


def test_bytes_that_somebody_touched_are_never_clean(door: FrontDoor, tmp_path: Path) -> None:
    file = add(door, door.draft())
    place = tmp_path / "files" / file.original.key[:2] / file.original.key
    place.write_bytes(place.read_bytes()[:-1])
    assert check_files(door.office) == Checked(put_off=1, trouble="FileUnreadable")


def test_without_a_scanner_every_file_says_so_and_can_be_fetched(door: FrontDoor) -> None:
    door.office = evolve(door.office, files=evolve(room_of(door), scanner=None))
    draft = door.draft()
    file = add(door, draft)
    assert (file.state, b"".join(fetch_from_draft(door.office, TEACHER, draft, file.id).chunks)) == (
        FileState.UNCHECKED,
        made.TEXT,
    )


def test_a_scanner_that_came_later_checks_what_nobody_had(door: FrontDoor) -> None:
    room = door.office.files
    door.office = evolve(door.office, files=evolve(room_of(door), scanner=None))
    draft = door.draft()
    add(door, draft, data=made.EICAR)
    door.office = evolve(door.office, files=room)
    check_files(door.office)
    assert [each.state for each in files_of_draft(door.office, TEACHER, draft)] == [FileState.INFECTED]


def test_what_waits_for_a_scanner_that_is_gone_waits_no_more(door: FrontDoor) -> None:
    draft = door.draft()
    add(door, draft)
    door.office = evolve(door.office, files=evolve(room_of(door), scanner=None))
    check_files(door.office)
    assert [each.state for each in files_of_draft(door.office, TEACHER, draft)] == [FileState.UNCHECKED]
