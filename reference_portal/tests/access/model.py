"""Who may see whom, said a second time and in another way: plain tables, no word of the product's own rules.

Nothing here imports the rules that it stands beside.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from attrs import define, field

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

DAYS = {"referral": 90, "named": 365, "officer": 30, "team": 180, "meeting": 14, "claim": 30}
LASTS = {kind: days * DAY for kind, days in DAYS.items()}
OPENS = {
    "normal": {"referral", "named", "officer", "team", "meeting", "claim"},
    "sensitive": {"named", "officer", "team", "meeting"},
    "sealed": {"named", "team", "meeting"},
}
BY_ROLE = {
    # role: what it sees without a relationship of a normal, a sensitive and a sealed record
    "professional": ("little", "little", "nothing"),
    "agency_lead": ("little", "little", "nothing"),
    "social_worker": ("little", "little", "nothing"),
    "screening_officer": ("full", "little", "nothing"),
    "team_manager": ("full", "little", "nothing"),
    "duty_manager": ("full", "little", "little"),
    "mash_partner": ("little", "little", "nothing"),
    "senior_manager": ("nothing", "nothing", "nothing"),
    "privacy_officer": ("nothing", "nothing", "nothing"),
}
LEVELS = ("normal", "sensitive", "sealed")
FINDS = set(BY_ROLE) - {"senior_manager", "privacy_officer"}
SEES_CONTACTS = {"screening_officer", "team_manager", "duty_manager", "mash_partner"}
SEES_FIGURES = {"screening_officer", "team_manager", "senior_manager"}
SENDS = FINDS - {"duty_manager"}
TRIAGES = {"screening_officer", "team_manager", "duty_manager"}
WORKS_ON_CONTACTS = {"screening_officer", "team_manager", "duty_manager"}
COMPARES = {"screening_officer", "team_manager"}
LETS_IN = {"team_manager", "duty_manager"}


@define
class Person:
    roles: set[str]
    agency: str
    disabled: bool = False


@define
class Tie:
    """A relationship of a person (or of a whole agency, where there is no person) with the child of a record."""

    person: str
    agency: str
    kind: str
    record: str
    start: datetime
    end: datetime
    contact: str = ""

    def holds(self, now: datetime) -> bool:
        return self.start <= now < self.end


@define
class Glass:
    person: str
    agency: str
    record: str
    start: datetime
    end: datetime


@define
class Contact:
    sender: str
    agency: str
    record: str
    holder: str = ""
    level: str = "normal"
    hand_off: str = ""
    """The id of what is to be done by hand for it, once it is decided."""
    offered: bool = False
    """Whether the case system offers records of which somebody must say whose they are."""

    @property
    def is_decided(self) -> bool:
        return bool(self.hand_off)


@define
class Model:
    people: dict[str, Person]
    levels: dict[str, str]
    same_child: Mapping[str, str]
    """The record of the same child in the other system, where there is one."""
    now: datetime
    ties: list[Tie] = field(factory=list)
    glasses: list[Glass] = field(factory=list)
    contacts: dict[str, Contact] = field(factory=dict)
    is_linked: bool = False
    """Whether somebody said that the records of the same child are one child's."""
    links_made: int = 0

    def level(self, record: str) -> str:
        """The closer level of linked records holds for both."""
        linked = [self.same_child[record]] if self.is_linked and record in self.same_child else []
        return max((self.levels[each] for each in (record, *linked)), key=LEVELS.index)

    def sees(self, who: str, record: str, also: str = "", level: str = "", *, glass: bool = True) -> str:
        """`full`, `little` or `nothing`; what somebody has with the record `also` counts as had with this one.

        Without `glass`, what they would see had they broken none.
        """
        person = self.people[who]
        level = level or self.level(record)
        if person.disabled or not person.roles & FINDS:
            return "nothing"
        about = {record, also}
        if any(tie.record in about and tie.kind in OPENS[level] for tie in self.ties_of(who)):
            return "full"
        may_break = level != "sealed" or "duty_manager" in person.roles
        if glass and may_break and any(broken.record in about for broken in self.glasses_of(who)):
            return "full"
        answers = {BY_ROLE[role][LEVELS.index(level)] for role in person.roles}
        return next(each for each in ("full", "little", "nothing") if each in answers)

    def ties_of(self, who: str) -> list[Tie]:
        """What somebody, or their agency, has with children now."""
        agency = self.people[who].agency
        return [tie for tie in self.ties if tie.person in {"", who} and tie.agency == agency and tie.holds(self.now)]

    def glasses_of(self, who: str) -> list[Glass]:
        mine = who, self.people[who].agency
        return [
            each for each in self.glasses if (each.person, each.agency) == mine and each.start <= self.now < each.end
        ]

    def rests_on_glass(self, who: str, record: str) -> bool:
        """Whether somebody has no more to do with a child than the glass that they broke."""
        opened = any(tie.record == record and tie.kind in OPENS[self.level(record)] for tie in self.ties_of(who))
        return not opened and any(each.record == record for each in self.glasses_of(who))

    def lets_in(self, who: str, record: str, *, own_agency: bool) -> bool:
        """Whether somebody may let others see a child: a glass that they broke themselves gives them no such say."""
        if not self.may(who, LETS_IN) or self.sees(who, record, glass=False) != "full":
            return False
        return not own_agency or any(tie.record == record and tie.kind in OPENS["sealed"] for tie in self.ties_of(who))

    def may_set(self, who: str, record: str, level: str, also: str = "") -> bool:
        """Whether somebody may give a record that they see another level: opening up takes more than a broken glass."""
        before, duty = self.level(record), "duty_manager" in self.people[who].roles
        if before == "sealed":
            return duty
        opens_up = LEVELS.index(level) < LEVELS.index(before)
        return not opens_up or self.sees(who, record, also, glass=False) == "full"

    def may(self, who: str, roles: set[str]) -> bool:
        person = self.people[who]
        return not person.disabled and bool(person.roles & roles)

    def knows_of(self, who: str, reference: str) -> bool:
        """Whether a sealed contact is not hidden from somebody."""
        contact = self.contacts[reference]
        if contact.level != "sealed" or contact.sender == who:
            return True
        return self.sees(who, reference, level="sealed") != "nothing"

    def opens(self, who: str, reference: str) -> bool:
        """Whether somebody may open the page of a contact."""
        contact = self.contacts[reference]
        leads = self.may(who, {"agency_lead"}) and contact.agency == self.people[who].agency
        is_theirs = contact.sender == who or leads or self.may(who, SEES_CONTACTS)
        return is_theirs and self.knows_of(who, reference)

    def opened(self, who: str) -> set[str]:
        return {each for each in self.contacts if self.opens(who, each)}

    def listed(self, who: str) -> set[str]:
        """What stands in somebody's own list of contacts: what they sent, or what the agency sent that they lead."""
        leads = self.may(who, {"agency_lead"})
        found = self.contacts.items()
        theirs = {
            key for key, each in found if (each.agency == self.people[who].agency if leads else each.sender == who)
        }
        return {each for each in theirs if self.knows_of(who, each)}

    def compares(self, who: str) -> bool:
        """Whether somebody may lay the two records of the same child side by side."""
        return self.may(who, COMPARES) and all(self.sees(who, each) == "full" for each in self.same_child)

    def beside(self, who: str, record: str) -> str:
        """How the same child's record in the other system stands on the page of one that somebody opened."""
        other = self.same_child.get(record, "")
        return self.sees(who, other, also=record) if other else "nothing"

    def told_before(self, who: str, record: str) -> set[str]:
        """The contacts that the page of a record of social care, which somebody opened, tells of."""
        other = self.same_child.get(record, "") if self.beside(who, record) == "full" else ""
        return {each for each in self.opened(who) if self.contacts[each].record in {record, other}}

    def relate(self, who: str, agency: str, kind: str, record: str, contact: str = "") -> None:
        self.ties.append(Tie(who, agency, kind, record, self.now, self.now + LASTS[kind], contact))

    def end_ties(self, *, person: str = "", contact: str = "", kind: str = "") -> None:
        for tie in self.ties:
            of_person = not person or tie.person == person
            of_contact = not contact or (tie.contact, tie.kind) == (contact, kind)
            if of_person and of_contact and tie.holds(self.now):
                tie.end = self.now

    def renew(self, who: str, agency: str, kind: str, contact: str) -> None:
        """A relationship from now on in place of the one that a contact brought about before."""
        about = self.contacts[contact].record
        for tie in self.ties:
            of_it = (tie.person, tie.agency, tie.kind, tie.contact) == (who, agency, kind, contact)
            if of_it and tie.holds(self.now):
                tie.end = self.now
        self.relate(who, agency, kind, about, contact)

    def decide(self, reference: str, hand_off: str, *, names_record: bool, offered: bool) -> None:
        """Its holder decides a contact; one that proves to be about a sealed child they may know of is sealed with it.

        The record is open to both from now on if it was to the holder by more than a glass, or the sender had found it.
        """
        contact = self.contacts[reference]
        contact.hand_off, contact.offered = hand_off, offered
        who, record = contact.holder, contact.record
        if not names_record:
            return
        seen, is_sealed = self.sees(who, record), self.level(record) == "sealed"
        if is_sealed and seen != "nothing":
            contact.level = "sealed"
        is_open = seen == "full" and not self.rests_on_glass(who, record)
        is_senders = who != contact.sender and not (is_sealed and seen != "full")
        if is_open or is_senders:
            if who != contact.sender:
                self.renew(who, self.people[who].agency, "officer", reference)
            self.renew(contact.sender, contact.agency, "referral", reference)

    def end_glass(self, who: str) -> None:
        for glass in self.glasses:
            if glass.person == who and glass.start <= self.now < glass.end:
                glass.end = self.now

    def end_everything_of(self, who: str) -> None:
        self.end_ties(person=who)
        self.end_glass(who)

    def set_level(self, actor: str, record: str, level: str) -> None:
        """What a manager sets reaches the same child's record where they see it, and contacts about either."""
        other = self.same_child.get(record, "")
        reached = [record, *([other] if other and self.sees(actor, other, also=record) == "full" else [])]
        duty = "duty_manager" in self.people[actor].roles
        about = [each for each in self.contacts.values() if each.record in reached]
        for each in [each for each in reached if self.may_set(actor, each, level, also=record)]:
            self.levels[each] = level
        for contact in about:
            if duty or contact.level != "sealed":
                contact.level = level
