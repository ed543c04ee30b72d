"""Lists of one's own contacts and emails, as pages: what is shown, whom no email reaches, and what one is told of."""

import re

from reference_portal.tests.fakes import person
from reference_portal.tests.web.after_sending.scene import LEAD, decided
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.scene import DOCTOR, OFFICER, PARTNER, TEACHER, FrontDoor

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.emails.delivering import note_refused
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload


def test_lists_of_ones_own_contacts_are_filtered(door: FrontDoor) -> None:
    waiting, done, new = door.send(), decided(door), door.send()
    door.take(waiting).send(f"/contacts/{waiting}/ask", {"text": "Since when?"})
    teacher = door.as_(TEACHER)

    def listed(show: str) -> list[str]:
        return re.findall(r'ffd-reference" href="/contacts/([^"]+)"', teacher.get(f"/contacts?show={show}").text)

    assert [listed(show) for show in ("asked", "undecided", "decided", "withdrawn")] == [
        [str(waiting)],
        [str(waiting), *sorted([str(new)])],
        [str(done)],
        [],
    ]
    assert (listed("all")[0], teacher.get("/contacts?show=everything").status_code) == (str(waiting), 404)


def test_a_lead_may_look_at_their_own_alone(door: FrontDoor) -> None:
    theirs, own = door.send(), door.send(LEAD)
    lead = door.as_(LEAD)

    def listed(whose: str) -> set[str]:
        return set(re.findall(r'ffd-reference" href="/contacts/([^"]+)"', lead.get(f"/contacts?whose={whose}").text))

    assert (listed("agency"), listed("me")) == ({str(theirs), str(own)}, {str(own)})


def refuse_email(door: FrontDoor) -> None:
    with door.portal.office.work.begin() as tx:
        notice = NoticePayload(NoticeKind.RECEIPT, TEACHER.id, "FD-2222-2222")
        note_refused(door.portal.office, tx, notice, TEACHER.email, "550")


def test_whoever_no_email_reaches_is_told_on_every_page(door: FrontDoor) -> None:
    teacher = door.as_(TEACHER)
    refuse_email(door)

    assert [
        "We could not email you." in words(teacher.get(each).text) for each in ("/contacts", "/help", "/account")
    ] == [
        True,
        True,
        True,
    ]


def test_their_lead_sees_them_and_nobody_elses(door: FrontDoor) -> None:
    door.as_(TEACHER)
    refuse_email(door)
    surgery_lead = person(Role.AGENCY_LEAD, DOCTOR.agency, "Una Vale")
    seen = [TEACHER.email in door.as_(each).get("/agency/emails").text for each in (LEAD, surgery_lead)]

    assert (seen, door.as_(TEACHER).get("/agency/emails").status_code) == ([True, False], 403)


def test_the_officer_is_told_that_no_email_reaches_the_sender(door: FrontDoor) -> None:
    reference = door.send()
    refuse_email(door)

    assert "We could not email the sender" in words(door.as_(OFFICER).get(f"/contacts/{reference}").text)


def test_choices_of_emails_are_kept(door: FrontDoor) -> None:
    teacher = door.as_(TEACHER)
    saved = teacher.send("/account/emails", {"told": ["question_waiting"], "when": "daily"})
    page = teacher.get("/account/emails").text
    checked = re.findall(r'value="(\w+)" checked', page)

    assert (saved.status_code, checked) == (303, ["question_waiting", "daily"])


def test_choices_without_a_time_are_shown_again(door: FrontDoor) -> None:
    page = door.as_(TEACHER).send("/account/emails", {"told": ["information_read"]})

    assert (error_summary(page), re.findall(r'value="(\w+)" checked', page.text)) == (
        [("when", "Select when you want these emails")],
        ["information_read"],
    )


def test_an_officer_is_offered_their_own_notices(door: FrontDoor) -> None:
    offered = re.findall(r'name="told"[^>]* value="(\w+)"', door.as_(PARTNER).get("/account/emails").text)

    assert offered == ["being_looked_at", "information_read", "question_waiting"]


def test_a_link_that_is_worth_nothing_says_so(door: FrontDoor) -> None:
    teacher = door.as_(TEACHER)
    address = f"/account/emails/confirm/{'x' * 43}"
    opened = teacher.get(address)
    confirmed = teacher.send(address, {})

    assert (heading(opened), confirmed.status_code, heading(confirmed)) == (
        "Confirm that email reaches you",
        400,
        "This link does not work any more",
    )
