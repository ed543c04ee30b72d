"""Processes that save a page of a draft, or send it, and die by SIGKILL before one step after the other.

A step is a statement that goes to the database, a commit, and the moment after one. `python -m` this module with a
database, what to do and whose drafts these are: the first process dies before the first step of `draft-1`, the next one
before the second of `draft-2`, until one gets to its end. It prints how many died.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from reference_portal.tests.fakes import office_on
from sqlalchemy import event
from sqlalchemy.orm import Session

from frontdoor.forms import library_form
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.drafts import save_page
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.send_draft import send_draft

FORM = library_form("cause_for_concern")
PAGE, WORDS = "school", {"gp": "Typed at the last moment"}
MOST_STEPS = 200


def office_at(url: str) -> Office:
    """An office on a database, with an engine of its own."""
    engine = open_engine(url)
    forms = {"forms": {FORM.id: FORM}, "form_versions": {(FORM.id, FORM.version): FORM}}
    return office_on(SqlWork(engine), lambda: datetime.now(UTC), **forms)  # type: ignore[arg-type]


def act(office: Office, what: str, person_id: str, draft_id: str) -> None:
    """What the process does: save a page, or send the draft."""
    with office.work.reading() as tx:
        account = tx.accounts.account(person_id)
    assert account is not None
    if what == "save":
        save_page(office, account.professional, draft_id, PAGE, WORDS)
    else:
        send_draft(office, account.professional, draft_id)


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
            office = office_at(url)
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
