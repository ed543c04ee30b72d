"""`multipart/form-data`, read as it comes: the parts of a form with files, none of which is ever whole in memory."""

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from frontdoor_portal.web.refusing import BadRequest, UnsupportedForm


@frozen
class PartBegins:
    """A part of the form. `filename` is None for a field that is no file, and empty where no file was chosen."""

    name: str
    filename: str | None


@frozen
class PartEnds:
    pass


Event: TypeAlias = PartBegins | PartEnds | bytes


class MultipartEvents:
    """Turns pieces of a body into events, in order. Raises `BadRequest` for what no browser sends."""

    def __init__(self, content_type: str) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise UnsupportedForm("The body is not a form with files")
        self._events: list[Event] = []
        self._header, self._value = bytearray(), bytearray()
        self._headers: dict[str, bytes] = {}
        self.is_whole = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._headers.clear,
                    "on_part_data": self._on_data,
                    "on_part_end": self._on_end_of_part,
                    "on_header_field": self._on_header,
                    "on_header_value": self._on_value,
                    "on_header_end": self._on_end_of_header,
                    "on_headers_finished": self._on_headers,
                    "on_end": self._on_end,
                },
            )
        except (FormParserError, ValueError):
            raise BadRequest("The form's boundary is not one") from None

    def feed(self, piece: bytes) -> list[Event]:
        """The events of one more piece."""
        try:
            self._parser.write(piece)
        except FormParserError:
            raise BadRequest("The form did not arrive as a browser sends it") from None
        events, self._events = self._events, []
        return events

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_end_of_header(self) -> None:
        name = self._header.decode("latin-1").lower()
        if name in self._headers:
            raise BadRequest("A part of the form has a header twice")
        self._headers[name] = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _on_headers(self) -> None:
        disposition = self._headers.get("content-disposition", b"")
        if b"\0" in disposition:
            raise BadRequest("A header of the form holds a NUL character")
        self._events.append(part_of(disposition))

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._events.append(data[start:end])

    def _on_end_of_part(self) -> None:
        self._events.append(PartEnds())

    def _on_end(self) -> None:
        self.is_whole = True


def part_of(disposition: bytes) -> PartBegins:
    """Which field a part is. A file's name is taken as it is, path and all: it is cleaned before it is shown."""
    kind, options = parse_options_header(disposition)
    if kind != b"form-data" or b"name" not in options:
        raise BadRequest("A part of the form says not which field it is")
    try:
        name = options[b"name"].decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The text is not UTF-8") from None
    filename = options.get(b"filename")
    # A name in another encoding is no reason to lose a file: letters that cannot be read are marked.
    return PartBegins(name, None if filename is None else _unescaped(filename.decode("utf-8", "replace")))


_ESCAPED: Mapping[str, str] = {"%22": '"', "%0D": "\r", "%0A": "\n"}
"""How browsers write what would end the name (WHATWG, multipart/form-data)."""


def _unescaped(filename: str) -> str:
    for escaped, letter in _ESCAPED.items():
        filename = filename.replace(escaped, letter)
    return filename
