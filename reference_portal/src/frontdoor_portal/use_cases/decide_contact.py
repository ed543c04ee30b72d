"""The front door decides: the outcome is stored, the episode and the news are queued, all at once or not at all."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import OPENS_EPISODE, ChosenRecord, Outcome
from frontdoor.workflow.commands import Decide
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.models import Message
from frontdoor_portal.use_cases.notices import open_episode_message, outcome_notice
from frontdoor_portal.use_cases.ports import Office


def decide_contact(
    office: Office,
    by: Professional,
    reference: Reference,
    *,
    outcome: Outcome,
    level_of_need: str,
    rationale: str,
    message_to_sender: str,
    internal_note: str = "",
    reason_late: str = "",
    record: ChosenRecord | None = None,
    team: str = "",
) -> Contact:
    """The decided contact. Raises `Refused` with a fault for every field that is wrong, or `NotVisible`."""
    command = Decide(
        by=by,
        outcome=outcome,
        level_of_need=level_of_need,
        rationale=rationale,
        message_to_sender=message_to_sender,
        internal_note=internal_note,
        reason_late=reason_late,
        record=record,
        team=team if team in office.teams else "",  # a team that takes no referrals counts as none chosen
    )
    return change_contact(office, by, reference, command, tell=_news)


def _news(_before: Contact, contact: Contact) -> list[Message]:
    decision = contact.decision
    opens_episode = decision is not None and decision.outcome in OPENS_EPISODE
    # The episode first: a worker takes what was queued first, and an email can wait for a mail server.
    return [*([open_episode_message(contact)] if opens_episode else []), outcome_notice(contact)]
