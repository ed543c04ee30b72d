"""A draft shared with a colleague, and taken over by the lead: who may do what, who is told, what stays written."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import SURGERY, person, register_people
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, DOCTOR, FORM, HEAD, OFFICER, TEACHER, FrontDoor

from frontdoor.access import RecordKey
from frontdoor.domain.agency import Professional, Role
from frontdoor.forms import RawAnswer
from frontdoor_portal.use_cases.drafts import FormGone, discard_draft, my_drafts, open_draft, save_page
from frontdoor_portal.use_cases.drafts.access import draft_open_to
from frontdoor_portal.use_cases.drafts.sharing import NotAColleague, see_sharing, share_draft, stop_sharing_draft
from frontdoor_portal.use_cases.drafts.taking_over import (
    AgencyDraft,
    NotNow,
    Whereabouts,
    WhyTaken,
    agency_drafts,
    draft_to_take,
    take_over_draft,
)
from frontdoor_portal.use_cases.joining.leading import set_lead
from frontdoor_portal.use_cases.joining.models import StillHere
from frontdoor_portal.use_cases.joining.people import change_roles, confirm_people, welcome_back
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.onboarding import disable_account, enable_account, set_roles
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.send_draft import SentByAnother, reference_sent_from, send_draft

SECOND_HEAD = person(Role.AGENCY_LEAD, name="Uma Reid")


def shared(front_door: FrontDoor, answers: dict[str, object] | None = None) -> str:
    """A draft of the teacher's that a colleague works on as well; complete where no answers are given."""
    draft_id = front_door.draft(answers)  # type: ignore[arg-type]
    share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)
    return draft_id


def left_alone(front_door: FrontDoor, answers: dict[str, RawAnswer] | None = None) -> str:
    """A draft of the teacher's that nobody has changed for a day."""
    draft_id = front_door.draft(answers)
    front_door.clock.pass_time(days=1)
    return draft_id


def told(front_door: FrontDoor) -> list[tuple[str, str, str]]:
    """Who is told what in an email, and where its link leads."""
    return [
        (message.payload["kind"], message.payload["to"], message.payload["link_path"])
        for message in front_door.queued()
    ]


def actions(front_door: FrontDoor, draft_id: str) -> list[tuple[str, Action, str]]:
    return [(entry.actor_id, entry.action, entry.detail) for entry in front_door.audit(draft_id)][1:]


def moved(someone: Professional) -> Professional:
    """The same person, registered with another agency now."""
    return evolve(someone, agency=SURGERY)


def test_a_colleague_reads_a_shared_draft_and_writes_in_it_and_both_see_who_wrote_last(front_door: FrontDoor) -> None:
    draft_id = shared(front_door, {"sex": "F"})
    front_door.clock.pass_time(minutes=5)

    save_page(front_door.office, COLLEAGUE, draft_id, "school", {"gp": "Riverside"})

    (hers,), (theirs,) = my_drafts(front_door.office, TEACHER), my_drafts(front_door.office, COLLEAGUE)
    assert hers == theirs
    assert (hers.author_id, hers.changed_by, hers.changed_at) == (TEACHER.id, COLLEAGUE.id, front_door.clock())
    assert hers.answers == {"sex": "F", "gp": "Riverside"}


def test_the_colleague_is_told_once_by_an_email_with_a_link_only(front_door: FrontDoor) -> None:
    draft_id = shared(front_door, {})
    share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)

    assert told(front_door) == [("draft_shared", COLLEAGUE.id, f"/drafts/{draft_id}")]
    assert actions(front_door, draft_id) == [(TEACHER.id, Action.SHARED_DRAFT, COLLEAGUE.id)]


def test_colleagues_are_the_open_accounts_of_the_agency_that_write_concerns(front_door: FrontDoor) -> None:
    leaver, manager = person(name="Gone Away"), person(Role.SENIOR_MANAGER, name="Max Figures")
    register_people(front_door.office, leaver, manager)
    disable_account(front_door.office, leaver.email)
    draft_id = shared(front_door, {})

    seen = see_sharing(front_door.office, TEACHER, draft_id)

    assert [each.id for each, _ in seen.shared_with] == [COLLEAGUE.id]
    assert [each.id for each in seen.colleagues] == [HEAD.id]


@pytest.mark.parametrize("chosen", [DOCTOR.id, TEACHER.id, "nobody"], ids=["of another agency", "oneself", "nobody"])
def test_a_draft_is_shared_with_colleagues_only(front_door: FrontDoor, chosen: str) -> None:
    draft_id = front_door.draft({})

    with pytest.raises(NotAColleague):
        share_draft(front_door.office, TEACHER, draft_id, chosen)
    assert front_door.queued() == []


def test_once_it_is_not_shared_any_more_it_is_not_there_and_the_words_stay(front_door: FrontDoor) -> None:
    draft_id = shared(front_door, {})
    save_page(front_door.office, COLLEAGUE, draft_id, "sex", {"sex": "F"})

    stop_sharing_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)

    with pytest.raises(NotVisible):
        open_draft(front_door.office, COLLEAGUE, draft_id)
    assert my_drafts(front_door.office, COLLEAGUE) == ()
    assert open_draft(front_door.office, TEACHER, draft_id).draft.answers == {"sex": "F"}
    assert actions(front_door, draft_id)[-1] == (TEACHER.id, Action.STOPPED_SHARING_DRAFT, COLLEAGUE.id)


def test_a_colleague_does_not_share_it_on_nor_throw_it_away(front_door: FrontDoor) -> None:
    draft_id, office = shared(front_door, {}), front_door.office

    attempts: list[Callable[[], object]] = [
        lambda: see_sharing(office, COLLEAGUE, draft_id),
        lambda: share_draft(office, COLLEAGUE, draft_id, HEAD.id),
        lambda: stop_sharing_draft(office, COLLEAGUE, draft_id, COLLEAGUE.id),
        lambda: discard_draft(office, COLLEAGUE, draft_id),
    ]
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert [draft.id for draft in my_drafts(office, TEACHER)] == [draft_id]


def test_opening_a_colleagues_draft_is_audited_with_why(front_door: FrontDoor) -> None:
    draft_id = shared(front_door, {})

    open_draft(front_door.office, COLLEAGUE, draft_id)
    open_draft(front_door.office, COLLEAGUE, draft_id)

    looks = [entry for entry in front_door.audit(draft_id) if entry.action is Action.VIEWED_DRAFT]
    assert [(entry.actor_id, entry.purpose) for entry in looks] == [(COLLEAGUE.id, "Draft of a colleague")]


def test_whoever_sends_a_shared_draft_is_its_sender_and_the_audit_names_its_author(front_door: FrontDoor) -> None:
    draft_id = shared(front_door)

    reference = send_draft(front_door.office, COLLEAGUE, draft_id)

    assert front_door.contact(reference).sender.professional_id == COLLEAGUE.id
    (sent,) = [entry for entry in front_door.audit(reference) if entry.action is Action.SENT]
    assert (sent.actor_id, sent.detail) == (COLLEAGUE.id, f"{TEACHER.id},{COLLEAGUE.id}")


def test_f44_whoever_still_has_it_open_learns_that_a_colleague_sent_it_and_sends_no_second_one(
    front_door: FrontDoor,
) -> None:
    draft_id = shared(front_door)
    reference = send_draft(front_door.office, COLLEAGUE, draft_id)

    for attempt in (send_draft, reference_sent_from):
        with pytest.raises(SentByAnother) as told_so:
            attempt(front_door.office, TEACHER, draft_id)
        assert (told_so.value.reference, told_so.value.sender_name) == (reference, COLLEAGUE.name)
    with pytest.raises(NotVisible):
        send_draft(front_door.office, HEAD, draft_id)


def test_a_lead_who_took_it_over_and_moved_away_does_not_learn_that_it_was_sent(front_door: FrontDoor) -> None:
    draft_id, office = left_alone(front_door), front_door.office
    take_over_draft(office, HEAD, draft_id, WhyTaken.AWAY)
    with office.work.begin() as tx:
        tx.joining.save_person(moved(HEAD))
    send_draft(office, TEACHER, draft_id)

    with pytest.raises(NotVisible):
        reference_sent_from(office, moved(HEAD), draft_id)


def test_a_draft_that_goes_round_opens_no_record_to_whoever_sends_it(front_door: FrontDoor) -> None:
    draft_id, record = shared(front_door), RecordKey("framework_i", "p-1")
    with front_door.office.work.begin() as tx:
        tx.access.tie(draft_id, record)

    reference = send_draft(front_door.office, COLLEAGUE, draft_id)

    with front_door.office.work.reading() as tx:
        assert tx.access.relationships_held_by(COLLEAGUE.id) == ()
        assert (tx.access.records_of(str(reference)), tx.access.records_of(draft_id)) == ((record,), ())


def test_the_lead_takes_over_what_somebody_left_behind(front_door: FrontDoor) -> None:
    draft_id, office = front_door.draft({"sex": "F"}), front_door.office
    disable_account(office, TEACHER.email)

    (found,) = agency_drafts(office, HEAD)
    assert (found.held_by, found.whereabouts) == (TEACHER.name, Whereabouts.LEFT)
    take_over_draft(office, HEAD, draft_id, WhyTaken.LEFT)

    draft = open_draft(office, HEAD, draft_id).draft
    assert (draft.author_id, draft.holder_id, draft.answers) == (TEACHER.id, HEAD.id, {"sex": "F"})
    assert (draft.taken_over_at, draft.taken_over_why) == (front_door.clock(), "left")
    assert (Action.TOOK_OVER_DRAFT, f"left,{TEACHER.id}") in [each[1:] for each in actions(front_door, draft_id)]
    assert (told(front_door), agency_drafts(office, HEAD)) == ([], ())


def test_whoever_is_away_is_told_and_goes_on_seeing_their_words(front_door: FrontDoor) -> None:
    draft_id, office = left_alone(front_door, {"sex": "F"}), front_door.office

    take_over_draft(office, HEAD, draft_id, WhyTaken.AWAY)
    take_over_draft(office, HEAD, draft_id, WhyTaken.AWAY)

    assert told(front_door) == [("draft_taken_over", TEACHER.id, f"/drafts/{draft_id}")]
    assert [draft.id for draft in my_drafts(office, TEACHER)] == [draft_id]


def test_a_lead_who_has_a_draft_shares_and_sends_it(front_door: FrontDoor) -> None:
    draft_id, office = left_alone(front_door), front_door.office
    take_over_draft(office, HEAD, draft_id, WhyTaken.AWAY)
    share_draft(office, HEAD, draft_id, COLLEAGUE.id)

    assert [draft.id for draft in my_drafts(office, COLLEAGUE)] == [draft_id]
    assert front_door.contact(send_draft(office, HEAD, draft_id)).sender.professional_id == HEAD.id


def test_another_lead_takes_it_from_one_who_left(front_door: FrontDoor) -> None:
    draft_id, office = left_alone(front_door, {}), front_door.office
    register_people(office, SECOND_HEAD)
    take_over_draft(office, HEAD, draft_id, WhyTaken.AWAY)
    disable_account(office, HEAD.email)

    take_over_draft(office, SECOND_HEAD, draft_id, WhyTaken.LEFT)

    assert open_draft(office, SECOND_HEAD, draft_id).draft.holder_id == SECOND_HEAD.id


@pytest.mark.parametrize("by", [DOCTOR, OFFICER, person(Role.AGENCY_LEAD, SURGERY, "Ada Finch"), COLLEAGUE])
def test_nobody_else_takes_a_draft_over(front_door: FrontDoor, by: Professional) -> None:
    draft_id = front_door.draft({})

    for attempt in (lambda: draft_to_take(front_door.office, by, draft_id), lambda: take(front_door, by, draft_id)):
        with pytest.raises(NotVisible):
            attempt()


def take(front_door: FrontDoor, by: Professional, draft_id: str) -> None:
    take_over_draft(front_door.office, by, draft_id, WhyTaken.AWAY)


def test_looking_at_the_agencys_drafts_needs_the_lead_and_is_audited(front_door: FrontDoor) -> None:
    draft_id = front_door.draft({})

    assert agency_drafts(front_door.office, HEAD) == (
        AgencyDraft(my_drafts(front_door.office, TEACHER)[0], TEACHER.name, TEACHER.job_title, Whereabouts.HERE),
    )
    assert draft_to_take(front_door.office, HEAD, draft_id).held_by == TEACHER.name
    listed = [entry for entry in front_door.audit(TEACHER.agency.id) if entry.action is Action.LISTED_DRAFTS]
    assert [(entry.actor_id, entry.purpose) for entry in listed] == [(HEAD.id, "Lead of the sender’s agency")]
    with pytest.raises(NotPermitted):
        agency_drafts(front_door.office, TEACHER)


def test_nobody_is_said_to_have_left_who_is_here(front_door: FrontDoor) -> None:
    draft_id = left_alone(front_door, {})

    with pytest.raises(NotNow, match="still have an account"):
        take_over_draft(front_door.office, HEAD, draft_id, WhyTaken.LEFT)
    assert draft_to_take(front_door.office, HEAD, draft_id).reasons == (WhyTaken.AWAY, WhyTaken.ASKED)


@pytest.mark.parametrize("why", [WhyTaken.AWAY, WhyTaken.ASKED])
def test_nobody_takes_a_draft_over_from_under_its_writers_hands(front_door: FrontDoor, why: WhyTaken) -> None:
    draft_id = left_alone(front_door, {})
    save_page(front_door.office, TEACHER, draft_id, "school", {"gp": "Riverside"})
    front_door.clock.pass_time(hours=23)

    with pytest.raises(NotNow, match="worked on it less than a day ago"):
        take_over_draft(front_door.office, HEAD, draft_id, why)


def test_a_lead_throws_away_what_they_took_over_only_once_its_author_is_gone(front_door: FrontDoor) -> None:
    draft_id, office = left_alone(front_door, {}), front_door.office
    take_over_draft(office, HEAD, draft_id, WhyTaken.AWAY)

    with pytest.raises(NotPermitted):
        discard_draft(office, HEAD, draft_id)
    disable_account(office, TEACHER.email)
    discard_draft(office, HEAD, draft_id)

    with pytest.raises(NotVisible):
        open_draft(office, HEAD, draft_id)


@pytest.mark.parametrize("gone", [False, True])
def test_of_a_form_that_is_known_no_more_it_is_said_whether_a_lead_may_throw_it_away(
    front_door: FrontDoor, *, gone: bool
) -> None:
    draft_id, office = left_alone(front_door, {}), front_door.office
    take_over_draft(office, HEAD, draft_id, WhyTaken.AWAY)
    if gone:
        disable_account(office, TEACHER.email)

    with pytest.raises(FormGone) as found:
        open_draft(evolve(office, form_versions={}), HEAD, draft_id)
    assert found.value.may_discard == gone


@pytest.mark.parametrize("gone", [False, True])
def test_what_tells_of_a_worker_is_never_the_leads_to_find_or_take(front_door: FrontDoor, *, gone: bool) -> None:
    """It may be about the lead."""
    draft_id, office = left_alone(front_door, {"category": ("neglect", "allegation")}), front_door.office
    if gone:
        disable_account(office, TEACHER.email)

    for attempt in (lambda: draft_to_take(office, HEAD, draft_id), lambda: take(front_door, HEAD, draft_id)):
        with pytest.raises(NotVisible):
            attempt()
    assert agency_drafts(office, HEAD) == ()


def test_f45_a_draft_stays_with_the_agency_when_its_author_moves(front_door: FrontDoor) -> None:
    draft_id, office = front_door.draft({"sex": "F"}), front_door.office

    with pytest.raises(NotVisible):
        open_draft(office, moved(TEACHER), draft_id)
    assert my_drafts(office, moved(TEACHER)) == ()
    with office.work.begin() as tx:
        tx.joining.save_person(moved(TEACHER))
    take_over_draft(office, HEAD, draft_id, WhyTaken.LEFT)
    draft = open_draft(office, HEAD, draft_id).draft
    assert (draft.author_id, draft.agency_id, draft.answers) == (TEACHER.id, TEACHER.agency.id, {"sex": "F"})


def test_f45_a_colleague_who_moves_leaves_what_was_shared_with_them(front_door: FrontDoor) -> None:
    draft_id = shared(front_door, {})

    with pytest.raises(NotVisible), front_door.office.work.reading() as tx:
        draft_open_to(front_door.office, tx, moved(COLLEAGUE), draft_id)


@pytest.mark.parametrize("leaves", ["closed", "left", "cannot write", "by the command"])
def test_whoever_leaves_and_comes_back_reads_nothing_that_was_shared_before(front_door: FrontDoor, leaves: str) -> None:
    draft_id, office = shared(front_door, {}), front_door.office
    if leaves == "closed":
        disable_account(office, COLLEAGUE.email)
        enable_account(office, COLLEAGUE.email)
    elif leaves == "left":
        confirm_people(office, HEAD, {COLLEAGUE.id: StillHere.LEFT})
        welcome_back(office, HEAD, COLLEAGUE.id)
    elif leaves == "by the command":
        set_roles(office, COLLEAGUE.email, frozenset({Role.SENIOR_MANAGER}))
    else:
        with office.work.begin() as tx:
            change_roles(office, tx, "test", COLLEAGUE, frozenset({Role.SENIOR_MANAGER}))

    with pytest.raises(NotVisible):
        open_draft(office, COLLEAGUE, draft_id)
    assert actions(front_door, draft_id)[-1][1:] == (Action.STOPPED_SHARING_DRAFT, COLLEAGUE.id)


def test_another_role_with_which_they_write_leaves_it_shared(front_door: FrontDoor) -> None:
    draft_id = shared(front_door, {})
    set_lead(front_door.office, HEAD, COLLEAGUE.id, leads=True)

    assert open_draft(front_door.office, COLLEAGUE, draft_id).draft.id == draft_id


def test_the_form_in_force_is_what_a_shared_draft_is_in(front_door: FrontDoor) -> None:
    assert open_draft(front_door.office, COLLEAGUE, shared(front_door, {})).form is FORM
