"""What goes to other systems and in emails, and how it went."""

from collections.abc import Mapping

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.facts import SourceState
from frontdoor_portal.use_cases.filing import FilingState
from frontdoor_portal.use_cases.models import HandOffKind, NoticeKind
from frontdoor_portal.web.wording.word import Word

DELIVERY: Mapping[DeliveryState, Word] = {
    DeliveryState.NOT_NEEDED: Word("Not needed", "This outcome opens no episode in the case system.", colour="grey"),
    DeliveryState.WAITING: Word(
        "Waiting for the case system",
        "The decision is stored here and on its way to the case system. The portal keeps trying.",
        colour="yellow",
    ),
    DeliveryState.QUEUED: Word(
        "Queued for the case system",
        "A file waits for the case system to take it in. The portal looks for the episode until it has a number.",
        colour="yellow",
    ),
    DeliveryState.BY_HAND: Word(
        "To be opened by hand",
        "The case system takes no episodes from the portal, so an officer opens it there.",
        "Open the hand-off, open the episode in the case system, and enter its number here.",
        "orange",
    ),
    DeliveryState.DELIVERED: Word("In the case system", "The episode is open in the case system.", colour="green"),
    DeliveryState.NEEDS_A_PERSON: Word(
        "Needs a person",
        "The portal cannot finish this by itself.",
        "Read why, put it right in the case system, and say here what you did.",
        "red",
    ),
}

SOURCE: Mapping[SourceState, Word] = {
    SourceState.FOUND: Word("Found", "This system has records that match.", colour="green"),
    SourceState.NONE_FOUND: Word("None found", "This system answered: it has no record that matches.", colour="grey"),
    SourceState.STALE_COPY: Word(
        "Old copy",
        "What the portal has of this system is old. Newer records and changes may be missing.",
        "Ask the team that uses this system.",
        "orange",
    ),
    SourceState.DID_NOT_ANSWER: Word(
        "Did not answer",
        "This system gave no answer. There may be a record.",
        "Try again, or ask the team that uses this system.",
        "red",
    ),
    SourceState.NOT_ALLOWED: Word(
        "Not allowed", "This system does not let the portal ask that. There may be a record.", colour="orange"
    ),
    SourceState.SWITCHED_OFF: Word("Switched off", "This system is not being asked at present.", colour="orange"),
}

NOTICE: Mapping[NoticeKind, Word] = {
    NoticeKind.CONFIRM_REGISTRATION: Word("Email to confirm a registration"),
    NoticeKind.ALREADY_REGISTERED: Word("Email about an account that exists already"),
    NoticeKind.RECEIPT: Word("Email to the sender: received"),
    NoticeKind.DETAILS_ASKED: Word("Email to the sender: question from the team"),
    NoticeKind.DETAILS_ANSWERED: Word("Email to the officer: question answered", "A sender answers your question"),
    NoticeKind.OUTCOME: Word("Email to the sender: decided"),
    NoticeKind.ACCESS_TO_REVIEW: Word("Email to a privacy officer: review"),
    NoticeKind.ACCESS_REVIEW_OVERDUE: Word("Email: a review is late"),
    NoticeKind.ACCESS_REVIEWED: Word("Email to whoever opened a record: reviewed"),
    NoticeKind.WRONG_DETAILS: Word("Email to a manager: details are wrong"),
    NoticeKind.DRAFT_SHARED: Word("Email to a colleague: draft shared"),
    NoticeKind.DRAFT_TAKEN_OVER: Word("Email to whoever had a draft: taken over"),
    NoticeKind.DRAFT_EXPIRES: Word("Email about a draft that will be removed"),
    NoticeKind.FILE_REFUSED: Word("Email to the sender: a file cannot be opened"),
    NoticeKind.ANSWER_READY: Word("Email to the requester: answered"),
    NoticeKind.ANSWER_SENT_BACK: Word("Email to the officer: answer to change"),
    NoticeKind.FORM_TO_APPROVE: Word("Email to an administrator: a form to approve"),
    NoticeKind.FORM_REJECTED: Word("Email to an administrator: a form given back"),
    NoticeKind.FORM_PUBLISHED: Word("Email to an administrator: a form published"),
    NoticeKind.FORM_TAKEN_BACK: Word("Email to an administrator: a form taken back"),
    NoticeKind.FORM_TOOK_PLACE: Word("Email to an administrator: a form to check"),
    NoticeKind.WITHDRAWN: Word("Email to the officer: withdrawn", "What you had taken is withdrawn"),
    NoticeKind.WITHDRAWN_BY_LEAD: Word("Email to the sender: withdrawn by the lead"),
    NoticeKind.RELEASED: Word("Email to the officer: put back", "A manager puts back what you had taken"),
    NoticeKind.PUT_BACK: Word("Email to a manager: contacts put back"),
    NoticeKind.FACTOR_SET: Word("Email about an authenticator app that was set up"),
    NoticeKind.FACTOR_RESET: Word("Email about an authenticator app that was removed"),
    NoticeKind.IDENTITY_LINKED: Word("Email about another way to sign in"),
    NoticeKind.BEING_LOOKED_AT: Word(
        "Email to the sender: being looked at", "Somebody starts to look at what you sent"
    ),
    NoticeKind.QUESTION_WAITING: Word("Email to the sender: reminder", "A question from the team still waits for you"),
    NoticeKind.INFORMATION_ADDED: Word("Email to the officer: information added"),
    NoticeKind.INFORMATION_WAITING: Word("Email to the team: nobody has read what is new"),
    NoticeKind.INFORMATION_READ: Word("Email to the sender: read", "Somebody reads what you added or answered"),
    NoticeKind.SECOND_LOOK_ASKED: Word("Email to a manager: second look asked for"),
    NoticeKind.SECOND_LOOK_OVERDUE: Word("Email to a manager: second look late"),
    NoticeKind.SECOND_LOOK_ANSWERED: Word("Email to the sender: second look"),
    NoticeKind.DIGEST: Word("Email once a day"),
    NoticeKind.ADDRESS_CHECK: Word("Email to confirm an address"),
    NoticeKind.PASSWORD_LINK: Word("Email with a link to a new password"),
    NoticeKind.PASSWORD_REPLACED: Word("Email about a password that was replaced"),
    NoticeKind.PEOPLE_WAITING: Word("Email to an agency’s lead: people wait for approval"),
    NoticeKind.ADMITTED: Word("Email about an account that was approved"),
    NoticeKind.NOT_ADMITTED: Word("Email about an account that was not approved"),
    NoticeKind.CONFIRM_ADDRESS: Word("Email to confirm a new address"),
    NoticeKind.ADDRESS_TAKEN: Word("Email to an address that has an account already"),
    NoticeKind.ADDRESS_CHANGED: Word("Email to the address that an account had"),
    NoticeKind.ROLES_CHANGED: Word("Email about roles that changed"),
    NoticeKind.PEOPLE_TO_CONFIRM: Word("Email to an agency’s lead: people to confirm"),
    NoticeKind.PEOPLE_LIST: Word("Email to an agency’s lead: monthly list"),
    NoticeKind.AGENCY_TO_APPROVE: Word("Email to an administrator: agency to approve"),
    NoticeKind.ROLES_TO_APPROVE: Word("Email to an administrator: roles to approve"),
    NoticeKind.LET_IN: Word("Email to an agency’s lead: the council let somebody in"),
    NoticeKind.LEAD_MADE: Word("Email to an agency’s lead: another lead"),
    NoticeKind.SAID_LEFT: Word("Email to somebody who was said to have left"),
    NoticeKind.COLLEAGUE_LEFT: Word("Email to a lead or administrator: somebody was said to have left"),
}

_BY_HAND = "{system} takes no episodes from the portal: an officer opens it by hand and enters its number here."

WHAT_HAPPENS: Mapping[Operation, Mapping[Level, str]] = {
    Operation.OPEN_EPISODE: {
        Level.NATIVE: "The portal opens it in {system} by itself.",
        Level.ASSISTED: "The portal queues it as a file that {system} imports, and looks for its number.",
        Level.MANUAL: _BY_HAND,
        Level.NONE: _BY_HAND,
    },
    Operation.ADD_CASE_NOTE: {
        Level.NATIVE: "The portal adds it to the episode by itself.",
        Level.ASSISTED: "The portal queues it as a file that {system} imports.",
        Level.MANUAL: "An officer copies it into {system} by hand and ticks it off here.",
        Level.NONE: "The portal cannot add one in {system}, and nobody is asked to copy it.",
    },
    Operation.ATTACH_DOCUMENT: {
        Level.NATIVE: "The portal attaches it to the episode by itself, exactly as it was sent.",
        Level.ASSISTED: "The portal queues it as a file that {system} imports, exactly as it was sent.",
        Level.MANUAL: "An officer attaches it in {system} by hand and ticks it off here.",
        Level.NONE: "The portal cannot attach it in {system}: it stays here.",
    },
}
"""What becomes of a referral in the case system, by what that system can do; `{system}` is its name."""

FOLLOWS: Mapping[Operation, str] = {
    Operation.OPEN_EPISODE: "Episode",
    Operation.ADD_CASE_NOTE: "Case note",
    Operation.ATTACH_DOCUMENT: "Concern as a file",
}
"""What a referral becomes in the case system, in the order in which it gets there."""

FILING: Mapping[FilingState, Word] = {
    FilingState.WAITING: Word("Waiting for the case system", "The portal keeps trying.", colour="yellow"),
    FilingState.FILED: Word("Sent to the case system", colour="green"),
    FilingState.NOT_PROMISED: Word("Not in the case system", colour="grey"),
}
"""Where a case note or a file is; before the episode, and with an officer, a sentence says it."""

HAND_OFF: Mapping[HandOffKind, Word] = {
    HandOffKind.CASE_NOTE: Word("Case note", "Copy it into the episode."),
    HandOffKind.EPISODE: Word("Whole episode", "Open it and enter its number."),
    HandOffKind.DOCUMENT: Word("Concern as a file", "Attach it to the episode."),
    HandOffKind.ADULT_SOCIAL_CARE: Word("Adult at risk", "Pass it on and enter the reference you are given."),
    HandOffKind.ADDED_INFORMATION: Word("Added information", "Copy what the sender added into the episode."),
    HandOffKind.CHANGED_DECISION: Word("Changed decision", "Record the new decision in the episode."),
    HandOffKind.RECORD_BESIDE_SEALED: Word(
        "Record to look through", "Take out what tells of a child who was sealed since."
    ),
}


def what_happens(operation: Operation, level: Level, system: str) -> str:
    """What becomes of an episode, a case note or a file, in one sentence."""
    return WHAT_HAPPENS[operation][level].format(system=system)
