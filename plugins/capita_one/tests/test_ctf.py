"""One transfer file: what it tells is read whole, what is faulty is noted, what is hostile is refused."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from frontdoor.connectors.pupils import Attendance, MissingEducation
from frontdoor.domain.identifiers import Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.testing.families import MadeUpPupil, children, person, schools
from frontdoor_capita_one.arrival import BAD_BIRTH_DATE, BAD_UPN, MAYBE_CUT, NO_NAME, Arrival
from frontdoor_capita_one.ctf import (
    BAD_ATTENDANCE,
    BAD_FORMER_UPN,
    BAD_POSTCODE,
    MISSING,
    NEWER_VERSION,
    CtfHeader,
    read_ctf,
)
from frontdoor_capita_one.refusal import FileRefused
from frontdoor_capita_one.simulator import Defect, ctf

SCHOOL = schools()[0]

HEADER = """<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>21.0</CTFversion>
<DateTime>2026-07-01T08:15:00</DateTime><SourceSchool><LEA>885</LEA><Estab>9901</Estab></SourceSchool></Header>"""


def pupil_of(key: str) -> MadeUpPupil:
    pupil = person(key).pupil
    assert pupil is not None
    return pupil


def read(content: bytes) -> tuple[CtfHeader, tuple[Arrival, ...]]:
    file = read_ctf(BytesIO(content))
    return file.header, tuple(file.pupils)


def pupils(content: bytes) -> tuple[Arrival, ...]:
    return read(content)[1]


def one_pupil(inside: str) -> Arrival:
    whole = f"<CTfile>{HEADER}<CTFpupilData><Pupil>{inside}</Pupil></CTFpupilData></CTfile>"
    return pupils(whole.encode())[0]


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as problem:
        read(content)
    return str(problem.value)


@pytest.mark.parametrize("version", ["17.0", "18.1", "19", "20.0", "21.0", "25.1"])
def test_every_pupil_is_read_from_every_version(version: str) -> None:
    made_up = [child.pupil for child in children() if child.pupil]

    told = pupils(ctf(SCHOOL, made_up, version))

    assert [(pupil.upn, pupil.name, pupil.birth_date, pupil.sex, pupil.address) for pupil in told] == [
        (pupil.upn, pupil.name, BirthDate(pupil.birth_date), pupil.sex, pupil.address) for pupil in made_up
    ]


def test_a_pupil_is_read_whole() -> None:
    assert pupils(ctf(SCHOOL, [pupil_of("surname_changed.caitlin")])) == (
        Arrival(
            given_upn=pupil_of("surname_changed.caitlin").upn.value,
            upn=pupil_of("surname_changed.caitlin").upn,
            former_upns=(),
            name=PersonName("Caitlin", "Yeats"),
            other_names=(PersonName("Cait", "Marsh"),),
            birth_date=BirthDate(date(2013, 4, 26)),
            sex=Sex.FEMALE,
            address=Address(("9 Coventry Street", "Upton"), Postcode("WR82 3LM")),
            school="Larkmead Primary School",
            year_group="9",
            sen_provision="N",
            looked_after=False,
            attendance=(Attendance("2025", 380, 298, 40),),
            notes={},
        ),
    )


def test_the_file_says_when_it_was_written_and_by_which_school() -> None:
    header, _ = read(ctf(SCHOOL, [pupil_of("ashdown.oliver")]))

    assert header == CtfHeader("21.0", datetime(2026, 11, 20, 17, 30, tzinfo=UTC), "8859901", "Larkmead Primary School")


def test_a_time_on_the_wall_in_summer_is_an_hour_ahead_of_utc() -> None:
    whole = f"<CTfile>{HEADER}<CTFpupilData><Pupil/></CTFpupilData></CTfile>"

    assert read(whole.encode())[0].written_at == datetime(2026, 7, 1, 7, 15, tzinfo=UTC)


def test_former_upns_are_read() -> None:
    assert pupils(ctf(SCHOOL, [pupil_of("moved_in.chidi")]))[0].former_upns == pupil_of("moved_in.chidi").former_upns


def test_a_structured_address_is_read_too() -> None:
    address = one_pupil(
        "<Address><BS7666Address><SAON>Flat 2</SAON><PAON>40</PAON><Street>Dovecote Lane</Street><Town>Tenbury</Town>"
        "<PostTown>Tenbury</PostTown></BS7666Address><PostCode>wr824yz</PostCode></Address>"
    ).address

    assert address == Address(("Flat 2", "40 Dovecote Lane", "Tenbury"), Postcode("WR82 4YZ"))


def test_the_provision_that_began_last_is_the_one_in_force() -> None:
    spells = (
        "<SENhistory><SEN><StartDate>2024-09-01</StartDate><SENprovision>E</SENprovision></SEN>"
        "<SEN><StartDate>2020-09-01</StartDate><SENprovision>K</SENprovision></SEN></SENhistory>"
    )

    assert one_pupil(spells).sen_provision == "E"


@pytest.mark.parametrize(
    ("ended", "provision"), [("", "K"), ("2026-12-31", "K"), ("2026-07-01", "N"), ("2025-01-01", "N"), ("soon", "K")]
)
def test_a_provision_that_has_ended_is_not_in_force(ended: str, provision: str) -> None:
    spell = f"<SENhistory><SEN><SENprovision>K</SENprovision><EndDate>{ended}</EndDate></SEN></SENhistory>"

    assert one_pupil(spell).sen_provision == provision


def test_a_version_that_is_not_known_yet_is_read_with_a_note() -> None:
    (pupil,) = pupils(ctf(SCHOOL, [pupil_of("ashdown.oliver")], "25.1"))

    assert (pupil.name, pupil.notes) == (
        pupil_of("ashdown.oliver").name,
        {"ctf_version": NEWER_VERSION.format(version="25.1")},
    )


@pytest.mark.parametrize("defects", [(), (Defect.OLD_SEX,)])
def test_what_a_later_version_adds_or_names_anew_does_not_hide_the_rest(defects: tuple[Defect, ...]) -> None:
    whole = ctf(SCHOOL, [pupil_of("ashdown.oliver")], defects=defects)
    added = whole.replace(b"<BasicDetails>", b"<New><Sex>X</Sex></New><BasicDetails><Newer>1</Newer>")
    spaced = added.replace(b"<CTfile>", b'<CTfile xmlns="http://example.org/ctf">')

    assert pupils(added) == pupils(spaced) == pupils(ctf(SCHOOL, [pupil_of("ashdown.oliver")]))


def test_a_children_missing_education_transfer_says_so_of_every_pupil() -> None:
    whole = ctf(SCHOOL, [pupil_of("ashdown.oliver")]).replace(
        b"Common Transfer File", b"Children Missing Education Transfer"
    )

    assert pupils(whole)[0].missing_education == MissingEducation(None, MISSING)


@pytest.mark.parametrize(
    ("element", "looked_after"),
    [("true", True), ("1", True), ("false", False), ("0", False), ("", None), ("perhaps", None)],
)
def test_whether_a_pupil_is_looked_after_may_be_unknown(element: str, looked_after: bool | None) -> None:
    assert one_pupil(f"<LookedAfter><InCare>{element}</InCare></LookedAfter>").looked_after is looked_after


def test_sex_is_read_under_both_of_its_names() -> None:
    told = [one_pupil(text).sex for text in ("<Sex>F</Sex>", "<Gender>M</Gender>", "<Sex>X</Sex>", "")]

    assert told == [Sex.FEMALE, Sex.MALE, Sex.UNKNOWN, Sex.UNKNOWN]


SOUND = "<UPN>B801200005001</UPN><Surname>Ash</Surname><Forename>Jo</Forename><DOB>2015-02-03</DOB>"


@pytest.mark.parametrize(
    ("inside", "notes"),
    [
        (SOUND, {}),
        (SOUND.replace("B801", "A801"), {"upn": BAD_UPN}),
        (SOUND.replace("B801200005001", "canary"), {"upn": BAD_UPN}),
        (SOUND.replace("2015-02-03", "2015-02-31"), {"birth_date": BAD_BIRTH_DATE}),
        (SOUND.replace("<DOB>2015-02-03</DOB>", ""), {"birth_date": BAD_BIRTH_DATE}),
        (SOUND.replace("Ash", "").replace("Jo", " "), {"name": NO_NAME}),
        (SOUND.replace("Ash", "A" * 30), {"name.family": MAYBE_CUT.format(part="family", length=30)}),
        (SOUND.replace("Jo", "J" * 15), {"name.given": MAYBE_CUT.format(part="given", length=15)}),
        (SOUND + "<Address><PostCode>ZZ</PostCode></Address>", {"address": BAD_POSTCODE}),
        (SOUND + "<BasicDetails><FormerUPN>A1</FormerUPN></BasicDetails>", {"former_upns": BAD_FORMER_UPN}),
        (
            SOUND + "<Attendance><YearData><SessionsPossible>ten</SessionsPossible></YearData></Attendance>",
            {"attendance": BAD_ATTENDANCE},
        ),
    ],
)
def test_a_faulty_part_is_noted_and_the_pupil_kept(inside: str, notes: dict[str, str]) -> None:
    assert one_pupil(inside).notes == notes


def test_a_postcode_that_cannot_be_is_kept_where_a_person_can_read_it() -> None:
    assert one_pupil("<Address><PostCode>ZZ</PostCode></Address>").address == Address(("ZZ",))


def test_a_upn_with_a_wrong_letter_is_kept_as_written_and_not_used() -> None:
    pupil = one_pupil("<UPN>A801200005001</UPN>")

    assert (pupil.given_upn, pupil.upn) == ("A801200005001", None)


def test_spaces_around_and_inside_a_name_are_tidied() -> None:
    assert one_pupil("<Surname> Mac\n  Leod </Surname>").name == PersonName("", "Mac Leod")


def test_markup_in_a_name_is_text() -> None:
    assert one_pupil("<Surname>&lt;script&gt;</Surname>").name.family == "<script>"


@pytest.mark.parametrize(
    ("defect", "reason"),
    [
        (Defect.DOCTYPE, "The file has a DOCTYPE, which no transfer file needs"),
        (Defect.WRONG_ROOT, "The outermost element is not CTfile"),
    ],
)
def test_a_file_that_is_no_transfer_file_is_refused(defect: Defect, reason: str) -> None:
    assert refusal(ctf(SCHOOL, [pupil_of("ashdown.oliver")], defects=[defect])) == reason


@pytest.mark.parametrize("defect", [Defect.TRUNCATED, Defect.TOO_DEEP])
def test_a_file_that_is_cut_short_or_too_deep_is_refused(defect: Defect) -> None:
    reason = refusal(ctf(SCHOOL, [pupil_of("ashdown.oliver")], defects=[defect]))

    assert reason.partition(" (line")[0] == "The file is not well-formed XML, is cut short or is nested too deeply"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE CTfile [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!doctype CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_doctype_is_ever_parsed(declaration: str, encoding: str) -> None:
    reason = refusal(f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<CTfile>&b;</CTfile>'.encode(encoding))

    assert reason == "The file has a DOCTYPE, which no transfer file needs"


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "x-unknown"])
def test_an_encoding_that_could_hide_something_is_refused(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><CTfile/>'

    assert refusal(text.encode("ascii")) == "The file is in an encoding that is not read here"


def test_ebcdic_is_not_taken_for_xml() -> None:
    assert refusal("<?xml version='1.0' encoding='cp037'?><CTfile/>".encode("cp037")) == "The file is not XML"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_file_is_read_in_the_encodings_that_systems_write(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    whole = (
        f'<?xml version="1.0" encoding="{declared}"?><CTfile>{HEADER}<CTFpupilData><Pupil><Surname>Núñez</Surname>'
        "</Pupil></CTFpupilData></CTfile>"
    )

    assert pupils(whole.encode(encoding))[0].name.family == "Núñez"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (HEADER, "", "The file has no Header"),
        ("SourceSchool", "School", "The Header has no SourceSchool"),
        ("<Estab>9901</Estab>", "<Estab>99</Estab>", "The SourceSchool has no three-digit LEA and four-digit Estab"),
        ("21.0", "", "The Header has no CTFversion"),
        ("21.0", "new", "The Header has no CTFversion"),
        ("21.0", "15.0", "CTF version 15.0 is older than 17"),
        ("2026-07-01T08:15:00", "yesterday", "The Header has no readable DateTime"),
        ("2026-07-01T08:15:00", "0001-01-01T00:00:00+14:00", "The Header has no readable DateTime"),
        ("2026-07-01T08:15:00", "9999-12-31T23:59:59-14:00", "The Header has no readable DateTime"),
        ("<Pupil/>", "", "The file has no pupils"),
    ],
)
def test_a_file_without_what_it_needs_is_refused(before: str, after: str, reason: str) -> None:
    whole = f"<CTfile>{HEADER}<CTFpupilData><Pupil/></CTFpupilData></CTfile>"

    assert refusal(whole.replace(before, after).encode()) == reason


@pytest.mark.parametrize("content", [b"", b"\0", b"PK\x03\x04", b"UPN,Surname\n", b"\xef\xbb\xbf"])
def test_what_is_not_xml_is_refused(content: bytes) -> None:
    assert refusal(content) == "The file is not XML"


def test_no_refusal_repeats_what_the_file_says() -> None:
    content = ctf(SCHOOL, [pupil_of("ashdown.oliver")]).replace(b"</Surname>", b"")

    assert "Ashdown" not in refusal(content)


@given(some.binary(max_size=200) | some.text(max_size=200).map(lambda text: f"<CTfile>{text}".encode()))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    assert refusal(content) != ""


@given(some.integers(0, 3000), some.binary(min_size=1, max_size=3))
def test_damage_anywhere_is_either_read_or_refused(position: int, damage: bytes) -> None:
    whole = ctf(SCHOOL, [pupil_of("ashdown.oliver"), pupil_of("ashdown.ella")])
    try:
        told = pupils(whole[:position] + damage + whole[position:])
    except FileRefused:
        return
    assert len(told) == 2


def test_known_vector() -> None:
    assert one_pupil("<UPN>R674123101121</UPN>").upn == Upn("R674123101121")
