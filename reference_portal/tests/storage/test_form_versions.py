"""Versions of forms come back as they were stored; the database itself keeps a published one from every change."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion, PublishedText, digest_of
from frontdoor_portal.use_cases.refusals import Stale

NOW = datetime(2126, 11, 5, 16, 30, 15, 123456, UTC)
"""Ahead of the database's own clock, by which a scheduled version can be taken back."""
EDITED = FormVersion(
    id="FV-AAAA2222",
    form_id="concern",
    state=FormState.EDITING,
    text='id = "concern"\n',
    based_on="2026-11",
    made_by="person-ada",
    made_by_name="Ada Brook",
    made_at=NOW,
    changed_at=NOW,
)
LATER = NOW + timedelta(hours=2)
LONG_AGO = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


def frozen(version: FormVersion, number: str = "2026-11-20", state: FormState = FormState.PUBLISHED) -> FormVersion:
    return evolve(version, state=state, version=number, digest=digest_of(version.text), in_force_from=LATER)


def stored(work: SqlWork, version: FormVersion) -> FormVersion:
    """What the store answers with for a version that was edited and then changed into this one."""
    with work.begin() as tx:
        tx.form_versions.add(evolve(EDITED, id=version.id))
    with work.begin() as tx:
        return tx.form_versions.save(version)


def test_a_published_version_is_in_force_from_when_it_says(work: SqlWork) -> None:
    stored(work, frozen(EDITED))
    with work.begin() as tx:
        tx.drafts.note_in_force("concern", "2026-11-20", NOW)
        assert [tx.drafts.in_force_since("concern", each) for each in ("2026-11-20", "2026-11")] == [LATER, None]


def test_a_version_comes_back_as_it_was_stored(work: SqlWork) -> None:
    full = evolve(
        EDITED,
        text_before="before",
        note="Why",
        wanted_at=LATER,
        submitted_by="person-ada",
        submitted_by_name="Ada Brook",
        submitted_at=NOW,
        approved_by="person-ben",
        approved_by_name="Ben Cole",
        rejection="No",
    )
    done = stored(work, frozen(full))
    with work.reading() as tx:
        assert (tx.form_versions.get(EDITED.id), tx.form_versions.all()) == (done, (done,))
        assert (done.revision, tx.form_versions.get("FV-UNKNOWN2")) == (2, None)
        assert tx.form_versions.published() == (
            PublishedText(done.id, "concern", "2026-11-20", done.text, done.digest, LATER),
        )


def test_a_change_to_an_older_revision_is_refused(work: SqlWork) -> None:
    stored(work, evolve(EDITED, text="first"))
    with pytest.raises(Stale), work.begin() as tx:
        tx.form_versions.save(evolve(EDITED, text="second"))


def test_the_store_neither_changes_nor_removes_a_published_version(work: SqlWork) -> None:
    done = stored(work, frozen(EDITED))
    with pytest.raises(Stale), work.begin() as tx:
        tx.form_versions.save(evolve(done, text="other"))
    with pytest.raises(Stale), work.begin() as tx:
        tx.form_versions.unschedule(done, NOW)
    with pytest.raises(Stale), work.begin() as tx:
        tx.form_versions.remove(done)
    with work.reading() as tx:
        assert tx.form_versions.get(done.id) == done


CHANGES = (
    "UPDATE form_versions SET text = 'other'",
    "UPDATE form_versions SET digest = 'other'",
    "UPDATE form_versions SET version = '2026-11-21'",
    "UPDATE form_versions SET in_force_from = made_at",
    "UPDATE form_versions SET form_id = 'other'",
    "UPDATE form_versions SET approved_by = 'person-zoe'",
    "UPDATE form_versions SET approved_by_name = 'Zoe Park'",
    "UPDATE form_versions SET submitted_by = 'person-zoe'",
    "UPDATE form_versions SET submitted_by_name = 'Zoe Park'",
    "UPDATE form_versions SET submitted_at = in_force_from",
    "UPDATE form_versions SET made_by = 'person-zoe'",
    "UPDATE form_versions SET written_by = '[\"person-zoe\"]'",
    "UPDATE form_versions SET note = 'other'",
    "DELETE FROM form_versions",
)


@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize("state", [FormState.SCHEDULED, FormState.PUBLISHED])
def test_nor_does_any_other_program(work: SqlWork, state: FormState, statement: str) -> None:
    done = stored(work, frozen(EDITED, state=state))
    with pytest.raises(DBAPIError, match="A published version of a form never changes"), work._engine.begin() as raw:
        raw.execute(text(statement))
    with work.reading() as tx:
        assert tx.form_versions.get(done.id) == done


BACK = "UPDATE form_versions SET state = 'editing', version = NULL, digest = NULL, in_force_from = NULL"
SCHEDULED = frozen(EDITED, state=FormState.SCHEDULED)


@pytest.mark.parametrize(
    ("version", "statement"),
    [
        pytest.param(frozen(EDITED), BACK, id="published"),
        pytest.param(evolve(SCHEDULED, in_force_from=LONG_AGO), BACK, id="scheduled-and-asked-by-now"),
        pytest.param(SCHEDULED, f"{BACK}, text = 'other'", id="scheduled-with-another-text"),
        pytest.param(SCHEDULED, f"{BACK}, approved_by = 'person-zoe'", id="scheduled-with-another-approval"),
    ],
)
def test_what_people_are_asked_is_never_edited_again(work: SqlWork, version: FormVersion, statement: str) -> None:
    done = stored(work, version)
    with pytest.raises(DBAPIError, match="never changes"), work._engine.begin() as raw:
        raw.execute(text(statement))
    with work.reading() as tx:
        assert tx.form_versions.get(done.id) == done


def test_two_versions_of_one_number_cannot_be(work: SqlWork) -> None:
    stored(work, frozen(EDITED))
    with pytest.raises(Stale):
        stored(work, frozen(evolve(EDITED, id="FV-BBBB2222")))


def test_a_scheduled_version_is_taken_back_only_before_its_time(work: SqlWork) -> None:
    done = stored(work, evolve(SCHEDULED, approved_by="person-ben", approved_by_name="Ben Cole"))
    with pytest.raises(Stale), work.begin() as tx:
        tx.form_versions.unschedule(done, LATER)
    with work.begin() as tx:
        back = tx.form_versions.unschedule(done, NOW)
        assert tx.form_versions.get(done.id) == back
    assert back == evolve(EDITED, revision=4)


def test_what_was_scheduled_is_called_published_once_its_time_has_come(work: SqlWork) -> None:
    done = stored(work, SCHEDULED)
    with work.begin() as tx:
        assert [tx.form_versions.settle(at) for at in (NOW, LATER, LATER)] == [(), (done.id,), ()]
    with work.reading() as tx:
        assert tx.form_versions.get(done.id) == evolve(done, state=FormState.PUBLISHED, revision=3)


def test_the_mark_changes_with_what_is_published_and_not_with_what_is_edited(work: SqlWork) -> None:
    def mark() -> tuple[object, ...]:
        with work.reading() as tx:
            return tx.form_versions.mark()

    marks = [mark()]
    edited = stored(work, evolve(EDITED, text="edited"))
    marks.append(mark())
    with work.begin() as tx:
        done = tx.form_versions.save(frozen(edited, state=FormState.SCHEDULED))
    marks.append(mark())
    with work.begin() as tx:
        tx.form_versions.unschedule(done, NOW)
    marks.append(mark())
    assert (marks[0], marks[1], marks[3]) == (marks[0], marks[0], marks[0])
    assert marks[2] != marks[0]


def test_what_was_never_published_can_be_removed(work: SqlWork) -> None:
    done = stored(work, EDITED)
    with work.begin() as tx:
        tx.form_versions.remove(done)
    with work.reading() as tx:
        assert tx.form_versions.all() == ()
