"""Files of the CSV feed about made-up pupils: who was suspended, who has an involvement, who misses education."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from frontdoor.testing.families import MadeUpPupil, workers
from frontdoor_capita_one.arrival import Kind
from frontdoor_capita_one.csv_feed import FILE_NAMES, KNOWN, NEEDED
from frontdoor_capita_one.simulator.dropping import drop
from frontdoor_capita_one.simulator.transfer_files import WRITTEN_AT, made_up_pupils, made_up_upn

Row = Mapping[str, str]
STEMS = {kind: stem for stem, kind in FILE_NAMES.items()}


def who(pupil: MadeUpPupil) -> dict[str, str]:
    """The columns that say whom a row is about."""
    return {
        "upn": pupil.upn.value,
        "family_name": pupil.name.family,
        "given_name": pupil.name.given,
        "date_of_birth": pupil.birth_date.isoformat(),
        "sex": pupil.sex.value,
    }


def untaught() -> Row:
    """A child whom no school's file names: she left one school and came to no other."""
    return {
        "upn": made_up_upn("9908", "19", 77).value,
        "family_name": "Penhaligon",
        "given_name": "Merryn",
        "date_of_birth": "2013-02-18",
        "sex": "F",
        "since": "2026-09-04",
        "reason": "Left the area, new school not known",
        "home_educated": "no",
    }


def made_up_rows(pupils: Sequence[MadeUpPupil]) -> dict[Kind, list[Row]]:
    """Rows of each kind: the looked-after and the often absent were suspended, whoever has support is worked with."""
    often_absent = [each for each in pupils if any(year.unauthorised > 20 for year in each.attendance)]
    suspended: list[Row] = [
        {**who(each), "starts_on": f"2026-10-{day:02d}", "ends_on": f"2026-10-{day + 2:02d}", "sessions": "6"}
        | {"reason_1": "PP", "reason_2": "OW", "reason_3": "", "permanent": "no"}
        for day, each in enumerate(often_absent, start=5)
    ]
    lead = workers()[0]
    led = {"lead_name": lead.name, "lead_role": "SEN officer", "lead_phone": lead.phone, "lead_email": lead.email}
    involved: list[Row] = [
        {**who(each), "phase": "Assessment" if each.sen_provision == "K" else "Final", "since": "2026-06-15"}
        | {"primary_need": "SLCN", **led, "lead_confirmed_on": lead.confirmed_on.isoformat()}
        for each in pupils
        if each.sen_provision in {"K", "E"}
    ]
    return {Kind.SUSPENSIONS: suspended, Kind.SEN: involved, Kind.MISSING_EDUCATION: [untaught()]}


def feed_file(kind: Kind, rows: Iterable[Row], *, more_columns: Sequence[str] = ()) -> bytes:
    """A file of the feed: UTF-8 with a byte order mark, as spreadsheets write it."""
    columns = (*NEEDED[kind], *(name for name in KNOWN[kind] if name not in NEEDED[kind]), *more_columns)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def file_name(kind: Kind, written_at: datetime) -> str:
    """The name by which a reader knows the kind and the date of a snapshot."""
    return f"{STEMS[kind]}_{written_at:%Y-%m-%dT%H%M%S}.csv"


def write_feed(
    folder: Path,
    written_at: datetime = WRITTEN_AT,
    rows: Mapping[Kind, Iterable[Row]] | None = None,
    *,
    with_checksums: bool = False,
) -> tuple[Path, ...]:
    """Write a snapshot of each kind that has rows; of the made-up pupils unless others are given."""
    given = made_up_rows(made_up_pupils()) if rows is None else {kind: list(each) for kind, each in rows.items()}
    return tuple(
        drop(folder / file_name(kind, written_at), feed_file(kind, each), with_checksum=with_checksums)
        for kind, each in given.items()
        if each
    )
