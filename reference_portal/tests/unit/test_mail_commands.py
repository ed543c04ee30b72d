"""`frontdoor-portal mail bounces`: from a pipe, a file, a folder and a Maildir; numbers are printed and no address."""

import mailbox
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reference_portal.tests.storage.made import NOW, TEACHER, register
from reference_portal.tests.unit.delivery.test_bounces import DELAYED, FAILED, ID, report
from reference_portal.tests.unit.portal_file import write

from frontdoor_portal.cli import main
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.emails.models import SentEmail, TroubleKind, digest_of
from frontdoor_portal.use_cases.models import NoticeKind

NOTHING = "Recorded: 0. Known before: 0. Still being tried: 0. Not ours: 0. No notifications: 0.\n"
ONE = NOTHING.replace("Recorded: 0", "Recorded: 1")


class Server:
    """A portal that sent one email to a teacher."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'portal.db'}"
        upgrade(self.url)
        self.config = write(folder, database={"url": self.url})
        self.work = SqlWork(open_engine(self.url))
        register(self.work)
        with self.work.begin() as tx:
            digest = digest_of(TEACHER.email)
            tx.emails.note_sent(SentEmail(ID, TEACHER.id, NoticeKind.RECEIPT, "FD-2222-2222", digest, NOW))

    def run(self, *path: str, message: bytes = b"") -> Result:
        arguments = ["--config", str(self.config), "mail", "bounces", *path]
        return CliRunner().invoke(main, arguments, input=message, catch_exceptions=False)

    def trouble(self) -> TroubleKind | None:
        with self.work.reading() as tx:
            found = tx.emails.trouble(TEACHER.id)
        return found.kind if found else None


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_a_message_from_a_pipe_is_recorded(server: Server) -> None:
    assert (server.run(message=report(FAILED)).output, server.trouble()) == (ONE, TroubleKind.BOUNCED)


def test_it_is_recorded_once(server: Server) -> None:
    server.run(message=report(FAILED))

    assert server.run(message=report(FAILED)).output == NOTHING.replace("Known before: 0", "Known before: 1")


def test_a_folder_is_read_and_each_kind_is_counted(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    folder.mkdir()
    others = report(FAILED, message_id=f"<{'b' * 40}@frontdoor.example>")
    for number, content in enumerate((report(FAILED), report(DELAYED), others, b"Subject: Away\n\nUntil Monday.")):
        (folder / str(number)).write_bytes(content)

    assert server.run(str(folder)).output == (
        "Recorded: 1. Known before: 0. Still being tried: 1. Not ours: 1. No notifications: 1.\n"
    )


def test_a_maildir_is_read_once(server: Server, tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    box.add(report(FAILED))
    outputs = [server.run(str(tmp_path / "box")).output for _ in "12"]

    assert (outputs, len(mailbox.Maildir(tmp_path / "box"))) == ([ONE, NOTHING], 1)


def test_a_path_that_is_not_there_is_refused(server: Server) -> None:
    assert server.run("/nowhere/at/all").exit_code == 2
