"""Connectors that take their time, for benchmarks and for tests of deadlines."""

import time

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.feed import FeedPage
from frontdoor.connectors.pupils import PupilRecord


class SlowEducation(EducationSystem):
    """An education system whose every answer takes `milliseconds` longer than the connector it wraps."""

    def __init__(self, connector: EducationSystem, milliseconds: float) -> None:
        self._connector, self._seconds = connector, milliseconds / 1000

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]:
        time.sleep(self._seconds)
        return self._connector.search_pupils(query, call)

    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]:
        time.sleep(self._seconds)
        return self._connector.get_pupil(pupil_id, call)

    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        time.sleep(self._seconds)
        return self._connector.list_changed_pupils(after, most, call)

    def check(self) -> None:
        time.sleep(self._seconds)
        self._connector.check()

    def close(self) -> None:
        self._connector.close()
