import pytest
from lxml import etree

from frontdoor_framework_i import envelope
from frontdoor_framework_i.contract import NAMESPACE, SOAP

OPEN = f'<s:Envelope xmlns:s="{SOAP}"><s:Body>'
CLOSE = "</s:Body></s:Envelope>"


def test_what_was_written_is_read_back_with_its_user_and_password() -> None:
    payload = etree.Element(f"{{{NAMESPACE}}}FindEpisode")
    payload.text = "a\r\nb <&> \u0142"
    whole = envelope.read(envelope.write(payload, "portal", "pa<ss>&\u00a3"))
    read = envelope.payload_of(whole)
    assert (read.tag, read.text) == (f"{{{NAMESPACE}}}FindEpisode", "a\r\nb <&> \u0142")
    assert envelope.user_and_password(whole) == ("portal", "pa<ss>&\u00a3")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<!DOCTYPE x>" + (OPEN + "<a/>" + CLOSE).encode(), "it has a document type"),
        ((OPEN + "<a>" + CLOSE).encode(), "it is not well-formed XML"),
        ((OPEN + "<a/>" + CLOSE).encode()[:-20], "it is not well-formed XML"),
        ((OPEN + "<a>&undeclared;</a>" + CLOSE).encode(), "it is not well-formed XML"),
        ((OPEN + "<a>\x01</a>" + CLOSE).encode(), "it is not well-formed XML"),
        ((OPEN + "<a>\xe9</a>" + CLOSE).encode("latin-1"), "it is not well-formed XML"),
        (("<!DOCTYPE x>" + OPEN + "<a/>" + CLOSE).encode("utf-16"), "it is not well-formed XML"),
        (("<!DOCTYPE x>" + OPEN + "<a/>" + CLOSE).encode("utf-16-le"), "it is not well-formed XML"),
        (("<!DOCTYPE x>" + OPEN + "<a/>" + CLOSE).encode("utf-32"), "it is not well-formed XML"),
        (("<!DOCTYPE x>" + OPEN + "<a/>" + CLOSE).encode("cp037"), "it is not well-formed XML"),
        (b"<a/>", "it is not a SOAP 1.1 envelope"),
        (b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"/>', "it is not a SOAP 1.1 envelope"),
        ((OPEN + "<a>" * 15 + "</a>" * 15 + CLOSE).encode(), "its elements are nested too deeply"),
        ((OPEN + "<a>" * 5000 + "</a>" * 5000 + CLOSE).encode(), "it is not well-formed XML"),
    ],
)
def test_a_document_that_is_no_safe_envelope_is_refused(document: bytes, said: str) -> None:
    with pytest.raises(envelope.NotAnEnvelope) as caught:
        envelope.read(document)
    assert str(caught.value) == said


@pytest.mark.parametrize("body", ["", "<a/><b/>", "only text", "<a/></s:Body><s:Body><b/>"])
def test_a_body_without_exactly_one_element_is_refused(body: str) -> None:
    whole = envelope.read((OPEN + body + CLOSE).encode())
    with pytest.raises(envelope.NotAnEnvelope, match="exactly one element"):
        envelope.payload_of(whole)


def test_comments_and_instructions_are_no_part_of_an_envelope() -> None:
    whole = envelope.read((OPEN + "<!-- c --><?p i?><a/>" + CLOSE).encode())
    assert envelope.payload_of(whole).tag == "a"


def test_a_request_without_a_token_has_no_user() -> None:
    assert envelope.user_and_password(envelope.read((OPEN + "<a/>" + CLOSE).encode())) is None


def test_a_document_may_not_hide_behind_an_encoding_it_declares() -> None:
    document = f'<?xml version="1.0" encoding="utf-16"?>{OPEN}<a/>{CLOSE}'.encode()
    assert envelope.payload_of(envelope.read(document)).tag == "a"
