"""What somebody may not know of leaves no trace: the answer is that of systems which never had it."""

from collections.abc import Sequence

import pytest
from attrs import define, evolve
from reference_portal.tests.fakes import Clock, TwoSystems
from reference_portal.tests.unit.use_cases.access_scene import CARE, UPN, WANTED, ZAYNAB, keep
from reference_portal.tests.unit.use_cases.scene import OFFICER, FrontDoor

from frontdoor.access import Sensitivity
from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor_portal.connections.joining import join
from frontdoor_portal.use_cases.find_child import find_child

TOO_SLOW = "Framework-i did not answer in time."


@define
class AnswersByNumber(TwoSystems):
    """Case management answers a question with a number; one by details comes too late."""

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        late: SourceAnswer[PersonRecord] = SourceAnswer(
            self.care_title, SourceState.DID_NOT_ANSWER, Clock()(), explanation=TOO_SLOW
        )
        return (join([self._search_people(each, call)[0] if each.upn else late for each in people_like]),)


@pytest.mark.parametrize("level", [None, Sensitivity.SEALED])
def test_a_search_answered_in_part_does_not_say_none_where_all_that_came_is_sealed(
    front_door: FrontDoor, level: Sensitivity | None
) -> None:
    systems = AnswersByNumber(people=(evolve(ZAYNAB, upns=(UPN,)),) if level else ())
    front_door = FrontDoor(evolve(front_door.office, gateway=systems), front_door.clock, systems)
    if level:
        keep(front_door, level, CARE)

    (care,) = find_child(front_door.office, OFFICER, evolve(WANTED, upn=UPN), "Concern").people

    assert (care.state, care.items, care.as_at, care.explanation) == (SourceState.DID_NOT_ANSWER, (), None, TOO_SLOW)
