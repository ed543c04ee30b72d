"""Contacts: where one stands, what became of it, and how an answer to a request is worded."""

from collections.abc import Mapping

from frontdoor.domain.answering import RefusalReason, Withholding
from frontdoor.domain.contact import ContactKind, Status
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.write_up import OUTCOMES
from frontdoor_portal.web.wording.word import Word

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
        "Whoever sent it, or the lead of their agency, took it back before a decision. It is kept on record.",
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
