"""What became of a referral: its episode as the case-management system holds it at this moment."""

from attrs import frozen

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import Episode
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit, visible_contact


@frozen
class EpisodeNow:
    """A contact and what its episode is now, or why nobody can say."""

    contact: Contact
    answer: SourceAnswer[Episode]


def can_read_episode(office: Office, contact: Contact) -> bool:
    """Whether there is an episode, and the system that has it is connected and can be asked for it."""
    holder = _holder_of(office, contact)
    return bool(contact.delivery.episode_id) and any(
        source.is_case_management and source.name == holder and source.capabilities.can_call(Operation.READ_EPISODE)
        for source in office.gateway.sources()
    )


def read_episode(office: Office, by: Professional, reference: Reference) -> EpisodeNow:
    """Ask for the episode of a contact; it is written down first that somebody did.

    Raises `NotPermitted`, and `NotVisible` also where no episode is recorded.
    """
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    contact = visible_contact(office, by, reference)
    if not contact.delivery.episode_id:
        raise NotVisible(str(reference))
    purpose = f"Follow up {reference}"
    with office.work.begin() as tx:
        audit(office, tx, by, Action.VIEWED_EPISODE, str(reference), purpose=purpose)
    source = _holder_of(office, contact)
    call = Call(acting_for=by.id, purpose=purpose)
    return EpisodeNow(contact, office.gateway.read_episode(source, contact.delivery.episode_id, reference, call))


def _holder_of(office: Office, contact: Contact) -> str:
    return contact.delivery.system or office.episodes.description.name
