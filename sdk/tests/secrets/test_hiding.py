"""A value that was read shows in no text that passes the reader again, however it is written there."""

import json
import string
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.secrets.hiding import HidingReader
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference

REFERENCE = SecretReference("framework-i", "password")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=6)


def reader_of(*values: str) -> HidingReader:
    """A reader that has read these values."""
    rest = list(values)
    reader = HidingReader(lambda _: Secret(rest.pop(0)))
    for _ in values:
        reader(REFERENCE)
    return reader


def test_the_value_itself_is_still_read() -> None:
    assert HidingReader(lambda _: Secret("hunter2"))(REFERENCE).reveal() == "hunter2"


def test_a_value_that_was_not_read_is_not_known() -> None:
    assert HidingReader(lambda _: Secret("hunter2")).hidden("hunter2") == "hunter2"


@given(WORDS)
def test_a_value_is_hidden_however_it_is_written(value: str) -> None:
    hidden = reader_of(value).hidden

    for written in (value, repr(value)[1:-1], json.dumps(value)[1:-1], quote(value, safe=""), quote_plus(value)):
        assert hidden(f"<<{written}>>") == "<<(hidden)>>"
    assert hidden(escape(value, {'"': "&quot;", "'": "&apos;"})) == "(hidden)"


@given(
    st.text(max_size=6),
    st.permutations(string.ascii_letters + string.digits + "!?*+"),
    st.integers(8, 40),
    st.text(max_size=6),
    st.sampled_from([b64encode, urlsafe_b64encode]),
)
def test_a_value_within_base64_leaves_its_outermost_signs_at_most(
    before: str, letters: list[str], size: int, behind: str, encode: Callable[[bytes], bytes]
) -> None:
    value = "".join(letters[:size])
    around = [part.encode(errors="replace") for part in (before, behind)]

    left = reader_of(value).hidden(encode(around[0] + value.encode() + around[1]).decode())

    ahead, _, rest = left.partition("(hidden)")
    assert (len(ahead) <= len(around[0]) * 4 / 3 + 2, len(rest) <= len(around[1]) * 4 / 3 + 4) == (True, True)


def test_a_basic_authorization_header_is_hidden() -> None:
    header = b64encode(b"portal:correct horse battery").decode()

    assert reader_of("correct horse battery").hidden(f"Basic {header}") == "Basic cG9ydGFsOm(hidden)Q=="


def test_a_rotated_value_is_hidden_and_so_is_the_one_before() -> None:
    assert reader_of("hunter2", "hunter3").hidden("hunter2, hunter3") == "(hidden), (hidden)"


def test_a_value_within_another_leaves_no_rest_of_the_longer_one() -> None:
    assert reader_of("hunter", "hunter2").hidden("hunter2") == "(hidden)"


def test_an_empty_value_changes_nothing() -> None:
    assert reader_of("").hidden("as it was") == "as it was"


def test_plain_data_is_hidden_in_every_text_of_it_and_keeps_its_keys() -> None:
    hidden = reader_of("name").hidden_in({"name": ["a name", 2, None, True], "b": {"c": ("name",)}})

    assert hidden == {"name": ["a (hidden)", 2, None, True], "b": {"c": ["(hidden)"]}}


def test_a_missing_secret_is_missing() -> None:
    def missing(reference: SecretReference) -> Secret:
        raise SecretMissing(f"no value for {reference}")

    with pytest.raises(SecretMissing, match="no value for keyring:framework-i/password"):
        HidingReader(missing)(REFERENCE)
