"""What an officer reads where delivery could not go on by itself: what happened, and what to do now."""

from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    DuplicateSuspected,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unsupported,
)
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.judging_episode import shown
from frontdoor_portal.use_cases.one_child import LEFT_OUT

NO_CONTACT = "The contact that this is about is not there."

BESIDE_SEALED = f"Another child of the same form is sealed, so this was not sent by itself. {LEFT_OUT}"
"""Only those who may know of the sealed child see the hand-off that says this."""

_MOST_FAULTS = 10
_AGAIN = "Then send it again, or open the episode in {title} yourself and enter its number here."
_BY_HAND = "Open the episode in {title} yourself and enter its number here."
_KNOWN_ALREADY = (
    "{title} believes that it knows this child. Where records are offered here, look at each, and say whose record "
    "it is. Where none is, look for the child in {title}, open the episode there yourself and enter its number here; "
    "if you do not find the child, a duty manager settles this."
)
"""One sentence, however many records there are and whoever reads it: a number would tell of those they may not see."""

_CAUSES: tuple[tuple[type[ConnectorFailure], str], ...] = (
    (
        NotFound,
        "{title} has no record with the number that was chosen. Find the right record in {title}. " + _BY_HAND,
    ),
    (
        RestrictedRecord,
        "{title} does not let this service write in the chosen record, because it is restricted. " + _BY_HAND,
    ),
    (Unsupported, "{title} takes no episodes from this service. " + _BY_HAND),
    (DuplicateSuspected, _KNOWN_ALREADY),
    (CredentialsRefused, "{title} did not let this service sign in. Tell the support team. " + _AGAIN),
    (RateLimited, "{title} asked this service to wait for too long. Tell the support team. " + _AGAIN),
    (RecordLocked, "Somebody had the record open in {title} for too long. Ask them to close it. " + _AGAIN),
)

_WHY_NOT_FILED: tuple[tuple[type[ConnectorFailure], str], ...] = (
    (NotFound, "{title} has no episode or record of the number that is recorded here."),
    (RestrictedRecord, "{title} does not let this service write in the record, because it is restricted."),
    (Unsupported, "{title} does not take this from this service."),
    (CredentialsRefused, "{title} did not let this service sign in. Tell the support team."),
    (RateLimited, "{title} asked this service to wait for too long. Tell the support team."),
    (RecordLocked, "Somebody had the record open in {title} for too long."),
    (OutcomeUnknown, "{title} never said whether it has this already: look before you add it."),
    (ContractMismatch, "{title} never said whether it has this already: look before you add it."),
)


def cannot_be_known(title: str, reference: Reference) -> str:
    """Nobody knows whether an episode exists, and asking the system did not tell."""
    return (
        f"We could not find out whether {title} has an episode for this. Look for {reference} in {title}. "
        "If it is there, enter its number here. If it is not, send it again."
    )


def cannot_be_asked(title: str, reference: Reference) -> str:
    """Nobody knows whether an episode exists, and the system cannot be asked for one."""
    return (
        f"Is {reference} in {title}? Its answer did not reach us, and it cannot be asked from here. "
        "If it is there, enter its number here. If it is not, send it again."
    )


def chosen_elsewhere(was: str, title: str) -> str:
    """The record was chosen in a system that takes no new episodes any more: its number says nothing in this one."""
    return (
        f"Whose record it is was chosen in {shown(was)}, and referrals go to {title} now. Look in {shown(was)} whether "
        f"an episode was opened there. If none was, find the child in {title}. {_BY_HAND.format(title=title)}"
    )


def opened_elsewhere(was: str, title: str) -> str:
    """The episode is in a system that is not written to any more."""
    return f"Its episode is in {shown(was)}, and this service writes to {title} now."


def not_taken_in(title: str, ticket: str) -> str:
    """A file waits, and the system was asked for the episode for as long as there was time."""
    return (
        f"{shown(ticket)} was queued for {title}, which has not taken it in. Find out why. "
        f"If it is there now, enter its number here. {_AGAIN.format(title=title)}"
    )


def queued_unseen(title: str, ticket: str) -> str:
    """A file waits, and the system cannot be asked for the episode."""
    return (
        f"{shown(ticket)} was queued for {title}, which cannot be asked from here whether it has taken it in. "
        "Enter the episode’s number here once it is there."
    )


def another_is_recorded(title: str, reference: Reference, episode_id: str) -> str:
    return (
        f"{title} has episode {shown(episode_id)} for {reference}, and another one is recorded here. "
        f"Look in {title} for an episode that was opened twice."
    )


def cannot_be_prepared(title: str) -> str:
    """The contact cannot be made into an episode by this version of the portal."""
    return (
        f"This could not be made into an episode for {title}. Tell the support team. "
        f"If it cannot wait, open the episode in {title} yourself and enter its number here."
    )


def in_doubt(title: str) -> str:
    """Nobody said for too long which episode a case note or a file belongs to."""
    return f"Its episode in {title} was in doubt for too long: look whether it has this already before you add it."


def cannot_be_prepared_for(title: str) -> str:
    return f"This could not be prepared for {title}. Tell the support team."


def why_not_filed(failure: ConnectorFailure, title: str) -> str:
    """What stood in the way of a case note or a file, for the officer who now does it by hand."""
    if isinstance(failure, RecordRejected):
        return f"{title} did not accept it ({_faults(failure)})."
    for kind, sentence in _WHY_NOT_FILED:
        if isinstance(failure, kind):
            return sentence.format(title=title)
    return f"{title} could not be reached for too long."


def why_not(failure: ConnectorFailure, title: str) -> str:
    """What stands in the way of opening an episode that surely does not exist yet."""
    if isinstance(failure, RecordRejected):
        return _rejected(failure, title)
    for kind, sentence in _CAUSES:
        if isinstance(failure, kind):
            return sentence.format(title=title)
    return f"{title} could not be reached for too long. Find out whether it works. {_AGAIN.format(title=title)}"


def _rejected(failure: RecordRejected, title: str) -> str:
    return f"{title} did not accept the episode ({_faults(failure)}). Put this right. {_AGAIN.format(title=title)}"


def _faults(failure: RecordRejected) -> str:
    return "; ".join(f"{shown(fault.field)}: {shown(fault.reason)}" for fault in failure.faults[:_MOST_FAULTS])
