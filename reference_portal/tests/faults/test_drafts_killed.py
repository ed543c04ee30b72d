"""SIGKILL between any two steps of saving and of sending: no acknowledged word is lost, and nothing is sent twice."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.faults.dying_drafts import FORM, MOST_STEPS, WORDS, act, office_at

from frontdoor.forms import Concept, RawAnswer
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.drafts import today
from frontdoor_portal.use_cases.holding_area import my_contacts
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.ports import Office

TEACHER = person()
ROOT = Path(__file__).parents[3]


@pytest.fixture
def office(database_url: str) -> Office:
    """An office with enough complete drafts of one teacher, every word of which was acknowledged."""
    office = office_at(database_url)
    register_people(office, TEACHER)
    name = {"given": "Ella", "family": "Ashdown"}
    known: dict[Concept, RawAnswer] = {Concept.CATEGORY: ("neglect",), Concept.CHILD_NAME: name}
    answers, now = fill_in(FORM, known, today(office)), office.now()
    with office.work.begin() as tx:
        for step in range(1, MOST_STEPS):
            draft = Draft(f"draft-{step}", TEACHER.id, TEACHER.agency.id, FORM.id, FORM.version, answers, now, now)
            tx.drafts.add(draft)
    return office


def deaths(database_url: str, what: str) -> int:
    """How many processes died, each one step later than the one before."""
    command = [sys.executable, "-m", "reference_portal.tests.faults.dying_drafts", database_url, what, TEACHER.id]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300).stdout)


def test_killed_between_any_two_steps_of_a_save_keeps_every_acknowledged_word(
    office: Office, database_url: str
) -> None:
    with office.work.reading() as tx:
        before = tx.drafts.get("draft-1")
    assert before is not None

    died = deaths(database_url, "save")

    seen: Counter[bool] = Counter()
    for step in range(1, died + 2):
        with office.work.reading() as tx:
            draft = tx.drafts.get(f"draft-{step}")
            saves = [each for each in tx.audit.of_subject(f"draft-{step}") if each.action is Action.SAVED_DRAFT]
        assert draft is not None
        is_saved = dict(draft.answers) == {**before.answers, **WORDS}
        assert is_saved or draft.answers == before.answers
        assert len(saves) == is_saved
        seen[is_saved] += 1
        act(office, "save", TEACHER.id, f"draft-{step}")  # the browser sends the page again
        with office.work.reading() as tx:
            again = tx.drafts.get(f"draft-{step}")
            assert again is not None
            assert (dict(again.answers), tx.drafts.versions_of(again.id)) == ({**before.answers, **WORDS}, ())
    assert (died > 5, seen[False] > 3, seen[True] >= 2) == (True, True, True)


def test_killed_between_any_two_steps_of_sending_leaves_the_draft_or_one_contact(
    office: Office, database_url: str
) -> None:
    died = deaths(database_url, "send")

    seen: Counter[bool] = Counter()
    for step in range(1, died + 2):
        draft_id = f"draft-{step}"
        with office.work.reading() as tx:
            draft, reference = tx.drafts.get(draft_id), tx.contacts.sent_from(draft_id)
        assert (draft is None) is (reference is not None)
        seen[reference is not None] += 1
        act(office, "send", TEACHER.id, draft_id)  # the button is pressed again
        with office.work.reading() as tx:
            now = tx.contacts.sent_from(draft_id)
            sent = [each for each in tx.audit.of_subject(str(now)) if each.action is Action.SENT]
            assert (reference in (None, now), tx.drafts.get(draft_id), len(sent)) == (True, None, 1)
    assert my_contacts(office, TEACHER).total == died + 1
    assert (died > 10, seen[False] > 8, seen[True] >= 2) == (True, True, True)
