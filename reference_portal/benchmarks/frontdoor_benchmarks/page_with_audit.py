"""What the audit adds to a page: the same page with its entry, and over a store that drops it, turn by turn.

Both run in this process through the whole application, so that the difference is the audit and nothing else: its
transaction, the insert, the commit and the witness that demands it.
"""

import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, cast

import structlog
from attrs import evolve, frozen
from litestar.testing import TestClient

from frontdoor_benchmarks.making import account, sent_contact
from frontdoor_benchmarks.measuring import Samples, Stopwatch
from frontdoor_portal.composition import Composition, compose
from frontdoor_portal.demo.folder import DemoFolder
from frontdoor_portal.demo.seeding import seed_accounts
from frontdoor_portal.settings import read_settings
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.models import AuditEntry, Session
from frontdoor_portal.use_cases.ports import Transaction, Work
from frontdoor_portal.use_cases.resume_session import digest

WITH, WITHOUT, ADDED = "with its entry", "without", "added by the audit"
_WARM_UP = 20


def measure_page(folder: DemoFolder, url: str, times: int) -> Mapping[str, Samples]:
    """A sender's page of a contact, with and without the audit; the third is the difference of each pair."""
    # A line a request, of both sides, would stand between the figures.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    upgrade(url)
    folder.write_settings(port=8000, mail_port=25, database=url, plugins={})
    composed = compose(read_settings(folder.settings), folder.read_secret)
    try:
        seed_accounts(composed.office)
        path = f"/contacts/{sent_contact(composed.office, account('teacher'))}"
        cookie = _signed_in(composed)
        dropping = evolve(composed, office=evolve(composed.office, work=_DroppingWork(composed.office.work)))
        audited, bare = (_client(each, cookie) for each in (composed, dropping))
        return _in_turns(audited, bare, path, times)
    finally:
        composed.close()


def _in_turns(audited: TestClient[Any], bare: TestClient[Any], path: str, times: int) -> Mapping[str, Samples]:
    for turn in range(times + _WARM_UP):
        if turn in {0, _WARM_UP}:
            watches = Stopwatch(), Stopwatch()
        # Each is first as often as second, so that neither finds warmer caches.
        pairs = list(zip((audited, bare), watches, strict=True))
        for client, watch in pairs if turn % 2 else reversed(pairs):
            with watch.timing():
                answer = client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"The page answered {answer.status_code}")
    whole, without = (watch.samples for watch in watches)
    added = (one - other for one, other in zip(whole.milliseconds, without.milliseconds, strict=True))
    return {WITH: whole, WITHOUT: without, ADDED: Samples(tuple(added))}


def _client(composed: Composition, cookie: str) -> TestClient[Any]:
    app = composed.web_app()
    client = TestClient(app, base_url=composed.settings.web.origin)
    client.cookies.set(app.state["site"].options.session_cookie, cookie)
    return client


def _signed_in(composed: Composition) -> str:
    token, now = secrets.token_urlsafe(32), composed.office.now()
    with composed.office.work.begin() as tx:
        tx.accounts.add_session(Session(digest(token), account("teacher").id, secrets.token_urlsafe(32), now, now))
    return token


@frozen
class _DroppingWork:
    """A store without the audit: a transaction that only writes an entry is never opened."""

    _work: Work

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        with ExitStack() as stack:
            yield cast("Transaction", _Unopened(self._work, stack))

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        with self._work.reading() as tx:
            yield tx


class _Unopened:
    def __init__(self, work: Work, stack: ExitStack) -> None:
        self._work, self._stack = work, stack
        self._tx: Transaction | None = None
        self.audit = _Dropped()

    def __getattr__(self, name: str) -> Any:
        if self._tx is None:
            self._tx = self._stack.enter_context(self._work.begin())
        return getattr(self._tx, name)


class _Dropped:
    def add(self, entry: AuditEntry) -> None:
        """Keep nothing."""

    def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        raise AssertionError(f"Nobody asks for the entries of {subject} here")
