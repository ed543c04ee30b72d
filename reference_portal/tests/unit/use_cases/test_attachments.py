"""Files of a draft and of a contact: who adds, sees and fetches them, and what each step leaves behind."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import Scanner
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.files_scene import NO_GRACE, add, room_of, states, why
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, DOCTOR, HEAD, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_several_children import BROTHER
from reference_portal.tests.unit.use_cases.test_several_children import answers as children_answers

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.attachments.checking import Checked, check_files, file_status
from frontdoor_portal.use_cases.attachments.fetching import (
    NotChecked,
    OriginalReason,
    fetch_from_contact,
    fetch_from_draft,
    fetch_original,
    files_of_draft,
)
from frontdoor_portal.use_cases.attachments.models import Attachment, FileState, NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.ports import StorageFull
from frontdoor_portal.use_cases.attachments.removing import orphans, remove_file, sweep_files
from frontdoor_portal.use_cases.drafts import discard_draft
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Work
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, StoreUnavailable
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.view_contact import view_contact


@define
class AnswerLost:
    """A store that does what it is told, and whose first answer to a change is lost on the way."""

    work: Work
    is_lost: bool = False

    @contextmanager
    def begin(self) -> Iterator[Any]:
        with self.work.begin() as tx:
            yield tx
        if not self.is_lost:
            self.is_lost = True
            raise StoreUnavailable

    def reading(self) -> AbstractContextManager[Any]:
        return self.work.reading()


def test_a_file_that_was_added_waits_for_its_check(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft)
    assert (files_of_draft(door.office, TEACHER, draft), file.state) == ((file,), FileState.CHECKING)
    last = door.audit(draft)[-1]
    assert (last.action, last.actor_id, last.detail) == (Action.ADDED_FILE, TEACHER.id, file.id)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.txt", b"", Unwanted.EMPTY, id="61"),
        pytest.param("a.txt", b"x" * 20_001, Unwanted.TOO_LARGE, id="62"),
        pytest.param("a.pdf", made.PROGRAM, Unwanted.WRONG_TYPE, id="63"),
        pytest.param("..", made.TEXT, Unwanted.NO_NAME, id="71"),
    ],
)
def test_61_to_71_a_file_that_is_not_taken_leaves_nothing(
    door: FrontDoor, name: str, data: bytes, reason: Unwanted
) -> None:
    draft = door.draft()
    assert why(door, draft, name, data) == reason
    assert (files_of_draft(door.office, TEACHER, draft), orphans(door.office, NO_GRACE)) == ((), frozenset())


def test_a_file_whose_row_was_stored_when_the_answer_was_lost_keeps_its_bytes(door: FrontDoor) -> None:
    draft = door.draft()
    # The file is looked at in two transactions that read, and stored in the first that writes.
    door.office = evolve(door.office, work=AnswerLost(door.office.work))
    with pytest.raises(StoreUnavailable):
        add(door, draft)
    assert [each.name for each in files_of_draft(door.office, TEACHER, draft)] == ["a.txt"]
    assert (check_files(door.office).settled, orphans(door.office, NO_GRACE)) == (1, frozenset())


def test_69_the_same_file_twice_is_told_and_kept_once(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft)
    assert why(door, draft, "b.txt", made.TEXT) == Unwanted.SAME
    assert (files_of_draft(door.office, TEACHER, draft), orphans(door.office, NO_GRACE)) == ((file,), frozenset())


def test_70_more_files_than_a_draft_takes(door: FrontDoor) -> None:
    draft = door.draft()
    for number in range(3):
        add(door, draft, data=b"text %d" % number)
    assert why(door, draft, "a.txt", b"one more") == Unwanted.TOO_MANY


def test_the_files_of_a_draft_have_a_size_together(door: FrontDoor) -> None:
    draft = door.draft()
    add(door, draft, data=b"x" * 20_000)
    assert why(door, draft, "a.txt", b"y" * 10_001) == Unwanted.NO_ROOM_IN_DRAFT


def test_the_drafts_of_a_person_have_a_size_together(door: FrontDoor) -> None:
    """ASVS V5.2.4."""
    for _ in range(2):
        add(door, _other_draft(door), data=b"x" * 20_000)
    assert why(door, _other_draft(door), "a.txt", b"y") == Unwanted.NO_ROOM_FOR_PERSON


def _other_draft(door: FrontDoor) -> str:
    door.clock.pass_time(minutes=5)
    return door.draft()


def test_a_disk_that_is_nearly_full_takes_no_file(door: FrontDoor) -> None:
    """ASVS V5.2.4, F23: a concern can still be sent."""
    assert door.office.files is not None
    limits = evolve(door.office.files.limits, spare=10**18)
    door.office = evolve(door.office, files=evolve(door.office.files, limits=limits))
    draft = door.draft()
    assert why(door, draft, "a.txt", made.TEXT) == Unwanted.NO_ROOM_AT_ALL
    assert isinstance(send_draft(door.office, TEACHER, draft), Reference)


def test_a_disk_that_fills_up_meanwhile_is_told_the_same(door: FrontDoor) -> None:
    def full() -> Iterator[bytes]:
        yield b"x"
        raise StorageFull

    with pytest.raises(NotTaken) as refused:
        add_file(door.office, TEACHER, door.draft(), "a.txt", full())
    assert refused.value.why == Unwanted.NO_ROOM_AT_ALL


@pytest.mark.parametrize("by", [COLLEAGUE, DOCTOR])
def test_nobody_adds_to_somebody_elses_draft(door: FrontDoor, by: Professional) -> None:
    draft = door.draft()
    with pytest.raises(NotVisible):
        add(door, draft, by=by)
    assert orphans(door.office, NO_GRACE) == frozenset()


@pytest.mark.parametrize("no_draft", ["nothing", "other"])
def test_a_draft_that_is_sent_meanwhile_takes_no_file(door: FrontDoor, no_draft: str) -> None:
    draft = door.draft()

    def while_it_comes() -> Iterator[bytes]:
        yield made.TEXT
        if no_draft == "nothing":
            discard_draft(door.office, TEACHER, draft)
        else:
            send_draft(door.office, TEACHER, draft)

    with pytest.raises(NotVisible):
        add_file(door.office, TEACHER, draft, "a.txt", while_it_comes())
    assert orphans(door.office, NO_GRACE) == frozenset()


def test_58_a_file_goes_with_its_contact_while_it_is_being_checked(door: FrontDoor) -> None:
    """The concern is never held up."""
    draft = door.draft()
    file = add(door, draft)
    reference = send_draft(door.office, TEACHER, draft)
    sent = evolve(file, reference=reference)
    seen = [view_contact(door.office, by, reference).files for by in (TEACHER, HEAD, OFFICER)]
    assert seen == [(sent,)] * 3


def test_each_childs_contact_has_the_files_and_one_that_is_sealed_hides_its_own(door: FrontDoor) -> None:
    draft = door.draft(children_answers(door, BROTHER))
    file = add(door, draft)
    first = send_draft(door.office, TEACHER, draft)
    check_files(door.office)
    [other] = door.contact(first).submission.together
    [copy] = view_contact(door.office, OFFICER, other).files
    assert (copy.original, copy.id == file.id, copy.state) == (file.original, False, FileState.CLEAN)
    with pytest.raises(NotVisible):
        fetch_from_contact(door.office, OFFICER, other, file.id)
    register_people(door.office, DUTY)
    keep(door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, other.value))
    with pytest.raises(NotVisible):
        fetch_from_contact(door.office, OFFICER, other, copy.id)


def test_a_file_is_removed_and_its_bytes_are_swept(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft, "a.jpg", made.picture())
    assert file.copy is not None
    remove_file(door.office, TEACHER, draft, file.id)
    assert orphans(door.office, NO_GRACE) == {file.original.key, file.copy.key}
    assert (sweep_files(door.office), sweep_files(door.office, NO_GRACE), orphans(door.office, NO_GRACE)) == (
        0,
        2,
        frozenset(),
    )
    with pytest.raises(NotVisible):
        remove_file(door.office, TEACHER, draft, file.id)


def test_the_sweep_leaves_what_a_row_names(door: FrontDoor) -> None:
    add(door, door.draft(), "a.jpg", made.picture())
    assert sweep_files(door.office, NO_GRACE) == 0


def test_a_draft_that_is_thrown_away_takes_its_files_along(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft)
    discard_draft(door.office, TEACHER, draft)
    assert orphans(door.office, NO_GRACE) == {file.original.key}


def test_what_was_sent_is_removed_by_nobody(door: FrontDoor) -> None:
    draft = door.draft()
    file = add(door, draft)
    reference = send_draft(door.office, TEACHER, draft)
    with pytest.raises(NotVisible):
        remove_file(door.office, TEACHER, draft, file.id)
    assert states(door, reference) == [FileState.CHECKING]


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


USES: dict[str, Callable[[Any, str], Any]] = {
    "add": lambda office, draft: add_file(office, TEACHER, draft, "a.txt", [b"x"]),
    "fetch": lambda office, draft: fetch_from_draft(office, TEACHER, draft, "x"),
}


@pytest.mark.parametrize("use", USES)
def test_a_portal_without_files_has_none(front_door: FrontDoor, use: str) -> None:
    with pytest.raises(NotVisible):
        USES[use](front_door.office, front_door.draft())
