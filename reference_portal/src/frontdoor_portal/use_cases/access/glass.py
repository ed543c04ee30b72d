"""Breaking the glass: a record opened for an hour in an emergency, with a reason, and reviewed every time."""

import secrets

from attrs import frozen

from frontdoor.access import (
    BreakGlass,
    Review,
    ReviewRule,
    break_glass,
)
from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.access.alerting import open_review
from frontdoor_portal.use_cases.access.claim import sighting_to_open
from frontdoor_portal.use_cases.access.viewing import record_of
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import FactorNotFresh, NotPermitted
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.second_factor.confirming import require_fresh_factor
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.starting_session import NewSession, rotate_session


@frozen
class Broken:
    """A glass that was broken, and the session under its new id: the old one opens nothing any more (ASVS 7.2.4)."""

    glass: BreakGlass
    started: NewSession


def break_the_glass(office: Office, who: SignedIn, token: str, reason: str, explanation: str) -> Broken:
    """Open one record of one's own search for an hour; a glass broken before, for this or another child, ends.

    Whoever asks must have proved just now who they are, so that an open screen is not enough (ASVS 7.5.3). A record
    that is open anyway needs no broken glass: the one that is asked for is kept all the same, since somebody gave a
    reason for it. Raises `BreakGlassRefused`, `FactorNotFresh`, `NotVisible` and `NotPermitted`.
    """
    by = who.professional
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    require_fresh_factor(office, who)
    with office.work.begin() as tx:
        session = tx.accounts.session(who.session.token_hash)
        if session is None:
            raise FactorNotFresh  # signed out meanwhile: whoever sits there proves themselves again
        record = record_of(sighting_to_open(office, tx, by, token))
        broken = break_glass(
            secrets.token_urlsafe(12),
            record,
            professional_id=by.id,
            agency_id=by.agency.id,
            reason=reason,
            explanation=explanation,
            now=office.now(),
        )
        _end_those_in_force(office, tx, by)
        tx.access.add_glass(broken)
        audit(office, tx, by, Action.BROKE_GLASS, str(record), purpose=broken.reason.value, detail=broken.id)
        open_review(tx, ReviewRule.BREAK_GLASS, by.id, record, broken.id, broken.from_at, broken.reason.value)
        return Broken(broken, rotate_session(tx, by, session, office.now()))


def end_broken_glass(office: Office, by: Professional) -> None:
    """Close what one opened, before its hour is over."""
    with office.work.begin() as tx:
        _end_those_in_force(office, tx, by)


def _end_those_in_force(office: Office, tx: Transaction, by: Professional) -> None:
    now = office.now()
    for broken in tx.access.glasses_broken_by(by.id):
        if broken.is_in_force(now):
            tx.access.end_glass(broken.ended(now))
            audit(office, tx, by, Action.ENDED_BREAK_GLASS, str(broken.record), detail=broken.id)


def broken_glass_of(office: Office, by: Professional) -> BreakGlass | None:
    """The glass that a person has broken and that is still open: every page says so while it is."""
    now = office.now()
    with office.work.reading() as tx:
        return next((each for each in tx.access.glasses_broken_by(by.id) if each.is_in_force(now)), None)


@frozen
class MyAccess:
    """What somebody opened on their own word, and what came of the reviews; no child is named."""

    glasses: tuple[tuple[BreakGlass, Review | None], ...]
    claims: tuple[Review, ...]


def my_access(office: Office, by: Professional) -> MyAccess:
    """One's own broken glasses and claims, newest first."""
    with office.work.reading() as tx:
        reviews = tx.reviews.reviews_of(by.id)
        of_glass = {each.about: each for each in reviews if each.rule is ReviewRule.BREAK_GLASS}
        return MyAccess(
            tuple((each, of_glass.get(each.id)) for each in tx.access.glasses_broken_by(by.id)),
            tuple(each for each in reviews if each.rule is ReviewRule.SELF_CLAIM),
        )
