"""One word for each thing, with what it means and what is expected of the reader. Screens take their words here."""

from collections.abc import Mapping

from attrs import frozen

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.domain.after_sending import AdditionReason, SecondLookAnswer, SecondLookReason, WithdrawalReason
from frontdoor.domain.agency import Admission, AgencyKind, Role
from frontdoor.domain.answering import RefusalReason, Withholding
from frontdoor.domain.contact import ContactKind, DeliveryState, Status
from frontdoor.domain.facts import SourceState
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.filing import FilingState
from frontdoor_portal.use_cases.joining.models import Refusal, RoleReason, StillHere
from frontdoor_portal.use_cases.models import HandOffKind, NoticeKind, Standing
from frontdoor_portal.use_cases.write_up import OUTCOMES


@frozen
class Word:
    """`label` stands on the tag, `meaning` beside it; `expected` is what the reader does now; `colour` is the tag's."""

    label: str
    meaning: str = ""
    expected: str = ""
    colour: str = ""


STATUS: Mapping[Status, Word] = {
    Status.DRAFT: Word(
        "Draft",
        "You have started this. The front door has not received it.",
        "Finish it and send it. If a child is in immediate danger, call 999 now.",
        "grey",
    ),
    Status.SENT: Word(
        "Sent",
        "We have it. It waits for somebody in the Family Front Door team to take it.",
        "Nothing. The team decides what happens next, and emails you when it has.",
        "blue",
    ),
    Status.BEING_LOOKED_AT: Word(
        "Being looked at",
        "Somebody in the Family Front Door team is working on it.",
        "Nothing. If the child’s situation changes, add it here, or call if it cannot wait.",
        "light-blue",
    ),
    Status.MORE_INFORMATION_ASKED: Word(
        "More information asked",
        "The team cannot decide yet: it has asked the sender a question.",
        "Answer the question here in the portal as soon as you can.",
        "yellow",
    ),
    Status.DECIDED: Word(
        "Decided",
        "The team has decided what happens next.",
        "Read the outcome. If you disagree, ask for a second look here or call the team.",
        "green",
    ),
    Status.WITHDRAWN: Word(
        "Withdrawn",
        "The sender took it back before a decision. It is kept on record.",
        "Nothing. If you are worried again, send a new concern.",
        "grey",
    ),
}

KIND: Mapping[ContactKind, Word] = {
    ContactKind.CAUSE_FOR_CONCERN: Word("Cause for concern", "Somebody is worried about a child.", colour="blue"),
    ContactKind.INFORMATION_REQUEST: Word(
        "Request for information", "A professional asks what the council holds.", colour="purple"
    ),
    ContactKind.ADULT_CONCERN: Word(
        "Adult at risk", "Somebody is worried about an adult with care and support needs.", colour="turquoise"
    ),
}

OUTCOME: Mapping[Outcome, Word] = {
    Outcome.REFERRAL: Word(
        OUTCOMES[Outcome.REFERRAL],
        "The contact has become a referral: children’s social care takes it on.",
        "A social worker may call you. Keep working with the family as before.",
        "green",
    ),
    Outcome.EARLY_HELP: Word(
        OUTCOMES[Outcome.EARLY_HELP],
        "The family is offered support below the threshold for social care.",
        "Early Help may ask you to take part in the family’s plan.",
        "turquoise",
    ),
    Outcome.ADVICE: Word(
        OUTCOMES[Outcome.ADVICE],
        "The team gives advice; no service takes the family on.",
        "Follow the advice. If things get worse, send a new concern.",
        "light-blue",
    ),
    Outcome.NO_FURTHER_ACTION: Word(
        OUTCOMES[Outcome.NO_FURTHER_ACTION],
        "The threshold for a service is not met, for the reason given.",
        "Read the reason. If you disagree, ask for a second look here or call the team.",
        "grey",
    ),
    Outcome.OTHER_COUNCIL: Word(
        OUTCOMES[Outcome.OTHER_COUNCIL],
        "The child lives in another council’s area, and that council now has it.",
        "The other council will contact you.",
        "purple",
    ),
    Outcome.ANSWERED: Word(
        OUTCOMES[Outcome.ANSWERED],
        "The answer can be read here. It says what was withheld and why.",
        "Read the answer here in the portal.",
        "green",
    ),
    Outcome.NOTHING_TO_SHARE: Word(
        OUTCOMES[Outcome.NOTHING_TO_SHARE],
        "There is nothing that the council can share for this request.",
        "Read the answer. If a child may be at risk, call the team.",
        "grey",
    ),
    Outcome.REFUSED: Word(
        OUTCOMES[Outcome.REFUSED],
        "The request as it was made cannot be answered, for the reason given.",
        "Read why. You can send a new request that meets what is needed.",
        "orange",
    ),
    Outcome.ADULT_SOCIAL_CARE: Word(
        OUTCOMES[Outcome.ADULT_SOCIAL_CARE],
        "Adult social care decides what happens for the adult.",
        "Adult social care may call you. Keep supporting the adult as before.",
        "green",
    ),
}

PRIORITY: Mapping[Priority, Word] = {
    Priority.URGENT: Word("Urgent", "Looked at before all others.", colour="red"),
    Priority.HIGH: Word("High", "Looked at after the urgent ones.", colour="orange"),
    Priority.STANDARD: Word("Standard", "Looked at in the order received, after urgent and high ones.", colour="grey"),
}

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

ROLE: Mapping[Role, Word] = {
    Role.PROFESSIONAL: Word("Professional", "Finds children and sends concerns."),
    Role.AGENCY_LEAD: Word("Agency lead", "Sees what their agency sent."),
    Role.SCREENING_OFFICER: Word("Screening officer", "Takes, prioritises and decides contacts."),
    Role.TEAM_MANAGER: Word("Team manager", "Runs the Family Front Door team."),
    Role.DUTY_MANAGER: Word("Duty manager", "Opens a sealed record in an emergency, and works on sealed contacts."),
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
    StillHere.MOVED: Word("Moved to another organisation"),
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
}

EVENT: Mapping[EventKind, Word] = {
    EventKind.SENT: Word("Concern sent"),
    EventKind.TAKEN: Word("Taken by an officer"),
    EventKind.RELEASED: Word("Put back for another officer"),
    EventKind.PRIORITISED: Word("Priority set"),
    EventKind.DETAILS_ASKED: Word("More information asked"),
    EventKind.DETAILS_ANSWERED: Word("Question answered"),
    EventKind.DECIDED: Word("Decided"),
    EventKind.WITHDRAWN: Word("Withdrawn"),
    EventKind.EPISODE_OPENED: Word("Episode opened in the case system"),
    EventKind.EPISODE_QUEUED: Word("Episode queued as a file"),
    EventKind.DELIVERY_NEEDS_A_PERSON: Word("Delivery needs a person"),
    EventKind.RECORD_CHOSEN: Word("Record chosen by an officer"),
    EventKind.DELIVERY_TRIED_AGAIN: Word("Delivery tried again"),
    EventKind.DELIVERY_DOUBTED: Word("Delivery found to be wrong"),
    EventKind.ANSWER_PREPARED: Word("Answer prepared"),
    EventKind.ANSWER_SENT_BACK: Word("Answer given back to be changed"),
    EventKind.ANSWER_RELEASED: Word("Answer released"),
    EventKind.PASSED_ON: Word("Passed to adult social care"),
    EventKind.INFORMATION_ADDED: Word("Information added"),
    EventKind.INFORMATION_READ: Word("Information read by an officer"),
    EventKind.SECOND_LOOK_ASKED: Word("Second look asked for"),
    EventKind.SECOND_LOOK_UPHELD: Word("Second look: the decision stands"),
    EventKind.SECOND_LOOK_CHANGED: Word("Second look: to be decided again"),
}

ADDITION: Mapping[AdditionReason, Word] = {
    AdditionReason.NEW_INFORMATION: Word("New information", "Something happened, or you learnt something."),
    AdditionReason.CORRECTION: Word("Correction", "An answer that was sent is wrong or out of date."),
    AdditionReason.ANSWER_TO_CALL: Word("Answer to a call", "The team called, and you promised to send something."),
    AdditionReason.OTHER: Word("Something else"),
}

WITHDRAWAL: Mapping[WithdrawalReason, Word] = {
    WithdrawalReason.MISTAKE: Word("It was sent by mistake"),
    WithdrawalReason.DUPLICATE: Word("It was sent more than once"),
    WithdrawalReason.OTHER_AGENCY: Word("Another agency has already told you"),
    WithdrawalReason.NO_LONGER: Word("What we know now has changed our view"),
    WithdrawalReason.OTHER: Word("Another reason"),
}

SECOND_LOOK_REASON: Mapping[SecondLookReason, Word] = {
    SecondLookReason.NOT_CONSIDERED: Word("Something we told you was not considered"),
    SecondLookReason.THRESHOLD: Word("We think the threshold for a service is met"),
    SecondLookReason.RISK: Word("We think the risk is higher"),
    SecondLookReason.NEW_INFORMATION: Word("There is new information"),
    SecondLookReason.OTHER: Word("Another reason"),
}

SECOND_LOOK: Mapping[SecondLookAnswer | None, Word] = {
    None: Word("Second look asked for", "A manager who did not decide looks at the decision again.", colour="yellow"),
    SecondLookAnswer.UPHELD: Word(
        "The decision stands", "A manager looked again, and the decision stands.", colour="grey"
    ),
    SecondLookAnswer.CHANGED: Word(
        "To be decided again", "A manager looked again: the first decision does not stand.", colour="purple"
    ),
}
"""Where a second look is; None while it waits for its answer."""

UNREAD = Word("New information", "The sender added or answered something that nobody has read.", colour="purple")

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
    NoticeKind.FILE_REFUSED: Word("Email to the sender: a file was refused"),
    NoticeKind.ANSWER_READY: Word("Email to the requester: answered"),
    NoticeKind.ANSWER_SENT_BACK: Word("Email to the officer: answer to change"),
    NoticeKind.FORM_TO_APPROVE: Word("Email to an administrator: a form to approve"),
    NoticeKind.FORM_REJECTED: Word("Email to an administrator: a form given back"),
    NoticeKind.FORM_PUBLISHED: Word("Email to an administrator: a form published"),
    NoticeKind.WITHDRAWN: Word("Email to the officer: withdrawn", "A sender withdraws what you had taken"),
    NoticeKind.RELEASED: Word("Email to the officer: put back", "A manager puts back what you had taken"),
    NoticeKind.FACTOR_SET: Word("Email about an authenticator app that was set up"),
    NoticeKind.FACTOR_RESET: Word("Email about an authenticator app that was removed"),
    NoticeKind.IDENTITY_LINKED: Word("Email about another way to sign in"),
    NoticeKind.BEING_LOOKED_AT: Word(
        "Email to the sender: being looked at", "Somebody starts to look at what you sent"
    ),
    NoticeKind.QUESTION_WAITING: Word("Email to the sender: reminder", "A question from the team still waits for you"),
    NoticeKind.INFORMATION_ADDED: Word("Email to the officer: information added"),
    NoticeKind.INFORMATION_READ: Word("Email to the sender: read", "Somebody reads what you added or answered"),
    NoticeKind.SECOND_LOOK_ASKED: Word("Email to a manager: second look asked for"),
    NoticeKind.SECOND_LOOK_ANSWERED: Word("Email to the sender: second look"),
    NoticeKind.DIGEST: Word("Email once a day"),
    NoticeKind.ADDRESS_CHECK: Word("Email to confirm an address"),
    NoticeKind.DRAFT_SHARED: Word("Email to a colleague: draft shared"),
    NoticeKind.DRAFT_TAKEN_OVER: Word("Email to whoever had a draft: taken over"),
    NoticeKind.DRAFT_EXPIRES: Word("Email about a draft that will be removed"),
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
}

WITHHOLDING: Mapping[Withholding, Word] = {
    Withholding.THIRD_PARTY: Word("It is about somebody else", "Names and details of a person who has not agreed."),
    Withholding.RISK_OF_HARM: Word("It could put somebody at risk of harm"),
    Withholding.PREJUDICE_TO_ENQUIRY: Word("It could harm a police or child protection enquiry"),
    Withholding.LEGAL_PRIVILEGE: Word("It is legal advice, or otherwise privileged"),
    Withholding.MORE_THAN_NEEDED: Word("It is more than the purpose needs"),
    Withholding.NOT_HELD: Word("The council does not hold it"),
    Withholding.OTHER: Word("Another reason"),
}
"""Why a part of what was asked for is not shared, as its reader reads it."""

REFUSAL: Mapping[RefusalReason, Word] = {
    RefusalReason.NO_LAWFUL_BASIS: Word("No law was named that lets us share this"),
    RefusalReason.CONSENT_NOT_SHOWN: Word("The consent you rely on was not shown"),
    RefusalReason.NOT_AUTHORISED: Word("Nobody with the authority agreed to the request"),
    RefusalReason.MORE_THAN_NEEDED: Word("It asks for more than the purpose needs"),
    RefusalReason.ANOTHER_ROUTE: Word("Another route must be used for this"),
    RefusalReason.OTHER: Word("Another legal reason"),
}
"""Why a request is refused: each judges the request, so that it says nothing of what is held."""


def what_happens(operation: Operation, level: Level, system: str) -> str:
    """What becomes of an episode, a case note or a file, in one sentence."""
    return WHAT_HAPPENS[operation][level].format(system=system)
