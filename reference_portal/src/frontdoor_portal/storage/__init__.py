"""Keeps contacts, drafts, accounts, audit and outbox in one SQL database, and answers the use cases' ports.

It may touch SQLAlchemy, Alembic, `frontdoor` and `frontdoor_portal.use_cases`; it knows nothing of the web.
"""

from frontdoor_portal.storage.engine import open_engine
from frontdoor_portal.storage.work import SqlWork

__all__ = ["SqlWork", "open_engine"]
