"""Beside a sealed child nothing that tells of them is offered, nor written, into the record of another."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.relating import works_with
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep, known_to_both, token_of
from reference_portal.tests.unit.use_cases.scene import FORM, OFFICER, TEACHER, TEAM, FrontDoor
from reference_portal.tests.unit.use_cases.test_delivery import claim
from reference_portal.tests.unit.use_cases.test_one_child import ABOUT_FIRST, ELSEWHERE, referred, seal, sent
from reference_portal.tests.unit.use_cases.test_several_children import ADDRESS, BROTHER, TWIN, contacts_of

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.episodes import Episode
from frontdoor.domain.after_sending import Addition, AdditionReason
from frontdoor.domain.contact import Contact
from frontdoor.domain.people import Address
from frontdoor.domain.triage import ChosenRecord, DetailsQuestion
from frontdoor.forms import RawItem
from frontdoor.workflow.commands import DoubtDelivery
from frontdoor.workflow.decide import decide
from frontdoor_portal.use_cases.access.managing import set_level
from frontdoor_portal.use_cases.access.recording import remember_record
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.drafts import start_draft
from frontdoor_portal.use_cases.filing import hand_off
from frontdoor_portal.use_cases.hand_offs import hand_off_pack, waiting_hand_offs
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.once_sealed import follow_sealing
from frontdoor_portal.use_cases.one_child import LEFT_OUT, NOT_COPIED
from frontdoor_portal.use_cases.reading_submission import episode_request_of, sections_for_record
from frontdoor_portal.use_cases.record_episode import record_episode
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand
from frontdoor_portal.use_cases.write_up import (
    addition_text,
    case_note_text,
    changed_decision_text,
    concern_text,
)

REFUGE = "Zaynab is at 5 Refuge Road now"
AT_THE_SAME: RawItem = {**ELSEWHERE, "other_child_address": {**ADDRESS, "line_1": "1 LARCH road "}}


def told_everything(front_door: FrontDoor) -> Contact:
    """The brother's contact, in which everybody wrote where his sealed sister is."""
    _, brother = sent(front_door, BROTHER)
    brother, now = referred(front_door, brother), front_door.clock()
    assert brother.decision is not None
    said = evolve(brother.decision, rationale=REFUGE, message_to_sender=REFUGE)
    asked = DetailsQuestion("q1", REFUGE, OFFICER.name, now, REFUGE, TEACHER.name, now)
    added = Addition("a1", AdditionReason.OTHER, REFUGE, TEACHER.id, TEACHER.name, now)
    return evolve(
        brother, decision=said, earlier_decisions=(said,), questions=(asked,), additions=(added,), summary=REFUGE
    )


def test_no_text_to_copy_holds_what_somebody_wrote_of_all(front_door: FrontDoor) -> None:
    contact = told_everything(front_door)
    sections = sections_for_record(front_door.office, contact, beside_sealed=True)
    for text in (
        case_note_text(contact, sections, beside_sealed=True),
        concern_text(contact, sections, beside_sealed=True),
        addition_text(contact, contact.additions[0], {}, beside_sealed=True),
        changed_decision_text(contact, beside_sealed=True),
    ):
        assert (REFUGE in text, "Zaynab" in text, "Larch Road" in text) == (False, False, False)
        assert text.split("\n")[1:3] == ["About: Ade Nkemelu, child 2 of 2", NOT_COPIED]


def test_what_was_decided_is_still_told(front_door: FrontDoor) -> None:
    text = changed_decision_text(told_everything(front_door), beside_sealed=True)
    assert [line for line in text.split("\n") if line.startswith("Outcome: ")] == [
        "Outcome: Referral to children’s social care"
    ]


@pytest.mark.parametrize(
    ("others", "number", "shares"),
    [
        ((BROTHER,), 1, True),
        ((BROTHER,), 0, True),
        ((ELSEWHERE,), 1, False),
        ((ELSEWHERE,), 0, False),
        ((TWIN,), 0, False),
        ((TWIN, TWIN), 1, False),
        ((AT_THE_SAME,), 1, True),
        ((AT_THE_SAME,), 0, True),
        ((ELSEWHERE, ELSEWHERE), 2, True),
        ((BROTHER, ELSEWHERE), 2, False),
    ],
)
def test_an_address_that_another_child_has_too_is_not_this_childs_alone(
    front_door: FrontDoor, others: tuple[RawItem, ...], number: int, shares: bool
) -> None:
    contact = sent(front_door, *others)[number]
    found, beside = (
        {
            each.question_id: each.answer
            for section in sections_for_record(front_door.office, contact, beside_sealed=sealed)
            for each in section.questions
            if each.question_id in {"address", "whereabouts"}
        }
        for sealed in (False, True)
    )
    assert beside == ({} if shares else found)


def test_a_new_person_beside_a_sealed_child_is_not_given_their_address(front_door: FrontDoor) -> None:
    _, brother = sent(front_door, BROTHER)
    brother = referred(front_door, brother)
    assert brother.decision is not None
    anew = evolve(brother, decision=evolve(brother.decision, record=ChosenRecord(None)))
    people = [episode_request_of(front_door.office, anew, beside_sealed=sealed).new_person for sealed in (False, True)]
    assert [person.address if person else None for person in people] == [brother.child.address, Address()]


def test_the_officer_is_told_that_the_text_leaves_things_out(front_door: FrontDoor) -> None:
    first, brother = sent(front_door, BROTHER)
    brother = referred(front_door, brother)
    with front_door.office.work.begin() as tx:
        hand_off(front_door.office, tx, brother.reference, HandOffKind.CASE_NOTE)
        (given,) = tx.hand_offs.of_contact(brother.reference)
    register_people(front_door.office, DUTY)
    assert hand_off_pack(front_door.office, DUTY, given.id).left_out == ""
    seal(front_door, first)
    assert hand_off_pack(front_door.office, DUTY, given.id).left_out == LEFT_OUT


def sent_about_record(front_door: FrontDoor, *others: RawItem) -> list[Contact]:
    """The same form about several children, the first of whom has a record that the sender found."""
    register_people(front_door.office, DUTY)
    known_to_both(front_door)
    draft = start_draft(front_door.office, TEACHER, FORM.id, token_of(front_door, TEACHER))
    answers = {**front_door.answers(ABOUT_FIRST), "how_many_children": "several", "other_children": others}
    with front_door.office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers=answers))
    return contacts_of(front_door, send_draft(front_door.office, TEACHER, draft.id))


def recorded(front_door: FrontDoor, contact: Contact, *, kept_back: bool = False) -> None:
    episode = Episode("E-1", contact.reference, "p-2", "started", TEAM)
    record_episode(front_door.office, claim(front_door), episode, kept_back=kept_back)


def filed(front_door: FrontDoor, contact: Contact) -> None:
    referred(front_door, contact)
    recorded(front_door, contact)


def doubted(front_door: FrontDoor, contact: Contact) -> None:
    office, found = front_door.office, front_door.contact(contact.reference)
    with office.work.begin() as tx:
        store_change(office, tx, decide(found, DoubtDelivery("Not there"), office.now(), office.rules))


def sealed_now(front_door: FrontDoor) -> None:
    works_with(front_door.office, DUTY, [("framework_i", "p-1")])
    set_level(front_door.office, DUTY, token_of(front_door, DUTY), "sealed", "They had to flee")


def sealed_again(front_door: FrontDoor, _: Contact) -> None:
    sealed_now(front_door)


def confirmed_again(front_door: FrontDoor, contact: Contact) -> None:
    """An officer confirms that a contact is about the record that is sealed."""
    referred(front_door, contact, DUTY, "p-1")


def to_look_through(front_door: FrontDoor, contact: Contact) -> list[bool]:
    """Whether each time that somebody was asked to look through the record is still to be done."""
    with front_door.office.work.reading() as tx:
        return [
            each.done_at is None
            for each in tx.hand_offs.of_contact(contact.reference)
            if each.kind is HandOffKind.RECORD_BESIDE_SEALED
        ]


def test_a_child_sealed_later_has_the_records_of_the_others_looked_through(front_door: FrontDoor) -> None:
    first, brother, sister = sent_about_record(front_door, BROTHER, ELSEWHERE)
    filed(front_door, brother)
    sealed_now(front_door)
    assert [to_look_through(front_door, each) for each in (first, brother, sister)] == [[], [True], []]


def test_an_episode_in_doubt_is_looked_for_at_once_and_looked_through_again_once_it_is_settled(
    front_door: FrontDoor,
) -> None:
    _, brother = sent_about_record(front_door, BROTHER)
    filed(front_door, brother)
    doubted(front_door, brother)
    sealed_now(front_door)
    found = [to_look_through(front_door, brother)]
    with front_door.office.work.begin() as tx:
        for given in tx.hand_offs.of_contact(brother.reference):
            tx.hand_offs.tick(given.id, DUTY.name, front_door.clock())
    record_episode_by_hand(front_door.office, DUTY, brother.reference, "E-2")
    found.append(sorted(to_look_through(front_door, brother)))
    assert found == [[True], [False, True]]


def test_whoever_looks_through_an_episode_in_doubt_is_told_which_it_was(front_door: FrontDoor) -> None:
    _, brother = sent_about_record(front_door, BROTHER)
    filed(front_door, brother)
    doubted(front_door, brother)
    sealed_now(front_door)
    with front_door.office.work.reading() as tx:
        (given,) = (
            each for each in tx.hand_offs.of_contact(brother.reference) if each.kind is HandOffKind.RECORD_BESIDE_SEALED
        )
    told = [hand_off_pack(front_door.office, DUTY, given.id).episodes]
    record_episode_by_hand(front_door.office, DUTY, brother.reference, "E-2")
    told.append(hand_off_pack(front_door.office, DUTY, given.id).episodes)
    assert told == [("E-1",), ("E-1", "E-2")]


def test_what_was_decided_before_the_sealing_is_looked_through_once_its_episode_is_recorded(
    front_door: FrontDoor,
) -> None:
    _, brother = sent_about_record(front_door, BROTHER)
    referred(front_door, brother)
    sealed_now(front_door)
    found = [to_look_through(front_door, brother)]
    recorded(front_door, brother)
    found.append(to_look_through(front_door, brother))
    assert found == [[], [True]]


def test_an_episode_that_was_kept_back_is_not_looked_through(front_door: FrontDoor) -> None:
    _, brother = sent_about_record(front_door, BROTHER)
    referred(front_door, brother)
    sealed_now(front_door)
    recorded(front_door, brother, kept_back=True)
    assert to_look_through(front_door, brother) == []


def test_an_episode_opened_by_hand_from_what_was_copied_before_is_looked_through(front_door: FrontDoor) -> None:
    _, brother = sent_about_record(front_door, BROTHER)
    referred(front_door, brother)
    sealed_now(front_door)
    record_episode_by_hand(front_door.office, DUTY, brother.reference, "E-1")
    assert to_look_through(front_door, brother) == [True]


@pytest.mark.parametrize(("minutes", "asked"), [(5, [True]), (6, [])])
def test_an_episode_that_was_decided_well_after_the_sealing_is_not_looked_through(
    front_door: FrontDoor, minutes: int, asked: list[bool]
) -> None:
    first, brother = sent(front_door, BROTHER)
    seal(front_door, first)
    front_door.clock.pass_time(minutes=minutes)
    register_people(front_door.office, DUTY)
    referred(front_door, brother, DUTY)
    record_episode_by_hand(front_door.office, DUTY, brother.reference, "E-1")
    assert to_look_through(front_door, brother) == asked


@pytest.mark.parametrize("again", [sealed_again, confirmed_again])
def test_to_seal_again_what_is_sealed_does_not_make_later_what_was_decided_since(
    front_door: FrontDoor, again: Callable[[FrontDoor, Contact], None]
) -> None:
    first, brother = sent_about_record(front_door, BROTHER)
    sealed_now(front_door)
    front_door.clock.pass_time(hours=1)
    referred(front_door, brother, DUTY)
    front_door.clock.pass_time(hours=1)
    again(front_door, first)
    record_episode_by_hand(front_door.office, DUTY, brother.reference, "E-1")
    assert to_look_through(front_door, brother) == []


def test_what_was_opened_up_meanwhile_is_sealed_from_then_on(front_door: FrontDoor) -> None:
    _, brother = sent_about_record(front_door, BROTHER)
    sealed_now(front_door)
    set_level(front_door.office, DUTY, token_of(front_door, DUTY), "normal", "They are safe now")
    front_door.clock.pass_time(hours=1)
    referred(front_door, brother, DUTY)
    front_door.clock.pass_time(hours=1)
    sealed_now(front_door)
    record_episode_by_hand(front_door.office, DUTY, brother.reference, "E-1")
    assert to_look_through(front_door, brother) == [True]


def test_an_episode_recorded_for_a_child_who_is_sealed_too_is_left_as_it_is(front_door: FrontDoor) -> None:
    first, brother = sent(front_door, BROTHER)
    referred(front_door, brother)
    for each in (first, brother):
        seal(front_door, each)
    recorded(front_door, brother)
    assert to_look_through(front_door, brother) == []


def test_a_record_that_waits_to_be_looked_through_waits_once_and_again_when_it_was_done(
    front_door: FrontDoor,
) -> None:
    first, brother = sent(front_door, BROTHER)
    filed(front_door, brother)
    found = []
    for _ in range(3):
        with front_door.office.work.begin() as tx:
            follow_sealing(front_door.office, tx, DUTY.id, [first.reference])
        found.append(to_look_through(front_door, brother))
        if len(found) == 2:
            with front_door.office.work.begin() as tx:
                for given in tx.hand_offs.of_contact(brother.reference):
                    tx.hand_offs.tick(given.id, OFFICER.name, front_door.clock())
    assert [sorted(each) for each in found] == [[True], [True], [False, True]]


def test_a_contact_that_proves_to_be_about_a_sealed_child_has_the_records_of_the_others_looked_through(
    front_door: FrontDoor,
) -> None:
    first, brother = sent(front_door, BROTHER)
    filed(front_door, brother)
    register_people(front_door.office, DUTY)
    known_to_both(front_door)
    sealed_now(front_door)
    decided = referred(front_door, first)
    assert decided.decision is not None
    about = evolve(decided, decision=evolve(decided.decision, record=ChosenRecord("p-1", system="framework_i")))
    found = [to_look_through(front_door, brother)]
    for _ in range(2):  # confirmed again, as on a second decision
        with front_door.office.work.begin() as tx:
            remember_record(front_door.office, tx, DUTY, about)
        found.append(to_look_through(front_door, brother))
    assert found == [[], [True], [True]]


def test_a_record_that_is_sealed_itself_is_left_as_it_is(front_door: FrontDoor) -> None:
    first, brother = sent(front_door, BROTHER)
    filed(front_door, brother)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, brother.reference.value))
    with front_door.office.work.begin() as tx:
        follow_sealing(front_door.office, tx, DUTY.id, [first.reference])
    assert to_look_through(front_door, brother) == []


def test_only_those_who_may_know_of_the_sealed_child_are_asked_to_look(front_door: FrontDoor) -> None:
    _, brother = sent_about_record(front_door, BROTHER)
    filed(front_door, brother)
    sealed_now(front_door)
    listed = [
        [each.kind for each in waiting_hand_offs(front_door.office, by)].count(HandOffKind.RECORD_BESIDE_SEALED)
        for by in (OFFICER, DUTY)
    ]
    assert listed == [0, 1]
