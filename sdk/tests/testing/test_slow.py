"""A slowed connector gives the same answers, later."""

import time
from datetime import UTC, datetime

import pytest

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.failures import NotFound
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import PersonName
from frontdoor.testing.slow import SlowEducation

CALL = Call(acting_for="officer", purpose="test")
ANSWER = Answer(PupilRecord("1", PersonName("Ella", "Ashdown")), datetime(2026, 11, 20, tzinfo=UTC))


class OnePupil(EducationSystem):
    closed = False

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]:  # noqa: ARG002
        return Answer((ANSWER.value,), ANSWER.as_at)

    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]:  # noqa: ARG002
        if pupil_id != "1":
            raise NotFound("none")
        return ANSWER

    def check(self) -> None:
        raise NotFound("check was asked")

    def close(self) -> None:
        self.closed = True


def test_it_keeps_the_promise_of_an_education_system() -> None:
    assert isinstance(SlowEducation(OnePupil(), 0), EducationSystem)


def test_the_answers_are_those_of_the_connector_it_wraps() -> None:
    slow = SlowEducation(OnePupil(), 0)

    assert slow.search_pupils(PersonQuery(), CALL).value == (ANSWER.value,)
    assert slow.get_pupil("1", CALL) == ANSWER
    with pytest.raises(NotFound, match="none"):
        slow.get_pupil("2", CALL)
    with pytest.raises(NotFound, match="check was asked"):
        slow.check()


def test_an_answer_takes_the_time_asked_for() -> None:
    began = time.monotonic()
    SlowEducation(OnePupil(), 40).get_pupil("1", CALL)

    assert time.monotonic() - began >= 0.04


def test_closing_closes_what_it_wraps() -> None:
    wrapped = OnePupil()
    SlowEducation(wrapped, 0).close()

    assert wrapped.closed
