"""A page that cannot be saved as it came, since its draft went or its form changed: what was typed is shown or kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, heading, words
from reference_portal.tests.web.filling_in import FORM, fields_of, parsed, portal_with, put_draft, two_systems
from sdk.tests.forms.changing import with_questions

from frontdoor.forms import FormDefinition, UnreadableAnswers
from frontdoor_portal.use_cases.drafts import discard_draft
from frontdoor_portal.use_cases.drafts.carrying_on import carry_on
from frontdoor_portal.use_cases.drafts.earlier_pages import keep_earlier_page
from frontdoor_portal.use_cases.models import NOT_CHOSEN, Draft
from frontdoor_portal.use_cases.refusals import StoreUnavailable
from frontdoor_portal.web.drafts import pages

ASHA, FEMI = person(), person(name="Femi Okoro")
GP = "Which GP practice is the child with?"


def changed(version: str, *, without: str = "", page_gone: str = "") -> FormDefinition:
    """A later version without a question, or without a whole page."""
    sections = (
        evolve(section, pages=tuple(page for page in section.pages if page.id != page_gone))
        for section in FORM.sections
    )
    rest = evolve(FORM, sections=tuple(sections))
    return with_questions(rest, lambda each: None if each.id == without else each, version=version)


NEWER = changed("2099-01", without="gp")


@pytest.fixture
def newer() -> Iterator[TestPortal]:
    """A portal whose form has a newer version, in which the page about school does not ask for the GP."""
    versions = {(FORM.id, each.version): each for each in (FORM, NEWER)}
    with portal_with(two_systems(), forms={FORM.id: NEWER}, form_versions=versions) as started:
        register_people(started.office, ASHA)
        yield started


def stored(portal: TestPortal, draft: str) -> Draft:
    with portal.office.work.reading() as tx:
        found = tx.drafts.get(draft.removeprefix("/drafts/"))
    assert found is not None
    return found


def typed_on(page: Response) -> str:
    main = words(page.text.partition("</main>")[0])
    return main.partition("What you typed on this page")[2].partition("Copy what you need")[0].strip()


def test_what_is_typed_in_a_draft_that_was_thrown_away_is_shown(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {})
    late = fields_of(browser.get(f"{draft}/school"))
    browser.send(f"{draft}/throw-away", {})

    answer = browser.post(f"{draft}/school", {**late, "gp": "Riverside"})

    assert (answer.status_code, heading(answer)) == (404, "This page was not saved")
    assert typed_on(answer) == f"{GP} Riverside"


def test_what_is_typed_once_a_draft_is_shared_no_more_is_shown(portal: TestPortal, browser: Browser) -> None:
    register_people(portal.office, FEMI)
    draft = put_draft(portal, ASHA, {})
    browser.send(f"{draft}/share-it", {"colleague": FEMI.id})
    femi = portal.client(FEMI)
    late = fields_of(femi.get(f"{draft}/school"))
    browser.send(f"{draft}/stop-sharing", {"colleague": FEMI.id}, page=f"{draft}/share-it")

    answer = femi.post(f"{draft}/school", {**late, "gp": "Riverside"})

    assert (answer.status_code, typed_on(answer)) == (404, f"{GP} Riverside")
    assert stored(portal, draft).answers == {}


def test_nobody_learns_whether_such_a_draft_is_there(portal: TestPortal, browser: Browser) -> None:
    late = fields_of(browser.get(f"{put_draft(portal, ASHA, {})}/school"))
    register_people(portal.office, FEMI)
    theirs = put_draft(portal, FEMI, {})

    there, nowhere = (browser.post(f"{each}/school", {**late, "gp": "Riverside"}) for each in (theirs, "/drafts/none"))

    assert (there.status_code, words(there.text)) == (nowhere.status_code, words(nowhere.text))


def test_a_blank_page_of_a_draft_that_is_not_there_is_not_found(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {})
    late = fields_of(browser.get(f"{draft}/school"))
    browser.send(f"{draft}/throw-away", {})

    assert heading(browser.post(f"{draft}/school", late)) == "Page not found"


def with_a_page_of_the_earlier_version(newer: TestPortal) -> tuple[Browser, str, dict[str, Any]]:
    """A page with a GP typed into it, opened before its draft went on to the version that does not ask for one."""
    browser, draft = newer.client(ASHA), put_draft(newer, ASHA, {})
    late = {**fields_of(browser.get(f"{draft}/school")), "gp": "Riverside"}
    carry_on(newer.office, ASHA, draft.removeprefix("/drafts/"))
    return browser, draft, late


def test_a_page_of_the_earlier_version_is_kept_with_the_draft(newer: TestPortal) -> None:
    browser, draft, late = with_a_page_of_the_earlier_version(newer)
    late |= {"school": "Hilltop"}

    kept, again = (browser.post(f"{draft}/school", late).headers["location"] for _ in range(2))

    assert (kept, again) == (f"{draft}/earlier-answers?just=kept", draft)
    held = stored(newer, draft)
    left = {"version": FORM.version, "answers": {"gp": "Riverside", "school": "Hilltop"}}
    assert (held.answers, held.left_behind) == ({}, (left,))
    shown = words(browser.get(kept).text)
    assert "The form changed while you had that page open." in shown
    assert f"{GP} Riverside" in shown


def test_what_is_typed_on_such_a_page_is_kept_where_somebody_chose_not_to_keep_the_same(newer: TestPortal) -> None:
    browser, draft, late = with_a_page_of_the_earlier_version(newer)
    typed = {"version": FORM.version, "answers": {"gp": "Riverside"}}
    not_chosen = {**typed, "why": NOT_CHOSEN}
    with newer.office.work.begin() as tx:
        tx.drafts.save(evolve(stored(newer, draft), left_behind=(not_chosen,)))

    browser.post(f"{draft}/school", late)

    assert stored(newer, draft).left_behind == (not_chosen, typed)


def test_a_page_that_asks_the_same_in_both_versions_is_simply_saved(newer: TestPortal) -> None:
    browser, draft = newer.client(ASHA), put_draft(newer, ASHA, {})
    late = {**fields_of(browser.get(f"{draft}/sex")), "sex": "F"}
    carry_on(newer.office, ASHA, draft.removeprefix("/drafts/"))

    browser.post(f"{draft}/sex", late)

    held = stored(newer, draft)
    assert (held.form_version, held.answers, held.left_behind) == (NEWER.version, {"sex": "F"}, ())


def test_a_page_of_the_earlier_version_whose_answers_went_on_is_not_kept_again(newer: TestPortal) -> None:
    browser, draft = newer.client(ASHA), put_draft(newer, ASHA, {"school": "Hilltop"})
    late = fields_of(browser.get(f"{draft}/school"))
    carry_on(newer.office, ASHA, draft.removeprefix("/drafts/"))

    answer = browser.post(f"{draft}/school", late)

    assert (answer.headers["location"], stored(newer, draft).left_behind) == (draft, ())


def test_a_page_of_the_earlier_version_is_shown_where_the_draft_went_in_between(
    newer: TestPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, draft, late = with_a_page_of_the_earlier_version(newer)

    def keep_too_late(office: Any, by: Any, draft_id: str, *rest: Any) -> bool:
        discard_draft(newer.office, by, draft_id)
        return keep_earlier_page(office, by, draft_id, *rest)

    monkeypatch.setattr(pages, "keep_earlier_page", keep_too_late)
    answer = browser.post(f"{draft}/school", late)

    assert (answer.status_code, typed_on(answer)) == (404, f"{GP} Riverside")


def test_a_page_of_the_earlier_version_that_no_page_could_have_sent_is_a_bad_request(
    newer: TestPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, draft, late = with_a_page_of_the_earlier_version(newer)

    def refuse(*_: Any) -> bool:
        raise UnreadableAnswers(("gp",))

    monkeypatch.setattr(pages, "keep_earlier_page", refuse)

    assert browser.post(f"{draft}/school", late).status_code == 400


def signed_out_while_typing(portal: TestPortal, browser: Browser, page: str, fields: dict[str, Any]) -> Browser:
    """A page arrives after the sign-in was over; answers with a new browser that is signed in."""
    portal.clock.pass_time(minutes=61)
    assert browser.post(page, fields).status_code == 403
    return portal.client(ASHA)


def test_what_was_kept_for_a_page_that_changed_is_shown_and_goes_with_the_draft(newer: TestPortal) -> None:
    browser, draft = newer.client(ASHA), put_draft(newer, ASHA, {})
    late = {**fields_of(browser.get(f"{draft}/school")), "gp": "Riverside"}
    browser = signed_out_while_typing(newer, browser, f"{draft}/school", late)
    carry_on(newer.office, ASHA, draft.removeprefix("/drafts/"))

    back = browser.get(f"{draft}/school")
    kept = browser.post(f"{draft}/school", fields_of(browser.get(f"{draft}/school")))

    assert (heading(back), typed_on(back)) == ("The form has changed since you typed this", f"{GP} Riverside")
    assert kept.headers["location"] == f"{draft}/earlier-answers?just=kept"
    assert stored(newer, draft).left_behind == ({"version": FORM.version, "answers": {"gp": "Riverside"}},)
    assert heading(browser.get(f"{draft}/school")) == FORM.page("school").title


def test_what_was_kept_for_a_page_that_is_gone_is_shown_too() -> None:
    without = changed("2099-01", page_gone="school")
    versions = {(FORM.id, each.version): each for each in (FORM, without)}
    with portal_with(two_systems(), forms={FORM.id: without}, form_versions=versions) as portal:
        register_people(portal.office, ASHA)
        browser, draft = portal.client(ASHA), put_draft(portal, ASHA, {})
        late = {**fields_of(browser.get(f"{draft}/school")), "gp": "Riverside"}
        browser = signed_out_while_typing(portal, browser, f"{draft}/school", late)
        carry_on(portal.office, ASHA, draft.removeprefix("/drafts/"))

        assert typed_on(browser.get(f"{draft}/school")) == f"{GP} Riverside"


def test_what_was_kept_for_a_page_that_is_not_asked_any_more_is_shown_and_saved(
    portal: TestPortal, browser: Browser
) -> None:
    register_people(portal.office, ASHA)
    draft = put_draft(portal, ASHA, {"child_stage": "born", "child_name_known": "yes"})
    late = {**fields_of(browser.get(f"{draft}/child_name")), "child_name-given": "Zephyrine"}
    browser = signed_out_while_typing(portal, browser, f"{draft}/child_name", late)
    browser.send(f"{draft}/child_name_known", {"child_name_known": "no"})

    back = browser.get(f"{draft}/child_name")
    browser.post(f"{draft}/child_name", fields_of(browser.get(f"{draft}/child_name")))

    assert (heading(back), "Zephyrine" in typed_on(back)) == ("Some of this is not asked any more", True)
    assert stored(portal, draft).answers["child_name"]["given"] == "Zephyrine"


def test_what_was_kept_for_a_draft_that_is_gone_is_shown(portal: TestPortal, browser: Browser) -> None:
    register_people(portal.office, ASHA)
    draft = put_draft(portal, ASHA, {})
    late = {**fields_of(browser.get(f"{draft}/school")), "gp": "Riverside"}
    browser = signed_out_while_typing(portal, browser, f"{draft}/school", late)
    browser.send(f"{draft}/throw-away", {})

    back = browser.get(f"{draft}/school")

    assert (back.status_code, typed_on(back)) == (404, f"{GP} Riverside")
    assert "Send it now to save it" not in words(back.text)


def test_f19_a_page_that_cannot_be_saved_now_shows_what_was_typed_beside_its_question(
    portal: TestPortal, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = put_draft(portal, ASHA, {})
    typed = {**fields_of(browser.get(f"{draft}/school")), "gp": "Riverside"}

    def starting_again(*_: object, **__: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(pages, "save_page", starting_again)
    answer = browser.post(f"{draft}/school", typed)

    shown = parsed(answer).xpath("//h3/text() | //p[contains(@class, 'ffd-as-typed')]/text()")
    assert (answer.status_code, shown) == (503, [GP, "Riverside"])


def test_f19_a_page_that_cannot_be_read_shows_what_was_typed(portal: TestPortal, browser: Browser) -> None:
    draft = put_draft(portal, ASHA, {})
    typed = {**fields_of(browser.get(f"{draft}/school")), "gp": "Riverside", "then": "fly"}

    answer = browser.post(f"{draft}/school", typed)

    shown = parsed(answer).xpath("//h3/text() | //p[contains(@class, 'ffd-as-typed')]/text()")
    assert (answer.status_code, shown) == (400, ["Riverside"])
