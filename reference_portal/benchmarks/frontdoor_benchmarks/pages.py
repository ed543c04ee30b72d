"""What a person waits for at a page: over HTTP, from the request's first byte to the answer's last."""

import re

import httpx2

from frontdoor_benchmarks.making import account, complete_draft, fill_holding_area
from frontdoor_benchmarks.measuring import Samples, Stopwatch, repeat
from frontdoor_benchmarks.quiet import wait_until_delivered
from frontdoor_portal.composition import Composition
from frontdoor_portal.demo.running import Running
from frontdoor_portal.demo.seeding import DEMO_PASSWORD

ORDERS = ("priority", "due", "newest", "oldest")
_TOKEN = re.compile(r'name="([a-z_]*token[a-z_]*)" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


class Reader:
    """Somebody signed in, whose pages are taken as bytes: reading them costs the measurement nothing."""

    def __init__(self, running: Running, key: str) -> None:
        self._client = httpx2.Client(base_url=running.address, timeout=30)
        self._origin = {"Origin": running.address, "Sec-Fetch-Site": "same-origin"}
        self.post("/sign-in", self.token_of("/sign-in") | {"email": account(key).email, "password": DEMO_PASSWORD})

    def token_of(self, path: str) -> dict[str, str]:
        """The hidden token that the forms of a page carry."""
        match = _TOKEN.search(self.get(path).text)
        assert match is not None, f"{path} has no form token"
        return {match[1]: match[2]}

    def fields_of(self, path: str) -> dict[str, str]:
        """The token, and what the page says that it showed."""
        return dict(_HIDDEN.findall(self.get(path).text))

    def get(self, path: str) -> httpx2.Response:
        response = self._client.get(path)
        assert response.status_code == 200, f"{path} answered {response.status_code}"
        return response

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Post a form; the path it leads to."""
        response = self._client.post(path, data=fields, headers=self._origin)
        assert response.status_code == 303, f"{path} answered {response.status_code}"
        return str(response.headers["location"])


def measure_receipts(running: Running, composed: Composition, times: int) -> dict[str, Samples]:
    """From pressing “send” on a complete concern to the answer that carries its reference, and to the receipt page.

    The answer exists only after the commit. The worker has emailed the receipt before the next is sent: one sender
    waits for the portal, not for the emails of a hundred others.
    """
    teacher = Reader(running, "teacher")
    drafts = [complete_draft(composed.office, account("teacher")) for _ in range(times + 5)]
    pages = [teacher.fields_of(f"/drafts/{draft}/check-answers") for draft in drafts]
    answer, whole = Stopwatch(), Stopwatch()
    for number, (draft, fields) in enumerate(zip(drafts, pages, strict=True)):
        if number == 5:
            answer, whole = Stopwatch(), Stopwatch()
        wait_until_delivered(composed.office)
        with whole.timing():
            with answer.timing():
                receipt = teacher.post(f"/drafts/{draft}/check-answers", fields | {"send": "whole"})
            teacher.get(receipt)
    return {"receipt": answer.samples, "receipt_page": whole.samples}


def measure_holding_area(running: Running, composed: Composition, times: int, contacts: int) -> Samples:
    """The first page of the holding area in each of its orders, with so many open contacts."""
    fill_holding_area(composed.office, contacts)
    officer = Reader(running, "officer")
    orders = iter(ORDERS * (times + 5))
    return repeat(times, lambda: officer.get(f"/holding-area?order={next(orders)}"))
