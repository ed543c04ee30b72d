"""What a plugin's simulator must be, so that one command, one conformance suite and one bench can use them all.

A simulator stands in for a council's system on this machine: over a real socket, a database address or a folder of
files. It fills itself with the made-up families, keeps its own state, and misbehaves when told to. A plugin names its
class as an entry point in the group `frontdoor.simulators`, under the plugin's own name.
"""

from collections.abc import Mapping
from enum import StrEnum
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self

from attrs import field, frozen

ENTRY_POINT_GROUP = "frontdoor.simulators"


class Misbehaviour(StrEnum):
    """The ways in which a council's system is known to go wrong, the same words for every simulator.

    "After commit" means that what was asked is carried out first; only what changes something is concerned, and reads
    are answered well meanwhile. So they are where a misbehaviour names episodes, people or documents alone.
    """

    SLOW = "slow"
    """Answers well, but only after the deadline of a page (3 seconds) and before that of the worker (20 seconds)."""
    SILENT_AFTER_COMMIT = "silent_after_commit"
    CUT_AFTER_COMMIT = "cut_after_commit"
    ERROR_AFTER_COMMIT = "error_after_commit"
    """Carries it out and answers with the protocol's own "internal error"."""
    PAGE = "page"
    """Answers with a web page, as a proxy or a sign-in in between does."""
    EMPTY = "empty"
    MALFORMED = "malformed"
    OVERSIZED = "oversized"
    DRIP_FEED = "drip_feed"
    NO_ID = "no_id"
    """Opens the episode and answers with success, without the episode's id."""
    WRONG_REFERENCE = "wrong_reference"
    """Opens the episode and answers with somebody else's reference."""
    WRONG_PERSON = "wrong_person"
    """Answers every question about one person with another person's data."""
    OPENS_TWICE = "opens_twice"
    """Opens two episodes for one request."""
    OPENS_ANEW = "opens_anew"
    """Opens another episode each time it is asked, though it holds one with that reference: a system that knows no
    idempotency, with which only whoever asks can keep the promise of once."""
    EXPIRED_CREDENTIAL = "expired_credential"
    RATE_LIMIT = "rate_limit"
    """Refuses with the protocol's "too many requests", and says to come back after 2 seconds."""
    LOCKED_RECORD = "locked_record"
    NEW_MANDATORY_FIELD = "new_mandatory_field"
    """Refuses every episode for want of a field that no connector knows."""
    MISSING_ANSWER = "missing_answer"
    """Refuses every episode because one of its answers is missing, and names it."""
    DUPLICATE_SUSPECTED = "duplicate_suspected"
    """Believes of every new person that it knows them already."""
    STORE_FULL = "store_full"
    """Takes episodes and notes, and has no room for a document."""
    STALE = "stale"
    """What can be read is two days old, and the system says so."""


@frozen
class Held:
    """What the system holds for one of our references, counted at the system itself.

    `episodes` are ids; `notes` and `documents` are how many of each, repeats included. `texts` are the answers of its
    episodes and the texts of its notes as the system holds them, whole; `files` are its documents, byte for byte.
    """

    episodes: tuple[str, ...] = ()
    notes: int = 0
    documents: int = 0
    texts: tuple[str, ...] = field(default=(), repr=False)
    files: tuple[bytes, ...] = field(default=(), repr=False)


class Simulator(Protocol):
    """A running stand-in. `start` makes one; a context manager closes it."""

    title: ClassVar[str]
    """The system's name, for people."""
    misbehaviours: ClassVar[frozenset[Misbehaviour]]
    """Those it can show; the others make no sense for it."""

    @classmethod
    def start(cls, folder: Path, port: int = 0) -> Self:
        """A stand-in with the made-up families, its state below `folder`; port 0 takes a free one."""
        ...

    @property
    def settings(self) -> Mapping[str, Any]:
        """The plugin's table for `portal.toml`, in plain data, with which the connector finds this stand-in."""
        ...

    @property
    def secrets(self) -> Mapping[str, str]:
        """The value behind each reference in `settings`, like `keyring:framework-i/password`."""
        ...

    @property
    def sockets(self) -> Mapping[str, tuple[str, int]]:
        """Where it listens: the key in `settings` that holds the address, and its host and port.

        A fault proxy stands in between by putting its own host and port into that setting. Empty for files.
        """
        ...

    def misbehave(self, how: Misbehaviour | None) -> None:
        """Go wrong in this way from now on; None behaves again."""

    def held(self, reference: str) -> Held:
        """What it holds for one of our references."""
        ...

    def catch_up(self) -> None:
        """Let whatever lags behind what was written, like a data mart, hold it now."""

    def populate(self, people: int, seed: int) -> None:
        """Add so many made-up people, the same for the same seed, for benches of feeds and searches."""

    def change_somebody(self) -> str:
        """Change one record as a user of the system would; its id. What can be read shows it at once."""
        ...

    def remove_somebody(self) -> str:
        """Take one record away as a user of the system would; its id."""
        ...

    def close(self) -> None:
        """Stop listening and give back files."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def simulators() -> Mapping[str, type[Simulator]]:
    """The class of every installed simulator, by its plugin's name. Raises what importing one raises."""
    return {point.name: point.load() for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda p: p.name)}
