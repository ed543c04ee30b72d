"""A pupil's record and identity, put together from what the files said of them: the newest of each kind."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import evolve, field, frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.pupils import FieldConflict, Intake, IntakeState, PupilRecord
from frontdoor.domain.identifiers import Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor_capita_one.arrival import Arrival, Kind
from frontdoor_capita_one.ctf import LONDON
from frontdoor_capita_one.matching import Standing

FEED_KINDS = {
    Kind.SUSPENSIONS: ("suspensions", "No file of suspensions has come: whether there are any is not known"),
    Kind.SEN: ("sen", "No file of special educational needs involvement has come: whether there is any is not known"),
    Kind.MISSING_EDUCATION: (
        "missing_education",
        "No file of children missing education has come: whether the child is one is not known",
    ),
}
"""The part of a record that each kind of the feed fills, and what to say before its first file."""

PARTIAL = "The newest file tells a part only; the rest is of an older file"


@frozen
class Said:
    """One arrival with the time its file was written (UTC)."""

    kind: Kind
    written_at: datetime
    arrival: Arrival = field(repr=False)


@frozen
class Told:
    """A record, the school it came from, and the oldest file date that it rests on."""

    record: PupilRecord
    school_code: str
    as_at: datetime


def record_of(
    pupil_id: str, base: Said, said: Sequence[Said], standing: Standing, snapshots: Mapping[Kind, datetime]
) -> tuple[PupilRecord, datetime]:
    """The record and the oldest date that it rests on; `said` is everything said of the pupil, oldest first.

    That a snapshot of the feed does not name a pupil says something too, so a record rests on each that there is.
    """
    main, dates = _newest_word(base, said)
    by_kind = {kind: [each.arrival for each in said if each.kind is kind] for kind in FEED_KINDS}
    missing = next((each.missing_education for each in reversed(by_kind[Kind.MISSING_EDUCATION])), None)
    record = PupilRecord(
        id=pupil_id,
        name=main.name,
        other_names=_others((*main.other_names, *(each.arrival.name for each in reversed(said))), main.name),
        birth_date=main.birth_date,
        sex=main.sex,
        upn=(main.upn or _upn_of_the_feed(said)) if standing.holds_upn else None,
        former_upns=_former_upns(main, said),
        address=main.address,
        school=main.school,
        year_group=main.year_group,
        sen_provision=main.sen_provision,
        looked_after=main.looked_after,
        attendance=main.attendance,
        suspensions=tuple(each.suspension for each in by_kind[Kind.SUSPENSIONS] if each.suspension),
        sen=tuple(each.sen for each in by_kind[Kind.SEN] if each.sen),
        missing_education=missing or main.missing_education,
        intake=Intake(standing.state, _in_london(standing.arrived_at), standing.conflicts),
        notes=_notes(main, said, standing, snapshots),
    )
    return record, min((*dates, *snapshots.values()))


def _newest_word(base: Said, said: Iterable[Said]) -> tuple[Arrival, list[datetime]]:
    """The base, with what a newer partial file says over it."""
    parts = [each for each in said if each.kind is Kind.PARTIAL_CTF and each.written_at > base.written_at]
    if base.kind is not Kind.CTF or not parts:
        return base.arrival, [base.written_at]
    part = parts[-1].arrival
    given = {
        name: value
        for name in ("school", "year_group", "sen_provision", "looked_after", "attendance", "missing_education")
        if (value := getattr(part, name)) not in {None, "", ()}
    }
    if part.address.lines or part.address.postcode:
        given["address"] = part.address
    notes = {**base.arrival.notes, **part.notes, "partial_file": PARTIAL}
    return evolve(base.arrival, **given, notes=notes), [base.written_at, parts[-1].written_at]


def _others(names: Iterable[PersonName], name: PersonName) -> tuple[PersonName, ...]:
    return tuple(other for other in dict.fromkeys(names) if other not in {name, PersonName()})


def _upn_of_the_feed(said: Iterable[Said]) -> Upn | None:
    return next((each.arrival.upn for each in said if each.arrival.upn and not each.kind.is_transfer), None)


def _former_upns(main: Arrival, said: Sequence[Said]) -> tuple[Upn, ...]:
    """Those that a file names as former. One that an older file gave may have been another child's."""
    named = (upn for each in reversed(said) for upn in each.arrival.former_upns)
    return tuple(upn for upn in dict.fromkeys((*main.former_upns, *named)) if upn != main.upn)


def _notes(
    main: Arrival, said: Iterable[Said], standing: Standing, snapshots: Mapping[Kind, datetime]
) -> dict[str, str]:
    notes = {part: sentence for kind, (part, sentence) in FEED_KINDS.items() if kind not in snapshots}
    for each in said:
        if not each.kind.is_transfer:
            notes |= each.arrival.notes
    return {**notes, **main.notes, **standing.notes}


def _in_london(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def identity_row(arrival: Arrival) -> list[Any]:
    """What the feed tells of an arrival, as plain data that is quick to read again."""
    return [
        arrival.name.given,
        arrival.name.family,
        [[name.given, name.family] for name in arrival.other_names],
        arrival.birth_date.on.isoformat() if arrival.birth_date else "",
        arrival.sex.value,
        arrival.address.postcode.value if arrival.address.postcode else "",
        arrival.upn.value if arrival.upn else "",
        [former.value for former in arrival.former_upns],
    ]


def identity_of(pupil_id: str, rows: Sequence[Sequence[Any]], upns: Iterable[str]) -> PersonIdentity:
    """Whom the feed is about: the base's row, then what else was said of the same pupil; `upns` as they are held."""
    given, family, other_names, born, sex, *_ = rows[0]
    name = PersonName(given, family)
    names = [PersonName(*other) for other in other_names]
    names += [PersonName(row[0], row[1]) for row in rows[1:]]
    former_upns = (former for row in rows for former in row[7])
    return PersonIdentity(
        id=pupil_id,
        name=name,
        other_names=_others(names, name),
        birth_date=BirthDate(date.fromisoformat(born)) if born else None,
        sex=Sex(sex),
        postcodes=tuple(Postcode(code) for code in dict.fromkeys(row[5] for row in rows) if code),
        upns=tuple(Upn(upn) for upn in dict.fromkeys((*upns, *former_upns))),
    )


ALONE = Standing(IntakeState.AUTOMATCHED, "")
"""How a pupil stands of whom one transfer file spoke and nothing else does; the date is that file's."""


def standing_row(standing: Standing) -> list[Any]:
    conflicts = [[each.field, each.held, each.arrived] for each in standing.conflicts]
    return [standing.state.value, standing.arrived_at, conflicts, standing.notes, standing.holds_upn]


def read_standing(row: Sequence[Any]) -> Standing:
    state, arrived_at, conflicts, notes, holds_upn = row
    return Standing(IntakeState(state), arrived_at, tuple(FieldConflict(*each) for each in conflicts), notes, holds_upn)
