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
    # A table that an earlier step made again, and renamed, stands there with its name in quotes.
    head = next((each for each in (f"CREATE TABLE {table} ", f'CREATE TABLE "{table}" ') if made.startswith(each)), "")
    check = rf"(?<=CONSTRAINT {constraint} CHECK \(){name} IN \([^)]*\)"
    wanted, found = re.subn(check, condition, made)
    if found != 1 or not head:
        raise RuntimeError(f"The table {table} was not made by the steps before this one")
    op.execute(wanted.replace(head, f"CREATE TABLE {table}_anew ", 1))
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
