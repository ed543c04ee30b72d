"""What an education record says of a pupil besides who they are: absence, support, and how the record came about."""

from collections.abc import Mapping

from attrs import frozen

from frontdoor.connectors.pupils import (
    Intake,
    IntakeState,
    KeyContact,
    MissingEducation,
    PupilRecord,
    SenInvolvement,
    Suspension,
)
from frontdoor_portal.web.display import day

Row = tuple[str, str]

REASONS: Mapping[str, str] = {
    "PP": "physical assault against a pupil",
    "PA": "physical assault against an adult",
    "VP": "verbal abuse or threatening behaviour against a pupil",
    "VA": "verbal abuse or threatening behaviour against an adult",
    "OW": "use or threat of use of an offensive weapon",
    "BU": "bullying",
    "RA": "racist abuse",
    "LG": "abuse against sexual orientation and gender identity",
    "DS": "abuse relating to disability",
    "SM": "sexual misconduct",
    "DA": "drug and alcohol related",
    "DM": "damage",
    "TH": "theft",
    "MT": "inappropriate use of social media or online technology",
    "DB": "persistent or general disruptive behaviour",
    "PH": "wilful and repeated transgression of protective measures",
}
"""Reasons for suspension as the school census codes them (Department for Education); another code is shown as it is."""

NEEDS: Mapping[str, str] = {
    "SPLD": "specific learning difficulty",
    "MLD": "moderate learning difficulty",
    "SLD": "severe learning difficulty",
    "PMLD": "profound and multiple learning difficulty",
    "SEMH": "social, emotional and mental health",
    "SLCN": "speech, language and communication",
    "HI": "hearing impairment",
    "VI": "vision impairment",
    "MSI": "multi-sensory impairment",
    "PD": "physical disability",
    "ASD": "autistic spectrum disorder",
    "DS": "Down syndrome",
    "OTH": "another difficulty or disability",
    "NSA": "not assessed by a specialist yet",
}
"""Main needs as the school census codes them (Department for Education); other words are shown as they are."""

INTAKE: Mapping[IntakeState, str] = {
    IntakeState.AUTOMATCHED: "The latest file was matched to this record automatically, and agrees with it",
    IntakeState.CONFLICT: "The latest file differs from this record",
    IntakeState.UNMATCHED: "The latest file was matched to no record: nobody has confirmed whose it is",
}

NOTED: Mapping[str, str] = {"sen": "the council’s work on special needs"}
"""Parts of a record that this page calls by another name."""

NOT_SHOWN = "Not shown here. Ask the front door"
"""For a school's copy of an address: social care forbids it, or could not be asked."""
TELLS_NO_ADDRESS = frozenset(
    {
        "name",
        "given_name",
        "family_name",
        "other_names",
        "birth_date",
        "date_of_birth",
        "sex",
        "gender",
        "upn",
        "former_upn",
        "former_upns",
        "school",
        "year_group",
    }
)
"""Fields whose conflicts anybody may see who may see the record."""


@frozen
class Arrival:
    """How what arrived last was joined to the record, and each field in which they differ: (field, held, arrived)."""

    text: str
    conflicts: tuple[tuple[str, str, str], ...] = ()


def notes_of(record: PupilRecord) -> tuple[Row, ...]:
    """What the source says of a part of its own record: that it was not told of suspensions, which is not "none"."""
    return tuple((f"Note on {NOTED.get(part) or _part(part)}", note) for part, note in record.notes.items())


def schooling_rows(record: PupilRecord) -> tuple[Row, ...]:
    """Rows of the record's card; what the source does not say is left out."""
    rows = (
        ("Missing education", _missing(record.missing_education) if record.missing_education else ""),
        ("Suspended", "\n".join(map(_suspension, record.suspensions))),
        ("Council’s work on special needs", "\n".join(map(_involvement, record.sen))),
    )
    return tuple((name, value) for name, value in rows if value)


def arrival_of(intake: Intake | None, *, shows_address: bool) -> Arrival | None:
    """How the record came about; without `shows_address` no conflict is shown that may tell of an address."""
    if intake is None:
        return None
    when = f" ({day(intake.arrived_on)})" if intake.arrived_on else ""
    return Arrival(
        f"{INTAKE[intake.state]}{when}.",
        tuple(
            (_named(each.field), each.held or "Nothing", each.arrived or "Nothing")
            if shows_address or each.field in TELLS_NO_ADDRESS
            else (_named(each.field), NOT_SHOWN, NOT_SHOWN)
            for each in intake.conflicts
        ),
    )


def _named(field: str) -> str:
    """A field's name as words: `Former UPN`."""
    words = _part(field)
    return words[:1].upper() + words[1:]


def _part(field: str) -> str:
    """A part of a record within a sentence: `former UPN`, and `given name` for `name.given`."""
    words = " ".join(reversed(field.split("."))).replace("_", " ").split(" ")
    return " ".join(word.upper() if word in {"upn", "nhs", "sen"} else word for word in words)


def _missing(missing: MissingEducation) -> str:
    where = "Taught at home" if missing.home_educated else "On no school’s roll"
    since = f" since {day(missing.since)}" if missing.since else ""
    return f"{where}{since}" + (f": {missing.reason}" if missing.reason else "")


def _suspension(suspension: Suspension) -> str:
    reasons = ", ".join(REASONS.get(code, code) for code in suspension.reasons)
    because = f": {reasons}" if reasons else ""
    if suspension.permanent:
        return f"Permanently excluded from {day(suspension.starts)}{because}"
    until = f" to {day(suspension.ends)}" if suspension.ends else ""
    sessions = (
        f", {suspension.sessions} session{'' if suspension.sessions == 1 else 's'}" if suspension.sessions else ""
    )
    return f"{day(suspension.starts)}{until}{sessions}{because}"


def main_need(involvement: SenInvolvement) -> str:
    """A sentence about it, after another; empty where none is told."""
    code = involvement.primary_need
    return f". Main need: {NEEDS.get(code, code)}" if code else ""


def _involvement(involvement: SenInvolvement) -> str:
    since = f" since {day(involvement.since)}" if involvement.since else ""
    need = main_need(involvement)
    return f"{involvement.phase}{since}{need}" + (f". Led by {_lead(involvement.lead)}" if involvement.lead else "")


def _lead(lead: KeyContact) -> str:
    return ", ".join(part for part in (lead.name, lead.role, lead.phone, lead.email) if part)
