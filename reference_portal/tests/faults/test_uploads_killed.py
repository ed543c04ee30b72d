"""SIGKILL between any two steps of an upload: what was acknowledged is there whole, and nothing else stays for good."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import Scanner, room_in
from reference_portal.tests.fakes import office_on, person, register_people
from reference_portal.tests.unit.use_cases.scene import FORM

from frontdoor_portal.composition import utc_now
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.attachments.models import NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.removing import orphans, sweep_files
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.ports import Office

NO_GRACE = timedelta(seconds=-5)
FILES = {"a.txt": made.TEXT, "b.jpg": made.picture()}
DRAFT = "draft-1"


@pytest.fixture
def office(work: SqlWork, tmp_path: Path) -> Office:
    clock = utc_now
    forms = {"forms": {FORM.id: FORM}, "form_versions": {(FORM.id, FORM.version): FORM}}
    made_office = office_on(work, clock, files=room_in(tmp_path / "files", Scanner()), **forms)  # type: ignore[arg-type]
    register_people(made_office, person())
    now = datetime.now(UTC)
    with work.begin() as tx:
        tx.drafts.add(Draft(DRAFT, person().id, person().agency.id, FORM.id, FORM.version, {"a": "b"}, now, now))
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    return made_office


@pytest.fixture
def upload(office: Office, tmp_path: Path, database_url: str) -> Iterator[Callable[[int], dict[str, Any]]]:  # noqa: ARG001
    """Adds both files in a process that dies at a step; how it ended, and what it had acknowledged."""
    module = "reference_portal.tests.faults.dying_upload"
    files = [str(tmp_path / name) for name in FILES]
    command = [sys.executable, "-m", module, database_url, str(tmp_path / "files"), DRAFT, *files]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, answered = process.stdin, process.stdout

        def run(last: int) -> dict[str, Any]:
            asked.write(f"{last}\n")
            asked.flush()
            answer: dict[str, Any] = json.loads(answered.readline())
            return answer

        yield run


def check_whole(office: Office, acknowledged: list[str]) -> list[str]:
    """That each file that was acknowledged or has a row is whole, audited and no orphan; answers with their names."""
    assert office.files is not None
    with office.work.reading() as tx:
        found, audited = tx.attachments.of_draft(DRAFT), tx.audit.of_subject(DRAFT)
        draft = tx.drafts.get(DRAFT)
    assert draft is not None
    assert draft.answers == {"a": "b"}
    ids = [each.id for each in found]
    assert set(acknowledged) <= set(ids)
    assert set(ids) <= {entry.detail for entry in audited if entry.action is Action.ADDED_FILE}
    for each in found:
        assert b"".join(office.files.storage.open(each.original)) == FILES[each.name]
        if each.copy is not None:
            assert made.place_in(b"".join(office.files.storage.open(each.copy))) == {}
    return [each.name for each in found]


def test_a_killed_upload_loses_nothing_acknowledged_and_leaves_nothing(
    office: Office, upload: Callable[[int], dict[str, Any]]
) -> None:
    """Every step of the first file and of the second; each time the same files are sent again in the end."""
    seen, step = set(), 0
    while True:
        step += 1
        done = upload(step)
        names = check_whole(office, done["acknowledged"])
        seen.add(len(names))
        if done["code"] == 0:
            break
        assert done["code"] == -signal.SIGKILL
        _start_again(office)
    assert (seen, names, step > 12) == ({0, 1, 2}, list(FILES), True)
    assert orphans(office, NO_GRACE) == frozenset()


def _start_again(office: Office) -> None:
    """Send both again as a person would, then take them off and sweep: nothing may be left of any of it."""
    for name, data in FILES.items():
        try:
            add_file(office, person(), DRAFT, name, [data])
        except NotTaken as refused:
            assert refused.why is Unwanted.SAME  # noqa: PT017 - that it is there already is as good
    with office.work.begin() as tx:
        assert [each.name for each in tx.attachments.of_draft(DRAFT)] == list(FILES)
        tx.attachments.drop_of_draft(DRAFT)
    sweep_files(office, NO_GRACE)
    assert orphans(office, NO_GRACE) == frozenset()
