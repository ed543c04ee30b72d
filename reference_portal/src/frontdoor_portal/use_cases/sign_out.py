"""Ending a sign-in for good: the token opens nothing any more, whoever has a copy of it."""

from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn


def sign_out(office: Office, who: SignedIn | Halfway) -> None:
    person = who.professional.id
    with office.work.begin() as tx:
        tx.accounts.end_session(who.session.token_hash)
        tx.audit.add(AuditEntry(office.now(), person, Action.SIGNED_OUT, person))
