"""The vault of second factors: time-based codes (RFC 6238), secrets sealed for one person, digests of written codes.

It implements `use_cases.second_factor.models.FactorVault`. The key is a secret outside the database: a copy of the
database alone opens no secret and lets no written code be tried out.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

import pyotp
from attrs import frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from frontdoor.domain.agency import Professional
from frontdoor.secrets.references import SecretReader, SecretReference
from frontdoor_portal.use_cases.second_factor.models import NewSecret

SHORTEST_KEY = 32
STEP_SECONDS = 30
STEPS_AWAY = 1
"""Codes of the step before and after count too, for clocks that differ (RFC 6238, 5.2)."""
_VERSION = "1"
_NONCE_BYTES = 12


class KeyTooShort(ValueError):
    """The key of second factors could be guessed. The text names its reference only."""


class SecretUnreadable(RuntimeError):
    """A sealed secret was sealed with another key, for another person, or changed since."""


@frozen
class SealedFactors:
    """Reads its key at each use, so that it need not be there for commands that never use it.

    `issuer` is what the authenticator shows beside the account.
    """

    key: SecretReference
    read_secret: SecretReader
    issuer: str

    def check(self) -> None:
        """Raise `SecretMissing` or `KeyTooShort` unless the key can be used."""
        self._derived(b"check")

    def make_secret(self, professional: Professional) -> NewSecret:
        shown = pyotp.random_base32()
        return self._shown(professional, shown, self._seal(professional.id, shown))

    def reveal_secret(self, professional: Professional, sealed: str) -> NewSecret:
        return self._shown(professional, self._open(professional.id, sealed), sealed)

    def step_of(self, professional_id: str, sealed: str, code: str, at: datetime) -> int | None:
        codes = pyotp.TOTP(self._open(professional_id, sealed), interval=STEP_SECONDS)
        now = codes.timecode(at)
        steps = range(now - STEPS_AWAY, now + STEPS_AWAY + 1)
        # Every step is compared, so that the time does not tell which one it was.
        right = [step for step in steps if hmac.compare_digest(codes.generate_otp(step).encode(), code.encode())]
        return right[-1] if right else None

    def digest(self, professional_id: str, code: str) -> str:
        text = f"{professional_id}\n{code}".encode()
        return hmac.new(self._derived(b"written codes"), text, hashlib.sha256).hexdigest()

    def _shown(self, professional: Professional, shown: str, sealed: str) -> NewSecret:
        address = pyotp.TOTP(shown, interval=STEP_SECONDS).provisioning_uri(
            name=professional.email, issuer_name=self.issuer
        )
        return NewSecret(shown, address, sealed)

    def _seal(self, professional_id: str, shown: str) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        # Bound to the person: copied into another's row, a sealed secret opens nothing.
        hidden = AESGCM(self._derived(b"secrets")).encrypt(nonce, shown.encode(), professional_id.encode())
        return f"{_VERSION}.{urlsafe_b64encode(nonce + hidden).decode()}"

    def _open(self, professional_id: str, sealed: str) -> str:
        version, _, text = sealed.partition(".")
        if version != _VERSION:
            raise SecretUnreadable("The sealed secret is of an unknown version")
        try:
            raw = urlsafe_b64decode(text)
            nonce, hidden = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
            return AESGCM(self._derived(b"secrets")).decrypt(nonce, hidden, professional_id.encode()).decode()
        except (InvalidTag, ValueError):
            raise SecretUnreadable("The sealed secret does not open with this key") from None

    def _derived(self, purpose: bytes) -> bytes:
        value = self.read_secret(self.key).reveal()
        if len(value) < SHORTEST_KEY:
            raise KeyTooShort(f"{self.key}: must have at least {SHORTEST_KEY} characters, chosen at random")
        info = b"frontdoor second factors: " + purpose
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(value.encode())
