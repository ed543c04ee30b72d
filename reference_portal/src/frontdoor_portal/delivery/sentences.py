"""What an officer reads where delivery could not go on by itself: what happened, and what to do now."""

from frontdoor.connectors.failures import (
    ConnectorFailure,
    CredentialsRefused,
    NotFound,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unsupported,
)
from frontdoor.domain.identifiers import Reference

_LONGEST = 120
_MOST_FAULTS = 10
_AGAIN = "Then send it again, or open the episode in {title} yourself and enter its number here."

_CAUSES: tuple[tuple[type[ConnectorFailure], str], ...] = (
    (
        NotFound,
        "{title} has no record with the number that was chosen. Find the right record in {title}. " + _AGAIN,
    ),
    (
        RestrictedRecord,
        "{title} does not let this service write in the chosen record, because it is restricted. "
        "Open the episode in {title} yourself and enter its number here.",
    ),
    (
        Unsupported,
        "{title} takes no episodes from this service. Open the episode in {title} yourself and enter its number here.",
    ),
    (CredentialsRefused, "{title} did not let this service sign in. Tell the support team. " + _AGAIN),
    (RecordLocked, "Somebody had the record open in {title} for too long. Ask them to close it. " + _AGAIN),
)


def cannot_be_known(title: str, reference: Reference) -> str:
    """Nobody knows whether an episode exists, and asking the system did not tell."""
    return (
        f"We could not find out whether {title} has an episode for this. Look for {reference} in {title}. "
        "If it is there, enter its number here. If it is not, send it again."
    )


def on_another_record(title: str, reference: Reference, episode_id: str) -> str:
    """The system holds the episode on somebody else's record."""
    return (
        f"{title} has episode {_shown(episode_id)} for {reference}, but on a different record from the one chosen. "
        f"Check in {title} whose record it is, put it right there, and enter the episode's number here."
    )


def another_is_recorded(title: str, reference: Reference, episode_id: str) -> str:
    return (
        f"{title} has episode {_shown(episode_id)} for {reference}, and another one is recorded here. "
        f"Look in {title} for an episode that was opened twice."
    )


def cannot_be_prepared(title: str) -> str:
    """The contact cannot be made into an episode by this version of the portal."""
    return (
        f"This could not be made into an episode for {title}. Tell the support team. "
        f"If it cannot wait, open the episode in {title} yourself and enter its number here."
    )


def why_not(failure: ConnectorFailure, title: str) -> str:
    """What stands in the way of opening an episode that surely does not exist yet."""
    if isinstance(failure, RecordRejected):
        return _rejected(failure, title)
    for kind, sentence in _CAUSES:
        if isinstance(failure, kind):
            return sentence.format(title=title)
    return f"{title} could not be reached for too long. Find out whether it works. {_AGAIN.format(title=title)}"


def _rejected(failure: RecordRejected, title: str) -> str:
    faults = "; ".join(f"{_shown(fault.field)}: {_shown(fault.reason)}" for fault in failure.faults[:_MOST_FAULTS])
    return f"{title} did not accept the episode ({faults}). Put this right. {_AGAIN.format(title=title)}"


def _shown(text: str) -> str:
    # The text is another system's: one line of it, of a length that fits a screen.
    return "".join(character if character.isprintable() else " " for character in text)[:_LONGEST].strip()
