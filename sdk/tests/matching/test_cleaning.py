"""What a name is once case, marks and junk are taken off."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from frontdoor.matching.cleaning import name_tokens


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("O'Brien", ("obrien",)),
        ("O\u2019Brien", ("obrien",)),
        ("O Brien", ("obrien",)),
        ("Mc Donald", ("mcdonald",)),
        ("SMITH-JONES", ("smith", "jones")),
        ("  anne  marie ", ("anne", "marie")),
        ("Łukasz", ("lukasz",)),
        ("Zoë", ("zoe",)),
        ("Siân", ("sian",)),
        ("李 小龍", ("李", "小龍")),
        ("BABY OF Nkemelu", ("nkemelu",)),
        ("Nkemelu DO NOT USE", ("nkemelu",)),
        ("Not Known", ()),
        ("Twin 2", ()),
        ("N/K", ()),
        ("Nk", ("nk",)),
        ("Unknowne", ("unknowne",)),
        ("-", ()),
        ("", ()),
    ],
)
def test_a_name_is_its_words(written: str, tokens: tuple[str, ...]) -> None:
    assert name_tokens(written) == tokens


@pytest.mark.parametrize("written", ["Zoë", "Nguyễn", "प्रिया", "முருகன்"])
def test_a_name_is_the_same_words_however_its_marks_are_stored(written: str) -> None:
    assert len({name_tokens(unicodedata.normalize(form, written)) for form in ("NFC", "NFD")}) == 1
    assert len(name_tokens(written)) == 1


@given(some.text(max_size=60))
def test_cleaning_again_changes_nothing(written: str) -> None:
    once = name_tokens(written)

    assert name_tokens(" ".join(once)) == once
