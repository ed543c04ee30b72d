"""What somebody sends after their sign-in is over: kept for them alone, and put back on the page where they typed it.

For a form that takes long to fill in::

    @post(PATH, signed_in, writes(...), kept_on=PATH)

Its template puts `{{ keep_token() }}` beside `{{ form_token() }}`; the handler of the page asks `restored(...)` for
what is to stand on it, and the handler of the form says `arrived(...)` once its words are stored.
"""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from attrs import frozen
from litestar.handlers import BaseRouteHandler
from markupsafe import Markup

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.kept_forms.keeping import done_with, is_mark_of, keep_form, kept_for, mark_of
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.fields import Fields, fields_of
from frontdoor_portal.web.site import AnyRequest, site_of, visitor_of

KEPT_ON = "kept_on"
"""Under this name the page on which a route's words are put back is among its options."""
MARK, CAME_BACK, ACTION = "form_of", "came_back", "sent_to"
KEEPING = (MARK, CAME_BACK)
"""Fields that a form carries so that it can be kept: no handler sees them."""
_PART = re.compile(r"\{(\w+)(?::\w+)?\}")


@frozen
class RestoredForm:
    """What a person typed, as if it came now; `action` is the path they sent it to."""

    fields: Fields
    action: str


def keep(request: AnyRequest, handler: BaseRouteHandler, form: Fields) -> str:
    """Keep a form for whoever sent it. The page where it is put back, or nothing where it is not kept."""
    page = _filled(handler.opt.get(KEPT_ON, ""), request.path_params)
    mark = form.many(MARK)
    if not page or len(mark) != 1:
        return ""
    words = form.without(*KEEPING).values
    pairs = [(name, value) for name, values in words.items() for value in values]
    encoded = urlencode([*pairs, (ACTION, request.scope["path"])])
    return page if keep_form(site_of(request).office, mark[0], page, encoded) else ""


def is_theirs(request: AnyRequest, form: Fields, who: Professional) -> bool:
    """Whether a form was given to this person, in whichever of their sign-ins."""
    mark = form.many(MARK)
    return len(mark) == 1 and is_mark_of(site_of(request).office, who, mark[0])


def restored(request: AnyRequest, office: Office, who: SignedIn) -> RestoredForm | None:
    """What is kept of this page for this person. From then on the page says so, and its form that it came back."""
    kept = kept_for(office, who.professional, request.scope["path"])
    if kept is None:
        return None
    state = request.scope["state"]
    state[CAME_BACK], state["restored_at"] = kept.id, kept.arrived_at
    fields = fields_of(kept.encoded.encode())
    return RestoredForm(fields.without(ACTION), fields.one(ACTION))


def came_back(request: AnyRequest, form: Fields) -> None:
    """Remember which kept form it is that arrives now, if it is one."""
    if found := form.many(CAME_BACK):
        request.scope["state"][CAME_BACK] = found[0]


def arrived(request: AnyRequest, office: Office, who: SignedIn) -> None:
    """The words of this form are stored: what was kept of it is not needed any more."""
    if kept_id := request.scope["state"].pop(CAME_BACK, ""):
        done_with(office, who.professional, kept_id)


def not_needed(request: AnyRequest, office: Office, who: SignedIn) -> None:
    """What was kept of this page says nothing that is not saved: forget it, and do not speak of it."""
    arrived(request, office, who)
    said_otherwise(request)


def said_otherwise(request: AnyRequest) -> None:
    """The page says itself what becomes of what was kept: it cannot simply be sent again."""
    request.scope["state"].pop("restored_at", None)


def restored_at(request: AnyRequest) -> datetime | None:
    found = request.scope["state"].get("restored_at")
    return found if isinstance(found, datetime) else None


def keep_token(request: AnyRequest) -> Markup:
    """What a form carries so that it can be kept: whose it is, and which kept form it is that stands on the page."""
    who = visitor_of(request).signed_in
    if who is None:
        return Markup()
    field = Markup('<input type="hidden" name="{}" value="{}">')
    mark = field.format(MARK, mark_of(site_of(request).office, who.professional))
    kept_id = request.scope["state"].get(CAME_BACK, "")
    return mark + field.format(CAME_BACK, kept_id) if kept_id else mark


def _filled(path: str, parts: dict[str, Any]) -> str:
    return _PART.sub(lambda found: str(parts.get(found.group(1), "")), path)
