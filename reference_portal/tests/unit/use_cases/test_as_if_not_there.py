"""What somebody may not know of leaves no trace: the answer is that of systems which never had it."""

from collections.abc import Sequence

import pytest
from attrs import define, evolve
from reference_portal.tests.fakes import Clock, TwoSystems
from reference_portal.tests.relating import works_with
from reference_portal.tests.unit.use_cases.access_scene import (
    CARE,
    PUPIL,
    SCHOOL_RECORD,
    UPN,
    WANTED,
    ZAYNAB,
    keep,
    known_to_both,
    token_of,
)
from reference_portal.tests.unit.use_cases.scene import OFFICER, TEACHER, FrontDoor

from frontdoor.access import RecordKey, RelationshipKind, Sensitivity
from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.people import PersonName
from frontdoor.single_view import MatchStatus
from frontdoor_portal.connections.joining import join
from frontdoor_portal.use_cases.find_child import find_child
from frontdoor_portal.use_cases.view_child import PeopleBeside, PersonView, PupilsBeside, PupilView, view_child

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


TWIN_AT_SCHOOL = evolve(PUPIL, id="u-2", name=PersonName("Zara", "Nkemelu"), upn=None)
TWIN_IN_CARE = evolve(ZAYNAB, id="p-2", name=PersonName("Zara", "Nkemelu"), upns=())
TWIN_RECORDS = (RecordKey("framework_i", "p-2"), RecordKey("capita_one", "u-2"))


def beside(front_door: FrontDoor, source: str, token: str) -> PupilsBeside | PeopleBeside:
    view = view_child(front_door.office, TEACHER, token, "Concern")
    assert isinstance(view, PersonView | PupilView)
    (other,) = view.beside
    assert other.answer.source != source
    return other


@pytest.mark.parametrize("opened", ["Framework-i", "Capita ONE"])
@pytest.mark.parametrize("own_record", [False, True], ids=["none beside", "own record beside"])
@pytest.mark.parametrize(
    "kind", [RelationshipKind.NAMED_PROFESSIONAL, RelationshipKind.TEAM_HOLDS_CASE, RelationshipKind.SELF_CLAIMED]
)
def test_a_sealed_twin_leaves_no_trace_beside_the_child_that_somebody_works_with(
    front_door: FrontDoor, opened: str, own_record: bool, kind: RelationshipKind
) -> None:
    works_with(front_door.office, TEACHER, [("framework_i", "p-1"), ("capita_one", "u-1")], kind)
    known_to_both(front_door)
    token, systems = token_of(front_door, TEACHER, opened), front_door.systems
    if not own_record:
        systems.people, systems.pupils = ((ZAYNAB,), ()) if opened == "Framework-i" else ((), (PUPIL,))
    systems.answers_anybody = True
    without = beside(front_door, opened, token)
    if opened == "Framework-i":
        systems.pupils = (TWIN_AT_SCHOOL, *systems.pupils)
    else:
        systems.people = (TWIN_IN_CARE, *systems.people)
    keep(front_door, Sensitivity.SEALED, *TWIN_RECORDS)

    assert beside(front_door, opened, token) == without


@pytest.mark.parametrize("opened", ["Framework-i", "Capita ONE"])
def test_what_somebody_has_with_a_child_still_opens_the_sealed_record_of_the_same_child(
    front_door: FrontDoor, opened: str
) -> None:
    own, other = (CARE, SCHOOL_RECORD) if opened == "Framework-i" else (SCHOOL_RECORD, CARE)
    works_with(front_door.office, TEACHER, [(own.source, own.record_id)])
    known_to_both(front_door)
    token = token_of(front_door, TEACHER, opened)
    keep(front_door, Sensitivity.SEALED, other)

    match = beside(front_door, opened, token).match

    assert match is not None
    assert (match.status, [each.record.id for each in match.candidates]) == (MatchStatus.MATCH, [other.record_id])
