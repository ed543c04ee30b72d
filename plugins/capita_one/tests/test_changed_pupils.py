"""The feed of identities: everybody once, then whoever changed, and never more than was asked for."""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.failures import NotFound, Unavailable
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.testing.families import MadeUpPupil, children, person
from frontdoor_capita_one.arrival import Kind
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator import WRITTEN_AT, Defect, write_feed, write_files
from frontdoor_capita_one.simulator.feed_files import untaught, who

CALL = Call(acting_for="indexer", purpose="test")
HOUR = timedelta(hours=1)


def pupil_of(key: str) -> MadeUpPupil:
    pupil = person(key).pupil
    assert pupil is not None
    return pupil


CHIDI = pupil_of("moved_in.chidi")
ELLA = pupil_of("ashdown.ella")


def pages(one: CapitaOne, most: int, after: str = "") -> Iterator[FeedPage]:
    """The pages from a cursor to the last, a thousand at most."""
    for _ in range(1000):
        page = one.list_changed_pupils(after, most, CALL).value
        yield page
        if page.is_last:
            return
        after = page.cursor
    raise AssertionError("the feed has no end")


def everybody(one: CapitaOne, most: int = 10_000) -> dict[str, PersonIdentity]:
    return {each.id: each for page in pages(one, most) for each in page.people}


def start(one: CapitaOne) -> str:
    """The cursor after everybody."""
    return list(pages(one, 10_000))[-1].cursor


def since(one: CapitaOne, cursor: str) -> tuple[list[str], tuple[str, ...]]:
    """The names of whoever changed, and the ids that are gone."""
    page = one.list_changed_pupils(cursor, 10_000, CALL).value
    assert page.is_last
    return [str(each.name) for each in page.people], page.gone


@pytest.mark.parametrize("most", [1, 7, 10_000, 1_000_000])
def test_pages_of_any_size_hold_everybody_once(one: CapitaOne, folder: Path, most: int) -> None:
    write_files(folder)

    told = [each for page in pages(one, most) for each in page.people]

    pupils = [child.pupil for child in children() if child.pupil]
    assert sorted(str(each.name) for each in told) == sorted(str(pupil.name) for pupil in pupils)
    assert {page.total for page in pages(one, most)} == {len(pupils)}


def test_an_identity_tells_who_it_is_and_no_more(one: CapitaOne, folder: Path) -> None:
    moved = evolve(CHIDI, address=Address(("1 New Road",), Postcode("WR80 1AA")), name=PersonName("Chidi", "Obi"))
    write_files(folder, pupils=[CHIDI])
    write_files(folder, written_at=WRITTEN_AT + HOUR, pupils=[moved])

    (identity,) = everybody(one).values()

    assert CHIDI.address.postcode is not None
    assert identity == PersonIdentity(
        id=identity.id,
        name=PersonName("Chidi", "Obi"),
        other_names=(PersonName("Chidi", "Okonkwo"),),
        birth_date=BirthDate(CHIDI.birth_date),
        sex=Sex.MALE,
        postcodes=(Postcode("WR80 1AA"), CHIDI.address.postcode),
        upns=(CHIDI.upn, *CHIDI.former_upns),
    )


def test_the_id_of_the_feed_is_that_of_the_record(one: CapitaOne, folder: Path) -> None:
    write_files(folder, pupils=[ELLA])
    (identity,) = everybody(one).values()

    assert one.get_pupil(identity.id, CALL).value.name == ELLA.name


def test_from_the_cursor_on_whoever_changed_comes_and_nobody_else(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    cursor = start(one)
    assert since(one, cursor) == ([], ())

    write_files(folder, written_at=WRITTEN_AT + HOUR, pupils=[evolve(ELLA, address=Address(("1 New Road",)))])

    assert since(one, cursor) == (["Ella Ashdown"], ())


def test_a_weeks_files_with_new_attendance_only_change_nobody(one: CapitaOne, folder: Path) -> None:
    write_files(folder, pupils=[ELLA])
    cursor = start(one)
    write_files(folder, written_at=WRITTEN_AT + HOUR, pupils=[evolve(ELLA, attendance=())])

    assert since(one, cursor) == ([], ())


def test_a_withdrawn_pupil_is_gone_and_comes_back_with_the_same_id(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    cursor = start(one)
    (pupil_id,) = (each.id for each in everybody(one).values() if each.name == ELLA.name)
    write_feed(folder, rows={Kind.WITHDRAWN: [who(ELLA)]})
    assert since(one, cursor) == ([], (pupil_id,))

    write_files(folder, written_at=WRITTEN_AT + HOUR)

    assert since(one, cursor) == (["Ella Ashdown"], ())
    with pytest.raises(NotFound):
        one.get_pupil("0" * 16, CALL)


def test_a_child_of_the_feed_alone_comes_and_goes_with_its_snapshot(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    other = {**untaught(), "given_name": "Jory", "upn": ""}
    write_feed(folder, WRITTEN_AT, {Kind.MISSING_EDUCATION: [untaught(), other]})
    cursor = start(one)
    (pupil_id,) = (each.id for each in everybody(one).values() if each.name.given == "Merryn")

    write_feed(folder, WRITTEN_AT + HOUR, {Kind.MISSING_EDUCATION: [other]})

    assert since(one, cursor) == ([], (pupil_id,))


def test_a_upn_that_is_contested_belongs_to_its_holder_alone(one: CapitaOne, folder: Path) -> None:
    pupils = [evolve(pupil_of(key), school=ELLA.school) for key in ("ashdown.ella", "arabic.yusuf")]
    write_files(folder, pupils=pupils)
    write_files(folder, written_at=WRITTEN_AT + HOUR, pupils=pupils, defects=[Defect.WRONG_PERSON])

    upns = [each.upns for each in everybody(one).values()]

    assert sorted(upns, key=repr) == sorted([(pupils[0].upn,), (pupils[1].upn,), (), ()], key=repr)


@pytest.mark.parametrize("cursor", ["0", "x", "0123456789abcdef-3", "-1", "é-１", "a-" + "9" * 40])
def test_a_cursor_of_another_index_is_not_found(one: CapitaOne, folder: Path, cursor: str) -> None:
    write_files(folder)

    with pytest.raises(NotFound, match="begin again"):
        one.list_changed_pupils(cursor, 10, CALL)


def test_an_index_that_was_made_anew_asks_to_begin_again(
    make: Callable[[], CapitaOne], folder: Path, settings: CapitaOneSettings
) -> None:
    write_files(folder)
    cursor = start(make())
    settings.index.unlink()
    write_files(folder, written_at=WRITTEN_AT + HOUR)

    with pytest.raises(NotFound, match="begin again"):
        make().list_changed_pupils(cursor, 10, CALL)


def test_before_the_first_file_the_feed_is_not_empty_but_unavailable(one: CapitaOne) -> None:
    with pytest.raises(Unavailable, match="no transfer file has been taken in yet"):
        one.list_changed_pupils("", 10, CALL)


def test_the_feed_is_as_old_as_the_school_heard_longest_ago(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    write_files(folder, written_at=WRITTEN_AT + HOUR, pupils=[ELLA])

    assert one.list_changed_pupils("", 10, CALL).as_at == WRITTEN_AT.replace(tzinfo=UTC)


def test_whoever_changes_between_two_pages_is_not_left_out(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    first = one.list_changed_pupils("", 5, CALL).value
    changed = next(each for each in everybody(one).values() if each.id == first.people[0].id)
    pupil = next(c.pupil for c in children() if c.pupil and c.pupil.name == changed.name)
    write_files(folder, written_at=WRITTEN_AT + HOUR, pupils=[evolve(pupil, address=Address(("1 New Road",)))])

    rest = [each for page in pages(one, 5, first.cursor) for each in page.people]

    assert changed.id in {each.id for each in rest}
    assert len({each.id for each in (*first.people, *rest)}) == first.total
