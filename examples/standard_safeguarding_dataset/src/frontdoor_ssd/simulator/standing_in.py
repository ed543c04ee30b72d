"""The simulator: starts a database file, goes wrong when told to, and changes as a night's load changes it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Final, Self

from sqlalchemy import Engine, create_engine, delete, select, text, update

from frontdoor.testing.simulators import Held, Misbehaviour
from frontdoor_ssd.simulator import filling, importing, tables
from frontdoor_ssd.simulator.holding import Holding

OLD: Final = timedelta(days=2)

_WRONG: Final = {
    Misbehaviour.EMPTY: (
        (
            "ALTER TABLE ssd_person RENAME TO ssd_person_kept",
            "CREATE TABLE ssd_person AS SELECT * FROM ssd_person_kept LIMIT 0",
        ),
        ("DROP TABLE ssd_person", "ALTER TABLE ssd_person_kept RENAME TO ssd_person"),
    ),
    Misbehaviour.MALFORMED: (
        ("ALTER TABLE ssd_person RENAME COLUMN pers_dob TO pers_born",),
        ("ALTER TABLE ssd_person RENAME COLUMN pers_born TO pers_dob",),
    ),
}
"""How the tables go wrong, and how they are mended: emptied by a load, or of another shape than was promised."""


_SOMEBODY: Final = (
    select(tables.PERSON.c.pers_person_id)
    .where(tables.PERSON.c.pers_restricted != "Y", tables.PERSON.c.pers_surname.is_not(None))
    .order_by(tables.PERSON.c.pers_person_id)
    .limit(1)
)


class SafeguardingDataset:
    """A copy of the dataset in an SQLite file. Referrals are copied by hand, so nothing can be written."""

    title: ClassVar[str] = "Safeguarding dataset"
    misbehaviours: ClassVar[frozenset[Misbehaviour]] = frozenset({*_WRONG, Misbehaviour.STALE, Misbehaviour.SLOW})

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ssd.sqlite"
        folder.mkdir(parents=True, exist_ok=True)
        self._engine: Engine = create_engine(f"sqlite:///{self._file}")
        self._wrong: Misbehaviour | None = None
        self._job: Holding | None = None
        is_new = not self._file.exists()
        with self._engine.begin() as connection:
            if is_new:
                tables.METADATA.create_all(connection)
                filling.fill(connection, datetime.now(UTC))

    @classmethod
    def start(cls, folder: Path, port: int = 0) -> Self:  # noqa: ARG003 - a file listens on no port
        return cls(folder)

    @property
    def settings(self) -> Mapping[str, Any]:
        return {
            "database": f"sqlite:///{self._file}",
            "refreshed": "ssd_refresh.finished_at",
            "restricted_column": "pers_restricted",
        }

    @property
    def secrets(self) -> Mapping[str, str]:
        return {}

    @property
    def sockets(self) -> Mapping[str, tuple[str, int]]:
        return {}

    def misbehave(self, how: Misbehaviour | None) -> None:
        self._let_go()
        with self._engine.begin() as connection:
            for statement in _WRONG[self._wrong][1] if self._wrong in _WRONG else ():
                connection.execute(text(statement))
            for statement in _WRONG[how][0] if how in _WRONG else ():
                connection.execute(text(statement))
            connection.execute(delete(tables.REFRESH))
            finished = datetime.now(UTC) - (OLD if how is Misbehaviour.STALE else timedelta())
            filling.finish_load(connection, finished)
        self._wrong = how
        if how is Misbehaviour.SLOW:
            self._job = Holding(self._file)

    def held(self, reference: str) -> Held:  # noqa: ARG002 - the protocol's
        return Held()

    def catch_up(self) -> None:
        """Nothing lags: nothing is written."""

    def populate(self, people: int, seed: int) -> None:
        with self._engine.begin() as connection:
            filling.populate(connection, people, seed)

    def change_somebody(self) -> str:
        with self._engine.begin() as connection:
            person_id = connection.execute(_SOMEBODY).scalar_one()
            change = update(tables.PERSON).where(tables.PERSON.c.pers_person_id == person_id)
            connection.execute(change.values(pers_surname=tables.PERSON.c.pers_surname + "-Harte"))
            filling.finish_load(connection, datetime.now(UTC))
        return str(person_id)

    def remove_somebody(self) -> str:
        with self._engine.begin() as connection:
            person_id = connection.execute(_SOMEBODY).scalar_one()
            connection.execute(delete(tables.PERSON).where(tables.PERSON.c.pers_person_id == person_id))
            filling.finish_load(connection, datetime.now(UTC))
        return str(person_id)

    def close(self) -> None:
        self._let_go()
        self._engine.dispose()

    def _let_go(self) -> None:
        if self._job is not None:
            self._job.end()
            self._job = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class SafeguardingDatasetWithImports(SafeguardingDataset):
    """The same with a folder for referrals beside it, and a job that imports them into the case system."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._referrals = folder / "referrals"
        self._referrals.mkdir(exist_ok=True)

    @property
    def settings(self) -> Mapping[str, Any]:
        return {**super().settings, "referral_folder": str(self._referrals)}

    def held(self, reference: str) -> Held:
        return importing.held(self._referrals, reference)

    def catch_up(self) -> None:
        """Import the referrals that wait, and load the dataset anew."""
        with self._engine.begin() as connection:
            importing.take_in(self._referrals, connection)
            filling.finish_load(connection, datetime.now(UTC))
