"""The inspection itself: a page with faults must not pass, nor a console that complains."""

from playwright.sync_api import Browser
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.inspecting import Inspector

FAULTY = """
<html lang="cy"><title>A faulty page</title>
<h1>One</h1><h1 id="two">Two</h1>
<p id="two" style="width: 2000px; background: #fff; color: #ccc">Faint</p>
<img src="data:,">
<form><label>Name <input></label><button>Remove person 1</button><button>Save</button></form>
"""


def test_every_kind_of_fault_is_seen(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(FAULTY)
    looked = Inspector(page, has_scripts=True).look()
    page.close()
    assert looked.faults == (
        'accessibility: color-contrast: <p id="two" style="width: 2000px; background: #fff; color: #ccc">Faint</p>',
        'accessibility: image-alt: <img src="data:,">',
        "first headings: ['One', 'Two']",
        "language: 'cy'",
        "the page scrolls sideways by 728 px",
        "id stands twice: two",
        "Enter in a text box presses 'Remove person 1'",
    )


def test_what_the_page_may_not_do_is_heard(arrive: Arriving) -> None:
    visitor = arrive()
    with visitor.page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        # Some browsers judge the attribute when it is set, others when it is to run.
        visitor.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<i onclick=\"x()\">here</i>')")
        visitor.page.evaluate("document.body.lastElementChild.click()")
    heard, visitor.faults = visitor.faults, []
    assert [fault.partition("Content Security Policy")[1] for fault in heard] == ["Content Security Policy"]
