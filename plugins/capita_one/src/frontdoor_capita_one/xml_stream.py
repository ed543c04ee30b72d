"""Reads an XML file of any length as hostile input, a part at a time.

Nothing is declared, expanded or fetched, nothing is nested deeper than libxml2's own limit of 256, and of all that was
read only the part in hand is kept: memory stays flat however large the file is.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from frontdoor_capita_one.refusal import FileRefused

ENCODINGS = {"utf-8", "utf-16", "us-ascii", "iso-8859-1", "windows-1252"}
A_CHUNK = 65_536
DOCTYPE = b"<!DOCTYPE"
HAS_DOCTYPE = "The file has a DOCTYPE, which no transfer file needs"


def look_over(stream: BinaryIO) -> None:
    """Refuse what must not reach a parser, before one sees it, and go back to the start; raises `FileRefused`."""
    head = True
    seen = b""
    while chunk := stream.read(A_CHUNK):
        # NULs are dropped to see through UTF-16.
        text = chunk.replace(b"\0", b"")
        if head:
            _check_head(text)
            head = False
        seen = seen[1 - len(DOCTYPE) :] + text.upper()
        if DOCTYPE in seen:
            raise FileRefused(HAS_DOCTYPE)
    if head:
        _check_head(b"")
    stream.seek(0)


def _check_head(text: bytes) -> None:
    start = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        raise FileRefused("The file is not XML")
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", start)
    if declared and declared[1].decode("ascii").lower() not in ENCODINGS:
        raise FileRefused("The file is in an encoding that is not read here")


def elements(stream: BinaryIO, root: str, paths: dict[str, str]) -> Iterator[etree._Element]:
    """Each element of the given paths below `root`, in the order of the file; one is gone once the next is asked for.

    `paths` has the path by the element's own name. Raises `FileRefused`, from any step: what was read of a refused
    file must not be used. Namespaces are dropped, should a later version have one.
    """
    parsing = etree.iterparse(
        stream,
        events=("end",),
        tag=tuple(f"{{*}}{name}" for name in paths),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parsing:
            path = _path(element)
            if path[0] != root:
                raise FileRefused(f"The outermost element is not {root}")
            if "/".join(path[1:]) != paths[path[-1]]:
                continue
            if "}" in element.tag:
                for part in element.iter("*"):
                    part.tag = etree.QName(part).localname
            yield element
            _let_go(element)
        if parsing.root is None or etree.QName(parsing.root).localname != root:
            raise FileRefused(f"The outermost element is not {root}")
    except etree.XMLSyntaxError as problem:
        # lxml's own message can quote the content.
        line = problem.position[0]
        raise FileRefused(
            f"The file is not well-formed XML, is cut short or is nested too deeply (line {line})"
        ) from None


def _path(element: etree._Element) -> list[str]:
    return [etree.QName(each).localname for each in (*reversed(list(element.iterancestors())), element)]


def _let_go(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
