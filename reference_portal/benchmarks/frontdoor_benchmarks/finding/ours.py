"""The portal's own search, as a page of it runs: the audit written, the list searched, the sightings kept."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

from attrs import evolve
from sqlalchemy import Engine

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.agency import Professional
from frontdoor.workflow.decide import Rules
from frontdoor_benchmarks.databases import disk_mb, settle
from frontdoor_benchmarks.finding.outcome import measure
from frontdoor_benchmarks.finding.queries import Asked
from frontdoor_benchmarks.made_up import MADE_UP, made_up_plugins
from frontdoor_benchmarks.making import account
from frontdoor_benchmarks.memory import peak_mb
from frontdoor_portal.composition import utc_now
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.find_child import find_child
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.people import PeopleFeed
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refresh_people import PAGE
from frontdoor_portal.use_cases.searching.search_index import read_names


def find_by_ours(url: str, people: Sequence[PersonIdentity], asked: Sequence[Asked]) -> dict[str, Any]:
    """The figures on one database: what the list cost, and the same queries cold and warm.

    Cold is a word that nobody typed before: whatever is remembered of words is dropped before every query.
    """
    upgrade(url)
    engine = open_engine(url)
    gateway = SystemsGateway(made_up_plugins(0), utc_now)
    nobody: Any = None
    office = Office(
        SqlWork(engine),
        gateway,
        nobody,
        utc_now,
        Rules(),
        feeds=nobody,
        passwords=nobody,
        second_factors=nobody,
        form_vault=nobody,
    )
    staff = _staff(len(asked) // 50 + 1)
    with office.work.begin() as tx:
        tx.accounts.add_agency(staff[0].agency)
        for each in staff:
            tx.accounts.add_account(Account(each, password_hash=""))
    in_turn = cycle(staff)
    try:
        index = _listed(office, engine, people)
        cold = measure(asked, lambda each: _found(office, next(in_turn), each, forget=True))
        warm = measure(asked, lambda each: _found(office, next(in_turn), each, forget=False))
        return {"index": index, "cold": cold.as_json(), "warm": warm.as_json()}
    finally:
        gateway.close()
        engine.dispose()


def _staff(number: int) -> list[Professional]:
    """Enough officers that none of them searches more often than the portal allows.

    They are of the front door: whoever is not, and types a postcode, has the list searched once more without it.
    """
    officer = account("officer")
    return [evolve(officer, id=f"{officer.id}-{each}", email=f"{each}.{officer.email}") for each in range(number)]


def _listed(office: Office, engine: Engine, people: Sequence[PersonIdentity]) -> dict[str, Any]:
    began = time.perf_counter()
    feed = PeopleFeed(MADE_UP, walk=1, started_at=datetime.now(UTC))
    for first in range(0, len(people), PAGE):
        with office.work.begin() as tx:
            tx.people.put(MADE_UP, people[first : first + PAGE], feed.walk)
            feed = tx.people.save_feed(feed)
    done = evolve(feed, is_under_way=False, finished_at=feed.started_at, as_at=feed.started_at)
    with office.work.begin() as tx:
        tx.people.save_feed(done)
    written = time.perf_counter() - began
    settle(engine)
    began = time.perf_counter()
    known = read_names(office)
    return {
        "people": len(people),
        "seconds": round(written, 1),
        "words": len(known.vocabulary),
        "words_read_in_seconds": round(time.perf_counter() - began, 2),
        "disk_mb": round(disk_mb(engine), 1),
        "peak_mb": round(peak_mb(), 1),
    }


def _found(office: Office, by: Professional, asked: Asked, *, forget: bool) -> Sequence[str]:
    if forget and (known := office.names.known) is not None:
        known.vocabulary.forget()
    found = find_child(office, by, asked.query, "benchmark")
    return [person.id for answer in found.people for person in answer.items]
