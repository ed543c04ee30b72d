"""The emails the portal sends: fixed words, a reference and a link. No word about a child ever stands in one."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import matches_re

from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload


@frozen
class Template:
    """A subject and the lines above the link. `{reference}` is the only thing about a contact they may name."""

    subject: str
    lines: tuple[str, ...]


TEMPLATES: Mapping[NoticeKind, Template] = {
    NoticeKind.CONFIRM_REGISTRATION: Template(
        "Confirm your email address",
        (
            "Somebody asked for an account with this email address.",
            "If it was you, open this link and confirm. If it was not, you need do nothing.",
        ),
    ),
    NoticeKind.ALREADY_REGISTERED: Template(
        "You already have an account",
        (
            "Somebody asked for an account with this email address, which already has one.",
            "If it was you, sign in here. If it was not, you need do nothing.",
        ),
    ),
    NoticeKind.RECEIPT: Template(
        "We have received {reference}",
        (
            "We have received what you sent. Its reference is {reference}.",
            "Sign in to see what happens with it:",
        ),
    ),
    NoticeKind.DETAILS_ASKED: Template(
        "A question about {reference}",
        (
            "We have a question about what was sent with reference {reference}.",
            "Sign in to read and answer it:",
        ),
    ),
    NoticeKind.DETAILS_ANSWERED: Template(
        "An answer about {reference}",
        ("A question about {reference} has been answered.", "Sign in to read the answer:"),
    ),
    NoticeKind.BEING_LOOKED_AT: Template(
        "{reference} is being looked at",
        ("Somebody in the team is looking at {reference}.", "Sign in to see what happens with it:"),
    ),
    NoticeKind.QUESTION_WAITING: Template(
        "A question about {reference} waits for you",
        (
            "We asked a question about {reference}, and it waits for your answer.",
            "Sign in to read and answer it:",
        ),
    ),
    NoticeKind.INFORMATION_ADDED: Template(
        "Something was added to {reference}",
        ("The sender added something to {reference}.", "Sign in to read it:"),
    ),
    NoticeKind.INFORMATION_WAITING: Template(
        "Nobody has read what is new: {reference}",
        (
            "The sender added or answered something about {reference}. Nobody has read it yet.",
            "It may change what was decided. Sign in to read it:",
        ),
    ),
    NoticeKind.INFORMATION_READ: Template(
        "What you sent about {reference} was read",
        ("Somebody in the team has read what you added or answered about {reference}.", "Sign in to see it:"),
    ),
    NoticeKind.SECOND_LOOK_ASKED: Template(
        "A second look is asked for: {reference}",
        (
            "Somebody asked for a second look at the decision about {reference}.",
            "A manager who did not make it answers. Sign in to see by when:",
        ),
    ),
    NoticeKind.SECOND_LOOK_OVERDUE: Template(
        "A second look is late: {reference}",
        (
            "The time to answer a second look at {reference} is over.",
            "A manager who did not make the decision answers. Sign in to read it:",
        ),
    ),
    NoticeKind.SECOND_LOOK_ANSWERED: Template(
        "A second look at {reference}",
        ("A manager has looked again at the decision about {reference}.", "Sign in to read the answer:"),
    ),
    NoticeKind.DIGEST: Template(
        "What happened since yesterday",
        ("You asked to be told once a day. This happened:", "Sign in to read more:"),
    ),
    NoticeKind.ADDRESS_CHECK: Template(
        "Confirm that email reaches you",
        (
            "An email to you came back, and you asked us to try again. This one has arrived.",
            "Open this link within 24 hours, so that we know:",
        ),
    ),
    NoticeKind.OUTCOME: Template(
        "A decision about {reference}",
        ("We have decided what happens with {reference}.", "Sign in to read the decision:"),
    ),
    NoticeKind.FILE_REFUSED: Template(
        "A file of {reference} cannot be opened",
        (
            "Nobody can open a file that was sent with reference {reference}.",
            "The rest of what was sent is not affected. Sign in to see which file it is, and why:",
        ),
    ),
    NoticeKind.ANSWER_READY: Template(
        "An answer to {reference}",
        ("We have answered the request {reference}.", "Sign in to read the answer:"),
    ),
    NoticeKind.ANSWER_SENT_BACK: Template(
        "An answer to change: {reference}",
        ("The answer to {reference} was given back, so that it is changed.", "Sign in to see what to change:"),
    ),
    NoticeKind.ACCESS_TO_REVIEW: Template(
        "A review is waiting: {reference}",
        (
            "Somebody opened a record in a way that is always reviewed. The review is {reference}.",
            "Sign in to make it:",
        ),
    ),
    NoticeKind.ACCESS_REVIEW_OVERDUE: Template(
        "A review is late: {reference}",
        (
            "The review {reference} has no outcome yet, and its time is over.",
            "A privacy officer opens it here. If you are not one, make sure that one does:",
        ),
    ),
    NoticeKind.WRONG_DETAILS: Template(
        "A number is wrong: {reference}",
        ("Somebody found that a worker’s details are wrong. The report is {reference}.", "Sign in to read it:"),
    ),
    NoticeKind.ACCESS_REVIEWED: Template(
        "Your access was reviewed: {reference}",
        ("How you opened a record was reviewed. The review is {reference}.", "Sign in to read the outcome:"),
    ),
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
    NoticeKind.WITHDRAWN: Template(
        "{reference} was withdrawn",
        ("{reference}, which an officer had taken, was withdrawn by those who sent it.", "Sign in to read why:"),
    ),
    NoticeKind.WITHDRAWN_BY_LEAD: Template(
        "{reference} was withdrawn",
        (
            "The lead of the agency that sent {reference} has withdrawn it. The team does not work on it any more.",
            "Sign in to read why, and what you can do:",
        ),
    ),
    NoticeKind.RELEASED: Template(
        "{reference} was put back",
        (
            "{reference}, which you had taken, was put back for others to take.",
            "Sign in to see where it is now:",
        ),
    ),
    NoticeKind.PUT_BACK: Template(
        "Contacts wait for somebody to take them",
        (
            "Somebody can no longer work on the contacts that they had taken. Those were put back for others to take.",
            "Sign in to see what waits, and who takes it:",
        ),
    ),
    NoticeKind.FACTOR_SET: Template(
        "An authenticator app was set up",
        (
            "An authenticator app was set up for your account.",
            "If it was you, you need do nothing. If it was not, call us at once and change your password.",
        ),
    ),
    NoticeKind.FACTOR_RESET: Template(
        "Your authenticator app was removed",
        (
            "The authenticator app of your account was removed at somebody’s request, and you were signed out.",
            "If you asked for it, sign in with the code that was read out to you. If you did not, call us at once.",
        ),
    ),
    NoticeKind.IDENTITY_LINKED: Template(
        "Another way to sign in was added",
        (
            "Your account can now also be used by signing in with your agency’s own account.",
            "If it was you, you need do nothing. If it was not, call us at once.",
        ),
    ),
    NoticeKind.PASSWORD_LINK: Template(
        "Choose a new password",
        (
            "Somebody asked for a new password for the account with this email address.",
            "If it was you, open this link within 15 minutes. If it was not, you need do nothing.",
        ),
    ),
    NoticeKind.PASSWORD_REPLACED: Template(
        "Your password was changed",
        (
            "The password of your account was changed, and you were signed out everywhere.",
            "If it was you, sign in here. If it was not, call us at once.",
        ),
    ),
    NoticeKind.PEOPLE_WAITING: Template(
        "Somebody is waiting for your approval",
        (
            "Somebody asked for an account as a member of an agency whose people you keep.",
            "Sign in to see who is waiting, and to approve or refuse them:",
        ),
    ),
    NoticeKind.ADMITTED: Template(
        "Your account is approved",
        ("Your account has been approved.", "Sign in here:"),
    ),
    NoticeKind.NOT_ADMITTED: Template(
        "Your account was not approved",
        (
            "The account that was asked for with this email address was not approved.",
            "If you think that is wrong, ask your agency’s lead, or call us. Our number is here:",
        ),
    ),
    NoticeKind.CONFIRM_ADDRESS: Template(
        "Confirm your new email address",
        (
            "Somebody asked for an account to use this email address from now on.",
            "If it was you, sign in, open this link and confirm. If it was not, you need do nothing.",
        ),
    ),
    NoticeKind.ADDRESS_TAKEN: Template(
        "Your email address was asked for",
        (
            "Somebody asked for another account to use this email address, which already has one. Nothing was changed.",
            "If it was you, sign in with this address. If it was not, you need do nothing.",
        ),
    ),
    NoticeKind.ADDRESS_CHANGED: Template(
        "Your email address was changed",
        (
            "An account that used this email address uses another one now.",
            "If it was you, you need do nothing. If it was not, call us at once. Our number is here:",
        ),
    ),
    NoticeKind.ROLES_CHANGED: Template(
        "What you may do was changed",
        (
            "The roles of your account were changed, and you were signed out.",
            "If you did not expect this, ask your agency’s lead, or call us. Sign in here:",
        ),
    ),
    NoticeKind.PEOPLE_TO_CONFIRM: Template(
        "Confirm who still works with you",
        (
            "It is time to confirm who of your people still works with you.",
            "Accounts that nobody confirms are suspended.",
            "Sign in to answer:",
        ),
    ),
    NoticeKind.PEOPLE_LIST: Template(
        "This month’s list of your people",
        (
            "This is your monthly reminder to look at the list of people who have an account with your agency.",
            "Sign in, and say who has left:",
        ),
    ),
    NoticeKind.AGENCY_TO_APPROVE: Template(
        "An agency is waiting for approval",
        ("Another administrator proposed an agency, or a change of one.", "Sign in to approve or refuse it:"),
    ),
    NoticeKind.ROLES_TO_APPROVE: Template(
        "Roles are waiting for approval",
        ("Another administrator proposed new roles for somebody.", "Sign in to approve or refuse them:"),
    ),
    NoticeKind.LET_IN: Template(
        "Somebody was let into an agency whose people you keep",
        (
            "The council let somebody in as a member of an agency whose people you keep.",
            "If nobody there knows them, call us at once. Sign in to see who has an account:",
        ),
    ),
    NoticeKind.LEAD_MADE: Template(
        "An agency whose people you keep has another lead",
        (
            "Somebody leads an agency whose people you keep from now on, and sees what it sent.",
            "If you did not expect this, call us at once. Sign in to see who it is:",
        ),
    ),
    NoticeKind.SAID_LEFT: Template(
        "Your account was closed",
        (
            "We were told that you have left the agency that your account belongs to.",
            "You cannot sign in any more.",
            "If that is wrong, ask your agency’s lead, or call us. Our number is here:",
        ),
    ),
    NoticeKind.COLLEAGUE_LEFT: Template(
        "Somebody was said to have left",
        (
            "Somebody whose account you keep was said to have left, and can no longer sign in.",
            "If you know that it is wrong, sign in and open their account again:",
        ),
    ),
}

MAYBE_AGAIN = "You may have had this email before: we could not be sure that the first one was sent."
NO_REPLY = "Nobody reads answers to this email. If a child is in danger now, phone 999."


_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
"""One plain ASCII address. The standard library's own parser lets comments pass, and fails oddly on an empty one."""


def _one_line(instance: Any, attribute: "Attribute[Any]", value: str) -> None:  # noqa: ARG001 - attrs' signature
    if not value.isprintable():
        raise ValueError(f"{attribute.name} must be one line of text")


@frozen
class Letterhead:
    """What every email of this portal bears. `portal_url` has no slash at its end."""

    service_name: str = field(validator=_one_line)
    sender: str = field(validator=matches_re(_ADDRESS))
    portal_url: str = field(validator=matches_re(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._/-]*[A-Za-z0-9._-])?"))


def message_id(key: str) -> str:
    """The part of a Message-ID before the domain: a bounce is known by it."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def compose(
    payload: NoticePayload,
    to: str,
    letterhead: Letterhead,
    key: str,
    at: datetime,
    *,
    maybe_again: bool,
    listed: Sequence[str] = (),
) -> EmailMessage:
    """The email for a notice; `listed` are lines between its first and its last.

    Raises `ValueError` for an address or reference that could alter a header. Every composition from the same `key`
    bears the same Message-ID, so that mail programs show a repeat once.
    """
    if not _ADDRESS.fullmatch(to):
        raise ValueError("An email goes to one plain address")
    for value in (payload.reference, key, *listed):
        if not value.isprintable():
            raise ValueError("A header of an email is one line of text")
    template = TEMPLATES[payload.kind]
    letter = EmailMessage()
    username, _, domain = letterhead.sender.rpartition("@")
    letter["From"] = Address(letterhead.service_name, username, domain)
    letter["To"] = to
    subject = template.subject.format(reference=payload.reference)
    letter["Subject"] = f"{letterhead.service_name}: {subject}"
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{message_id(key)}@{domain}>"
    # RFC 3834: keeps holiday notices and other robots from answering.
    letter["Auto-Submitted"] = "auto-generated"
    first, *others = (line.format(reference=payload.reference) for line in template.lines)
    lines = [first, *listed, *others]
    link = f"{letterhead.portal_url}{payload.link_path}"
    again = [MAYBE_AGAIN] if maybe_again else []
    letter.set_content("\n\n".join([*lines, link, *again, NO_REPLY, letterhead.service_name]) + "\n")
    return letter
