"""Creating an account: for the exact domains of approved agencies, without telling who has one already."""

import re
from datetime import timedelta

import pytest
from httpx import Response
from reference_portal.tests.fakes import PASSWORD, SCHOOL, SURGERY, person, register_people, take_notices
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.joining.addresses import SHARED_MAILBOXES
from frontdoor_portal.use_cases.models import Action, NoticeKind
from frontdoor_portal.use_cases.resume_session import digest

NEWCOMER = {
    "name": "Asha Bello",
    "email": "asha.bello@hollybush.example",
    "job_title": "Designated safeguarding lead",
    "phone": "01632 960123",
}


def ask(browser: Browser, email: str = NEWCOMER["email"]) -> Response:
    return browser.send("/register", {**NEWCOMER, "email": email})


def mails(portal: TestPortal) -> list[tuple[str, str, str]]:
    """Every notice that is queued, as (kind, to, path), and takes them off the queue."""
    return [(each.kind, each.to, each.link_path) for each in take_notices(portal.office)]


def link(portal: TestPortal) -> str:
    ((kind, _, path),) = mails(portal)
    assert kind == NoticeKind.CONFIRM_REGISTRATION
    return path


def test_a_professional_of_an_approved_agency_gets_an_account(portal: TestPortal) -> None:
    browser = portal.client()

    assert ask(browser).headers["location"] == "/register/check-your-email"
    path = link(portal)
    assert "asha.bello@hollybush.example" in browser.get(path).text
    assert browser.send(path, {"password": PASSWORD}).headers["location"] == "/register/done"

    with portal.office.work.begin() as tx:
        account = tx.accounts.account_of_email(NEWCOMER["email"])
        assert account is not None
        audit = tx.audit.of_subject(account.professional.id)
    someone = account.professional
    assert (someone.name, someone.email, someone.job_title, someone.phone, someone.agency, someone.roles) == (
        *("Asha Bello", "asha.bello@hollybush.example", "Designated safeguarding lead", "01632 960123"),
        *(SCHOOL, frozenset({Role.PROFESSIONAL})),
    )
    assert [(entry.action, entry.actor_id, entry.detail) for entry in audit] == [
        (Action.REGISTERED, someone.id, SCHOOL.id)
    ]
    assert re.fullmatch(r"\$argon2id\$.*", account.password_hash)


def test_v6_3_8_known_and_unknown_addresses_see_the_same_and_only_the_mail_differs(portal: TestPortal) -> None:
    register_people(portal.office, person(name="Tom Okafor"))
    browser = portal.client()

    answers = [ask(browser, email) for email in ("asha.bello@hollybush.example", "Tom.Okafor@HOLLYBUSH.example")]

    seen = [(answer.status_code, answer.content, dict(answer.headers)) for answer in answers]
    assert seen[0] == seen[1]
    assert [(kind, to) for kind, to, _ in mails(portal)] == [
        ("confirm_registration", "asha.bello@hollybush.example"),
        ("already_registered", "Tom.Okafor@hollybush.example"),
    ]


def test_an_unapproved_domain_is_refused_plainly_with_whom_to_call(portal: TestPortal) -> None:
    answer = ask(portal.client(), "asha@elsewhere.example")

    assert (answer.status_code, error_summary(answer), mails(portal)) == (
        400,
        [
            (
                "email",
                "Your agency’s email domain is not approved yet. If that is wrong, call the Family Front Door "
                "team on 01632 960100",
            )
        ],
        [],
    )
    assert 'value="asha@elsewhere.example"' in answer.text
    assert "<title>Error: Create an account" in answer.text


@pytest.mark.parametrize(
    "email",
    [
        "x@hollybush.example.evil.example",
        "x@evilhollybush.example",
        "x@mail.hollybush.example",
        "x@example",
        "x@hollybush.example.",
        "x@.hollybush.example",
        "a+1@hollybush.example",
        "a..b@hollybush.example",
        '"a@hollybush.example"@evil.example',
        '"a b"@hollybush.example',
        "x@(c)hollybush.example",
        "(c)x@hollybush.example",
        "x@[10.0.0.1]",
        "x@[IPv6:::1]",
        "x@hоllybush.example",  # a Cyrillic letter
        "x@hollybush．example",  # a full-width stop
        "x@ｈollybush.example",  # a full-width letter
        "x@hollybush。example",  # an ideographic stop
        "x@holly\u00adbush.example",
        "x@holly\u200bbush.example",
        "x@hollybush\u0301.example",
        "x@xn--hllybush-lkg.example",
        "аsha@hollybush.example",  # a Cyrillic letter before the @
        "hollybush.example <x@evil.example>",
        "Asha <x@hollybush.example>",
        "a@hollybush.example,b@evil.example",
        "a@hollybush.example;b@evil.example",
        "a@hollybush.example b@evil.example",
        "a@hollybush.example\nBcc: b@evil.example",
        "a%0ab@hollybush.example",
        "a!b@hollybush.example",
        "mailto:a@hollybush.example",
        "@hollybush.example",
        "a@",
        "a",
        "a" * 250 + "@hollybush.example",
        "a@" + "b" * 300,
        "office@hollybush.example",
        "Safeguarding@hollybush.example",
        "s12345@hollybush.example",
        "19jsmith@hollybush.example",
        "20190001@hollybush.example",
    ],
)
def test_the_registration_attacks_make_no_account_and_send_no_mail(portal: TestPortal, email: str) -> None:
    answer = ask(portal.client(), email)

    assert (answer.status_code, [field for field, _ in error_summary(answer)], mails(portal)) == (400, ["email"], [])


def test_an_address_is_compared_without_regard_to_case(portal: TestPortal) -> None:
    ask(portal.client(), "Asha@HollyBush.Example")

    assert [(kind, to) for kind, to, _ in mails(portal)] == [("confirm_registration", "Asha@hollybush.example")]


def test_a_surgery_may_have_numbers_in_its_addresses(portal: TestPortal) -> None:
    ask(portal.client(), "12smith@riverside-surgery.example")

    assert [kind for kind, _, _ in mails(portal)] == ["confirm_registration"]
    assert SURGERY.kind is not SCHOOL.kind


def test_a_shared_mailbox_is_nobodys_account(portal: TestPortal) -> None:
    assert {"office", "admin", "head", "safeguarding", "reception"} <= SHARED_MAILBOXES
    assert error_summary(ask(portal.client(), "reception@riverside-surgery.example")) == [
        (
            "email",
            "Use your own work email address, not one that several people read. If that is wrong, call the Family "
            "Front Door team on 01632 960100",
        )
    ]


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("name", " ", "Enter your full name"),
        ("name", "x" * 101, "Full name must be 100 characters or fewer"),
        ("name", "Asha\u202eolleB", "Full name must not include invisible characters"),
        ("name", "Asha\x1b[2J", "Full name must not include invisible characters"),
        ("email", "", "Enter your work email address"),
        ("job_title", "", "Enter your job title"),
        ("phone", "", "Enter your work phone number"),
        ("phone", "12345", "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        ("phone", "call me maybe", "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        ("phone", "1" * 50, "Enter a phone number, like 01632 960 001 or 07700 900 982"),
    ],
)
def test_v1_3_3_each_fault_is_told_beside_its_field_and_nothing_typed_is_lost(
    portal: TestPortal, field: str, typed: str, fault: str
) -> None:
    answer = portal.client().send("/register", {**NEWCOMER, field: typed})

    assert (answer.status_code, error_summary(answer)) == (400, [(field, fault)])
    assert answer.text.count(fault) == 2
    assert 'value="Designated safeguarding lead"' in answer.text or field == "job_title"


def test_every_fault_is_told_at_once_in_the_order_of_the_page(portal: TestPortal) -> None:
    answer = portal.client().send("/register", {})

    assert [field for field, _ in error_summary(answer)] == ["name", "email", "job_title", "phone"]


def test_v1_3_7_what_is_typed_is_shown_literally(portal: TestPortal) -> None:
    answer = portal.client().send("/register", {**NEWCOMER, "name": '{{7*7}}"><script>', "phone": ""})

    assert 'value="{{7*7}}&#34;&gt;&lt;script&gt;"' in answer.text


@pytest.mark.parametrize(
    "phone", ["01632 960 001", "+44 1632 960001", "(01632) 960-001", "07700 900982", "01632 960001 ext 12"]
)
def test_usual_ways_to_write_a_phone_number_are_taken(portal: TestPortal, phone: str) -> None:
    assert portal.client().send("/register", {**NEWCOMER, "phone": phone}).status_code == 303


def test_opening_the_link_changes_nothing_because_mail_scanners_open_links(portal: TestPortal) -> None:
    ask(portal.client())
    path = link(portal)

    looks = [portal.client().get(path).status_code for _ in range(3)] + [portal.client().client.head(path).status_code]

    with portal.office.work.begin() as tx:
        assert tx.accounts.account_of_email(NEWCOMER["email"]) is None
    assert looks == [200] * 4


def test_a_link_works_once(portal: TestPortal) -> None:
    browser = portal.client()
    ask(browser)
    path = link(portal)
    second = portal.client()
    second.get(path)
    token = re.search(r'name="form_token" value="([^"]+)"', second.get(path).text)
    assert token is not None

    first = browser.send(path, {"password": PASSWORD})
    again = second.post(path, {"password": PASSWORD, "form_token": token[1]})

    assert (first.status_code, again.status_code, heading(again), heading(browser.get(path))) == (
        *(303, 404),
        *["This link does not work any more"] * 2,
    )


@pytest.mark.parametrize(("hours", "status"), [(23.99, 200), (24, 404), (48, 404)])
def test_a_link_works_for_a_day(portal: TestPortal, hours: float, status: int) -> None:
    ask(portal.client())
    path = link(portal)

    portal.clock.at += timedelta(hours=hours)

    assert portal.client().get(path).status_code == status


def test_a_newer_link_to_one_mailbox_replaces_an_older_one(portal: TestPortal) -> None:
    browser = portal.client()
    ask(browser)
    ask(browser, "Asha.Bello@hollybush.example")
    older, newer = (path for _, _, path in mails(portal))

    assert heading(browser.get(older)) == "This link does not work any more"
    assert browser.send(newer, {"password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("token", ["x", "A" * 43, "0" * 2_000, "'%20OR%201=1--"])
def test_a_guessed_link_opens_nothing(portal: TestPortal, token: str) -> None:
    assert portal.client().get(f"/register/confirm/{token}").status_code == 404


def test_the_token_of_a_link_is_kept_as_a_digest_only(portal: TestPortal) -> None:
    ask(portal.client())
    token = link(portal).rpartition("/")[2]

    with portal.office.work.begin() as tx:
        assert tx.accounts.registration(token) is None
        registration = tx.accounts.registration(digest(token))
    assert registration is not None
    assert registration.email == NEWCOMER["email"]


def test_a_weak_password_is_refused_and_the_link_stays_good(portal: TestPortal) -> None:
    browser = portal.client()
    ask(browser)
    path = link(portal)

    weak = browser.send(path, {"password": "Hollybush2026!"})

    assert (weak.status_code, error_summary(weak)) == (
        400,
        [("password", "Password is too easy to guess: use three random words that have nothing to do with work")],
    )
    assert "Hollybush2026!" not in weak.text
    assert browser.send(path, {"password": PASSWORD}).status_code == 303


def test_v6_1_1_one_client_may_ask_for_twenty_accounts_an_hour(portal: TestPortal) -> None:
    browser = portal.client()
    statuses = [ask(browser, f"a{number}@elsewhere.example").status_code for number in range(20)]

    refused = ask(browser)

    assert (set(statuses), refused.status_code, refused.headers["retry-after"], heading(refused)) == (
        *({400}, 429, "3600"),
        "Too many tries",
    )
    portal.clock.pass_time(hours=1)
    assert ask(browser).status_code == 303


def test_v6_2_7_password_managers_and_pasting_are_let_work(portal: TestPortal) -> None:
    ask(portal.client())
    html = portal.client().get(link(portal)).text

    assert [part for part in ('autocomplete="new-password"', "onpaste", "maxlength") if part in html] == [
        'autocomplete="new-password"'
    ]


def test_a_link_opened_on_another_device_makes_the_account_there_and_signs_nobody_in(portal: TestPortal) -> None:
    desk, telephone = portal.client(), portal.client()
    ask(desk)

    made = telephone.send(link(portal), {"password": PASSWORD})

    assert made.headers["location"] == "/register/done"
    assert ["__Host-frontdoor" in each.cookies() for each in (desk, telephone)] == [False, False]
    assert desk.send("/sign-in", {"email": NEWCOMER["email"], "password": PASSWORD}).status_code == 303


def test_a_forwarded_link_makes_only_the_account_of_the_address_that_it_was_sent_to(portal: TestPortal) -> None:
    ask(portal.client())
    forwarded, theirs = link(portal), "pebbles on a slate roof"
    somebody = portal.client()
    made = somebody.send(forwarded, {"password": theirs, "email": "somebody@elsewhere.example"})
    with portal.office.work.reading() as tx:
        accounts = [tx.accounts.account_of_email(each) for each in (NEWCOMER["email"], "somebody@elsewhere.example")]

    assert made.headers["location"] == "/register/done"
    assert [each.professional.name if each else None for each in accounts] == [NEWCOMER["name"], None]


def test_whoever_has_the_mailbox_takes_back_an_account_that_a_forwarded_link_made(portal: TestPortal) -> None:
    ask(portal.client())
    forwarded, theirs = link(portal), "pebbles on a slate roof"
    somebody, owner = portal.client(), portal.client()
    somebody.send(forwarded, {"password": theirs})
    somebody.send("/sign-in", {"email": NEWCOMER["email"], "password": theirs})
    late = owner.get(forwarded)

    owner.send("/forgotten-password", {"email": NEWCOMER["email"]})
    ((_, to, path),) = mails(portal)
    owner.send(path, {"password": PASSWORD})

    assert (late.status_code, to) == (404, NEWCOMER["email"])
    assert somebody.get("/contacts").headers["location"].startswith("/sign-in")
    tries = [owner.send("/sign-in", {"email": NEWCOMER["email"], "password": each}) for each in (theirs, PASSWORD)]
    assert [each.status_code for each in tries] == [400, 303]
