"""What the judge says of a file that it takes."""

from attrs import frozen

from frontdoor_portal.use_cases.attachments.models import FileKind, Removed


@frozen
class Finding:
    """`copy` is the cleaned file, of `copy_kind`, where one was made; `about` what the file says of its maker."""

    kind: FileKind
    about: tuple[str, ...] = ()
    removed: frozenset[Removed] = frozenset()
    copy: bytes | None = None
    copy_kind: FileKind | None = None


LONGEST_ABOUT = 200


def told(label: str, value: object) -> tuple[str, ...]:
    """A line about the maker of a file, or none; without anything that could disturb the page it is shown on."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in str(value or "")).split())
    return (f"{label}: {text[:LONGEST_ABOUT]}",) if text else ()
