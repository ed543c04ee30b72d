"""A database that is gone, full or in its own way, told in the words of the use cases."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from frontdoor_portal.use_cases.refusals import Stale, StoreUnavailable


@contextmanager
def told_in_our_words() -> Iterator[None]:
    """Raise `Stale` where two transactions stood in each other's way, so that the use case tries again, and
    `StoreUnavailable` where the database cannot be reached. Any other fault stays what it is.
    """
    try:
        yield
    except PoolExhausted:
        raise StoreUnavailable("Every connection to the database is in use") from None
    except DBAPIError as problem:
        if isinstance(problem.orig, (DeadlockDetected, SerializationFailure)):
            raise Stale("Two changes stood in each other's way") from None
        if problem.connection_invalidated or isinstance(problem, (OperationalError, InterfaceError)):
            raise StoreUnavailable(f"The database cannot be used: {type(problem.orig).__name__}") from None
        raise
