"""One word for each thing, with what it means and what is expected of the reader. Screens take their words here."""

from frontdoor_portal.web.wording.contacts import EVENT, KIND, OUTCOME, PRIORITY, REFUSAL, STATUS, WITHHOLDING
from frontdoor_portal.web.wording.delivery import (
    DELIVERY,
    FILING,
    FOLLOWS,
    HAND_OFF,
    NOTICE,
    SOURCE,
    WHAT_HAPPENS,
    what_happens,
)
from frontdoor_portal.web.wording.people import (
    ADMISSION,
    AGENCY_KIND,
    NOT_LET_IN,
    ROLE,
    ROLE_REASON,
    STANDING,
    STILL_HERE,
)
from frontdoor_portal.web.wording.sending import ADDITION, SECOND_LOOK, SECOND_LOOK_REASON, UNREAD, WITHDRAWAL
from frontdoor_portal.web.wording.word import Word

__all__ = [
    "ADDITION",
    "ADMISSION",
    "AGENCY_KIND",
    "DELIVERY",
    "EVENT",
    "FILING",
    "FOLLOWS",
    "HAND_OFF",
    "KIND",
    "NOTICE",
    "NOT_LET_IN",
    "OUTCOME",
    "PRIORITY",
    "REFUSAL",
    "ROLE",
    "ROLE_REASON",
    "SECOND_LOOK",
    "SECOND_LOOK_REASON",
    "SOURCE",
    "STANDING",
    "STATUS",
    "STILL_HERE",
    "UNREAD",
    "WHAT_HAPPENS",
    "WITHDRAWAL",
    "WITHHOLDING",
    "Word",
    "what_happens",
]
