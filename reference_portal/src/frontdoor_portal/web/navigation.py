"""The portal's main places, each shown to those who may go there."""

from attrs import frozen

from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.wrong_details.reporting import LIST_PATH

FIND_A_CHILD = "/children"
MY_CONTACTS = "/contacts"
TELL_OR_ASK = "/forms"
HOLDING_AREA = "/holding-area"
FIGURES = "/figures"
HAND_OFFS = "/hand-offs"
MATCHES = "/matches"
AGENCY_LOG = "/agency-log"
WHO_LOOKED = "/who-looked"
SIGN_INS = "/sign-ins"
ACCESS_REVIEWS = "/access/reviews"
PEOPLE = "/people"
AGENCIES = "/agencies"
FORMS = "/form-versions"
DELIVERIES = "/deliveries"
CLOSED_DRAFTS = "/closed-drafts"
"""The delivery queue, and the drafts nobody can finish: both reached from the holding area."""

PLACES = (
    ("Find a child", FIND_A_CHILD, Permission.FIND_CHILDREN),
    ("Forms", TELL_OR_ASK, Permission.SEND_CONCERNS),
    ("My contacts", MY_CONTACTS, Permission.SEND_CONCERNS),
    ("Holding area", HOLDING_AREA, Permission.SEE_EVERY_CONTACT),
    ("Figures", FIGURES, Permission.SEE_FIGURES),
    ("Hand-offs", HAND_OFFS, Permission.TRIAGE),
    ("Matches", MATCHES, Permission.REVIEW_MATCHES),
    ("Agency log", AGENCY_LOG, Permission.SEE_AGENCY_LOG),
    ("Who looked", WHO_LOOKED, Permission.SEE_WHO_LOOKED),
    ("Sign-ins", SIGN_INS, Permission.RESET_FACTORS),
    ("Access reviews", ACCESS_REVIEWS, Permission.REVIEW_ACCESS),
    ("People", PEOPLE, Permission.KEEP_PEOPLE),
    ("Agencies", AGENCIES, Permission.KEEP_AGENCIES),
    ("Forms", FORMS, Permission.CHANGE_FORMS),
)


@frozen
class Entry:
    """`is_page` where the reader is on the very page, `is_section` where they are somewhere below it."""

    text: str
    href: str
    is_page: bool
    is_section: bool


def entries_for(who: SignedIn | None, path: str) -> tuple[Entry, ...]:
    if who is None:
        return ()
    # A contact has one address for both sides: the team finds it in the holding area, its sender among their own.
    is_teams = path.startswith((f"{MY_CONTACTS}/", DELIVERIES, CLOSED_DRAFTS)) and may(
        who.professional, Permission.SEE_EVERY_CONTACT
    )
    section = f"{HOLDING_AREA}/" if is_teams else path
    if path.startswith(LIST_PATH):  # workers' details to put right are reached from the hand-offs
        section = f"{HAND_OFFS}/"
    return tuple(
        Entry(text, href, path == href, section.startswith(f"{href}/"))
        for text, href, permission in PLACES
        if may(who.professional, permission)
    )
