"""Reasons for outcomes as data: the list that ships, and every fault of a council's own at once."""

import pytest

from frontdoor.domain.kinds import KINDS
from frontdoor.domain.outcome_reasons import (
    OutcomeReason,
    OutcomeReasons,
    ReasonFaults,
    read_outcome_reasons,
    shipped_outcome_reasons,
)
from frontdoor.domain.triage import Outcome

OWN = """
[[advice]]
code = "leaflet"
label = "A leaflet is enough"
sentence = " Read the leaflet. "
"""


def test_the_shipped_list_has_reasons_for_every_outcome_that_takes_one() -> None:
    coded = {outcome for rules in KINDS.values() if rules.has_coded_reasons for outcome in rules.outcomes}

    assert {outcome for outcome in Outcome if shipped_outcome_reasons().of(outcome)} == coded


def test_every_shipped_sentence_is_one_with_an_end_and_next_steps() -> None:
    reasons = shipped_outcome_reasons().reasons

    assert [each.code for each in reasons if not (each.sentence.endswith(".") and each.next_steps.endswith("."))] == []


def test_a_councils_own_list_is_read() -> None:
    own = OutcomeReason(Outcome.ADVICE, "leaflet", "A leaflet is enough", "Read the leaflet.")

    assert read_outcome_reasons(OWN) == OutcomeReasons((own,))


def test_a_reason_is_found_under_its_outcome_alone() -> None:
    reasons = read_outcome_reasons(OWN)

    assert (reasons.find(Outcome.ADVICE, "leaflet"), reasons.find(Outcome.REFERRAL, "leaflet")) == (
        reasons.reasons[0],
        None,
    )


def test_every_fault_is_told_at_once() -> None:
    text = """
        [[nothing]]
        code = "x"
        [[advice]]
        code = "a"
        label = "A"
        colour = "red"
        [[advice]]
        code = "b"
        label = " "
        [[advice]]
        code = "c"
        label = "C"
        sentence = "C."
        [[advice]]
        code = "c"
        label = 3
        sentence = "C."
        [[advice]]
        code = "c"
        label = "C"
        sentence = "C."
    """
    with pytest.raises(ReasonFaults) as faults:
        read_outcome_reasons(text)

    assert str(faults.value).splitlines() == [
        "[[nothing]]: there is no such outcome",
        "[[advice]] number 1: unknown key colour",
        "[[advice]] number 2: label is missing",
        "[[advice]] number 2: sentence is missing",
        "[[advice]] number 4: label is not a text",
        "[[advice]] number 5: the code c is there twice",
    ]


def test_a_list_that_is_no_toml_is_refused() -> None:
    with pytest.raises(ReasonFaults):
        read_outcome_reasons("[[advice")


def test_an_outcome_is_written_as_tables() -> None:
    with pytest.raises(ReasonFaults, match=r"advice: write each reason as a table \[\[advice\]\]"):
        read_outcome_reasons('advice = "leaflet"')
