"""The index of people on both databases: bulk writes that replace, counts, removals, and one reader a feed."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from attrs import evolve
from reference_portal.tests.listing_system import made_up
from sqlalchemy import Engine, text

from frontdoor.connectors.feed import PersonIdentity
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.people import FeedFailure, PeopleCount, PeopleFeed
from frontdoor_portal.use_cases.refusals import Stale

NOW = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)
FEED = PeopleFeed("mosaic", walk=1, started_at=NOW)
EVERYBODY = [made_up(number) for number in range(40)]


def put(work: SqlWork, people: Sequence[PersonIdentity], source: str = "mosaic", walk: int = 1) -> None:
    with work.begin() as tx:
        tx.people.put(source, people, walk)


def held(work: SqlWork, source: str = "mosaic") -> list[PersonIdentity]:
    """Whoever of the forty the index holds of a source."""
    with work.reading() as tx:
        found = [tx.people.get(source, each.id) for each in EVERYBODY]
    return [each for each in found if each is not None]


def test_everybody_comes_back_as_they_went_in(work: SqlWork) -> None:
    put(work, EVERYBODY)
    assert held(work) == EVERYBODY


def test_somebody_who_comes_again_is_replaced_and_keeps_their_number(work: SqlWork, engine: Engine) -> None:
    put(work, EVERYBODY)
    numbers = text("SELECT record_id, id FROM people ORDER BY id")
    with engine.connect() as connection:
        before = connection.execute(numbers).all()
    changed = [made_up(number, revision=2) for number in range(40)]
    put(work, list(reversed(changed)))
    with engine.connect() as connection:
        assert (held(work), connection.execute(numbers).all()) == (changed, before)


def test_an_id_is_one_sources_own(work: SqlWork) -> None:
    put(work, EVERYBODY[:2], "mosaic")
    put(work, EVERYBODY[1:3], "capita_one")
    with work.begin() as tx:
        tx.people.remove("mosaic", ["p-1"])
    assert (held(work, "mosaic"), held(work, "capita_one")) == (EVERYBODY[:1], EVERYBODY[1:3])


def test_removing_counts_those_who_were_held(work: SqlWork) -> None:
    put(work, EVERYBODY)
    with work.begin() as tx:
        removed = (tx.people.remove("mosaic", ["p-0", "p-5", "nobody"]), tx.people.remove("mosaic", []))
    assert (removed, held(work)) == ((2, 0), [each for each in EVERYBODY if each.id not in {"p-0", "p-5"}])


def test_whoever_a_walk_did_not_name_is_dropped_of_that_source_alone(work: SqlWork) -> None:
    put(work, EVERYBODY)
    put(work, EVERYBODY, "capita_one")
    put(work, EVERYBODY[:10], walk=2)
    with work.begin() as tx:
        dropped = tx.people.remove_not_named_in("mosaic", 2)
    assert (dropped, held(work), held(work, "capita_one")) == (30, EVERYBODY[:10], EVERYBODY)


def test_people_are_counted_by_source(work: SqlWork) -> None:
    put(work, EVERYBODY)
    put(work, EVERYBODY[:3], "capita_one")
    with work.reading() as tx:
        assert tx.people.counts() == {"mosaic": PeopleCount(40, 5), "capita_one": PeopleCount(3, 0)}


def test_an_empty_index_has_no_counts_and_no_feeds(work: SqlWork) -> None:
    with work.reading() as tx:
        assert (tx.people.counts(), tx.people.feeds(), tx.people.feed("mosaic")) == ({}, (), None)


def test_a_feed_comes_back_as_it_was_saved(work: SqlWork) -> None:
    whole = evolve(
        FEED, is_under_way=False, is_whole_walk=False, cursor="c:1", read=7, removed=2, oldest_page=NOW,
        finished_at=NOW, as_at=NOW, failure=FeedFailure.NOT_TRUSTED, failed_at=NOW,
    )  # fmt: skip
    with work.begin() as tx:
        saved = [tx.people.save_feed(FEED), tx.people.save_feed(evolve(FEED, source="capita_one"))]
    with work.begin() as tx:
        again = tx.people.save_feed(evolve(whole, version=1))
    with work.reading() as tx:
        assert (tx.people.feed("mosaic"), tx.people.feeds()) == (again, (saved[1], again))
    assert again == evolve(whole, version=2)


@pytest.mark.parametrize("version", [0, 1])
def test_a_feed_that_another_refresh_read_on_is_stale(work: SqlWork, version: int) -> None:
    with work.begin() as tx:
        tx.people.save_feed(tx.people.save_feed(FEED))
    with pytest.raises(Stale), work.begin() as tx:
        tx.people.save_feed(evolve(FEED, version=version))


def test_a_page_and_its_cursor_are_dropped_together(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.people.save_feed(tx.people.save_feed(FEED))

    def keep_a_page() -> None:
        with work.begin() as tx:
            tx.people.put("mosaic", EVERYBODY, 1)
            tx.people.save_feed(evolve(FEED, cursor="c:1", version=1))

    with pytest.raises(Stale):
        keep_a_page()
    assert held(work) == []
