"""The statements: which rows of the dataset are asked for, in SQL that any database understands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import field, frozen
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, not_, select, union

from frontdoor.connectors.failures import ContractMismatch
from frontdoor_ssd.dataset import (
    ADDRESS,
    CARE,
    CIN_PLANS,
    CP_PLANS,
    DEPARTMENT,
    EPISODES,
    FAMILY,
    IDENTIFIERS,
    INVOLVEMENTS,
    LEGAL_STATUS,
    MOTHER,
    PERSON,
    PLACEHOLDER,
    PROFESSIONALS,
    Dataset,
)

Row: TypeAlias = Mapping[Any, Any]
Which: TypeAlias = Callable[[ColumnElement[Any]], ColumnElement[bool]]

SAME_FAMILY = "same family"

OWNERS = {
    CIN_PLANS: "cinp_person_id",
    CP_PLANS: "cppl_person_id",
    CARE: "clae_person_id",
    LEGAL_STATUS: "lega_person_id",
}
"""Of what children are under: whose a row is."""


@frozen
class Belongings:
    """The rows of other tables that belong to one person."""

    addresses: list[Row] = field(factory=list)
    identifiers: list[Row] = field(factory=list)
    episodes: list[Row] = field(factory=list)
    under: dict[str, list[Row]] = field(factory=dict)
    """Plans, care and legal statuses, by their table; a table that the database does not have is not in it."""


@frozen
class Reading:
    """One question to the dataset: over which connection, as of when (UTC), and the council's own day then."""

    connection: Connection
    dataset: Dataset
    as_at: datetime
    today: date


def people(dataset: Dataset, *where: ColumnElement[bool]) -> Select[Any]:
    """Rows of `ssd_person`, in the order of their ids."""
    number = dataset.column(PERSON, "pers_person_id")
    return select(*dataset.columns(PERSON)).where(*where).order_by(number)


def how_many(dataset: Dataset) -> Select[int, int]:
    """All rows of `ssd_person`, and those with an id."""
    return select(func.count(), func.count(dataset.column(PERSON, "pers_person_id"))).select_from(
        dataset.tables[PERSON]
    )


def portion(
    reading: Reading, where: Sequence[ColumnElement[bool]], after: str | None, most: int
) -> tuple[list[Row], bool]:
    """At most so many people, in the order of their ids, that follow `after`; and whether there are more.

    Raises `ContractMismatch` as `one_of_each` does.
    """
    number = reading.dataset.column(PERSON, "pers_person_id")
    further = () if after is None else (number > after,)
    # One more than wanted: it tells whether there is a next portion, and whether the last id comes twice.
    statement = people(reading.dataset, *where, *further).limit(most + 1)
    found = reading.connection.execute(statement).mappings().all()
    return one_of_each(found)[:most], len(found) > most


def belongings(reading: Reading, which: Which, *, with_episodes: bool = True) -> Mapping[str, Belongings]:
    """What belongs to the people whose ids `which` describes, by id."""
    dataset = reading.dataset
    found: defaultdict[str, Belongings] = defaultdict(lambda: nothing_of(dataset))
    for row in _of(reading, ADDRESS, "addr_person_id", which):
        found[str(row["addr_person_id"])].addresses.append(row)
    if dataset.has(IDENTIFIERS):
        for row in _of(reading, IDENTIFIERS, "link_person_id", which):
            found[str(row["link_person_id"])].identifiers.append(row)
    if with_episodes and dataset.has(EPISODES):
        for row in _of(reading, EPISODES, "cine_person_id", which):
            found[str(row["cine_person_id"])].episodes.append(row)
    for name, owner in OWNERS.items() if with_episodes else ():
        if dataset.has(name):
            for row in _of(reading, name, owner, which):
                found[str(row[owner])].under[name].append(row)
    return found


def nothing_of(dataset: Dataset) -> Belongings:
    """What belongs to somebody whom no other table names."""
    return Belongings(under={name: [] for name in OWNERS if dataset.has(name)})


def relatives(dataset: Dataset, person_id: str) -> Select[Any]:
    """Who is of the same family, and who is whose mother: `person_id`, `relation`, and that person's row if any."""
    family = dataset.tables[FAMILY]
    own = family.alias("own")
    same = select(family.c.fami_person_id.label("person_id"), literal(SAME_FAMILY).label("relation")).where(
        own.c.fami_person_id == person_id,
        _names_one(own.c.fami_family_id),
        family.c.fami_family_id == own.c.fami_family_id,
        family.c.fami_person_id != person_id,
    )
    kinds = [same]
    if dataset.has(MOTHER):
        mother, child = (dataset.column(MOTHER, name) for name in ("moth_person_id", "moth_childs_person_id"))
        kinds.append(select(mother, literal("mother")).where(child == person_id, mother != person_id))
        kinds.append(select(child, literal("child")).where(mother == person_id, child != person_id))
    related = union(*kinds).subquery("related")
    number = dataset.column(PERSON, "pers_person_id")
    joined = related.outerjoin(dataset.tables[PERSON], number == related.c.person_id)
    return (
        select(related, *dataset.columns(PERSON))
        .select_from(joined)
        .where(_names_one(related.c.person_id))
        .order_by(related.c.person_id)
    )


def involvements(dataset: Dataset, person_id: str) -> Select[Any]:
    """Every involvement of one person, ended ones too, with the worker and the team where the dataset names them."""
    of = dataset.tables[INVOLVEMENTS]
    worker = dataset.tables[PROFESSIONALS]
    joined = of.outerjoin(worker, worker.c.prof_professional_id == of.c.invo_professional_id)
    team: ColumnElement[Any] = literal("").label("dept_team_name")
    if dataset.has(DEPARTMENT):
        department = dataset.tables[DEPARTMENT]
        joined = joined.outerjoin(department, department.c.dept_team_id == of.c.invo_professional_team)
        team = department.c.dept_team_name
    return (
        select(*dataset.columns(INVOLVEMENTS), *dataset.columns(PROFESSIONALS), team)
        .select_from(joined)
        .where(of.c.invo_person_id == person_id)
        .order_by(of.c.invo_involvement_start_date.desc())
    )


def among(ids: Iterable[str]) -> Which:
    """People by their ids: a few hundred at most, since a database takes only so many parameters."""
    wanted = list(ids)
    return lambda number: number.in_(wanted)


def between(after: str, last: str) -> Which:
    """People whose ids follow `after` in the database's own order, up to `last`."""
    return lambda number: and_(number > after, number <= last)


def one_of_each(rows: Sequence[Row]) -> list[Row]:
    """Each row once. Raises `ContractMismatch` for two different rows of one id, which could be two children."""
    by_id: dict[str, Row] = {}
    for row in rows:
        number = row["pers_person_id"]
        if number is None or not str(number).strip():
            raise ContractMismatch(f"{PERSON} has a row without an id")
        known = by_id.setdefault(str(number), row)
        if known is not row and dict(known) != dict(row):
            raise ContractMismatch(f"{PERSON} has two different rows with one id")
    return list(by_id.values())


def _names_one(number: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an id is one. What stands for "not known" is the same in many rows, and would make strangers a family."""
    return and_(func.trim(number) != "", not_(func.upper(number).startswith(PLACEHOLDER, autoescape=True)))


def _of(reading: Reading, table: str, owner: str, which: Which) -> Iterable[Row]:
    statement = select(*reading.dataset.columns(table)).where(which(reading.dataset.column(table, owner)))
    return reading.connection.execute(statement).mappings()
