"""What somebody typed on a page that could not be taken: shown on the page that says so, so that it can be copied.

Nobody is sent back to the page before for it. Browsers ask for that page anew, since none of ours may be kept on disk,
and many reset what was typed there.
"""

from frontdoor_portal.use_cases.refusals import StoreUnavailable
from frontdoor_portal.web.drafts.typed import ASKS, NOT_TYPED
from frontdoor_portal.web.drafts.unsaved import typed_rows
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.site import AnyRequest, site_of

SECRET = frozenset({"password", "code", "recovery_code", "kept"})
"""Fields that no page ever shows again."""


def typed_back(request: AnyRequest) -> list[tuple[str, str]]:
    """What took time to type, each beside its question where that is known.

    Of a form that is not a draft's it is what has more than one word: the rest are ticks, codes and tokens.
    """
    form: Fields = request.scope["state"].get("form") or Fields()
    of_draft = ASKS in form.values or "page_id" in request.path_params
    if of_draft:
        try:
            return typed_rows(site_of(request).office, str(request.path_params.get("page_id", "")), form)
        except StoreUnavailable:  # then without the questions
            pass
    return [
        ("", text)
        for name, texts in form.values.items()
        if name not in SECRET | NOT_TYPED
        for text in texts
        if len(text.split()) > (0 if of_draft else 1)
    ]
