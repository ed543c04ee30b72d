"""JSON as it comes over the wire, believed only where it is plain JSON in UTF-8."""

import json
from typing import Any

from frontdoor.transport.http import HttpAnswer

JSON, PROBLEM = "application/json", "application/problem+json"


class NotJson(ValueError):
    """A body is no JSON that can be believed. Says why, without a word of it."""


def json_of(answer: HttpAnswer) -> Any:
    """The value that an answer carries; raises `NotJson`."""
    if answer.content_type not in {JSON, PROBLEM} or answer.charset not in {"", "utf-8"} or answer.encoding:
        raise NotJson("it is not plain JSON in UTF-8")
    return read(answer.body)


def read(body: bytes) -> Any:
    """The value of a JSON text; raises `NotJson`, also where a name comes twice or a number is none."""
    try:
        return json.loads(body.decode(), object_pairs_hook=_without_repeats, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise NotJson("it is not JSON") from None


def write(value: Any) -> bytes:
    """JSON in UTF-8; raises `UnicodeEncodeError` for half of a surrogate pair."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) != len(pairs):
        raise ValueError
    return whole


def _refused(_: str) -> Any:
    raise ValueError
