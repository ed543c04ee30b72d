"""Two SOAP clients that know neither the connector nor the stand-in: the WSDL alone must be enough for them."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import zeep
from suds import WebFault
from suds.client import Client as SudsClient
from suds.sudsobject import asdict
from suds.wsse import Security
from suds.wsse import UsernameToken as SudsToken
from zeep.helpers import serialize_object
from zeep.wsse.username import UsernameToken as ZeepToken

from frontdoor.connectors.episodes import EpisodeStage
from frontdoor_framework_i.contract import named, reference_contract
from frontdoor_framework_i.simulator import FrameworkISimulator, Progress, Scenario, Suspecting

WHO = {"requestId": "0123456789abcdef", "actingFor": "Officer 7", "purpose": "screening"}
REFERENCE = "FD-2222-2222"
EPISODE = {
    "submissionRef": REFERENCE,
    "contactDate": datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
    "sourceCode": "2A",
    "category": "neglect",
    "priority": "urgent",
    "answers": {"answer": [{"questionId": "q1", "question": "Q?", "answer": "A"}]},
    "assignToTeam": "Duty",
}
PROGRESS = Progress(REFERENCE, "Completed", EpisodeStage.COMPLETED, "Assessment", ("Single assessment",))
FILE = bytes(range(256))
FILED = {"submissionRef": REFERENCE, "episodeId": "1"}
NOTE = {
    "noteKey": "note-1",
    **FILED,
    "personId": "7000101",
    "title": "Told",
    "text": "Two lines\nof text",
    "writtenBy": "Officer 7",
    "writtenAt": datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
}
DOCUMENT = {"documentKey": "document-1", **FILED, "fileName": "letter.pdf", "mediaType": "application/pdf"}

Ask = Callable[..., Any]
"""An operation and its parts; answers with plain data. Raises the client's own fault."""


@pytest.fixture
def wsdl(tmp_path: Path) -> Path:
    """The contract as a file: neither client is to ask anything of a network for it."""
    path = tmp_path / "framework_i_reference.wsdl"
    path.write_bytes(reference_contract().wsdl)
    return path


@pytest.fixture
def ask_by_zeep(simulator: FrameworkISimulator, wsdl: Path) -> Iterator[Ask]:
    # zeep has no types.
    new_client: Any = zeep.Client
    new_token: Any = ZeepToken
    plain: Any = serialize_object
    client = new_client(str(wsdl), wsse=new_token(simulator.user, simulator.password))
    [binding] = client.wsdl.bindings
    service = client.create_service(binding, simulator.url)

    def ask(operation: str, **parts: Any) -> Any:
        if operation == "UploadDocument":
            parts["content"] = FILE  # this client writes base64 itself
        return plain(getattr(service, operation)(call=WHO, **parts), dict)

    with client.settings(strict=True):
        yield ask
    client.transport.session.close()


@pytest.fixture
def ask_by_suds(simulator: FrameworkISimulator, wsdl: Path) -> Ask:
    security = Security()
    security.tokens.append(SudsToken(simulator.user, simulator.password))
    client = SudsClient(wsdl.as_uri(), location=simulator.url, wsse=security, cache=None)

    def ask(operation: str, **parts: Any) -> Any:
        # This client writes neither base64 nor times of a type of the contract's own.
        parts = {local: part.isoformat() if isinstance(part, datetime) else part for local, part in parts.items()}
        if operation == "UploadDocument":
            parts["content"] = b64encode(FILE).decode("ascii")
        return _plain(getattr(client.service, operation)(call=WHO, **parts))

    return ask


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if hasattr(value, "__keylist__"):
        return {key.removeprefix("_"): _plain(each) for key, each in asdict(value).items()}
    return str(value) if isinstance(value, str) else value


@pytest.fixture(params=["ask_by_zeep", "ask_by_suds"])
def ask(request: pytest.FixtureRequest) -> Ask:
    chosen: Ask = request.getfixturevalue(request.param)
    return chosen


def test_a_stranger_searches_for_people(ask: Ask) -> None:
    found = ask("SearchPeople", surname="Ashdown", forename="Ella", dateOfBirth=date(2014, 5, 17), maxResults=5)
    [person] = found["person"]
    assert (person["personId"], person["details"]["nhsNumber"]) == ("7000101", ["9990010374"])


def test_a_stranger_reads_a_person_and_of_a_restricted_one_a_display_name(ask: Ask) -> None:
    whole = ask("GetPerson", personId="7000101")["person"]
    closed = ask("GetPerson", personId="7000191")["person"]
    assert (whole["details"]["name"]["family"], closed["restricted"]["displayName"]) == ("Ashdown", "Imogen Mountford")
    assert closed.get("details") is None


def test_a_stranger_reads_family_workers_and_warnings(ask: Ask) -> None:
    relations = [each["relation"] for each in ask("GetRelationships", personId="7000101")["relationship"]]
    workers = [each["worker"] for each in ask("GetAllocatedWorkers", personId="7000101")["worker"]]
    [warning] = ask("GetWarnings", personId="7000101")["warning"]
    assert (relations, workers[0]) == (["mother", "father", "brother"], "Folake Adeyemi")
    assert (warning["kind"], warning["reviewOn"]) == ("Dog at the address", date(2026, 12, 1))


def test_a_stranger_follows_the_feed(ask: Ask) -> None:
    first = ask("ListChangedPeople", maxResults=2)
    second = ask("ListChangedPeople", after=first["cursor"], maxResults=2)
    ids = [person["personId"] for page in (first, second) for person in page["person"]]
    assert (ids, first["isLast"]) == (["7000101", "7000102", "7000103", "7000104"], False)


def test_a_stranger_opens_finds_and_reads_an_episode(ask: Ask, simulator: FrameworkISimulator) -> None:
    opened = ask("OpenContactReferralEpisode", personId="7000101", **EPISODE)
    again = ask("OpenContactReferralEpisode", personId="7000101", **EPISODE)
    simulator.make_progress(PROGRESS)
    found = ask("FindEpisode", submissionRef=REFERENCE)["episode"]
    read = ask("GetEpisode", episodeId=found["episodeId"])["episode"]
    assert (opened["result"], again["result"], len(simulator.episodes(REFERENCE))) == ("created", "existing", 1)
    assert found == read
    assert (read["stage"], read["outcome"], read["nextStep"]) == ("completed", "Assessment", ["Single assessment"])


def test_a_stranger_opens_an_episode_for_somebody_new(ask: Ask) -> None:
    new = {
        "name": {"given": "Nia", "family": "O'Brien-Ní Dhómhnaill"},
        "sex": "F",
        "address": {"line": ["3 Mill Lane", "Upton"], "postcode": "WR82 3WX"},
        "notTheSameAs": ["7000101"],
    }
    opened = ask("OpenContactReferralEpisode", newPerson=new, **EPISODE)["episode"]
    read = ask("GetPerson", personId=opened["personId"])["person"]["details"]
    assert (read["name"]["family"], read["address"]["line"]) == ("O'Brien-Ní Dhómhnaill", ["3 Mill Lane", "Upton"])


def test_a_stranger_files_a_note_and_a_document_once(ask: Ask, simulator: FrameworkISimulator) -> None:
    ask("OpenContactReferralEpisode", personId="7000101", **EPISODE)
    notes = [ask("AddCaseNote", **NOTE) for _ in range(2)]
    documents = [ask("UploadDocument", **DOCUMENT) for _ in range(2)]
    held = simulator.held(REFERENCE)
    assert [each["result"] for each in (*notes, *documents)] == ["created", "existing"] * 2
    assert (documents[0]["fileName"], documents[0]["size"]) == ("letter.pdf", 256)
    assert (held.notes, held.files) == (1, (FILE,))


def test_zeep_reads_the_code_and_the_detail_of_a_fault(ask_by_zeep: Ask, simulator: FrameworkISimulator) -> None:
    simulator.scenario = Scenario(unknown_teams=("Duty",))
    with pytest.raises(zeep.exceptions.Fault) as caught:
        ask_by_zeep("OpenContactReferralEpisode", personId="7000101", **EPISODE)
    told = [element.text for element in caught.value.detail.iter(named("field"), named("code"))]
    assert (caught.value.code, told) == ("soap:Client.Validation", ["assignToTeam", "unknown"])


def test_suds_reads_the_code_and_the_detail_of_a_fault(ask_by_suds: Ask, simulator: FrameworkISimulator) -> None:
    simulator.scenario = Scenario(suspecting=Suspecting.EVERYBODY)
    new = {"name": {"family": "Rees"}, "sex": "U"}
    with pytest.raises(WebFault) as caught:
        ask_by_suds("OpenContactReferralEpisode", newPerson=new, **EPISODE)
    fault = caught.value.fault
    people = [person.personId for person in fault.detail.Candidates.person]
    assert (fault.faultcode, people) == ("soap:Client.DuplicateSuspected", ["7000101", "7000102"])
