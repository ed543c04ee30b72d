"""What the family was told and agreed to, kept as three separate matters and never as one tick.

Source: the design's domain rules, after the seven golden rules of information sharing (DfE, 2024).
"""

from datetime import date
from enum import StrEnum

from attrs import field, frozen


class ReasonNotInformed(StrEnum):
    """Why the family was not told before the concern was sent."""

    RISK_OF_SIGNIFICANT_HARM = "risk_of_significant_harm"
    RISK_TO_ANOTHER = "risk_to_another"
    PREJUDICE_TO_ENQUIRY = "prejudice_to_enquiry"
    DELAY = "delay"
    LOSS_OF_EVIDENCE = "loss_of_evidence"
    NOT_CONTACTABLE = "not_contactable"
    REFUSED = "refused"


class AgreementForm(StrEnum):
    VERBAL = "verbal"
    WRITTEN = "written"


@frozen
class Agreement:
    """Agreement to support: whether it was sought, what was said, by whom, when and how."""

    sought: bool | None = None
    given: bool | None = None
    by_whom: str = ""
    on: date | None = None
    form: AgreementForm | None = None


@frozen
class Consent:
    """(1) was the family informed, (2) did they agree to support, (3) on what lawful basis is this shared.

    None means the sender has not said, which only an urgent and incomplete concern may leave so.
    """

    family_informed: bool | None = None
    reasons_not_informed: frozenset[ReasonNotInformed] = frozenset()
    agreement: Agreement = field(factory=Agreement)
    lawful_bases: tuple[str, ...] = ()
    """UK GDPR Article 6 and 9 grounds and Data Protection Act 2018 Schedule 1 conditions, by code."""
