"""A copy to keep: the PDF of what was sent, and the same as data. Both are exports, written down before they leave."""

import json

from litestar import Response

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.copies import CopyNotMade, pdf_of, structured
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.sent_copy import take_copy
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.pages import CONTACT, reference_of
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.routing import FromPath, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest


@get(f"{CONTACT}/copy.pdf", signed_in, writes(Action.EXPORTED_CONTACT))
def copy_as_pdf(request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str]) -> Response[bytes] | Page:
    """A tagged PDF of the whole form, made when its transactions are over."""
    copy = take_copy(office, who.professional, reference_of(reference), "pdf")
    try:
        content = pdf_of(copy)
    except CopyNotMade:
        return page(request, "contacts/no_pdf.html", status=500, reference=copy.asked_for)
    return Response(content, media_type="application/pdf", headers=_named(copy.asked_for, "pdf"))


@get(f"{CONTACT}/copy.json", signed_in, writes(Action.EXPORTED_CONTACT))
def copy_as_data(office: TheOffice, who: Who, reference: FromPath[str]) -> Response[bytes]:
    """The whole form for the sender's own system, after the schema `sent-copy-1`."""
    copy = take_copy(office, who.professional, reference_of(reference), "json")
    content = json.dumps(structured(copy), ensure_ascii=False, indent=2).encode()
    return Response(content, media_type="application/json", headers=_named(copy.asked_for, "json"))


def _named(reference: Reference, kind: str) -> dict[str, str]:
    """The reference and nothing else: a file's name is seen by more people than the file."""
    return {"Content-Disposition": f'attachment; filename="{reference}.{kind}"'}


routes = (copy_as_pdf, copy_as_data)
