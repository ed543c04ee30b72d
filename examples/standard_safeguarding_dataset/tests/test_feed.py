"""Everybody in the dataset, page by page, and what a further load means for who reads on."""

from collections.abc import Callable

import pytest

from frontdoor.connectors.failures import NotFound
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.domain.identifiers import Postcode
from frontdoor.testing.families import people, person
from frontdoor_ssd.connector import SafeguardingData

from .conftest import CALL, LOADED


def read_all(ssd: SafeguardingData, most: int) -> list[FeedPage]:
    pages = [ssd.list_changed_people("", most, CALL).value]
    while not pages[-1].is_last:
        pages.append(ssd.list_changed_people(pages[-1].cursor, most, CALL).value)
    return pages


@pytest.mark.parametrize("most", [0, 1, 7, 1000])
def test_the_pages_hold_everybody_once(ssd: SafeguardingData, most: int) -> None:
    pages = read_all(ssd, most)

    everybody = sorted(str(each.case_id) for each in people() if each.case_id)
    assert [each.id for page in pages for each in page.people] == everybody
    assert {page.total for page in pages} == {len(everybody)}
    assert max(len(page.people) for page in pages) <= max(1, most)


def test_an_identity_says_whom_a_record_is_about_the_current_postcode_first(
    ssd: SafeguardingData, change: Callable[..., None]
) -> None:
    for number, (begun, postcode) in enumerate((("2010", "WR81 4PL"), ("2020", "wr82 9aa"))):
        change(
            "INSERT INTO ssd_address (addr_table_id, addr_person_id, addr_address_start_date, addr_address_end_date,"
            f" addr_address_postcode) VALUES ('f{number}', '7000101', '{begun}-01-01 00:00:00',"
            f" '2024-01-01 00:00:00', '{postcode}')"
        )
    ella = person("ashdown.ella")

    assert ssd.list_changed_people("", 1, CALL).value.people == (
        PersonIdentity(
            id="7000101",
            name=ella.name,
            birth_date=ella.birth_date,
            sex=ella.sex,
            postcodes=(Postcode("WR80 1AB"), Postcode("WR82 9AA"), Postcode("WR81 4PL")),
            nhs_numbers=ella.nhs_numbers,
            upns=(ella.upn,) if ella.upn else (),
        ),
    )


def test_a_restricted_identity_is_an_id_and_a_name(ssd: SafeguardingData) -> None:
    imogen = person("restricted.imogen")
    told = {each.id: each for page in read_all(ssd, 50) for each in page.people}

    assert told[str(imogen.case_id)] == PersonIdentity(str(imogen.case_id), imogen.name, restricted=True)


def test_a_hidden_postcode_is_not_in_the_feed(ssd: SafeguardingData) -> None:
    told = {each.id: each for page in read_all(ssd, 50) for each in page.people}

    assert told[str(person("hidden_address.isla").case_id)].postcodes == ()


def test_nothing_is_new_until_the_dataset_is_loaded_again(ssd: SafeguardingData) -> None:
    cursor = read_all(ssd, 1000)[-1].cursor

    again = ssd.list_changed_people(cursor, 1000, CALL)

    assert (again.value.people, again.value.is_last, again.value.cursor, again.as_at) == ((), True, cursor, LOADED)


@pytest.mark.parametrize("most", [1, 1000], ids=["in the middle", "at the end"])
def test_after_another_load_everybody_is_read_anew(
    ssd: SafeguardingData, change: Callable[..., None], most: int
) -> None:
    cursor = ssd.list_changed_people("", most, CALL).value.cursor
    change("DELETE FROM ssd_person WHERE pers_person_id = '7000102'")
    change("INSERT INTO ssd_refresh VALUES ('2026-11-24 02:15:00+00:00')")

    with pytest.raises(NotFound, match="begin again"):
        ssd.list_changed_people(cursor, most, CALL)
    assert "7000102" not in {each.id for page in read_all(ssd, 50) for each in page.people}


def test_a_live_dataset_is_read_to_its_end_and_then_anew(connect: Callable[..., SafeguardingData]) -> None:
    ssd = connect(refreshed="", live=True)
    pages = read_all(ssd, 20)

    assert len({each.id for page in pages for each in page.people}) == pages[0].total
    with pytest.raises(NotFound):
        ssd.list_changed_people(pages[-1].cursor, 20, CALL)


@pytest.mark.parametrize("cursor", ["nonsense", "[]", '["a", "b", "c"]', "7", '{"a": 1}', "null"])
def test_what_is_no_cursor_of_ours_begins_again(ssd: SafeguardingData, cursor: str) -> None:
    with pytest.raises(NotFound):
        ssd.list_changed_people(cursor, 10, CALL)
