"""Crashes when it is asked what it offers, with an exception that crashes when it is asked what it says."""

from frontdoor.plugins.hookspecs import hookimpl


class Unsayable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("hostile: no words")


@hookimpl
def register_case_management() -> None:
    raise Unsayable
