"""Uploads that kill their own process at a step: `dying_upload DATABASE FOLDER DRAFT FILE...`.

The steps are counted over everything an upload does that lasts: each write to the storage, each change in the
database, each commit. Processes are forked, since starting each anew would take longer than all they do.
"""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from attrs import evolve
from reference_portal.tests.attachments.rooms import KEY, JudgeHere, Scanner
from reference_portal.tests.fakes import office_on, person
from reference_portal.tests.unit.use_cases.scene import FORM

from frontdoor.secrets.references import Secret
from frontdoor_portal.attachments.folder import FolderStore
from frontdoor_portal.attachments.sealing import SealedStorage
from frontdoor_portal.composition import utc_now
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.attachments.models import FileLimits
from frontdoor_portal.use_cases.attachments.ports import FileRoom
from frontdoor_portal.use_cases.ports import Office


class Steps:
    """Counts steps; at the one that is its last, there is no process any more."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class DyingStore:
    """A folder that is killed before, within and after each write."""

    def __init__(self, store: FolderStore, steps: Steps) -> None:
        self._store, self._steps = store, steps

    def write(self, key: str, chunks: Iterable[bytes]) -> None:
        def counted() -> Iterator[bytes]:
            for chunk in chunks:
                self._steps.step()
                yield chunk
            self._steps.step()

        self._store.write(key, counted())
        self._steps.step()

    def read(self, key: str, size: int) -> Iterator[bytes]:
        return self._store.read(key, size)

    def delete(self, key: str) -> None:
        self._steps.step()
        self._store.delete(key)

    def older_than(self, age: timedelta) -> Iterator[str]:
        return self._store.older_than(age)

    def free(self) -> int:
        return self._store.free()


class DyingWork:
    """A database that is killed before each transaction that changes something, in it, and after it."""

    def __init__(self, work: SqlWork, steps: Steps) -> None:
        self._work, self._steps = work, steps

    @contextmanager
    def begin(self) -> Iterator[Any]:
        self._steps.step()
        with self._work.begin() as tx:
            yield tx
            self._steps.step()
        self._steps.step()

    def reading(self) -> Any:
        return self._work.reading()


def office_of(database: str, folder: Path, steps: Steps) -> Office:
    work: Any = DyingWork(SqlWork(open_engine(database)), steps)
    store: Any = DyingStore(FolderStore(folder), steps)
    storage = SealedStorage(store, KEY, lambda _: Secret("a key for tests alone, of enough letters"))
    room = FileRoom(storage, JudgeHere(storage), Scanner(), FileLimits(spare=0))
    clock: Any = utc_now
    forms = {"forms": {FORM.id: FORM}, "form_versions": {(FORM.id, FORM.version): FORM}}
    return evolve(office_on(work, clock, **forms), files=room)


def upload(office: Office, draft: str, files: list[str], acknowledged: int) -> None:
    for file in files:
        path = Path(file)
        added = add_file(office, person(), draft, path.name, [path.read_bytes()])
        os.write(acknowledged, f"{added.id} ".encode())


def main() -> None:
    """For each number of a step that is asked for, fork a process that dies there; one answer a line."""
    database, folder, draft, *files = sys.argv[1:]
    for line in sys.stdin:
        heard, acknowledged = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(heard)
            upload(office_of(database, Path(folder), Steps(int(line))), draft, files, acknowledged)
            os._exit(0)
        os.close(acknowledged)
        with os.fdopen(heard) as told:
            names = told.read().split()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps({"code": os.waitstatus_to_exitcode(status), "acknowledged": names}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
