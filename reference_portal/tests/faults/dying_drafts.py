"""Processes that do something with a draft, or with what it became, and die by SIGKILL before one step after the other.

A step is a statement that goes to the database, a commit, and the moment after one. `python -m` this module with a
database, what to do and whose drafts these are: the first process dies before the first step of `draft-1`, the next one
before the second of `draft-2`, until one gets to its end. It prints how many died.
"""

import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from reference_portal.tests.fakes import office_on
from sdk.tests.forms.changing import with_questions
from sqlalchemy import event
from sqlalchemy.orm import Session

from frontdoor.domain.after_sending import AdditionReason
from frontdoor.forms import FormDefinition, library_form
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.add_information import add_information
from frontdoor_portal.use_cases.drafts import save_page
from frontdoor_portal.use_cases.drafts.carrying_on import carry_on
from frontdoor_portal.use_cases.drafts.checked import fingerprint_now
from frontdoor_portal.use_cases.drafts.taking_over import WhyTaken, take_over_draft
from frontdoor_portal.use_cases.drafts.versions import Keep, choose_answers, see_versions, waiting_versions
from frontdoor_portal.use_cases.kept_forms.keeping import keep_form, mark_of
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.send_draft import Sending, reference_sent_from, send_draft

FORM = library_form("cause_for_concern")
PAGE, WORDS = "school", {"gp": "Typed at the last moment"}
ADDED = "Said once it was sent"
MOST_STEPS = 200


NEWER = with_questions(FORM, lambda question: None if question.id in WORDS else question, version="2099-01")
"""A later version that does not ask what `WORDS` answers."""


def office_at(url: str, in_force: FormDefinition = FORM) -> Office:
    """An office on a database, with an engine of its own."""
    engine = open_engine(url)
    forms = {"forms": {FORM.id: in_force}, "form_versions": {(FORM.id, each.version): each for each in (FORM, NEWER)}}
    return office_on(SqlWork(engine), lambda: datetime.now(UTC), **forms)  # type: ignore[arg-type]


def looked_through(office: Office, draft_id: str) -> str | None:
    """What the page to check carries; None once it is sent, when any press leads to the receipt."""
    with office.work.reading() as tx:
        draft = tx.drafts.get(draft_id)
        return fingerprint_now(office, tx, draft) if draft else None


def act(office: Office, what: str, person_id: str, draft_id: str) -> None:
    """What the process does, as somebody who presses the button again would."""
    with office.work.reading() as tx:
        account = tx.accounts.account(person_id)
    assert account is not None
    by = account.professional
    match what:
        case "save":
            save_page(office, by, draft_id, PAGE, WORDS)
        case "send":
            send_draft(office, by, draft_id, Sending(seen=looked_through(office, draft_id)))
        case "carry on":
            carry_on(office, by, draft_id)
        case "choose":
            for version in waiting_versions(office, by, draft_id):
                seen = see_versions(office, by, draft_id, version.id).seen
                choose_answers(office, by, draft_id, version.id, dict.fromkeys(WORDS, Keep.TYPED), seen)
        case "keep":
            keep_form(office, mark_of(office, by), f"/drafts/{draft_id}/{PAGE}", urlencode(WORDS))
        case "take over":
            take_over_draft(office, by, draft_id, WhyTaken.LEFT)
        case "add":
            reference = reference_sent_from(office, by, draft_id)
            reason, added = AdditionReason.NEW_INFORMATION, f"{int(draft_id.removeprefix('draft-')):016x}"
            with suppress(Refused):  # it was added before
                add_information(office, by, reference, addition_id=added, reason=reason, text=ADDED)


def _die_before_step(engine: Any, step: int) -> None:
    taken = 0

    def take(*_: Any) -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", take)
    event.listen(engine, "commit", take)
    event.listen(Session, "after_commit", take)


def main(url: str, what: str, person_id: str) -> None:
    for step in range(1, MOST_STEPS):
        child = os.fork()
        if not child:
            office = office_at(url, NEWER if what == "carry on" else FORM)
            work: Any = office.work
            _die_before_step(work._engine, step)
            act(office, what, person_id, f"draft-{step}")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.stdout.write(f"{step - 1}\n")
            sys.exit(os.waitstatus_to_exitcode(status))
    sys.exit("It never came to its end")


if __name__ == "__main__":
    main(*sys.argv[1:])
