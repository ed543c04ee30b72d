"""`frontdoor-portal accounts` and `roles`: what an operator does about one person."""

import re
from pathlib import Path

import pytest
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.unit.portal_file import register, run

from frontdoor.domain.agency import Role
from frontdoor_portal.composition import compose
from frontdoor_portal.settings import read_settings
from frontdoor_portal.use_cases.models import Action

TEACHER = person()


def stored_roles(config: Path) -> frozenset[Role]:
    composed = compose(read_settings(config))
    with composed.office.work.begin() as tx:
        account = tx.accounts.account_of_email(TEACHER.email)
    composed.close()
    assert account is not None
    return account.professional.roles


def is_disabled(config: Path) -> bool:
    composed = compose(read_settings(config))
    with composed.office.work.begin() as tx:
        account = tx.accounts.account_of_email(TEACHER.email)
    composed.close()
    assert account is not None
    return account.disabled


def test_a_person_is_marked_as_having_left_and_accounts_are_checked(migrated: Path) -> None:
    register(migrated, TEACHER)

    left, checked = run(migrated, "accounts", "left", TEACHER.email), run(migrated, "accounts", "check")

    assert left.output == "Marked as having left. Their sign-ins have ended.\n"
    assert checked.output == "Put to sleep: 0. Suspended: 0. Agencies reminded: 0, sent their list: 0.\n"


def test_a_registered_person_gets_roles_instead_of_those_they_had(migrated: Path) -> None:
    register(migrated, TEACHER)

    result = run(migrated, "roles", TEACHER.email, "screening_officer", "team_manager")

    assert (result.exit_code, result.output) == (0, "Roles set: screening_officer, team_manager.\n")
    assert stored_roles(migrated) == {Role.SCREENING_OFFICER, Role.TEAM_MANAGER}


def test_nobody_gets_roles_before_they_register(migrated: Path) -> None:
    result = run(migrated, "roles", "nobody@hollybush.example", "team_manager")

    assert (result.exit_code, result.stderr) == (1, "No registered account has this email address\n")


def test_an_account_is_disabled_and_enabled_again(migrated: Path) -> None:
    register(migrated, TEACHER)
    told = []

    for word in ("disable", "enable"):
        result = run(migrated, "accounts", word, TEACHER.email)
        told.append((result.exit_code, result.output, is_disabled(migrated)))

    assert told == [(0, "Account disabled. Its sign-ins have ended.\n", True), (0, "Account enabled.\n", False)]


def test_an_operator_who_brings_somebody_back_is_told_to_give_them_roles(migrated: Path) -> None:
    register(migrated, TEACHER)
    run(migrated, "accounts", "left", TEACHER.email)

    assert run(migrated, "accounts", "enable", TEACHER.email).output == (
        "Account enabled, as a professional: give roles now.\n"
    )


@pytest.mark.parametrize("word", ["disable", "enable"])
def test_an_account_that_nobody_has(migrated: Path, word: str) -> None:
    result = run(migrated, "accounts", word, "nobody@hollybush.example")

    assert (result.exit_code, result.stderr) == (1, "No registered account has this email address\n")


def test_an_operator_resets_a_second_factor_and_gets_the_code_to_read_out(
    migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: "a key for tests alone, of enough letters")
    composed = compose(read_settings(migrated))
    register_people(composed.office, TEACHER)

    result = run(migrated, "accounts", "reset-second-factor", TEACHER.email)

    code = r"[2-9A-Z]{5}-[2-9A-Z]{5}"
    assert re.fullmatch(
        f"Read out to them, never in a message: {code}. It works once, within ten minutes.\n", result.output
    )
    with composed.office.work.begin() as tx:
        factor = tx.factors.get(TEACHER.id)
        entries = [(entry.actor_id, entry.action) for entry in tx.audit.of_subject(TEACHER.id)]
    composed.close()
    assert factor is not None
    assert (factor.is_enrolled, factor.reset_at is None) == (False, False)
    assert entries == [("operator", Action.FACTOR_RESET)]
