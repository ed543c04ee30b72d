"""Matches anew whoever a file touched, and writes down who is who: inside the transaction that took the file in."""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from frontdoor.connectors.pupils import IntakeState
from frontdoor_capita_one.arrival import SEPARATOR, Kind
from frontdoor_capita_one.matching import Joined, Line, join
from frontdoor_capita_one.records import read_standing, standing_row

Link = tuple[str, str | int]
"""Something that two arrivals may share: a column and a value."""

_LINE = (
    "select number, kind, key, upn, person_id, school_code, first_seen, written_at, twice, pupil_id, identity"
    " from arrival where "
)
_BY = {
    "number": "number = ?",
    "upn": "upn = ? and upn <> ''",
    "former": "number in (select number from former_upn where upn = ?)",
    "whole": "whole = ? and whole <> ''",
    "person_id": "person_id = ? and person_id <> ''",
    "pupil_id": "pupil_id = ?",
}


def settle(connection: sqlite3.Connection) -> None:
    """Match every arrival in the table `unsettled` with all that may be about the same child."""
    book = _Book(connection)
    seen: set[int] = set()
    for (number,) in connection.execute("select number from unsettled order by number").fetchall():
        if number not in seen:
            around = dict(_around(connection, number))
            seen.update(line.number for line in around)
            book.write(join(tuple(around)), around)
    left = "select pupil_id from bereft where pupil_id not in (select pupil_id from arrival)"
    book.remove([pupil_id for (pupil_id,) in connection.execute(left).fetchall()])
    book.close()


def _around(connection: sqlite3.Connection, number: int) -> Iterator[tuple[Line, str]]:
    """The arrival and all that share anything with it or with one another, each with its present pupil's id."""
    waiting: list[Link] = [("number", number)]
    asked: set[Link] = set(waiting)
    found: set[int] = set()
    while waiting:
        column, value = waiting.pop()
        for row in connection.execute(_LINE + _BY[column], (value,)).fetchall():
            if row[0] in found:
                continue
            found.add(row[0])
            select = "select upn from former_upn where number = ? order by rowid"
            formers = tuple(upn for (upn,) in connection.execute(select, (row[0],)))
            line, pupil_id = _line(row, formers), row[9]
            yield line, pupil_id
            for link in _links(line, pupil_id):
                if link[1] and link not in asked:
                    asked.add(link)
                    waiting.append(link)


def _links(line: Line, pupil_id: str) -> Iterator[Link]:
    """What an arrival may share with others; empty where it has nothing of the kind."""
    yield from (("upn", upn) for upn in (line.upn, *line.former_upns))
    yield "former", line.upn
    yield "whole", SEPARATOR.join(line.details) if line.is_whole else ""
    yield "person_id", line.person_id
    yield "pupil_id", pupil_id


def _line(row: Sequence[str | int], former_upns: tuple[str, ...]) -> Line:
    number, kind, key, upn, person_id, school_code, first_seen, written_at, twice, _, identity = row
    given, family, _, born, sex, *_ = json.loads(str(identity))
    one, two, three, four = str(key).split(SEPARATOR)[-4:]
    return Line(
        number=int(number),
        kind=Kind(str(kind)),
        upn=str(upn),
        former_upns=former_upns,
        person_id=str(person_id),
        details=(one, two, three, four),
        shown=(born, family, sex, given),
        school_code=str(school_code),
        first_seen=str(first_seen),
        written_at=str(written_at),
        twice=bool(twice),
    )


class _Book:
    """Who is who in the index, and the revision in which each changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        row = connection.execute("select value from meta where name = 'revision'").fetchone()
        self._revision = int(row[0])

    def write(self, pupils: Iterable[Joined], ids: dict[Line, str]) -> None:
        """Write the pupils down. Each keeps the id of its first arrival, where no other pupil has it."""
        taken: set[str] = set()
        for pupil in sorted(pupils, key=lambda pupil: min(line.number for line in pupil.lines)):
            lines = sorted(pupil.lines, key=lambda line: line.number)
            free = (ids[line] for line in lines if ids[line] not in taken)
            pupil_id = next(free, None) or secrets.token_hex(8)
            taken.add(pupil_id)
            moved = [line.number for line in lines if ids[line] != pupil_id]
            self._connection.executemany(
                "update arrival set pupil_id = ? where number = ?", [(pupil_id, number) for number in moved]
            )
            if pupil.withdrawn:
                self.remove([pupil_id])
            else:
                self._keep(pupil_id, pupil, is_changed=bool(moved))
        self.remove(sorted(set(ids.values()) - taken))

    def _keep(self, pupil_id: str, pupil: Joined, *, is_changed: bool) -> None:
        """Write a pupil down; the revision goes up only where the feed would tell something else than before."""
        select = "select base, standing, revision from pupil where pupil_id = ?"
        before = self._connection.execute(select, (pupil_id,)).fetchone()
        is_same = before is not None and (before[0], _holds_upn(before[1])) == (
            pupil.base.number,
            pupil.standing.holds_upn,
        )
        if is_changed or not is_same or self._is_anew(pupil):
            self._revision += 1
            revision = self._revision
        else:
            revision = before[2]
        self._connection.execute(
            "insert or replace into pupil select ?, number, ?, sort_name, ? from arrival where number = ?",
            (pupil_id, revision, _standing(pupil), pupil.base.number),
        )
        self._connection.execute("delete from gone where pupil_id = ?", (pupil_id,))

    def _is_anew(self, pupil: Joined) -> bool:
        anew = "select 1 from touched where anew and number = ?"
        return any(self._connection.execute(anew, (line.number,)).fetchone() for line in pupil.lines)

    def remove(self, pupil_ids: Iterable[str]) -> None:
        """Take pupils out, and tell the feed of those who had been in."""
        for pupil_id in pupil_ids:
            if self._connection.execute("delete from pupil where pupil_id = ?", (pupil_id,)).rowcount:
                self._revision += 1
                self._connection.execute("insert or replace into gone values (?, ?)", (pupil_id, self._revision))

    def close(self) -> None:
        self._connection.execute("update meta set value = ? where name = 'revision'", (str(self._revision),))


def _holds_upn(standing: str) -> bool:
    return not standing or read_standing(json.loads(standing)).holds_upn


def _standing(pupil: Joined) -> str:
    alone = len(pupil.lines) == 1 and pupil.base.kind is Kind.CTF
    if alone and pupil.standing.state is IntakeState.AUTOMATCHED and not pupil.standing.notes:
        return ""
    return json.dumps(standing_row(pupil.standing), ensure_ascii=False)
