"""What a reader is told where a source gave no answer: the state, and a plain sentence that never says "none"."""

from typing import TypeAlias

from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    DuplicateSuspected,
    RateLimited,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unsupported,
)
from frontdoor.domain.facts import SourceState
from frontdoor_portal.connections.failures import NotConnected, NothingToAskWith, Resting, TooBusy, TooSlow

_NOT_NONE = "This does not mean there is no record."
_ASK = "Ask the front door team."

RESTRICTED_DETAILS = f"This record is restricted, so this part of it is not shown. {_ASK}"
UNRELIABLE = f"{{title}} gave an answer that cannot be relied on, so nothing of it is shown. {_NOT_NONE}"
SOMEBODY_ELSE = (
    "{title} answered with a different name and date of birth than in your search, so nothing of it is shown. "
    f"{_ASK} {_NOT_NONE}"
)
PARTLY = "{title} answered only part of the search. There may be more than is shown."
NO_SUCH_RECORD = SourceState.NONE_FOUND, "{title} answered that it has no such record."
NOTHING_OF_NO_RECORD = (
    SourceState.DID_NOT_ANSWER,
    "{title} answered that it has no such record, so nothing is known of this part of it.",
)
"""For what belongs to a record: that there is no such record does not say that it has no warnings."""

_Kinds: TypeAlias = type[ConnectorFailure] | tuple[type[ConnectorFailure], ...]

_SENTENCES: tuple[tuple[_Kinds, SourceState, str], ...] = (
    (RestrictedRecord, SourceState.NOT_ALLOWED, f"{{title}} has a record that cannot be shown here. {_ASK}"),
    (NotConnected, SourceState.SWITCHED_OFF, f"{{title}} is not connected. {_NOT_NONE}"),
    (
        NothingToAskWith,
        SourceState.SWITCHED_OFF,
        f"{{title}} was not asked: it needs a name with one more detail, or a number that it holds. {_NOT_NONE}",
    ),
    (RecordRejected, SourceState.SWITCHED_OFF, f"{{title}} cannot be searched with what was given. {_NOT_NONE}"),
    (Unsupported, SourceState.SWITCHED_OFF, f"{{title}} cannot be asked about this from here. {_NOT_NONE}"),
    (TooSlow, SourceState.DID_NOT_ANSWER, f"{{title}} did not answer in time. {_NOT_NONE}"),
    (
        Resting,
        SourceState.DID_NOT_ANSWER,
        f"{{title}} has stopped answering, so it was not asked. Try again in a minute. {_NOT_NONE}",
    ),
    (
        TooBusy,
        SourceState.DID_NOT_ANSWER,
        f"{{title}} has too many questions waiting, so it was not asked. Try again in a minute. {_NOT_NONE}",
    ),
    (
        CredentialsRefused,
        SourceState.DID_NOT_ANSWER,
        f"{{title}} did not let this service sign in. The support team has to act. {_NOT_NONE}",
    ),
    (
        RateLimited,
        SourceState.DID_NOT_ANSWER,
        f"{{title}} did not answer: it asked to wait. Try again in a few minutes. {_NOT_NONE}",
    ),
    (
        RecordLocked,
        SourceState.DID_NOT_ANSWER,
        f"Somebody is working in this record in {{title}}. Try again in a few minutes. {_NOT_NONE}",
    ),
    (
        (ContractMismatch, DuplicateSuspected),
        SourceState.DID_NOT_ANSWER,
        UNRELIABLE,
    ),
    (ConnectorFailure, SourceState.DID_NOT_ANSWER, f"{{title}} could not be reached. {_NOT_NONE}"),
)
"""The first line whose failure fits is said."""


def explain(failure: ConnectorFailure, title: str) -> tuple[SourceState, str]:
    """The state and the sentence for a failure of the source that readers know as `title`."""
    for kind, state, sentence in _SENTENCES:
        if isinstance(failure, kind):
            return state, sentence.format(title=title)
    raise AssertionError("Every failure is a ConnectorFailure")
