"""A fault at one field of a page: shown in the summary on top and beside the field, in the same words."""

from attrs import frozen


@frozen
class Fault:
    """`field` is the id of the field it is about, where the summary's link leads; `page` its page, when another."""

    field: str
    text: str
    page: str = ""
