"""A form with files while it arrives: a piece at a time, however it is cut, and no more of it in memory than that."""

import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import anyio
import anyio.to_thread
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.exceptions import InternalServerException
from reference_portal.tests.web.attachments.sending_files import body

from frontdoor_portal.web import uploads
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.uploads import BrokenOff, TooMuchSent, Upload

PIECE = bytes(64_000)


class Request:
    """A request whose body comes in pieces; at None the browser goes away."""

    def __init__(self, pieces: Iterator[bytes | None]) -> None:
        self.headers = {"content-type": "multipart/form-data; boundary=limit"}
        self._pieces = pieces

    async def stream(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            if piece is None:
                raise InternalServerException("client disconnected prematurely")
            yield piece
        yield b""


def received(
    pieces: Iterator[bytes | None], take: Callable[[Upload], Any], most: int = 10_000_000
) -> tuple[Fields, Any]:
    """The fields of a form, and what a thread made of its files."""

    async def run() -> tuple[Fields, Any]:
        request: Any = Request(pieces)
        upload = Upload(request, most)
        fields = await upload.begin()
        try:
            return fields, await anyio.to_thread.run_sync(take, upload)
        finally:
            await upload.drain()

    return anyio.run(run)


def whole(upload: Upload) -> list[tuple[str, bytes]]:
    return [(sent.name, b"".join(sent.chunks)) for sent in upload.files()]


@settings(max_examples=40)
@given(
    files=st.lists(st.tuples(st.text("aŵ😀.", min_size=1, max_size=9), st.binary(max_size=300)), max_size=4),
    size=st.integers(1, 400),
)
def test_however_a_form_is_cut_its_files_come_as_they_are(files: list[tuple[str, bytes]], size: int) -> None:
    data = body({"form_token": "abc", "back": ""}, files)
    pieces = iter([data[at : at + size] for at in range(0, len(data), size)])
    assert received(pieces, whole) == (Fields({"form_token": ("abc",), "back": ("",)}), files)


def test_what_of_a_file_is_not_read_is_skipped() -> None:
    data = body({"form_token": "abc"}, [("a.txt", PIECE * 9), ("b.txt", b"second")])

    def names(upload: Upload) -> list[str]:
        return [sent.name for sent in upload.files()]

    assert received(iter([data[at : at + 999] for at in range(0, len(data), 999)]), names)[1] == ["a.txt", "b.txt"]


def long(count: int) -> Iterator[bytes]:
    head, tail = body({"form_token": "abc"}, [("a.bin", b"MARK")]).split(b"MARK")
    yield head
    for _ in range(count):
        yield PIECE
    yield tail


def size_of(upload: Upload) -> list[int]:
    return [sum(map(len, sent.chunks)) for sent in upload.files()]


def test_v5_2_1_memory_stays_flat_while_a_large_file_comes() -> None:
    tracemalloc.start()
    try:
        _, sizes = received(long(2_000), size_of, most=200_000_000)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (sizes, most < 5_000_000) == ([128_000_000], True)


def test_more_than_is_read_at_all_is_told() -> None:
    with pytest.raises(TooMuchSent):
        received(long(200), size_of, most=1_000_000)


def test_f43_a_browser_that_goes_away_is_told() -> None:
    data = body({"form_token": "abc"}, [("a.txt", b"x" * 90)])
    with pytest.raises(BrokenOff):
        received(iter([data[:-60], None]), whole)


def test_a_form_that_ends_too_early_is_told() -> None:
    data = body({"form_token": "abc"}, [("a.txt", b"x" * 90)])
    with pytest.raises(BrokenOff):
        received(iter([data[:-60]]), whole)


def test_a_browser_that_falls_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SILENT_SECONDS", 0.01)

    class Silent(Request):
        async def stream(self) -> AsyncIterator[bytes]:
            yield body({"form_token": "abc"}, [("a.txt", b"x")])[:-20]
            await anyio.sleep_forever()

    async def run() -> None:
        request: Any = Silent(iter([]))
        upload = Upload(request, 1_000)
        await upload.begin()
        await anyio.to_thread.run_sync(whole, upload)

    with pytest.raises(BrokenOff):
        anyio.run(run)


def test_a_field_that_is_too_long_is_refused() -> None:
    with pytest.raises(BadRequest):
        received(iter([body({"form_token": "x" * 5_000}, [])]), whole)


def test_too_many_fields_are_refused() -> None:
    with pytest.raises(BadRequest):
        received(iter([body({f"f{number}": "" for number in range(9)}, [])]), whole)
