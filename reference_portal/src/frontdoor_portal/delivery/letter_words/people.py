"""Emails about one’s account, how one signs in, colleagues, and who looked at a record."""

from collections.abc import Mapping

from frontdoor_portal.delivery.letter_words.template import Template
from frontdoor_portal.use_cases.models import NoticeKind

PEOPLE: Mapping[NoticeKind, Template] = {
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
    NoticeKind.ADDRESS_CHECK: Template(
        "Confirm that email reaches you",
        (
            "An email to you came back, and you asked us to try again. This one has arrived.",
            "Open this link within 24 hours, so that we know:",
        ),
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
    NoticeKind.ACCESS_REVIEWED: Template(
        "Your access was reviewed: {reference}",
        ("How you opened a record was reviewed. The review is {reference}.", "Sign in to read the outcome:"),
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
