"""Asking the index of people: for every source that was read to its end, whom it has who fits, and as at when."""

from collections.abc import Collection, Mapping, Sequence

from attrs import evolve, field, frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer
from frontdoor.search import Asked, Found, plan, rank, shortlist
from frontdoor_portal.use_cases.people import PeopleFeed
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refresh_people import sources_with_feeds
from frontdoor_portal.use_cases.searching.index import IndexedPerson
from frontdoor_portal.use_cases.searching.known_names import KnownNames, Stamp, known_names, stamp_of
from frontdoor_portal.use_cases.searching.telling import as_person, as_pupil, listed

MOST_READ = 80
"""So many records are read whole for one search."""

Named = tuple[str, str]
"""A record by its source and its id."""


@frozen
class IndexSearch:
    """What the index answered for the sources in `names`, in the shape in which a system itself answers.

    The records say who somebody is and nothing else, and none that fits is left out: a reader is shown the first few of
    those that they may know of. `why` has for each, by the title of its source, what agrees and
    what does not. `unread` are the titles of sources that list their people and were not read to the end yet.
    """

    people: tuple[SourceAnswer[PersonRecord], ...] = ()
    pupils: tuple[SourceAnswer[PupilRecord], ...] = ()
    why: Mapping[Named, Found[Named]] = field(factory=dict)
    names: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def search_index(office: Office, asked: Asked) -> IndexSearch:
    """Search the list of every source that was read to its end.

    The database is asked the same number of questions whatever is found, and a restricted record is never found, so
    that neither an answer nor the time it takes tells that there is one.
    """
    listing = {each.name: each for each in sources_with_feeds(office)}
    looked = _look(office, asked, listing)
    if isinstance(looked, _WordsMissing):
        # In no transaction: whoever waits for the words to be read must not hold what their reader needs.
        known = office.names.wait_for(looked.stamp, lambda: read_names(office))
        looked = _look(office, asked, listing, known)
    assert isinstance(looked, _Looked)
    unread = frozenset(each.title for name, each in listing.items() if name not in looked.read)
    found = _by_source(asked, looked)
    now, old = office.now(), office.copy_old_after

    def fitting(source: str) -> list[PersonIdentity]:
        return [each.person for each in found[source]]

    answering = [each for each in listing.values() if each.name in looked.read]
    return IndexSearch(
        people=tuple(
            listed(now, each.title, looked.read[each.name], list(map(as_person, fitting(each.name))), old)
            for each in answering
            if each.is_case_management
        ),
        pupils=tuple(
            listed(now, each.title, looked.read[each.name], list(map(as_pupil, fitting(each.name))), old)
            for each in answering
            if not each.is_case_management
        ),
        why={
            key: evolve(each, key=key)
            for name, of_source in found.items()
            for each in of_source
            for key in [(listing[name].title, each.person.id)]
        },
        names=frozenset(looked.read),
        unread=unread,
    )


def read_names(office: Office) -> KnownNames:
    """The words of the index as it is now."""
    with office.work.reading() as tx:
        stamp, counts = stamp_of(tx.people.feeds()), dict(tx.people_index.word_counts())
        return known_names(stamp, counts, tx.people_index.people_held(), office.names.model)


@frozen
class _WordsMissing:
    """The words of the lists, in this state of theirs, must be waited for."""

    stamp: Stamp


@frozen
class _Looked:
    """What one transaction found: the lists that were read to their end, and who may be meant."""

    read: Mapping[str, PeopleFeed]
    known: KnownNames | None = None
    candidates: Sequence[IndexedPerson] = ()


def _look(
    office: Office, asked: Asked, listing: Collection[str], known: KnownNames | None = None
) -> _Looked | _WordsMissing:
    with office.work.reading() as tx:
        feeds = tx.people.feeds()
        read = {feed.source: feed for feed in feeds if feed.source in listing and feed.as_at is not None}
        if not read:
            return _Looked(read)
        known = known or office.names.at_hand(stamp_of(feeds), lambda: read_names(office))
        if known is None:
            return _WordsMissing(stamp_of(feeds))
        wanted = plan(asked, known.vocabulary)
        postings = tx.people_index.look_up(wanted, read)
        return _Looked(read, known, tx.people_index.read(shortlist(wanted, postings, MOST_READ), read))


def _by_source(asked: Asked, looked: _Looked) -> Mapping[str, Sequence[Found[Named]]]:
    """The likeliest of each list, by the name of its source."""
    found: dict[str, list[Found[Named]]] = {source: [] for source in looked.read}
    if looked.known is not None:
        candidates = (((each.source, each.person.id), each.person) for each in looked.candidates)
        for each in rank(asked, candidates, looked.known.scorer, MOST_READ):
            found[each.key[0]].append(each)
    return found
