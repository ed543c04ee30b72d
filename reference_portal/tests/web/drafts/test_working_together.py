"""A draft that several people work on: the list, sharing, taking over, two versions of a page, and its end."""

from reference_portal.tests.fakes import SURGERY, person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_at, heading, words
from reference_portal.tests.web.filling_in import FAMILY, FORM, GIVEN, parsed, put_draft, whole_answers

from frontdoor.domain.agency import Role
from frontdoor.forms import RawAnswer
from frontdoor_portal.use_cases.onboarding import disable_account

ASHA, FEMI = person(), person(name="Femi Okoro")
LEAD = person(Role.AGENCY_LEAD, name="Ivo Marsh")
NAMED: dict[str, RawAnswer] = {"child_name_known": "yes", "child_name": {"given": GIVEN, "family": FAMILY}}


def rows(page: object) -> list[str]:
    return [words(row.text_content()) for row in parsed(page).xpath("//tbody/tr")]  # type: ignore[arg-type]


def share(portal: TestPortal, browser: Browser, draft: str) -> Browser:
    """The colleague's browser, once the draft was shared with them."""
    register_people(portal.office, FEMI)
    assert browser.send(f"{draft}/share-it", {"colleague": FEMI.id}).status_code == 303
    return portal.client(FEMI)


def test_a_draft_in_the_list_shows_initials_form_progress_last_writer_and_its_end(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, ASHA, NAMED)
    femi = share(portal, browser, draft)
    portal.clock.pass_time(minutes=2)
    femi.send(f"{draft}/school", {"gp": "Riverside"})

    (hers,), (theirs,) = rows(browser.get("/contacts")), rows(femi.get("/contacts"))

    rest = "2 September 2026 Continue the draft of 4 June 2026 at 9:32am"
    done = f"0 of {len(FORM.sections)} sections 4 June 2026 at 9:34am by"
    assert hers == (
        f"Z.Q. Cause for concern Shared with Femi Okoro {done} Femi Okoro {rest} "
        "or throw away the draft of 4 June 2026 at 9:32am"
    )
    assert theirs == f"Z.Q. Cause for concern Begun by Asha Bello {done} you {rest}"


def test_a_colleague_is_chosen_by_name_and_job_and_not_by_an_address(portal: TestPortal, browser: Browser) -> None:
    register_people(portal.office, FEMI, LEAD, person(agency=SURGERY, name="Nia Cole"))
    draft = put_draft(portal, ASHA, {})

    page = browser.get(f"{draft}/share-it")

    radios = parsed(page).xpath("//div[contains(@class, 'govuk-radios__item')]")
    assert [words(each.text_content()) for each in radios] == ["Femi Okoro Professional", "Ivo Marsh Agency lead"]
    assert parsed(page).xpath("//main//input[@type='text' or @type='email']") == []


def test_nobody_chosen_is_said(portal: TestPortal, browser: Browser) -> None:
    register_people(portal.office, FEMI)
    draft = put_draft(portal, ASHA, {})

    assert error_summary(browser.send(f"{draft}/share-it", {})) == [("colleague", "Select a colleague")]


def test_a_colleague_who_left_is_not_shared_with(portal: TestPortal, browser: Browser) -> None:
    register_people(portal.office, FEMI)
    draft = put_draft(portal, ASHA, {})
    disable_account(portal.office, FEMI.email)

    said = error_summary(browser.send(f"{draft}/share-it", {"colleague": FEMI.id}))

    assert said == [("colleague", "Select a colleague who still works for your agency")]


def test_the_task_list_says_who_wrote_last_and_who_shares(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {})
    femi = share(portal, browser, draft)
    femi.send(f"{draft}/school", {"gp": "Riverside"})

    hers, theirs = (words(each.get(draft).text) for each in (browser, femi))

    assert "Last saved on 4 June 2026 at 9:32am by Femi Okoro." in hers
    assert "Shared with Femi Okoro." in hers
    assert "Asha Bello began this draft and shares it with you." in theirs
    assert ("Throw this draft away" in theirs, "Share this draft" in theirs) == (False, False)


def test_a_colleague_is_not_asked_whether_to_throw_it_away(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {})

    assert share(portal, browser, draft).get(f"{draft}/throw-away").status_code == 403


def test_a_draft_that_is_shared_no_more_is_not_there(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {})
    femi = share(portal, browser, draft)
    before = femi.get(draft).status_code

    browser.send(f"{draft}/stop-sharing", {"colleague": FEMI.id}, page=f"{draft}/share-it")

    assert (before, femi.get(draft).status_code) == (200, 404)


def test_the_lead_sees_who_left_and_takes_their_draft_over_with_a_reason(portal: TestPortal) -> None:
    register_people(portal.office, ASHA)
    draft = put_draft(portal, ASHA, {**NAMED, "gp": "Riverside"})
    lead = portal.client(LEAD)
    disable_account(portal.office, ASHA.email)
    take_over = draft.replace("/drafts/", "/agency-drafts/")

    listed = rows(lead.get("/agency-drafts"))
    unsaid = error_summary(lead.send(take_over, {}))
    taken = lead.send(take_over, {"why": "left"})
    again = lead.get(take_over)

    assert listed == [
        "Asha Bello has left Cause for concern Z.Q. 4 June 2026 at 9:32am 2 September 2026 "
        "Take over the draft of Asha Bello begun on 4 June 2026 at 9:32am"
    ]
    assert unsaid == [("why", "Select why you take it over")]
    assert (taken.headers["location"], again.headers["location"]) == (draft, draft)
    page = words(lead.get(draft).text)
    assert (
        "Begun by Asha Bello. Taken over by you on 4 June 2026 at 9:32am, because Asha Bello had left or moved." in page
    )
    assert "Riverside" in lead.get(f"{draft}/school").text


def test_a_lead_who_sent_what_they_took_over_comes_to_its_receipt(portal: TestPortal) -> None:
    register_people(portal.office, ASHA)
    draft, lead = put_draft(portal, ASHA, whole_answers()), portal.client(LEAD)
    take_over = draft.replace("/drafts/", "/agency-drafts/")
    disable_account(portal.office, ASHA.email)
    form = {**form_at(lead.get(take_over), take_over), "why": ["left"]}
    lead.post(take_over, form)
    receipt = lead.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]

    answers = lead.get(take_over), lead.post(take_over, form)

    assert receipt.endswith("/receipt")
    assert [(each.status_code, each.headers["location"]) for each in answers] == [(303, receipt)] * 2


def test_a_lead_who_took_it_over_is_not_offered_to_throw_it_away_while_its_author_is_here(portal: TestPortal) -> None:
    register_people(portal.office, ASHA)
    draft = put_draft(portal, ASHA, {})
    portal.clock.pass_time(days=2)
    lead = portal.client(LEAD)
    lead.send(draft.replace("/drafts/", "/agency-drafts/"), {"why": "away"})

    before = f"{draft}/throw-away" in lead.get("/contacts").text
    disable_account(portal.office, ASHA.email)

    assert (before, f"{draft}/throw-away" in lead.get("/contacts").text) == (False, True)


def test_before_it_is_taken_over_nothing_that_it_says_is_shown(portal: TestPortal) -> None:
    register_people(portal.office, ASHA)
    draft = put_draft(portal, ASHA, {**NAMED, "gp": "Riverside"})

    page = portal.client(LEAD).get(draft.replace("/drafts/", "/agency-drafts/"))

    assert (page.status_code, heading(page)) == (200, "Take this draft over?")
    assert [said for said in (GIVEN, FAMILY, "Riverside") if said in page.text] == []


def test_only_a_lead_takes_over(portal: TestPortal, browser: Browser) -> None:
    register_people(portal.office, FEMI)
    draft = put_draft(portal, FEMI, {})

    assert browser.get("/agency-drafts").status_code == 403
    assert browser.get(draft.replace("/drafts/", "/agency-drafts/")).status_code == 403


def conflict(browser: Browser, draft: str) -> str:
    """Two windows were open on one page, and both were saved: where the second one leads."""
    seen = dict(parsed(browser.get(f"{draft}/school")).xpath("//main//form")[0].form_values())["seen"]
    browser.send(f"{draft}/school", {"gp": "Riverside"})
    late = browser.send(f"{draft}/school", {"gp": "Hilltop", "seen": seen})
    return str(late.headers["location"])


def test_f44_two_tabs_lead_to_a_page_with_both_versions(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {"gp": "Old surgery"})

    page = browser.get(conflict(browser, draft))

    assert heading(page) == "This page was changed while you had it open"
    radios = parsed(page).xpath("//div[contains(@class, 'govuk-radios__item')]")
    assert [words(each.text_content()) for each in radios] == [
        "What you typed Hilltop",
        "What is saved now Riverside",
    ]


def test_f44_nothing_chosen_is_said_and_a_choice_is_kept(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {"gp": "Old surgery"})
    both = conflict(browser, draft)

    unsaid = error_summary(browser.send(both, {}))
    chosen = browser.send(both, {"gp": "typed"})

    assert unsaid == [("gp", "Select which answer to keep for “Which GP practice is the child with?”")]
    assert chosen.headers["location"] == f"{draft}/school"
    assert "Hilltop" in browser.get(f"{draft}/school").text
    assert browser.get(both).status_code == 404


def test_f44_a_page_changed_again_while_choosing_is_shown_again(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {"gp": "Old surgery"})
    both = conflict(browser, draft)
    seen = dict(parsed(browser.get(both)).xpath("//main//form")[0].form_values())["seen"]
    browser.send(f"{draft}/school", {"gp": "Third surgery"})

    again = browser.send(both, {"gp": "typed", "seen": seen})

    assert error_summary(again) == [
        ("choices", "The page was changed again while you chose: choose from what is saved now")
    ]
    assert "Third surgery" in again.text


def test_f44_versions_that_wait_stand_on_the_task_list_and_hold_up_sending(
    portal: TestPortal, browser: Browser
) -> None:
    draft = put_draft(portal, ASHA, whole_answers(gp="Old surgery"))
    both = conflict(browser, draft)

    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})

    assert both in [str(each) for each in parsed(browser.get(draft)).xpath("//main//a/@href")]
    assert error_summary(sent) == [("versions", "Choose between the two versions of a page before you send")]


def test_a_choice_that_is_none_of_the_page_is_refused(portal: TestPortal, browser: Browser) -> None:
    both = conflict(browser, put_draft(portal, ASHA, {"gp": "Old surgery"}))

    assert [browser.send(both, each).status_code for each in ({"gp": "mine"}, {"sex": "typed"})] == [400, 400]


def test_57_a_draft_that_is_soon_removed_says_so_and_is_kept_by_a_click(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {"gp": "Riverside"})
    portal.clock.pass_time(days=80)
    browser = portal.client(ASHA)

    before = words(browser.get(draft).text)
    (listed,) = rows(browser.get("/contacts"))
    browser.send(f"{draft}/keep-it", {}, page=draft)

    assert "This draft will be removed on 2 September 2026" in before
    assert "2 September 2026 Soon removed" in listed
    assert "It is kept until 21 November 2026 if nobody changes it." in words(browser.get(draft).text)


def test_f44_whoever_has_it_open_is_told_that_a_colleague_sent_it(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, whole_answers())
    femi = share(portal, browser, draft)
    receipt = femi.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]

    late = browser.send(f"{draft}/school", {"gp": "Too late"}, page="/contacts")

    assert (late.status_code, heading(late)) == (410, "A colleague has sent this draft")
    said = words(late.text)
    assert ("Femi Okoro sent it" in said, "Too late" in said, receipt.split("/")[2] in said) == (True, True, True)
    assert browser.get(receipt).status_code == 404
