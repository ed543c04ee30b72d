"""Triage sets another priority than the sender's, with a reason; both are kept."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor.workflow.commands import Prioritise
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.ports import Office


def set_priority(office: Office, by: Professional, reference: Reference, to: Priority, reason: str) -> Contact:
    """The contact with its new priority. Raises `Refused` (faults `to`, `reason`) or `NotVisible`."""
    return change_contact(office, by, reference, Prioritise(by, to, reason))
