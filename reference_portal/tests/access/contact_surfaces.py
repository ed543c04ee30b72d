"""Every surface that could show a contact, read as a browser reads it, and the emails that are sent."""

import re

from attrs import frozen
from httpx import Response
from reference_portal.tests.access.asked import surface
from reference_portal.tests.access.child_surfaces import REFERENCE
from reference_portal.tests.access.stage import NAMES, WORDS, Stage

from frontdoor_portal.delivery.letters import Letterhead, compose
from frontdoor_portal.use_cases.models import Topic
from frontdoor_portal.use_cases.notices import notice_in

LETTERHEAD = Letterhead("Family Front Door", "front-door@council.example", "https://frontdoor.example")


@frozen
class Listed:
    """A list of contacts: its status, the references on it, and the number it says there are."""

    status: int
    references: frozenset[str] = frozenset()
    said: int = 0


@surface
def holding_area(stage: Stage) -> Listed:
    return _listed(stage.get("/holding-area?status=any"), r"Holding area: (\d+) contact")


@surface
def own_contacts(stage: Stage) -> Listed:
    return _listed(stage.get("/contacts"))


@surface
def hand_offs_list(stage: Stage) -> Listed:
    return _listed(stage.get("/hand-offs"), r"Hand-offs: (\d+) to do")


@surface
def deliveries_list(stage: Stage) -> Listed:
    return _listed(
        stage.get("/deliveries"), r"(?:Needs a person|To be opened by hand|Queued as a file|Waiting|Given up): (\d+)"
    )


@surface
def agency_log(stage: Stage) -> Listed:
    return _listed(stage.get("/agency-log"))


@surface
def figures(stage: Stage) -> Listed:
    """The figures, of which those of every concern ever received count."""
    page = stage.get("/figures")
    if page.status_code != 200:
        return Listed(page.status_code)
    table = re.search(r"Every concern about a child ever received.*?</table>", page.text, re.DOTALL)
    rows = re.findall(r"--numeric\">(?:<a[^>]*>)?(\d+)[<]", table[0]) if table else []
    return Listed(200, frozenset(), sum(map(int, rows)))


@surface
def contact_page(stage: Stage, reference: str) -> int:
    return _tells_of_it(stage.get(f"/contacts/{reference}"))


@surface
def receipt(stage: Stage, reference: str) -> int:
    """The receipt, which is what a sender prints."""
    return _tells_of_it(stage.get(f"/contacts/{reference}/receipt"))


@surface
def hand_off_page(stage: Stage, hand_off: str) -> int:
    return _tells_of_it(stage.get(f"/hand-offs/{hand_off}"))


@surface
def hand_off_file(stage: Stage, hand_off: str) -> int:
    return _tells_of_it(stage.get(f"/hand-offs/{hand_off}/file"))


@surface
def delivery_page(stage: Stage, reference: str) -> int:
    return _tells_of_it(stage.get(f"/contacts/{reference}/delivery"))


@surface
def question_form(stage: Stage, reference: str) -> int:
    return _tells_of_it(stage.get(f"/contacts/{reference}/ask"))


@surface
def priority_form(stage: Stage, reference: str) -> int:
    return _tells_of_it(stage.get(f"/contacts/{reference}/priority"))


@surface
def record_chooser(stage: Stage, reference: str) -> tuple[int, frozenset[str]]:
    """The records that the case system offers for a contact: the status, and the children named."""
    return _named(stage.get(f"/contacts/{reference}/record"))


@surface
def record_search(stage: Stage, reference: str) -> tuple[int, frozenset[str]]:
    """Whose record a contact may belong to, as whoever decides it is asked: the status, and the children named."""
    return _named(stage.get(f"/contacts/{reference}/decide?outcome=referral"))


@surface
def emails(stage: Stage) -> list[tuple[str, frozenset[str]]]:
    """Every email that is due: to whom it goes, and the references of contacts in it."""
    office, people, sent = stage.portal.office, {each.id: name for name, each in stage.people.items()}, []
    with office.work.begin() as tx:
        while (claimed := tx.outbox.claim("a mail server", 60, (Topic.NOTICE,))) is not None:
            notice, key = notice_in(claimed.message), claimed.message.key
            assert notice is not None
            tx.outbox.finish(claimed)
            who = people[notice.to]
            text = str(compose(notice, stage.people[who].email, LETTERHEAD, key, office.now(), maybe_again=False))
            assert not any(word in text for word in WORDS), who
            sent.append((who, frozenset(REFERENCE.findall(text))))
    return sent


def _listed(page: Response, total: str = "") -> Listed:
    if page.status_code != 200:
        return Listed(page.status_code)
    assert not any(word in page.text for word in WORDS)
    said = sum(map(int, re.findall(total, page.text))) if total else 0
    return Listed(200, frozenset(REFERENCE.findall(page.text)), said)


def _tells_of_it(page: Response) -> int:
    """The status of a page about a contact, which says what its sender wrote and nothing that a system holds."""
    assert not any(word in page.text for word in WORDS)
    return page.status_code


def _named(page: Response) -> tuple[int, frozenset[str]]:
    return page.status_code, frozenset(name for name in NAMES.values() if name in page.text)
