"""One record and what stands beside it, asked for at once."""

import threading
from typing import Any

from reference_portal.tests.unit.connections.systems import (
    CALL,
    EVERYTHING,
    NOW,
    PUPIL,
    WANTED,
    ZAYNAB,
    Scripted,
    connector,
    gateway,
    said,
)

from frontdoor.connectors.failures import NotFound
from frontdoor.connectors.people import Involvement, PersonWarning
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor_portal.use_cases.sources import AboutPerson, AboutPupil, SourceDescription

WORKER = Involvement("Sam Okoro", "Social worker", "Assessment 1", phone="01632 960001")
WARNING = PersonWarning("Dog at the address", review_on=NOW.date())


def found(title: str, *items: Any) -> SourceAnswer[Any]:
    return SourceAnswer(title, SourceState.FOUND, NOW, items, NOW)


def test_a_person_comes_with_family_workers_and_pupils() -> None:
    case = Scripted(
        get_person=said(ZAYNAB),
        get_relationships=said(()),
        get_involvements=said((WORKER,)),
        get_warnings=said((WARNING,)),
    )
    school = Scripted(search_pupils=said((PUPIL,)))
    about = gateway([connector("mosaic", case)], [connector("one", school)]).ask_about_person(
        "mosaic", "p-1", (WANTED,), CALL
    )
    assert about == AboutPerson(
        person=found("Mosaic", ZAYNAB),
        relationships=SourceAnswer("Mosaic", SourceState.NONE_FOUND, NOW, (), NOW),
        involvements=found("Mosaic", WORKER),
        warnings=found("Mosaic", WARNING),
        pupils=(found("One", PUPIL),),
    )


def test_every_question_is_under_way_before_any_is_waited_for() -> None:
    together = threading.Barrier(5, timeout=60)

    def meeting(value: object) -> Any:
        def answer(*_: Any) -> Any:
            together.wait()
            return said(value)

        return answer

    case = Scripted(
        get_person=meeting(ZAYNAB),
        get_relationships=meeting(()),
        get_involvements=meeting((WORKER,)),
        get_warnings=meeting(()),
    )
    about = gateway(
        [connector("mosaic", case)], [connector("one", Scripted(search_pupils=meeting((PUPIL,))))]
    ).ask_about_person("mosaic", "p-1", (WANTED,), CALL)
    assert (about.person, about.pupils) == (found("Mosaic", ZAYNAB), (found("One", PUPIL),))


def test_a_pupil_comes_with_people_and_may_be_named_by_its_systems_title() -> None:
    about = gateway(
        [connector("mosaic", Scripted(search_people=said((ZAYNAB,))))],
        [connector("one", Scripted(get_pupil=said(PUPIL)))],
    ).ask_about_pupil("One", "u-1", (WANTED,), CALL)
    assert about == AboutPupil(pupil=found("One", PUPIL), people=(found("Mosaic", ZAYNAB),))


def test_a_record_that_is_gone_is_none_found() -> None:
    about = gateway([], [connector("one", Scripted(get_pupil=NotFound("gone")))]).ask_about_pupil(
        "one", "u-1", (), CALL
    )
    assert about.pupil == SourceAnswer(
        "One", SourceState.NONE_FOUND, NOW, explanation="One answered that it has no such record."
    )


def test_of_a_record_that_is_gone_nobody_says_that_it_has_no_warnings() -> None:
    gone = NotFound("gone")
    case = Scripted(get_person=gone, get_relationships=gone, get_involvements=gone, get_warnings=gone)
    about = gateway([connector("mosaic", case)]).ask_about_person("mosaic", "p-1", (), CALL)
    no_record = "Mosaic answered that it has no such record"
    not_known: SourceAnswer[Any] = SourceAnswer(
        "Mosaic",
        SourceState.DID_NOT_ANSWER,
        NOW,
        explanation=f"{no_record}, so nothing is known of this part of it.",
    )
    assert about == AboutPerson(
        person=SourceAnswer("Mosaic", SourceState.NONE_FOUND, NOW, explanation=f"{no_record}."),
        relationships=not_known,
        involvements=not_known,
        warnings=not_known,
        pupils=(),
    )


def test_without_anything_to_ask_with_the_other_systems_are_not_asked() -> None:
    school = Scripted()
    case = Scripted(get_person=said(ZAYNAB), get_relationships=said(()), get_involvements=said(()))
    about = gateway([connector("mosaic", case)], [connector("one", school)]).ask_about_person("mosaic", "p-1", (), CALL)
    not_asked: SourceAnswer[Any] = SourceAnswer(
        "One",
        SourceState.SWITCHED_OFF,
        NOW,
        explanation="One was not asked: it needs a name with one more detail, or a number that it holds. "
        "This does not mean there is no record.",
    )
    assert (about.pupils, school.calls) == ((not_asked,), [])


def test_a_system_that_is_gone_is_said_to_be_not_connected() -> None:
    about = gateway([connector("one", Scripted())]).ask_about_person("mosaic", "p-1", (), CALL)
    gone: SourceAnswer[Any] = SourceAnswer(
        "mosaic",
        SourceState.SWITCHED_OFF,
        NOW,
        explanation="mosaic is not connected. This does not mean there is no record.",
    )
    assert about == AboutPerson(gone, gone, gone, gone, ())


def test_an_education_system_is_never_asked_for_a_person() -> None:
    school = Scripted()
    about = gateway([], [connector("one", school)]).ask_about_person("one", "u-1", (), CALL)
    assert (about.person.state, school.calls) == (SourceState.SWITCHED_OFF, [])


def test_every_connected_system_is_described() -> None:
    described = gateway([connector("mosaic", Scripted())], [connector("one", Scripted())]).sources()
    assert described == (
        SourceDescription("mosaic", "Mosaic", EVERYTHING, is_case_management=True),
        SourceDescription("one", "One", EVERYTHING, is_case_management=False),
    )


def test_what_is_left_out_is_not_asked_and_says_so() -> None:
    case = Scripted(get_person=said(ZAYNAB))
    left_out, school = Scripted(), Scripted(search_pupils=said((PUPIL,)))
    about = gateway(
        [connector("mosaic", case)], [connector("one", school), connector("two", left_out)]
    ).ask_about_person("mosaic", "p-1", (WANTED,), CALL, but={"two"}, details=False)
    assert (case.calls, school.calls, left_out.calls) == (["get_person"], ["search_pupils"], [])
    assert (about.person, about.pupils) == (found("Mosaic", ZAYNAB), (found("One", PUPIL),))
    assert {(each.state, each.explanation) for each in (about.relationships, about.involvements, about.warnings)} == {
        (SourceState.SWITCHED_OFF, "It was not asked for this time.")
    }


def test_beside_a_pupil_a_case_system_may_be_left_out_too() -> None:
    case = Scripted()
    about = gateway([connector("mosaic", case)], [connector("one", Scripted(get_pupil=said(PUPIL)))]).ask_about_pupil(
        "one", "u-1", (WANTED,), CALL, but={"mosaic"}
    )
    assert (about, case.calls) == (AboutPupil(found("One", PUPIL), ()), [])
