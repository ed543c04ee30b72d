"""The page of attachments says what the code takes, refuses and shows (ASVS V5.1.1)."""

from attrs import fields
from reference_portal.tests.unit.docs.pages import code, rows_under, text_of

from frontdoor_portal.attachments.judging import images, office
from frontdoor_portal.settings import AttachmentSettings
from frontdoor_portal.use_cases.attachments.models import FileKind, FileLimits, FileState, Unwanted
from frontdoor_portal.use_cases.attachments.names import ENDINGS
from frontdoor_portal.web.file_words import KIND, STATE, size_in_words, why_not

PAGE = text_of("docs", "reference", "attachments.md")
LIMITS = FileLimits()


def test_v5_1_1_every_type_is_there_with_its_endings() -> None:
    assert [[code(row[0]), *row[1:3]] for row in rows_under(PAGE, "Types")] == [
        [kind.value, KIND[kind], " ".join(f".{ending}" for ending in ENDINGS[kind])] for kind in FileKind
    ]


def test_v5_1_1_sizes_and_counts_are_those_of_the_code() -> None:
    assert [row[1] for row in rows_under(PAGE, "Sizes and counts")] == [
        str(LIMITS.per_draft),
        size_in_words(LIMITS.one),
        size_in_words(LIMITS.draft),
        size_in_words(LIMITS.person),
        size_in_words(LIMITS.spare),
        f"{images.MOST_PIXELS // 1_000_000} million",
        f"{images.LONGEST_SIDE:,} pixels",
        str(images.MOST_FRAMES),
        f"{office.MOST_ENTRIES:,}",
        size_in_words(office.MOST_UNPACKED),
    ]


def test_the_settings_begin_with_those_limits() -> None:
    settings = AttachmentSettings("files", scanner="tcp://127.0.0.1:3310")
    named = {code(row[2]) for row in rows_under(PAGE, "Sizes and counts") if row[2] != "fixed"}
    assert settings.limits == LIMITS
    assert named <= {each.name for each in fields(AttachmentSettings)}


def test_the_states_are_those_of_the_screens() -> None:
    assert [[code(row[0]), *row[1:]] for row in rows_under(PAGE, "States")] == [
        [state.value, STATE[state].label, STATE[state].meaning] for state in FileState
    ]


def test_every_reason_is_there_in_the_words_of_the_page() -> None:
    assert [[code(row[0]), row[1]] for row in rows_under(PAGE, "Reasons")] == [
        [why.value, why_not(why, LIMITS)] for why in Unwanted
    ]
