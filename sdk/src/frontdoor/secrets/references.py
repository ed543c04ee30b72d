"""References to secrets, and the values they lead to.

Configuration says `keyring:framework-i/password`; the value lives in whatever keyring backend the server has, such
as the mounted files one that ships here. A value never appears in a repr, a log or an error.
"""

import re
from typing import NoReturn, Protocol, Self

import keyring
import keyring.errors
from attrs import field, frozen
from attrs.validators import matches_re


class SecretMissing(LookupError):
    """The keyring has no value for a reference, or no keyring could be asked. Names the reference only."""


@frozen
class SecretReference:
    """Where a secret is kept: the keyring's service and user name."""

    service: str = field(validator=matches_re(r"[a-z0-9][a-z0-9._-]*"))
    name: str = field(validator=matches_re(r"[a-z0-9][a-z0-9._-]*"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `keyring:SERVICE/NAME`; raises `ValueError` for any other shape, without repeating it."""
        match = re.fullmatch(r"keyring:([a-z0-9][a-z0-9._-]*)/([a-z0-9][a-z0-9._-]*)", text)
        if match is None:
            raise ValueError("A secret is written as keyring:SERVICE/NAME, never as the value itself")
        return cls(match[1], match[2])

    def __str__(self) -> str:
        return f"keyring:{self.service}/{self.name}"


class Secret:
    """A secret's value that does not print itself: `reveal()` is the one way to it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(hidden)"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never stored, copied or sent to another process")


class SecretReader(Protocol):
    """Reads a secret each time it is needed, so that a rotated value takes effect without a restart."""

    def __call__(self, reference: SecretReference) -> Secret:
        """The value; raises `SecretMissing` where there is none."""
        ...


def read_from_keyring(reference: SecretReference) -> Secret:
    """The value from the keyring backend in force; raises `SecretMissing`.

    An empty value is none: it is a file that was not filled yet, and sent as a password it would lock the account.
    """
    try:
        value = keyring.get_password(reference.service, reference.name)
    except keyring.errors.KeyringError as problem:
        raise SecretMissing(f"The keyring could not be asked for {reference}: {type(problem).__name__}") from None
    if not value:
        raise SecretMissing(f"The keyring has no value for {reference}")
    return Secret(value)
