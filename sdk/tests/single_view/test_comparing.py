"""Two records side by side: what agrees, what contradicts, and what says nothing."""

from datetime import date

import pytest
from attrs import evolve

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.identifiers import Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.single_view import Comparison, Likeness, compare, fold

SAME, DIFFERENT, MISSING = Likeness.SAME, Likeness.DIFFERENT, Likeness.MISSING
UPN, OTHER_UPN = Upn.parse("P885990118107"), Upn.parse("E885990122114")
BORN = BirthDate(date(2014, 5, 17))

PERSON = PersonRecord("1", PersonName("Ella", "Ashdown"), birth_date=BORN, sex=Sex.FEMALE, upns=(UPN,))
PUPIL = PupilRecord("2", PersonName("Ella", "Ashdown"), birth_date=BORN, sex=Sex.FEMALE, upn=UPN)
ALIKE = Comparison(SAME, SAME, SAME, SAME, SAME)


def test_two_records_that_agree_in_everything() -> None:
    assert compare(PERSON, PUPIL) == ALIKE


@pytest.mark.parametrize(
    ("pupil", "expected"),
    [
        (evolve(PUPIL, upn=OTHER_UPN), evolve(ALIKE, upn=DIFFERENT)),
        (evolve(PUPIL, upn=OTHER_UPN, former_upns=(UPN,)), ALIKE),
        (evolve(PUPIL, upn=None, former_upns=(UPN,)), ALIKE),
        (evolve(PUPIL, upn=None), evolve(ALIKE, upn=MISSING)),
        (evolve(PUPIL, birth_date=BirthDate(date(2014, 5, 18))), evolve(ALIKE, birth_date=DIFFERENT)),
        (evolve(PUPIL, birth_date=None), evolve(ALIKE, birth_date=MISSING)),
        (evolve(PUPIL, sex=Sex.MALE), evolve(ALIKE, sex=DIFFERENT)),
        (evolve(PUPIL, sex=Sex.UNKNOWN), evolve(ALIKE, sex=MISSING)),
        (evolve(PUPIL, name=PersonName("Ella", "Pike")), evolve(ALIKE, family_name=DIFFERENT)),
        (evolve(PUPIL, name=PersonName("Ella")), evolve(ALIKE, family_name=MISSING)),
        (evolve(PUPIL, name=PersonName("Ellie", "Ashdown")), evolve(ALIKE, given_name=DIFFERENT)),
        (evolve(PUPIL, name=PersonName("", "Ashdown")), evolve(ALIKE, given_name=MISSING)),
        (evolve(PUPIL, name=PersonName("-", "'")), evolve(ALIKE, given_name=MISSING, family_name=MISSING)),
        (
            evolve(PUPIL, name=PersonName("Ellie", "Pike"), other_names=(PersonName("Ella", "Ashdown"),)),
            ALIKE,
        ),
    ],
)
def test_one_field_that_differs_or_is_missing(pupil: PupilRecord, expected: Comparison) -> None:
    assert compare(PERSON, pupil) == expected


def test_any_former_name_of_a_person_may_agree() -> None:
    person = evolve(PERSON, name=PersonName("Ella", "Pike"), other_names=(PersonName("Ellie", "Ashdown"),))

    assert compare(person, PUPIL) == ALIKE


def test_an_estimated_date_of_birth_agrees_when_it_is_the_same_day() -> None:
    estimated = evolve(PERSON, birth_date=BirthDate(BORN.on, BirthDateKind.ESTIMATED))

    assert compare(estimated, PUPIL) == ALIKE


def test_a_record_with_nothing_on_it_is_evidence_of_nothing() -> None:
    nothing = PersonRecord("3", PersonName(), restricted=True)

    assert compare(nothing, PUPIL) == Comparison(MISSING, MISSING, MISSING, MISSING, MISSING)


def test_evidence_names_its_fields() -> None:
    comparison = Comparison(DIFFERENT, SAME, MISSING, SAME, DIFFERENT)

    assert (comparison.same, comparison.different) == (("birth_date", "given_name"), ("upn", "sex"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "O'BRIEN"),
        ("Ní Dhómhnaill", "Ni Dhomhnaill"),
        ("Llŷr-Wŷn", "Llyr Wyn"),
        ("Siôn", "SION"),
        ("Wiśniewska", "Wisniewska"),
        ("Małgorzata", "Malgorzata"),
        ("ŁUKASZ", "Lukasz"),
        ("Sørensen", "Sorensen"),
        ("Đorđević", "Dordevic"),
        ("Æthelred", "Aethelred"),
        ("Þóra", "Thora"),
        ("Yıldız", "YILDIZ"),
        ("İbrahim", "Ibrahim"),
        ("Groß", "GROSS"),
        ("Ｅｌｌａ", "Ella"),
        ("e\u0301va", "\u00e9va"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("Παπαδοπούλου", "ΠΑΠΑΔΟΠΟΥΛΟΥ"),
        ("민준", "\u1106\u1175\u11ab\u110c\u116e\u11ab"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jayden", "Kayden"),
        ("राम", "रमा"),
        ("रीता", "रत्ना"),
        ("かな", "がな"),
        ("小明", "小名"),
        ("يوسف", "يونس"),
        ("สุดา", "สิดา"),
        ("Müller", "Mueller"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)
