"""Case notes and files follow an episode, each by itself: what one of them meets holds up nothing else."""

from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.unit.delivery.scene import CONCERN, FORM, OFFICER, REFERENCE, Scene, scene
from reference_portal.tests.unit.delivery.vendor import Vendor, fails
from structlog.testing import capture_logs

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import CaseNote, Document, Filed
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
    Unsupported,
)
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor_portal.use_cases.models import Action, HandOffKind, Message, Topic

NOTE, FILE = f"add_case_note/{REFERENCE}", f"attach_document/{REFERENCE}/concern"
BOTH = {Operation.ADD_CASE_NOTE: Level.NATIVE, Operation.ATTACH_DOCUMENT: Level.NATIVE}


def filing(*script: Any) -> Scene:
    """The episode is there, and what follows it is queued; `script` is what the next calls meet."""
    done = scene()
    done.vendor.can(BOTH)
    done.vendor.script = [Vendor.keep, *script]
    return done


def states(done: Scene) -> dict[str, str]:
    return {key: done.memory.rows[key].state for key in (NOTE, FILE)}


def by_hand(done: Scene) -> list[tuple[HandOffKind, str]]:
    return [(each.kind, each.reason) for each in done.memory.copied_by_hand]


def test_the_note_and_the_concern_follow_the_episode() -> None:
    done = filing()
    done.work()
    assert done.vendor.asked == ["open", "note", "document"]
    assert states(done) == {NOTE: "done", FILE: "done"}
    assert by_hand(done) == []


def test_the_note_says_what_was_decided_by_whom_and_whose_it_is() -> None:
    done = filing()
    done.work()
    note = done.vendor.filed[0]
    assert isinstance(note, CaseNote)
    assert CONCERN.decision is not None
    assert evolve(note, text="") == CaseNote(
        key=NOTE,
        reference=REFERENCE,
        episode_id="E1",
        person_id="p-1",
        title=f"Family Front Door contact {REFERENCE}",
        text="",
        written_by="Olu Grant",
        written_at=CONCERN.decision.decided_at,
    )
    assert "Why: Significant harm" in note.text


def test_the_concern_is_a_text_file_with_the_reference_alone_in_its_name() -> None:
    done = filing()
    done.work()
    content = (
        f"Family Front Door contact {REFERENCE}\nReceived: 4 June 2026 at 7:32am\n"
        f"Sent by: Asha Bello, Teacher, Hollybush Primary School\nForm: {FORM.id}, version {FORM.version}\n"
    )
    assert done.vendor.filed[1] == Document(
        key=FILE,
        reference=REFERENCE,
        episode_id="E1",
        file_name=f"{REFERENCE}.txt",
        media_type="text/plain",
        content=content.encode(),
    )


def test_the_system_learns_who_decided_and_what_for_each_time() -> None:
    done = filing()
    done.work()
    assert done.vendor.calls == [
        Call(OFFICER.id, "open_episode", 30.0),
        Call(OFFICER.id, "add_case_note", 30.0),
        Call(OFFICER.id, "attach_document", 30.0),
    ]


def test_what_the_system_calls_them_is_audited() -> None:
    done = filing()
    done.work()
    assert [(each.actor_id, each.action, each.subject, each.detail) for each in done.memory.audited] == [
        ("", Action.FILED, str(REFERENCE), "add_case_note/note-1"),
        ("", Action.FILED, str(REFERENCE), "attach_document/document-2"),
    ]


def test_a_full_document_store_holds_up_neither_the_referral_nor_the_note() -> None:
    done = filing(lambda *_: Filed("n-1"), fails(Unavailable("no room")))
    done.work()
    assert (done.delivery.state, states(done)) == (DeliveryState.DELIVERED, {NOTE: "done", FILE: "waiting"})


def test_only_what_is_missing_is_sent_again() -> None:
    done = filing(lambda *_: Filed("n-1"), fails(Unavailable("no room")))
    done.work_until_quiet()
    assert done.vendor.asked == ["open", "note", "document", "document"]
    assert states(done) == {NOTE: "done", FILE: "done"}


@pytest.mark.parametrize("failure", [OutcomeUnknown("cut off"), ContractMismatch("a page")])
def test_after_an_unknown_outcome_the_same_is_sent_with_the_same_key(failure: ConnectorFailure) -> None:
    done = filing(fails(failure))
    done.work_until_quiet()
    assert done.vendor.asked == ["open", "note", "document", "note"]
    assert [each.key for each in done.vendor.filed] == [FILE, NOTE]


def test_a_request_on_its_way_gets_time_to_arrive() -> None:
    done = filing(fails(OutcomeUnknown("cut off")))
    done.work()
    assert done.memory.rows[NOTE].due >= 5.0


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (
            RecordRejected([RecordFault("type", "not\r\nallowed")]),
            "Framework-i did not accept it (type: not  allowed).",
        ),
        (NotFound("E1"), "Framework-i has no episode or record of the number that is recorded here."),
        (
            RestrictedRecord("p-1"),
            "Framework-i does not let this service write in the record, because it is restricted.",
        ),
        (Unsupported("no files"), "Framework-i does not take this from this service."),
    ],
)
def test_what_is_refused_becomes_work_for_an_officer(failure: ConnectorFailure, reason: str) -> None:
    done = filing(lambda *_: Filed("n-1"), fails(failure))
    done.work()
    assert by_hand(done) == [(HandOffKind.DOCUMENT, reason)]
    assert states(done) == {NOTE: "done", FILE: "done"}


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (Unavailable("down"), "Framework-i could not be reached for too long."),
        (RecordLocked("open"), "Somebody had the record open in Framework-i for too long."),
        (RateLimited(1), "Framework-i asked this service to wait for too long. Tell the support team."),
        (CredentialsRefused("401"), "Framework-i did not let this service sign in. Tell the support team."),
        (OutcomeUnknown("?"), "Framework-i never said whether it has this already: look before you add it."),
    ],
)
def test_after_a_day_an_officer_does_it_by_hand(failure: ConnectorFailure, reason: str) -> None:
    done = filing(*[fails(failure)] * 800)
    with capture_logs() as log:
        done.work_until_quiet()
    assert by_hand(done) == [(HandOffKind.CASE_NOTE, reason), (HandOffKind.DOCUMENT, reason)]
    assert [line["event"] for line in log if line["log_level"] == "error"] == ["filing_needs_a_person"] * 2


def test_a_system_that_asks_to_wait_is_left_alone_for_so_long() -> None:
    done = filing(fails(RateLimited(40.0)))
    done.work()
    assert done.memory.rows[NOTE].due == 40.0


def test_while_the_episode_is_in_doubt_nothing_is_filed() -> None:
    done = filing(fails(Unavailable("down")), fails(Unavailable("down")))
    done.work()
    doubted = Delivery(DeliveryState.NEEDS_A_PERSON, reason="Not there")
    done.memory.stored[REFERENCE] = evolve(done.memory.stored[REFERENCE], delivery=doubted)
    done.wait(60)
    done.work()
    assert (done.vendor.asked, states(done)) == (["open", "note", "document"], {NOTE: "waiting", FILE: "waiting"})


def test_what_waits_for_an_episode_in_doubt_looks_at_intervals_and_then_asks_a_person() -> None:
    done = filing(fails(Unavailable("down")), fails(Unavailable("down")))
    done.work()
    doubted = Delivery(DeliveryState.NEEDS_A_PERSON, reason="Not there")
    done.memory.stored[REFERENCE] = evolve(done.memory.stored[REFERENCE], delivery=doubted)
    done.wait(60)
    done.work()
    next_looks = [done.memory.rows[key].due - done.memory.seconds for key in (NOTE, FILE)]
    assert all(300 <= seconds <= 900 for seconds in next_looks)
    done.wait(24 * 3600)
    done.work()
    reason = "Its episode in Framework-i was in doubt for too long: look whether it has this already before you add it."
    assert (by_hand(done), done.vendor.asked) == (
        [(HandOffKind.CASE_NOTE, reason), (HandOffKind.DOCUMENT, reason)],
        ["open", "note", "document"],
    )


@pytest.mark.parametrize("payload", [{}, {"reference": "nonsense"}, {"reference": "FD-3333-333Z"}])
def test_a_message_about_nothing_is_put_aside(payload: dict[str, str]) -> None:
    done = scene()
    done.memory.rows.clear()
    done.memory.put(Message(NOTE, Topic.ADD_CASE_NOTE, payload))
    done.work()
    assert [each.reason for each in done.memory.set_aside()] == ["The contact that this is about is not there."]


def test_where_the_system_takes_no_files_nothing_is_promised() -> None:
    done = scene()
    done.work()
    assert by_hand(done) == [(HandOffKind.CASE_NOTE, "")]


def test_where_files_are_attached_by_hand_an_officer_is_told() -> None:
    done = scene()
    done.vendor.can({Operation.ATTACH_DOCUMENT: Level.MANUAL})
    done.work()
    assert by_hand(done) == [(HandOffKind.CASE_NOTE, ""), (HandOffKind.DOCUMENT, "")]
