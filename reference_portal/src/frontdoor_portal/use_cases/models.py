"""What the portal itself keeps beside contacts: drafts, accounts, audit entries, messages, hand-offs."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from frontdoor.access import RecordKey
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import ContactKind, DeliveryState, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome, Priority

Item = TypeVar("Item")


@frozen
class Draft:
    """A form somebody is filling in. `answers` is whatever was typed, valid or not, by question id.

    It stays with the agency in which it was begun, whoever moves elsewhere.
    """

    id: str
    author_id: str
    agency_id: str
    form_id: str
    form_version: str
    answers: Mapping[str, Any]
    created_at: datetime
    changed_at: datetime
    send_attempted: bool = False
    """Whether sending was tried: from then on the task list shows what is missing."""
    version: int = 1
    changed_by: str = ""
    """Who saved it last; empty for its author."""
    holder_id: str = ""
    """The lead who took it over; empty while its author has it."""
    taken_over_at: datetime | None = None
    taken_over_why: str = ""
    kept_at: datetime | None = None
    """When somebody asked to keep it for longer without changing it."""
    warned_at: datetime | None = None
    """When its people were told that it will be removed."""
    left_behind: tuple[Mapping[str, Any], ...] = ()
    """Answers of earlier versions of the form that the one it is in now has no place for: `version` and `answers`."""


class Standing(StrEnum):
    """How somebody stands with their agency. Only who is active can sign in."""

    ACTIVE = "active"
    WAITING = "waiting"
    """Proved their address; nobody has let them in yet."""
    DORMANT = "dormant"
    """Not signed in for a long time."""
    SUSPENDED = "suspended"
    """Their lead did not confirm for too long that they are still here."""
    LEFT = "left"
    CLOSED = "closed"
    """By the operator."""


@frozen
class Account:
    """A professional's sign-in. `failures` counts wrong passwords since the last right one.

    `disabled` is what every gate asks, and `standing` why. `certified_at` is when somebody last said that this person
    is still here; times that are not known yet count from the next nightly check.
    """

    professional: Professional
    password_hash: str
    failures: int = 0
    locked_until: datetime | None = None
    disabled: bool = False
    standing: Standing = Standing.ACTIVE
    joined_at: datetime | None = None
    signed_in_at: datetime | None = None
    certified_at: datetime | None = None
    role_doubted: bool = False


@frozen
class Registration:
    """A person who asked for an account and has not opened their confirmation link yet. The token is kept hashed."""

    token_hash: str
    email: str
    name: str
    job_title: str
    phone: str
    agency_id: str
    expires_at: datetime
    used_at: datetime | None = None
    mailbox: str = ""
    """The mailbox that the address leads to: a newer link to it replaces this one."""


class Assurance(StrEnum):
    """What a session has proved."""

    PENDING = "pending"
    """A password or an account elsewhere; a second factor is still to come."""
    PASSWORD = "password"
    """The same, where it is enough."""
    FACTOR = "factor"
    """A second factor as well."""


@frozen
class Session:
    """A sign-in in progress. The cookie's token is kept hashed; `csrf_token` guards every form of this session.

    `factor_at` is when a second factor was given last in it.
    """

    token_hash: str
    professional_id: str
    csrf_token: str
    started_at: datetime
    seen_at: datetime
    assurance: Assurance = Assurance.PASSWORD
    factor_at: datetime | None = None


class Action(StrEnum):
    """What the audit records."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    REGISTERED = "registered"
    SEARCHED = "searched"
    VIEWED_CHILD = "viewed_child"
    VIEWED_BESIDE = "viewed_beside"
    """A record that was shown beside the one that somebody opened, which is the `detail`: no look of its own."""
    REFUSED_CHILD = "refused_child"
    """A record that this person may see little or nothing of; `detail` is why."""
    NOTED_SIGNS = "noted_signs"
    """What a record that was just opened has to do with whoever opened it, as codes."""
    VIEWED_CONTACT = "viewed_contact"
    VIEWED_ANSWER = "viewed_answer"
    """The answer to a request for information, as it was released."""
    LISTED_CONTACTS = "listed_contacts"
    REFUSED_CONTACT = "refused_contact"
    STARTED_DRAFT = "started_draft"
    VIEWED_DRAFT = "viewed_draft"
    SAVED_DRAFT = "saved_draft"
    DISCARDED_DRAFT = "discarded_draft"
    LISTED_DRAFTS = "listed_drafts"
    SHARED_DRAFT = "shared_draft"
    STOPPED_SHARING_DRAFT = "stopped_sharing_draft"
    TOOK_OVER_DRAFT = "took_over_draft"
    KEPT_DRAFT = "kept_draft"
    CHOSE_ANSWERS = "chose_answers"
    """Between two versions of a page that were written at the same time."""
    CARRIED_DRAFT = "carried_draft"
    """On to the version of its form that is in force now."""
    WARNED_OF_DRAFT = "warned_of_draft"
    EXPIRED_DRAFT = "expired_draft"
    KEPT_FORM = "kept_form"
    """A page that arrived after its writer's sign-in was over, kept for them for an hour."""
    SENT = "sent"
    CHANGED_CONTACT = "changed_contact"
    HANDED_OFF = "handed_off"
    FILED = "filed"
    VIEWED_EPISODE = "viewed_episode"
    SETTLED_MESSAGE = "settled_message"
    ROLES_SET = "roles_set"
    AGENCY_ADDED = "agency_added"
    DOMAIN_REMOVED = "domain_removed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    REFRESHED_PEOPLE = "refreshed_people"
    LISTED_MATCHES = "listed_matches"
    VIEWED_RECORDS = "viewed_records"
    LINKED_RECORDS = "linked_records"
    KEPT_RECORDS_APART = "kept_records_apart"
    UNLINKED_RECORDS = "unlinked_records"
    EXPORTED_CONTACT = "exported_contact"
    EXPORTED_AUDIT = "exported_audit"
    VIEWED_AGENCY_LOG = "viewed_agency_log"
    VIEWED_WHO_LOOKED = "viewed_who_looked"
    REPORTED_DETAILS = "reported_details"
    SETTLED_DETAILS = "settled_details"
    REFUSED = "refused"
    FACTOR_GIVEN = "factor_given"
    FACTOR_REFUSED = "factor_refused"
    FACTOR_SET = "factor_set"
    FACTOR_RESET = "factor_reset"
    LISTED_SIGN_INS = "listed_sign_ins"
    PROVIDER_REFUSED = "provider_refused"
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_UNLINKED = "identity_unlinked"
    RELATIONSHIP_GRANTED = "relationship_granted"
    RELATIONSHIP_ENDED = "relationship_ended"
    LEVEL_SET = "level_set"
    BROKE_GLASS = "broke_glass"
    ENDED_BREAK_GLASS = "ended_break_glass"
    LISTED_REVIEWS = "listed_reviews"
    VIEWED_REVIEW = "viewed_review"
    REVIEWED = "reviewed"
    CANARY_SET = "canary_set"
    OWN_POSTCODES_SET = "own_postcodes_set"
    NOTICES_SET = "notices_set"
    EMAIL_FAILED = "email_failed"
    EMAIL_CONFIRMED = "email_confirmed"
    ASKED_PASSWORD = "asked_password"
    REPLACED_PASSWORD = "replaced_password"
    ADMITTED = "admitted"
    NOT_ADMITTED = "not_admitted"
    LEFT = "left"
    SLEPT = "slept"
    """An account that nobody used for long, closed until somebody says that its person is still here."""
    SUSPENDED = "suspended"
    CONFIRMED_HERE = "confirmed_here"
    DOUBTED_ROLE = "doubted_role"
    CHANGED_DETAILS = "changed_details"
    ASKED_ADDRESS_CHANGE = "asked_address_change"
    CHANGED_ADDRESS = "changed_address"
    CHANGED_AGENCY = "changed_agency"
    AGENCY_PROPOSED = "agency_proposed"
    AGENCY_CHANGED = "agency_changed"
    AGENCY_NOT_APPROVED = "agency_not_approved"
    DOMAINS_CHECKED = "domains_checked"
    LISTED_PEOPLE = "listed_people"
    EXPORTED_AGENCIES = "exported_agencies"
    VIEWED_ACCESS = "viewed_access"
    """Who may see a child, and who may not."""
    ADDED_FILE = "added_file"
    REMOVED_FILE = "removed_file"
    CHECKED_FILE = "checked_file"
    """What the virus scanner said; `detail` is the file and its state."""
    VIEWED_FILE = "viewed_file"
    """A file that was fetched; `detail` is which."""
    VIEWED_ORIGINAL = "viewed_original"
    """A picture fetched exactly as it was sent, with where and when it was taken; the purpose is the reason given."""
    STARTED_FORM = "started_form"
    EDITED_FORM = "edited_form"
    DISCARDED_FORM = "discarded_form"
    SUBMITTED_FORM = "submitted_form"
    REJECTED_FORM = "rejected_form"
    WITHDREW_FORM = "withdrew_form"
    PUBLISHED_FORM = "published_form"
    """`detail` is the form and its new version; in force at once, or from the time that the version names."""


@frozen
class AuditEntry:
    """One line of the audit.

    `subject` is a reference, a source's record or an account; `detail` holds codes, never names.
    """

    at: datetime
    actor_id: str
    action: Action
    subject: str
    purpose: str = ""
    detail: str = ""


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
    RELEASED = "released"
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
    INFORMATION_READ = "information_read"
    SECOND_LOOK_ASKED = "second_look_asked"
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
    FILE_REFUSED = "file_refused"
    FORM_TO_APPROVE = "form_to_approve"
    FORM_REJECTED = "form_rejected"
    FORM_PUBLISHED = "form_published"


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
    second look changed, or adult social care was told of one.
    """

    CASE_NOTE = "case_note"
    EPISODE = "episode"
    DOCUMENT = "document"
    ADULT_SOCIAL_CARE = "adult_social_care"
    ADDED_INFORMATION = "added_information"
    CHANGED_DECISION = "changed_decision"


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


@frozen
class Sighting:
    """A record that came up in one person's search.

    `source` is the connector's name; `identity` holds what the other systems are asked with, and `typed` what the
    person looked for, which is all that is theirs where the record is not.
    """

    token: str
    professional_id: str
    source: str
    record_id: str
    is_case_management: bool
    identity: Mapping[str, Any]
    expires_at: datetime
    typed: Mapping[str, Any] = field(factory=dict)


class ContactOrder(StrEnum):
    """The ways a list of contacts can be sorted."""

    DUE = "due"
    PRIORITY = "priority"
    NEWEST = "newest"
    OLDEST = "oldest"
    ASKED_FIRST = "asked_first"
    """Those with a question that waits for the sender, then the newest."""
    SECOND_LOOK = "second_look"
    """By when a second look is answered."""


class GroupKey(StrEnum):
    """What contacts can be counted by."""

    REFERRAL_SOURCE = "referral_source"
    OUTCOME = "outcome"
    AGENCY = "agency"


@frozen
class ContactFilter:
    """A condition on contacts; every part that is given must hold. Figures and the lists behind them share it.

    `overdue_at` lets through undecided contacts whose decision was due before that time.
    """

    statuses: frozenset[Status] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    delivery_states: frozenset[DeliveryState] = frozenset()
    kinds: frozenset[ContactKind] = frozenset()
    referral_source: str = ""
    category: str = ""
    agency_id: str = ""
    sender_id: str = ""
    holder_id: str = ""
    unheld: bool = False
    answer_waits: bool = False
    """An answer was prepared and waits for somebody to release it."""
    unread: bool = False
    """The sender added or answered something that no officer has read."""
    second_look: bool = False
    """Somebody asked for a second look, and waits for its answer."""
    overdue_at: datetime | None = None
    received_from: datetime | None = None
    received_before: datetime | None = None
    about: frozenset[RecordKey] = frozenset()
    """Records of one child: as the front door chose one or the episode made it, or, where no record was chosen, as the
    sender had found it."""
    without: frozenset[Reference] = frozenset()
    """Contacts that the reader must not know of."""


@frozen
class ContactLine:
    """One line of a list of contacts: initials and reference, never a full name.

    The initials are those of whom it is about, the date of birth a child's alone.
    """

    reference: Reference
    status: Status
    priority: Priority
    category: str
    child_initials: str
    child_birth_date: date | None
    sender_name: str
    agency_name: str
    referral_source: str
    received_at: datetime
    decision_due: datetime | None
    holder_id: str
    holder_name: str
    outcome: Outcome | None
    delivery_state: DeliveryState
    open_questions: int
    kind: ContactKind = ContactKind.CAUSE_FOR_CONCERN
    answer_waits_since: datetime | None = None
    unread_information: int = 0
    second_look_due: datetime | None = None


@frozen
class Page(Generic[Item]):
    """Part of a list: `number` counts from 1, `total` counts every item of the whole list."""

    items: tuple[Item, ...]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))
