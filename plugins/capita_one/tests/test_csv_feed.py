"""How one CSV file is read: what is wrong with a row or with the whole of it, and what is strange and kept."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from plugins.capita_one.tests.rows import ELLA, OLIVER, suspension

from frontdoor_capita_one.arrival import BAD_UPN, Arrival, Kind
from frontdoor_capita_one.csv_feed import STRANGE_NEED, STRANGE_REASON, UNREADABLE, BadRow, read_feed
from frontdoor_capita_one.refusal import FileRefused
from frontdoor_capita_one.simulator import feed_file
from frontdoor_capita_one.simulator.feed_files import who
from frontdoor_capita_one.simulator.transfer_files import next_check_letter

TOLD_ON = date(2026, 11, 20)


def read(content: bytes, kind: Kind = Kind.SUSPENSIONS) -> tuple[list[Arrival], list[BadRow]]:
    bad: list[BadRow] = []
    return list(read_feed(io.BytesIO(content), kind, TOLD_ON, bad.append).arrivals), bad


def one_row(kind: Kind = Kind.SUSPENSIONS, **cells: str) -> tuple[Arrival | None, tuple[str, ...]]:
    """The arrival of one row beside two good ones, and its faults."""
    row = {**who(ELLA), **cells}
    good = [{**who(OLIVER), "starts_on": "2026-10-05", "phase": "Final", "since": "2026-09-01"}] * 2
    columns = set(feed_file(kind, []).decode("utf-8-sig").strip().split(","))
    rows = [{name: value for name, value in each.items() if name in columns} for each in (*good, row)]
    arrivals, bad = read(feed_file(kind, rows), kind)
    mine = [each for each in arrivals if each.name != OLIVER.name]
    return (mine[0] if mine else None), tuple(fault for each in bad for fault in each.faults)


def refusal(content: bytes, kind: Kind = Kind.SUSPENSIONS) -> str:
    with pytest.raises(FileRefused) as problem:
        read(content, kind)
    return str(problem.value)


@pytest.mark.parametrize(
    ("kind", "cells", "faults"),
    [
        (Kind.SUSPENSIONS, {"starts_on": ""}, ("starts_on: there is no date",)),
        (
            Kind.SUSPENSIONS,
            {"starts_on": "2026-10-05", "ends_on": "2026-10-04"},
            ("ends_on: it is before the start",),
        ),
        (
            Kind.SUSPENSIONS,
            {"starts_on": "2026-10-05", "ends_on": "2026-10-06", "permanent": "yes"},
            ("ends_on: a permanent exclusion has no end",),
        ),
        (Kind.SUSPENSIONS, {"starts_on": "2026-10-05", "permanent": "maybe"}, ("permanent: it is not yes or no",)),
        (Kind.SUSPENSIONS, {"starts_on": "2026-10-05", "reason_2": "Fighting"}, ("reason: a reason is two letters",)),
        (Kind.SUSPENSIONS, {"starts_on": "2026-10-05", "sex": "boy"}, ("sex: it is not M, F or U",)),
        (
            Kind.SUSPENSIONS,
            {"starts_on": "2026-10-05", "family_name": "", "given_name": ""},
            ("family_name: there is no name",),
        ),
        (Kind.SEN, {"phase": ""}, ("phase: there is none",)),
        (Kind.SEN, {"phase": "Final", "since": "June"}, ("since: it is no date like 2026-11-20",)),
        (Kind.MISSING_EDUCATION, {"home_educated": "1"}, ("home_educated: it is not yes or no",)),
    ],
)
def test_a_fault_is_told_by_its_column_and_the_child_is_kept(
    kind: Kind, cells: dict[str, str], faults: tuple[str, ...]
) -> None:
    arrival, told = one_row(kind, **cells)

    assert told == faults
    assert arrival is not None
    assert (arrival.upn, arrival.suspension, arrival.sen, arrival.missing_education) == (ELLA.upn, None, None, None)
    assert arrival.notes[kind.value] == UNREADABLE


def test_a_faulty_row_about_nobody_for_sure_is_put_aside_and_no_more() -> None:
    assert one_row(upn="", date_of_birth="soon", starts_on="2026-10-05") == (
        None,
        ("date_of_birth: it is no date of a pupil's birth like 2014-05-17",),
    )


@pytest.mark.parametrize(
    ("kind", "cells", "notes"),
    [
        (Kind.SUSPENSIONS, {"starts_on": "2026-10-05", "reason_1": "QQ"}, {"suspensions": STRANGE_REASON}),
        (Kind.SEN, {"phase": "Final", "primary_need": "ODD"}, {"sen": STRANGE_NEED}),
        (
            Kind.SUSPENSIONS,
            {"starts_on": "2026-10-05", "upn": next_check_letter(ELLA.upn.value)},
            {"upn": BAD_UPN},
        ),
    ],
)
def test_what_is_strange_but_may_be_true_is_kept_with_a_note(
    kind: Kind, cells: dict[str, str], notes: dict[str, str]
) -> None:
    arrival, faults = one_row(kind, **cells)

    assert (faults, arrival and arrival.notes) == ((), notes)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_makes_no_difference(mark: bytes) -> None:
    content = feed_file(Kind.SUSPENSIONS, [suspension()]).removeprefix(b"\xef\xbb\xbf")

    assert read(mark + content) == read(content)


def test_a_line_break_in_quotation_marks_belongs_to_its_cell() -> None:
    rows = [{**who(ELLA), "since": "2026-09-04", "reason": 'Moved;\nnew school\r\n"not known", it is said'}] * 2

    arrivals, bad = read(feed_file(Kind.MISSING_EDUCATION, rows), Kind.MISSING_EDUCATION)

    assert [each.missing_education and each.missing_education.reason for each in arrivals] == [
        'Moved; new school "not known", it is said'
    ] * 2
    assert bad == []


def test_headings_in_another_hand_are_known() -> None:
    content = feed_file(Kind.SUSPENSIONS, [suspension()])

    assert read(content.replace(b"family_name", b" Family Name ")) == read(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file has no column upn, family_name, given_name, date_of_birth, sex, starts_on"),
        (b"\0\0\0", "The file has no column upn, family_name, given_name, date_of_birth, sex, starts_on"),
        (
            feed_file(Kind.SUSPENSIONS, []),
            "The file has no rows: an export that failed looks the same, so what is held stays",
        ),
        (feed_file(Kind.SUSPENSIONS, [suspension()], more_columns=("upn",)), "The file has a column twice"),
        (
            feed_file(Kind.SUSPENSIONS, [suspension(), suspension(starts_on="x"), suspension(starts_on="y")]),
            "More rows have faults (2) than have none (1), so what is held stays",
        ),
        (
            feed_file(Kind.SUSPENSIONS, [suspension()]) + b'"B8012',
            "The file ends inside quotation marks: it is cut short",
        ),
    ],
)
def test_a_file_that_cannot_be_trusted_as_a_whole_is_refused(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (b"a,b\r\n", "row: it has 2 columns, not 12"),
        (b'"a"b,c\r\n', "row: its quotation marks do not fit together, or it is longer than can be read"),
        (b"\xff,,,,,,,,,,,\r\n", "row: it is not UTF-8"),
        (b"x" * 140_000 + b"\r\n", "row: its quotation marks do not fit together, or it is longer than can be read"),
    ],
)
def test_a_row_that_cannot_be_told_apart_is_put_aside(row: bytes, fault: str) -> None:
    heading, _, rest = feed_file(Kind.SUSPENSIONS, [suspension()] * 2).partition(b"\r\n")

    arrivals, bad = read(heading + b"\r\n" + row + rest)

    assert (len(arrivals), [(each.lines, each.faults) for each in bad]) == (2, [("line 2", (fault,))])


@given(some.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    assert refusal(content) != ""


CELLS = some.text(max_size=40) | some.sampled_from(
    ["2026-10-05", "B801200005001", "yes", "M", "=1+1", "\0", '"', "\r\n"]
)


@given(some.lists(some.fixed_dictionaries(dict.fromkeys(suspension(), CELLS)), min_size=1, max_size=5))
def test_any_cells_make_each_row_an_arrival_or_a_fault_without_its_words(rows: list[dict[str, str]]) -> None:
    bad: list[BadRow] = []
    good = [suspension()] * (len(rows) + 1)
    content = feed_file(Kind.SUSPENSIONS, [*good, *rows], more_columns=()) if _is_text(rows) else b""
    if not content:
        return
    arrivals = list(read_feed(io.BytesIO(content), Kind.SUSPENSIONS, TOLD_ON, bad.append).arrivals)

    assert len(good) <= len(arrivals) <= len(good) + len(rows)
    words = {cell for row in rows for cell in row.values() if len(cell) > 20}
    assert [word for word in words for each in bad for fault in each.faults if word in fault] == []


def _is_text(rows: list[dict[str, str]]) -> bool:
    return not any(0xD800 <= ord(char) < 0xE000 for row in rows for cell in row.values() for char in cell)
