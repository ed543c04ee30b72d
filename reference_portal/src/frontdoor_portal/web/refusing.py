"""Why the web side would not take a request, each with the page it makes (`errors.py`)."""


class BadRequest(ValueError):
    """What was sent cannot be read: damaged, doubled, or not from our forms. The message never holds a value."""


class UnsupportedForm(ValueError):
    """A body that is not a form's."""


class ForeignForm(PermissionError):
    """A form that did not come from a page of ours, or from a page of an ended session."""


class NotFound(LookupError):
    """No such page."""


class TooManyRequests(RuntimeError):
    """This client asked too often; `after_seconds` is when to try again."""

    def __init__(self, after_seconds: int) -> None:
        super().__init__("Too many requests")
        self.after_seconds = after_seconds
