"""SOAP 1.1 envelopes: writing one, and reading one from somebody who may be careless or hostile."""

from lxml import etree

from frontdoor_framework_i.contract import NAMESPACE, PASSWORD_TEXT, SOAP, WSSE

DEEPEST = 16
"""Levels of elements an envelope may have; the contract's own deepest has nine."""

MOST_MARKUP = 150_000
"""Signs that open an element, end one or give an attribute. A full page of the feed has less than half of them; a
document of little else grows to many times its size once it is read."""

_TOO_DEEP = etree.XPath("boolean(/" + "/".join("*" * (DEEPEST + 1)) + ")")
_ENVELOPE, _HEADER, _BODY = f"{{{SOAP}}}Envelope", f"{{{SOAP}}}Header", f"{{{SOAP}}}Body"
FAULT = f"{{{SOAP}}}Fault"


class NotAnEnvelope(ValueError):
    """Bytes that are not a SOAP 1.1 envelope we accept. Its text is one of a few fixed sentences."""


def write(payload: etree._Element, user: str, password: str) -> bytes:
    """An envelope with a WS-Security UsernameToken, in UTF-8. Raises `ValueError` where XML cannot carry the text."""
    envelope = etree.Element(_ENVELOPE, nsmap={"soap": SOAP, "fwi": NAMESPACE})
    header = etree.SubElement(envelope, _HEADER)
    security = etree.SubElement(header, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE})
    token = etree.SubElement(security, f"{{{WSSE}}}UsernameToken")
    etree.SubElement(token, f"{{{WSSE}}}Username").text = user
    etree.SubElement(token, f"{{{WSSE}}}Password", Type=PASSWORD_TEXT).text = password
    etree.SubElement(envelope, _BODY).append(payload)
    return _serialise(envelope)


def write_answer(payload: etree._Element) -> bytes:
    """An envelope without a header, as a server answers."""
    envelope = etree.Element(_ENVELOPE, nsmap={"soap": SOAP, "fwi": NAMESPACE})
    etree.SubElement(envelope, _BODY).append(payload)
    return _serialise(envelope)


def read(document: bytes, *, holds_a_file: bool = False) -> etree._Element:
    """The envelope in a document; raises `NotAnEnvelope` for anything else.

    `holds_a_file` lifts the parser's own ceiling of ten million characters for one text.
    """
    if not document.strip():
        raise NotAnEnvelope("it is empty")
    # A document type is refused before any parser sees it: that is where entities and outside files come from.
    # The parser below is told UTF-8 whatever the document says, so that no other encoding can hide one.
    if b"<!DOCTYPE" in document:
        raise NotAnEnvelope("it has a document type")
    if document.count(b"<") + document.count(b"=") > MOST_MARKUP:
        raise NotAnEnvelope("it has too much mark-up")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=holds_a_file,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError:
        # lxml's message quotes the document, which may hold a child's name.
        raise NotAnEnvelope("it is not well-formed XML") from None
    if root is None or root.tag != _ENVELOPE:
        raise NotAnEnvelope("it is not a SOAP 1.1 envelope")
    if _TOO_DEEP(root):
        raise NotAnEnvelope("its elements are nested too deeply")
    return root


def payload_of(envelope: etree._Element) -> etree._Element:
    """The one element in the body; raises `NotAnEnvelope` where there is none or more than one."""
    bodies = envelope.findall(_BODY)
    if len(bodies) != 1 or len(bodies[0]) != 1:
        raise NotAnEnvelope("its body does not hold exactly one element")
    return bodies[0][0]


def user_and_password(envelope: etree._Element) -> tuple[str, str] | None:
    """The UsernameToken of a request, or None where it has none in plain text."""
    token = envelope.find(f"{_HEADER}/{{{WSSE}}}Security/{{{WSSE}}}UsernameToken")
    if token is None:
        return None
    user, password = token.find(f"{{{WSSE}}}Username"), token.find(f"{{{WSSE}}}Password")
    if user is None or password is None or password.get("Type") != PASSWORD_TEXT:
        return None
    return user.text or "", password.text or ""


def _serialise(envelope: etree._Element) -> bytes:
    return etree.tostring(envelope, xml_declaration=True, encoding="utf-8")
