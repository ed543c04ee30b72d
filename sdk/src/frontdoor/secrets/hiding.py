"""Keeps the values of secrets out of what is printed, whoever wrote it: a plugin's failure, a log, a traceback."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from frontdoor.secrets.references import Secret, SecretReader, SecretReference

HIDDEN = "(hidden)"

_FOR_ADDRESSES = str.maketrans("+/", "-_")


class HidingReader:
    """Reads secrets through another reader, and remembers each value to take it out of any text again.

    May be used from several threads at once, and must not outlive the command that made it.
    """

    def __init__(self, read_secret: SecretReader) -> None:
        self._read_secret = read_secret
        self._values: set[str] = set()
        self._turn = threading.Lock()

    def __call__(self, reference: SecretReference) -> Secret:
        secret = self._read_secret(reference)
        with self._turn:
            self._values |= _disguises(secret.reveal())
        return secret

    def hidden(self, text: str) -> str:
        """The text without any value that was read so far, nor any of the ways in which one is commonly written."""
        with self._turn:
            # The longest first: one value may be part of another.
            values = sorted(self._values, key=len, reverse=True)
        for value in values:
            text = text.replace(value, HIDDEN)
        return text

    def hidden_in(self, data: Any) -> Any:
        """Plain data, ready for JSON, with every text in it `hidden` but the names of tables, which are ours."""
        if isinstance(data, str):
            return self.hidden(data)
        if isinstance(data, dict):
            return {key: self.hidden_in(value) for key, value in data.items()}
        if isinstance(data, (list, tuple)):
            return [self.hidden_in(each) for each in data]
        return data


def _disguises(value: str) -> set[str]:
    """A value as it stands, and as it looks within a repr, JSON, an address, XML or a header in Base64."""
    written = {
        value,
        repr(value)[1:-1],
        json.dumps(value)[1:-1],
        quote(value, safe="", errors="replace"),
        quote_plus(value, errors="replace"),
        escape(value, {'"': "&quot;", "'": "&apos;"}),
    }
    return written - {""} | set(_within_base64(value.encode(errors="replace")))


def _within_base64(value: bytes) -> Iterator[str]:
    """What Base64 makes of a value with something before and behind it, as `Authorization: Basic` has `user:` before.

    A sign holds six bits, so that there are three ways, and the outermost signs, which depend on what stands beside the
    value, are left. Less than six signs may be part of anything.
    """
    for before, depend in enumerate((0, 2, 3)):
        encoded = b64encode(bytes(before) + value).decode()
        behind = (0, 3, 2)[(before + len(value)) % 3]
        inner = encoded[depend : len(encoded) - behind]
        if len(inner) >= 6:
            yield inner
            yield inner.translate(_FOR_ADDRESSES)
