"""A council's own name, colours and telephone numbers. Every fault is found at start-up, all at once."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from attrs import frozen

WHITE = "#ffffff"
ENOUGH = 4.5
"""Contrast of words with their background: WCAG 2.2, success criterion 1.4.3, level AA."""

LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_PHONE = re.compile(r"\+?[0-9 ]{3,20}")


class BrandingFault(ValueError):
    """The branding cannot be used. The text names every fault, one a line."""


@frozen
class Branding:
    """What makes the portal this council's. Colours are `#rrggbb`; links are https or a path of the portal.

    The designated officer's telephone and page are where an allegation against somebody who works with children goes:
    without a number, the front door's own is given. `logo` is an SVG or PNG file; without one the council's name stands
    in the header.
    """

    council_name: str
    front_door_phone: str
    front_door_hours: str
    out_of_hours_phone: str
    thresholds_url: str
    privacy_url: str
    service_name: str = "Family Front Door"
    emergency_phone: str = "999"
    designated_officer_phone: str = ""
    designated_officer_url: str = ""
    header_background: str = "#1b3a57"
    header_text: str = WHITE
    accent: str = "#1d5f8a"
    link: str = "#1a5a96"
    link_hover: str = "#0f3f6b"
    logo: Path | None = None

    def faults(self) -> tuple[str, ...]:
        """Everything wrong with it, in words for the operator; empty when it can be used."""
        colours = {
            "header_background": self.header_background,
            "header_text": self.header_text,
            "accent": self.accent,
            "link": self.link,
            "link_hover": self.link_hover,
        }
        found = [f"{name}: {value!r} is not a colour like #1b3a57" for name, value in colours.items() if not ok(value)]
        pairs = (
            ("header_text", "header_background"),
            ("accent", ""),
            ("link", ""),
            ("link_hover", ""),
        )
        for words, behind in pairs:
            background = colours[behind] if behind else WHITE
            if ok(colours[words]) and ok(background) and contrast(colours[words], background) < ENOUGH:
                ratio = contrast(colours[words], background)
                found.append(f"{words}: contrast with {behind or 'white'} is {ratio:.2f}, less than {ENOUGH}")
        names = ("council_name", "service_name", "front_door_hours")
        found += [f"{name}: is empty" for name in names if not getattr(self, name).strip()]
        phones = ("front_door_phone", "out_of_hours_phone", "emergency_phone")
        found += [
            f"{name}: {getattr(self, name)!r} is not a telephone number"
            for name in phones
            if not _PHONE.fullmatch(getattr(self, name))
        ]
        if self.designated_officer_phone and not _PHONE.fullmatch(self.designated_officer_phone):
            found.append(f"designated_officer_phone: {self.designated_officer_phone!r} is not a telephone number")
        if self.designated_officer_url and not is_link(self.designated_officer_url):
            found.append(
                f"designated_officer_url: {self.designated_officer_url!r} is neither an https address "
                "nor a path of the portal"
            )
        found += [
            f"{name}: {getattr(self, name)!r} is neither an https address nor a path of the portal"
            for name in ("thresholds_url", "privacy_url")
            if not is_link(getattr(self, name))
        ]
        if self.logo is not None and (self.logo.suffix not in LOGO_TYPES or not self.logo.is_file()):
            found.append(f"logo: {self.logo} is not an SVG or PNG file")
        return tuple(found)

    def check(self) -> None:
        """Raise `BrandingFault` with every fault."""
        if faults := self.faults():
            raise BrandingFault("\n".join(faults))

    @property
    def stylesheet(self) -> str:
        """The colours as CSS custom properties; linked after portal.css."""
        return (
            ":root {\n"
            f"  --council-header-background: {self.header_background};\n"
            f"  --council-header-text: {self.header_text};\n"
            f"  --council-accent: {self.accent};\n"
            f"  --govuk-link-colour: {self.link};\n"
            f"  --govuk-link-hover-colour: {self.link_hover};\n"
            "}\n"
        )

    @property
    def icon(self) -> str:
        """The mark on a browser's tab: a door in the header's colours, as SVG."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
            f'<rect width="32" height="32" rx="4" fill="{self.header_background}"/>'
            f'<path d="M10 5h12v22H10z" fill="{self.header_text}"/>'
            f'<circle cx="19" cy="16" r="1.5" fill="{self.header_background}"/></svg>\n'
        )


def ok(colour: str) -> bool:
    return _COLOUR.fullmatch(colour) is not None


def is_link(address: str) -> bool:
    parts = urlsplit(address)
    if any(ord(letter) <= 32 for letter in address):
        return False
    local = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return local or (parts.scheme == "https" and bool(parts.hostname))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white) (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
