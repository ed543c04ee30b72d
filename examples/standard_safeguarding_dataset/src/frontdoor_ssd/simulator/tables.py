"""The tables of the published data model, as version 1.4 has them, and the two things a council adds.

Only the tables that the connector reads are here. `ssd_refresh` is where the loading job notes that it finished;
`pers_restricted` marks records that few may see. Neither is part of the dataset.
"""

from typing import Final

from sqlalchemy import Column, DateTime, MetaData, String, Table, Unicode

METADATA: Final = MetaData()


def _identity(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Unicode(48), primary_key=key)


PERSON: Final = Table(
    "ssd_person",
    METADATA,
    _identity("pers_person_id", key=True),
    _identity("pers_legacy_id"),
    Column("pers_upn", Unicode(13)),
    Column("pers_forename", Unicode(100)),
    Column("pers_surname", Unicode(255)),
    Column("pers_sex", Unicode(20)),
    Column("pers_gender", Unicode(10)),
    Column("pers_dob", DateTime, index=True),
    _identity("pers_single_unique_id"),
    Column("pers_upn_unknown", Unicode(6)),
    Column("pers_expected_dob", DateTime),
    Column("pers_restricted", String(1)),
)

ADDRESS: Final = Table(
    "ssd_address",
    METADATA,
    _identity("addr_table_id", key=True),
    Column("addr_person_id", Unicode(48), index=True),
    Column("addr_address_type", Unicode(48)),
    Column("addr_address_start_date", DateTime),
    Column("addr_address_end_date", DateTime),
    Column("addr_address_postcode", Unicode(15), index=True),
    Column("addr_address_json", Unicode(1000)),
)

FAMILY: Final = Table(
    "ssd_family",
    METADATA,
    _identity("fami_table_id", key=True),
    Column("fami_family_id", Unicode(48), index=True),
    Column("fami_person_id", Unicode(48), index=True),
)

MOTHER: Final = Table(
    "ssd_mother",
    METADATA,
    _identity("moth_table_id", key=True),
    _identity("moth_person_id"),
    _identity("moth_childs_person_id"),
    Column("moth_childs_dob", DateTime),
)

IDENTIFIERS: Final = Table(
    "ssd_linked_identifiers",
    METADATA,
    _identity("link_table_id", key=True),
    Column("link_person_id", Unicode(48), index=True),
    Column("link_identifier_type", Unicode(100)),
    Column("link_identifier_value", Unicode(100)),
)

EPISODES: Final = Table(
    "ssd_cin_episodes",
    METADATA,
    _identity("cine_referral_id", key=True),
    Column("cine_person_id", Unicode(48), index=True),
    Column("cine_referral_date", DateTime),
    Column("cine_close_date", DateTime),
    Column("cine_close_reason", Unicode(100)),
    Column("cine_referral_nfa", String(1)),
)

CIN_PLANS: Final = Table(
    "ssd_cin_plans",
    METADATA,
    _identity("cinp_cin_plan_id", key=True),
    Column("cinp_person_id", Unicode(48), index=True),
    Column("cinp_cin_plan_start_date", DateTime),
    Column("cinp_cin_plan_end_date", DateTime),
)

CP_PLANS: Final = Table(
    "ssd_cp_plans",
    METADATA,
    _identity("cppl_cp_plan_id", key=True),
    Column("cppl_person_id", Unicode(48), index=True),
    Column("cppl_cp_plan_start_date", DateTime),
    Column("cppl_cp_plan_end_date", DateTime),
)

CARE: Final = Table(
    "ssd_cla_episodes",
    METADATA,
    _identity("clae_cla_episode_id", key=True),
    Column("clae_person_id", Unicode(48), index=True),
    Column("clae_cla_episode_start_date", DateTime),
    Column("clae_cla_episode_ceased", DateTime),
)

LEGAL_STATUS: Final = Table(
    "ssd_legal_status",
    METADATA,
    _identity("lega_legal_status_id", key=True),
    Column("lega_person_id", Unicode(48), index=True),
    Column("lega_legal_status", Unicode(100)),
    Column("lega_legal_status_start_date", DateTime),
    Column("lega_legal_status_end_date", DateTime),
)

INVOLVEMENTS: Final = Table(
    "ssd_involvements",
    METADATA,
    _identity("invo_involvements_id", key=True),
    _identity("invo_professional_id"),
    Column("invo_professional_role_id", Unicode(200)),
    Column("invo_professional_team", Unicode(48)),
    Column("invo_person_id", Unicode(48), index=True),
    Column("invo_involvement_start_date", DateTime),
    Column("invo_involvement_end_date", DateTime),
)

PROFESSIONALS: Final = Table(
    "ssd_professionals",
    METADATA,
    _identity("prof_professional_id", key=True),
    Column("prof_professional_name", Unicode(300)),
    Column("prof_professional_job_title", Unicode(500)),
)

DEPARTMENT: Final = Table(
    "ssd_department",
    METADATA,
    _identity("dept_team_id", key=True),
    Column("dept_team_name", Unicode(255)),
)

REFRESH: Final = Table("ssd_refresh", METADATA, Column("finished_at", DateTime(timezone=True)))
