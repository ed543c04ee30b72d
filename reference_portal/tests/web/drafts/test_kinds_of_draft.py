"""What a draft's late and last pages say of a request, or of a concern about an adult: never "the child"."""

from collections.abc import Iterator, Mapping
from secrets import token_hex

import pytest
from httpx import Response
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, heading, words
from reference_portal.tests.web.filling_in import portal_with, two_systems

from frontdoor.forms import Concept, FormDefinition, RawAnswer, library_form
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.models import Draft

ASHA, FEMI = person(), person(name="Femi Okoro")
CONCERN, REQUEST, ADULT = map(library_form, ("cause_for_concern", "information_request", "adult_concern"))
FORMS = (CONCERN, REQUEST, ADULT)
ABOUT_ADA: Mapping[Concept, RawAnswer] = {Concept.ADULT_NAME: {"given": "Ada", "family": "Example"}}
WHOLE: Mapping[str, RawAnswer] = {"child_at_risk": "no", "own_format": "no", "subject_is": "adult"}


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    """A portal with every form that ships."""
    versions = {(form.id, form.version): form for form in FORMS}
    with portal_with(two_systems(), forms={form.id: form for form in FORMS}, form_versions=versions) as started:
        register_people(started.office, ASHA, FEMI)
        yield started


def drafted(portal: TestPortal, form: FormDefinition, *, version: str = "", **given: RawAnswer) -> str:
    """The address of a draft of Asha's that can be sent."""
    now, draft_id = portal.office.now(), token_hex(8)
    answers = fill_in(form, ABOUT_ADA, now.date(), {**WHOLE, "urgency": "standard", **given})
    with portal.office.work.begin() as tx:
        draft = Draft(draft_id, ASHA.id, ASHA.agency.id, form.id, version or form.version, answers, now, now)
        tx.drafts.add(draft)
    return f"/drafts/{draft_id}"


def page_of(form: FormDefinition, question_id: str, draft: str) -> str:
    return f"{draft}/{form.page_of(question_id).id}"


def late(browser: Browser, form: FormDefinition, draft: str, **typed: str) -> Response:
    """A question page of a version of the form, sent as it stood before."""
    (question_id,) = typed
    said = {**typed, "asked": question_id, "form-version": f"{form.id}/{form.version}"}
    return browser.send(page_of(form, question_id, draft), said, page="/contacts")


def test_f44_words_of_a_request_that_come_after_sending_can_be_added_to_it(
    portal: TestPortal, browser: Browser
) -> None:
    draft = drafted(portal, REQUEST)
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    page = late(browser, REQUEST, draft, more_details="He was Ada Sample until 2014")

    assert (page.status_code, heading(page)) == (409, "This request was already sent")
    assert f'href="{receipt.removesuffix("/receipt")}/add"' in page.text


@pytest.mark.parametrize("page", ["/contacts", "/contacts/{}", "/contacts/{}/receipt"])
def test_once_the_time_to_answer_a_request_is_over_no_page_promises_it(
    portal: TestPortal, browser: Browser, page: str
) -> None:
    sent = browser.send(f"{drafted(portal, REQUEST)}/check-answers", {"send": "whole"})
    address = page.format(sent.headers["location"].split("/")[2])
    portal.clock.pass_time(days=14)  # the last moment
    before = words(portal.client(ASHA).get(address).text)
    portal.clock.pass_time(minutes=1)
    after = words(portal.client(ASHA).get(address).text)

    promise = "The team answers by 18 June 2026 at 9:32am."
    late = "This is late: it was due by 18 June 2026 at 9:32am. Call the team on 01632 960100 , and give the reference."
    assert [(promise in text, late in text) for text in (before, after)] == [(True, False), (False, True)]


def test_a_colleague_who_comes_too_late_reads_their_answer_by_its_question(
    portal: TestPortal, browser: Browser
) -> None:
    draft = drafted(portal, REQUEST)
    browser.send(f"{draft}/share-it", {"colleague": FEMI.id})
    portal.client(FEMI).send(f"{draft}/check-answers", {"send": "whole"})

    page = words(late(browser, REQUEST, draft, has_other_subjects="yes").text)

    assert "Are you asking about anybody else? Yes" in page


def test_a_request_that_is_gone_leads_to_another_request(portal: TestPortal, browser: Browser) -> None:
    draft = drafted(portal, REQUEST)
    browser.send(f"{draft}/throw-away", {})
    page = late(browser, REQUEST, draft, more_details="He was Ada Sample until 2014")

    assert (page.status_code, heading(page)) == (404, "This page was not saved")
    assert 'href="/forms/information_request">Ask for information</a>' in page.text
    assert "If a child may be at risk" in page.text


def test_a_draft_of_a_version_no_longer_known_leads_to_a_form_of_its_kind(portal: TestPortal, browser: Browser) -> None:
    page = browser.get(drafted(portal, ADULT, version="1999-01"))

    assert (page.status_code, heading(page)) == (410, "This draft cannot be continued")
    assert 'href="/forms/adult_concern">Tell us about an adult at risk</a>' in page.text
    assert "the child" not in words(page.text.partition("<main")[2])


def test_throwing_away_names_nobody_as_whoever_began_it(portal: TestPortal, browser: Browser) -> None:
    asked = words(browser.get(f"{drafted(portal, ADULT)}/throw-away").text)

    assert "It was started on 4 June 2026 at 9:32am and last saved on 4 June 2026 at 9:32am." in asked


def test_a_form_of_ones_own_that_cannot_be_added_is_told_how_it_goes(portal: TestPortal, browser: Browser) -> None:
    draft = drafted(portal, REQUEST, own_format="yes")
    before = words(browser.get(f"{draft}/check-answers").text)
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]

    assert "Your own form is not here yet. This portal takes no files. Call the" in before
    assert "Your own form did not reach the team." in words(browser.get(receipt).text)


def test_a_request_without_a_form_of_ones_own_is_asked_for_none(portal: TestPortal, browser: Browser) -> None:
    assert "Your own form" not in browser.get(f"{drafted(portal, REQUEST)}/check-answers").text
