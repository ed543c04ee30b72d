"""Senders at their forms: each opens a page, thinks, changes its words and saves it, as a browser would."""

import itertools
import secrets
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import httpx2
from attrs import evolve, frozen
from lxml import html

from frontdoor.forms import pages_in_play
from frontdoor_benchmarks.making import account, complete_draft
from frontdoor_benchmarks.measuring import Samples, Stopwatch
from frontdoor_portal.composition import Composition
from frontdoor_portal.demo.running import Running
from frontdoor_portal.demo.seeding import FORM
from frontdoor_portal.use_cases.models import Account, Session
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import digest


@frozen
class Sender:
    """A teacher of the demonstration's school with a sign-in of their own, and a draft with every answer in it."""

    client: httpx2.Client
    pages: tuple[str, ...]
    """Those that the draft's answers ask for, in the order of the form."""

    def open(self, page: str) -> httpx2.Response:
        answer = self.client.get(page)
        if answer.status_code != 200:
            raise RuntimeError(f"A page of the form answered {answer.status_code}")
        return answer

    def send(self, page: str, fields: Mapping[str, list[str]]) -> None:
        answer = self.client.post(page, data=fields)
        if answer.status_code != 303:
            raise RuntimeError(f"Saving a page answered {answer.status_code}")


def filled(shown: httpx2.Response, more: str = "") -> Mapping[str, list[str]]:
    """The fields of the form that a page shows, as a browser sends them; `more` is written into each text area."""
    page: Any = html.document_fromstring(shown.text)
    form = next(each for each in page.forms if each.xpath("ancestor::main"))
    for area in form.xpath(".//textarea"):
        area.value = (area.value or "").partition(" [")[0] + more
    fields: dict[str, list[str]] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields


def senders(running: Running, composed: Composition, count: int) -> tuple[Sender, ...]:
    """So many people, signed in. Their sign-ins are put there: checking twenty passwords at once is not measured."""
    return tuple(_sender(running, composed, number) for number in range(count))


def _sender(running: Running, composed: Composition, number: int) -> Sender:
    teacher = account("teacher")
    who = evolve(teacher, id=f"sender-{number}", email=f"sender-{number}@school.example.org", name=f"Sender {number}")
    token, now = secrets.token_urlsafe(32), composed.office.now()
    with composed.office.work.begin() as tx:
        tx.accounts.add_account(Account(who, ""))
        tx.accounts.add_session(Session(digest(token), who.id, secrets.token_urlsafe(32), now, now))
    cookie = composed.web_app().state["site"].options.session_cookie
    client = httpx2.Client(
        base_url=running.address,
        timeout=30,
        cookies={cookie: token},
        headers={"Origin": running.address, "Sec-Fetch-Site": "same-origin"},
    )
    return Sender(client, _pages_of(composed.office, complete_draft(composed.office, who)))


def _pages_of(office: Office, draft_id: str) -> tuple[str, ...]:
    with office.work.reading() as tx:
        draft = tx.drafts.get(draft_id)
    assert draft is not None
    return tuple(f"/drafts/{draft_id}/{page.id}" for page in pages_in_play(office.forms[FORM], draft.answers))


@frozen
class Taken:
    """How long pages took to open and to save, of every sender together."""

    opened: Samples
    saved: Samples


def write_at_once(people: Sequence[Sender], rounds: int, think: float) -> Taken:
    """Everybody goes through their pages `rounds` times at the same time, thinking `think` seconds before each save."""
    watches = [(Stopwatch(), Stopwatch()) for _ in people]
    problems: list[BaseException] = []
    start = threading.Barrier(len(people))

    def write(number: int) -> None:
        opening, saving = watches[number]
        sender = people[number]
        start.wait()
        time.sleep(think * number / len(people))  # people do not press their buttons in step
        for turn, page in itertools.product(range(rounds), sender.pages):
            with opening.timing():
                shown = sender.open(page)
            time.sleep(think)
            fields = filled(shown, f" [{turn}]")
            with saving.timing():
                sender.send(page, fields)
            time.sleep(think)

    def guarded(number: int) -> None:
        try:
            write(number)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return Taken(_together(opening for opening, _ in watches), _together(saving for _, saving in watches))


def _together(watches: Iterable[Stopwatch]) -> Samples:
    return Samples(tuple(each for watch in watches for each in watch.samples.milliseconds))
