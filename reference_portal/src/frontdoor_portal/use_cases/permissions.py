"""What each role may do: one table, read by every guard."""

from collections.abc import Mapping
from enum import StrEnum

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact


class Permission(StrEnum):
    FIND_CHILDREN = "find_children"
    SEND_CONCERNS = "send_concerns"
    REQUEST_INFORMATION = "request_information"
    SEE_AGENCY_CONTACTS = "see_agency_contacts"
    SEE_EVERY_CONTACT = "see_every_contact"
    TRIAGE = "triage"
    SEE_FIGURES = "see_figures"
    SEE_AGENCY_LOG = "see_agency_log"
    SEE_WHO_LOOKED = "see_who_looked"
    REVIEW_MATCHES = "review_matches"
    RESET_FACTORS = "reset_factors"
    SET_ACCESS = "set_access"
    REVIEW_ACCESS = "review_access"
    TAKE_OVER_DRAFTS = "take_over_drafts"
    TAKE_CLOSED_DRAFTS = "take_closed_drafts"
    KEEP_PEOPLE = "keep_people"
    KEEP_AGENCIES = "keep_agencies"
    CHANGE_FORMS = "change_forms"


_SENDER = frozenset({Permission.FIND_CHILDREN, Permission.SEND_CONCERNS, Permission.REQUEST_INFORMATION})
_TEAM = frozenset(
    {
        Permission.FIND_CHILDREN,
        Permission.SEND_CONCERNS,
        Permission.REQUEST_INFORMATION,
        Permission.SEE_EVERY_CONTACT,
        Permission.TRIAGE,
        Permission.SEE_FIGURES,
        Permission.REVIEW_MATCHES,
    }
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.PROFESSIONAL: _SENDER,
    Role.AGENCY_LEAD: _SENDER
    | {
        Permission.SEE_AGENCY_CONTACTS,
        Permission.SEE_AGENCY_LOG,
        Permission.RESET_FACTORS,
        Permission.TAKE_OVER_DRAFTS,
        Permission.KEEP_PEOPLE,
    },
    Role.SCREENING_OFFICER: _TEAM,
    Role.TEAM_MANAGER: _TEAM | {Permission.RESET_FACTORS, Permission.SET_ACCESS, Permission.KEEP_PEOPLE},
    # A sealed contact is theirs alone to work on, and a draft of one theirs to finish where nobody else is left, so
    # what that takes may not hang on another role.
    Role.DUTY_MANAGER: frozenset(
        {
            Permission.FIND_CHILDREN,
            Permission.SEND_CONCERNS,
            Permission.REQUEST_INFORMATION,
            Permission.SEE_EVERY_CONTACT,
            Permission.TRIAGE,
            Permission.SET_ACCESS,
            Permission.TAKE_CLOSED_DRAFTS,
        }
    ),
    Role.MASH_PARTNER: _SENDER | {Permission.SEE_EVERY_CONTACT},
    Role.SOCIAL_WORKER: _SENDER,
    # Reports without records: a figure may be seen, the list of children behind it may not.
    Role.SENIOR_MANAGER: frozenset({Permission.SEE_FIGURES}),
    # Who looked and why, never the records themselves.
    Role.PRIVACY_OFFICER: frozenset({Permission.SEE_WHO_LOOKED, Permission.REVIEW_ACCESS}),
    # Agencies, accounts and forms, and no child's record.
    Role.ADMINISTRATOR: frozenset(
        {Permission.RESET_FACTORS, Permission.KEEP_PEOPLE, Permission.KEEP_AGENCIES, Permission.CHANGE_FORMS}
    ),
}


def may(person: Professional, permission: Permission) -> bool:
    return any(permission in PERMISSIONS[role] for role in person.roles)


def may_see(person: Professional, contact: Contact) -> bool:
    """Whether a person may open a contact: the front door may, its author may, and the lead of its agency may.

    The lead may not where it tells of a worker: that may be the lead, who could withdraw it or answer for its sender.
    """
    if may(person, Permission.SEE_EVERY_CONTACT) or contact.sender.professional_id == person.id:
        return True
    return (
        not contact.kept_from_lead
        and contact.sender.agency_id == person.agency.id
        and may(person, Permission.SEE_AGENCY_CONTACTS)
    )
