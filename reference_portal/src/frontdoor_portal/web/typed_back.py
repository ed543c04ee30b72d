"""What somebody typed on a page that could not be taken: shown on the page that says so, so that it can be copied.

Nobody is sent back to the page before for what stands there. Browsers ask for that page anew, since none of ours may be
kept on disk, and many reset what was typed there. For what does not stand there it is the last hope, and the page says
so: for a form that could not be read, and for answers of one word on pages other than a draft's.
"""

from frontdoor_portal.use_cases.refusals import StoreUnavailable
from frontdoor_portal.web.drafts.typed import ASKED, ASKS, NOT_TYPED
from frontdoor_portal.web.drafts.unsaved import typed_rows
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.site import AnyRequest, site_of

SECRET = frozenset({"password", "code", "recovery_code", "kept"})
"""Fields that no page ever shows again."""


def typed_back(request: AnyRequest) -> list[tuple[str, str]]:
    """What took time to type, each beside its question where that is known.

    Of a form that is not a draft's it is what has more than one word: the rest are ticks, codes and tokens.
    """
    form, of_draft = _form(request), shows_every_answer(request)
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


def shows_every_answer(request: AnyRequest) -> bool:
    """Whether one word is shown as well: a draft's page says itself which of its fields somebody filled in."""
    return bool(_form(request).values.keys() & {ASKED, ASKS})


def _form(request: AnyRequest) -> Fields:
    form: Fields | None = request.scope["state"].get("form")
    return form or Fields()
