"""Records for tests of linkage: what is not said is the same for everybody."""

from datetime import date

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import Postcode, Upn, upn_check_letter
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor.testing.population import View


def person(
    id: str,
    given: str = "Ella Rose",
    family: str = "Ashdown",
    born: date | None = date(2015, 3, 9),
    postcode: str = "WR80 2NP",
    **more: object,
) -> PersonIdentity:
    known = {
        "sex": Sex.FEMALE,
        "birth_date": BirthDate(born) if born else None,
        "postcodes": (Postcode(postcode),) if postcode else (),
    }
    return PersonIdentity(id=id, name=PersonName(given, family), **{**known, **more})  # type: ignore[arg-type]


def view(*people: PersonIdentity) -> View:
    return View(people, {})


def upn(serial: int) -> Upn:
    rest = f"885990120{serial:03}"
    return Upn(upn_check_letter(rest) + rest)
