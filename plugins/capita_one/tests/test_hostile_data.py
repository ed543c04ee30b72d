"""Names, dates and identifiers as life and attackers write them, through both kinds of file and back out of a search.

The numbers are those of the SDK's list of bad input.
"""

import unicodedata
from datetime import date
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.identifiers import Upn, upn_check_letter
from frontdoor.domain.people import Address, BirthDate, PersonName
from frontdoor_capita_one.arrival import BAD_BIRTH_DATE, BAD_UPN, IMPOSSIBLE_BIRTH_DATE, Kind
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.ctf import BAD_POSTCODE
from frontdoor_capita_one.simulator import feed_file, write_files

CALL = Call(acting_for="officer", purpose="test")
HEADER = (
    "<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>21.0</CTFversion>"
    "<DateTime>2026-11-20T17:30:00</DateTime><SourceSchool><LEA>885</LEA><Estab>9901</Estab></SourceSchool></Header>"
)
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 4 + "Featherston"

NAMES = [
    ("Gráinne", "O'Brien-Ní Dhómhnaill"),  # 1
    ("", "Zaynab"),  # 2
    ("Jo", LONG),  # 3
    ("O", "Li"),  # 4
    ("Ada 🦋", "Byron"),  # 5
    ("Siôn", "Ŵyn-Llŷr"),  # 6
    ("Łucja", "Wiśniewska"),
    ("يوسف", "الأحمد"),
    ("小明", "李"),
    ("Baby", "Unknown"),  # 10
    ("Null", "None"),  # 12
    ("true", "1e5"),
    ("<script>alert(1)</script>", "{{7*7}}"),  # 13
    ("'; drop table pupil; --", "%s%n"),
    ("=1+1", '@SUM("A1")'),
]


def drop_transfer_file(folder: Path, given: str, family: str, **parts: str) -> None:
    tags = {"UPN": "B801200005001", "Surname": family, "Forename": given, "DOB": "2015-02-03", "Sex": "F", **parts}
    pupil = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in tags.items())
    whole = f"<CTfile>{HEADER}<CTFpupilData><Pupil>{pupil}</Pupil></CTFpupilData></CTfile>"
    (folder / "a.xml").write_text(whole, encoding="utf-8")


def drop_row(folder: Path, given: str, family: str, **cells: str) -> None:
    write_files(folder)
    row = {"upn": "B801200005001", "family_name": family, "given_name": given, "date_of_birth": "2015-02-03"}
    content = feed_file(Kind.MISSING_EDUCATION, [{**row, "sex": "F", "since": "2026-09-04", **cells}])
    (folder / "children_missing_education_2026-11-20.csv").write_bytes(content)


DROPS = [drop_transfer_file, drop_row]


def the_child(one: CapitaOne) -> PupilRecord:
    (record,) = one.search_pupils(PersonQuery(upn=Upn("B801200005001")), CALL).value
    return record


@pytest.mark.parametrize("drop", DROPS)
@pytest.mark.parametrize(("given", "family"), NAMES)
def test_a_name_comes_out_as_it_went_in_and_is_found(
    one: CapitaOne, folder: Path, drop: type, given: str, family: str
) -> None:
    drop(folder, given, family)

    assert the_child(one).name == PersonName(given, family)
    found = one.search_pupils(PersonQuery(given_name=given, family_name=family, upn=Upn("B801200005001")), CALL)
    assert [record.name for record in found.value] == [PersonName(given, family)]


@pytest.mark.parametrize("drop", DROPS)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_a_name_is_found_in_whatever_form_its_accents_are_written(  # 7
    one: CapitaOne, folder: Path, drop: type, form: Literal["NFC", "NFD", "NFKC"]
) -> None:
    drop(folder, "Zoë", unicodedata.normalize(form, "Núñez-Ångström"))

    others: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    for other in others:
        query = PersonQuery(family_name=unicodedata.normalize(other, "Núñez-Ångström"))
        assert len(one.search_pupils(query, CALL).value) == 1


@pytest.mark.parametrize("drop", DROPS)
@pytest.mark.parametrize(
    "family",
    [
        "Ash\u200bdown",
        "Ash\u202edown",
        "\ufeffAshdown",
        "\u00a0 Ashdown ",
        "Ash\u2060down",
        "Ashdown\t\n",
        "Ash\u00addown",
    ],
)
def test_what_cannot_be_seen_in_a_name_is_taken_out(  # 8, 9
    one: CapitaOne, folder: Path, drop: type, family: str
) -> None:
    drop(folder, "Ella", family)

    assert the_child(one).name == PersonName("Ella", "Ashdown")


@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b[31m", "\x7f"])
def test_control_characters_cannot_stand_in_xml_and_are_taken_out_of_a_row(  # 14
    one: CapitaOne, folder: Path, control: str
) -> None:
    drop_row(folder, "Ella", f"Ash{control}down")
    (folder / "b.xml").write_text(f"<CTfile>{control}</CTfile>", encoding="utf-8")

    assert one.take_in_files().quarantined == ("b.xml",)
    assert the_child(one).name.family == "Ash" + "".join(char for char in control if char.isprintable()) + "down"


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("2015-02-31", BAD_BIRTH_DATE),  # 19
        ("2/13/2015", BAD_BIRTH_DATE),  # 20
        ("15-02-03", BAD_BIRTH_DATE),  # 21
        ("2027-02-03", IMPOSSIBLE_BIRTH_DATE),  # 22
        ("1899-12-31", IMPOSSIBLE_BIRTH_DATE),  # 23
        ("2015-02-29", BAD_BIRTH_DATE),  # 24
        ("about 5", BAD_BIRTH_DATE),  # 25
        ("3 Mar 2015", BAD_BIRTH_DATE),  # 26
        ("２０１５-02-03", BAD_BIRTH_DATE),  # 27
        ("2015-02-03T00:00:00Z", BAD_BIRTH_DATE),  # 31
        ("20150203", BAD_BIRTH_DATE),
        ("2015-W06-2", BAD_BIRTH_DATE),
        ("0000-00-00", BAD_BIRTH_DATE),
    ],
)
def test_a_date_that_is_none_is_never_guessed_and_the_child_is_found(
    one: CapitaOne, folder: Path, written: str, note: str
) -> None:
    drop_transfer_file(folder, "Ella", "Ashdown", DOB=written)

    record = the_child(one)

    assert (record.birth_date, record.notes["birth_date"]) == (None, note)


@pytest.mark.parametrize("written", ["2016-02-29", " 2016-02-29 ", "2016-02-29\n"])
def test_a_leap_day_and_spaces_around_it_are_right(one: CapitaOne, folder: Path, written: str) -> None:  # 24, 32
    drop_transfer_file(folder, "Ella", "Ashdown", DOB=written)

    assert the_child(one).birth_date == BirthDate(date(2016, 2, 29))


@pytest.mark.parametrize("written", ["b801200005001", "B801 2000 05001", "B801-20000-5001"])
@pytest.mark.parametrize("drop", DROPS)
def test_a_upn_in_another_hand_is_the_same(one: CapitaOne, folder: Path, drop: type, written: str) -> None:
    drop(folder, "Ella", "Quick", **{"UPN" if drop is drop_transfer_file else "upn": written})

    assert the_child(one).upn == Upn("B801200005001")


@pytest.mark.parametrize("written", ["A801200005001", "B80120000500", "9990010374", "canary", "B80120000500I"])
def test_a_upn_that_is_none_is_noted_and_the_child_is_found_by_name(  # 35, 36
    one: CapitaOne, folder: Path, written: str
) -> None:
    drop_transfer_file(folder, "Ella", "Ashdown", UPN=written)

    (record,) = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value

    assert (record.upn, record.notes["upn"]) == (None, BAD_UPN)


def test_a_temporary_upn_is_as_good_as_another(one: CapitaOne, folder: Path) -> None:  # 35
    drop_transfer_file(folder, "Ella", "Ashdown", UPN=upn_check_letter("80120000500A") + "80120000500A")

    (record,) = one.search_pupils(PersonQuery(family_name="Ashdown"), CALL).value

    assert (record.upn is not None and record.upn.is_temporary, "upn" in record.notes) == (True, False)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("wr824yz", "WR82 4YZ"),
        ("WR82  4YZ", "WR82 4YZ"),
        ("WR82 OYZ", "WR82 0YZ"),
        ("gir0aa", "GIR 0AA"),
        ("BFPO 58", "BFPO 58"),
    ],
)
def test_a_postcode_in_another_hand_is_the_same(  # 38
    one: CapitaOne, folder: Path, written: str, kept: str
) -> None:
    drop_with_address(folder, f"<PostCode>{written}</PostCode>")

    assert str(the_child(one).address) == kept


@pytest.mark.parametrize("written", ["75008", "No fixed address", "D02 X285", "ZZ ZZ"])
def test_what_is_no_postcode_is_kept_where_it_can_be_read(one: CapitaOne, folder: Path, written: str) -> None:  # 38
    drop_with_address(folder, f"<PostCode>{written}</PostCode>")

    record = the_child(one)

    assert (record.address, record.notes["address"]) == (Address((written,)), BAD_POSTCODE)


def drop_with_address(folder: Path, inside: str) -> None:
    drop_transfer_file(folder, "Ella", "Ashdown")
    file = folder / "a.xml"
    whole = file.read_text(encoding="utf-8").replace("</Pupil>", f"<Address>{inside}</Address></Pupil>")
    file.write_text(whole, encoding="utf-8")
