"""A number as somebody typed it into the search: read, at fault, or kept out of the search with the reason said.

A number whose check digit is wrong may be wrong in the letter it was copied from: that is no reason to find nobody by
the rest (NHS Data Dictionary, NHS NUMBER; DfE UPN guide). One of another country's or service's looks much like it.
"""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import frozen

from frontdoor.domain.identifiers import TEST_NUMBER, NhsNumber, Upn, closed_up
from frontdoor.forms.cleaning import plain_digits

Number = TypeVar("Number")

_UPN_SHAPE = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_NOT_SEARCHED = "It was not searched by. Check it, or leave it empty"


@frozen
class TypedNumber(Generic[Number]):
    """`number` is None where none is searched by; `fault` says what to put right, `warning` what was left out."""

    number: Number | None = None
    fault: str = ""
    warning: str = ""


def read_nhs_number(text: str, *, test_numbers: bool) -> TypedNumber[NhsNumber]:
    """An NHS number; one of the range kept for tests is a fault unless `test_numbers` are taken here."""
    closed = closed_up(plain_digits(text))
    if not closed:
        return TypedNumber()
    if not re.fullmatch(r"[0-9]{10}", closed):
        return _read(NhsNumber.parse, closed)
    try:
        number = NhsNumber(closed)
    except ValueError:
        if _is_learner_number(closed):
            return TypedNumber(warning=f"This looks like a unique learner number, not an NHS number. {_NOT_SEARCHED}.")
        return TypedNumber(warning=f"The NHS number is not a possible one: a digit is wrong. {_NOT_SEARCHED}.")
    if number.is_test_number and not test_numbers:
        return TypedNumber(fault=f"{TEST_NUMBER}. Enter the child’s own, or leave it empty")
    return TypedNumber(number, warning=_of_another_country(closed))


def read_upn(text: str) -> TypedNumber[Upn]:
    closed = closed_up(plain_digits(text))
    if not closed:
        return TypedNumber()
    read = _read(Upn.parse, closed)
    if read.fault and _UPN_SHAPE.fullmatch(closed):
        return TypedNumber(warning=f"The UPN is not a possible one: a letter or digit is wrong. {_NOT_SEARCHED}.")
    if read.number is not None and read.number.is_temporary:
        return TypedNumber(read.number, warning="This is a temporary UPN: the child may have another one elsewhere.")
    return read


def _read(parse: Callable[[str], Number], closed: str) -> TypedNumber[Number]:
    try:
        return TypedNumber(parse(closed))
    except ValueError as wrong:
        return TypedNumber(fault=str(wrong))


def _of_another_country(digits: str) -> str:
    # Numbers of all three have the same length and check digit: only the range tells them apart.
    if "320" <= digits[:3] <= "399":
        return "This looks like a Health and Care number of Northern Ireland: records here may not hold it."
    if "01" <= digits[:2] <= "31" and "01" <= digits[2:4] <= "12":
        return "This looks like a CHI number of Scotland: records here may not hold it."
    return ""


def _is_learner_number(digits: str) -> bool:
    # Weights 10 down to 2; ten less the remainder of 11 is the last digit (Learning Records Service, ULN).
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    remainder = total % 11
    return remainder != 0 and 10 - remainder == int(digits[9])
