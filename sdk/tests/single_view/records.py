"""The records that the two systems hold of the made-up children, with nothing added."""

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.testing.families import MadeUpPerson


def person_record(of: MadeUpPerson) -> PersonRecord:
    """The case-management record; a restricted one carries its display name at most."""
    assert of.case_id is not None
    if of.restricted:
        return PersonRecord(of.case_id, PersonName(family=str(of.name)), restricted=True)
    return PersonRecord(
        id=of.case_id,
        name=of.name,
        other_names=of.other_names,
        birth_date=of.birth_date,
        sex=of.sex,
        address=of.address,
        nhs_numbers=of.nhs_numbers,
        upns=(of.upn,) if of.upn else (),
    )


def pupil_record(of: MadeUpPerson) -> PupilRecord:
    assert of.pupil is not None
    pupil = of.pupil
    return PupilRecord(
        id=pupil.upn.value,
        name=pupil.name,
        other_names=(pupil.preferred_name,) if pupil.preferred_name else (),
        birth_date=BirthDate(pupil.birth_date),
        sex=pupil.sex,
        upn=pupil.upn,
        former_upns=pupil.former_upns,
    )
