"""The made-up families as this system holds them."""

from collections.abc import Iterable, Mapping
from datetime import date

from frontdoor.testing.families import MadeUpFamily, MadeUpPerson, MadeUpWorker
from frontdoor_framework_i.simulator.store import Store

_DOG = ("Dog at the address", "Ask for the dog to be shut away first.", "2026-03-02", "2026-12-01", None)
_IN_PAIRS = (
    "Visit in pairs",
    "He has threatened a worker at the door.\nAgree visits with the team manager.",
    "2026-02-20",
    "2026-08-20",
    None,
)
_NOT_ALONE = ("Do not visit alone", "", "2024-01-08", "2024-07-08", "2024-07-01")
_WARNINGS: Mapping[str, tuple[tuple[object, ...], ...]] = {
    "ashdown.ella": (_DOG,),
    "ashdown.darren": (_IN_PAIRS, _NOT_ALONE),
}
"""Type, note, start, review and end of each warning, by the person's key."""


def fill(store: Store, families: Iterable[MadeUpFamily]) -> None:
    """Write the families where no people are yet; a file that was filled before keeps what it has."""
    everyone = [member for family in families for member in family.members]
    links = [link for family in families for link in family.relationships]
    with store.transaction():
        if store.rows("SELECT 1 FROM PEOPLE LIMIT 1"):
            return
        ids = {person.key: person.case_id for person in everyone if person.case_id is not None}
        for person in everyone:
            if person.case_id is not None:
                _insert(store, person, person.case_id, ids.get(person.duplicate_of or "", ""))
        for link in links:
            if link.person in ids and link.other in ids:
                values = {
                    "PERSON_ID": ids[link.person],
                    "RELATED_PERSON_ID": ids[link.other],
                    "RELATION": link.relation,
                    "PARENTAL_RESPONSIBILITY": link.parental_responsibility,
                    "SAME_HOUSEHOLD": link.same_household,
                }
                store.insert("RELATIONSHIPS", values)


def _insert(store: Store, person: MadeUpPerson, person_id: str, duplicate_of: str) -> None:
    upns = (person.upn, *person.former_upns) if person.upn else person.former_upns
    store.insert_person(
        {
            "PERSON_ID": person_id,
            "GENDER": person.sex.value,
            "DATE_OF_BIRTH": person.birth_date.on.isoformat(),
            "DATE_OF_BIRTH_KIND": person.birth_date.kind.value,
            "CASE_STATUS": person.case_status.value,
            "RESTRICTED": person.restricted,
            "ADDRESS_CONFIDENTIAL": person.do_not_disclose_address,
            "DUPLICATE_OF": duplicate_of,
        },
        names=[(name.given, name.family) for name in (person.name, *person.other_names)],
        references={"NHS": [number.value for number in person.nhs_numbers], "UPN": [upn.value for upn in upns]},
        lines=person.address.lines,
        postcode=person.address.postcode.value if person.address.postcode else "",
        note=person.address.note,
    )
    for position, involved in enumerate(person.involvements):
        worker = involved.worker
        values = {"PERSON_ID": person_id, "POSITION": position, "ROLE": involved.role}
        known = store.row("SELECT WORKER_ID FROM WORKERS WHERE NAME = ? AND TEAM = ?", worker.name, worker.team)
        worker_id = known["WORKER_ID"] if known else store.insert("WORKERS", _columns_of(worker))
        store.insert("PEOPLE_WORKERS", {**values, "WORKER_ID": worker_id, "START_DATE": involved.since.isoformat()})
    store.insert_many("PLANS", [(person_id, each.kind.value, _day(each.since), None) for each in person.plans])
    statuses = [(person_id, each.code, _day(each.since), None) for each in person.legal_statuses]
    store.insert_many("LEGAL_STATUSES", statuses)
    store.insert_many("WARNINGS", [(person_id, *warning) for warning in _WARNINGS.get(person.key, ())])


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _columns_of(worker: MadeUpWorker) -> dict[str, object]:
    return {
        "NAME": worker.name,
        "TEAM": worker.team,
        "PHONE": worker.phone,
        "EMAIL": worker.email,
        "CONFIRMED_ON": worker.confirmed_on.isoformat(),
    }
