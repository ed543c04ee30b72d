"""The main path once more with scripts switched off: nothing of it needs them."""

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.test_professional import register_and_sign_in, see_both_systems, send_concern
from reference_portal.tests.journeys.test_screening_officer import decide, hand_off, take, wait_for_the_episode
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person


def test_a_concern_becomes_an_episode_without_scripts(arrive: Arriving, stage: Stage) -> None:
    child = person("carter_twins.jayden")
    teacher, officer = arrive("phone", has_scripts=False), arrive(signed_in_as="officer", has_scripts=False)
    assert [scripts_ran(walker) for walker in (teacher, officer, arrive())] == [False, False, True]
    register_and_sign_in(teacher, stage, "sandy.quill@st-wulstan.example")
    find(teacher, child)
    see_both_systems(teacher, child)
    reference = send_concern(teacher, child, "something_else")
    officer.go("/holding-area?order=newest")
    take(officer, reference)
    decide(officer)
    wait_for_the_episode(officer)
    hand_off(officer, reference, "Robin Hale")
    teacher.menu("My contacts")
    teacher.follow(str(reference))
    teacher.reads("A social worker will call you within one working day.")


def scripts_ran(walker: Walker) -> bool:
    return bool(walker.page.evaluate("document.body.classList.contains('js-enabled')"))
