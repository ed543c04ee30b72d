"""Which passwords may be chosen, and how they are kept."""

import threading

import pytest
from reference_portal.tests.fakes import QUICK

from frontdoor_portal import passwords as kept
from frontdoor_portal.passwords import Argon2Passwords, Cost
from frontdoor_portal.use_cases.password_rule import check_password
from frontdoor_portal.use_cases.refusals import TooBusy, WeakPassword

CONTEXT = (
    "Example County Council",
    "Family Front Door",
    "Asha Bello",
    "asha.bello@hollybush.example",
    "Hollybush School",
)
TOO_EASY = "Password is too easy to guess: use three random words that have nothing to do with work"
A_PATTERN = "Password must not be one character repeated or a simple sequence"


@pytest.mark.parametrize(
    "password",
    [
        "three green umbrellas",
        "kettle-orbit-walrus",
        "Tq7$kk!pLw02zV",
        "ceffyl glas ŵy",
        "пароль из трёх слов",
        "correct horse battery staple",
        "x9" + "kettle orbit walrus " * 9,
        "asha sails a purple canoe",
    ],
)
def test_v6_2_1_long_passwords_of_any_characters_may_be_chosen(password: str) -> None:
    check_password(password, CONTEXT)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "Password must be 12 characters or more"),
        ("kettleorbit", "Password must be 12 characters or more"),
        ("kettle " * 40, "Password must be 200 characters or fewer"),
        ("aaaaaaaaaaaa", A_PATTERN),
        ("abababababab", A_PATTERN),
        ("123456789012", A_PATTERN),
        ("abcdefghijklm", A_PATTERN),
        ("zyxwvutsrqpon", A_PATTERN),
        ("password1234", TOO_EASY),
        ("P@ssw0rd2026!", TOO_EASY),
        ("Safeguarding1!", TOO_EASY),
        ("5afegu4rding2026", TOO_EASY),
        ("childprotection", TOO_EASY),
        ("FamilyFrontDoor", TOO_EASY),
        ("examplecounty2026", TOO_EASY),
        ("Asha.Bello.2026", TOO_EASY),
        ("hollybushhollybush", TOO_EASY),
        ("qwertyuiop12", TOO_EASY),
        ("918273645019", TOO_EASY),
        ("welcome-winter-2026", TOO_EASY),
    ],
)
def test_v6_2_12_what_everybody_would_try_first_is_refused(password: str, why: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password(password, CONTEXT)
    assert str(refused.value) == why


def test_v11_4_2_a_password_is_kept_as_argon2id_at_owasp_parameters() -> None:
    passwords = Argon2Passwords()

    hashed = passwords.hash("three green umbrellas")

    assert hashed.rpartition("$")[0].rpartition("$")[0] == "$argon2id$v=19$m=19456,t=2,p=1"
    assert passwords.matches(hashed, "three green umbrellas")
    assert not passwords.needs_rehash(hashed)
    assert Argon2Passwords(QUICK).needs_rehash(hashed)


def test_v6_2_8_a_password_is_compared_exactly_and_two_hashes_of_it_differ() -> None:
    passwords = Argon2Passwords(QUICK)
    hashed = passwords.hash("Three green umbrellas")

    tries = ("three green umbrellas", "Three green umbrellas ", "Three green umbrella", "")
    assert [passwords.matches(hashed, attempt) for attempt in tries] == [False] * 4
    assert passwords.hash("Three green umbrellas") != hashed


@pytest.mark.parametrize(
    "hashed", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$short", "$2b$12$abcdefghijklmnopqrstuv"]
)
def test_a_hash_that_is_none_matches_nothing(hashed: str) -> None:
    assert not Argon2Passwords(QUICK).matches(hashed, "anything at all")


def test_v11_4_2_only_a_few_passwords_are_worked_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PATIENCE_SECONDS", 0.05)
    passwords = Argon2Passwords(Cost(memory_kib=8, passes=1, lanes=1))
    held, let_go = threading.Barrier(kept.AT_ONCE + 1), threading.Event()

    def hold() -> None:
        with passwords._turn():
            held.wait(5)
            let_go.wait(5)

    holders = [threading.Thread(target=hold) for _ in range(kept.AT_ONCE)]
    for holder in holders:
        holder.start()
    held.wait(5)
    with pytest.raises(TooBusy):
        passwords.hash("three green umbrellas")
    let_go.set()
    for holder in holders:
        holder.join(5)
    assert passwords.matches(passwords.hash("three green umbrellas"), "three green umbrellas")
