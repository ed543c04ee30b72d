"""Ends the process when it is asked what it offers."""

import sys

from frontdoor.plugins.hookspecs import hookimpl


@hookimpl
def register_case_management() -> None:
    sys.exit("hostile: the process is to end")
