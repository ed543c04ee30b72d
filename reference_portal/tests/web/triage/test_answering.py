"""The pages of an answer: nothing typed is lost, nobody reads what is not theirs, and nothing tells of a record."""

from collections.abc import Mapping

import pytest
from reference_portal.tests.fakes import SURGERY, person
from reference_portal.tests.web.browsing import Browser, heading, words
from reference_portal.tests.web.triage.scene import COLLEAGUE, DOCTOR, MANAGER, OFFICER, PARTNER, FrontDoor

from frontdoor.domain.agency import Professional
from frontdoor.domain.answering import Withholding
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.web import wording

SHARE: Mapping[str, str | list[str]] = {
    "step": "prepare",
    "outcome": "answered",
    "shared": "Known from 2019",
    "withheld": ["third_party"],
    "words_third_party": "The father’s health",
    "rationale": "The order names them",
}
NOTHING: Mapping[str, str | list[str]] = {
    "step": "prepare",
    "outcome": "nothing_to_share",
    "withheld": ["not_held"],
    "rationale": "Nobody of that name",
}


def prepare(door: FrontDoor, fields: Mapping[str, str | list[str]]) -> Reference:
    reference = door.ask()
    sent = door.take(reference).send(f"/contacts/{reference}/answer/prepare", fields)
    assert sent.status_code == 303, sent.text
    return reference


def read_at(door: FrontDoor, reference: Reference) -> str:
    with door.portal.office.work.begin() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    assert contact.answer is not None
    return contact.answer.prepared_at.isoformat()


def release(door: FrontDoor, reference: Reference, **more: str) -> Browser:
    browser = door.as_(MANAGER)
    fields = {"step": "release", "prepared_at": read_at(door, reference), "checked": "yes", **more}
    assert browser.send(f"/contacts/{reference}/answer/release", fields).status_code == 303
    return browser


def test_what_was_typed_stays_where_something_is_wrong(door: FrontDoor) -> None:
    reference = door.ask()
    wrong = {**SHARE, "rationale": " ", "withheld": ["third_party", "other"]}
    answer = door.take(reference).send(f"/contacts/{reference}/answer/prepare", wrong)

    assert answer.status_code == 400
    assert [
        each in answer.text for each in ("Known from 2019", "The father’s health", "Say why this is not shared")
    ] == [True] * 3


def test_choosing_another_answer_keeps_what_was_typed(door: FrontDoor) -> None:
    reference = door.ask()
    browser = door.take(reference)
    page = browser.send(f"/contacts/{reference}/answer/prepare", {**SHARE, "step": "change"})

    assert (page.status_code, 'name="shared" value="Known from 2019"' in page.text) == (200, True)


@pytest.mark.parametrize(
    "fields", [{"withheld": "because"}, {"refused_because": "because"}, {"colour": "red"}, {"shared": ["a", "b"]}]
)
def test_what_no_page_could_send_is_refused(door: FrontDoor, fields: Mapping[str, str]) -> None:
    reference = door.ask()
    assert door.take(reference).send(f"/contacts/{reference}/answer/prepare", {**SHARE, **fields}).status_code == 400


def test_a_request_is_not_decided_on_the_page_of_a_concern(door: FrontDoor) -> None:
    reference = door.ask()
    browser = door.take(reference)
    asked = browser.get(f"/contacts/{reference}/decide")
    sent = browser.send(f"/contacts/{reference}/decide", {"step": "decide", "outcome": "answered"}, page="/figures")
    assert [(each.status_code, "answered, not decided" in each.text) for each in (asked, sent)] == [(409, True)] * 2


def test_a_concern_is_not_answered(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    answer = browser.get(f"/contacts/{reference}/answer/prepare")
    assert (answer.status_code, "Only a request for information is answered" in answer.text) == (409, True)


def test_whoever_prepared_an_answer_reads_it_and_cannot_release_it(door: FrontDoor) -> None:
    reference = prepare(door, SHARE)
    browser = door.as_(OFFICER)
    page = browser.get(f"/contacts/{reference}/answer/release")
    sent = browser.send(
        f"/contacts/{reference}/answer/release", {"step": "release", "prepared_at": read_at(door, reference)}
    )
    assert ("Somebody else must release" in page.text, "Release it to the requester" in page.text) == (True, False)
    assert sent.status_code == 409


def test_an_answer_that_changed_meanwhile_is_not_released(door: FrontDoor) -> None:
    reference = prepare(door, SHARE)
    before = read_at(door, reference)
    door.portal.clock.pass_time(minutes=1)
    door.as_(OFFICER).send(f"/contacts/{reference}/answer/prepare", {**SHARE, "shared": "Known from 2018"})
    sent = door.as_(COLLEAGUE).send(f"/contacts/{reference}/answer/release", {"step": "release", "prepared_at": before})
    assert (sent.status_code, "read it again before you release it" in sent.text) == (409, True)


@pytest.mark.parametrize("time", ["", "yesterday", "2026-06-04T09:00:00"])
def test_a_time_that_no_page_gave_is_refused(door: FrontDoor, time: str) -> None:
    reference = prepare(door, SHARE)
    sent = door.as_(MANAGER).send(f"/contacts/{reference}/answer/release", {"step": "release", "prepared_at": time})
    assert sent.status_code == 400


def test_only_the_requester_and_those_who_answer_read_it(door: FrontDoor) -> None:
    reference = prepare(door, SHARE)
    before = door.as_(DOCTOR).get(f"/contacts/{reference}/answer").status_code
    release(door, reference)
    readers = (DOCTOR, OFFICER, PARTNER, person(agency=SURGERY, name="Wren Abbot"))
    pages = [door.as_(each).get(f"/contacts/{reference}/answer") for each in readers]

    assert before == 404
    assert [(each.status_code, "Known from 2019" in each.text) for each in pages] == [
        (200, True),
        (200, True),
        (404, False),
        (404, False),
    ]
    assert "Known from 2019" not in door.as_(PARTNER).get(f"/contacts/{reference}").text
    assert "The order names them" not in pages[0].text


def test_the_answer_and_its_preparing_stand_nowhere_else_for_the_requester(door: FrontDoor) -> None:
    reference = prepare(door, SHARE)
    waiting = door.as_(DOCTOR).get(f"/contacts/{reference}").text
    release(door, reference)
    answered = door.as_(DOCTOR).get(f"/contacts/{reference}").text

    assert [words in waiting for words in ("Answer prepared", "Known from", "Olu Grant")] == [False] * 3
    assert [words in answered for words in ("Answer prepared", "Known from", "Olu Grant", "Answer released")] == [
        False,
        False,
        False,
        True,
    ]


SECRETS = ("A secret", "The order names them", "Too soon", "Third party", "Prepared")
"""What an answer that shares nothing never says to whoever asked: words, reasons, and how it went to and fro."""


def nothing_for(door: FrontDoor, requester: Professional) -> Reference:
    """A request that waits, given back once, with an answer that shares nothing for a reason that may not be told."""
    reference = door.ask(requester)
    fields = {
        **NOTHING,
        "rationale": "The order names them",
        "withheld": ["third_party"],
        "words_third_party": "A secret",
    }
    browser = door.take(reference)
    assert browser.send(f"/contacts/{reference}/answer/prepare", fields).status_code == 303
    back = {"step": "back", "prepared_at": read_at(door, reference), "reason": "Too soon"}
    assert door.as_(MANAGER).send(f"/contacts/{reference}/answer/release", back).status_code == 303
    door.portal.clock.pass_time(minutes=1)
    assert browser.send(f"/contacts/{reference}/answer/prepare", fields).status_code == 303
    return reference


@pytest.mark.parametrize("requester", [DOCTOR, PARTNER, COLLEAGUE], ids=["sender", "partner", "officer"])
def test_whoever_asked_has_the_requesters_page_alone(door: FrontDoor, requester: Professional) -> None:
    reference = nothing_for(door, requester)
    browser = door.as_(requester)
    waiting = browser.get(f"/contacts/{reference}").text
    release(door, reference)
    answered, answer = (browser.get(f"/contacts/{reference}{page}").text for page in ("", "/answer"))

    assert [each for each in SECRETS if each in waiting + answered + answer] == []
    assert ("Read the answer" in answered, "There is nothing that we can share" in answer) == (True, True)
    assert "First on" in door.as_(OFFICER).get(f"/contacts/{reference}").text


def test_a_partner_reads_of_anothers_request_neither_reasons_nor_how_it_went(door: FrontDoor) -> None:
    reference = nothing_for(door, DOCTOR)
    partner = door.as_(PARTNER)
    waiting = partner.get(f"/contacts/{reference}").text
    release(door, reference)

    told = waiting + partner.get(f"/contacts/{reference}").text
    assert [each for each in ("A secret", "The order names them", "Too soon", "Answer prepared") if each in told] == []


def test_an_officer_does_not_work_on_a_request_of_their_own(door: FrontDoor) -> None:
    reference = door.ask(COLLEAGUE)
    own = door.as_(COLLEAGUE)
    taken = own.send(f"/contacts/{reference}/take", {}, page="/holding-area?status=any")
    browser = door.take(reference)
    assert browser.send(f"/contacts/{reference}/answer/prepare", SHARE).status_code == 303
    read = [own.get(f"/contacts/{reference}/answer/{step}") for step in ("prepare", "release")]
    fields = {"step": "release", "prepared_at": read_at(door, reference)}
    sent = own.send(f"/contacts/{reference}/answer/release", fields, page="/holding-area?status=any")

    assert [
        (each.status_code, heading(each).endswith("You sent this request: somebody else answers it"))
        for each in (taken, *read, sent)
    ] == [(409, True)] * 4
    assert "Known from 2019" not in "".join(each.text for each in read)


def without_what_is_its_own(page: str, reference: Reference) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return main.replace(str(reference), "REFERENCE")


def test_that_nothing_is_shared_reads_alike_whatever_the_reason(door: FrontDoor) -> None:
    pages = set()
    for reason in Withholding:
        fields = {**NOTHING, "withheld": [reason.value], f"words_{reason.value}": "A secret", "message": "A hint"}
        reference = prepare(door, fields)
        release(door, reference)
        page = door.as_(DOCTOR).get(f"/contacts/{reference}/answer").text
        pages.add(without_what_is_its_own(page, reference))

    assert len(pages) == 1
    told = pages.pop()
    hidden = [word.label for word in wording.WITHHOLDING.values()]
    assert [words for words in (*hidden, "A secret", "A hint") if words in told] == []


def test_a_concern_about_an_adult_is_passed_on_with_a_day_and_a_reference(door: FrontDoor) -> None:
    reference = door.tell_of_adult()
    browser = door.take(reference)
    door.decide(
        browser,
        reference,
        {"step": "decide", "outcome": "adult_social_care", "rationale": "Needs", "message_to_sender": "Passed on"},
    )
    with door.portal.office.work.begin() as tx:
        [given] = tx.hand_offs.of_contact(reference)
    address = f"/hand-offs/{given.id}"
    empty = browser.send(address, {"reference": "", "on-day": "31", "on-month": "2", "on-year": "2026"})
    tomorrow = browser.send(address, {"reference": "ASC-1", "on-day": "5", "on-month": "6", "on-year": "2026"})
    sent = browser.send(address, {"reference": "ASC-1", "on-day": "4", "on-month": "6", "on-year": "2026"})

    assert (empty.status_code, "Enter the reference" in empty.text) == (400, True)
    assert (tomorrow.status_code, "must be today or in the past" in tomorrow.text, "ASC-1" in tomorrow.text) == (
        400,
        True,
        True,
    )
    assert (sent.status_code, sent.headers["location"]) == (303, f"{address}?done=ticked")
    assert "ASC-1" in browser.get(f"/contacts/{reference}").text


def test_what_came_while_the_text_was_copied_is_not_said_to_have_gone_along(door: FrontDoor) -> None:
    reference = door.tell_of_adult()
    browser = door.take(reference)
    fields = {"step": "decide", "outcome": "adult_social_care", "rationale": "Needs", "message_to_sender": "Passed on"}
    door.decide(browser, reference, fields)
    with door.portal.office.work.begin() as tx:
        [given] = tx.hand_offs.of_contact(reference)
    address = f"/hand-offs/{given.id}"
    new = {"reason": "new_information", "text": "He has a knife"}
    assert door.as_(DOCTOR).send(f"/contacts/{reference}/add", new).status_code == 303
    typed = {"reference": "", "on-day": "4", "on-month": "6", "on-year": "2026"}
    again = browser.send(address, typed).text
    assert ("He has a knife" in again, "Something was added since you opened this page" in again) == (False, True)
    browser.send(address, {**typed, "reference": "ASC-1"})

    assert [each in browser.get(address).text for each in ("He has a knife", "Not in this text")] == [False, True]
    with door.portal.office.work.begin() as tx:
        [own] = [each for each in tx.hand_offs.of_contact(reference) if each.done_at is None]
    assert "He has a knife" in browser.get(f"/hand-offs/{own.id}").text


def test_a_childs_outcome_is_none_of_an_adults(door: FrontDoor) -> None:
    reference = door.tell_of_adult()
    browser = door.take(reference)
    sent = browser.send(f"/contacts/{reference}/decide", {"step": "choose", "outcome": "referral"})
    assert (sent.status_code, "Select an outcome" in sent.text, "Early Help" in sent.text) == (400, True, False)


def test_lists_tell_kinds_apart_and_filter_by_them(door: FrontDoor) -> None:
    request, adult, concern = door.ask(), door.tell_of_adult(), door.send()
    browser = door.as_(OFFICER)
    found = {
        kind: [each in browser.get(f"/holding-area?kind={kind}").text for each in map(str, (request, adult, concern))]
        for kind in ("information_request", "adult_concern", "cause_for_concern")
    }
    assert found == {
        "information_request": [True, False, False],
        "adult_concern": [False, True, False],
        "cause_for_concern": [False, False, True],
    }


def test_what_the_requester_adds_is_read_before_the_answer_goes(door: FrontDoor) -> None:
    reference = prepare(door, SHARE)
    added = door.as_(DOCTOR).send(f"/contacts/{reference}/add", {"reason": "correction", "text": "Only 2020"})
    assert added.status_code == 400  # which answer is corrected
    added = door.as_(DOCTOR).send(f"/contacts/{reference}/add", {"reason": "new_information", "text": "Only 2020"})
    assert added.status_code == 303
    fields = {"step": "release", "prepared_at": read_at(door, reference), "checked": "yes"}

    refused = door.as_(MANAGER).send(f"/contacts/{reference}/answer/release", fields)
    assert "The requester added something since" in refused.text
    page = words(door.as_(OFFICER).get(f"/contacts/{reference}").text)
    assert "You cannot answer until you have said that you read it" in page


def test_an_answer_is_not_looked_at_again_and_says_what_to_do(door: FrontDoor) -> None:
    reference = prepare(door, SHARE)
    release(door, reference)
    requester = door.as_(DOCTOR)
    assert requester.get(f"/contacts/{reference}/second-look").headers["location"] == f"/contacts/{reference}"
    assert "/second-look" not in requester.get(f"/contacts/{reference}").text
    assert "If you need more, send a new request" in words(requester.get(f"/contacts/{reference}/add").text)

    fields = {"reason": "other", "text": "We need more"}
    asked = requester.send(f"/contacts/{reference}/second-look", fields, page=f"/contacts/{reference}/add")
    assert (asked.status_code, "send a new request that says what you need and why" in asked.text) == (400, True)
