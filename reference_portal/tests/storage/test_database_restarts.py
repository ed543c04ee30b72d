"""F19: PostgreSQL starts again in the middle of a save. Its writer notices nothing, and nothing is stored twice."""

from typing import Any

import psycopg
from attrs import evolve
from reference_portal.tests.fakes import Clock, office_on
from reference_portal.tests.storage.made import DRAFT, TEACHER, register
from sqlalchemy import event, make_url

from frontdoor.forms import library_form
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.drafts import save_page
from frontdoor_portal.use_cases.drafts.versions import NOTHING_SEEN
from frontdoor_portal.use_cases.models import Action

FORM = library_form("cause_for_concern")
EVERY_OTHER = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"


def test_f19_a_save_during_which_every_connection_ends_is_tried_again(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    work = SqlWork(engine)
    register(work)
    office = office_on(work, Clock(), forms={FORM.id: FORM}, form_versions={(FORM.id, FORM.version): FORM})
    with work.begin() as tx:
        tx.drafts.add(evolve(DRAFT, form_id=FORM.id, form_version=FORM.version, answers={}))
    ended: list[bool] = []

    def end_every_connection(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("UPDATE drafts") or ended:
            return
        ended.append(True)
        address = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as admin:
            admin.execute(EVERY_OTHER, (admin.info.backend_pid,))

    event.listen(engine, "before_cursor_execute", end_every_connection)
    save_page(office, TEACHER, DRAFT.id, "school", {"gp": "Riverside"}, seen=NOTHING_SEEN)

    with work.reading() as tx:
        draft = tx.drafts.get(DRAFT.id)
        saves = [each for each in tx.audit.of_subject(DRAFT.id) if each.action is Action.SAVED_DRAFT]
    engine.dispose()
    assert draft is not None
    assert (ended, draft.answers, len(saves)) == ([True], {"gp": "Riverside"}, 1)
