"""Who may open the team's screens, and who may act."""

import pytest
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.web.triage.scene import DIRECTOR, MANAGER, OFFICER, PARTNER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role

LEAD = person(Role.AGENCY_LEAD, name="Lena Lead")
PRIVACY = person(Role.PRIVACY_OFFICER, COUNCIL, "Pat Privy")
EVERYBODY = (TEACHER, LEAD, OFFICER, MANAGER, PARTNER, DIRECTOR, PRIVACY)

MAY_OPEN: dict[str, set[Professional]] = {
    "/holding-area": {OFFICER, MANAGER, PARTNER},
    "/deliveries": {OFFICER, MANAGER},
    "/hand-offs": {OFFICER, MANAGER},
    "/figures": {OFFICER, MANAGER, DIRECTOR},
}
ACTIONS = ("take", "release", "priority", "ask", "decide", "delivery")


@pytest.mark.parametrize("path", MAY_OPEN)
def test_a_page_opens_for_its_roles_alone(door: FrontDoor, path: str) -> None:
    answers = {someone: door.as_(someone).get(path).status_code for someone in EVERYBODY}
    assert answers == {someone: 200 if someone in MAY_OPEN[path] else 403 for someone in EVERYBODY}


@pytest.mark.parametrize("someone", [TEACHER, LEAD, PARTNER, DIRECTOR, PRIVACY], ids=lambda someone: someone.name)
def test_only_the_team_may_act_even_on_its_own_concern(door: FrontDoor, someone: Professional) -> None:
    reference = door.send()
    browser = door.as_(someone)
    answers = {action: browser.send(f"/contacts/{reference}/{action}", {}, page="/").status_code for action in ACTIONS}
    assert answers == dict.fromkeys(ACTIONS, 403)


@pytest.mark.parametrize("action", ["ask", "priority", "decide", "delivery"])
def test_a_contact_that_does_not_exist_is_not_found(door: FrontDoor, action: str) -> None:
    browser = door.as_(OFFICER)
    known, unknown = str(door.send()), "FD-2222-2222"
    assert known != unknown
    assert browser.get(f"/contacts/{unknown}/{action}").status_code == 404
    assert browser.get(f"/contacts/nonsense/{action}").status_code == 404


def test_nobody_acts_without_a_form_of_ours(door: FrontDoor) -> None:
    reference = door.send()
    assert door.as_(OFFICER).post(f"/contacts/{reference}/take", {"form_token": "forged"}).status_code == 403


def test_nobody_opens_a_list_without_signing_in(door: FrontDoor) -> None:
    assert door.portal.client().get("/holding-area").headers["location"] == "/sign-in?next=/holding-area"
