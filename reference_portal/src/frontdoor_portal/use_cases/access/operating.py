"""What an operator enters for the reviews: canary records, and where people who use the portal live."""

from collections.abc import Collection

from frontdoor.access import RecordKey
from frontdoor.domain.identifiers import Postcode
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.onboarding import OPERATOR, NobodyOfThatAddress
from frontdoor_portal.use_cases.ports import Office


def set_canary(office: Office, record: RecordKey, *, there: bool) -> None:
    """Name a record that nobody has work with, or take that back. The audit does not say which: it is read by many."""
    with office.work.begin() as tx:
        (tx.reviews.add_canary if there else tx.reviews.remove_canary)(record)
        tx.audit.add(AuditEntry(office.now(), OPERATOR, Action.CANARY_SET, "canary"))


def set_own_postcodes(office: Office, email: str, postcodes: Collection[Postcode]) -> None:
    """Enter where a registered person lives; none takes it away. Raises `NobodyOfThatAddress`."""
    with office.work.begin() as tx:
        account = tx.accounts.account_of_email(email)
        if account is None:
            raise NobodyOfThatAddress("No registered account has this email address")
        tx.reviews.set_own_postcodes(account.professional.id, postcodes)
        tx.audit.add(AuditEntry(office.now(), OPERATOR, Action.OWN_POSTCODES_SET, account.professional.id))
