"""Searches follow One's enquiry, and no answer claims more than the files told."""

import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.failures import NotFound, RecordFault, RecordRejected, Unavailable
from frontdoor.connectors.pupils import KeyContact, PupilRecord
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import check_connectors, load_plugins
from frontdoor.testing.families import MadeUpPupil, children, person
from frontdoor_capita_one.connector import OTHER_VERSION, TOO_LITTLE, CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator import WRITTEN_AT, contacts_file, ctf, write_files

CALL = Call(acting_for="officer", purpose="test")
AS_AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


@pytest.fixture
def filled(one: CapitaOne, folder: Path) -> CapitaOne:
    """The connector with every made-up school's file waiting."""
    write_files(folder)
    return one


def pupil_of(key: str) -> MadeUpPupil:
    pupil = person(key).pupil
    assert pupil is not None
    return pupil


def names(answer: Answer[tuple[PupilRecord, ...]]) -> list[str]:
    return [str(record.name) for record in answer.value]


def test_it_keeps_the_promise_of_an_education_system(one: CapitaOne) -> None:
    assert isinstance(one, EducationSystem)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"family_name": "ashdown"}, ["Ella Ashdown", "Olly Ashdown"]),
        ({"family_name": "As"}, ["Ella Ashdown", "Olly Ashdown"]),
        ({"given_name": "ELL", "family_name": "Ash"}, ["Ella Ashdown"]),
        ({"given_name": "Jack", "family_name": "Smith"}, ["Jack Smith", "Jack Smith"]),
        ({"given_name": "Jack", "family_name": "Smith", "date_of_birth": date(2013, 10, 21)}, ["Jack Smith"]),
        ({"given_name": "Zofia"}, []),
        ({"family_name": "obrennan"}, ["Fionn O'Brennan", "Saoirse O'Brennan"]),
        ({"family_name": "O’Brennan"}, ["Fionn O'Brennan", "Saoirse O'Brennan"]),
        ({"family_name": "wiśniewska"}, ["Sofia Wisniewska"]),
        ({"family_name": "Llŷr Wŷn"}, ["Ffion Llyr-Wyn", "Sion Llyr-Wyn"]),
        ({"family_name": "al ahmad"}, ["Yusuf Al-Ahmad"]),
        ({"family_name": "marsh"}, ["Caitlin Yeats"]),
        ({"given_name": "Simon", "family_name": "Lee"}, ["Xiaoming Li"]),
        ({"family_name": "O", "given_name": "Min"}, ["Min-jun O"]),
        ({"family_name": "null"}, ["Max Null"]),
        ({"family_name": "%s or 1=1"}, []),
        ({"postcode": Postcode("WR80 5NP")}, ["Dawit Haile", "Zaynab Zaynab"]),
        ({"postcode": Postcode("WR80 5NP"), "given_name": "z"}, ["Zaynab Zaynab"]),
        ({"family_name": "ashdown", "date_of_birth": date(2001, 1, 1)}, []),
    ],
)
def test_a_search_finds_whoever_fits_every_given_part(
    filled: CapitaOne, query: dict[str, Any], found: list[str]
) -> None:
    assert names(filled.search_pupils(PersonQuery(**query), CALL)) == found


@pytest.mark.parametrize("child", [child for child in children() if child.pupil], ids=lambda child: child.key)
def test_every_pupil_is_found_by_upn_and_read_whole(filled: CapitaOne, child: Any) -> None:
    pupil: MadeUpPupil = child.pupil

    (record,) = filled.search_pupils(PersonQuery(upn=pupil.upn), CALL).value

    assert (record.name, record.upn, record.former_upns, record.sex, record.address, record.school) == (
        pupil.name,
        pupil.upn,
        pupil.former_upns,
        pupil.sex,
        pupil.address,
        pupil.school.name,
    )
    assert (record.year_group, record.sen_provision, record.looked_after, record.attendance) == (
        pupil.year_group,
        pupil.sen_provision,
        pupil.looked_after,
        pupil.attendance,
    )
    assert filled.get_pupil(record.id, CALL) == Answer(record, AS_AT)


def test_a_former_upn_finds_the_pupil_too(filled: CapitaOne) -> None:
    chidi = pupil_of("moved_in.chidi")

    assert names(filled.search_pupils(PersonQuery(upn=chidi.former_upns[0]), CALL)) == ["Chidi Okonkwo"]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ({}, ["family_name"]),
        ({"family_name": "A"}, ["family_name"]),
        ({"family_name": " - "}, ["family_name"]),
        ({"given_name": "E", "family_name": "A"}, ["given_name", "family_name"]),
        ({"date_of_birth": date(2014, 5, 17)}, ["date_of_birth"]),
        ({"nhs_number": NhsNumber("9990010374")}, ["nhs_number"]),
    ],
)
def test_less_than_ones_enquiry_asks_for_is_rejected_by_its_parts(
    filled: CapitaOne, query: dict[str, Any], parts: list[str]
) -> None:
    with pytest.raises(RecordRejected) as rejection:
        filled.search_pupils(PersonQuery(**query), CALL)

    assert rejection.value.faults == tuple(RecordFault(part, TOO_LITTLE) for part in parts)


def test_an_nhs_number_beside_a_name_is_not_compared_since_files_hold_none(filled: CapitaOne) -> None:
    query = PersonQuery(family_name="Ashdown", given_name="Ella", nhs_number=NhsNumber("9990010374"))

    assert names(filled.search_pupils(query, CALL)) == ["Ella Ashdown"]


@pytest.mark.parametrize(("limit", "found"), [(1, 1), (0, 1), (50, 2), (10_000, 2)])
def test_no_more_than_the_limit_are_found(filled: CapitaOne, limit: int, found: int) -> None:
    assert len(filled.search_pupils(PersonQuery(family_name="Ashdown", limit=limit), CALL).value) == found


def test_an_unknown_id_is_not_found(filled: CapitaOne) -> None:
    with pytest.raises(NotFound, match="has no such pupil"):
        filled.get_pupil("0000000000000000", CALL)


def test_an_id_says_nothing_of_the_pupil_and_differs_from_index_to_index(
    filled: CapitaOne, folder: Path, settings: CapitaOneSettings, tmp_path: Path
) -> None:
    query = PersonQuery(upn=pupil_of("ashdown.ella").upn)
    first = filled.search_pupils(query, CALL).value[0].id
    for done in (folder / "done").iterdir():
        done.rename(folder / done.name)

    second = CapitaOne(evolve(settings, index=tmp_path / "new.sqlite3")).search_pupils(query, CALL).value[0].id

    assert first != second


def test_an_answer_is_as_old_as_the_oldest_file_it_rests_on(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    ella = pupil_of("ashdown.ella")
    newer = ctf(ella.school, [ella], written_at=WRITTEN_AT + timedelta(hours=3))
    (folder / "newer.xml").write_bytes(newer)

    alone = one.search_pupils(PersonQuery(given_name="Ella", family_name="Ashdown"), CALL)
    both = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)

    assert (alone.as_at, both.as_at) == (AS_AT + timedelta(hours=3), AS_AT)


def test_none_found_is_as_old_as_the_school_heard_longest_ago(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    ella = pupil_of("ashdown.ella")
    (folder / "newer.xml").write_bytes(ctf(ella.school, [ella], written_at=WRITTEN_AT + timedelta(hours=3)))

    assert one.search_pupils(PersonQuery(family_name="Nobody"), CALL) == Answer((), AS_AT)


def test_before_the_first_file_nothing_is_said_to_be_none(one: CapitaOne) -> None:
    with pytest.raises(Unavailable, match="no transfer file has been taken in yet"):
        one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)
    with pytest.raises(Unavailable, match="no transfer file has been taken in yet"):
        one.check()


def test_a_sound_set_up_passes_its_check(filled: CapitaOne) -> None:
    filled.check()
    filled.close()


def test_a_folder_that_is_not_there_fails_the_check_without_its_path(settings: CapitaOneSettings) -> None:
    one = CapitaOne(evolve(settings, drop_folder=Path("/nowhere/canary")))

    with pytest.raises(Unavailable) as problem:
        one.check()

    assert str(problem.value) == "Capita ONE: the drop folder cannot be used (No such file or directory)"


def test_a_lost_folder_leaves_the_index_to_answer_and_is_logged(
    filled: CapitaOne, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = filled.search_pupils(PersonQuery(family_name="Ashdown"), CALL)
    shutil.rmtree(folder)

    with caplog.at_level(logging.WARNING):
        after = filled.search_pupils(PersonQuery(family_name="Ashdown"), CALL)

    assert after == before
    assert caplog.messages == ["Capita ONE: files could not be taken in (FileNotFoundError); the index answers"]


@pytest.mark.parametrize("content", [b"not a database at all, by any means", b"SQLite format 3\0" + b"\xff" * 4096])
def test_an_index_that_is_no_database_is_unavailable(
    one: CapitaOne, settings: CapitaOneSettings, content: bytes
) -> None:
    settings.index.write_bytes(content)

    with pytest.raises(Unavailable, match="the index cannot be used"):
        one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)


def test_an_index_of_another_version_says_what_to_do(one: CapitaOne, settings: CapitaOneSettings, folder: Path) -> None:
    with closing(sqlite3.connect(settings.index)) as connection:
        connection.execute("create table pupil (key text primary key)")
    write_files(folder)

    with pytest.raises(Unavailable) as problem:
        one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)
    settings.index.unlink()

    assert str(problem.value) == OTHER_VERSION
    assert names(one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)) == ["Ella Ashdown", "Olly Ashdown"]


def test_the_folder_is_looked_at_no_more_often_than_set(settings: CapitaOneSettings, folder: Path) -> None:
    one = CapitaOne(evolve(settings, look_every_seconds=3600.0))
    ella, oliver = pupil_of("ashdown.ella"), pupil_of("ashdown.oliver")
    (folder / "1.xml").write_bytes(ctf(ella.school, [ella]))
    first = names(one.search_pupils(PersonQuery(family_name="Ashdown"), CALL))
    (folder / "2.xml").write_bytes(ctf(oliver.school, [oliver]))

    second = names(one.search_pupils(PersonQuery(family_name="Ashdown"), CALL))

    assert (first, second, (folder / "2.xml").exists()) == (["Ella Ashdown"], ["Ella Ashdown"], True)


def test_a_file_dropped_later_is_found_by_the_next_search(one: CapitaOne, folder: Path) -> None:
    ella, oliver = pupil_of("ashdown.ella"), pupil_of("ashdown.oliver")
    (folder / "1.xml").write_bytes(ctf(ella.school, [ella]))
    one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)
    (folder / "2.xml").write_bytes(ctf(oliver.school, [oliver]))

    assert names(one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)) == ["Ella Ashdown", "Olly Ashdown"]


def test_a_call_without_time_leaves_files_for_the_next(filled: CapitaOne, folder: Path) -> None:
    with pytest.raises(Unavailable, match="no transfer file has been taken in yet"):
        filled.search_pupils(PersonQuery(family_name="Ashdown"), evolve(CALL, deadline=0.0))

    assert len(list(folder.glob("*.xml"))) == 7


def test_many_threads_search_while_files_come_in(make: Callable[[], CapitaOne], folder: Path) -> None:
    write_files(folder)
    one = make()
    problems: list[BaseException] = []
    found: list[list[str]] = []

    def search() -> None:
        try:
            query = PersonQuery(upn=pupil_of("ashdown.ella").upn)
            found.extend(names(one.search_pupils(query, CALL)) for _ in range(10))
        except BaseException as problem:
            problems.append(problem)

    def drop() -> None:
        for hours in range(1, 6):
            ella = pupil_of("ashdown.ella")
            content = ctf(ella.school, [ella], written_at=WRITTEN_AT + timedelta(hours=hours))
            partial = folder / f"{hours}.part"
            partial.write_bytes(content)
            partial.rename(folder / f"{hours}.xml")

    threads = [threading.Thread(target=search) for _ in range(8)] + [threading.Thread(target=drop)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert found == [["Ella Ashdown"]] * 80


def test_whom_to_ask_at_the_school_comes_from_the_councils_own_file(settings: CapitaOneSettings, folder: Path) -> None:
    contacts = folder.parent / "contacts.toml"
    contacts.write_text(contacts_file(), encoding="utf-8")
    write_files(folder)
    one = CapitaOne(evolve(settings, contacts=contacts))

    (record,) = one.search_pupils(
        PersonQuery(given_name="Jack", family_name="Smith", postcode=Postcode("WR80 4LM")), CALL
    ).value

    assert record.contacts == (
        KeyContact(
            "Ruth Ferrars",
            "Designated safeguarding lead",
            "01632 960231",
            "dsl@severnside.example",
            date(2026, 10, 1),
        ),
    )
    assert one.get_pupil(record.id, CALL).value == record


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "the contacts file cannot be read: FileNotFoundError"),
        ("[[contacts", "the contacts file cannot be read: TOMLDecodeError"),
        ('[[contacts]]\nschool = 5\nname = "A"\nrole = "B"', "must be str, not int @ $.contacts[0].school"),
        ('[[contacts]]\nschool = "1"\nname = "A"\nrole = "B"\nfax = "1"', "unknown key: fax @ $.contacts[0]"),
    ],
)
def test_a_contacts_file_with_a_fault_is_told_by_the_check(
    settings: CapitaOneSettings, folder: Path, text: str | None, fault: str
) -> None:
    contacts = folder.parent / "contacts.toml"
    if text is not None:
        contacts.write_text(text, encoding="utf-8")
    write_files(folder)

    with pytest.raises(Unavailable) as problem:
        CapitaOne(evolve(settings, contacts=contacts)).check()

    assert str(problem.value) == f"Capita ONE: school contacts: {fault}"


def test_it_is_found_by_its_entry_point_and_checked(folder: Path, tmp_path: Path) -> None:
    write_files(folder)
    table = {"drop_folder": str(folder), "index": str(tmp_path / "index.sqlite3")}

    loaded = load_plugins(PluginConfiguration(("capita_one",), {"capita_one": table}))

    assert loaded.report.faults == ()
    assert check_connectors(loaded) == ()
    assert [type(each.connector) for each in loaded.education] == [CapitaOne]


def test_every_faulty_setting_is_told() -> None:
    table = {"drop_folder": 5, "index": "x", "look_every_seconds": "often", "folder": "y"}

    loaded = load_plugins(PluginConfiguration(("capita_one",), {"capita_one": table}))

    assert [fault.message for fault in loaded.report.faults] == [
        "must be a path, not int @ $.drop_folder",
        "must be a number, not str @ $.look_every_seconds",
        "unknown key: folder @ $",
    ]


def test_a_upn_is_matched_as_a_whole(filled: CapitaOne) -> None:
    assert filled.search_pupils(PersonQuery(upn=Upn("B801200005001")), CALL).value == ()
