"""No audit, no page: every route says what it writes, and none sends a page without its entry (ASVS 16.3.2, 16.5.3)."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from litestar import Response
from litestar import get as bare_get
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.web.browsing import BRANDING, ORIGIN, Browser, TestPortal, form_token, heading
from reference_portal.tests.web.triage.conftest import door as triage_door
from reference_portal.tests.web.triage.scene import DOCTOR, MANAGER, OFFICER, REFERRAL, TEACHER, FrontDoor
from sqlalchemy import text

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.domain.agency import Role
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.auditing.seals import LogFilter
from frontdoor_portal.use_cases.drafts import start_draft
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.application import PolicyMissing, create_app, route_handlers
from frontdoor_portal.web.auditing import AuditPolicy, shows_nobody, writes
from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.pages import Page, see_other
from frontdoor_portal.web.policy import anonymous, public, signed_in
from frontdoor_portal.web.routing import AUDIT, get

door = triage_door
FORM_PAGES = ("text", "changes", "preview", "throw-away", "edit/{at:str}", "when/{at:str}")
"""The screens of a version of a form that both show and take something."""


def entries(office: Office) -> list[AuditEntry]:
    """Everything in the audit, newest first."""
    with office.work.reading() as tx:
        return list(tx.audit_log.page(LogFilter(), 1, 1_000).items)


def policy_of(handler: Any) -> AuditPolicy:
    policy = handler.opt[AUDIT]
    assert isinstance(policy, AuditPolicy)
    return policy


def test_v16_3_2_a_route_that_does_not_say_what_it_writes_stops_the_portal_from_starting(portal: TestPortal) -> None:
    @bare_get("/forgotten", guards=[anonymous], sync_to_thread=False)
    def forgotten() -> Response[str]:
        return Response("a child")

    with pytest.raises(PolicyMissing, match=r"what they write to the audit: forgotten \(/forgotten\)"):
        create_app(portal.office, BRANDING, WebOptions(ORIGIN), [forgotten])


def test_v16_3_2_a_route_that_can_reach_no_store_says_that_it_shows_nobody(portal: TestPortal) -> None:
    """The census: whoever says that a route shows nobody says what it shows, and only with an office can one show."""
    declared = {handler.fn.__name__: policy_of(handler) for handler in route_handlers(portal.app)}
    unsaid = {name for name, policy in declared.items() if bool(policy.actions) == bool(policy.shows_nobody)}
    without_a_store = {
        handler.fn.__name__
        for handler in route_handlers(portal.app)
        if policy_of(handler).actions and "office" not in inspect.signature(handler.fn).parameters
    }
    assert (unsaid, without_a_store) == (set(), set())


def test_v16_3_2_only_these_pages_show_nobody(portal: TestPortal) -> None:
    """A new page is added here by whoever looked at what it shows."""
    paths = {
        f"{min(handler.http_methods)} {path}"
        for handler in route_handlers(portal.app)
        if not policy_of(handler).actions
        for path in handler.paths
    }
    assert paths == {
        *("GET /static/{digest:str}/{name:str}", "GET /livez", "GET /readyz"),
        *("GET /", "GET /help", "GET /accessibility", "GET /cookies-and-privacy"),
        *("GET /register", "POST /register", "GET /register/check-your-email", "GET /register/done"),
        *("GET /register/confirm/{token:str}", "POST /register/confirm/{token:str}"),
        *("GET /levels-of-need", "GET /levels-of-need/{code:str}"),
        *("GET /sign-in", "POST /sign-in", "POST /sign-out", "GET /signed-out"),
        *(
            "GET /children",
            "GET /forms",
            "GET /forms/allegation-about-a-worker",
            "GET /forms/{form_id:str}",
            "POST /drafts",
            "GET /figures",
            "POST /deliveries/dealt-with",
        ),
        # Colleagues by name and job, who has a draft, and nothing that it says.
        *("GET /drafts/{draft_id:str}/share-it", "POST /drafts/{draft_id:str}/share-it"),
        *("POST /drafts/{draft_id:str}/stop-sharing", "POST /drafts/{draft_id:str}/keep-it"),
        *("GET /agency-drafts/{draft_id:str}", "POST /agency-drafts/{draft_id:str}"),
        *("GET /closed-drafts/{draft_id:str}", "POST /closed-drafts/{draft_id:str}"),
        *("GET /who-looked",),
        *("GET /sign-in/second-factor", "POST /sign-in/second-factor"),
        *("GET /sign-in/set-up", "POST /sign-in/set-up", "POST /sign-in/set-up/confirm"),
        *("POST /sign-in/provider", "GET /sign-in/provider/back", "GET /sign-in/provider/not-linked"),
        *("GET /account", "POST /account/backup-codes"),
        *("GET /account/link", "POST /account/link", "POST /account/unlink"),
        # Emails to whoever asks, and colleagues whom none reaches.
        *("GET /account/emails", "POST /account/emails", "POST /account/emails/check", "GET /agency/emails"),
        *("GET /account/emails/confirm/{token:str}", "POST /account/emails/confirm/{token:str}"),
        # One's own account, agencies, and colleagues by name and job: no child.
        *(
            "GET /account/address",
            "GET /account/address/asked",
            "GET /account/address/{token:str}",
            "GET /account/details",
            "GET /forgotten-password",
            "GET /forgotten-password/check-your-email",
            "GET /forgotten-password/done",
            "GET /forgotten-password/{token:str}",
            "GET /register/waiting",
            "POST /account/address",
            "POST /account/address/{token:str}",
            "POST /account/details",
            "POST /forgotten-password",
            "POST /forgotten-password/{token:str}",
        ),
        *(
            "GET /agencies",
            "GET /agencies/find-person",
            "GET /agencies/new",
            "GET /agencies/proposals",
            "GET /agencies/{agency_id:str}",
            "GET /agencies/{agency_id:str}/change",
            "GET /agencies/{agency_id:str}/people",
            "POST /agencies/find-person",
            "POST /agencies/new",
            "POST /agencies/proposals/{proposal_id:str}/approve",
            "POST /agencies/proposals/{proposal_id:str}/refuse",
            "POST /agencies/{agency_id:str}/change",
            "POST /agencies/{agency_id:str}/domains-checked",
            "POST /agencies/{agency_id:str}/people",
        ),
        *(
            "GET /people",
            "GET /people/roles",
            "GET /people/waiting",
            "GET /people/{professional_id:str}",
            "GET /people/{professional_id:str}/roles",
            "POST /people",
            "POST /people/roles/{proposal_id:str}/approve",
            "POST /people/roles/{proposal_id:str}/refuse",
            "POST /people/waiting",
            "POST /people/{professional_id:str}",
            "POST /people/{professional_id:str}/back",
            "POST /people/{professional_id:str}/lead",
            "POST /people/{professional_id:str}/roles",
        ),
        # Workers and their numbers.
        *("GET /wrong-details", "POST /wrong-details/{report_id:str}"),
        # Questions of a form, and nothing that anybody answered.
        *("GET /form-versions", "POST /form-versions/start", "GET /form-versions/report"),
        *("GET /form-versions/upload", "POST /form-versions/upload", "POST /form-versions/upload/file"),
        *("GET /form-versions/{version_id:str}", "POST /form-versions/{version_id:str}/do"),
        *(f"{method} /form-versions/{{version_id:str}}/{page}" for method in ("GET", "POST") for page in FORM_PAGES),
        "GET /form-versions/{version_id:str}/download",
        # Users, and no children.
        *("GET /sign-ins", "POST /sign-ins/find", "GET /sign-ins/{professional_id:str}"),
        "POST /sign-ins/{professional_id:str}/reset",
        # A record that somebody found, without a word of what stands in it.
        *("GET /access/break-glass/{token:str}", "POST /access/break-glass/{token:str}"),
        *("GET /access/claim/{token:str}", "POST /access/claim/{token:str}"),
        *("POST /access/break-glass/end", "GET /access/mine"),
    }


def pages(made: Callable[[Office, SignedIn], Page], policy: AuditPolicy) -> list[Any]:
    @get("/made", signed_in, policy)
    def made_page(office: Office, who: SignedIn) -> Page:
        return made(office, who)

    return [made_page]


def writing(action: Action, purpose: str = "Test") -> Callable[[Office, SignedIn], Page]:
    def page_made(office: Office, who: SignedIn) -> Page:
        with office.work.begin() as tx:
            tx.audit.add(AuditEntry(office.now(), who.professional.id, action, "FD-2222-2222", purpose))
        return Response("Zaynab", media_type="text/html")

    return page_made


def forgetting(office: Office, who: SignedIn) -> Page:  # noqa: ARG001 -- a handler has both
    return Response("Zaynab", media_type="text/html")


def dropping(office: Office, who: SignedIn) -> Page:
    try:
        with office.work.begin() as tx:
            entry = AuditEntry(office.now(), who.professional.id, Action.VIEWED_CONTACT, "FD-2222-2222", "Test")
            tx.audit.add(entry)
            raise ZeroDivisionError
    except ZeroDivisionError:
        return Response("Zaynab", media_type="text/html")


@pytest.mark.parametrize(
    "made",
    [forgetting, dropping, writing(Action.SIGNED_OUT), writing(Action.VIEWED_CONTACT, purpose="")],
    ids=["forgotten", "dropped with its transaction", "of another kind", "without a purpose"],
)
def test_v16_5_3_a_page_whose_entry_was_not_written_is_not_sent(
    make_portal: Callable[..., TestPortal], made: Callable[[Office, SignedIn], Page]
) -> None:
    portal = make_portal(extra_routes=pages(made, writes(Action.VIEWED_CONTACT)))
    answer = portal.client(person()).get("/made")
    assert (answer.status_code, heading(answer), "Zaynab" in answer.text) == (
        500,
        "Sorry, there is a problem with the service",
        False,
    )


def test_v16_3_2_a_page_whose_entry_was_written_is_sent(make_portal: Callable[..., TestPortal]) -> None:
    made = writing(Action.VIEWED_CONTACT)
    portal = make_portal(extra_routes=pages(made, writes(Action.VIEWED_CONTACT, Action.SEARCHED)))
    answer = portal.client(person()).get("/made")
    assert (answer.status_code, answer.text) == (200, "Zaynab")


def test_a_redirect_shows_nobody(make_portal: Callable[..., TestPortal]) -> None:
    portal = make_portal(extra_routes=pages(lambda *_: see_other("/passed"), writes(Action.VIEWED_CONTACT)))
    assert portal.client(person()).get("/made").status_code == 303


def test_what_shows_nobody_needs_no_office() -> None:
    @get("/plain", public, shows_nobody("Words"))
    def plain() -> Page:
        return Response("words")

    assert plain.opt[AUDIT] == AuditPolicy(frozenset(), "Words")


def test_v16_3_2_a_role_that_may_not_is_written_down_by_the_routes_pattern(door: FrontDoor) -> None:
    reference = door.send()
    teacher = door.as_(TEACHER)
    answers = [teacher.get(path).status_code for path in ("/holding-area", f"/contacts/{reference}/decide")]
    refused = [each for each in entries(door.portal.office) if each.action is Action.REFUSED]
    assert (answers, [(each.actor_id, each.subject, each.detail) for each in refused]) == (
        [403, 403],
        [
            (TEACHER.id, "/contacts/{reference:str}/decide", "NotPermitted"),
            (TEACHER.id, "/holding-area", "NotPermitted"),
        ],
    )


def test_v8_2_2_what_is_not_theirs_and_what_is_not_there_are_both_written_down(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(DOCTOR)
    statuses = [browser.get(f"/contacts/{each}").status_code for each in (reference, "FD-3333-333Z")]
    found = [(each.action, each.subject, each.actor_id) for each in entries(door.portal.office)[:2]]
    assert (statuses, found) == (
        [404, 404],
        [
            (Action.REFUSED, "/contacts/{reference:str}", DOCTOR.id),
            (Action.REFUSED_CONTACT, str(reference), DOCTOR.id),
        ],
    )


def test_a_refusal_after_a_look_is_written_down_beside_it(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(OFFICER)
    fields = {"reason": "", "form_token": form_token(browser.get(f"/contacts/{reference}"))}
    assert browser.post(f"/contacts/{reference}/withdraw", fields).status_code == 403
    assert [each.action for each in entries(door.portal.office)[:2]] == [Action.REFUSED, Action.VIEWED_CONTACT]


def test_v14_2_1_what_somebody_typed_into_an_address_is_never_written_down(door: FrontDoor) -> None:
    door.as_(DOCTOR).get("/children/Zaynab-Nkemelu")
    [refused] = [each for each in entries(door.portal.office) if each.action is Action.REFUSED]
    assert (refused.subject, refused.detail) == ("/children/{token:str}", "NotVisible")


def test_a_draft_of_somebody_else_is_written_down(door: FrontDoor) -> None:
    door.send()
    searched = remember_search(door.portal.office, TEACHER, ChildQuery())
    draft = start_draft(door.portal.office, TEACHER, "cause_for_concern", searched)
    assert door.as_(DOCTOR).get(f"/drafts/{draft.id}").status_code == 404
    assert entries(door.portal.office)[0].action is Action.REFUSED


def test_a_file_taken_out_of_the_portal_is_an_export(door: FrontDoor) -> None:
    door.case_system.levels = {Operation.OPEN_EPISODE: Level.NONE, Operation.ATTACH_DOCUMENT: Level.MANUAL}
    reference = door.send()
    door.decide(door.take(reference), reference, REFERRAL)
    with door.portal.office.work.reading() as tx:
        [hand_off] = tx.hand_offs.of_contact(reference)
    assert door.as_(OFFICER).get(f"/hand-offs/{hand_off.id}/file").status_code == 200
    newest = entries(door.portal.office)[0]
    assert (newest.action, newest.subject, newest.purpose) == (
        Action.EXPORTED_CONTACT,
        str(reference),
        "Triage at the front door",
    )


@pytest.fixture
def broken(door: FrontDoor) -> Callable[[], None]:
    """Makes every further entry of the audit fail in the database itself."""

    def break_it() -> None:
        work = door.portal.office.work
        assert isinstance(work, SqlWork)
        with work._engine.begin() as connection:
            connection.execute(
                text("CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'disk full'); END")
            )

    return break_it


def test_v16_5_3_no_page_that_shows_somebody_is_sent_while_the_audit_cannot_be_written(
    door: FrontDoor, broken: Callable[[], None]
) -> None:
    """Every page that can be opened shows what it shows; then the audit fails, and none of them shows anything."""
    door.case_system.levels = {Operation.OPEN_EPISODE: Level.NONE}
    reference, waiting = door.send(), door.send()
    browser = door.take(reference)
    door.decide(browser, reference, REFERRAL)
    door.take(waiting)
    with door.portal.office.work.reading() as tx:
        [hand_off] = tx.hand_offs.of_contact(reference)
    teachers, officers = door.as_(TEACHER), door.as_(MANAGER)
    gets: Mapping[str, Browser] = {
        f"/contacts/{waiting}": teachers,
        f"/contacts/{waiting}/receipt": teachers,
        f"/contacts/{waiting}/withdraw": teachers,
        "/contacts": teachers,
        "/holding-area?status=any": officers,
        f"/contacts/{reference}": officers,
        f"/contacts/{waiting}/decide": officers,
        f"/contacts/{waiting}/ask": officers,
        f"/contacts/{waiting}/priority": officers,
        "/hand-offs": officers,
        f"/hand-offs/{hand_off.id}": officers,
        f"/hand-offs/{hand_off.id}/file": officers,
        "/deliveries": officers,
    }
    token = form_token(officers.get("/children"))
    search = {"family_name": "Nkemelu", "given_name": "Zaynab", "purpose": "known", "form_token": token}
    before = {path: client.get(path).status_code for path, client in gets.items()}
    broken()
    after = {path: client.get(path) for path, client in gets.items()}
    searched = officers.post("/children", search)
    asked = list(door.case_system.asked)
    officers.post("/children", search)
    assert before == dict.fromkeys(gets, 200)
    assert {path: answer.status_code for path, answer in after.items()} == dict.fromkeys(gets, 500)
    assert searched.status_code == 500
    told = "".join(answer.text for answer in (*after.values(), searched))
    assert [word for word in ("Zaynab", "Nkemelu", "Larch", "Z.N.", str(waiting), "disk full") if word in told] == []
    assert door.case_system.asked == asked, "No system is asked for what nobody wrote down"


def test_v16_5_3_a_refusal_that_cannot_be_written_is_a_refusal_all_the_same(
    door: FrontDoor, broken: Callable[[], None]
) -> None:
    browser = door.as_(person(Role.SENIOR_MANAGER, COUNCIL, "Jo Winter"))
    broken()
    answer = browser.get("/holding-area")
    assert (answer.status_code, heading(answer)) == (500, "Sorry, there is a problem with the service")
