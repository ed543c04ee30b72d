"""Types of columns for the steps, fixed here so that a later change of the rows does not change history."""

import sqlalchemy as sa

UTC_TIME = sa.DateTime(timezone=True)
WRITE_ORDER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def codes(name: str, *values: str) -> sa.Enum:
    """A closed list: text of at most 40 characters, with a CHECK called after the table and `name`."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
