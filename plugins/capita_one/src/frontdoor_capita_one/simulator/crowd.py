"""Any number of made-up pupils, the same for the same seed, a school's file at a time so that memory stays flat."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address, PersonName, Sex
from frontdoor.testing.families import MadeUpPupil, MadeUpSchool
from frontdoor_capita_one.simulator.transfer_files import made_up_upn

PUPILS_OF_A_SCHOOL = 2_000
PUPILS_OF_A_YEAR = 1_000
FIRST_YEAR, YEARS = 10, 15
FIRST_ESTAB = 9910
"""Above the made-up families' schools; no real school has a number like it."""

_BEGINNINGS = ("Bar", "Cal", "Dun", "Fen", "Gar", "Hol", "Kel", "Lan", "Mor", "Nor", "Pen", "Rad", "Sel", "Tre", "Wit")
_ENDINGS = ("bury", "combe", "field", "ham", "ley", "more", "ridge", "stow", "ton", "well", "wick", "worth")
_GIVEN = ("Amber", "Blaise", "Corin", "Delia", "Elis", "Fleur", "Gethin", "Hana", "Idris", "Jonah", "Kira", "Leif")
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def crowd(pupils: int, seed: int, already: int = 0) -> Iterator[tuple[MadeUpSchool, list[MadeUpPupil]]]:
    """Schools with their pupils, as many as asked for in all; nobody has a UPN of the `already` made ones."""
    chance = random.Random(seed)
    for first in range(already, already + pupils, PUPILS_OF_A_SCHOOL):
        estab = f"{FIRST_ESTAB + first // (PUPILS_OF_A_YEAR * YEARS):04d}"
        key = f"crowd_{first}"
        school = MadeUpSchool(key, estab, f"Made-up School {1 + first // PUPILS_OF_A_SCHOOL}", "Secondary", ())
        last = min(first + PUPILS_OF_A_SCHOOL, already + pupils)
        yield school, [_pupil(school, number, chance) for number in range(first, last)]


def _pupil(school: MadeUpSchool, number: int, chance: random.Random) -> MadeUpPupil:
    year = FIRST_YEAR + number // PUPILS_OF_A_YEAR % YEARS
    born = date(2000 + year - 4, 1, 1) + timedelta(days=chance.randrange(365))
    letters = "".join(chance.choices(_LETTERS, k=2))
    return MadeUpPupil(
        school=school,
        year_group=str(1 + chance.randrange(13)),
        name=PersonName(chance.choice(_GIVEN), f"{chance.choice(_BEGINNINGS)}{chance.choice(_ENDINGS)}"),
        preferred_name=None,
        birth_date=born,
        sex=chance.choice((Sex.FEMALE, Sex.MALE)),
        upn=made_up_upn(school.estab, f"{year:02d}", number % PUPILS_OF_A_YEAR),
        former_upns=(),
        address=Address(
            (f"{1 + chance.randrange(200)} Invented Row",), Postcode(f"WR8{chance.randrange(5)} {number % 10}{letters}")
        ),
        sen_provision="N",
        looked_after=False,
        attendance=(),
    )
