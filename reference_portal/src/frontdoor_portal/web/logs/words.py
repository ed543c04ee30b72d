"""What the audit's codes mean, in words for those who read it."""

from collections.abc import Mapping

from frontdoor_portal.use_cases.models import Action

DID: Mapping[Action, str] = {
    Action.SIGNED_IN: "Signed in",
    Action.SIGN_IN_REFUSED: "Was refused at sign-in",
    Action.SIGNED_OUT: "Signed out",
    Action.REGISTERED: "Registered",
    Action.SEARCHED: "Searched for a child",
    Action.VIEWED_CHILD: "Opened a child’s record",
    Action.VIEWED_CONTACT: "Opened a contact",
    Action.LISTED_CONTACTS: "Looked at a list of contacts",
    Action.REFUSED_CONTACT: "Was refused a contact",
    Action.STARTED_DRAFT: "Started a draft",
    Action.VIEWED_DRAFT: "Opened a draft",
    Action.SAVED_DRAFT: "Saved a draft",
    Action.DISCARDED_DRAFT: "Threw a draft away",
    Action.SENT: "Sent a concern",
    Action.CHANGED_CONTACT: "Changed a contact",
    Action.HANDED_OFF: "Ticked off a hand-off",
    Action.FILED: "Filed in the case system",
    Action.VIEWED_EPISODE: "Looked at the episode",
    Action.SETTLED_MESSAGE: "Dealt with a message",
    Action.ROLES_SET: "Was given roles",
    Action.AGENCY_ADDED: "Approved an agency",
    Action.DOMAIN_REMOVED: "Removed an email domain",
    Action.ACCOUNT_DISABLED: "Closed an account",
    Action.ACCOUNT_ENABLED: "Opened an account again",
    Action.REFRESHED_PEOPLE: "Read a source’s people",
    Action.EXPORTED_CONTACT: "Took a concern out as a file",
    Action.EXPORTED_AUDIT: "Exported the audit",
    Action.VIEWED_AGENCY_LOG: "Looked at the agency log",
    Action.VIEWED_WHO_LOOKED: "Looked at who looked",
    Action.REFUSED: "Was refused a page",
    Action.REFUSED_CHILD: "Was shown little or nothing of a child’s record",
    Action.NOTED_SIGNS: "Had something in common with the child",
    Action.LISTED_MATCHES: "Looked at the list of matches",
    Action.VIEWED_RECORDS: "Compared two records",
    Action.LINKED_RECORDS: "Linked two records",
    Action.KEPT_RECORDS_APART: "Kept two records apart",
    Action.UNLINKED_RECORDS: "Undid a decision about two records",
    Action.FACTOR_GIVEN: "Gave a second factor",
    Action.FACTOR_REFUSED: "Gave a wrong second factor",
    Action.FACTOR_SET: "Set up an authenticator app",
    Action.FACTOR_RESET: "Reset a second factor",
    Action.LISTED_SIGN_INS: "Looked at how colleagues sign in",
    Action.PROVIDER_REFUSED: "Was refused at sign-in with another account",
    Action.IDENTITY_LINKED: "Linked another account to sign in with",
    Action.IDENTITY_UNLINKED: "Removed the link to another account",
    Action.RELATIONSHIP_GRANTED: "Recorded that somebody works with a child",
    Action.RELATIONSHIP_ENDED: "Ended somebody’s way in to a child’s record",
    Action.LEVEL_SET: "Set how closely a record is kept",
    Action.BROKE_GLASS: "Opened a child’s record in an emergency",
    Action.ENDED_BREAK_GLASS: "Closed a record opened in an emergency",
    Action.LISTED_REVIEWS: "Looked at the access reviews",
    Action.VIEWED_REVIEW: "Opened an access review",
    Action.REVIEWED: "Decided an access review",
    Action.CANARY_SET: "Marked a record that nobody should open",
    Action.OWN_POSTCODES_SET: "Set the home postcodes of a user",
    Action.VIEWED_ACCESS: "Looked at who may see a child",
}


def did(action: Action) -> str:
    """A code in words; one that has none yet is shown as it is."""
    return DID.get(action, action.value.replace("_", " ").capitalize())
