"""The tables, as SQLAlchemy declarative rows grouped by subject.

They may touch SQLAlchemy and the words of the front door (for the closed lists of codes), and hold no behaviour.
"""

from frontdoor_portal.storage.rows.access import (
    BreakGlassRow,
    CanaryRow,
    LevelRow,
    OwnPostcodeRow,
    RelationshipRow,
    ReviewRow,
    ReviewScanRow,
    SubjectRow,
)
from frontdoor_portal.storage.rows.accounts import (
    AddressChangeRow,
    AgencyDomainRow,
    AgencyProposalRow,
    AgencyRow,
    PasswordResetRow,
    ProfessionalRow,
    RegistrationRow,
    SessionRow,
    SharedDomainRow,
)
from frontdoor_portal.storage.rows.attachments import AttachmentRow
from frontdoor_portal.storage.rows.audit import AuditChainRow, AuditEntryRow, AuditSealRow
from frontdoor_portal.storage.rows.base import Base
from frontdoor_portal.storage.rows.contacts import (
    ContactDetailRow,
    ContactEventRow,
    ContactPriorityChangeRow,
    ContactQuestionRow,
    ContactRow,
    ContactSubmissionRow,
)
from frontdoor_portal.storage.rows.drafts import (
    DraftRow,
    DraftShareRow,
    DraftVersionRow,
    FormInForceRow,
    KeptFormRow,
    SightingRow,
)
from frontdoor_portal.storage.rows.emails import EmailTroubleRow, HeldNoticeRow, NoticePreferencesRow, SentEmailRow
from frontdoor_portal.storage.rows.form_versions import FormVersionRow, LibraryFormRow
from frontdoor_portal.storage.rows.links import MatchReviewRow, RecordLinkRow
from frontdoor_portal.storage.rows.outbox import HandOffRow, MessageState, OutboxMessageRow
from frontdoor_portal.storage.rows.people import PeopleFeedRow, PersonKeyRow, PersonRow, PersonWordRow
from frontdoor_portal.storage.rows.role_proposals import RoleProposalRow
from frontdoor_portal.storage.rows.sign_ins import (
    LinkedIdentityRow,
    OneTimeCodeRow,
    ProviderAttemptRow,
    SecondFactorRow,
)
from frontdoor_portal.storage.rows.wrong_details import WrongDetailRow

__all__ = [
    "AddressChangeRow",
    "AgencyDomainRow",
    "AgencyProposalRow",
    "AgencyRow",
    "AttachmentRow",
    "AuditChainRow",
    "AuditEntryRow",
    "AuditSealRow",
    "Base",
    "BreakGlassRow",
    "CanaryRow",
    "ContactDetailRow",
    "ContactEventRow",
    "ContactPriorityChangeRow",
    "ContactQuestionRow",
    "ContactRow",
    "ContactSubmissionRow",
    "DraftRow",
    "DraftShareRow",
    "DraftVersionRow",
    "EmailTroubleRow",
    "FormInForceRow",
    "FormVersionRow",
    "HandOffRow",
    "HeldNoticeRow",
    "KeptFormRow",
    "LevelRow",
    "LibraryFormRow",
    "LinkedIdentityRow",
    "MatchReviewRow",
    "MessageState",
    "NoticePreferencesRow",
    "OneTimeCodeRow",
    "OutboxMessageRow",
    "OwnPostcodeRow",
    "PasswordResetRow",
    "PeopleFeedRow",
    "PersonKeyRow",
    "PersonRow",
    "PersonWordRow",
    "ProfessionalRow",
    "ProviderAttemptRow",
    "RecordLinkRow",
    "RegistrationRow",
    "RelationshipRow",
    "ReviewRow",
    "ReviewScanRow",
    "RoleProposalRow",
    "SecondFactorRow",
    "SentEmailRow",
    "SessionRow",
    "SharedDomainRow",
    "SightingRow",
    "SubjectRow",
    "WrongDetailRow",
]
