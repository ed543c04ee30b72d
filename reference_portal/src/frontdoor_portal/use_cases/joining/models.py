"""What is kept of people's standing with their agency, of agencies that are proposed, and the rules of both."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from attrs import field, frozen
from attrs.validators import ge, le

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.models import Account, Standing


@frozen
class JoiningRules:
    """`waiting_per_domain` people of one domain may wait for approval at once. Days: without a sign-in until an account
    sleeps; between two confirmations of a lead; of grace after that; between two looks at an agency's domains.
    """

    waiting_per_domain: int = field(default=50, validator=[ge(1), le(1000)])
    dormant_days: int = field(default=180, validator=[ge(30), le(730)])
    confirm_days: int = field(default=90, validator=[ge(7), le(366)])
    grace_days: int = field(default=30, validator=[ge(1), le(180)])
    domain_days: int = field(default=365, validator=[ge(30), le(1100)])


class Refusal(StrEnum):
    """Why somebody is not let in. A code: the audit holds no words of anybody's own."""

    NOT_OURS = "not_ours"
    NOT_NEEDED = "not_needed"
    NOT_KNOWN = "not_known"
    FLOOD = "flood"


class RoleReason(StrEnum):
    """Why somebody's roles change."""

    STARTS = "starts"
    CHANGES_JOB = "changes_job"
    CORRECTION = "correction"
    NO_LONGER_NEEDED = "no_longer_needed"
    BECOMES_LEAD = "becomes_lead"


class StillHere(StrEnum):
    """What a lead says of one of their people."""

    HERE = "here"
    LEFT = "left"
    MOVED = "moved"
    ROLE_WRONG = "role_wrong"


@frozen
class AddressChange:
    """A new address, and perhaps another agency, that somebody asked for. The link's token is kept hashed.

    It is worth nothing once their address is not `old_email` any more.
    """

    professional_id: str
    token_hash: str
    old_email: str
    email: str
    agency_id: str
    expires_at: datetime


@frozen
class PasswordReset:
    """A link to a new password, by its token's digest; worth nothing once the address is not `email` any more."""

    professional_id: str
    token_hash: str
    email: str
    expires_at: datetime


@frozen
class Proposal:
    """An agency as an administrator wants it to be, until another says yes or no. `seen` is what it was then."""

    id: str
    wanted: Agency
    seen: Agency | None
    why: str
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime


@frozen
class Marks:
    """When an agency's leads were reminded and sent their list, and when somebody looked at its domains."""

    reminded_at: datetime | None = None
    listed_at: datetime | None = None
    domains_checked_at: datetime | None = None


class JoiningStore(Protocol):
    """Agencies and their people, as those who keep them need them."""

    def agency(self, agency_id: str) -> Agency | None: ...

    def agencies_sharing(self, domain: str) -> tuple[Agency, ...]:
        """Every agency that lists a domain as shared, by name."""
        ...

    def save_agency(self, agency: Agency) -> None:
        """Store an agency as it is now, new or changed. Raises `Stale` where one of its own domains is another's."""

    def marks(self, agency_id: str) -> Marks: ...

    def save_marks(self, agency_id: str, marks: Marks) -> None: ...

    def people_of(self, agency_id: str) -> tuple[Account, ...]:
        """Everybody with an account at an agency, whatever their standing, by name."""
        ...

    def with_standing(self, standing: Standing) -> tuple[Account, ...]:
        """Everybody of all agencies who stands so, who joined first."""
        ...

    def leads_of(self, agency_id: str) -> tuple[str, ...]:
        """The ids of an agency's leads who can sign in."""
        ...

    def waiting_of_domain(self, domain: str) -> int:
        """How many people with an address on a domain wait for approval."""
        ...

    def save_person(self, person: Professional) -> None:
        """Store name, address, agency, roles and details. Raises `Stale` where the mailbox has another account."""

    def save_details(self, person: Professional) -> None:
        """Store what somebody says of themselves (name, post, how to reach them), and leave all else as it stands."""

    def set_standing(self, professional_id: str, standing: Standing) -> None:
        """Change how somebody stands, which opens or closes their account to them."""

    def certify(self, professional_id: str, at: datetime) -> None:
        """Somebody said that this person is still here, in the right role."""

    def doubt_role(self, professional_id: str, *, doubted: bool) -> None: ...

    def note_joined(self, professional_id: str, at: datetime) -> None: ...

    def note_signed_in(self, professional_id: str, at: datetime) -> None: ...

    def remove_account(self, professional_id: str) -> None:
        """Remove somebody who was never let in, with everything of their own."""

    def add_address_change(self, change: AddressChange) -> None:
        """Keep a change that was asked for, in place of any earlier one of the same person."""

    def address_change(self, token_hash: str) -> AddressChange | None: ...

    def drop_address_change(self, professional_id: str) -> bool:
        """Take a person's change away; False where there is none, so that one link is used once."""
        ...

    def remove_expired(self, at: datetime) -> int:
        """Remove the changes and resets whose link is worth nothing any more; how many there were."""
        ...

    def add_password_reset(self, reset: PasswordReset) -> None:
        """Keep a link to a new password, in place of any earlier one of the same person."""

    def password_reset(self, token_hash: str) -> PasswordReset | None: ...

    def drop_password_reset(self, professional_id: str) -> bool:
        """Take a person's link away; False where there is none, so that one link is used once."""
        ...

    def add_proposal(self, proposal: Proposal) -> None: ...

    def proposals(self) -> tuple[Proposal, ...]:
        """Every proposal that nobody decided yet, oldest first."""
        ...

    def decide_proposal(self, proposal_id: str, by: str, at: datetime, *, approved: bool) -> bool:
        """False where somebody already did."""
        ...


LEADABLE = frozenset({Role.PROFESSIONAL, Role.AGENCY_LEAD})
"""Roles that an agency's lead may give and take: none that reaches beyond their agency."""


def agency_to_data(agency: Agency) -> dict[str, Any]:
    return {
        "id": agency.id,
        "name": agency.name,
        "kind": agency.kind.value,
        "email_domains": sorted(agency.email_domains),
        "shared_domains": sorted(agency.shared_domains),
        "admission": agency.admission.value,
        "refused_addresses": list(agency.refused_addresses),
        "takes_shared_mailboxes": agency.takes_shared_mailboxes,
        "lead_email": agency.lead_email,
    }
