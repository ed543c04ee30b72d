"""The PDF of what was sent: tagged after PDF/UA-1, with fonts of its own, made in memory and in nobody's transaction.

Typst runs in this process and lets other threads run meanwhile. It reads no file but the template and the fonts, and
nothing from the network: what people typed reaches it as JSON, which the template shows as text.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from frontdoor_portal.copies.fonts import FAMILIES, fonts, shown, shown_alone
from frontdoor_portal.use_cases.reading_submission import AnsweredItem, AnsweredQuestion
from frontdoor_portal.use_cases.refusals import TooBusy
from frontdoor_portal.use_cases.sent_copy import SentContact, SentCopy, TakenCopy
from frontdoor_portal.use_cases.telling_time import moment

AT_ONCE = 2
"""A form of a million characters takes some 300 MB for a few seconds."""
WAIT_SECONDS = 20
MOST_CHARACTERS = 3_000_000
"""More than any form of the portal can hold; beyond it the page and the structured copy have everything."""

MARKING = "Official-Sensitive"

_LONG_WORD = re.compile(r"\S{41,}")
_PIECE = 20
_places = threading.BoundedSemaphore(AT_ONCE)
_Fit = Callable[[str], str]


class CopyNotMade(RuntimeError):
    """The PDF could not be made. It says nothing of what typst said, which may quote an answer."""


def pdf_of(copy: TakenCopy) -> bytes:
    """The document. Raises `TooBusy` and `CopyNotMade`."""
    with _place():
        for fit in (shown, shown_alone):
            data = json.dumps(_laid_out(copy, fit))
            if len(data) > MOST_CHARACTERS:
                raise CopyNotMade("There is too much in it")
            try:
                return _compiled(data, copy)
            except typst.TypstError:
                continue
    raise CopyNotMade("It could not be set")


def _compiled(data: str, copy: TakenCopy) -> bytes:
    compiler = typst.Compiler(
        _template(),
        root=_folder(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"copy": data},
        package_path=_folder(),
        package_cache_path=_folder(),
    )
    made: Any = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=copy.taken_at)
    return bytes(made)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise TooBusy
    try:
        yield
    finally:
        _places.release()


@cache
def _folder() -> Path:
    return Path(str(files("frontdoor_portal.copies")))


@cache
def _template() -> bytes:
    return (_folder() / "sent.typ").read_bytes()


def _laid_out(copy: TakenCopy, fit: _Fit) -> Mapping[str, object]:
    """The copy as the template wants it: every text in lines, every line in pieces."""
    sent, lines = copy.sent, _Lines(fit)
    return {
        "title": f"What was sent: {copy.asked_for}",
        "author": fit(sent.sender.agency_name),
        "fonts": FAMILIES,
        "marking": MARKING,
        "printed": fit(f"Made for {copy.taken_by.name} on {moment(copy.taken_at)}"),
        "reference": ", ".join(str(each) for each in sent.references),
        "facts": [lines.row(question, answer) for question, answer in facts(sent)],
        "remarks": [lines.of(each) for each in remarks(sent)],
        "sections": [
            {"title": lines.of(section.title), "parts": _parts(section.questions, lines)} for section in sent.sections
        ],
        "files": [lines.of(f"{each.name} ({each.size:,} bytes)") for each in sent.files],
        "blank": [
            {"title": lines.of(each.title), "questions": [lines.of(question) for question in each.questions]}
            for each in sent.not_answered
        ],
        "notes": [lines.of(NUMBERED)] if lines.numbered else [],
    }


NUMBERED = (
    "Some characters have no letter in this document’s fonts. They stand here by their number in Unicode, such as "
    "[U+0000]. The portal’s page and the structured copy have them as they were typed."
)


def facts(sent: SentCopy) -> list[tuple[str, str]]:
    """What stands above the answers: which contact, about whom, by whom and when, in which form."""
    sender = ", ".join(part for part in (sent.sender.name, sent.sender.job_title, sent.sender.agency_name) if part)
    form = sent.form_title or sent.form_id
    return [
        ("Reference" if len(sent.contacts) == 1 else "References, one for each child", _contacts(sent.contacts)),
        ("Received", moment(sent.received_at)),
        ("Sent by", sender),
        *([("Telephone", sent.sender.phone)] if sent.sender.phone else []),
        *([("When to reach the sender", sent.sender.preferred_times)] if sent.sender.preferred_times else []),
        *([("Address for replies", sent.sender.reply_address)] if sent.sender.reply_address else []),
        ("Form", f"{form}, version {sent.form_version}"),
    ]


def remarks(sent: SentCopy) -> list[str]:
    """What a reader must know before they rely on the answers."""
    return [
        *(["Sent as urgent before every question was answered."] if sent.urgent_and_incomplete else []),
        *([sent.sent_along_in_words] if sent.sent_along else []),
        *([sent.not_sent_in_words] if sent.not_sent else []),
    ]


def _contacts(contacts: tuple[SentContact, ...]) -> str:
    return "\n".join(f"{each.reference}: {each.about}".removesuffix(": ") for each in contacts)


def _parts(questions: tuple[AnsweredQuestion, ...], lines: "_Lines") -> list[Mapping[str, object]]:
    """Runs of plain questions, each run one list for whoever hears it read out, and groups between them."""
    found: list[Mapping[str, object]] = []
    for is_group, run in groupby(questions, key=lambda each: bool(each.items)):
        if is_group:
            found += [{"question": lines.of(each.question), "items": _items(each.items, lines)} for each in run]
        else:
            found.append({"rows": [lines.row(each.question, each.answer) for each in run]})
    return found


def _items(items: tuple[AnsweredItem, ...], lines: "_Lines") -> list[Mapping[str, object]]:
    return [
        {"title": lines.of(item.title), "rows": [lines.row(each.question, each.answer) for each in item.answers]}
        for item in items
    ]


class _Lines:
    """Texts cut into lines, and lines into pieces; remembers whether a character had to be told by its number."""

    def __init__(self, fit: _Fit) -> None:
        self._fit = fit
        self.numbered = False

    def of(self, text: str) -> list[list[str]]:
        fitted = self._fit(text)
        self.numbered = self.numbered or (text is not NUMBERED and fitted.count("[U+") > text.count("[U+"))
        return [_pieces(line) for line in fitted.split("\n")]

    def row(self, question: str, answer: str) -> Mapping[str, list[list[str]]]:
        return {"question": self.of(question), "answer": self.of(answer)}


def _pieces(line: str) -> list[str]:
    found: list[str] = []
    end = 0
    for word in _LONG_WORD.finditer(line):
        found.append(line[end : word.start()])
        found += [word[0][at : at + _PIECE] for at in range(0, len(word[0]), _PIECE)]
        end = word.end()
    found.append(line[end:])
    return [each for each in found if each] or [""]
