"""A crowd of made-up people, for benches: as many as a county has on record, the same for the same seed.

Nobody is real. NHS numbers are of the 999 test range and above those of the made-up families, the establishment
numbers in UPNs belong to no school, and the postcode districts do not exist.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from itertools import islice
from random import Random

from attrs import frozen

from frontdoor.domain.identifiers import upn_check_letter
from frontdoor.single_view import fold
from frontdoor.testing.families import LOCAL_AUTHORITY
from frontdoor_framework_i.simulator.store import Store

MOST_PEOPLE = 800_000
"""About as many NHS numbers as the test range has."""

BORN_BY = date(2026, 11, 1)
"""The youngest are born by then, whatever the clock says: the same seed makes the same people."""

_BATCH = 5_000
_FILE = resources.files(__package__).joinpath("crowd.toml")
_WORDS = {of: words.split() for of, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
_KINDS_OF_ROAD = ("Avenue", "Close", "Drive", "Lane", "Road", "Street", "Way")
_TOWNS = ("Exampleton", "Invented Magna", "Made-Up-on-Severn", "Nowhere Bridge", "Pretence Green")
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_FIRST_ESTABLISHMENT, _ESTABLISHMENTS = 9910, 90
_DAYS_BACK = 60 * 365
_CHILDHOOD = 18 * 365
_NURSERY = 4 * 365
_FIRST_NHS_NUMBER, _NHS_NUMBERS = 999_100_000, 900_000
_STRIDE = 376_007
"""Shares no factor with the size of the range, so that steps of it meet every number once."""


@frozen
class _Person:
    """One of the crowd, as its columns need it."""

    id: str
    sex: str
    born: date
    certain: bool
    restricted: bool
    open: bool
    names: tuple[tuple[str, str], ...]
    nhs_number: str
    upn: str
    lines: str
    postcode: str


def populate(store: Store, people: int, seed: int) -> None:
    """Put so many people on record; raises `ValueError` for more than there are test numbers for."""
    if people > MOST_PEOPLE:
        raise ValueError(f"A crowd has {MOST_PEOPLE} people at most")
    with store.transaction():
        crowd = _crowd(int(store.next_person_id()), people, Random(seed))
        [[address]] = store.rows("SELECT COALESCE(MAX(ADDRESS_ID), 0) FROM ADDRESSES")
        while batch := list(islice(crowd, _BATCH)):
            _insert(store, batch, store.next_change(len(batch)), address + 1)
            address += len(batch)


def _insert(store: Store, batch: list[_Person], change: int, address: int) -> None:
    store.insert_many(
        "PEOPLE",
        [
            (
                *(each.id, change + number, each.sex, each.born.isoformat()),
                *("known" if each.certain else "estimated", "open" if each.open else "closed", each.restricted, 0, ""),
            )
            for number, each in enumerate(batch)
        ],
    )
    store.insert_many(
        "PERSON_NAMES",
        [(each.id, position, *name, *map(_folded, name)) for each in batch for position, name in enumerate(each.names)],
    )
    numbers = [(each.id, "NHS", 0, each.nhs_number) for each in batch if each.nhs_number]
    numbers += [(each.id, "UPN", 0, each.upn) for each in batch if each.upn]
    store.insert_many("PERSON_REFERENCES", numbers)
    store.insert_many("ADDRESSES", [(address + at, each.lines, each.postcode, "") for at, each in enumerate(batch)])
    store.insert_many("ADDRESSES_PEOPLE", [(each.id, 0, address + at) for at, each in enumerate(batch)])


_KNOWN_FOLDS = {name: fold(name) for words in _WORDS.values() for name in words}


def _folded(name: str) -> str:
    return _KNOWN_FOLDS.get(name) or fold(name)


def _crowd(first_id: int, people: int, random: Random) -> Iterator[_Person]:
    """Households of one to six who share a surname and an address: half of them children."""
    nhs_numbers = _nhs_numbers(random)
    born_in: Counter[int] = Counter()
    household, lines, postcode, family = 0, "", "", ""
    for number in range(people):
        if household == 0:
            household = random.randint(1, 6)
            family, lines, postcode = random.choice(_WORDS["family_names"]), _lines(random), _postcode(random)
        household -= 1
        days = random.randrange(_CHILDHOOD) if random.random() < 0.5 else random.randrange(_CHILDHOOD, _DAYS_BACK)
        sex = random.choice("MF")
        given = random.choice(_WORDS["girls"] if sex == "F" else _WORDS["boys"])
        former = ((given, random.choice(_WORDS["family_names"])),) if random.random() < 0.05 else ()
        born = BORN_BY - timedelta(days=days)
        at_school = _NURSERY < days < _CHILDHOOD
        born_in[born.year] += at_school
        yield _Person(
            id=str(first_id + number),
            sex=sex,
            born=born,
            certain=random.random() < 0.98,
            restricted=random.random() < 0.003,
            open=random.random() < 0.1,
            names=((given, family), *former),
            nhs_number=next(nhs_numbers) if random.random() < 0.9 else "",
            upn=_upn(born.year, born_in[born.year]) if at_school else "",
            lines=lines,
            postcode=postcode,
        )


def _nhs_numbers(random: Random) -> Iterator[str]:
    """Each number of the range once, in an order that looks like none."""
    at = random.randrange(_NHS_NUMBERS)
    for _ in range(_NHS_NUMBERS):
        at = (at + _STRIDE) % _NHS_NUMBERS
        nine = str(_FIRST_NHS_NUMBER + at)
        # Modulus 11, as `NhsNumber` checks it; a remainder giving 10 is never issued.
        check = -sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check < 10:
            yield f"{nine}{check}"


def _upn(year: int, number: int) -> str:
    """The UPN of the so-manieth child at school who was born in a year."""
    school, serial = divmod(number, 1000)
    rest = f"{LOCAL_AUTHORITY}{_FIRST_ESTABLISHMENT + school % _ESTABLISHMENTS}{year % 100:02}{serial:03}"
    return upn_check_letter(rest) + rest


def _lines(random: Random) -> str:
    road = f"{random.choice(_WORDS['roads'])} {random.choice(_KINDS_OF_ROAD)}"
    return f"{random.randint(1, 180)} {road}\n{random.choice(_TOWNS)}"


def _postcode(random: Random) -> str:
    inward = f"{random.randint(0, 9)}{random.choice(_INWARD_LETTERS)}{random.choice(_INWARD_LETTERS)}"
    return f"WR8{random.randint(0, 4)} {inward}"
