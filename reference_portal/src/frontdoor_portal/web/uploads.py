"""The files of a form while they arrive: the browser's bytes go through a thread of the handler, a piece at a time.

Only a route made with `routing.upload` reads such a form. Its token comes first and is checked before the first byte
of a file is kept; fields after a file are refused, so that nothing depends on reading the whole.
"""

from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import anyio
import anyio.from_thread
from anyio.lowlevel import RunVar
from attrs import frozen
from litestar.exceptions import HTTPException, InternalServerException

from frontdoor_portal.web.fields import Fields, gathered
from frontdoor_portal.web.multipart import Event, MultipartEvents, PartBegins, PartEnds
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.site import AnyRequest

FILES = "files"
"""The name of the field that holds files."""
MAX_FIELD_BYTES = 4_096
MAX_FIELDS = 8
SILENT_SECONDS = 30.0
"""How long a browser may send nothing before it counts as gone."""
DRAIN_SECONDS = 60.0
THREADS = 32
"""Uploads that are received at once. They have threads of their own: however slow telephones are, pages are served."""


class BrokenOff(BadRequest):
    """The browser went away, or fell silent, before all of a form with files was here."""


class TooMuchSent(RuntimeError):
    """A form with files is longer than anything this portal takes in one go."""


@frozen
class SentFile:
    """A file of the form. What of `chunks` is left unread is skipped when the next file is asked for."""

    name: str
    chunks: Iterator[bytes]


class Upload:
    """A form with files, read once. `most` is how many bytes are read at all, taken or not."""

    def __init__(self, request: AnyRequest, most: int) -> None:
        self._content_type = request.headers.get("content-type", "")
        self._events: MultipartEvents | None = None
        self._stream: AsyncIterator[bytes] = request.stream()
        self._waiting: deque[Event] = deque()
        self._left = most
        self._ended = False
        self._given_up = False

    async def begin(self) -> Fields:
        """The fields in front of the files. Raises `UnsupportedForm` for a body that is no form with files."""
        self._events = MultipartEvents(self._content_type)
        pairs: list[tuple[str, str]] = []
        while (event := await self._next_event()) is not None:
            if not isinstance(event, PartBegins):
                raise BadRequest("The form did not arrive as a browser sends it")
            if event.filename is not None:
                self._waiting.appendleft(event)
                break
            pairs.append((event.name, await self._text()))
            if len(pairs) > MAX_FIELDS:
                raise BadRequest("There are too many fields")
        return Fields(gathered(pairs))

    def files(self) -> Iterator[SentFile]:
        """The files, in order; for the handler's thread. Raises `BrokenOff`, `TooMuchSent` and `BadRequest`."""
        while (event := self._from_thread()) is not None:
            if not isinstance(event, PartBegins) or event.filename is None or event.name != FILES:
                raise BadRequest("A field was sent that is not part of the form")
            chunks = self._chunks()
            yield SentFile(event.filename, chunks)
            for _ in chunks:
                pass

    async def drain(self) -> None:
        """Read what is left, so that the browser, which sends all before it reads, sees the answer. Raises nothing."""
        with suppress(BadRequest, TooMuchSent, HTTPException), anyio.move_on_after(DRAIN_SECONDS):
            while not self._given_up and await self._piece():
                pass

    def _chunks(self) -> Iterator[bytes]:
        while not isinstance(event := self._from_thread(), PartEnds):
            if not isinstance(event, bytes):
                raise BrokenOff("The form did not arrive as a whole")
            yield event

    def _from_thread(self) -> Event | None:
        return self._waiting.popleft() if self._waiting else anyio.from_thread.run(self._next_event)

    async def _next_event(self) -> Event | None:
        """The next event; None after the last of a whole form."""
        assert self._events is not None
        while not self._waiting:
            piece = await self._piece()
            if not piece:
                if not self._events.is_whole:
                    raise BrokenOff("The form did not arrive as a whole")
                return None
            self._waiting.extend(self._events.feed(piece))
        return self._waiting.popleft()

    async def _piece(self) -> bytes:
        """More of the body; nothing at its end."""
        while not self._ended:
            if self._left < 0:
                self._given_up = True
                raise TooMuchSent
            try:
                with anyio.fail_after(SILENT_SECONDS):
                    piece = await anext(self._stream, b"")
            except (TimeoutError, InternalServerException):
                self._given_up = True
                # Litestar's word for a browser that went away in the middle of its form: nobody's fault here.
                raise BrokenOff("The form did not arrive as a whole") from None
            self._left -= len(piece)
            if piece:
                return piece
            self._ended = True
        return b""

    async def _text(self) -> str:
        value = bytearray()
        while not isinstance(event := await self._next_event(), PartEnds):
            if not isinstance(event, bytes) or len(value) + len(event) > MAX_FIELD_BYTES:
                raise BadRequest("A field of the form is too long")
            value += event
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            raise BadRequest("The text is not UTF-8") from None


_threads: RunVar[anyio.CapacityLimiter] = RunVar("threads")


def threads() -> anyio.CapacityLimiter:
    """The threads of uploads, of this event loop."""
    try:
        return _threads.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(THREADS)
        _threads.set(limiter)
        return limiter
