"""Writing a concern on two devices, in two tabs, with a colleague, instead of a colleague, and past one's sign-in."""

from datetime import timedelta

from attrs import evolve
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor_portal.demo.seeding import DEMO_PASSWORD, FORM, draft_made_up_concern
from frontdoor_portal.use_cases.drafts import discard_draft, start_draft
from frontdoor_portal.use_cases.drafts.sharing import share_draft
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.resume_session import digest
from frontdoor_portal.use_cases.send_draft import send_draft

GP = "Which GP practice is the child with? (optional)"
SCHOOL = "Which school, college or nursery does the child go to? (optional)"
PAGE = "school"


def begun(stage: Stage, key: str, town: str) -> str:
    """The address of a draft that somebody has begun: each town makes one of its own."""
    somebody = stage.somebody(key)
    token = remember_search(stage.office, somebody, ChildQuery(family_name=town))
    return f"/drafts/{start_draft(stage.office, somebody, FORM, token).id}"


def whole_and_shared(stage: Stage) -> str:
    """A complete draft of the teacher's, with whom the lead works on it."""
    teacher, lead = stage.somebody("teacher"), stage.somebody("lead")
    child = person("polish.zofia")
    draft_id = draft_made_up_concern(stage.office, teacher, child, "neglect")
    share_draft(stage.office, teacher, draft_id, lead.id)
    return draft_id


def left_alone(stage: Stage, draft: str) -> None:
    """Nobody has changed a draft for two days."""
    with stage.office.work.begin() as tx:
        found = tx.drafts.get(draft.removeprefix("/drafts/"))
        assert found is not None
        tx.drafts.save(evolve(found, changed_at=found.changed_at - timedelta(days=2)))


def write(walker: Walker, draft: str, label: str, words: str) -> None:
    walker.go(f"{draft}/{PAGE}")
    walker.fill(label, words)
    walker.press("Save and go to the task list")


def test_a_draft_goes_on_from_the_desk_to_the_phone_and_back(arrive: Arriving, stage: Stage) -> None:
    draft = begun(stage, "teacher", "Desk")
    desk, phone = arrive(signed_in_as="teacher"), arrive("phone", signed_in_as="teacher")
    write(desk, draft, GP, "Riverside Surgery")
    phone.menu("My contacts")
    phone.reads("Open one from any device to go on with it.")
    phone.go(f"{draft}/{PAGE}")
    assert phone.main.get_by_label(GP, exact=True).input_value() == "Riverside Surgery"
    phone.fill(SCHOOL, "St Wulstan’s")
    phone.press("Save and go to the task list")
    desk.go(f"{draft}/{PAGE}")
    assert desk.main.get_by_label(SCHOOL, exact=True).input_value() == "St Wulstan’s"


def test_two_tabs_lose_nothing_and_somebody_chooses(arrive: Arriving, stage: Stage, screen: str) -> None:
    draft = begun(stage, "teacher", f"Tabs {screen}")
    one, two = (arrive(screen, signed_in_as="teacher") for _ in range(2))
    for tab in (one, two):
        tab.go(f"{draft}/{PAGE}")
    one.fill(GP, "Riverside Surgery")
    one.press("Save and go to the task list")
    two.fill(GP, "Hilltop Practice")
    two.press("Save and go to the task list")
    two.is_at("This page was changed while you had it open")
    two.reads("Hilltop Practice", "Riverside Surgery", "Nothing is lost.")
    two.press("Keep what I chose")
    two.reads("Select which answer to keep")
    two.main.get_by_role("radio").first.check()
    two.press("Keep what I chose")
    assert two.main.get_by_label(GP, exact=True).input_value() == "Hilltop Practice"


def test_what_a_colleague_changed_is_looked_through_before_it_goes(arrive: Arriving, stage: Stage, screen: str) -> None:
    tamsin, ifan = arrive(screen, signed_in_as="teacher"), arrive(screen, signed_in_as="lead")
    draft = f"/drafts/{whole_and_shared(stage)}"
    tamsin.go(f"{draft}/check-answers")
    write(ifan, draft, GP, "Riverside Surgery")
    tamsin.press("Send to the front door")
    tamsin.reads("Not sent yet", "It was last saved by Ifan Prosser on", "Riverside Surgery")
    tamsin.follow("Which GP practice is the child with?", within=tamsin.main.get_by_role("alert"))
    tamsin.press("Send to the front door")
    tamsin.reads("Your reference number")


def test_people_added_in_two_tabs_are_all_kept(arrive: Arriving, stage: Stage, screen: str) -> None:
    draft = begun(stage, "teacher", f"Lists {screen}")
    one, two = (arrive(screen, signed_in_as="teacher") for _ in range(2))
    one.go(f"{draft}/household")
    one.choose("Yes, some or all of them")
    one.press("Save and continue")
    two.go(f"{draft}/household")
    one.fill("First or given names", "Ade")
    two.fill("First or given names", "Zara")
    one.press("Save and go to the task list")
    two.press("Save and go to the task list")
    two.choose("Both")
    two.press("Keep what I chose")
    kept = two.main.get_by_label("First or given names", exact=True).all()
    assert [each.input_value() for each in kept] == ["Ade", "Zara"]


def test_a_colleague_is_asked_to_help_and_both_see_who_wrote_last(arrive: Arriving, stage: Stage, screen: str) -> None:
    draft = begun(stage, "teacher", f"Shared {screen}")
    tamsin, ifan = arrive(screen, signed_in_as="teacher"), arrive(screen, signed_in_as="lead")
    tamsin.go(draft)
    tamsin.follow("Share this draft with a colleague")
    tamsin.choose("Ifan Prosser")
    tamsin.press("Share")
    tamsin.reads("Shared with", "Designated safeguarding lead, since")
    ifan.menu("My contacts")
    ifan.reads("Begun by Tamsin Reed")
    write(ifan, draft, GP, "Riverside Surgery")
    ifan.reads("Tamsin Reed began this draft and shares it with you.", "by you.")
    tamsin.go(draft)
    tamsin.reads("by Ifan Prosser.")
    tamsin.follow("Change who works on this draft")
    tamsin.press("Stop sharing with Ifan Prosser")
    ifan.go(draft)
    ifan.is_at("Page not found")


def test_the_lead_takes_over_what_cannot_wait_and_its_author_is_told(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    draft = begun(stage, "teacher", f"Away {screen}")
    ifan, tamsin = arrive(screen, signed_in_as="lead"), arrive(screen, signed_in_as="teacher")
    write(tamsin, draft, GP, "Riverside Surgery")
    ifan.menu("My contacts")
    ifan.follow("See the drafts of your agency, and take one over")
    ifan.is_at("Drafts of your agency")
    ifan.go(draft.replace("/drafts/", "/agency-drafts/"))
    ifan.press("Take it over")
    ifan.reads("Select why you take it over")
    ifan.choose("They are away, and it cannot wait")
    ifan.press("Take it over")
    ifan.reads("Somebody worked on it less than a day ago. Ask them to share it with you")
    left_alone(stage, draft)
    ifan.choose("They are away, and it cannot wait")
    ifan.press("Take it over")
    ifan.reads("Begun by Tamsin Reed. Taken over by you on", "because Tamsin Reed was away.")
    tamsin.go(draft)
    tamsin.reads("Taken over by Ifan Prosser on", "because you were away.")


def test_what_is_typed_too_late_is_shown_and_what_became_of_the_draft_is_said(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    author, lead, office = stage.somebody("teacher"), stage.somebody("lead"), stage.office
    child = person("polish.zofia")
    by_oneself, by_another = (f"/drafts/{draft_made_up_concern(office, author, child, 'neglect')}" for _ in range(2))
    thrown_away = begun(stage, "teacher", f"Thrown away {screen}")
    share_draft(office, author, by_another.rpartition("/")[2], lead.id)
    windows = {draft: arrive(screen, signed_in_as="teacher") for draft in (by_oneself, by_another, thrown_away)}
    for draft, window in windows.items():
        window.go(f"{draft}/{PAGE}")
        window.fill(GP, "Riverside Surgery, since May")
    send_draft(office, author, by_oneself.rpartition("/")[2])
    send_draft(office, lead, by_another.rpartition("/")[2])
    discard_draft(office, author, thrown_away.rpartition("/")[2])

    headings = ("This concern was already sent", "A colleague has sent this draft", "This page was not saved")
    for window, heading in zip(windows.values(), headings, strict=True):
        window.press("Save and go to the task list")
        window.is_at(heading)
        window.reads("Riverside Surgery, since May")


def test_what_was_typed_is_back_after_a_sign_in_that_had_ended(arrive: Arriving, stage: Stage, screen: str) -> None:
    # Somebody whom no other journey gives an authenticator app: a code is not what this is about.
    draft = begun(stage, "mash", f"Late {screen}")
    partner, email = arrive(screen), stage.somebody("mash").email
    partner.go("/sign-in")
    partner.sign_in(email, DEMO_PASSWORD)
    partner.go(f"{draft}/{PAGE}")
    partner.reads("Your sign-in ends 60 minutes after you last opened or saved a page.")
    partner.fill(GP, "Riverside Surgery")
    end_sign_in_of(partner, stage)
    partner.press("Save and go to the task list")
    partner.is_at("Sign in again")
    partner.reads("It is not saved yet.", "We keep what you typed for one hour, for you alone.")
    partner.sign_in(email, DEMO_PASSWORD)
    partner.reads("What you typed is back on this page. Send it now to save it.")
    assert partner.main.get_by_label(GP, exact=True).input_value() == "Riverside Surgery"
    partner.press("Save and go to the task list")
    partner.go(f"{draft}/{PAGE}")
    partner.does_not_read("Not saved yet")
    assert partner.main.get_by_label(GP, exact=True).input_value() == "Riverside Surgery"


def test_what_was_typed_is_back_where_its_writer_signed_in_again_in_another_tab(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    draft = begun(stage, "mash", f"Other tab {screen}")
    partner, email = arrive(screen), stage.somebody("mash").email
    partner.go("/sign-in")
    partner.sign_in(email, DEMO_PASSWORD)
    partner.go(f"{draft}/{PAGE}")
    partner.fill(GP, "Riverside Surgery")
    end_sign_in_of(partner, stage)
    other_tab = Walker(partner.page.context.new_page(), partner.portal, faults=partner.faults, opened=partner.opened)
    other_tab.go("/sign-in")
    other_tab.sign_in(email, DEMO_PASSWORD)
    partner.press("Save and go to the task list")
    partner.reads("What you typed is back on this page. Send it now to save it.")
    assert partner.main.get_by_label(GP, exact=True).input_value() == "Riverside Surgery"


def end_sign_in_of(walker: Walker, stage: Stage) -> None:
    """Their sign-in ends, as it does after an hour; nobody else's does."""
    with stage.office.work.begin() as tx:
        for cookie in walker.page.context.cookies():
            tx.accounts.end_session(digest(cookie.get("value", "")))
