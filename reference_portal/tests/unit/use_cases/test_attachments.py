"""Files of a draft: who adds and removes them, what goes along with a contact, and what the sweep takes away."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from attrs import define, evolve
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.files_scene import NO_GRACE, add, states, why
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, DOCTOR, HEAD, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_several_children import BROTHER
from reference_portal.tests.unit.use_cases.test_several_children import answers as children_answers

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.attachments.checking import check_files
from frontdoor_portal.use_cases.attachments.fetching import fetch_from_contact, fetch_from_draft, files_of_draft
from frontdoor_portal.use_cases.attachments.models import FileState, NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.ports import StorageFull
from frontdoor_portal.use_cases.attachments.removing import orphans, remove_file, sweep_files
from frontdoor_portal.use_cases.drafts import discard_draft
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Work
from frontdoor_portal.use_cases.refusals import NotVisible, StoreUnavailable
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


USES: dict[str, Callable[[Any, str], Any]] = {
    "add": lambda office, draft: add_file(office, TEACHER, draft, "a.txt", [b"x"]),
    "fetch": lambda office, draft: fetch_from_draft(office, TEACHER, draft, "x"),
}


@pytest.mark.parametrize("use", USES)
def test_a_portal_without_files_has_none(front_door: FrontDoor, use: str) -> None:
    with pytest.raises(NotVisible):
        USES[use](front_door.office, front_door.draft())
