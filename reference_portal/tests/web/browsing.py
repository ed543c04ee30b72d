"""The portal as a test sees it: a browser without JavaScript, over Litestar's test client."""

import re
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from enum import Enum
from html import unescape
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from httpx import Response
from jinja2 import ChainableUndefined
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.testing import TestClient
from reference_portal.tests.fakes import COUNCIL, SCHOOL, SURGERY, Clock, office_on, register_people, sqlite_work

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Assurance, Session
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import digest
from frontdoor_portal.web.application import create_app, make_site
from frontdoor_portal.web.branding import Branding
from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.pages import environment

ORIGIN = "https://frontdoor.example"
BRANDING = Branding(
    council_name="Example County Council",
    front_door_phone="01632 960100",
    front_door_hours="Monday to Friday, 8:30am to 5pm",
    out_of_hours_phone="01632 960200",
    thresholds_url="https://council.example/thresholds",
    privacy_url="https://council.example/privacy",
)


class StrictUndefined(ChainableUndefined):
    """Fails where one of our own names is misspelt: a page's value, or an attribute of a Python object.

    GOV.UK's macros look up parameters that are not there on purpose; those are items of dictionaries.
    """

    def _fail_ours(self) -> None:
        if self._undefined_name is not None and not isinstance(self._undefined_obj, dict | ChainableUndefined):
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._fail_ours()
        return super().__str__()

    def __iter__(self) -> Iterator[Any]:
        self._fail_ours()
        return super().__iter__()


class NotShownAsItIs(TypeError):
    """A template wrote a value that people do not read as it is."""


def shown_as_written(value: object) -> object:
    """What a template writes, if people read it as it is (see "Dates, numbers and names" of the word list).

    A time or a day goes through a filter; a large number has its commas; and nobody reads `True`, `None` or
    `Status.NEW`.
    """
    if value is None or isinstance(value, bool | date | time | timedelta | bytes | list | dict | set | tuple):
        raise NotShownAsItIs(f"{type(value).__name__} as it is")
    if isinstance(value, Enum) and not isinstance(value, str):
        raise NotShownAsItIs(f"{type(value).__name__} as it is")
    if isinstance(value, int) and abs(value) >= 10_000:
        raise NotShownAsItIs("A number of five digits without its commas")
    return value


environment(StrictUndefined).finalize = shown_as_written


class Browser:
    """Follows no redirect by itself, keeps cookies, and sends forms as the page they stand on would."""

    def __init__(self, client: TestClient[Litestar]) -> None:
        self.client = client

    def get(self, path: str, **more: Any) -> Response:
        return self.client.get(path, follow_redirects=False, **more)

    def send(self, path: str, fields: Mapping[str, str | list[str]], *, page: str | None = None) -> Response:
        """Open the page with the form (`page`, or `path` itself) for its token, fill it in and send it to `path`.

        A question page says as well which answers it showed.
        """
        opened = self.get(page or path)
        seen = dict(re.findall(r'<input type="hidden" name="(seen)" value="([^"]*)"', opened.text))
        return self.post(path, {**seen, **fields, "form_token": form_token(opened)})

    def post(self, path: str, fields: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
        """Send fields as they are, from our own origin unless `headers` says another."""
        return self.client.post(
            path, data=fields, headers={"Origin": ORIGIN, **(headers or {})}, follow_redirects=False
        )

    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.client.cookies.jar}


@frozen
class TestPortal:
    __test__ = False

    app: Litestar
    office: Office
    clock: Clock

    def client(self, someone: Professional | None = None) -> Browser:
        """A new browser; signed in where a person is given (registered first when need be)."""
        browser = Browser(TestClient(self.app, base_url=ORIGIN, raise_server_exceptions=False))
        if someone is not None:
            register_people(self.office, someone)
            token = secrets.token_urlsafe(32)
            now = self.clock()
            with self.office.work.begin() as tx:
                session = Session(digest(token), someone.id, secrets.token_urlsafe(32), now, now)
                tx.accounts.add_session(evolve(session, assurance=Assurance.FACTOR, factor_at=now))
            # Of this host, as the portal's own: one that it sets later takes its place.
            browser.client.cookies.set("__Host-frontdoor", token, domain=ORIGIN.removeprefix("https://"))
        return browser


@contextmanager
def start_portal(extra_routes: Sequence[HTTPRouteHandler] = (), **parts: Any) -> Iterator[TestPortal]:
    """A portal on an empty database with three approved agencies; `parts` as `fakes.office_on` takes them."""
    clock = Clock()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office = office_on(sqlite_work(Path(folder), clock), clock, **parts)
        with office.work.begin() as tx:
            for agency in (SCHOOL, SURGERY, COUNCIL):
                tx.accounts.add_agency(agency)
        with _application(office, extra_routes) as app:
            yield TestPortal(app, office, clock)


_spare: list[Litestar] = []
"""Applications that no test uses now. Putting 200 routes together takes longer than most tests do."""


@contextmanager
def _application(office: Office, extra_routes: Sequence[HTTPRouteHandler]) -> Iterator[Litestar]:
    """One with these routes that serves this office and whatever else is a portal's own, none of another test's."""
    options = WebOptions(ORIGIN, undefined=StrictUndefined)
    if extra_routes:
        yield create_app(office, BRANDING, options, extra_routes)
        return
    app = _spare.pop() if _spare else create_app(office, BRANDING, options)
    app.state["site"] = make_site(office, BRANDING, options)
    yield app
    _spare.append(app)


def form_token(response: Response) -> str:
    """The token of the forms of a page; fails where the page has no form."""
    found = re.search(r'name="form_token" value="([^"]+)"', response.text)
    assert found is not None, f"No form on this page (status {response.status_code})"
    return unescape(found[1])


def form_at(response: Response, action: str) -> dict[str, list[str]]:
    """The hidden fields of the page's form that goes to an address, by name."""
    found = re.search(rf'<form[^>]* action="{re.escape(action)}".*?</form>', response.text, re.DOTALL)
    assert found is not None, f"No form for {action} on the page “{heading(response)}”"
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', found[0]):
        fields.setdefault(unescape(name), []).append(unescape(value))
    return fields


def checked(browser: Browser, draft: str) -> dict[str, list[str]]:
    """What the page to check sends."""
    address = f"{draft}/check-answers"
    return {**form_at(browser.get(address), address), "send": ["whole"]}


def heading(response: Response) -> str:
    """The page's first heading, without markup."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.text, re.DOTALL)
    return words(found[1]) if found else ""


def words(html: str) -> str:
    """The text of a piece of HTML, spaces closed up."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def error_summary(response: Response) -> list[tuple[str, str]]:
    """What the error summary says: (field, text) in its order."""
    found = re.search(r'<div class="govuk-error-summary".*?</ul>', response.text, re.DOTALL)
    if found is None:
        return []
    return [(field, words(text)) for field, text in re.findall(r'<a href="#([^"]+)">(.*?)</a>', found[0], re.DOTALL)]
