"""How a decision reaches the case-management system: by itself, as a file, by hand, or after somebody chose."""

import pytest
from attrs import evolve
from sdk.tests.workflow.people import (
    ADVISE,
    DELIVERED,
    EVERYBODY,
    MANAGER,
    NOT_THEIRS,
    NOW,
    OFFERED,
    OFFICER,
    OTHER_OFFICER,
    QUEUED,
    REFER,
    REFERRED,
    RULES,
    STUCK,
    TAKEN,
    TWINS,
    event,
    faults_of,
)

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, Delivery, DeliveryState
from frontdoor.domain.people import PersonName
from frontdoor.domain.triage import ChosenRecord, OfferedRecord, RecordChoice
from frontdoor.workflow import commands as ask
from frontdoor.workflow.decide import Change, decide
from frontdoor.workflow.events import Event, EventKind

BOTH = ("p-7", "p-8")


def test_where_the_system_takes_no_episodes_an_officer_opens_it() -> None:
    by_hand = decide(TAKEN, evolve(REFER, by_hand=True), NOW, RULES)

    assert by_hand.contact == evolve(decide(TAKEN, REFER, NOW, RULES).contact, delivery=Delivery(DeliveryState.BY_HAND))


def test_an_outcome_without_an_episode_gives_nobody_work_by_hand() -> None:
    assert decide(TAKEN, evolve(ADVISE, by_hand=True), NOW, RULES) == decide(TAKEN, ADVISE, NOW, RULES)


def test_an_episode_opened_by_hand_is_recorded_as_any_other() -> None:
    by_hand = evolve(REFERRED, delivery=Delivery(DeliveryState.BY_HAND))

    assert decide(by_hand, ask.RecordEpisode("E-1", "", OFFICER), NOW, RULES).contact == DELIVERED


def test_an_episode_in_a_queue_is_known_by_its_ticket_until_it_has_a_number() -> None:
    queued = decide(REFERRED, ask.RecordTicket("file-1"), NOW, RULES)

    assert queued == Change(QUEUED, (Event(EventKind.EPISODE_QUEUED, NOW, detail="file-1"),))
    assert decide(queued.contact, ask.RecordEpisode("E-1", ""), NOW, RULES).contact == DELIVERED


@pytest.mark.parametrize("contact", [STUCK, DELIVERED, QUEUED], ids=["stuck", "delivered", "queued"])
def test_a_ticket_that_comes_late_changes_nothing(contact: Contact) -> None:
    assert decide(contact, ask.RecordTicket("file-2"), NOW, RULES) == Change(contact, ())


def test_a_queue_that_is_never_emptied_goes_to_a_person() -> None:
    assert decide(QUEUED, ask.HandToPerson("Record locked"), NOW, RULES).contact == STUCK


def test_a_record_made_with_the_episode_is_kept_with_it() -> None:
    assert REFERRED.decision is not None
    nobody_yet = evolve(REFERRED, decision=evolve(REFERRED.decision, record=ChosenRecord(None)))

    made = decide(nobody_yet, ask.RecordEpisode("E-1", "", person_id="p-9"), NOW, RULES).contact

    assert made.delivery == evolve(DELIVERED.delivery, person_id="p-9")


def test_a_record_that_was_chosen_is_kept_once() -> None:
    assert decide(REFERRED, ask.RecordEpisode("E-1", "", person_id="p-1"), NOW, RULES).contact == DELIVERED


@pytest.mark.parametrize(
    ("chosen", "opened", "known"),
    [
        (ChosenRecord("p-1", system="old"), Delivery(system="old"), "p-1"),
        (ChosenRecord("p-1", system="old"), Delivery(), "p-1"),
        (ChosenRecord("p-1"), Delivery(system="new"), "p-1"),
        (ChosenRecord("p-1", system="old"), Delivery(person_id="p-9", system="new"), "p-9"),
        (ChosenRecord("p-1", system="old"), Delivery(system="new"), ""),
        (ChosenRecord(None, system="new"), Delivery(person_id="p-9", system="new"), "p-9"),
    ],
    ids=["same", "not opened", "not noted", "another, made", "another", "made"],
)
def test_the_childs_record_is_one_of_the_system_that_has_the_episode(
    chosen: ChosenRecord, opened: Delivery, known: str
) -> None:
    assert REFERRED.decision is not None
    contact = evolve(REFERRED, decision=evolve(REFERRED.decision, record=chosen), delivery=opened)

    assert contact.person_id == known


def test_records_offered_wait_with_the_delivery_for_somebody_to_choose() -> None:
    assert decide(REFERRED, ask.HandToPerson("Record locked", TWINS), NOW, RULES).contact == OFFERED


def test_the_record_that_an_officer_chose_stands_in_for_the_decisions() -> None:
    chosen = decide(OFFERED, ask.ChooseRecord(MANAGER, "p-8", BOTH), NOW, RULES)

    record = ChosenRecord("p-8", "offered by the case system")
    assert chosen == Change(
        evolve(
            OFFERED,
            record_choice=RecordChoice(record, BOTH, MANAGER.name, NOW),
            delivery=Delivery(DeliveryState.WAITING),
        ),
        (event(EventKind.RECORD_CHOSEN, MANAGER, "Record p-8"),),
    )
    assert chosen.contact.record == record


def test_none_of_them_is_kept_with_each_of_their_ids_and_those_of_before() -> None:
    first = decide(OFFERED, ask.ChooseRecord(OFFICER, None, BOTH), NOW, RULES)
    again = decide(first.contact, ask.HandToPerson("Record locked", (OfferedRecord("p-9", PersonName()),)), NOW, RULES)
    second = decide(again.contact, ask.ChooseRecord(OFFICER, None, ("p-9",)), NOW, RULES)

    assert first.events == (event(EventKind.RECORD_CHOSEN, OFFICER, "None of p-7, p-8: a new record"),)
    assert second.contact.record_choice == RecordChoice(
        ChosenRecord(None), ("p-9",), OFFICER.name, NOW, not_the_same_as=("p-7", "p-8", "p-9")
    )


@pytest.mark.parametrize(
    ("contact", "person_id", "offered", "faults"),
    [
        (STUCK, "p-7", BOTH, {"": "No record waits to be chosen for this contact"}),
        (OFFERED, "p-7", ("p-7",), {"": "Other records are offered now: look at them before you choose"}),
        (OFFERED, None, (), {"": "Other records are offered now: look at them before you choose"}),
        (OFFERED, "p-9", BOTH, {"record": "Choose one of these records, or say that it is none of them"}),
    ],
)
def test_nobody_chooses_what_they_were_not_shown(
    contact: Contact, person_id: str | None, offered: tuple[str, ...], faults: dict[str, str]
) -> None:
    assert faults_of(contact, ask.ChooseRecord(OFFICER, person_id, offered)) == faults


@pytest.mark.parametrize("by", [each for each in EVERYBODY if each not in (OFFICER, OTHER_OFFICER, MANAGER)])
def test_records_are_the_front_door_teams_to_choose(by: Professional) -> None:
    assert faults_of(OFFERED, ask.ChooseRecord(by, "p-7", BOTH)) == {"": NOT_THEIRS}


def test_a_delivery_that_proves_wrong_waits_for_a_person() -> None:
    assert decide(DELIVERED, ask.DoubtDelivery("No episode is there"), NOW, RULES) == Change(
        evolve(DELIVERED, delivery=Delivery(DeliveryState.NEEDS_A_PERSON, reason="No episode is there")),
        (Event(EventKind.DELIVERY_DOUBTED, NOW, detail="No episode is there"),),
    )


@pytest.mark.parametrize("contact", [REFERRED, STUCK], ids=["waiting", "stuck"])
def test_only_what_was_delivered_can_prove_wrong(contact: Contact) -> None:
    assert decide(contact, ask.DoubtDelivery("No episode is there"), NOW, RULES) == Change(contact, ())


def test_the_same_records_offered_again_are_a_question_that_the_same_words_answer_anew() -> None:
    choice = ask.ChooseRecord(OFFICER, None, BOTH)
    answered = decide(OFFERED, choice, NOW, RULES).contact
    asked_again = decide(answered, ask.HandToPerson("Choose one", OFFERED.delivery.offered), NOW, RULES).contact

    chosen = decide(asked_again, choice, NOW, RULES)

    assert [event.kind for event in chosen.events] == [EventKind.RECORD_CHOSEN]
    assert chosen.contact.delivery == Delivery(DeliveryState.WAITING)
    assert decide(chosen.contact, choice, NOW, RULES).events == ()


def test_the_worker_records_the_episode() -> None:
    change = decide(REFERRED, ask.RecordEpisode(" E-1\x00 ", " Assessment 1 "), NOW, RULES)

    assert change == Change(DELIVERED, (Event(EventKind.EPISODE_OPENED, NOW, detail="E-1"),))


@pytest.mark.parametrize("episode_id", ["E-1", " E-1 "])
def test_the_same_episode_twice_changes_nothing(episode_id: str) -> None:
    assert decide(DELIVERED, ask.RecordEpisode(episode_id, "Assessment 1"), NOW, RULES) == Change(DELIVERED, ())


def test_a_second_episode_is_refused() -> None:
    assert faults_of(DELIVERED, ask.RecordEpisode("E-2", "Assessment 1")) == {
        "": "Another episode is already recorded for this contact"
    }


def test_a_decision_without_an_episode_gets_none() -> None:
    advised = decide(TAKEN, ADVISE, NOW, RULES).contact

    assert faults_of(advised, ask.RecordEpisode("E-1", "")) == {"": "This decision opens no episode"}


def test_a_person_who_records_an_episode_gives_its_number() -> None:
    assert faults_of(STUCK, ask.RecordEpisode(" ", "Assessment 1", OFFICER)) == {
        "episode_id": "Enter the episode number"
    }


@pytest.mark.parametrize("contact", [STUCK, DELIVERED], ids=["stuck", "delivered"])
@pytest.mark.parametrize("by", [each for each in EVERYBODY if each not in (OFFICER, OTHER_OFFICER, MANAGER)])
def test_deliveries_are_the_front_door_teams(contact: Contact, by: Professional) -> None:
    assert faults_of(contact, ask.RecordEpisode("E-1", "Assessment 1", by)) == {"": NOT_THEIRS}
    assert faults_of(contact, ask.SendAgain(by)) == {"": NOT_THEIRS}


def test_delivery_that_cannot_go_on_says_why() -> None:
    assert decide(REFERRED, ask.HandToPerson("Record locked"), NOW, RULES) == Change(
        STUCK, (Event(EventKind.DELIVERY_NEEDS_A_PERSON, NOW, detail="Record locked"),)
    )


@pytest.mark.parametrize("contact", [STUCK, DELIVERED], ids=["stuck", "delivered"])
def test_only_a_delivery_under_way_is_handed_to_a_person(contact: Contact) -> None:
    assert decide(contact, ask.HandToPerson("Again"), NOW, RULES) == Change(contact, ())


def test_a_person_has_delivery_tried_again() -> None:
    assert decide(STUCK, ask.SendAgain(OFFICER), NOW, RULES) == Change(
        evolve(STUCK, delivery=Delivery(DeliveryState.WAITING)), (event(EventKind.DELIVERY_TRIED_AGAIN, OFFICER),)
    )


@pytest.mark.parametrize("contact", [REFERRED, DELIVERED], ids=["waiting", "delivered"])
def test_only_a_delivery_that_waits_for_a_person_is_tried_again(contact: Contact) -> None:
    assert faults_of(contact, ask.SendAgain(OFFICER)) == {"": "This delivery is not waiting for a person"}
