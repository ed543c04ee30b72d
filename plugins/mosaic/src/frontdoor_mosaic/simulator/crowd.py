"""Many made-up people at once, for benches of feeds and searches: the same for the same seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from frontdoor.domain.identifiers import upn_check_letter
from frontdoor.testing.families import LOCAL_AUTHORITY
from frontdoor_mosaic.simulator.store import Store

GIVEN = (
    *("Aisha", "Alfie", "Amelia", "Beatrix", "Caleb", "Dilys", "Elif", "Ewan", "Freya", "Gethin", "Hana", "Idris"),
    *("Jakub", "Keira", "Leo", "Maja", "Noor", "Osian", "Priya", "Rhys", "Siân", "Tomasz", "Uma", "Zoë"),
)
FAMILY = (
    *("Abbott", "Begum", "Carver", "Dziedzic", "Ellwood", "Farrow", "Gallagher", "Hussain", "Ingram", "Jankowski"),
    *("Kaur", "Llewellyn", "Marlow", "Nowak", "O'Keeffe", "Pritchard", "Quigley", "Rowntree", "Szabó", "Thorpe"),
)
STREETS = ("Mill Lane", "Station Road", "Church Street", "Orchard Close", "Severn Way", "Priory Walk")
TOWNS = ("Worcester", "Malvern", "Evesham", "Redditch", "Kidderminster", "Droitwich")
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
FIRST_NUMBER = 100_000
"""Where the running number within the 999 range of NHS numbers starts, above those of the made-up families."""

BATCH = 20_000

_PERSONS = (
    *("PERSON_ID", "NHS_ID", "UPN_ID", "FULL_NAME", "FIRST_NAME", "LAST_NAME", "DATE_OF_BIRTH", "GENDER"),
    *("RESTRICTED", "CONTEXT_FLAG"),
)
_ADDRESSES = (
    *("REF_ADDRESSES_PEOPLE_ID", "REF_ADDRESS_ID", "PERSON_ID", "START_DATE", "END_DATE", "ADDRESS", "POST_CODE"),
    *("ADDRESS_TYPE", "IS_CONTACT_ADDRESS", "IS_DISPLAY_ADDRESS", "IS_HMO"),
)
_REFERENCES = ("REFERENCE_ID", "PERSON_ID", "REFERENCE_TYPE", "REFERENCE")


def populate(store: Store, people: int, seed: int) -> None:
    """Add so many people: every other one has lived somewhere else, one in a hundred is restricted."""
    random, done = Random(seed), 0
    highest = store.row("SELECT MAX(NHS_ID) AS LAST FROM DM_PERSONS WHERE NHS_ID >= 9991000000")
    last = int(highest["LAST"]) // 10 - 999_000_000 if highest and highest["LAST"] else FIRST_NUMBER
    numbers = _nhs_numbers(last + 1)
    while done < people:
        many = min(BATCH, people - done)
        with store.transaction():
            _batch(store, many, done, random, numbers)
        done += many


def _batch(store: Store, many: int, done: int, random: Random, numbers: Iterator[int]) -> None:
    first, place = store.take_ids("PERSON", many), store.take_ids("ADDRESS", many * 2)
    row = store.take_ids("ROW", many * 4)
    persons, addresses, references = list[tuple[Any, ...]](), list[tuple[Any, ...]](), list[tuple[Any, ...]]()
    for number in range(many):
        person, nhs = first + number, next(numbers, None)
        given, family = random.choice(GIVEN), random.choice(FAMILY)
        born = date(1975, 1, 1) + timedelta(days=random.randrange(18_500))
        upn = _upn(done + number) if born.year > 2007 else None
        restricted = "Y" if random.random() < 0.01 else "N"
        full = f"{given} {family}"
        persons.append((person, nhs, upn, full, given, family, born.isoformat(), random.choice("MF"), restricted, "C"))
        if nhs is not None:
            references.append((row + number * 4, person, "NHS", str(nhs)))
            references.append((row + number * 4 + 1, person, "NHS1", str(nhs)))
        # Households of four share a place, since people who live together are what a household is made of.
        homes: list[tuple[int, str, str | None]] = [(place + number // 4, "2019-04-01", None)]
        if number % 2:
            homes.append((place + many + number, "2010-09-01", "2019-03-31"))
        for position, (home, since, until) in enumerate(homes):
            where = Random(home)
            street = f"{where.randrange(1, 200)} {where.choice(STREETS)}\n{where.choice(TOWNS)}"
            letters = f"{where.choice(LETTERS)}{where.choice(LETTERS)}"
            postcode = f"WR8{where.randrange(10)} {where.randrange(10)}{letters}"
            current = "Y" if until is None else "N"
            link = row + number * 4 + 2 + position
            lived = (link, home, person, since, until, street, postcode)
            addresses.append((*lived, "MAIN", current, current, "N"))
    store.insert_many("DM_PERSONS", _PERSONS, persons)
    store.insert_many("MO_PERSONS", ("PERSON_ID", "AGE_ESTIMATED"), [(each[0], "N") for each in persons])
    store.insert_many("DM_PERSON_REFERENCES", _REFERENCES, references)
    store.insert_many("DM_ADDRESSES", _ADDRESSES, addresses)


def _nhs_numbers(start: int) -> Iterator[int]:
    """Possible numbers of the 999 range, which are kept for tests, until there are no more."""
    for running in range(start, 1_000_000):
        digits = f"999{running:06d}"
        total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
        check = (11 - total % 11) % 11
        if check < 10:
            yield int(f"{digits}{check}")


def _upn(running: int) -> str:
    """A possible UPN of a school that does not exist."""
    school, serial = 9910 + running // 100_000, running % 100_000
    rest = f"{LOCAL_AUTHORITY}{school:04d}{serial:05d}"
    return f"{upn_check_letter(rest)}{rest}"
