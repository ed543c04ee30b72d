"""Why a file as a whole is not used."""


class FileRefused(ValueError):
    """A file that is not used at all. The message says why in words that hold no personal data."""
