"""The tables of the Standard Safeguarding Dataset as this connector reads them, and which of them a database has.

Names are those of the published data model (Data to Insight, SSD 1.0 to 1.4). Councils run different versions of it:
what came later than 1.0, or is often left out, may be missing, and reads as nothing.
"""

from typing import Any, Final

from attrs import field, frozen
from sqlalchemy import ColumnElement, Connection, FromClause, String, column, inspect, null, table
from sqlalchemy.exc import NoSuchTableError

from frontdoor.connectors.failures import ContractMismatch

PERSON: Final = "ssd_person"
ADDRESS: Final = "ssd_address"
FAMILY: Final = "ssd_family"
MOTHER: Final = "ssd_mother"
IDENTIFIERS: Final = "ssd_linked_identifiers"
EPISODES: Final = "ssd_cin_episodes"
CIN_PLANS: Final = "ssd_cin_plans"
CP_PLANS: Final = "ssd_cp_plans"
CARE: Final = "ssd_cla_episodes"
LEGAL_STATUS: Final = "ssd_legal_status"
INVOLVEMENTS: Final = "ssd_involvements"
PROFESSIONALS: Final = "ssd_professionals"
DEPARTMENT: Final = "ssd_department"

PLACEHOLDER: Final = "SSD_"
"""How the published scripts begin whatever stands for data that a council's system does not have."""

REQUIRED: Final = {
    PERSON: ("pers_person_id", "pers_dob"),
    ADDRESS: (
        *("addr_person_id", "addr_address_json", "addr_address_postcode"),
        *("addr_address_start_date", "addr_address_end_date"),
    ),
    FAMILY: ("fami_family_id", "fami_person_id"),
    INVOLVEMENTS: (
        *("invo_person_id", "invo_professional_id", "invo_professional_role_id", "invo_professional_team"),
        *("invo_involvement_start_date", "invo_involvement_end_date"),
    ),
    PROFESSIONALS: ("prof_professional_id", "prof_professional_name"),
}
"""Without these an answer would be a guess."""

OPTIONAL: Final = {
    PERSON: (
        *("pers_forename", "pers_surname", "pers_sex", "pers_gender", "pers_expected_dob"),
        *("pers_upn", "pers_single_unique_id", "pers_common_child_id"),
    ),
    MOTHER: ("moth_person_id", "moth_childs_person_id"),
    IDENTIFIERS: ("link_person_id", "link_identifier_type", "link_identifier_value"),
    EPISODES: ("cine_person_id", "cine_close_date", "cine_referral_nfa"),
    CIN_PLANS: ("cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    CP_PLANS: ("cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    CARE: ("clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased"),
    LEGAL_STATUS: (
        *("lega_person_id", "lega_legal_status"),
        *("lega_legal_status_start_date", "lega_legal_status_end_date"),
    ),
    DEPARTMENT: ("dept_team_id", "dept_team_name"),
}


@frozen
class Dataset:
    """The tables and columns that one database has. `dates_as_text` are the columns whose dates are text."""

    tables: dict[str, FromClause]
    dates_as_text: frozenset[str] = field(factory=frozenset)

    def has(self, name: str) -> bool:
        return name in self.tables

    def column(self, of: str, name: str) -> ColumnElement[Any]:
        """The column, or NULL under its name where this database does not have it."""
        found = self.tables[of].c.get(name)
        return null().label(name) if found is None else found

    def columns(self, of: str) -> tuple[ColumnElement[Any], ...]:
        """Every column of a table that is read, those that this database lacks as NULL."""
        names = dict.fromkeys((*self.tables[of].c.keys(), *OPTIONAL.get(of, ())))
        return tuple(self.column(of, name) for name in names)

    def missing(self, of: str, *names: str) -> bool:
        """Whether this database lacks any of these columns."""
        return any(name not in self.tables[of].c for name in names)


def look_at(connection: Connection, schema: str, also: tuple[str, ...] = ()) -> Dataset:
    """The dataset in a database. `also` are further columns of `ssd_person` that must be there.

    Raises `ContractMismatch` with the names of what is missing.
    """
    required = {**REQUIRED, PERSON: (*REQUIRED[PERSON], *also)}
    tables: dict[str, FromClause] = {}
    as_text: set[str] = set()
    for name in dict.fromkeys((*required, *OPTIONAL)):
        there = _columns(connection, name, schema)
        if absent := [each for each in required.get(name, ()) if each not in there]:
            raise ContractMismatch(f"{name} has no {', '.join(absent)}")
        if name == PERSON and not _is_text(connection, there["pers_person_id"]):
            raise ContractMismatch(f"{PERSON}.pers_person_id is not text")
        read = [each for each in (*required.get(name, ()), *OPTIONAL.get(name, ())) if each in there]
        if name not in required and len(read) < len(OPTIONAL[name]):
            continue  # half a table answers no question
        tables[name] = table(name, *map(column, read), schema=schema or None)
        as_text |= {each for each in read if _is_text(connection, there[each])}
    return Dataset(tables, frozenset(as_text))


def _is_text(connection: Connection, kind: Any) -> bool:
    # SQLite keeps dates as text whatever a column is declared to be.
    return connection.dialect.name == "sqlite" or isinstance(kind, String)


def _columns(connection: Connection, name: str, schema: str) -> dict[str, Any]:
    try:
        found = inspect(connection).get_columns(name, schema=schema or None)
    except NoSuchTableError:
        return {}
    return {str(each["name"]).lower(): each["type"] for each in found}
