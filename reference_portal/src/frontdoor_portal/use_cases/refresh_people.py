"""Refreshing the index of people: page by page, so that an interruption loses nothing and costs one page."""

from collections.abc import Callable

from attrs import evolve, frozen

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    RateLimited,
    Unsupported,
)
from frontdoor.connectors.feed import FeedPage
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.onboarding import OPERATOR
from frontdoor_portal.use_cases.people import FeedFailure, PeopleFeed, feed_operation
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.sources import SourceDescription

PAGE = 1_000
"""People asked for at once: a transaction of some hundredths of a second, so that nobody who writes waits for long."""

PAGE_DEADLINE = 30.0
"""Seconds that a source may take for a page: nobody waits at a screen for it."""

MAY_GO_UNNAMED = 100
"""So many people may always be dropped at the end of a walk, since a source with few may well lose half of them."""

PURPOSE = "index of people"

_FAILURES: tuple[tuple[type[ConnectorFailure], FeedFailure], ...] = (
    (CredentialsRefused, FeedFailure.ACCOUNT_REFUSED),
    (RateLimited, FeedFailure.RATE_LIMITED),
    (ContractMismatch, FeedFailure.NOT_TRUSTED),
    (NotFound, FeedFailure.NOT_TRUSTED),
    (Unsupported, FeedFailure.NOT_TRUSTED),
    (ConnectorFailure, FeedFailure.UNAVAILABLE),
)
"""The first line whose failure fits holds. A source that knows no page from the beginning, or that offers a feed and
refuses it, breaks the contract."""


class NoFeed(LookupError):
    """No connected system of that name lists its people."""


class _Shrunk(Exception):
    """A walk came to its end and named fewer people than it would drop."""


@frozen
class PeopleProgress:
    """What is stored by now. `total` is about how many the whole walk has, None where that is not known."""

    feed: PeopleFeed
    total: int | None


Report = Callable[[PeopleProgress], None]


def sources_with_feeds(office: Office) -> tuple[SourceDescription, ...]:
    """The connected systems whose feed is asked for."""
    return tuple(each for each in office.gateway.sources() if _lists_people(each))


def refresh_people(office: Office, source: str, report: Report, *, whole: bool = False) -> PeopleFeed:
    """Read the feed of a source on from where it was read to; with `whole`, from its beginning.

    Each page is kept together with its cursor; `report` is told as reading begins and after each page. A source that
    fails leaves the index as it is, and its failure in what is answered. Whatever ends this in between, the next
    refresh goes on. Somebody who asks for the `whole` has looked at the source: only then may a walk drop most of those
    held. Raises `NoFeed`, and `Stale` where another refresh of this source is under way.
    """
    if source not in {each.name for each in sources_with_feeds(office)}:
        raise NoFeed(source)
    feed = _begun(office, source, whole=whole)
    try:
        try:
            return _followed(office, feed, report, may_shrink=whole)
        except NotFound:
            # The cursor is too old to go on from. At the beginning there is none, so that this happens once.
            return _followed(office, _begun(office, source, whole=True), report, may_shrink=whole)
    except ConnectorFailure as failure:
        return _failed(office, source, next(code for kind, code in _FAILURES if isinstance(failure, kind)))
    except _Shrunk:
        return _failed(office, source, FeedFailure.SHRUNK)


def _lists_people(system: SourceDescription) -> bool:
    return system.capabilities.can_call(feed_operation(is_case_management=system.is_case_management))


def _begun(office: Office, source: str, *, whole: bool) -> PeopleFeed:
    now = office.now()
    with office.work.begin() as tx:
        feed = tx.people.feed(source) or PeopleFeed(source, walk=0, started_at=now)
        is_new = feed.version == 0
        feed = tx.people.save_feed(feed.at_the_beginning(now) if whole or is_new else feed.from_here(now))
        _audit(office, tx, feed, "begun")
        return feed


def _followed(office: Office, feed: PeopleFeed, report: Report, *, may_shrink: bool) -> PeopleFeed:
    report(PeopleProgress(feed, None))
    call = Call(acting_for=OPERATOR, purpose=PURPOSE, deadline=PAGE_DEADLINE)
    for page in office.feeds.follow(feed.source, feed.cursor, PAGE, call):
        feed = _kept(office, feed, page, may_shrink=may_shrink)
        report(PeopleProgress(feed, page.value.total if feed.is_whole_walk else None))
    return feed


def _kept(office: Office, feed: PeopleFeed, answer: Answer[FeedPage], *, may_shrink: bool) -> PeopleFeed:
    page, source = answer.value, feed.source
    with office.work.begin() as tx:
        tx.people.put(source, page.people, feed.walk)
        read, removed = feed.read + len(page.people), tx.people.remove(source, page.gone)
        if page.is_last and feed.is_whole_walk:
            dropped = tx.people.remove_not_named_in(source, feed.walk)
            if dropped > max(read, MAY_GO_UNNAMED) and not may_shrink:
                raise _Shrunk  # and with it this page, so that the next refresh comes by here again
            removed += dropped
        oldest = min(filter(None, (feed.oldest_page, answer.as_at)))
        feed = evolve(
            feed,
            cursor=page.cursor,
            read=read,
            removed=feed.removed + removed,
            oldest_page=oldest,
        )
        if page.is_last:
            feed = evolve(
                feed, is_under_way=False, finished_at=office.now(), as_at=oldest, failure=None, failed_at=None
            )
            _audit(office, tx, feed, "finished")
        return tx.people.save_feed(feed)


def _failed(office: Office, source: str, why: FeedFailure) -> PeopleFeed:
    with office.work.begin() as tx:
        feed = tx.people.feed(source)
        assert feed is not None  # it was begun
        feed = tx.people.save_feed(evolve(feed, failure=why, failed_at=office.now()))
        _audit(office, tx, feed, why.value)
        return feed


def _audit(office: Office, tx: Transaction, feed: PeopleFeed, what: str) -> None:
    detail = f"{what},walk={feed.walk},read={feed.read},removed={feed.removed}"
    tx.audit.add(AuditEntry(office.now(), OPERATOR, Action.REFRESHED_PEOPLE, feed.source, PURPOSE, detail))
