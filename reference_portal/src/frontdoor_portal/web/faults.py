"""A fault at one field of a page: shown in the summary on top and beside the field, in the same words."""

from collections.abc import Iterable

from attrs import frozen


@frozen
class Fault:
    """`field` is the id of the field it is about, where the summary's link leads; `page` its page, when another."""

    field: str
    text: str
    page: str = ""


def fault_at(faults: Iterable[Fault], field: str) -> str:
    """The first fault of a field, or nothing."""
    return next((fault.text for fault in faults if fault.field == field), "")
