"""The CSV feed in a record: what it adds, which snapshot counts, and what becomes of the file."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from plugins.capita_one.tests.rows import ELLA, OLIVER, suspension

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.pupils import (
    FieldConflict,
    Intake,
    IntakeState,
    KeyContact,
    MissingEducation,
    PupilRecord,
    SenInvolvement,
    Suspension,
)
from frontdoor_capita_one.arrival import Kind
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.csv_feed import UNREADABLE
from frontdoor_capita_one.drop_folder import Taken
from frontdoor_capita_one.matching import NO_TRANSFER_FILE
from frontdoor_capita_one.records import FEED_KINDS
from frontdoor_capita_one.simulator import WRITTEN_AT, feed_file, write_feed, write_files
from frontdoor_capita_one.simulator.feed_files import untaught, who

CALL = Call(acting_for="officer", purpose="test")
TOLD_ON = date(2026, 11, 20)
WEEK = timedelta(days=7)


def ella(one: CapitaOne) -> PupilRecord:
    (record,) = one.search_pupils(PersonQuery(upn=ELLA.upn), CALL).value
    return record


def put(folder: Path, rows: Mapping[Kind, list[Mapping[str, str]]], at: datetime = WRITTEN_AT) -> None:
    write_feed(folder, at, rows)


def test_a_record_gets_its_suspensions_involvements_and_missing_education(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    sen = {**who(ELLA), "phase": "Assessment", "since": "2026-06-15", "primary_need": "SLCN", "lead_name": "Kit Moss"}
    lead = {"lead_role": "SEN officer", "lead_phone": "01632 960301", "lead_email": "k.moss@council.example"}
    missing = {**who(ELLA), "since": "2026-09-04", "reason": "Left, next school not known", "home_educated": "no"}
    reasons = {"ends_on": "2026-10-07", "sessions": "6", "reason_1": "PP", "reason_2": "ow", "permanent": "no"}
    put(
        folder,
        {
            Kind.SUSPENSIONS: [suspension(**reasons), suspension(starts_on="2026-11-02", permanent="yes")],
            Kind.SEN: [{**sen, **lead, "lead_confirmed_on": "2026-11-02"}],
            Kind.MISSING_EDUCATION: [missing],
        },
    )

    record = ella(one)

    assert record.suspensions == (
        Suspension(date(2026, 10, 5), date(2026, 10, 7), 6, ("PP", "OW")),
        Suspension(date(2026, 11, 2), permanent=True),
    )
    confirmed = KeyContact("Kit Moss", "SEN officer", "01632 960301", "k.moss@council.example", date(2026, 11, 2))
    assert record.sen == (SenInvolvement("Assessment", date(2026, 6, 15), "SLCN", confirmed),)
    assert record.missing_education == MissingEducation(date(2026, 9, 4), "Left, next school not known")
    assert (record.intake, record.notes) == (Intake(IntakeState.AUTOMATCHED, TOLD_ON), {})


@pytest.mark.parametrize("none", ["NULL", "n/a", "0", "-", "00000000-0000-0000-0000-000000000000"])
def test_what_an_export_writes_for_no_id_joins_nobody(one: CapitaOne, folder: Path, none: str) -> None:
    write_files(folder)
    rows = [{**who(child), "person_id": none, "phase": "Final"} for child in (ELLA, OLIVER)]
    content = feed_file(Kind.SEN, rows, more_columns=("person_id",))
    (folder / "sen_involvement_2026-11-20.csv").write_bytes(content)

    found = {child.name: one.search_pupils(PersonQuery(upn=child.upn), CALL).value for child in (ELLA, OLIVER)}

    assert {name: [each.name for each in records] for name, records in found.items()} == {
        ELLA.name: [ELLA.name],
        OLIVER.name: [OLIVER.name],
    }


def test_what_no_file_has_told_of_is_said_to_be_unknown_and_not_none(one: CapitaOne, folder: Path) -> None:
    write_files(folder)

    assert (ella(one).suspensions, ella(one).notes) == ((), dict(FEED_KINDS.values()))


def test_a_record_is_as_old_as_the_oldest_snapshot_it_rests_on_even_one_that_does_not_name_the_pupil(
    one: CapitaOne, folder: Path
) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [{**who(OLIVER), "starts_on": "2026-10-05"}]}, WRITTEN_AT - WEEK)

    answer = one.search_pupils(PersonQuery(upn=ELLA.upn), CALL)

    assert (answer.value[0].suspensions, answer.as_at.date()) == ((), date(2026, 11, 13))


def test_a_child_whom_no_school_names_is_found_all_the_same(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    write_feed(folder)

    (record,) = one.search_pupils(PersonQuery(family_name="Penhaligon"), CALL).value

    assert record.missing_education == MissingEducation(date(2026, 9, 4), untaught()["reason"])
    assert record.intake == Intake(IntakeState.UNMATCHED, TOLD_ON)
    assert record.notes == {"intake": NO_TRANSFER_FILE.format(kinds="missing education")}


def test_a_row_under_another_childs_upn_reaches_neither_of_them(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    stranger = {**suspension(), "family_name": "Nobody", "given_name": "Nemo", "date_of_birth": "2010-01-01"}
    put(folder, {Kind.SUSPENSIONS: [stranger]})

    found = one.search_pupils(PersonQuery(upn=ELLA.upn), CALL).value

    held, apart = sorted(found, key=lambda record: record.name.family)
    assert (held.suspensions, held.intake and held.intake.state) == ((), IntakeState.CONFLICT)
    assert (apart.upn, apart.suspensions, apart.intake and apart.intake.state) == (
        None,
        (Suspension(date(2026, 10, 5)),),
        IntakeState.UNMATCHED,
    )


def test_a_row_that_differs_in_one_detail_is_joined_and_told(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [suspension(family_name="Berry")]}, WRITTEN_AT + timedelta(hours=1))

    record = ella(one)

    assert record.intake == Intake(IntakeState.CONFLICT, TOLD_ON, (FieldConflict("family_name", "Ashdown", "Berry"),))
    assert (str(record.name), record.suspensions) == ("Ella Ashdown", (Suspension(date(2026, 10, 5)),))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_newer_snapshot_counts_in_whatever_order_they_come(
    one: CapitaOne, folder: Path, order: tuple[int, int]
) -> None:
    write_files(folder)
    weeks = [(WRITTEN_AT - WEEK, "2026-10-05"), (WRITTEN_AT, "2026-11-16")]
    for place in order:
        at, starts = weeks[place]
        put(folder, {Kind.SUSPENSIONS: [suspension(starts_on=starts)]}, at)
        one.take_in_files()

    assert ella(one).suspensions == (Suspension(date(2026, 11, 16)),)


def test_an_older_snapshot_is_told_as_such_and_goes_to_done(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [suspension()]})
    one.take_in_files()
    put(folder, {Kind.SUSPENSIONS: [suspension(starts_on="2026-10-06")]}, WRITTEN_AT - WEEK)

    assert one.take_in_files() == Taken(older=("suspensions_2026-11-13T173000.csv",))
    assert (folder / "done" / "suspensions_2026-11-13T173000.csv").exists()


def test_what_a_snapshot_no_longer_says_is_gone_and_the_pupil_keeps_the_id(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [suspension(), {**who(OLIVER), "starts_on": "2026-10-05"}]})
    before = ella(one)
    put(folder, {Kind.SUSPENSIONS: [{**who(OLIVER), "starts_on": "2026-10-05"}]}, WRITTEN_AT + WEEK)

    after = ella(make_later(one))

    assert (before.suspensions, after.suspensions) == ((Suspension(date(2026, 10, 5)),), ())
    assert after.id == before.id


def make_later(one: CapitaOne) -> CapitaOne:
    """The same connector a fortnight later, so that next week's files are not of the future."""
    now = datetime.fromisoformat("2026-12-05T09:00:00+00:00")
    return CapitaOne(one._settings, now=lambda: now)


def test_a_child_found_at_a_school_keeps_the_id_and_is_not_missing_any_more(one: CapitaOne, folder: Path) -> None:
    write_files(folder, pupils=[OLIVER])
    put(folder, {Kind.MISSING_EDUCATION: [{**who(ELLA), "since": ""}]}, WRITTEN_AT - WEEK)
    missing = ella(one)
    write_files(folder, pupils=[ELLA])
    put(folder, {Kind.MISSING_EDUCATION: [{**untaught()}]})

    found = ella(one)

    assert (missing.missing_education, found.missing_education) == (MissingEducation(None), None)
    assert (found.id, found.school) == (missing.id, ELLA.school.name)


def test_a_withdrawn_pupil_is_found_no_more_until_a_newer_file_names_them(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    record = ella(one)
    put(folder, {Kind.WITHDRAWN: [who(ELLA)]})
    assert one.search_pupils(PersonQuery(upn=ELLA.upn), CALL).value == ()

    write_files(folder, written_at=WRITTEN_AT + timedelta(hours=2))

    assert ella(one).id == record.id


def test_unknown_columns_are_told_by_their_place(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    content = feed_file(Kind.SUSPENSIONS, [suspension()], more_columns=("Ella Ashdown", "remarks"))
    (folder / "suspensions_2026-11-20.csv").write_bytes(content)

    assert one.take_in_files().told == ("suspensions_2026-11-20.csv: columns not read: 13, 14",)


def test_faulty_rows_are_put_aside_by_line_and_column_while_the_others_count(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    rows = [suspension(), suspension(starts_on="5 October"), suspension(starts_on="2026-11-02")]
    put(folder, {Kind.SUSPENSIONS: [*rows, suspension(starts_on="2026-11-09", sessions="many", reason_1="P")]})

    taken = one.take_in_files()

    assert taken.told == ("suspensions_2026-11-20T173000.csv: rows put aside: 2",)
    (rows_file,) = (folder / "quarantine").glob("*.rows.csv")
    reasons = rows_file.with_name(f"{rows_file.name}.reason.txt").read_text(encoding="utf-8")
    assert reasons == (
        "line 3: starts_on: it is no date like 2026-11-20\nline 3: starts_on: there is no date\n"
        "line 5: sessions: it is no number of sessions\n"
    )
    kept = list(csv.DictReader(io.StringIO(rows_file.read_text(encoding="utf-8-sig"))))
    assert [row["starts_on"] for row in kept] == ["5 October", "2026-11-09"]
    record = ella(one)
    assert [each.starts for each in record.suspensions] == [date(2026, 10, 5), date(2026, 11, 2)]
    assert record.notes["suspensions"] == UNREADABLE


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("suspensions.csv", "The file's name is not one of the feed's, like suspensions_2026-11-20.csv"),
        ("absences_2026-11-20.csv", "The file's name is not one of the feed's, like suspensions_2026-11-20.csv"),
        ("suspensions_2026-02-30.csv", "The file's name is not one of the feed's, like suspensions_2026-11-20.csv"),
        ("suspensions_2026-11-20T2561.csv", "The file's name gives a time of day that does not exist"),
        (
            "suspensions_2027-11-20.csv",
            "The date in the file's name is in the future, so it would hide every later file",
        ),
    ],
)
def test_a_name_that_does_not_say_what_the_file_is_is_refused(
    one: CapitaOne, folder: Path, name: str, reason: str
) -> None:
    (folder / name).write_bytes(feed_file(Kind.SUSPENSIONS, [suspension()]))

    assert one.take_in_files() == Taken(quarantined=(name,))
    told = (folder / "quarantine" / f"{name}.reason.txt").read_text(encoding="utf-8")
    assert told.partition(" ")[2] == f"{reason}\n"


def test_a_refused_file_leaves_no_rows_aside_and_what_is_held_stays(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [suspension()]}, WRITTEN_AT - WEEK)
    before = ella(one)
    put(folder, {Kind.SUSPENSIONS: [suspension(starts_on="x")]})

    assert one.take_in_files().quarantined == ("suspensions_2026-11-20T173000.csv",)
    assert ella(one) == before
    assert sorted(path.suffix for path in (folder / "quarantine").iterdir()) == [".csv", ".txt"]


def test_the_same_snapshot_again_changes_nothing(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [suspension()]})
    before = ella(one)
    put(folder, {Kind.SUSPENSIONS: [suspension()]})

    assert one.take_in_files() == Taken(seen_before=("suspensions_2026-11-20T173000.csv",))
    assert ella(one) == before


def test_a_later_snapshot_that_says_the_very_same_is_newer_all_the_same(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [suspension()]}, WRITTEN_AT - WEEK)
    before = one.search_pupils(PersonQuery(upn=ELLA.upn), CALL)
    put(folder, {Kind.SUSPENSIONS: [suspension()]})

    after = one.search_pupils(PersonQuery(upn=ELLA.upn), CALL)

    assert (before.as_at.date(), after.as_at.date()) == (date(2026, 11, 13), date(2026, 11, 20))


def test_a_child_with_several_equal_rows_has_several_suspensions(one: CapitaOne, folder: Path) -> None:
    write_files(folder)
    put(folder, {Kind.SUSPENSIONS: [suspension()] * 3})

    assert ella(one).suspensions == (Suspension(date(2026, 10, 5)),) * 3
