"""The mail sink's folder, read as the people would read their mail."""

import email
import email.policy
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from frontdoor.domain.identifiers import Reference
from frontdoor.testing.families import MadeUpPerson
from frontdoor_portal.demo.visitor import NotAsExpected

_PATIENCE = 30.0


class Mailbox:
    """Every letter of a demonstration, oldest first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def wait_for(self, to: str, subject: str, reference: Reference | None = None) -> str:
        """The text of the one email with this subject; raises `NotAsExpected` when it comes never, or twice."""

        def arrived() -> str | None:
            letters = [
                letter for letter in self._letters() if to in str(letter["To"]) and subject in str(letter["Subject"])
            ]
            if len(letters) > 1:
                raise NotAsExpected(f"“{subject}” was sent {len(letters)} times")
            return _text(letters[0]) if letters else None

        text = until(arrived, f"No email came with “{subject}”")
        if reference is not None and f"/contacts/{reference}" not in text:
            raise NotAsExpected("The email has no link to the contact")
        return text

    def holds_nothing_about(self, child: MadeUpPerson) -> None:
        """Raise `NotAsExpected` where any email names the child."""
        words = {child.name.given, child.name.family, *(number.value for number in child.nhs_numbers)}
        for letter in self._letters():
            if any(word in _text(letter) or word in str(letter["Subject"]) for word in words):
                raise NotAsExpected("An email says something about the child")

    def _letters(self) -> list[EmailMessage]:
        return [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in sorted(self._folder.glob("*.eml"))
        ]


def until(look: Callable[[], str | None], otherwise: str) -> str:
    """Look again and again until something is found; raises `NotAsExpected` with `otherwise` after half a minute."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return found
        time.sleep(0.02)
    raise NotAsExpected(otherwise)


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return body.get_content() if body is not None else ""
