"""Records to compare."""

from datetime import date

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.matching import Frequencies, Prepared, prepare

BORN = date(2016, 2, 28)


def record(
    given: str = "Zaynab",
    family: str = "Nkemelu",
    born: date | None = BORN,
    *,
    kind: BirthDateKind = BirthDateKind.KNOWN,
    sex: Sex = Sex.FEMALE,
    postcodes: tuple[str, ...] = ("WR5 2NP",),
    others: tuple[tuple[str, str], ...] = (),
    nhs: str = "",
    upn: str = "",
    address: str = "",
    record_id: str = "p-1",
) -> Prepared:
    """A record of Zaynab's, but for what is given."""
    identity = PersonIdentity(
        record_id,
        PersonName(given, family),
        tuple(PersonName(*names) for names in others),
        BirthDate(born, kind) if born else None,
        sex,
        tuple(map(Postcode, postcodes)),
        (NhsNumber(nhs),) if nhs else (),
        (Upn(upn),) if upn else (),
    )
    return prepare(identity, address)


AMONG = Frequencies(
    100_000,
    {"zaynab": 20, "oliver": 900, "mia": 700, "maya": 500, "katherine": 80},
    {"nkemelu": 8, "smith": 1_200},
    {"WR5 2NP": 40},
)
"""A county of a hundred thousand."""
