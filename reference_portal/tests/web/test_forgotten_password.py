"""The pages of a forgotten password: the same for every address, and a link that must be pressed."""

from reference_portal.tests.fakes import PASSWORD, person, register_people
from reference_portal.tests.web.browsing import TestPortal, error_summary, heading
from reference_portal.tests.web.test_registering import mails

NEW = "nine slow lanterns"


def test_a_password_is_replaced_through_the_link_and_signs_nobody_in(portal: TestPortal) -> None:
    register_people(portal.office, person())
    browser = portal.client()

    browser.send("/forgotten-password", {"email": person().email})
    [(_, _, path)] = mails(portal)
    looks = [heading(browser.get(path)) for _ in range(2)]
    weak = browser.send(path, {"password": "Hollybush2026!"})
    saved = browser.send(path, {"password": NEW})
    again = browser.get(path)

    assert (looks, [field for field, _ in error_summary(weak)], saved.headers["location"]) == (
        ["Choose a new password"] * 2,
        ["password"],
        "/forgotten-password/done",
    )
    assert (again.status_code, heading(again)) == (404, "This link does not work any more")
    assert "__Host-frontdoor" not in browser.cookies()
    assert [
        browser.send("/sign-in", {"email": person().email, "password": password}).status_code
        for password in (PASSWORD, NEW)
    ] == [400, 303]


def test_v6_3_8_every_address_sees_the_same(portal: TestPortal) -> None:
    register_people(portal.office, person())
    browser = portal.client()

    answers = [
        browser.send("/forgotten-password", {"email": email})
        for email in (person().email, "nobody@hollybush.example", "nobody@elsewhere.example")
    ]

    seen = [(each.status_code, each.content, dict(each.headers)) for each in answers]
    assert seen == [seen[0]] * 3
    assert [to for _, to, _ in mails(portal)] == [person().email]


def test_what_is_no_address_is_told_beside_the_field(portal: TestPortal) -> None:
    answer = portal.client().send("/forgotten-password", {"email": "asha"})

    assert error_summary(answer) == [("email", "Enter an email address in the correct format, like name@example.org")]


def test_v15_3_3_no_other_field_is_taken(portal: TestPortal) -> None:
    answer = portal.client().send("/forgotten-password", {"email": person().email, "role": "administrator"})

    assert answer.status_code == 400
