"""The people around one contact, the contact in every status, and one command of every kind."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from frontdoor.domain.after_sending import (
    Addition,
    AdditionReason,
    SecondLook,
    SecondLookAnswer,
    SecondLookReason,
    WithdrawalReason,
)
from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor.domain.answering import InformationAnswer, Withheld, Withholding
from frontdoor.domain.consent import Consent
from frontdoor.domain.contact import (
    Channel,
    Contact,
    ContactKind,
    Delivery,
    DeliveryState,
    Sender,
    Status,
    Submission,
)
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Adult, Child, PersonName
from frontdoor.domain.triage import (
    ChosenRecord,
    Decision,
    DetailsQuestion,
    Holder,
    OfferedRecord,
    Outcome,
    Priority,
)
from frontdoor.workflow import commands as ask
from frontdoor.workflow.decide import Rules, decide
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.refusals import Refused

SENT_AT = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)
"""A Thursday morning."""
NOW = SENT_AT + timedelta(hours=2)
RULES = Rules()
NOT_THEIRS = "Your role does not allow this"

SCHOOL = Agency("school", "Hollybush Primary School", AgencyKind.SCHOOL)
SURGERY = Agency("surgery", "Riverside Surgery", AgencyKind.GENERAL_PRACTICE)
COUNCIL = Agency("council", "Example County Council", AgencyKind.COUNCIL)


def someone(name: str, agency: Agency, *roles: Role) -> Professional:
    local = name.lower().replace(" ", ".")
    return Professional(local, name, f"{local}@{agency.id}.example", agency, frozenset(roles))


TEACHER = someone("Asha Bello", SCHOOL, Role.PROFESSIONAL)
HEAD = someone("Ivo Marsh", SCHOOL, Role.AGENCY_LEAD)
DOCTOR = someone("Nia Cole", SURGERY, Role.PROFESSIONAL)
OFFICER = someone("Olu Grant", COUNCIL, Role.SCREENING_OFFICER)
OTHER_OFFICER = someone("Pat Lowe", COUNCIL, Role.SCREENING_OFFICER)
MANAGER = someone("May Quinn", COUNCIL, Role.TEAM_MANAGER)
POLICE = someone("Ray Stone", COUNCIL, Role.MASH_PARTNER)
ADMINISTRATOR = someone("Viv West", COUNCIL, Role.ADMINISTRATOR)
EVERYBODY = (TEACHER, HEAD, DOCTOR, OFFICER, OTHER_OFFICER, MANAGER, POLICE, ADMINISTRATOR)

HELD = Holder(OFFICER.id, OFFICER.name, SENT_AT + timedelta(minutes=10))
OPEN_QUESTION = DetailsQuestion("q1", "Which days?", OFFICER.name, SENT_AT + timedelta(minutes=20))

DRAFT = Contact(
    reference=Reference.parse("FD-2222-2222"),
    kind=ContactKind.CAUSE_FOR_CONCERN,
    channel=Channel.FORM,
    status=Status.DRAFT,
    sender=Sender(TEACHER.id, TEACHER.name, "Teacher", SCHOOL.id, SCHOOL.name, "", "2A"),
    child=Child(name=PersonName("Robin", "Made-Up")),
    category="neglect",
    summary="Always hungry",
    consent=Consent(),
    submission=Submission("cause_for_concern", "1", {}),
    sender_priority=Priority.STANDARD,
    received_at=SENT_AT,
)
SENT = evolve(DRAFT, status=Status.SENT)
TAKEN = evolve(SENT, status=Status.BEING_LOOKED_AT, holder=HELD)
ASKED = evolve(TAKEN, status=Status.MORE_INFORMATION_ASKED, questions=(OPEN_QUESTION,))
REFERRED = evolve(
    TAKEN,
    status=Status.DECIDED,
    decision=Decision(
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="Significant harm",
        message_to_sender="Thank you",
        decided_by=OFFICER.name,
        decider_id=OFFICER.id,
        decider_role=Role.SCREENING_OFFICER.value,
        decided_at=NOW,
        record=ChosenRecord("p-1"),
        team="Assessment 1",
    ),
    delivery=Delivery(DeliveryState.WAITING),
)
STUCK = evolve(REFERRED, delivery=Delivery(DeliveryState.NEEDS_A_PERSON, reason="Record locked"))
QUEUED = evolve(REFERRED, delivery=Delivery(DeliveryState.QUEUED, ticket="file-1"))
TWINS = (
    OfferedRecord("p-7", PersonName("Robin", "Made-Up")),
    OfferedRecord("p-8", PersonName("R. M."), restricted=True),
)
OFFERED = evolve(STUCK, delivery=Delivery(DeliveryState.NEEDS_A_PERSON, reason="Record locked", offered=TWINS))
"""The system takes the child for one of two that it knows."""
DELIVERED = evolve(REFERRED, delivery=Delivery(DeliveryState.DELIVERED, "E-1", "Assessment 1"))
WITHDRAWN = evolve(SENT, status=Status.WITHDRAWN, withdrawn_as=WithdrawalReason.DUPLICATE)

NEWS = Addition("a1", AdditionReason.NEW_INFORMATION, "She slept at school", TEACHER.id, TEACHER.name, SENT_AT)
LOOK = SecondLook(
    about=1,
    reason=SecondLookReason.THRESHOLD,
    text="We think the threshold is met",
    asked_by_id=TEACHER.id,
    asked_by=TEACHER.name,
    asked_at=NOW,
    due_at=NOW + timedelta(days=4),
)
"""Asked on a Thursday morning: two working days end on Monday."""

IN_STATUS = {
    Status.DRAFT: DRAFT,
    Status.SENT: SENT,
    Status.BEING_LOOKED_AT: TAKEN,
    Status.MORE_INFORMATION_ASKED: ASKED,
    Status.DECIDED: OFFERED,
    Status.WITHDRAWN: WITHDRAWN,
}
"""A contact in each status. The decided one waits for a person, where every command about delivery has work to do."""
WITH_WORK_FOR: dict[type[ask.Command], dict[str, Any]] = {
    ask.ReadInformation: {"additions": (NEWS,)},
    ask.AnswerSecondLook: {"second_looks": (LOOK,)},
}
"""What a contact needs besides its status for a command to have something to do."""

REQUESTED = evolve(TAKEN, kind=ContactKind.INFORMATION_REQUEST)
"""A request for information that an officer has taken."""
ANSWER = InformationAnswer(
    outcome=Outcome.ANSWERED,
    rationale="The court ordered it",
    prepared_by=OFFICER.name,
    prepared_by_id=OFFICER.id,
    prepared_at=SENT_AT + timedelta(hours=1),
    shared="Known from 2019 to 2021",
    withheld=(Withheld(Withholding.THIRD_PARTY, "The father’s health"),),
)
ANSWER_WAITS = evolve(REQUESTED, answer=ANSWER)
ADULT_PASSED = evolve(
    TAKEN,
    kind=ContactKind.ADULT_CONCERN,
    child=Child(),
    adult=Adult(PersonName("Mabel", "Made-Up")),
    status=Status.DECIDED,
    decision=Decision(
        outcome=Outcome.ADULT_SOCIAL_CARE,
        level_of_need="",
        need_scheme="",
        rationale="Care needs and neglect",
        message_to_sender="Thank you",
        decided_by=OFFICER.name,
        decider_id=OFFICER.id,
        decider_role=Role.SCREENING_OFFICER.value,
        decided_at=NOW,
    ),
)
"""A concern about an adult that was decided, and is still to be passed on."""

REFER = ask.Decide(
    by=OFFICER,
    outcome=Outcome.REFERRAL,
    level_of_need="4",
    rationale="Significant harm",
    message_to_sender="Thank you",
    record=ChosenRecord("p-1"),
    team="Assessment 1",
)
ADVISE = ask.Decide(
    by=OFFICER, outcome=Outcome.ADVICE, level_of_need="2", rationale="Universal", message_to_sender="Thank you"
)

SOUND: dict[type[ask.Command], ask.Command] = {
    ask.Send: ask.Send(TEACHER),
    ask.Take: ask.Take(OFFICER),
    ask.Release: ask.Release(OFFICER),
    ask.Prioritise: ask.Prioritise(OFFICER, Priority.URGENT, "No food at home"),
    ask.AskForDetails: ask.AskForDetails(OFFICER, "q2", "Who collects her?"),
    ask.AnswerDetails: ask.AnswerDetails(TEACHER, "q1", "Every day"),
    ask.Decide: REFER,
    ask.Withdraw: ask.Withdraw(TEACHER, WithdrawalReason.DUPLICATE),
    ask.RecordEpisode: ask.RecordEpisode("E-1", "Assessment 1", OFFICER),
    ask.RecordTicket: ask.RecordTicket("file-1"),
    ask.HandToPerson: ask.HandToPerson("Record locked"),
    ask.ChooseRecord: ask.ChooseRecord(OFFICER, "p-7", ("p-7", "p-8")),
    ask.DoubtDelivery: ask.DoubtDelivery("No episode is there"),
    ask.SendAgain: ask.SendAgain(OFFICER),
    ask.PrepareAnswer: ask.PrepareAnswer(OFFICER, Outcome.ANSWERED, "The court ordered it", "Known since 2019"),
    ask.SendAnswerBack: ask.SendAnswerBack(MANAGER, ANSWER.prepared_at, "Leave the address out"),
    ask.ReleaseAnswer: ask.ReleaseAnswer(MANAGER, ANSWER.prepared_at),
    ask.PassOn: ask.PassOn(OFFICER, "ASC-12", date(2026, 6, 4)),
    ask.AddInformation: ask.AddInformation(TEACHER, "a2", AdditionReason.NEW_INFORMATION, "She has a bruise"),
    ask.ReadInformation: ask.ReadInformation(OFFICER, ("a1",)),
    ask.AskSecondLook: ask.AskSecondLook(TEACHER, SecondLookReason.RISK, "The risk is higher"),
    ask.AnswerSecondLook: ask.AnswerSecondLook(MANAGER, SecondLookAnswer.UPHELD, "We looked again"),
}
"""One command of each kind, given by whoever may, with everything it must contain."""


def for_command(contact: Contact, command: type[ask.Command]) -> Contact:
    """The same contact as the kind that a command is for, with what it works on."""
    if command in {ask.PrepareAnswer, ask.SendAnswerBack, ask.ReleaseAnswer}:
        return evolve(contact, kind=ContactKind.INFORMATION_REQUEST, answer=ANSWER)
    if command is ask.PassOn:
        decision = ADULT_PASSED.decision if contact.decision else None
        return evolve(contact, kind=ContactKind.ADULT_CONCERN, decision=decision)
    return contact


def faults_of(contact: Contact, command: ask.Command, rules: Rules = RULES) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        decide(contact, command, NOW, rules)
    return {fault.field: fault.message for fault in refused.value.faults}


def event(kind: EventKind, by: Professional, detail: str = "") -> Event:
    return Event(kind, NOW, by.id, by.name, detail)
