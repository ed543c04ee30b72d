"""Fills the tables: with the made-up families as their files say, or with as many more as a bench needs."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

from frontdoor.connectors.people import CaseStatus, PlanKind
from frontdoor.domain.people import BirthDateKind
from frontdoor.testing.families import MadeUpFamily, MadeUpPerson, families, people, workers
from frontdoor_ssd.mapping import HIDDEN_POSTCODE
from frontdoor_ssd.simulator import tables

ROLES: Final = {"Allocated social worker": "Allocated Case Worker"}
"""The dataset's word for what the families' file calls otherwise."""

OPENED: Final = date(2025, 9, 1)
CLOSED: Final = date(2026, 3, 31)
_AT_ONCE: Final = 5_000
_GIVEN: Final = ("Ada", "Bram", "Cerys", "Dilys", "Ewan", "Ffion", "Gethin", "Hana", "Idris", "Jowan", "Łucja", "Zoë")
_FAMILY: Final = ("Ashdene", "Birchall", "Coppock", "Dunmore", "Elford", "Farrow", "Glanville", "O'Hare", "Ní Bhriain")

_POSTCODES: Final = tuple(f"WR{area} {sector}AP" for area in range(80, 85) for sector in range(10))
"""Districts that do not exist."""

Rows = Iterator[tuple[Table, dict[str, Any]]]


def fill(connection: Connection, loaded: datetime) -> None:
    """Put the made-up families into empty tables, as loaded then."""
    _insert(connection, _of_everybody())
    finish_load(connection, loaded)


def populate(connection: Connection, how_many: int, seed: int) -> None:
    """Add so many made-up people, each with an address, the same for the same seed."""
    _insert(connection, _at_random(how_many, Random(seed), seed))
    finish_load(connection, datetime.now(UTC))


def finish_load(connection: Connection, at: datetime) -> None:
    """Note that a load finished, as the council's job does."""
    connection.execute(insert(tables.REFRESH).values(finished_at=at))


def _insert(connection: Connection, rows: Rows) -> None:
    waiting: dict[Table, list[dict[str, Any]]] = {}
    for table, row in rows:
        waiting.setdefault(table, []).append(row)
        if len(waiting[table]) == _AT_ONCE:
            connection.execute(insert(table), waiting.pop(table))
    for table, last in waiting.items():
        connection.execute(insert(table), last)


def _of_everybody() -> Rows:
    by_key = {each.key: each for each in people() if each.case_id}
    for worker in workers():
        yield (
            tables.PROFESSIONALS,
            {
                "prof_professional_id": worker.key,
                "prof_professional_name": worker.name,
                "prof_professional_job_title": worker.job_title,
            },
        )
    for team in sorted({worker.team for worker in workers()}):
        yield tables.DEPARTMENT, {"dept_team_id": _id_of(team), "dept_team_name": team}
    for person in by_key.values():
        yield from _of_person(person)
    for family in families():
        yield from _of_family(family, by_key)


def _of_person(person: MadeUpPerson) -> Rows:
    number = person.case_id
    expected = person.birth_date.kind is BirthDateKind.EXPECTED
    yield (
        tables.PERSON,
        {
            "pers_person_id": number,
            "pers_upn": person.upn.value if person.upn else None,
            "pers_forename": person.name.given or None,
            "pers_surname": person.name.family or None,
            "pers_sex": person.sex.value,
            "pers_gender": person.sex.value,
            "pers_dob": None if expected else at(person.birth_date.on),
            "pers_single_unique_id": person.nhs_numbers[0].value if person.nhs_numbers else "SSD_PH",
            "pers_expected_dob": at(person.birth_date.on) if expected else None,
            "pers_restricted": "Y" if person.restricted else "N",
        },
    )
    yield tables.ADDRESS, _address(person)
    numbers = [("NHS Number", each.value) for each in person.nhs_numbers[1:]]
    numbers += [("Former Unique Pupil Number", each.value) for each in person.former_upns]
    for position, (kind, value) in enumerate(numbers):
        yield (
            tables.IDENTIFIERS,
            {
                "link_table_id": f"{number}-{position}",
                "link_person_id": number,
                "link_identifier_type": kind,
                "link_identifier_value": value,
            },
        )
    if person.case_status is not CaseStatus.NOT_KNOWN:
        yield (
            tables.EPISODES,
            {
                "cine_referral_id": f"R{number}",
                "cine_person_id": number,
                "cine_referral_date": at(OPENED),
                "cine_close_date": at(CLOSED) if person.case_status is CaseStatus.CLOSED else None,
                "cine_close_reason": "RC1" if person.case_status is CaseStatus.CLOSED else None,
                "cine_referral_nfa": "N",
            },
        )
    yield from _under(person)
    for position, each in enumerate(person.involvements):
        yield (
            tables.INVOLVEMENTS,
            {
                "invo_involvements_id": f"{number}-{position}",
                "invo_professional_id": each.worker.key,
                "invo_professional_role_id": ROLES.get(each.role, each.role),
                "invo_professional_team": _id_of(each.worker.team),
                "invo_person_id": number,
                "invo_involvement_start_date": at(each.since),
                "invo_involvement_end_date": None,
            },
        )


_PLANS: Final = {
    PlanKind.CHILD_IN_NEED: (tables.CIN_PLANS, ("cinp_cin_plan_id", "cinp_person_id", "cinp_cin_plan_start_date")),
    PlanKind.CHILD_PROTECTION: (tables.CP_PLANS, ("cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date")),
    PlanKind.LOOKED_AFTER: (
        tables.CARE,
        ("clae_cla_episode_id", "clae_person_id", "clae_cla_episode_start_date"),
    ),
}


def _under(person: MadeUpPerson) -> Rows:
    number = person.case_id
    for plan in person.plans:
        table, (key, owner, begins) = _PLANS[plan.kind]
        yield table, {key: f"P{number}", owner: number, begins: at(plan.since) if plan.since else None}
    for status in person.legal_statuses:
        yield (
            tables.LEGAL_STATUS,
            {
                "lega_legal_status_id": f"L{number}",
                "lega_person_id": number,
                "lega_legal_status": status.code,
                "lega_legal_status_start_date": at(status.since) if status.since else None,
            },
        )


def _address(person: MadeUpPerson) -> dict[str, Any]:
    hidden = person.do_not_disclose_address
    *first, town = ("", "") if hidden or not person.address.lines else person.address.lines
    postcode = str(person.address.postcode) if person.address.postcode else ""
    written = {
        "ROOM": "",
        "FLOOR": "",
        "FLAT": "",
        "BUILDING": "",
        "HOUSE": "",
        "STREET": ", ".join(first),
        "TOWN": town,
    }
    return {
        "addr_table_id": f"A{person.case_id}",
        "addr_person_id": person.case_id,
        "addr_address_type": "HOME",
        "addr_address_start_date": at(OPENED),
        "addr_address_end_date": None,
        "addr_address_postcode": HIDDEN_POSTCODE if hidden else postcode,
        "addr_address_json": json.dumps(written, ensure_ascii=False),
    }


def _of_family(family: MadeUpFamily, by_key: Mapping[str, MadeUpPerson]) -> Rows:
    for member in family.members:
        if member.key in by_key:
            yield (
                tables.FAMILY,
                {
                    "fami_table_id": member.case_id,
                    "fami_family_id": family.key,
                    "fami_person_id": member.case_id,
                },
            )
    for each in family.relationships:
        child, mother = by_key.get(each.person), by_key.get(each.other)
        if each.relation == "mother" and child and mother:
            yield (
                tables.MOTHER,
                {
                    "moth_table_id": f"{mother.case_id}-{child.case_id}",
                    "moth_person_id": mother.case_id,
                    "moth_childs_person_id": child.case_id,
                    "moth_childs_dob": at(child.birth_date.on),
                },
            )


def _at_random(how_many: int, random: Random, seed: int) -> Rows:
    youngest = date(2026, 10, 1)
    for number in range(how_many):
        person_id = f"P{seed}-{number:07}"
        yield (
            tables.PERSON,
            {
                "pers_person_id": person_id,
                "pers_upn": None,
                "pers_forename": random.choice(_GIVEN),
                "pers_surname": random.choice(_FAMILY),
                "pers_sex": random.choice("MFU"),
                "pers_dob": at(youngest - timedelta(days=random.randrange(18 * 365))),
                "pers_single_unique_id": nhs_number(number),
                "pers_restricted": "N",
            },
        )
        yield (
            tables.ADDRESS,
            {
                "addr_table_id": f"A{person_id}",
                "addr_person_id": person_id,
                "addr_address_start_date": at(OPENED),
                "addr_address_postcode": random.choice(_POSTCODES),
                "addr_address_json": '{"HOUSE": "1", "STREET": "Invented Row", "TOWN": "Exampleton"}',
            },
        )


def nhs_number(number: int) -> str | None:
    """The NHS number of a made-up person, in the range that is never issued; None where its check digit cannot be."""
    body = f"999{number % 1_000_000:06}"
    total = sum(int(digit) * weight for digit, weight in zip(body, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return None if check == 10 else f"{body}{check}"


def at(day: date) -> datetime:
    return datetime.combine(day, time())


def _id_of(team: str) -> str:
    return team.lower().replace(" ", "-")
