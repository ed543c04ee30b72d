"""What tells of a worker is kept from the lead of its sender's agency, who may be that worker, and from nobody else."""

import pytest
from reference_portal.tests.unit.use_cases.drafts_scene import chooses, taken_over
from reference_portal.tests.unit.use_cases.scene import FORM, HEAD, OFFICER, TEACHER, FrontDoor

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept, raw_items
from frontdoor_portal.use_cases.auditing.agency_log import agency_log
from frontdoor_portal.use_cases.drafts import save_page
from frontdoor_portal.use_cases.drafts.taking_over import WhyTaken, take_over_draft
from frontdoor_portal.use_cases.holding_area import holding_area, my_contacts
from frontdoor_portal.use_cases.models import Action, ContactFilter, ContactOrder
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.use_cases.withdraw_contact import withdraw_contact


@pytest.fixture
def reference(front_door: FrontDoor) -> Reference:
    return front_door.sent({Concept.CATEGORY: ("neglect", "allegation")})


def test_whoever_may_cause_harm_and_is_with_children_is_kept_from_the_lead_too(front_door: FrontDoor) -> None:
    answers = front_door.answers({Concept.CATEGORY: ("physical_abuse",)})
    [harmer] = raw_items(answers["harmers"])
    told = {**answers, "harmer_known": "yes", "harmers": ({**harmer, "harmer_with_children": "yes"},)}
    reference = send_draft(front_door.office, TEACHER, front_door.draft(told))
    with pytest.raises(NotVisible):
        view_contact(front_door.office, HEAD, reference)


def test_what_is_not_asked_any_more_keeps_nothing_from_the_lead(front_door: FrontDoor) -> None:
    answers = front_door.answers({Concept.CATEGORY: ("physical_abuse",)})
    told = {**answers, "harmer_known": "no", "harmers": ({"harmer_with_children": "yes"},)}
    reference = send_draft(front_door.office, TEACHER, front_door.draft(told))
    assert view_contact(front_door.office, HEAD, reference).contact.reference == reference


def listed(front_door: FrontDoor, by: Professional) -> list[Reference]:
    return [line.reference for line in my_contacts(front_door.office, by).items]


def test_the_lead_neither_opens_it_nor_withdraws_it(front_door: FrontDoor, reference: Reference) -> None:
    for attempt in (
        lambda: view_contact(front_door.office, HEAD, reference),
        lambda: withdraw_contact(front_door.office, HEAD, reference, WithdrawalReason.MISTAKE),
    ):
        with pytest.raises(NotVisible):
            attempt()
    refused = [each.actor_id for each in front_door.audit(reference) if each.action is Action.REFUSED_CONTACT]
    assert refused == [HEAD.id, HEAD.id]


@pytest.mark.usefixtures("reference")
def test_it_is_in_no_list_or_log_of_the_leads(front_door: FrontDoor) -> None:
    other = front_door.sent()
    told_of = {line.reference for line in agency_log(front_door.office, HEAD).lines.items} - {""}
    assert (listed(front_door, HEAD), told_of) == ([other], {str(other)})


def test_its_sender_and_the_front_door_see_it(front_door: FrontDoor, reference: Reference) -> None:
    queue = holding_area(front_door.office, OFFICER, ContactFilter(), ContactOrder.NEWEST).items
    assert (listed(front_door, TEACHER), [line.reference for line in queue]) == ([reference], [reference])
    assert view_contact(front_door.office, OFFICER, reference).contact.kept_from_lead


def test_a_lead_sees_what_they_sent_themselves(front_door: FrontDoor) -> None:
    answers = front_door.answers({Concept.CATEGORY: ("allegation",)})
    who = {question.id for question in FORM.page("allegation").questions}
    untold = {key: answer for key, answer in answers.items() if key not in who} | {"category": ("neglect",)}
    draft_id = taken_over(front_door, front_door.draft(untold))
    chooses(front_door, HEAD, draft_id)
    save_page(front_door.office, HEAD, draft_id, "allegation", {key: answers[key] for key in who if key in answers})
    reference = send_draft(front_door.office, HEAD, draft_id)
    assert (listed(front_door, HEAD), view_contact(front_door.office, HEAD, reference).contact.reference) == (
        [reference],
        reference,
    )


def test_who_it_is_stays_kept_when_the_category_is_changed(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({"category": ("neglect",), "allegation_who": "The head"})
    front_door.clock.pass_time(days=2)
    with pytest.raises(NotVisible):
        take_over_draft(front_door.office, HEAD, draft_id, WhyTaken.AWAY)
