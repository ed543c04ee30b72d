"""A browser without a screen: opens pages, fills in their forms as they stand, and keeps its cookies."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2
from lxml import html

Values = Mapping[str, str | tuple[str, ...]]


class NotAsExpected(RuntimeError):
    """A page did not answer, or did not hold what a person would look for. Names paths and statuses only."""


class Visitor:
    """One person's browser at one portal. `page` is the parsed page it is on, `path` its path."""

    def __init__(self, address: str) -> None:
        self._client = httpx2.Client(base_url=address, timeout=30)
        self._address = address
        self.path = "/"
        self.page: Any = None

    def close(self) -> None:
        self._client.close()

    def open(self, path: str) -> None:
        """Go to a path and follow redirects. Raises `NotAsExpected` unless it answers 200."""
        self._land(self._client.get(path, follow_redirects=True))

    def follow(self, words: str) -> None:
        """Click the first link whose text contains these words."""
        for link in self.page.iter("a"):
            if words in " ".join(link.text_content().split()):
                self.open(urljoin(self.path, link.get("href")))
                return
        raise NotAsExpected(f"{self.path} has no link “{words}”")

    def submit(self, values: Values | None = None, *, action: str = "", button: str = "") -> None:
        """Fill in a form of this page and send it, as a browser would, with all its hidden fields.

        `action` tells forms apart by the end of their address; `button` presses the button with these words.
        Raises `NotAsExpected` for a value no field of the form takes.
        """
        form = self._form(action)
        for name, value in (values or {}).items():
            self._fill(form, name, value)
        sent = list(form.form_values())
        pressed = self._button(form, button)
        if pressed is not None and pressed.get("name"):
            sent.append((pressed.get("name"), pressed.get("value", "")))
        data: dict[str, list[str]] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        target = (pressed.get("formaction") if pressed is not None else None) or form.get("action") or self.path
        response = self._client.post(
            urljoin(self.path, target),
            data=data,
            headers={"Origin": self._address, "Sec-Fetch-Site": "same-origin"},
            follow_redirects=True,
        )
        self._land(response)

    def text(self) -> str:
        """The words of the page, spaces folded."""
        return " ".join(self.page.text_content().split())

    def expect(self, *words: str) -> None:
        """Raise `NotAsExpected` unless the page says all these words."""
        missing = [each for each in words if each not in self.text()]
        if missing:
            raise NotAsExpected(f"{self.path} does not say: {'; '.join(missing)}")

    def options(self, name: str) -> tuple[str, ...]:
        """The values that the radios or checkboxes of that name offer, in order."""
        return tuple(self.page.xpath("//input[@name=$name]/@value", name=name))

    def field(self, beginning: str) -> str:
        """The name of the one field of this page that begins like that."""
        found = {str(each) for each in self.page.xpath("//*[starts-with(@name, $name)]/@name", name=beginning)}
        if len(found) != 1:
            raise NotAsExpected(f"{self.path} has {len(found)} fields that begin with {beginning}, not one")
        return found.pop()

    def _land(self, response: Any) -> None:
        self.path = urlsplit(str(response.url)).path
        if response.status_code != 200:
            raise NotAsExpected(f"{self.path} answered {response.status_code}")
        self.page = html.fromstring(response.text)

    def _form(self, action: str) -> Any:
        forms = [form for form in self.page.forms if (form.get("method") or "").lower() == "post"]
        main = [form for form in forms if form.xpath("ancestor::main")]
        for form in [*main, *forms]:
            if (form.get("action") or "").endswith(action):
                return form
        raise NotAsExpected(f"{self.path} has no form for {action or 'anything'}")

    def _fill(self, form: Any, name: str, value: str | tuple[str, ...]) -> None:
        try:
            field = form.inputs[name]
            if isinstance(value, tuple):
                field.value = set(value)
            else:
                field.value = value
        except (KeyError, ValueError, TypeError):
            raise NotAsExpected(f"{self.path} has no field {name} that takes this value") from None

    def _button(self, form: Any, words: str) -> Any:
        buttons = form.xpath(".//button")
        for button in buttons:
            if words in " ".join(button.text_content().split()):
                return button
        if words:
            raise NotAsExpected(f"{self.path} has no button “{words}”")
        return None
