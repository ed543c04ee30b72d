"""Identifiers accept what people type and catch a slip of the pen, and never repeat what was typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from stdnum.gb import nhs as stdnum_nhs
from stdnum.gb import upn as stdnum_upn

from frontdoor.domain.identifiers import (
    REFERENCE_ALPHABET,
    UPN_CHECK_LETTERS,
    NhsNumber,
    Postcode,
    Reference,
    Upn,
    upn_check_letter,
)

nhs_digits = some.text("0123456789", min_size=10, max_size=10)
references = some.text(REFERENCE_ALPHABET, min_size=7, max_size=7)


def reference_of(body: str) -> Reference:
    """The reference whose first seven characters are `body`: exactly one last character fits."""
    fitting = [last for last in REFERENCE_ALPHABET if is_reference(body + last)]
    assert len(fitting) == 1
    return Reference.parse(body + fitting[0])


def is_reference(text: str) -> bool:
    try:
        Reference.parse(text)
    except ValueError:
        return False
    return True


def is_nhs_number(text: str) -> bool:
    try:
        NhsNumber.parse(text)
    except ValueError:
        return False
    return True


@given(nhs_digits)
def test_the_nhs_check_digit_agrees_with_another_implementation(digits: str) -> None:
    assert is_nhs_number(digits) == stdnum_nhs.is_valid(digits)


@given(some.text("0123456789", min_size=9, max_size=9))
def test_at_most_one_check_digit_fits_nine_digits(nine: str) -> None:
    fitting = [last for last in "0123456789" if is_nhs_number(nine + last)]

    assert fitting == [last for last in "0123456789" if stdnum_nhs.is_valid(nine + last)]
    assert len(fitting) <= 1


@pytest.mark.parametrize("typed", ["9990010374", "999 001 0374", "999-001-0374", " 999\u00a0001 0374 ", "999.001.0374"])
def test_an_nhs_number_is_read_however_it_is_spaced(typed: str) -> None:
    assert NhsNumber.parse(typed) == NhsNumber("9990010374")


def test_an_nhs_number_is_written_in_three_groups() -> None:
    assert str(NhsNumber("9990010374")) == "999 001 0374"


def test_a_test_number_is_known_by_its_range() -> None:
    assert NhsNumber("9990010374").is_test_number
    assert not NhsNumber("9434765919").is_test_number


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (NhsNumber, "canary", "An NHS number has 10 digits, like 999 123 4567"),
        (NhsNumber, "٩٩٩٠٠١٠٣٧٤", "An NHS number has 10 digits, like 999 123 4567"),
        (NhsNumber, "9990010375", "This is not a possible NHS number: check each digit"),
        (Upn, "canary", "A UPN has a letter, 11 digits and a last digit or letter, like A123456789012"),
        (Upn, "A801200005001", "This is not a possible UPN: check the first letter and each digit"),
        (Upn, "I801200005001", "A UPN has a letter, 11 digits and a last digit or letter, like A123456789012"),
        (Postcode, "canary", "Enter a full UK postcode, like WR5 2NP"),
        (Reference, "canary", "A reference has 8 letters and digits after FD, like FD-7K3M-9QXP"),
        (Reference, "FD-2222-2223", "This is not one of our references: check each letter and digit"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_without_what_was_typed(kind: Any, typed: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:
        kind.parse(typed)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("kind", "value"), [(NhsNumber, "9990010375"), (Upn, "A801200005001")])
def test_a_number_whose_check_is_wrong_cannot_be_made_at_all(kind: Any, value: str) -> None:
    with pytest.raises(ValueError, match="This is not a possible"):
        kind(value)


@pytest.mark.parametrize("kind", [NhsNumber, Upn, Postcode, Reference])
@given(typed=some.text())
def test_no_text_at_all_breaks_an_identifier(kind: Any, typed: str) -> None:
    try:
        read = kind.parse(typed)
    except ValueError:
        return
    assert kind.parse(str(read)) == read


@pytest.mark.parametrize("upn", ["B801200005001", "R674123101121"])
def test_known_upns_are_sound(upn: str) -> None:
    assert Upn.parse(upn).value == upn


@given(some.text("0123456789", min_size=12, max_size=12))
def test_the_upn_check_letter_agrees_with_another_implementation(digits: str) -> None:
    assert upn_check_letter(digits) == stdnum_upn.calc_check_digit(digits)


@given(some.text("0123456789", min_size=11, max_size=11), some.sampled_from(UPN_CHECK_LETTERS))
def test_a_temporary_upn_ends_in_a_letter_and_is_read_back(digits: str, last: str) -> None:
    rest = digits + last
    upn = Upn.parse(upn_check_letter(rest) + rest)

    assert (upn.value[1:], upn.is_temporary) == (rest, True)


def test_a_permanent_upn_is_not_temporary() -> None:
    assert not Upn.parse("b8012 0000 5001").is_temporary


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("wr52np", "WR5 2NP"),
        (" WR5  2NP ", "WR5 2NP"),
        ("WR5 ONP", "WR5 0NP"),
        ("M11AE", "M1 1AE"),
        ("ec1a 1bb", "EC1A 1BB"),
        ("gir 0aa", "GIR 0AA"),
        ("BFPO 801", "BFPO 801"),
        ("bfpo57", "BFPO 57"),
    ],
)
def test_a_postcode_is_put_into_its_usual_form(typed: str, value: str) -> None:
    assert Postcode.parse(typed).value == value


@given(references)
def test_a_reference_is_read_however_it_is_typed(body: str) -> None:
    reference = reference_of(body)
    shown = str(reference)

    assert Reference.parse(shown) == reference
    assert Reference.parse(shown.lower().replace("-", " ")) == reference


def test_a_reference_typed_without_fd_may_begin_with_these_letters() -> None:
    whole = str(reference_of("FD23456"))

    assert Reference.parse(whole.removeprefix("FD-")) == Reference.parse(whole)


@given(references, some.integers(0, 7), some.sampled_from(REFERENCE_ALPHABET))
def test_a_reference_catches_every_wrong_character(body: str, position: int, wrong: str) -> None:
    whole = reference_of(body).value.removeprefix("FD-").replace("-", "")
    slipped = whole[:position] + wrong + whole[position + 1 :]

    assert is_reference(slipped) == (slipped == whole)


@given(references, some.integers(0, 6))
def test_a_reference_catches_every_swap_of_neighbours(body: str, position: int) -> None:
    whole = reference_of(body).value.removeprefix("FD-").replace("-", "")
    swapped = whole[:position] + whole[position + 1] + whole[position] + whole[position + 2 :]

    assert is_reference(swapped) == (swapped == whole)


def test_new_references_are_sound_and_differ() -> None:
    made = [Reference.new() for _ in range(200)]

    assert [Reference.parse(str(reference)) for reference in made] == made
    assert len(set(made)) == len(made)
