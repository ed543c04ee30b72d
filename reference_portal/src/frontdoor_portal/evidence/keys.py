"""The pair of keys of the checkpoints: Ed25519 (RFC 8032), each as 32 bytes in Base64."""

import base64
import binascii
from collections.abc import Sequence
from typing import Self

from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from frontdoor.secrets.references import Secret


class KeyUnusable(ValueError):
    """What was given is no key of this kind. The text never repeats it."""


@frozen
class SigningKey:
    """The private half. It prints nothing of itself."""

    _key: Ed25519PrivateKey

    @classmethod
    def new(cls) -> Self:
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def of(cls, secret: Secret) -> Self:
        """The key that a secret holds. Raises `KeyUnusable`."""
        return cls(Ed25519PrivateKey.from_private_bytes(_bytes_of(secret.reveal(), "signing key")))

    def secret(self) -> Secret:
        """What `of` reads: never show it."""
        return Secret(_text_of(self._key.private_bytes_raw()))

    @property
    def public(self) -> str:
        """The public half, to be kept by whoever verifies."""
        return _text_of(self._key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> str:
        return _text_of(self._key.sign(message))


@frozen
class PublicKeys:
    """The public keys of which one must have signed: the one in use, and those before it."""

    _keys: tuple[Ed25519PublicKey, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Keys as `SigningKey.public` writes them. Raises `KeyUnusable`."""
        return cls(tuple(Ed25519PublicKey.from_public_bytes(_bytes_of(text, "public key")) for text in texts))

    def signed(self, message: bytes, signature: str) -> bool:
        """Whether one of the keys made this signature of the message."""
        try:
            made = base64.b64decode(signature, validate=True)
        except binascii.Error:
            return False
        return any(_verifies(key, made, message) for key in self._keys)


def _verifies(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _text_of(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes_of(text: str, called: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32:
        raise KeyUnusable(f"The {called} is not 32 bytes in Base64, as frontdoor-portal audit key writes it")
    return raw
