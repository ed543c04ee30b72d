"""Whether the database can serve the portal now, for readiness checks."""

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from frontdoor_portal.storage.engine import BEGIN_OPTION
from frontdoor_portal.storage.migrations import has_head


def is_ready(engine: Engine) -> bool:
    """Whether the database answers and has the tables this version of the portal expects. Never raises for either."""
    try:
        # DEFERRED: a check must not wait for, or hold up, somebody's writing.
        with engine.connect().execution_options(**{BEGIN_OPTION: "DEFERRED"}) as connection:
            return has_head(connection)
    except SQLAlchemyError:
        return False
