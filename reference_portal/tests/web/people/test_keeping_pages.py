"""Agencies and roles, as an administrator keeps them: proposed by one, approved by another."""

import re

from reference_portal.tests.fakes import SCHOOL, person
from reference_portal.tests.web.browsing import TestPortal, error_summary, heading
from reference_portal.tests.web.people.scene import ADMINISTRATOR, OTHER, account

from frontdoor.domain.agency import Role


def test_v2_3_5_an_administrator_proposes_a_lead_and_may_not_propose_the_same_twice(portal: TestPortal) -> None:
    browser, path = portal.client(ADMINISTRATOR), f"/people/{person().id}"
    page = browser.get(path)

    proposed = browser.send(f"{path}/lead", {"leads": "yes"}, page=path)
    again = browser.send(f"{path}/lead", {"leads": "yes"}, page=path)

    assert "Another administrator must approve it first." in page.text
    assert (proposed.headers["location"], account(portal, person().email).professional.roles) == (
        "/people/roles?done=proposed",
        frozenset({Role.PROFESSIONAL}),
    )
    assert (again.status_code, error_summary(again)) == (
        400,
        [("lead", "Another change of their roles waits for approval. Approve or refuse it first")],
    )


def test_v2_3_5_an_agency_is_proposed_by_one_administrator_and_approved_by_another(portal: TestPortal) -> None:
    one, other = portal.client(ADMINISTRATOR), portal.client(OTHER)
    typed = {
        "agency_id": "fernleigh",
        "name": "Fernleigh Nursery",
        "kind": "early_years",
        "email_domains": "Fernleigh.example\nmail.fernleigh.example",
        "shared_domains": "",
        "admission": "at_once",
        "refused_addresses": "",
        "takes_shared_mailboxes": "no",
        "lead_email": "head.teacher@fernleigh.example",
        "why": "Called the nursery on the number of its website",
    }

    form = one.get("/agencies/new")
    wrong = one.send("/agencies/new", {**typed, "email_domains": "nhs.net", "why": ""})
    proposed = one.send("/agencies/new", typed)
    [path] = set(re.findall(r'action="(/agencies/proposals/[^"]+)/refuse"', one.get("/agencies/proposals").text))
    own = one.send(f"{path}/approve", {}, page="/agencies/proposals")
    approved = other.send(f"{path}/approve", {}, page="/agencies/proposals")

    assert error_summary(wrong) == [
        (
            "email_domains",
            "nhs.net: many employers use this domain, so an agency can list it as shared only",
        ),
        ("lead_email", "The lead’s address must be one that the agency takes, on one of its domains"),
        ("why", "Enter how you know this, in 500 characters or fewer"),
    ]
    assert (heading(form), 'id="agency_id"' in form.text) == ("Add an agency", True)
    assert (proposed.headers["location"], own.status_code, approved.headers["location"]) == (
        *("/agencies/proposals?done=proposed", 403),
        "/agencies/fernleigh?done=changed",
    )
    assert heading(other.get("/agencies/fernleigh")) == "Fernleigh Nursery"
    assert "Fernleigh Nursery" in one.get("/agencies").text


def test_a_change_that_lets_fewer_in_is_saved_at_once_and_the_form_holds_what_is_there(portal: TestPortal) -> None:
    browser, path = portal.client(ADMINISTRATOR), f"/agencies/{SCHOOL.id}"
    page = browser.get(f"{path}/change")
    form = page.text
    typed = {
        "name": SCHOOL.name,
        "kind": "school",
        "email_domains": "hollybush.example",
        "shared_domains": "",
        "admission": "by_lead",
        "refused_addresses": "old.*",
        "takes_shared_mailboxes": "no",
        "lead_email": "",
        "why": "They asked for it",
    }

    changed = browser.send(f"{path}/change", typed)
    checked = browser.send(f"{path}/domains-checked", {}, page=path)

    assert (heading(page), ">hollybush.example</textarea>" in form) == ("Change Hollybush Primary School", True)
    assert [changed.headers["location"], checked.headers["location"]] == [
        f"{path}?done=changed",
        f"{path}?done=checked",
    ]
    assert heading(browser.get(f"{path}?done=changed")) == SCHOOL.name


def test_roles_are_given_with_a_reason_to_somebody_found_by_their_address(portal: TestPortal) -> None:
    browser, path = portal.client(ADMINISTRATOR), f"/people/{person().id}/roles"

    nobody = browser.send("/agencies/find-person", {"email": ADMINISTRATOR.email})
    found = browser.send("/agencies/find-person", {"email": person().email})
    wrong = browser.send(path, {"roles": "king"})
    given = browser.send(path, {"roles": ["professional", "screening_officer"], "why": "starts"})

    assert (error_summary(nobody), found.headers["location"]) == (
        [("email", "Nobody whose roles you can set has this email address")],
        path,
    )
    assert [field for field, _ in error_summary(wrong)] == ["roles", "why"]
    assert given.headers["location"] == "/people/roles?done=proposed"
    assert account(portal, person().email).professional.roles == {Role.PROFESSIONAL}


def test_another_administrator_approves_roles_on_a_page_that_says_which_and_whose(portal: TestPortal) -> None:
    browser, other = portal.client(ADMINISTRATOR), portal.client(OTHER)
    typed: dict[str, str | list[str]] = {"roles": ["professional", "screening_officer"], "why": "starts"}
    browser.send(f"/people/{person().id}/roles", typed)
    own = browser.get("/people/roles?done=proposed")
    path = re.findall(r'action="(/people/roles/[^"]+)/refuse"', own.text)[0]

    again = browser.send(f"/people/{person().id}/roles", typed)
    by_self = browser.send(f"{path}/approve", {}, page="/people/roles")
    approved = other.send(f"{path}/approve", {}, page="/people/roles")
    gone = other.send(f"{path}/refuse", {}, page="/people/roles")

    assert "You proposed this: another administrator approves it." in own.text
    assert error_summary(again) == [
        ("roles", "Another change of their roles waits for approval. Approve or refuse it first")
    ]
    assert (by_self.status_code, approved.headers["location"]) == (403, f"/people/{person().id}")
    assert error_summary(gone) == [("proposals", "Somebody decided it already")]
    assert account(portal, person().email).professional.roles == {Role.PROFESSIONAL, Role.SCREENING_OFFICER}


def test_giving_roles_takes_a_fresh_code(portal: TestPortal) -> None:
    browser, path = portal.client(ADMINISTRATOR), f"/people/{person().id}/roles"
    portal.clock.pass_time(minutes=6)

    answer = browser.send(path, {"roles": "administrator", "why": "starts"})

    assert (answer.status_code, account(portal, person().email).professional.roles) == (
        403,
        frozenset({Role.PROFESSIONAL}),
    )
