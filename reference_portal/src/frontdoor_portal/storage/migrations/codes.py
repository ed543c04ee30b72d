"""A closed list of codes made longer: PostgreSQL changes the CHECK, SQLite is given the table anew."""

import re

import sqlalchemy as sa
from alembic import op


def widen(table: str, name: str, *codes: str) -> None:
    """Let a column that `columns.codes` made hold these codes. `name` is the column's and the list's.

    SQLite cannot change a CHECK, so its table is made again under another name, filled and renamed, as SQLite's own
    documentation advises ("Making Other Kinds Of Table Schema Changes"). `upgrade` leaves foreign keys off meanwhile
    and checks them in the end.
    """
    constraint = f"ck_{table}_{name}"
    listed = ", ".join(f"'{code}'" for code in codes)
    condition = f"{name} IN ({listed})"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(constraint), table, type_="check")
        op.create_check_constraint(op.f(constraint), table, sa.text(condition))
        return
    made, indexes = _made_with(table)
    check = rf"(?<=CONSTRAINT {constraint} CHECK \(){name} IN \([^)]*\)"
    wanted, found = re.subn(check, condition, made)
    if found != 1:
        raise RuntimeError(f"The table {table} was not made by the steps before this one")
    _make_anew(table, wanted, indexes)


def add_codes(table: str, name: str, for_all: str, *codes: str) -> None:
    """Add a column that holds one of these codes, with a CHECK as `columns.codes` makes one; `for_all` to begin with.

    What it holds of each row is the caller's to put right afterwards.
    """
    listed = ", ".join(f"'{code}'" for code in codes)
    constraint, condition = f"ck_{table}_{name}", f"{name} IN ({listed})"
    column = sa.Column(name, sa.String(40), server_default=for_all, nullable=False)
    op.add_column(table, column)
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column(table, name, server_default=None)
        op.create_check_constraint(op.f(constraint), table, sa.text(condition))
        return
    made, indexes = _made_with(table)
    wanted, found = re.subn(
        rf"\b{name} VARCHAR\(40\) DEFAULT '{for_all}' NOT NULL", f"{name} VARCHAR(40) NOT NULL", made
    )
    if found != 1:
        raise RuntimeError(f"The table {table} was not made by the steps before this one")
    end = wanted.rindex(")")
    _make_anew(table, f"{wanted[:end]}, CONSTRAINT {constraint} CHECK ({condition}))", indexes)


def _make_anew(table: str, wanted: str, indexes: list[str]) -> None:
    head = f"CREATE TABLE {table} "
    named = re.sub(rf'^CREATE TABLE "?{table}"? *(?=\()', head, wanted, count=1)
    if not named.startswith(head):
        raise RuntimeError(f"The table {table} was not made by the steps before this one")
    op.execute(named.replace(head, f"CREATE TABLE {table}_anew ", 1))
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for index in indexes:
        op.execute(index)


def _made_with(table: str) -> tuple[str, list[str]]:
    rows = op.get_bind().execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": table}
    )
    statements = [(kind, statement) for kind, statement in rows]
    [made] = [statement for kind, statement in statements if kind == "table"]
    return made, [statement for kind, statement in statements if kind == "index"]
