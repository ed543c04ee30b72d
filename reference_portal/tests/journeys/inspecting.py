"""What must hold on every page: looked at in the browser itself, as the person sees it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen
from playwright.sync_api import CDPSession, Page

AXE = Path(__file__).parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WORLD = "inspection"
TAKES_AWAY = ("Remove", "Delete", "Discard", "Throw", "Move", "Take")
"""How a button begins that Enter in a text box must not press: a form's first one is pressed by it."""

_LOOK = """
(async () => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: %s}, resultTypes: ["violations"], preload: %s,
  });
  const root = document.documentElement;
  return {
    violations: found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)),
    headings: [...document.querySelectorAll("h1")].map(heading => heading.innerText),
    title: document.title,
    language: root.lang,
    tooWide: root.scrollWidth - root.clientWidth,
    repeatedIds: [...document.querySelectorAll("[id]")].map(each => each.id)
      .filter((id, place, all) => all.indexOf(id) !== place),
    enterPresses: [...document.forms]
      .filter(form => form.querySelector("input:is([type=text], [type=email], [type=tel], :not([type]))"))
      .map(form => form.querySelectorAll("button:not([type=button]), input[type=submit]"))
      .filter(buttons => buttons.length > 1)
      .map(buttons => (buttons[0].innerText || buttons[0].value).trim()),
  };
})()
"""


@frozen
class Looked:
    """One page as it was: its title, its first headings, and everything that is wrong with it."""

    title: str
    headings: tuple[str, ...]
    faults: tuple[str, ...]


class Inspector:
    """Inspects one window's pages. Its scripts run in a world of their own, which the page cannot see or forbid.

    Without `has_scripts` it switches scripts off for the window, but for the moment in which it looks: a page that
    was loaded without scripts does not run them later.
    """

    def __init__(self, page: Page, *, has_scripts: bool) -> None:
        self._devtools: CDPSession = page.context.new_cdp_session(page)
        self._has_scripts = has_scripts
        self._read_styles = True
        self._devtools.send("Page.enable")
        self._devtools.send("Page.addScriptToEvaluateOnNewDocument", {"source": _axe(), "worldName": WORLD})
        self._allow_scripts(has_scripts)

    def look(self) -> Looked:
        """The page that is shown now."""
        self._allow_scripts(True)
        frame = self._devtools.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = self._devtools.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": WORLD})
        context = world["executionContextId"]
        # Half a megabyte a page is slow to send: it is there already, but where scripts were off or nothing was loaded.
        if not self._evaluate("typeof axe !== 'undefined'", context):
            self._evaluate(f"{_axe()};true", context)
        found = self._evaluate(_LOOK % (json.dumps(RULES), json.dumps(self._read_styles)), context)
        # The style sheet is the same on every page, and fetching it to read it takes as long as half of the rules.
        self._read_styles = False
        self._allow_scripts(self._has_scripts)
        return _read(found)

    def _evaluate(self, expression: str, context: int) -> Any:
        answer = self._devtools.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": context, "awaitPromise": True, "returnByValue": True},
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"The page could not be inspected: {answer['exceptionDetails']}")
        return answer["result"]["value"]

    def _allow_scripts(self, allowed: bool) -> None:
        self._devtools.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})


def _read(found: dict[str, Any]) -> Looked:
    faults = [f"accessibility: {violation}" for violation in found["violations"]]
    if len(found["headings"]) != 1:
        faults.append(f"first headings: {found['headings']}")
    if found["language"] != "en":
        faults.append(f"language: {found['language']!r}")
    if found["tooWide"] > 0:
        faults.append(f"the page scrolls sideways by {found['tooWide']} px")
    faults += [f"id stands twice: {each}" for each in found["repeatedIds"]]
    faults += [f"Enter in a text box presses {each!r}" for each in found["enterPresses"] if each.startswith(TAKES_AWAY)]
    return Looked(found["title"], tuple(found["headings"]), tuple(faults))


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
