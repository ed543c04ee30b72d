"""A council's own name and colours: checked at start-up, all faults at once."""

from pathlib import Path

import pytest
from attrs import evolve
from reference_portal.tests.web.browsing import BRANDING, ORIGIN, TestPortal

from frontdoor_portal.web.application import create_app
from frontdoor_portal.web.branding import BrandingFault, contrast
from frontdoor_portal.web.options import WebOptions
from frontdoor_portal.web.static import StylesMissing, load_static


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert (round(contrast(one, other), 2), round(contrast(other, one), 2)) == (ratio, ratio)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    faulty = evolve(
        BRANDING,
        council_name=" ",
        header_background="navy",
        link="#ffff00",
        front_door_phone="call us",
        thresholds_url="javascript:alert(1)",
        privacy_url="//evil.example",
        logo=tmp_path / "logo.gif",
    )

    assert faulty.faults() == (
        "header_background: 'navy' is not a colour like #1b3a57",
        "link: contrast with white is 1.07, less than 4.5",
        "council_name: is empty",
        "front_door_phone: 'call us' is not a telephone number",
        "thresholds_url: 'javascript:alert(1)' is neither an https address nor a path of the portal",
        "privacy_url: '//evil.example' is neither an https address nor a path of the portal",
        f"logo: {tmp_path / 'logo.gif'} is not an SVG or PNG file",
    )


def test_a_header_that_cannot_be_read_stops_the_portal_from_starting(portal: TestPortal) -> None:
    pale = evolve(BRANDING, header_background="#cccccc")

    with pytest.raises(BrandingFault, match=r"header_text: contrast with header_background is 1\.61, less than 4\.5"):
        create_app(portal.office, pale, WebOptions(ORIGIN))


def test_the_colours_reach_the_browser_as_a_style_sheet_of_their_own(portal: TestPortal) -> None:
    static = portal.app.state["site"].static

    assert portal.client().get(static.address("branding.css")).text == (
        ":root {\n"
        "  --council-header-background: #1b3a57;\n"
        "  --council-header-text: #ffffff;\n"
        "  --council-accent: #1d5f8a;\n"
        "  --govuk-link-colour: #1a5a96;\n"
        "  --govuk-link-hover-colour: #0f3f6b;\n"
        "}\n"
    )


def test_a_logo_stands_in_the_header_with_the_council_as_its_words(portal: TestPortal, tmp_path: Path) -> None:
    logo = tmp_path / "crest.png"
    logo.write_bytes(b"\x89PNG")
    static = load_static(WebOptions(ORIGIN).static_folder, evolve(BRANDING, logo=logo))
    site = portal.app.state["site"]
    portal.app.state["site"] = evolve(site, branding=evolve(BRANDING, logo=logo), static=static)
    browser = portal.client()

    address = static.address("logo.png")
    assert f'src="{address}" alt="Example County Council">' in browser.get("/").text
    assert (browser.get(address).content, browser.get(address).headers["content-type"]) == (b"\x89PNG", "image/png")


def test_another_colour_gives_every_style_another_address() -> None:
    folder = WebOptions(ORIGIN).static_folder

    assert load_static(folder, BRANDING).digest != load_static(folder, evolve(BRANDING, accent="#003300")).digest


def test_a_portal_without_styles_says_how_to_build_them(tmp_path: Path) -> None:
    with pytest.raises(StylesMissing, match=r"noxfile\.py -s assets"):
        load_static(tmp_path, BRANDING)


def test_neither_crown_nor_govuk_logotype_nor_its_font_is_shown(portal: TestPortal) -> None:
    browser, static = portal.client(), portal.app.state["site"].static
    shown = browser.get("/").text + browser.get(static.address("portal.css")).text

    assert [word for word in ("GDS Transport", "govuk-crest", "govuk-logotype", "GOV.UK") if word in shown] == []


def test_braces_in_a_councils_name_are_shown_literally(portal: TestPortal) -> None:
    site = portal.app.state["site"]
    portal.app.state["site"] = evolve(site, branding=evolve(BRANDING, council_name="{{7*7}} <b>"))

    html = portal.client().get("/").text

    assert ("{{7*7}} &lt;b&gt;" in html, "49 " in html, "<b>" in html) == (True, False, False)
