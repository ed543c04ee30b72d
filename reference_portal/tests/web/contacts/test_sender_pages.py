"""What a sender sees of a contact: status in words, by role alone, and only their own."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SURGERY, person
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_token, heading, words
from reference_portal.tests.web.filling_in import parsed, put_draft, whole_answers

from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.set_priority import set_priority
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.web.wording import EVENT, STATUS

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")


def taken(portal: TestPortal, reference: str) -> Reference:
    portal.client(OFFICER)
    known = Reference.parse(reference)
    take_contact(portal.office, OFFICER, known)
    return known


def asked(portal: TestPortal, reference: str, text: str = "Which school?") -> str:
    known = taken(portal, reference)
    return ask_for_details(portal.office, OFFICER, known, text).open_questions[0].id


def decided(portal: TestPortal, reference: str) -> None:
    known = taken(portal, reference)
    decide_contact(
        portal.office,
        OFFICER,
        known,
        outcome=Outcome.ADVICE,
        level_of_need="2",
        rationale="Internal reasons",
        message_to_sender="Call the school nurse.\nThen wait.",
        internal_note="Known to us",
    )


def test_the_receipt_says_that_it_is_a_contact_and_by_when_it_is_decided(browser: Browser, reference: str) -> None:
    page = words(browser.get(f"/contacts/{reference}/receipt").text)
    wanted = [reference, "It is not yet a referral", "The team decides by 5 June 2026 at 9:32am", "01632 960100"]
    assert [text for text in wanted if text not in page] == []


LATE = "This is late: it was due by 5 June 2026 at 9:32am. Call the team on 01632 960100 , and give"


@pytest.mark.parametrize("page", ["/contacts", "/contacts/{}", "/contacts/{}/receipt"])
def test_once_the_time_is_over_no_page_promises_it_but_says_that_it_is_late(
    portal: TestPortal, reference: str, page: str
) -> None:
    portal.clock.pass_time(hours=24)  # the last moment
    before = words(portal.client(person()).get(page.format(reference)).text)
    portal.clock.pass_time(minutes=1)
    after = words(portal.client(person()).get(page.format(reference)).text)

    promise = "The team decides by 5 June 2026 at 9:32am."
    assert [(promise in text, LATE in text) for text in (before, after)] == [(True, False), (False, True)]
    assert "Nothing. The team decides" not in after


def test_the_receipt_says_how_the_team_reaches_its_sender(portal: TestPortal) -> None:
    asha = evolve(person(), phone="01632 960123", preferred_times="After 3:30pm")
    asha = evolve(asha, reply_address="Hollybush\n1 Larch Road")
    browser = portal.client(asha)
    sent = browser.send(f"{put_draft(portal, asha, whole_answers())}/check-answers", {"send": "whole"})
    rows = parsed(browser.get(sent.headers["location"])).xpath("//dl/div")

    assert [[each.text for each in row][:2] for row in rows[:3]] == [
        ["Phone", "01632 960123"],
        ["When to reach you", "After 3:30pm"],
        ["Address for replies", "Hollybush\n1 Larch Road"],
    ]


def test_a_lead_reads_on_the_receipt_when_to_reach_the_sender(portal: TestPortal) -> None:
    asha = evolve(person(), phone="", preferred_times="After 3:30pm")
    sent = portal.client(asha).send(f"{put_draft(portal, asha, whole_answers())}/check-answers", {"send": "whole"})
    lead = portal.client(person(Role.AGENCY_LEAD, name="Lena Dry"))
    row = parsed(lead.get(sent.headers["location"])).xpath("//dl/div")[0]

    assert [each.text for each in row] == ["When to reach the sender", "After 3:30pm"]


def test_the_receipt_holds_a_copy_of_exactly_what_was_sent(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    rows = parsed(browser.get(f"/contacts/{reference}/receipt")).xpath("//dl/div")
    with portal.office.work.begin() as tx:
        contact = tx.contacts.get(Reference.parse(reference))
    assert contact is not None
    assert len(rows) == len(contact.submission.answers) + 1  # and the sender's telephone


def test_the_receipt_stays_after_the_decision(portal: TestPortal, browser: Browser, reference: str) -> None:
    decided(portal, reference)
    assert heading(browser.get(f"/contacts/{reference}/receipt")) == "The front door has your concern"


def test_a_new_contact_says_what_its_status_means_and_what_to_do(browser: Browser, reference: str) -> None:
    page = words(browser.get(f"/contacts/{reference}").text)
    word = STATUS[Status.SENT]
    assert [text for text in (word.label, word.meaning, word.expected) if text not in page] == []


def test_the_timeline_names_roles_and_no_officer(portal: TestPortal, browser: Browser, reference: str) -> None:
    known = taken(portal, reference)
    set_priority(portal.office, OFFICER, known, Priority.HIGH, "Baby in the house")
    page = browser.get(f"/contacts/{reference}")
    entries = parsed(page).xpath("//ol[@class='ffd-timeline']/li")
    assert [words(entry.text_content()) for entry in entries] == [
        "Priority set by the front door team, 4 June 2026 at 9:32am",
        "Taken by an officer by the front door team, 4 June 2026 at 9:32am",
        "Concern sent by you, 4 June 2026 at 9:32am",
    ]
    assert ("Olu Mensah" in page.text, "Baby in the house" in page.text) == (False, False)


def test_every_kind_of_event_has_a_word() -> None:
    assert [kind for kind in EVENT if not EVENT[kind].label] == []


def test_a_decision_is_told_with_its_message_and_without_what_is_internal(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    decided(portal, reference)
    page = browser.get(f"/contacts/{reference}")
    assert [
        text in page.text
        for text in (
            "Advice and information",
            "Call the school nurse.\nThen wait.",
            "Level 2, Additional",
            "second look",
        )
    ] == [True] * 4
    assert [text in page.text for text in ("Internal reasons", "Known to us", "Olu Mensah")] == [False] * 3


def test_a_question_is_answered_on_the_contacts_page(portal: TestPortal, browser: Browser, reference: str) -> None:
    question = asked(portal, reference)
    path = f"/contacts/{reference}"
    sent = browser.send(f"{path}/answers", {f"answer-{question}": "Thornhill High"}, page=path)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{path}#questions")
    assert "Asha Bello answered on 4 June 2026 at 9:32am Thornhill High" in words(browser.get(path).text)


def test_an_empty_answer_is_a_fault_at_its_own_box(portal: TestPortal, browser: Browser, reference: str) -> None:
    question = asked(portal, reference)
    path = f"/contacts/{reference}"
    page = browser.send(f"{path}/answers", {f"answer-{question}": " "}, page=path)
    assert (page.status_code, error_summary(page)) == (400, [(f"answer-{question}", "Enter your answer")])


def test_an_answer_that_is_too_long_is_kept(portal: TestPortal, browser: Browser, reference: str) -> None:
    question = asked(portal, reference)
    path = f"/contacts/{reference}"
    page = browser.send(f"{path}/answers", {f"answer-{question}": "y" * 20_001}, page=path)
    assert (page.status_code, "y" * 20_001 in page.text) == (400, True)


def test_an_answer_that_comes_too_late_is_shown_and_not_lost(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    question = asked(portal, reference)
    path = f"/contacts/{reference}"
    browser.send(f"{path}/answers", {f"answer-{question}": "First"}, page=path)
    page = browser.send(f"{path}/answers", {f"answer-{question}": "Second"}, page=f"{path}/withdraw")
    assert (page.status_code, "What you typed was not sent: Second" in words(page.text)) == (400, True)


def test_an_answer_sent_twice_is_taken_once_and_answered_alike(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    question = asked(portal, reference)
    path = f"/contacts/{reference}"
    sent = [browser.send(f"{path}/answers", {f"answer-{question}": "Her aunt"}, page=f"{path}/withdraw") for _ in "12"]
    assert [(each.status_code, each.headers["location"]) for each in sent] == [(303, f"{path}#questions")] * 2
    assert kinds_of_events(portal, reference).count(EventKind.DETAILS_ANSWERED) == 1


def test_a_withdrawal_sent_twice_is_made_once_and_answered_alike(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    path = f"/contacts/{reference}"
    token = form_token(browser.get(f"{path}/withdraw"))
    fields = {"reason": "duplicate", "details": "See the other", "form_token": token}
    sent = [browser.post(f"{path}/withdraw", fields) for _ in "12"]
    assert [(each.status_code, each.headers.get("location")) for each in sent] == [(303, path)] * 2
    assert kinds_of_events(portal, reference).count(EventKind.WITHDRAWN) == 1


def kinds_of_events(portal: TestPortal, reference: str) -> list[EventKind]:
    with portal.office.work.begin() as tx:
        return [event.kind for event in tx.contacts.timeline(Reference.parse(reference))]


def test_withdrawing_needs_a_reason_and_keeps_what_was_typed(browser: Browser, reference: str) -> None:
    page = browser.send(f"/contacts/{reference}/withdraw", {"reason": "", "details": "Sorry"})
    assert error_summary(page) == [("reason", "Select why you are withdrawing this")]
    assert ">Sorry</textarea>" in page.text


def test_another_reason_needs_words(browser: Browser, reference: str) -> None:
    page = browser.send(f"/contacts/{reference}/withdraw", {"reason": "other", "details": ""})
    assert error_summary(page) == [("details", "Say why you are withdrawing this")]


def test_a_withdrawn_contact_says_so_with_the_reason(browser: Browser, reference: str) -> None:
    sent = browser.send(f"/contacts/{reference}/withdraw", {"reason": "duplicate", "details": "See the other"})
    page = words(browser.get(sent.headers["location"]).text)
    assert "Reason given: It was sent more than once: See the other" in page


def test_what_the_lead_withdrew_says_so_to_whoever_sent_it_and_to_the_team(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    form, by = f"/contacts/{reference}/withdraw", "by the lead of Hollybush Primary School"
    lead = portal.client(person(Role.AGENCY_LEAD, name="Lena Dry"))
    asked = words(lead.get(form).text)
    lead.send(form, {"reason": "duplicate", "details": ""})
    theirs, teams = (words(each.get(f"/contacts/{reference}").text) for each in (browser, portal.client(OFFICER)))

    assert "Asha Bello sent it, and gets an email that the lead of the agency withdrew it." in asked
    assert "The lead of Hollybush Primary School took it back. The team does not work on it any more." in theirs
    assert "Talk to the lead if the team should work on it. If you are worried, send a new concern." in theirs
    assert [f"Withdrawn {by}" in page for page in (theirs, teams)] == [True, True]


def test_the_receipt_of_what_the_lead_withdrew_says_so(portal: TestPortal, browser: Browser, reference: str) -> None:
    lead = portal.client(person(Role.AGENCY_LEAD, name="Lena Dry"))
    lead.send(f"/contacts/{reference}/withdraw", {"reason": "duplicate", "details": ""})

    said = "The lead of Hollybush Primary School took it back. The team does not work on it any more."
    assert said in words(browser.get(f"/contacts/{reference}/receipt").text)


def test_what_is_decided_cannot_be_withdrawn(portal: TestPortal, browser: Browser, reference: str) -> None:
    form = f"/contacts/{reference}"
    before = browser.get(f"{form}/withdraw")
    decided(portal, reference)
    assert browser.get(f"{form}/withdraw").headers["location"] == form
    token = parsed(before).xpath("//main//input[@name='form_token']/@value")[0]
    late = browser.post(f"{form}/withdraw", {"form_token": token, "reason": "mistake", "details": ""})
    assert error_summary(late) == [("reason", "This contact has already been decided")]


@pytest.mark.parametrize("page", ["", "/receipt", "/withdraw"])
def test_another_agencys_contact_is_not_found_and_the_try_is_audited(
    portal: TestPortal, reference: str, page: str
) -> None:
    other = person(agency=SURGERY, name="Ben Oduya")
    assert portal.client(other).get(f"/contacts/{reference}{page}").status_code == 404
    with portal.office.work.begin() as tx:
        entries = tx.audit.of_subject(reference)
    assert [(entry.actor_id, entry.action) for entry in entries][-1] == (other.id, Action.REFUSED_CONTACT)


@pytest.mark.parametrize("tampered", ["FD-2222-2223", "FD-7K3M", "FD-0000-0000", "x", "FD-7K3M-9QXP%00", "%2e%2e"])
def test_a_tampered_reference_is_not_found(browser: Browser, tampered: str) -> None:
    assert browser.get(f"/contacts/{tampered}").status_code == 404


def test_a_colleague_who_did_not_send_it_does_not_see_it(portal: TestPortal, reference: str) -> None:
    assert portal.client(person(name="Carys Hale")).get(f"/contacts/{reference}").status_code == 404


def test_the_agencys_lead_sees_it_by_the_senders_name(portal: TestPortal, reference: str) -> None:
    lead = portal.client(person(Role.AGENCY_LEAD, name="Lena Dry"))
    page = words(lead.get("/contacts").text)
    assert ("Sent by your agency" in page, "by Asha Bello" in page, reference in page) == (True, True, True)
    assert heading(lead.get(f"/contacts/{reference}")) == f"Contact {reference}"


def test_the_same_address_is_the_teams_page_for_the_team(portal: TestPortal, reference: str) -> None:
    page = portal.client(OFFICER).get(f"/contacts/{reference}")
    assert ("Holding area" in page.text, "Where it is now" in page.text) == (True, False)


def test_the_list_shows_initials_the_status_and_what_to_do(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    asked(portal, reference)
    rows = parsed(browser.get("/contacts")).xpath("//tbody/tr")
    assert [[words(cell.text_content()) for cell in row] for row in rows] == [
        [
            reference,
            "Z.Q. Cause for concern",
            "4 June 2026 at 9:32am",
            "More information asked The team cannot decide yet: it has asked the sender a question.",
            "Answer the question here in the portal as soon as you can. The team decides by 5 June 2026 at 9:32am.",
        ]
    ]


def test_drafts_stand_above_by_initials(portal: TestPortal, browser: Browser) -> None:
    put_draft(portal, person(), {"child_name": {"given": "Ada", "family": "Byron"}})
    page = browser.get("/contacts")
    assert ("A.B." in page.text, "Byron" in page.text) == (True, False)


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999999", "²"])
def test_a_page_of_the_list_that_cannot_be_is_not_found(browser: Browser, number: str) -> None:
    assert browser.get("/contacts", params={"page": number}).status_code == 404


def too_late(portal: TestPortal, browser: Browser, page: str, path: str, typed: dict[str, str]) -> tuple[int, str]:
    """What becomes of a form that is sent when the sign-in is over: the answer, and where it is put back."""
    opened = parsed(browser.get(page)).xpath(f"//form[@action='{path}']")[0]
    sent = {**dict(opened.form_values()), **typed}
    portal.clock.pass_time(minutes=61)
    late = browser.post(path, sent)
    return late.status_code, str(parsed(late).xpath("//input[@name='next']/@value")[0])


def test_v7_3_1_an_answer_to_the_team_that_comes_too_late_is_back_in_its_box(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    question, page = asked(portal, reference), f"/contacts/{reference}"
    path, field = f"{page}/answers", f"answer-{question}"

    late = too_late(portal, browser, page, path, {field: "Thornhill High"})
    again = portal.client(person())
    box = parsed(again.get(page)).xpath(f"//textarea[@id='answer-{question}']")[0]
    fields = dict(box.xpath("ancestor::form")[0].form_values())
    answered = again.post(path, fields)

    assert (late, fields[field].strip(), answered.status_code) == ((403, page), "Thornhill High", 303)
    assert "Not saved yet" not in again.get(page).text


def test_v7_3_1_the_reason_of_a_withdrawal_that_comes_too_late_is_back_in_its_box(
    portal: TestPortal, browser: Browser, reference: str
) -> None:
    path = f"/contacts/{reference}/withdraw"

    late = too_late(portal, browser, path, path, {"reason": "other", "details": "It was her cousin"})
    page = parsed(portal.client(person()).get(path))

    assert late == (403, path)
    assert page.xpath("//textarea[@name='details']")[0].value.strip() == "It was her cousin"
    assert page.xpath("//input[@name='reason'][@checked]/@value") == ["other"]
