"""Why the web side would not take a request, each with the page it makes (`errors.py`)."""


class BadRequest(ValueError):
    """What was sent cannot be read: damaged, doubled, or not from our forms. The message never holds a value."""


class UnsupportedForm(ValueError):
    """A body that is not a form's."""


class ForeignForm(PermissionError):
    """A form that did not come from a page of ours, or from a page of an ended session.

    `is_kept` says that it is kept for whoever typed it, who is not the one signed in now.
    """

    def __init__(self, message: str, *, is_kept: bool = False) -> None:
        super().__init__(message)
        self.is_kept = is_kept


class PageOfEarlierSignIn(PermissionError):
    """A form of an ended session, from the very person who has signed in again since: kept, and put back on `page`."""

    def __init__(self, page: str) -> None:
        super().__init__("The form is of an earlier sign-in")
        self.page = page


class NotFound(LookupError):
    """No such page."""


class TooManyRequests(RuntimeError):
    """This client asked too often; `after_seconds` is when to try again."""

    def __init__(self, after_seconds: int) -> None:
        super().__init__("Too many requests")
        self.after_seconds = after_seconds
