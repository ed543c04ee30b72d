"""What an email says."""

from attrs import frozen


@frozen
class Template:
    """A subject and the lines above the link. `{reference}` is the only thing about a contact they may name."""

    subject: str
    lines: tuple[str, ...]
