"""Who works with a person: the allocated worker first, then professionals, each with a team.

The mart's published columns have no telephone number and no email address of a worker, so both stay unknown.
"""

from collections.abc import Mapping, Sequence

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.people import Involvement
from frontdoor_mosaic.mart import rows
from frontdoor_mosaic.mart.database import Mart, Reading
from frontdoor_mosaic.mart.reading import People
from frontdoor_mosaic.mart.rows import AnyRow
from frontdoor_mosaic.mart.statements import belongings
from frontdoor_mosaic.site import Site


class Workers:
    """Who is involved with a person now."""

    def __init__(self, mart: Mart, people: People, site: Site) -> None:
        self._mart, self._people, self._site = mart, people, site

    def of(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        with self._mart.reading(call) as reading:
            person = self._people.open_to_us(person_id, reading)
            today, most = reading.as_at.date(), self._site.most_rows + 1
            allocated = self._people.bounded(reading.rows(belongings.allocated_workers(person, today, most)))
            others = self._people.bounded(reading.rows(belongings.professionals(person, today, most)))
            told = {row.WORKER_ID for row in allocated}
            same = self._site.workers.allocated_types
            others = [row for row in others if not (row.PROF_REL_TYPE_CODE in same and row.WORKER_ID in told)]
            teams = self._teams(sorted(told | {row.WORKER_ID for row in others}), reading)
            involved = (
                *(_involvement(row, self._site.workers.allocated_role, teams) for row in allocated),
                *(_involvement(row, self._role(row), teams) for row in others),
            )
            return Answer(involved, reading.as_at)

    def _role(self, row: AnyRow) -> str:
        code = row.PROF_REL_TYPE_CODE or ""
        return self._site.workers.roles.get(code, row.DESCRIPTION or code)

    def _teams(self, workers: Sequence[int], reading: Reading) -> Mapping[int, str]:
        teams = dict[int, str]()
        if workers:
            for row in reading.rows(belongings.teams(workers, reading.as_at.date())):
                teams.setdefault(row.WORKER_ID, row.NAME or "")
        return teams


def _involvement(row: AnyRow, role: str, teams: Mapping[int, str]) -> Involvement:
    return Involvement(row.FULL_NAME or "", role, teams.get(row.WORKER_ID, ""), since=rows.day(row.START_DATE))
