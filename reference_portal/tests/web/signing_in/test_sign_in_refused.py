"""Refusals: all alike, each as dear as the next, and a wait after several."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import PASSWORD, QUICK, person, register_people
from reference_portal.tests.web.browsing import TestPortal, error_summary
from reference_portal.tests.web.signing_in.acting import ASHA, REFUSED, account, audit, sign_in

from frontdoor_portal.passwords import Argon2Passwords, Cost
from frontdoor_portal.use_cases.models import Action, Standing
from frontdoor_portal.use_cases.sign_in import wait_after


def test_v6_3_8_every_refusal_is_the_same_page(registered: TestPortal) -> None:
    register_people(registered.office, person(name="Tom Okafor"))
    gone = person(name="Left Longago")
    register_people(registered.office, gone)
    with registered.office.work.begin() as tx:
        tx.joining.set_standing(gone.id, Standing.CLOSED)
    tries = {
        "wrong password": (ASHA.email, "not the password"),
        "unknown address": ("nobody@hollybush.example", PASSWORD),
        "unapproved domain": ("nobody@elsewhere.example", PASSWORD),
        "no address at all": ("nobody", PASSWORD),
        "disabled account": (gone.email, PASSWORD),
        "password of another": ("tom.okafor@hollybush.example", PASSWORD + "!"),
    }

    answers = {why: sign_in(registered.client(), password, email) for why, (email, password) in tries.items()}

    seen = {why: (answer.status_code, error_summary(answer)) for why, answer in answers.items()}
    assert seen == dict.fromkeys(tries, (400, REFUSED))
    assert audit(registered, "") == [(Action.SIGN_IN_REFUSED, "unknown_account")] * 3
    assert audit(registered, gone.id) == [(Action.SIGN_IN_REFUSED, "disabled")]


def test_v6_3_8_a_password_is_worked_out_for_unknown_addresses_too(registered: TestPortal) -> None:
    worked_out = []

    class Counting(Argon2Passwords):
        def matches(self, hashed: str, password: str) -> bool:
            worked_out.append(hashed.rsplit("$", 2)[0])
            return super().matches(hashed, password)

    site = registered.app.state["site"]
    registered.app.state["site"] = evolve(site, office=evolve(site.office, passwords=Counting(QUICK)))

    for email in (ASHA.email, "nobody@hollybush.example"):
        sign_in(registered.client(), "not the password", email)

    assert len(worked_out) == 2
    assert worked_out[0] == worked_out[1]


def test_the_address_may_be_typed_in_any_case_and_the_password_may_not(registered: TestPortal) -> None:
    assert sign_in(registered.client(), email="Asha.BELLO@Hollybush.Example ").status_code == 303
    assert sign_in(registered.client(), PASSWORD.upper()).status_code == 400
    assert sign_in(registered.client(), f" {PASSWORD}").status_code == 400


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (10_000, 900)],
)
def test_v6_1_1_the_wait_after_wrong_passwords_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


def test_v6_1_1_an_account_waits_after_five_wrong_passwords_and_is_never_locked_for_good(
    registered: TestPortal,
) -> None:
    browser = registered.client()
    for _ in range(5):
        sign_in(browser, "not the password")

    while_waiting = sign_in(browser)
    registered.clock.pass_time(seconds=29)
    still_waiting = sign_in(browser)
    registered.clock.pass_time(seconds=1)
    afterwards = sign_in(browser)

    assert [answer.status_code for answer in (while_waiting, still_waiting, afterwards)] == [400, 400, 303]
    assert account(registered).failures == 0
    assert audit(registered) == [
        *[(Action.SIGN_IN_REFUSED, "wrong_password")] * 5,
        *[(Action.SIGN_IN_REFUSED, "waiting")] * 2,
        (Action.SIGNED_IN, ""),
    ]


def test_v6_1_1_tries_while_waiting_do_not_make_the_wait_longer(registered: TestPortal) -> None:
    browser = registered.client()
    for _ in range(12):
        sign_in(browser, "not the password")

    registered.clock.pass_time(seconds=30)

    assert sign_in(browser).status_code == 303


def test_v11_4_2_an_old_hash_is_made_again_at_sign_in(registered: TestPortal) -> None:
    stronger = Argon2Passwords(Cost(memory_kib=16, passes=1, lanes=1))
    site = registered.app.state["site"]
    registered.app.state["site"] = evolve(site, office=evolve(site.office, passwords=stronger))
    assert stronger.needs_rehash(account(registered).password_hash)

    sign_in(registered.client())

    assert not stronger.needs_rehash(account(registered).password_hash)
    assert sign_in(registered.client()).status_code == 303


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"email": "", "password": ""}, [("email", "Enter your email address"), ("password", "Enter your password")]),
        ({"email": "a@b.example", "password": ""}, [("password", "Enter your password")]),
        ({"email": "  ", "password": "x"}, [("email", "Enter your email address")]),
    ],
)
def test_an_empty_field_is_named(portal: TestPortal, fields: dict[str, str], faults: list[tuple[str, str]]) -> None:
    answer = portal.client().send("/sign-in", fields)

    assert (answer.status_code, error_summary(answer)) == (400, faults)


@pytest.mark.parametrize("password", ["x" * 900_000, "\U0001f512" * 50, "𝕬" * 64, "\u202e\u0000".replace("\0", "")])
def test_any_password_is_answered(registered: TestPortal, password: str) -> None:
    assert error_summary(sign_in(registered.client(), password)) == REFUSED
