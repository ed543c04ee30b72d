"""Who may use which route: one declared policy each, and what it means for a stranger and for each role."""

from collections.abc import Callable
from typing import Any

import pytest
from litestar import Litestar, Response
from litestar import get as bare_get
from litestar.handlers import HTTPRouteHandler
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.web.browsing import BRANDING, ORIGIN, TestPortal, heading

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission
from frontdoor_portal.web.application import PolicyMissing, check_policies, create_app, route_handlers
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.pages import Page, see_other
from frontdoor_portal.web.policy import Policy, requires, signed_in
from frontdoor_portal.web.routes import ROUTES
from frontdoor_portal.web.routing import get


def policy_of(handler: Any) -> Policy:
    (policy,) = [guard for guard in handler.resolve_guards() if isinstance(guard, Policy)]
    return policy


def test_v8_2_1_every_route_declares_a_policy(portal: TestPortal) -> None:
    handlers = route_handlers(portal.app)

    check_policies(portal.app)
    assert len(handlers) == len(ROUTES)


def test_v8_2_1_a_route_without_a_policy_stops_the_portal_from_starting(portal: TestPortal) -> None:
    @bare_get("/forgotten", sync_to_thread=False)
    def forgotten() -> Response[str]:
        return Response("for anybody")

    with pytest.raises(PolicyMissing, match=r"forgotten \(/forgotten\)"):
        create_app(portal.office, BRANDING, WebOptions(ORIGIN), [forgotten])


def test_v8_2_1_a_stranger_reaches_no_route_that_needs_a_sign_in(portal: TestPortal) -> None:
    guarded = [handler for handler in route_handlers(portal.app) if policy_of(handler).needs_sign_in]
    browser = portal.client()

    outcomes = {}
    for handler in guarded:
        for path in handler.paths:
            if "GET" in handler.http_methods:
                answer = browser.get(filled(path))
                outcomes[path] = (answer.status_code, answer.headers.get("location", "").partition("?")[0])
            else:
                answer = browser.post(filled(path), {"any": "thing"})
                outcomes[f"POST {path}"] = (answer.status_code, heading(answer))

    expected = {path: (403, "Sign in") if path.startswith("POST") else (303, "/sign-in") for path in outcomes}
    # Files do not go along to the sign-in: whoever sent them comes back to choose them again.
    uploads = {"POST /drafts/{draft_id:str}/files": (303, ""), "POST /form-versions/upload/file": (303, "")}
    assert outcomes == expected | {"POST /sign-out": (303, "")} | uploads


def filled(path: str) -> str:
    """A path with something for each of its parts."""
    return "/".join("x" if part.startswith("{") else part for part in path.split("/"))


def opens_for(permission: Permission) -> HTTPRouteHandler:
    @get(f"/needs/{permission.value}", requires(permission), shows_nobody("A redirect"))
    def behind_it() -> Page:
        return see_other("/passed")

    return behind_it


@pytest.mark.parametrize("role", list(Role))
def test_v8_2_1_a_route_opens_for_exactly_the_roles_that_have_its_permission(
    role: Role, make_portal: Callable[..., TestPortal]
) -> None:
    browser = make_portal(extra_routes=[opens_for(each) for each in Permission]).client(person(role, COUNCIL))

    statuses = {permission: browser.get(f"/needs/{permission.value}").status_code for permission in Permission}

    assert statuses == {each: 303 if each in PERMISSIONS[role] else 403 for each in Permission}


def test_v16_5_1_a_fault_nobody_foresaw_shows_a_number_and_no_more(make_portal: Callable[..., TestPortal]) -> None:
    @get("/faulty", signed_in, shows_nobody("A fault"))
    def faulty() -> Page:
        raise RuntimeError("Zoe Example, NHS number 999 000 0018")

    portal = make_portal(extra_routes=[faulty])

    answer = portal.client(person()).get("/faulty")

    assert (answer.status_code, heading(answer)) == (500, "Sorry, there is a problem with the service")
    assert [said for said in ("Zoe", "999 000", "RuntimeError", "Traceback", "faulty") if said in answer.text] == []


def test_v16_2_5_the_log_of_a_fault_names_its_type_place_and_number_only(
    make_portal: Callable[..., TestPortal], log: list[dict[str, Any]]
) -> None:
    @get("/children-of/{name:str}", signed_in, shows_nobody("A fault"))
    def faulty(name: str) -> Page:
        raise RuntimeError(f"{name}, NHS number 999 000 0018")

    portal = make_portal(extra_routes=[faulty])

    answer = portal.client(person()).get("/children-of/Zoe?born=2019")

    lines = [{key: value for key, value in line.items() if key != "ms"} for line in log]
    number = lines[0].pop("number")
    place = lines[0].pop("at")
    assert lines == [
        {"event": "unforeseen", "log_level": "error", "failure": "RuntimeError", "route": "/children-of/{name}"},
        {
            "event": "request",
            "log_level": "info",
            "method": "GET",
            "route": "/children-of/{name}",
            "status": 500,
        },
    ]
    assert f"<strong>{number}</strong>" in answer.text
    assert place.rpartition(":")[0].endswith("test_policies")


def test_the_menu_shows_each_person_the_places_they_may_use(portal: TestPortal) -> None:
    def menu(role: Role) -> list[str]:
        html = portal.client(person(role, COUNCIL, f"Kim {role.name}")).get("/").text
        places = ("Find a child", "Forms", "My contacts", "Holding area", "Figures", "Hand-offs")
        nav = html.partition('aria-label="Menu"')[2].partition("</nav>")[0]
        return [place for place in places if place in nav]

    assert {role: menu(role) for role in (Role.PROFESSIONAL, Role.SCREENING_OFFICER, Role.SENIOR_MANAGER)} == {
        Role.PROFESSIONAL: ["Find a child", "Forms", "My contacts"],
        Role.SCREENING_OFFICER: ["Find a child", "Forms", "My contacts", "Holding area", "Figures", "Hand-offs"],
        Role.SENIOR_MANAGER: ["Figures"],
    }


def test_the_application_is_litestar(portal: TestPortal) -> None:
    assert isinstance(portal.app, Litestar)
    assert (portal.app.debug, portal.app.openapi_config) == (False, None)
