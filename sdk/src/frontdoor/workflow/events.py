"""What happened to a contact: one entry of its timeline."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen


class EventKind(StrEnum):
    SENT = "sent"
    TAKEN = "taken"
    RELEASED = "released"
    PRIORITISED = "prioritised"
    DETAILS_ASKED = "details_asked"
    DETAILS_ANSWERED = "details_answered"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    EPISODE_OPENED = "episode_opened"
    EPISODE_QUEUED = "episode_queued"
    DELIVERY_NEEDS_A_PERSON = "delivery_needs_a_person"
    RECORD_CHOSEN = "record_chosen"
    DELIVERY_TRIED_AGAIN = "delivery_tried_again"
    DELIVERY_DOUBTED = "delivery_doubted"
    ANSWER_PREPARED = "answer_prepared"
    ANSWER_SENT_BACK = "answer_sent_back"
    ANSWER_RELEASED = "answer_released"
    PASSED_ON = "passed_on"
    INFORMATION_ADDED = "information_added"
    INFORMATION_READ = "information_read"
    SECOND_LOOK_ASKED = "second_look_asked"
    SECOND_LOOK_UPHELD = "second_look_upheld"
    SECOND_LOOK_CHANGED = "second_look_changed"


@frozen
class Event:
    """Who did what when. `by_id` is empty where the portal itself acted.

    `detail` is for the front door team only; outsiders see the kind, the time and the role.
    """

    kind: EventKind
    at: datetime
    by_id: str = ""
    by_name: str = "Family Front Door portal"
    detail: str = ""
