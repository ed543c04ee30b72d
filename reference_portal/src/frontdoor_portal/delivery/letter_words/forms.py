"""Emails about drafts and about forms that are changed."""

from collections.abc import Mapping

from frontdoor_portal.delivery.letter_words.template import Template
from frontdoor_portal.use_cases.models import NoticeKind

FORMS: Mapping[NoticeKind, Template] = {
    NoticeKind.DRAFT_SHARED: Template(
        "A colleague asks you to work on a draft",
        ("A colleague at your agency has shared a draft with you.", "Sign in to read and change it:"),
    ),
    NoticeKind.DRAFT_TAKEN_OVER: Template(
        "A draft of yours was taken over",
        (
            "The lead of your agency has taken over a draft that you began. Everything you wrote is still in it.",
            "Sign in to see who has it now, and why:",
        ),
    ),
    NoticeKind.DRAFT_EXPIRES: Template(
        "A draft will be removed soon",
        (
            "Nobody has changed a draft for a long time. If nobody does, it is removed and cannot be brought back.",
            "Sign in to finish it, or to keep it for longer:",
        ),
    ),
    NoticeKind.FORM_TO_APPROVE: Template(
        "A form waits for your approval: {reference}",
        (
            "Somebody changed a form, and another administrator must approve it. It is {reference}.",
            "Sign in to read it:",
        ),
    ),
    NoticeKind.FORM_REJECTED: Template(
        "Your change to a form was not approved: {reference}",
        ("Your change to a form was given back to you. It is {reference}.", "Sign in to read why:"),
    ),
    NoticeKind.FORM_PUBLISHED: Template(
        "A form was published: {reference}",
        ("A new version of a form was published. It is {reference}.", "Sign in to see what changed, and from when:"),
    ),
    NoticeKind.FORM_TAKEN_BACK: Template(
        "A form will not be published: {reference}",
        (
            "A new version of a form was to be published, and somebody took it back. It is {reference}.",
            "Sign in to see it:",
        ),
    ),
    NoticeKind.FORM_TOOK_PLACE: Template(
        "Check a form that is now in force: {reference}",
        (
            "{reference} came into force at its time. It was begun before the version whose place it took.",
            "So it may have taken back what that one changed. Sign in to see it:",
        ),
    ),
}
