"""The simulator is a council's folder of files: it fills, changes, withdraws, grows and goes wrong as one does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.failures import NotFound, Unavailable
from frontdoor.conversion import structure
from frontdoor.testing.families import children
from frontdoor.testing.simulators import Held, Misbehaviour, simulators
from frontdoor_capita_one.connector import NOTHING_YET, CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator import CapitaOneSimulator
from frontdoor_capita_one.simulator.crowd import crowd

CALL = Call(acting_for="officer", purpose="test", deadline=30.0)
ASHDOWNS = PersonQuery(family_name="Ashdown")


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[CapitaOneSimulator]:
    with CapitaOneSimulator.start(tmp_path) as simulator:
        yield simulator


@pytest.fixture
def found(simulator: CapitaOneSimulator) -> CapitaOne:
    return CapitaOne(structure(dict(simulator.settings), CapitaOneSettings))


def test_it_is_found_by_the_plugins_name() -> None:
    assert simulators()["capita_one"] is CapitaOneSimulator


def test_it_holds_the_made_up_pupils_and_one_whom_the_feed_alone_names(
    simulator: CapitaOneSimulator, found: CapitaOne
) -> None:
    total = found.list_changed_pupils("", 1, CALL).value.total

    assert total == sum(child.pupil is not None for child in children()) + 1
    assert (simulator.sockets, simulator.secrets, simulator.held("FD-2222-2222")) == ({}, {}, Held())


def test_whoever_changed_can_be_read_at_once(simulator: CapitaOneSimulator, found: CapitaOne) -> None:
    ids = [simulator.change_somebody() for _ in range(3)]

    lines = [found.get_pupil(pupil_id, CALL).value.address.lines for pupil_id in ids]

    assert lines == [("1 Removal Row", "Exampleton"), ("2 Removal Row", "Exampleton"), ("3 Removal Row", "Exampleton")]


def test_whoever_was_removed_cannot_be_read(simulator: CapitaOneSimulator, found: CapitaOne) -> None:
    for _ in range(2):
        with pytest.raises(NotFound):
            found.get_pupil(simulator.remove_somebody(), CALL)


def test_a_weeks_run_changes_nobody_and_brings_newer_dates(simulator: CapitaOneSimulator, found: CapitaOne) -> None:
    simulator.remove_somebody()
    before = found.search_pupils(ASHDOWNS, CALL)
    simulator.run_b2b()

    after = found.search_pupils(ASHDOWNS, CALL)

    assert [record.id for record in after.value] == [record.id for record in before.value]
    assert after.as_at > before.as_at


def test_a_crowd_is_the_same_for_the_same_seed_and_nobody_has_anothers_upn() -> None:
    one, again, other = ([pupil for _, pupils in crowd(5_000, seed) for pupil in pupils] for seed in (1, 1, 2))

    assert one == again
    assert one != other
    assert len({pupil.upn for pupil in one}) == 5_000


def test_a_crowd_joins_whoever_is_there(simulator: CapitaOneSimulator, found: CapitaOne) -> None:
    before = found.list_changed_pupils("", 1, CALL).value.total or 0
    simulator.populate(2_500, seed=3)
    simulator.populate(300, seed=3)

    assert found.list_changed_pupils("", 1, CALL).value.total == before + 2_800
    assert [each.kind for each in found.apart()] == ["missing_education"]


@pytest.mark.parametrize("how", [Misbehaviour.EMPTY, Misbehaviour.MALFORMED, Misbehaviour.OVERSIZED])
def test_with_the_index_lost_and_all_files_spoilt_nobody_is_said_to_be_unknown(
    simulator: CapitaOneSimulator, found: CapitaOne, how: Misbehaviour
) -> None:
    before = found.search_pupils(ASHDOWNS, CALL)
    simulator.misbehave(how)
    for _ in range(2):
        with pytest.raises(Unavailable, match=NOTHING_YET):
            found.search_pupils(ASHDOWNS, CALL)
    with pytest.raises(Unavailable, match=NOTHING_YET):
        found.get_pupil(before.value[0].id, CALL)
    simulator.misbehave(None)

    assert found.search_pupils(ASHDOWNS, CALL) == before


def test_an_index_of_two_days_ago_says_so(simulator: CapitaOneSimulator, found: CapitaOne) -> None:
    simulator.misbehave(Misbehaviour.STALE)

    assert found.search_pupils(ASHDOWNS, CALL).as_at < datetime.now(UTC) - timedelta(days=2)
