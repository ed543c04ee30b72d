"""Refreshing the index: it ends as the source is, whatever happens in between, and says how old it is."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests.fakes import Clock, office_on, sqlite_work
from reference_portal.tests.listing_system import AS_AT, ListingSystem, connected, gateway_to, made_up

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.failures import ConnectorFailure, CredentialsRefused, NotFound, RateLimited, Unavailable
from frontdoor.connectors.feed import PersonIdentity
from frontdoor_portal.connections.feeds import SystemFeeds
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.people import FeedFailure, PeopleCount, PeopleFeed
from frontdoor_portal.use_cases.people_status import PeopleStatus, people_status
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refresh_people import NoFeed, PeopleProgress, refresh_people, sources_with_feeds
from frontdoor_portal.use_cases.refusals import Stale

EVERYBODY = tuple(made_up(number) for number in range(10))


@frozen
class Scene:
    """An office with one system, `mosaic`, which gives three people a page."""

    system: ListingSystem
    office: Office
    clock: Clock

    def refresh(self, *, whole: bool = False) -> PeopleFeed:
        return refresh_people(self.office, "mosaic", lambda _: None, whole=whole)

    def interrupt_after(self, pages: int) -> None:
        """A refresh that is stopped once so many pages are kept."""

        def report(progress: PeopleProgress) -> None:  # noqa: ARG001
            nonlocal pages
            pages -= 1
            if pages < 0:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            refresh_people(self.office, "mosaic", report)

    def index(self) -> dict[str, PersonIdentity]:
        return index(self.office)

    def audited(self) -> list[str]:
        with self.office.work.reading() as tx:
            return [entry.detail for entry in tx.audit.of_subject("mosaic")]


def index(office: Office) -> dict[str, PersonIdentity]:
    """Whoever the index holds of `mosaic`, of the first hundred."""
    with office.work.reading() as tx:
        found = [tx.people.get("mosaic", f"p-{number}") for number in range(100)]
        held = {each.id: each for each in found if each is not None}
        assert tx.people.counts().get("mosaic", PeopleCount()).people == len(held)
    return held


def counted(scene: Scene) -> int:
    with scene.office.work.reading() as tx:
        return tx.people.counts()["mosaic"].people


def scene_on(work: SqlWork, **system: object) -> Scene:
    clock = Clock()
    listing = ListingSystem(most_a_page=3)
    listing.write(*EVERYBODY)
    gateway = gateway_to(clock, connected(listing, **system))  # type: ignore[arg-type]
    office = office_on(work, clock, gateway=gateway, feeds=SystemFeeds(gateway, sleep=lambda _: None))
    return Scene(listing, office, clock)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return scene_on(sqlite_work(tmp_path))


def test_the_index_is_as_the_source_is(scene: Scene) -> None:
    feed = scene.refresh()
    assert scene.index() == scene.system.people
    assert feed == PeopleFeed(
        "mosaic", walk=1, started_at=scene.clock(), is_under_way=False, cursor="0:10", read=10, oldest_page=AS_AT,
        finished_at=scene.clock(), as_at=AS_AT, version=5,
    )  # fmt: skip


def test_each_page_is_reported_with_what_the_source_says_it_has(scene: Scene) -> None:
    told: list[tuple[int, int | None]] = []
    refresh_people(scene.office, "mosaic", lambda progress: told.append((progress.feed.read, progress.total)))
    assert told == [(0, None), (3, 10), (6, 10), (9, 10), (10, 10)]


def test_what_changed_is_read_from_the_cursor_on(scene: Scene) -> None:
    scene.refresh()
    scene.clock.pass_time(days=1)
    scene.system.write(made_up(3, revision=1), made_up(20))
    scene.system.remove("p-4")
    scene.system.as_at = AS_AT + timedelta(days=1)
    feed = scene.refresh()
    assert scene.index() == scene.system.people
    assert (feed.walk, feed.is_whole_walk, feed.read, feed.removed) == (1, False, 2, 1)
    assert (feed.as_at, feed.finished_at) == (scene.system.as_at, scene.clock())


def test_a_refresh_of_nothing_new_changes_nothing_but_its_times(scene: Scene) -> None:
    before = scene.refresh()
    scene.clock.pass_time(hours=1)
    now = scene.clock()
    expected = evolve(before, is_whole_walk=False, started_at=now, finished_at=now, read=0, version=before.version + 2)
    assert scene.refresh() == expected


def test_an_interrupted_walk_goes_on_where_it_stopped(scene: Scene) -> None:
    scene.interrupt_after(pages=2)
    kept = set(scene.index())
    scene.system.calls.clear()
    feed = scene.refresh()
    assert (kept, scene.system.calls) == ({f"p-{number}" for number in range(6)}, ["0:6", "0:9"])
    assert (scene.index(), feed.read, feed.walk) == (scene.system.people, 10, 1)


def test_an_interrupted_walk_is_as_old_as_its_oldest_page(scene: Scene) -> None:
    scene.interrupt_after(pages=2)
    scene.system.as_at = scene.clock()
    assert scene.refresh().as_at == AS_AT


def test_a_walk_from_the_beginning_drops_whom_the_source_no_longer_names(scene: Scene) -> None:
    scene.refresh()
    scene.system.forget("p-2")
    feed = scene.refresh(whole=True)
    assert scene.index() == scene.system.people
    assert (feed.walk, feed.read, feed.removed) == (2, 9, 1)


def test_nobody_is_dropped_until_the_walk_is_at_its_end(scene: Scene) -> None:
    scene.refresh()
    scene.system.forget("p-9")
    scene.system.failures = {7: Unavailable("down")}
    failed = scene.refresh(whole=True)
    assert (failed.failure, set(scene.index())) == (FeedFailure.UNAVAILABLE, {each.id for each in EVERYBODY})
    scene.refresh()
    assert scene.index() == scene.system.people


def test_a_cursor_that_is_too_old_begins_again(scene: Scene) -> None:
    scene.refresh()
    scene.system.forget("p-0")
    feed = scene.refresh()
    assert scene.index() == scene.system.people
    assert (feed.walk, feed.is_whole_walk, feed.read, feed.removed, feed.failure) == (2, True, 9, 1, None)


def test_a_source_that_lost_most_of_its_people_is_not_believed_until_somebody_says_so(scene: Scene) -> None:
    everybody = [made_up(number) for number in range(220)]
    scene.system.most_a_page = 50
    scene.system.write(*everybody)
    before = scene.refresh()
    for lost in everybody[100:]:
        scene.system.forget(lost.id)
    doubted = [scene.refresh(), scene.refresh()]
    held_meanwhile = counted(scene)
    believed = scene.refresh(whole=True)
    assert [(feed.failure, feed.as_at) for feed in doubted] == [(FeedFailure.SHRUNK, before.as_at)] * 2
    assert (held_meanwhile, counted(scene)) == (220, 100)
    assert (believed.failure, believed.removed) == (None, 120)


def test_a_source_that_has_its_people_back_is_believed_again(scene: Scene) -> None:
    everybody = [made_up(number) for number in range(220)]
    scene.system.write(*everybody)
    scene.refresh()
    for lost in everybody[100:]:
        scene.system.forget(lost.id)
    doubted = scene.refresh()
    scene.system.write(*everybody[100:])
    feed = scene.refresh()
    assert (doubted.failure, feed.failure, feed.removed, counted(scene)) == (FeedFailure.SHRUNK, None, 0, 220)


def test_a_source_that_knows_no_beginning_is_not_asked_for_ever(scene: Scene) -> None:
    scene.system.failures = {1: NotFound("what?"), 2: NotFound("what?")}
    feed = scene.refresh()
    assert (feed.failure, len(scene.system.calls)) == (FeedFailure.NOT_TRUSTED, 2)


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (Unavailable("down"), FeedFailure.UNAVAILABLE),
        (CredentialsRefused("no"), FeedFailure.ACCOUNT_REFUSED),
        (RateLimited(3600), FeedFailure.RATE_LIMITED),
        (ValueError("Zaynab"), FeedFailure.NOT_TRUSTED),
    ],
)
def test_a_source_that_fails_leaves_the_index_as_it_is_and_says_so(
    scene: Scene, failure: BaseException, code: FeedFailure
) -> None:
    before = scene.refresh()
    scene.clock.pass_time(days=1)
    scene.system.write(made_up(50))
    scene.system.failures = {len(scene.system.calls) + 1: failure}
    feed = scene.refresh()
    assert (set(scene.index()), feed.as_at) == ({each.id for each in EVERYBODY}, before.as_at)
    assert (feed.failure, feed.failed_at, feed.is_under_way) == (code, scene.clock(), True)


def test_a_refresh_that_ends_well_clears_the_failure(scene: Scene) -> None:
    scene.system.failures = {2: Unavailable("down")}
    failed = scene.refresh()
    feed = scene.refresh()
    assert (failed.failure, failed.as_at) == (FeedFailure.UNAVAILABLE, None)
    assert (feed.failure, feed.failed_at, feed.read) == (None, None, 10)


def test_two_refreshes_of_one_source_do_not_undo_each_other(scene: Scene) -> None:
    def report(progress: PeopleProgress) -> None:
        if progress.feed.read == 3:
            scene.refresh()

    with pytest.raises(Stale):
        refresh_people(scene.office, "mosaic", report)
    assert scene.index() == scene.system.people


def test_a_refresh_is_audited_by_counts_and_source(scene: Scene) -> None:
    scene.refresh()
    scene.system.remove("p-1")
    scene.system.failures = {len(scene.system.calls) + 1: Unavailable("down")}
    scene.refresh()
    with scene.office.work.reading() as tx:
        assert tx.audit.of_subject("mosaic") == tuple(
            AuditEntry(scene.clock(), "operator", Action.REFRESHED_PEOPLE, "mosaic", "index of people", detail)
            for detail in (
                "begun,walk=1,read=0,removed=0",
                "finished,walk=1,read=10,removed=0",
                "begun,walk=1,read=0,removed=0",
                "unavailable,walk=1,read=0,removed=0",
            )
        )


@pytest.mark.parametrize("level", [Level.MANUAL, Level.NONE])
def test_a_source_that_is_not_called_for_its_people_is_never_asked(tmp_path: Path, level: Level) -> None:
    capabilities = Capabilities({Operation.LIST_CHANGED_PEOPLE: level, Operation.LIST_CHANGED_PUPILS: Level.NATIVE})
    scene = scene_on(sqlite_work(tmp_path), capabilities=capabilities)
    with pytest.raises(NoFeed):
        scene.refresh()
    assert (sources_with_feeds(scene.office), scene.system.calls) == ((), [])


def test_the_status_counts_people_and_never_names_one(scene: Scene) -> None:
    before = people_status(scene.office)
    feed = scene.refresh()
    assert before == (PeopleStatus("mosaic", "Mosaic", Level.NATIVE, None, PeopleCount()),)
    assert people_status(scene.office) == (PeopleStatus("mosaic", "Mosaic", Level.NATIVE, feed, PeopleCount(10, 1)),)


def test_the_status_still_tells_of_a_system_that_is_not_connected_any_more(scene: Scene) -> None:
    feed = scene.refresh()
    alone = evolve(scene.office, gateway=gateway_to(scene.clock))
    assert people_status(alone) == (PeopleStatus("mosaic", "mosaic", None, feed, PeopleCount(10, 1)),)


FAILURES: tuple[ConnectorFailure, ...] = (Unavailable("down"), RateLimited(1.0))
PEOPLE = st.integers(0, 25)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), PEOPLE, st.integers(0, 3)),
        st.tuples(st.just("remove"), PEOPLE),
        st.tuples(st.just("forget"), PEOPLE),
        st.tuples(st.just("page size"), st.integers(1, 9)),
        st.tuples(st.just("refresh")),
        st.tuples(st.just("whole refresh")),
        st.tuples(st.just("fail at"), st.integers(1, 4), st.sampled_from(FAILURES)),
        st.tuples(st.just("interrupt"), st.integers(0, 4)),
    ),
    max_size=25,
)


def in_turn(scene: Scene, step: tuple[object, ...]) -> None:
    match step:
        case ("write", int(number), int(revision)):
            scene.system.write(made_up(number, revision))
        case ("remove", number):
            scene.system.remove(f"p-{number}")
        case ("forget", number):
            scene.system.forget(f"p-{number}")
        case ("page size", int(size)):
            scene.system.most_a_page = size
        case ("refresh",):
            scene.refresh()
        case ("whole refresh",):
            scene.refresh(whole=True)
        case ("fail at", int(call), ConnectorFailure() as failure):
            scene.system.failures = {len(scene.system.calls) + call: failure}
        case ("interrupt", int(pages)):
            stop_after(scene, pages)
        case _:
            raise AssertionError(step)


def stop_after(scene: Scene, pages: int) -> None:
    def report(progress: PeopleProgress) -> None:  # noqa: ARG001
        nonlocal pages
        pages -= 1
        if pages < 0:
            raise InterruptedError

    try:
        refresh_people(scene.office, "mosaic", report)
    except InterruptedError:
        return


@settings(max_examples=60)
@given(steps=STEPS, repeats=st.booleans())
def test_whatever_happened_the_index_ends_as_the_source_is(steps: list[tuple[object, ...]], repeats: bool) -> None:
    with TemporaryDirectory() as folder:
        scene = scene_on(sqlite_work(Path(folder)))
        scene.system.repeats = repeats
        for step in steps:
            in_turn(scene, step)
        scene.system.failures = {}
        assert scene.refresh().failure is None
        assert scene.index() == scene.system.people
