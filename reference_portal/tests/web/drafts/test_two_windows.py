"""Two windows on one draft: whatever one of them does, no answer goes to somebody else, and none is gone unseen."""

from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal, words
from reference_portal.tests.web.filling_in import fields_of, put_draft

from frontdoor.forms import RawItem

ASHA = person()
ANN: RawItem = {"person_name": {"given": "Ann", "family": "Bello"}, "person_relationship": "parent"}
BOB: RawItem = {
    "person_name": {"given": "Bob", "family": "Bello"},
    "person_at_home": "yes",
    "person_address": "With his brother, at a place nobody may know",
}
CY: RawItem = {"person_name": {"given": "Cy", "family": "Bello"}, "person_relationship": "sibling"}


def test_nobody_is_given_a_hidden_answer_of_somebody_else(portal: TestPortal, browser: Browser) -> None:
    """One window takes Ann away while another, opened before, still counts her as the first."""
    draft = put_draft(portal, ASHA, {"household_known": "yes", "household": (ANN, BOB, CY)})
    late = fields_of(browser.get(f"{draft}/household"))
    first = fields_of(browser.get(f"{draft}/household"))

    browser.post(f"{draft}/household", {**first, "then": "remove-household-1"})
    browser.post(f"{draft}/household", {**late, "then": "on"})

    with portal.office.work.reading() as tx:
        (waiting,) = tx.drafts.versions_of(draft.removeprefix("/drafts/"))
    addresses = [(each["person_name"]["given"], each.get("person_address")) for each in waiting.answers["household"]]
    assert addresses == [("Ann", None), ("Bob", BOB["person_address"]), ("Cy", None)]


def two_lists(portal: TestPortal, browser: Browser) -> tuple[str, str]:
    """A draft to whose household Bob was added in one window and Cy in another; and where to choose."""
    draft = put_draft(portal, ASHA, {"household_known": "yes", "household": (ANN,)})
    address = f"{draft}/household"
    late = {**fields_of(browser.get(f"{address}?more=household")), "household-2-person_name-given": "Cy", "then": "on"}
    browser.send(f"{draft}/household", {**fields_of(browser.get(address)), "household-2-person_name-given": "Bob"})
    return draft, str(browser.post(address, late).headers["location"])


def at_home(portal: TestPortal, draft: str) -> list[str]:
    with portal.office.work.reading() as tx:
        found = tx.drafts.get(draft.removeprefix("/drafts/"))
    assert found is not None
    return [each["person_name"]["given"] for each in found.answers["household"]]


def test_people_added_in_two_windows_are_all_kept_by_one_choice(portal: TestPortal, browser: Browser) -> None:
    draft, versions = two_lists(portal, browser)

    browser.send(versions, {"household": "both"})

    assert at_home(portal, draft) == ["Ann", "Bob", "Cy"]


def test_whoever_is_not_kept_can_be_copied_until_the_draft_is_sent(portal: TestPortal, browser: Browser) -> None:
    draft, versions = two_lists(portal, browser)

    browser.send(versions, {"household": "saved"})
    page = words(browser.get(f"{draft}/earlier-answers").text)

    assert at_home(portal, draft) == ["Ann", "Bob"]
    assert "Not chosen, of two versions of a page Person 1: Name Cy" in page
    assert "Answers that are not in the form stay here until you send it." in words(browser.get(draft).text)
