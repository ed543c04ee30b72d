"""What the sender's side may still say of a contact that was sent, and a second look at its decision."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen


class AdditionReason(StrEnum):
    """Why something was added."""

    NEW_INFORMATION = "new_information"
    CORRECTION = "correction"
    ANSWER_TO_CALL = "answer_to_call"
    OTHER = "other"


@frozen
class Addition:
    """Something added to a contact after it was sent: an entry of its change log, never changed but to be read.

    `question_id` is the question of the form that a correction is about; what was sent stays as it was sent.
    `after_decision`: a decision had been made by then, so that it was not weighed in it. `of_others`: it tells of
    another child of the same form, so that it is read here and goes into no record of this one.
    """

    id: str
    reason: AdditionReason
    text: str
    by_id: str
    by: str
    at: datetime
    question_id: str = ""
    after_decision: bool = False
    read_by: str = ""
    read_at: datetime | None = None
    of_others: bool = False

    @property
    def is_unread(self) -> bool:
        return self.read_at is None


class WithdrawalReason(StrEnum):
    """Why a contact was taken back."""

    MISTAKE = "mistake"
    DUPLICATE = "duplicate"
    OTHER_AGENCY = "other_agency"
    NO_LONGER = "no_longer"
    OTHER = "other"


class SecondLookReason(StrEnum):
    """Why somebody asks for a decision to be looked at again."""

    NOT_CONSIDERED = "not_considered"
    THRESHOLD = "threshold"
    RISK = "risk"
    NEW_INFORMATION = "new_information"
    OTHER = "other"


class SecondLookAnswer(StrEnum):
    """`CHANGED`: the decision does not stand, and the contact is decided again."""

    UPHELD = "upheld"
    CHANGED = "changed"


@frozen
class SecondLook:
    """Somebody asked that a decision be looked at again, and what came of it.

    `about` is the number of the decision, the first being 1. `by_team`: an officer opened it, not the sender's side.
    `due_at` is when a manager answers it by.
    """

    about: int
    reason: SecondLookReason
    text: str
    asked_by_id: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    by_team: bool = False
    answer: SecondLookAnswer | None = None
    message: str = ""
    answered_by_id: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None
