"""A new person whom the system believes to know: who is meant, and what an officer's word changes."""

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import EpisodeRequest, NewPerson
from frontdoor.connectors.failures import DuplicateSuspected
from frontdoor.testing import families
from frontdoor.testing.simulators import Held, Misbehaviour
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator, Scenario, Suspecting


def test_a_new_person_may_be_known_and_is_created_once_the_candidates_are_ruled_out(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, somebody_new: NewPerson, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.DUPLICATE_SUSPECTED)
    request = evolve(wanted, person_id=None, new_person=somebody_new)
    with pytest.raises(DuplicateSuspected) as caught:
        connector.open_episode(request, call)
    candidates = caught.value.candidates
    assert candidates == tuple(connector.get_person(person_id, call).value for person_id in ("7000101", "7000102"))
    assert simulator.held(wanted.reference.value) == Held()

    ruled_out = evolve(somebody_new, not_the_same_as=(candidates[0].id,))
    with pytest.raises(DuplicateSuspected) as caught:
        connector.open_episode(evolve(request, new_person=ruled_out), call)
    assert [person.id for person in caught.value.candidates] == [candidates[1].id]

    ruled_out = evolve(somebody_new, not_the_same_as=tuple(person.id for person in candidates))
    opened = connector.open_episode(evolve(request, new_person=ruled_out), call)
    assert connector.get_person(opened.person_id, call).value.name == somebody_new.name


@pytest.mark.parametrize(
    ("key", "candidates"),
    [
        ("ashdown.ella", ["7000101"]),
        ("restricted.imogen", ["7000191"]),
        ("smith_jack_one.jack", ["7000141"]),
        ("carter_twins.jayden", ["7000121"]),
    ],
)
def test_who_shares_a_number_or_name_and_birth_is_suspected_and_a_twin_is_not(
    simulator: FrameworkISimulator,
    connector: FrameworkI,
    wanted: EpisodeRequest,
    call: Call,
    key: str,
    candidates: list[str],
) -> None:
    known = families.person(key)
    again = NewPerson(known.name, known.birth_date, known.sex, known.address)
    simulator.scenario = Scenario(suspecting=Suspecting.ALIKE)
    with pytest.raises(DuplicateSuspected) as caught:
        connector.open_episode(evolve(wanted, person_id=None, new_person=again), call)
    assert [person.id for person in caught.value.candidates] == candidates
    restricted = [person for person in caught.value.candidates if person.restricted]
    assert [(person.birth_date, person.nhs_numbers) for person in restricted] == [(None, ())] * len(restricted)
