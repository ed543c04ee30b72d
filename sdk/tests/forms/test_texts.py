"""Names, addresses, identifiers, telephone numbers, email and narrative (bad-input list 1-18, 33-50)."""

from collections.abc import Callable
from datetime import date

import pytest

from frontdoor.forms import (
    AddressAnswer,
    Fault,
    FormDefinition,
    IdentifierAnswer,
    PersonNameAnswer,
    bind,
    refusing_test_numbers,
    tidy,
)
from frontdoor.forms.naming import SAY_WHAT_YOU_KNOW

FormOf = Callable[[str], FormDefinition]
NAME = 'kind = "name"\n'
NARRATIVE = 'kind = "long_text"\nmax_length = 20\n'


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Siobhán", "O'Brien-Ní Dhómhnaill"),
        ("Zaynab", ""),
        ("", "O"),
        ("A" * 150, "B" * 150),
        ("Ŵyn ŷ Łukasz", "محمد"),
        ("小明", "王"),
        ("Null", "None"),
        ("true", "1e5"),
        ("<script>alert(1)</script>", "{{7*7}}"),
        ("';--", "%s"),
        ("=1+1", "Robert'); DROP TABLE children;--"),
    ],
)
def test_01_to_13_a_real_name_is_taken_as_it_is(form_of: FormOf, today: date, given: str, family: str) -> None:
    form = form_of(NAME)
    found = bind(form, tidy({"it": {"given": given, "family": family}}, form), today)
    assert (dict(found.answers), found.faults, found.warnings) == (
        {"it": PersonNameAnswer(given, family)},
        (),
        (),
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Zoë\u00a0 Anne\t", "Zoë Anne"),
        ("Zoe\u0308", "Zoë"),
        ("e\x00\u0301va", "éva"),
        ("Ann\u200be\u202egnol", "Annegnol"),
        ("\ufeffMair\u2066", "Mair"),
        ("An\u200dne", "Anne"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("Ca\x1b[31mra\x07", "Ca[31mra"),
        ("Ca\ufffera\uffff", "Cara"),
        ("two\r\nlines", "two lines"),
    ],
)
def test_07_to_14_a_name_is_kept_without_what_cannot_be_seen(
    form_of: FormOf, today: date, typed: str, kept: str
) -> None:
    form = form_of(NAME)
    tidied = tidy({"it": {"given": typed, "family": ""}}, form)
    assert tidied == {"it": {"given": kept, "family": ""}}
    assert tidy(tidied, form) == tidied
    assert bind(form, {"it": {"given": typed, "family": ""}}, today).answers["it"] == PersonNameAnswer(kept, "")


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("Unknown", SAY_WHAT_YOU_KNOW),
        ("N/A", SAY_WHAT_YOU_KNOW),
        (" tbc\u200b", SAY_WHAT_YOU_KNOW),
        ("Baby", SAY_WHAT_YOU_KNOW),
        ("Ava 😀", "Check this name: it has a symbol in it"),
    ],
)
def test_05_and_10_a_name_that_may_be_none_is_questioned_and_kept(
    form_of: FormOf, today: date, typed: str, remark: str
) -> None:
    found = bind(form_of(NAME), {"it": {"given": typed, "family": "Smith"}}, today)
    assert found.faults == ()
    assert found.warnings == (Fault("it", "given", remark),)
    assert dict(found.answers) == {"it": PersonNameAnswer(typed.strip(" \u200b"), "Smith")}


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\u200c \u200c", "\x00\x00", "\u00a0"])
def test_08_and_43_nothing_to_be_seen_is_no_answer(form_of: FormOf, today: date, typed: str) -> None:
    assert bind(form_of(NAME), {"it": {"given": typed}}, today).faults == (Fault("it", None, "Enter it"),)
    assert bind(form_of(NARRATIVE), {"it": typed}, today).faults == (Fault("it", None, "Enter it"),)


def test_45_a_narrative_over_the_limit_is_counted_and_not_cut(form_of: FormOf, today: date) -> None:
    form = form_of(NARRATIVE)
    told = "It went on for weeks."
    found = bind(form, {"it": told}, today)
    assert found.faults == (Fault("it", None, "It must be 20 characters or less. You have 21"),)
    assert tidy({"it": told}, form) == {"it": told}


def test_44_46_and_48_a_narrative_keeps_its_lines_and_marks(form_of: FormOf, today: date) -> None:
    form = form_of('kind = "long_text"\n')
    pasted = "“He said”\r\n• one\r\n\tTwo <b>bold</b> {\\rtf1} \x1b[0m 😀\r\n"
    kept = "“He said”\n• one\n\tTwo <b>bold</b> {\\rtf1} [0m 😀"
    assert bind(form, tidy({"it": pasted}, form), today).answers["it"] == kept


def test_43_a_narrative_that_only_points_elsewhere_is_prompted_for_facts(form_of: FormOf, today: date) -> None:
    found = bind(form_of('kind = "long_text"\n'), {"it": "See attached"}, today)
    assert found.faults == ()
    assert found.warnings == (Fault("it", None, "It: give the facts here, because an attachment may be read later"),)


IDENTIFIES = Fault(
    "it", None, "It: keep an email address or NHS number in it only if it helps the child. Say whose it is"
)


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Mum is j@home.example and was told.", (IDENTIFIES,)),
        ("His brother’s number is 999 000 0018.", (IDENTIFIES,)),
        ("The number 9990000018 was on the letter.", (IDENTIFIES,)),
        ("The number 999 000 0019 has a wrong digit.", ()),
        ("Call 07700 900123 or 01632 960001 @ home.", ()),
    ],
)
def test_49_somebody_elses_email_address_or_nhs_number_is_allowed_with_a_hint(
    form_of: FormOf, today: date, text: str, warnings: tuple[Fault, ...]
) -> None:
    found = bind(form_of('kind = "long_text"\n'), {"it": text}, today)
    assert (found.answers["it"], found.faults, found.warnings) == (text, (), warnings)


@pytest.mark.parametrize("typed", ["999 123 4578", "9991234578", "999-123-4578", "９９９１２３４５７８"])
def test_33_an_nhs_number_is_closed_up(form_of: FormOf, today: date, typed: str) -> None:
    found = bind(form_of('kind = "nhs_number"\n'), {"it": typed}, today)
    assert (dict(found.answers), found.faults, found.warnings) == (
        {"it": IdentifierAnswer("9991234578", verified=True)},
        (),
        (),
    )


def test_33_a_wrong_check_digit_is_said_and_does_not_stop_the_concern(form_of: FormOf, today: date) -> None:
    found = bind(form_of('kind = "nhs_number"\n'), {"it": "999 123 4572"}, today)
    assert found.faults == ()
    assert dict(found.answers) == {"it": IdentifierAnswer("9991234572", verified=False)}
    assert found.warnings == (
        Fault(
            "it",
            None,
            "This is not a possible NHS number: check each digit. "
            "You can still send it: we will treat it as not checked",
        ),
    )


def test_34_a_number_kept_for_tests_is_a_fault_where_children_are_real(form_of: FormOf, today: date) -> None:
    form = refusing_test_numbers(form_of('kind = "nhs_number"\n'))
    found = bind(form, {"it": "999 000 0018"}, today)
    said = "NHS numbers that begin with 999 are for tests only. Enter the child’s own, or leave it blank"
    assert (dict(found.answers), found.faults) == ({}, (Fault("it", None, said),))


@pytest.mark.parametrize("typed", ["999 123", "ask the GP", "99912345781"])
def test_what_is_no_nhs_number_at_all_is_a_fault(form_of: FormOf, today: date, typed: str) -> None:
    found = bind(form_of('kind = "nhs_number"\n'), {"it": typed}, today)
    assert found.faults == (Fault("it", None, "An NHS number has 10 digits, like 999 123 4567"),)


@pytest.mark.parametrize(
    ("typed", "country"),
    [("0101010109", "CHI (Scotland)"), ("3200000015", "Health and Care (Northern Ireland)")],
)
def test_36_a_number_of_another_country_is_recognised(form_of: FormOf, today: date, typed: str, country: str) -> None:
    found = bind(form_of('kind = "nhs_number"\n'), {"it": typed}, today)
    assert found.warnings == (
        Fault("it", None, f"This looks like a {country} number, not an NHS number used in England and Wales"),
    )


@pytest.mark.parametrize(
    ("typed", "kept", "verified"),
    [
        ("z999000000001", "Z999000000001", False),
        ("C 9990-0000-0001", "C999000000001", True),
    ],
)
def test_35_a_upn_with_a_wrong_letter_is_kept_as_not_checked(
    form_of: FormOf, today: date, typed: str, kept: str, verified: bool
) -> None:
    found = bind(form_of('kind = "upn"\n'), {"it": typed}, today)
    assert (dict(found.answers), found.faults) == ({"it": IdentifierAnswer(kept, verified)}, ())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("wr52np", "WR5 2NP"), ("WR5 ONP", "WR5 0NP"), ("bfpo 57", "BFPO 57"), ("gir0aa", "GIR 0AA")],
)
def test_38_a_postcode_is_put_in_its_usual_form(form_of: FormOf, today: date, typed: str, kept: str) -> None:
    found = bind(form_of('kind = "address"\n'), {"it": {"line_1": "1 High Street", "postcode": typed}}, today)
    assert (dict(found.answers), found.warnings) == ({"it": AddressAnswer("1 High Street", "", "", kept)}, ())


def test_38_a_postcode_of_another_country_is_questioned_and_kept(form_of: FormOf, today: date) -> None:
    found = bind(form_of('kind = "address"\n'), {"it": {"town": "Lyon", "postcode": "69001"}}, today)
    assert (dict(found.answers), found.faults) == ({"it": AddressAnswer("", "", "Lyon", "69001")}, ())
    assert found.warnings == (
        Fault(
            "it",
            "postcode",
            "This is not a UK postcode. Check it, or leave it if the address is in another country",
        ),
    )


@pytest.mark.parametrize(
    "typed",
    ["01632 960001", "+44 (0)7700 900982", "01632 960001 ext. 12", "+33 1 99 00 12 34", "０１６３２９６０００１"],
)
def test_41_a_telephone_number_is_kept_as_typed(form_of: FormOf, today: date, typed: str) -> None:
    found = bind(form_of('kind = "phone"\n'), {"it": typed}, today)
    assert (dict(found.answers), found.faults) == ({"it": typed}, ())


def test_41_no_telephone_is_said_by_leaving_it_blank(form_of: FormOf, today: date) -> None:
    form = form_of('kind = "phone"\nrequired = false\n')
    assert bind(form, {"it": "none"}, today).faults == (Fault("it", None, "Leave it blank if there is none"),)
    assert bind(form, {"it": ""}, today).faults == ()


def test_41_a_telephone_number_without_digits_is_a_fault(form_of: FormOf, today: date) -> None:
    found = bind(form_of('kind = "phone"\n'), {"it": "ring the office"}, today)
    assert found.faults == (Fault("it", None, "Enter it, like 01632 960 001 or +44 7700 900 982"),)


@pytest.mark.parametrize(
    "typed", ["a@b.example", "siân@ysgol.example", "x@münchen.example", "a" * 241 + "@example.org"]
)
def test_42_an_e_mail_address_is_kept(form_of: FormOf, today: date, typed: str) -> None:
    found = bind(form_of('kind = "email"\n'), {"it": f" {typed} "}, today)
    assert (dict(found.answers), found.faults) == ({"it": typed}, ())


@pytest.mark.parametrize(
    "typed", ["a@b", "a b@example.org", "@example.org", "a@example.org.", "a@@example.org", "a@.org"]
)
def test_42_an_e_mail_address_of_the_wrong_shape_is_a_fault(form_of: FormOf, today: date, typed: str) -> None:
    found = bind(form_of('kind = "email"\n'), {"it": typed}, today)
    assert found.faults == (Fault("it", None, "Enter it in the correct format, like name@example.org"),)
