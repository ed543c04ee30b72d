"""The made-up families as rows of Mosaic: what each of them is there to show lies in a column of its own."""

from collections.abc import Iterable
from datetime import date

from frontdoor.connectors.people import CaseStatus
from frontdoor.domain.people import Address, BirthDateKind
from frontdoor.testing.families import MadeUpFamily, MadeUpInvolvement, MadeUpPerson, MadeUpRelationship
from frontdoor_mosaic.simulator.store import Store

ALLOCATED = "Allocated social worker"
CONTACT_TYPE = 335
STEP_TYPES = {
    335: ("CONTACT_REFERRAL", "Contact and referral"),
    1186: ("CF_ASSESSMENT", "Child and family assessment"),
    1191: ("CYP_PLAN", "Child or young person in need plan"),
    1208: ("EARLY_HELP", "Early help assessment"),
}
NEXT_ACTIONS = {
    3900: ("No further action", "Y", None),
    3901: ("Begin a child and family assessment", "N", 1186),
    3953: ("Step down to early help", "N", 1208),
}
"""What may follow a contact: its description, whether it ends everything, and the type of step that it opens."""

WARNED = {"hidden_address.grant": ("Violence to workers", "Visit in pairs, not at home.", date(2026, 8, 17))}
"""The one warning of the made-up council's view."""

EX_DIRECTORY = "Ex-directory (do not disclose number)"
LONG_AGO = date(2010, 9, 1)


def fill(store: Store, families: Iterable[MadeUpFamily]) -> None:
    """Write the families where no people are yet; a file that was filled before keeps what it has."""
    families = tuple(families)
    with store.transaction():
        if store.rows("SELECT 1 FROM DM_PERSONS LIMIT 1"):
            return
        _fill_types(store)
        ids = {each.key: int(each.case_id) for family in families for each in family.members if each.case_id}
        for family in families:
            for person in family.members:
                if person.key in ids:
                    _insert_made_up(store, person, ids)
            for link in family.relationships:
                if link.person in ids and link.other in ids:
                    _relate(store, ids[link.person], ids[link.other], link)


def insert_person(
    store: Store,
    person: int,
    *,
    given: str,
    family: str,
    born: date | None,
    estimated: bool,
    sex: str,
    nhs_numbers: Iterable[str],
    upns: Iterable[str],
    restricted: bool = False,
) -> None:
    """One person with their numbers: each NHS number under both types of reference, as councils have been seen to."""
    nhs, upn = [*nhs_numbers], [*upns]
    store.insert(
        "DM_PERSONS",
        {
            "PERSON_ID": person,
            "NHS_ID": int(nhs[0]) if nhs else None,
            "UPN_ID": upn[0] if upn else None,
            "FULL_NAME": " ".join(part for part in (given, family) if part),
            "FIRST_NAME": given,
            "LAST_NAME": family,
            "DATE_OF_BIRTH": born.isoformat() if born else None,
            "GENDER": sex,
            "RESTRICTED": "Y" if restricted else "N",
            "CONTEXT_FLAG": "C",
        },
    )
    store.insert("MO_PERSONS", {"PERSON_ID": person, "AGE_ESTIMATED": "Y" if estimated else "N"})
    kinds = [(kind, number) for number in nhs for kind in ("NHS", "NHS1")]
    kinds += [("UPN" if position == 0 else "UPN_FORMER", number) for position, number in enumerate(upn)]
    for kind, number in kinds:
        row = {"REFERENCE_ID": store.next_id("ROW"), "PERSON_ID": person}
        store.insert("DM_PERSON_REFERENCES", {**row, "REFERENCE_TYPE": kind, "REFERENCE": number})


def insert_address(store: Store, person: int, address: Address, kind: str = "MAIN") -> None:
    """Where a person lives: the same place for everybody at the same address, and a junk street where there is none."""
    written = "\n".join(address.lines) or ("NO FIXED ABODE" if address.note else "")
    postcode = address.postcode.value if address.postcode else None
    if not written and postcode is None:
        return
    known = store.row(
        "SELECT REF_ADDRESS_ID FROM DM_ADDRESSES WHERE ADDRESS = ? AND POST_CODE IS ? LIMIT 1", written, postcode
    )
    store.insert(
        "DM_ADDRESSES",
        {
            "REF_ADDRESSES_PEOPLE_ID": store.next_id("ROW"),
            "REF_ADDRESS_ID": known["REF_ADDRESS_ID"] if known else store.next_id("ADDRESS"),
            "PERSON_ID": person,
            "START_DATE": LONG_AGO.isoformat(),
            "ADDRESS": written,
            "POST_CODE": postcode,
            "ADDRESS_TYPE": kind,
            "IS_CONTACT_ADDRESS": "Y",
            "IS_DISPLAY_ADDRESS": "Y",
            "IS_HMO": "N",
        },
    )


def insert_step(store: Store, people: Iterable[int], kind: int, status: str, team: str) -> int:
    """A step about a group of people; its id."""
    step, subgroup = store.next_id("STEP"), store.next_id("SUBGROUP")
    store.insert("DM_SUBGROUPS", {"SUBGROUP_ID": subgroup, "GROUP_ID": subgroup})
    for person in dict.fromkeys(people):
        values = {"SUBGROUP_ID": subgroup, "SUBJECT_COMPOUND_ID": person, "SUBJECT_TYPE_CODE": "PER"}
        store.insert("DM_SUBGROUP_SUBJECTS", values)
    store.insert(
        "DM_WORKFLOW_STEPS",
        {
            "WORKFLOW_STEP_ID": step,
            "WORKFLOW_STEP_TYPE_ID": kind,
            "SUBGROUP_ID": subgroup,
            "STEP_STATUS": status,
            "RESPONSIBLE_TEAM_ID": team_id(store, team) if team else None,
            "IS_CHILD_CONTACT": "Y" if kind == CONTACT_TYPE else "N",
        },
    )
    return step


def team_id(store: Store, name: str) -> int:
    """The team of that name, made where there is none."""
    known = store.row("SELECT ORGANISATION_ID FROM DM_ORGANISATIONS WHERE NAME = ?", name)
    if known is not None:
        return int(known["ORGANISATION_ID"])
    made = store.next_id("ROW")
    store.insert("DM_ORGANISATIONS", {"ORGANISATION_ID": made, "NAME": name})
    return made


def _fill_types(store: Store) -> None:
    for kind, (_, description) in STEP_TYPES.items():
        store.insert("DM_WORKFLOW_STEP_TYPES", {"WORKFLOW_STEP_TYPE_ID": kind, "DESCRIPTION": description})
    for action, (description, ends, _) in NEXT_ACTIONS.items():
        values = {"WORKFLOW_NEXT_ACTION_TYPE_ID": action, "DESCRIPTION": description, "IS_NO_FURTHER_ACTION": ends}
        store.insert("DM_WORKFLOW_NXT_ACTION_TYPES", values)


def _insert_made_up(store: Store, person: MadeUpPerson, ids: dict[str, int]) -> None:
    number, upns = ids[person.key], (person.upn, *person.former_upns) if person.upn else person.former_upns
    insert_person(
        store,
        number,
        given=person.name.given,
        family=person.name.family,
        born=person.birth_date.on,
        estimated=person.birth_date.kind is BirthDateKind.ESTIMATED,
        sex=person.sex.value,
        nhs_numbers=[each.value for each in person.nhs_numbers],
        upns=[each.value for each in upns],
        restricted=person.restricted,
    )
    for name in person.other_names:
        values = {"PERSON_NAME_ID": store.next_id("ROW"), "PERSON_ID": number, "NAME_TYPE_ID": "OTHER"}
        store.insert("MO_PERSON_NAMES", {**values, "FIRST_NAMES": name.given, "LAST_NAMES": name.family})
    insert_address(store, number, person.address, "CONFIDENT" if person.do_not_disclose_address else "MAIN")
    if person.phone:
        kind = EX_DIRECTORY if person.ex_directory else "Home"
        values = {"TELEPHONE_NUMBER_ID": store.next_id("ROW"), "PERSON_ID": number}
        store.insert(
            "DM_TELEPHONE_NUMBERS", {**values, "TELEPHONE_NUMBER": person.phone, "TELEPHONE_NUMBER_TYPE": kind}
        )
    for involved in person.involvements:
        _involve(store, number, involved)
    if person.case_status is not CaseStatus.NOT_KNOWN:
        insert_step(store, [number], 1191, "STARTED" if person.case_status is CaseStatus.OPEN else "COMPLETED", "")
    if person.duplicate_of in ids:
        _link(store, number, ids[person.duplicate_of], "Duplicate", None)
    if person.key in WARNED:
        kind, said, since = WARNED[person.key]
        values = {"PERSON_ID": number, "WARNING_TYPE": kind, "WARNING_TEXT": said, "START_DATE": since.isoformat()}
        store.insert("V_PERSON_WARNINGS", values)


def _involve(store: Store, person: int, involved: MadeUpInvolvement) -> None:
    worker = _worker_id(store, involved)
    values = {"PERSON_ID": person, "WORKER_ID": worker, "START_DATE": involved.since.isoformat()}
    if involved.role == ALLOCATED:
        store.insert("DM_ALLOCATED_WORKERS", {"ALLOCATION_ID": store.next_id("ROW"), **values})
        return
    code = "".join(word[:4].upper() for word in involved.role.split())
    if not store.rows("SELECT 1 FROM DM_PROF_REL_TYPES WHERE PROF_REL_TYPE_CODE = ?", code):
        store.insert("DM_PROF_REL_TYPES", {"PROF_REL_TYPE_CODE": code, "DESCRIPTION": involved.role})
    row = {"PROF_RELATIONSHIP_ID": store.next_id("ROW"), "PROF_REL_TYPE_CODE": code}
    store.insert("DM_PROF_RELATIONSHIPS", {**row, **values})


def _worker_id(store: Store, involved: MadeUpInvolvement) -> int:
    worker = involved.worker
    known = store.row("SELECT WORKER_ID FROM DM_WORKERS WHERE FULL_NAME = ?", worker.name)
    if known is not None:
        return int(known["WORKER_ID"])
    made = store.next_id("ROW")
    store.insert("DM_WORKERS", {"WORKER_ID": made, "FULL_NAME": worker.name})
    values = {"WORKER_ROLE_ID": store.next_id("ROW"), "WORKER_ID": made, "PRIMARY_ROLE": "Y"}
    store.insert("DM_WORKER_ROLES", {**values, "ORGANISATION_ID": team_id(store, worker.team)})
    return made


def _relate(store: Store, person: int, other: int, link: MadeUpRelationship) -> None:
    _link(store, person, other, link.relation.capitalize(), link.parental_responsibility)


def _link(store: Store, person: int, other: int, description: str, responsible: bool | None) -> None:
    known = store.row("SELECT PERSONAL_REL_TYPE_ID FROM DM_PERSONAL_REL_TYPES WHERE DESCRIPTION = ?", description)
    kind = known["PERSONAL_REL_TYPE_ID"] if known else store.next_id("ROW")
    if known is None:
        store.insert("DM_PERSONAL_REL_TYPES", {"PERSONAL_REL_TYPE_ID": kind, "DESCRIPTION": description})
    store.insert(
        "DM_PERSONAL_RELATIONSHIPS",
        {
            "PERSONAL_RELATIONSHIP_ID": store.next_id("ROW"),
            "PERSON_ID": person,
            "PERSONAL_REL_TYPE_ID": kind,
            "OTHER_PERSON_ID": other,
            "PARENTAL_RESPONSIBILITY": None if responsible is None else "Y" if responsible else "N",
        },
    )
