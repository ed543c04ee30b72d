"""An export alone shows what was done to the history: what is said, and from which row on."""

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reference_portal.tests.evidence.histories import (
    ELSEWHERE,
    HERE,
    OTHER_KEY,
    anchored,
    changed,
    checkpoint_at,
    entries,
    export_of,
    found_in,
    judged,
    seals_of,
)

from frontdoor_portal.evidence.findings import Report
from frontdoor_portal.evidence.verifying import verify
from frontdoor_portal.use_cases.auditing.chain import Seal

ENTRIES = entries(20)
SEALS = seals_of(ENTRIES)
SIGNED = (checkpoint_at(10, ENTRIES), checkpoint_at(18, ENTRIES))


def renumbered(seals: list[Seal]) -> list[Seal]:
    return [evolve(seal, seq=number) for number, seal in enumerate(seals, 1)]


def test_a_history_as_it_was_written_is_whole_as_far_as_it_was_signed() -> None:
    late = entries(21)[20:]
    assert verify(export_of(ENTRIES, unsealed=late), anchored(*SIGNED)) == Report(HERE, 20, 1, 18, 2, ())


def test_a_history_that_has_not_begun_is_whole() -> None:
    assert judged(export_of(()), *[]) == [("no anchors", None)]


@pytest.mark.parametrize(
    "how",
    [
        {"actor_id": "person-9"},
        {"action": "signed_in"},
        {"subject": "FD-3333-3333"},
        {"purpose": ""},
        {"detail": "x"},
        {"at": ENTRIES[6].at - timedelta(days=1)},
    ],
    ids=lambda how: next(iter(how)),
)
def test_an_entry_that_says_something_else_was_edited(how: dict[str, object]) -> None:
    assert judged(export_of(changed(ENTRIES, 7, **how), SEALS), *SIGNED) == [("edited", 7)]


def test_the_last_row_edited_is_detected_although_no_row_follows_it() -> None:
    assert judged(export_of(changed(ENTRIES, 20, detail="x"), SEALS), *SIGNED) == [("edited", 20)]


def test_an_entry_deleted_leaves_its_seal_as_a_witness() -> None:
    assert judged(export_of([*ENTRIES[:6], *ENTRIES[7:]], SEALS), *SIGNED) == [("deleted", 7)]


def test_an_entry_deleted_with_its_seal_leaves_a_hole() -> None:
    assert judged(export_of(ENTRIES, [*SEALS[:6], *SEALS[7:]]), *SIGNED) == [("deleted", 7)]


@pytest.mark.parametrize("count", [1, 4])
def test_entries_deleted_and_the_rest_numbered_anew_are_missed_by_the_rows_after_them(count: int) -> None:
    assert judged(export_of(ENTRIES, renumbered([*SEALS[:6], *SEALS[6 + count :]])), *SIGNED) == [("deleted", 7)]


def test_two_entries_that_changed_places_were_reordered() -> None:
    swapped = [*SEALS[:6], evolve(SEALS[6], entry_id=12), *SEALS[7:11], evolve(SEALS[11], entry_id=7), *SEALS[12:]]
    assert judged(export_of(ENTRIES, swapped), *SIGNED) == [("reordered", 7)]


@pytest.mark.parametrize("other", [7, 11])
def test_two_seals_that_changed_numbers_were_reordered(other: int) -> None:
    order = list(SEALS)
    order[6], order[other] = order[other], order[6]
    kept, anew = (judged(export_of(ENTRIES, seals), *SIGNED) for seals in (order, renumbered(order)))
    assert (kept, anew) == ([("reordered", 7)], [("reordered", 7)])


def test_an_entry_put_in_between_with_a_made_up_hash_was_inserted() -> None:
    slipped = evolve(ENTRIES[6], id=99)
    seals = renumbered([*SEALS[:6], Seal(7, 99, "ab" * 32), *SEALS[6:]])
    assert judged(export_of([*ENTRIES, slipped], seals), *SIGNED) == [("inserted", 7)]


def test_an_entry_put_in_between_with_the_hash_it_would_have_had_was_inserted() -> None:
    slipped = evolve(ENTRIES[6], id=99)
    own = seals_of([*ENTRIES[:6], slipped])[6]
    seals = renumbered([*SEALS[:6], own, *SEALS[6:]])
    assert judged(export_of([*ENTRIES, slipped], seals), *SIGNED) == [("inserted", 7)]


def test_a_row_repeated_was_inserted() -> None:
    assert judged(export_of(ENTRIES, [*SEALS[:7], SEALS[6], *SEALS[7:]]), *SIGNED) == [("inserted", 8)]


@pytest.mark.parametrize("kept", [0, 12, 17])
def test_a_tail_cut_is_shorter_than_the_anchor(kept: int) -> None:
    report = verify(export_of(ENTRIES[:kept]), anchored(*SIGNED))
    assert found_in(report) == [("tail cut", kept + 1)]
    assert f"the history is shorter than the anchor: it ends with row {kept}, and row 18" in report.findings[0].says


def test_a_tail_cut_after_the_last_checkpoint_is_not_seen() -> None:
    assert judged(export_of(ENTRIES[:18]), *SIGNED) == []


def test_a_chain_written_anew_has_not_the_hash_that_was_signed() -> None:
    report = verify(export_of(changed(ENTRIES, 12, actor_id="person-9")), anchored(*SIGNED))
    assert (found_in(report), report.anchored) == ([("re-chained", 18)], 10)
    assert "something after row 10 was changed and the chain written anew" in report.findings[0].says


def test_a_backup_restored_and_written_on_has_not_the_hash_that_was_signed() -> None:
    since = entries(20, ENTRIES[12].at)
    assert judged(export_of([*ENTRIES[:12], *since[12:]]), *SIGNED) == [("re-chained", 18)]


def test_the_history_of_another_deployment_is_recognised() -> None:
    assert judged(export_of(ENTRIES, deployment=ELSEWHERE), *SIGNED) == [("another deployment", None)]


def test_rows_of_another_deployment_are_recognised_under_our_name() -> None:
    lines = export_of(ENTRIES, deployment=ELSEWHERE)
    assert judged([export_of(())[0], *lines[1:]], *SIGNED) == [("another deployment", 1)]


def test_another_deployments_rows_written_anew_as_ours_are_not_what_was_signed() -> None:
    assert judged(export_of(entries(20, ENTRIES[3].at)), *SIGNED) == [("re-chained", 10)]


def test_a_checkpoint_that_another_key_signed_counts_for_nothing() -> None:
    report = verify(export_of(ENTRIES), anchored(SIGNED[0], key=OTHER_KEY))
    assert (found_in(report), report.checkpoints, report.anchored) == ([("bad signature", None)], 0, 0)


def test_an_entry_added_afterwards_and_dated_back_was_not_there_when_a_later_time_was_signed() -> None:
    added = evolve(ENTRIES[2], id=21)
    assert judged(export_of([*ENTRIES, added]), *SIGNED) == [("dated back", 21)]


def test_an_entry_dated_back_is_seen_before_it_is_sealed() -> None:
    assert judged(export_of(ENTRIES, unsealed=[evolve(ENTRIES[2], id=21)]), *SIGNED) == [("dated back", None)]


def test_an_entry_committed_some_minutes_late_is_no_fault() -> None:
    late = evolve(ENTRIES[17], id=21, at=ENTRIES[17].at - timedelta(minutes=10))
    assert judged(export_of([*ENTRIES, late]), *SIGNED) == []


def test_an_export_cut_short_is_told_from_a_history_cut_short() -> None:
    assert judged(export_of(ENTRIES)[:-1], *SIGNED) == [("incomplete export", None)]


def test_a_line_that_is_no_row_is_named_by_the_row_before_it() -> None:
    lines = export_of(ENTRIES)
    assert judged([*lines[:5], b'{"some":"thing"}\n', *lines[5:]], *SIGNED) == [("not readable", 5)]


@pytest.mark.parametrize(
    ("nonsense", "wrong"),
    [(b"NaN", "edited"), (b'"\\ud83d"', "edited"), (b"9" * 5_000, "not readable"), (b"[" * 5_000, "not readable")],
)
def test_what_is_nothing_of_ours_is_no_way_out(nonsense: bytes, wrong: str) -> None:
    lines = export_of(ENTRIES)
    for number in (6, 7):
        lines[number] = lines[number].replace(b'"detail":""', b'"detail":' + nonsense)
    assert judged(lines, *SIGNED) == [(wrong, 6)]


@given(st.data())
def test_any_change_of_any_row_is_detected(data: st.DataObject) -> None:
    lines = export_of(ENTRIES)
    at = data.draw(st.integers(1, len(ENTRIES)), label="row")
    line = lines[at]
    place = data.draw(st.integers(0, len(line) - 1), label="place")
    kind = data.draw(st.sampled_from(["replace", "remove", "add"]), label="kind")
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != line[place]), label="byte")
    tail = {"replace": line[place + 1 :], "remove": line[place + 1 :], "add": line[place:]}[kind]
    altered = line[:place] + (b"" if kind == "remove" else bytes([byte])) + tail
    # What is read is the file: a line end that was put in makes two lines of one.
    whole = b"".join([*lines[:at], altered, *lines[at + 1 :]])
    assert judged(_lines(whole), *SIGNED) != []


def _lines(whole: bytes) -> list[bytes]:
    return [part + b"\n" for part in whole.split(b"\n")[:-1]]


@given(st.permutations(range(1, 19)).filter(lambda order: list(order) != sorted(order)))
def test_any_other_order_of_the_rows_is_detected(order: list[int]) -> None:
    lines = export_of(ENTRIES)
    assert judged([lines[0], *(lines[each] for each in order), *lines[19:]], *SIGNED) != []


@given(st.sets(st.integers(1, 20), min_size=1))
def test_any_rows_left_out_are_detected(gone: set[int]) -> None:
    lines = [line for number, line in enumerate(export_of(ENTRIES)) if number not in gone]
    assert judged(lines, *SIGNED) != []
