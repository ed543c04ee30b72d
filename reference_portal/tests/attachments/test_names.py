"""Names of files, for display only (bad input 71; ASVS V5.3.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor_portal.use_cases.attachments.names import LONGEST, cleaned


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        (r"C:\Users\me\photo.jpg", "photo.jpg"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("invoice\u202egpj.exe", "invoice gpj.exe"),
        ("a\u200bb.pdf", "a b.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con", "_con"),
        ("lpt1.txt", "_lpt1.txt"),
        ("Tŷ Gŵyn 😀.pdf", "Tŷ Gŵyn 😀.pdf"),
        ('say "hello".txt', "say _hello_.txt"),
        ("...", ""),
        ("   ", ""),
        ("", ""),
        (f"{'a' * 400}.pdf", f"{'a' * 115}….pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_71_a_name_is_cleaned_for_display(given_name: str, shown: str) -> None:
    assert cleaned(given_name) == shown


@given(st.text(max_size=600))
def test_71_whatever_the_name_it_is_short_has_no_path_and_is_clean_already(name: str) -> None:
    shown = cleaned(name)
    assert len(shown) <= LONGEST
    assert not set(shown) & set('/\\\0\r\n"<>:|?*')
    assert cleaned(shown) == shown
