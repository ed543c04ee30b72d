"""The two sides of a contact: the front door team, which asks and decides, and the sender's, which answers."""

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact

MANAGERS = frozenset({Role.TEAM_MANAGER, Role.DUTY_MANAGER})
"""They work on a contact whoever holds it. A duty manager may be the only one who sees a sealed contact at all."""

FRONT_DOOR_TEAM = MANAGERS | {Role.SCREENING_OFFICER}


def speaks_for_sender(contact: Contact, by: Professional) -> bool:
    """Whether a person may answer the front door's questions about a contact, and withdraw it.

    Whoever sent it may, and the lead of their agency, unless it is kept from them since it may be about them.
    A colleague who sees it because they work at the front door, as
    one of its team or as a partner, may not: what the council sends would be answered by those who ask, and what the
    police send withdrawn by those who only read it. So a lead who is of the team speaks for their own contacts alone.
    """
    if by.id == contact.sender.professional_id:
        return True
    is_lead = by.has_role(Role.AGENCY_LEAD) and not by.has_role(*FRONT_DOOR_TEAM)
    return is_lead and by.agency.id == contact.sender.agency_id and not contact.kept_from_lead
