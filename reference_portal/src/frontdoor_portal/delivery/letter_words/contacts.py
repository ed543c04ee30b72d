"""Emails about a contact: to its sender, and to the team."""

from collections.abc import Mapping

from frontdoor_portal.delivery.letter_words.template import Template
from frontdoor_portal.use_cases.models import NoticeKind

CONTACTS: Mapping[NoticeKind, Template] = {
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
            "It may change what is decided. Sign in to read it:",
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
    NoticeKind.DIGEST: Template(
        "What happened since yesterday",
        ("You asked to be told once a day. This happened:", "Sign in to read more:"),
    ),
    NoticeKind.WRONG_DETAILS: Template(
        "A number is wrong: {reference}",
        ("Somebody found that a worker’s details are wrong. The report is {reference}.", "Sign in to read it:"),
    ),
}
