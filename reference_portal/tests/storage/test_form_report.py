"""Where drafts were left is counted by the page that was saved last, of drafts that never became a contact."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import DRAFT, NOW, register

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.form_versions.models import PageCount
from frontdoor_portal.use_cases.models import Action, AuditEntry

OLD = DRAFT.changed_at
"""When the drafts of these tests were changed last."""


@pytest.fixture(autouse=True)
def _registered(work: SqlWork) -> None:
    register(work)


def wrote(work: SqlWork, *entries: tuple[Action, str, str]) -> None:
    with work.begin() as tx:
        for action, subject, detail in entries:
            tx.audit.add(AuditEntry(NOW, "person-1", action, subject, detail=detail))


def test_a_draft_that_stands_counts_by_its_last_page(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.drafts.add(DRAFT)
        tx.drafts.add(evolve(DRAFT, id="draft-2"))
    wrote(
        work,
        (Action.SAVED_DRAFT, DRAFT.id, "first"),
        (Action.SAVED_DRAFT, DRAFT.id, "second"),
        (Action.SAVED_DRAFT, "draft-that-was-sent", "third"),
    )
    with work.reading() as tx:
        left = [tx.form_report.left(at) for at in (OLD, OLD + timedelta(seconds=1))]
    assert left == [
        (),
        (
            PageCount(DRAFT.form_id, DRAFT.form_version, "", 1),
            PageCount(DRAFT.form_id, DRAFT.form_version, "second", 1),
        ),
    ]


def test_a_draft_that_was_thrown_away_counts_in_its_version(work: SqlWork) -> None:
    wrote(
        work,
        (Action.SAVED_DRAFT, "draft-2", "first"),
        (Action.SAVED_DRAFT, "draft-3", "first"),
        (Action.SAVED_DRAFT, "draft-that-was-sent", "third"),
        (Action.DISCARDED_DRAFT, "draft-2", "cause_for_concern 2026-12"),
        (Action.EXPIRED_DRAFT, "draft-3", "cause_for_concern 2026-12"),
    )
    with work.reading() as tx:
        assert tx.form_report.discarded() == (PageCount("cause_for_concern", "2026-12", "first", 2),)
