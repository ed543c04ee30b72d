"""The words of all names are read once, and anew when the list has changed and enough time has passed."""

import threading
from itertools import count

from frontdoor.matching import default_model
from frontdoor_portal.use_cases.searching.known_names import KnownNames, NameCache, known_names

BEFORE, AFTER = (("mosaic", 1),), (("mosaic", 2),)


def names(stamp: tuple[tuple[str, int], ...]) -> KnownNames:
    return known_names(stamp, {"zaynab": 1}, 1, default_model())


def test_nothing_is_at_hand_until_somebody_waited_for_it() -> None:
    cache = NameCache()
    assert cache.at_hand(BEFORE, lambda: names(BEFORE)) is None
    known = cache.current(BEFORE, lambda: names(BEFORE))
    assert cache.at_hand(BEFORE, lambda: names(BEFORE)) is known


def test_whoever_waits_behind_another_does_not_read_again() -> None:
    cache, reads = NameCache(), count()

    def read() -> KnownNames:
        next(reads)
        return names(BEFORE)

    assert cache.wait_for(BEFORE, read) is cache.wait_for(BEFORE, read)
    assert next(reads) == 1


def test_a_list_that_changed_a_moment_ago_is_not_read_again_at_every_search() -> None:
    seconds = iter((0.0, 59.0))
    cache = NameCache(patience=60, clock=lambda: next(seconds))
    first = cache.wait_for(BEFORE, lambda: names(BEFORE))
    assert cache.at_hand(AFTER, lambda: names(AFTER)) is first


def test_later_it_is_read_beside_the_search_that_finds_it_old() -> None:
    seconds = iter((0.0, 61.0, 61.0))
    cache = NameCache(patience=60, clock=lambda: next(seconds))
    first = cache.wait_for(BEFORE, lambda: names(BEFORE))
    begun, go_on = threading.Event(), threading.Event()

    def read() -> KnownNames:
        begun.set()
        assert go_on.wait(30)
        return names(AFTER)

    assert cache.at_hand(AFTER, read) is first
    assert begun.wait(30)
    go_on.set()
    (reader,) = [thread for thread in threading.enumerate() if thread.name == "known-names"]
    reader.join(30)
    assert cache.known is not None
    assert cache.known.stamp == AFTER


def test_without_patience_whoever_asks_waits_for_the_newest() -> None:
    cache = NameCache(patience=0)
    cache.wait_for(BEFORE, lambda: names(BEFORE))
    assert cache.at_hand(AFTER, lambda: names(AFTER)) is None
    assert cache.wait_for(AFTER, lambda: names(AFTER)).stamp == AFTER
