"""PostgreSQL's pg_trgm, as one would use it: names alike by trigrams, with what the date and the postcode add."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from frontdoor.connectors.feed import PersonIdentity
from frontdoor_benchmarks.finding.outcome import measure
from frontdoor_benchmarks.finding.queries import Asked

NOT_THERE = "no PostgreSQL with pg_trgm is installed (on Debian: apt-get install postgresql postgresql-contrib)"
_SERVERS = Path("/usr/lib/postgresql")
_ROWS = "CREATE TABLE children (id text PRIMARY KEY, name text NOT NULL, born date, postcode text NOT NULL)"
_INDEX = "CREATE INDEX ON children USING gin (name gin_trgm_ops)"
_FIND = """
SELECT id FROM children WHERE name %% %(name)s
ORDER BY similarity(name, %(name)s) + 0.3 * coalesce((born = %(born)s)::int, 0)
       + 0.2 * (%(postcode)s <> '' AND postcode = %(postcode)s)::int DESC
LIMIT 10
"""


class NoTrigrams(RuntimeError):
    """There is no server here that has the extension."""


def find_by_trigrams(people: Sequence[PersonIdentity], asked: Sequence[Asked]) -> dict[str, Any]:
    """The figures, first pass and second. Raises `NoTrigrams`."""
    with _server() as address, psycopg.connect(address, autocommit=True) as connection:
        _fill(connection, people)

        def find(each: Asked) -> Sequence[str]:
            query = each.query
            name = f"{query.given_name} {query.family_name}"
            postcode = query.postcode.value if query.postcode else ""
            values = {"name": name, "born": query.date_of_birth, "postcode": postcode}
            return [row[0] for row in connection.execute(_FIND, values)]

        return {"cold": measure(asked, find).as_json(), "warm": measure(asked, find).as_json()}


def _fill(connection: psycopg.Connection[Any], people: Sequence[PersonIdentity]) -> None:
    connection.execute("CREATE EXTENSION pg_trgm")
    connection.execute(_ROWS)
    with connection.cursor().copy("COPY children FROM STDIN") as copy:
        for each in people:
            born = each.birth_date.on if each.birth_date else None
            copy.write_row((each.id, str(each.name), born, each.postcodes[0].value if each.postcodes else ""))
    connection.execute(_INDEX)
    connection.execute("VACUUM ANALYZE children")


@contextmanager
def _server() -> Iterator[str]:
    """The address of a server of its own with the extension, its settings as they come."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-trigrams-"))
    user = _server_user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, *arguments],
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            raise NoTrigrams(f"{program} failed: {done.stderr.decode().strip().splitlines()[-1:]}")

    data = folder / "data"
    try:
        run("initdb", "-D", str(data), "-U", "bench", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"host={folder} user=bench dbname=postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    for found in sorted(_SERVERS.glob("*/bin/pg_ctl"), reverse=True):
        version = found.parent.parent.name
        if Path(f"/usr/share/postgresql/{version}/extension/pg_trgm.control").exists():
            return found.parent
    raise NoTrigrams(NOT_THERE)


def _server_user() -> pwd.struct_passwd | None:
    """Root may not run the server: then it is whoever the package made for it."""
    return pwd.getpwnam("postgres") if os.getuid() == 0 else None
