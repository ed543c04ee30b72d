"""Every file dropped is taken in once, or put aside with a reason, whoever else is at it."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.failures import Unavailable
from frontdoor.testing.families import children, schools
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.ctf import CtfFile, read_ctf
from frontdoor_capita_one.drop_folder import ABANDONED_AFTER, Taken
from frontdoor_capita_one.records import FEED_KINDS
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator import WRITTEN_AT, Defect, ctf, write_files

SCHOOL = schools()[0]
PUPILS = [child.pupil for child in children() if child.pupil and child.pupil.school == SCHOOL]
CALL = Call(acting_for="officer", purpose="test")
NOT_TOLD = dict(FEED_KINDS.values())
"""The notes of a record where no file of the feed has come."""

NOBODY = 65_534
NOT_UTF_8 = os.fsdecode(b"\xe9" * 250 + b".xml")
MakeOne = Callable[[], CapitaOne]


def put(folder: Path, name: str = "8859901_CTF_885LLLL_001.xml", **parts: object) -> str:
    (folder / name).write_bytes(ctf(SCHOOL, PUPILS, **parts))  # type: ignore[arg-type]
    return name


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def reason(folder: Path, name: str) -> str:
    """The reason file's sentence, without the time before it."""
    return (folder / "quarantine" / f"{name}.reason.txt").read_text(encoding="utf-8").partition(" ")[2]


def olivers(one: CapitaOne) -> int:
    return len(one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value)


def test_every_file_is_taken_in_and_moved_to_done(one: CapitaOne, folder: Path) -> None:
    names = tuple(path.name for path in write_files(folder))

    taken = one.take_in_files()

    assert sorted(taken.taken_in) == sorted(names)
    assert tree(folder) == sorted(f"done/{name}" for name in names)


def test_the_same_file_again_changes_nothing(one: CapitaOne, folder: Path) -> None:
    put(folder)
    one.take_in_files()
    before = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)

    again = put(folder, "again.xml")

    assert one.take_in_files() == Taken(seen_before=(again,))
    assert one.search_pupils(PersonQuery(family_name="Ashdown"), CALL) == before


def test_files_of_one_name_are_both_kept(one: CapitaOne, folder: Path) -> None:
    for version in ("20.0", "21.0"):
        put(folder, version=version)
        one.take_in_files()

    assert len(tree(folder / "done")) == 2


@pytest.mark.parametrize(
    ("defect", "sentence"),
    [
        (Defect.DOCTYPE, "The file has a DOCTYPE, which no transfer file needs\n"),
        (Defect.WRONG_ROOT, "The outermost element is not CTfile\n"),
    ],
)
def test_a_refused_file_is_put_aside_with_its_reason(
    one: CapitaOne, folder: Path, defect: Defect, sentence: str
) -> None:
    name = put(folder, defects=[defect])

    assert one.take_in_files() == Taken(quarantined=(name,))
    assert tree(folder) == [f"quarantine/{name}", f"quarantine/{name}.reason.txt"]
    assert reason(folder, name) == sentence


def test_a_reason_names_no_pupil(one: CapitaOne, folder: Path) -> None:
    name = put(folder, defects=[Defect.TRUNCATED])
    one.take_in_files()

    words = {pupil.name.family for pupil in PUPILS} | {pupil.upn.value for pupil in PUPILS}
    assert [word for word in words if word in reason(folder, name)] == []


def test_a_refused_file_does_not_keep_the_others_out(one: CapitaOne, folder: Path) -> None:
    bad, good = put(folder, "a.xml", defects=[Defect.TRUNCATED]), put(folder, "b.xml")

    assert one.take_in_files() == Taken(taken_in=(good,), quarantined=(bad,))


def test_a_file_that_is_too_large_is_put_aside_unread(settings: CapitaOneSettings, folder: Path) -> None:
    name = put(folder)

    one = CapitaOne(evolve(settings, max_file_bytes=1_000))

    assert one.take_in_files() == Taken(quarantined=(name,))
    assert reason(folder, name) == "The file is larger than 1000 bytes\n"


def test_a_file_from_the_future_is_put_aside(one: CapitaOne, folder: Path) -> None:
    name = put(folder, written_at=WRITTEN_AT + timedelta(days=400))

    assert one.take_in_files() == Taken(quarantined=(name,))
    assert reason(folder, name) == "The Header's DateTime is in the future, so it would hide every later file\n"


def test_a_link_is_not_followed(one: CapitaOne, folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere.xml"
    elsewhere.write_bytes(ctf(SCHOOL, PUPILS))
    (folder / "link.xml").symlink_to(elsewhere)

    assert one.take_in_files() == Taken(quarantined=("link.xml",))
    assert reason(folder, "link.xml") == "This is not an ordinary file\n"


def test_a_file_still_being_written_is_left_alone(one: CapitaOne, folder: Path) -> None:
    put(folder, "8859901.xml.part")
    (folder / "folder.xml").mkdir()

    assert one.take_in_files() == Taken()
    assert (folder / "8859901.xml.part").exists()


@pytest.mark.parametrize("name", ["8859901 (kopia) ł 李.XML", "x" * 251 + ".xml", "é" * 125 + ".xml", NOT_UTF_8])
def test_any_name_a_file_system_allows_will_do(one: CapitaOne, folder: Path, name: str) -> None:
    put(folder, name, defects=[Defect.WRONG_ROOT])
    put(folder, "zz.xml")

    taken = one.take_in_files()

    assert (taken.taken_in, len(taken.quarantined)) == (("zz.xml",), 1)


def test_two_processes_take_each_file_once(make: MakeOne, folder: Path) -> None:
    names = sorted(path.name for path in write_files(folder))
    taken: list[Taken] = []
    threads = [threading.Thread(target=lambda: taken.append(make().take_in_files())) for _ in range(6)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(name for each in taken for name in each.taken_in) == names
    assert len(tree(folder / "done")) == len(names)


def claim(age: float) -> str:
    """The name of a file that some process claimed so many seconds ago."""
    return f"{int(time.time() - age):x}-0badc0de.8859901.xml"


def test_a_claim_that_a_stopped_process_left_is_taken_up_again(one: CapitaOne, folder: Path) -> None:
    one.take_in_files()
    put(folder / "taking_in", claim(ABANDONED_AFTER + 2))

    assert one.take_in_files() == Taken(taken_in=("8859901.xml",))


def test_a_claim_that_is_still_at_work_is_left_alone(one: CapitaOne, folder: Path) -> None:
    one.take_in_files()
    put(folder / "taking_in", claim(0))

    assert one.take_in_files() == Taken()


def test_a_claim_taken_up_again_replaces_no_newer_file_of_its_name(one: CapitaOne, folder: Path) -> None:
    one.take_in_files()
    left = put(folder / "taking_in", claim(ABANDONED_AFTER + 2))
    newer = put(folder, "8859901.xml", written_at=WRITTEN_AT + timedelta(days=1))

    assert sorted(one.take_in_files().taken_in) == sorted([left, newer])


@pytest.mark.parametrize("name", ["notes.xml", "abc", "-.xml", "12-0badc0de."])
def test_what_is_no_claim_stays_where_somebody_put_it(one: CapitaOne, folder: Path, name: str) -> None:
    one.take_in_files()
    put(folder / "taking_in", name)

    assert one.take_in_files() == Taken()
    assert tree(folder) == [f"taking_in/{name}"]


def test_a_stop_after_the_index_was_written_changes_nothing_when_taken_up(one: CapitaOne, folder: Path) -> None:
    put(folder)
    one.take_in_files()
    next((folder / "done").iterdir()).rename(folder / "taking_in" / claim(ABANDONED_AFTER + 2))

    assert one.take_in_files() == Taken(seen_before=("8859901.xml",))
    assert olivers(one) == 1


def test_an_index_that_is_locked_leaves_the_file_waiting(
    one: CapitaOne, folder: Path, settings: CapitaOneSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdoor_capita_one.index.BUSY_SECONDS", 0.05)
    one.take_in_files()
    name = put(folder)
    other = sqlite3.connect(settings.index, isolation_level=None)
    other.execute("begin immediate")

    with pytest.raises(Unavailable, match="the index cannot be used"):
        one.take_in_files()
    other.execute("rollback")
    other.close()

    assert one.take_in_files() == Taken(taken_in=(name,))


@pytest.fixture
def unprivileged() -> Iterator[tuple[Path, Callable[[], Taken]]]:
    """A drop folder, and a round taken by a user to whom permissions matter: for root the system asks none."""
    with TemporaryDirectory() as name:  # `tmp_path` is closed to everybody else
        home, drop = Path(name), Path(name) / "drop"
        drop.mkdir()
        for each in (home, drop):
            each.chmod(0o777)
        one = CapitaOne(CapitaOneSettings(drop_folder=drop, index=home / "index.sqlite3"))

        def take_in() -> Taken:
            was = os.geteuid()
            if was == 0:
                os.seteuid(NOBODY)
            try:
                return one.take_in_files()
            finally:
                os.seteuid(was)

        yield drop, take_in


def test_a_file_that_may_not_be_read_is_put_aside_and_keeps_no_other_out(
    unprivileged: tuple[Path, Callable[[], Taken]],
) -> None:
    folder, take_in = unprivileged
    closed, good = put(folder, "a.xml"), put(folder, "b.xml")
    (folder / closed).chmod(0)

    assert take_in() == Taken(taken_in=(good,), quarantined=(closed,))
    assert reason(folder, closed) == "The user that runs the portal may not read this file\n"


def test_a_file_of_another_owner_that_may_only_be_read_is_taken_in(
    unprivileged: tuple[Path, Callable[[], Taken]],
) -> None:
    folder, take_in = unprivileged
    name = put(folder)
    (folder / name).chmod(0o444)

    assert take_in() == Taken(taken_in=(name,))


def test_a_file_that_cannot_be_put_aside_waits_and_keeps_no_other_out(
    one: CapitaOne, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one.take_in_files()
    bad, good = put(folder, "a.xml", defects=[Defect.TRUNCATED]), put(folder, "b.xml")
    (folder / "quarantine" / f"{bad}.reason.txt").mkdir()

    assert one.take_in_files() == Taken(taken_in=(good,), left=(bad,))
    assert tree(folder) == [bad, f"done/{good}"]
    assert caplog.messages == [
        "Capita ONE: a file in the drop folder could not be taken in (IsADirectoryError); it waits"
    ]


def test_a_file_that_breaks_the_reader_waits_and_keeps_no_other_out(
    one: CapitaOne, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = put(folder, "a.xml", version="20.0"), put(folder, "b.xml")

    def read(stream: BinaryIO) -> CtfFile:
        file = read_ctf(stream)
        return file if file.header.version == "21.0" else next(file.pupils).notes["canary"]  # type: ignore[return-value]

    monkeypatch.setattr("frontdoor_capita_one.reading.read_ctf", read)

    assert one.take_in_files() == Taken(taken_in=(good,), left=(bad,))
    assert caplog.messages == ["Capita ONE: a file in the drop folder could not be taken in (KeyError); it waits"]


def test_the_check_tells_of_a_file_that_waits_in_vain(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    one.take_in_files()
    bad = put(folder, "a.xml", defects=[Defect.TRUNCATED])
    (folder / "quarantine" / f"{bad}.reason.txt").mkdir()

    with pytest.raises(Unavailable) as problem:
        one.check()

    assert str(problem.value) == "Capita ONE: 1 of the files dropped could not be taken in"


def test_the_newest_file_wins_in_whatever_order_they_come(one: CapitaOne, folder: Path) -> None:
    for days in (0, -7):
        pupils = [evolve(pupil, year_group=str(days)) for pupil in PUPILS]
        written_at: datetime = WRITTEN_AT + timedelta(days=days)
        (folder / f"{days}.xml").write_bytes(ctf(SCHOOL, pupils, written_at=written_at))
        one.take_in_files()

    found = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)

    assert [record.year_group for record in found.value] == ["0"]
    assert found.as_at.day == 20


def test_a_pupil_keeps_its_id_from_file_to_file(one: CapitaOne, folder: Path) -> None:
    ids = []
    for days in (0, 1):
        put(folder, f"{days}.xml", written_at=WRITTEN_AT + timedelta(days=days))
        one.take_in_files()
        ids += [record.id for record in one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value]

    assert ids[0] == ids[1]


def test_a_pupil_who_moves_school_is_one_pupil(one: CapitaOne, folder: Path) -> None:
    put(folder)
    moved = [evolve(pupil, school=schools()[1]) for pupil in PUPILS]
    (folder / "moved.xml").write_bytes(ctf(schools()[1], moved, written_at=WRITTEN_AT + timedelta(days=1)))
    one.take_in_files()

    found = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value

    assert [record.school for record in found] == ["St Wystan's Catholic Primary School"]


def test_a_upn_that_two_pupils_carry_loses_neither(one: CapitaOne, folder: Path) -> None:
    put(folder, defects=[Defect.DUPLICATE_UPN])
    one.take_in_files()

    found = one.search_pupils(PersonQuery(upn=PUPILS[0].upn, limit=50), CALL).value

    assert sorted(str(record.name) for record in found) == sorted(str(pupil.name) for pupil in PUPILS)
    assert {record.notes["upn"] for record in found} == {
        "Two pupils in the file carry this UPN: ask the school which of them it belongs to"
    }


def test_a_shared_upn_that_the_school_sorts_out_leaves_one_record_each(one: CapitaOne, folder: Path) -> None:
    put(folder, "1.xml", defects=[Defect.DUPLICATE_UPN])
    put(folder, "2.xml", written_at=WRITTEN_AT + timedelta(days=1))
    one.take_in_files()

    found = one.search_pupils(PersonQuery(upn=PUPILS[0].upn), CALL).value

    assert [(record.name, record.notes) for record in found] == [(PUPILS[0].name, NOT_TOLD)]


@pytest.mark.parametrize("defect", [Defect.BAD_CHECK_LETTER, Defect.NO_UPN])
def test_a_upn_that_the_school_puts_right_leaves_one_record(one: CapitaOne, folder: Path, defect: Defect) -> None:
    put(folder, "1.xml", defects=[defect])
    one.take_in_files()
    before = [record.upn for record in one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value]
    put(folder, "2.xml", written_at=WRITTEN_AT + timedelta(days=1))
    one.take_in_files()

    found = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value

    assert before == [None]
    assert [record.upn for record in found] == [pupil.upn for pupil in PUPILS if pupil.name.family == "Ashdown"]


def test_a_new_upn_takes_the_place_of_the_temporary_one_the_school_names(one: CapitaOne, folder: Path) -> None:
    child = next(child for child in children() if child.key == "moved_in.chidi")
    assert child.pupil is not None
    now = child.pupil
    before = evolve(now, upn=now.former_upns[0], former_upns=())
    (folder / "1.xml").write_bytes(ctf(now.school, [before], written_at=WRITTEN_AT - timedelta(days=30)))
    (folder / "2.xml").write_bytes(ctf(now.school, [now]))
    one.take_in_files()

    by_either = [one.search_pupils(PersonQuery(upn=upn), CALL).value for upn in (now.upn, before.upn)]

    assert [[record.upn for record in found] for found in by_either] == [[now.upn], [now.upn]]
