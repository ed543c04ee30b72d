"""Whether an address has an account cannot be read from how long the answer takes (ASVS 6.3.8).

What an answer takes is the work of the processor and the waits for the database. The first is measured as the thread's
own time, known and unknown addresses in turn, with passwords at the cost that they have in use. A neighbour that fills
the memory's caches lengthens that too, but hardly one try of a pair and not the other, time and again: so the middle is
taken of what the two of each pair differ by. The second is counted, as transactions.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from operator import sub
from statistics import median
from time import thread_time

import pytest
from attrs import evolve
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.web.browsing import TestPortal

from frontdoor_portal.passwords import Argon2Passwords
from frontdoor_portal.use_cases.forgotten_password import ask_password_reset
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import SignInRefused
from frontdoor_portal.use_cases.register import Application, register
from frontdoor_portal.use_cases.sign_in import sign_in

KNOWN, UNKNOWN = person().email, "nobody.yet@hollybush.example"
TRIES = 15
MOST_APART = 0.005
"""Seconds: what the design allows between the two."""


class Counting:
    """Transactions, noted as they begin."""

    def __init__(self, office: Office) -> None:
        self.begun: list[str] = []
        self._work = office.work

    def begin(self) -> AbstractContextManager[Transaction]:
        self.begun.append("writes")
        return self._work.begin()

    def reading(self) -> AbstractContextManager[Transaction]:
        self.begun.append("reads")
        return self._work.reading()


def registers(office: Office, email: str) -> None:
    register(office, Application("Ada Example", email, "Teacher", "01632 960123"))


def signs_in(office: Office, email: str) -> None:
    with pytest.raises(SignInRefused):
        sign_in(office, email, "not the password")


@pytest.mark.parametrize("does", [registers, signs_in, ask_password_reset])
def test_v6_3_8_known_and_unknown_addresses_take_as_much_work(
    portal: TestPortal, does: Callable[[Office, str], None]
) -> None:
    office = evolve(portal.office, passwords=Argon2Passwords())
    register_people(office, person())
    took: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(TRIES):
        # Past the wait after a wrong password, so that every try is judged.
        portal.clock.pass_time(hours=1)
        for email, times in took.items():
            began = thread_time()
            does(office, email)
            times.append(thread_time() - began)

    assert abs(median(map(sub, took[KNOWN], took[UNKNOWN]))) <= MOST_APART


@pytest.mark.parametrize(
    ("does", "begun"),
    [(registers, ["writes"]), (signs_in, ["writes"] * 2), (ask_password_reset, ["writes"])],
)
def test_v6_3_8_known_and_unknown_addresses_take_as_many_transactions(
    portal: TestPortal, does: Callable[[Office, str], None], begun: list[str]
) -> None:
    register_people(portal.office, person())
    counted = {}
    for email in (KNOWN, UNKNOWN):
        work = Counting(portal.office)
        does(evolve(portal.office, work=work), email)
        counted[email] = work.begun

    assert counted == dict.fromkeys((KNOWN, UNKNOWN), begun)
