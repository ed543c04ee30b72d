"""What a list found, on the page: how sure, why, as at when; and of a restricted record nothing."""

import pytest
from attrs import evolve
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.listing import (
    BORN,
    OFFICER,
    ZAYNAB,
    names,
    portal_listing,
    rows,
    searched,
    told,
    typed_into,
)
from reference_portal.tests.web.filling_in import links_of, parsed

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.people import PersonName


def test_a_line_says_how_sure_it_is_and_why() -> None:
    born = {"date_of_birth__day": "9", "date_of_birth__month": "2", "date_of_birth__year": "2016"}
    page = searched([ZAYNAB], given_name="Zaynb", family_name="Nkemelu", postcode="wr52np", **born)
    assert rows(page) == [
        [
            "Zaynab Nkemelu in Framework-i, record 1",
            "9 February 2016, age 10",
            "Not recorded",
            "Very likely",
            "Given name spelt nearly the same; family name the same; date of birth the same; postcode the same",
        ]
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (
            {"given_name": "Nkemelu", "family_name": "Zaynab", "upn": "A885200010001"},
            "UPN the same; given and family name the other way round",
        ),
        (
            {"family_name": "Nkemelu", "case_id": "p-1", "age": "about 10"},
            "Case number the same; family name the same; age fits",
        ),
        (
            {
                "given_name": "Zaynab",
                "family_name": "Nkemelu",
                "date_of_birth__day": "2",
                "date_of_birth__month": "9",
                "date_of_birth__year": "2016",
            },
            "Name the same; day and month of birth the other way round",
        ),
        (
            {"given_name": "Ella", "family_name": "Ashdown", "nhs_number": "999 000 0018"},
            "NHS number the same; name different",
        ),
        ({"given_name": "Zaynab", "family_name": "Nkemelu", "postcode": "WR5 9ZZ"}, "Name the same"),
    ],
    ids=["swapped and a UPN", "case number and age", "date swapped", "a number at another name", "a postcode nearby"],
)
def test_why_is_said_in_words_and_nothing_of_another_postcode(typed: dict[str, str], why: str) -> None:
    assert [row[4] for row in rows(searched([ZAYNAB], **typed))] == [why]


def test_the_list_says_as_at_when_it_is() -> None:
    page = searched([ZAYNAB], given_name="Zaynab", family_name="Nkemelu")
    said = [words(item.text_content()) for item in parsed(page).xpath("//li[contains(@class, 'source-list')]")]
    assert said[0] == (
        "Framework-i: found. Searched in the portal’s own list of its people. "
        "Asked 4 June 2026 at 9:32am; its records are as at 4 June 2026 at 8:32am"
    )


def test_none_and_a_restricted_record_make_the_same_page() -> None:
    hidden = PersonIdentity("p-9", PersonName("Zaynab", "Nkemelu"), restricted=True)
    pages = [searched(people, given_name="Zaynab", family_name="Nkemelu") for people in ([], [hidden])]
    texts = [words(page.text.partition("<main")[2].partition('name="form_token"')[0]) for page in pages]
    assert texts[0] == texts[1]


def test_an_old_record_is_marked_as_one() -> None:
    page = searched([evolve(ZAYNAB, duplicate_of="p-7")], given_name="Zaynab", family_name="Nkemelu")
    assert rows(page)[0][4] == "Name the same Old record, replaced by another"


def test_no_address_on_the_page_says_anything_of_the_child() -> None:
    page = searched([ZAYNAB], given_name="Zaynab", family_name="Nkemelu", nhs_number="9990000018")
    told_of = ("Zaynab", "Nkemelu", "9990000018", "p-1", "2016")
    assert [link for link in links_of(page) if any(word in link for word in told_of)] == []


def test_a_number_that_stands_at_two_records_is_said_to() -> None:
    twice = [ZAYNAB, PersonIdentity("p-2", PersonName("Ella", "Ashdown"), nhs_numbers=ZAYNAB.nhs_numbers)]
    page = searched(twice, given_name="Zaynab", nhs_number="9990000018")
    said = "Framework-i has this NHS number at more than one record. Check each detail before you choose."
    assert (told(page), names(page)) == ([said], ["Zaynab Nkemelu", "Ella Ashdown"])


def test_an_unborn_child_is_searched_by_the_due_date_and_the_form_goes_on_from_it() -> None:
    due = {"date_of_birth__day": "1", "date_of_birth__month": "9", "date_of_birth__year": "2026", "unborn": "yes"}
    with portal_listing(ZAYNAB) as portal:
        browser = portal.client(OFFICER)
        page = typed_into(browser, family_name="Nkemelu", **due)
        token = parsed(page).xpath("//form[@action='/drafts']//input[@name='child']/@value")[0]
        form_token = parsed(page).xpath("//form[@action='/drafts']//input[@name='form_token']/@value")[0]
        draft = browser.post("/drafts", {"child": token, "form_token": form_token}).headers["location"]
        stage = parsed(browser.get(f"{draft}/child_stage")).xpath("//input[@checked]/@value")
    assert (names(page), stage) == ([], ["unborn"])


def test_a_twin_is_shown_beside_and_never_merged() -> None:
    twin = PersonIdentity("p-2", PersonName("Zahra", "Nkemelu"), birth_date=BORN)
    page = searched(
        [ZAYNAB, twin],
        family_name="Nkemelu",
        date_of_birth__day="9",
        date_of_birth__month="2",
        date_of_birth__year="2016",
    )
    assert sorted(names(page)) == ["Zahra Nkemelu", "Zaynab Nkemelu"]
