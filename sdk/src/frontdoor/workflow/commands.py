"""What somebody may ask of a contact. Each command carries who asks; none carries a clock."""

from datetime import date, datetime
from typing import TypeAlias

from attrs import frozen

from frontdoor.domain.after_sending import AdditionReason, SecondLookAnswer, SecondLookReason, WithdrawalReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.answering import RefusalReason, Withheld
from frontdoor.domain.triage import ChosenRecord, OfferedRecord, Outcome, Priority


@frozen
class Send:
    """The sender sends their draft."""

    by: Professional


@frozen
class Take:
    """An officer takes responsibility for a contact."""

    by: Professional


@frozen
class Release:
    """The holder, or a manager, puts a contact back for others to take.

    `by` is None where the portal does, since whoever holds it can no longer work on it.
    """

    by: Professional | None


@frozen
class Prioritise:
    by: Professional
    to: Priority
    reason: str


@frozen
class AskForDetails:
    """The front door puts a question back to the sender.

    `question_id` is made when the question is first put down: with the same one, a question that comes twice is asked
    once. `about` is the question of the form that it is about, by its id.
    """

    by: Professional
    question_id: str
    text: str
    about: str = ""


@frozen
class AnswerDetails:
    by: Professional
    question_id: str
    answer: str


@frozen
class Decide:
    """The front door's decision. `record` and `team` are needed where the outcome opens an episode.

    `by_hand`: the case-management system takes no episodes from outside, so an officer opens it there. `reason` is a
    code of the council's list for the outcome; without `next_steps` the reason's own are told.
    """

    by: Professional
    outcome: Outcome
    level_of_need: str
    rationale: str
    message_to_sender: str
    internal_note: str = ""
    reason_late: str = ""
    record: ChosenRecord | None = None
    team: str = ""
    by_hand: bool = False
    reason: str = ""
    next_steps: str = ""


@frozen
class PrepareAnswer:
    """An officer writes the answer to a request for information. `outcome` is one of those a request can have."""

    by: Professional
    outcome: Outcome
    rationale: str
    shared: str = ""
    withheld: tuple[Withheld, ...] = ()
    refused_because: RefusalReason | None = None
    message: str = ""
    reason_late: str = ""


@frozen
class SendAnswerBack:
    """Whoever would release an answer gives it back to be changed. `prepared_at` is that of the answer they read."""

    by: Professional
    prepared_at: datetime
    reason: str


@frozen
class ReleaseAnswer:
    """The answer goes to the requester, on this person's word. `prepared_at` is that of the answer they read.

    `checked` says that they looked at what whoever prepared it may not have been shown.
    """

    by: Professional
    prepared_at: datetime
    checked: bool = False
    reason_late: str = ""


@frozen
class PassOn:
    """An officer passed the contact on to the service that it was decided for, which gave it a reference."""

    by: Professional
    reference: str
    on: date


@frozen
class Withdraw:
    """The sender's side takes a contact back. `details` may add to any reason, and are needed for `OTHER`."""

    by: Professional
    reason: WithdrawalReason
    details: str = ""


@frozen
class AddInformation:
    """The sender's side adds to what was sent, or corrects an answer: `question_id` is that of the form.

    `addition_id` is made when the page is opened, so that what comes twice is added once. `of_others`: it tells of
    another child of the form.
    """

    by: Professional
    addition_id: str
    reason: AdditionReason
    text: str
    question_id: str = ""
    of_others: bool = False


@frozen
class ReadInformation:
    """An officer says that they read what the sender's side added or answered, by the ids they were shown."""

    by: Professional
    ids: tuple[str, ...]


@frozen
class AskSecondLook:
    """The sender's side, or an officer who read something new, asks for a decision to be looked at again."""

    by: Professional
    reason: SecondLookReason
    text: str


@frozen
class AnswerSecondLook:
    """A manager who did not decide says whether the decision stands. `message` is what the sender reads."""

    by: Professional
    answer: SecondLookAnswer
    message: str


@frozen
class RecordEpisode:
    """The case-management system holds the episode. `by` is None when the delivery worker learnt it.

    Without a `team`, the one that the decision named has it. `person_id` is the record that the system has it on;
    `system` is the name of its connector.
    """

    episode_id: str
    team: str
    by: Professional | None = None
    person_id: str = ""
    system: str = ""


@frozen
class RecordTicket:
    """The episode was queued as a file or message, of that name, for the case-management system to take in."""

    ticket: str


@frozen
class HandToPerson:
    """Delivery cannot go on by itself: a named person must act. `reason` is a sentence for the screen.

    `offered` are the records that the system takes for the child, where it would create nobody before somebody chose.
    """

    reason: str
    offered: tuple[OfferedRecord, ...] = ()


@frozen
class ChooseRecord:
    """An officer says which of the records that were offered is the child's, or with None that none of them is.

    `offered` are the ids that the officer was shown: where others are offered by now, they must look again.
    """

    by: Professional
    person_id: str | None
    offered: tuple[str, ...]


@frozen
class DoubtDelivery:
    """The case-management system does not hold what was recorded: a person must look. `reason` says what differs."""

    reason: str


@frozen
class SendAgain:
    """A person made sure that no episode exists, or mended the cause, and asks for delivery to be tried again."""

    by: Professional


Command: TypeAlias = (
    Send
    | Take
    | Release
    | Prioritise
    | AskForDetails
    | AnswerDetails
    | Decide
    | Withdraw
    | RecordEpisode
    | RecordTicket
    | HandToPerson
    | ChooseRecord
    | SendAgain
    | DoubtDelivery
    | PrepareAnswer
    | SendAnswerBack
    | ReleaseAnswer
    | PassOn
    | AddInformation
    | ReadInformation
    | AskSecondLook
    | AnswerSecondLook
)
