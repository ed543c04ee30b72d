"""The promises of `CaseManagement` over a real socket, where nothing goes wrong."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import EpisodeRequest, NewPerson, PopulatedAnswer
from frontdoor.connectors.failures import RecordFault, RecordRejected
from frontdoor.connectors.people import CaseStatus, Involvement, PersonRecord, Plan, PlanKind, Relationship
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.testing import families
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator

ELLA = PersonRecord(
    id="7000101",
    name=PersonName("Ella", "Ashdown"),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    address=Address(("14 Larkmead Rise", "Evesham"), Postcode("WR80 1AB")),
    nhs_numbers=(NhsNumber("9990010374"),),
    upns=(Upn("P885990118107"),),
    case_status=CaseStatus.OPEN,
    plans=(Plan(PlanKind.CHILD_PROTECTION, date(2026, 3, 4)),),
    legal_statuses=(),
)


def ids(people: tuple[PersonRecord, ...]) -> list[str]:
    return [person.id for person in people]


def test_it_is_what_the_sdk_calls_case_management(connector: FrameworkI) -> None:
    assert isinstance(connector, CaseManagement)


def test_a_person_is_read_whole(connector: FrameworkI, call: Call) -> None:
    before = datetime.now(UTC)
    answer = connector.get_person("7000101", call)
    assert answer.value == ELLA
    assert before <= answer.as_at <= datetime.now(UTC)


@pytest.mark.parametrize(
    "query",
    [
        PersonQuery(given_name="ella", family_name="ASHD"),
        PersonQuery(family_name="Ashdown", date_of_birth=date(2014, 5, 17)),
        PersonQuery(nhs_number=NhsNumber("9990010374")),
        PersonQuery(upn=Upn("P885990118107")),
        PersonQuery(given_name="Ella", postcode=Postcode("WR80 1AB")),
    ],
)
def test_each_part_of_a_query_finds_the_person_it_fits(connector: FrameworkI, call: Call, query: PersonQuery) -> None:
    assert connector.search_people(query, call).value == (ELLA,)


def test_a_query_that_fits_nobody_is_answered_with_none(connector: FrameworkI, call: Call) -> None:
    query = PersonQuery(given_name="Ella", date_of_birth=date(1999, 1, 1))
    assert connector.search_people(query, call).value == ()


def test_a_search_brings_no_more_than_its_limit(connector: FrameworkI, call: Call) -> None:
    query = PersonQuery(family_name="Ashdown")
    whole = connector.search_people(query, call).value
    assert ids(connector.search_people(evolve(query, limit=2), call).value) == ids(whole)[:2]


def test_a_query_without_any_part_is_refused(connector: FrameworkI, call: Call) -> None:
    with pytest.raises(RecordRejected) as caught:
        connector.search_people(PersonQuery(), call)
    assert caught.value.faults == (RecordFault("SearchPeople", "nothing_asked"),)


@pytest.mark.parametrize("name", ["%", "*", "' -"])
def test_a_name_without_letters_is_refused_and_finds_nobody(connector: FrameworkI, call: Call, name: str) -> None:
    with pytest.raises(RecordRejected) as caught:
        connector.search_people(PersonQuery(given_name=name, family_name="Ashdown"), call)
    assert caught.value.faults == (RecordFault("SearchPeople", "name_without_letters"),)


def test_every_made_up_person_known_to_social_care_is_read_as_they_are(connector: FrameworkI, call: Call) -> None:
    known = {person.key: person.case_id for person in families.people() if person.case_id}
    for person in families.people():
        if person.case_id is None:
            continue
        if person.restricted:
            expected = PersonRecord(person.case_id, PersonName(family=str(person.name)), restricted=True)
        else:
            expected = PersonRecord(
                id=person.case_id,
                name=person.name,
                other_names=person.other_names,
                birth_date=person.birth_date,
                sex=person.sex,
                address=person.address,
                nhs_numbers=person.nhs_numbers,
                upns=(person.upn, *person.former_upns) if person.upn else person.former_upns,
                case_status=person.case_status,
                do_not_disclose_address=person.do_not_disclose_address,
                duplicate_of=known[person.duplicate_of] or "" if person.duplicate_of else "",
                plans=person.plans,
                legal_statuses=person.legal_statuses,
            )
        assert connector.get_person(person.case_id, call).value == expected


def test_family_and_household_are_read_with_what_they_are_to_the_child(connector: FrameworkI, call: Call) -> None:
    rachel, darren, oliver = connector.get_relationships("7000101", call).value
    assert rachel == Relationship(
        person_id="7000103",
        name=PersonName("Rachel", "Ashdown"),
        relation="mother",
        parental_responsibility=True,
        same_household=True,
        birth_date=BirthDate(date(1989, 11, 30)),
    )
    assert (darren.relation, darren.same_household) == ("father", False)
    assert (oliver.relation, oliver.parental_responsibility) == ("brother", False)


def test_workers_are_read_with_how_to_reach_them_the_allocated_one_first(connector: FrameworkI, call: Call) -> None:
    first, second = connector.get_involvements("7000101", call).value
    assert first == Involvement(
        worker="Folake Adeyemi",
        role="Allocated social worker",
        team="Safeguarding Team North",
        phone="01632 960301",
        email="f.adeyemi@council.example",
        since=date(2026, 2, 11),
        confirmed_on=date(2026, 11, 2),
    )
    assert second.role == "Team manager"


def test_a_person_without_workers_is_answered_with_none(connector: FrameworkI, call: Call) -> None:
    assert connector.get_involvements("7000103", call).value == ()


def test_an_opened_episode_holds_what_was_asked(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    assert (episode.reference, episode.person_id, episode.status, episode.team) == (
        wanted.reference,
        "7000101",
        "Open",
        "Safeguarding Team North",
    )
    [held] = simulator.episodes(wanted.reference.value)
    assert held == {
        "EPISODE_ID": int(episode.id),
        "SUBMISSION_REF": wanted.reference.value,
        "PERSON_ID": "7000101",
        "CONTACT_DATE": "2026-10-25T00:30:00Z",
        "SOURCE_CODE": "2A",
        "CATEGORY": "neglect",
        "PRIORITY": "high",
        "TEAM": "Safeguarding Team North",
        "STATUS": "Open",
        "STAGE": "waiting",
        "OUTCOME": "",
        "NEXT_STEPS": "",
        "OPENED_FOR": "Officer 7",
        "ANSWERS": [
            {
                "QUESTION_ID": "what_happened",
                "QUESTION": "What happened?",
                "ANSWER": "Two lines\r\n<b>& no mark-up</b>",
            }
        ],
    }


def test_an_episode_is_found_by_our_reference_and_read_by_its_id(
    connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    assert connector.find_episode(wanted.reference, call) == episode
    assert connector.read_episode(episode.id, call).value == episode
    assert connector.find_episode(Reference.new(), call) is None


def test_asked_again_an_episode_is_answered_and_not_opened_twice(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    with ThreadPoolExecutor(8) as pool:
        episodes = set(pool.map(lambda _: connector.open_episode(wanted, call), range(24)))
    assert len(episodes) == 1
    assert len(simulator.episodes(wanted.reference.value)) == 1


def test_an_episode_without_a_team_goes_to_the_one_in_settings(
    connect: Callable[..., FrameworkI], wanted: EpisodeRequest, call: Call
) -> None:
    assert connect(team="Duty").open_episode(evolve(wanted, team=""), call).team == "Duty"


@pytest.mark.parametrize(
    "person",
    [
        NewPerson(
            name=PersonName("Nia", "O'Brien-Ní Dhómhnaill"),
            birth_date=BirthDate(date(2019, 3, 2), BirthDateKind.ESTIMATED),
            sex=Sex.FEMALE,
            address=Address(("3 Mill Lane", "Upton"), Postcode("WR82 3WX")),
            nhs_number=NhsNumber("9990010374"),
            upn=Upn("P885990118107"),
        ),
        NewPerson(PersonName(given="小龙"), None, Sex.UNKNOWN, Address(note="No fixed address")),
        NewPerson(
            PersonName("Unborn", "Łuczak"), BirthDate(date(2027, 2, 1), BirthDateKind.EXPECTED), Sex.UNKNOWN, Address()
        ),
    ],
)
def test_a_new_person_is_created_with_the_episode_as_described(
    connector: FrameworkI, wanted: EpisodeRequest, call: Call, person: NewPerson
) -> None:
    episode = connector.open_episode(evolve(wanted, person_id=None, new_person=person), call)
    assert connector.get_person(episode.person_id, call).value == PersonRecord(
        id=episode.person_id,
        name=person.name,
        birth_date=person.birth_date,
        sex=person.sex,
        address=person.address,
        nhs_numbers=(person.nhs_number,) if person.nhs_number else (),
        upns=(person.upn,) if person.upn else (),
        case_status=CaseStatus.OPEN,
        plans=(),
        legal_statuses=(),
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"source_code": "school"}, "sourceCode"),
        ({"category": ""}, "category"),
        ({"person_id": "7000101'; DROP TABLE EPISODES; --"}, "personId"),
        ({"answers": (PopulatedAnswer("q", "Q?", "nul \x00"),)}, "answer"),
        ({"answers": (PopulatedAnswer("q", "Q?", "half a pair \ud83d"),)}, "answer"),
        ({"answers": (PopulatedAnswer("q", "Q?", "x" * 100_001),)}, "answer"),
        ({"team": "Team\nwith a line"}, "assignToTeam"),
        ({"contact_date": datetime(2026, 10, 25, 0, 30)}, "contactDate"),  # noqa: DTZ001 - the fault under test
    ],
)
def test_what_the_contract_cannot_carry_is_refused_by_field_before_it_is_sent(
    simulator: FrameworkISimulator,
    connector: FrameworkI,
    wanted: EpisodeRequest,
    call: Call,
    change: dict[str, Any],
    field: str,
) -> None:
    with pytest.raises(RecordRejected) as caught:
        connector.open_episode(evolve(wanted, **change), call)
    assert [fault.field for fault in caught.value.faults] == [field]
    assert simulator.store.rows("SELECT * FROM ACCESS_LOG") == []


def test_a_source_code_outside_the_census_list_is_refused_by_the_system(
    connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    with pytest.raises(RecordRejected) as caught:
        connector.open_episode(evolve(wanted, source_code="99Z"), call)
    assert caught.value.faults == (RecordFault("sourceCode", "unknown"),)
