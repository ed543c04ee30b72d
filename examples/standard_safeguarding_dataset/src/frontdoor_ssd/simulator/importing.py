"""The import job of the stand-in: takes referrals into the case system, and marks each file that it has dealt with."""

import json
from pathlib import Path

from sqlalchemy import Connection, insert

from frontdoor.connectors.episodes import EpisodeRequest, NewPerson
from frontdoor.conversion import structure
from frontdoor.domain.people import BirthDateKind
from frontdoor.testing.simulators import Held
from frontdoor_ssd.referrals import Referral
from frontdoor_ssd.simulator import filling, tables


def take_in(folder: Path, connection: Connection) -> None:
    """Open an episode for each referral that waits, and put whoever is new on record."""
    for file in sorted(folder.glob("FD-*.json")):
        if not _mark(file).exists():
            episode = structure(json.loads(file.read_bytes()), Referral).episode
            _mark(file).write_text(json.dumps(_opened(episode, connection)), encoding="utf-8")


def held(folder: Path, reference: str) -> Held:
    """What stands in the one file that a reference may have."""
    file = folder / f"{reference}.json"
    if not file.exists():
        return Held()
    episode = structure(json.loads(file.read_bytes()), Referral).episode
    return Held((file.name,), texts=tuple(each.answer for each in episode.answers))


def _opened(episode: EpisodeRequest, connection: Connection) -> dict[str, str]:
    number = episode.reference.value.removeprefix("FD-")
    person_id = episode.person_id or f"N{number}"
    if episode.new_person is not None:
        _put_on_record(episode.new_person, person_id, connection)
    connection.execute(
        insert(tables.EPISODES).values(
            cine_referral_id=f"R{number}",
            cine_person_id=person_id,
            cine_referral_date=episode.contact_date.replace(tzinfo=None),
            cine_referral_nfa="N",
        )
    )
    return {"episode_id": f"R{number}", "person_id": person_id, "status": "Referral opened"}


def _put_on_record(person: NewPerson, person_id: str, connection: Connection) -> None:
    born = person.birth_date
    day = None if born is None else filling.at(born.on)
    is_expected = born is not None and born.kind is BirthDateKind.EXPECTED
    connection.execute(
        insert(tables.PERSON).values(
            pers_person_id=person_id,
            pers_upn=person.upn.value if person.upn else None,
            pers_forename=person.name.given,
            pers_surname=person.name.family,
            pers_sex=person.sex.value,
            pers_dob=None if is_expected else day,
            pers_expected_dob=day if is_expected else None,
            pers_single_unique_id=person.nhs_number.value if person.nhs_number else None,
            pers_restricted="N",
        )
    )


def _mark(file: Path) -> Path:
    return file.with_suffix(".taken")
