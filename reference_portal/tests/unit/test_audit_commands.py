"""`frontdoor-portal audit`: a key, seals, an export, and its verification somewhere else."""

import gzip
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from click.testing import CliRunner, Result
from reference_portal.tests.storage.made import NOW
from reference_portal.tests.unit.portal_file import write

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE, MountedFilesKeyring
from frontdoor_portal.cli import main
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.models import Action, AuditEntry


class Server:
    """A portal with two entries in its audit, as its operator has it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.secrets = folder, folder / "secrets"
        self.secrets.mkdir()
        self.url = f"sqlite:///{folder / 'portal.db'}"
        self.anchors = folder / "anchors.jsonl"
        upgrade(self.url)
        audit = {"anchors": str(self.anchors), "signing_key": "keyring:audit/signing-key"}
        self.config = write(folder, database={"url": self.url}, audit=audit)
        self.write(2)

    def write(self, count: int) -> None:
        engine = open_engine(self.url)
        with SqlWork(engine).begin() as tx:
            for _ in range(count):
                tx.audit.add(AuditEntry(NOW, "person-1", Action.SEARCHED, "children", "Known?"))
        engine.dispose()

    def run(self, *arguments: str) -> Result:
        config = ["--config", str(self.config), "audit"]
        return CliRunner().invoke(main, [*config, *arguments], catch_exceptions=False)

    def verify(self, export: Path, key: str) -> Result:
        files = ["--export", str(export), "--anchors", str(self.anchors), "--public-key", key]
        return CliRunner().invoke(main, ["--config", "/nowhere", "audit", "verify", *files], catch_exceptions=False)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server(tmp_path)
    monkeypatch.setenv(FOLDER_VARIABLE, str(made.secrets))
    # A process chooses its keyring once, and another test of this one may have chosen before.
    before = keyring.get_keyring()
    keyring.set_keyring(MountedFilesKeyring())  # type: ignore[no-untyped-call]
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def key(server: Server) -> str:
    return server.run("key", "--into", str(server.secrets)).stdout.strip()


def test_the_private_key_is_for_its_owner_alone_and_is_not_shown(server: Server) -> None:
    result = server.run("key", "--into", str(server.secrets))
    file = server.secrets / "audit" / "signing-key"
    assert (result.exit_code, stat.S_IMODE(file.stat().st_mode)) == (0, 0o600)
    assert file.read_text(encoding="utf-8") not in result.output


def test_a_key_is_never_written_over(server: Server, key: str) -> None:
    before = (server.secrets / "audit" / "signing-key").read_bytes()
    result = server.run("key", "--into", str(server.secrets))
    assert (result.exit_code, (server.secrets / "audit" / "signing-key").read_bytes()) == (1, before)
    assert key not in result.output


def test_sealing_says_what_it_sealed_and_signed(server: Server, key: str) -> None:
    assert [server.run("seal").stdout.splitlines() for _ in (1, 2)] == [
        ["Sealed: 2.", "Signed: row 2."],
        ["Sealed: 0.", "Nothing new to sign, or no anchors are set."],
    ]
    assert key


@pytest.mark.parametrize("name", ["audit.jsonl", "audit.jsonl.gz"])
def test_an_export_is_audited_signed_and_whole_somewhere_else(server: Server, key: str, name: str) -> None:
    file = server.folder / name
    exported = server.run("export", "--to", str(file))
    verified = server.verify(file, key)
    assert exported.stdout == "Exported: 3 sealed, 0 not sealed yet.\n"
    assert (verified.exit_code, verified.stderr, verified.stdout.splitlines()[1:]) == (
        0,
        "",
        [
            "Signed checkpoints that agree: 1, the last for row 3.",
            "Sealed after that, vouched for by no signature: 0.",
            "Not sealed yet: 0.",
            "The history is whole.",
        ],
    )


def test_a_changed_export_ends_with_1_and_says_what_and_where(server: Server, key: str) -> None:
    file = server.folder / "audit.jsonl"
    server.run("export", "--to", str(file))
    file.write_bytes(file.read_bytes().replace(b"person-1", b"person-2", 1))
    result = server.verify(file, key)
    assert (result.exit_code, result.stderr) == (1, "EDITED: row 1 does not say what was sealed\n")
    assert result.stdout.endswith("NOT WHOLE.\n")


def test_a_file_is_never_written_over(server: Server, key: str) -> None:
    file = server.folder / "audit.jsonl"
    file.write_text("mine", encoding="utf-8")
    assert (server.run("export", "--to", str(file)).exit_code, file.read_text(encoding="utf-8")) == (1, "mine")
    assert key


def test_an_export_without_a_key_says_that_nothing_was_signed(server: Server) -> None:
    result = server.run("export", "--to", str(server.folder / "audit.jsonl"))
    assert (result.exit_code, result.stderr) == (
        0,
        "Not signed: The keyring has no value for keyring:audit/signing-key\n",
    )


def test_what_cannot_be_judged_ends_with_2(server: Server, key: str) -> None:
    file = server.folder / "audit.jsonl.gz"
    server.run("export", "--to", str(file))
    whole = file.read_bytes()
    codes = {"wrong key": server.verify(file, "no key").exit_code}
    codes["no file"] = server.verify(server.folder / "none", key).exit_code
    file.write_bytes(whole[:-10])
    codes["cut short"] = server.verify(file, key).exit_code
    file.write_bytes(whole[:20] + b"xxxx" + whole[24:])
    codes["damaged"] = server.verify(file, key).exit_code
    assert codes == dict.fromkeys(codes, 2)


def test_the_export_says_no_more_than_the_audit(server: Server, key: str) -> None:
    file = server.folder / "audit.jsonl.gz"
    server.run("export", "--to", str(file))
    lines = gzip.decompress(file.read_bytes()).splitlines()
    assert b'"action":"searched","actor":"person-1","at":"2026-11-05T16:30:15.123456Z"' in lines[1]
    assert b'"action":"exported_audit","actor":"operator"' in lines[3]
    assert (len(lines), lines[-1], bool(key)) == (5, b'{"end":{"sealed":3,"unsealed":0}}', True)


def test_anchors_without_a_key_are_a_fault_of_the_settings(server: Server) -> None:
    server.config = write(server.folder, database={"url": server.url}, audit={"anchors": "anchors.jsonl"})
    result = server.run("seal")
    assert (result.exit_code, "[audit] anchors: give the file and the signing_key, or neither" in result.stderr) == (
        1,
        True,
    )
