"""A system that is down: a search says so, and never that the child is unknown there."""

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import MadeUpPerson, person
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_portal.demo.mailbox import until


def test_a_system_that_does_not_answer_is_not_one_that_has_none(arrive: Arriving, stage: Stage, screen: str) -> None:
    child = person("two_nhs_numbers.megan")
    teacher = arrive(screen, signed_in_as="teacher")
    with stage.misbehaving(Misbehaviour.DRIP_FEED):
        find(teacher, child)
        teacher.reads("Framework-i: did not answer", "Capita ONE: 1 record")
        teacher.does_not_read("Framework-i: none found")
        teacher.follow(f"{child.name} in Capita ONE")
        teacher.reads("Framework-i: did not answer")
        teacher.does_not_read("Framework-i: none found", "No worker is recorded")
    search_until_it_answers(teacher, child)
    teacher.never_gave_away(child)


def search_until_it_answers(teacher: Walker, child: MadeUpPerson) -> None:
    """A system that was silent is left alone for a while; then it is found again without anybody's doing."""

    def found() -> str | None:
        find(teacher, child)
        return "found" if "Framework-i: 1 record" in teacher.main.inner_text() else None

    until(found, "Framework-i was never asked again")
