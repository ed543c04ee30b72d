"""Alembic runs this file for each command; the connection and its transaction are the caller's."""

from alembic import context

from frontdoor_portal.storage.rows import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
