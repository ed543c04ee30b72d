"""Drafts come back as typed, and a stale tab overwrites nothing; sightings are for one person and for a while."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from reference_portal.tests import strategies as some
from reference_portal.tests.storage.made import DRAFT, NOW, SCHOOL, TEACHER, register, undone
from sqlalchemy import Engine, func, select

from frontdoor.domain.agency import Professional
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.storage.rows import SightingRow
from frontdoor_portal.use_cases.models import Account, Sighting
from frontdoor_portal.use_cases.refusals import Stale

COLLEAGUE = Professional("person-colleague", "Ann Other", "ann@saltmarsh.example", SCHOOL, TEACHER.roles)
SEEN = Sighting(
    token="token-1",
    professional_id=TEACHER.id,
    source="records",
    record_id="P1",
    is_case_management=True,
    identity={"given": "Zaynab", "family": "Ó", "upns": ["A", "B"], "born": None},
    expires_at=datetime.now(UTC) + timedelta(days=1),
)
EXPIRED = evolve(SEEN, token="token-old", expires_at=datetime.now(UTC) - timedelta(days=1))


@pytest.fixture(autouse=True)
def _registered(work: SqlWork) -> None:
    register(work)
    with work.begin() as tx:
        tx.accounts.add_account(Account(COLLEAGUE, "hash"))


@given(answers=some.answers)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_typed_comes_back(work: SqlWork, answers: dict[str, Any]) -> None:
    with undone(work) as tx:
        tx.drafts.add(evolve(DRAFT, answers=answers))
        assert tx.drafts.get(DRAFT.id) == evolve(DRAFT, answers=answers)


def test_a_change_is_stored_as_the_next_version(work: SqlWork) -> None:
    changed = evolve(DRAFT, answers={}, send_attempted=True, changed_at=NOW + timedelta(minutes=1), form_version="2")
    with work.begin() as tx:
        tx.drafts.add(DRAFT)
        saved = tx.drafts.save(changed)
    with work.begin() as tx:
        assert (saved, tx.drafts.get(DRAFT.id)) == (evolve(changed, version=2), saved)


def test_a_stale_tab_overwrites_nothing(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.drafts.add(DRAFT)
        saved = tx.drafts.save(evolve(DRAFT, answers={"what_happened": "first"}))
    with pytest.raises(Stale), work.begin() as tx:
        tx.drafts.save(evolve(DRAFT, answers={"what_happened": "second"}))
    with work.begin() as tx:
        assert tx.drafts.get(DRAFT.id) == saved


def test_a_removed_draft_is_gone_and_cannot_be_saved(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.drafts.add(DRAFT)
        tx.drafts.remove(DRAFT)
        assert tx.drafts.get(DRAFT.id) is None
        with pytest.raises(Stale):
            tx.drafts.save(DRAFT)


def test_a_draft_changed_since_it_was_read_is_not_removed(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.drafts.add(DRAFT)
        saved = tx.drafts.save(evolve(DRAFT, answers={"what_happened": "in another window"}))
    with pytest.raises(Stale), work.begin() as tx:
        tx.drafts.remove(DRAFT)
    with work.reading() as tx:
        assert tx.drafts.get(DRAFT.id) == saved


def test_a_person_sees_their_own_drafts_last_changed_first(work: SqlWork) -> None:
    newer = evolve(DRAFT, id="draft-2", changed_at=NOW + timedelta(minutes=1))
    with work.begin() as tx:
        for draft in (DRAFT, newer, evolve(DRAFT, id="draft-3", author_id=COLLEAGUE.id)):
            tx.drafts.add(draft)
        assert tx.drafts.of_author(TEACHER.id) == (newer, DRAFT)


def test_a_sighting_is_for_the_person_who_made_it(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.sightings.add([SEEN])
    with work.begin() as tx:
        found = [tx.sightings.get(SEEN.token, person.id) for person in (TEACHER, COLLEAGUE)]
        assert (found, tx.sightings.get("unknown", TEACHER.id)) == ([SEEN, None], None)


def test_an_expired_sighting_is_not_found(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.sightings.add([EXPIRED])
        assert tx.sightings.get(EXPIRED.token, TEACHER.id) is None


def test_the_next_search_removes_expired_sightings(work: SqlWork, engine: Engine) -> None:
    with work.begin() as tx:
        tx.sightings.add([EXPIRED])
    with work.begin() as tx:
        tx.sightings.add([SEEN])
    with work.begin() as tx:
        tx.sightings.add([])
    with engine.connect() as connection:
        assert connection.execute(select(SightingRow.token)).scalars().all() == [SEEN.token]


@pytest.mark.parametrize(("minutes", "stored"), [(0, 1), (59, 1), (60, 0), (61, 0)])
def test_a_clock_that_is_given_judges_expiry_in_place_of_the_databases(
    engine: Engine, minutes: int, stored: int
) -> None:
    work = SqlWork(engine, lambda: NOW + timedelta(minutes=minutes))
    with work.begin() as tx:
        tx.sightings.add([evolve(SEEN, expires_at=NOW + timedelta(hours=1))])
        found = tx.sightings.get(SEEN.token, TEACHER.id)
        tx.sightings.add([])
    with engine.connect() as connection:
        left = connection.execute(select(func.count()).select_from(SightingRow)).scalar_one()
    assert (found is not None, left) == (bool(stored), stored)
