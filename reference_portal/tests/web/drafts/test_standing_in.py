"""What a duty manager sees of a draft that no lead may take over and nobody else can finish."""

from reference_portal.tests.fakes import COUNCIL, person, register_people
from reference_portal.tests.web.browsing import TestPortal, form_at, heading, words
from reference_portal.tests.web.filling_in import FAMILY, GIVEN, put_draft, whole_answers

from frontdoor.domain.agency import Role
from frontdoor.forms import RawAnswer
from frontdoor_portal.use_cases.onboarding import disable_account

ASHA = person()
LEAD = person(Role.AGENCY_LEAD, name="Ivo Marsh")
DUTY = person(Role.DUTY_MANAGER, COUNCIL, "Ines Ward")
TELLS: dict[str, RawAnswer] = {
    "child_name_known": "yes",
    "child_name": {"given": GIVEN, "family": FAMILY},
    "category": ("allegation",),
    "gp": "Riverside",
}


def left(portal: TestPortal, answers: dict[str, RawAnswer] = TELLS) -> str:
    """The address of a draft that tells of a worker, whose author has left."""
    register_people(portal.office, ASHA, LEAD, DUTY)
    draft = put_draft(portal, ASHA, answers)
    disable_account(portal.office, ASHA.email)
    return draft


def test_before_it_is_taken_over_nothing_that_it_says_is_shown(portal: TestPortal) -> None:
    page = portal.client(DUTY).get(left(portal).replace("/drafts/", "/closed-drafts/"))

    assert (page.status_code, heading(page)) == (200, "Nobody else can finish this draft")
    assert [said for said in (GIVEN, FAMILY, "Riverside") if said in page.text] == []
    assert "Asha Bello, Professional (has left)" in words(page.text)


def test_they_find_it_from_the_holding_area(portal: TestPortal) -> None:
    draft, duty = left(portal), portal.client(DUTY)
    there = '<a class="govuk-link ffd-link-row__link" href="/closed-drafts">Drafts nobody can finish</a>'
    page = duty.get("/closed-drafts")

    assert there in duty.get("/holding-area").text
    assert draft.replace("/drafts/", "/closed-drafts/") in page.text
    assert "Asha Bello has left Hollybush" in words(page.text)
    assert [said for said in (GIVEN, FAMILY, "Riverside") if said in page.text] == []


def test_it_is_read_once_it_is_taken_over_and_stands_among_their_own(portal: TestPortal) -> None:
    draft = left(portal)
    duty, closed = portal.client(DUTY), draft.replace("/drafts/", "/closed-drafts/")
    taken = duty.send(closed, {})
    again = duty.get(closed)

    assert (taken.headers["location"], again.headers["location"]) == (draft, draft)
    assert "Riverside" in duty.get(f"{draft}/school").text
    assert draft in duty.get("/contacts").text


def test_whoever_sent_it_comes_by_the_emails_link_to_its_receipt(portal: TestPortal) -> None:
    draft, duty = left(portal, whole_answers(category=("allegation",))), portal.client(DUTY)
    closed = draft.replace("/drafts/", "/closed-drafts/")
    form = form_at(duty.get(closed), closed)
    duty.post(closed, form)
    receipt = duty.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]

    answers = duty.get(closed), duty.post(closed, form)

    assert receipt.endswith("/receipt")
    assert [(each.status_code, each.headers["location"]) for each in answers] == [(303, receipt)] * 2


def test_whoever_took_it_over_reads_why_it_is_shared_with_nobody(portal: TestPortal) -> None:
    draft, duty = left(portal), portal.client(DUTY)
    duty.send(draft.replace("/drafts/", "/closed-drafts/"), {})
    page = words(duty.get(f"{draft}/share-it").text)

    assert "You took it over because nobody else could finish it." in page
    assert "details from a record" not in page


def test_its_author_reads_that_the_lead_who_took_it_over_sees_it_no_more(portal: TestPortal) -> None:
    register_people(portal.office, ASHA, LEAD)
    draft = put_draft(portal, ASHA, {})
    portal.clock.pass_time(days=2)
    portal.client(LEAD).send(draft.replace("/drafts/", "/agency-drafts/"), {"why": "away"})
    portal.clock.pass_time(hours=1)
    author, closed = portal.client(ASHA), "Ivo Marsh can no longer open it, because of what it says now."
    before = closed in words(author.get(draft).text)
    author.send(f"{draft}/category", {"asked": "category", "category": "allegation"})

    assert (before, closed in words(author.get(draft).text), portal.client(LEAD).get(draft).status_code) == (
        False,
        True,
        404,
    )


def test_nothing_that_it_says_is_why_a_lead_who_took_it_over_and_left_opens_it_no_more(portal: TestPortal) -> None:
    register_people(portal.office, ASHA, LEAD)
    draft = put_draft(portal, ASHA, {})
    portal.clock.pass_time(days=2)
    portal.client(LEAD).send(draft.replace("/drafts/", "/agency-drafts/"), {"why": "away"})
    disable_account(portal.office, LEAD.email)
    author = portal.client(ASHA)
    author.send(f"{draft}/category", {"asked": "category", "category": "allegation"})

    page = words(author.get(draft).text)

    assert "Taken over by Ivo Marsh on 6 June 2026 at 9:32am" in page
    assert "can no longer open it" not in page


def test_its_author_reads_that_the_lead_with_whom_it_was_shared_sees_it_no_more(portal: TestPortal) -> None:
    register_people(portal.office, ASHA, LEAD)
    draft, author = put_draft(portal, ASHA, {}), portal.client(ASHA)
    author.send(f"{draft}/share-it", {"colleague": LEAD.id})
    portal.clock.pass_time(minutes=1)
    author.send(f"{draft}/category", {"asked": "category", "category": "allegation"})
    tasks, sharing = (words(author.get(f"{draft}{page}").text) for page in ("", "/share-it"))

    assert "Shared with Ivo Marsh. Ivo Marsh can no longer open it, because of what it says now." in tasks
    assert "Agency lead, since 4 June 2026 at 9:32am Cannot open it, because of what it says now" in sharing
    assert "so no lead can be chosen here. Nobody else at your agency can work on it." in sharing
    assert portal.client(LEAD).get(draft).status_code == 404


def test_nobody_else_opens_its_page(portal: TestPortal) -> None:
    closed = left(portal).replace("/drafts/", "/closed-drafts/")

    assert portal.client(LEAD).get(closed).status_code == 403
