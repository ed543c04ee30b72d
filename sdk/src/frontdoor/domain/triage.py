"""What the front door team decides: priority, questions back, outcome, level of need."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from frontdoor.domain.people import BirthDate, PersonName


class Priority(StrEnum):
    """How soon a contact needs eyes on it. The sender sets one; triage may set another, and both are kept."""

    URGENT = "urgent"
    HIGH = "high"
    STANDARD = "standard"


PRIORITY_ORDER = (Priority.URGENT, Priority.HIGH, Priority.STANDARD)


class Outcome(StrEnum):
    """What the front door decided. `REFERRAL` alone makes the contact a referral.

    Which of them a kind of contact may have is in `domain.kinds`.
    """

    REFERRAL = "referral"
    EARLY_HELP = "early_help"
    ADVICE = "advice"
    NO_FURTHER_ACTION = "no_further_action"
    OTHER_COUNCIL = "other_council"
    ANSWERED = "answered"
    NOTHING_TO_SHARE = "nothing_to_share"
    """Nothing is held, or nothing may be told: one outcome, since two would tell that there is a record."""
    REFUSED = "refused"
    ADULT_SOCIAL_CARE = "adult_social_care"


OPENS_EPISODE: frozenset[Outcome] = frozenset({Outcome.REFERRAL})
"""Outcomes that open a contact-and-referral episode in the case-management system."""


@frozen
class LevelOfNeed:
    """One level: what it means, and for whoever chooses one, when it fits, what it looks like and what to do."""

    code: str
    title: str
    meaning: str
    fits_when: str = ""
    """A question; whoever answers yes has found the level. The highest level is asked about first."""
    examples: tuple[str, ...] = ()
    what_to_do: str = ""


@frozen
class NeedScheme:
    """A council's levels of need. Schemes differ by council and change, so a decision names its scheme and version."""

    id: str
    version: str
    levels: tuple[LevelOfNeed, ...]

    def level(self, code: str) -> LevelOfNeed:
        """The level with that code; raises `KeyError` where the scheme has none."""
        for level in self.levels:
            if level.code == code:
                return level
        raise KeyError(code)


DEFAULT_NEED_SCHEME = NeedScheme(
    id="default",
    version="1",
    levels=(
        LevelOfNeed(
            "1",
            "Universal",
            "Needs met by services open to every child",
            fits_when="Is the child doing well with the help that every family can have?",
            examples=(
                "A child who sleeps badly, and whose health visitor is helping",
                "A pupil who misses a few days of school after an illness",
            ),
            what_to_do="You need not send a form. Keep doing what you do, and tell the family what is on offer.",
        ),
        LevelOfNeed(
            "2",
            "Additional",
            "Some extra help from one agency, with the family's agreement",
            fits_when="Would extra help from one agency be enough, if the family agrees?",
            examples=(
                "A parent who asks for help with a young child's behaviour",
                "A child who has lost a grandparent and is falling behind at school",
            ),
            what_to_do="Talk to the family first. Give the help yourself, or ask for early help if you cannot.",
        ),
        LevelOfNeed(
            "3",
            "Targeted",
            "Several needs: a coordinated early help plan",
            fits_when="Does the family have several needs, so that more than one agency should work together?",
            examples=(
                "A child who often misses school, with a parent who is depressed and behind with the rent",
                "A young carer whose own health has begun to suffer",
            ),
            what_to_do="Ask for early help. The family's agreement is needed.",
        ),
        LevelOfNeed(
            "4",
            "Specialist",
            "Children's social care: significant harm or serious impairment",
            fits_when="Is a child being seriously harmed, or likely to be, or held back badly without a social worker?",
            examples=(
                "A child with an injury that nobody can explain",
                "A child who lives with violence between adults",
                "A child who is being groomed, or made to carry drugs",
            ),
            what_to_do="Send a cause for concern. If it cannot wait, phone the front door first. In danger, call 999.",
        ),
    ),
)


@frozen
class DetailsQuestion:
    """A question put back to the sender, and the answer once it came.

    `about` is the question of the form that it is about, by its id; empty for a free one. `read_at` is when an officer
    read the answer.
    """

    id: str
    text: str
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    about: str = ""
    read_by: str = ""
    read_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def is_unread(self) -> bool:
        return self.answered_at is not None and self.read_at is None


@frozen
class ChosenRecord:
    """Whom an officer confirmed the contact is about, in the case-management system.

    `person_id` is None when the officer confirmed that no record exists and one must be created: the front door
    never creates or matches a person by itself. `system` is the name of the connector whose record it is: the same
    number may be somebody else's in another system.
    """

    person_id: str | None
    described_as: str = ""
    system: str = ""


@frozen
class OfferedRecord:
    """A record that the case-management system takes for the child who was to be created.

    A restricted one carries its id and a display name at most.
    """

    person_id: str
    name: PersonName
    birth_date: BirthDate | None = None
    restricted: bool = False


@frozen
class RecordChoice:
    """What an officer said of the records that were `offered`, by id. It stands in for the decision's record.

    `not_the_same_as` are all records, of this choice and any before, of which an officer said that none is the child's.
    """

    record: ChosenRecord
    offered: tuple[str, ...]
    by: str
    at: datetime
    not_the_same_as: tuple[str, ...] = ()


@frozen
class Decision:
    """An outcome with its reasons.

    `message_to_sender` is what the sender reads; `internal_note` never leaves the team. `decider_id` is that of the
    professional called `decided_by`; decisions from before it was kept have none. `reason` is a code of the council's
    list, and `reason_told` its sentence as it was on that day; `next_steps` is what the sender does now.
    """

    outcome: Outcome
    level_of_need: str
    rationale: str
    message_to_sender: str
    decided_by: str
    decider_role: str
    decided_at: datetime
    need_scheme: str = "default/1"
    internal_note: str = ""
    reason_late: str = ""
    record: ChosenRecord | None = None
    team: str = ""
    decider_id: str = ""
    reason: str = ""
    reason_told: str = ""
    next_steps: str = ""

    @property
    def decider(self) -> str:
        """Who answers for it: their id, or their name where no id was kept."""
        return self.decider_id or self.decided_by


@frozen
class PriorityChange:
    to: Priority
    reason: str
    by: str
    at: datetime


@frozen
class Holder:
    """The officer who took a contact; `since` is when."""

    officer_id: str
    officer_name: str
    since: datetime
