"""Taking, asking, answering and deciding: one wins, everybody concerned is told, and each change is written down."""

from collections.abc import Callable
from functools import partial

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import at_once
from reference_portal.tests.unit.use_cases.access_scene import keep
from reference_portal.tests.unit.use_cases.scene import (
    COLLEAGUE,
    DOCTOR,
    HEAD,
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    TEACHER,
    TEAM,
    FrontDoor,
    Interrupted,
)

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import ContactKind, DeliveryState, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.triage import ChosenRecord, Outcome, Priority
from frontdoor.forms import Concept
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import CommandFault, HeldByAnother, Refused
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.answer_details import answer_details
from frontdoor_portal.use_cases.ask_for_details import ask_for_details, new_question_id
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.models import Action, AuditEntry, ContactFilter
from frontdoor_portal.use_cases.notices import (
    details_answered_notice,
    details_asked_notice,
    open_episode_message,
    outcome_notice,
    receipt_notice,
    released_notices,
    withdrawn_notices,
)
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible, Stale
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.set_priority import set_priority
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.withdraw_contact import withdraw_contact

NOT_SENT = Reference.parse("FD-2222-2222")


def refer(office: Office, by: Professional, reference: Reference, team: str = TEAM) -> None:
    decide_contact(
        office,
        by,
        reference,
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="Significant harm",
        message_to_sender="Thank you",
        record=ChosenRecord("p-1"),
        team=team,
    )


def kinds(front_door: FrontDoor, reference: Reference) -> list[EventKind]:
    with front_door.office.work.begin() as tx:
        return [event.kind for event in tx.contacts.timeline(reference)]


def changes(front_door: FrontDoor, reference: Reference) -> list[tuple[str, str]]:
    """Who changed a contact and how, after it was sent."""
    return [
        (entry.actor_id, entry.detail)
        for entry in front_door.audit(reference)
        if entry.action is Action.CHANGED_CONTACT
    ]


def test_an_officer_takes_a_contact(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    taken = take_contact(front_door.office, OFFICER, reference)

    assert taken == front_door.contact(reference)
    assert (taken.status, taken.version) == (Status.BEING_LOOKED_AT, 2)
    assert taken.holder is not None
    assert (taken.holder.officer_id, taken.holder.since) == (OFFICER.id, front_door.clock())
    assert changes(front_door, reference) == [(OFFICER.id, "Take")]
    assert kinds(front_door, reference) == [EventKind.SENT, EventKind.TAKEN]


def test_taking_it_again_changes_nothing_and_is_no_news(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    before = front_door.contact(reference)

    assert take_contact(front_door.office, OFFICER, reference) == before
    assert front_door.contact(reference) == before
    assert changes(front_door, reference) == [(OFFICER.id, "Take")]
    assert kinds(front_door, reference) == [EventKind.SENT, EventKind.TAKEN]


def test_the_slower_of_two_officers_is_told_who_has_it(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    rival = Interrupted(
        front_door.office.work,
        "contacts",
        "save",
        Stale(),
        lambda: take_contact(front_door.office, OTHER_OFFICER, reference),
    )

    with pytest.raises(HeldByAnother) as refused:
        take_contact(evolve(front_door.office, work=rival), OFFICER, reference)

    assert refused.value.holder_name == OTHER_OFFICER.name
    assert changes(front_door, reference) == [(OTHER_OFFICER.id, "Take")]


def test_a_contact_that_is_sealed_while_somebody_takes_it_is_not_theirs_any_more(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    record = RecordKey(FRONT_DOOR, reference.value)
    rival = Interrupted(
        front_door.office.work, "contacts", "save", Stale(), lambda: keep(front_door, Sensitivity.SEALED, record)
    )

    with pytest.raises(NotVisible):
        take_contact(evolve(front_door.office, work=rival), OFFICER, reference)

    last = front_door.audit(reference)[-1]
    assert (front_door.contact(reference).holder, last.actor_id, last.action) == (
        None,
        OFFICER.id,
        Action.REFUSED_CONTACT,
    )


def test_of_many_who_take_at_once_one_wins(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    officers = [evolve(OFFICER, id=f"officer-{number}", name=f"Officer {number}") for number in range(6)]

    def taking(by: Professional) -> Callable[[], object]:
        return lambda: take_contact(front_door.office, by, reference)

    outcomes = at_once(*(taking(by) for by in officers))

    (winner,) = [by for by, outcome in zip(officers, outcomes, strict=True) if outcome is None]
    losers = [outcome.holder_name for outcome in outcomes if isinstance(outcome, HeldByAnother)]
    assert losers == [winner.name] * 5
    assert changes(front_door, reference) == [(winner.id, "Take")]


def test_a_contact_that_keeps_changing_is_left_to_the_person(front_door: FrontDoor) -> None:
    reference = front_door.sent()
    rival = Interrupted(front_door.office.work, "contacts", "save", Stale(), times=3)

    with pytest.raises(Stale):
        take_contact(evolve(front_door.office, work=rival), OFFICER, reference)
    assert front_door.contact(reference).status is Status.SENT


@pytest.mark.parametrize(("store", "method"), [("contacts", "save"), ("audit", "add"), ("outbox", "put")])
def test_a_change_its_audit_and_its_news_are_stored_together_or_not_at_all(
    front_door: FrontDoor, store: str, method: str
) -> None:
    reference = front_door.taken()
    before = front_door.contact(reference)
    failing = Interrupted(front_door.office.work, store, method, RuntimeError("disk full"))

    with pytest.raises(RuntimeError, match="disk full"):
        refer(evolve(front_door.office, work=failing), OFFICER, reference)

    assert front_door.contact(reference) == before
    assert kinds(front_door, reference) == [EventKind.SENT, EventKind.TAKEN]
    assert changes(front_door, reference) == [(OFFICER.id, "Take")]
    assert front_door.queued() == [receipt_notice(before)]


COMMANDS: dict[str, Callable[[Office, Professional, Reference], object]] = {
    "take": take_contact,
    "release": release_contact,
    "set priority": lambda office, by, reference: set_priority(office, by, reference, Priority.URGENT, "No food"),
    "ask": lambda office, by, reference: ask_for_details(office, by, reference, "Which days?"),
    "answer": lambda office, by, reference: answer_details(office, by, reference, {"q1": "Every day"}),
    "decide": refer,
    "withdraw": lambda office, by, reference: withdraw_contact(
        office, by, reference, WithdrawalReason.OTHER, "Sent twice"
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_nobody_changes_a_contact_that_is_not_there_or_not_theirs(front_door: FrontDoor, command: str) -> None:
    reference = front_door.taken()
    before = front_door.contact(reference)

    for by, which in ((OFFICER, NOT_SENT), (DOCTOR, reference), (COLLEAGUE, reference)):
        with pytest.raises(NotVisible):
            COMMANDS[command](front_door.office, by, which)
    assert front_door.contact(reference) == before
    assert [entry.actor_id for entry in front_door.audit(reference)[-2:]] == [DOCTOR.id, COLLEAGUE.id]


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"answer", "withdraw"}))
def test_the_sender_does_not_triage(front_door: FrontDoor, command: str) -> None:
    reference = front_door.taken()

    with pytest.raises(Refused, match="Your role does not allow this"):
        COMMANDS[command](front_door.office, TEACHER, reference)


def test_a_manager_puts_a_contact_back(front_door: FrontDoor) -> None:
    reference = front_door.taken()

    released = release_contact(front_door.office, MANAGER, reference)

    assert (released.status, released.holder) == (Status.SENT, None)
    assert take_contact(front_door.office, OTHER_OFFICER, reference).holder is not None


def test_the_officer_is_told_of_a_contact_that_a_manager_puts_back(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    before = front_door.contact(reference)

    release_contact(front_door.office, MANAGER, reference)

    assert front_door.queued()[1:] == released_notices(before, MANAGER)
    assert [message.payload["to"] for message in front_door.queued()[1:]] == [OFFICER.id]


def test_nobody_is_told_of_what_they_put_back_themselves(front_door: FrontDoor) -> None:
    reference = front_door.taken()

    release_contact(front_door.office, OFFICER, reference)

    assert front_door.queued_kinds() == ["receipt"]


def test_a_new_priority_is_what_lists_go_by(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    set_priority(front_door.office, OFFICER, reference, Priority.URGENT, "No food at home")

    with front_door.office.work.begin() as tx:
        assert tx.contacts.count(ContactFilter(priorities=frozenset({Priority.URGENT}))) == 1
    assert changes(front_door, reference) == [(OFFICER.id, "Prioritise")]


def test_the_sender_is_told_of_a_question(front_door: FrontDoor) -> None:
    reference, question_id = front_door.asked()

    contact = front_door.contact(reference)
    assert (contact.status, [question.text for question in contact.open_questions]) == (
        Status.MORE_INFORMATION_ASKED,
        ["Which days?"],
    )
    assert front_door.queued() == [receipt_notice(contact), details_asked_notice(contact, question_id)]


@pytest.mark.parametrize("by", [TEACHER, HEAD], ids=["author", "lead"])
def test_the_holder_is_told_of_the_answer(front_door: FrontDoor, by: Professional) -> None:
    reference, question_id = front_door.asked()

    contact = answer_details(front_door.office, by, reference, {question_id: "Every day"})

    assert (contact.status, contact.questions[0].answer) == (Status.BEING_LOOKED_AT, "Every day")
    assert front_door.queued()[2:] == [details_answered_notice(contact, question_id, OFFICER.id)]


def test_where_nobody_holds_it_an_answer_is_seen_in_the_holding_area(front_door: FrontDoor) -> None:
    reference, question_id = front_door.asked()
    release_contact(front_door.office, OFFICER, reference)

    contact = answer_details(front_door.office, TEACHER, reference, {question_id: "Every day"})

    assert contact.status is Status.SENT
    assert front_door.queued_kinds() == ["receipt", "details_asked"]


def test_two_questions_are_two_notices(front_door: FrontDoor) -> None:
    reference, _ = front_door.asked()
    contact = ask_for_details(front_door.office, OFFICER, reference, "Who collects her?")

    assert front_door.queued()[1:] == [details_asked_notice(contact, question.id) for question in contact.questions]
    assert len({question.id for question in contact.questions}) == 2


def test_a_question_sent_twice_at_the_same_moment_is_asked_once(front_door: FrontDoor) -> None:
    reference, question_id = front_door.taken(), new_question_id()
    asks = partial(ask_for_details, by=OFFICER, reference=reference, text="Which days?", question_id=question_id)
    rival = Interrupted(front_door.office.work, "contacts", "save", Stale(), lambda: asks(front_door.office))

    contact = asks(evolve(front_door.office, work=rival))

    assert contact == front_door.contact(reference)
    assert [question.id for question in contact.questions] == [question_id]
    assert front_door.queued() == [receipt_notice(contact), details_asked_notice(contact, question_id)]
    assert kinds(front_door, reference) == [EventKind.SENT, EventKind.TAKEN, EventKind.DETAILS_ASKED]
    assert changes(front_door, reference) == [(OFFICER.id, "Take"), (OFFICER.id, "AskForDetails")]


def test_a_question_refused_is_no_news(front_door: FrontDoor) -> None:
    reference = front_door.taken()

    with pytest.raises(Refused):
        ask_for_details(front_door.office, OFFICER, reference, " ")
    assert front_door.queued_kinds() == ["receipt"]


def test_a_referral_asks_for_its_episode_and_tells_the_sender(front_door: FrontDoor) -> None:
    reference = front_door.decided()

    contact = front_door.contact(reference)
    assert (contact.status, contact.delivery.state) == (Status.DECIDED, DeliveryState.WAITING)
    assert front_door.queued()[1:] == [open_episode_message(contact), outcome_notice(contact)]
    assert changes(front_door, reference) == [(OFFICER.id, "Take"), (OFFICER.id, "Decide")]


def test_the_episode_of_an_urgent_referral_goes_before_everything_else(front_door: FrontDoor) -> None:
    reference = front_door.decided(known={Concept.URGENCY: "urgent"})

    assert front_door.queued()[0] == open_episode_message(front_door.contact(reference))
    assert front_door.queued()[0].urgent


@pytest.mark.parametrize("outcome", KINDS[ContactKind.CAUSE_FOR_CONCERN].outcomes[1:])
def test_any_other_outcome_only_tells_the_sender(front_door: FrontDoor, outcome: Outcome) -> None:
    reference = front_door.decided(outcome)

    contact = front_door.contact(reference)
    assert contact.delivery.state is DeliveryState.NOT_NEEDED
    assert front_door.queued()[1:] == [outcome_notice(contact)]


def test_every_fault_of_a_decision_is_told_at_once_an_unknown_team_among_them(front_door: FrontDoor) -> None:
    reference = front_door.taken()

    with pytest.raises(Refused) as refused:
        decide_contact(
            front_door.office,
            OFFICER,
            reference,
            outcome=Outcome.REFERRAL,
            level_of_need="",
            rationale="",
            message_to_sender="Thank you",
            record=ChosenRecord("p-1"),
            team="Team of nobody",
        )

    assert refused.value.faults == (
        CommandFault("rationale", "Enter the reason for this decision"),
        CommandFault("team", "Choose the team that will take the referral"),
        CommandFault("level_of_need", "Choose a level of need"),
    )
    assert front_door.contact(reference).status is Status.BEING_LOOKED_AT


def test_a_decided_contact_stays_decided(front_door: FrontDoor) -> None:
    reference = front_door.decided()
    before = front_door.contact(reference)

    for command in COMMANDS.values():
        with pytest.raises(Refused, match="already been decided"):
            command(front_door.office, MANAGER, reference)
    assert front_door.contact(reference) == before


@pytest.mark.parametrize(
    ("by", "told"), [(TEACHER, [OFFICER.id]), (HEAD, [TEACHER.id, OFFICER.id])], ids=["author", "lead"]
)
def test_a_sender_withdraws(front_door: FrontDoor, by: Professional, told: list[str]) -> None:
    reference = front_door.taken()
    before = front_door.contact(reference)

    gone = withdraw_contact(front_door.office, by, reference, WithdrawalReason.OTHER, "Sent twice")

    assert (gone.status, gone.withdrawn_reason, gone.holder) == (Status.WITHDRAWN, "Sent twice", None)
    assert front_door.audit(reference)[-1] == AuditEntry(
        front_door.clock(), by.id, Action.CHANGED_CONTACT, str(reference), detail="Withdraw"
    )
    assert front_door.queued()[1:] == withdrawn_notices(before, by)
    assert [message.payload["to"] for message in front_door.queued()[1:]] == told


def test_a_contact_that_nobody_took_is_withdrawn_without_news(front_door: FrontDoor) -> None:
    reference = front_door.sent()

    withdraw_contact(front_door.office, TEACHER, reference, WithdrawalReason.OTHER, "Sent twice")

    assert front_door.queued_kinds() == ["receipt"]
