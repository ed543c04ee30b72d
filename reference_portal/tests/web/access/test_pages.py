"""The pages of access: what a stranger reads, breaking the glass, its banner, claims, and the queue."""

import re

from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.web.access.conftest import DOCTOR
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_token, heading, words
from reference_portal.tests.web.filling_in import CANARIES, GIVEN, SEARCH

from frontdoor.domain.agency import Role

EMERGENCY = {
    "reason": "medical_emergency",
    "explanation": "Brought in unconscious, no adult with the child",
}
BANNER = "You have opened one record in an emergency."
PRIVACY = person(Role.PRIVACY_OFFICER, COUNCIL, "Owen Bell")


def record_page(browser: Browser) -> str:
    """The address of the record of social care in one's own search."""
    found = browser.send("/children", SEARCH)
    return str(re.findall(r'href="(/children/[\w-]{20,}\?for=\w+)"', found.text)[0])


def token_in(page: str) -> str:
    return page.split("/")[2].split("?")[0]


def test_a_stranger_reads_nothing_of_the_record_and_whom_to_call(doctor: Browser) -> None:
    found = doctor.send("/children", SEARCH)
    page = doctor.get(record_page(doctor))

    table = "".join(re.findall(r"<tbody.*?</tbody>", found.text, re.DOTALL))
    assert [word for word in CANARIES if word in table or word in page.text] == []
    assert heading(page) == "A record may exist"
    assert "01632 960100" in words(page.text)


def test_asking_for_data_instead_of_a_page_gives_the_page(doctor: Browser) -> None:
    asked = doctor.get(record_page(doctor), headers={"Accept": "application/json"})

    assert (asked.headers["content-type"], heading(asked)) == ("text/html; charset=utf-8", "A record may exist")


def test_a_glass_that_is_broken_shows_on_every_page(doctor: Browser) -> None:
    page = record_page(doctor)

    broken = doctor.send(f"/access/break-glass/{token_in(page)}", EMERGENCY)

    assert (broken.status_code, broken.headers["location"]) == (303, f"/children/{token_in(page)}?for=other")
    assert GIVEN in doctor.get(page).text
    for path in (page, "/children", "/contacts", "/help"):
        assert BANNER in words(doctor.get(path).text)


def test_v7_5_3_without_a_code_of_the_last_five_minutes_no_glass_is_broken(portal: TestPortal, doctor: Browser) -> None:
    page = record_page(doctor)
    address = f"/access/break-glass/{token_in(page)}"
    form = {**EMERGENCY, "form_token": form_token(doctor.get(address))}
    portal.clock.pass_time(minutes=5)

    asked, sent = doctor.get(address), doctor.post(address, form)

    assert [answer.status_code for answer in (asked, sent)] != [200, 303]
    assert "Open the record for" not in asked.text
    assert heading(doctor.get(page)) == "A record may exist"


def test_v7_2_4_the_cookie_changes_when_a_glass_is_broken(portal: TestPortal, doctor: Browser) -> None:
    page = record_page(doctor)
    before = doctor.client.cookies["__Host-frontdoor"]
    stolen = portal.client()
    stolen.client.cookies.set("__Host-frontdoor", before)
    as_before = stolen.get(page)

    doctor.send(f"/access/break-glass/{token_in(page)}", EMERGENCY)

    assert doctor.client.cookies["__Host-frontdoor"] != before
    assert (as_before.status_code, stolen.get(page).status_code, doctor.get(page).status_code) == (200, 303, 200)


def test_the_banner_goes_when_the_hour_is_over_and_when_the_record_is_closed(
    portal: TestPortal, doctor: Browser
) -> None:
    address = f"/access/break-glass/{token_in(record_page(doctor))}"
    doctor.send(address, EMERGENCY)
    portal.clock.pass_time(minutes=59, seconds=59)
    last = doctor.get("/children").text
    portal.clock.pass_time(seconds=1)
    after = doctor.get("/children").text

    assert [BANNER in words(each) for each in (last, after)] == [True, False]


def test_a_glass_that_is_closed_leads_to_what_one_opened(doctor: Browser) -> None:
    doctor.send(f"/access/break-glass/{token_in(record_page(doctor))}", EMERGENCY)

    closed = doctor.send("/access/break-glass/end", {}, page="/access/mine")

    mine = doctor.get("/access/mine")
    assert (closed.status_code, closed.headers["location"]) == (303, "/access/mine")
    assert BANNER not in words(mine.text)
    assert "Not reviewed yet" in words(mine.text)


def test_a_reason_that_is_too_short_is_said_at_its_field(doctor: Browser) -> None:
    refused = doctor.send(
        f"/access/break-glass/{token_in(record_page(doctor))}", {**EMERGENCY, "explanation": "urgent"}
    )

    assert (refused.status_code, [field for field, _ in error_summary(refused)]) == (400, ["explanation"])


def test_a_claim_leads_to_the_record_and_its_review_to_the_privacy_officer(portal: TestPortal, doctor: Browser) -> None:
    page = record_page(doctor)
    said = doctor.send(f"/access/claim/{token_in(page)}", {"evidence": "Family doctor since 2019"})
    reviewer = portal.client(PRIVACY)
    queue = reviewer.get("/access/reviews")
    link = re.findall(r'href="(/access/reviews/AR-\w+)"', queue.text)[0]
    review = reviewer.get(link)

    assert GIVEN in doctor.get(said.headers["location"]).text
    assert heading(queue) == "Access reviews: 1 to decide"
    assert ("Family doctor since 2019" in review.text, DOCTOR.name in review.text) == (True, True)
    assert [word for word in CANARIES if word in queue.text + review.text] == []


def test_a_review_names_the_system_of_the_record_as_everybody_calls_it(portal: TestPortal, doctor: Browser) -> None:
    doctor.send(f"/access/break-glass/{token_in(record_page(doctor))}", EMERGENCY)
    reviewer = portal.client(PRIVACY)
    link = re.findall(r'href="(/access/reviews/AR-\w+)"', reviewer.get("/access/reviews").text)[0]
    assert "Record Framework-i record case-1" in words(reviewer.get(link).text)


def test_a_review_shows_what_is_missing_and_then_leaves_the_queue(portal: TestPortal, doctor: Browser) -> None:
    doctor.send(f"/access/break-glass/{token_in(record_page(doctor))}", EMERGENCY)
    reviewer = portal.client(PRIVACY)
    link = re.findall(r'href="(/access/reviews/AR-\w+)"', reviewer.get("/access/reviews").text)[0]

    refused = reviewer.send(link, {"outcome": "", "note": ""})
    decided = reviewer.send(link, {"outcome": "training", "note": "Use the telephone first"})

    assert (refused.status_code, error_summary(refused)) == (400, [("outcome", "Select an outcome")])
    assert (decided.status_code, heading(reviewer.get("/access/reviews"))) == (303, "Access reviews: 0 to decide")
    assert "Needs training" in words(doctor.get("/access/mine").text)


def test_a_manager_sees_and_changes_who_may_see_a_child(portal: TestPortal, doctor: Browser) -> None:
    manager = portal.client(person(Role.TEAM_MANAGER, COUNCIL, "May Quinn"))
    address = f"/access/children/{token_in(record_page(manager))}"
    let_in = {"email": DOCTOR.email, "kind": "strategy_meeting", "evidence": "Invited for Thursday"}

    refused = manager.send(f"{address}/grant", {**let_in, "email": "nobody@council.example"}, page=address)
    manager.send(f"{address}/grant", let_in, page=address)
    listed = manager.get(address)
    sealed = manager.send(f"{address}/level", {"level": "sealed", "reason": "They had to flee"}, page=address)

    assert [field for field, _ in error_summary(refused)] == ["email"]
    assert DOCTOR.name in listed.text
    assert heading(sealed) == "The level is set: Sealed"
    assert manager.get(address).status_code == 404
    assert GIVEN in doctor.get(record_page(doctor)).text
