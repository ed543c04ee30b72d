"""A copy to keep, over HTTP: whose it is, what it is called, and that it is written down before it leaves."""

import json

import pytest
from reference_portal.tests.fakes import SURGERY, person
from reference_portal.tests.web.browsing import Browser, TestPortal, heading, words
from reference_portal.tests.web.filling_in import parsed, put_draft, whole_answers

from frontdoor.forms import RawItem
from frontdoor_portal.copies import CopyNotMade
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.web.contacts import copies


@pytest.mark.parametrize(("kind", "media"), [("pdf", "application/pdf"), ("json", "application/json")])
def test_a_copy_is_a_file_named_by_its_reference_that_nobody_stores(
    browser: Browser, reference: str, kind: str, media: str
) -> None:
    sent = browser.get(f"/contacts/{reference}/copy.{kind}")
    headers = {name: sent.headers[name] for name in ("content-disposition", "cache-control", "x-content-type-options")}
    assert (sent.status_code, sent.headers["content-type"].partition(";")[0], headers) == (
        200,
        media,
        {
            "content-disposition": f'attachment; filename="{reference}.{kind}"',
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        },
    )


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_it_is_written_down_as_an_export_of_its_kind(
    portal: TestPortal, browser: Browser, reference: str, kind: str
) -> None:
    browser.get(f"/contacts/{reference}/copy.{kind}")
    with portal.office.work.reading() as tx:
        newest = tx.audit.of_subject(reference)[-1]
    assert (newest.action, newest.actor_id, newest.purpose, newest.detail) == (
        Action.EXPORTED_CONTACT,
        person().id,
        "Own concern",
        kind,
    )


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_what_is_not_yours_what_is_not_there_and_what_is_malformed_are_alike(
    portal: TestPortal, reference: str, kind: str
) -> None:
    stranger = portal.client(person(agency=SURGERY, name="Nia Cole"))
    tried = [stranger.get(f"/contacts/{each}/copy.{kind}") for each in (reference, "FD-2222-2222", "nonsense")]
    assert [(each.status_code, heading(each)) for each in tried] == [(404, "Page not found")] * 3


def test_the_pdf_is_one_and_the_data_says_what_was_sent(browser: Browser, reference: str) -> None:
    data = json.loads(browser.get(f"/contacts/{reference}/copy.json").content)
    assert browser.get(f"/contacts/{reference}/copy.pdf").content.startswith(b"%PDF-")
    assert [each["reference"] for each in data["sent"]["contacts"]] == [reference]


def test_where_no_pdf_can_be_made_the_receipt_is_offered(
    browser: Browser, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> bytes:
        raise CopyNotMade

    monkeypatch.setattr(copies, "pdf_of", fail)
    page = browser.get(f"/contacts/{reference}/copy.pdf")
    assert (page.status_code, heading(page)) == (500, "We could not make the PDF")


@pytest.mark.parametrize("path", ["", "/receipt"])
def test_the_receipt_and_the_contacts_page_offer_the_copies(browser: Browser, reference: str, path: str) -> None:
    page = parsed(browser.get(f"/contacts/{reference}{path}"))
    links = page.xpath("//main//a[contains(@href, '/copy.')]/@href")
    assert links == [f"/contacts/{reference}/copy.pdf", f"/contacts/{reference}/copy.json"]


HOUSEHOLD: tuple[RawItem, ...] = (
    {"person_name": {"given": "Ife", "family": "Nkemelu"}, "person_relationship": "mother"},
    {"person_name": {"given": "Tobi", "family": "Nkemelu"}, "person_relationship": "father"},
)


def test_check_answers_has_a_row_and_a_change_link_for_each_person(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, person(), whole_answers(household_known="yes", household=HOUSEHOLD))
    page = parsed(browser.get(f"{draft}/check-answers"))
    links = page.xpath("//dd[contains(@class, 'actions')]/a[contains(@href, '#household-')]")
    assert [(words(link.text_content()), link.get("href")) for link in links] == [
        (
            f"Change Who is in the family or the home? Person {number}",
            f"{draft}/household?back=check-answers#household-{number}-person_name-given",
        )
        for number in (1, 2)
    ]


def test_a_fault_stands_at_the_person_it_is_about(portal: TestPortal, browser: Browser) -> None:
    nameless: RawItem = {"person_name": {"given": "", "family": ""}, "person_relationship": "father"}
    draft = put_draft(portal, person(), whole_answers(household_known="yes", household=(HOUSEHOLD[0], nameless)))
    faults = parsed(browser.get(f"{draft}/check-answers")).xpath(
        "//div[.//span[@class='ffd-item__title']]//span[@class='ffd-missing']/ancestor::div[1]//span[@class='ffd-item__title']"
    )
    assert "Person 2" in [words(each.text_content()) for each in faults]


def test_the_receipt_tells_a_group_person_by_person(portal: TestPortal, browser: Browser) -> None:
    whole: list[RawItem] = [{**each, "person_at_home": "yes", "person_responsible": "yes"} for each in HOUSEHOLD]
    draft = put_draft(portal, person(), whole_answers(household_known="yes", household=tuple(whole)))
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    items = parsed(browser.get(sent.headers["location"])).xpath("//li[@class='ffd-item']/strong")
    assert [words(item.text_content()) for item in items] == ["Person 1", "Person 2"]
