"""A contact as the team sees it: everything known, and the buttons of those who may press them."""

import re

import pytest
from attrs import evolve
from reference_portal.tests.web.browsing import heading, words
from reference_portal.tests.web.triage.scene import (
    COLLEAGUE,
    DECISION,
    FORM,
    MANAGER,
    OFFICER,
    PARTNER,
    REFERRAL,
    TEACHER,
    FrontDoor,
)

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept, FormDefinition, RawItem
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.decide import Rules


def text_of(door: FrontDoor, someone: Professional, reference: Reference) -> str:
    return words(door.as_(someone).get(f"/contacts/{reference}").text)


def actions(door: FrontDoor, someone: Professional, reference: Reference) -> list[str]:
    """The words on the buttons for this contact."""
    page = door.as_(someone).get(f"/contacts/{reference}").text.split("<main", 1)[1]
    return [words(text) for text in re.findall(r'class="govuk-button[^"]*"[^>]*>(.*?)</(?:a|button)>', page, re.DOTALL)]


def test_it_opens_with_the_child_and_how_the_contact_stands(door: FrontDoor) -> None:
    reference = door.send()
    door.portal.clock.pass_time(hours=3)
    browser = door.as_(OFFICER)
    page = browser.get(f"/contacts/{reference}")
    assert heading(page) == f"Cause for concern Contact {reference}"
    text = words(page.text)
    assert (
        "Zaynab Nkemelu Born: 29 February 2016, aged 10 Sex: Female Address: 1 Larch Road, Exampleton, WR5 2NP "
        "NHS number: 999 000 0018"
    ) in text
    assert (
        "Status Sent Priority Standard priority Held by Nobody "
        "Decision due (24 hours) Due in 21 hours 5 June 2026 at 9:32am "
        "Decision due (1 working day) Due in 21 hours 5 June 2026 at 9:32am "
        "Worry Neglect Sent by Asha Bello, Professional, Hollybush Primary School 01632 960123 Schools "
        "Received 4 June 2026 at 9:32am by the form"
    ) in text
    assert "<title>Contact FD-" in page.text
    assert "Nkemelu" not in re.findall(r"<title>.*?</title>", page.text)[0]


def test_beside_the_child_stands_which_of_several_they_are(door: FrontDoor) -> None:
    brother: RawItem = {
        "other_child_name": {"given": "Ade", "family": "Nkemelu"},
        "other_child_born": {"day": "3", "month": "5", "year": "2019"},
        "other_child_sex": "M",
        "other_child_lives": "same_address",
    }
    first = door.send(also={"how_many_children": "several", "other_children": (brother,)})
    with door.portal.office.work.reading() as tx:
        contact = tx.contacts.get(first)
    assert contact is not None
    [second] = contact.submission.together
    text = text_of(door, OFFICER, second)
    assert "Ade Nkemelu In this form: Child 2 of 2 Born: 3 May 2019, aged 7 Sex: Male" in text
    assert (
        "This is the whole form. It began with another child, and asks of that child first: "
        "Ade Nkemelu is child 2 of 2."
    ) in text
    assert "This is the whole form. It began with this child: Zaynab Nkemelu is child 1 of 2." in text_of(
        door, OFFICER, first
    )


def test_an_overdue_clock_says_so(door: FrontDoor) -> None:
    reference = door.send()
    door.portal.clock.pass_time(hours=26)
    assert "Decision due (24 hours) Overdue by 2 hours" in text_of(door, OFFICER, reference)


@pytest.mark.parametrize(
    ("someone", "free", "held_by_officer", "decided"),
    [
        (
            OFFICER,
            ["Take this contact", "Set the priority"],
            ["Decide", "Ask the sender for details", "Set the priority", "Put back for others"],
            [],
        ),
        (COLLEAGUE, ["Take this contact", "Set the priority"], ["Set the priority"], []),
        (
            MANAGER,
            ["Take this contact", "Set the priority"],
            ["Decide", "Ask the sender for details", "Set the priority", "Put back for others"],
            [],
        ),
        (PARTNER, [], [], []),
    ],
    ids=["holder", "colleague", "manager", "partner"],
)
def test_each_reader_gets_the_buttons_they_may_press(
    door: FrontDoor, someone: Professional, free: list[str], held_by_officer: list[str], decided: list[str]
) -> None:
    reference = door.send()
    found = [actions(door, someone, reference)]
    browser = door.take(reference)
    found.append(actions(door, someone, reference))
    door.decide(browser, reference, DECISION)
    found.append(actions(door, someone, reference))
    assert found == [free, held_by_officer, decided]


def test_a_colleague_reads_who_has_it(door: FrontDoor) -> None:
    reference = door.send()
    door.take(reference)
    assert "Olu Grant has this contact." in text_of(door, COLLEAGUE, reference)
    assert "Held by You since 4 June 2026 at 9:32am" in text_of(door, OFFICER, reference)


def test_what_was_done_is_confirmed_once_and_only_in_our_words(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    assert "You have taken this contact" in words(browser.get(f"/contacts/{reference}?done=taken").text)
    assert "hacked" not in browser.get(f"/contacts/{reference}?done=hacked").text


def test_consent_is_three_matters(door: FrontDoor) -> None:
    reference = door.send(
        known={Concept.FAMILY_INFORMED: "no", Concept.REASON_NOT_INFORMED: ("delay",), Concept.AGREEMENT_SOUGHT: "no"}
    )
    text = text_of(door, OFFICER, reference)
    consent = text[text.index("Was the family told?") :]
    assert consent.startswith("Was the family told? No ")
    assert "Did they agree to support? They were not asked Lawful basis for sharing" in consent


def test_questions_and_answers_stand_in_their_order(door: FrontDoor) -> None:
    reference = door.send()
    door.take(reference).send(f"/contacts/{reference}/ask", {"text": "Who collects her?"})
    text = text_of(door, OFFICER, reference)
    assert "Olu Grant asked on 4 June 2026 at 9:32am – no answer yet Who collects her?" in text


def test_a_paused_clock_says_so(door: FrontDoor) -> None:
    reference = door.send()
    door.take(reference).send(f"/contacts/{reference}/ask", {"text": "Who collects her?"})
    site = door.portal.app.state["site"]
    rules = Rules(clocks=ClockPolicy(pause_while_waiting=True))
    door.portal.app.state["site"] = evolve(site, office=evolve(site.office, rules=rules))
    assert "Decision due (24 hours) Paused until the sender answers" in text_of(door, OFFICER, reference)


def test_the_decision_shows_its_reasons_and_its_delivery(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    door.decide(browser, reference, {**REFERRAL, "internal_note": "Known to three teams"})
    text = text_of(door, OFFICER, reference)
    assert (
        "Outcome Referral to children’s social care Level of need Level 4: Specialist Why Likely significant harm "
        "What the sender reads A social worker will call you Internal note Known to three teams "
        "Decided by Olu Grant, screening officer 4 June 2026 at 9:32am "
        "Record in Framework-i 104711 (chosen on the decision page) Team Assessment 1 "
        "In Framework-i Waiting for the case system"
    ) in text


def test_the_history_names_everybody_newest_first(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    door.decide(browser, reference, DECISION)
    text = text_of(door, OFFICER, reference)
    assert (
        "Decided by Olu Grant, 4 June 2026 at 9:32am Advice and information "
        "Taken by an officer by Olu Grant, 4 June 2026 at 9:32am "
        "Concern sent by Asha Bello, 4 June 2026 at 9:32am"
    ) in text


def test_what_was_sent_stands_by_section(door: FrontDoor) -> None:
    reference = door.send()
    text = text_of(door, OFFICER, reference)
    assert "What was sent Always hungry at school" in text
    assert "What is the child’s name? Zaynab Nkemelu" in text


OTHER_FORM = evolve(FORM, sections=FORM.sections[:1])


@pytest.mark.parametrize(
    ("reader", "page"), [(OFFICER, ""), (TEACHER, ""), (TEACHER, "/receipt")], ids=["team", "sender", "receipt"]
)
@pytest.mark.parametrize(
    ("installed", "title"),
    [
        (None, "This form version is no longer installed"),
        (OTHER_FORM, "The form version installed here is not the one these answers were given in"),
    ],
    ids=["gone", "not what it was"],
)
def test_what_was_sent_in_a_form_that_cannot_show_it_is_still_there(
    door: FrontDoor,
    monkeypatch: pytest.MonkeyPatch,
    reader: Professional,
    page: str,
    installed: FormDefinition | None,
    title: str,
) -> None:
    reference = door.send()
    browser = door.as_(reader)
    if installed is None:
        monkeypatch.delitem(door.portal.office.form_versions, (FORM.id, FORM.version))
    else:
        monkeypatch.setitem(door.portal.office.form_versions, (FORM.id, FORM.version), installed)

    answered = words(browser.get(f"/contacts/{reference}{page}").text)

    assert (title in answered, "child_name Zaynab Nkemelu" in answered) == (True, True)


def test_a_view_is_audited(door: FrontDoor) -> None:
    reference = door.send()
    door.as_(PARTNER).get(f"/contacts/{reference}")
    with door.portal.office.work.begin() as tx:
        entries = [(entry.actor_id, entry.action.value) for entry in tx.audit.of_subject(str(reference))]
    assert entries == [(TEACHER.id, "sent"), (PARTNER.id, "viewed_contact")]
