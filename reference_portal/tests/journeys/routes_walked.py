"""Going through the portal's routes as one person: every page that links lead to, each kind once, and its state."""

from collections import deque
from collections.abc import Iterable

from attrs import Factory, define, frozen
from playwright.sync_api import Page, Response
from reference_portal.tests.journeys.inspecting import Inspector
from reference_portal.tests.journeys.portal_routes import route_of

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.permissions import may
from frontdoor_portal.web.policy import Policy
from frontdoor_portal.web.routes import ROUTES

# WCAG 2.2, 1.4.12: nothing may be lost with these. A sheet that a script makes is none that the portal's policy stops.
_SPACING = """(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
})()"""
_LINKS = "[...document.querySelectorAll('a[href^=\"/\"]')].map(each => each.getAttribute('href'))"


@frozen
class Opens:
    """Whom a route lets in."""

    policy: Policy

    def permits(self, who: Professional | None) -> bool:
        if who is None or self.policy.halfway:
            return who is None and not self.policy.needs_sign_in
        return self.policy.permission is None or may(who, self.policy.permission)


def policy_of(route: str) -> Opens:
    handler = next(each for each in ROUTES if route in each.paths and "GET" in each.http_methods)
    return Opens(next(each for each in handler.guards or () if isinstance(each, Policy)))


@define
class Explorer:
    """One person's window. `seen` is the status of each route they were on, `faults` what was wrong with any page."""

    page: Page
    portal: str
    left_out: frozenset[str]
    seen: dict[str, set[int]] = Factory(dict)
    faults: list[str] = Factory(list)
    inspector: Inspector = Factory(lambda self: Inspector(self.page, has_scripts=True), takes_self=True)

    def explore(self, starts: Iterable[str]) -> None:
        """Open all of `starts`, and from there on one page of each route that a link leads to."""
        waiting = deque(starts)
        asked = {route_of(each) for each in waiting}
        while waiting:
            links = self.visit(waiting.popleft())
            for link in links:
                route = route_of(link)
                if route and route not in asked | self.left_out:
                    asked.add(route)
                    waiting.append(link)

    def visit(self, address: str) -> list[str]:
        """Open a page and inspect it; the links on it."""
        return self.landed(self.page.goto(f"{self.portal}{address}"), address)

    def press(self, address: str, button: str) -> None:
        """Send the form of a page as it is; it must come back with what is wrong."""
        self.page.goto(f"{self.portal}{address}")
        with self.page.expect_navigation(wait_until="load") as sent:
            self.page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        self.landed(sent.value, f"{address}, sent as it was")
        if not self.page.locator(".govuk-error-summary").count():
            self.faults.append(f"{address}: sent as it was, it does not say what is wrong")

    def landed(self, response: Response | None, address: str) -> list[str]:
        status = response.status if response else 0
        route = route_of(self.page.url.removeprefix(self.portal))
        if route_of(address) == route or not route_of(address):
            self.seen.setdefault(route, set()).add(status)
        if status >= 500:
            self.faults.append(f"{address}: {status}")
        self.page.evaluate(_SPACING)
        self.faults += [f"{address}: {fault}" for fault in self.inspector.look().faults]
        return list(self.page.evaluate(_LINKS))
