"""Answers that are sound in every part but one: about whom, or how much, they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import EpisodeRequest
from frontdoor.connectors.failures import ContractMismatch
from frontdoor.domain.identifiers import Reference, Upn
from frontdoor.transport.http import HttpAnswer, Transport
from frontdoor_framework_i.connector import FrameworkI

Altering = Callable[..., None]


@pytest.fixture
def altering(monkeypatch: pytest.MonkeyPatch) -> Altering:
    """Replace bytes of what goes out or of what comes back, as a faulty go-between would."""

    def alter(*, asked: tuple[bytes, bytes] = (b"", b""), answered: tuple[bytes, bytes] = (b"", b"")) -> None:
        send = Transport.send

        def between(self: Transport, method: str, path: str, body: bytes, *rest: Any, **named: Any) -> HttpAnswer:
            answer = send(self, method, path, body.replace(*asked), *rest, **named)
            return evolve(answer, body=answer.body.replace(*answered))

        monkeypatch.setattr(Transport, "send", between)

    return alter


def test_a_search_is_withheld_where_the_pupil_number_is_another(
    connector: FrameworkI, call: Call, altering: Altering
) -> None:
    altering(answered=(b"P885990118107", b"B000000000000"))
    with pytest.raises(ContractMismatch, match="a person who was not asked for"):
        connector.search_people(PersonQuery(upn=Upn("P885990118107")), call)


def test_a_search_is_withheld_where_the_date_of_birth_is_another(
    connector: FrameworkI, call: Call, altering: Altering
) -> None:
    altering(answered=(b"2014-05-17", b"2014-05-18"))
    with pytest.raises(ContractMismatch, match="a person who was not asked for"):
        connector.search_people(PersonQuery(date_of_birth=date(2014, 5, 17)), call)


def test_a_search_is_not_withheld_where_the_date_of_birth_is_only_estimated(
    connector: FrameworkI, call: Call, altering: Altering
) -> None:
    altering(answered=(b'kind="known">2014-05-17', b'kind="estimated">2014-05-18'))
    found = connector.search_people(PersonQuery(given_name="Ella", date_of_birth=date(2014, 5, 17)), call).value
    assert [person.id for person in found] == ["7000101"]


def test_a_search_that_brings_more_than_asked_for_is_withheld(
    connector: FrameworkI, call: Call, altering: Altering
) -> None:
    altering(asked=(b"<fwi:maxResults>2<", b"<fwi:maxResults>3<"))
    with pytest.raises(ContractMismatch, match="more people than asked for"):
        connector.search_people(PersonQuery(family_name="Ashdown", limit=2), call)


def test_an_episode_with_another_id_is_withheld(
    connector: FrameworkI, wanted: EpisodeRequest, call: Call, altering: Altering
) -> None:
    episode = connector.open_episode(wanted, call)
    altering(answered=(f"<fwi:episodeId>{episode.id}<".encode(), b"<fwi:episodeId>9999<"))
    with pytest.raises(ContractMismatch, match="about another episode"):
        connector.read_episode(episode.id, call)


def test_that_there_is_no_episode_is_not_believed_of_another_reference(
    connector: FrameworkI, call: Call, altering: Altering
) -> None:
    reference = Reference.new()
    altering(answered=(reference.value.encode(), b"FD-2222-2222"))
    with pytest.raises(ContractMismatch, match="about another submission"):
        connector.find_episode(reference, call)


def test_only_the_opening_of_an_episode_is_never_repeated_by_itself(
    connector: FrameworkI, wanted: EpisodeRequest, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeatable: list[bool] = []
    send = Transport.send

    def note(self: Transport, *asked: Any, **how: Any) -> HttpAnswer:
        repeatable.append(how["repeatable"])
        return send(self, *asked, **how)

    monkeypatch.setattr(Transport, "send", note)
    connector.find_episode(wanted.reference, call)
    episode = connector.open_episode(wanted, call)
    connector.read_episode(episode.id, call)
    connector.get_person("7000101", call)
    assert repeatable == [True, True, False, True, True]


@pytest.mark.parametrize("claimed", [{"charset": "utf-16"}, {"encoding": "gzip"}, {"content_type": "application/xml"}])
def test_an_answer_that_claims_to_be_written_otherwise_is_withheld(
    connector: FrameworkI, call: Call, monkeypatch: pytest.MonkeyPatch, claimed: dict[str, Any]
) -> None:
    send = Transport.send
    monkeypatch.setattr(Transport, "send", lambda *asked, **how: evolve(send(*asked, **how), **claimed))
    with pytest.raises(ContractMismatch, match="not plain XML in UTF-8"):
        connector.get_person("7000101", call)
