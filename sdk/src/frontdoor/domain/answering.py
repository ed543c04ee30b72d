"""The answer to a request for information: what is shared, what is withheld and why, or why nothing is."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from frontdoor.domain.triage import Outcome


class Withholding(StrEnum):
    """Why a part of what was asked for is not shared."""

    THIRD_PARTY = "third_party"
    RISK_OF_HARM = "risk_of_harm"
    PREJUDICE_TO_ENQUIRY = "prejudice_to_enquiry"
    LEGAL_PRIVILEGE = "legal_privilege"
    MORE_THAN_NEEDED = "more_than_needed"
    NOT_HELD = "not_held"
    OTHER = "other"


class RefusalReason(StrEnum):
    """Why a request is refused. Each judges the request alone, so that it says nothing of what is held."""

    NO_LAWFUL_BASIS = "no_lawful_basis"
    CONSENT_NOT_SHOWN = "consent_not_shown"
    NOT_AUTHORISED = "not_authorised"
    MORE_THAN_NEEDED = "more_than_needed"
    ANOTHER_ROUTE = "another_route"
    OTHER = "other"


@frozen
class Withheld:
    """One part that is not shared, for one of the reasons, in `words` that whoever reads them may read."""

    reason: Withholding
    words: str = ""


@frozen
class InformationAnswer:
    """An answer as an officer prepared it, and what came of it: sent back to them, or released.

    `shared` and `message` are what the requester reads, and of `withheld` where something is shared. Where nothing is,
    `withheld` stays with the team: what the requester reads is the same whether nothing is held or nothing may be
    told, since any difference would tell that there is a record. `rationale` never leaves the team.
    """

    outcome: Outcome
    rationale: str
    prepared_by: str
    prepared_by_id: str
    prepared_at: datetime
    shared: str = ""
    withheld: tuple[Withheld, ...] = ()
    refused_because: RefusalReason | None = None
    message: str = ""
    reason_late: str = ""
    sent_back_by: str = ""
    sent_back_because: str = ""
    sent_back_at: datetime | None = None
    released_by: str = ""
    released_by_id: str = ""
    released_at: datetime | None = None

    @property
    def waits_for_release(self) -> bool:
        return self.released_at is None and self.sent_back_at is None

    @property
    def told_withheld(self) -> tuple[Withheld, ...]:
        """What the requester reads of what was withheld."""
        return self.withheld if self.outcome is Outcome.ANSWERED else ()
