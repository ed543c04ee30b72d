"""Which addresses of a provider are called, and which settings stop the portal from starting."""

from typing import Any

import pytest

from frontdoor.conversion import DataFaults, structure
from frontdoor_portal.identity import OidcSettings
from frontdoor_portal.identity.addresses import AddressRefused, check_address

NEVER = [
    "",
    "http://login.council.example",
    "https://127.0.0.1",
    "https://127.1",
    "https://2130706433",
    "https://0x7f000001",
    "https://0x7f.1",
    "https://0177.0.0.1",
    "https://127.0.0.1.",
    "https://localhost",
    "https://LOCALHOST.",
    "https://login.localhost",
    "https://[::1]",
    "https://[::ffff:127.0.0.1]",
    "https://[::]",
    "https://0.0.0.0",
    "https://169.254.169.254/latest/meta-data",
    "https://[fe80::1]",
    "https://224.0.0.1",
    "file:///etc/passwd",
    "gopher://login.council.example",
    "javascript:alert(1)",
    "//login.council.example",
    "https://user:secret@login.council.example",
    "https://login.council.example#part",
    "https://login.council.example:99999",
    "https://login council.example",
    "https://login.council.example/\r\nX: y",
    "https://lоgin.council.example",
    "https://-bad.example",
    "https://" + "a" * 2_000 + ".example",
    "https://[::1",
]


@pytest.mark.parametrize("address", NEVER)
def test_v1_3_6_these_addresses_are_never_called(address: str) -> None:
    with pytest.raises(AddressRefused):
        check_address(address, allow_loopback=False)


@pytest.mark.parametrize("address", ["http://login.council.example", "https://169.254.169.254", "file:///etc/passwd"])
def test_v1_3_6_letting_in_this_machine_lets_in_nothing_else(address: str) -> None:
    with pytest.raises(AddressRefused):
        check_address(address, allow_loopback=True)


@pytest.mark.parametrize(
    "address",
    [
        "https://login.council.example",
        "https://login.council.example:8443/realms/staff",
        "https://login.microsoftonline.example/00000000-0000-0000-0000-000000000000/v2.0",
        "https://10.20.30.40/adfs",
        "https://[2001:db8::7]/",
    ],
)
def test_the_addresses_of_providers_are_called(address: str) -> None:
    assert check_address(address, allow_loopback=False) == address


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000", "http://localhost:9000", "https://[::1]:9000"])
def test_a_provider_on_this_machine_is_called_where_the_settings_allow_it(address: str) -> None:
    assert check_address(address, allow_loopback=True) == address


SOUND: dict[str, Any] = {
    "issuer": "https://login.council.example",
    "client_id": "front-door",
    "label": "Council account",
    "agencies": ["council"],
}


def test_sound_settings_are_read() -> None:
    read = structure(SOUND, OidcSettings)

    assert (read.issuer, read.agencies, read.factor_amr) == (SOUND["issuer"], frozenset({"council"}), frozenset())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"issuer": "http://login.council.example"}, "issuer: must be https"),
        ({"issuer": "https://127.0.0.1"}, "issuer: must not be an address of this same machine"),
        ({"issuer": "https://login.council.example?x=1"}, "issuer: must have no query"),
        ({"agencies": []}, "agencies: name at least one agency whose people have accounts there"),
        ({"label": " "}, "client_id and label: must not be empty"),
        ({"scopes": ["email"]}, "scopes: must have openid among them"),
        ({"client_secret": "the secret itself"}, "must be written as keyring:SERVICE/NAME"),
    ],
)
def test_unsound_settings_are_told_in_words(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(DataFaults) as faults:
        structure(SOUND | change, OidcSettings)

    assert fault in str(faults.value)
    assert "the secret itself" not in str(faults.value)
