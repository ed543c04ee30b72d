"""A secret is reached by its reference, and its value shows nowhere unless it is asked for."""

import json
import pickle
import traceback

import keyring
import pytest
from keyring.errors import KeyringLocked

from frontdoor.conversion import DataFaults, structure
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference, read_from_keyring

CANARY = "canary-93b1-hunter2"
REFERENCE = SecretReference("framework-i", "password")


class OneSecret:
    locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"wrong master key {CANARY}")
        return CANARY if (service, username) == ("framework-i", "password") else None


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> OneSecret:
    backend = OneSecret()
    monkeypatch.setattr(keyring, "get_password", backend.get_password)
    return backend


@pytest.mark.usefixtures("backend")
def test_the_value_is_read_by_its_reference() -> None:
    assert read_from_keyring(REFERENCE).reveal() == CANARY


@pytest.mark.usefixtures("backend")
def test_a_value_that_is_not_there_is_told_by_its_reference() -> None:
    with pytest.raises(SecretMissing) as problem:
        read_from_keyring(SecretReference("mosaic", "token"))

    assert str(problem.value) == "The keyring has no value for keyring:mosaic/token"


def test_an_empty_value_is_none_since_it_would_be_sent_as_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", lambda *_: "")

    with pytest.raises(SecretMissing) as problem:
        read_from_keyring(REFERENCE)

    assert str(problem.value) == "The keyring has no value for keyring:framework-i/password"


def test_a_keyring_that_cannot_be_asked_is_told_without_its_own_words(backend: OneSecret) -> None:
    backend.locked = True

    with pytest.raises(SecretMissing) as problem:
        read_from_keyring(REFERENCE)

    assert str(problem.value) == "The keyring could not be asked for keyring:framework-i/password: KeyringLocked"
    assert CANARY not in "".join(traceback.format_exception(problem.value))


def test_a_secret_prints_itself_hidden_everywhere() -> None:
    secret = Secret(CANARY)

    assert [repr(secret), str(secret), f"{secret}", f"{secret!r}", "%s" % secret] == ["Secret(hidden)"] * 5  # noqa: UP031
    assert repr({"password": [secret]}) == "{'password': [Secret(hidden)]}"


def test_a_secret_has_no_parts_to_dump() -> None:
    assert not hasattr(Secret(CANARY), "__dict__")
    with pytest.raises(TypeError):
        json.dumps({"password": Secret(CANARY)})


def test_a_secret_cannot_be_pickled() -> None:
    with pytest.raises(TypeError, match="a secret is never stored"):
        pickle.dumps(Secret(CANARY))


@pytest.mark.parametrize(
    "text",
    [
        CANARY,
        "keyring:",
        "keyring:a",
        "keyring:a/",
        "keyring:/a",
        "keyring:a/b/c",
        "keyring:../b",
        "keyring:a/..",
        "keyring:A/B",
        "keyring:a/b\n",
        "keyring:a b/c",
        "vault:a/b",
    ],
)
def test_only_the_exact_form_is_a_reference(text: str) -> None:
    with pytest.raises(ValueError) as problem:
        SecretReference.parse(text)

    assert str(problem.value) == "A secret is written as keyring:SERVICE/NAME, never as the value itself"


def test_a_reference_is_written_as_it_is_read() -> None:
    assert SecretReference.parse("keyring:framework-i/password") == REFERENCE
    assert str(REFERENCE) == "keyring:framework-i/password"


def test_a_value_put_where_a_reference_belongs_is_refused_without_repeating_it() -> None:
    with pytest.raises(DataFaults) as problem:
        structure(CANARY, SecretReference)

    assert CANARY not in "".join(traceback.format_exception(problem.value))
