import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import Document
from frontdoor.domain.identifiers import Reference
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_framework_i import asking
from frontdoor_framework_i.client import SoapClient
from frontdoor_framework_i.contract import named
from frontdoor_framework_i.naming import safe_file_name
from frontdoor_framework_i.settings import FrameworkISettings

SIGNING = SoapClient(
    FrameworkISettings("https://soap.council.example/", "portal", SecretReference("framework-i", "password")),
    lambda _: Secret("made-up"),
)
"""Checks requests against the contract, and is asked to send none."""


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("Ella's lëtter (final).docx", "Ella's lëtter (final).docx"),
        ("报告.pdf", "报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\photo.jpg", "photo.jpg"),
        ('a:b*c?d"e<f>g|h.txt', "a_b_c_d_e_f_g_h.txt"),
        ("CON.pdf", "_CON.pdf"),
        ("com1", "_com1"),
        ("console.pdf", "console.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("two\r\nlines\x00.pdf", "two lines.pdf"),
        (" . .hidden. ", "hidden"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("e\u200d\u0301.pdf", "\u00e9.pdf"),
        ("a\r\x1b b.pdf", "a b.pdf"),
        ("CON .pdf", "_CON.pdf"),
        ("half a pair \ud83d.png", "half a pair.png"),
        ("", "document"),
        ("../", "document"),
        (".pdf", "pdf"),
        ("\u202e.pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 76 + ".pdf"),
        ("y" * 79 + " z.pdf", "y" * 76 + ".pdf"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_file_name_is_kept_in_a_safe_form(written: str, safe: str) -> None:
    assert safe_file_name(written) == safe


@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_name_becomes_one_that_the_contract_carries_and_stays_it(written: str) -> None:
    safe = safe_file_name(written)
    document = Document("key", Reference("FD-2222-2222"), "1", written, "application/pdf", b"x")
    signed = SIGNING.sign(asking.document_request(document), Call("Officer 7", "screening"))
    assert signed.payload.findtext(named("fileName")) == safe_file_name(safe) == safe
