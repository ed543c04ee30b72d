"""Finding people: by the beginning of a name, a date of birth, a postcode they live or lived at, a number."""

from collections.abc import Iterator

from frontdoor.single_view import fold
from frontdoor_framework_i.simulator.elements import rejected
from frontdoor_framework_i.simulator.operations.people import add_person
from frontdoor_framework_i.simulator.operations.work import Work

_LAST_SIGN = "\U0010ffff"

_NUMBERED = "PERSON_ID IN (SELECT PERSON_ID FROM PERSON_REFERENCES WHERE REFERENCE_TYPE = '{}' AND REFERENCE = ?)"
_CONDITIONS = {
    "dateOfBirth": "DATE_OF_BIRTH = ?",
    "postcode": "PERSON_ID IN (SELECT PERSON_ID FROM ADDRESSES NATURAL JOIN ADDRESSES_PEOPLE WHERE POSTCODE = ?)",
    "nhsNumber": _NUMBERED.format("NHS"),
    "upn": _NUMBERED.format("UPN"),
}


def search_people(work: Work) -> None:
    conditions = [("TRUE", ())] if work.mixes_people_up else list(_conditions(work))
    where = " AND ".join(condition for condition, _ in conditions)
    values = [value for _, given in conditions for value in given]
    statement = f"SELECT * FROM PEOPLE WHERE {where} ORDER BY PERSON_ID LIMIT ?"
    for row in work.store.rows(statement, *values, int(work.asked("maxResults"))):
        if row["PERSON_ID"] not in work.scenario.closed:
            add_person(work.store, work.response, row)


def _conditions(work: Work) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What must hold of a person, with its values; refuses a question that has no part or would find everybody."""
    surname, forename = work.asked("surname"), work.asked("forename")
    parts = {local: work.asked(local) for local in _CONDITIONS}
    if not any((surname, forename, *parts.values())):
        raise rejected(("SearchPeople", "nothing_asked"))
    if any(name and not fold(name) for name in (surname, forename)):
        # A name of signs alone compares as nothing.
        raise rejected(("SearchPeople", "name_without_letters"))
    if surname or forename:
        names = (("FOLDED_SURNAME", fold(surname)), ("FOLDED_FORENAME", fold(forename)))
        given = [(column, name) for column, name in names if name]
        begins = " AND ".join(f"{column} BETWEEN ? AND ?" for column, _ in given)
        bounds = tuple(bound for _, name in given for bound in (name, name + _LAST_SIGN))
        yield f"PERSON_ID IN (SELECT PERSON_ID FROM PERSON_NAMES WHERE {begins})", bounds
    for local, asked in parts.items():
        if asked:
            yield _CONDITIONS[local], (asked[:10] if local == "dateOfBirth" else asked,)
