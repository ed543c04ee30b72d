"""Drafts that are kept from some: from a close record, taken over, said to tell of a worker, and warned of."""

from datetime import timedelta

import pytest
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.unit.use_cases.access_scene import CARE
from reference_portal.tests.unit.use_cases.scene import FORM, HEAD, TEACHER, FrontDoor

from frontdoor.access import RelationshipKind, Sensitivity, relate
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.people import PersonName
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.drafts import open_draft, save_page, start_draft
from frontdoor_portal.use_cases.drafts.expiring import expire_drafts
from frontdoor_portal.use_cases.drafts.taking_over import WhyTaken, take_over_draft
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotVisible

ON_DUTY = person(Role.DUTY_MANAGER, COUNCIL, "Ines Ward")
"""With no other role: `access_scene.DUTY` is a team manager as well."""
TOLD = ("allegation",)
CLOSE = [Sensitivity.SENSITIVE, Sensitivity.SEALED]


def begun(front_door: FrontDoor, *, may_see: bool = True) -> str:
    """A draft from a record, filled in with what it says where that is open to the teacher."""
    known = {who: Identity(PersonName(who, "Nkemelu")).to_data() for who in ("Zaynab", "Z")}
    now = front_door.clock()
    with front_door.office.work.begin() as tx:
        if may_see:
            tx.access.relate(
                relate(
                    "r-1",
                    RelationshipKind.SUBMITTED_REFERRAL,
                    CARE,
                    professional_id=TEACHER.id,
                    agency_id=TEACHER.agency.id,
                    evidence="test",
                    granted_by="test",
                    now=now,
                )
            )
        expires = now + timedelta(hours=1)
        found = (CARE.source, CARE.record_id)
        tx.sightings.add((Sighting("token", TEACHER.id, *found, True, known["Zaynab"], expires, known["Z"]),))
    return start_draft(front_door.office, TEACHER, FORM.id, "token").id


def taken_over(front_door: FrontDoor, draft_id: str) -> str:
    """The lead takes it over while its author is away."""
    front_door.clock.pass_time(days=2)
    take_over_draft(front_door.office, HEAD, draft_id, WhyTaken.AWAY)
    front_door.clock.pass_time(hours=1)
    return draft_id


def chooses(front_door: FrontDoor, by: Professional, draft_id: str, chosen: tuple[str, ...] = TOLD) -> None:
    """Somebody saves the page of the category."""
    form = open_draft(front_door.office, by, draft_id).form
    question = form.supplier(Concept.CATEGORY)
    assert question is not None
    page = next(page for page in form.pages if question in page.questions)
    save_page(front_door.office, by, draft_id, page.id, {question.id: chosen})


def warned(front_door: FrontDoor) -> list[tuple[str, str]]:
    """Whom the daily sweep tells that a draft will go once nobody used it for long, and by which link."""
    front_door.clock.pass_time(days=80)
    expire_drafts(front_door.office)
    return warnings(front_door)


def warnings(front_door: FrontDoor) -> list[tuple[str, str]]:
    """Whom the sweep told, and by which link, in the order in which it did."""
    expires = (each.payload for each in front_door.queued() if each.payload.get("kind") == "draft_expires")
    return [(each["to"], each["link_path"]) for each in expires]


def closed_once_somebody_else_writes(front_door: FrontDoor, draft_id: str) -> None:
    """A lead who has a draft says that it tells of a worker: they go on with it until its author writes in it."""
    chooses(front_door, HEAD, draft_id)
    before = open_draft(front_door.office, HEAD, draft_id).draft.id
    chooses(front_door, TEACHER, draft_id, ("allegation", "neglect"))
    with pytest.raises(NotVisible):
        open_draft(front_door.office, HEAD, draft_id)
    assert before == draft_id


def entries_after(front_door: FrontDoor, draft_id: str, start: int) -> list[tuple[str, Action, str]]:
    return [(entry.actor_id, entry.action, entry.detail) for entry in front_door.audit(draft_id)[start:]]
