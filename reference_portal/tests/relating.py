"""People who work with a child, or proved just now who they are, so that a test need not say how they came to."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from itertools import count

from frontdoor.access import RecordKey, RelationshipKind, relate
from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Assurance, Session
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn

_numbers = count(1)


def proven(office: Office, someone: Professional) -> SignedIn:
    """Somebody who signed in just now, with a code of their second factor."""
    now = office.now()
    session = Session(secrets.token_hex(32), someone.id, secrets.token_hex(16), now, now, Assurance.FACTOR, now)
    with office.work.begin() as tx:
        tx.accounts.add_session(session)
    return SignedIn(someone, session)


def works_with(
    office: Office,
    someone: Professional,
    records: Iterable[tuple[str, str]],
    kind: RelationshipKind = RelationshipKind.NAMED_PROFESSIONAL,
    lasts: timedelta | None = None,
) -> None:
    """Give somebody a relationship with the child of each record, named by its connector and its id."""
    with office.work.begin() as tx:
        for source, record_id in records:
            tx.access.relate(
                relate(
                    f"related-{next(_numbers)}",
                    kind,
                    RecordKey(source, record_id),
                    professional_id="" if kind is RelationshipKind.TEAM_HOLDS_CASE else someone.id,
                    agency_id=someone.agency.id,
                    evidence="named in the record",
                    granted_by="somebody else",
                    now=office.now(),
                    lasts=lasts,
                )
            )
