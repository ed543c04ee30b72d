"""axe on every route, for each role that may open it, at 320 px (1,280 px at 400 %) with text spacing; and in the
states in which pages break: with nothing in them, with a fault, with very long and very many words, right to left.
"""

from datetime import datetime
from pathlib import Path

import pytest
from attrs import evolve, frozen
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.fakes import register_people
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.portal_routes import PAGES
from reference_portal.tests.journeys.routes_walked import Explorer, policy_of
from reference_portal.tests.journeys.stage import Stage

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept, RawAnswer, RawItem, library_form
from frontdoor.testing.families import person
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.demo.seeding import ACCOUNTS, FORM, demo_account
from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.form_versions.editing import upload_version
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.send_draft import send_draft

CHILD = person("ashdown.ella")
VISITOR = "visitor"
ONE_OF_A_ROLE = {frozenset(each.professional.roles): each.professional.id for each in reversed(ACCOUNTS)}
ROLES = (VISITOR, *(each.removeprefix("demo-") for each in ONE_OF_A_ROLE.values()))
NO_PAGE = frozenset(
    {
        *("/static/{digest:str}/{name:str}", "/livez", "/readyz"),
        *("/contacts/{reference:str}/copy.pdf", "/contacts/{reference:str}/copy.json"),
        *("/contacts/{reference:str}/files/{file_id:str}", "/drafts/{draft_id:str}/files/{file_id:str}"),
        *("/hand-offs/{hand_off_id:str}/file", "/form-versions/{version_id:str}/download"),
    }
)
"""Probes, and what is saved and not shown."""
ELSEWHERE = frozenset(
    {
        "/access/break-glass/{token:str}",
        "/access/claim/{token:str}",
        "/access/reviews/{review_id:str}",
        "/account/address/{token:str}",
        "/account/emails/confirm/{token:str}",
        "/account/link",
        "/children/{token:str}/from/{source:str}",
        "/contacts/{reference:str}/answer",
        "/contacts/{reference:str}/answer/prepare",
        "/contacts/{reference:str}/answer/release",
        "/contacts/{reference:str}/delivery",
        "/contacts/{reference:str}/record",
        "/contacts/{reference:str}/second-look/answer",
        "/drafts/{draft_id:str}/call-first",
        "/drafts/{draft_id:str}/earlier-answers",
        "/drafts/{draft_id:str}/new-version",
        "/drafts/{draft_id:str}/two-versions/{version_id:str}",
        "/forgotten-password/{token:str}",
        "/form-versions/{version_id:str}/edit/{at:str}",
        "/form-versions/{version_id:str}/throw-away",
        "/form-versions/{version_id:str}/when/{at:str}",
        "/matches/links/{link_id:str}",
        "/matches/{review_id:str}",
        "/register/confirm/{token:str}",
        "/sign-in/provider/back",
        "/sign-in/provider/not-linked",
        "/sign-in/second-factor",
    }
)
"""Pages that need a token or a state of their own, which no link of this morning leads to: the journeys about them open
and inspect them, which the last test asks of a whole run. A new page that nobody visits here and that is not on this
list fails the test.
"""
SHOWS = {"/sign-in/provider/back": 400}
"""Where the page of a route is that of a refusal, because it leads on to another one otherwise."""
LONG: dict[str, dict[str, str]] = {"child_name": {"given": "Llanfair" * 25, "family": "Featherstonehaugh" * 11}}
RIGHT_TO_LEFT: dict[str, dict[str, str]] = {"child_name": {"given": "محمد عبد الرحمن", "family": "בן־יהודה"}}


def concern(name: dict[str, dict[str, str]], words: str, people: int) -> dict[str, RawAnswer]:
    """A complete concern with a name, the same words in each narrative, and so many people in the household."""
    kin: tuple[RawItem, ...] = tuple(
        {
            "person_name": name["child_name"],
            "person_relationship": "other",
            "person_at_home": "yes",
            "person_responsible": "no",
        }
        for _ in range(people)
    )
    known: dict[Concept, RawAnswer] = {
        Concept.CHILD_STAGE: "born",
        Concept.CATEGORY: tuple(each.value for each in library_form(FORM).question("category").options),
        Concept.HELP_WANTED: "social_work_assessment",
        Concept.URGENCY: "standard",
    }
    also: dict[str, RawAnswer] = {
        "immediate_danger": "no",
        "what_happened": words,
        "household_known": "yes",
        "household": kin,
        **name,
    }
    return fill_in(library_form(FORM), known, datetime.now(LONDON).date(), also)


@frozen
class Morning:
    """What there is to be seen: contacts in each state, drafts, files, a form that is being changed."""

    drafts: tuple[str, ...]
    sent: tuple[Reference, ...]
    asked: Reference
    decided: Reference
    referred: Reference
    closed: str

    def starts(self, who: Professional | None) -> list[str]:
        """Where somebody begins, besides the pages whose address says all."""
        if who is None:
            return ["/levels-of-need/2", "/no-such-page", "/register/confirm/x", "/forgotten-password/x"]
        contacts = [*(str(each) for each in self.sent), str(self.asked)]
        found = [f"/contacts/{each}" for each in contacts]
        own = [
            f"{found[0]}/receipt",
            f"{found[0]}/add",
            f"{found[0]}/withdraw",
            f"/contacts/{self.decided}/second-look",
        ]
        if may(who, Permission.TRIAGE):
            own += [f"/contacts/{self.asked}/{page}" for page in ("ask", "priority", "decide")]
            own += [
                f"/contacts/{self.referred}",
                *(f"/contacts/{self.referred}/{each}" for each in ("delivery", "record")),
            ]
        if may(who, Permission.TAKE_CLOSED_DRAFTS):
            own.append(self.closed)
        if who.id == "demo-teacher":
            own += [*self.drafts, *(f"{each}/check-answers" for each in self.drafts)]
            own += [f"{self.drafts[0]}/whole-family", f"{self.drafts[0]}/call-first", f"{self.drafts[0]}/share-it"]
        return [*found, *own, "/no-such-page"]


@pytest.fixture(scope="module")
def morning(stage: Stage) -> Morning:
    teacher = demo_account("teacher")
    long_words = " ".join(["word" * 300, "It went on. " * 300])
    answers = [concern(LONG, long_words, 20), concern(RIGHT_TO_LEFT, "قالت إنها خائفة. היא אמרה שהיא מפחדת.", 3)]
    sent = []
    for each in answers:
        draft = stage.draft_of(each).rpartition("/")[2]
        add_file(stage.office, teacher, draft, f"{'kitchen' * 40}.jpg", [made.picture()])
        sent.append(send_draft(stage.office, teacher, draft))
    # The last is given a second record, so no other journey may look for this child.
    about = ("ashdown.ella", "polish.zofia", "ex_directory.toby")
    asked, decided, referred = (stage.concern_about(each) for each in about)
    stage.asked(asked, "Who collects her from school?")
    stage.taken_by("officer", decided)
    stage.advised(decided, "The school nurse calls you.")
    stage.referred(referred, None)
    stage.wait_until_it_is_delivered(referred)
    text = stage.shipped_text(FORM)
    upload_version(stage.office, demo_account("admin"), text)
    drafts = tuple(stage.draft_of(each) for each in (*answers, {}))
    return Morning(drafts, tuple(sent), asked, decided, referred, left_behind(stage, teacher))


def left_behind(stage: Stage, teacher: Professional) -> str:
    """Where a duty manager takes over a draft that tells of a worker, whose author has left."""
    gone = evolve(teacher, id="gone-teacher", name="Asha Bello", email=f"gone.{teacher.email}")
    register_people(stage.office, gone)
    disable_account(stage.office, gone.email)
    now, form = stage.office.now(), library_form(FORM)
    answers = {"category": ["allegation"]}
    draft = Draft("left-behind", gone.id, gone.agency.id, form.id, form.version, answers, now, now)
    with stage.office.work.begin() as tx:
        tx.drafts.add(draft)
    return f"/closed-drafts/{draft.id}"


@pytest.fixture(scope="module")
def reached() -> dict[str, dict[str, set[int]]]:
    """By role and route: the statuses with which it answered."""
    return {}


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_wrong_with_any_page_that_a_role_may_open(
    arrive: Arriving, morning: Morning, reached: dict[str, dict[str, set[int]]], role: str
) -> None:
    who = None if role == VISITOR else demo_account(role)
    somebody = arrive("phone", signed_in_as="" if who is None else role)
    starts = [path for path in PAGES if "{" not in path and path not in NO_PAGE and policy_of(path).permits(who)]
    links: list[str] = []
    if who and may(who, Permission.FIND_CHILDREN):
        find(somebody, CHILD)
        links = list(
            somebody.page.evaluate(
                "[...document.querySelectorAll('a[href^=\"/children/\"]')].map(a => a.getAttribute('href'))"
            )
        )
    explorer = Explorer(somebody.page, somebody.portal, NO_PAGE)
    explorer.explore([*starts, *links[:1], *morning.starts(who)])
    reached[role] = explorer.seen
    assert explorer.faults == []


def test_each_route_was_opened_by_somebody(reached: dict[str, dict[str, set[int]]]) -> None:
    if set(reached) != set(ROLES):
        pytest.skip("Only with the walks of all roles")
    opened = {route for seen in reached.values() for route, statuses in seen.items() if 200 in statuses}
    assert set(PAGES) - opened - NO_PAGE - ELSEWHERE == set()


@pytest.mark.after_all_journeys
def test_each_page_that_no_link_leads_to_was_opened_by_its_journey(
    request: pytest.FixtureRequest, opened: set[tuple[str, int]]
) -> None:
    run = {item.path.name for item in request.session.items}
    if run != {each.name for each in Path(__file__).parent.glob("test_*.py")} or request.config.option.keyword:
        pytest.skip("Only with every journey")
    assert {(route, SHOWS.get(route, 200)) for route in ELSEWHERE} - opened == set()


FAULTY = (
    (VISITOR, "/sign-in", "Sign in"),
    (VISITOR, "/register", "Continue"),
    (VISITOR, "/forgotten-password", "Send the link"),
    ("teacher", "/children", "Search"),
    ("teacher", "DRAFT/whole-start", "Save and continue"),
    ("teacher", "DRAFT/whole-worry", "Save and continue"),
    ("teacher", "DRAFT/check-answers", "Send to the front door"),
    ("teacher", "DRAFT/files", "Upload"),
    ("teacher", "CONTACT/withdraw", "Withdraw it"),
    ("teacher", "CONTACT/add", "Send this to the team"),
    ("officer", "TAKEN/decide", "Continue"),
    ("officer", "TAKEN/ask", "Send the question"),
    ("officer", "TAKEN/priority", "Set the priority"),
    ("manager", "/sign-ins", "Find"),
    ("privacy", "/who-looked", "Show who looked"),
    ("admin", "/agencies/find-person", "Find"),
    ("admin", "/form-versions/upload", "Make it a new version"),
)


@pytest.mark.parametrize("role", dict.fromkeys(each[0] for each in FAULTY))
def test_nothing_is_wrong_with_a_page_that_says_what_is_wrong(arrive: Arriving, morning: Morning, role: str) -> None:
    somebody = arrive("phone", signed_in_as="" if role == VISITOR else role)
    explorer = Explorer(somebody.page, somebody.portal, NO_PAGE)
    for whose, address, button in FAULTY:
        if whose == role:
            explorer.press(
                address.replace("DRAFT", morning.drafts[-1])
                .replace("CONTACT", f"/contacts/{morning.sent[0]}")
                .replace("TAKEN", f"/contacts/{morning.asked}"),
                button,
            )
    assert explorer.faults == []
