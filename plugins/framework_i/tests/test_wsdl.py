"""The WSDL against both of its sides, the connector and the stand-in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.request import urlopen

import pytest
from attrs import evolve
from lxml import etree

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, EpisodeRequest, NewPerson
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, PersonName, Sex
from frontdoor.transport.http import Transport
from frontdoor_framework_i import envelope
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.contract import NAMESPACE, Contract, named, reference_contract
from frontdoor_framework_i.simulator import FrameworkISimulator
from frontdoor_framework_i.simulator.operations import OPERATIONS


@pytest.fixture
def exchanged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[etree._Element, etree._Element]]:
    """The payloads of each request and its answer, as they pass the connector's transport."""
    seen: list[tuple[etree._Element, etree._Element]] = []
    send = Transport.send

    def listen(self: Transport, method: str, path: str, body: bytes, *rest: Any, **named_rest: Any) -> Any:
        answer = send(self, method, path, body, *rest, **named_rest)
        seen.append(tuple(envelope.payload_of(envelope.read(each)) for each in (body, answer.body)))  # type: ignore[arg-type]
        return answer

    monkeypatch.setattr(Transport, "send", listen)
    return seen


def test_every_operation_is_asked_by_the_client_served_by_the_simulator_and_fits_the_schema_both_ways(
    connector: FrameworkI,
    taking_notes: FrameworkI,
    wanted: EpisodeRequest,
    note: CaseNote,
    document: Document,
    call: Call,
    exchanged: list[tuple[etree._Element, etree._Element]],
) -> None:
    new = NewPerson(PersonName("Nia", "Rees"), None, Sex.UNKNOWN, Address(note="No fixed address"))
    connector.search_people(PersonQuery(family_name="Ashdown"), call)
    connector.get_person("7000101", call)
    connector.get_relationships("7000101", call)
    connector.get_involvements("7000101", call)
    connector.get_warnings("7000101", call)
    connector.list_changed_people("", 100, call)
    wanted = evolve(wanted, reference=Reference.new())
    connector.find_episode(wanted.reference, call)
    episode = connector.open_episode(evolve(wanted, person_id=None, new_person=new), call)
    connector.find_episode(wanted.reference, call)
    connector.read_episode(episode.id, call)
    taking_notes.add_case_note(note, call)
    connector.attach_document(document, call)
    contract = reference_contract()
    assert [contract.faults_of(payload) for pair in exchanged for payload in pair] == [()] * 2 * 13
    asked = {request.tag for request, _ in exchanged}
    assert asked == {named(operation) for operation in contract.operations}
    assert [response.tag for _, response in exchanged] == [f"{request.tag}Response" for request, _ in exchanged]


def test_the_simulator_serves_every_operation_of_the_wsdl() -> None:
    assert set(OPERATIONS) == set(reference_contract().operations)


def test_the_simulator_serves_the_wsdl_with_its_own_address(simulator: FrameworkISimulator) -> None:
    with urlopen(f"{simulator.url}?wsdl") as answer:
        served = answer.read()
    assert served.replace(simulator.url.encode(), b"http://127.0.0.1/") == reference_contract().wsdl


def test_a_schema_fault_names_the_element_and_never_what_it_held() -> None:
    request = etree.fromstring(
        f'<FindEpisode xmlns="{NAMESPACE}"><call><requestId>0123456789</requestId>'
        "<actingFor>Officer 7</actingFor><purpose>p</purpose></call>"
        "<submissionRef>Ella Ashdown</submissionRef></FindEpisode>"
    )
    faults = reference_contract().faults_of(request)
    assert [(fault.element, fault.kind) for fault in faults] == [("submissionRef", "SCHEMAV_CVC_PATTERN_VALID")]


def test_an_element_of_a_strangers_making_is_not_repeated() -> None:
    request = etree.fromstring(f'<EllaAshdown xmlns="{NAMESPACE}"/>')
    assert [fault.element for fault in reference_contract().faults_of(request)] == ["unknown element"]


def test_a_wsdl_without_a_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="no schema"):
        Contract(b'<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"/>')


def test_the_contract_may_be_asked_from_many_threads(connect: Callable[..., FrameworkI], call: Call) -> None:
    connector = connect()
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda person: connector.get_person(person, call).value.id, ["7000101", "7000103"] * 40)
        )
    assert answers == ["7000101", "7000103"] * 40
