"""The vault of forms that arrived too late: sealed for one person and page, under a key outside the database.

It implements `use_cases.kept_forms.models.FormVault` with the key that seals second factors, from which it derives keys
of its own. They are derived once: a page carries a mark for each form.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from secrets import token_bytes

from attrs import define, field
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from frontdoor.secrets.references import SecretReader, SecretReference

_VERSION = "1"
_NONCE_BYTES = 12
_LONGEST_MARK = 400


@define
class SealedForms:
    """Reads its key when it is first used, so that it need not be there for commands that never use it."""

    key: SecretReference
    read_secret: SecretReader
    _ciphers: dict[bytes, AESGCM] = field(factory=dict, init=False, repr=False)

    def seal(self, professional_id: str, page: str, text: str) -> str:
        return self._sealed(b"forms", text, f"{professional_id}\n{page}")

    def open(self, professional_id: str, page: str, sealed: str) -> str | None:
        return self._opened(b"forms", sealed, f"{professional_id}\n{page}")

    def mark(self, professional_id: str, at: datetime) -> str:
        return self._sealed(b"marks", f"{at.timestamp():.0f} {professional_id}", "")

    def marked(self, mark: str, since: datetime) -> str:
        text = self._opened(b"marks", mark, "") if len(mark) <= _LONGEST_MARK else None
        if text is None:
            return ""
        at, _, professional_id = text.partition(" ")
        return professional_id if datetime.fromtimestamp(int(at), UTC) >= since else ""

    def _sealed(self, purpose: bytes, text: str, bound_to: str) -> str:
        nonce = token_bytes(_NONCE_BYTES)
        hidden = self._cipher(purpose).encrypt(nonce, text.encode(), bound_to.encode())
        return f"{_VERSION}.{urlsafe_b64encode(nonce + hidden).decode()}"

    def _opened(self, purpose: bytes, sealed: str, bound_to: str) -> str | None:
        version, _, text = sealed.partition(".")
        if version != _VERSION:
            return None
        try:
            raw = urlsafe_b64decode(text)
            hidden = self._cipher(purpose).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bound_to.encode())
        except (InvalidTag, ValueError):
            return None
        return hidden.decode()

    def _cipher(self, purpose: bytes) -> AESGCM:
        if purpose not in self._ciphers:
            value = self.read_secret(self.key).reveal()
            info = b"frontdoor kept forms: " + purpose
            key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(value.encode())
            self._ciphers[purpose] = AESGCM(key)
        return self._ciphers[purpose]
