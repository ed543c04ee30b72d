"""The vault: which codes count, who can open a sealed secret, and what the key must be."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from attrs import evolve
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import VAULT, person

from frontdoor.secrets.references import Secret
from frontdoor_portal.second_factors import KeyTooShort, SealedFactors, SecretUnreadable

ASHA, TOM = person(), person(name="Tom Okafor")
AT = datetime(2026, 6, 4, 8, 32, 15, tzinfo=UTC)
STEP = int(AT.timestamp()) // 30


def test_v6_5_1_codes_of_this_step_and_of_those_beside_it_count_and_no_others() -> None:
    made = VAULT.make_secret(ASHA)
    app = Authenticator(made.shown)

    steps = [
        VAULT.step_of(ASHA.id, made.sealed, app.code(AT + timedelta(seconds=30 * away)), AT) for away in range(-3, 4)
    ]

    assert steps == [None, None, STEP - 1, STEP, STEP + 1, None, None]


@pytest.mark.parametrize("code", ["", "0", "abcdef", "12345", "1234567", "１２３４５６", "٠١٢٣٤٥", "0" * 10_000])
def test_what_is_no_code_is_of_no_step(code: str) -> None:
    made = VAULT.make_secret(ASHA)

    assert VAULT.step_of(ASHA.id, made.sealed, code, AT) is None


def test_a_secret_is_new_each_time_and_never_stands_in_what_is_kept() -> None:
    first, second = VAULT.make_secret(ASHA), VAULT.make_secret(ASHA)

    assert first.shown != second.shown
    assert len(first.shown) == 32  # 160 bits, as RFC 4226 recommends
    assert first.shown not in first.sealed
    assert first.shown not in repr(first)


def test_the_address_for_the_qr_code_is_what_authenticators_read() -> None:
    made = VAULT.make_secret(ASHA)
    read = pyotp.parse_uri(made.address)

    assert isinstance(read, pyotp.TOTP)
    assert (read.secret, read.name, read.issuer, read.interval, read.digits) == (
        made.shown,
        ASHA.email,
        "Example County Council",
        30,
        6,
    )


def test_a_secret_that_is_being_set_up_can_be_shown_again() -> None:
    made = VAULT.make_secret(ASHA)

    assert VAULT.reveal_secret(ASHA, made.sealed) == made


def sealed_with_another_key() -> str:
    return (
        evolve(VAULT, read_secret=lambda _: Secret("another key of the right length, for tests"))
        .make_secret(ASHA)
        .sealed
    )


def flipped(sealed: str) -> str:
    return sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]


@pytest.mark.parametrize(
    "sealed",
    [
        VAULT.make_secret(TOM).sealed,
        sealed_with_another_key(),
        flipped(VAULT.make_secret(ASHA).sealed),
        VAULT.make_secret(ASHA).sealed.replace("1.", "2.", 1),
        "1.",
        "",
    ],
    ids=["another person's", "another key's", "changed", "of another version", "cut", "nothing"],
)
def test_a_secret_opens_for_its_person_under_its_key_alone(sealed: str) -> None:
    with pytest.raises(SecretUnreadable):
        VAULT.step_of(ASHA.id, sealed, "123456", AT)


def test_a_written_code_is_kept_as_a_digest_that_needs_the_key() -> None:
    other = evolve(VAULT, read_secret=lambda _: Secret("another key of the right length, for tests"))
    digests = [
        VAULT.digest(ASHA.id, "7KQ4M2XRTC"),
        VAULT.digest(TOM.id, "7KQ4M2XRTC"),
        other.digest(ASHA.id, "7KQ4M2XRTC"),
    ]

    assert len(set(digests)) == 3
    assert VAULT.digest(ASHA.id, "7KQ4M2XRTC") == digests[0]


@pytest.mark.parametrize("key", ["", "short", "x" * 31])
def test_v13_3_1_a_short_key_is_refused_by_its_name(key: str) -> None:
    vault: SealedFactors = evolve(VAULT, read_secret=lambda _: Secret(key))

    with pytest.raises(KeyTooShort, match=r"^keyring:portal/second-factors: must have at least 32 characters"):
        vault.check()
