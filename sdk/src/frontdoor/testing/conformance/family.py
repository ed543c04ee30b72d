"""Rules on what belongs to a person: relatives, workers, warnings."""

import pytest

from frontdoor.connectors.capabilities import Operation
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask, Known
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import Stand
from frontdoor.testing.families import MadeUpRelationship, families, person

SEVERAL = ("ashdown.ella", "ashdown.oliver", "carter_twins.jayden", "hidden_address.isla", "smith_unborn.unborn")


class KnowsTheFamily(Checks, rule="knows-the-family", tier=Tier.BRONZE):
    """Relatives and workers are those on record, all of them and nobody else's, the allocated worker first."""

    @pytest.mark.parametrize("key", SEVERAL)
    @needs(Ask.SEARCH, Operation.GET_RELATIONSHIPS)
    def test_relatives_are_those_on_record(self, stand: Stand, key: str) -> None:
        told = stand.ask(Operation.GET_RELATIONSHIPS, stand.id_of(key)).value

        assert sorted(str(each.name) for each in told) == sorted(str(person(each.other).name) for each in _kin(key))

    @pytest.mark.parametrize("key", SEVERAL)
    @needs(Ask.SEARCH, Operation.GET_RELATIONSHIPS)
    def test_what_is_said_of_a_relative_is_true_or_left_open(self, stand: Stand, key: str) -> None:
        on_record = {str(person(each.other).name): each for each in _kin(key)}

        for told in stand.ask(Operation.GET_RELATIONSHIPS, stand.id_of(key)).value:
            kin = on_record[str(told.name)]
            assert told.relation != ""
            assert told.parental_responsibility in {None, kin.parental_responsibility}
            assert told.same_household in {None, kin.same_household}
            assert told.birth_date in {None, person(kin.other).birth_date}

    @needs(Ask.SEARCH, Ask.GET, Operation.GET_RELATIONSHIPS)
    def test_a_relative_can_be_looked_up_by_the_id_given(self, stand: Stand) -> None:
        told = stand.ask(Operation.GET_RELATIONSHIPS, stand.id_of("ashdown.ella")).value

        assert [stand.ask(Ask.GET, each.person_id).value.name for each in told] == [each.name for each in told]

    @pytest.mark.parametrize("key", SEVERAL)
    @needs(Ask.SEARCH, Operation.GET_INVOLVEMENTS)
    def test_workers_are_those_on_record_the_allocated_one_first(self, stand: Stand, key: str) -> None:
        on_record = [each.worker.name for each in person(key).involvements]

        told = [each.worker for each in stand.ask(Operation.GET_INVOLVEMENTS, stand.id_of(key)).value]

        assert (told[:1], sorted(told)) == (on_record[:1], sorted(on_record))

    @needs(Ask.SEARCH, Operation.GET_INVOLVEMENTS)
    def test_how_to_reach_a_worker_is_true_or_left_open(self, stand: Stand) -> None:
        workers = {each.worker.name: each.worker for each in person("ashdown.ella").involvements}

        for told in stand.ask(Operation.GET_INVOLVEMENTS, stand.id_of("ashdown.ella")).value:
            worker = workers[told.worker]
            assert told.team in {"", worker.team}
            assert told.phone in {"", worker.phone}
            assert told.email in {"", worker.email}
            assert told.confirmed_on in {None, worker.confirmed_on}

    @needs(Ask.SEARCH, Operation.GET_WARNINGS)
    def test_a_warning_is_told_and_says_what_kind_it_is(self, stand: Stand) -> None:
        # Which warnings there are is the system's own. Without any, a connector that never tells one is not noticed.
        told = [
            warning
            for known in _open_to_us(stand)
            for warning in stand.ask(Operation.GET_WARNINGS, stand.id_of(known.key)).value
        ]

        assert told != [], f"the simulator of {stand.plugin} warns of nobody: let it hold a warning about somebody"
        assert [warning for warning in told if warning.kind.strip() == ""] == []


def _kin(key: str) -> list[MadeUpRelationship]:
    return [
        each
        for family in families()
        for each in family.relationships
        if each.person == key and person(each.other).case_id is not None
    ]


def _open_to_us(stand: Stand) -> list[Known]:
    return [known for known in stand.kind.known if not known.restricted and not known.is_duplicate]
