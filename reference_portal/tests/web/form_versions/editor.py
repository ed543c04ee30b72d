"""An administrator who edits a version of a form in the browser."""

import re
import tomllib
from html import unescape
from typing import Any

from httpx import Response
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import ADA, LIBRARY_ID
from reference_portal.tests.web.browsing import Browser, TestPortal

from frontdoor_portal.use_cases.form_versions.looking import see_version


class Editor:
    """An administrator at a version that they began."""

    def __init__(self, portal: TestPortal) -> None:
        self.portal = portal
        self.browser: Browser = portal.client(ADA)
        begun = self.browser.send("/form-versions/start", {"version": LIBRARY_ID}, page="/form-versions")
        self.address = begun.headers["location"]
        self.id = self.address.rpartition("/")[2]

    def fields(self, path: str) -> dict[str, str | list[str]]:
        """What the page's form would send as it stands, but for its buttons."""
        html = self.browser.get(path).text
        form = re.search(
            r'<form method="post" action="/form-versions/[^"]*(?:edit|when|changes|text).*?</form>', html, re.DOTALL
        )
        assert form is not None
        found: dict[str, str | list[str]] = {}
        for tag in re.findall(r"<input[^>]*>", form[0]):
            name = re.search(r' name="([^"]*)"', tag)
            if name is None or (("checkbox" in tag or "radio" in tag) and " checked" not in tag):
                continue
            value = re.search(r' value="([^"]*)"', tag)
            found[name[1]] = unescape(value[1]) if value else ""
        for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL):
            found[name] = unescape(value)
        for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
            chosen = re.search(r'<option value="([^"]*)" selected', inner)
            found[name] = unescape(chosen[1]) if chosen else ""
        return found

    def send(self, at: str, do: str = "save", **typed: str) -> Response:
        path = f"{self.address}/{at}"
        fields = {key: value for key, value in (self.fields(path) | typed).items() if value is not None}
        fields = {key: value for key, value in fields.items() if value != "(unticked)"}
        return self.browser.post(path, fields if at == "text" else {**fields, "do": do})

    def data(self) -> dict[str, Any]:
        return tomllib.loads(see_version(self.portal.office, ADA, self.id).text)

    def question(self, number: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = self.data()["sections"][0]["pages"][0]["questions"][number]
        return found
