"""Statutory code sets as data, read once: the Children in Need census lists of the Department for Education.

`legal_status` is of its return of looked-after children (SSDA903).

It may touch the standard library and attrs only.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from attrs import frozen


@frozen
class CodeList:
    """A named set of codes with their labels, in the order the census publishes them."""

    name: str
    labels: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.labels

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def label(self, code: str) -> str:
        """The label of a code; raises `KeyError` where the list has no such code."""
        return self.labels[code]


CODE_LIST_NAMES = (
    "assessment_factors",
    "category_of_abuse",
    "disability",
    "ethnicity",
    "legal_status",
    "primary_need",
    "reason_for_closure",
    "referral_source",
    "sex",
)


@cache
def code_list(name: str) -> CodeList:
    """The code list of that name (one of `CODE_LIST_NAMES`); raises `KeyError` for any other."""
    if name not in CODE_LIST_NAMES:
        raise KeyError(name)
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return CodeList(name, {row["code"]: row["label"] for row in csv.DictReader(text.splitlines())})
