"""Crashes when it is asked what it offers."""

from frontdoor.plugins.hookspecs import hookimpl


@hookimpl
def register_case_management() -> None:
    raise RuntimeError("hostile: nothing is offered")
