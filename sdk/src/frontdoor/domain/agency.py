"""Organisations that may send concerns, and the people who work in them."""

from enum import StrEnum

from attrs import frozen


class AgencyKind(StrEnum):
    """What an agency is; its words are those of the front door, its census code is `REFERRAL_SOURCE`'s."""

    SCHOOL = "school"
    EARLY_YEARS = "early_years"
    GENERAL_PRACTICE = "general_practice"
    HOSPITAL = "hospital"
    COMMUNITY_HEALTH = "community_health"
    POLICE = "police"
    PROBATION = "probation"
    YOUTH_JUSTICE = "youth_justice"
    HOUSING = "housing"
    VOLUNTARY = "voluntary"
    FOSTERING_AND_ADOPTION = "fostering_and_adoption"
    HOME_EDUCATION = "home_education"
    OTHER_COUNCIL = "other_council"
    COURTS = "courts"
    COUNCIL = "council"


REFERRAL_SOURCE: dict[AgencyKind, str] = {
    AgencyKind.SCHOOL: "2A",
    AgencyKind.EARLY_YEARS: "2B",
    AgencyKind.GENERAL_PRACTICE: "3A",
    AgencyKind.HOSPITAL: "3E",
    AgencyKind.COMMUNITY_HEALTH: "3D",
    AgencyKind.POLICE: "6",
    AgencyKind.PROBATION: "7",
    AgencyKind.YOUTH_JUSTICE: "5B",
    AgencyKind.HOUSING: "4",
    AgencyKind.VOLUNTARY: "8",
    AgencyKind.FOSTERING_AND_ADOPTION: "8",
    AgencyKind.HOME_EDUCATION: "2B",
    AgencyKind.OTHER_COUNCIL: "5C",
    AgencyKind.COURTS: "7",
    AgencyKind.COUNCIL: "5A",
}
"""The referral source that each kind of agency counts as in the Children in Need census."""


class Role(StrEnum):
    """What a person does at the front door; the permissions of each are the portal's."""

    PROFESSIONAL = "professional"
    AGENCY_LEAD = "agency_lead"
    SCREENING_OFFICER = "screening_officer"
    TEAM_MANAGER = "team_manager"
    DUTY_MANAGER = "duty_manager"
    """Whom the council named to open a sealed record in an emergency, and to unseal one."""
    MASH_PARTNER = "mash_partner"
    SOCIAL_WORKER = "social_worker"
    SENIOR_MANAGER = "senior_manager"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"


class Admission(StrEnum):
    """Who lets people of an agency in who proved an address on one of its own domains."""

    AT_ONCE = "at_once"
    BY_LEAD = "by_lead"


@frozen
class Agency:
    """An approved organisation. Domains are exact, lower-case ASCII: a parent approves no child.

    An address on one of `email_domains` proves that its owner works there; one on `shared_domains`, which other
    employers use as well, proves a sector only, so that somebody lets each of these people in by name.
    `refused_addresses` are patterns of the part before the @ that are nobody's who works there, such as pupils'.
    `lead_email` is whoever was named to lead it, registered or not.
    """

    id: str
    name: str
    kind: AgencyKind
    email_domains: frozenset[str] = frozenset()
    shared_domains: frozenset[str] = frozenset()
    admission: Admission = Admission.AT_ONCE
    refused_addresses: tuple[str, ...] = ()
    takes_shared_mailboxes: bool = False
    lead_email: str = ""

    @property
    def referral_source(self) -> str:
        return REFERRAL_SOURCE[self.kind]


@frozen
class Professional:
    """A registered user of the portal, inside the council or outside it."""

    id: str
    name: str
    email: str
    agency: Agency
    roles: frozenset[Role]
    job_title: str = ""
    phone: str = ""
    reply_address: str = ""
    """Where to write to them by post, as they wish it."""
    preferred_times: str = ""
    """When they can be reached best, in their words."""

    def has_role(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)
