"""Episodes opened over the interface, where nothing goes wrong or the system says no."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import (
    Episode,
    EpisodeRequest,
    EpisodeStage,
    NewPerson,
    PopulatedAnswer,
)
from frontdoor.connectors.failures import (
    DuplicateSuspected,
    NotFound,
    OutcomeUnknown,
    RecordFault,
    RecordRejected,
    RestrictedRecord,
)
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.simulator import Simulator

NIA = NewPerson(
    name=PersonName("Nia", "O'Brien-Ní Dhómhnaill"),
    birth_date=BirthDate(date(2019, 3, 2), BirthDateKind.ESTIMATED),
    sex=Sex.FEMALE,
    address=Address(("3 Mill Lane", "Upton"), Postcode("WR82 3WX")),
    nhs_number=NhsNumber("9990123004"),
    upn=Upn("Q885990119296"),
)


def test_it_is_what_the_sdk_calls_case_management(connector: Mosaic) -> None:
    assert isinstance(connector, CaseManagement)


def test_an_opened_episode_is_told_as_the_system_holds_it(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    assert episode == Episode(
        id=episode.id,
        reference=wanted.reference,
        person_id="7000101",
        status="INCOMING",
        team="Safeguarding Team North",
        stage=EpisodeStage.WAITING,
    )


def test_the_system_holds_what_was_asked_and_for_whom(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    connector.open_episode(wanted, call)
    [held] = simulator.store.rows("SELECT * FROM STEP_DETAILS WHERE SUBMISSION_REF = ?", wanted.reference.value)
    assert {key: held[key] for key in ("SOURCE", "CATEGORY", "PRIORITY", "CONTACT_DATE", "OPENED_FOR")} == {
        "SOURCE": "2A",
        "CATEGORY": "neglect",
        "PRIORITY": "high",
        "CONTACT_DATE": "2026-10-25T00:30:00Z",
        "OPENED_FOR": "Officer 7",
    }
    assert simulator.held(wanted.reference.value).texts == (wanted.reference.value, "Two lines\n<b>& no mark-up</b>")


def test_an_episode_without_a_team_goes_to_the_one_in_settings_by_the_name_the_site_has_for_it(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    assert connector.open_episode(evolve(wanted, team=""), call).team == "Family Front Door (CSSW)"


def test_asked_from_many_threads_one_is_opened(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    with ThreadPoolExecutor(8) as pool:
        episodes = set(pool.map(lambda _: connector.open_episode(wanted, call), range(16)))
    assert len(episodes) == 1
    assert len(simulator.held(wanted.reference.value).episodes) == 1


def test_a_step_that_another_key_opened_with_our_reference_is_looked_up(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    # HTTP 409: somebody opened it between our look-up and our request.
    first = connector.open_episode(wanted, call)
    simulator.store.change("DELETE FROM MADE")
    known, looked_up = connector._writing._found, []

    def miss_once(*arguments: Any) -> Episode | None:
        looked_up.append(arguments)
        return None if len(looked_up) == 1 else known(*arguments)

    monkeypatch.setattr(connector._writing, "_found", miss_once)
    assert connector.open_episode(wanted, call) == first


def test_an_episode_is_found_by_our_reference_before_the_mart_knows_of_it(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    assert connector.find_episode(wanted.reference, call) == episode
    assert connector.find_episode(Reference.new(), call) is None


def test_two_episodes_of_one_reference_are_told_as_twins(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.OPENS_TWICE)
    opened = connector.open_episode(wanted, call)
    found = connector.find_episode(wanted.reference, call)
    assert found == evolve(opened, twins=(str(int(opened.id) + 1),))


def test_a_new_person_is_created_with_the_episode_as_described(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(evolve(wanted, person_id=None, new_person=NIA), call)
    simulator.catch_up()
    record = connector.get_person(episode.person_id, call).value
    assert (record.name, record.birth_date, record.sex, record.address) == (
        NIA.name,
        NIA.birth_date,
        NIA.sex,
        NIA.address,
    )
    assert (record.nhs_numbers, record.upns) == ((NIA.nhs_number,), (NIA.upn,))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (Address(note="No fixed address"), Address(note="No fixed address")),
        (Address(note="Moves between friends"), Address(("Moves between friends",))),
        (Address(("1 Mill Lane",), note="Until May"), Address(("1 Mill Lane", "Until May"))),
        (Address(), Address()),
    ],
)
def test_a_note_on_an_address_is_never_dropped(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call, address: Address, told: Address
) -> None:
    person = evolve(NIA, address=address)
    episode = connector.open_episode(evolve(wanted, person_id=None, new_person=person), call)
    simulator.catch_up()
    assert connector.get_person(episode.person_id, call).value.address == told


@pytest.mark.parametrize("how", [Misbehaviour.SILENT_AFTER_COMMIT, Misbehaviour.ERROR_AFTER_COMMIT])
@pytest.mark.parametrize("operation", ["createPerson", "createStep"])
def test_a_new_person_whose_answer_was_lost_is_one_person_with_one_episode_in_the_end(
    simulator: Simulator,
    connector: Mosaic,
    wanted: EpisodeRequest,
    operation: str,
    how: Misbehaviour,
) -> None:
    request = evolve(wanted, person_id=None, new_person=NIA)
    before = simulator.store.rows("SELECT COUNT(*) FROM DM_PERSONS")[0][0]
    simulator.misbehave_in(how, operation)
    with pytest.raises(OutcomeUnknown):
        connector.open_episode(request, Call("Officer 7", "screening", 1.0))
    simulator.misbehave(None)

    connector.open_episode(request, Call("Officer 7", "screening", 10.0))

    assert simulator.store.rows("SELECT COUNT(*) FROM DM_PERSONS")[0][0] == before + 1
    assert len(simulator.held(wanted.reference.value).episodes) == 1


def test_a_person_whose_episode_was_refused_is_used_by_the_next_try(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    request = evolve(wanted, person_id=None, new_person=NIA)
    before = simulator.store.rows("SELECT COUNT(*) FROM DM_PERSONS")[0][0]
    simulator.misbehave(Misbehaviour.MISSING_ANSWER)
    with pytest.raises(RecordRejected):
        connector.open_episode(request, call)
    simulator.misbehave(None)
    connector.open_episode(request, call)
    assert simulator.store.rows("SELECT COUNT(*) FROM DM_PERSONS")[0][0] == before + 1


def test_a_new_person_like_one_on_record_is_a_suspected_duplicate(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    like = evolve(NIA, name=PersonName("Ela", "Ashdowne"), birth_date=BirthDate(date(2014, 5, 20)), nhs_number=None)
    with pytest.raises(DuplicateSuspected) as suspected:
        connector.open_episode(evolve(wanted, person_id=None, new_person=like), call)
    assert suspected.value.candidates == (
        PersonRecord("7000101", PersonName("Ella", "Ashdown"), birth_date=BirthDate(date(2014, 5, 17)), sex=Sex.FEMALE),
    )
    assert simulator.held(wanted.reference.value).episodes == ()


def test_a_restricted_candidate_is_told_by_a_display_name_alone(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    like = evolve(NIA, nhs_number=NhsNumber("9990016291"))
    with pytest.raises(DuplicateSuspected) as suspected:
        connector.open_episode(evolve(wanted, person_id=None, new_person=like), call)
    assert suspected.value.candidates == (
        PersonRecord("7000191", PersonName(family="Imogen Mountford"), restricted=True),
    )


def test_a_person_is_created_in_spite_of_candidates_that_an_officer_said_are_others(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    like = evolve(NIA, name=PersonName("Ella", "Ashdown"), birth_date=BirthDate(date(2014, 5, 17)), nhs_number=None)
    request = evolve(wanted, person_id=None, new_person=evolve(like, not_the_same_as=("7000101",)))
    assert connector.open_episode(request, call).person_id not in {"", "7000101"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"category": ""}, "category"),
        ({"category": "two\nlines"}, "category"),
        ({"answers": (PopulatedAnswer("q", "Q?", "nul \x00"),)}, "forms/0/answers/1/value"),
        ({"answers": (PopulatedAnswer("q", "Q?", "half a pair \ud83d"),)}, "forms/0/answers/1/value"),
        ({"answers": (PopulatedAnswer("q", "Q?", "x" * 1_000_001),)}, "forms/0/answers/1/value"),
        ({"team": "Team\nwith a line"}, "assignTo/team"),
        ({"contact_date": datetime(2026, 10, 25, 0, 30)}, "contactDate"),  # noqa: DTZ001 - the fault under test
    ],
)
def test_what_the_contract_cannot_carry_is_refused_by_its_place_before_anything_is_sent(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call, change: dict[str, Any], place: str
) -> None:
    for request in (wanted, evolve(wanted, person_id=None, new_person=NIA)):
        with pytest.raises(RecordRejected) as refused:
            connector.open_episode(evolve(request, **change), call)
        assert [fault.field for fault in refused.value.faults] == [place]
    assert simulator.conduct.calls == {}


@pytest.mark.parametrize("person_id", ["", "7000101'; DROP TABLE DM_PERSONS; --", "../steps", "07", "9" * 19])
def test_an_id_that_is_none_of_this_system_is_refused_before_it_is_put_into_a_path(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call, person_id: str
) -> None:
    with pytest.raises(RecordRejected) as refused:
        connector.open_episode(evolve(wanted, person_id=person_id), call)
    assert refused.value.faults == (RecordFault("personId", "is no id of this system"),)
    assert "createStep" not in simulator.conduct.calls


def test_a_source_outside_the_census_list_is_refused_by_the_system_with_its_field(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    with pytest.raises(RecordRejected) as refused:
        connector.open_episode(evolve(wanted, source_code="99Z"), call)
    assert refused.value.faults == (RecordFault("source", "unknown"),)


def test_nobody_and_somebody_closed_have_no_episode_opened(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    with pytest.raises(NotFound):
        connector.open_episode(evolve(wanted, person_id="79999999"), call)
    with pytest.raises(RestrictedRecord):
        connector.open_episode(evolve(wanted, person_id="7000191"), call)


@pytest.mark.parametrize("acting_for", ["", "x" * 601])
def test_a_call_that_names_nobody_or_too_much_is_refused(
    connector: Mosaic, wanted: EpisodeRequest, acting_for: str
) -> None:
    with pytest.raises(RecordRejected) as refused:
        connector.find_episode(wanted.reference, Call(acting_for, "screening", 10.0))
    assert [fault.field for fault in refused.value.faults] == ["acting_for"]


def test_every_call_says_who_asks_and_why_in_whatever_letters(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest
) -> None:
    connector.open_episode(wanted, Call("Siân Llŷr\r\nX-Evil: 1", "screening & more", 10.0))
    logged = [tuple(row) for row in simulator.store.rows("SELECT * FROM ACCESS_LOG")]
    assert logged == [
        ("findSteps", "Siân Llŷr\r\nX-Evil: 1", "screening & more"),
        ("createStep", "Siân Llŷr\r\nX-Evil: 1", "screening & more"),
    ]


# How far it has come.
