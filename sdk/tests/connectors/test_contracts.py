"""What passes between the portal and a connector guards its own invariants."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from frontdoor.connectors import failures
from frontdoor.connectors.episodes import EpisodeRequest, NewPerson
from frontdoor.connectors.failures import ConnectorFailure, RecordFault, RecordRejected
from frontdoor.connectors.pupils import Attendance
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.domain.triage import Priority

SOMEBODY = NewPerson(PersonName("Ella", "Ashdown"), BirthDate(date(2014, 5, 17)), Sex.FEMALE, Address())


def request(**parts: Any) -> EpisodeRequest:
    return EpisodeRequest(
        reference=Reference("FD-7K3M-9QXP"),
        contact_date=datetime(2026, 11, 22, tzinfo=UTC),
        source_code="2A",
        category="neglect",
        priority=next(iter(Priority)),
        answers=(),
        team="Front Door",
        **parts,
    )


@pytest.mark.parametrize("parts", [{}, {"person_id": "7000101", "new_person": SOMEBODY}])
def test_an_episode_is_for_exactly_one_of_a_known_and_a_new_person(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a known person or a new one"):
        request(**parts)


def test_an_episode_may_be_for_a_known_person_or_a_new_one() -> None:
    assert request(person_id="7000101").new_person is None
    assert request(new_person=SOMEBODY).person_id is None


@pytest.mark.parametrize(
    ("possible", "attended", "percentage"),
    [(380, 361, 95.0), (3, 1, 33.3), (380, 0, 0.0), (0, 0, None)],
)
def test_attendance_is_a_percentage_of_possible_sessions(
    possible: int, attended: int, percentage: float | None
) -> None:
    assert Attendance("2025", possible, attended, 0).percentage == percentage


def test_a_rejection_tells_every_fault() -> None:
    rejection = RecordRejected([RecordFault("team", "unknown"), RecordFault("source", "missing")])

    assert str(rejection) == "team: unknown; source: missing"
    assert [fault.field for fault in rejection.faults] == ["team", "source"]


def test_every_failure_is_a_connector_failure_with_advice() -> None:
    kinds = [kind for kind in vars(failures).values() if isinstance(kind, type) and issubclass(kind, Exception)]

    assert [kind for kind in kinds if not issubclass(kind, ConnectorFailure)] == []
    assert [kind for kind in kinds if not (kind.__doc__ or "").strip()] == []
