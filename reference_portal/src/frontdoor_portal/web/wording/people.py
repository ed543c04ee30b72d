"""People: their roles, their agencies, and how they stand with them."""

from collections.abc import Mapping

from frontdoor.domain.agency import Admission, AgencyKind, Role
from frontdoor_portal.use_cases.joining.models import Refusal, RoleReason, StillHere
from frontdoor_portal.use_cases.models import Standing
from frontdoor_portal.web.wording.word import Word

ROLE: Mapping[Role, Word] = {
    Role.PROFESSIONAL: Word("Professional", "Finds children and sends concerns."),
    Role.AGENCY_LEAD: Word("Agency lead", "Sees what their agency sent."),
    Role.SCREENING_OFFICER: Word("Screening officer", "Takes, prioritises and decides contacts."),
    Role.TEAM_MANAGER: Word("Team manager", "Runs the Family Front Door team."),
    Role.DUTY_MANAGER: Word(
        "Duty manager",
        "Opens a sealed record in an emergency, works on sealed contacts, and finishes drafts nobody else may see.",
    ),
    Role.MASH_PARTNER: Word("MASH partner", "Works beside the team for police or health."),
    Role.SOCIAL_WORKER: Word("Social worker", "Works with families."),
    Role.SENIOR_MANAGER: Word("Senior manager", "Sees figures, never records."),
    Role.PRIVACY_OFFICER: Word("Privacy officer", "Reviews who looked at what."),
    Role.ADMINISTRATOR: Word("Administrator", "Keeps agencies and forms."),
}

AGENCY_KIND: Mapping[AgencyKind, Word] = {
    AgencyKind.SCHOOL: Word("School or college"),
    AgencyKind.EARLY_YEARS: Word("Nursery or early years"),
    AgencyKind.GENERAL_PRACTICE: Word("GP practice"),
    AgencyKind.HOSPITAL: Word("Hospital or A&E"),
    AgencyKind.COMMUNITY_HEALTH: Word("Community health"),
    AgencyKind.POLICE: Word("Police"),
    AgencyKind.PROBATION: Word("Probation"),
    AgencyKind.YOUTH_JUSTICE: Word("Youth justice"),
    AgencyKind.HOUSING: Word("Housing"),
    AgencyKind.VOLUNTARY: Word("Voluntary or community organisation"),
    AgencyKind.FOSTERING_AND_ADOPTION: Word("Fostering and adoption"),
    AgencyKind.HOME_EDUCATION: Word("Home education team"),
    AgencyKind.OTHER_COUNCIL: Word("Another council"),
    AgencyKind.COURTS: Word("Courts or Cafcass"),
    AgencyKind.COUNCIL: Word("The council"),
}

ADMISSION: Mapping[Admission, Word] = {
    Admission.AT_ONCE: Word("At once", "Whoever proves an address on one of the agency’s own domains is let in."),
    Admission.BY_LEAD: Word("By the lead", "The agency’s lead lets each person in."),
}

STANDING: Mapping[Standing, Word] = {
    Standing.ACTIVE: Word("Open", colour="green"),
    Standing.WAITING: Word(
        "Waiting for approval",
        "Your account is waiting for approval by your agency’s lead.",
        "You do not need to do anything. We email you when it is approved.",
        "yellow",
    ),
    Standing.DORMANT: Word(
        "Asleep",
        "Your account is asleep because you have not signed in for a long time.",
        "Ask your agency’s lead to confirm that you still work there. Then sign in again.",
        "orange",
    ),
    Standing.SUSPENDED: Word(
        "Suspended",
        "Your account is suspended because nobody confirmed that you still work for your agency.",
        "Ask your agency’s lead to confirm it. Then sign in again.",
        "red",
    ),
    Standing.LEFT: Word("Left", colour="grey"),
    Standing.CLOSED: Word("Closed", colour="grey"),
}

STILL_HERE: Mapping[StillHere, Word] = {
    StillHere.HERE: Word("Still here"),
    StillHere.LEFT: Word("Has left"),
    StillHere.MOVED: Word("Moved to another agency"),
    StillHere.ROLE_WRONG: Word("Still here, but the role is wrong"),
}

NOT_LET_IN: Mapping[Refusal, Word] = {
    Refusal.NOT_OURS: Word("they do not work here"),
    Refusal.NOT_NEEDED: Word("they work here and need no account"),
    Refusal.NOT_KNOWN: Word("I cannot tell who they are"),
    Refusal.FLOOD: Word("this is one of many false requests"),
}

ROLE_REASON: Mapping[RoleReason, Word] = {
    RoleReason.STARTS: Word("They start in this job"),
    RoleReason.CHANGES_JOB: Word("Their job changes"),
    RoleReason.CORRECTION: Word("The role was wrong"),
    RoleReason.NO_LONGER_NEEDED: Word("They do not need it any more"),
    RoleReason.BECOMES_LEAD: Word("They lead their agency from now on"),
}
