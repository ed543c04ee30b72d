"""What stands in an email: fixed words, a reference and a link, and no way for a value to alter a header."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from reference_portal.tests.unit.delivery.scene import LETTERHEAD

from frontdoor_portal.delivery.letter_words import TEMPLATES
from frontdoor_portal.delivery.letters import Letterhead, compose
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload

AT = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)
RECEIPT = NoticePayload(NoticeKind.RECEIPT, "person-1", "FD-2222-2222", "/contacts/FD-2222-2222")
SPLITTERS = ["\r\nBcc: x@evil.example", "\nBcc: x@evil.example", "\r", "\x0b", "\x85", "\u2028", "\x00"]


def letter(
    payload: NoticePayload = RECEIPT, to: str = "t@school.example", key: str = "k", *, again: bool = False
) -> EmailMessage:
    return compose(payload, to, LETTERHEAD, key, AT, maybe_again=again)


def test_a_receipt_in_full() -> None:
    whole = letter()
    headers = {name: value for name, value in whole.items() if name not in {"Message-ID", "MIME-Version"}}
    assert (headers, whole.get_content()) == (
        {
            "From": "Family Front Door <frontdoor@council.example>",
            "To": "t@school.example",
            "Subject": "Family Front Door: We have received FD-2222-2222",
            "Date": "Thu, 04 Jun 2026 08:32:00 +0000",
            "Auto-Submitted": "auto-generated",
            "Content-Type": 'text/plain; charset="utf-8"',
            "Content-Transfer-Encoding": "7bit",
        },
        "We have received what you sent. Its reference is FD-2222-2222.\n\n"
        "Sign in to see what happens with it:\n\n"
        "https://portal.council.example/contacts/FD-2222-2222\n\n"
        "Nobody reads answers to this email. If a child is in danger now, phone 999.\n\n"
        "Family Front Door\n",
    )


def test_a_repeat_says_so() -> None:
    sentence = "You may have had this email before: we could not be sure that the first one was sent."
    assert (sentence in letter().get_content(), sentence in letter(again=True).get_content()) == (False, True)


def test_one_key_makes_one_message_id() -> None:
    ids = [letter(key=key, again=again)["Message-ID"] for key, again in (("a", False), ("a", True), ("b", False))]
    assert (ids[0] == ids[1], ids[1] == ids[2]) == (True, False)


def test_every_kind_of_notice_has_a_template() -> None:
    assert set(TEMPLATES) == set(NoticeKind)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_template_is_complete(kind: NoticeKind) -> None:
    payload = NoticePayload(kind, "someone", "FD-2222-2222", "/here")
    text = letter(payload)["Subject"] + letter(payload).get_content()
    assert ("{" in text, "https://portal.council.example/here" in text) == (False, True)


@pytest.mark.parametrize("splitter", SPLITTERS)
@pytest.mark.parametrize("place", ["to", "reference", "key"])
def test_no_value_can_begin_a_new_header(place: str, splitter: str) -> None:
    values = {"to": "t@school.example", "reference": "FD-2222-2222", "key": "k"}
    values[place] += splitter
    payload = NoticePayload(NoticeKind.RECEIPT, "person-1", values["reference"], "/here")
    with pytest.raises(ValueError, match=r"."):
        letter(payload, values["to"], values["key"])


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@b.example, c@evil.example",
        "Zaynab <z@evil.example>",
        "a@b.example <c@evil.example>",
        "a b@c.example",
        "a@b@c.example",
        "a@[10.0.0.1]",
        '"a b"@c.example',
        "sárá@school.example",
        "a@schööl.example",
    ],
)
def test_only_one_plain_address_is_written_to(to: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        letter(to=to)


@pytest.mark.parametrize("splitter", SPLITTERS)
def test_a_letterhead_is_one_line(splitter: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        Letterhead(f"Front door{splitter}", "f@council.example", "https://portal.council.example")


@pytest.mark.parametrize("sender", ["", "Front door <f@council.example>", "f@council.example,g@council.example"])
def test_a_letterheads_sender_is_one_plain_address(sender: str) -> None:
    with pytest.raises(ValueError, match="sender"):
        Letterhead("Front door", sender, "https://portal.council.example")


@pytest.mark.parametrize("url", ["portal.council.example", "https://portal.council.example/", "https://a b", "ftp://x"])
def test_a_portals_address_is_a_web_address_without_a_slash_at_its_end(url: str) -> None:
    with pytest.raises(ValueError, match="portal_url"):
        Letterhead("Front door", "f@council.example", url)


@pytest.mark.parametrize("path", ["here", "//evil.example", "/a?b=c", "/a\nb", "/a b", "https://evil.example"])
def test_a_link_leads_nowhere_else(path: str) -> None:
    with pytest.raises(ValueError, match="link_path"):
        NoticePayload(NoticeKind.RECEIPT, "person-1", "FD-2222-2222", path)


def test_a_payload_survives_the_queue() -> None:
    assert NoticePayload.from_mapping(RECEIPT.to_mapping()) == RECEIPT


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {**RECEIPT.to_mapping(), "child": "x"},
        {**RECEIPT.to_mapping(), "kind": "gossip"},
    ],
)
def test_a_payload_of_another_shape_is_refused(payload: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        NoticePayload.from_mapping(payload)
