"""Whether the episode that a system holds is the one it should be, in words for whoever puts it right."""

from enum import StrEnum

from attrs import frozen

from frontdoor.connectors.episodes import Episode
from frontdoor.domain.contact import Contact

_LONGEST = 120
_MOST_NUMBERS = 10


class Amiss(StrEnum):
    """What can be wrong: no episode of ours, more than one, another than was recorded, one on another record."""

    MISSING = "missing"
    TWICE = "twice"
    ANOTHER_NUMBER = "another_number"
    ANOTHER_RECORD = "another_record"


@frozen
class Discrepancy:
    """What is amiss, and a sentence that says what to do."""

    kind: Amiss
    reason: str


def judge(title: str, contact: Contact, episode: Episode | None) -> Discrepancy | None:
    """What is amiss with what the system called `title` holds for a contact; None where nothing is.

    A record is compared where both sides name one, and a number where one was recorded here.
    """
    reference, recorded = contact.reference, contact.delivery.episode_id
    if episode is None:
        reason = f"{title} has no episode for {reference}, although {recorded} is recorded here. "
        return Discrepancy(Amiss.MISSING, reason + f"Find out in {title} what became of it.")
    if episode.twins:
        numbers = ", ".join(shown(each) for each in (episode.id, *episode.twins)[:_MOST_NUMBERS])
        reason = f"{title} has more than one episode for {reference}: {numbers}. "
        return Discrepancy(
            Amiss.TWICE, reason + f"Merge them in {title}, and enter the number of the one that stays here."
        )
    if contact.person_id and episode.person_id not in {"", contact.person_id}:
        reason = f"{title} has episode {shown(episode.id)} for {reference}, but on a different record from the one "
        return Discrepancy(
            Amiss.ANOTHER_RECORD,
            reason + f"chosen. Check in {title} whose record it is, put it right there, and enter the episode's "
            "number here.",
        )
    if recorded and episode.id != recorded:
        reason = f"{title} has episode {shown(episode.id)} for {reference}, and {recorded} is recorded here. "
        return Discrepancy(Amiss.ANOTHER_NUMBER, reason + f"Look in {title}, and enter the number that is right.")
    return None


def shown(text: str) -> str:
    """Another system's text: one line of it, of a length that fits a screen."""
    return "".join(character if character.isprintable() else " " for character in text)[:_LONGEST].strip()
