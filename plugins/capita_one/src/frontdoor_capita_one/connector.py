"""Answers for the front door from the index, after taking in whatever the drop folder holds."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from attrs import evolve

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.failures import NotFound, RecordFault, RecordRejected, Unavailable
from frontdoor.connectors.feed import MOST_ON_A_PAGE, FeedPage
from frontdoor.connectors.pupils import KeyContact, PupilRecord
from frontdoor.conversion import DataFaults
from frontdoor.single_view import fold
from frontdoor_capita_one.contacts import read_contacts
from frontdoor_capita_one.drop_folder import DropFolder, Taken, utc_now
from frontdoor_capita_one.index import Apart, Enquiry, OtherVersion, PupilIndex
from frontdoor_capita_one.records import Told
from frontdoor_capita_one.settings import CapitaOneSettings

FEWEST_LETTERS = 2
"""One's Student Enquiry asks for two characters of a name, three of a postcode, its own id or a UPN [V].

A postcode here is always a whole one, and its id is no part of a query: it is asked for by `get_pupil`.
"""

MOST_RECORDS = 50
SHARE_OF_DEADLINE = 0.5
"""How much of a call's time may go on taking in files; the rest wait for the next call."""
TOO_LITTLE = "Capita ONE looks for pupils by two letters of a name, a postcode or a UPN"
OTHER_VERSION = "Capita ONE: another version made the index: delete it, and drop the newest files once more"
NOTHING_YET = "Capita ONE: no transfer file has been taken in yet"
logger = logging.getLogger(__name__)


class CapitaOne(EducationSystem):
    """The pupils of a council as its newest transfer files tell of them.

    The drop folder is looked at when somebody asks, no more often than `look_every_seconds`. One thread takes files
    in; the others answer meanwhile from the index as it stands. A council whose files take longer than a call may
    last runs `python -m frontdoor_capita_one.take_in` on a timer besides.
    """

    def __init__(self, settings: CapitaOneSettings, *, now: Callable[[], datetime] = utc_now) -> None:
        self._settings = settings
        self._index = PupilIndex(settings.index)
        self._folder = DropFolder(
            settings.drop_folder,
            self._index,
            settings.max_file_bytes,
            checksum_required=settings.checksum_required,
            now=now,
        )
        self._prepared = False
        self._looking = threading.Lock()
        self._looked_at: float | None = None

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]:
        """Pupils who fit every given part of the query that One can compare; it holds no NHS numbers.

        Raises `RecordRejected` for a query One's enquiry does not allow, and `Unavailable` before the first file,
        when "none found" would be untrue. The answer is as old as the oldest file it rests on.
        """
        enquiry = evolve(_enquiry(query), sounds_like=self._settings.sounds_like)
        with _in_our_words():
            complete = self._complete(call)
            found = self._index.search(enquiry)
            contacts = self._contacts()
        records = tuple(_with_contacts(each, contacts) for each in found)
        return Answer(records, min((each.as_at for each in found), default=complete))

    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]:
        """One pupil by the index's own id; raises `NotFound`, and `Unavailable` before the first file."""
        with _in_our_words():
            self._complete(call)
            found = self._index.get(pupil_id)
            contacts = self._contacts()
        if found is None:
            raise NotFound("Capita ONE: the index has no such pupil")
        return Answer(_with_contacts(found, contacts), found.as_at)

    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        """Everybody in the index, then whoever changed; raises `NotFound` for a cursor of an index that was lost."""
        with _in_our_words():
            complete = self._complete(call)
            return Answer(self._index.page(after, max(1, min(most, MOST_ON_A_PAGE))), complete)

    def take_in_files(self) -> Taken:
        """Take in everything that waits, now; raises `Unavailable` where the folder or the index cannot be used."""
        with self._looking, _in_our_words():
            self._prepare_index()
            return self._folder.take_in()

    def apart(self) -> list[Apart]:
        """Everybody whose newest file was joined with differences or not at all, for an operator to follow up."""
        with _in_our_words():
            self._prepare_index()
            return self._index.apart()

    def check(self) -> None:
        """Take in what waits and prove that there are pupils to answer from; raises `Unavailable`.

        A file that cannot be taken in is told too: it may be a school's newest, and only an operator can free it.
        """
        taken = self.take_in_files()
        if taken.left:
            raise Unavailable(f"Capita ONE: {len(taken.left)} of the files dropped could not be taken in")
        with _in_our_words():
            self._contacts()
            if self._index.complete_as_at() is None:
                raise Unavailable(NOTHING_YET)

    def close(self) -> None:
        """Nothing stays open between calls."""

    def _prepare_index(self) -> None:
        # An operator may take the index away at any time, to have it built anew from the files.
        if not self._prepared or not self._settings.index.exists():
            self._index.prepare()
            self._prepared = True

    def _complete(self, call: Call) -> datetime:
        """Look for files, then how old "none found" is; raises `Unavailable` where nothing was taken in yet."""
        self._look(call)
        complete = self._index.complete_as_at()
        if complete is None:
            raise Unavailable(NOTHING_YET)
        return complete

    def _look(self, call: Call) -> None:
        """Take in what waits if it is time to look and nobody else is at it; the very first look is waited for."""
        share = call.deadline * SHARE_OF_DEADLINE
        if not self._looking.acquire(timeout=share if self._looked_at is None else 0):
            return
        try:
            self._prepare_index()
            if self._looked_at is None or time.monotonic() - self._looked_at >= self._settings.look_every_seconds:
                self._take_in_until(time.monotonic() + share)
                self._looked_at = time.monotonic()
        finally:
            self._looking.release()

    def _take_in_until(self, until: float) -> None:
        try:
            self._folder.take_in(until)
        except (OSError, sqlite3.OperationalError) as problem:
            # The index still answers, and says how old it is: a lost folder must not hide what is known.
            logger.warning("Capita ONE: files could not be taken in (%s); the index answers", type(problem).__name__)

    def _contacts(self) -> Mapping[str, tuple[KeyContact, ...]]:
        return read_contacts(self._settings.contacts) if self._settings.contacts else {}


def _enquiry(query: PersonQuery) -> Enquiry:
    enquiry = Enquiry(
        given=fold(query.given_name),
        family=fold(query.family_name),
        birth_date=query.date_of_birth.isoformat() if query.date_of_birth else "",
        postcode=query.postcode.value if query.postcode else "",
        upn=query.upn.value if query.upn else "",
        limit=max(1, min(query.limit, MOST_RECORDS)),
    )
    enough = max(len(enquiry.given), len(enquiry.family)) >= FEWEST_LETTERS
    if not (enough or enquiry.postcode or enquiry.upn):
        given = [part for part in ("given_name", "family_name", "date_of_birth", "nhs_number") if getattr(query, part)]
        raise RecordRejected([RecordFault(part, TOO_LITTLE) for part in given or ["family_name"]])
    return enquiry


def _with_contacts(found: Told, contacts: Mapping[str, tuple[KeyContact, ...]]) -> PupilRecord:
    return evolve(found.record, contacts=contacts.get(found.school_code, ()))


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn what files and SQLite raise into a failure that names neither a path nor a pupil."""
    try:
        yield
    except OtherVersion:
        raise Unavailable(OTHER_VERSION) from None
    except sqlite3.Error as problem:
        raise Unavailable(f"Capita ONE: the index cannot be used ({type(problem).__name__})") from None
    except OSError as problem:
        raise Unavailable(f"Capita ONE: the drop folder cannot be used ({problem.strerror})") from None
    except DataFaults as problem:
        raise Unavailable(f"Capita ONE: school contacts: {problem}") from None
