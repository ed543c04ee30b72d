"""The front door decides: the outcome is stored, the episode and the news are queued, all at once or not at all."""

from attrs import evolve

from frontdoor.connectors.capabilities import Operation
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.workflow.commands import Decide
from frontdoor_portal.use_cases.access.recording import remember_record
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.filing import hand_off
from frontdoor_portal.use_cases.models import HandOffKind, Message
from frontdoor_portal.use_cases.notices import open_episode_message, outcome_notice
from frontdoor_portal.use_cases.pass_on import ADULT_SOCIAL_CARE, give_to_adult_social_care
from frontdoor_portal.use_cases.ports import Office, Transaction


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
    reason: str = "",
    next_steps: str = "",
) -> Contact:
    """The decided contact. Where the case system takes no episodes, an officer is given it to open by hand; where a
    second look changed a decision that has its episode already, or that adult social care was told of, an officer is
    given that to put right there.

    Raises `Refused` with a fault for every field that is wrong, or `NotVisible`.
    """

    def with_what_follows(tx: Transaction, contact: Contact) -> None:
        remember_record(office, tx, by, contact)
        if contact.delivery.state is DeliveryState.BY_HAND:
            hand_off(office, tx, reference, HandOffKind.EPISODE)
        number = str(len(contact.earlier_decisions) + 1)
        if contact.passed_on is not None:
            hand_off(office, tx, reference, HandOffKind.CHANGED_DECISION, part=number, target=ADULT_SOCIAL_CARE)
        elif outcome is Outcome.ADULT_SOCIAL_CARE:
            give_to_adult_social_care(office, tx, reference)
        if contact.earlier_decisions and contact.delivery.state is DeliveryState.DELIVERED:
            system = contact.delivery.system
            hand_off(office, tx, reference, HandOffKind.CHANGED_DECISION, part=number, system=system)

    command = Decide(
        by=by,
        outcome=outcome,
        level_of_need=level_of_need,
        rationale=rationale,
        message_to_sender=message_to_sender,
        internal_note=internal_note,
        reason_late=reason_late,
        record=evolve(record, system=office.episodes.description.name) if record else None,
        team=team if team in office.teams else "",  # a team that takes no referrals counts as none chosen
        by_hand=not office.episodes.description.capabilities.can_call(Operation.OPEN_EPISODE),
        reason=reason,
        next_steps=next_steps,
    )
    return change_contact(office, by, reference, command, tell=_news, also=with_what_follows)


def _news(_before: Contact, contact: Contact) -> list[Message]:
    # The episode first: a worker takes what was queued first, and an email can wait for a mail server.
    is_sent = contact.delivery.state is DeliveryState.WAITING
    return [*([open_episode_message(contact)] if is_sent else []), outcome_notice(contact)]
