"""Case notes, files and episodes at the desk: what the system says is checked, and nothing unsure passes for done."""

from typing import Any

import pytest
from reference_portal.tests.unit.connections.systems import (
    CALL,
    EPISODE,
    HURRIED,
    NOW,
    REFERENCE,
    REQUEST,
    ZAYNAB,
    Gate,
    Scripted,
    altered,
    connector,
    gateway,
    said,
)
from reference_portal.tests.unit.connections.test_desk import desk

from frontdoor.connectors.episodes import CaseNote, Document, Filed
from frontdoor.connectors.failures import ContractMismatch, DuplicateSuspected, NotFound, OutcomeUnknown, Unavailable
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, PersonName

NOTE = CaseNote("note-key", REFERENCE, "e-1", "p-1", "Contact", "Hungry at school", "Olu Grant", NOW)
FILE = Document("file-key", REFERENCE, "e-1", "FD.txt", "text/plain", b"Hungry at school")
FILED = Filed("n-1", "fd.txt")


def write(operation: str, answer: object, call: Any = CALL) -> Filed:
    one = desk(Scripted(**{operation: answer}))
    return one.add_case_note(NOTE, call) if operation == "add_case_note" else one.attach_document(FILE, call)


both = pytest.mark.parametrize("operation", ["add_case_note", "attach_document"])


@both
def test_what_the_system_filed_is_passed_on(operation: str) -> None:
    assert write(operation, altered(FILED, id=" n-1 ")) == FILED


@both
@pytest.mark.parametrize(
    "answer",
    [None, "n-1", altered(FILED, id=" "), altered(FILED, id=7), KeyError("after sending"), ContractMismatch("a page")],
)
def test_an_answer_that_proves_nothing_leaves_open_whether_it_is_filed(operation: str, answer: object) -> None:
    with pytest.raises(OutcomeUnknown):
        write(operation, answer)


@both
def test_one_that_takes_too_long_may_have_been_filed(operation: str, gate: Gate) -> None:
    with pytest.raises(OutcomeUnknown):
        write(operation, gate, HURRIED)


@both
def test_a_definite_failure_changes_nothing(operation: str) -> None:
    with pytest.raises(Unavailable):
        write(operation, Unavailable("full"))


def test_a_note_that_hangs_is_not_sent_again_beside_itself(gate: Gate) -> None:
    scripted = Scripted(add_case_note=gate, attach_document=FILED)
    one = desk(scripted)
    for call in (HURRIED, CALL):
        with pytest.raises(OutcomeUnknown):
            one.add_case_note(NOTE, call)
    assert one.attach_document(FILE, CALL) == FILED
    assert scripted.calls == ["add_case_note", "attach_document"]


def offered_by(*candidates: Any) -> tuple[PersonRecord, ...]:
    with pytest.raises(DuplicateSuspected) as raised:
        desk(Scripted(open_episode=DuplicateSuspected(candidates))).open_episode(REQUEST, CALL)
    return raised.value.candidates


def test_records_that_may_be_the_childs_are_passed_on() -> None:
    assert offered_by(ZAYNAB, altered(ZAYNAB, id="p-2")) == (ZAYNAB, altered(ZAYNAB, id="p-2"))


def test_a_restricted_one_is_passed_on_by_its_name_alone() -> None:
    leaky = altered(ZAYNAB, restricted=True, address=Address(("1 Larch Road",)))
    assert offered_by(leaky) == (PersonRecord("p-1", PersonName("Zaynab", "Nkemelu"), restricted=True),)


@pytest.mark.parametrize("nobody", ["p-1", altered(ZAYNAB, id=" "), altered(ZAYNAB, name=None)])
def test_what_is_no_record_is_not_offered(nobody: object) -> None:
    assert offered_by(nobody) == ()


def test_a_flood_of_records_is_no_choice() -> None:
    assert offered_by(*(altered(ZAYNAB, id=f"p-{number}") for number in range(21))) == ()


def read(answer: object, reference: Reference = REFERENCE) -> SourceAnswer[Any]:
    systems = gateway([connector("mosaic", Scripted(read_episode=answer))])
    return systems.read_episode("mosaic", "e-1", reference, CALL)


def test_an_episode_is_read_as_its_system_holds_it_now() -> None:
    assert read(said(EPISODE)) == SourceAnswer("Mosaic", SourceState.FOUND, NOW, (EPISODE,), NOW)


def test_an_episode_that_is_gone_is_none_found() -> None:
    assert read(NotFound("e-1")) == SourceAnswer(
        "Mosaic", SourceState.NONE_FOUND, NOW, explanation="Mosaic answered that it has no such record."
    )


@pytest.mark.parametrize(
    "answer",
    [EPISODE, said(altered(EPISODE, id="e-2")), said(altered(EPISODE, reference=Reference.new())), said(None)],
    ids=["without a time", "another", "another reference", "nothing"],
)
def test_an_episode_that_is_not_the_one_asked_for_is_withheld(answer: object) -> None:
    assert read(answer).state is SourceState.DID_NOT_ANSWER
