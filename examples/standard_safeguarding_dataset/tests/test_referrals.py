"""Referrals written for an import job: one file for each reference, whole and once."""

import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest, EpisodeStage, NewPerson, PopulatedAnswer
from frontdoor.connectors.failures import (
    ContractMismatch,
    NotFound,
    RecordFault,
    RecordRejected,
    Unavailable,
    Unsupported,
)
from frontdoor.conversion import structure, unstructure
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, PersonName, Sex
from frontdoor.domain.triage import Priority
from frontdoor_ssd.connector import SafeguardingData
from frontdoor_ssd.plugin import capabilities_with
from frontdoor_ssd.settings import SsdSettings
from frontdoor_ssd.simulator import SafeguardingDataset, SafeguardingDatasetWithImports

from .conftest import CALL, no_secret

REFERENCE = Reference.parse("FD-2222-2222")


def asked(person_id: str | None = "7000101", new_person: NewPerson | None = None) -> EpisodeRequest:
    return EpisodeRequest(
        reference=REFERENCE,
        contact_date=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        source_code="2A",
        category="neglect",
        priority=Priority.HIGH,
        answers=(PopulatedAnswer("summary", "What happened?", "Came without a coat.\r\n“Again”, \x00 she said. 🧥"),),
        team="Family Front Door",
        person_id=person_id,
        new_person=new_person,
    )


WAITING = Episode(
    "FD-2222-2222.json", REFERENCE, "7000101", "Waits for the import job", "Family Front Door",
    stage=EpisodeStage.WAITING, queued=True,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "referrals"


@pytest.fixture
def ssd(tmp_path: Path, folder: Path) -> SafeguardingData:
    settings = structure(dict(SafeguardingDatasetWithImports.start(tmp_path).settings), SsdSettings)
    assert settings.referral_folder == folder
    return SafeguardingData(settings, no_secret)


def test_a_referral_is_one_whole_file_that_its_owner_alone_can_read(ssd: SafeguardingData, folder: Path) -> None:
    assert ssd.open_episode(asked(), CALL) == WAITING

    (file,) = folder.iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("FD-2222-2222.json", 0o600)
    assert json.loads(file.read_bytes()) == {
        "acting_for": "Officer 7",
        "purpose": "a test",
        "episode": unstructure(asked()),
    }


def test_a_new_person_goes_into_the_file(ssd: SafeguardingData, folder: Path) -> None:
    somebody = NewPerson(PersonName("Wren", "Made-Up"), None, Sex.UNKNOWN, Address())

    opened = ssd.open_episode(asked(None, somebody), CALL)

    assert opened.person_id == ""
    (file,) = folder.iterdir()
    assert json.loads(file.read_bytes())["episode"]["new_person"] == unstructure(somebody)


def test_written_by_many_at_once_it_is_one_file(ssd: SafeguardingData, folder: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(lambda _: ssd.open_episode(asked(), CALL), range(16)))

    assert answers == {WAITING}
    assert [file.name for file in folder.iterdir()] == ["FD-2222-2222.json"]


def test_asked_again_it_answers_with_the_first_even_without_the_database(ssd: SafeguardingData, tmp_path: Path) -> None:
    ssd.open_episode(asked(), CALL)
    ssd.close()
    (tmp_path / "ssd.sqlite").unlink()

    assert ssd.open_episode(asked("7000102"), CALL) == WAITING


def test_no_file_is_written_about_somebody_who_is_not_on_record(ssd: SafeguardingData, folder: Path) -> None:
    with pytest.raises(NotFound):
        ssd.open_episode(asked("7999999"), CALL)

    assert list(folder.iterdir()) == []


def test_half_a_character_is_refused_with_its_place(ssd: SafeguardingData, folder: Path) -> None:
    answers = (PopulatedAnswer("summary", "What happened?", "torn \ud83e"),)

    with pytest.raises(RecordRejected) as refused:
        ssd.open_episode(evolve(asked(), answers=answers), CALL)

    assert refused.value.faults == (RecordFault(".episode.answers[0].answer", "is not Unicode text"),)
    assert list(folder.iterdir()) == []


def test_a_reference_without_a_file_has_no_episode(ssd: SafeguardingData) -> None:
    assert ssd.find_episode(REFERENCE, CALL) is None


@pytest.mark.parametrize(
    ("mark", "content", "found"),
    [
        ("taken", "", ("FD-2222-2222.json", "7000101", "Taken in by the import job", EpisodeStage.IN_PROGRESS)),
        (
            "taken",
            '{"episode_id": "R9", "person_id": "7000109", "status": "Opened"}',
            ("R9", "7000109", "Opened", EpisodeStage.IN_PROGRESS),
        ),
        ("refused", "", ("FD-2222-2222.json", "7000101", "Refused by the import job", EpisodeStage.CANCELLED)),
    ],
)
def test_the_import_job_says_what_became_of_a_referral(
    ssd: SafeguardingData, folder: Path, mark: str, content: str, found: tuple[object, ...]
) -> None:
    ssd.open_episode(asked(), CALL)
    (folder / f"FD-2222-2222.{mark}").write_text(content)

    episode = ssd.find_episode(REFERENCE, CALL)

    assert episode is not None
    assert (episode.id, episode.person_id, episode.status, episode.stage) == found


@pytest.mark.parametrize("content", ["", "{", "[]", '{"acting_for": "x"}'])
def test_a_file_that_is_not_as_it_was_written_is_not_believed(
    ssd: SafeguardingData, folder: Path, content: str
) -> None:
    (folder / "FD-2222-2222.json").write_text(content)

    with pytest.raises(ContractMismatch):
        ssd.find_episode(REFERENCE, CALL)
    with pytest.raises(ContractMismatch):
        ssd.open_episode(asked(), CALL)


def test_a_file_with_another_reference_is_not_believed(ssd: SafeguardingData, folder: Path) -> None:
    ssd.open_episode(asked(), CALL)
    (folder / "FD-2222-2222.json").rename(folder / "FD-3333-3336.json")

    with pytest.raises(ContractMismatch, match="another reference"):
        ssd.find_episode(Reference("FD-3333-3336"), CALL)


def test_where_the_folder_is_away_nothing_is_known(ssd: SafeguardingData, folder: Path) -> None:
    folder.rmdir()

    asks: tuple[Callable[[], object], ...] = (
        lambda: ssd.find_episode(REFERENCE, CALL),
        lambda: ssd.open_episode(asked(), CALL),
        ssd.check,
    )
    for ask in asks:
        with pytest.raises(Unavailable, match="folder of referrals"):
            ask()


def test_without_a_folder_a_referral_is_copied_by_hand(tmp_path: Path) -> None:
    settings = structure(dict(SafeguardingDataset.start(tmp_path).settings), SsdSettings)

    levels = capabilities_with(settings)
    assert (levels.level(Operation.OPEN_EPISODE), levels.level(Operation.FIND_EPISODE)) == (Level.MANUAL, Level.NONE)
    with pytest.raises(Unsupported):
        SafeguardingData(settings, no_secret).open_episode(asked(), CALL)
