"""What is written into a case-management system: an episode, its case note, its documents, and what became of it."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from frontdoor.domain.identifiers import NhsNumber, Reference, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.domain.triage import Priority


@frozen
class NewPerson:
    """The person to create with an episode, when an officer confirmed that no record exists.

    `not_the_same_as` are records that the system offered as possible duplicates and an officer said are somebody
    else: it may create the person in spite of those, and of no others.
    """

    name: PersonName
    birth_date: BirthDate | None
    sex: Sex
    address: Address
    nhs_number: NhsNumber | None = None
    upn: Upn | None = None
    not_the_same_as: tuple[str, ...] = ()


@frozen
class PopulatedAnswer:
    """One answer carried into the episode: the form's question id, its wording as asked, the answer as text.

    Of a form about several children the first answer says so (`several_children`), and in the episode of a further
    child an answer that was written of all has the id `of_all_` and the question's: it is words about them, and must
    not be taken as this child's own.
    """

    question_id: str
    question: str
    answer: str


@frozen
class EpisodeRequest:
    """A contact-and-referral episode to open. Exactly one of `person_id` and `new_person` is given.

    `reference` is the idempotency key: asked twice with the same one, a system must hold one episode.
    `contact_date` is when the front door received the contact (UTC); `source_code` is of the census list.
    """

    reference: Reference
    contact_date: datetime
    source_code: str
    category: str
    priority: Priority
    answers: tuple[PopulatedAnswer, ...]
    team: str
    person_id: str | None = None
    new_person: NewPerson | None = None

    def __attrs_post_init__(self) -> None:
        if (self.person_id is None) == (self.new_person is None):
            raise ValueError("An episode is for a known person or a new one, not both and not neither")


class EpisodeStage(StrEnum):
    """How far the system says an episode has come, whatever it calls it."""

    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NOT_KNOWN = "not_known"


@frozen
class Episode:
    """An episode as the case-management system holds it; `reference` is ours, as it recorded it.

    `status`, `outcome` and `next_steps` are the system's own words. At the level `ASSISTED`, where `queued`, the
    `id` is that of the file or message that was queued, until the system has taken it in. `twins` are further
    episodes that the system holds with the same reference: it opened more than one, and a person must put that right.
    """

    id: str
    reference: Reference
    person_id: str
    status: str
    team: str
    outcome: str = ""
    stage: EpisodeStage = EpisodeStage.NOT_KNOWN
    next_steps: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    queued: bool = False


@frozen
class CaseNote:
    """A note for an episode's person. `key` is the idempotency key; `written_at` is UTC; `text` is plain text."""

    key: str
    reference: Reference
    episode_id: str
    person_id: str
    title: str
    text: str = field(repr=False)
    written_by: str
    written_at: datetime


@frozen
class Document:
    """A file for an episode. `key` is the idempotency key; `category` is the council's own word for such files."""

    key: str
    reference: Reference
    episode_id: str
    file_name: str
    media_type: str
    content: bytes = field(repr=False)
    category: str = ""


@frozen
class Filed:
    """A case note or a document as the system holds it: its own id, and the file name where it changed ours."""

    id: str
    file_name: str = ""
