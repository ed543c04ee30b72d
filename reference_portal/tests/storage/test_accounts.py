"""Agencies, accounts, registrations and sign-ins."""

from datetime import timedelta
from functools import partial

import pytest
from attrs import evolve
from reference_portal.tests.storage.made import ACCOUNT, NOW, SCHOOL, TEACHER, at_once, register

from frontdoor.domain.agency import Agency, AgencyKind
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import Account, Registration, Session, Standing
from frontdoor_portal.use_cases.refusals import Stale

SURGERY = Agency("agency-surgery", "Fenwick Surgery", AgencyKind.GENERAL_PRACTICE)
REGISTRATION = Registration(
    token_hash="hash-of-a-link",
    email="Tess.Pemberton@saltmarsh.example",
    name="Tess Pemberton",
    job_title="Teacher",
    phone="01632 960001",
    agency_id=SCHOOL.id,
    expires_at=NOW + timedelta(minutes=15),
)
SESSION = Session("hash-of-a-cookie", TEACHER.id, "csrf", NOW, NOW)


@pytest.fixture(autouse=True)
def _registered(work: SqlWork) -> None:
    register(work)


def test_agencies_come_by_name_each_with_its_domains(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.accounts.add_agency(SURGERY)
        assert tx.accounts.agencies() == (SURGERY, SCHOOL)


@pytest.mark.parametrize(
    ("domain", "agency"),
    [
        ("saltmarsh.example", SCHOOL),
        ("sub.saltmarsh.example", None),
        ("example", None),
        ("saltmarsh.example.", None),
        ("%", None),
        ("", None),
    ],
)
def test_only_the_very_domain_names_an_agency(work: SqlWork, domain: str, agency: Agency | None) -> None:
    with work.begin() as tx:
        assert tx.accounts.agency_of_domain(domain) == agency


def test_a_domain_belongs_to_one_agency(work: SqlWork) -> None:
    with pytest.raises(Stale), work.begin() as tx:
        tx.accounts.add_agency(evolve(SURGERY, email_domains=frozenset({"saltmarsh.example"})))


def test_an_account_comes_back_by_id_with_its_agency(work: SqlWork) -> None:
    with work.begin() as tx:
        assert (tx.accounts.account(TEACHER.id), tx.accounts.account("nobody")) == (ACCOUNT, None)


@pytest.mark.parametrize("email", [TEACHER.email, TEACHER.email.upper(), TEACHER.email.lower(), f" {TEACHER.email} "])
def test_an_account_comes_back_by_address_whatever_its_case(work: SqlWork, email: str) -> None:
    with work.begin() as tx:
        assert tx.accounts.account_of_email(email) == ACCOUNT


def test_one_address_in_another_case_cannot_have_a_second_account(work: SqlWork) -> None:
    second = Account(evolve(TEACHER, id="person-other", email=TEACHER.email.upper()), "hash")
    with pytest.raises(Stale), work.begin() as tx:
        tx.accounts.add_account(second)


def test_sign_in_failures_lock_and_password_are_saved(work: SqlWork) -> None:
    changed = evolve(ACCOUNT, failures=5, locked_until=NOW + timedelta(minutes=1), password_hash="a-newer-hash")
    with work.begin() as tx:
        tx.accounts.save_account(changed)
    with work.begin() as tx:
        assert tx.accounts.account(TEACHER.id) == changed


def test_a_sign_in_under_way_does_not_enable_an_account_again_nor_change_its_roles(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.joining.set_standing(TEACHER.id, Standing.CLOSED)
        tx.accounts.save_account(evolve(ACCOUNT, failures=1, professional=evolve(TEACHER, roles=frozenset())))
        assert tx.accounts.account(TEACHER.id) == evolve(ACCOUNT, disabled=True, standing=Standing.CLOSED, failures=1)


def test_an_account_is_disabled_and_enabled_alone(work: SqlWork) -> None:
    other = Account(evolve(TEACHER, id="person-other", email="other@saltmarsh.example"), "hash")
    with work.begin() as tx:
        tx.accounts.add_account(other)
        seen = []
        for standing in (Standing.CLOSED, Standing.ACTIVE):
            tx.joining.set_standing(TEACHER.id, standing)
            seen.append((tx.accounts.account(TEACHER.id), tx.accounts.account(other.professional.id)))
    assert seen == [(evolve(ACCOUNT, disabled=True, standing=Standing.CLOSED), other), (ACCOUNT, other)]


def test_a_domain_is_taken_only_from_its_own_agency(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.accounts.add_agency(SURGERY)
        tries = [(SURGERY.id, "saltmarsh.example"), (SCHOOL.id, "other.example"), (SCHOOL.id, "saltmarsh.example")]
        taken = [tx.accounts.remove_domain(*each) for each in tries]
        assert (taken, tx.accounts.agency_of_domain("saltmarsh.example")) == ([False, False, True], None)
        assert tx.accounts.agencies() == (SURGERY, evolve(SCHOOL, email_domains=frozenset()))


def test_a_registration_comes_back_until_and_after_it_is_used(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.accounts.add_registration(REGISTRATION)
        before = tx.accounts.registration(REGISTRATION.token_hash)
        tx.accounts.use_registration(REGISTRATION.token_hash, NOW)
        after = tx.accounts.registration(REGISTRATION.token_hash)
        unknown = tx.accounts.registration("another")
    assert (before, after, unknown) == (REGISTRATION, evolve(REGISTRATION, used_at=NOW), None)


def test_one_link_makes_one_account_also_when_opened_twice_at_once(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.accounts.add_registration(REGISTRATION)
    used: list[bool] = []

    def use() -> None:
        with work.begin() as tx:
            used.append(tx.accounts.use_registration(REGISTRATION.token_hash, NOW))

    outcomes = at_once(*[partial(use)] * 4)
    assert (outcomes, sorted(used)) == ([None] * 4, [False, False, False, True])


def test_an_unknown_link_cannot_be_used(work: SqlWork) -> None:
    with work.begin() as tx:
        assert tx.accounts.use_registration("unknown", NOW) is False


def test_registrations_that_are_over_are_removed(work: SqlWork) -> None:
    over = NOW + timedelta(minutes=15)
    used = evolve(REGISTRATION, token_hash="used", expires_at=over + timedelta(hours=1), used_at=NOW)
    open_still = evolve(REGISTRATION, token_hash="open", expires_at=over + timedelta(microseconds=1))
    hashes = (REGISTRATION.token_hash, "used", "open")
    with work.begin() as tx:
        for each in (REGISTRATION, used, open_still):
            tx.accounts.add_registration(each)
        removed = [tx.accounts.remove_registrations(over) for _ in "12"]
        assert (removed, [tx.accounts.registration(each) for each in hashes]) == ([2, 0], [None, None, open_still])


def test_sessions_begun_before_a_time_are_removed(work: SqlWork) -> None:
    older = evolve(SESSION, token_hash="older", started_at=NOW - timedelta(microseconds=1))
    with work.begin() as tx:
        tx.accounts.add_session(SESSION)
        tx.accounts.add_session(older)
        removed = [tx.accounts.remove_sessions(NOW) for _ in "12"]
        assert (removed, tx.accounts.session("older"), tx.accounts.session(SESSION.token_hash)) == (
            [1, 0],
            None,
            SESSION,
        )


def test_a_session_is_touched_forward_only_and_ends(work: SqlWork) -> None:
    later = NOW + timedelta(minutes=5)
    with work.begin() as tx:
        tx.accounts.add_session(SESSION)
        seen = [tx.accounts.session(SESSION.token_hash)]
        for at in (later, NOW):
            tx.accounts.touch_session(SESSION.token_hash, at)
            seen.append(tx.accounts.session(SESSION.token_hash))
        tx.accounts.end_session(SESSION.token_hash)
        seen.append(tx.accounts.session(SESSION.token_hash))
    touched = evolve(SESSION, seen_at=later)
    assert seen == [SESSION, touched, touched, None]
