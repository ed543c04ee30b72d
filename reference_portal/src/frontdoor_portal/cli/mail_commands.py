"""`frontdoor-portal mail`: emails that came back."""

import mailbox
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from frontdoor_portal.cli.starting import or_stop, ready
from frontdoor_portal.delivery.bounces import MOST_BYTES, read_bounce
from frontdoor_portal.use_cases.emails.bounces import Recorded, record_bounce
from frontdoor_portal.use_cases.ports import Office


@click.group()
def mail() -> None:
    """Emails that the portal sent, and what came back."""


@mail.command("bounces")
@click.argument("path", type=click.Path(path_type=Path, exists=True), required=False)
@click.pass_obj
def bounces_command(config: Path, path: Path | None) -> None:
    """Record emails that came back: from a message on standard input, a file, a Maildir or a folder of messages.

    Each is known by the Message-ID that the portal gave it. In a Maildir, what was new is marked as seen.
    """
    composed = ready(config)
    try:
        counted = or_stop(lambda: _record(composed.office, _messages(path)))
    finally:
        composed.close()
    click.echo(
        f"Recorded: {counted['recorded']}. Known before: {counted['known']}. Still being tried: {counted['delayed']}. "
        f"Not ours: {counted['not_ours']}. No notifications: {counted['other']}."
    )


def _record(office: Office, messages: Iterator[bytes]) -> Counter[str]:
    counted: Counter[str] = Counter({each.value: 0 for each in Recorded} | {"delayed": 0, "other": 0})
    for content in messages:
        bounce = read_bounce(content)
        if bounce is None:
            counted["other"] += 1
        elif not bounce.is_final:
            counted["delayed"] += 1
        else:
            counted[record_bounce(office, bounce.message_id, bounce.status).value] += 1
    return counted


def _messages(path: Path | None) -> Iterator[bytes]:
    if path is None:
        yield sys.stdin.buffer.read(MOST_BYTES + 1)
    elif path.is_file():
        yield _read(path)
    elif all((path / part).is_dir() for part in ("cur", "new", "tmp")):
        yield from _maildir(path)
    else:
        yield from (_read(each) for each in sorted(path.iterdir()) if each.is_file())


def _maildir(path: Path) -> Iterator[bytes]:
    box = mailbox.Maildir(path, create=False)
    for key in sorted(box.keys()):
        message = box.get_message(key)
        if message.get_subdir() != "new":
            continue
        yield box.get_bytes(key)[: MOST_BYTES + 1]
        # Only once it was recorded: a command that is stopped reads it again.
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
