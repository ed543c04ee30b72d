"""A concern about an adult at risk: to adult social care by hand, and nowhere among children on the way."""

from collections.abc import Mapping
from datetime import date

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.scene import DOCTOR, DOCTORS_LEAD, MANAGER, OFFICER, FrontDoor

from frontdoor.access import RecordKey
from frontdoor.connectors.capabilities import Operation
from frontdoor.domain.after_sending import AdditionReason, SecondLookAnswer, SecondLookReason
from frontdoor.domain.contact import ContactKind, DeliveryState, PassedOn
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import Concept, RawAnswer, library_form
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.add_information import add_information
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.drafts.taking_over import agency_drafts
from frontdoor_portal.use_cases.figures import live_figures
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.find_record import find_record
from frontdoor_portal.use_cases.hand_offs import hand_off_pack, tick_hand_off, waiting_hand_offs
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.pass_on import record_passed_on
from frontdoor_portal.use_cases.permissions import may_see
from frontdoor_portal.use_cases.previous_contacts import previous_contacts
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.second_looks import answer_second_look, ask_second_look
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.view_contact import view_contact

FORM = library_form("adult_concern")
NAME = {"given": "Mabel", "family": "Oyelaran"}


def written(front_door: FrontDoor, token: str = "", also: Mapping[str, RawAnswer] | None = None) -> str:
    """The id of a complete draft; `also` are answers beside what everybody knows here, by their questions' ids."""
    office = front_door.office
    draft = start_draft(office, DOCTOR, FORM.id, token)
    known: dict[Concept, RawAnswer] = {
        Concept.ADULT_NAME: NAME,
        Concept.CATEGORY: ("adult_financial",),
        Concept.URGENCY: "standard",
    }
    answers = fill_in(
        FORM, known, today(office), {"immediate_danger": "no", "cause_known": "yes", "cause_is_worker": "no"}
    )
    with office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers={**answers, **(also or {})}))
    return draft.id


def told(front_door: FrontDoor, token: str = "", also: Mapping[str, RawAnswer] | None = None) -> Reference:
    return send_draft(front_door.office, DOCTOR, written(front_door, token, also))


def decided(front_door: FrontDoor, outcome: Outcome = Outcome.ADULT_SOCIAL_CARE) -> Reference:
    reference = told(front_door)
    take_contact(front_door.office, OFFICER, reference)
    decide_contact(
        front_door.office,
        OFFICER,
        reference,
        outcome=outcome,
        level_of_need="",
        rationale="Care needs",
        message_to_sender="We passed it on",
        record=ChosenRecord("p-1"),
        team="Assessment 1",
    )
    return reference


def test_it_is_about_an_adult_and_no_child(front_door: FrontDoor) -> None:
    contact = front_door.contact(told(front_door))

    assert (contact.kind, contact.child, str(contact.about)) == (ContactKind.ADULT_CONCERN, Child(), "Mabel Oyelaran")


@pytest.mark.parametrize(
    ("also", "kept"),
    [
        ({}, False),
        ({"cause_is_worker": "unknown"}, False),
        ({"cause_is_worker": "yes"}, True),
        ({"types": ("adult_neglect", "adult_organisational")}, True),
        ({"cause_known": "no", "cause_is_worker": "yes"}, False),
    ],
    ids=["somebody else", "not known", "a worker", "an organisation", "hidden again"],
)
def test_what_tells_of_a_worker_is_kept_from_the_lead_of_that_agency(
    front_door: FrontDoor, also: dict[str, RawAnswer], *, kept: bool
) -> None:
    contact = front_door.contact(told(front_door, also=also))

    assert (contact.kept_from_lead, may_see(DOCTORS_LEAD, contact)) == (kept, not kept)


def test_a_draft_that_tells_of_a_worker_is_not_the_leads_to_take_over(front_door: FrontDoor) -> None:
    written(front_door, also={"cause_is_worker": "yes"})
    other = written(front_door)

    assert [each.draft.id for each in agency_drafts(front_door.office, DOCTORS_LEAD)] == [other]


def test_nothing_of_a_search_for_a_child_goes_into_its_form(front_door: FrontDoor) -> None:
    office = front_door.office
    token = remember_search(office, DOCTOR, ChildQuery(given_name="Ella", family_name="Ashdown"))
    assert start_draft(office, DOCTOR, FORM.id, token).answers == {}


def test_no_system_is_asked_for_an_adult(front_door: FrontDoor) -> None:
    assert find_record(front_door.office, OFFICER, told(front_door)).answer is None


def test_no_episode_opens_and_an_officer_is_given_it_to_pass_on(front_door: FrontDoor) -> None:
    assert front_door.office.episodes.description.capabilities.can_call(Operation.OPEN_EPISODE)
    reference = decided(front_door)
    contact = front_door.contact(reference)

    assert contact.delivery.state is DeliveryState.NOT_NEEDED
    assert contact.decision is not None
    assert (contact.decision.record, contact.decision.team, contact.decision.level_of_need) == (None, "", "")
    assert "open_episode" not in front_door.queued_kinds()
    [given] = waiting_hand_offs(front_door.office, OFFICER)
    assert (given.kind, given.reference, given.target) == (
        HandOffKind.ADULT_SOCIAL_CARE,
        reference,
        "Adult social care",
    )


def test_advice_is_nothing_to_pass_on(front_door: FrontDoor) -> None:
    reference = decided(front_door, Outcome.ADVICE)

    assert waiting_hand_offs(front_door.office, OFFICER) == ()
    with pytest.raises(Refused, match="not passed on to adult social care"):
        record_passed_on(front_door.office, OFFICER, reference, "ASC-12", today(front_door.office), ())


def test_passing_it_on_ticks_the_hand_off_and_keeps_date_and_reference(front_door: FrontDoor) -> None:
    reference, day = decided(front_door), today(front_door.office)
    [given] = waiting_hand_offs(front_door.office, OFFICER)
    with pytest.raises(NotVisible):
        tick_hand_off(front_door.office, OFFICER, given.id)
    record_passed_on(front_door.office, OFFICER, reference, " ASC-12 ", day, ())

    assert front_door.contact(reference).passed_on == PassedOn("ASC-12", day, OFFICER.name, front_door.clock())
    [done] = view_contact(front_door.office, OFFICER, reference).hand_offs
    assert (done.done_by, waiting_hand_offs(front_door.office, OFFICER)) == (OFFICER.name, ())


def add(front_door: FrontDoor, reference: Reference, addition_id: str) -> None:
    why, text = AdditionReason.NEW_INFORMATION, "She fell"
    add_information(front_door.office, DOCTOR, reference, addition_id=addition_id, reason=why, text=text)


def test_what_is_added_once_it_was_passed_on_is_passed_on_as_well(front_door: FrontDoor) -> None:
    reference = decided(front_door)
    add(front_door, reference, "0" * 16)
    record_passed_on(front_door.office, OFFICER, reference, "ASC-12", today(front_door.office), ("0" * 16,))
    assert waiting_hand_offs(front_door.office, OFFICER) == ()

    add(front_door, reference, "1" * 16)
    [given] = waiting_hand_offs(front_door.office, OFFICER)
    assert (given.kind, given.part, given.target) == (HandOffKind.ADDED_INFORMATION, "1" * 16, "Adult social care")


def test_what_was_added_between_copying_and_ticking_off_is_a_hand_off_of_its_own(front_door: FrontDoor) -> None:
    reference = decided(front_door)
    [whole] = waiting_hand_offs(front_door.office, OFFICER)
    add(front_door, reference, "0" * 16)
    copied = hand_off_pack(front_door.office, OFFICER, whole.id).additions
    add(front_door, reference, "1" * 16)
    ids = [each.id for each in copied]
    record_passed_on(front_door.office, OFFICER, reference, "ASC-12", today(front_door.office), ids)

    [given] = waiting_hand_offs(front_door.office, OFFICER)
    assert (given.kind, given.part, given.target) == (HandOffKind.ADDED_INFORMATION, "1" * 16, "Adult social care")
    # Whoever reads it later is not told that it went along.
    assert hand_off_pack(front_door.office, OFFICER, whole.id).additions == copied


@pytest.mark.parametrize("outcome", [Outcome.ADULT_SOCIAL_CARE, Outcome.ADVICE])
def test_adult_social_care_is_told_of_a_decision_that_changed(front_door: FrontDoor, outcome: Outcome) -> None:
    reference = decided(front_door)
    record_passed_on(front_door.office, OFFICER, reference, "ASC-12", today(front_door.office), ())
    ask_second_look(front_door.office, DOCTOR, reference, SecondLookReason.RISK, "The risk is higher")
    answer_second_look(front_door.office, MANAGER, reference, SecondLookAnswer.CHANGED, "We decide again")
    decide_contact(
        front_door.office,
        MANAGER,
        reference,
        outcome=outcome,
        level_of_need="",
        rationale="Looked at again",
        message_to_sender="We decided again",
    )

    [given] = waiting_hand_offs(front_door.office, OFFICER)
    assert (given.kind, given.part, given.target) == (HandOffKind.CHANGED_DECISION, "2", "Adult social care")


def test_it_is_not_passed_on_tomorrow(front_door: FrontDoor) -> None:
    reference = decided(front_door)
    with pytest.raises(Refused, match="today or in the past"):
        record_passed_on(front_door.office, OFFICER, reference, "ASC-12", date(2100, 1, 1), ())


def test_it_is_never_among_the_previous_contacts_of_a_child(front_door: FrontDoor) -> None:
    record = RecordKey("framework_i", "104711")
    adult, concern = told(front_door), front_door.sent()
    with front_door.office.work.begin() as tx:
        # Even where somebody tied it to a child's record.
        tx.access.tie(str(adult), record)
        tx.access.tie(str(concern), record)
        found = previous_contacts(front_door.office, tx, OFFICER, record)

    assert ([each.reference for each in found.shown], found.total) == ([concern], 1)


def test_it_is_counted_by_itself(front_door: FrontDoor) -> None:
    decided(front_door)
    told(front_door)
    figures = live_figures(front_door.office, MANAGER)

    assert {each.count for each in figures.now} == {0}
    assert (figures.by_source, figures.by_outcome) == ((), ())
    [adults] = [each for each in figures.of_kinds if each.kind is ContactKind.ADULT_CONCERN]
    assert {each.name: each.count for each in (*adults.now, *adults.by_outcome)} == {
        "undecided": 1,
        "overdue": 0,
        "awaiting_answers": 0,
        "unread": 0,
        "second_looks_overdue": 0,
        "adult_social_care": 1,
    }
