"""Files in `portal.toml`: none without a scanner, but where that is said in words; and how they stand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.attachments.daemon import Daemon
from reference_portal.tests.fakes import SCHOOL, person, register_people
from reference_portal.tests.unit.portal_file import run, write

from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_portal.attachments.clamd import Clamd
from frontdoor_portal.attachments.sealing import KeyTooShort
from frontdoor_portal.composition import compose
from frontdoor_portal.settings import WITHOUT_SCANNER, AttachmentSettings, SettingsFault, read_settings
from frontdoor_portal.use_cases.attachments.models import Attachment, Content, FileKind, FileState

SCANNER = "tcp://127.0.0.1:3310"


def faults(folder: Path, **attachments: Any) -> str:
    """What is wrong with a table."""
    file = write(folder, attachments={"folder": "files", **attachments})
    with pytest.raises(SettingsFault) as refused:
        read_settings(file)
    return str(refused.value).removeprefix(f"{file}: ")


def test_without_the_table_no_files_are_taken(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path))
    composed = compose(settings, lambda _: Secret(""))
    assert (settings.attachments, composed.office.files) == (None, None)


@pytest.mark.parametrize("said", [{}, {"without_scanner": "yes"}, {"without_scanner": "Nobody checks"}])
def test_a_portal_does_not_start_without_a_scanner(tmp_path: Path, said: dict[str, str]) -> None:
    assert faults(tmp_path, **said).startswith(
        f'[attachments] scanner: give the address of clamd, or set without_scanner = "{WITHOUT_SCANNER}"'
    )


def test_but_where_that_is_said_in_words(tmp_path: Path) -> None:
    written = write(tmp_path, attachments={"folder": "files", "without_scanner": WITHOUT_SCANNER})
    composed = compose(read_settings(written), lambda _: Secret("k" * 40))
    assert composed.office.files is not None
    assert composed.office.files.scanner is None


def test_a_scanner_is_asked_at_its_address(tmp_path: Path) -> None:
    written = write(tmp_path, attachments={"folder": "files", "scanner": SCANNER})
    composed = compose(read_settings(written), lambda _: Secret("k" * 40))
    assert composed.office.files is not None
    scanner = composed.office.files.scanner
    assert isinstance(scanner, Clamd)
    assert (scanner.address, scanner.seconds, scanner.signatures_hours) == (SCANNER, 120, 48)


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    said = faults(tmp_path, scanner="127.0.0.1")
    assert said.startswith("[attachments] scanner: must be like tcp://127.0.0.1:3310 or unix:///")


def test_a_key_that_is_unknown_is_told(tmp_path: Path) -> None:
    assert "unknown key" in faults(tmp_path, scanner=SCANNER, scaner="x")


def test_one_file_may_not_be_longer_than_all() -> None:
    with pytest.raises(ValueError, match="file_megabytes"):
        AttachmentSettings("files", scanner=SCANNER, file_megabytes=50, draft_megabytes=20)
    with pytest.raises(ValueError, match="folder"):
        AttachmentSettings("", scanner=SCANNER)


def test_a_portal_is_not_served_without_the_key_of_files(tmp_path: Path) -> None:
    """Its second factors have theirs."""
    written = write(tmp_path, attachments={"folder": "files", "scanner": SCANNER})

    def read(reference: SecretReference) -> Secret:
        return Secret("short" if reference.name == "attachments" else "k" * 40)

    with pytest.raises(KeyTooShort):
        compose(read_settings(written), read).check_secrets()


@pytest.fixture
def config(tmp_path: Path, clamd: Daemon) -> Path:
    """A migrated portal with a scanner, whose one signature has no age."""
    file = write(
        tmp_path,
        database={"url": f"sqlite:///{tmp_path / 'portal.db'}"},
        attachments={"folder": str(tmp_path / "files"), "scanner": clamd.address},
    )
    assert run(file, "migrate").exit_code == 0
    return file


def put(config: Path, state: FileState, added_before: timedelta = timedelta()) -> None:
    """A file in a state, of which there are no bytes."""
    composed = compose(read_settings(config), lambda _: Secret("k" * 40))
    now = datetime.now(UTC) - added_before
    register_people(composed.office, person(agency=SCHOOL))
    content = Content("key", 1, state.value)
    with composed.office.work.begin() as tx:
        tx.attachments.add(Attachment(state.value, "d", "a.txt", FileKind.TEXT, content, person().id, now, state, now))
    composed.close()


def test_the_status_counts_files_and_asks_the_scanner(config: Path) -> None:
    put(config, FileState.CLEAN)
    put(config, FileState.INFECTED)
    told = run(config, "attachments", "status")
    assert told.stdout.splitlines()[:6] == [
        "Being checked: 0.",
        "Clean: 1.",
        "Refused, since something harmful was found: 1.",
        "Not checked by anybody: 0.",
        "Lost or damaged, so that nobody can open them: 0.",
        "Bytes of no file, for the next sweep: 0.",
    ]
    assert told.stdout.splitlines()[6].startswith("Scanner: ClamAV 1.")


def test_f35_signatures_of_unknown_age_end_it_with_1(config: Path) -> None:
    told = run(config, "attachments", "status")
    assert (told.exit_code, told.stderr) == (1, "The scanner does not say how old its signatures are\n")


def test_f34_a_file_that_waits_too_long_ends_it_with_1(config: Path) -> None:
    put(config, FileState.CHECKING, timedelta(minutes=16))
    told = run(config, "attachments", "status")
    assert told.exit_code == 1
    assert told.stderr.splitlines()[-1] == "Files wait for their check for more than 15 minutes."


def test_a_portal_without_files_says_so(tmp_path: Path) -> None:
    file = write(tmp_path, database={"url": f"sqlite:///{tmp_path / 'portal.db'}"})
    run(file, "migrate")
    told = run(file, "attachments", "status")
    assert (told.exit_code, told.output) == (0, "This portal takes no files: its settings have no [attachments].\n")


def test_a_file_that_is_lost_ends_it_with_1(config: Path) -> None:
    put(config, FileState.UNREADABLE)
    told = run(config, "attachments", "status")
    said = "Files that cannot be read: 1. Is the folder whole, and the key the one they were sealed with?"
    assert (told.exit_code, told.stderr.splitlines()[-1]) == (1, said)
