"""The design's list of bad input against the search, by its numbers: people 1-18, dates 19-32, identifiers 33-42.

Those of other pages are with the forms (`sdk/tests/forms`): 28-30 are dates of incidents, 41 and 42 contact details.
17 and 40 cannot be typed: a concern is about one child, and nobody is asked for a UPRN.
"""

from datetime import date

import pytest
from attrs import evolve
from reference_portal.tests.web.browsing import error_summary
from reference_portal.tests.web.children.listing import (
    BORN,
    NO_NAME,
    OFFICER,
    ZAYNAB,
    names,
    portal_listing,
    searched,
    told,
    typed_into,
)
from reference_portal.tests.web.filling_in import parsed

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import BirthDate, PersonName

DATE = {"date_of_birth__day": "9", "date_of_birth__month": "2", "date_of_birth__year": "2016"}
WRONG_NHS = (
    "The NHS number is not a possible one: a digit is wrong. It was not searched by. Check it, or leave it empty."
)
WRONG_UPN = (
    "The UPN is not a possible one: a letter or digit is wrong. It was not searched by. Check it, or leave it empty."
)


def found_as(name: PersonName, **typed: str) -> list[str]:
    """Who is shown of a list that has the child under this name."""
    return names(searched([evolve(ZAYNAB, name=name)], **typed))


def faults(**typed: str) -> list[tuple[str, str]]:
    return error_summary(searched([ZAYNAB], **typed))


def test_01_apostrophes_hyphens_and_accents() -> None:
    name = PersonName("Siobhán", "O'Brien-Ní Dhómhnaill")
    typed = [("Siobhán", "O’Brien-Ní Dhómhnaill"), ("siobhan", "OBrien Ni Dhomhnaill"), ("SIOBHAN", "o brien")]
    assert [found_as(name, given_name=given, family_name=family) for given, family in typed] == [[str(name)]] * 3


@pytest.mark.parametrize("field", ["given_name", "family_name"])
def test_02_a_single_name(field: str) -> None:
    assert found_as(PersonName("Zaynab", ""), **{field: "Zaynab"}, **DATE) == ["Zaynab"]


def test_03_a_name_of_150_letters() -> None:
    name = PersonName("Wolfeschlegel" * 11 + "steinha", "Nkemelu")
    assert found_as(name, given_name=name.given, family_name="Nkemelu") == [str(name)]


def test_04_one_letter() -> None:
    assert found_as(PersonName("O", "Nkemelu"), given_name="O", family_name="Nkemelu", **DATE) == ["O Nkemelu"]


def test_05_an_emoji_is_no_letter() -> None:
    assert found_as(ZAYNAB.name, given_name="Zaynab 🌻", family_name="Nkemelu") == ["Zaynab Nkemelu"]
    assert faults(given_name="🌻", family_name="🌻") == [
        ("given_name", "Enter at least two letters of the child’s name")
    ]


@pytest.mark.parametrize(
    ("given", "family"),
    [("Siân", "Dŵr"), ("Łukasz", "Żółć"), ("محمد", "حسين"), ("伟", "李"), ("דוד", "לוי"), ("रामेश्वर", "शर्मा")],
    ids=["Welsh", "Polish", "Arabic", "Chinese", "Hebrew", "Hindi"],
)
def test_06_every_script(given: str, family: str) -> None:
    assert found_as(PersonName(given, family), given_name=given, family_name=family) == [f"{given} {family}"]


@pytest.mark.parametrize(
    ("held", "typed"), [("Zoë", "Zoe\u0308"), ("Zoe\u0308", "Zoë"), ("Dw\u0302r", "Dŵr")], ids=["typed", "held", "w"]
)
def test_07_either_form_of_unicode(held: str, typed: str) -> None:
    assert len(found_as(PersonName(held, "Nkemelu"), given_name=typed, family_name="Nkemelu")) == 1


def test_08_signs_that_cannot_be_seen() -> None:
    shown = found_as(ZAYNAB.name, given_name="Zay\u200bnab\u202e", family_name="\u2066Nkemelu\u2069")
    assert shown == ["Zaynab Nkemelu"]


def test_09_spaces_of_every_kind() -> None:
    shown = found_as(ZAYNAB.name, given_name=" \u00a0Zaynab  ", family_name="\tNkemelu\u2003")
    assert shown == ["Zaynab Nkemelu"]


@pytest.mark.parametrize("nobody", ["Unknown", "n/a", "N/K", "TBC", "Baby", "not known"])
def test_10_a_name_that_says_it_is_not_known_is_left_out_and_that_is_said(nobody: str) -> None:
    page = searched([ZAYNAB], given_name=nobody, family_name="Nkemelu", **DATE)
    said = "Given name was left out of the search: it says that the name is not known."
    assert (told(page), names(page)) == ([said], ["Zaynab Nkemelu"])


def test_11_an_unborn_baby_leads_to_the_due_date() -> None:
    assert faults(given_name="Unborn baby", family_name="Smith", postcode="WR5 2NP") == [
        ("unborn", "Select this if the child is not born yet, and enter when they are due")
    ]


@pytest.mark.parametrize("given", ["Null", "None", "true", "1e5"])
def test_12_words_of_programs_are_names(given: str) -> None:
    assert found_as(PersonName(given, "Nkemelu"), given_name=given, family_name="Nkemelu") == [f"{given} Nkemelu"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{7*7}}", "';-- DROP", "%s%s", "=1+1", "a' OR '1'='1"])
def test_13_text_of_programs_is_text(text: str) -> None:
    page = searched([ZAYNAB], given_name=text, family_name="Nkemelu", postcode="WR5 2NP")
    assert page.status_code == 200
    assert parsed(page).xpath("//input[@name='given_name']/@value") == [text]


def test_14_control_characters_are_dropped() -> None:
    shown = found_as(ZAYNAB.name, given_name="Zay\x00na\x07b", family_name="Nkemelu\x1b")
    assert shown == ["Zaynab Nkemelu"]


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"\xed\xa0\x80"], ids=["no UTF-8", "half a pair"])
def test_15_bytes_that_are_no_text_are_refused(raw: bytes) -> None:
    with portal_listing(ZAYNAB) as portal:
        browser = portal.client(OFFICER)
        token = parsed(browser.get("/children")).xpath("//main//input[@name='form_token']/@value")[0]
        escaped = "".join(f"%{byte:02x}" for byte in raw)
        body = f"form_token={token}&given_name={escaped}&family_name=Nkemelu&purpose=concern"
        headers = {"Origin": "https://frontdoor.example", "Content-Type": "application/x-www-form-urlencoded"}
        answer = browser.client.post("/children", content=body, headers=headers)
    assert answer.status_code == 400


def test_16_twins_are_two_records() -> None:
    twin = evolve(ZAYNAB, id="p-2", name=PersonName("Zahra", "Nkemelu"), nhs_numbers=(), upns=())
    assert sorted(names(searched([ZAYNAB, twin], family_name="Nkemelu", **DATE))) == ["Zahra Nkemelu", "Zaynab Nkemelu"]


@pytest.mark.parametrize(("year", "is_child"), [("1980", False), ("1999", False), ("2003", True)])
def test_18_an_adult_is_challenged_and_a_care_leaver_is_not(year: str, is_child: bool) -> None:
    told_of = faults(given_name="Zaynab", date_of_birth__day="1", date_of_birth__month="3", date_of_birth__year=year)
    challenge = ("date_of_birth-year", "Check the year: this search is for children and young people up to 25")
    assert told_of == ([] if is_child else [challenge])


@pytest.mark.parametrize(
    ("number", "boxes", "fault"),
    [
        (19, ("31", "02", "2015"), ("date_of_birth-day", "Date of birth must be a real date")),
        (20, ("2", "13", "2015"),
         ("date_of_birth-month", "Date of birth must be a real date: the month must be between 1 and 12")),
        (21, ("9", "2", "16"), ("date_of_birth-year", "Year must include 4 numbers")),
        (22, ("9", "2", "2027"),
         ("date_of_birth-year",
          "Date of birth must be today or in the past. If the child is not born yet, select that below")),
        (23, ("9", "2", "1899"), ("date_of_birth-year", "Year must be 1900 or later")),
        (24, ("29", "2", "2015"), ("date_of_birth-day", "Date of birth must be a real date")),
        (31, ("2015-03-04T00:00:00Z", "3", "2015"),
         ("date_of_birth-day", "Date of birth must have the day, month and year each in its own box")),
    ],
)  # fmt: skip
def test_19_to_24_and_31_a_date_that_is_none(number: int, boxes: tuple[str, str, str], fault: tuple[str, str]) -> None:
    day, month, year = boxes
    typed = {"date_of_birth__day": day, "date_of_birth__month": month, "date_of_birth__year": year}
    assert (number, faults(given_name="Zaynab", **typed)) == (number, [fault])


@pytest.mark.parametrize("age", ["5", "about 5", "5 years old", "ABOUT 5", "５"])
def test_25_about_five(age: str) -> None:
    five = PersonIdentity("p-5", ZAYNAB.name, birth_date=BirthDate(date(2021, 5, 1)))
    page = searched([ZAYNAB, five], given_name="Zaynab", family_name="Nkemelu", age=age)
    assert parsed(page).xpath("//tbody//td[1]/text()") == ["1 May 2021, age 5"]


@pytest.mark.parametrize("age", ["five or so", "99", "-1", "5-6", "1e1"])
def test_25_an_age_that_is_none(age: str) -> None:
    wrong = ("age", "Age must be a number of years from 0 to 25, like “about 5”")
    assert faults(given_name="Zaynab", family_name="Nkemelu", age=age) == [wrong]


def test_25_a_date_and_an_age_are_not_both_believed() -> None:
    assert faults(given_name="Zaynab", age="5", **DATE) == [("age", "Enter a date of birth or an age, not both")]


@pytest.mark.parametrize("month", ["Feb", "february", "Chwefror", "chwef"])
def test_26_a_month_in_words(month: str) -> None:
    typed = {**DATE, "date_of_birth__month": month}
    assert names(searched([ZAYNAB], given_name="Zaynab", **typed)) == ["Zaynab Nkemelu"]


def test_27_digits_of_full_width() -> None:
    typed = {"date_of_birth__day": "９", "date_of_birth__month": "２", "date_of_birth__year": "２０１６"}
    assert names(searched([ZAYNAB], nhs_number="９９９００００１８", **typed)) == []
    assert names(searched([ZAYNAB], nhs_number="９９９０００００１８", **typed)) == ["Zaynab Nkemelu"]


def test_32_spaces_and_full_stops_in_the_boxes() -> None:
    typed = {"date_of_birth__day": " 9. ", "date_of_birth__month": "2.", "date_of_birth__year": " 2016"}
    assert names(searched([ZAYNAB], given_name="Zaynab", **typed)) == ["Zaynab Nkemelu"]


@pytest.mark.parametrize("number", ["999 000 0018", "999-000-0018", "9990000018", " 999.000.0018 "])
def test_33_an_nhs_number_as_people_type_it(number: str) -> None:
    assert names(searched([ZAYNAB], nhs_number=number, **DATE)) == ["Zaynab Nkemelu"]


def test_33_a_wrong_check_digit_is_said_and_the_rest_is_searched() -> None:
    page = searched([ZAYNAB], nhs_number="999 000 0019", given_name="Zaynab", family_name="Nkemelu")
    assert (told(page), names(page)) == ([WRONG_NHS], ["Zaynab Nkemelu"])


def test_33_a_wrong_check_digit_is_no_detail_to_search_by() -> None:
    told_of = faults(nhs_number="999 000 0019", given_name="Zaynab")
    assert told_of == [("given_name", "Enter one more detail, such as the date of birth or postcode")]


def test_34_a_number_kept_for_tests_is_refused_where_children_are_real() -> None:
    with portal_listing(ZAYNAB, test_numbers=False) as portal:
        page = typed_into(portal.client(OFFICER), nhs_number="999 000 0018", **DATE)
    said = "NHS numbers that begin with 999 are for tests only. Enter the child’s own, or leave it empty"
    assert error_summary(page) == [("nhs_number", said)]


@pytest.mark.parametrize(
    ("upn", "said"),
    [
        ("B885200010001", [WRONG_UPN]),
        ("A885200010001", []),
        (" a 885-2000-10001 ", []),
    ],
    ids=["wrong letter", "right", "spaced"],
)
def test_35_a_upn_as_people_type_it(upn: str, said: list[str]) -> None:
    page = searched([ZAYNAB], upn=upn, given_name="Zaynab", family_name="Nkemelu")
    assert (told(page), names(page)) == (said, ["Zaynab Nkemelu"])


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0101010109", "CHI number of Scotland"),
        ("3200000007", "Health and Care number of Northern Ireland"),
        ("1000000027", "unique learner number"),
    ],
)
def test_36_numbers_of_others_are_recognised(number: str, said: str) -> None:
    page = searched([ZAYNAB], nhs_number=number, given_name="Zaynab", family_name="Nkemelu")
    assert ([said in each for each in told(page)], names(page)) == ([True], ["Zaynab Nkemelu"])


def test_37_one_number_at_two_children_is_said() -> None:
    other = PersonIdentity("p-2", PersonName("Ella", "Ashdown"), birth_date=BORN, nhs_numbers=ZAYNAB.nhs_numbers)
    page = searched([ZAYNAB, other], nhs_number="999 000 0018", **DATE)
    said = "Framework-i has this NHS number at more than one record. Check each detail before you choose."
    assert (told(page), sorted(names(page))) == ([said], ["Ella Ashdown", "Zaynab Nkemelu"])


@pytest.mark.parametrize("postcode", ["wr5 2np", "WR52NP", " wr5  2np ", "WR5-2NP", "ＷＲ５ ２ＮＰ"])
def test_38_a_postcode_as_people_type_it(postcode: str) -> None:
    assert names(searched([ZAYNAB], given_name="Zaynab", postcode=postcode)) == ["Zaynab Nkemelu"]


@pytest.mark.parametrize("postcode", ["WR5 0NP", "WR5 ONP"])
def test_38_the_letter_o_for_a_nought(postcode: str) -> None:
    with_nought = evolve(ZAYNAB, postcodes=(Postcode("WR5 0NP"),))
    assert names(searched([with_nought], given_name="Zaynab", postcode=postcode)) == ["Zaynab Nkemelu"]


@pytest.mark.parametrize("postcode", ["BFPO 57", "GIR 0AA"])
def test_38_postcodes_of_no_street(postcode: str) -> None:
    assert searched([ZAYNAB], given_name="Zaynab", postcode=postcode).status_code == 200


@pytest.mark.parametrize("postcode", ["75001 Paris", "no fixed address", "WR5"])
def test_38_what_is_no_postcode_may_be_left_out(postcode: str) -> None:
    told_of = faults(given_name="Zaynab", family_name="Nkemelu", postcode=postcode)
    assert told_of == [("postcode", "Enter a full UK postcode, like WR5 2NP, or leave it empty if there is none")]


@pytest.mark.parametrize("postcode", ["B1 1AA", "CF10 1EP"])
def test_39_a_postcode_of_another_area_is_searched_by(postcode: str) -> None:
    moved_away = evolve(ZAYNAB, postcodes=(Postcode(postcode),))
    assert names(searched([moved_away], given_name="Zaynab", postcode=postcode)) == ["Zaynab Nkemelu"]


def test_everything_that_was_typed_is_kept_beside_its_faults() -> None:
    typed = {"given_name": "Zoë", "age": "old", "case_id": "17", "upn": "A1", "postcode": "nowhere"}
    with portal_listing(ZAYNAB) as portal:
        page = typed_into(portal.client(OFFICER), **typed)
    kept = {name: parsed(page).xpath(f"//input[@name='{name}']/@value")[0] for name in typed}
    assert (page.status_code, kept) == (400, typed)


@pytest.mark.parametrize("value", ["", "no", "yes yes"])
def test_a_box_is_ticked_or_not(value: str) -> None:
    with portal_listing(ZAYNAB) as portal:
        answer = portal.client(OFFICER).send("/children", {**NO_NAME, "family_name": "Nkemelu", "unborn": value})
    assert answer.status_code == 400
