"""Every statement that the connector sends, compiled for SQL Server, where a council's mart lies.

The statements are caught on their way to SQLite while everything is asked, so that none can be forgotten here.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import ClauseElement, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Dialect

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import EpisodeRequest
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.mart.tables import TABLES
from frontdoor_mosaic.simulator import Simulator

SQL_SERVER: Dialect = registry.load("mssql.pyodbc")()

EVERYTHING = PersonQuery(
    given_name="Ella",
    family_name="Ashdown",
    date_of_birth=date(2014, 5, 17),
    postcode=Postcode("WR80 1AB"),
    upn=Upn("P885990118107"),
    nhs_number=NhsNumber("9990010374"),
)
KNOWN_FUNCTIONS = {"CASE", "CAST", "COALESCE", "COUNT", "EXISTS", "IN", "MAX", "REPLACE", "UPPER", "AND", "OR", "NOT"}
KNOWN_FUNCTIONS |= {"WHERE", "WHEN", "THEN", "VARCHAR", "AS", "TOP"}


@pytest.fixture
def compiled(simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call) -> list[str]:
    """The text of every statement, once each."""
    caught = list[ClauseElement]()
    for _ in _listening(connector, caught):
        connector.search_people(EVERYTHING, call)
        for ask in (
            connector.get_person,
            connector.get_relationships,
            connector.get_involvements,
            connector.get_warnings,
        ):
            ask("7000101", call)
        connector.list_changed_people("", 10, call)
        episode = connector.open_episode(wanted, call)
        simulator.catch_up()
        connector.read_episode(episode.id, call)
        connector.check()
    whole = {"render_postcompile": True}
    return sorted({str(each.compile(dialect=SQL_SERVER, compile_kwargs=whole)) for each in caught})


def _listening(connector: Mosaic, caught: list[ClauseElement]) -> Iterator[None]:
    engine: Engine = connector._mart._engine

    def catch(_connection: Any, statement: ClauseElement, *_: Any) -> None:
        caught.append(statement)

    event.listen(engine, "before_execute", catch)
    yield
    event.remove(engine, "before_execute", catch)


def test_every_table_is_asked(compiled: list[str]) -> None:
    assert {name for name in TABLES if not any(f"[{name}]" in text for text in compiled)} == set()


def test_rows_are_bounded_as_sql_server_does_it(compiled: list[str]) -> None:
    assert [text for text in compiled if "LIMIT" in text or "ROWNUM" in text] == []
    bounded = [text for text in compiled if "SELECT TOP" in text]
    assert any("[DM_PERSONS].[FULL_NAME]" in text and "SELECT TOP 10" in text for text in bounded)
    assert len(bounded) >= 8


def test_every_name_is_quoted_in_brackets(compiled: list[str]) -> None:
    names = re.compile(r"(?<![\[\w'])(?:DM|MO|DATA|V)_[A-Z_]+")
    assert [found for text in compiled for found in names.findall(text)] == []


def test_no_value_stands_in_a_statement(compiled: list[str]) -> None:
    secrets = ("Ashdown", "ella", "ashdown", "9990010374", "P885990118107", "WR80", "WR801AB", "7000101", "2014")
    assert [(text, each) for text in compiled for each in secrets if each in text] == []


def test_only_functions_that_sql_server_has_are_called(compiled: list[str]) -> None:
    called = {name.upper() for text in compiled for name in re.findall(r"([A-Za-z_]+) ?\(", text)}
    assert called - KNOWN_FUNCTIONS == set()


def test_every_statement_reads_and_none_writes(compiled: list[str]) -> None:
    assert [text for text in compiled if not text.startswith("SELECT ")] == []


def test_the_order_of_pages_is_that_of_ids(compiled: list[str]) -> None:
    [page] = [text for text in compiled if text.startswith("SELECT TOP 10 ")]
    assert page.endswith("WHERE [DM_PERSONS].[PERSON_ID] > :PERSON_ID_1 ORDER BY [DM_PERSONS].[PERSON_ID]")
