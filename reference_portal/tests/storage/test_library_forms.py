"""What a shipped version of a form said is noted, and told where contacts that were sent with it read otherwise now."""

from datetime import UTC, datetime

from attrs import evolve
from reference_portal.tests.storage.made import DUE, EMPTY, register
from structlog.testing import capture_logs

from frontdoor.forms import FormDefinition, library_form
from frontdoor_portal.composition import note_forms
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.form_versions.noting import note_library

NOW = datetime(2026, 11, 5, 16, 30, tzinfo=UTC)
FORM = library_form("cause_for_concern")
REWORDED = evolve(FORM, title="Another title")
KEY = (FORM.id, FORM.version)


def noted(work: SqlWork, *library: FormDefinition) -> tuple[tuple[str, str], ...]:
    return note_library(work, library, NOW)


def sent_with_it(work: SqlWork) -> None:
    register(work)
    with work.begin() as tx:
        submission = evolve(EMPTY.submission, form_id=FORM.id, form_version=FORM.version)
        tx.contacts.add(evolve(EMPTY, submission=submission), DUE, [], "draft-1")


def test_a_version_that_contacts_were_sent_with_is_told_until_its_words_are_back(work: SqlWork) -> None:
    sent_with_it(work)
    told = [noted(work, form) for form in (FORM, FORM, REWORDED, REWORDED, FORM)]
    assert told == [(), (), (KEY,), (KEY,), ()]


def test_a_version_that_nothing_was_sent_with_may_still_change(work: SqlWork) -> None:
    assert [noted(work, form) for form in (FORM, REWORDED)] == [(), ()]
    sent_with_it(work)
    assert [noted(work, form) for form in (REWORDED, FORM)] == [(), (KEY,)]


def test_its_own_tests_are_no_words_that_anybody_answered(work: SqlWork) -> None:
    sent_with_it(work)
    assert [noted(work, form) for form in (FORM, evolve(FORM, tests=()))] == [(), ()]


def test_an_upgrade_logs_a_version_that_reads_otherwise_than_contacts_were_sent_with(
    sqlite_work: SqlWork, sqlite_url: str
) -> None:
    noted(sqlite_work, REWORDED)
    sent_with_it(sqlite_work)
    with capture_logs() as lines:
        note_forms(sqlite_url)

    assert lines == [
        {"event": "form_version_not_as_published", "log_level": "error", "form": FORM.id, "version": FORM.version}
    ]
