"""Asking the index of people: for every source that was read to its end, whom it has who fits, and as at when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from attrs import evolve, field, frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.search import Asked, Found, plan, rank, shortlist
from frontdoor_portal.use_cases.people import PeopleFeed
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refresh_people import sources_with_feeds
from frontdoor_portal.use_cases.searching.index import IndexedPerson
from frontdoor_portal.use_cases.searching.known_names import KnownNames, Stamp, known_names, stamp_of
from frontdoor_portal.use_cases.sources import SourceDescription

MOST_READ = 80
"""So many records are read whole for one search."""

MOST_SHOWN = 10
"""Records shown of one source: who needs more knows too little of the child, and would browse."""

OLD_AFTER = timedelta(hours=36)
"""A list that is refreshed every night is older than that only where something went wrong."""

NEVER_READ = "The list of its people was never read to its end here, so the system itself was asked"
_LISTED = "Searched in the portal’s own list of whom it has on record"
_OLD = "The list is old, so that newer records and changes may be missing"
_FAILED = "The last update of the list failed, so that newer records and changes may be missing"
_MORE = "More records may fit than are shown: add what else you know"

Record = TypeVar("Record", PersonRecord, PupilRecord)
Named = tuple[str, str]
"""A record by the title of its source and its id."""


@frozen
class IndexSearch:
    """What the index answered for the sources in `names`, in the shape in which a system itself answers.

    The records say who somebody is and nothing else. `why` has for each what agrees and what does not. `unread` are the
    titles of sources that list their people and were not read to the end yet.
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
    read = looked.read
    unread = frozenset(each.title for name, each in listing.items() if name not in read)
    if not read or looked.known is None:
        return IndexSearch(unread=unread)
    candidates = (((each.source, each.person.id), each.person) for each in looked.candidates)
    likely = rank(asked, candidates, looked.known.scorer, MOST_READ)
    by_source: dict[str, list[Found[Named]]] = {name: [] for name in read}
    for found in likely:
        by_source[found.key[0]].append(found)
    systems = [listing[name] for name in listing if name in read]
    return IndexSearch(
        people=tuple(
            _answer(office.now(), each, read[each.name], [_person(found.person) for found in by_source[each.name]])
            for each in systems
            if each.is_case_management
        ),
        pupils=tuple(
            _answer(office.now(), each, read[each.name], [_pupil(found.person) for found in by_source[each.name]])
            for each in systems
            if not each.is_case_management
        ),
        why={
            (listing[name].title, found.person.id): evolve(found, key=(listing[name].title, found.person.id))
            for name, of_source in by_source.items()
            for found in of_source[:MOST_SHOWN]
        },
        names=frozenset(read),
        unread=unread,
    )


@frozen
class _WordsMissing:
    """The words of the lists were never read, in this state of theirs."""

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


def read_names(office: Office) -> KnownNames:
    """The words of the index as it is now."""
    with office.work.reading() as tx:
        stamp, counts = stamp_of(tx.people.feeds()), dict(tx.people_index.word_counts())
        return known_names(stamp, counts, tx.people_index.people_held(), office.names.model)


def _answer(
    now: datetime, system: SourceDescription, feed: PeopleFeed, records: Sequence[Record]
) -> SourceAnswer[Record]:
    said = [_LISTED]
    if feed.failure is not None:
        said.append(_FAILED)
    elif feed.as_at is not None and now - feed.as_at > OLD_AFTER:
        said.append(_OLD)
    if len(records) > MOST_SHOWN:
        said.append(_MORE)
    return SourceAnswer(
        system.title,
        SourceState.FOUND if records else SourceState.NONE_FOUND,
        now,
        tuple(records[:MOST_SHOWN]),
        feed.as_at,
        ". ".join(said) + ".",
    )


def _person(who: PersonIdentity) -> PersonRecord:
    # A list does not say whether an address may be disclosed, so that none leaves it.
    return PersonRecord(
        id=who.id,
        name=who.name,
        other_names=who.other_names,
        birth_date=who.birth_date,
        sex=who.sex,
        nhs_numbers=who.nhs_numbers,
        upns=who.upns,
        duplicate_of=who.duplicate_of,
        do_not_disclose_address=True,
    )


def _pupil(who: PersonIdentity) -> PupilRecord:
    return PupilRecord(
        id=who.id,
        name=who.name,
        other_names=who.other_names,
        birth_date=who.birth_date,
        sex=who.sex,
        upn=who.upns[0] if who.upns else None,
        former_upns=who.upns[1:],
    )
