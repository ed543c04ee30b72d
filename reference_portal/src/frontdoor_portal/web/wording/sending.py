"""What a sender does after sending: adding, withdrawing, asking for a second look."""

from collections.abc import Mapping

from frontdoor.domain.after_sending import AdditionReason, SecondLookAnswer, SecondLookReason, WithdrawalReason
from frontdoor_portal.web.wording.word import Word

ADDITION: Mapping[AdditionReason, Word] = {
    AdditionReason.NEW_INFORMATION: Word("New information", "Something happened, or you learnt something."),
    AdditionReason.CORRECTION: Word("Correction", "An answer that was sent is wrong or out of date."),
    AdditionReason.ANSWER_TO_CALL: Word("Answer to a call", "The team called, and you promised to send something."),
    AdditionReason.OTHER: Word("Something else"),
}

WITHDRAWAL: Mapping[WithdrawalReason, Word] = {
    WithdrawalReason.MISTAKE: Word("It was sent by mistake"),
    WithdrawalReason.DUPLICATE: Word("It was sent more than once"),
    WithdrawalReason.OTHER_AGENCY: Word("Another agency has already told you"),
    WithdrawalReason.NO_LONGER: Word("What we know now has changed our view"),
    WithdrawalReason.OTHER: Word("Another reason"),
}

SECOND_LOOK_REASON: Mapping[SecondLookReason, Word] = {
    SecondLookReason.NOT_CONSIDERED: Word("Something we told you was not considered"),
    SecondLookReason.THRESHOLD: Word("We think the threshold for a service is met"),
    SecondLookReason.RISK: Word("We think the risk is higher"),
    SecondLookReason.NEW_INFORMATION: Word("There is new information"),
    SecondLookReason.OTHER: Word("Another reason"),
}

SECOND_LOOK: Mapping[SecondLookAnswer | None, Word] = {
    None: Word("Second look asked for", "A manager who did not decide looks at the decision again.", colour="yellow"),
    SecondLookAnswer.UPHELD: Word(
        "The decision stands", "A manager looked again, and the decision stands.", colour="grey"
    ),
    SecondLookAnswer.CHANGED: Word(
        "To be decided again", "A manager looked again: the first decision does not stand.", colour="purple"
    ),
}
"""Where a second look is; None while it waits for its answer."""

UNREAD = Word("New information", "The sender added or answered something that nobody has read.", colour="purple")
