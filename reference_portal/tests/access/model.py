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
    record: str
    holder: str = ""
    level: str = "normal"


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

    def sees(self, who: str, record: str, also: str = "", level: str = "", *, glass: bool = True) -> str:
        """`full`, `little` or `nothing`; what somebody has with the record `also` counts as had with this one.

        Without `glass`, what they would see had they broken none.
        """
        person = self.people[who]
        level = level or self.levels[record]
        if person.disabled or not person.roles & FINDS:
            return "nothing"
        about = {record, also}
        for tie in self.ties:
            theirs = tie.person in {"", who} and tie.agency == person.agency
            if theirs and tie.record in about and tie.holds(self.now) and tie.kind in OPENS[level]:
                return "full"
        may_break = level != "sealed" or "duty_manager" in person.roles
        for broken in self.glasses if glass and may_break else ():
            theirs = (broken.person, broken.agency) == (who, person.agency)
            if theirs and broken.record in about and broken.start <= self.now < broken.end:
                return "full"
        answers = {BY_ROLE[role][LEVELS.index(level)] for role in person.roles}
        return next(each for each in ("full", "little", "nothing") if each in answers)

    def was_let_in(self, who: str, record: str) -> bool:
        """Whether somebody else let this person, or their agency, see a record."""
        theirs = [tie for tie in self.ties if tie.person in {"", who} and tie.agency == self.people[who].agency]
        return any(tie.record == record and tie.holds(self.now) and tie.kind in OPENS["sealed"] for tie in theirs)

    def may_set(self, who: str, record: str, level: str, also: str = "") -> bool:
        """Whether somebody may give a record that they see another level: opening up takes more than a broken glass."""
        before, duty = self.levels[record], "duty_manager" in self.people[who].roles
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

    def relate(self, who: str, agency: str, kind: str, record: str, contact: str = "") -> None:
        self.ties.append(Tie(who, agency, kind, record, self.now, self.now + LASTS[kind], contact))

    def end_ties(self, *, person: str = "", contact: str = "", kind: str = "") -> None:
        for tie in self.ties:
            of_person = not person or tie.person == person
            of_contact = not contact or (tie.contact, tie.kind) == (contact, kind)
            if of_person and of_contact and tie.holds(self.now):
                tie.end = self.now

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
