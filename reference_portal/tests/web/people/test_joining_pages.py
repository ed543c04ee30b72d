"""The pages of joining an agency: a shared domain, a lead's approval, one's own details, and the list of people."""

import re
from collections.abc import Callable

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import PASSWORD, SCHOOL, person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading
from reference_portal.tests.web.people.scene import ADMINISTRATOR, LEAD, NORTH, NURSE, SCHOOLS_LEAD, account, link

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.models import JoiningRules
from frontdoor_portal.use_cases.models import NoticeKind, Standing


def registered(portal: TestPortal) -> tuple[Browser, Response]:
    """A nurse of the shared domain who chose her surgery and a password."""
    browser = portal.client()
    browser.send("/register", {**NURSE, "organisation": NORTH.id})
    return browser, browser.send(link(portal, NoticeKind.CONFIRM_REGISTRATION), {"password": PASSWORD})


def test_a_shared_domain_asks_which_organisation_and_keeps_what_was_typed(portal: TestPortal) -> None:
    browser = portal.client()

    asked = browser.send("/register", NURSE)
    without = browser.send("/register", {**NURSE, "organisation": ""})
    none = browser.send("/register", {**NURSE, "organisation": "none"})

    assert [(each.status_code, heading(each)) for each in (asked, without, none)] == [
        (status, "Which agency do you work for?") for status in (200, 400, 400)
    ]
    assert 'name="email" value="asha@nhs.net"' in asked.text
    assert "North Surgery" in asked.text
    assert [text for _, text in error_summary(without) + error_summary(none)] == [
        "Select the agency that you work for",
        "Your agency is not approved yet. If that is wrong, call the Family Front Door team on 01632 960100",
    ]


def test_who_waits_is_told_so_and_signs_in_once_the_lead_approves(portal: TestPortal) -> None:
    browser, confirmed = registered(portal)
    signing_in = {"email": NURSE["email"], "password": PASSWORD}

    waiting = browser.send("/sign-in", signing_in)
    person_id = account(portal, NURSE["email"]).professional.id
    lead = portal.client(LEAD)
    lead.send("/people/waiting", {"person": person_id, "decision": "approve"})
    approved = browser.send("/sign-in", signing_in)

    assert (confirmed.headers["location"], waiting.status_code, heading(waiting), approved.status_code) == (
        *("/register/waiting", 403, "You cannot sign in yet"),
        303,
    )
    assert "waiting for approval by your agency’s lead" in waiting.text
    assert not any(name == "__Host-frontdoor" for name in waiting.cookies)


def test_a_good_link_says_to_come_back_while_too_many_of_its_domain_wait(
    make_portal: Callable[..., TestPortal],
) -> None:
    portal = make_portal(joining=JoiningRules(waiting_per_domain=1))
    register_people(portal.office, LEAD)
    first, second = portal.client(), portal.client()
    links = []
    for browser, email in ((first, "asha@nhs.net"), (second, "femi@nhs.net")):
        browser.send("/register", {**NURSE, "email": email, "organisation": NORTH.id})
        links.append(link(portal, NoticeKind.CONFIRM_REGISTRATION))

    first.send(links[0], {"password": PASSWORD})
    full = second.get(links[1])

    assert (full.status_code, heading(full)) == (429, "Too many people are waiting for approval")


def test_the_lead_is_asked_for_both_whom_and_what(portal: TestPortal) -> None:
    registered(portal)
    lead = portal.client(LEAD)

    page = lead.get("/people/waiting")
    empty = lead.send("/people/waiting", {})

    assert [part for part in ("Asha Bello", "asha@nhs.net", "Shared email domain") if part in page.text] == [
        *("Asha Bello", "asha@nhs.net", "Shared email domain")
    ]
    assert error_summary(empty) == [
        ("person", "Select at least one person"),
        ("decision", "Select whether you approve them"),
    ]


def test_a_flood_is_selected_with_one_link(portal: TestPortal) -> None:
    registered(portal)

    page = portal.client(LEAD).get("/people/waiting?all=yes")

    assert len(re.findall(r'name="person"[^>]*checked', page.text)) == 1


@pytest.mark.parametrize("who", [SCHOOLS_LEAD, person()], ids=["another lead", "a professional"])
def test_v8_2_2_others_do_not_find_who_waits_or_works_elsewhere(portal: TestPortal, who: Professional) -> None:
    registered(portal)
    stranger, somebody = portal.client(who), account(portal, NURSE["email"]).professional.id
    wanted = 404 if who is SCHOOLS_LEAD else 403

    answers = [
        stranger.get("/agencies/north/people"),
        stranger.get(f"/people/{LEAD.id}"),
        stranger.get(f"/people/{somebody}"),
        stranger.send("/people/waiting", {"person": somebody, "decision": "approve"}, page="/account/details"),
        stranger.send(f"/people/{LEAD.id}", {"said": "left"}, page="/account/details"),
        stranger.send(f"/people/{LEAD.id}/lead", {"leads": "no"}, page="/account/details"),
        stranger.send(f"/people/{LEAD.id}/back", {}, page="/account/details"),
    ]

    assert [each.status_code for each in answers] == [wanted] * 7
    assert account(portal, NURSE["email"]).standing is Standing.WAITING


@pytest.mark.parametrize("field", ["role", "roles", "agency_id", "standing"])
@pytest.mark.parametrize("path", ["/register", "/account/details", "/people"])
def test_v15_3_3_fields_that_would_give_more_are_refused(portal: TestPortal, path: str, field: str) -> None:
    browser = portal.client(LEAD)

    answer = browser.send(path, {**NURSE, field: "administrator"}, page="/account/details")

    assert answer.status_code == 400
    assert account(portal, LEAD.email).professional == LEAD


def test_a_lead_confirms_their_people_and_a_leaver_is_out_at_the_next_page(portal: TestPortal) -> None:
    teacher = portal.client(person())
    lead = portal.client(SCHOOLS_LEAD)
    before = teacher.get("/account").status_code

    nothing = lead.send("/people", {})
    saved = lead.send("/people", {f"said-{person().id}": "left"})

    assert (before, heading(nothing), error_summary(nothing)) == (
        *(200, "People of Hollybush Primary School"),
        [(f"said-{person().id}", "Answer for at least one person")],
    )
    assert (saved.headers["location"], teacher.get("/account").status_code) == ("/people?confirmed=yes", 303)
    assert "Your answers are saved" in lead.get("/people?confirmed=yes").text


def test_one_colleague_is_made_lead_marked_as_left_and_welcomed_back(portal: TestPortal) -> None:
    lead, path = portal.client(SCHOOLS_LEAD), f"/people/{person().id}"
    standings = []

    lead.send(f"{path}/lead", {"leads": "yes"}, page=path)
    roles = account(portal, person().email).professional.roles
    for action, fields in (("", {}), ("", {"said": "left"}), ("/back", {})):
        answer = lead.send(f"{path}{action}", fields, page=path)
        standings.append((answer.status_code, account(portal, person().email).standing))

    assert roles == {Role.PROFESSIONAL, Role.AGENCY_LEAD}
    assert standings == [(400, Standing.ACTIVE), (303, Standing.LEFT), (303, Standing.ACTIVE)]


def test_ones_own_details_are_kept_and_faults_told_beside_their_field(portal: TestPortal) -> None:
    browser = portal.client(person())
    typed = {
        "name": "Asha Bello",
        "job_title": "Head of year",
        "phone": "07700 900982",
        "reply_address": "1 High Street\r\n\r\n  Saltmarsh ",
        "preferred_times": "after 3:30pm",
    }

    wrong = browser.send("/account/details", {**typed, "phone": "call me", "preferred_times": "x" * 101})
    saved = browser.send("/account/details", typed)

    assert (wrong.status_code, [field for field, _ in error_summary(wrong)]) == (400, ["phone", "preferred_times"])
    assert 'value="Head of year"' in wrong.text
    assert saved.headers["location"] == "/account/details?saved=yes"
    assert account(portal, person().email).professional == evolve(
        person(),
        job_title="Head of year",
        phone="07700 900982",
        reply_address="1 High Street\nSaltmarsh",
        preferred_times="after 3:30pm",
    )


def test_an_address_is_changed_by_the_link_that_came_to_the_new_one(portal: TestPortal) -> None:
    browser = portal.client(person())

    refused = browser.send("/account/address", {"email": "asha@gmail.com"})
    same = browser.send("/account/address", {"email": person().email})
    asked = browser.send("/account/address", {"email": "asha.new@hollybush.example"})
    path = link(portal, NoticeKind.CONFIRM_ADDRESS)
    looked = browser.get(path)
    confirmed = browser.send(path, {})

    assert [error_summary(each)[0][1].partition(".")[0] for each in (refused, same)] == [
        "Your agency’s email domain is not approved yet",
        "This is your email address already",
    ]
    assert (asked.headers["location"], heading(looked), confirmed.headers["location"]) == (
        "/account/address/asked",
        "Confirm your new email address",
        "/account/details?saved=yes",
    )
    assert heading(browser.get(path)) == "This link does not work any more"


def test_moving_to_another_agency_signs_out_and_waits(portal: TestPortal) -> None:
    browser = portal.client(person())
    browser.send("/account/address", {"email": "asha@nhs.net", "organisation": NORTH.id})
    path = link(portal, NoticeKind.CONFIRM_ADDRESS)

    warned = "You are signed out, and wait for approval by the lead of North Surgery" in browser.get(path).text
    moved = browser.send(path, {})

    assert (warned, moved.headers["location"], browser.get("/account").status_code) == (True, "/register/waiting", 303)


@pytest.mark.parametrize("path", ["/people", f"/agencies/{SCHOOL.id}/people"])
def test_saying_in_the_list_that_somebody_left_takes_a_fresh_code_and_confirming_does_not(
    portal: TestPortal, path: str
) -> None:
    lead = portal.client(SCHOOLS_LEAD)
    portal.clock.pass_time(minutes=6)

    answers = [lead.send(path, {f"said-{person().id}": said}) for said in ("left", "moved", "role_wrong", "here")]

    assert [answer.status_code for answer in answers] == [403, 403, 303, 303]
    assert account(portal, person().email).standing is Standing.ACTIVE


def test_the_list_says_who_confirms_its_own_reader(portal: TestPortal) -> None:
    second = person(Role.AGENCY_LEAD, name="Sal Dean")
    says = re.compile(r">([^<]* confirms you)\.</span>")

    alone = says.findall(portal.client(SCHOOLS_LEAD).get("/people").text)
    register_people(portal.office, second, ADMINISTRATOR)
    beside = says.findall(portal.client(SCHOOLS_LEAD).get("/people").text)
    administrator = says.findall(portal.client(ADMINISTRATOR).get("/people").text)

    assert (alone, beside, administrator) == (
        ["An administrator confirms you"],
        ["Another lead or an administrator confirms you"],
        ["Another administrator confirms you"],
    )
