"""A form about several children: what goes into the record of each is about that child, and names the others alone."""

from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.scene import FORM, OFFICER, TEACHER, TEAM, FrontDoor
from reference_portal.tests.unit.use_cases.test_several_children import ADDRESS, BROTHER, TWIN, contacts_of

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import PopulatedAnswer
from frontdoor.domain.after_sending import Addition, AdditionReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import AnswersDoNotFit, Concept, RawItem, from_json
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.filing import case_note_of, concern_of
from frontdoor_portal.use_cases.hand_offs import hand_off_pack, waiting_hand_offs
from frontdoor_portal.use_cases.one_child import (
    ALSO_IN_THIS_FORM,
    NOT_COPIED,
    NOT_EVEN_NAMED,
    answers_of_child,
    is_beside_sealed,
)
from frontdoor_portal.use_cases.reading_submission import (
    NOT_INSTALLED,
    OF_ALL,
    SEVERAL_CHILDREN,
    AnsweredQuestion,
    AnsweredSection,
    answered_sections,
    episode_request_of,
    sections_for_record,
)
from frontdoor_portal.use_cases.send_draft import Sending, send_draft
from frontdoor_portal.use_cases.sent_questions import SentQuestion, for_record
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.write_up import addition_text, case_note_text, concern_text

ABOUT_FIRST: Mapping[Concept, Any] = {
    Concept.ADDRESS: ADDRESS,
    Concept.NHS_NUMBER: "999 000 0018",
    Concept.UPN: "A885200010001",
    Concept.SCHOOL: "Quillfield Primary School",
    Concept.OTHER_NAMES: "Zizi",
}
OF_FIRST_ALONE = {"gp": "Dr Quill", "where_now": "In the library with me"}
ELSEWHERE: RawItem = {
    "other_child_name": {"given": "Amara", "family": "Nkemelu"},
    "other_child_born": {"day": "1", "month": "9", "year": "2012"},
    "other_child_sex": "F",
    "other_child_lives": "address_known",
    "other_child_address": {"line_1": "7 Elm Close", "line_2": "", "town": "Exampleton", "postcode": "WR5 3QQ"},
    "other_child_school": "Elmtree High School",
    "other_child_worry": "She is not fed at all",
}
FIRSTS_OWN = ("Zizi", "999 000 0018", "A885200010001", "Quillfield", "29 February 2016", "Dr Quill", "In the library")
"""What the form says of the child it began with alone."""


def sent(front_door: FrontDoor, *others: RawItem) -> list[Contact]:
    answers = {
        **front_door.answers(ABOUT_FIRST),
        **OF_FIRST_ALONE,
        "how_many_children": "several",
        "other_children": others,
    }
    return contacts_of(front_door, send_draft(front_door.office, TEACHER, front_door.draft(answers)))


def referred(front_door: FrontDoor, contact: Contact, by: Professional = OFFICER, record: str = "p-2") -> Contact:
    take_contact(front_door.office, by, contact.reference)
    return decide_contact(
        front_door.office,
        by,
        contact.reference,
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="Significant harm",
        message_to_sender="Thank you",
        record=ChosenRecord(record, "Another record"),
        team=TEAM,
    )


def carried(front_door: FrontDoor, contact: Contact, *ids: str, beside_sealed: bool = False) -> dict[str, str]:
    """What an episode is populated with, by question."""
    request = episode_request_of(front_door.office, referred(front_door, contact), beside_sealed=beside_sealed)
    answers = {each.question_id: each.answer for each in request.answers}
    return {key: answers[key] for key in ids if key in answers} if ids else answers


CHILDS = (
    "child_name",
    "other_names",
    "date_of_birth",
    "sex",
    "whereabouts",
    "address",
    "school",
    "nhs_number",
    "upn",
    "gp",
    "where_now",
    "other_children",
    "other_child_worry",
    "other_child_name",
)


def test_the_episode_of_a_further_child_is_populated_with_their_own_answers(front_door: FrontDoor) -> None:
    _, brother, _ = sent(front_door, BROTHER, ELSEWHERE)
    assert carried(front_door, brother, *CHILDS) == {
        "child_name": "Ade Nkemelu",
        "date_of_birth": "3 May 2019",
        "sex": "Male",
        "whereabouts": FORM.question("whereabouts").options[0].label,
        "address": "1 Larch Road\nExampleton\nWR5 2NP",
        "nhs_number": "999 001 0374",
        "other_children": "Zaynab Nkemelu\nAmara Nkemelu",
    }


def test_the_episode_of_a_further_child_who_is_unborn_says_when_they_are_due(front_door: FrontDoor) -> None:
    unborn: RawItem = {
        "other_child_stage": "unborn",
        "other_child_expected": {"day": "3", "month": "2", "year": "2027"},
        "other_child_mother": "Ify Nkemelu, born 8 August 1994",
        "other_child_lives": "not_known",
    }
    _, child = sent(front_door, unborn)
    asked = ("child_stage", "expected_date", "child_description", "child_name", "date_of_birth", "sex")
    assert carried(front_door, child, *asked) == {
        "child_stage": "No, the mother is pregnant",
        "expected_date": "3 February 2027",
        "child_description": "Ify Nkemelu, born 8 August 1994",
    }


def test_what_is_asked_of_a_further_child_only_goes_with_them_too(front_door: FrontDoor) -> None:
    _, _, sister = sent(front_door, BROTHER, ELSEWHERE)
    assert carried(front_door, sister, *CHILDS) == {
        "child_name": "Amara Nkemelu",
        "date_of_birth": "1 September 2012",
        "sex": "Female",
        "whereabouts": "Somewhere else",
        "address": "7 Elm Close\nExampleton\nWR5 3QQ",
        "school": "Elmtree High School",
        "other_child_worry": "She is not fed at all",
        "other_children": "Zaynab Nkemelu\nAde Nkemelu",
    }


def test_the_episode_of_the_child_it_began_with_names_the_others_and_no_more(front_door: FrontDoor) -> None:
    first, *_ = sent(front_door, BROTHER, ELSEWHERE)
    assert carried(front_door, first, *CHILDS) == {
        "child_name": "Zaynab Nkemelu",
        "other_names": "Zizi",
        "date_of_birth": "29 February 2016",
        "sex": "Female",
        "whereabouts": FORM.question("whereabouts").options[0].label,
        "address": "1 Larch Road\nExampleton\nWR5 2NP",
        "school": "Quillfield Primary School",
        "nhs_number": "999 000 0018",
        "upn": "A885200010001",
        "gp": "Dr Quill",
        "where_now": "In the library with me",
        "other_children": "Ade Nkemelu\nAmara Nkemelu",
    }


def test_a_further_child_without_a_number_does_not_get_the_firsts(front_door: FrontDoor) -> None:
    _, twin = sent(front_door, TWIN)
    found = carried(front_door, twin)
    assert [key for key in ("nhs_number", "upn", "school", "address") if key in found] == []
    assert found["child_name"] == "Amara Nkemelu"


OF_THE_WORRY: Mapping[str, Any] = {
    "category": ("physical_abuse",),
    "marks_seen": "yes",
    "marks": ({"mark_where": "cheek", "mark_looks": "A hand print", "mark_seen_by": "I did"},),
    "childs_words": "He hit me",
    "last_seen": "Today",
    "child_informed": "yes",
    "household_known": "yes",
    "household": ({"person_name": {"given": "Bo", "family": ""}, "person_relationship": "mother"},),
}


def populated(front_door: FrontDoor) -> list[dict[str, PopulatedAnswer]]:
    """What the episodes of the first child and of a brother are populated with, by question."""
    typed = {
        **front_door.answers({**ABOUT_FIRST, Concept.URGENCY: "urgent"}),
        **OF_THE_WORRY,
        "other_children": (BROTHER,),
    }
    typed |= {"how_many_children": "several"}
    draft_id = front_door.draft(typed)
    contacts = contacts_of(front_door, send_draft(front_door.office, TEACHER, draft_id, Sending(incomplete=True)))
    requests = [episode_request_of(front_door.office, referred(front_door, each)) for each in contacts]
    return [{each.question_id: each for each in request.answers} for request in requests]


def test_no_answer_written_of_all_stands_in_a_further_childs_episode_as_theirs(front_door: FrontDoor) -> None:
    first, brother = populated(front_door)
    of_one = {"marks", "marks_seen", "childs_words", "last_seen", "child_informed", "household"}
    assert (of_one - first.keys(), of_one & brother.keys()) == (set(), set())
    assert {key: brother[f"{OF_ALL}{key}"] for key in of_one} == {
        key: PopulatedAnswer(
            f"{OF_ALL}{key}", f"Written of all children of the form: {first[key].question}", first[key].answer
        )
        for key in of_one
    }


def test_what_says_what_a_contact_is_stands_in_each_episode_under_its_own_question(front_door: FrontDoor) -> None:
    first, brother = populated(front_door)
    asked = {"category", "what_happened", "urgency", "family_informed", "lawful_basis"} & first.keys()
    assert {"category", "what_happened", "urgency"} <= asked
    assert {key: brother[key].answer for key in asked} == {key: first[key].answer for key in asked}
    assert {brother[key].question for key in asked} == {
        f"Written of all children of the form: {first[key].question}" for key in asked
    }


def test_every_episode_says_first_that_its_form_was_about_several_children(front_door: FrontDoor) -> None:
    told = [next(iter(answers.values())) for answers in populated(front_door)]
    assert [(each.question_id, each.answer.split("\n")[0]) for each in told] == [
        (SEVERAL_CHILDREN, "About: Zaynab Nkemelu, child 1 of 2"),
        (SEVERAL_CHILDREN, "About: Ade Nkemelu, child 2 of 2"),
    ]
    assert told[1].answer.split("\n")[1:] == [
        "This form was about several children. What was written of the worry may be about any of them.",
        "What was said of another child alone is left out here.",
    ]


def test_nothing_that_was_written_of_all_is_lost_on_the_way(front_door: FrontDoor) -> None:
    first, brother = populated(front_door)
    asked_of_all = {
        question.id
        for section in FORM.sections
        if section.id != "child"
        for page in section.pages
        for question in page.questions
    }
    assert {key.removeprefix(OF_ALL) for key in brother} & asked_of_all == first.keys() & asked_of_all


def test_the_texts_of_a_further_child_say_whose_they_are_and_nothing_of_the_first(front_door: FrontDoor) -> None:
    _, brother, _ = sent(front_door, BROTHER, ELSEWHERE)
    brother = referred(front_door, brother)
    sections = sections_for_record(front_door.office, brother)
    for text in (case_note_text(brother, sections), concern_text(brother, sections)):
        assert text.split("\n")[:2] == [
            f"Family Front Door contact {brother.reference}",
            "About: Ade Nkemelu, child 2 of 3",
        ]
        assert [each for each in (*FIRSTS_OWN, "7 Elm Close", "Elmtree", "not fed at all") if each in text] == []
        assert f"{ALSO_IN_THIS_FORM}\n  Zaynab Nkemelu\n  Amara Nkemelu\n" in text
    assert case_note_of(front_door.office, brother).text == case_note_text(brother, sections)
    assert concern_of(front_door.office, brother).content == concern_text(brother, sections).encode()


def test_the_texts_of_the_first_child_say_that_too_and_nothing_of_the_others(front_door: FrontDoor) -> None:
    first, *_ = sent(front_door, BROTHER, ELSEWHERE)
    text = concern_text(first, sections_for_record(front_door.office, first))
    assert text.split("\n")[1] == "About: Zaynab Nkemelu, child 1 of 3"
    assert [each for each in ("999 001 0374", "7 Elm Close", "3 May 2019") if each in text] == []
    assert [each for each in FIRSTS_OWN if each not in text] == []


def test_a_form_about_one_child_is_told_as_it_was_sent(front_door: FrontDoor) -> None:
    contact = front_door.contact(front_door.sent())
    assert sections_for_record(front_door.office, contact) == answered_sections(front_door.office, contact)
    assert concern_text(contact, ()).split("\n")[1].startswith("Received: ")


def test_the_sender_reads_the_whole_form_from_every_contact(front_door: FrontDoor) -> None:
    first, brother = sent(front_door, BROTHER)
    assert answered_sections(front_door.office, brother) == answered_sections(front_door.office, first)


def test_without_the_form_version_no_answer_goes_into_the_record_of_one_child(front_door: FrontDoor) -> None:
    _, brother = sent(front_door, BROTHER)
    gone = evolve(brother, submission=evolve(brother.submission, form_version="2020-01"))
    told = AnsweredQuestion(
        "", "This form was about several children", "Read in Family Front Door what it says of this child"
    )
    assert sections_for_record(front_door.office, gone) == (AnsweredSection(NOT_INSTALLED, (told,)),)


def test_a_child_whom_the_form_does_not_have_is_nobody(front_door: FrontDoor) -> None:
    first, _ = sent(front_door, BROTHER)
    answers = from_json(FORM, first.submission.answers)
    with pytest.raises(AnswersDoNotFit):
        answers_of_child(FORM, answers, 2)


def test_a_correction_of_the_firsts_answer_does_not_carry_it_to_another(front_door: FrontDoor) -> None:
    _, brother = sent(front_door, BROTHER)
    addition = Addition(
        "a1",
        AdditionReason.CORRECTION,
        "It is 999 000 0026",
        TEACHER.id,
        TEACHER.name,
        front_door.clock(),
        "nhs_number",
    )
    text = addition_text(brother, addition, for_record(front_door.office, brother))
    assert "999 000 0018" not in text
    assert "Not copied: this form was about several children" in text


def seal(front_door: FrontDoor, contact: Contact) -> None:
    register_people(front_door.office, DUTY)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, contact.reference.value))


def test_beside_a_sealed_child_the_episode_tells_what_is_this_childs_alone(front_door: FrontDoor) -> None:
    _, brother = sent(front_door, BROTHER)
    assert carried(front_door, brother, beside_sealed=True) == {
        "child_name": "Ade Nkemelu",
        "date_of_birth": "3 May 2019",
        "sex": "Male",
        "nhs_number": "999 001 0374",
        "other_children": NOT_EVEN_NAMED,
        SEVERAL_CHILDREN: f"About: Ade Nkemelu, child 2 of 2\n{NOT_COPIED}",
    }


@pytest.mark.parametrize(("level", "expected"), [(Sensitivity.SEALED, True), (Sensitivity.SENSITIVE, False)])
def test_only_a_sealed_child_keeps_the_others_texts_back(
    front_door: FrontDoor, level: Sensitivity, expected: bool
) -> None:
    first, brother = sent(front_door, BROTHER)
    keep(front_door, level, RecordKey(FRONT_DOOR, first.reference.value))
    with front_door.office.work.reading() as tx:
        assert [is_beside_sealed(tx, each) for each in (first, brother)] == [False, expected]


def test_a_hand_off_beside_a_sealed_child_offers_nothing_written_of_all(front_door: FrontDoor) -> None:
    system: Any = front_door.office.episodes
    system.levels = {Operation.OPEN_EPISODE: Level.NONE}
    first, brother = sent(front_door, BROTHER)
    brother = referred(front_door, brother)
    assert brother.delivery.state is DeliveryState.BY_HAND
    seal(front_door, first)
    [hand_off] = [each for each in waiting_hand_offs(front_door.office, DUTY) if each.reference == brother.reference]
    pack = hand_off_pack(front_door.office, DUTY, hand_off.id)
    assert (pack.beside_sealed, pack.sections) == (
        True,
        sections_for_record(front_door.office, brother, beside_sealed=True),
    )


def test_the_question_that_was_corrected_is_still_told_by_its_name(front_door: FrontDoor) -> None:
    _, brother = sent(front_door, BROTHER)
    question = FORM.question("nhs_number")
    assert for_record(front_door.office, brother)["nhs_number"] == SentQuestion(
        "nhs_number",
        "The child",
        question.label,
        "Not copied: this form was about several children, and it is in Family Front Door",
    )
