"""Episodes, notes and documents over the interface, where nothing goes wrong or the system says no."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import (
    CaseNote,
    Document,
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
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
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


@pytest.fixture
def note(connector: Mosaic, wanted: EpisodeRequest, call: Call) -> CaseNote:
    """A note for an episode that was just opened."""
    episode = connector.open_episode(wanted, call)
    return CaseNote(
        key=f"{episode.reference}/note",
        reference=episode.reference,
        episode_id=episode.id,
        person_id=episode.person_id,
        title="What the front door was told",
        text="Two lines:\nall is well.",
        written_by="Officer 7",
        written_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    )


@pytest.fixture
def document(note: CaseNote) -> Document:
    return Document(
        f"{note.reference}/1", note.reference, note.episode_id, "letter.pdf", "application/pdf", b"%PDF-1.4\n\x00\xff"
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


def test_a_step_too_new_for_the_mart_is_read_where_it_was_written(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    before = datetime.now(UTC)
    answer = connector.read_episode(episode.id, call)
    assert answer.value == episode
    assert before <= answer.as_at <= datetime.now(UTC)


def test_what_the_mart_knows_is_as_old_as_the_mart_and_says_so(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    simulator.catch_up()
    refreshed = datetime.now(UTC)
    simulator.work_on(episode.id, "start")
    simulator.work_on(episode.id, "complete", ["Begin a child and family assessment", "No further action"])

    lagging = connector.read_episode(episode.id, call)
    simulator.catch_up()
    caught_up = connector.read_episode(episode.id, call)

    assert (lagging.value, lagging.as_at <= refreshed) == (episode, True)
    assert caught_up.value == evolve(
        episode,
        status="COMPLETED",
        stage=EpisodeStage.COMPLETED,
        outcome="No further action; Begin a child and family assessment",
        next_steps=("Child and family assessment",),
    )
    assert caught_up.as_at >= refreshed
    assert connector.find_episode(wanted.reference, call) == caught_up.value


@pytest.mark.parametrize(
    ("actions", "status", "stage"),
    [
        (["start"], "STARTED", EpisodeStage.IN_PROGRESS),
        (["start", "check_out"], "CHECKED_OUT", EpisodeStage.IN_PROGRESS),
        (["start", "complete", "reopen"], "REOPENED", EpisodeStage.IN_PROGRESS),
        (["cancel"], "CANCELLED", EpisodeStage.CANCELLED),
    ],
)
def test_each_status_is_told_with_how_far_it_has_come(
    simulator: Simulator,
    connector: Mosaic,
    wanted: EpisodeRequest,
    call: Call,
    actions: list[str],
    status: str,
    stage: EpisodeStage,
) -> None:
    episode = connector.open_episode(wanted, call)
    for action in actions:
        simulator.work_on(episode.id, action, reason="Opened by mistake")
    simulator.catch_up()
    read = connector.read_episode(episode.id, call).value
    assert (read.status, read.stage) == (status, stage)


def test_the_step_of_somebody_who_is_restricted_since_is_closed_in_the_mart_as_well(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    simulator.store.change("UPDATE DM_PERSONS SET RESTRICTED = 'Y' WHERE PERSON_ID = 7000101")
    for _ in ("where it was written", "in the mart"):
        with pytest.raises(RestrictedRecord):
            connector.read_episode(episode.id, call)
        simulator.catch_up()


def test_a_step_about_several_people_is_not_told_as_one_persons(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    simulator.store.change(
        "INSERT INTO DM_SUBGROUP_SUBJECTS SELECT SUBGROUP_ID, 7000102, 'PER' FROM DM_WORKFLOW_STEPS"
        " WHERE WORKFLOW_STEP_ID = ?",
        int(episode.id),
    )
    simulator.catch_up()
    assert connector.read_episode(episode.id, call).value == evolve(episode, person_id="")


@pytest.mark.parametrize("episode_id", ["79999999", "x", ""])
def test_an_episode_that_is_not_there_is_not_found(connector: Mosaic, call: Call, episode_id: str) -> None:
    with pytest.raises(NotFound):
        connector.read_episode(episode_id, call)


def test_a_step_that_is_no_contact_is_not_read_as_one(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    [plan] = simulator.store.rows("SELECT MIN(WORKFLOW_STEP_ID) FROM DM_WORKFLOW_STEPS")
    with pytest.raises(NotFound):
        connector.read_episode(str(plan[0]), call)


# Notes and documents.


def test_a_note_is_kept_complete_with_who_wrote_it(
    simulator: Simulator, connector: Mosaic, note: CaseNote, call: Call
) -> None:
    filed = connector.add_case_note(note, call)
    [held] = simulator.store.rows("SELECT * FROM CASE_NOTES")
    assert dict(held) == {
        "ID": int(filed.id),
        "PERSON_ID": 7000101,
        "WORKFLOW_STEP_ID": int(note.episode_id),
        "SUBMISSION_REF": note.reference.value,
        "NOTE_TYPE": "CONTACT",
        "TITLE": "What the front door was told",
        "CONTACT_DATE": "2026-11-23T09:15:00Z",
        "WRITTEN_BY": "Officer 7",
        "STATUS": "complete",
        "NOTE": "Two lines:\nall is well.",
    }


def test_a_title_that_is_too_long_stands_whole_in_the_text(
    simulator: Simulator, connector: Mosaic, note: CaseNote, call: Call
) -> None:
    title = "A very long title " * 8
    connector.add_case_note(evolve(note, title=title), call)
    [held] = simulator.store.rows("SELECT TITLE, NOTE FROM CASE_NOTES")
    assert (len(held["TITLE"]), held["NOTE"]) == (100, f"{title.strip()}\n\nTwo lines:\nall is well.")


def test_the_same_key_is_the_same_note_and_the_same_document(
    simulator: Simulator, connector: Mosaic, note: CaseNote, document: Document, call: Call
) -> None:
    assert connector.add_case_note(note, call) == connector.add_case_note(note, call)
    assert connector.attach_document(document, call) == connector.attach_document(document, call)
    held = simulator.held(note.reference.value)
    assert (held.notes, held.documents, held.files) == (1, 1, (document.content,))


@pytest.mark.parametrize("key", ["a/b 🌸 c", "x" * 500, "line\nend", "", "half \ud83d"])
def test_a_key_that_no_header_can_carry_is_a_key_all_the_same(
    simulator: Simulator, connector: Mosaic, document: Document, call: Call, key: str
) -> None:
    for each in (document, evolve(document, key=key), evolve(document, key=key)):
        connector.attach_document(each, call)
    assert simulator.held(document.reference.value).documents == 2


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("letter.pdf", ""),
        ("n" * 300 + ".pdf", "n" * 76 + ".pdf"),
        ("../../etc/letter.pdf", "letter.pdf"),
        ("C:\\Users\\me\\letter.PDF", "letter.PDF"),
        ("two\nlines.pdf", "two lines.pdf"),
    ],
)
def test_a_file_name_is_shortened_before_its_ending_and_the_change_is_told(
    connector: Mosaic, document: Document, call: Call, written: str, kept: str
) -> None:
    assert connector.attach_document(evolve(document, file_name=written), call).file_name == kept


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"file_name": "virus.exe"}, (RecordFault("fileName", "extension_not_allowed"),)),
        ({"file_name": "passwd"}, (RecordFault("fileName", "extension_not_allowed"),)),
        ({"content": b""}, (RecordFault("content", "empty"),)),
        ({"media_type": "no type"}, (RecordFault("mediaType", "pattern"),)),
    ],
)
def test_a_file_that_is_never_taken_is_refused(
    connector: Mosaic, document: Document, call: Call, change: dict[str, Any], faults: tuple[RecordFault, ...]
) -> None:
    with pytest.raises(RecordRejected) as refused:
        connector.attach_document(evolve(document, **change), call)
    assert refused.value.faults == faults


def test_a_full_store_is_to_be_tried_again_and_keeps_the_episode(
    simulator: Simulator, connector: Mosaic, document: Document, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.STORE_FULL)
    with pytest.raises(Unavailable, match="has no room for the file"):
        connector.attach_document(document, call)
    assert len(simulator.held(document.reference.value).episodes) == 1


def test_a_step_that_is_checked_out_takes_neither_notes_nor_documents(
    simulator: Simulator, connector: Mosaic, note: CaseNote, document: Document, call: Call
) -> None:
    simulator.work_on(note.episode_id, "start")
    simulator.work_on(note.episode_id, "check_out")
    with pytest.raises(RecordLocked):
        connector.add_case_note(note, call)
    with pytest.raises(RecordLocked):
        connector.attach_document(document, call)


def test_a_note_about_somebody_whom_the_step_does_not_concern_is_refused(
    connector: Mosaic, note: CaseNote, call: Call
) -> None:
    with pytest.raises(RecordRejected) as refused:
        connector.add_case_note(evolve(note, person_id="7000111"), call)
    assert refused.value.faults == (RecordFault("stepId", "about_somebody_else"),)
