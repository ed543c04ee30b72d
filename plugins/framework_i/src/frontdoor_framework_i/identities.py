"""Pages of the feed: hundreds of thousands of people pass here, so each is read in one walk over its elements."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from lxml import etree

from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName, Sex
from frontdoor_framework_i.contract import named

Value = TypeVar("Value")

_PERSON_ID, _RESTRICTED, _DISPLAY_NAME = named("personId"), named("restricted"), named("displayName")
_NAME, _OTHER_NAME, _GIVEN, _FAMILY = named("name"), named("otherName"), named("given"), named("family")
_BORN, _SEX, _DUPLICATE_OF = named("birthDate"), named("sex"), named("duplicateOf")
_POSTCODE, _NHS_NUMBER, _UPN = named("postcode"), named("nhsNumber"), named("upn")


def page(response: etree._Element) -> FeedPage:
    """A `ListChangedPeopleResponse` that fits the schema; raises `ValueError` for a date outside our calendar."""
    total = response.findtext(named("total"))
    return FeedPage(
        people=tuple(identity(element) for element in response.iterchildren(named("person"))),
        cursor=response.findtext(named("cursor")) or "",
        is_last=(response.findtext(named("isLast")) or "").strip() in {"true", "1"},
        gone=tuple(element.text or "" for element in response.iterchildren(named("gone"))),
        total=None if total is None else int(total),
    )


def identity(element: etree._Element) -> PersonIdentity:
    """One `Identity`. A number or postcode that cannot be right is left out: it could only match the wrong child."""
    parts: dict[str, list[etree._Element]] = {}
    for part in element:
        parts.setdefault(part.tag, []).append(part)
    person_id = parts[_PERSON_ID][0].text or ""
    if _RESTRICTED in parts:
        display_name = parts[_RESTRICTED][0].findtext(_DISPLAY_NAME) or ""
        return PersonIdentity(person_id, PersonName(family=display_name), restricted=True)
    return PersonIdentity(
        id=person_id,
        name=_name(parts[_NAME][0]),
        other_names=tuple(_name(other) for other in parts.get(_OTHER_NAME, ())),
        birth_date=_birth_date(parts[_BORN][0]) if _BORN in parts else None,
        sex=Sex(parts[_SEX][0].text or ""),
        postcodes=_sound(parts.get(_POSTCODE, ()), Postcode.parse),
        # The schema leaves nothing to tidy in these two, which is what `parse` takes its time for.
        nhs_numbers=_sound(parts.get(_NHS_NUMBER, ()), NhsNumber),
        upns=_sound(parts.get(_UPN, ()), Upn),
        duplicate_of=(parts[_DUPLICATE_OF][0].text or "") if _DUPLICATE_OF in parts else "",
    )


def _name(element: etree._Element) -> PersonName:
    parts = {part.tag: part.text or "" for part in element}
    return PersonName(parts.get(_GIVEN, ""), parts.get(_FAMILY, ""))


def _birth_date(element: etree._Element) -> BirthDate:
    # An XML Schema date may carry a zone after its ten characters; a birthday has none.
    on = date.fromisoformat((element.text or "").strip()[:10])
    return BirthDate(on, BirthDateKind(element.get("kind", "")))


def _sound(written: Iterable[etree._Element], parse: Callable[[str], Value]) -> tuple[Value, ...]:
    found = []
    for element in written:
        try:
            found.append(parse(element.text or ""))
        except ValueError:
            continue
    return tuple(found)
