"""The transition table: for each status and each command, the next status or the sentence that refuses it.

`NOT_FOR_KIND` has what a kind of contact never takes: an episode is opened for a child alone, a request is answered.

`STAYS` keeps the status; who may give a command, what it must contain, and whether it was carried out already is
`decide`'s to judge.
"""

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from frontdoor.domain.contact import Contact, ContactKind, Status
from frontdoor.workflow.commands import (
    AddInformation,
    AnswerDetails,
    AnswerSecondLook,
    AskForDetails,
    AskSecondLook,
    ChooseRecord,
    Command,
    Decide,
    DoubtDelivery,
    HandToPerson,
    PassOn,
    PrepareAnswer,
    Prioritise,
    ReadInformation,
    RecordEpisode,
    RecordTicket,
    Release,
    ReleaseAnswer,
    Send,
    SendAgain,
    SendAnswerBack,
    Take,
    Withdraw,
)


@frozen
class Allowed:
    """The command may go ahead; `to` is the next status, None where it stays as it is."""

    to: Status | None = None


@frozen
class NotAllowed:
    """The command is refused in this status, with the reason a screen can show."""

    reason: str


Cell: TypeAlias = Allowed | NotAllowed

STAYS = Allowed()
_NOT_SENT = NotAllowed("This has not been sent yet")
_SENT_ALREADY = NotAllowed("This has already been sent")
_NOT_TAKEN = NotAllowed("Take this contact before you work on it")
_NOTHING_ASKED = NotAllowed("No question is waiting for an answer")
_DECIDED = NotAllowed("This contact has already been decided")
_WITHDRAWN = NotAllowed("This contact was withdrawn")
_NOT_DECIDED = NotAllowed("This contact has not been decided yet")

TRANSITIONS: Mapping[Status, Mapping[type[Command], Cell]] = {
    Status.DRAFT: {
        Send: Allowed(Status.SENT),
        Take: _NOT_SENT,
        Release: _NOT_SENT,
        Prioritise: _NOT_SENT,
        AskForDetails: _NOT_SENT,
        AnswerDetails: _NOT_SENT,
        Decide: _NOT_SENT,
        Withdraw: _NOT_SENT,
        RecordEpisode: _NOT_SENT,
        RecordTicket: _NOT_SENT,
        HandToPerson: _NOT_SENT,
        ChooseRecord: _NOT_SENT,
        SendAgain: _NOT_SENT,
        DoubtDelivery: _NOT_SENT,
        PrepareAnswer: _NOT_SENT,
        SendAnswerBack: _NOT_SENT,
        ReleaseAnswer: _NOT_SENT,
        PassOn: _NOT_SENT,
        AddInformation: _NOT_SENT,
        ReadInformation: _NOT_SENT,
        AskSecondLook: _NOT_SENT,
        AnswerSecondLook: _NOT_SENT,
    },
    Status.SENT: {
        Send: _SENT_ALREADY,
        Take: Allowed(Status.BEING_LOOKED_AT),
        Release: _NOT_TAKEN,
        Prioritise: STAYS,
        AskForDetails: _NOT_TAKEN,
        AnswerDetails: _NOTHING_ASKED,
        Decide: _NOT_TAKEN,
        Withdraw: Allowed(Status.WITHDRAWN),
        RecordEpisode: _NOT_DECIDED,
        RecordTicket: _NOT_DECIDED,
        HandToPerson: _NOT_DECIDED,
        ChooseRecord: _NOT_DECIDED,
        SendAgain: _NOT_DECIDED,
        DoubtDelivery: _NOT_DECIDED,
        PrepareAnswer: _NOT_TAKEN,
        SendAnswerBack: _NOT_TAKEN,
        ReleaseAnswer: _NOT_TAKEN,
        PassOn: _NOT_DECIDED,
        AddInformation: STAYS,
        ReadInformation: _NOT_TAKEN,
        AskSecondLook: _NOT_DECIDED,
        AnswerSecondLook: _NOT_DECIDED,
    },
    Status.BEING_LOOKED_AT: {
        Send: _SENT_ALREADY,
        Take: STAYS,
        Release: Allowed(Status.SENT),
        Prioritise: STAYS,
        AskForDetails: Allowed(Status.MORE_INFORMATION_ASKED),
        AnswerDetails: _NOTHING_ASKED,
        Decide: Allowed(Status.DECIDED),
        Withdraw: Allowed(Status.WITHDRAWN),
        RecordEpisode: _NOT_DECIDED,
        RecordTicket: _NOT_DECIDED,
        HandToPerson: _NOT_DECIDED,
        ChooseRecord: _NOT_DECIDED,
        SendAgain: _NOT_DECIDED,
        DoubtDelivery: _NOT_DECIDED,
        PrepareAnswer: STAYS,
        SendAnswerBack: STAYS,
        ReleaseAnswer: Allowed(Status.DECIDED),
        PassOn: _NOT_DECIDED,
        AddInformation: STAYS,
        ReadInformation: STAYS,
        AskSecondLook: _NOT_DECIDED,
        AnswerSecondLook: _NOT_DECIDED,
    },
    Status.MORE_INFORMATION_ASKED: {
        Send: _SENT_ALREADY,
        Take: STAYS,
        Release: STAYS,
        Prioritise: STAYS,
        AskForDetails: STAYS,
        # The status once the last question is answered depends on whether somebody holds the contact.
        AnswerDetails: STAYS,
        Decide: Allowed(Status.DECIDED),
        Withdraw: Allowed(Status.WITHDRAWN),
        RecordEpisode: _NOT_DECIDED,
        RecordTicket: _NOT_DECIDED,
        HandToPerson: _NOT_DECIDED,
        ChooseRecord: _NOT_DECIDED,
        SendAgain: _NOT_DECIDED,
        DoubtDelivery: _NOT_DECIDED,
        PrepareAnswer: STAYS,
        SendAnswerBack: STAYS,
        ReleaseAnswer: Allowed(Status.DECIDED),
        PassOn: _NOT_DECIDED,
        AddInformation: STAYS,
        ReadInformation: STAYS,
        AskSecondLook: _NOT_DECIDED,
        AnswerSecondLook: _NOT_DECIDED,
    },
    Status.DECIDED: {
        Send: _SENT_ALREADY,
        Take: _DECIDED,
        Release: _DECIDED,
        Prioritise: _DECIDED,
        AskForDetails: _DECIDED,
        AnswerDetails: _DECIDED,
        Decide: _DECIDED,
        Withdraw: _DECIDED,
        RecordEpisode: STAYS,
        RecordTicket: STAYS,
        HandToPerson: STAYS,
        ChooseRecord: STAYS,
        SendAgain: STAYS,
        DoubtDelivery: STAYS,
        PrepareAnswer: _DECIDED,
        SendAnswerBack: _DECIDED,
        ReleaseAnswer: _DECIDED,
        PassOn: STAYS,
        AddInformation: STAYS,
        ReadInformation: STAYS,
        AskSecondLook: STAYS,
        # A decision that does not stand leads back to being looked at.
        AnswerSecondLook: STAYS,
    },
    Status.WITHDRAWN: {
        Send: _SENT_ALREADY,
        Take: _WITHDRAWN,
        Release: _WITHDRAWN,
        Prioritise: _WITHDRAWN,
        AskForDetails: _WITHDRAWN,
        AnswerDetails: _WITHDRAWN,
        Decide: _WITHDRAWN,
        Withdraw: _WITHDRAWN,
        RecordEpisode: _NOT_DECIDED,
        RecordTicket: _NOT_DECIDED,
        HandToPerson: _NOT_DECIDED,
        ChooseRecord: _NOT_DECIDED,
        SendAgain: _NOT_DECIDED,
        DoubtDelivery: _NOT_DECIDED,
        PrepareAnswer: _WITHDRAWN,
        SendAnswerBack: _WITHDRAWN,
        ReleaseAnswer: _WITHDRAWN,
        PassOn: _NOT_DECIDED,
        AddInformation: _WITHDRAWN,
        ReadInformation: STAYS,
        AskSecondLook: _WITHDRAWN,
        AnswerSecondLook: _WITHDRAWN,
    },
}

_NO_EPISODE = NotAllowed("No episode is opened for this kind of contact")
_ANSWERED_INSTEAD = NotAllowed("A request for information is answered, not decided")
_NOT_A_REQUEST = NotAllowed("Only a request for information is answered")
_NOT_PASSED_ON = NotAllowed("This contact is not passed on to adult social care")
_ASK_ANEW = NotAllowed("An answer is not looked at again here: send a new request that says what you need and why")

_EPISODES = (RecordEpisode, RecordTicket, HandToPerson, ChooseRecord, SendAgain, DoubtDelivery)
_ANSWERS = (PrepareAnswer, SendAnswerBack, ReleaseAnswer)
_SECOND_LOOKS = (AskSecondLook, AnswerSecondLook)

NOT_FOR_KIND: Mapping[ContactKind, Mapping[type[Command], NotAllowed]] = {
    ContactKind.CAUSE_FOR_CONCERN: {**dict.fromkeys(_ANSWERS, _NOT_A_REQUEST), PassOn: _NOT_PASSED_ON},
    ContactKind.INFORMATION_REQUEST: {
        **dict.fromkeys(_EPISODES, _NO_EPISODE),
        # What answered a second look would reach the requester on one person's word, and could tell of a record.
        **dict.fromkeys(_SECOND_LOOKS, _ASK_ANEW),
        Decide: _ANSWERED_INSTEAD,
        PassOn: _NOT_PASSED_ON,
    },
    ContactKind.ADULT_CONCERN: {**dict.fromkeys(_ANSWERS, _NOT_A_REQUEST), **dict.fromkeys(_EPISODES, _NO_EPISODE)},
}
"""What may never be asked of a kind of contact, whatever its status."""


def cell_of(contact: Contact, command: type[Command]) -> Cell:
    """The cell for a contact as it stands: what its kind never takes is refused where its status would allow it."""
    cell = TRANSITIONS[contact.status][command]
    return cell if isinstance(cell, NotAllowed) else NOT_FOR_KIND[contact.kind].get(command, cell)
