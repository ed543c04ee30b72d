"""One person at one browser window: they use what they see and hear, and each page they land on is inspected."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from attrs import Factory, define
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect
from reference_portal.tests.journeys.inspecting import Inspector
from reference_portal.tests.journeys.portal_routes import route_of

from frontdoor.testing.families import MadeUpPerson

_CHANGING_PARTS = re.compile(r"(?<=/)(?=[^/]*[A-Z0-9])[A-Za-z0-9_-]{8,}(?=/|$)")


@define(slots=False)
class Walker:
    """`faults` collects what is wrong with any page on the way; `pictures` is where each page's picture goes.

    `opened` has the route and the status of each page that was inspected; several windows may share it.
    """

    page: Page
    portal: str
    has_scripts: bool = True
    pictures: Path | None = None
    opened: set[tuple[str, int]] = Factory(set)
    faults: list[str] = Factory(list)
    addresses: list[str] = Factory(list)
    _pages: set[str] = Factory(set)
    _titles: dict[str, str] = Factory(dict)
    inspector: Inspector = Factory(lambda self: Inspector(self.page, has_scripts=self.has_scripts), takes_self=True)

    def __attrs_post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.path}: script error: {error}"))
        self.page.context.on("request", self._asked)

    # ---- going about

    def go(self, path: str) -> None:
        """Type an address."""
        with self._landing():
            self.page.goto(f"{self.portal}{path}")

    def follow(self, words: str, *, within: Locator | None = None) -> None:
        """Click the link with these words."""
        with self._landing():
            (within or self.page).get_by_role("link", name=words).click()

    def menu(self, words: str) -> None:
        """Choose from the menu, which a small screen keeps behind a button."""
        toggle = self.page.get_by_role("button", name="Menu")
        if toggle.is_visible() and toggle.get_attribute("aria-expanded") == "false":
            toggle.click()
        self.follow(words, within=self.page.get_by_role("navigation", name="Menu"))

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press the button with these words; it leads to a page."""
        with self._landing():
            (within or self.page).get_by_role("button", name=words).click()

    def reload(self) -> None:
        with self._landing():
            self.page.reload()

    def sign_in(self, email: str, password: str) -> None:
        self.fill("Work email address", email)
        self.fill("Password", password)
        with self._landing():  # beside it there may be “Sign in with …”
            self.main.get_by_role("button", name="Sign in", exact=True).click()

    @contextmanager
    def landing(self) -> Iterator[None]:
        """Whatever is done inside leads to another page, which is then inspected."""
        with self._landing():
            yield

    # ---- filling in

    def fill(self, label: str, text: str) -> None:
        self.main.get_by_label(label, exact=True).fill(text)

    def choose(self, option: str, *, question: str = "") -> None:
        """Choose a radio button or tick a box, of one question where several have such an option."""
        group = self.main.get_by_role("group", name=question) if question else self.main
        group.get_by_label(option, exact=True).check()

    # ---- looking

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text().strip()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def reads(self, *words: str) -> None:
        """The page says all this."""
        for each in words:
            expect(self.main).to_contain_text(each)

    def does_not_read(self, *words: str) -> None:
        for each in words:
            expect(self.main).not_to_contain_text(each)

    def is_at(self, heading: str) -> None:
        """The page's first heading says this."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def row(self, words: str) -> Locator:
        """The row of a table with these words."""
        return self.main.get_by_role("row").filter(has_text=words)

    def never_gave_away(self, child: MadeUpPerson) -> None:
        """Neither an address that the browser asked for nor a page's title holds the child's names or numbers."""
        numbers = [number.value for number in child.nhs_numbers] + ([child.upn.value] if child.upn else [])
        words = [*str(child.name).split(), *numbers]
        told = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)
        assert [each for each in [*self.addresses, *self._titles] if told.search(each)] == []

    # ---- what is kept on the way

    @contextmanager
    def _landing(self) -> Iterator[None]:
        with self.page.expect_navigation(wait_until="load") as landed:
            yield
        self._inspect()
        if landed.value is not None:
            self.opened.add((route_of(self.path), landed.value.status))

    def _inspect(self) -> None:
        looked = self.inspector.look()
        self.faults += [f"{self.path}: {fault}" for fault in looked.faults]
        place = _CHANGING_PARTS.sub("…", self.path)
        elsewhere = self._titles.setdefault(looked.title, place)
        if elsewhere != place:
            self.faults.append(f"{place} has the title of {elsewhere}: {looked.title}")
        if self.pictures is not None:
            name = re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-") or "start"
            number = len(list(self.pictures.glob("*.png"))) + 1
            self.page.screenshot(path=self.pictures / f"{number:03}-{name}.png", full_page=True)

    def _asked(self, request: Request) -> None:
        self.addresses.append(unquote(request.url))
        if request.is_navigation_request():
            self._pages.add(request.url)

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser also reports that the very page asked for was refused or not found, which a person sees anyway.
        is_the_page = message.location["url"] in self._pages and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not is_the_page:
            self.faults.append(f"{self.path}: the console says: {message.text}")
