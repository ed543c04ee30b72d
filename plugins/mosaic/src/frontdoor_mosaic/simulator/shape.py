"""The shape of the stand-in's databases: the mart's tables, the council's own two, and indexes as a mart has them."""

from sqlalchemy import BigInteger, Column, Date, DateTime, MetaData, String, Table

from frontdoor_mosaic.mart.tables import METADATA as MART
from frontdoor_mosaic.mart.tables import TABLES

OWN = MetaData()

REFRESHES = Table("DATA_MART_REFRESH", OWN, Column("COMPLETED_ON", DateTime, nullable=False))
"""When the mart was refreshed: councils keep this in a table of their own [A]."""

WARNINGS = Table(
    "V_PERSON_WARNINGS",
    OWN,
    Column("PERSON_ID", BigInteger, nullable=False),
    Column("WARNING_TYPE", String, nullable=False),
    Column("WARNING_TEXT", String),
    Column("START_DATE", Date),
    Column("REVIEW_DATE", Date),
    Column("END_DATE", Date),
)
"""What a council's own view of warnings looks like [A]."""

COPIED = (*TABLES.values(), WARNINGS)
"""What a refresh copies from the live system into the mart."""

SHAPES = (MART, OWN)

INDEXED = {
    "DM_PERSONS": ("DATE_OF_BIRTH",),
    "MO_PERSON_NAMES": ("PERSON_ID",),
    "DM_PERSON_REFERENCES": ("PERSON_ID", "REFERENCE"),
    "DM_ADDRESSES": ("PERSON_ID", "REF_ADDRESS_ID"),
    "DM_TELEPHONE_NUMBERS": ("PERSON_ID",),
    "DM_PERSONAL_RELATIONSHIPS": ("PERSON_ID", "OTHER_PERSON_ID"),
    "DM_ALLOCATED_WORKERS": ("PERSON_ID",),
    "DM_PROF_RELATIONSHIPS": ("PERSON_ID",),
    "DM_WORKFLOW_STEPS": ("SUBGROUP_ID",),
    "DM_SUBGROUP_SUBJECTS": ("SUBJECT_COMPOUND_ID",),
    "DM_WORKFLOW_LINKS": ("SOURCE_STEP_ID",),
    "DM_CACHED_FORM_ANSWERS": ("WORKFLOW_STEP_ID",),
    "DM_REGISTRATIONS": ("PERSON_ID",),
    "V_PERSON_WARNINGS": ("PERSON_ID",),
}
"""Columns with an index, as a mart has them [I]."""
