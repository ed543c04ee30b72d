"""The feed holds everybody, page by page, and after a refresh it begins anew."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.failures import NotFound, RecordFault, RecordRejected
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.conversion import structure
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.secrets.references import Secret
from frontdoor.testing import families
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.settings import MosaicSettings
from frontdoor_mosaic.simulator import Simulator

Stand = tuple[Simulator, Mosaic]


@pytest.fixture(params=["sqlite", "postgresql"])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    """A stand-in of the test's own and a connector to it, on both kinds of mart."""
    make: Callable[[], str] = request.getfixturevalue("new_database") if request.param == "postgresql" else str
    with Simulator(tmp_path / "mosaic", mart=make()) as simulator:
        connector = Mosaic(structure(simulator.settings, MosaicSettings), lambda _: Secret("made-up"))
        yield simulator, connector
        connector.close()


def walk(connector: Mosaic, call: Call, cursor: str = "", most: int = 7) -> list[FeedPage]:
    """The pages from a cursor to the end of the walk."""
    pages = [connector.list_changed_people(cursor, most, call).value]
    while not pages[-1].is_last:
        pages.append(connector.list_changed_people(pages[-1].cursor, most, call).value)
    return pages


def people(pages: list[FeedPage]) -> dict[str, PersonIdentity]:
    return {each.id: each for page in pages for each in page.people}


def test_everybody_is_told_as_they_are(stand: Stand, call: Call) -> None:
    ids = {person.key: person.case_id or "" for person in families.people()}
    expected = {}
    for person in families.people():
        if person.case_id is None:
            continue
        upns = (person.upn, *person.former_upns) if person.upn else person.former_upns
        known = PersonIdentity(
            id=person.case_id,
            name=person.name,
            other_names=person.other_names,
            birth_date=person.birth_date,
            sex=person.sex,
            postcodes=(person.address.postcode,) if person.address.postcode else (),
            nhs_numbers=person.nhs_numbers,
            upns=upns,
            duplicate_of=ids[person.duplicate_of] if person.duplicate_of else "",
        )
        closed = PersonIdentity(person.case_id, person.name, restricted=True)
        expected[person.case_id] = closed if person.restricted else known

    assert people(walk(stand[1], call)) == expected


def test_every_page_says_how_many_there_are_and_is_no_longer_than_asked(stand: Stand, call: Call) -> None:
    pages = walk(stand[1], call)
    everybody = len(people(pages))
    assert {page.total for page in pages} == {everybody}
    assert {len(page.people) for page in pages[:-1]} == {7}


def test_a_walk_that_is_over_leads_to_nothing_more_until_the_mart_is_refreshed(stand: Stand, call: Call) -> None:
    last = walk(stand[1], call)[-1]
    assert stand[1].list_changed_people(last.cursor, 7, call).value == evolve(last, people=())


def test_after_a_refresh_the_cursor_is_too_old_and_whoever_begins_again_learns_what_changed(
    stand: Stand, call: Call
) -> None:
    simulator, connector = stand
    before = walk(connector, call)
    changed, removed = simulator.change_somebody(), simulator.remove_somebody()

    with pytest.raises(NotFound):
        connector.list_changed_people(before[-1].cursor, 7, call)

    after = people(walk(connector, call))
    assert {each for each in people(before) if each not in after} == {removed}
    assert {each for each in after if after[each] != people(before)[each]} == {changed}


def test_a_refresh_within_a_walk_lets_it_arrive_and_makes_it_not_the_last_one(stand: Stand, call: Call) -> None:
    simulator, connector = stand
    first = connector.list_changed_people("", 7, call).value
    simulator.change_somebody()
    rest = connector.list_changed_people(first.cursor, 10_000, call).value

    assert (rest.is_last, len(rest.people)) == (False, (rest.total or 0) - 7)
    with pytest.raises(NotFound):
        connector.list_changed_people(rest.cursor, 7, call)


def test_a_refresh_in_which_nobody_changed_begins_anew_as_well(stand: Stand, call: Call) -> None:
    # That nobody changed is what the mart cannot say.
    cursor = walk(stand[1], call)[-1].cursor
    stand[0].catch_up()
    with pytest.raises(NotFound):
        stand[1].list_changed_people(cursor, 7, call)


def test_former_postcodes_follow_the_one_that_is_current(stand: Stand, call: Call) -> None:
    simulator, connector = stand
    simulator.store.change("UPDATE DM_ADDRESSES SET END_DATE = '2020-01-01' WHERE PERSON_ID = 7000101")
    simulator.store.insert(
        "DM_ADDRESSES",
        {
            "REF_ADDRESSES_PEOPLE_ID": 999_001,
            "REF_ADDRESS_ID": 999_001,
            "PERSON_ID": 7000101,
            "ADDRESS": "1 New Street",
            "POST_CODE": "wr833zz",
            "IS_DISPLAY_ADDRESS": "Y",
        },
    )
    simulator.catch_up()
    assert people(walk(connector, call))["7000101"].postcodes == (Postcode("WR83 3ZZ"), Postcode("WR80 1AB"))


@pytest.mark.parametrize(
    "cursor", ["x", "1-2-3", "1-2-3-2", "-", "1-2-3-1\n", "1' OR 1=1 --", "1-9999999999999999999-3-0"]
)
def test_a_cursor_that_is_none_of_ours_is_not_found(reader: Mosaic, call: Call, cursor: str) -> None:
    with pytest.raises(NotFound):
        reader.list_changed_people(cursor, 7, call)


@pytest.mark.parametrize("most", [0, 10_001])
def test_a_page_of_an_impossible_size_is_refused(reader: Mosaic, call: Call, most: int) -> None:
    with pytest.raises(RecordRejected) as refused:
        reader.list_changed_people("", most, call)
    assert refused.value.faults == (RecordFault("most", "must be 1 to 10000"),)


def test_many_people_are_all_told_with_possible_numbers(stand: Stand, call: Call) -> None:
    simulator, connector = stand
    before = len(people(walk(connector, call)))
    simulator.populate(3_000, seed=7)

    told = people(walk(connector, call, most=1_000))

    assert len(told) == before + 3_000
    numbers = [number for each in told.values() for number in each.nhs_numbers]
    assert len(numbers) == len(set(numbers)) > 2_900
    assert all(number.is_test_number for number in numbers)
    assert len([each for each in told.values() if len(each.postcodes) == 2]) > 1_000


def test_the_same_seed_makes_the_same_people(tmp_path: Path, call: Call) -> None:
    told = []
    for folder in ("one", "two"):
        with Simulator.start(tmp_path / folder) as simulator:
            simulator.populate(200, seed=3)
            connector = Mosaic(structure(simulator.settings, MosaicSettings), lambda _: Secret("made-up"))
            told.append(people(walk(connector, call, most=1_000)))
            connector.close()
    assert told[0] == told[1]


def test_an_unborn_child_a_bad_number_and_an_unknown_sex_are_told_as_what_they_are(stand: Stand, call: Call) -> None:
    simulator, connector = stand
    simulator.store.insert(
        "DM_PERSONS",
        {
            "PERSON_ID": 42,
            "FULL_NAME": "Baby Quennevais",
            "DATE_OF_BIRTH": "2099-01-31",
            "GENDER": "I",
            "NHS_ID": 9990010375,
            "UPN_ID": "P885990118108",
        },
    )
    simulator.store.insert(
        "DM_PERSON_REFERENCES",
        {"REFERENCE_ID": 999_002, "PERSON_ID": 42, "REFERENCE_TYPE": "NHS", "REFERENCE": "999 001 0374"},
    )
    simulator.store.insert(
        "DM_PERSON_REFERENCES",
        {"REFERENCE_ID": 999_003, "PERSON_ID": 42, "REFERENCE_TYPE": "NHS1", "REFERENCE": "9990010374"},
    )
    simulator.store.insert(
        "DM_PERSON_REFERENCES",
        {"REFERENCE_ID": 999_004, "PERSON_ID": 42, "REFERENCE_TYPE": "UPN", "REFERENCE": "p885990118107"},
    )
    simulator.catch_up()
    assert people(walk(connector, call))["42"] == PersonIdentity(
        id="42",
        name=PersonName(family="Baby Quennevais"),
        birth_date=BirthDate(date(2099, 1, 31), BirthDateKind.EXPECTED),
        sex=Sex.UNKNOWN,
        nhs_numbers=(NhsNumber("9990010374"),),
        upns=(Upn("P885990118107"),),
    )
