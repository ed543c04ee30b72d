"""Migrations lead from nothing to exactly the tables that the rows describe, and never back."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from reference_portal.tests.storage.made import at_once
from sqlalchemy import Engine, MetaData, Table, inspect, select, text

from frontdoor_portal.storage import health, migrations, open_engine
from frontdoor_portal.storage.rows import Base, ContactRow, FormVersionRow


def test_an_empty_database_is_not_at_head_and_an_upgraded_one_is(empty_database_url: str) -> None:
    before = migrations.is_at_head(empty_database_url)
    migrations.upgrade(empty_database_url)
    assert (before, migrations.is_at_head(empty_database_url)) == (False, True)


def test_upgrading_again_changes_nothing(database_url: str) -> None:
    before = _schema(database_url)
    migrations.upgrade(database_url)
    assert _schema(database_url) == before


def test_alembic_sees_no_difference_between_the_migrated_tables_and_the_rows(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrated_tables_equal_those_made_from_the_rows_with_every_check(
    database_url: str, empty_database_url: str
) -> None:
    made = open_engine(empty_database_url)
    Base.metadata.create_all(made)
    made.dispose()
    assert _schema(database_url) == _schema(empty_database_url)


def test_taking_a_migration_back_is_refused_and_says_what_to_do(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(migrations.DowngradeNotSupported, match="Restore the backup"):
        command.downgrade(migrations.configuration(connection), "base")


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = command.upgrade

    def fails_after_its_steps(*arguments: Any) -> None:
        real(*arguments)
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(command, "upgrade", fails_after_its_steps)
    with pytest.raises(RuntimeError, match="the machine stopped"):
        migrations.upgrade(empty_database_url)
    engine = open_engine(empty_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_two_processes_that_upgrade_together_both_end_well(empty_database_url: str) -> None:
    outcomes = at_once(*[partial(migrations.upgrade, empty_database_url)] * 2)
    assert (outcomes, migrations.is_at_head(empty_database_url)) == ([None, None], True)


def test_the_portal_is_ready_only_on_a_database_at_head(engine: Engine) -> None:
    at_head = health.is_ready(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert (at_head, health.is_ready(engine)) == (True, False)


def test_the_portal_is_not_ready_when_the_database_cannot_be_reached() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1/nothing")
    assert health.is_ready(engine) is False


def test_the_readiness_check_does_not_wait_for_a_writer(engine: Engine) -> None:
    with engine.begin() as writer:
        writer.execute(text("DELETE FROM drafts"))
        assert health.is_ready(engine) is True


_BEFORE_DELIVERIES = "0006"
"""The step before deliveries had more states, which makes two tables anew on SQLite."""


def test_contacts_and_what_refers_to_them_outlive_a_table_made_anew(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    with engine.begin() as connection:
        command.upgrade(migrations.configuration(connection), _BEFORE_DELIVERIES)
        tables = {name: Table(name, MetaData(), autoload_with=connection) for name in ("contacts", "hand_offs")}
        before = {name: _something_in(table, **{"reference": "FD-2222-2222"}) for name, table in tables.items()}
        for name, values in before.items():
            connection.execute(tables[name].insert(), values)
    migrations.upgrade(empty_database_url)
    with engine.begin() as connection:
        after = {name: dict(connection.execute(select(table)).mappings().one()) for name, table in tables.items()}
        connection.execute(text("UPDATE contacts SET delivery_state = 'by_hand'"))
        connection.execute(text("UPDATE hand_offs SET kind = 'episode'"))
    engine.dispose()
    assert after == before


_BEFORE_POWERS = "0023"
"""The step before it was kept who wrote a form's text, and what is kept from the lead of an agency."""


def test_who_wrote_and_what_tells_of_workers_is_found_in_what_was_kept_before(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    rows: list[tuple[str, dict[str, Any]]] = [
        ("contacts", {"reference": "FD-2222-2222", "kind": "cause_for_concern"}),
        ("contacts", {"reference": "FD-3333-3333", "kind": "cause_for_concern"}),
        ("contact_submissions", {"reference": "FD-2222-2222", "answers": {"category": ["neglect", "allegation"]}}),
        ("contact_submissions", {"reference": "FD-3333-3333", "answers": {}, "submission_key": "other"}),
        ("form_versions", {"id": "FV-1", "state": "submitted", "made_by": "ada", "submitted_by": "ada"}),
        ("audit_entries", {"subject": "FV-1", "action": "edited_form", "actor_id": "ben"}),
    ]
    with engine.begin() as connection:
        command.upgrade(migrations.configuration(connection), _BEFORE_POWERS)
        for name, wanted in rows:
            table = Table(name, MetaData(), autoload_with=connection)
            values = _something_in(table, **wanted)
            connection.execute(table.insert(), values if name != "audit_entries" else values | {"id": 1})
    migrations.upgrade(empty_database_url)
    with engine.begin() as connection:
        kept = connection.execute(select(ContactRow.reference).where(ContactRow.kept_from_lead)).scalars().all()
        writers = connection.execute(select(FormVersionRow.written_by, FormVersionRow.written_before)).all()
    engine.dispose()
    assert (kept, writers) == (["FD-2222-2222"], [(["ada", "ben"], ["ada", "ben"])])


def _something_in(table: Table, **wanted: Any) -> dict[str, Any]:
    """A row with something in each column that must have it."""
    codes = {"status": "decided", "priority": "urgent", "delivery_state": "waiting", "kind": "case_note"}
    moment = datetime(2026, 6, 4, 8, 32)  # noqa: DTZ001 -- SQLite keeps no zone
    made: dict[type, Any] = {int: 1, str: "text", bool: False, object: {}, dict: {}, datetime: moment}
    values: dict[str, Any] = {column.name: None for column in table.columns}
    for column in table.columns:
        if not column.nullable:
            zone = UTC if getattr(column.type, "timezone", False) else None
            value = made[column.type.python_type]
            values[column.name] = value.replace(tzinfo=zone) if isinstance(value, datetime) else value
    return values | {name: code for name, code in codes.items() if name in values} | wanted


def _schema(url: str) -> dict[str, Any]:
    engine = open_engine(url)
    seen = inspect(engine)
    schema = {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(table)
            ],
            "checks": sorted((check["name"] or "", check["sqltext"]) for check in seen.get_check_constraints(table)),
            "indexes": sorted((index["name"] or "", index["column_names"]) for index in seen.get_indexes(table)),
            "unique": sorted((key["name"] or "", key["column_names"]) for key in seen.get_unique_constraints(table)),
            "foreign": sorted((key["name"] or "", key["referred_table"]) for key in seen.get_foreign_keys(table)),
            "key": seen.get_pk_constraint(table)["constrained_columns"],
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }
    engine.dispose()
    return schema
