"""Whoever sent a contact, or the lead of their agency, takes it back before it is decided."""

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import Withdraw
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.notices import withdrawn_notices
from frontdoor_portal.use_cases.ports import Office


def withdraw_contact(
    office: Office, by: Professional, reference: Reference, reason: WithdrawalReason, details: str = ""
) -> Contact:
    """The contact, withdrawn; whoever held it is told, and whoever sent it where their lead withdrew it.

    Raises `Refused` (fault `details`) or `NotVisible`.
    """
    command = Withdraw(by, reason, details)
    return change_contact(office, by, reference, command, tell=lambda before, _after: withdrawn_notices(before, by))
