"""The file of signed checkpoints: only added to, and read back as it was signed."""

from datetime import timedelta
from pathlib import Path

import pytest
from reference_portal.tests.evidence.histories import HERE, KEY, OTHER_KEY
from reference_portal.tests.storage.made import NOW

from frontdoor.secrets.references import Secret
from frontdoor_portal.evidence.anchor_file import AnchorFile, AnchorLine, read_anchors, signed_line
from frontdoor_portal.evidence.keys import KeyUnusable, PublicKeys, SigningKey
from frontdoor_portal.use_cases.auditing.anchoring import Checkpoint, HistoryDiffers

FIRST = Checkpoint(HERE, 10, "ab" * 32, NOW)
SECOND = Checkpoint(HERE, 12, "cd" * 32, NOW + timedelta(minutes=5))


@pytest.fixture
def file(tmp_path: Path) -> AnchorFile:
    return AnchorFile(tmp_path / "anchors.jsonl", lambda: KEY)


def read(file: AnchorFile, *keys: SigningKey) -> list[AnchorLine]:
    lines = file.path.read_bytes().splitlines()
    return list(read_anchors(lines, PublicKeys.of([key.public for key in keys])))


def test_nothing_was_signed_before_the_first(file: AnchorFile) -> None:
    assert file.last() is None


def test_an_empty_file_holds_no_checkpoint(file: AnchorFile) -> None:
    file.path.touch()
    assert file.last() is None


def test_checkpoints_are_read_back_in_their_order(file: AnchorFile) -> None:
    file.add(FIRST)
    file.add(SECOND)
    assert (file.last(), read(file, KEY)) == (SECOND, [AnchorLine(1, FIRST, True), AnchorLine(2, SECOND, True)])


def test_the_last_is_found_in_a_file_larger_than_what_is_read_of_it(file: AnchorFile) -> None:
    for _ in range(40):
        file.add(FIRST)
    file.add(SECOND)
    assert file.last() == SECOND


def test_a_key_that_was_used_before_is_known_beside_the_new_one(file: AnchorFile) -> None:
    file.add(FIRST)
    AnchorFile(file.path, lambda: OTHER_KEY).add(SECOND)
    signed = [[line.is_signed for line in read(file, *keys)] for keys in ((KEY,), (OTHER_KEY,), (KEY, OTHER_KEY))]
    assert signed == [[True, False], [False, True], [True, True]]


@pytest.mark.parametrize(
    "line",
    [
        b"not JSON",
        b"[]",
        b'{"checkpoint":{}}',
        b'{"checkpoint":{"deployment":"x","hash":"zz","seq":1,"time":"2026-06-04T08:32:00.000000Z"},"signature":""}',
        signed_line(FIRST, KEY).replace(b'"seq":10', b'"seq":"10"'),
        signed_line(FIRST, KEY)[:100],
    ],
)
def test_a_line_that_is_no_checkpoint_is_told_and_nothing_is_signed_after_it(file: AnchorFile, line: bytes) -> None:
    file.path.write_bytes(line)
    assert read(file, KEY) == [AnchorLine(1, None, False)]
    with pytest.raises(HistoryDiffers, match="cannot be read"):
        file.last()


@pytest.mark.parametrize(
    "signature", ["", "!", "AAAA", KEY.sign(b"something else")], ids=["none", "no Base64", "short", "of other bytes"]
)
def test_a_signature_of_something_else_is_none(file: AnchorFile, signature: str) -> None:
    line = signed_line(FIRST, KEY).decode()
    file.path.write_text(line.partition('"signature":"')[0] + f'"signature":"{signature}"}}\n', encoding="utf-8")
    assert read(file, KEY) == [AnchorLine(1, FIRST, False)]


def test_a_key_is_read_back_from_its_secret() -> None:
    assert SigningKey.of(KEY.secret()).public == KEY.public


@pytest.mark.parametrize("text", ["", "short", "not base 64!", "A" * 44 + "=="])
def test_what_is_no_key_is_refused_without_being_repeated(text: str) -> None:
    for read_key in (lambda: SigningKey.of(Secret(text)), lambda: PublicKeys.of([text])):
        with pytest.raises(KeyUnusable) as refused:
            read_key()
        assert not text or text not in str(refused.value)


def test_a_key_never_prints_itself() -> None:
    assert KEY.secret().reveal() not in repr(KEY) + str(KEY.secret())
