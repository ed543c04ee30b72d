"""Second factors, one-time codes and accounts elsewhere: what is stored comes back, and of two at once one wins."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import PASSWORD, SCHOOL, SURGERY, VAULT, Clock, office_on, person, register_people

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.models import Assurance, Session, Standing
from frontdoor_portal.use_cases.provider_sign_in.models import Attempt, Identity, LinkedIdentity
from frontdoor_portal.use_cases.refusals import CodeRefused, Stale
from frontdoor_portal.use_cases.resume_session import Halfway
from frontdoor_portal.use_cases.second_factor.confirming import confirm_factor
from frontdoor_portal.use_cases.second_factor.models import CodeKind, Factor, Helped, OneTimeCode
from frontdoor_portal.use_cases.sign_in import sign_in

NOW = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)
ASHA, TOM, NIA = person(), person(name="Tom Okafor"), person(agency=SURGERY, name="Nia Cole")
FULL = Factor(
    ASHA.id,
    sealed_secret="1.sealed",
    pending_secret="1.pending",
    pending_session="hash",
    last_step=59_000_000,
    enrolled_at=NOW,
    reset_at=NOW + timedelta(days=1),
    failures=3,
    locked_until=NOW + timedelta(minutes=1),
)


@pytest.fixture(autouse=True)
def _people(work: SqlWork) -> None:
    register_people(office_on(work, Clock()), ASHA, TOM, NIA)


def test_a_factor_comes_back_as_it_was_stored(work: SqlWork) -> None:
    with work.begin() as tx:
        saved = tx.factors.save(FULL)

    with work.reading() as tx:
        assert (tx.factors.get(ASHA.id), tx.factors.get(TOM.id)) == (saved, None)
    assert saved == evolve(FULL, version=1)


def test_a_factor_that_changed_meanwhile_is_not_overwritten(work: SqlWork) -> None:
    with work.begin() as tx:
        first = tx.factors.save(FULL)
    with work.begin() as tx:
        second = tx.factors.save(evolve(first, failures=4))

    for late in (evolve(first, failures=9), evolve(FULL, failures=9)):
        with pytest.raises(Stale), work.begin() as tx:
            tx.factors.save(late)
    with work.reading() as tx:
        assert tx.factors.get(ASHA.id) == second


def test_a_code_is_used_by_its_person_for_its_kind_in_its_time_and_once(work: SqlWork) -> None:
    until = NOW + timedelta(minutes=10)
    with work.begin() as tx:
        tx.factors.add_codes(
            [
                OneTimeCode("backup", ASHA.id, CodeKind.BACKUP),
                OneTimeCode("recovery", ASHA.id, CodeKind.RECOVERY, until),
                OneTimeCode("late", ASHA.id, CodeKind.RECOVERY, NOW),
            ]
        )

    tries = [
        (TOM.id, CodeKind.BACKUP, "backup"),
        (ASHA.id, CodeKind.RECOVERY, "backup"),
        (ASHA.id, CodeKind.BACKUP, "backup"),
        (ASHA.id, CodeKind.BACKUP, "backup"),
        (ASHA.id, CodeKind.RECOVERY, "late"),
        (ASHA.id, CodeKind.RECOVERY, "recovery"),
    ]
    used = []
    for each in tries:
        with work.begin() as tx:
            used.append(tx.factors.use_code(*each, NOW))
    assert used == [False, False, True, False, False, True]


def test_codes_are_counted_dropped_and_swept_by_kind_and_age(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.factors.add_codes([OneTimeCode(f"a{number}", ASHA.id, CodeKind.BACKUP) for number in range(3)])
        tx.factors.add_codes([OneTimeCode("t", TOM.id, CodeKind.BACKUP)])
        tx.factors.add_codes([OneTimeCode("old", ASHA.id, CodeKind.RECOVERY, NOW)])
        before = tx.factors.codes_left(ASHA.id)
        swept = [tx.factors.remove_expired(NOW), tx.factors.remove_expired(NOW)]
        tx.factors.drop_codes(ASHA.id, CodeKind.BACKUP)

    with work.reading() as tx:
        assert (before, swept, tx.factors.codes_left(ASHA.id), tx.factors.codes_left(TOM.id)) == (3, [1, 0], 0, 1)


def test_the_people_of_an_agency_come_by_name_with_what_they_have_set_up(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.factors.save(FULL)
        tx.joining.set_standing(TOM.id, Standing.CLOSED)

    with work.reading() as tx:
        found = tx.factors.people_of(SCHOOL.id)
    assert [(each.professional.name, each.disabled, each.enrolled_at, each.reset_at) for each in found] == [
        ("Asha Bello", False, FULL.enrolled_at, FULL.reset_at),
        ("Tom Okafor", True, None, None),
    ]
    assert all(isinstance(each, Helped) for each in found)


def test_a_session_keeps_what_it_has_proved(work: SqlWork) -> None:
    session = Session("hash", ASHA.id, "csrf", NOW, NOW, Assurance.FACTOR, NOW + timedelta(seconds=5))
    with work.begin() as tx:
        tx.accounts.add_session(session)

    with work.reading() as tx:
        assert tx.accounts.session("hash") == session


@pytest.mark.parametrize("identity", [None, Identity("https://login.council.example", "ä subject / of ~ any : kind")])
def test_an_attempt_is_taken_out_once(work: SqlWork, identity: Identity | None) -> None:
    attempt = Attempt(
        "state", "browser", "nonce", "verifier", "/children", NOW, "session", identity, "Asha", "a=b", ASHA.id
    )
    with work.begin() as tx:
        tx.identities.add_attempt(attempt)
        waiting = tx.identities.attempt_of_browser("browser")
        taken = [tx.identities.take_attempt("state"), tx.identities.take_attempt("state")]

    assert taken == [attempt, None]
    assert waiting == (attempt if identity else None)


def test_attempts_that_nobody_came_back_from_are_removed(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.identities.add_attempt(Attempt("old", "browser", "n", "v", "", NOW))
        tx.identities.add_attempt(Attempt("new", "browser", "n", "v", "", NOW + timedelta(minutes=1)))

        assert tx.identities.remove_attempts(NOW + timedelta(minutes=1)) == 1
        assert tx.identities.take_attempt("new") is not None


def test_v6_8_1_an_account_elsewhere_is_one_here_and_the_other_way_round(work: SqlWork) -> None:
    first = LinkedIdentity(Identity("https://one.example", "1"), ASHA.id, NOW)
    with work.begin() as tx:
        tx.identities.link(first)

    taken = [
        LinkedIdentity(Identity("https://one.example", "1"), TOM.id, NOW),
        LinkedIdentity(Identity("https://one.example", "2"), ASHA.id, NOW),
    ]
    for each in taken:
        with pytest.raises(Stale), work.begin() as tx:
            tx.identities.link(each)
    other_issuer = LinkedIdentity(Identity("https://two.example", "1"), TOM.id, NOW)
    with work.begin() as tx:
        tx.identities.link(other_issuer)
        assert tx.identities.linked(first.identity) == tx.identities.link_of(ASHA.id) == first
        assert tx.identities.linked(other_issuer.identity) == other_issuer
        assert [tx.identities.unlink(ASHA.id), tx.identities.unlink(ASHA.id)] == [True, False]
        assert tx.identities.linked(first.identity) is None


def at_once(number: int, action: Callable[[int], object]) -> list[object]:
    """What each of several threads gets from an action begun at the same moment."""
    together = threading.Barrier(number)
    found: list[object] = [None] * number

    def run(place: int) -> None:
        together.wait()
        found[place] = action(place)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_v6_5_1_of_many_uses_of_one_code_at_once_one_counts(work: SqlWork) -> None:
    clock = Clock()
    office = office_on(work, clock)
    made = VAULT.make_secret(ASHA)
    with work.begin() as tx:
        tx.factors.save(Factor(ASHA.id, made.sealed, enrolled_at=clock()))
    started = [sign_in(office, ASHA.email, PASSWORD) for _ in range(6)]
    code = Authenticator(made.shown).code(clock())

    def use(place: int) -> str:
        try:
            confirm_factor(office, Halfway(ASHA, started[place].session), code)
        except CodeRefused:
            return "refused"
        return "accepted"

    assert sorted(map(str, at_once(6, use))) == ["accepted"] + ["refused"] * 5


def test_v6_1_1_guesses_made_side_by_side_are_not_cheaper_than_one_after_the_other(work: SqlWork) -> None:
    clock = Clock()
    office = office_on(work, clock)
    with work.begin() as tx:
        tx.factors.save(Factor(ASHA.id, VAULT.make_secret(ASHA).sealed, enrolled_at=clock(), failures=4))
    started = [sign_in(office, ASHA.email, PASSWORD) for _ in range(6)]

    def guess(place: int) -> None:
        with pytest.raises(CodeRefused):
            confirm_factor(office, Halfway(ASHA, started[place].session), f"{place:06}")

    at_once(6, guess)

    with work.reading() as tx:
        factor = tx.factors.get(ASHA.id)
        reasons = [entry.detail for entry in tx.audit.of_subject(ASHA.id) if entry.detail]
    assert factor is not None
    assert (factor.failures, factor.locked_until) == (5, clock() + timedelta(seconds=30))
    assert reasons.count("wrong_code") == 1
    assert set(reasons) <= {"wrong_code", "meanwhile", "waiting"}
