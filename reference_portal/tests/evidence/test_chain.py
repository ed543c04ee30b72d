"""The bytes that are sealed: canonical JSON as in RFC 8785, the same for ever."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor_portal.use_cases.auditing.chain import (
    StoredEntry,
    beginning_of,
    canonical,
    in_utc,
    linked,
    row_data,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": {"z": "", "y": 2}}, b'{"a":{"y":2,"z":""},"b":1}'),
        # RFC 8785, 3.2.2.2: two-letter escapes where JSON has one, \u00xx in small letters for the other controls.
        ('\b\t\n\f\r"\\/', rb'"\b\t\n\f\r\"\\/"'),
        ("\x00\x0f\x1f\x7f", b'"\\u0000\\u000f\\u001f\x7f"'),
        ("€ŵ🙂\u2028", '"€ŵ🙂\u2028"'.encode()),
        (9_007_199_254_740_991, b"9007199254740991"),
    ],
)
def test_values_are_written_as_rfc_8785_asks(value: object, written: bytes) -> None:
    assert canonical(value) == written


def test_half_a_letter_is_refused_as_rfc_8785_asks() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud83d")


def test_a_row_holds_everything_of_its_entry_and_its_place() -> None:
    at = datetime(2026, 6, 4, 9, 32, 0, 5, timezone(timedelta(hours=1)))
    entry = StoredEntry(17, at, "person-1", "searched", "children", "Known?", "upn")
    assert canonical(row_data("here", 3, entry)) == (
        b'{"action":"searched","actor":"person-1","at":"2026-06-04T08:32:00.000005Z","deployment":"here","detail":"upn"'
        b',"entry":17,"purpose":"Known?","seq":3,"subject":"children"}'
    )


def test_a_hash_is_of_the_hash_before_it_and_the_row() -> None:
    first = hashlib.sha256(b'{"deployment":"here","format":"frontdoor-audit/1"}')
    second = hashlib.sha256(first.digest() + b"{}")
    assert (beginning_of("here"), linked(first.hexdigest(), b"{}")) == (first.hexdigest(), second.hexdigest())


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_times_sort_as_texts_as_they_do_as_times(one: datetime, other: datetime) -> None:
    assert (in_utc(one) < in_utc(other)) == (one < other)
