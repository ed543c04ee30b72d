"""Which case-management system a record or an episode belongs to, where a council has gone from one to another.

A number means somebody in one system and somebody else in the next: nothing that was chosen or opened in one is ever
asked for, or written to, in another.
"""

from frontdoor.domain.contact import Contact
from frontdoor_portal.use_cases.ports import Office


def is_elsewhere(office: Office, system: str) -> bool:
    """Whether `system`, a connector's name, is another one than takes new episodes; what was never noted is not."""
    return system not in {"", office.episodes.description.name}


def title_of(office: Office, system: str) -> str:
    """What readers call a system of that name: its name where it is not connected any more."""
    if not is_elsewhere(office, system):
        return office.episodes.description.title
    return next((source.title for source in office.gateway.sources() if source.name == system), system)


def system_of(contact: Contact) -> str:
    """The system that a contact belongs to: where its episode is, or else where its record was chosen."""
    return contact.delivery.system or (contact.record.system if contact.record else "")
