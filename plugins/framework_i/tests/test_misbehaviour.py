"""Every way to answer wrongly, over a real socket: what a reader is told, what a writer is told, what was done."""

from collections.abc import Callable
from functools import partial

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import EpisodeRequest
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor.domain.identifiers import NhsNumber, Reference
from frontdoor.domain.people import PersonName
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import Answering, FrameworkISimulator, Scenario

PATIENT = Call(acting_for="Officer 7", purpose="screening", deadline=20.0)
BRIEF = Call(acting_for="Officer 7", purpose="screening", deadline=0.8)
"""Enough for an answer on this machine, and soon over for one that never ends."""


def call_for(answering: Answering) -> Call:
    return BRIEF if answering in {Answering.SILENT, Answering.DRIP_FEED} else PATIENT


UNANSWERED = (
    Answering.SILENT,
    Answering.CUT,
    Answering.SERVER_ERROR,
    Answering.SERVER_FAULT,
    Answering.DRIP_FEED,
)
UNBELIEVABLE = (
    Answering.EMPTY,
    Answering.HTML,
    Answering.REDIRECT,
    Answering.MALFORMED,
    Answering.DOCTYPE,
    Answering.OVERSIZED,
    Answering.WRONG_REQUEST,
    Answering.NEW_SHAPE,
)

READS: dict[str, Callable[[FrameworkI, Call], object]] = {
    "SearchPeople": lambda connector, call: connector.search_people(PersonQuery(family_name="Ashdown"), call),
    "GetPerson": lambda connector, call: connector.get_person("7000101", call),
    "GetRelationships": lambda connector, call: connector.get_relationships("7000101", call),
    "GetAllocatedWorkers": lambda connector, call: connector.get_involvements("7000101", call),
    "GetWarnings": lambda connector, call: connector.get_warnings("7000101", call),
    "ListChangedPeople": lambda connector, call: connector.list_changed_people("", 100, call),
    "FindEpisode": lambda connector, call: connector.find_episode(Reference("FD-2222-2222"), call),
}


def test_every_answering_but_the_normal_one_is_tried_here() -> None:
    tried = {*UNANSWERED, *UNBELIEVABLE, Answering.WRONG_PERSON, Answering.WRONG_REFERENCE, Answering.NO_ID}
    assert tried == set(Answering) - {Answering.NORMAL}


@pytest.mark.parametrize("operation", READS)
@pytest.mark.parametrize("answering", UNANSWERED)
def test_a_read_that_is_not_answered_is_unavailable(
    simulator: FrameworkISimulator, connector: FrameworkI, operation: str, answering: Answering
) -> None:
    simulator.scenario = Scenario(answering=answering, operations=(operation,))
    with pytest.raises(Unavailable):
        READS[operation](connector, call_for(answering))


@pytest.mark.parametrize("operation", READS)
@pytest.mark.parametrize("answering", UNBELIEVABLE)
def test_a_read_whose_answer_cannot_be_believed_is_a_contract_mismatch(
    simulator: FrameworkISimulator, connector: FrameworkI, operation: str, answering: Answering
) -> None:
    simulator.scenario = Scenario(answering=answering, operations=(operation,))
    with pytest.raises(ContractMismatch):
        READS[operation](connector, call_for(answering))


@pytest.mark.parametrize("operation", ["GetPerson", "GetRelationships", "GetAllocatedWorkers", "GetWarnings"])
def test_another_persons_data_is_withheld(
    simulator: FrameworkISimulator, connector: FrameworkI, operation: str
) -> None:
    simulator.scenario = Scenario(answering=Answering.WRONG_PERSON)
    with pytest.raises(ContractMismatch, match="it is about another person"):
        READS[operation](connector, PATIENT)


@pytest.mark.parametrize(
    "query",
    [
        PersonQuery(nhs_number=NhsNumber("9990010374")),
        PersonQuery(given_name="Ella", nhs_number=NhsNumber("9990010374"), limit=50),
    ],
)
def test_a_search_that_brings_people_who_were_not_asked_for_is_withheld(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call, query: PersonQuery
) -> None:
    simulator.scenario = Scenario(answering=Answering.WRONG_PERSON)
    with pytest.raises(ContractMismatch, match="a person who was not asked for"):
        connector.search_people(query, call)


@pytest.mark.parametrize("answering", [*UNANSWERED, *UNBELIEVABLE, Answering.WRONG_REFERENCE, Answering.NO_ID])
def test_an_opening_without_a_sound_answer_is_unknown_and_found_again_by_our_reference(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call, answering: Answering
) -> None:
    simulator.scenario = Scenario(answering=answering, operations=("OpenContactReferralEpisode",))
    with pytest.raises(OutcomeUnknown):
        connector.open_episode(wanted, call_for(answering))
    [opened] = simulator.episodes(wanted.reference.value)
    found = connector.find_episode(wanted.reference, call)
    assert found is not None
    assert (found.id, found.reference, found.person_id) == (str(opened["EPISODE_ID"]), wanted.reference, "7000101")


def test_an_opening_answered_with_another_person_is_unknown(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.scenario = Scenario(answering=Answering.WRONG_PERSON, operations=("OpenContactReferralEpisode",))
    with pytest.raises(OutcomeUnknown, match="it is about another person"):
        connector.open_episode(wanted, call)


def test_an_opening_that_was_swallowed_is_unknown_and_the_look_up_is_sure_of_none(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.scenario = Scenario(
        answering=Answering.SILENT, commits=False, operations=("OpenContactReferralEpisode",), times=1
    )
    with pytest.raises(OutcomeUnknown):
        connector.open_episode(wanted, BRIEF)
    assert connector.find_episode(wanted.reference, call) is None
    assert connector.open_episode(wanted, call).reference == wanted.reference


@pytest.mark.parametrize("answering", [Answering.WRONG_REFERENCE, Answering.NO_ID])
def test_a_look_up_that_answers_for_another_submission_or_without_an_id_is_a_contract_mismatch(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call, answering: Answering
) -> None:
    connector.open_episode(wanted, call)
    simulator.scenario = Scenario(answering=answering, operations=("FindEpisode",))
    with pytest.raises(ContractMismatch):
        connector.find_episode(wanted.reference, call)


def test_what_goes_wrong_on_the_way_names_no_child(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest
) -> None:
    said = []
    for answering in Answering:
        simulator.scenario = Scenario(answering=answering)
        call = call_for(answering)
        for ask in (partial(connector.open_episode, wanted, call), partial(connector.get_person, "7000101", call)):
            try:
                ask()
            except ConnectorFailure as failure:
                said.append(str(failure))
    # A read of a person holds no reference and no episode that could be wrong.
    assert len(said) == 2 * len({*Answering} - {Answering.NORMAL}) - 2
    assert [text for text in said if any(word in text for word in ("Ella", "Ashdown", "7000101", "mark-up"))] == []


def test_a_locked_record_is_said_to_be_locked_and_nothing_is_opened(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.scenario = Scenario(locked=("7000101",))
    with pytest.raises(RecordLocked):
        connector.open_episode(wanted, call)
    assert simulator.episodes(wanted.reference.value) == []


def test_a_missing_mandatory_answer_and_an_unknown_team_are_named_together(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.scenario = Scenario(
        mandatory_answers=("what_happened", "new_this_year"), unknown_teams=("Safeguarding Team North",)
    )
    with pytest.raises(RecordRejected) as caught:
        connector.open_episode(wanted, call)
    assert caught.value.faults == (
        RecordFault("answers/new_this_year", "missing"),
        RecordFault("assignToTeam", "unknown"),
    )
    assert simulator.episodes(wanted.reference.value) == []


def test_an_expired_password_is_refused_credentials_for_every_operation(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.scenario = Scenario(expired_password=True)
    for ask in READS.values():
        with pytest.raises(CredentialsRefused):
            ask(connector, call)
    with pytest.raises(CredentialsRefused):
        connector.open_episode(wanted, call)
    with pytest.raises(CredentialsRefused):
        connector.check()


def test_a_rotated_password_counts_at_the_next_call(
    simulator: FrameworkISimulator, connect: Callable[..., FrameworkI], call: Call
) -> None:
    known = ["old-password"]
    connector = connect(read_secret=lambda _: Secret(known[-1]))
    with pytest.raises(CredentialsRefused):
        connector.get_person("7000101", call)
    known.append(simulator.password)
    assert connector.get_person("7000101", call).value.id == "7000101"


def test_a_password_gone_from_the_keyring_is_refused_credentials(
    connect: Callable[..., FrameworkI], call: Call
) -> None:
    def gone(reference: SecretReference) -> Secret:
        raise SecretMissing(str(reference))

    with pytest.raises(CredentialsRefused, match="the keyring has no password"):
        connect(read_secret=gone).get_person("7000101", call)


def test_a_password_that_xml_cannot_carry_is_refused_before_it_is_sent(
    connect: Callable[..., FrameworkI], call: Call
) -> None:
    with pytest.raises(CredentialsRefused) as caught:
        connect(read_secret=lambda _: Secret("hunter2\x00")).get_person("7000101", call)
    assert "hunter2" not in str(caught.value)


def test_a_restricted_person_shows_a_display_name_and_nothing_more(connector: FrameworkI, call: Call) -> None:
    record = connector.get_person("7000191", call).value
    assert (record.restricted, record.name) == (True, PersonName(family="Imogen Mountford"))
    assert (record.birth_date, record.address.lines, record.nhs_numbers) == (None, (), ())


def test_what_lies_behind_a_restricted_person_is_refused(connector: FrameworkI, call: Call) -> None:
    with pytest.raises(RestrictedRecord):
        connector.get_relationships("7000191", call)
    with pytest.raises(RestrictedRecord):
        connector.get_involvements("7000191", call)
    with pytest.raises(RestrictedRecord):
        connector.get_warnings("7000191", call)


def test_a_person_of_whom_even_the_name_is_closed_is_refused_and_not_found_by_search(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    simulator.scenario = Scenario(closed=("7000101",))
    with pytest.raises(RestrictedRecord):
        connector.get_person("7000101", call)
    assert connector.search_people(PersonQuery(given_name="Ella", family_name="Ashdown"), call).value == ()


def test_whoever_and_whatever_is_not_there_is_not_found(connector: FrameworkI, call: Call) -> None:
    for ask in (
        lambda: connector.get_person("1", call),
        lambda: connector.get_relationships("1", call),
        lambda: connector.get_involvements("1", call),
        lambda: connector.get_warnings("1", call),
        lambda: connector.read_episode("1", call),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_slow_operation_ends_with_the_callers_deadline(simulator: FrameworkISimulator, connector: FrameworkI) -> None:
    simulator.scenario = Scenario(slow_ms={"GetPerson": 60_000})
    with pytest.raises(Unavailable, match="no answer in time"):
        connector.get_person("7000101", BRIEF)
    assert len(connector.get_relationships("7000101", PATIENT).value) == 3


def test_the_settings_hold_a_caller_with_too_long_a_deadline(
    simulator: FrameworkISimulator, connect: Callable[..., FrameworkI]
) -> None:
    simulator.scenario = Scenario(answering=Answering.DRIP_FEED)
    with pytest.raises(Unavailable, match="no answer in time"):
        connect(total_seconds=0.3).get_person("7000101", Call("Officer 7", "screening", deadline=3600))
