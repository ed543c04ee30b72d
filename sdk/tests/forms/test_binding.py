"""What a whole form's answers come to: dropped branches, urgency, cautions, concepts, factors, progress."""

from datetime import date

import pytest

from frontdoor.forms import (
    AddressAnswer,
    ApproximateDate,
    AsTyped,
    Binding,
    Concept,
    Fault,
    IdentifierAnswer,
    PersonNameAnswer,
    RawAnswer,
    SectionProgress,
    bind,
    check_page,
    factors,
    gate_stops,
    library_form,
    next_page,
    previous_page,
    progress,
    supplied,
)

FORM = library_form("cause_for_concern", "2026-11")

URGENT: dict[str, RawAnswer] = {
    "immediate_danger": "no",
    "urgency": "urgent",
    "child_stage": "born",
    "child_name_known": "yes",
    "child_name": {"given": "Zaynab", "family": ""},
    "where_now": "At home with her uncle",
    "category": ("something_else",),
    "what_happened": "She asked not to go home.",
    "best_contact": "01632 960123 until 6pm",
}

COMPLETE: dict[str, RawAnswer] = URGENT | {
    "phoned_already": "yes",
    "spoken_to": "The duty officer",
    "spoken_when": "14 November 2026 at 9:30am",
    "lead_consulted": "i_am_the_lead",
    "urgency_reason": "She could be hurt tonight.",
    "help_wanted": "child_protection",
    "level_of_need": "4",
    "date_of_birth": {"day": "4", "month": "mawrth", "year": "2015", "approx": ""},
    "sex": "F",
    "whereabouts": "address_known",
    "address": {"line_1": "1 High Street", "line_2": "", "town": "Worcester", "postcode": "wr52np"},
    "nhs_number": "999 123 4578",
    "household": "Her uncle",
    "parental_responsibility": "Not known",
    "category": ("domestic_abuse", "something_else"),
    "abuse_who_harmed": ("child", "parent"),
    "abuse_by_whom": "Her uncle",
    "abuse_children_present": "yes",
    "abuse_dash": "no",
    "abuse_marac": "unknown",
    "abuse_safe_contact": "At school only",
    "something_else_details": "She is often tired.",
    "incident_date": {"approx": "since September"},
    "childs_words": "“I don’t want to go.”",
    "protection_needed": "yes",
    "protection_reason": "Her uncle",
    "family_informed": "no",
    "reason_not_informed": ("risk_of_significant_harm", "loss_of_evidence"),
    "reason_not_informed_details": "He threatened her.",
    "child_informed": "yes",
    "agreement_sought": "no",
    "agreement_not_sought_reason": "It is not safe to ask.",
    "lawful_basis": "art_6_1_e",
    "special_category": "art_9_2_g",
    "data_protection_act_condition": "sch_1_para_18",
    "relationship": "Her teacher since 2024",
    "last_seen": "Today, by me",
    "work_done": "Daily talks",
    "early_help_done": "no",
    "risk_to_workers": ("none_known",),
    "declaration": "accurate",
}


def bound(today: date, **changes: RawAnswer) -> Binding:
    return bind(FORM, COMPLETE | changes, today)


def test_a_complete_concern_has_no_fault_and_nothing_dropped(today: date) -> None:
    binding = bound(today)
    assert (binding.faults, binding.warnings, binding.dropped, binding.complete) == ((), (), (), True)
    assert set(binding.answers) == set(COMPLETE)


def test_53_answers_of_a_hidden_branch_are_dropped_by_name_and_asked_of_nobody(today: date) -> None:
    binding = bound(today, category=("something_else",), early_help_done="unknown")
    dropped = (
        "abuse_who_harmed",
        "abuse_by_whom",
        "abuse_children_present",
        "abuse_dash",
        "abuse_marac",
        "abuse_safe_contact",
    )
    assert (binding.dropped, binding.faults) == (dropped, ())
    assert set(binding.answers) == set(COMPLETE) - set(dropped)


def test_60_an_urgent_concern_may_be_sent_with_what_is_known(today: date) -> None:
    binding = bind(FORM, URGENT, today)
    assert (binding.urgent, binding.complete, binding.may_be_sent_incomplete) == (True, False, True)
    assert set(binding.answers) == set(URGENT)


@pytest.mark.parametrize("left_out", sorted(set(URGENT) - {"urgency", "child_stage", "child_name_known"}))
def test_60_even_an_urgent_concern_needs_its_minimum(today: date, left_out: str) -> None:
    binding = bind(FORM, {each: raw for each, raw in URGENT.items() if each != left_out}, today)
    assert [fault.question_id for fault in binding.urgent_faults] == [left_out]
    assert binding.may_be_sent_incomplete is False


def test_a_concern_that_is_not_urgent_must_be_complete(today: date) -> None:
    binding = bind(FORM, URGENT | {"urgency": "standard"}, today)
    assert (binding.urgent, binding.urgent_faults, binding.may_be_sent_incomplete) == (False, (), False)


def test_60_words_that_could_not_be_read_go_with_an_urgent_concern(today: date) -> None:
    raw = URGENT | {"date_of_birth": {"day": "31", "month": "2", "year": "2015"}, "sex": "X"}
    binding = bind(FORM, raw, today)
    assert binding.may_be_sent_incomplete is True
    assert dict(binding.urgent_answers) == dict(binding.answers) | {
        "date_of_birth": AsTyped("31 2 2015"),
        "sex": AsTyped("X"),
    }
    assert set(supplied(FORM, binding.urgent_answers)) == set(supplied(FORM, binding.answers))


def test_59_consent_never_holds_up_an_urgent_concern(today: date) -> None:
    sharing = {question.id for page in FORM.sections[5].pages for question in page.questions}
    binding = bind(FORM, URGENT, today)
    assert FORM.sections[5].id == "sharing"
    assert {fault.question_id for fault in binding.faults} & sharing != set()
    assert [fault for fault in binding.urgent_faults if fault.question_id in sharing] == []


def test_59_not_telling_the_family_needs_a_reason(today: date) -> None:
    assert bound(today, reason_not_informed=(), reason_not_informed_details="").faults == (
        Fault("reason_not_informed", None, "Select why you have not told them"),
        Fault("reason_not_informed_details", None, "Enter what makes you think so"),
    )


@pytest.mark.parametrize(
    ("help_wanted", "remarks"),
    [
        ("child_protection", ()),
        (
            "early_help",
            ("Help below child protection generally needs the family’s agreement. We may ask you to speak to them",),
        ),
    ],
)
def test_agreement_is_expected_below_child_protection(today: date, help_wanted: str, remarks: tuple[str, ...]) -> None:
    binding = bound(today, help_wanted=help_wanted)
    assert binding.warnings == tuple(Fault("agreement_sought", None, remark) for remark in remarks)
    assert binding.complete is True


def test_29_something_before_the_child_was_born_is_questioned(today: date) -> None:
    binding = bound(today, incident_date={"day": "3", "month": "3", "year": "2015"})
    assert binding.warnings == (
        Fault("incident_date", None, "This is before the child’s date of birth. Check both dates"),
    )
    assert binding.complete is True


def test_28_something_yet_to_happen_is_a_fault(today: date) -> None:
    binding = bound(today, incident_date={"day": "15", "month": "11", "year": "2026"})
    assert binding.faults == (Fault("incident_date", None, "When it happened must be today or in the past"),)


def test_30_a_time_that_the_clocks_had_twice_is_told_in_words_and_kept(today: date) -> None:
    told = "At 1:30am, after the clocks went back, by her brother"
    seen: dict[str, RawAnswer] = {
        "category": ("missing",),
        "missing_last_seen_date": {"day": "25", "month": "10", "year": "2026"},
        "missing_last_seen_details": told,
    }
    answers = bound(today, **seen).answers
    assert {name: answers[name] for name in seen} == {
        "category": ("missing",),
        "missing_last_seen_date": date(2026, 10, 25),
        "missing_last_seen_details": told,
    }


def test_concepts_give_typed_answers_whatever_the_question_is_called(today: date) -> None:
    assert supplied(FORM, bound(today).answers) == {
        Concept.PHONED_ALREADY: "yes",
        Concept.PERSON_SPOKEN_TO: "The duty officer",
        Concept.PHONED_WHEN: "14 November 2026 at 9:30am",
        Concept.URGENCY: "urgent",
        Concept.HELP_WANTED: "child_protection",
        Concept.LEVEL_OF_NEED: "4",
        Concept.CHILD_STAGE: "born",
        Concept.CHILD_NAME: PersonNameAnswer("Zaynab", ""),
        Concept.DATE_OF_BIRTH: date(2015, 3, 4),
        Concept.SEX: "F",
        Concept.WHEREABOUTS: "address_known",
        Concept.ADDRESS: AddressAnswer("1 High Street", "", "Worcester", "WR5 2NP"),
        Concept.NHS_NUMBER: IdentifierAnswer("9991234578", verified=True),
        Concept.HOUSEHOLD: "Her uncle",
        Concept.CATEGORY: ("domestic_abuse", "something_else"),
        Concept.SUMMARY: "She asked not to go home.",
        Concept.INCIDENT_DATE: ApproximateDate("since September"),
        Concept.CHILD_VOICE: "“I don’t want to go.”",
        Concept.FAMILY_INFORMED: "no",
        Concept.REASON_NOT_INFORMED: ("risk_of_significant_harm", "loss_of_evidence"),
        Concept.AGREEMENT_SOUGHT: "no",
        Concept.LAWFUL_BASIS: "art_6_1_e",
        Concept.SPECIAL_CATEGORY_CONDITION: "art_9_2_g",
        Concept.DATA_PROTECTION_ACT_CONDITION: "sch_1_para_18",
        Concept.RISK_TO_WORKERS: ("none_known",),
    }


def test_chosen_options_give_census_factors(today: date) -> None:
    assert factors(FORM, bound(today).answers) == ("20", "3A", "3B")


def test_an_unborn_child_is_asked_for_by_due_date(today: date) -> None:
    raw = URGENT | {"child_stage": "unborn", "child_description": "Her mother is Mair Ag Nol"}
    assert bind(FORM, raw, today).dropped == ("child_name_known", "child_name")
    assert [fault.question_id for fault in check_page(FORM, "expected_date", raw, today)] == ["expected_date"]
    assert check_page(FORM, "date_of_birth", raw, today) == ()


def test_the_gate_stops_for_immediate_danger_only() -> None:
    assert (gate_stops(FORM, {"immediate_danger": "yes"}), gate_stops(FORM, {"immediate_danger": "no"})) == (
        True,
        False,
    )
    assert gate_stops(FORM, {}) is False


def test_pages_follow_one_another_along_the_branches_in_play() -> None:
    after = next_page(FORM, "category", COMPLETE)
    assert after is FORM.page("domestic_abuse_people")
    assert previous_page(FORM, after.id, COMPLETE) is FORM.page("category")
    assert previous_page(FORM, FORM.pages[0].id, COMPLETE) is None
    assert next_page(FORM, FORM.pages[-1].id, COMPLETE) is None


def test_progress_runs_from_not_started_to_completed(today: date) -> None:
    everything = {section.id: SectionProgress.NOT_STARTED for section in FORM.sections}
    assert progress(FORM, {}, today) == everything
    assert progress(FORM, COMPLETE, today) == dict.fromkeys(everything, SectionProgress.COMPLETED)
    assert progress(FORM, {"urgency": "urgent"}, today) == everything | {"help": SectionProgress.IN_PROGRESS}
    assert progress(FORM, {"urgency": "urgent"}, today, attempted=True) == dict.fromkeys(
        everything, SectionProgress.HAS_FAULTS
    )
