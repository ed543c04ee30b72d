"""Why a use case would not go on, in words of the front door; the web decides what page that makes."""


class NotVisible(LookupError):
    """It does not exist, or this person may not know that it does: the two must look the same outside."""


class NotPermitted(PermissionError):
    """This person's roles do not allow it."""


class Stale(RuntimeError):
    """Somebody else changed it first; read it again."""


class TooLittleToSearch(ValueError):
    """A search that would browse rather than find. The message says what to add."""


class TooManySearches(RuntimeError):
    """Somebody searched for more children in a short time than work asks for; `after_seconds` is when to go on."""

    def __init__(self, after_seconds: int) -> None:
        super().__init__("Too many searches")
        self.after_seconds = after_seconds


class SearchFirst(ValueError):
    """A concern is started from a search: from a record that it found, or from its having found none."""


class LinkNotValid(ValueError):
    """A confirmation link that is unknown, used or too old."""


class SignInRefused(PermissionError):
    """Wrong address or password, or too many tries: never which."""


class NotOpen(SignInRefused):
    """The password is right and the account is not open to its person now. `standing` is why: they may be told."""

    def __init__(self, standing: str) -> None:
        super().__init__()
        self.standing = standing


class CodeRefused(PermissionError):
    """A code that is wrong, was used before or is too old, or there were too many tries: never which."""


class FactorNotFresh(PermissionError):
    """Somebody signed in who must give a code again before this, since it opens more than usual."""


class ProviderRefused(PermissionError):
    """A sign-in elsewhere that cannot be accepted. `reason` is a code for the audit; no page shows it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LeaseLost(RuntimeError):
    """Another worker holds this message now: whatever this one learnt is not stored by it."""


class TooBusy(RuntimeError):
    """The portal has as much of this to do as it can do at once: try again in a moment."""


class RegistrationRefused(ValueError):
    """No account can be asked for with this address. `reason` is one of those below, for the sentence to show."""

    DOMAIN = "domain"
    """No approved agency has it."""
    SHARED = "shared"
    """Several people read it."""
    PUPIL = "pupil"
    """It looks like a pupil's, or like another that the agency refuses."""
    FULL = "full"
    """Too many people of its domain wait for approval."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WeakPassword(ValueError):
    """A password that others would guess. The message says what to do, and never repeats it."""


class StoreUnavailable(RuntimeError):
    """What the portal keeps cannot be reached now: nothing was stored, and nothing may be said to have been."""
