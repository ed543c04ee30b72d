"""Reading what was asked and writing what is answered, and the faults that an operation is refused with."""

import sqlite3

from lxml import etree

from frontdoor_framework_i import envelope
from frontdoor_framework_i.contract import NAMESPACE, SOAP, named

Element = etree._Element


class SoapFault(Exception):
    """The operation is refused, with the contract's code and, where the contract has one for it, a detail."""

    def __init__(self, code: str, detail: Element | None = None) -> None:
        self.code = code
        self.detail = detail
        super().__init__(code)

    def element(self) -> Element:
        """The fault as it goes into the body of an answer."""
        fault = etree.Element(envelope.FAULT, nsmap={"soap": SOAP, "fwi": NAMESPACE})
        etree.SubElement(fault, "faultcode").text = f"soap:{self.code}"
        etree.SubElement(fault, "faultstring").text = "The request was refused"
        if self.detail is not None:
            etree.SubElement(fault, "detail").append(self.detail)
        return fault


def rejected(*fields: tuple[str, str]) -> SoapFault:
    """`Client.Validation`, with fields and the code of what is wrong with each."""
    listed = etree.Element(named("Faults"), nsmap={"fwi": NAMESPACE})
    for field, code in fields:
        one = add(listed, "fault")
        add(one, "field", field)
        add(one, "code", code)
    return SoapFault("Client.Validation", listed)


def busy(seconds: int) -> SoapFault:
    wait = etree.Element(named("RetryAfter"), nsmap={"fwi": NAMESPACE})
    wait.text = str(seconds)
    return SoapFault("Server.Busy", wait)


def text(parent: Element, path: str) -> str:
    """Text of a child by local name, or of a grandchild by `child/{namespace}grandchild`."""
    return parent.findtext(named(path)) or ""


def texts(parent: Element, local: str) -> list[str]:
    return [element.text or "" for element in parent.iterfind(named(local))]


def add(parent: Element, local: str, content: str | None = None) -> Element:
    element = etree.SubElement(parent, named(local))
    element.text = content
    return element


def add_given(parent: Element, local: str, content: str | None) -> None:
    if content:
        add(parent, local, content)


def add_name(element: Element, row: sqlite3.Row) -> None:
    add_given(element, "given", row["FORENAME"])
    add_given(element, "family", row["SURNAME"])


def add_birth_date(parent: Element, row: sqlite3.Row) -> None:
    if row["DATE_OF_BIRTH"]:
        add(parent, "birthDate", row["DATE_OF_BIRTH"]).set("kind", row["DATE_OF_BIRTH_KIND"])


def boolean(value: int) -> str:
    return "true" if value else "false"


def display_name(name: sqlite3.Row) -> str:
    """All that is shown of a restricted person."""
    return " ".join(part for part in (name["FORENAME"], name["SURNAME"]) if part)
