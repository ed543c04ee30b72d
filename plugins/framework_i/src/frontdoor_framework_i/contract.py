"""The reference contract: the WSDL of this package, its names and its schema, for client and simulator alike."""

import re
import threading
from functools import cache
from importlib import resources
from typing import Any

from attrs import frozen
from lxml import etree

NAMESPACE = "urn:family-front-door:framework-i-reference:1"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
PASSWORD_TEXT = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"

LARGEST_PAGE = 2_000
"""People, and ids of people gone, in one page of the feed."""

LARGEST_DOCUMENT = 25_000_000
"""Bytes of one file."""

LONGEST_FILE_NAME = 80
"""Characters, the ending included: what the successor system is documented to cut names to."""

CURSOR = re.compile(r"[A-Za-z0-9._\-]{1,100}")
"""The shape of a place in the feed."""

_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_XSD = "http://www.w3.org/2001/XMLSchema"
_AT_FAULT = re.compile(r"Element '(?:\{[^}]*\})?([A-Za-z]+)'")


def named(local: str) -> str:
    """The qualified name of one of the contract's elements."""
    return f"{{{NAMESPACE}}}{local}"


@frozen
class SchemaFault:
    """An element that does not fit and the kind of misfit. Neither holds anything that was in the document."""

    element: str
    kind: str


class Contract:
    """The WSDL as loaded once. Its schema may be asked from several threads."""

    def __init__(self, wsdl: bytes) -> None:
        self.wsdl = wsdl
        definitions = etree.fromstring(wsdl)
        operations = definitions.iterfind(f"{{{_WSDL}}}portType/{{{_WSDL}}}operation")
        self.operations = tuple(str(operation.get("name")) for operation in operations)
        schema = definitions.find(f"{{{_WSDL}}}types/{{{_XSD}}}schema")
        if schema is None:
            raise ValueError("The WSDL has no schema")
        self._names = frozenset(str(element.get("name")) for element in schema.iter(f"{{{_XSD}}}element"))
        self._schema = etree.XMLSchema(schema)
        # The error log belongs to the schema object, so that two threads would read each other's.
        self._turn = threading.Lock()

    def faults_of(self, payload: etree._Element) -> tuple[SchemaFault, ...]:
        """Why a payload does not fit the contract, one fault for each element; empty where it fits."""
        with self._turn:
            if self._schema.validate(payload):
                return ()
            found: dict[str, str] = {}
            log: Any = self._schema.error_log
            for entry in log:
                found.setdefault(self._element_at_fault(entry.message), entry.type_name)
        return tuple(SchemaFault(element, kind) for element, kind in found.items())

    def _element_at_fault(self, message: str) -> str:
        # The name is taken only when it is one of ours: a stranger's element name may carry anything.
        match = _AT_FAULT.match(message)
        return match[1] if match and match[1] in self._names else "unknown element"


@cache
def reference_contract() -> Contract:
    """The contract in this package's WSDL."""
    wsdl = resources.files(__package__).joinpath("wsdl", "framework_i_reference.wsdl").read_bytes()
    return Contract(wsdl)
