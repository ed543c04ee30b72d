"""The census code lists are whole, and kinds of agency and answers of sources stand on them."""

from datetime import UTC, datetime

import pytest

from frontdoor.domain.agency import REFERRAL_SOURCE, Agency, AgencyKind, Professional, Role
from frontdoor.domain.code_lists import CODE_LIST_NAMES, code_list
from frontdoor.domain.facts import SourceAnswer, SourceState, Unanswered

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_each_list_has_as_many_codes_as_the_census() -> None:
    assert {name: len(list(code_list(name))) for name in ("referral_source", "assessment_factors", "sex")} == {
        "referral_source": 22,
        "assessment_factors": 44,
        "sex": 3,
    }


@pytest.mark.parametrize("name", CODE_LIST_NAMES)
def test_every_code_has_a_label(name: str) -> None:
    codes = code_list(name)

    assert [code for code in codes if not codes.label(code).strip() or code not in codes] == []
    assert list(codes) != []


def test_an_unknown_code_or_list_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        code_list("sex").label("Q")
    with pytest.raises(KeyError):
        code_list("../secrets")


def test_every_kind_of_agency_has_a_referral_source_of_the_census() -> None:
    assert set(REFERRAL_SOURCE) == set(AgencyKind)
    assert [source for source in REFERRAL_SOURCE.values() if source not in code_list("referral_source")] == []


def test_an_agency_counts_as_the_source_of_its_kind() -> None:
    assert Agency("a", "Larkmead", AgencyKind.SCHOOL).referral_source == "2A"


def test_a_professional_has_a_role_if_any_of_those_asked_for_is_held() -> None:
    agency = Agency("a", "Larkmead", AgencyKind.SCHOOL)
    lead = Professional("p", "Judith", "j@larkmead.example", agency, frozenset({Role.AGENCY_LEAD, Role.PROFESSIONAL}))

    assert [lead.has_role(Role.PROFESSIONAL), lead.has_role(Role.SCREENING_OFFICER, Role.AGENCY_LEAD)] == [True, True]
    assert not lead.has_role(Role.ADMINISTRATOR)


@pytest.mark.parametrize("state", sorted(set(SourceState) - {SourceState.FOUND, SourceState.STALE_COPY}))
def test_a_source_that_found_nothing_may_not_bring_anything(state: SourceState) -> None:
    with pytest.raises(ValueError, match="exactly when it found something"):
        SourceAnswer("Framework-i", state, NOW, items=("somebody",))


@pytest.mark.parametrize("items", [(), ("somebody",)])
def test_an_old_copy_is_one_with_anything_in_it_and_with_nothing(items: tuple[str, ...]) -> None:
    answer = SourceAnswer("Framework-i", SourceState.STALE_COPY, NOW, items)

    assert (answer.has_answered, answer.with_items(()).state) == (True, SourceState.STALE_COPY)


def test_only_an_answer_that_brought_something_may_say_that_a_part_is_missing() -> None:
    with pytest.raises(ValueError, match="says so as its state"):
        SourceAnswer("A", SourceState.NONE_FOUND, NOW, unanswered=Unanswered(SourceState.DID_NOT_ANSWER))


def test_a_source_that_found_something_must_bring_it() -> None:
    with pytest.raises(ValueError, match="exactly when it found something"):
        SourceAnswer[str]("Framework-i", SourceState.FOUND, NOW)
