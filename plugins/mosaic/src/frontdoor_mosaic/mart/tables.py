"""The tables of the data mart, described once: names as councils and Data to Insight have published them.

Only the columns that are read here, or that the simulator must fill, are named. Types are wide on purpose: a mart that
keeps a date as a moment, or a shorter text, is read all the same. [V] marks what stands in published code, [I] what is
inferred from it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, MetaData, Numeric, String, Table
from sqlalchemy.types import TypeEngine

METADATA = MetaData()

TABLES: dict[str, Table] = {}
"""Every table by its name, in the order in which they are filled."""


def _table(name: str, columns: Mapping[str, TypeEngine[Any]], key: tuple[str, ...]) -> Table:
    parts = [Column(column, kind, primary_key=column in key) for column, kind in columns.items()]
    for part in parts:
        if part.primary_key:
            part.autoincrement = False
    TABLES[name] = Table(name, METADATA, *parts)
    return TABLES[name]


_ID, _TEXT, _DAY, _MOMENT, _NUMBER = BigInteger(), String(), Date(), DateTime(), Numeric(10, 0)

PERSONS = _table(
    "DM_PERSONS",  # [V]
    {
        "PERSON_ID": _ID,
        "NHS_ID": _NUMBER,
        "UPN_ID": _TEXT,
        "FORMER_UPN_ID": _TEXT,
        "FULL_NAME": _TEXT,
        "FIRST_NAME": _TEXT,
        "LAST_NAME": _TEXT,
        "DATE_OF_BIRTH": _DAY,
        "DATE_OF_DEATH": _DAY,
        "GENDER": _TEXT,
        "RESTRICTED": _TEXT,
        "CONTEXT_FLAG": _TEXT,
    },
    key=("PERSON_ID",),
)
LIVE_PERSONS = _table(
    "MO_PERSONS",  # [V] a live view, not of the mart
    {"PERSON_ID": _ID, "AGE_ESTIMATED": _TEXT},
    key=("PERSON_ID",),
)
LIVE_NAMES = _table(
    "MO_PERSON_NAMES",  # [V] a live view, not of the mart; [I] its PERSON_ID
    {"PERSON_NAME_ID": _ID, "PERSON_ID": _ID, "NAME_TYPE_ID": _TEXT, "FIRST_NAMES": _TEXT, "LAST_NAMES": _TEXT},
    key=("PERSON_NAME_ID",),
)
REFERENCES = _table(
    "DM_PERSON_REFERENCES",  # [V]
    {"REFERENCE_ID": _ID, "PERSON_ID": _ID, "REFERENCE_TYPE": _TEXT, "REFERENCE": _TEXT},
    key=("REFERENCE_ID",),
)
ADDRESSES = _table(
    "DM_ADDRESSES",  # [V]
    {
        "REF_ADDRESSES_PEOPLE_ID": _ID,
        "REF_ADDRESS_ID": _ID,
        "PERSON_ID": _ID,
        "START_DATE": _DAY,
        "END_DATE": _DAY,
        "ADDRESS": _TEXT,
        "POST_CODE": _TEXT,
        "ADDRESS_TYPE": _TEXT,
        "IS_CONTACT_ADDRESS": _TEXT,
        "IS_DISPLAY_ADDRESS": _TEXT,
        "IS_HMO": _TEXT,
    },
    key=("REF_ADDRESSES_PEOPLE_ID",),
)
TELEPHONES = _table(
    "DM_TELEPHONE_NUMBERS",  # [V]
    {"TELEPHONE_NUMBER_ID": _ID, "PERSON_ID": _ID, "TELEPHONE_NUMBER": _TEXT, "TELEPHONE_NUMBER_TYPE": _TEXT},
    key=("TELEPHONE_NUMBER_ID", "PERSON_ID"),
)
RELATIONSHIPS = _table(
    "DM_PERSONAL_RELATIONSHIPS",  # [V]
    {
        "PERSONAL_RELATIONSHIP_ID": _ID,
        "PERSON_ID": _ID,
        "PERSONAL_REL_TYPE_ID": _ID,
        "OTHER_PERSON_ID": _ID,
        "START_DATE": _DAY,
        "END_DATE": _DAY,
        "PARENTAL_RESPONSIBILITY": _TEXT,
    },
    key=("PERSONAL_RELATIONSHIP_ID",),
)
RELATIONSHIP_TYPES = _table(
    "DM_PERSONAL_REL_TYPES",  # [V]
    {"PERSONAL_REL_TYPE_ID": _ID, "DESCRIPTION": _TEXT, "FAMILY_CATEGORY": _TEXT},
    key=("PERSONAL_REL_TYPE_ID",),
)
ALLOCATIONS = _table(
    "DM_ALLOCATED_WORKERS",  # [V]
    {"ALLOCATION_ID": _ID, "PERSON_ID": _ID, "WORKER_ID": _ID, "START_DATE": _DAY, "END_DATE": _DAY},
    key=("ALLOCATION_ID",),
)
PROFESSIONALS = _table(
    "DM_PROF_RELATIONSHIPS",  # [V]
    {
        "PROF_RELATIONSHIP_ID": _ID,
        "PERSON_ID": _ID,
        "WORKER_ID": _ID,
        "PROF_REL_TYPE_CODE": _TEXT,
        "START_DATE": _DAY,
        "END_DATE": _DAY,
    },
    key=("PROF_RELATIONSHIP_ID",),
)
PROFESSIONAL_TYPES = _table(
    "DM_PROF_REL_TYPES",  # [V]
    {"PROF_REL_TYPE_CODE": _TEXT, "DESCRIPTION": _TEXT},
    key=("PROF_REL_TYPE_CODE",),
)
WORKERS = _table("DM_WORKERS", {"WORKER_ID": _ID, "FULL_NAME": _TEXT}, key=("WORKER_ID",))  # [V]
WORKER_ROLES = _table(
    "DM_WORKER_ROLES",  # [V]; [I] how its two dates are written out
    {
        "WORKER_ROLE_ID": _ID,
        "WORKER_ID": _ID,
        "ORGANISATION_ID": _ID,
        "PRIMARY_ROLE": _TEXT,
        "START_DATE": _DAY,
        "END_DATE": _DAY,
    },
    key=("WORKER_ROLE_ID",),
)
ORGANISATIONS = _table("DM_ORGANISATIONS", {"ORGANISATION_ID": _ID, "NAME": _TEXT}, key=("ORGANISATION_ID",))  # [V]
STEP_TYPES = _table(
    "DM_WORKFLOW_STEP_TYPES",  # [V]
    {"WORKFLOW_STEP_TYPE_ID": _ID, "DESCRIPTION": _TEXT},
    key=("WORKFLOW_STEP_TYPE_ID",),
)
STEPS = _table(
    "DM_WORKFLOW_STEPS",  # [V]
    {
        "WORKFLOW_STEP_ID": _ID,
        "WORKFLOW_STEP_TYPE_ID": _ID,
        "SUBGROUP_ID": _ID,
        "STEP_STATUS": _TEXT,
        "INCOMING_ON": _MOMENT,
        "STARTED_ON": _MOMENT,
        "COMPLETED_ON": _MOMENT,
        "CANCELLED_ON": _MOMENT,
        "RESPONSIBLE_TEAM_ID": _ID,
        "IS_CHILD_CONTACT": _TEXT,
    },
    key=("WORKFLOW_STEP_ID",),
)
SUBGROUPS = _table("DM_SUBGROUPS", {"SUBGROUP_ID": _ID, "GROUP_ID": _ID}, key=("SUBGROUP_ID",))  # [V]
SUBJECTS = _table(
    "DM_SUBGROUP_SUBJECTS",  # [V] one step can concern several people
    {"SUBGROUP_ID": _ID, "SUBJECT_COMPOUND_ID": _ID, "SUBJECT_TYPE_CODE": _TEXT},
    key=("SUBGROUP_ID", "SUBJECT_COMPOUND_ID"),
)
NEXT_ACTION_TYPES = _table(
    "DM_WORKFLOW_NXT_ACTION_TYPES",  # [V]; [I] its id, named as in DM_WORKFLOW_LINKS
    {"WORKFLOW_NEXT_ACTION_TYPE_ID": _ID, "DESCRIPTION": _TEXT, "IS_NO_FURTHER_ACTION": _TEXT},
    key=("WORKFLOW_NEXT_ACTION_TYPE_ID",),
)
LINKS = _table(
    "DM_WORKFLOW_LINKS",  # [V]
    {"SOURCE_STEP_ID": _ID, "TARGET_STEP_ID": _ID, "WORKFLOW_NEXT_ACTION_TYPE_ID": _ID},
    key=(),  # a step may end in an action that leads to none
)
QUESTIONS = _table(
    "DM_CACHED_FORM_QUESTIONS",  # [V]
    {"MAPPING_ID": _ID, "QUESTION_USER_CODE": _TEXT},
    key=("MAPPING_ID",),
)
ANSWERS = _table(
    "DM_CACHED_FORM_ANSWERS",  # [V]
    {
        "FORM_ID": _ID,
        "WORKFLOW_STEP_ID": _ID,
        "SUBGROUP_ID": _ID,
        "SUBJECT_PERSON_ID": _ID,
        "MAPPING_ID": _ID,
        "FORM_ANSWER_ROW_ID": _ID,
        "TEXT_ANSWER": _TEXT,
        "DATE_ANSWER": _DAY,
    },
    key=("FORM_ID", "MAPPING_ID", "FORM_ANSWER_ROW_ID"),
)
REGISTRATIONS = _table(
    "DM_REGISTRATIONS",  # [V]
    {
        "REGISTRATION_ID": _ID,
        "PERSON_ID": _ID,
        "IS_CHILD_PROTECTION_PLAN": _TEXT,
        "IS_TEMPORARY_CHILD_PROTECTION": _TEXT,
        "REGISTRATION_START_DATE": _DAY,
        "DEREGISTRATION_DATE": _DAY,
    },
    key=("REGISTRATION_ID",),
)
