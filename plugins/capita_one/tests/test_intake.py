"""Files in any order, late, again or in part: the index says what the newest told, and keeps children apart."""

from collections.abc import Sequence
from datetime import UTC, date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as some

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.pupils import Attendance, FieldConflict, Intake, IntakeState, MissingEducation, PupilRecord
from frontdoor.domain.people import Address, PersonName
from frontdoor.testing.families import MadeUpPupil, children, person, schools
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.ctf import LOST, read_ctf
from frontdoor_capita_one.index import Enquiry, PupilIndex
from frontdoor_capita_one.intake import Intake as Writing
from frontdoor_capita_one.intake import Source
from frontdoor_capita_one.matching import CONTESTED_UPN, NOT_THE_HOLDER
from frontdoor_capita_one.records import PARTIAL
from frontdoor_capita_one.simulator import WRITTEN_AT, Defect, ctf, write_files

CALL = Call(acting_for="officer", purpose="test")
SCHOOL = schools()[0]
HOUR = timedelta(hours=1)


def pupil_of(key: str) -> MadeUpPupil:
    pupil = person(key).pupil
    assert pupil is not None
    return pupil


ELLA = pupil_of("ashdown.ella")


def put(folder: Path, pupils: Sequence[MadeUpPupil], hours: int = 0, defects: Sequence[Defect] = ()) -> None:
    write_files(folder, written_at=WRITTEN_AT + hours * HOUR, defects=defects, pupils=pupils)


def under(one: CapitaOne, pupil: MadeUpPupil) -> list[PupilRecord]:
    return list(one.search_pupils(PersonQuery(upn=pupil.upn), CALL).value)


def test_a_changed_surname_is_shown_both_ways_until_a_second_file_confirms_it(one: CapitaOne, folder: Path) -> None:
    put(folder, [ELLA])
    renamed = evolve(ELLA, name=PersonName("Ella", "Berry"))
    put(folder, [renamed], hours=1)
    (first,) = under(one, ELLA)
    put(folder, [renamed], hours=2)
    (second,) = under(one, ELLA)

    assert (first.name, first.other_names) == (PersonName("Ella", "Berry"), (PersonName("Ella", "Ashdown"),))
    assert first.intake == Intake(
        IntakeState.CONFLICT, date(2026, 11, 20), (FieldConflict("family_name", "Ashdown", "Berry"),)
    )
    assert second.intake == Intake(IntakeState.AUTOMATCHED, date(2026, 11, 20))
    assert second.id == first.id


def test_a_name_held_before_still_finds_the_pupil(one: CapitaOne, folder: Path) -> None:
    put(folder, [ELLA])
    put(folder, [evolve(ELLA, name=PersonName("Ella", "Berry"))], hours=1)

    found = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value

    assert [str(record.name) for record in found] == ["Ella Berry"]


def test_a_file_with_everybody_under_somebody_elses_upn_shows_conflicts_and_replaces_nobody(
    one: CapitaOne, folder: Path
) -> None:
    strangers = [evolve(pupil_of(key), school=SCHOOL) for key in ("ashdown.ella", "brennan.saoirse", "arabic.yusuf")]
    put(folder, strangers)
    before = {each.upn: under(one, each)[0] for each in strangers}
    put(folder, strangers, hours=1, defects=[Defect.WRONG_PERSON])

    for each in strangers:
        found = under(one, each)
        (held,) = [record for record in found if record.upn == each.upn]
        (apart,) = [record for record in found if record.upn is None]
        assert (held.name, held.address) == (before[each.upn].name, before[each.upn].address)
        assert held.intake is not None
        assert held.intake.state is IntakeState.CONFLICT
        assert {conflict.field for conflict in held.intake.conflicts} >= {"date_of_birth", "given_name"}
        assert held.notes["upn"] == CONTESTED_UPN
        assert (apart.intake and apart.intake.state, apart.notes["upn"]) == (IntakeState.UNMATCHED, NOT_THE_HOLDER)


def test_conflicts_of_a_wrong_file_are_over_once_a_right_one_comes(one: CapitaOne, folder: Path) -> None:
    strangers = [ELLA, pupil_of("arabic.yusuf")]
    schooled = [evolve(each, school=SCHOOL) for each in strangers]
    put(folder, schooled)
    before = {each.upn: under(one, each) for each in schooled}
    put(folder, schooled, hours=1, defects=[Defect.WRONG_PERSON])
    one.take_in_files()
    put(folder, schooled, hours=2)

    after = {each.upn: under(one, each) for each in schooled}

    assert after == before


def test_twins_whose_school_gives_them_one_upn_stay_two(one: CapitaOne, folder: Path) -> None:
    twins = [pupil_of("carter_twins.jayden"), pupil_of("carter_twins.kayden")]
    put(folder, twins, defects=[Defect.DUPLICATE_UPN])

    found = one.search_pupils(PersonQuery(family_name="Carter"), CALL).value

    assert sorted(record.name.given for record in found) == ["Jayden", "Kayden"]


def test_a_former_upn_leads_to_the_same_id(one: CapitaOne, folder: Path) -> None:
    put(folder, [ELLA])
    (before,) = under(one, ELLA)
    put(folder, [ELLA], hours=1, defects=[Defect.FORMER_UPN])

    (after,) = under(one, ELLA)

    assert after.id == before.id
    assert (after.upn != before.upn, after.former_upns) == (True, (ELLA.upn,))
    assert after.intake == Intake(IntakeState.AUTOMATCHED, date(2026, 11, 20))


def test_a_partial_file_takes_nothing_away(one: CapitaOne, folder: Path) -> None:
    put(folder, [ELLA])
    (before,) = under(one, ELLA)
    newer = evolve(ELLA, attendance=(Attendance("2026", 100, 99, 0),))
    put(folder, [newer], hours=1, defects=[Defect.PARTIAL])

    (after,) = under(one, ELLA)

    assert after == evolve(before, attendance=newer.attendance, notes={**before.notes, "partial_file": PARTIAL})
    answer = one.get_pupil(after.id, CALL)
    assert answer.as_at == WRITTEN_AT.replace(tzinfo=UTC)


def test_a_pupil_sent_to_the_lost_pupil_database_misses_education_until_a_school_names_them(
    one: CapitaOne, folder: Path
) -> None:
    put(folder, [ELLA], defects=[Defect.UNKNOWN_DESTINATION])
    (lost,) = under(one, ELLA)
    put(folder, [ELLA], hours=1)
    (found,) = under(one, ELLA)

    assert (lost.missing_education, found.missing_education) == (MissingEducation(date(2026, 10, 21), LOST), None)


def test_over_long_names_are_kept_whole_and_match_what_one_has_cut(one: CapitaOne, folder: Path) -> None:
    put(folder, [ELLA], defects=[Defect.LONG_NAMES])
    (whole,) = under(one, ELLA)
    cut = evolve(ELLA, name=PersonName(whole.name.given[:15], whole.name.family[:30]))
    put(folder, [cut], hours=1)

    (after,) = under(one, ELLA)

    assert whole.name == PersonName("Ella Maximilian-Alexander", "Ashdown Featherstonehaugh-Cholmondeley-Smythe")
    assert after.intake == Intake(IntakeState.AUTOMATCHED, date(2026, 11, 20))
    assert set(after.notes) >= {"name.given", "name.family"}


def test_everybody_apart_can_be_listed_without_a_word_about_who_they_are(one: CapitaOne, folder: Path) -> None:
    put(folder, [evolve(ELLA, school=SCHOOL)])
    put(folder, [evolve(pupil_of("arabic.yusuf"), upn=ELLA.upn, school=SCHOOL)], hours=2)
    one.take_in_files()

    apart = one.apart()

    ids = {record.id: record.intake and record.intake.state for record in under(one, ELLA)}
    assert [(each.pupil_id, each.state, each.kind, each.school_code) for each in apart] == [
        (pupil_id, str(state), "ctf", "8859901")
        for pupil_id, state in sorted(ids.items(), key=lambda item: item[1] is not IntakeState.UNMATCHED)
    ]
    assert [each.fields for each in apart] == [(), ("date_of_birth", "family_name", "sex", "given_name")]


def test_half_a_file_changes_nothing_however_far_it_was_read(one: CapitaOne, folder: Path) -> None:
    everybody = [evolve(child.pupil, school=SCHOOL) for child in children() if child.pupil]
    put(folder, everybody)
    before = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL)
    moved = [evolve(each, address=Address(("1 Nowhere",))) for each in everybody]
    put(folder, moved, hours=1, defects=[Defect.TRUNCATED])

    assert len(one.take_in_files().quarantined) == 1
    assert one.search_pupils(PersonQuery(family_name="Ashdown"), CALL) == before


VERSIONS = [
    ELLA,
    evolve(ELLA, name=PersonName("Ella", "Berry")),
    evolve(ELLA, address=Address(("2 New Road",))),
    evolve(pupil_of("arabic.yusuf"), upn=ELLA.upn, school=SCHOOL),
    evolve(pupil_of("arabic.yusuf"), school=SCHOOL),
]
FILES = some.tuples(some.lists(some.sampled_from(VERSIONS), min_size=1, max_size=3, unique=True), some.integers(0, 3))


@given(some.lists(FILES, min_size=1, max_size=4), some.data())
@settings(max_examples=40)
def test_any_order_and_repetition_of_files_leads_to_the_same_records(
    files: list[tuple[list[MadeUpPupil], int]], data: some.DataObject
) -> None:
    again = data.draw(some.permutations([*files, *data.draw(some.lists(some.sampled_from(files), max_size=2))]))

    assert told_after(files) == told_after(again)


def told_after(files: Sequence[tuple[Sequence[MadeUpPupil], int]]) -> list[PupilRecord]:
    """The records that the files lead to, without the ids, which are random."""
    with TemporaryDirectory() as folder:
        index = PupilIndex(Path(folder) / "index.sqlite3")
        index.prepare()
        for pupils, hours in files:
            content = ctf(SCHOOL, pupils, written_at=WRITTEN_AT + hours * HOUR)
            take_in(index, content)
        found = [each for pupil in VERSIONS for each in index.search(Enquiry(upn=pupil.upn.value, limit=50))]
    return sorted((evolve(each.record, id="") for each in found), key=repr)


def take_in(index: PupilIndex, content: bytes) -> None:
    file = read_ctf(BytesIO(content))
    checksum = str(hash(content))
    Writing(index).take_in(
        Source(file.header.kind, checksum, file.header.written_at, file.header.school_code), file.pupils
    )
