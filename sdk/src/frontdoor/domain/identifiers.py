"""Numbers that name a child or a contact, each with the check that catches a slip of the pen.

`parse` accepts what people type (spaces, hyphens, lower case) and raises `ValueError` with a sentence
that can stand beside a question. The sentence never repeats what was typed.
"""

import re
import secrets
from typing import Any, Self

from attrs import Attribute, field, frozen
from attrs.validators import matches_re

UPN_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 letters of a unique pupil number's check letter: no I, O or S (DfE UPN guide)."""

TEST_NUMBER = "NHS numbers that begin with 999 are for tests only"

REFERENCE_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""29 characters, without 0, 1 and vowels so that no word can appear by chance.

29 is prime, so the check character catches every single slip and every swap of two characters.
"""

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015.]+")


def closed_up(text: str) -> str:
    """What was typed without spaces, hyphens and full stops, in capitals."""
    return _SEPARATORS.sub("", text).upper()


def _has_nhs_check_digit(digits: str) -> bool:
    # Modulus 11 (NHS Data Dictionary, NHS NUMBER): weights 10 down to 2; a remainder giving 10 is never issued.
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


# Not `matches_re`: its error repeats the value.
def _check_nhs_number(_: Any, __: "Attribute[str]", value: str) -> None:
    if not re.fullmatch(r"[0-9]{10}", value):
        raise ValueError("An NHS number has 10 digits, like 999 123 4567")
    if not _has_nhs_check_digit(value):
        raise ValueError("This is not a possible NHS number: check each digit")


@frozen
class NhsNumber:
    """A ten-digit NHS number whose check digit is right. `value` is the ten digits, unspaced."""

    value: str = field(validator=_check_nhs_number)

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(closed_up(text))

    @property
    def is_test_number(self) -> bool:
        """Whether it is in the 999 range, which is kept for test data and never issued to a person."""
        return self.value.startswith("999")

    def __str__(self) -> str:
        return f"{self.value[:3]} {self.value[3:6]} {self.value[6:]}"


def upn_check_letter(rest: str) -> str:
    """The letter that must open a UPN whose other twelve characters are `rest` (DfE UPN guide).

    Each character is multiplied by its position, 2 to 13; the sum modulo 23 indexes the 23 letters. The last
    character of a temporary UPN is a letter and counts as its own index.
    """
    total = 0
    for position, character in enumerate(rest, start=2):
        worth = int(character) if character.isdigit() else UPN_CHECK_LETTERS.index(character)
        total += position * worth
    return UPN_CHECK_LETTERS[total % 23]


def _check_upn(_: Any, __: "Attribute[str]", value: str) -> None:
    if not re.fullmatch(rf"[{UPN_CHECK_LETTERS}][0-9]{{11}}[0-9{UPN_CHECK_LETTERS}]", value):
        raise ValueError("A UPN has a letter, 11 digits and a last digit or letter, like A123456789012")
    if upn_check_letter(value[1:]) != value[0]:
        raise ValueError("This is not a possible UPN: check the first letter and each digit")


@frozen
class Upn:
    """A unique pupil number, permanent or temporary, whose check letter is right."""

    value: str = field(validator=_check_upn)

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(closed_up(text))

    @property
    def is_temporary(self) -> bool:
        return self.value[-1].isalpha()

    def __str__(self) -> str:
        return self.value


@frozen
class Postcode:
    """A United Kingdom postcode in its usual form, like `WR5 2NP`; its shape is checked, not its existence."""

    value: str = field(validator=matches_re(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}|GIR 0AA|BFPO [0-9]{1,4}"))

    @classmethod
    def parse(cls, text: str) -> Self:
        closed = closed_up(text)
        if forces := re.fullmatch(r"BFPO([0-9]{1,4})", closed):
            return cls(f"BFPO {forces[1]}")
        # The letter O is often typed for the digit that opens the second half.
        outward, inward = closed[:-3], closed[-3:].replace("O", "0", 1) if closed[-3:-2] == "O" else closed[-3:]
        spaced = f"{outward} {inward}"
        try:
            return cls(spaced)
        except ValueError:
            raise ValueError("Enter a full UK postcode, like WR5 2NP") from None

    def __str__(self) -> str:
        return self.value


def _reference_check(body: str) -> str:
    base = len(REFERENCE_ALPHABET)
    total = sum(weight * REFERENCE_ALPHABET.index(character) for weight, character in enumerate(body, start=1))
    return REFERENCE_ALPHABET[total % base]


@frozen
class Reference:
    """The reference number of a contact, like `FD-7K3M-9QXP`: seven random characters and a check character.

    It says nothing about a child, so it may stand in an email, a log or an address. It is also the idempotency
    key of everything the front door asks of a case-management system.
    """

    value: str = field(validator=matches_re(rf"FD-[{REFERENCE_ALPHABET}]{{4}}-[{REFERENCE_ALPHABET}]{{4}}"))

    @classmethod
    def new(cls) -> Self:
        body = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(7))
        whole = body + _reference_check(body)
        return cls(f"FD-{whole[:4]}-{whole[4:]}")

    @classmethod
    def parse(cls, text: str) -> Self:
        closed = closed_up(text)
        if len(closed) == 10:  # typed without its FD, a reference may still begin with these letters by chance
            closed = closed.removeprefix("FD")
        if not re.fullmatch(rf"[{REFERENCE_ALPHABET}]{{8}}", closed):
            raise ValueError("A reference has 8 letters and digits after FD, like FD-7K3M-9QXP")
        if _reference_check(closed[:7]) != closed[7]:
            raise ValueError("This is not one of our references: check each letter and digit")
        return cls(f"FD-{closed[:4]}-{closed[4:]}")

    def __str__(self) -> str:
        return self.value
