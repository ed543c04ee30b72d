"""A referral: what a contact becomes when children's social care takes it. A contact is not yet a referral."""

from datetime import datetime

from attrs import frozen

from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child
from frontdoor.domain.triage import OPENS_EPISODE, ChosenRecord, Priority


@frozen
class Referral:
    """The work that children's social care takes on, ready to be opened as an episode."""

    reference: Reference
    child: Child
    record: ChosenRecord
    referral_source: str
    category: str
    priority: Priority
    level_of_need: str
    rationale: str
    received_at: datetime
    decided_at: datetime
    decided_by: str
    team: str
    not_the_same_as: tuple[str, ...] = ()
    """Records that the system took for the child and an officer said are somebody else's."""

    @classmethod
    def of(cls, contact: Contact) -> "Referral":
        """The referral a decided contact became; raises `ValueError` where it did not become one."""
        decision, record = contact.decision, contact.record
        if decision is None or decision.outcome not in OPENS_EPISODE or record is None:
            raise ValueError("This contact was not decided as a referral")
        return cls(
            reference=contact.reference,
            child=contact.child,
            record=record,
            referral_source=contact.sender.referral_source,
            category=contact.category,
            priority=contact.priority,
            level_of_need=decision.level_of_need,
            rationale=decision.rationale,
            received_at=contact.received_at,
            decided_at=decision.decided_at,
            decided_by=decision.decided_by,
            team=decision.team,
            not_the_same_as=contact.record_choice.not_the_same_as if contact.record_choice else (),
        )
