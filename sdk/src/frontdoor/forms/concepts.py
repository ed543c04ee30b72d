"""What a question supplies to the rest of the product, so that a council may reword, move or replace it.

A use case asks for `Concept.DATE_OF_BIRTH`, never for the question `date_of_birth` of one form version.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from frontdoor.domain.consent import AgreementForm, ReasonNotInformed
from frontdoor.domain.people import Sex
from frontdoor.domain.triage import Priority
from frontdoor.forms.kinds import QuestionKind


class Concept(StrEnum):
    """One meaning an answer can have for the domain. A form supplies each at most once."""

    PHONED_ALREADY = "phoned_already"
    PERSON_SPOKEN_TO = "person_spoken_to"
    PHONED_WHEN = "phoned_when"

    HELP_WANTED = "help_wanted"
    LEVEL_OF_NEED = "level_of_need"
    URGENCY = "urgency"

    CHILD_STAGE = "child_stage"
    CHILD_NAME = "child_name"
    OTHER_NAMES = "other_names"
    CHILD_DESCRIPTION = "child_description"
    DATE_OF_BIRTH = "date_of_birth"
    EXPECTED_DATE = "expected_date"
    SEX = "sex"
    WHEREABOUTS = "whereabouts"
    ADDRESS = "address"
    SCHOOL = "school"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    HOUSEHOLD = "household"
    OTHER_CHILDREN = "other_children"
    """A group: each further child that the concern is about, whose members supply the child's concepts anew."""

    CATEGORY = "category"
    SUMMARY = "summary"
    INCIDENT_DATE = "incident_date"
    CHILD_VOICE = "child_voice"

    FAMILY_INFORMED = "family_informed"
    REASON_NOT_INFORMED = "reason_not_informed"
    AGREEMENT_SOUGHT = "agreement_sought"
    AGREEMENT_GIVEN = "agreement_given"
    AGREEMENT_BY_WHOM = "agreement_by_whom"
    AGREEMENT_HOW = "agreement_how"
    AGREEMENT_WHEN = "agreement_when"
    LAWFUL_BASIS = "lawful_basis"
    SPECIAL_CATEGORY_CONDITION = "special_category_condition"
    DATA_PROTECTION_ACT_CONDITION = "data_protection_act_condition"

    RISK_TO_WORKERS = "risk_to_workers"

    ADULT_NAME = "adult_name"
    ADULT_DATE_OF_BIRTH = "adult_date_of_birth"
    ADULT_ADDRESS = "adult_address"
    ADULT_SAFE_CONTACT = "adult_safe_contact"
    CHILDREN_IN_HOUSEHOLD = "children_in_household"

    LEGAL_BASIS = "legal_basis"
    NEEDED_BY = "needed_by"
    DEADLINE_REASON = "deadline_reason"
    PERIOD_FROM = "period_from"
    PERIOD_TO = "period_to"
    OWN_FORMAT = "own_format"
    """Whether the sender has a request form of their own, which goes along as a file."""


_WORDS = frozenset({QuestionKind.TEXT, QuestionKind.LONG_TEXT})
_ONE = frozenset({QuestionKind.CHOICE})
_YES_NO = frozenset({QuestionKind.YES_NO_UNKNOWN, QuestionKind.CHOICE})
_MANY = frozenset({QuestionKind.CHOICES})
_DATE = frozenset({QuestionKind.DATE})

KINDS_OF_CONCEPT: Mapping[Concept, frozenset[QuestionKind]] = MappingProxyType(
    {
        Concept.PHONED_ALREADY: _YES_NO,
        Concept.PERSON_SPOKEN_TO: _WORDS,
        Concept.PHONED_WHEN: _WORDS,
        Concept.HELP_WANTED: _ONE,
        Concept.LEVEL_OF_NEED: _ONE,
        Concept.URGENCY: _ONE,
        Concept.CHILD_STAGE: _ONE,
        Concept.CHILD_NAME: frozenset({QuestionKind.NAME}),
        Concept.OTHER_NAMES: _WORDS,
        Concept.CHILD_DESCRIPTION: _WORDS,
        Concept.DATE_OF_BIRTH: _DATE,
        Concept.EXPECTED_DATE: _DATE,
        Concept.SEX: _ONE,
        Concept.WHEREABOUTS: _ONE,
        Concept.ADDRESS: frozenset({QuestionKind.ADDRESS}),
        Concept.SCHOOL: _WORDS,
        Concept.NHS_NUMBER: frozenset({QuestionKind.NHS_NUMBER}),
        Concept.UPN: frozenset({QuestionKind.UPN}),
        Concept.HOUSEHOLD: _WORDS | {QuestionKind.GROUP},
        Concept.OTHER_CHILDREN: frozenset({QuestionKind.GROUP}),
        Concept.CATEGORY: _MANY,
        Concept.SUMMARY: frozenset({QuestionKind.LONG_TEXT}),
        Concept.INCIDENT_DATE: _DATE,
        Concept.CHILD_VOICE: _WORDS,
        Concept.FAMILY_INFORMED: _YES_NO,
        Concept.REASON_NOT_INFORMED: _MANY,
        Concept.AGREEMENT_SOUGHT: _YES_NO,
        Concept.AGREEMENT_GIVEN: _YES_NO,
        Concept.AGREEMENT_BY_WHOM: _WORDS,
        Concept.AGREEMENT_HOW: _ONE,
        Concept.AGREEMENT_WHEN: _DATE,
        Concept.LAWFUL_BASIS: _ONE,
        Concept.SPECIAL_CATEGORY_CONDITION: _ONE,
        Concept.DATA_PROTECTION_ACT_CONDITION: _ONE,
        Concept.RISK_TO_WORKERS: _MANY,
        Concept.ADULT_NAME: frozenset({QuestionKind.NAME}),
        Concept.ADULT_DATE_OF_BIRTH: _DATE,
        Concept.ADULT_ADDRESS: frozenset({QuestionKind.ADDRESS}),
        Concept.ADULT_SAFE_CONTACT: _WORDS,
        Concept.CHILDREN_IN_HOUSEHOLD: _YES_NO,
        Concept.LEGAL_BASIS: _ONE,
        Concept.NEEDED_BY: _DATE,
        Concept.DEADLINE_REASON: _WORDS,
        Concept.PERIOD_FROM: _DATE,
        Concept.PERIOD_TO: _DATE,
        Concept.OWN_FORMAT: _YES_NO,
    }
)
"""The kinds of question that may supply each concept; checked when a form is read."""

_YES_NO_VALUES = frozenset({"yes", "no", "unknown"})

VALUES_OF_CONCEPT: Mapping[Concept, frozenset[str]] = MappingProxyType(
    {
        Concept.URGENCY: frozenset(Priority),
        Concept.CHILD_STAGE: frozenset({"born", "unborn"}),
        Concept.SEX: frozenset(Sex),
        Concept.WHEREABOUTS: frozenset({"address_known", "same_address", "no_fixed_address", "not_known"}),
        Concept.PHONED_ALREADY: _YES_NO_VALUES,
        Concept.FAMILY_INFORMED: _YES_NO_VALUES,
        Concept.REASON_NOT_INFORMED: frozenset(ReasonNotInformed),
        Concept.AGREEMENT_SOUGHT: _YES_NO_VALUES,
        Concept.AGREEMENT_GIVEN: _YES_NO_VALUES,
        Concept.AGREEMENT_HOW: frozenset(AgreementForm),
        Concept.CHILDREN_IN_HOUSEHOLD: _YES_NO_VALUES,
        Concept.OWN_FORMAT: _YES_NO_VALUES,
    }
)
"""Option values a question must keep to when the domain reads them; a concept not listed takes any."""
