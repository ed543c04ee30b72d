"""The same journey whatever systems stand behind the portal. Titles differ, and who opens the episode; nothing else.

`--systems mosaic,capita_one` says which; the session `swap` walks it with several.
"""

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.test_professional import send_draft
from reference_portal.tests.journeys.walker import Walker

from frontdoor.connectors.capabilities import Operation
from frontdoor.domain.identifiers import Reference
from frontdoor.testing.families import person

MESSAGE = "A social worker will call you within one working day."


def test_a_worry_becomes_an_episode_in_whatever_system_there_is(arrive: Arriving, stage: Stage, screen: str) -> None:
    child = person("ashdown.ella")
    case_system, *_ = titles = [source.title for source in stage.office.gateway.sources()]
    teacher, officer = arrive(screen, signed_in_as="teacher"), arrive(screen, signed_in_as="officer")
    find(teacher, child)
    teacher.reads(*(f"{title}: 1 record" for title in titles))
    teacher.follow(f"{child.name} in {case_system}")
    teacher.reads("Who to contact", *(f"{title}: found" for title in titles))
    reference = send_draft(teacher, child, "neglect", "something_else")

    officer.go(f"/contacts/{reference}")
    officer.press("Take")
    decide(officer, case_system)
    if stage.office.episodes.description.capabilities.can_call(Operation.OPEN_EPISODE):
        episode = opened_by_the_system(officer, stage, reference)
        assert stage.case_management.held(str(reference)).episodes == (episode,)
    else:
        open_by_hand(officer)

    officer.go(f"/contacts/{reference}")
    officer.reads("In the case system", "Who did what")
    teacher.go(f"/contacts/{reference}")
    teacher.reads(MESSAGE)
    stage.mail.holds_nothing_about(child)
    teacher.never_gave_away(child)
    officer.never_gave_away(child)


def decide(officer: Walker, case_system: str) -> None:
    officer.press("Decide")
    officer.choose("Referral to children’s social care")
    officer.press("Continue")
    whose = officer.main.get_by_role("group", name=f"Whose record in {case_system}?")
    whose.get_by_role("radio").first.check()
    officer.main.get_by_role("group", name="Level of need").get_by_role("radio").last.check()
    officer.main.get_by_label("Significant harm, or likely").check()
    officer.fill("Why", "The threshold for a social work assessment is met.")
    officer.fill("What the sender will read", MESSAGE)
    officer.press("Decide and tell the sender")
    officer.reads("Referral to children’s social care", MESSAGE)


def opened_by_the_system(officer: Walker, stage: Stage, reference: Reference) -> str:
    """The number of the episode that the worker has opened."""
    stage.wait_until_it_is_delivered(reference)
    with stage.office.work.reading() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    officer.go(f"/contacts/{reference}")
    officer.reads(contact.delivery.episode_id)
    return contact.delivery.episode_id


def open_by_hand(officer: Walker) -> None:
    officer.follow("Open the episode by hand")
    officer.main.get_by_role("textbox", name="Episode number in").fill("5000321")
    officer.press("Tick it off")
    officer.reads("The whole episode is ticked off")
