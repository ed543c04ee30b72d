"""The list of contacts: what it shows, how it narrows, and that it says little about a child."""

import re
from html import unescape

from httpx import Response
from reference_portal.tests.web.browsing import heading, words
from reference_portal.tests.web.triage.scene import (
    COLLEAGUE,
    DECISION,
    DOCTOR,
    OFFICER,
    PARTNER,
    TEACHER,
    FrontDoor,
)

from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept

URGENT = {Concept.URGENCY: "urgent"}


def rows(response: Response) -> list[list[str]]:
    """The cells of every line of the list, as text."""
    body = re.search(r"<tbody.*?</tbody>", response.text, re.DOTALL)
    lines = re.findall(r"<tr.*?</tr>", body[0], re.DOTALL) if body else []
    return [[words(cell) for cell in re.findall(r"<t[hd] .*?</t[hd]>", line, re.DOTALL)] for line in lines]


def references(response: Response) -> list[str]:
    return [row[0].split()[0] for row in rows(response)]


def links(response: Response, label: str) -> dict[str, str]:
    """The links of a row of links, by their words."""
    found = re.search(rf'aria-label="{label}">.*?</nav>', response.text, re.DOTALL)
    assert found is not None
    return {words(text): unescape(href) for href, text in re.findall(r'href="([^"]*)"[^>]*>(.*?)</a>', found[0])}


def test_a_line_says_what_is_needed_to_choose_and_no_name(door: FrontDoor) -> None:
    reference = door.send()
    door.portal.clock.pass_time(hours=21)
    listed = door.as_(OFFICER).get("/holding-area")
    assert rows(listed) == [
        [
            f"{reference} Standard priority",
            "Z.N., 10 Neglect Cause for concern",
            "Hollybush Primary School Schools",
            "Sent Received 4 June 2026 at 9:32am",
            "Due in 3 hours 5 June 2026 at 9:32am",
            f"Take {reference}",
        ]
    ]
    assert "Nkemelu" not in listed.text
    assert "Zaynab" not in listed.text


def test_urgent_contacts_come_first_and_then_what_is_due_first(door: FrontDoor) -> None:
    first = door.send()
    door.portal.clock.pass_time(hours=1)
    second = door.send()
    urgent = door.send(known=URGENT)
    assert references(door.as_(OFFICER).get("/holding-area")) == [str(urgent), str(first), str(second)]


def test_the_list_sorts_by_its_links(door: FrontDoor) -> None:
    first = door.send()
    door.portal.clock.pass_time(hours=1)
    second = door.send(known=URGENT)
    browser = door.as_(OFFICER)
    sorts = links(browser.get("/holding-area"), "Order of the list")
    assert {name: references(browser.get(href)) for name, href in sorts.items()} == {
        "Priority": [str(second), str(first)],
        "Due": [str(first), str(second)],
        "Newest": [str(second), str(first)],
        "Oldest": [str(first), str(second)],
    }


def test_each_view_lists_its_own(door: FrontDoor) -> None:
    old = door.send()
    door.portal.clock.pass_time(hours=30)
    mine, theirs, decided, new = (door.send() for _ in range(4))
    browser = door.take(mine)
    door.take(theirs, COLLEAGUE)
    door.take(decided)
    door.decide(browser, decided, DECISION)
    views = links(browser.get("/holding-area"), "Lists")
    assert {name: set(references(browser.get(href))) for name, href in views.items() if name != "Delivery queue"} == {
        "To decide": {str(old), str(mine), str(theirs), str(new)},
        "Mine": {str(mine)},
        "Not yet taken": {str(old), str(new)},
        "Overdue": {str(old)},
        "New information": set(),
        "Second looks": set(),
        "Received today": {str(mine), str(theirs), str(decided), str(new)},
        "Requests": set(),
        "Adults at risk": set(),
        "Answers to release": set(),
        "Everything": {str(old), str(mine), str(theirs), str(decided), str(new)},
    }


def test_filters_narrow_by_source_and_category(door: FrontDoor) -> None:
    missing: dict[Concept, tuple[str, ...]] = {Concept.CATEGORY: ("missing",)}
    school = door.send()
    surgery = door.send(DOCTOR)
    other = door.send(known=missing)
    browser = door.as_(OFFICER)
    assert set(references(browser.get("/holding-area?source=2A"))) == {str(school), str(other)}
    assert references(browser.get("/holding-area?source=3A&category=neglect")) == [str(surgery)]
    assert references(browser.get("/holding-area?source=3A&category=missing")) == []


def test_a_tag_takes_its_filter_away(door: FrontDoor) -> None:
    door.send()
    browser = door.as_(OFFICER)
    filtered = browser.get("/holding-area?status=sent&source=3A&overdue=yes&second_look=yes&second_look_overdue=yes")
    found = re.search(r'<ul class="ffd-filter__tags">.*?</ul>', filtered.text, re.DOTALL)
    assert found is not None
    tags = {words(text): unescape(href) for href, text in re.findall(r'<a href="([^"]+)">(.*?)</a>', found[0])}
    assert tags == {
        "Remove this filter: Sent": "/holding-area?status=any&source=3A&overdue=yes&second_look=yes"
        "&second_look_overdue=yes",
        "Remove this filter: Health services – general practitioner (GP)": "/holding-area?status=sent&overdue=yes"
        "&second_look=yes&second_look_overdue=yes",
        "Remove this filter: Overdue": "/holding-area?status=sent&source=3A&second_look=yes&second_look_overdue=yes",
        "Remove this filter: Second look asked for": "/holding-area?status=sent&source=3A&overdue=yes"
        "&second_look_overdue=yes",
        "Remove this filter: Second look overdue": "/holding-area?status=sent&source=3A&overdue=yes&second_look=yes",
    }


def test_a_filter_that_nobody_knows_is_left_out_with_a_notice(door: FrontDoor) -> None:
    reference = door.send()
    listed = door.as_(OFFICER).get("/holding-area?status=sent&priority=enormous&child=Zaynab")
    assert "Part of this web address could not be understood and was left out." in words(listed.text)
    assert references(listed) == [str(reference)]
    assert "Zaynab" not in listed.text


def test_a_filter_sent_twice_is_refused(door: FrontDoor) -> None:
    assert door.as_(OFFICER).get("/holding-area?held=me&held=nobody").status_code == 400


def test_the_list_is_cut_into_pages_of_25_and_loses_nobody(door: FrontDoor) -> None:
    sent = {str(door.send()) for _ in range(27)}
    browser = door.as_(OFFICER)
    first, second = browser.get("/holding-area"), browser.get("/holding-area?status=any&page=2")
    assert heading(first) == "Holding area: 27 contacts"
    assert (len(references(first)), len(references(second))) == (25, 2)
    everything = browser.get("/holding-area?status=any")
    assert set(references(everything)) | set(references(second)) == sent


def test_a_page_past_the_last_leads_to_the_last(door: FrontDoor) -> None:
    door.send()
    answer = door.as_(OFFICER).get("/holding-area?status=sent&page=999")
    assert (answer.status_code, answer.headers["location"]) == (303, "/holding-area?status=sent")


def test_an_empty_list_says_so(door: FrontDoor) -> None:
    listed = door.as_(OFFICER).get("/holding-area")
    assert heading(listed) == "Holding area: 0 contacts"
    assert "No contact fits these filters." in words(listed.text)


def test_a_held_contact_names_its_holder_and_offers_no_button(door: FrontDoor) -> None:
    reference: Reference = door.send()
    browser = door.take(reference)
    assert rows(browser.get("/holding-area"))[0][-1] == "you"
    assert rows(door.as_(COLLEAGUE).get("/holding-area"))[0][-1] == "Olu Grant"


def test_a_partner_may_look_and_not_take(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(PARTNER)
    listed = browser.get("/holding-area")
    assert rows(listed)[0][-1] == "nobody"
    assert "Mine" not in links(listed, "Lists")
    refused = browser.send(f"/contacts/{reference}/take", {}, page="/holding-area")
    assert refused.status_code == 403


def test_a_contact_and_the_delivery_queue_belong_to_the_holding_area_for_the_team(door: FrontDoor) -> None:
    reference = door.send()
    current = re.compile(r'href="([^"]+)" aria-current="true"')
    browser = door.as_(OFFICER)
    for path in (f"/contacts/{reference}", "/deliveries"):
        navigation = browser.get(path).text.split("</header>")[0]
        assert current.findall(navigation) == ["/holding-area"]
    senders = door.as_(TEACHER).get(f"/contacts/{reference}").text.split("</header>")[0]
    assert current.findall(senders) == ["/contacts"]
