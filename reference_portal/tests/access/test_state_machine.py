"""Whatever happens in whatever order, every surface shows every person exactly what the plain model says.

Set `FRONTDOOR_ACCESS_EXAMPLES` to a number of stories for a longer run than the default.
"""

import os
from datetime import timedelta
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from reference_portal.tests.access.model import (
    FINDS,
    MINUTE,
    SEES_CONTACTS,
    SEES_FIGURES,
    SENDS,
    Contact,
    Glass,
    Model,
    Person,
    Tie,
)
from reference_portal.tests.access.stage import AGENCIES, MARKS, NAMES, PEOPLE, SOURCES, Shown, Stage, open_stage
from reference_portal.tests.relating import proven, works_with
from reference_portal.tests.web.filling_in import FORM
from sqlalchemy import update

from frontdoor.access import RecordKey, RelationshipKind, Sensitivity
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept
from frontdoor.testing.filling import fill_in
from frontdoor_portal.storage.rows import ProfessionalRow
from frontdoor_portal.use_cases.access.claim import claim
from frontdoor_portal.use_cases.access.glass import break_the_glass, end_broken_glass
from frontdoor_portal.use_cases.access.managing import AccessRefused, end, grant, set_level
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.onboarding import disable_account, enable_account, set_roles
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.send_concern import send_concern
from frontdoor_portal.use_cases.take_contact import take_contact

EXAMPLES = int(os.environ.get("FRONTDOOR_ACCESS_EXAMPLES", "9"))
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


class Access(RuleBasedStateMachine):
    """A front door in which things happen, and beside it the model in which they happen too."""

    def __init__(self) -> None:
        super().__init__()
        self._opened = open_stage()
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

    @property
    def asks_for_json(self) -> str:
        """Who asks for data instead of a page this time: it must be the page all the same."""
        return EVERYBODY[self.steps % len(EVERYBODY)]

    def teardown(self) -> None:
        self._opened.__exit__(None, None, None)

    # What happens

    @initialize(
        ties=st.lists(st.tuples(anybody, any_record, st.sampled_from(list(RelationshipKind))), min_size=3, max_size=6),
        glasses=st.lists(st.tuples(anybody, any_record), min_size=1, max_size=3, unique_by=lambda each: each[0]),
        sent=st.tuples(st.sampled_from(["teacher", "doctor", "partner"]), any_record),
        levels=st.tuples(a_level, a_level, a_level),
        moved_to=st.sampled_from(sorted(AGENCIES)),
        contact_level=a_level,
    )
    def much_has_happened_already(
        self,
        ties: list[tuple[str, str, RelationshipKind]],
        glasses: list[tuple[str, str]],
        sent: tuple[str, str],
        levels: tuple[str, ...],
        moved_to: str,
        contact_level: str,
    ) -> None:
        for who, record, kind in ties:
            works_with(self.office, self.stage.people[who], [(SOURCES[record], record)], kind)
            in_person = "" if kind is RelationshipKind.TEAM_HOLDS_CASE else who
            self.model.relate(in_person, self.model.people[who].agency, CALLED[kind], record)
        self.somebody_moves_to_another_agency(ties[0][0], moved_to)
        for who, record in glasses:
            if self.model.may(who, FINDS):
                self.somebody_breaks_the_glass(who, record)
        self.somebody_sends_a_concern(*sent)
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
        manages = self.model.may(by, {"team_manager", "duty_manager"})
        allowed = manages and self.model.sees(by, record, glass=False) == "full"
        if by == who or self.model.people[who].disabled:
            return
        if kind == "team_holds_case" and self.model.people[who].agency == self.model.people[by].agency:
            allowed = allowed and self.model.was_let_in(by, record)
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
        allowed = self.model.may(by, {"team_manager", "duty_manager"}) and self.model.sees(by, record) == "full"
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
        allowed = (
            self.model.may(by, {"team_manager", "duty_manager"})
            and self.model.sees(by, record) == "full"
            and self.model.may_set(by, record, level)
        )
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
        if (
            self.attempt(allowed, break_the_glass, proven(self.office, self.now(who)), token, "missing_child", WHY)
            is not None
        ):
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
        answers = fill_in(FORM, _TOLD, today(self.office), {"child_name_known": "yes"})
        with self.office.work.begin() as tx:
            tx.drafts.save(evolve(draft, answers=answers))
        reference = str(send_concern(self.office, self.now(who), draft.id))
        self.model.contacts[reference] = Contact(who, record)
        self.model.relate(who, self.model.people[who].agency, "referral", record, reference)

    @rule(who=st.sampled_from(["officer", "manager"]), which=st.integers(0, 20))
    def an_officer_takes_a_contact_or_puts_it_back(self, who: str, which: int) -> None:
        if not self.model.contacts:
            return
        reference = sorted(self.model.contacts)[which % len(self.model.contacts)]
        contact = self.model.contacts[reference]
        on_the_team = self.model.may(who, {"screening_officer", "team_manager"})
        if not on_the_team or contact.holder not in {"", who}:
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
            if contact.sender != who:
                self.model.relate(who, self.model.people[who].agency, "officer", contact.record, reference)

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

    # What everybody sees

    @invariant()
    def every_surface_shows_everybody_what_the_model_says(self) -> None:
        self.steps += 1
        for who in EVERYBODY:
            self.stage.sign_in(who)
            if self.model.people[who].disabled:
                assert {self.stage.view(who, record) for record in RECORDS} == {Shown(303)}, who
                assert self.stage.search().status == 403, who
                continue
            self.search_is_as_the_model_says(who)
            for record in RECORDS:
                self.view_is_as_the_model_says(who, record)
            self.contacts_are_as_the_model_says(who)

    def search_is_as_the_model_says(self, who: str) -> None:
        if not self.model.may(who, FINDS):
            assert self.stage.search() == Shown(403), who
            return
        seen = {record: self.model.sees(who, record) for record in RECORDS}
        full = frozenset(record for record, answer in seen.items() if answer == "full")
        expected = Shown(200, full, list(seen.values()).count("little"))
        assert self.stage.search() == expected, (who, seen)
        if who == self.asks_for_json:
            assert self.stage.search(Accept="application/json") == expected, (who, seen)
        if set(seen.values()) == {"nothing"}:
            assert self.stage.full_search() == self.stage.empty_search(), who

    def view_is_as_the_model_says(self, who: str, record: str) -> None:
        if not self.model.may(who, FINDS):
            assert self.stage.view(who, record) == Shown(403), who
            return
        shown = self.stage.view(who, record)
        answer = self.model.sees(who, record)
        if answer == "nothing":
            assert (shown, self.stage.not_found(who, record)) == (Shown(404), True), (who, record)
        elif answer == "little":
            assert shown == Shown(200, little=1), (who, record)
        else:
            other = self.model.same_child.get(record, "")
            beside = self.model.sees(who, other, also=record) if other else "nothing"
            marks = {record, other} if beside == "full" else {record}
            expected = Shown(200, frozenset(marks), 0, self.brother_of(who, record), beside == "little")
            assert shown == expected, (who, record)
            if who == self.asks_for_json:
                assert self.stage.view(who, record, Accept="application/json") == expected, (who, record)

    def brother_of(self, who: str, record: str) -> str:
        """How the brother stands in the family, which is asked for at a record of social care alone."""
        if record == "pupil-1":
            return ""
        seen, level = self.model.sees(who, "case-2"), self.model.levels["case-2"]
        if seen == "nothing":
            return ""
        if level != "normal" and seen != "full":
            return "withheld"
        return "named" if record == "case-1" else ""

    def contacts_are_as_the_model_says(self, who: str) -> None:
        known = {reference for reference in self.model.contacts if self.model.knows_of(who, reference)}
        sent = {reference for reference, each in self.model.contacts.items() if each.sender == who}
        if self.model.may(who, SEES_CONTACTS):
            assert self.stage.listed("/holding-area") == (200, frozenset(known), len(known)), who
        else:
            assert self.stage.listed("/holding-area")[0] == 403, who
        if self.model.may(who, SENDS):
            assert self.stage.listed("/contacts")[:2] == (200, frozenset(sent)), who
        if self.model.may(who, SEES_FIGURES):
            assert self.stage.counted() == (200, len(known)), who
        opens = known if self.model.may(who, SEES_CONTACTS) else sent
        for reference in self.model.contacts:
            assert self.stage.contact_status(reference) == (200 if reference in opens else 404), (who, reference)

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


_TOLD: dict[Concept, Any] = {
    Concept.CHILD_STAGE: "born",
    Concept.CHILD_NAME: {"given": "Somebody", "family": "Else"},
    Concept.DATE_OF_BIRTH: {"day": "1", "month": "2", "year": "2015"},
    Concept.SEX: "F",
    Concept.WHEREABOUTS: "address_known",
    Concept.CATEGORY: ("neglect",),
    Concept.URGENCY: "standard",
}

TestAccess = Access.TestCase
TestAccess.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=7,
    deadline=None,
    derandomize="FRONTDOOR_ACCESS_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    # A story takes seconds: it is told as it was found, and not retold a hundred times to make it shorter.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
