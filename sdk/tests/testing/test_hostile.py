"""The list of bad input has one case per number, and no case is tame."""

import unicodedata

import pytest

from frontdoor.testing import hostile


def test_each_number_has_one_case() -> None:
    assert [case.number for case in hostile.NAMES] == list(range(1, 19))
    assert sorted(case.number for case in (*hostile.DATES, *hostile.TYPED_DATES)) == list(range(19, 33))
    assert [case.number for case in hostile.IDENTIFIERS] == list(range(33, 43))
    assert [case.number for case in hostile.NARRATIVES] == list(range(43, 51))


def test_no_two_cases_are_called_the_same() -> None:
    lists = (hostile.NAMES, hostile.DATES, hostile.TYPED_DATES, hostile.IDENTIFIERS, hostile.NARRATIVES, hostile.FILES)
    called = [f"{case.number} {case.called}" for cases in lists for case in cases]

    assert sorted(called) == sorted({*called})


def test_the_longest_name_has_150_characters() -> None:
    name = next(case.name for case in hostile.NAMES if case.number == 3)

    assert len(name.given) + len(name.family) == 150


def test_the_longest_email_address_has_254_characters() -> None:
    assert len(next(case.text for case in hostile.IDENTIFIERS if case.number == 42)) == 254


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    name = next(case.name for case in hostile.NAMES if case.number == 7)

    assert not unicodedata.is_normalized("NFC", str(name))
    assert hostile.as_read(str(name)) == "Siôn Llŷr-Wŷn"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  Ada  van\u00a0der Zyl ", "Ada van der Zyl"),
        ("Mi\u200bla\u202e", "Mila"),
        ("Bo\x00b", "Bob"),
        ("O'Brien", "O'Brien"),
    ],
)
def test_what_nobody_sees_makes_no_difference(text: str, read: str) -> None:
    assert hostile.as_read(text) == read
