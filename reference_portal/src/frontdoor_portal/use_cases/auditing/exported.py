"""An export of the audit is written to the audit itself, before anything is exported."""

from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.onboarding import OPERATOR
from frontdoor_portal.use_cases.ports import Office


def audit_exported(office: Office) -> None:
    """Write down that an operator exports the audit."""
    with office.work.begin() as tx:
        tx.audit.add(AuditEntry(office.now(), OPERATOR, Action.EXPORTED_AUDIT, "audit", "Verification"))
