"""Saying that one works with a child, where the front door does not know it: believed, and reviewed by another."""

import secrets

from frontdoor.access import Answer, RelationshipKind, ReviewRule, TheirRelationship, relate
from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.access.alerting import open_review
from frontdoor_portal.use_cases.access.judging import ruling_on
from frontdoor_portal.use_cases.access.relationships import record_relationship
from frontdoor_portal.use_cases.access.viewing import record_of
from frontdoor_portal.use_cases.models import Sighting
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible

LEAST_EVIDENCE = 10
LONGEST_EVIDENCE = 500


class ClaimRefused(ValueError):
    """What was said is not enough, or too much. The message says what to do."""


def sighting_to_open(office: Office, tx: Transaction, by: Professional, token: str) -> Sighting:
    """A record of one's own search that one may at least know of. Raises `NotVisible`."""
    sighting = tx.sightings.get(token, by.id)
    if sighting is None or ruling_on(office, tx, by, record_of(sighting)).answer is Answer.NOTHING:
        raise NotVisible(token)
    return sighting


def may_ask(office: Office, by: Professional, token: str) -> None:
    """Let somebody see the form for a record they may know of. Raises `NotPermitted` and `NotVisible`."""
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    with office.work.reading() as tx:
        sighting_to_open(office, tx, by, token)


def claim(office: Office, by: Professional, token: str, evidence: str) -> TheirRelationship:
    """A person's own word that they work with a child; the privacy officer is asked to look at it.

    It opens a normal record only, and the answer to it does not tell whether it did: that is for the page of the
    record. Raises `ClaimRefused`, `NotVisible` and `NotPermitted`.
    """
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    said = " ".join(evidence.split())
    if len(said) < LEAST_EVIDENCE:
        raise ClaimRefused("Say how you work with the child")
    if len(said) > LONGEST_EVIDENCE:
        raise ClaimRefused(f"Say it in {LONGEST_EVIDENCE} characters or fewer")
    with office.work.begin() as tx:
        record = record_of(sighting_to_open(office, tx, by, token))
        now = office.now()
        claimed = relate(
            secrets.token_urlsafe(12),
            RelationshipKind.SELF_CLAIMED,
            record,
            professional_id=by.id,
            agency_id=by.agency.id,
            evidence=said,
            granted_by=by.id,
            now=now,
        )
        record_relationship(office, tx, by, claimed)
        open_review(tx, ReviewRule.SELF_CLAIM, by.id, record, claimed.id, now)
    return claimed
