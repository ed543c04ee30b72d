"""Somebody has left: their account is shut, every wider role of theirs ends with it, and others are told."""

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.keeping import note, shut
from frontdoor_portal.use_cases.joining.models import StillHere
from frontdoor_portal.use_cases.joining.telling import tell_of_leaving
from frontdoor_portal.use_cases.models import Action, Standing
from frontdoor_portal.use_cases.ports import Office, Transaction

_ALONE = frozenset({Role.PROFESSIONAL})


def leave(office: Office, tx: Transaction, person: Professional, by: str, answer: StillHere = StillHere.LEFT) -> None:
    """Shut the account of somebody who left or moved. Roles were given for the job they had there."""
    shut(office, tx, person, Standing.LEFT, by)
    lose_roles(office, tx, person, by)
    note(office, tx, by, Action.LEFT, person.id, answer.value)
    tell_of_leaving(office, tx, person, by)


def lose_roles(office: Office, tx: Transaction, person: Professional, by: str) -> None:
    """Leave somebody the role of a professional alone: whatever is wider is given anew, by those who may give it."""
    if person.roles != _ALONE:
        tx.accounts.set_roles(person.id, _ALONE)
        note(office, tx, by, Action.ROLES_SET, person.id, f"{Role.PROFESSIONAL.value};left")
