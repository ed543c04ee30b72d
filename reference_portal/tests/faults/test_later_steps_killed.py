"""SIGKILL between any two steps of carrying a draft on, choosing, taking over, adding, and keeping what came too late:
no acknowledged word is lost.

Of each there is a draft that nothing was done to yet, or one with all of it done; the button pressed again ends it.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import pytest
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.faults.dying_drafts import ADDED, FORM, NEWER, PAGE, WORDS, act, office_at

from frontdoor.domain.agency import Role
from frontdoor.forms import Concept, RawAnswer
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.drafts import save_page, today
from frontdoor_portal.use_cases.drafts.versions import ChangedMeanwhile
from frontdoor_portal.use_cases.kept_forms.keeping import kept_for, pages_kept_for
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.ports import Office

TEACHER, LEAD = person(), person(Role.AGENCY_LEAD, name="Ivo Marsh")
ROOT = Path(__file__).parents[3]
DRAFTS = range(1, 60)
"""More than any of these has steps."""
OLD = {"gp": "Typed first of all"}


@pytest.fixture
def office(database_url: str) -> Office:
    """An office with enough complete drafts of one teacher, every word of which was acknowledged."""
    office = office_at(database_url)
    register_people(office, TEACHER, LEAD)
    name = {"given": "Ella", "family": "Ashdown"}
    known: dict[Concept, RawAnswer] = {Concept.CATEGORY: ("neglect",), Concept.CHILD_NAME: name}
    answers, now = {**fill_in(FORM, known, today(office)), **OLD}, office.now()
    with office.work.begin() as tx:
        for each in DRAFTS:
            draft = Draft(f"draft-{each}", TEACHER.id, TEACHER.agency.id, FORM.id, FORM.version, answers, now, now)
            tx.drafts.add(draft)
    return office


def killed(database_url: str, what: str, by: str = TEACHER.id) -> list[str]:
    """The drafts at whose steps a process died, each one step later, and the one whose process came to its end."""
    command = [sys.executable, "-m", "reference_portal.tests.faults.dying_drafts", database_url, what, by]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300)
    assert int(done.stdout) + 1 in DRAFTS
    return [f"draft-{each}" for each in range(1, int(done.stdout) + 2)]


def stored(office: Office, draft_id: str) -> Draft:
    with office.work.reading() as tx:
        draft = tx.drafts.get(draft_id)
    assert draft is not None
    return draft


def written(office: Office, subject: str, action: Action) -> int:
    """How often the audit says that this was done."""
    with office.work.reading() as tx:
        return sum(each.action is action for each in tx.audit.of_subject(subject))


def test_killed_between_any_two_steps_of_carrying_on_every_word_is_in_its_old_place_or_its_new_one(
    office: Office, database_url: str
) -> None:
    before = stored(office, "draft-1")
    rest = {key: value for key, value in before.answers.items() if key not in OLD}
    left = [{"version": FORM.version, "answers": OLD}]

    seen: Counter[bool] = Counter()
    for draft_id in killed(database_url, "carry on"):
        draft = stored(office, draft_id)
        is_carried = draft.form_version == NEWER.version
        assert (draft.answers, as_json(draft.left_behind)) == ((rest, left) if is_carried else (before.answers, []))
        assert written(office, draft_id, Action.CARRIED_DRAFT) == is_carried
        seen[is_carried] += 1
        act(office_at(database_url, NEWER), "carry on", TEACHER.id, draft_id)
        again = stored(office, draft_id)
        assert (again.form_version, again.answers, as_json(again.left_behind)) == (NEWER.version, rest, left)
    assert (seen[False] > 2, seen[True] >= 2) == (True, True)


def test_killed_between_any_two_steps_of_choosing_both_versions_are_there_or_the_chosen_one(
    office: Office, database_url: str
) -> None:
    for each in DRAFTS:
        with pytest.raises(ChangedMeanwhile):
            save_page(office, TEACHER, f"draft-{each}", PAGE, {**on_page(office, each), **WORDS}, seen="another")

    seen: Counter[bool] = Counter()
    for draft_id in killed(database_url, "choose"):
        with office.work.reading() as tx:
            waiting = tx.drafts.versions_of(draft_id)
        is_chosen = not waiting
        words = {"gp": stored(office, draft_id).answers["gp"]}
        assert (words, [{"gp": each.answers["gp"]} for each in waiting]) == (
            (WORDS, []) if is_chosen else (OLD, [WORDS])
        )
        assert written(office, draft_id, Action.CHOSE_ANSWERS) == is_chosen
        seen[is_chosen] += 1
        act(office, "choose", TEACHER.id, draft_id)
        with office.work.reading() as tx:
            assert tx.drafts.versions_of(draft_id) == ()
        assert stored(office, draft_id).answers["gp"] == WORDS["gp"]
    assert (seen[False] > 2, seen[True] >= 2) == (True, True)


def test_killed_between_any_two_steps_of_taking_over_one_of_them_has_it_with_every_word(
    office: Office, database_url: str
) -> None:
    before = stored(office, "draft-1")
    disable_account(office, TEACHER.email)

    seen: Counter[bool] = Counter()
    for draft_id in killed(database_url, "take over", LEAD.id):
        draft = stored(office, draft_id)
        is_taken = draft.holder_id == LEAD.id
        assert (draft.answers, draft.author_id, bool(draft.holder_id)) == (before.answers, TEACHER.id, is_taken)
        assert written(office, draft_id, Action.TOOK_OVER_DRAFT) == is_taken
        seen[is_taken] += 1
        act(office, "take over", LEAD.id, draft_id)
        again = stored(office, draft_id)
        assert (again.holder_id, again.answers) == (LEAD.id, before.answers)
        assert written(office, draft_id, Action.TOOK_OVER_DRAFT) == 1
    assert (seen[False] > 2, seen[True] >= 2) == (True, True)


def test_killed_between_any_two_steps_of_adding_it_is_there_once_or_not_yet(office: Office, database_url: str) -> None:
    for each in DRAFTS:
        act(office, "send", TEACHER.id, f"draft-{each}")

    seen: Counter[int] = Counter()
    for draft_id in killed(database_url, "add"):
        added, sent = additions(office, draft_id)
        assert (added in ([], [ADDED]), sent["gp"]) == (True, OLD["gp"])
        seen[len(added)] += 1
        act(office, "add", TEACHER.id, draft_id)
        assert additions(office, draft_id) == ([ADDED], sent)
    assert (seen[0] > 2, seen[1] >= 2) == (True, True)


def test_killed_between_any_two_steps_of_keeping_a_page_that_came_after_the_sign_in_it_is_kept_once_or_not_yet(
    office: Office, database_url: str
) -> None:
    seen: Counter[int] = Counter()
    for draft_id in killed(database_url, "keep"):
        page = f"/drafts/{draft_id}/{PAGE}"
        kept = kept_for(office, TEACHER, page)
        assert (kept and kept.encoded) in (None, urlencode(WORDS))
        seen[kept is not None] += 1
        act(office, "keep", TEACHER.id, draft_id)  # the button is pressed again
        again = kept_for(office, TEACHER, page)
        assert again is not None
        assert (again.encoded, again.id) == (urlencode(WORDS), kept.id if kept else again.id)
    kept_pages, entries = pages_kept_for(office, TEACHER), written(office, TEACHER.id, Action.KEPT_FORM)
    assert (len(kept_pages), entries) == (seen.total(), seen.total())
    assert (seen[False] > 2, seen[True] >= 2) == (True, True)


def on_page(office: Office, number: int) -> dict[str, RawAnswer]:
    held = stored(office, f"draft-{number}").answers
    return {question.id: held[question.id] for question in FORM.page(PAGE).questions if question.id in held}


def additions(office: Office, draft_id: str) -> tuple[list[str], dict[str, object]]:
    """What was added to the contact that a draft became, and what was sent in it."""
    with office.work.reading() as tx:
        reference = tx.contacts.sent_from(draft_id)
        contact = tx.contacts.get(reference) if reference else None
    assert contact is not None
    return [each.text for each in contact.additions], dict(contact.submission.answers)


def as_json(value: object) -> object:
    return json.loads(json.dumps(value))
