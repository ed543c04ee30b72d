"""Names are compared by each database as the SDK compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, create_engine, literal, select
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Dialect

from frontdoor.single_view import fold
from frontdoor.testing import families
from frontdoor_mosaic.mart.folding import folded, folded_on_sqlite, starts_with

NAMES = sorted({part for person in families.people() for part in (person.name.given, person.name.family) if part})
ODD = ["O’Brien-Ní Dhómhnaill", "Łuczak", "Æthelræd", "Þóra", "Weiß", "Øyvind", "Đặng", "Sio\u0302n", "St. John"]
SQL_SERVER: Dialect = registry.load("mssql.pyodbc")()


@pytest.fixture(scope="module")
def folds(postgres_server: str) -> dict[str, str]:
    """What PostgreSQL makes of each name."""
    engine = create_engine(postgres_server.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        told = {name: connection.execute(select(folded(literal(name)))).scalar_one() for name in [*NAMES, *ODD]}
    engine.dispose()
    return told


@pytest.mark.parametrize("name", [*NAMES, *ODD])
def test_postgresql_folds_a_name_as_the_sdk_does(folds: dict[str, str], name: str) -> None:
    assert folds[name] == fold(name)


@given(st.text(max_size=20))
def test_sqlite_folds_a_name_as_the_sdk_does(name: str) -> None:
    assert folded_on_sqlite(name) == fold(name)


def test_sqlite_takes_a_name_that_is_not_there_for_an_empty_one() -> None:
    assert folded_on_sqlite(None) == ""


def test_sql_server_compares_by_a_collation_without_case_and_accents() -> None:
    names = Table("DM_PERSONS", MetaData(), Column("LAST_NAME", String))
    compiled = str(starts_with(names.c.LAST_NAME, "O'Neill").compile(dialect=SQL_SERVER))
    assert "[DM_PERSONS].[LAST_NAME] COLLATE Latin1_General_100_CI_AI" in compiled
    assert compiled.endswith(" LIKE :param_1")


@given(st.text(max_size=20))
def test_what_was_typed_brings_no_wildcard_of_its_own(typed: str) -> None:
    column = Column("LAST_NAME", String)
    [pattern] = starts_with(column, typed).compile(dialect=SQL_SERVER).params.values()
    assert not {"%", "_", "["} & set(pattern.removesuffix("%"))
