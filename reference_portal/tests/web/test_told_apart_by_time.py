"""Whether an address has an account cannot be read from how long the answer takes (ASVS 6.3.8).

Known and unknown addresses take turns, so that whatever else the machine does slows both alike; and what is compared is
the middle of each, which no single slow try moves.
"""

from collections.abc import Callable
from contextlib import suppress
from statistics import median
from time import perf_counter

import pytest
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.web.browsing import TestPortal

from frontdoor_portal.use_cases.forgotten_password import ask_password_reset
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import SignInRefused
from frontdoor_portal.use_cases.register import Application, register
from frontdoor_portal.use_cases.sign_in import sign_in

TRIES = 250
MOST_APART = 0.005
"""Seconds: what the design allows between the medians."""


def registers(office: Office, email: str) -> None:
    register(office, Application("Ada Example", email, "Teacher", "01632 960123"))


def signs_in(office: Office, email: str) -> None:
    with suppress(SignInRefused):
        sign_in(office, email, "not the password")


@pytest.mark.parametrize("does", [registers, signs_in, ask_password_reset])
def test_v6_3_8_known_and_unknown_addresses_take_as_long(
    portal: TestPortal, does: Callable[[Office, str], None]
) -> None:
    known = person()
    register_people(portal.office, known)
    took: dict[str, list[float]] = {known.email: [], "nobody.yet@hollybush.example": []}
    for _ in range(TRIES):
        # Past the wait after a wrong password, so that every try is judged.
        portal.clock.pass_time(hours=1)
        for email, times in took.items():
            began = perf_counter()
            does(portal.office, email)
            times.append(perf_counter() - began)

    first, second = map(median, took.values())
    assert abs(first - second) <= MOST_APART
