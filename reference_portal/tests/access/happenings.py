"""What happens at a front door, in whatever order: each rule does it in the portal and in the model beside it."""

from datetime import timedelta
from typing import Any, ClassVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from reference_portal.tests.access.model import (
    FINDS,
    LETS_IN,
    MINUTE,
    SENDS,
    WORKS_ON_CONTACTS,
    Contact,
    Glass,
    Model,
    Person,
    Tie,
)
from reference_portal.tests.access.stage import (
    AGENCIES,
    MARKS,
    NAMES,
    NUMBERS,
    OFFERED,
    PEOPLE,
    SOURCES,
    TEAM,
    TOLD,
    Stage,
    open_stage,
)
from reference_portal.tests.relating import proven, works_with
from reference_portal.tests.web.filling_in import FORM
from sqlalchemy import update

from frontdoor.access import RecordKey, RelationshipKind, Sensitivity
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.deadlines import deadlines_of
from frontdoor_portal.storage.rows import ProfessionalRow
from frontdoor_portal.use_cases.access.claim import claim
from frontdoor_portal.use_cases.access.glass import break_the_glass, end_broken_glass
from frontdoor_portal.use_cases.access.managing import AccessRefused, end, grant, set_level
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.filing import hand_off
from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.onboarding import disable_account, enable_account, set_roles
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.wrong_details.reporting import ShownDetail, report_wrong
from frontdoor_portal.use_cases.wrong_details.reports import WrongWhy

EVERYBODY = [name for name, _, _ in PEOPLE]
RECORDS = list(MARKS)
CALLED = {
    RelationshipKind.SUBMITTED_REFERRAL: "referral",
    RelationshipKind.NAMED_PROFESSIONAL: "named",
    RelationshipKind.SCREENING_OFFICER: "officer",
    RelationshipKind.TEAM_HOLDS_CASE: "team",
    RelationshipKind.STRATEGY_MEETING: "meeting",
    RelationshipKind.SELF_CLAIMED: "claim",
}
KINDS = {"named_professional": "named", "team_holds_case": "team", "strategy_meeting": "meeting"}
WHY = "as the duty team asked for it"

anybody, any_record = st.sampled_from(EVERYBODY), st.sampled_from(RECORDS)
manager = st.sampled_from(["manager", "duty"])
a_level = st.sampled_from([each.value for each in Sensitivity])


class Happenings(RuleBasedStateMachine):
    """A front door in which things happen, and beside it the model in which they happen too."""

    everybody_sealed: ClassVar[bool] = False
    """Whether the story begins with every child sealed, in all their records."""
    listed: ClassVar[bool] = False
    """Whether the portal's own list answers searches; one child on it is sealed as the story begins."""

    def __init__(self) -> None:
        super().__init__()
        self._opened = open_stage(listed=self.listed)
        self.stage: Stage = self._opened.__enter__()
        self.office = self.stage.portal.office
        self.model = Model(
            people={
                name: Person({role.value, *(["team_manager"] if name == "duty" else [])}, agency)
                for name, role, agency in PEOPLE
            },
            levels=dict.fromkeys(RECORDS, "normal"),
            same_child={"case-1": "pupil-1", "pupil-1": "case-1"},
            now=self.stage.portal.clock(),
        )
        self.granted: list[tuple[str, str, Tie]] = []
        self.steps = 0

    def teardown(self) -> None:
        self._opened.__exit__(None, None, None)

    # What happens

    @initialize(
        ties=st.lists(st.tuples(anybody, any_record, st.sampled_from(list(RelationshipKind))), min_size=3, max_size=6),
        glasses=st.lists(st.tuples(anybody, any_record), min_size=1, max_size=3, unique_by=lambda each: each[0]),
        sent=st.lists(st.tuples(st.sampled_from(["teacher", "doctor", "partner"]), any_record), min_size=2, max_size=2),
        levels=st.tuples(a_level, a_level, a_level),
        moved_to=st.sampled_from(sorted(AGENCIES)),
        contact_level=a_level,
        offered=st.booleans(),
        linked=st.booleans(),
    )
    def much_has_happened_already(
        self,
        ties: list[tuple[str, str, RelationshipKind]],
        glasses: list[tuple[str, str]],
        sent: list[tuple[str, str]],
        levels: tuple[str, ...],
        moved_to: str,
        contact_level: str,
        *,
        offered: bool,
        linked: bool,
    ) -> None:
        if self.everybody_sealed:
            ties, levels, contact_level = ties[:1], ("sealed",) * len(levels), "sealed"
        if self.listed:
            levels = (levels[0], "sealed", levels[2])
        for who, record, kind in ties:
            works_with(self.office, self.stage.people[who], [(SOURCES[record], record)], kind)
            in_person = "" if kind is RelationshipKind.TEAM_HOLDS_CASE else who
            self.model.relate(in_person, self.model.people[who].agency, CALLED[kind], record)
        self.somebody_moves_to_another_agency(ties[0][0], moved_to)
        for who, record in glasses:
            if self.model.may(who, FINDS):
                self.somebody_breaks_the_glass(who, record)
        for who, record in sent:
            self.somebody_sends_a_concern(who, record)
        for which in range(len(sent)):
            self.an_officer_takes_a_contact_or_puts_it_back("officer", which)
        self.whoever_holds_a_contact_decides_it(0, offered=offered)
        self.the_records_of_the_child_are_linked_or_it_is_undone()
        if not linked:
            self.the_records_of_the_child_are_linked_or_it_is_undone()
        for record, level in zip(RECORDS, levels, strict=True):
            self.one_record_alone_has_another_level(record, level)
        for reference, contact in self.model.contacts.items():
            key = RecordKey(FRONT_DOOR, reference)
            with self.office.work.begin() as tx:
                tx.access.set_level(Level(key, Sensitivity(contact_level), WHY, "somebody", self.model.now))
            contact.level = contact_level
        self.granted.clear()

    @rule(by=manager, who=anybody, record=any_record, kind=st.sampled_from(sorted(KINDS)))
    def somebody_is_let_in(self, by: str, who: str, record: str, kind: str) -> None:
        person, target = self.now(by), self.stage.people[who]
        own = kind == "team_holds_case" and self.model.people[who].agency == self.model.people[by].agency
        allowed = self.model.lets_in(by, record, own_agency=own)
        if by == who or self.model.people[who].disabled:
            return
        done = self.attempt(allowed, grant, person, self.stage.tokens[by, record], target.email, kind, WHY)
        if done is not None:
            agency = self.model.people[who].agency
            self.model.relate("" if kind == "team_holds_case" else who, agency, KINDS[kind], record)
            self.granted.append((done.id, record, self.model.ties[-1]))

    @rule(by=manager, which=st.integers(0, 20))
    def a_relationship_is_ended(self, by: str, which: int) -> None:
        if not self.granted:
            return
        relationship_id, record, tie = self.granted[which % len(self.granted)]
        allowed = self.model.may(by, LETS_IN) and self.model.sees(by, record) == "full"
        self.attempt(allowed, end, self.now(by), self.stage.tokens[by, record], relationship_id)
        if allowed and tie.holds(self.model.now):
            tie.end = self.model.now

    @rule(minutes=st.sampled_from([1, 20, 59, 60, 61, 60 * 24, 60 * 24 * 15, 60 * 24 * 31, 60 * 24 * 91]))
    def time_passes(self, minutes: int) -> None:
        self.stage.portal.clock.pass_time(minutes=minutes)
        self.model.now += timedelta(minutes=minutes)

    @rule(which=st.integers(0, 20), agency=st.sampled_from(sorted(AGENCIES)))
    def somebody_who_works_with_a_child_moves(self, which: int, agency: str) -> None:
        related = [tie.person for tie in self.model.ties if tie.person] or EVERYBODY
        self.somebody_moves_to_another_agency(related[which % len(related)], agency)

    def somebody_moves_to_another_agency(self, who: str, agency: str) -> None:
        work: Any = self.office.work
        with work._engine.begin() as connection:
            moved = update(ProfessionalRow).where(ProfessionalRow.id == self.stage.people[who].id)
            connection.execute(moved.values(agency_id=AGENCIES[agency].id))
        self.model.people[who].agency = agency

    @rule(by=manager, record=any_record, level=a_level)
    def a_level_is_set(self, by: str, record: str, level: str) -> None:
        sees = self.model.may(by, LETS_IN) and self.model.sees(by, record) == "full"
        allowed = sees and self.model.may_set(by, record, level)
        done = self.attempt(allowed, set_level, self.now(by), self.stage.tokens[by, record], level, WHY)
        if done is not None:
            self.model.set_level(by, record, level)

    @rule(record=any_record, level=a_level)
    def one_record_alone_has_another_level(self, record: str, level: str) -> None:
        key = RecordKey(SOURCES[record], record)
        with self.office.work.begin() as tx:
            tx.access.set_level(Level(key, Sensitivity(level), WHY, "somebody", self.model.now))
        self.model.levels[record] = level

    @rule(who=anybody, record=any_record)
    def somebody_breaks_the_glass(self, who: str, record: str) -> None:
        allowed = self.model.sees(who, record) != "nothing"
        token = self.stage.tokens[who, record]
        by = proven(self.office, self.now(who))
        if self.attempt(allowed, break_the_glass, by, token, "missing_child", WHY) is not None:
            self.model.end_glass(who)
            agency, now = self.model.people[who].agency, self.model.now
            self.model.glasses.append(Glass(who, agency, record, now, now + 60 * MINUTE))

    @rule(who=anybody)
    def somebody_closes_what_they_broke_open(self, who: str) -> None:
        end_broken_glass(self.office, self.now(who))
        self.model.end_glass(who)

    @rule(who=anybody, record=any_record)
    def somebody_says_that_they_work_with_a_child(self, who: str, record: str) -> None:
        allowed = self.model.sees(who, record) != "nothing"
        if self.attempt(allowed, claim, self.now(who), self.stage.tokens[who, record], WHY) is not None:
            self.model.relate(who, self.model.people[who].agency, "claim", record)

    @rule(who=anybody, record=any_record)
    def somebody_sends_a_concern(self, who: str, record: str) -> None:
        allowed = self.model.may(who, SENDS) and self.model.sees(who, record) != "nothing"
        if self.model.people[who].disabled:
            return
        token = self.stage.tokens[who, record]
        draft = self.attempt(allowed, start_draft, self.now(who), FORM.id, token)
        if draft is None:
            return
        told = any(name in str(draft.answers) for name in NAMES.values())
        assert told == (self.model.sees(who, record) == "full"), (who, record, draft.answers)
        answers = fill_in(FORM, {**TOLD, **NUMBERS[record]}, today(self.office), {"child_name_known": "yes"})
        with self.office.work.begin() as tx:
            tx.drafts.save(evolve(draft, answers=answers))
        reference = str(send_draft(self.office, self.now(who), draft.id))
        self.model.contacts[reference] = Contact(who, self.model.people[who].agency, record)
        self.model.relate(who, self.model.people[who].agency, "referral", record, reference)

    @rule(who=st.sampled_from(["officer", "manager"]), which=st.integers(0, 20))
    def an_officer_takes_a_contact_or_puts_it_back(self, who: str, which: int) -> None:
        if not self.model.contacts:
            return
        reference, contact = self.one_of_the_contacts(which)
        is_manager = self.model.may(who, {"team_manager"})
        if (
            not self.model.may(who, WORKS_ON_CONTACTS)
            or contact.is_decided
            or (contact.holder not in {"", who} and not is_manager)
        ):
            return
        act = release_contact if contact.holder else take_contact
        allowed = self.model.knows_of(who, reference)
        if self.attempt(allowed, act, self.now(who), Reference.parse(reference)) is None:
            return
        if contact.holder:
            contact.holder = ""
            self.model.end_ties(contact=reference, kind="officer")
        else:
            contact.holder = who
            # Whoever takes what they sent themselves would otherwise open any record that they name.
            if contact.sender != who:
                self.model.relate(who, self.model.people[who].agency, "officer", contact.record, reference)

    @rule(which=st.integers(0, 20), offered=st.booleans())
    def whoever_holds_a_contact_decides_it(self, which: int, *, offered: bool) -> None:
        """A referral with something to do by hand; with `offered`, the case system offers both of its records."""
        if not self.model.contacts:
            return
        reference, contact = self.one_of_the_contacts(which)
        who = contact.holder
        if contact.is_decided or not who or not self.model.may(who, WORKS_ON_CONTACTS):
            return
        names_record = contact.record != "pupil-1" and not offered
        record = ChosenRecord(contact.record if names_record else None, "compared by an officer")
        done = self.attempt(
            self.model.knows_of(who, reference), decide, self.now(who), Reference.parse(reference), record
        )
        if done is None:
            return
        with self.office.work.begin() as tx:
            hand_off(self.office, tx, done.reference, HandOffKind.DOCUMENT)
            given = tx.hand_offs.of_contact(done.reference)[0].id
            if offered:
                waits = evolve(done, delivery=Delivery(DeliveryState.NEEDS_A_PERSON, reason=WHY, offered=OFFERED))
                rules = self.office.rules
                tx.contacts.save(waits, deadlines_of(waits, rules.clocks, rules.calendar), ())
        self.model.decide(reference, given, names_record=names_record, offered=offered)

    @rule()
    def the_records_of_the_child_are_linked_or_it_is_undone(self) -> None:
        one, other = (RecordKey(SOURCES[each], each) for each in ("case-1", "pupil-1"))
        with self.office.work.begin() as tx:
            if self.model.is_linked:
                for link in tx.links.of(one, other.source):
                    tx.links.undo(link.id, self.model.now, "Somebody", WHY)
            else:
                link_id = f"link-{self.model.links_made}"
                tx.links.add(
                    RecordLink(link_id, LinkKind.SAME, one, other, self.model.now, "somebody", "Somebody", WHY)
                )
                self.model.links_made += 1
        self.model.is_linked = not self.model.is_linked

    @rule(who=anybody)
    def somebody_says_that_a_number_is_wrong(self, who: str) -> None:
        if self.model.people[who].disabled:
            return
        detail = ShownDetail("Framework-i", "Folake Adeyemi", "Social worker", "01632 960301")
        self.attempt(self.model.may(who, FINDS), report_wrong, self.now(who), detail, WrongWhy.NOT_IN_USE, "")

    @rule(who=anybody, role=st.sampled_from([role.value for _, role, _ in PEOPLE]))
    def somebody_gets_another_role(self, who: str, role: str) -> None:
        set_roles(self.office, self.stage.people[who].email, frozenset({Role(role)}))
        self.model.people[who].roles = {role}
        self.model.end_everything_of(who)

    @rule(who=anybody)
    def somebody_leaves_or_comes_back(self, who: str) -> None:
        person = self.model.people[who]
        if person.disabled:
            enable_account(self.office, self.stage.people[who].email)
        else:
            disable_account(self.office, self.stage.people[who].email)
            self.model.end_everything_of(who)
        person.disabled = not person.disabled

    # How it is done

    def now(self, who: str) -> Professional:
        """The person as the portal knows them at this moment."""
        with self.office.work.reading() as tx:
            account = tx.accounts.account(self.stage.people[who].id)
        assert account is not None
        return account.professional

    def attempt(self, allowed: bool, act: Any, *arguments: Any) -> Any:
        """What an act comes to, where the model allows it; otherwise it must be refused."""
        if allowed:
            return act(self.office, *arguments)
        try:
            act(self.office, *arguments)
        except (NotVisible, NotPermitted, AccessRefused):
            return None
        raise AssertionError(f"{act.__name__} was not refused: {arguments}")

    def one_of_the_contacts(self, which: int) -> tuple[str, Contact]:
        return sorted(self.model.contacts.items())[which % len(self.model.contacts)]


def decide(office: Office, by: Professional, reference: Reference, record: ChosenRecord) -> Any:
    return decide_contact(
        office,
        by,
        reference,
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale=WHY,
        message_to_sender="Thank you for telling us",
        reason_late="It waited for an answer",
        record=record,
        team=TEAM,
    )
