"""The main job over HTTP, as people do it: a concern becomes an episode, and everybody is told."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import click
from attrs import define, field

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept, RawAnswer, library_form, raw_items
from frontdoor.testing.families import MadeUpPerson, person
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.composition import compose
from frontdoor_portal.demo.mailbox import Mailbox, until
from frontdoor_portal.demo.running import Running
from frontdoor_portal.demo.seeding import ACCOUNTS, DEMO_PASSWORD, FORM
from frontdoor_portal.demo.visitor import NotAsExpected, Visitor
from frontdoor_portal.settings import read_settings

CHILD = "ashdown.ella"
BY_HAND = "Open the episode by hand"
NEW_PASSWORD = "a new teacher’s own words"


@define
class _Clock:
    """Prints each step with the time it took."""

    step: int = field(default=0)
    started: float = field(factory=time.monotonic)

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        self.step += 1
        began = time.monotonic()
        yield
        click.echo(f"{self.step:>2}. {what:<72} {(time.monotonic() - began) * 1000:>7.0f} ms")


def do_main_job(running: Running) -> Reference:
    """Do it once, print each step, and give the reference. Raises `NotAsExpected` at the first step that fails."""
    clock, mail = _Clock(), Mailbox(running.folder.mail)
    teacher, officer = Visitor(running.address), Visitor(running.address)
    try:
        with clock.doing("A teacher registers with the address of an approved school"):
            _register(teacher, mail)
        with clock.doing("The teacher signs in"):
            _sign_in(teacher, "new.teacher@st-wulstan.example", NEW_PASSWORD)
        child = person(CHILD)
        with clock.doing("The teacher finds the child, says how they work together, and sees it"):
            _find(teacher, child, running)
        with clock.doing("The teacher answers the cause for concern form"):
            draft = _fill_in_concern(teacher, child)
        with clock.doing("The teacher checks the answers, sends them and sees a receipt"):
            reference = _send(teacher, draft)
        with clock.doing("The receipt email arrives, with the reference and a link"):
            mail.wait_for("new.teacher@st-wulstan.example", f"We have received {reference}", reference)
        with clock.doing("A screening officer signs in and takes the contact"):
            _take(officer, reference)
        with clock.doing("The officer asks a question and the teacher answers it in the portal"):
            _ask_and_answer(officer, teacher, reference)
        with clock.doing("The officer confirms the record and decides: a referral"):
            _decide(officer, reference)
        with clock.doing("The episode is opened, and the portal shows its number"):
            episode = _wait_for_episode(officer, reference)
        with clock.doing("The outcome email arrives, and the teacher reads the outcome"):
            mail.wait_for("new.teacher@st-wulstan.example", f"A decision about {reference}", reference)
            teacher.open(f"/contacts/{reference}")
            teacher.expect("A social worker will call you within one working day.")
        with clock.doing("What the case system takes by hand is copied and ticked off"):
            _hand_off(officer, reference)
        with clock.doing("The episode is read back from the case system itself"):
            _read_back(running, reference, episode)
        mail.holds_nothing_about(child)
    finally:
        teacher.close()
        officer.close()
    click.echo(f"Done: {reference} is episode {episode}, once. {time.monotonic() - clock.started:.1f} s in all.")
    return reference


def _register(teacher: Visitor, mail: Mailbox) -> None:
    teacher.open("/register")
    teacher.submit(
        {
            "name": "Robin Hale",
            "email": "new.teacher@st-wulstan.example",
            "job_title": "Class teacher",
            "phone": "01632 960111",
        },
        action="/register",
    )
    letter = mail.wait_for("new.teacher@st-wulstan.example", "Confirm your email address")
    link = re.search(r"/register/confirm/[A-Za-z0-9_-]+", letter)
    if link is None:
        raise NotAsExpected("The confirmation email has no link")
    teacher.open(link[0])
    teacher.submit({"password": NEW_PASSWORD})


def _sign_in(visitor: Visitor, address: str, password: str) -> None:
    visitor.open("/sign-in")
    visitor.submit({"email": address, "password": password}, action="/sign-in")


def _find(teacher: Visitor, child: MadeUpPerson, running: Running) -> None:
    titles = [simulator.title for simulator in running.systems.simulators.values()]
    born = child.birth_date.on
    teacher.open("/children")
    teacher.submit(
        {
            "given_name": child.name.given,
            "family_name": child.name.family,
            "date_of_birth-day": str(born.day),
            "date_of_birth-month": str(born.month),
            "date_of_birth-year": str(born.year),
            "purpose": teacher.options("purpose")[0],
        },
        action="/children",
    )
    teacher.expect(*titles, "A record may exist")
    teacher.follow("A record may exist")
    teacher.follow("Say how you work with the child")
    teacher.submit({"evidence": "Class teacher since September"}, action="")
    teacher.expect(*titles, str(child.name), "Who to contact")


def _fill_in_concern(teacher: Visitor, child: MadeUpPerson) -> str:
    teacher.submit(action="/drafts")
    draft = teacher.path
    form, today = library_form(FORM), datetime.now(LONDON).date()
    born = child.birth_date.on
    known: dict[Concept, RawAnswer] = {
        Concept.CHILD_NAME: {"given": child.name.given, "family": child.name.family},
        Concept.DATE_OF_BIRTH: {"day": str(born.day), "month": str(born.month), "year": str(born.year)},
        Concept.CHILD_STAGE: "born",
        Concept.CATEGORY: ("neglect", "something_else"),
        Concept.HELP_WANTED: "social_work_assessment",
        Concept.URGENCY: "standard",
    }
    danger = {"immediate_danger": "no"}
    answers = fill_in(form, known, today, danger)
    for page in form.pages:
        if any(question.id in answers for question in page.questions):
            teacher.open(f"{draft}/{page.id}")
            while teacher.path == f"{draft}/{page.id}":
                before = teacher.options("asked")
                teacher.submit(_fields(answers, before), button="Save and continue")
                if teacher.path == f"{draft}/{page.id}" and teacher.options("asked") == before:
                    raise NotAsExpected(f"{page.id} is not accepted")
    return draft


def _fields(answers: dict[str, RawAnswer], asked: tuple[str, ...]) -> dict[str, str | tuple[str, ...]]:
    """The fields of the questions that stand on a page; `group-2-member` is a member of a group's second item."""
    fields: dict[str, str | tuple[str, ...]] = {}
    for name in asked:
        answer = _answer_at(answers, name)
        if isinstance(answer, str):
            fields[name] = answer
        elif isinstance(answer, Mapping):
            fields |= {f"{name}-{part}": text for part, text in answer.items()}
        elif texts := tuple(each for each in answer or () if isinstance(each, str)):
            fields[name] = texts
    return fields


def _answer_at(answers: dict[str, RawAnswer], name: str) -> RawAnswer | None:
    question, *within = name.split("-")
    if not within:
        return answers.get(question)
    items, number = raw_items(answers.get(question)), int(within[0])
    return items[number - 1].get(within[1]) if number <= len(items) else None


def _send(teacher: Visitor, draft: str) -> Reference:
    teacher.open(f"{draft}/check-answers")
    teacher.submit(button="Send to the front door")
    match = re.fullmatch(r"/contacts/([^/]+)/receipt", teacher.path)
    if match is None:
        raise NotAsExpected(f"Sending led to {teacher.path}, not to a receipt")
    reference = Reference.parse(match[1])
    teacher.expect(str(reference))
    return reference


def _take(officer: Visitor, reference: Reference) -> None:
    account = next(each.professional for each in ACCOUNTS if each.professional.id == "demo-officer")
    _sign_in(officer, account.email, DEMO_PASSWORD)
    officer.open("/holding-area?order=newest")
    officer.expect(str(reference))
    officer.open(f"/contacts/{reference}")
    officer.submit(action=f"/contacts/{reference}/take")


def _ask_and_answer(officer: Visitor, teacher: Visitor, reference: Reference) -> None:
    officer.open(f"/contacts/{reference}/ask")
    officer.submit({"text": "Who collects her from school?"})
    teacher.open(f"/contacts/{reference}")
    teacher.expect("Who collects her from school?")
    teacher.submit({teacher.field("answer-"): "Her aunt, on most days."}, action="/answers")
    officer.open(f"/contacts/{reference}")
    officer.expect("Her aunt, on most days.")


def _decide(officer: Visitor, reference: Reference) -> None:
    officer.open(f"/contacts/{reference}/decide")
    officer.submit({"outcome": "referral"}, action="/decide")
    found = [value for value in officer.options("record") if value.startswith("found")]
    if len(found) != 1:
        raise NotAsExpected(f"The decision page offers {len(found)} records, not one")
    officer.submit(
        {
            "record": found[0],
            "level_of_need": "4",
            "reason": "significant_harm",
            "rationale": "Three linked concerns since September; the threshold for assessment is met.",
            "message_to_sender": "A social worker will call you within one working day.",
        },
        action="/decide",
        button="Decide and tell the sender",
    )


def _wait_for_episode(officer: Visitor, reference: Reference) -> str:
    def number() -> str | None:
        officer.open(f"/contacts/{reference}")
        match = re.search(r"In the case system Episode ([A-Za-z0-9-]+)", officer.text())
        if match is None and BY_HAND in officer.text():
            _open_by_hand(officer)
        return match[1] if match else None

    return until(number, "The episode did not open")


def _open_by_hand(officer: Visitor) -> None:
    # A case system that can only be read: the officer opens the episode there, and says under which number.
    officer.follow(BY_HAND)
    officer.submit({"episode_id": "5000321"}, button="Tick it off")


def _hand_off(officer: Visitor, reference: Reference) -> None:
    officer.open("/hand-offs")
    if str(reference) not in officer.text():
        return  # this case system takes the case note from us
    officer.follow(str(reference))
    officer.expect("Copy the case note")
    officer.submit({"copied": ("yes",)}, button="Tick it off")
    officer.expect("ticked off")


def _read_back(running: Running, reference: Reference, episode: str) -> None:
    composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
    try:
        desk = composed.office.episodes
        if not desk.description.capabilities.can_call(Operation.FIND_EPISODE):
            return  # nobody but an officer can look there
        found = desk.find_episode(reference, Call("demo", "Read the episode back"))
    finally:
        composed.close()
    if found is None or found.id != episode or found.reference != reference:
        raise NotAsExpected(f"The case system does not hold {reference} as episode {episode}")
