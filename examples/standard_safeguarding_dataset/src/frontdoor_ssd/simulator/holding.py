"""A job that keeps the tables to itself: whoever asks meanwhile waits longer than a page does."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Final

HELD: Final = 4.0
"""Seconds for which nobody else can read."""

LET_GO: Final = 0.3
"""Seconds in between, longer than SQLite sleeps before it tries again."""


class Holding:
    """Holds a database file's lock again and again until it is told to end."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._is_held, self._is_over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold, name="a job that holds the tables", daemon=True)
        self._thread.start()
        self._is_held.wait()

    def end(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _hold(self) -> None:
        with closing(sqlite3.connect(self._file, isolation_level=None)) as connection:
            while not self._is_over.is_set():
                connection.execute("BEGIN EXCLUSIVE")
                self._is_held.set()
                self._is_over.wait(HELD)
                connection.execute("ROLLBACK")
                self._is_over.wait(LET_GO)
