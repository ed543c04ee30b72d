"""Sweeping removes what is over, and a sign-in only once nothing typed in it can be waiting."""

from datetime import timedelta

from attrs import evolve
from reference_portal.tests.fakes import PASSWORD
from reference_portal.tests.unit.use_cases.scene import FORM, TEACHER, FrontDoor, Interrupted

from frontdoor.forms import FormDefinition
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.resume_session import last_person_of
from frontdoor_portal.use_cases.sign_in import sign_in
from frontdoor_portal.use_cases.sweep import Swept, sweep

TWELVE_HOURS = timedelta(hours=12)


def test_a_sign_in_is_removed_a_day_after_it_could_last_at_most(front_door: FrontDoor) -> None:
    token = sign_in(front_door.office, TEACHER.email, PASSWORD).token
    front_door.clock.pass_time(hours=36)
    before = sweep(front_door.office, TWELVE_HOURS), last_person_of(front_door.office, token)
    front_door.clock.pass_time(seconds=1)

    after = sweep(front_door.office, TWELVE_HOURS), last_person_of(front_door.office, token)

    assert (before, after) == ((Swept(0, 0, 0), TEACHER.id), (Swept(1, 0, 0), ""))


def test_it_goes_on_where_an_upgrade_notes_the_forms_at_the_same_moment(front_door: FrontDoor) -> None:
    sign_in(front_door.office, TEACHER.email, PASSWORD)
    front_door.clock.pass_time(days=3)
    busy = Interrupted(front_door.office.work, "drafts", "note_in_force", Stale("at the same moment"))
    rules = evolve(front_door.office.form_rules, library=(FORM,))
    office = evolve(front_door.office, work=busy, form_rules=rules)

    assert (sweep(office, TWELVE_HOURS), busy.times) == (Swept(1, 0, 0), 0)


def test_a_shipped_form_that_reads_otherwise_than_its_contacts_were_sent_with_is_told(front_door: FrontDoor) -> None:
    front_door.sent()
    told: list[tuple[str, str]] = []

    def swept(form: FormDefinition) -> list[tuple[str, str]]:
        rules = evolve(
            front_door.office.form_rules, library=(form,), alarm=lambda *form_version: told.append(form_version)
        )
        sweep(evolve(front_door.office, form_rules=rules), TWELVE_HOURS)
        return list(told)

    assert (swept(FORM), swept(evolve(FORM, title="Another title"))) == ([], [(FORM.id, FORM.version)])
