"""What the outside world is told: messages of the outbox, and what people do in other systems by hand."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from attrs import frozen

from frontdoor.domain.identifiers import Reference


class Topic(StrEnum):
    """What a message of the outbox asks the worker to do."""

    OPEN_EPISODE = "open_episode"
    ADD_CASE_NOTE = "add_case_note"
    ATTACH_DOCUMENT = "attach_document"
    NOTICE = "notice"


class NoticeKind(StrEnum):
    """Why an email is sent. Each has one template; none says a word about the child."""

    CONFIRM_REGISTRATION = "confirm_registration"
    ALREADY_REGISTERED = "already_registered"
    RECEIPT = "receipt"
    DETAILS_ASKED = "details_asked"
    DETAILS_ANSWERED = "details_answered"
    OUTCOME = "outcome"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_BY_LEAD = "withdrawn_by_lead"
    RELEASED = "released"
    PUT_BACK = "put_back"
    """Somebody's contacts were put back, since they can no longer work on them."""
    ANSWER_READY = "answer_ready"
    ANSWER_SENT_BACK = "answer_sent_back"
    FACTOR_SET = "factor_set"
    FACTOR_RESET = "factor_reset"
    IDENTITY_LINKED = "identity_linked"
    ACCESS_TO_REVIEW = "access_to_review"
    ACCESS_REVIEW_OVERDUE = "access_review_overdue"
    ACCESS_REVIEWED = "access_reviewed"
    WRONG_DETAILS = "wrong_details"
    BEING_LOOKED_AT = "being_looked_at"
    QUESTION_WAITING = "question_waiting"
    INFORMATION_ADDED = "information_added"
    INFORMATION_WAITING = "information_waiting"
    """Nobody has read what was added or answered."""
    INFORMATION_READ = "information_read"
    SECOND_LOOK_ASKED = "second_look_asked"
    SECOND_LOOK_OVERDUE = "second_look_overdue"
    SECOND_LOOK_ANSWERED = "second_look_answered"
    DIGEST = "digest"
    """Notices that somebody wants once a day, in one email."""
    ADDRESS_CHECK = "address_check"
    DRAFT_SHARED = "draft_shared"
    DRAFT_TAKEN_OVER = "draft_taken_over"
    DRAFT_EXPIRES = "draft_expires"
    PASSWORD_LINK = "password_link"
    PASSWORD_REPLACED = "password_replaced"
    PEOPLE_WAITING = "people_waiting"
    ADMITTED = "admitted"
    NOT_ADMITTED = "not_admitted"
    CONFIRM_ADDRESS = "confirm_address"
    ADDRESS_TAKEN = "address_taken"
    ADDRESS_CHANGED = "address_changed"
    ROLES_CHANGED = "roles_changed"
    PEOPLE_TO_CONFIRM = "people_to_confirm"
    PEOPLE_LIST = "people_list"
    AGENCY_TO_APPROVE = "agency_to_approve"
    ROLES_TO_APPROVE = "roles_to_approve"
    LET_IN = "let_in"
    LEAD_MADE = "lead_made"
    SAID_LEFT = "said_left"
    COLLEAGUE_LEFT = "colleague_left"
    FILE_REFUSED = "file_refused"
    FORM_TO_APPROVE = "form_to_approve"
    FORM_REJECTED = "form_rejected"
    FORM_PUBLISHED = "form_published"
    FORM_TAKEN_BACK = "form_taken_back"
    FORM_TOOK_PLACE = "form_took_place"


@frozen
class Message:
    """Something to do in the outside world. `key` makes it happen once; `payload` is plain JSON data."""

    key: str
    topic: Topic
    payload: Mapping[str, str]
    urgent: bool = False


IN_A_FILE = "Queued"
"""Why a message went back into the queue: its episode is in a file that the case system has not taken in yet."""


@frozen
class Claimed:
    """A message that one worker holds for a while. `fence` proves whose lease is the latest.

    `attempts` counts those begun before; `queued_seconds` is its age by the database's clock.
    """

    message: Message
    fence: int
    attempts: int
    outcome_unknown: bool
    queued_seconds: float


@frozen
class Aside:
    """A message that waits for a person, and why."""

    message: Message
    reason: str
    since: datetime


class HandOffKind(StrEnum):
    """What a person does elsewhere: open the episode, copy the note, attach the concern, tell adult social care.

    `ADDED_INFORMATION`: copy what the sender added later. `CHANGED_DECISION`: an episode is open on a decision that a
    second look changed, or adult social care was told of one. `RECORD_BESIDE_SEALED`: another child of the same form
    was sealed since it was decided, and the record may tell of that child.
    """

    CASE_NOTE = "case_note"
    EPISODE = "episode"
    DOCUMENT = "document"
    ADULT_SOCIAL_CARE = "adult_social_care"
    ADDED_INFORMATION = "added_information"
    CHANGED_DECISION = "changed_decision"
    RECORD_BESIDE_SEALED = "record_beside_sealed"


@frozen
class HandOff:
    """Something that an officer does in another system by hand and ticks off.

    `reason` says why the portal could not, where it tried and gave up. `part` tells apart those of one kind: the id of
    what was added, or the number of the decision.
    """

    id: str
    reference: Reference
    kind: HandOffKind
    target: str
    """The system it is copied into, by the name readers know."""
    created_at: datetime
    done_by: str = ""
    done_at: datetime | None = None
    reason: str = ""
    part: str = ""
