"""Drafts come back as typed, and a stale tab overwrites nothing; sightings are for one person and for a while."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from reference_portal.tests import strategies as some
from reference_portal.tests.fakes import Clock, office_on
from reference_portal.tests.storage.made import DRAFT, NOW, SCHOOL, TEACHER, register, undone
from sqlalchemy import Engine, func, select

from frontdoor.domain.agency import Professional
from frontdoor.forms import QuestionKind, library_form
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.storage.rows import SightingRow
from frontdoor_portal.use_cases.drafts import save_page, start_draft
from frontdoor_portal.use_cases.drafts.versions import NOTHING_SEEN, ChangedMeanwhile
from frontdoor_portal.use_cases.kept_forms.models import KeptForm
from frontdoor_portal.use_cases.models import Account, Sighting
from frontdoor_portal.use_cases.ports.drafts import OtherVersion, Share
from frontdoor_portal.use_cases.refusals import Stale

FORM = library_form("cause_for_concern")
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
@settings(settings.get_profile("one fixture for all"), max_examples=30)
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


SHARE = Share(COLLEAGUE.id, TEACHER.id, NOW)
VERSION = OtherVersion("version-1", DRAFT.id, "school", {"gp": "Ŵ", "boxes": ["a"]}, COLLEAGUE.id, NOW)


def test_everything_about_a_draft_comes_back(work: SqlWork) -> None:
    full = evolve(
        DRAFT,
        changed_by=COLLEAGUE.id,
        holder_id=COLLEAGUE.id,
        taken_over_at=NOW,
        taken_over_why="away",
        kept_at=NOW + timedelta(days=1),
        warned_at=NOW + timedelta(days=2),
        left_behind=({"version": "0", "answers": {"gp": "Riverside"}},),
    )
    with undone(work) as tx:
        tx.drafts.add(full)
        assert (tx.drafts.get(DRAFT.id), tx.drafts.get_to_change(DRAFT.id)) == (full, full)


def test_a_draft_is_open_to_whoever_has_it_and_those_it_is_shared_with(work: SqlWork) -> None:
    with undone(work) as tx:
        taken = evolve(DRAFT, id="draft-2", holder_id=COLLEAGUE.id, changed_at=NOW - timedelta(minutes=1))
        tx.drafts.add(DRAFT)
        tx.drafts.add(taken)
        before = tx.drafts.open_to(COLLEAGUE.id, SCHOOL.id)
        tx.drafts.share(DRAFT.id, SHARE)
        assert (before, tx.drafts.open_to(COLLEAGUE.id, SCHOOL.id)) == ((taken,), (DRAFT, taken))
        # What somebody took over is found wherever they work: a duty manager has it of another agency.
        assert (tx.drafts.open_to(COLLEAGUE.id, "another"), tx.drafts.of_agency(SCHOOL.id)) == (
            (taken,),
            (DRAFT, taken),
        )


def test_a_draft_is_shared_once_and_stopped_once(work: SqlWork) -> None:
    with undone(work) as tx:
        tx.drafts.add(DRAFT)
        shared = [tx.drafts.share(DRAFT.id, SHARE) for _ in range(2)]
        shares = tx.drafts.shares_of((DRAFT.id, "another"))
        stopped = [tx.drafts.stop_sharing(DRAFT.id, COLLEAGUE.id) for _ in range(2)]
        assert (shared, shares, stopped) == ([True, False], {DRAFT.id: (SHARE,)}, [True, False])
        assert tx.drafts.shares_of((DRAFT.id,)) == {}


def test_a_version_is_kept_once_until_it_is_removed(work: SqlWork) -> None:
    with undone(work) as tx:
        tx.drafts.add(DRAFT)
        tx.drafts.keep_version(VERSION)
        tx.drafts.keep_version(evolve(VERSION, written_at=NOW + timedelta(days=1)))
        kept = tx.drafts.versions_of(DRAFT.id)
        tx.drafts.remove_version(VERSION.id)
        assert (kept, tx.drafts.versions_of(DRAFT.id)) == ((VERSION,), ())


def test_a_removed_draft_takes_its_shares_and_versions_with_it(work: SqlWork) -> None:
    with undone(work) as tx:
        tx.drafts.add(DRAFT)
        tx.drafts.share(DRAFT.id, SHARE)
        tx.drafts.keep_version(VERSION)
        tx.drafts.remove(DRAFT)
        assert (tx.drafts.shares_of((DRAFT.id,)), tx.drafts.versions_of(DRAFT.id)) == ({}, ())


def test_unused_drafts_are_those_neither_changed_nor_kept_since(work: SqlWork) -> None:
    old = NOW - timedelta(days=80)
    with undone(work) as tx:
        tx.drafts.add(DRAFT)
        tx.drafts.add(evolve(DRAFT, id="draft-old", changed_at=old))
        tx.drafts.add(evolve(DRAFT, id="draft-kept", changed_at=old, kept_at=NOW))
        assert tx.drafts.unused_since(NOW - timedelta(days=76)) == ("draft-old",)


def test_the_librarys_version_of_a_form_is_in_force_since_it_was_first_noted(work: SqlWork) -> None:
    later = NOW + timedelta(days=3)
    with undone(work) as tx:
        before = tx.drafts.in_force_since("form", "2")
        tx.drafts.note_in_force("form", "2", NOW)
        tx.drafts.note_in_force("form", "2", later)
        noted = tx.drafts.in_force_since("form", "2")
        tx.drafts.note_in_force("form", "3", later)
        assert (before, noted) == (None, NOW)
        assert [tx.drafts.in_force_since("form", each) for each in "23"] == [None, later]


def test_a_kept_form_is_for_one_person_newest_first_and_for_a_while(work: SqlWork) -> None:
    kept = KeptForm("kept-1", TEACHER.id, "/drafts/d/sex", "1.sealed", NOW)
    newer = evolve(kept, id="kept-2", kept_at=NOW + timedelta(minutes=1))
    with undone(work) as tx:
        for each in (kept, newer, evolve(kept, id="kept-3", professional_id=COLLEAGUE.id)):
            tx.kept_forms.add(each)
        assert tx.kept_forms.of_person(TEACHER.id, NOW - timedelta(hours=1)) == (newer, kept)
        tx.kept_forms.remove("kept-1", COLLEAGUE.id)
        assert tx.kept_forms.of_person(TEACHER.id, NOW) == (newer,)
        tx.kept_forms.remove("kept-2", TEACHER.id)
        assert tx.kept_forms.of_person(TEACHER.id, NOW - timedelta(hours=1)) == (kept,)
        assert tx.kept_forms.remove_before(NOW) == 2


def test_100_parallel_saves_of_one_page_lose_no_word_that_was_acknowledged(work: SqlWork) -> None:
    """Each is saved or kept beside what is saved, and says which; none is turned away."""
    office = office_on(work, Clock(), forms={FORM.id: FORM}, form_versions={(FORM.id, FORM.version): FORM})
    with work.begin() as tx:
        tx.drafts.add(evolve(DRAFT, form_id=FORM.id, form_version=FORM.version, answers={}))

    def save(number: int) -> str:
        try:
            save_page(office, TEACHER, DRAFT.id, "school", {"gp": f"Surgery {number}"}, seen=NOTHING_SEEN)
        except ChangedMeanwhile as beside:
            return beside.version_id
        return "saved"

    with ThreadPoolExecutor(8) as many:
        told = list(many.map(save, range(100)))

    with work.reading() as tx:
        draft, versions = tx.drafts.get(DRAFT.id), tx.drafts.versions_of(DRAFT.id)
    assert draft is not None
    assert told.count("saved") == 1
    assert draft.answers == {"gp": f"Surgery {told.index('saved')}"}
    kept = {version.id: version.answers["gp"] for version in versions}
    assert kept == {said: f"Surgery {number}" for number, said in enumerate(told) if said != "saved"}


def test_100_parallel_saves_of_pages_of_their_own_are_all_saved(work: SqlWork) -> None:
    office = office_on(work, Clock(), forms={FORM.id: FORM}, form_versions={(FORM.id, FORM.version): FORM})
    with work.begin() as tx:
        tx.drafts.add(evolve(DRAFT, form_id=FORM.id, form_version=FORM.version, answers={}))
    texts = [
        (page.id, question.id)
        for page in FORM.pages
        for question in page.questions
        if question.kind is QuestionKind.TEXT and len(page.questions) and question is page.questions[0]
    ]

    def save(number: int) -> None:
        page_id, question_id = texts[number % len(texts)]
        save_page(office, TEACHER, DRAFT.id, page_id, {question_id: "Typed"})

    with ThreadPoolExecutor(8) as many:
        list(many.map(save, range(100)))

    with work.reading() as tx:
        draft = tx.drafts.get(DRAFT.id)
    assert draft is not None
    assert (draft.answers, draft.version) == ({question_id: "Typed" for _, question_id in texts}, 101)


def test_what_is_left_behind_has_an_author_who_is_there_no_more(work: SqlWork) -> None:
    gone = evolve(COLLEAGUE, id="person-gone", email="gone@saltmarsh.example")
    elsewhere = evolve(SCHOOL, id="agency-elsewhere", name="Elsewhere School", email_domains=frozenset())
    with work.begin() as tx:
        tx.accounts.add_account(Account(gone, "hash", disabled=True))
        tx.accounts.add_agency(elsewhere)
        tx.drafts.add(DRAFT)
        tx.drafts.add(evolve(DRAFT, id="draft-of-gone", author_id=gone.id))
        tx.drafts.add(evolve(DRAFT, id="draft-elsewhere", agency_id=elsewhere.id))
        assert [draft.id for draft in tx.drafts.left_behind()] == ["draft-elsewhere", "draft-of-gone"]


def test_f44_a_start_that_is_pressed_twice_in_one_moment_is_one_draft(work: SqlWork) -> None:
    adult = library_form("adult_concern")
    office = office_on(work, Clock(), forms={adult.id: adult}, form_versions={(adult.id, adult.version): adult})

    for _ in range(5):
        with ThreadPoolExecutor(4) as pressing:
            started = set(pressing.map(lambda _: start_draft(office, TEACHER, adult.id, "").id, range(4)))
        with work.begin() as tx:
            assert {draft.id for draft in tx.drafts.of_author(TEACHER.id)} == started
            assert len(started) == 1
            tx.drafts.remove(evolve(DRAFT, id=started.pop()))
