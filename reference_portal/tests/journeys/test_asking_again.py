"""A system that was late on a single view: its part says so, and the reader asks it again, alone."""

from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_portal.demo.mailbox import until

CHILD = "looked_after.brandon"


def test_a_system_that_was_late_is_asked_again_alone_and_gives_its_half(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    child = person(CHILD)
    officer = arrive(screen, signed_in_as="officer")
    find(officer, child)
    with stage.misbehaving(Misbehaviour.SLOW):
        officer.follow(f"{child.name} in Capita ONE")
        half = officer.main.get_by_role("region", name="Social care")
        expect(half).to_contain_text("Framework-i: did not answer")
        officer.does_not_read("none found", "No record here", "there is no warning")
        officer.follow("Ask Framework-i again", within=half)
        officer.is_at("What Framework-i says of this child")
        officer.reads("Framework-i: did not answer")
    ask_until_it_answers(officer)
    officer.reads("Only Framework-i was asked", "This is very likely the same child", "Already open to a social worker")
    officer.follow("The whole view, which asks every system")
    officer.is_at("Single view of a child")
    officer.never_gave_away(child)


def test_where_the_records_own_system_is_late_it_is_said_once_what_is_missing(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    child = person(CHILD)
    officer = arrive(screen, signed_in_as="officer")
    find(officer, child)
    with stage.misbehaving(Misbehaviour.SLOW):
        officer.follow(f"{child.name} in Framework-i")
    own = officer.main.get_by_role("region", name="Framework-i: social care")
    expect(own.get_by_role("listitem")).to_contain_text(["Framework-i: did not answer"])
    expect(own).to_contain_text("So this page has neither its workers nor the family.")
    officer.reads("None is shown: there is nothing from Framework-i to compare them with")
    officer.follow("Ask Framework-i again", within=own)
    ask_until_it_answers(officer)
    officer.reads("Who to contact", "Family and household", child.involvements[0].worker.name)
    officer.never_gave_away(child)


def ask_until_it_answers(officer: Walker) -> None:
    """A system that was silent is left alone for a while: whoever asks meanwhile is told so."""

    def answered() -> str | None:
        officer.reload()
        return None if "Framework-i: did not answer" in officer.main.inner_text() else "answered"

    until(answered, "Framework-i was never asked again")
